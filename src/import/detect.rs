//! What a file is, by its content first and its name second.

use super::encoding;

/// A format that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Markdown,
}

/// First bytes of formats that are not text, and what to call them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
];

/// What `bytes` are, if they are not text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(what);
    }
    if encoding_rs::Encoding::for_bom(bytes).is_some() || encoding::utf16_without_mark(bytes).is_some() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let zeros: usize = sample.iter().map(|b| usize::from(*b == 0)).sum();
    let controls = sample.iter().filter(|b| is_odd(**b)).count();
    // Random bytes are one in 256 zeros and one in 12 odd controls; text has hardly any, and a few for noise.
    let text = zeros <= 2 + sample.len() / 300 && controls <= 4 + sample.len() / 30;
    (!text).then_some("binary data")
}

/// Controls that no text holds on purpose; escape, bell, backspace and shifts stand in terminal recordings.
fn is_odd(b: u8) -> bool {
    b < 0x20 && !matches!(b, 0x07..=0x0f | 0x1b)
}

/// The format of a text. A name decides where it says Markdown; without one, content does.
pub(super) fn format(text: &str, name: Option<&str>) -> Format {
    let extension = name.and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_ascii_lowercase());
    match extension.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd") => Format::Markdown,
        Some("txt" | "text" | "asc" | "log") => Format::Plain,
        _ if looks_like_markdown(text) => Format::Markdown,
        _ => Format::Plain,
    }
}

/// Whether a text without a name to go by is Markdown. Plain wire copy has lists, dashes and a lone "#" as
/// well, so only what nothing else is written with counts: front matter, or two of ATX headings, inline
/// links and bold runs.
fn looks_like_markdown(text: &str) -> bool {
    if super::front_matter::split(text).is_some() {
        return true;
    }
    let (mut heading, mut link, mut bold) = (false, false, false);
    for line in text.lines().take(400) {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        heading |= (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
        link |= line.contains("](http");
        bold |= line.matches("**").count() >= 2 && line.contains(char::is_alphabetic);
    }
    usize::from(heading) + usize::from(link) + usize::from(bold) >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binaries_are_told_by_signature_and_by_bytes() {
        assert_eq!(binary(b"%PDF-1.7\n..."), Some("a PDF document"));
        assert_eq!(binary(b"\x00\x01\x02\x03\x00\x00\x10\x00"), Some("binary data"));
        let random: Vec<u8> = (1..4096_u32).map(|n| (n.wrapping_mul(0x9e37_79b1) >> 24) as u8).collect();
        assert_eq!(binary(&random), Some("binary data"));
        assert_eq!(binary("The talks go on.".as_bytes()), None);
        assert_eq!(binary(b"\xff\xfeT\0h\0e\0"), None);
        assert_eq!(binary(b""), None);
    }

    #[test]
    fn a_recording_full_of_escapes_is_still_text() {
        assert_eq!(binary("\x1b[31mred\x1b[0m\x07 \x1b]0;t\x07".repeat(50).as_bytes()), None);
    }

    #[test]
    fn names_decide_and_content_decides_without_one() {
        assert_eq!(format("anything", Some("notes.MD")), Format::Markdown);
        assert_eq!(format("# A\n\n[b](http://c)", Some("notes.txt")), Format::Plain);
        assert_eq!(format("# A\n\n[b](http://c)", None), Format::Markdown);
        assert_eq!(format("---\ntitle: A\n---\nText", None), Format::Markdown);
        assert_eq!(format("- one\n- two\n\n# 5 is the number", None), Format::Plain);
    }
}
