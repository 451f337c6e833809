//! The head of a message: its charset, and its encoded words (RFC 2047) as one word each, in UTF-8.
//!
//! Programs split a long title into words of some 75 bytes at any place, even within a character, so the bytes of
//! adjacent words are joined before decoding.

use std::fmt::Write as _;

use super::body;

/// The head of a message in a form that the mail library reads correctly.
pub(super) fn rewritten(head: &[u8], charset: Option<&str>) -> String {
    // UTF-7 has another meaning for the plus sign of a time zone.
    let charset = charset.filter(|name| !name.trim().eq_ignore_ascii_case("utf-7"));
    let text = body::decoded(head, charset).text;
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find("=?") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((first, mut after)) = word(rest) else {
            out.push_str("=?");
            rest = &rest[2..];
            continue;
        };
        let (charset, mut bytes) = first;
        while let Some(((_, more), behind)) =
            word(after.trim_start()).filter(|((c, _), _)| c.eq_ignore_ascii_case(charset))
        {
            bytes.extend(more);
            after = behind;
        }
        push(&mut out, &body::decoded(&bytes, Some(charset)).text);
        // The space between two words of different charsets belongs to neither.
        rest = if word(after.trim_start()).is_some() { after.trim_start() } else { after };
    }
    out + rest
}

/// The charset and the bytes of the encoded word at the beginning of a text, and the rest.
fn word(text: &str) -> Option<((&str, Vec<u8>), &str)> {
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let (written, after) = rest.split_once("?=")?;
    if written.contains(['\n', '?']) || charset.contains(char::is_whitespace) {
        return None;
    }
    // RFC 2231 puts a language after the charset.
    let charset = charset.split('*').next().unwrap_or(charset);
    let bytes = match encoding {
        "B" | "b" => body::base64(written.as_bytes()).0,
        "Q" | "q" => body::quoted(written.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some(((charset, bytes), after))
}

/// Writes a text as one encoded word.
fn push(out: &mut String, text: &str) {
    out.push_str("=?utf-8?Q?");
    for byte in text.bytes() {
        let _ = write!(out, "={byte:02X}");
    }
    out.push_str("?=");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(head: &[u8]) -> String {
        let head = rewritten(head, None);
        let parsed = mail_parser::MessageParser::default().parse_headers(head.as_bytes()).unwrap();
        parsed.subject().unwrap_or_default().to_owned()
    }

    #[test]
    fn words_are_put_together_before_they_are_decoded() {
        assert_eq!(
            title(b"Subject: =?utf-8?B?4oCcV2Ug4oA=?=\r\n =?utf-8?B?nGdvIG9u4oCd?= again\r\n\r\n"),
            "“We “go on” again"
        );
        assert_eq!(title(b"Subject: =?UTF-8?Q?Malm=C3?= =?utf-8?q?=B6_talks?=\n\n"), "Malmö talks");
        assert_eq!(
            title(b"Subject: =?ISO-8859-1?Q?We=92ve_met_=96?= =?koi8-r?B?8MXSxQ==?=\n\n"),
            "We’ve met –Пере"
        );
    }

    #[test]
    fn what_is_not_encoded_stays_and_raw_bytes_are_read() {
        assert_eq!(title(b"Subject: a =? b ?= =?x\n\n"), "a =? b ?= =?x");
        assert_eq!(title("Subject: Malmö\n\n".as_bytes()), "Malmö");
        assert_eq!(title(b"Subject: Malm\xf6 talks end\n\n"), "Malmö talks end");
    }
}
