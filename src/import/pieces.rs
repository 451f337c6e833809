//! XML as in office documents and books: a stream of elements and text, never a tree.
//!
//! Elements are identified by their local names. A document's own entities are never expanded, so that it
//! cannot grow while it is read.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

use super::encoding;

/// A piece of an XML document.
pub(super) enum Piece<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The element with that local name ends.
    Close(&'a str),
    /// Text, with its references resolved.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
pub(super) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// The value of the attribute with that local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| local(a.key.0) == name)?;
        Some(resolved(&found.value))
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    // Names are too short for a search routine to pay off.
    name.bytes().rposition(|b| b == b':').map_or(name, |at| &name[at + 1..])
}

/// Calls `each` with every piece, in order; a self-closing element begins and ends. Returns whether the
/// document could be read to its end.
pub(super) fn walk(xml: &str, mut each: impl FnMut(Piece)) -> bool {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                each(Piece::Open(Tag(&tag)));
            }
            Ok(Event::Empty(tag)) => {
                each(Piece::Open(Tag(&tag)));
                each(Piece::Close(local(tag.name().0)));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                each(Piece::Close(local(tag.name().0)));
            }
            Ok(Event::Text(text)) => each(Piece::Text(text.into_inner())),
            Ok(Event::CData(text)) => each(Piece::Text(text.into_inner())),
            Ok(Event::GeneralRef(reference)) => {
                each(Piece::Text(resolved(&format!("&{};", &*reference.into_inner())).into()));
            }
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// Text with its references resolved; unknown ones stay as written.
fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let named =
            rest.find(';').filter(|end| *end <= 12).and_then(|end| Some((end, character(&rest[1..end])?)));
        let (end, c) = named.unwrap_or((0, '&'));
        out.push(c);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let number = |digits: &str, radix| encoding::referred(u32::from_str_radix(digits, radix).ok()?);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let Some(code) = name.strip_prefix('#') else {
                return resolve_html5_entity(name).and_then(|text| text.chars().next());
            };
            match code.strip_prefix(['x', 'X']) {
                Some(hex) => number(hex, 16),
                None => number(code, 10),
            }
        }
    }
}

/// The text of the first element with that local name, without nested elements.
pub(super) fn first_text(xml: &str, name: &str) -> Option<String> {
    let (mut found, mut inside) = (None, false);
    walk(xml, |piece| match piece {
        Piece::Open(tag) if found.is_none() && tag.name() == name => {
            inside = true;
            found = Some(String::new());
        }
        Piece::Close(closed) if closed == name => inside = false,
        Piece::Text(text) if inside => found.as_mut().expect("it was begun").push_str(&text),
        _ => {}
    });
    found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(xml: &str) -> (String, bool) {
        let mut out = Vec::new();
        let whole = walk(xml, |piece| match piece {
            Piece::Open(tag) => {
                let value = tag.attribute("val").map_or(String::new(), |v| format!("={v}"));
                out.push(format!("<{}{value}>", tag.name()));
            }
            Piece::Close(name) => out.push(format!("</{name}>")),
            Piece::Text(text) => out.push(text.into_owned()),
        });
        (out.concat(), whole)
    }

    #[test]
    fn names_lose_their_prefixes_and_references_are_resolved() {
        let xml =
            r#"<w:p w:val="a&amp;b"><w:t>R&amp;D &#8212; &#x201c;x&#x201d; &unknown; </w:t><w:br/></w:p>"#;
        assert_eq!(flat(xml), ("<p=a&b><t>R&D — “x” &unknown; </t><br></br></p>".to_owned(), true));
    }

    #[test]
    fn what_is_cut_short_is_known() {
        assert_eq!(flat("<a>one<b>two"), ("<a>one<b>two".to_owned(), false));
        assert!(!flat("<a>one<b").1);
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert_eq!(flat(xml), ("<a>&c;</a>".to_owned(), true));
    }
}
