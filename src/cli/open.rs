//! Placeholder for the reader: prints the document until the reader lands.

use std::io;

use anyhow::Result;

use super::{Color, print};
use crate::document::Document;

/// Shows a document.
pub(super) fn open(document: Document, _color: Color) -> Result<()> {
    print::plain(&document, io::stdout().lock())?;
    Ok(())
}
