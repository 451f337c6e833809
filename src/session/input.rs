//! Opens the files named on the command line. Every failure is a sentence that names the file.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use super::access::Access;
use super::fetched::fetched;
use super::names::{part_name, part_of, shown};
use super::{Refusal, items, piecewise};
use crate::document::Document;
use crate::fetch;
use crate::import::{self, Format, ImportError, Imported, Source};
use crate::text::count;

/// How much is read before deciding whether to read on, in bytes.
const HEAD: u64 = import::SAMPLE as u64;
/// How much usually suffices to tell a text from other files, in bytes.
const GLANCE: u64 = 4 * 1024;

/// One of the documents of a file. A page with a single document may have anchors that look like numbers.
pub(super) fn pick(mut all: Vec<Imported>, number: usize, file: &Path) -> Result<Imported, Refusal> {
    if all.len() == 1 && fetch::of_name(file).is_some() {
        return Ok(all.remove(0));
    }
    if number > all.len() {
        return Err(refusal!(
            "{} holds {}, and there is no number {number}.",
            shown(file),
            count(all.len(), "document")
        ));
    }
    Ok(all.swap_remove(number - 1))
}

/// The documents of a file, of an address, or of standard input for `-`; only one of them if the name asks for
/// it.
pub fn documents(name: &Path, access: &Access) -> Result<Vec<Imported>, Refusal> {
    let (file, number) = part_of(name);
    let all = match fetch::of_name(&file) {
        Some(address) => fetched(&address, access)?,
        None => piecewise::whole(&file, access.from)?,
    };
    match number {
        Some(number) => Ok(vec![pick(all, number, &file)?]),
        None => Ok(all),
    }
}

/// Whether a file looks neither like text nor like another readable format.
pub fn is_binary(path: &Path, from: Option<Format>) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy());
    let source = Source { format: from, ..Source::named(name.as_deref()) };
    let looks_binary = |most: u64| {
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut head));
        read.is_ok() && matches!(import::accepts(&head, &source), Err(ImportError::Binary { .. }))
    };
    // A few KB identify a text; only an archive may show its contents later.
    looks_binary(GLANCE) && looks_binary(HEAD)
}

/// The document of a file that must contain only one.
pub fn only(path: &Path, access: &Access) -> Result<Imported, Refusal> {
    if fetch::of_name(path).is_none() && path.is_dir() {
        return Err(refusal!("Cannot open {}, which is a directory; name a file in it.", shown(path)));
    }
    let all = documents(path, access)?;
    match all.len() {
        1 => Ok(items::complete(all, path, access).next().unwrap_or_default()),
        n => {
            let last = shown(&part_name(path, n));
            Err(refusal!("{} holds {n} documents; name one of them, as {last} names the last.", shown(path)))
        }
    }
}

/// The document of a bundled text.
pub fn bundled(text: &str) -> Result<Document, Refusal> {
    let document = import::first(text.as_bytes(), &Source::named(Some("sample.txt")));
    document.map_err(|error| refusal!("{error}"))
}

/// Whether standard input is a pipe or a file, and so may be meant to be read.
pub fn is_piped() -> bool {
    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let kind = input.and_then(|f| f.metadata()).map(|m| m.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_no_document_has_is_refused() {
        let error = pick(vec![Imported::default()], 2, Path::new("a.rss")).unwrap_err().to_string();
        assert!(error.contains("holds 1 document,"), "{error}");
    }

    #[test]
    fn failures_are_sentences_that_name_the_file() {
        let message = |path: &str| documents(Path::new(path), &Access::default()).unwrap_err().to_string();
        assert_eq!(message("no-such-file"), "There is no file “no-such-file”; check its name.");
        let only = |path: &str| only(Path::new(path), &Access::default()).unwrap_err().to_string();
        assert_eq!(only("src"), "Cannot open “src”, which is a directory; name a file in it.");
    }
}
