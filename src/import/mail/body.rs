//! The text of one part: without its transfer encoding and charset, and without line breaks inserted by programs.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{MessagePart, MimeHeaders};

use crate::import::encoding::{self, Decoded};
use crate::import::join::is_spaceless;

/// The bytes of a part without its transfer encoding; `raw` is the message around it.
pub(super) fn bytes<'a>(part: &MessagePart, raw: &'a [u8]) -> Cow<'a, [u8]> {
    let written = raw.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    match part.content_transfer_encoding().map(|name| name.trim().to_ascii_lowercase()).as_deref() {
        Some("base64") => {
            let (mut bytes, behind) = base64(written);
            // A list server adds its footer in plain text.
            let footer = behind.trim_ascii();
            if !footer.is_empty() {
                let is_marked = footer.starts_with(b"--") || footer.starts_with(b"__");
                bytes.extend(if is_marked { b"\n\n".as_slice() } else { b"\n\n-- \n" });
                bytes.extend(footer);
            }
            bytes.into()
        }
        Some("quoted-printable") => quoted(written).into(),
        _ => written.into(),
    }
}

/// The text of a part, and a notice on guesses and replacements.
pub(super) fn text(part: &MessagePart, raw: &[u8]) -> Decoded<'static> {
    let kind = part.content_type();
    let charset = kind.and_then(|kind| kind.attribute("charset"));
    let Decoded { text, notice } = decoded(&bytes(part, raw), charset).into_owned();
    let flows =
        kind.and_then(|kind| kind.attribute("format")).is_some_and(|f| f.eq_ignore_ascii_case("flowed"));
    let joins =
        || kind.and_then(|kind| kind.attribute("delsp")).is_some_and(|d| d.eq_ignore_ascii_case("yes"));
    let text = if flows { unflowed(&text, joins()).into() } else { text };
    let text = with_footer(&text).map_or(text, Cow::Owned);
    Decoded { text, notice }
}

/// The shortest line of underscores above the footer of a list, in characters, and the longest such footer, in bytes.
const SHORTEST_LINE: usize = 20;
const LONGEST_FOOTER: usize = 500;

/// A text that ends in the footer of a list under a line of underscores, with the dashes of a signature instead of it.
fn with_footer(text: &str) -> Option<String> {
    let tail = (text.len().saturating_sub(LONGEST_FOOTER + 200)..text.len())
        .find(|at| text.is_char_boundary(*at))?;
    let at = tail + text[tail..].rfind("____")?;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map(|end| at + end)?;
    let line = text[start..end].trim();
    let below = &text[end..];
    let is_footer = line.len() >= SHORTEST_LINE
        && line.bytes().all(|b| b == b'_')
        && below.len() <= LONGEST_FOOTER
        && below.contains(['@', '/']);
    is_footer.then(|| format!("{}-- {below}", &text[..start]))
}

/// Bytes as text, by the name of the charset that came with them unless they show their own.
pub(super) fn decoded<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    // UTF-7 is not an encoding of the web, but occurs in old mail.
    let old = charset.filter(|name| name.trim().eq_ignore_ascii_case("utf-7"));
    match old.and_then(|name| charset_decoder(name.trim().as_bytes())) {
        Some(decode) => Decoded { text: decode(bytes).into(), notice: None },
        None => encoding::decode_labelled(bytes, charset),
    }
}

/// Decodes base64, and returns the plain text after it.
pub(super) fn base64(written: &[u8]) -> (Vec<u8>, &[u8]) {
    let is_digit = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
    let (mut digits, mut rest) = (Vec::with_capacity(written.len()), written);
    let mut ended = false;
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let line = rest[..end].trim_ascii();
        if line.iter().any(|b| !is_digit(*b)) || (ended && !line.is_empty()) {
            break;
        }
        ended |= line.ends_with(b"=");
        digits.extend_from_slice(line);
        rest = &rest[end..];
    }
    // Truncation leaves digits that make no byte.
    digits.truncate(digits.len() - usize::from(digits.len() % 4 == 1));
    digits.extend(std::iter::repeat_n(b'=', (4 - digits.len() % 4) % 4));
    (base64_decode(&digits).unwrap_or_default(), rest)
}

