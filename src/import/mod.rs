//! Bytes → [`Document`]: decode, sanitise, and read the format; one file per format.
//!
//! Nothing here opens a file: the caller brings the bytes, and a name where there is one.

mod builder;
mod dates;
mod detect;
mod encoding;
mod front_matter;
mod join;
mod labels;
mod links;
mod markdown;
mod marks;
mod matter;
mod part;
mod plain;

pub use part::part;

use thiserror::Error;

use crate::document::Document;
use crate::text::sanitise;

/// The largest text that can be imported, in bytes: spans are `u32` offsets.
pub const LARGEST: u64 = u32::MAX as u64;

/// Why bytes could not become a document; each a whole sentence or two, without the file's name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The bytes are not text.
    #[error(
        "The content is {what}, and attache reads plain text and Markdown; convert it to one of them first."
    )]
    Binary {
        /// What the content is instead, with its article.
        what: &'static str,
    },
    /// The text is longer than offsets reach.
    #[error("The text is larger than 4 GiB, the most that attache can open; split it first.")]
    TooLarge,
}

/// Imports `bytes`; `name` is the file's name, if it has one, and only its ending matters.
///
/// An empty text is an empty document with a notice. Takes time linear in the number of bytes.
pub fn import(bytes: &[u8], name: Option<&str>) -> Result<Document, ImportError> {
    if bytes.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge);
    }
    accepts(bytes)?;
    let decoded = encoding::decode(bytes);
    let text = sanitise(&decoded.text);
    let mut document = match detect::format(&text, name) {
        detect::Format::Plain => plain::import(&text),
        detect::Format::Markdown => markdown::import(&text),
    };
    if document.text.len() as u64 > LARGEST {
        return Err(ImportError::TooLarge);
    }
    links::find(&mut document);
    matter::complete(&mut document);
    document.notices.extend(decoded.notice);
    if document.blocks.is_empty() {
        document.notices.push("The text is empty.".to_owned());
    }
    Ok(document)
}

/// Whether bytes that start like `head` can be imported, so that no other file need be read to its end.
pub fn accepts(head: &[u8]) -> Result<(), ImportError> {
    detect::binary(head).map_or(Ok(()), |what| Err(ImportError::Binary { what }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_an_empty_document_with_a_notice() {
        for bytes in [&b""[..], b" \n\t\n", b"\xef\xbb\xbf"] {
            let document = import(bytes, None).unwrap();
            assert!(document.blocks.is_empty());
            assert_eq!(document.notices, ["The text is empty."]);
        }
    }

    #[test]
    fn binaries_are_refused_in_a_sentence() {
        let error = import(b"%PDF-1.7", Some("a.txt")).unwrap_err().to_string();
        assert!(error.contains("PDF") && error.ends_with('.'), "{error}");
    }
}
