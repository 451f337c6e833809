//! Hides nested messages from the mail parsing library.
//!
//! The library builds a tree of them, as deep as the file says, and the stack overflows when that tree is dropped. So the
//! types of such parts are changed to others of the same length beforehand; their content is read by our code, which
//! limits the depth.

use std::borrow::Cow;

use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, MessagePart, MimeHeaders};

/// Subtypes that the library follows, and their replacements.
const SUBTYPES: [(&str, &str); 3] = [("rfc822", "x-rfc8"), ("global", "x-glob"), ("digest", "x-dige")];
/// How many header bytes are read for each byte of a message: folded lines are examined several times.
const PATIENCE: usize = 64;

/// A message in which the library sees no part as a message; offsets stay. An error is the end of a sentence.
pub(super) fn flattened(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    let mut flat = Cow::Borrowed(bytes);
    let mut patience = bytes.len().saturating_mul(PATIENCE);
    for line in memchr::memchr_iter(b'\n', bytes).map(|end| end + 1).chain([0]) {
        while let Some((at, hidden)) = followed(&flat[line..], &mut patience) {
            flat.to_mut()[line + at..][..hidden.len()].copy_from_slice(hidden.as_bytes());
        }
        if patience == 0 {
            return Err("its headers are folded without end.".to_owned());
        }
    }
    Ok(flat)
}

/// The place in a line of the subtype that makes the library follow it, and its replacement.
fn followed(line: &[u8], patience: &mut usize) -> Option<(usize, &'static str)> {
    let start = after_name(line)?;
    let mut value = MessageStream::new(&line[start..]);
    let parsed = value.parse_content_type();
    *patience = patience.saturating_sub(start + value.offset());
    let kind = parsed.as_content_type().filter(|kind| matches!(kind.ctype(), "message" | "multipart"))?;
    let (subtype, hidden) = SUBTYPES.iter().find(|(subtype, _)| kind.subtype() == Some(subtype))?;
    let mut letters = line[start..start + value.offset()].windows(subtype.len());
    letters.position(|word| word.eq_ignore_ascii_case(subtype.as_bytes())).map(|at| (start + at, *hidden))
}

/// The start of the value, if a line is the header of a part's type. The library ignores white space in the
/// header's name.
fn after_name(line: &[u8]) -> Option<usize> {
    let mut name = b"content-type:".iter();
    let mut wanted = name.next();
    for (at, byte) in line.iter().enumerate() {
        match wanted {
            None => return Some(at),
            Some(letter) if byte.eq_ignore_ascii_case(letter) => wanted = name.next(),
            Some(_) if byte.is_ascii_whitespace() && *byte != b'\n' => {}
            Some(_) => return None,
        }
    }
    None
}

/// Whether a part is a message, given its parent's type.
pub(super) fn is_message(part: &MessagePart, parent: Option<&ContentType>) -> bool {
    match part.content_type() {
        Some(kind) => is(kind, "message", &SUBTYPES[..2]),
        None => parent.is_some_and(|parent| is(parent, "multipart", &SUBTYPES[2..])),
    }
}

fn is(kind: &ContentType, ctype: &str, hidden: &[(&str, &str)]) -> bool {
    kind.ctype() == ctype && hidden.iter().any(|(_, hidden)| kind.subtype() == Some(hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(mail: &str) -> String {
        String::from_utf8(flattened(mail.as_bytes()).unwrap().into_owned()).unwrap()
    }

    #[test]
    fn types_that_would_be_followed_are_changed_however_they_are_written() {
        for header in [
            "Content-Type: message/rfc822",
            "content-type:MESSAGE/RFC822; name=rfc822",
            "Content-Type: (rfc822) message/rfc822",
            "Content-Type:\n message/rfc822",
            "Con tent-Type : message/global",
            " Content-Type: multipart/digest; boundary=digest",
        ] {
            let mail = format!("{header}\nSubject: a\n\nText");
            let changed = flat(&mail);
            assert_eq!(changed.len(), mail.len());
            let parsed = mail_parser::MessageParser::default().parse(changed.as_bytes()).unwrap();
            let kind = parsed.content_type().unwrap();
            assert!(kind.subtype().unwrap().starts_with("x-"), "{header}: {changed}");
            assert_eq!(kind.attribute("boundary").is_some(), header.contains("boundary"));
        }
    }

    #[test]
    fn all_others_stay() {
        for mail in [
            "Content-Type: text/plain\n\nOn message/rfc822 and multipart/digest.\n",
            "X-Content-Type: message/rfc822\n\n",
            "Content-Type: application/rfc822\n\n",
        ] {
            assert_eq!(flat(mail), mail);
        }
    }

    #[test]
    fn folded_lines_without_end_are_refused() {
        let mail = format!("Content-Type: a/b;\n{}", " Content-Type: a/b;\n".repeat(100_000));
        assert!(flattened(mail.as_bytes()).unwrap_err().ends_with('.'));
    }
}
