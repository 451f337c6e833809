//! Imports bytes as a [`Document`]: detects the format, decodes, sanitises, and reads it; one file per format.
//!
//! Nothing here opens a file: the caller provides the bytes, and any facts about their origin. A new format is a
//! file with an `ENTRY`, its `mod` line here, and its line in `format.rs`.

#![cfg_attr(
    not(all(feature = "html", feature = "mail", feature = "xml")),
    allow(dead_code, unused_imports, reason = "what only a format uses that is not built is used by nobody")
)]

#[cfg(feature = "office")]
mod archive;
mod builder;
mod compose;
mod dates;
mod detect;
mod docx;
mod encoding;
mod epub;
mod feed;
mod fields;
mod format;
mod front_matter;
mod html;
mod join;
mod json;
mod labels;
mod links;
mod mail;
mod markdown;
mod marks;
mod markup;
mod matter;
mod notes;
mod page;
mod part;
mod pdf;
#[cfg(feature = "office")]
mod pieces;
mod plain;
mod restriction;
mod roles;
mod saved;
mod title;
mod turns;
mod wire;
#[cfg(feature = "xml")]
mod xml;

use crate::document::address;
pub use crate::document::resolve;
pub use detect::{Finding, SAMPLE};
pub use format::Format;
pub use part::part;

use std::panic::{AssertUnwindSafe, catch_unwind};

use thiserror::Error;

use crate::analysis::Analysis;
use crate::document::{Document, Notice, without_password};
use crate::text::{sanitise, sanitise_line};
use format::{Read, ReadBytes};

/// The largest text that can be imported, in bytes: spans are `u32` offsets.
pub const LARGEST: u64 = u32::MAX as u64;

/// The largest file of a format that has to be parsed as a whole, in bytes.
pub const LARGEST_PARSED: u64 = 64 * 1024 * 1024;

/// Why bytes could not become a document; each is a whole sentence or two, without the file's name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The bytes are in no known format.
    #[error(
        "The content is {what}, which attache does not read; convert it to something that \
         `attache formats` lists."
    )]
    Binary {
        /// The actual content, with its article.
        what: &'static str,
    },
    /// The text is longer than offsets can address.
    #[error("The text is larger than 4 GiB, the most that attache can open; split it first.")]
    TooLarge,
    /// The file is larger than the limit of its format.
    #[error(
        "The content is {} of more than {} MiB, the most that attache reads of one; split it first.",
        .0.what(),
        .0.most_bytes() >> 20
    )]
    TooLargeToParse(Format),
    /// The content is malformed.
    #[error("The content was taken for {}, and cannot be read: {why}", .format.what())]
    Malformed {
        /// The format that it was taken for.
        format: Format,
        /// The fault, and what to do if known.
        why: String,
    },
    /// The program was built without the format's reader.
    #[error("The content is {}, and this attache was built without its feature “{feature}”.", .format.what())]
    NotBuilt {
        /// The format.
        format: Format,
        /// The Cargo feature with the reader.
        feature: &'static str,
    },
}

/// Facts about the origin of bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// The file's name, of which only the extension matters.
    pub name: Option<&'a str>,
    /// The media type that a server sent ("text/html; charset=utf-8").
    pub content_type: Option<&'a str>,
    /// The address that the bytes were fetched from, the base of relative addresses in them.
    pub url: Option<&'a str>,
    /// The format demanded by the person, whatever the content looks like.
    pub format: Option<Format>,
    /// The current time, in seconds since the beginning of 1970 in UTC, to decide whether an embargo is over.
    pub now: Option<i64>,
}

impl<'a> Source<'a> {
    /// A file with that name, or something without one.
    pub fn named(name: Option<&'a str>) -> Self {
        Self { name, ..Self::default() }
    }

    /// The charset that a server sent.
    fn charset(&self) -> Option<&'a str> {
        let (_, rest) = self.content_type?.split_once("charset=")?;
        rest.split(';').next().map(|label| label.trim().trim_matches('"'))
    }
}

/// An imported document, and its analysis if that was imported too.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The document.
    pub document: Document,
    /// Its saved analysis, if any.
    pub analysis: Option<Analysis>,
    /// The address of the whole text, if the document is only a summary.
    pub whole_at: Option<String>,
}

