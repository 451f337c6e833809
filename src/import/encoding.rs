//! Decodes bytes into text: byte order marks, UTF-16 without one, UTF-8, and the legacy encodings.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::Notice;

/// How many bytes are examined to guess an encoding.
const SAMPLE: usize = 64 * 1024;

/// Decoded text, and notices on guesses and replacements.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub notice: Option<Notice>,
}

impl Decoded<'_> {
    /// The same, without borrowed data.
    pub fn into_owned(self) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text.into_owned()), notice: self.notice }
    }
}

/// How far a text's multi-byte characters must outnumber its faults for it to count as UTF-8.
#[derive(Clone, Copy)]
enum Proof {
    /// Equal, because the text says that it is UTF-8.
    Said = 1,
    /// Twice as many, because it names no encoding.
    Unsaid = 2,
    /// Twenty times as many, because it names another encoding.
    Denied = 20,
}

/// Decodes `bytes` by their byte order mark, or in their most likely encoding. Never fails: undecodable bytes
/// become U+FFFD, and the notice says so.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..], false);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(encoding, bytes, true);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), notice: None },
        Err(fault) if mostly_utf8(bytes, Proof::Unsaid) || is_cut_utf8(bytes, &fault) => {
            decode_as(UTF_8, bytes, false)
        }
        Err(_) => decode_as(guess_legacy(bytes), bytes, true),
    }
}

/// Decodes `bytes` by their byte order mark, or by the name of an encoding that came with them, if it is known and
/// fits; else in their most likely encoding. Text that is UTF-8 beyond ASCII is decoded as that, whatever its
/// label.
pub(super) fn decode_labelled<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    if label.is_none() || std::str::from_utf8(bytes).is_ok_and(|text| !text.is_ascii()) {
        return decode(bytes);
    }
    let named = label.and_then(|l| Encoding::for_label(l.trim().as_bytes()));
    match named {
        // A label of UTF-16 in one-byte letters is wrong.
        Some(encoding) if Encoding::for_bom(bytes).is_none() && !is_utf16(encoding) => {
            let proof = if encoding == UTF_8 { Proof::Said } else { Proof::Denied };
            if mostly_utf8(bytes, proof) {
                return decode_as(UTF_8, bytes, false);
            }
            let decoded = decode_as(encoding, bytes, false);
            let replaced = decoded.text.matches('\u{fffd}').count();
            if replaced * 200 > decoded.text.len() { decode(bytes) } else { decoded }
        }
        _ => decode(bytes),
    }
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16BE || encoding == UTF_16LE
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8], guessed: bool) -> Decoded<'a> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let notice = match (guessed, replaced) {
        (_, true) => Some(Notice::BytesReplaced(name)),
        (true, false) => Some(Notice::EncodingGuessed(name)),
        (false, false) => None,
    };
    Decoded { text, notice }
}

/// UTF-16 without its mark: in text with spaces and Latin punctuation, many byte pairs have one zero, always
/// on the same side.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    memchr::memchr(0, sample)?;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    let many = (sample.len() / 2).div_ceil(8);
    if bytes.len() % 2 == 1 || many == 0 {
        None
    } else if low_first >= many && high_first * 16 < low_first {
        Some(UTF_16LE)
    } else if high_first >= many && low_first * 16 < high_first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes are UTF-8 beyond ASCII, perhaps with a few faults: legacy text hardly ever forms a multi-byte
/// character by chance.
fn mostly_utf8(bytes: &[u8], proof: Proof) -> bool {
    let (mut formed, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        formed += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    formed > 0 && formed >= proof as usize * faults
}

/// Whether the only fault is a truncated character at the end, and there are whole ones before it.
fn is_cut_utf8(bytes: &[u8], fault: &std::str::Utf8Error) -> bool {
    fault.error_len().is_none() && !bytes[..fault.valid_up_to()].is_ascii()
}

/// The character of a numeric reference. Like browsers, reads numbers that no text has on purpose as Windows-1252,
/// because so many programs write `&#147;` for “.
pub(super) fn referred(number: u32) -> Option<char> {
    match u8::try_from(number) {
        Ok(byte @ 0x80..=0x9f) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        }
        _ => char::from_u32(number),
    }
}

