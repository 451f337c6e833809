//! Imports books (EPUB 2 and 3): the chapters in the order of the spine, as one text.

#[cfg(feature = "office")]
mod book;
#[cfg(feature = "office")]
mod package;
#[cfg(all(test, feature = "office"))]
mod tests;

use super::format::{Claim, Entry, Head, Read};

/// Books, recognised by the name at the beginning of their archive.
pub(super) const ENTRY: Entry = Entry {
    name: "epub",
    what: "a book (EPUB)",
    endings: &["epub"],
    media_types: &["application/epub+zip"],
    claim,
    #[cfg(feature = "office")]
    read: Read::Bytes(|bytes, _| Ok(vec![book::import(bytes).map_err(|fault| fault.to_string())?.into()])),
    #[cfg(not(feature = "office"))]
    read: Read::Missing("office"),
};

/// The first part of a book is called "mimetype" and states its type (EPUB 3.3, §4.2.2); if a program has packed it
/// differently, the container tells.
fn claim(head: &Head) -> Claim {
    let has = |name| head.is_archive_with(name);
    let sure = has("mimetypeapplication/epub+zip") || has("META-INF/container.xml");
    if sure { Claim::Certain } else { Claim::No }
}