/// Decodes quoted-printable; wrong encodings stay as written.
pub(super) fn quoted(written: &[u8]) -> Vec<u8> {
    if let Some(bytes) = quoted_printable_decode(written) {
        return bytes;
    }
    let of_line = |line: &[u8]| quoted_printable_decode(line).unwrap_or_else(|| line.to_vec());
    written.split_inclusive(|b| *b == b'\n').flat_map(of_line).collect()
}

/// A text with flowed lines (RFC 3676), one paragraph a line. `joins` means that the space at a line's end was
/// added with the break.
fn unflowed(text: &str, joins: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    // A sender that deletes the space that joins lines writes another between words. If there was none, it separates
    // words.
    let delsp = joins;
    let joins = joins && (text.lines().any(|line| line.ends_with("  ")) || text.contains(is_spaceless));
    for line in text.lines() {
        let body = line.trim_start_matches('>');
        let depth = line.len() - body.len();
        let body = body.strip_prefix(' ').unwrap_or(body);
        if open != Some(depth) {
            if open.is_some() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            out.push_str(if depth > 0 { " " } else { "" });
        }
        let flows = body.ends_with(' ') && body != "-- ";
        let joins = joins || delsp && is_part_of_address(body);
        out.push_str(if flows && joins { &body[..body.len() - 1] } else { body });
        open = flows.then_some(depth);
        if !flows {
            out.push('\n');
        }
    }
    out
}

/// The shortest line that is broken because its only word is longer than lines may be, in bytes.
const BROKEN: usize = 60;

/// Whether a line is only an address too long for it, where a space does not separate words.
fn is_part_of_address(line: &str) -> bool {
    let word = line.trim();
    word.len() >= BROKEN && word.contains("://") && !word.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_flow_are_put_together() {
        let text = "The envoy said that he \nwould go on.\n\n> An older \n> line.\n-- \nAna Lund\n";
        assert_eq!(
            unflowed(text, false),
            "The envoy said that he would go on.\n\n> An older line.\n-- \nAna Lund\n"
        );
        assert_eq!(unflowed("The envoy  \nwill not le \nave.\n", true), "The envoy will not leave.\n");
        assert_eq!(unflowed("会谈 \n继续\n", true), "会谈继续\n");
        let address = format!("https://example.org/{}", "a".repeat(50));
        assert_eq!(unflowed(&format!("{address} \nbc\n"), true), format!("{address}bc\n"));
        assert_eq!(unflowed(&format!("{address} \nbc\n"), false), format!("{address} bc\n"));
        assert_eq!(unflowed("https://example.org \nhas more.\n", true), "https://example.org has more.\n");
        assert_eq!(unflowed("The envoy will \nnot leave.\n", true), "The envoy will not leave.\n");
        assert_eq!(unflowed("> quoted \nnot quoted", false), "> quoted \nnot quoted\n");
    }

    #[test]
    fn base64_ends_where_plain_letters_begin() {
        assert_eq!(
            base64(b"VGhlIGVudm95\r\nIGxlZnQu\r\n_____\nThe list"),
            (b"The envoy left.".to_vec(), &b"_____\nThe list"[..])
        );
        assert_eq!(
            base64(b"VGhlIGVudm95IGxlZnQuIQ==\nlist\n"),
            (b"The envoy left.!".to_vec(), &b"list\n"[..])
        );
        assert_eq!(base64(b"VGhlIGVudm95IGxlZnQuIQ\n"), (b"The envoy left.!".to_vec(), &b""[..]));
        assert_eq!(base64(b"VGhlI"), (b"The".to_vec(), &b""[..]));
    }

    #[test]
    fn a_wrong_line_of_quoted_printable_spoils_no_other() {
        assert_eq!(quoted(b"caf=C3=A9 =\nau lait\na =zz b\n"), "café au lait\na =zz b\n".as_bytes());
    }

    #[test]
    fn charsets_of_old_mail() {
        assert_eq!(decoded(b"+IBw-We go on,+IB0- she said.", Some("utf-7")).text, "“We go on,” she said.");
        assert_eq!(
            decoded("“We go on,” said Erdenay.".as_bytes(), Some("us-ascii")).text,
            "“We go on,” said Erdenay."
        );
        assert_eq!(decoded(b"\x1b$B@PGK\x1b(B said", Some("iso-2022-jp")).text, "石破 said");
    }
}
