//! Prints documents as plain text, where there is no terminal to show them on.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use super::{SAMPLE, input};
use crate::document::Document;

/// Writes the named documents one after another, with an empty line between them; without a name what is piped in,
/// and the sample where nothing is. One that cannot be read does not stop the others.
pub(super) fn all(files: &[PathBuf]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    let (mut code, mut written) = (ExitCode::SUCCESS, false);
    for path in files {
        match input::document(path) {
            Ok(document) => {
                if written {
                    out.write_all(b"\n")?;
                }
                plain(&document, &mut out)?;
                written |= !document.text.is_empty();
            }
            Err(error) => {
                super::report(&format!("{error:#}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    if files.is_empty() {
        plain(&unnamed()?, out)?;
    }
    Ok(code)
}

fn unnamed() -> Result<Document> {
    let piped = input::is_piped().then(|| input::document(Path::new("-"))).transpose()?;
    match piped.filter(|document| !document.blocks.is_empty()) {
        Some(document) => Ok(document),
        None => input::bundled(SAMPLE),
    }
}

/// Writes the blocks, one a line with an empty line between them, as `cat` would: the width of the output is
/// not known and its reader can wrap. An empty document says so on standard error.
fn plain(document: &Document, out: impl Write) -> io::Result<()> {
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
