//! Opens the files that the command line names. Every failure is a sentence that names the file.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::access::Access;
use super::{Refusal, items, opening};
use crate::document::Document;
use crate::fetch;
use crate::import::{self, Format, ImportError, Imported, Source};
use crate::text::sanitise_line;

/// How much is read before it is decided whether to read on, in bytes.
const HEAD: u64 = import::SAMPLE as u64;
/// How much tells a text from other files mostly, in bytes.
const GLANCE: u64 = 4 * 1024;

/// The file that a name means, and which of its documents: `feed.xml#3` is the third of `feed.xml`, unless there is a
/// file of that very name.
pub fn part_of(path: &Path) -> (PathBuf, Option<usize>) {
    if let Some(address) = fetch::of_name(path) {
        let (whole, number) = fetch::part_of(&address);
        return (whole.into(), number);
    }
    let split = path.to_str().filter(|_| !path.exists()).and_then(|name| name.rsplit_once('#'));
    let part =
        split.and_then(|(file, number)| Some((PathBuf::from(file), number.parse().ok().filter(|n| *n > 0)?)));
    match part.filter(|(file, _)| file.is_file()) {
        Some((file, number)) => (file, Some(number)),
        None => (path.to_owned(), None),
    }
}

/// The name by which [`part_of`] finds a document of a file again, by its number from 1; the first has the file's own.
pub fn part_name(path: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let mut name = path.as_os_str().to_owned();
    name.push(format!("#{number}"));
    name.into()
}

/// One of the documents of a file. A page that holds one may have places with numbers for names.
pub(super) fn pick(mut all: Vec<Imported>, number: usize, file: &Path) -> Result<Imported, Refusal> {
    if all.len() == 1 && fetch::of_name(file).is_some() {
        return Ok(all.remove(0));
    }
    if number > all.len() {
        return Err(refusal!(
            "{} holds {} documents, and there is no number {number}.",
            shown(file),
            all.len()
        ));
    }
    Ok(all.swap_remove(number - 1))
}

/// The documents of a file, of an address, or of standard input for `-`; one of them where the name asks for it.
pub fn documents(name: &Path, access: &Access) -> Result<Vec<Imported>, Refusal> {
    let (file, number) = part_of(name);
    let all = match fetch::of_name(&file) {
        Some(address) => fetched(&address, access)?,
        None => opening::whole(&file, access.from)?,
    };
    match number {
        Some(number) => Ok(vec![pick(all, number, &file)?]),
        None => Ok(all),
    }
}

/// The documents that an address has.
pub(super) fn fetched(address: &str, access: &Access) -> Result<Vec<Imported>, Refusal> {
    let shown = format!("“{}”", fetch::shown(address));
    let wanted = |beginning: &fetch::Beginning| {
        let fetch::Beginning { name, content_type, .. } = *beginning;
        let source = Source { name, content_type, format: access.from, ..Source::default() };
        import::accepts(beginning.bytes, &source).map(drop).map_err(|error| error.to_string())
    };
    let page = access.web.get(address, &wanted).map_err(|why| refusal!("Cannot fetch {shown}: {why}"))?;
    let source = Source {
        name: page.name.as_deref(),
        content_type: page.content_type.as_deref(),
        url: Some(&page.address),
        format: access.from,
        now: Some(now()),
    };
    let mut all = import::import(&page.bytes, &source).map_err(|error| refused(&shown, &error))?;
    all.iter_mut().for_each(|i| i.document.notices.splice(0..0, page.notice.clone()).for_each(drop));
    Ok(all)
}

/// The time, in seconds since the beginning of 1970 in UTC.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Whether a file begins as no text and as nothing else that can be read.
pub fn is_binary(path: &Path, from: Option<Format>) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy());
    let source = Source { format: from, ..Source::named(name.as_deref()) };
    let looks_binary = |most: u64| {
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut head));
        read.is_ok() && matches!(import::accepts(&head, &source), Err(ImportError::Binary { .. }))
    };
    // A few KB tell a text; only an archive may show further behind what it holds.
    looks_binary(GLANCE) && looks_binary(HEAD)
}

/// The document of a file that has to hold one only.
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

/// The document of a text that is part of the program.
pub fn bundled(text: &str) -> Result<Document, Refusal> {
    let document = import::first(text.as_bytes(), &Source::named(Some("sample.txt")));
    document.map_err(|error| refusal!("{error}"))
}

/// Whether standard input is a pipe or a file, so that somebody may mean it to be read.
pub fn is_piped() -> bool {
    let input = io::stdin().as_fd().try_clone_to_owned().map(File::from);
    let kind = input.and_then(|f| f.metadata()).map(|m| m.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_file())
}

/// A path as it may be shown: on one line, with nothing in it that steers a terminal.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".to_owned();
    }
    let name = path.to_string_lossy();
    match fetch::of_name(path) {
        Some(address) => format!("“{}”", fetch::shown(&address)),
        None => format!("“{}”", sanitise_line(&name, 200)),
    }
}

/// The name of a file, or an address without a password, as a citation has it; none of standard input.
pub fn name(path: &Path) -> Option<String> {
    if path == Path::new("-") {
        return None;
    }
    Some(match fetch::of_name(path) {
        Some(address) => fetch::shown(&address),
        None => sanitise_line(&path.to_string_lossy(), 200),
    })
}

pub(super) fn refused(shown: &str, error: &ImportError) -> Refusal {
    refusal!("Cannot open {shown}. {error}")
}

/// What an error of the system means to the reader, and what to do.
pub fn explain(shown: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("There is no file {shown}; check its name."),
        ErrorKind::IsADirectory => {
            format!(
                "There is nothing to read in the directory {shown}; hidden files, links and what is no text are left out."
            )
        }
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
    fn a_document_of_a_file_has_a_name() {
        assert_eq!(part_of(Path::new("Cargo.toml#3")), (PathBuf::from("Cargo.toml"), Some(3)));
        for other in ["Cargo.toml", "Cargo.toml#0", "Cargo.toml#x", "no-such-file#2", "src#2"] {
            assert_eq!(part_of(Path::new(other)), (PathBuf::from(other), None));
        }
        assert_eq!(part_name(Path::new("a.rss"), 2), PathBuf::from("a.rss#2"));
        let error = pick(vec![Imported::default()], 2, Path::new("a.rss")).unwrap_err().to_string();
        assert!(error.contains("holds 1 documents"), "{error}");
    }

    #[test]
    fn failures_are_sentences_that_name_the_file() {
        let message = |path: &str| documents(Path::new(path), &Access::default()).unwrap_err().to_string();
        assert_eq!(message("no-such-file"), "There is no file “no-such-file”; check its name.");
        let only = |path: &str| only(Path::new(path), &Access::default()).unwrap_err().to_string();
        assert_eq!(only("src"), "Cannot open “src”, which is a directory; name a file in it.");
    }
}
