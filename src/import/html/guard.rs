//! What no parser of HTML is given: pages whose tags are so deep or so many that it would take too long.
//!
//! Parsers ask at every tag what is open, and readability asks every element what is in it, so both take the square of
//! the depth. The count errs on the side of more: an element that is never closed counts as open to the end, unless
//! its end may be left out, and an end that closes nothing counts for nothing.

use std::borrow::Cow;
use std::collections::HashMap;

/// The deepest nesting, in elements. Pages of the web have twenty to forty.
const DEEPEST: usize = 500;
/// The most tags of a page, and the most attributes of one tag and of all. Pages of the web have some thousands.
const MOST_TAGS: usize = 200_000;
const MOST_ATTRIBUTES: usize = 1_000;
const MOST_ATTRIBUTES_OF_ALL: usize = 300_000;
/// The most references between two tags, and of all. What writes a text anew scans all of it at each of them.
const MOST_REFERENCES: usize = 20_000;
const MOST_REFERENCES_OF_ALL: usize = 400_000;

/// An element that is open.
struct Open {
    name: String,
    /// How deep it is.
    depth: usize,
    /// Whether it is part of a drawing or a formula.
    foreign: bool,
}

/// What was counted of a page.
#[derive(Default)]
struct Count {
    /// The elements that are open.
    open: Vec<Open>,
    /// How many elements of each name are open that lie too deep.
    left_out: HashMap<String, usize>,
    tags: usize,
    attributes: usize,
    references: usize,
}

/// The page, nested no deeper than a parser takes: elements inside the deepest lose their tags and keep their text, as
/// in browsers. What else is too much in it is said as a sentence's end.
pub(super) fn flattened(html: &str) -> Result<Cow<'_, str>, String> {
    let mut count = Count::default();
    let mut flat = String::new();
    // Where what is not copied yet begins.
    let mut from = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        count.take_text(&rest[..at])?;
        let start = html.len() - rest.len() + at;
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closing, named) = rest.strip_prefix('/').map_or((false, rest), |r| (true, r));
        let length = named.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            count.tags += 1;
            continue;
        }
        let name = named[..length].to_ascii_lowercase();
        let (attributes, after) = tag(&named[length..]);
        let empty = named[..named.len() - after.len()].ends_with("/>");
        rest = after;
        if !count.take_tag(&name, closing, empty, attributes)? {
            flat.push_str(&html[from..start]);
            flat.push(' ');
            from = html.len() - rest.len();
        }
        if !closing && matches!(name.as_str(), "script" | "style" | "textarea" | "title" | "xmp") {
            rest = behind_raw_text(rest, &name);
        }
    }
    count.take_text(rest)?;
    within(count.tags, MOST_TAGS, "tags")?;
    Ok(if from == 0 { Cow::Borrowed(html) } else { Cow::Owned(flat + &html[from..]) })
}

impl Count {
    fn take_text(&mut self, text: &str) -> Result<(), String> {
        let references = text.bytes().filter(|b| *b == b'&').count();
        self.references += references;
        within(references, MOST_REFERENCES, "references to characters in one place")?;
        within(self.references, MOST_REFERENCES_OF_ALL, "references to characters")
    }

    /// Opens an element; in a drawing one that is `empty` is closed at once. Says whether its tag may stay.
    fn open(&mut self, name: &str, empty: bool) -> bool {
        if ends_drawing(name) {
            while self.open.pop_if(|last| last.foreign && !holds_pages(&last.name)).is_some() {}
        }
        let inside = self.open.last().is_some_and(|last| last.foreign && !holds_pages(&last.name));
        let foreign = inside || matches!(name, "svg" | "math");
        let weight = if foreign { usize::from(!empty) } else { weight(name) };
        if weight == 0 {
            return true;
        }
        let depth = self.open.last().map_or(0, |last| last.depth) + weight;
        if depth > DEEPEST {
            // What holds raw text loses no tags, or its text would become words; it holds nothing deeper.
            if matches!(name, "script" | "style" | "textarea" | "title" | "xmp") {
                return true;
            }
            *self.left_out.entry(name.to_owned()).or_default() += 1;
            return false;
        }
        self.open.push(Open { name: name.to_owned(), depth, foreign });
        true
    }

    /// Closes the last element of that name. What is open in it may stay open, as formatting does; a part of a drawing
    /// is not closed from outside it. Says whether the tag may stay.
    fn close(&mut self, name: &str) -> bool {
        if let Some(left_out) = self.left_out.get_mut(name).filter(|count| **count > 0) {
            *left_out -= 1;
            return false;
        }
        self.close_open(name);
        true
    }

    fn close_open(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        if self.open[at].foreign {
            if self.open[at..].iter().all(|open| open.foreign) {
                self.open.truncate(at);
            }
            return;
        }
        let closed = self.open.remove(at);
        let less = closed.depth - at.checked_sub(1).map_or(0, |before| self.open[before].depth);
        self.open[at..].iter_mut().for_each(|open| open.depth -= less);
    }

