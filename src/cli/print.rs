//! Prints a document as plain text, where there is no terminal to show it on.

use std::io::{self, BufWriter, Write};

use crate::document::Document;

/// Writes the blocks, one a line with an empty line between them, as `cat` would: the width of the output is
/// not known and its reader can wrap. An empty document says so on standard error.
pub(super) fn plain(document: &Document, out: impl Write) -> io::Result<()> {
    for notice in &document.notices {
        super::report(notice);
    }
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    if !document.text.is_empty() {
        out.write_all(document.text.as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
