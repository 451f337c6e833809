//! The text of an item: plain or HTML, escaped once, twice or not at all, or in base64.

#[cfg(feature = "xml")]
use base64::Engine;
#[cfg(feature = "xml")]
use base64::engine::general_purpose::STANDARD;

#[cfg(feature = "xml")]
use crate::import::encoding;
#[cfg(feature = "xml")]
use crate::import::xml::Element;

/// A text of an item.
pub(super) enum Body {
    Plain(String),
    Html(String),
}

/// Whether a text is truncated.
fn is_cut(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches("</p>").trim_end();
    let marks =
        ["…", "...", "[…]", "[...]", "[&#8230;]", "&#8230;", "&hellip;", "Read more", "Continue reading"];
    marks.iter().any(|mark| end.ends_with(mark))
}

/// A text that may be complete: with the marks of truncation it is not.
pub(super) fn whole(text: String, make: fn(String) -> Body) -> (Option<Body>, Option<Body>) {
    match text.trim() {
        "" => (None, None),
        cut if is_cut(cut) => (None, Some(make(text))),
        _ => (Some(make(text)), None),
    }
}

/// The text of an element, if it has one.
#[cfg(feature = "xml")]
pub(super) fn of(element: &Element) -> Option<Body> {
    let (text, make) = read(element);
    (!text.trim().is_empty()).then(|| make(text))
}

/// The text of an element that may be complete, or else its truncated text.
#[cfg(feature = "xml")]
pub(super) fn whole_of(element: &Element) -> (Option<Body>, Option<Body>) {
    let (text, make) = read(element);
    whole(text, make)
}

#[cfg(feature = "xml")]
fn read(element: &Element) -> (String, fn(String) -> Body) {
    let kind = element.attribute("type").unwrap_or("");
    // Only Atom states the type of its text; in RSS it is HTML.
    let is_atom = element.is("content") || element.is("summary") || element.is("tagline");
    let marked = kind.contains("html") || !is_atom || element.attribute("mode") == Some("escaped");
    // A list server's unescaped `<p>`.
    if element.elements().next().is_some() {
        return (element.markup(), Body::Html);
    }
    let text = unwrapped(&raw(element));
    if marked || is_html(&text) { (text, Body::Html) } else { (text, Body::Plain) }
}

/// Whether the text of an element is in base64.
#[cfg(feature = "xml")]
pub(super) fn is_base64(element: &Element) -> bool {
    element.attribute("mode") == Some("base64")
        || element.attribute("type") == Some("application/octet-stream")
}

/// The original text of an element, decoded from base64.
#[cfg(feature = "xml")]
pub(super) fn raw(element: &Element) -> String {
    let text = element.raw_text();
    let digits = || text.split_whitespace().collect::<String>();
    let bytes = is_base64(element).then(|| STANDARD.decode(digits()).ok()).flatten();
    bytes.map_or(text, |bytes| encoding::decode(&bytes).text.into_owned())
}

/// A text without a CDATA section that was escaped along with it, and with its tags restored if those were
/// escaped twice.
fn unwrapped(text: &str) -> String {
    let inner = text.trim();
    let inner = inner.strip_prefix("<![CDATA[").map_or(text, |rest| rest.strip_suffix("]]>").unwrap_or(rest));
    if is_html(inner) || !is_html_escaped(inner) {
        return inner.to_owned();
    }
    let mut out = inner.to_owned();
    for (written, meant) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        out = out.replace(written, meant);
    }
    out
}

/// Elements that identify HTML.
const TAGS: [&str; 16] = [
    "p",
    "br",
    "a",
    "div",
    "strong",
    "em",
    "img",
    "b",
    "i",
    "span",
    "ul",
    "li",
    "blockquote",
    "h2",
    "h3",
    "table",
];

/// Whether a text contains HTML tags.
pub(in crate::import) fn is_html(text: &str) -> bool {
    holds_tags(text, "<")
}

fn is_html_escaped(text: &str) -> bool {
    holds_tags(text, "&lt;")
}

fn holds_tags(text: &str, open: &str) -> bool {
    text.split(open).skip(1).take(50).any(|after| {
        let name = after.trim_start_matches('/');
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let ends = name[length..].starts_with([' ', '/', '>', '\n', '&']);
        ends && TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&name[..length]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_prose() {
        assert!(is_html("<p>The envoy left.") && is_html("a<br/>b") && is_html("</DIV>"));
        assert!(!is_html("1 < 2") && !is_html("a <bold> plan") && !is_html("a<b"));
    }

    #[test]
    fn what_is_escaped_twice_is_read_once_more() {
        assert_eq!(unwrapped("&lt;p&gt;A &amp;amp; B&lt;/p&gt;"), "<p>A &amp; B</p>");
        assert_eq!(unwrapped("<![CDATA[<p>A</p>]]>"), "<p>A</p>");
        assert_eq!(unwrapped("<p>Write &lt;p&gt;</p>"), "<p>Write &lt;p&gt;</p>");
        assert_eq!(unwrapped("1 &lt; 2"), "1 &lt; 2");
    }
}
