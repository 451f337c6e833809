//! Opens the files that the command line names. Every failure is a sentence that names the file.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

use anyhow::{Result, anyhow};

use crate::document::Document;
use crate::import::{self, Format, ImportError, Imported, Source};
use crate::text::sanitise_line;

/// How much is read before it is decided whether to read on, in bytes.
const HEAD: u64 = 64 * 1024;

/// The documents of a file, or of standard input for `-`, which is of the format `from` where that is said.
pub(super) fn documents(path: &Path, from: Option<Format>) -> Result<Vec<Imported>> {
    let shown = shown(path);
    let name = path.file_name().map(|n| n.to_string_lossy());
    let source = Source { format: from, ..Source::named(name.as_deref().filter(|n| *n != "-")) };
    let bytes =
        if path == Path::new("-") { read(io::stdin().lock(), 0, &source) } else { open(path, &source) };
    let bytes = bytes.map_err(|error| match error {
        Failure::Io(error) => anyhow!(explain(&shown, &error)),
        Failure::Import(error) => refused(&shown, &error),
    })?;
    import::import(&bytes, &source).map_err(|e| refused(&shown, &e))
}

/// The document of a file that has to hold one only.
pub(super) fn only(path: &Path, from: Option<Format>) -> Result<Imported> {
    let mut all = documents(path, from)?;
    match all.len() {
        1 => Ok(all.remove(0)),
        n => Err(anyhow!("{} holds {n} documents, and only one can be taken.", shown(path))),
    }
}

/// The document of a text that is part of the program.
pub(super) fn bundled(text: &str) -> Result<Document> {
    Ok(import::first(text.as_bytes(), &Source::named(Some("sample.txt")))?)
}

/// Whether standard input is a pipe or a file, so that somebody may mean it to be read.
pub(super) fn is_piped() -> bool {
    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let kind = input.and_then(|f| f.metadata()).map(|m| m.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_file())
}

/// A path as it may be shown: on one line, with nothing in it that steers a terminal.
pub(super) fn shown(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".to_owned();
    }
    format!("“{}”", sanitise_line(&path.to_string_lossy(), 200))
}

/// A document of a file that holds several, by its number from 1; or the file itself.
pub(super) fn shown_part(path: &Path, number: Option<usize>) -> String {
    let shown = shown(path);
    number.map_or(shown.clone(), |n| format!("{shown}, document {n}"))
}

enum Failure {
    Io(io::Error),
    Import(ImportError),
}

fn open(path: &Path, source: &Source) -> Result<Vec<u8>, Failure> {
    let file = File::open(path).map_err(Failure::Io)?;
    let metadata = file.metadata().map_err(Failure::Io)?;
    if metadata.is_dir() {
        return Err(Failure::Io(ErrorKind::IsADirectory.into()));
    }
    read(file, metadata.len(), source)
}

/// Reads to the end, about `expected` bytes, unless the first ones say that nothing reads it or it becomes too large.
fn read(mut from: impl Read, expected: u64, source: &Source) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    from.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(Failure::Io)?;
    let format = import::accepts(&bytes, source).map_err(Failure::Import)?;
    import::within(format, expected).map_err(Failure::Import)?;
    // One byte more than expected, so that the end is met without growing.
    bytes.reserve_exact((expected + 1).saturating_sub(bytes.len() as u64) as usize);
    let rest = format.most_bytes() + 1 - bytes.len() as u64;
    from.take(rest).read_to_end(&mut bytes).map_err(Failure::Io)?;
    Ok(bytes)
}

pub(super) fn refused(shown: &str, error: &ImportError) -> anyhow::Error {
    anyhow!("Cannot open {shown}. {error}")
}

/// What an error of the system means to the reader, and what to do.
pub(super) fn explain(shown: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("There is no file {shown}; check its name."),
        ErrorKind::IsADirectory => format!("Cannot open {shown}, which is a directory; name a file in it."),
        ErrorKind::PermissionDenied => {
            format!("Cannot open {shown}: you are not permitted to read it; check its permissions.")
        }
        _ => {
            let reason = sanitise_line(&error.to_string(), 200);
            format!("Reading {shown} failed, the system says: {reason}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_without_what_steers_a_terminal() {
        assert_eq!(shown(Path::new("a\x1b[31m\u{202e}b\nc")), "“ab c”");
        assert_eq!(shown(Path::new("-")), "standard input");
    }

    #[test]
    fn what_may_not_be_read_is_said_with_what_to_do() {
        let message = explain("“a”", &ErrorKind::PermissionDenied.into());
        assert_eq!(message, "Cannot open “a”: you are not permitted to read it; check its permissions.");
    }

    #[test]
    fn failures_are_sentences_that_name_the_file() {
        let message = |path: &str| documents(Path::new(path), None).unwrap_err().to_string();
        assert_eq!(message("no-such-file"), "There is no file “no-such-file”; check its name.");
        assert_eq!(message("src"), "Cannot open “src”, which is a directory; name a file in it.");
    }
}