fn guess_legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(16 * SAMPLE)], true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn byte_order_marks_are_obeyed_and_dropped() {
        assert_eq!(decode(b"\xef\xbb\xbfMoscow").text, "Moscow");
        assert_eq!(decode(&utf16("\u{feff}Кремль", u16::to_le_bytes)).text, "Кремль");
        assert_eq!(decode(&utf16("\u{feff}Кремль", u16::to_be_bytes)).text, "Кремль");
    }

    #[test]
    fn utf16_is_seen_without_a_mark() {
        let text = "The talks in Geneva go on — «да».";
        for bytes in [utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes)] {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text);
            assert!(decoded.notice.is_some());
        }
    }

    #[test]
    fn windows_1252_is_guessed_and_said() {
        let decoded = decode(b"\x93We go on,\x94 the minister\x92s envoy said in Malm\xf6 \x96 and left.");
        assert_eq!(decoded.text, "“We go on,” the minister’s envoy said in Malmö – and left.");
        assert_eq!(decoded.notice, Some(Notice::EncodingGuessed("windows-1252")));
    }

    #[test]
    fn windows_1251_is_guessed() {
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Министр сказал, что переговоры продолжаются.");
        assert_eq!(decode(&bytes).text, "Министр сказал, что переговоры продолжаются.");
    }

    #[test]
    fn a_label_is_believed_where_it_fits() {
        let (bytes, ..) = encoding_rs::KOI8_R.encode("Министр сказал");
        assert_eq!(decode_labelled(&bytes, Some(" KOI8-R")).text, "Министр сказал");
        assert_eq!(decode_labelled("Malmö – и".as_bytes(), Some("utf-16")).text, "Malmö – и");
        assert_eq!(decode_labelled("Malmö".as_bytes(), Some("no-such")).text, "Malmö");
        assert_eq!(
            decode_labelled(b"Malm\xf6, and the envoy left.", Some("utf-8")).text,
            "Malmö, and the envoy left."
        );
    }

    #[test]
    fn a_cut_character_does_not_unmake_utf8() {
        assert_eq!(decode(b"\xe2\x80\x9cWe go on,\xe2\x80").text, "“We go on,\u{fffd}");
        assert_eq!(decode(b"at the caf\xe9").text, "at the café");
    }

    #[test]
    fn what_is_utf8_is_that_whatever_it_is_called() {
        for label in ["iso-8859-1", "windows-1251", "us-ascii", "gbk", "utf-8"] {
            assert_eq!(
                decode_labelled("“We go on,” in Malmö".as_bytes(), Some(label)).text,
                "“We go on,” in Malmö"
            );
        }
    }

    #[test]
    fn one_stray_byte_in_a_short_text_is_replaced() {
        let stray = |label| {
            decode_labelled(b"\xe2\x80\x9cWe wait,\xe2\x80\x9d he said at the caf\xe9 there.", label).text
        };
        assert_eq!(stray(None), "“We wait,” he said at the caf\u{fffd} there.");
        assert_eq!(stray(Some("utf-8")), stray(None));
    }

    #[test]
    fn references_to_controls_are_windows_1252() {
        let all: String = [0x93, 0x94, 0x85, 0x20ac, 0x41].into_iter().filter_map(referred).collect();
        assert_eq!(all, "“”…€A");
    }

    #[test]
    fn one_fault_does_not_unmake_utf8() {
        let mut bytes = "“Où est-il ?” — «Он там» — ".repeat(4).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("“Où") && decoded.text.ends_with('\u{fffd}'));
        assert_eq!(decoded.notice, Some(Notice::BytesReplaced("UTF-8")));
    }
}
