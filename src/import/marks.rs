//! Kinds of lines by their first characters: list marks, addresses, rules, pointers, captions.

/// The length in bytes of a list mark and the space after it ("- ", "• ", "12. ", "(b) "), or none.
pub(super) fn list_mark(text: &str) -> Option<usize> {
    let bullet = ['-', '*', '+', '•', '·', '▪', '●', '◦', '‣', '⁃', '■', '»', '►', '➤', '➢'];
    let mark = match text.chars().next()? {
        c if bullet.contains(&c) => c.len_utf8(),
        c if c.is_ascii_alphanumeric() || c == '(' => numbering(text)?,
        _ => return None,
    };
    let gap = text[mark..].len() - text[mark..].trim_start_matches([' ', '\t']).len();
    (gap > 0 && text.len() > mark + gap).then_some(mark + gap)
}

/// The length in bytes of "3.", "12)", "(4)", "a)" or "(b)". A year or "A." is not numbering.
fn numbering(text: &str) -> Option<usize> {
    let open = usize::from(text.starts_with('('));
    let body = &text[open..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && body.bytes().next()?.is_ascii_lowercase());
    let length = digits + letter;
    let close = *body.as_bytes().get(length)?;
    let fits = match close {
        b')' => true,
        b'.' => open == 0 && letter == 0,
        _ => false,
    };
    (fits && (1..=3).contains(&length)).then_some(open + length + 1)
}

/// Whether the line is an address and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    let bare = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
    let scheme = ["http://", "https://", "www."].iter().find(|s| starts_with_ignoring_case(bare, s));
    scheme.is_some_and(|s| bare.len() > s.len() + 2) && !bare.contains(char::is_whitespace)
}

/// Whether the line is a drawn rule: at least three of the same mark and nothing to read.
pub(super) fn is_rule(text: &str) -> bool {
    let Some(mark) = text.chars().next().filter(|c| "-=*_~#.—–".contains(*c)) else { return false };
    text.chars().all(|c| c == mark || c == ' ') && text.chars().filter(|c| *c == mark).nth(2).is_some()
}

/// Whether the line underlines the heading `above` it.
pub(super) fn is_underline(text: &str, above: &str) -> bool {
    let drawn = text.len() >= 3 && (text.bytes().all(|b| b == b'=') || text.bytes().all(|b| b == b'-'));
    drawn && text.len() * 2 >= above.chars().count() && above.chars().any(char::is_alphanumeric)
}

/// Beginnings that point to another text if a colon follows.
const POINTERS: &[&str] = &[
    "related",
    "related article",
    "related articles",
    "related story",
    "related stories",
    "related coverage",
    "related content",
    "related news",
    "related reading",
    "related video",
    "related link",
    "related links",
    "read more",
    "read also",
    "read next",
    "read this",
    "read",
    "also read",
    "see also",
    "see more",
    "more",
    "more on this",
    "more on this story",
    "more news",
    "further reading",
    "watch",
    "watch live",
    "watch now",
    "listen",
    "recommended",
    "recommended reading",
    "don't miss",
    "don’t miss",
    "must read",
    "in case you missed it",
    "also on",
];

/// Beginnings that point to another text by themselves, on a short line.
const PLAIN_POINTERS: &[&str] = &[
    "read more",
    "read the rest",
    "read the full",
    "read full",
    "continue reading",
    "click here",
    "see also",
    "also on ",
    "more from ",
    "more on ",
    "related article",
    "related stor",
    "you may also like",
    "you might also like",
    "sign up for",
    "subscribe to",
];

/// The first two letters of all pointers.
const BEGINNINGS: &[&[u8; 2]] = &[
    b"re", b"al", b"se", b"mo", b"fu", b"wa", b"li", b"do", b"mu", b"in", b"co", b"cl", b"yo", b"si", b"su",
];

/// Whether a block points to another text ("Related article: …", "Read more about …").
pub(super) fn is_cross_reference(text: &str) -> bool {
    let letter = text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let bare =
        if letter { text } else { text.trim_start_matches(['[', '(', '>', '»', '→', '*', '_', ' ']) };
    if text.len() > 300 || !bare.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    // No pointer begins with other letters.
    let two = bare.as_bytes().first_chunk().map(|two: &[u8; 2]| two.map(|b| b.to_ascii_lowercase()));
    if !two.is_some_and(|two| BEGINNINGS.contains(&&two)) {
        return false;
    }
    let near = &bare.as_bytes()[..bare.len().min(25)];
    let colon = memchr::memchr(b':', near).map(|at| bare[..at].trim_end());
    if colon.is_some_and(|head| POINTERS.iter().any(|p| p.eq_ignore_ascii_case(head))) {
        return true;
    }
    // "More news of the port: https://example.org/port"
    let led =
        || bare.rsplit_once(": ").is_some_and(|(head, to)| is_address(to) && !head.contains(['.', '“', '"']));
    let points = || PLAIN_POINTERS.iter().chain(POINTERS).any(|p| starts_with_ignoring_case(bare, p));
    if bare.len() <= 200 && points() && led() {
        return true;
    }
    let short = bare.len() <= 90 && !super::plain::ends_sentence(bare) || bare.len() <= 40;
    short && PLAIN_POINTERS.iter().any(|p| starts_with_ignoring_case(bare, p))
}