    /// Counts a tag; says whether it may stay.
    fn take_tag(
        &mut self,
        name: &str,
        closing: bool,
        empty: bool,
        attributes: usize,
    ) -> Result<bool, String> {
        let stays = if closing { self.close(name) } else { self.open(name, empty) };
        self.tags += 1;
        self.attributes += attributes;
        within(self.tags, MOST_TAGS, "tags")?;
        within(attributes, MOST_ATTRIBUTES, "attributes in one tag")?;
        within(self.attributes, MOST_ATTRIBUTES_OF_ALL, "attributes")?;
        Ok(stays)
    }
}

fn within(count: usize, most: usize, of_what: &str) -> Result<(), String> {
    if count > most { Err(format!("it has more than {most} {of_what}.")) } else { Ok(()) }
}

/// Whether an element ends the drawing in which it begins, because it can be in none.
fn ends_drawing(name: &str) -> bool {
    #[rustfmt::skip]
    const SUCH: &[&str] = &[
        "b", "big", "blockquote", "body", "center", "code", "dd", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4",
        "h5", "h6", "head", "i", "li", "listing", "menu", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strike",
        "strong", "sub", "sup", "table", "tt", "u", "ul", "var",
    ];
    SUCH.contains(&name)
}

/// Whether a part of a drawing or a formula holds elements of pages again.
fn holds_pages(name: &str) -> bool {
    matches!(
        name,
        "foreignobject" | "desc" | "title" | "annotation-xml" | "mi" | "mo" | "mn" | "ms" | "mtext"
    )
}

/// How many elements a tag may open that only its own end closes.
fn weight(name: &str) -> usize {
    match name {
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param"
        | "source" | "track" | "wbr" | "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "thead" | "tbody"
        | "tfoot" | "option" | "optgroup" | "colgroup" | "html" | "head" | "body" => 0,
        // A table opens a body, a row and a cell with it.
        "table" => 4,
        _ => 1,
    }
}

/// The number of attributes of a tag, and what stands behind it. Quotation marks keep ">" and spaces in a value.
fn tag(rest: &str) -> (usize, &str) {
    let mut quote = None;
    let (mut attributes, mut before) = (0, b'a');
    for (at, b) in rest.bytes().enumerate() {
        match (quote, b) {
            (None, b'>') => return (attributes, &rest[at + 1..]),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(b),
            (Some(mark), _) if mark == b => quote = None,
            (None, _) if !b.is_ascii_whitespace() && (before.is_ascii_whitespace() || before == b'/') => {
                attributes += 1;
            }
            _ => {}
        }
        before = b;
    }
    (attributes, "")
}

/// What stands behind the end of an element that holds no tags.
fn behind_raw_text<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let end = from + at + 2;
        let closes = rest.as_bytes().get(end..end + name.len());
        if closes.is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return &rest[end..];
        }
        from = end;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str) -> Result<(), String> {
        flattened(html).map(|_| ())
    }

    #[test]
    fn pages_as_they_are_written_pass() {
        let list = "<ul><li><p>one<br><li>two</ul>".repeat(10_000);
        assert_eq!(check(&format!("<!doctype html><html><body>{list}")), Ok(()));
        let drawing = "<svg><g><path d='m0'/><path><rect></g><text>a</svg>".repeat(10_000);
        assert_eq!(check(&drawing), Ok(()));
        assert_eq!(check(&format!("<script>{}</script><p>", "'<div>'+".repeat(10_000))), Ok(()));
        assert_eq!(check(&format!("<!-- {} -->", "<div>".repeat(10_000))), Ok(()));
        assert_eq!(check(&format!("<img alt=\"{}\">", "a > b ".repeat(10_000))), Ok(()));
        assert_eq!(check("a < b </ <> <"), Ok(()));
    }

    #[test]
    fn what_lies_too_deep_loses_its_tags_and_keeps_its_text() {
        let deep = format!("{}<i>x</i>{}<p>y</p>", "<div>".repeat(600), "</div>".repeat(600));
        let flat = flattened(&deep).unwrap();
        assert_eq!((flat.matches("<div>").count(), flat.matches("</div>").count()), (500, 500));
        assert!(flat.contains('x') && flat.ends_with("<p>y</p>") && !flat.contains("<i>"), "{flat}");
        for evading in [
            "<div></x>",
            "<svg><path>",
            "<b><p></p>",
            "<svg><div></svg>",
            "<x><svg><desc></x>",
            "<TABLE><tr><td>",
        ] {
            let flat = flattened(&evading.repeat(1_000)).unwrap().into_owned();
            assert!(flat.len() < evading.len() * 1_000, "{evading}");
            assert!(matches!(flattened(&flat), Ok(Cow::Borrowed(_))), "{evading}");
        }
    }

    #[test]
    fn what_would_take_too_long_is_refused() {
        assert!(check(&"<div>".repeat(300_000)).unwrap_err().contains("200000 tags"));
        assert!(check(&"<p>x".repeat(500_000)).unwrap_err().contains("200000 tags"));
        assert!(
            check(&format!("<p {}>", "a=1 ".repeat(2_000))).unwrap_err().contains("attributes in one tag")
        );
        assert!(
            check(&format!("<p {}>", "a=1 ".repeat(900)).repeat(400))
                .unwrap_err()
                .contains("300000 attributes")
        );
        assert!(check(&"&x;".repeat(30_000)).unwrap_err().contains("references to characters in one place"));
        assert!(check(&"<".repeat(300_000)).unwrap_err().contains("tags"));
    }
}
