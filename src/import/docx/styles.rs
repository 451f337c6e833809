//! The meaning of a Word document's styles: headings, quotations, lists, captions.

use std::collections::HashMap;

use crate::import::pieces::{Piece, Tag, walk};

/// How many styles may build on one another before a chain is taken for a loop.
const LONGEST_CHAIN: usize = 24;

/// The role of a paragraph, given by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the document.
    Title,
    /// A heading.
    Heading,
    /// A block quotation.
    Quotation,
    /// The caption of a picture or a table.
    Caption,
    /// A line of a table of contents.
    Contents,
}

/// A place in a numbering: the list and the level in it.
pub(super) type Place = (String, usize);

/// One style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
}

/// The styles of a document, by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads `word/styles.xml`; unreadable parts are left out.
    pub fn read(xml: &str) -> Self {
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        walk(xml, |piece| match piece {
            Piece::Open(tag) if tag.name() == "style" => {
                open = tag.attribute("styleId").map(|id| (id, Style::default()));
            }
            Piece::Open(tag) => {
                if let Some((_, style)) = &mut open {
                    style.take(&tag);
                }
            }
            Piece::Close("style") => styles.extend(open.take()),
            _ => {}
        });
        Self(styles)
    }

    /// The style and those that it builds on, the nearest first.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> + use<'a> {
        let next = |style: &&'a Style| self.0.get(style.based_on.as_ref()?);
        std::iter::successors(self.0.get(id), next).take(LONGEST_CHAIN)
    }

    /// The role of paragraphs with that style; none for running text.
    pub fn role(&self, id: &str) -> Option<Role> {
        // If the styles are missing, the identifiers of the built-in ones still tell their roles.
        if self.0.is_empty() {
            return named(id);
        }
        self.chain(id).find_map(|style| {
            let heading = style.outline.filter(|level| *level < 9).map(|_| Role::Heading);
            named(&style.name).or(heading)
        })
    }

    /// The list of paragraphs with that style.
    pub fn list(&self, id: &str) -> Option<Place> {
        let list = self.chain(id).find_map(|style| style.list.clone())?;
        Some((list, self.chain(id).find_map(|style| style.level).unwrap_or(0)))
    }
}

impl Style {
    fn take(&mut self, tag: &Tag) {
        let value = || tag.attribute("val");
        match tag.name() {
            "name" => self.name = value().unwrap_or_default(),
            "basedOn" => self.based_on = value(),
            "outlineLvl" => self.outline = value().and_then(|v| v.parse().ok()),
            "numId" => self.list = value(),
            "ilvl" => self.level = value().and_then(|v| v.parse().ok()),
            _ => {}
        }
    }
}

/// The role of a style by its name. The names of the built-in ones are the same in every language version of
/// Word (ECMA-376, part 1, §17.3.1 and annex D); those made by users mostly contain the word.
fn named(name: &str) -> Option<Role> {
    let name = name.to_lowercase().replace(' ', "");
    let numbered = |head: &str| name.strip_prefix(head).is_some_and(|n| n.parse::<u8>().is_ok());
    if name == "title" {
        Some(Role::Title)
    } else if numbered("toc") || name == "tocheading" {
        Some(Role::Contents)
    } else if numbered("heading") || name == "subtitle" {
        Some(Role::Heading)
    } else if name.contains("quot") || name == "blocktext" {
        Some(Role::Quotation)
    } else if name == "caption" {
        Some(Role::Caption)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_mean_what_they_are_based_on() {
        let styles = Styles::read(
            r#"<w:styles><w:style w:styleId="b1"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="own"><w:name w:val="House head"/><w:basedOn w:val="b1"/></w:style>
            <w:style w:styleId="x"><w:name w:val="Section"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
            <w:style w:styleId="loop"><w:name w:val="a"/><w:basedOn w:val="loop"/></w:style>
            <w:style w:styleId="l"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="q"><w:name w:val="Intense Quote"/></w:style></w:styles>"#,
        );
        assert_eq!(styles.role("own"), Some(Role::Heading));
        assert_eq!(styles.role("x"), Some(Role::Heading));
        assert_eq!(styles.role("q"), Some(Role::Quotation));
        assert_eq!((styles.role("loop"), styles.role("none")), (None, None));
        assert_eq!(styles.list("l"), Some(("7".to_owned(), 0)));
    }

    #[test]
    fn identifiers_say_it_where_there_are_no_styles() {
        assert_eq!(Styles::default().role("Heading1"), Some(Role::Heading));
        assert_eq!(Styles::default().role("Normal"), None);
    }
}