impl From<Document> for Imported {
    fn from(document: Document) -> Self {
        Self { document, ..Self::default() }
    }
}

/// Imports `bytes` as at least one document.
///
/// An empty text is an empty document with a notice. Takes time linear in the number of bytes.
pub fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, ImportError> {
    if bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge);
    }
    import_as(bytes, source, detect::find(bytes, source)?)
}

/// [`import`], with the format detected beforehand; nothing is detected again.
pub fn import_as(bytes: &[u8], source: &Source, finding: Finding) -> Result<Vec<Imported>, ImportError> {
    let format = finding.format.what();
    let mut all = read_as(bytes, source, finding)?;
    if let [Imported { document, .. }] = all.as_mut_slice() {
        fields::set(&mut document.metadata.url, source.url.unwrap_or_default());
    }
    for Imported { document, analysis, .. } in &mut all {
        if document.text.len() as u64 > LARGEST {
            return Err(ImportError::TooLarge);
        }
        let url = &mut document.metadata.url;
        *url = url.take().map(|url| without_password(&url));
        notes::find(document);
        links::find(document);
        restriction::find(document);
        matter::complete(document);
        document.metadata.format = Some(format);
        source.now.iter().for_each(|now| document.metadata.note_time(*now));
        // A saved analysis has its own notices.
        if analysis.is_none() && document.blocks.is_empty() && !document.notices.contains(&Notice::Empty) {
            document.notices.push(Notice::Empty);
        }
    }
    Ok(all)
}