/// Beginnings of a caption if a colon follows.
const CAPTIONS: &[&str] = &[
    "photo",
    "photos",
    "image",
    "picture",
    "caption",
    "file photo",
    "graphic",
    "chart",
    "map",
    "video",
    "credit",
    "photo credit",
    "image credit",
    "photograph",
    "illustration",
    "table",
    "figure",
];

/// Picture credits, anywhere in a short block.
const CREDITS: &[&str] = &[
    "(AP Photo",
    "Getty Images",
    "AFP/",
    "/AFP",
    "/ AFP",
    "REUTERS/",
    "EPA/",
    "(Photo",
    "(Image:",
    "(Picture:",
    "Image: GETTY",
    "(Foto:",
    "(Bild:",
];

/// Whether a block is the caption of a picture, a chart or a table.
pub(super) fn is_caption(text: &str) -> bool {
    if text.len() > 500 {
        return false;
    }
    let close = text.bytes().take(21).position(|b| matches!(b, b':' | b'.'));
    let head = &text[..close.unwrap_or(0)];
    let named = close.is_some();
    if named && CAPTIONS.iter().any(|c| c.eq_ignore_ascii_case(head.trim())) {
        return true;
    }
    let (word, number) = head.split_once(' ').unwrap_or((head, ""));
    let numbered = named && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (numbered
        && ["figure", "fig", "table", "chart", "map", "graph"].iter().any(|c| c.eq_ignore_ascii_case(word)))
        || text.starts_with("FILE - ")
        || text.starts_with("FILE PHOTO")
        || credits(text)
}

/// Whether the text contains a picture credit. Few paragraphs have a mark that every credit has, so most are not
/// searched.
fn credits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let marked = memchr::memchr2(b'/', b'(', bytes).is_some() || text.ends_with("Getty Images");
    marked && CREDITS.iter().any(|c| text.contains(c))
}

/// [`str::starts_with`], ignoring the case of ASCII letters.
fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_marks_are_told_from_years_initials_and_dashes() {
        for (line, mark) in [
            ("- one", Some(2)),
            ("•\ttwo", Some(4)),
            ("12. dozen", Some(4)),
            ("(b) bee", Some(4)),
            ("3) x", Some(3)),
            ("» point", Some(3)),
        ] {
            assert_eq!(list_mark(line), mark, "{line}");
        }
        for line in
            ["-", "-5 degrees", "2018. The year", "A. Smith", "— Why?", "1.5 million", "(see) it", "é"]
        {
            assert_eq!(list_mark(line), None, "{line}");
        }
    }

    #[test]
    fn addresses_stand_alone() {
        assert!(is_address("https://example.org/a?b=c") && is_address("<http://example.org>"));
        assert!(!is_address("see https://example.org") && !is_address("https:// is a scheme"));
    }

    #[test]
    fn pointers_are_told_from_prose() {
        for line in [
            "Related article: The road to Geneva",
            "READ MORE: What we know",
            "[Read more: The envoy’s plan]",
            "See also the minister’s first statement",
            "Click here for the full text",
            "More news of the port: https://example.org/port",
        ] {
            assert!(is_cross_reference(line), "{line}");
        }
        for line in [
            "More than two years since the war began, the talks go on.",
            "Read aloud by the envoy, the message said that the talks would go on for as long as it took.",
            "Related parties were invited as well: the town, the tribe and the church.",
        ] {
            assert!(!is_cross_reference(line), "{line}");
        }
    }

    #[test]
    fn every_pointer_begins_as_one() {
        for pointer in POINTERS.iter().chain(PLAIN_POINTERS) {
            assert!(BEGINNINGS.iter().any(|two| pointer.as_bytes().starts_with(*two)), "{pointer}");
        }
    }

    #[test]
    fn captions_and_rules() {
        assert!(is_caption("Photo: the envoy arrives.") && is_caption("Figure 3. Deaths by month"));
        assert!(is_caption("Two guards at the gate. (AP Photo/A. Lund)"));
        assert!(!is_caption("Photographs of the meeting were not released."));
        assert!(is_rule("* * *") && is_rule("-----") && !is_rule("--") && !is_rule("- a -"));
        assert!(is_underline("=====", "Title") && !is_underline("---", "A line of prose that goes on"));
    }
}
