//! Detects a file's format, by its content first and its name second.

use std::borrow::Cow;

use super::format::{Claim, Format, Head};
use super::part::whole_characters;
use super::{ImportError, Source, encoding};
use crate::document::Notice;
use crate::text::sanitise;

/// How much of a file is examined, in bytes.
pub const SAMPLE: usize = 64 * 1024;

/// First bytes of formats that are not text, and their names.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document of another kind"),
    (b"\xd0\xcf\x11\xe0", "an old Office document or one with a password"),
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

/// The result of detection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The format.
    pub format: Format,
    /// An oddity of the file.
    pub notice: Option<Notice>,
}

/// The format of a file that begins with `bytes`. A demanded format is used; otherwise a certain format by
/// content; then the one that the name or the sender says, if possible; then a likely one.
pub(super) fn find(bytes: &[u8], source: &Source) -> Result<Finding, ImportError> {
    if let Some(format) = source.format {
        return Ok(Finding { format, notice: None });
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let binary = binary(sample);
    let text = if binary.is_some() { Cow::default() } else { beginning(sample) };
    let head = Head { bytes: sample, text: &text };
    // The last format that claims a file makes the largest claim.
    let claims: Vec<(Format, Claim)> =
        Format::ALL.iter().rev().map(|&f| (f, (f.entry().claim)(&head))).collect();
    let best = |at_least: Claim| claims.iter().find(|(_, c)| *c >= at_least).map(|(f, _)| *f);
    let said = said(source);
    let possible = |f: &Format| claims.iter().any(|(g, c)| f == g && *c >= Claim::Possible);
    let certain = best(Claim::Certain);
    if let (Some(what), None) = (binary, certain) {
        return Err(ImportError::Binary { what });
    }
    let format =
        certain.or_else(|| said.filter(possible)).or_else(|| best(Claim::Likely)).unwrap_or(Format::Plain);
    if format == Format::Plain
        && let Some(what) = data(head.text)
    {
        return Err(ImportError::Binary { what });
    }
    let said = said.filter(|f| !possible(f));
    let notice = said.map(|said| Notice::OtherFormat { said: said.what(), read: format.what() });
    Ok(Finding { format, notice })
}

/// The format given by the sender, or else by the name's extension.
fn said(source: &Source) -> Option<Format> {
    let ending = source.name.and_then(|n| n.rsplit_once('.')).map(|(_, e)| e.to_ascii_lowercase());
    let by_name = ending.and_then(|e| Format::of_ending(&e));
    // Servers call everything unknown plain text; a name says more.
    let sent = source.content_type.and_then(Format::of_media_type);
    sent.filter(|f| *f != Format::Plain).or(by_name).or(sent)
}

/// The text at the beginning of a file, sanitised and without leading white space. Many feeds are one line after the
/// one that says that they are XML, so it is not cut at a line end.
fn beginning(sample: &[u8]) -> Cow<'_, str> {
    let end = if sample.len() < SAMPLE { sample.len() } else { whole_characters(sample) };
    match encoding::decode(&sample[..end]).text {
        Cow::Borrowed(text) => match sanitise(text) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_start()),
            Cow::Owned(text) => Cow::Owned(text.trim_start().to_owned()),
        },
        Cow::Owned(text) => Cow::Owned(sanitise(&text).trim_start().to_owned()),
    }
}

/// The kind of a text that is data which no format of ours claims, rather than prose.
fn data(text: &str) -> Option<&'static str> {
    if text.starts_with("<?xml") {
        return Some("an XML document of another kind");
    }
    // A key of an object, or a list of objects or texts.
    let inner = text.strip_prefix('[').map_or(text, str::trim_start);
    let object = inner.strip_prefix('{').map(str::trim_start);
    let key =
        object.or(Some(inner).filter(|_| text.starts_with('['))).and_then(|rest| rest.strip_prefix('"'));
    let after = key.and_then(|key| key.split_once('"')).map(|(_, after)| after.trim_start())?;
    let is_data = if object.is_some() { after.starts_with(':') } else { after.starts_with([',', ']']) };
    is_data.then_some("JSON of another kind")
}

/// The kind of `bytes`, if they are not text.
fn binary(sample: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(mark, _)| sample.starts_with(mark)) {
        return Some(what);
    }
    if encoding_rs::Encoding::for_bom(sample).is_some() || encoding::utf16_without_mark(sample).is_some() {
        return None;
    }
    let zeros = count(sample, |b| b == 0);
    let controls = count(sample, is_odd);
    // Of random bytes one in 256 is zero and one in 12 an odd control; text has hardly any, so a few are
    // allowed as noise.
    let text = zeros <= 2 + sample.len() / 300 && controls <= 4 + sample.len() / 30;
    (!text).then_some("binary data")
}

