//! The names of documents: as a person writes them, in messages and in citations; and the sentences on files that cannot
//! be opened.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Refusal;
use crate::fetch;
use crate::import::ImportError;
use crate::text::sanitise_line;

/// The file that a name means, and the number of its document: `feed.xml#3` is the third of `feed.xml`, unless there
/// is a file of that very name.
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

/// A path for display: on one line, without terminal controls.
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

/// The name of a file, or an address without a password, for a citation; none for standard input.
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

/// Explains a system error: what failed, on what, and what to do.
pub fn explain(shown: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("There is no file {shown}; check its name."),
        ErrorKind::IsADirectory => {
            format!(
                "There is nothing to read in the directory {shown}; hidden files, links and files that are not texts are skipped."
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
    }
}
