//! Counts the open elements of a page, tag by tag. The count errs on the high side: an element that is never closed
//! counts as open to the end, unless its end tag is optional, and an end tag that closes nothing is ignored.

use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind};

/// The most tags of a page, and the most attributes in all. Web pages have some thousands.
const MOST_TAGS: usize = 200_000;
const MOST_ATTRIBUTES: usize = 300_000;

/// An open element.
struct Open {
    name: LocalName,
    /// Its depth.
    depth: usize,
    /// Whether it is part of a drawing or a formula.
    foreign: bool,
}

/// The counts of a page.
#[derive(Default)]
pub(super) struct Count {
    /// The open elements, and the greatest permitted depth.
    open: Vec<Open>,
    deepest: usize,
    /// How many open elements of each name are too deep.
    left_out: HashMap<LocalName, usize>,
    tags: usize,
    attributes: usize,
}

impl Count {
    /// An empty count with that limit on nesting.
    pub fn new(deepest: usize) -> Self {
        Self { deepest, ..Self::default() }
    }

    /// Counts a tag; returns whether it may stay.
    pub fn take_tag(&mut self, tag: &Tag) -> Result<bool, String> {
        let stays = match tag.kind {
            TagKind::StartTag => self.open(tag),
            TagKind::EndTag => self.close(&tag.name),
        };
        self.tags += 1;
        self.attributes += tag.attrs.len();
        within(self.tags, MOST_TAGS, "tags")?;
        within(self.attributes, MOST_ATTRIBUTES, "attributes")?;
        Ok(stays)
    }

    /// Opens an element; in a drawing an empty one is closed at once. Returns whether its tag may stay.
    fn open(&mut self, tag: &Tag) -> bool {
        let name = &*tag.name;
        if ends_drawing(tag) {
            while self.open.pop_if(|last| last.foreign && !holds_pages(&last.name)).is_some() {}
        }
        // A frameset page has no drawings, whatever its tags.
        let foreign = name != "frameset" && (self.is_in_drawing() || matches!(name, "svg" | "math"));
        // An option group in a select ends with the next one; elsewhere it is an element like any other.
        let weight = match name {
            _ if foreign => usize::from(!tag.self_closing),
            "optgroup" => usize::from(self.open.iter().all(|open| &*open.name != "select")),
            _ => weight(name),
        };
        if weight == 0 {
            return true;
        }
        let depth = self.open.last().map_or(0, |last| last.depth) + weight;
        if depth > self.deepest {
            // A raw text element keeps its tags, or its text would become words; it contains nothing deeper.
            if !foreign && is_raw(name) {
                return true;
            }
            *self.left_out.entry(tag.name.clone()).or_default() += 1;
            return false;
        }
        self.open.push(Open { name: tag.name.clone(), depth, foreign });
        true
    }

    /// Whether the next element is part of a drawing or a formula.
    pub fn is_in_drawing(&self) -> bool {
        self.open.last().is_some_and(|last| last.foreign && !holds_pages(&last.name))
    }

    /// Closes the last element with that name. Elements inside it may stay open, as formatting does; a part of a
    /// drawing is not closed from outside. Returns whether the tag may stay.
    fn close(&mut self, name: &LocalName) -> bool {
        if let Some(left_out) = self.left_out.get_mut(name).filter(|count| **count > 0) {
            *left_out -= 1;
            return false;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == *name) else { return true };
        if self.open[at].foreign {
            if self.open[at..].iter().all(|open| open.foreign) {
                self.open.truncate(at);
            }
            return true;
        }
        if self.open[at + 1..].iter().any(|open| bars(open, name)) {
            return true;
        }
        let closed = self.open.remove(at);
        let less = closed.depth - at.checked_sub(1).map_or(0, |before| self.open[before].depth);
        self.open[at..].iter_mut().for_each(|open| open.depth -= less);
        true
    }
}

/// Whether an open element keeps an end tag inside it from closing elements around it.
fn bars(open: &Open, closing: &str) -> bool {
    let of_table = matches!(closing, "table" | "caption");
    match &*open.name {
        "template" => true,
        "applet" | "caption" | "marquee" | "object" | "table" => !of_table,
        name => open.foreign && holds_pages(name) && !of_table,
    }
}

/// Whether an element contains raw text, without tags.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext"
    )
}

/// Whether an element ends the drawing around it, because it cannot be in one.
fn ends_drawing(tag: &Tag) -> bool {
    #[rustfmt::skip]
    const SUCH: &[&str] = &[
        "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2", "h3",
        "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s",
        "small", "span", "strike", "strong", "sub", "sup", "table", "tt", "u", "ul", "var",
    ];
    let is_styled = || tag.attrs.iter().any(|a| matches!(&*a.name.local, "color" | "face" | "size"));
    SUCH.contains(&&*tag.name) || &*tag.name == "font" && is_styled()
}

/// Whether a part of a drawing or a formula can contain page elements again.
fn holds_pages(name: &str) -> bool {
    matches!(
        name,
        "foreignobject" | "desc" | "title" | "annotation-xml" | "mi" | "mo" | "mn" | "ms" | "mtext"
    )
}

/// Whether an element is a block on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    #[rustfmt::skip]
    const SUCH: &[&str] = &[
        "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "li", "main", "nav", "ol", "p",
        "pre", "section", "table", "td", "th", "tr", "ul",
    ];
    SUCH.contains(&name)
}

/// How many elements a tag may open that only their own end tags close.
fn weight(name: &str) -> usize {
    match name {
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param"
        | "source" | "track" | "wbr" | "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "thead" | "tbody"
        | "tfoot" | "option" | "colgroup" | "html" | "head" | "body" => 0,
        // A table implies a body, a row and a cell.
        "table" => 4,
        _ => 1,
    }
}

/// An error if there is too much of something.
pub(super) fn within(count: usize, most: usize, of_what: &str) -> Result<(), String> {
    if count > most { Err(format!("it has more than {most} {of_what}.")) } else { Ok(()) }
}
