//! Prints documents as plain text when there is no terminal to show them on.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::args::Args;
use super::folder::{self, Found};
use super::{access, archive};
use crate::briefing::{cautions, notice};
use crate::document::Document;
use crate::import::Imported;
use crate::session::{self, Access, SAMPLE};

/// Writes the named documents, including documents of the archive by number, one after another, with an empty line between
/// them; without a name it writes standard input if that is piped, else the sample. A document that cannot be read does not
/// stop the others, and files in directories that are not texts are left out.
pub(super) fn all(args: &Args) -> Result<ExitCode> {
    let (files, access) = (&args.files, &access::of(args));
    let (mut code, mut written) = (ExitCode::SUCCESS, false);
    let mut out = io::stdout().lock();
    let mut write = |all: Vec<Imported>, name: &Path| {
        session::complete(all, name, access).try_for_each(|Imported { document, .. }| {
            if written {
                out.write_all(b"\n")?;
            }
            written |= !document.text.is_empty();
            plain(&document, &mut out)
        })
    };
    for Found { path, swept } in folder::expand(files) {
        if swept && session::is_binary(&path, access.from) {
            continue;
        }
        let kept = session::number_in_archive(&path).filter(|_| session::is_in_archive(&path));
        let all = match kept {
            Some(serial) => archive::document(serial, args).map(|document| vec![document.into()]),
            None => session::documents(&path, access).map_err(Into::into),
        };
        match all {
            Ok(all) => write(all, &path)?,
            Err(error) => {
                super::fail(&format!("{error:#}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    if files.is_empty() {
        write(unnamed(access)?, Path::new("-"))?;
    }
    Ok(code)
}

/// The piped text, or else the sample.
fn unnamed(access: &Access) -> Result<Vec<Imported>> {
    let piped = session::is_piped().then(|| session::documents(Path::new("-"), access)).transpose()?;
    match piped.filter(|all| all.iter().any(|i| !i.document.blocks.is_empty())) {
        Some(all) => Ok(all),
        None => Ok(vec![session::bundled(SAMPLE)?.into()]),
    }
}

/// Writes the blocks, one a line with an empty line between them, as `cat` would: the width of the output is
/// unknown and its reader can wrap. An empty document is reported on standard error, as are its terms of use.
fn plain(document: &Document, out: impl Write) -> io::Result<()> {
    let cautions = cautions(&document.metadata);
    cautions.into_iter().chain(document.notices.iter().map(notice)).for_each(|said| super::report(&said));
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    if !document.text.is_empty() {
        out.write_all(document.text.as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
