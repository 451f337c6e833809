//! Imports PDF: the text layer, laid out again.
//!
//! 1. `content` interprets the operators of a page and produces fragments of text with their places; `font`,
//!    `cmap`, `predefined` and `names` give the text and the width of codes,
//! 2. `order` finds columns and lines, and their reading order,
//! 3. `heads` removes running heads and page numbers,
//! 4. `paragraphs` joins lines, mends broken words and recognises headings; notes at the foot go after the text.

#[cfg(feature = "pdf")]
mod cmap;
#[cfg(feature = "pdf")]
mod contain;
#[cfg(feature = "pdf")]
mod content;
#[cfg(feature = "pdf")]
mod facts;
#[cfg(feature = "pdf")]
mod file;
#[cfg(feature = "pdf")]
mod filters;
#[cfg(feature = "pdf")]
mod font;
#[cfg(feature = "pdf")]
mod heads;
#[cfg(feature = "pdf")]
mod names;
#[cfg(feature = "pdf")]
mod order;
#[cfg(feature = "pdf")]
mod paragraphs;
#[cfg(feature = "pdf")]
mod predefined;
#[cfg(all(test, feature = "pdf"))]
mod tests;
#[cfg(feature = "pdf")]
mod xmp;

use super::format::{Claim, Entry, Head, Read};

/// PDF documents, recognised by their first bytes, which other bytes may precede.
pub(super) const ENTRY: Entry = Entry {
    name: "pdf",
    what: "a PDF document",
    endings: &["pdf"],
    media_types: &["application/pdf", "application/x-pdf"],
    claim,
    #[cfg(feature = "pdf")]
    read: Read::Bytes(|bytes, _| Ok(vec![file::import(bytes)?.into()])),
    #[cfg(not(feature = "pdf"))]
    read: Read::Missing("pdf"),
};

fn claim(head: &Head) -> Claim {
    let start = &head.bytes[..head.bytes.len().min(1024)];
    match memchr::memmem::find(start, b"%PDF-") {
        Some(0) => Claim::Certain,
        // A text about the format may contain its signature; a document with bytes before it is not text.
        Some(_) if head.text.is_empty() => Claim::Certain,
        Some(_) => Claim::Possible,
        None => Claim::No,
    }
}