/// Counts the bytes that match, in byte-sized counters as long as those suffice: many at a time.
fn count(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> usize {
    let of = |part: &[u8]| part.iter().fold(0, |n, &b| n + u8::from(is_such(b)));
    bytes.chunks(usize::from(u8::MAX)).map(|part| usize::from(of(part))).sum()
}

/// Controls that no text contains on purpose; escape, bell, backspace and shifts occur in terminal
/// recordings.
fn is_odd(b: u8) -> bool {
    b < 0x20 && !matches!(b, 0x07..=0x0f | 0x1b)
}

/// How certain it is that an XML document is of a format with these root element names.
pub(super) fn claim_root(head: &Head, roots: &[&str]) -> Claim {
    match root_name(head.text) {
        Some(name) if roots.contains(&name) => Claim::Certain,
        Some(_) => Claim::Possible,
        None => Claim::No,
    }
}

/// The name of the outermost element at the beginning of a text, without its prefix; none if it is not XML.
pub(super) fn root_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        rest = if let Some(declared) = rest.strip_prefix("<?") {
            declared.split_once("?>")?.1
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")?.1
        } else if let Some(doctype) =
            rest.strip_prefix("<!DOCTYPE").or_else(|| rest.strip_prefix("<!doctype"))
        {
            // An internal subset is in brackets and may contain any number of tags.
            let end = doctype.find(['>', '['])?;
            let subset = doctype[end..].strip_prefix('[');
            subset.map_or(Some(&doctype[end + 1..]), |s| Some(s.split_once(']')?.1.split_once('>')?.1))?
        } else {
            break;
        }
        .trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| c.is_whitespace() || "/>".contains(c))?];
    Some(name.rsplit_once(':').map_or(name, |(_, local)| local))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str, name: Option<&str>) -> Format {
        find(text.as_bytes(), &Source { name, ..Source::default() }).unwrap().format
    }

    #[test]
    fn binaries_are_told_by_signature_and_by_bytes() {
        assert_eq!(binary(b"GIF89a..."), Some("a picture"));
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
    fn data_of_other_kinds_is_refused_and_no_prose_is() {
        let refused = |text: &str, name| find(text.as_bytes(), &Source::named(name)).unwrap_err().to_string();
        for name in [None, Some("a.xml"), Some("a.json"), Some("a.txt")] {
            assert!(refused("<?xml version='1.0'?><opml><body/></opml>", name).contains("an XML document"));
            assert!(refused("{ \"requests\": {\"a\": 1} }", name).contains("JSON"));
            assert!(refused("[{\"a\": 1}]", name).contains("JSON"));
        }
        for prose in [
            "{Talks} ended.",
            "[\"We go on,\" she said.]",
            "[Talks](http://a) ended.",
            "{\"We go on\"} she said.",
        ] {
            assert!(find(prose.as_bytes(), &Source::default()).is_ok(), "{prose}");
        }
    }

    #[test]
    fn names_decide_and_content_decides_without_one() {
        assert_eq!(format("anything", Some("notes.MD")), Format::Markdown);
        assert_eq!(format("# A\n\n[b](http://c)", Some("notes.txt")), Format::Plain);
        assert_eq!(format("# A\n\n[b](http://c)", None), Format::Markdown);
        assert_eq!(format("---\ntitle: A\n---\nText", None), Format::Markdown);
        assert_eq!(format("- one\n- two\n\n# 5 is the number", None), Format::Plain);
    }

    #[test]
    fn a_sender_is_believed_unless_it_says_only_that_it_is_text() {
        let sent = |name, content_type| {
            let source = Source { name, content_type, ..Source::default() };
            find(b"Talks end.", &source).unwrap().format
        };
        assert_eq!(sent(None, Some("text/markdown")), Format::Markdown);
        assert_eq!(sent(Some("a.md"), Some("text/plain; charset=utf-8")), Format::Markdown);
        assert_eq!(sent(Some("a"), Some("text/plain")), Format::Plain);
    }

    #[test]
    fn a_demand_is_obeyed() {
        let source = Source { format: Some(Format::Markdown), ..Source::named(Some("a.txt")) };
        assert_eq!(find(b"Talks end.", &source).unwrap().format, Format::Markdown);
    }

    #[test]
    fn one_line_that_is_longer_than_the_sample_tells_its_format() {
        let items = "<item><title>外</title></item>".repeat(4_000);
        for head in ["<?xml version='1.0'?>\n<rss><channel>", "<rss><channel>"] {
            assert_eq!(format(&format!("{head}{items}"), None), Format::named("feed").unwrap());
        }
    }

    #[test]
    fn the_root_is_named_without_reading_the_rest() {
        assert_eq!(root_name("<?xml version='1.0'?>\n<!-- x --><n:newsItem guid='1'>"), Some("newsItem"));
        assert_eq!(root_name("<!DOCTYPE nitf [<!ENTITY a '<b>'>]>\n<nitf>"), Some("nitf"));
        assert_eq!(root_name("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf/>"), Some("nitf"));
        assert_eq!(root_name("no"), None);
    }
}