/// Reads `bytes` in their detected format.
fn read(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, ImportError> {
    read_as(bytes, source, detect::find(bytes, source)?)
}

fn read_as(bytes: &[u8], source: &Source, finding: Finding) -> Result<Vec<Imported>, ImportError> {
    let Finding { format, notice } = finding;
    within(format, bytes.len() as u64)?;
    let mut all = match format.entry().read {
        Read::Text(read) => vec![text(bytes, source.charset(), read).into()],
        Read::Bytes(read) => {
            {
                // Libraries quote their input.
                let malformed =
                    |why: String| ImportError::Malformed { format, why: sanitise_line(&why, 300) };
                contained(read, bytes, source).map_err(malformed)?
            }
        }
        Read::Missing(feature) => return Err(ImportError::NotBuilt { format, feature }),
    };
    all.iter_mut().for_each(|imported| imported.document.notices.extend(notice.clone()));
    Ok(all)
}

/// Reads bytes; a panic in a library ends only this import.
fn contained(read: ReadBytes, bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
    catch_unwind(AssertUnwindSafe(|| read(bytes, source))).unwrap_or_else(|_| {
        Err("reading this format failed because of a bug in attache; please report it.".to_owned())
    })
}

/// Imports `bytes` as one document, the first if there are several.
pub fn first(bytes: &[u8], source: &Source) -> Result<Document, ImportError> {
    Ok(import(bytes, source)?.into_iter().next().unwrap_or_default().document)
}

/// Reads a text that only needs to be decoded and sanitised. Valid UTF-8 is read as that, whatever the sender's
/// label: many servers label all texts alike.
fn text(bytes: &[u8], label: Option<&str>, read: fn(&str) -> Document) -> Document {
    let label = label.filter(|_| std::str::from_utf8(bytes).is_err());
    let decoded = encoding::decode_labelled(bytes, label);
    let mut document = read(&sanitise(&decoded.text));
    document.notices.extend(decoded.notice);
    document
}

/// The format in which bytes beginning with `head` will be imported, so that no other file needs to be read to its end.
/// A file larger than its [`Format::most_bytes`] will be refused; [`within`] checks that beforehand.
pub fn accepts(head: &[u8], source: &Source) -> Result<Finding, ImportError> {
    let finding = detect::find(head, source)?;
    match finding.format.entry().read {
        Read::Missing(feature) => Err(ImportError::NotBuilt { format: finding.format, feature }),
        _ => Ok(finding),
    }
}

/// An error if a file of that format and size is too large.
pub fn within(format: Format, bytes: u64) -> Result<(), ImportError> {
    match bytes > format.most_bytes() {
        true if format.has_beginnings() => Err(ImportError::TooLarge),
        true => Err(ImportError::TooLargeToParse(format)),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_text_is_an_empty_document_with_a_notice() {
        for bytes in [&b""[..], b" \n\t\n", b"\xef\xbb\xbf"] {
            let document = first(bytes, &Source::default()).unwrap();
            assert!(document.blocks.is_empty());
            assert_eq!(document.notices, [Notice::Empty]);
        }
    }

    #[test]
    fn binaries_are_refused_in_a_sentence() {
        let error = first(b"GIF89a", &Source::named(Some("a.txt"))).unwrap_err().to_string();
        assert!(error.contains("a picture") && error.ends_with('.'), "{error}");
    }

    #[test]
    fn a_sender_s_encoding_is_believed_where_the_text_does_not_show_its_own() {
        let text = |bytes: &[u8], content_type| {
            first(bytes, &Source { content_type: Some(content_type), ..Source::default() }).unwrap().text
        };
        assert_eq!(text(b"\xc6\xe5\xed\xe5\xe2\xe0", "text/plain; charset=windows-1251"), "Женева");
        assert_eq!(text("Genève".as_bytes(), "text/plain; charset=ISO-8859-1"), "Genève");
        assert_eq!(text(b"Gen\xe8ve", "text/plain; charset=utf-8"), "Genève");
    }

    #[test]
    fn what_a_library_quotes_steers_nothing() {
        let json = b"{\"schema\":\"attache/1\",\"text\":\"\",\"metadata\":{},\"blocks\":[{\"kind\":\"\\u001b[2J\"}]}";
        let error = import(json, &Source::default()).unwrap_err().to_string();
        assert!(error.contains("unknown variant") && !error.contains('\u{1b}'), "{error}");
    }

    /// Building blocks of the formats.
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<div>",
        "<ul><li>",
        "<a href='/x'>",
        "</a>",
        "<b",
        ">",
        "<br>",
        "<table><td>",
        "<blockquote>",
        "<script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#27;",
        "&#x202e;",
        "&nbsp;",
        "&x;",
        "<?xml",
        "?>",
        "<!DOCTYPE x [",
        "]>",
        "<rss><channel><item>",
        "</item>",
        "<title>",
        "<description>",
        "<feed>",
        "<entry>",
        "<newsItem><contentSet><inlineXML>",
        "<nitf><body><body.content>",
        "<content type='html'>",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\"uri\":",
        "\"body_text\":",
        "\"items\":",
        "\"schema\":\"attache/1\"",
        "null",
        "1e9",
        "From a@b Mon Jan 29 17:05:00 2018\n",
        "From: a@b\n",
        "Subject: =?utf-8?Q?=1b[?=\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: text/html\n",
        "Content-Transfer-Encoding: base64\n",
        "\n",
        "--b\n",
        "--b--\n",
        "=1b=5b",
        "\u{1b}[31m",
        "The envoy left.",
        " “We go on,” she said. ",
        "MR. LUND: Yes.",
        "é",
        "外交部",
        "می\u{200c}خواهم",
    ];

    proptest! {
        #[test]
        fn whatever_comes_in_what_comes_out_is_sound(
            picks in proptest::collection::vec(0..PIECES.len(), 0..60),
            format in proptest::option::of(0..Format::ALL.len()),
        ) {
            let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
            let source = Source { format: format.map(|f| Format::ALL[f]), ..Source::default() };
            match import(text.as_bytes(), &source) {
                Ok(all) => {
                    prop_assert!(!all.is_empty());
                    for Imported { document, .. } in all {
                        let Document { text, blocks, links, notices, metadata, .. } = document;
                        let metadata = serde_json::to_string(&metadata).unwrap();
                        prop_assert_eq!(sanitise(&text), text.as_str());
                        prop_assert!(!metadata.contains("\\u00") && !metadata.contains('\u{202e}'), "{}", metadata);
                        let said: Vec<String> = notices.iter().map(crate::briefing::notice).collect();
                        prop_assert!(said.iter().all(|n| sanitise(n) == n.as_str() && n.ends_with('.')), "{:?}", said);
                        let mut end = 0;
                        for block in &blocks {
                            prop_assert!(block.span.start >= end && !block.span.of(&text).is_empty());
                            end = block.span.end;
                        }
                        prop_assert!(links.iter().all(|l| !l.span.of(&text).is_empty()));
                    }
                }
                Err(error) => prop_assert!(error.to_string().ends_with('.'), "{}", error),
            }
        }
    }
}
