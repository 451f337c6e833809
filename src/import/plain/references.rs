//! HTML references (`&quot;`) in texts copied from a page without resolving them.

use std::borrow::Cow;

use crate::text::sanitise;

/// The longest reference, in bytes.
const LONGEST: usize = 8;

/// References that occur in such texts, with their meanings.
const NAMES: &[(&str, char)] = &[
    ("quot", '"'),
    ("amp", '&'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
];

/// A sanitised text with its references resolved. They stay in a text about HTML, which contains tags.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    let refers =
        |text: &str| memchr::memchr_iter(b'&', text.as_bytes()).any(|at| reference(&text[at..]).is_some());
    if !refers(text) || text.contains("</") || text.contains("&lt;") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (meant, length) = reference(&rest[at..]).unwrap_or(('&', 1));
        out.push(meant);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    Cow::Owned(sanitise(&out).into_owned())
}

/// The character of the reference at the beginning of a text, and its length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST + 2).position(|b| b == b';')?;
    let name = &text[1..end];
    let named = || NAMES.iter().find(|(known, _)| *known == name).map(|(_, meant)| *meant);
    let numbered = || {
        let number = name.strip_prefix('#')?;
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16).ok());
        char::from_u32(hexadecimal.unwrap_or_else(|| number.parse().ok())?).filter(|c| !c.is_control())
    };
    Some((named().or_else(numbered)?, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_what_they_mean() {
        assert_eq!(
            resolved("&quot;We go&#8217;s on,&quot; said A &amp; B &mdash; &#x201c;no&#x201d;."),
            "\"We go’s on,\" said A & B — “no”."
        );
        for text in [
            "A & B; C",
            "AT&T;",
            "&#27;[2J",
            "Write &amp; and <b>bold</b>",
            "a &unknown; b",
            "&quot; and &lt;p&gt;",
        ] {
            assert_eq!(resolved(text), text);
        }
        assert_eq!(resolved("&quot;&#x202e;a&quot;"), "\"a\"");
    }
}
