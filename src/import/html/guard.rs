//! What no parser of HTML is given: pages whose tags are so deep or so many that it would take too long.
//!
//! Parsers ask at every tag what is open, and readability asks every element what is in it, so both take the square of
//! the depth. The count errs on the side of more: an element that is never closed counts as open to the end, unless
//! its end may be left out.

/// The deepest nesting, in elements. Pages of the web have twenty to forty.
const DEEPEST: usize = 500;
/// The most tags of one page, and the most attributes of one tag.
const MOST_TAGS: usize = 400_000;
const MOST_ATTRIBUTES: usize = 1_000;

/// Says what is too much in a page, as a sentence's end.
pub(super) fn check(html: &str) -> Result<(), String> {
    let (mut depth, mut tags) = (0_usize, 0);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closing, named) = rest.strip_prefix('/').map_or((false, rest), |r| (true, r));
        let length = named.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            continue;
        }
        let name = named[..length].to_ascii_lowercase();
        let (attributes, after) = tag(&named[length..]);
        tags += 1;
        if attributes > MOST_ATTRIBUTES {
            return Err(format!("one of its tags has more than {MOST_ATTRIBUTES} attributes."));
        }
        rest = after;
        let weight = weight(&name);
        depth = if closing { depth.saturating_sub(weight) } else { depth + weight };
        if depth > DEEPEST {
            return Err(format!("its elements are nested more than {DEEPEST} deep."));
        }
        if tags > MOST_TAGS {
            return Err(format!("it has more than {MOST_TAGS} tags."));
        }
        if !closing && matches!(name.as_str(), "script" | "style" | "textarea" | "title" | "xmp") {
            rest = behind_raw_text(rest, &name);
        }
    }
    Ok(())
}

/// How many elements a tag may open that only its own end closes.
fn weight(name: &str) -> usize {
    match name {
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param"
        | "source" | "track" | "wbr" | "p" | "li" | "dt" | "dd" | "tr" | "td" | "th" | "thead" | "tbody"
        | "tfoot" | "option" | "optgroup" | "colgroup" | "html" | "head" | "body" | "path" => 0,
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

    #[test]
    fn pages_as_they_are_written_pass() {
        let list = "<ul><li><p>one<br><li>two</ul>".repeat(10_000);
        assert_eq!(check(&format!("<!doctype html><html><body>{list}")), Ok(()));
        assert_eq!(check(&format!("<script>{}</script><p>", "'<div>'+".repeat(10_000))), Ok(()));
        assert_eq!(check(&format!("<!-- {} -->", "<div>".repeat(10_000))), Ok(()));
        assert_eq!(check(&format!("<img alt=\"{}\">", "a > b ".repeat(10_000))), Ok(()));
        assert_eq!(check("a < b </ <> <"), Ok(()));
    }

    #[test]
    fn what_would_take_too_long_is_refused() {
        assert!(check(&"<div>".repeat(100_000)).unwrap_err().contains("500 deep"));
        assert!(check(&"<TABLE><tr><td>".repeat(200)).unwrap_err().contains("500 deep"));
        assert!(check(&"<p>x".repeat(500_000)).unwrap_err().contains("400000 tags"));
        assert!(check(&format!("<p {}>", "a=1 ".repeat(2_000))).unwrap_err().contains("attributes"));
    }
}
