//! Imports Word documents (Office Open XML, ECMA-376).
//!
//! `styles` interprets paragraph styles, `numbering` counts list marks, `story` reads the paragraphs, and `page`
//! turns them into blocks. Tracked changes are read as if they were accepted.

#[cfg(feature = "office")]
mod numbering;
#[cfg(feature = "office")]
mod page;
#[cfg(feature = "office")]
mod story;
#[cfg(feature = "office")]
mod styles;
#[cfg(all(test, feature = "office"))]
mod tests;

use super::format::{Claim, Entry, Head, Read};

/// Word documents, recognised by the names of an archive's parts.
pub(super) const ENTRY: Entry = Entry {
    name: "docx",
    what: "a Word document",
    endings: &["docx", "docm", "dotx"],
    media_types: &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    claim,
    #[cfg(feature = "office")]
    read: Read::Bytes(|bytes, _| Ok(vec![page::import(bytes).map_err(|fault| fault.to_string())?.into()])),
    #[cfg(not(feature = "office"))]
    read: Read::Missing("office"),
};

/// An archive is an office document if it lists the types of its parts; the folder tells which kind.
fn claim(head: &Head) -> Claim {
    let has = |name| head.is_archive_with(name);
    let sure = has("word/") || has("[Content_Types].xml") && !(has("xl/") || has("ppt/"));
    if sure { Claim::Certain } else { Claim::No }
}
