//! Directories that are named where texts can be: the files in them, in the order in which people count.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::web;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its path.
    pub path: PathBuf,
    /// It was found in a directory and not named by itself, so that nobody said that it is a text.
    pub swept: bool,
}

/// The named files and addresses, with those of a directory in its place. Nothing is opened but the directories. One that is empty,
/// or may not be read, stands for itself: whoever opens it finds out why.
pub(super) fn expand(names: &[PathBuf]) -> Vec<Found> {
    let is_folder = |name: &Path| web::of_name(name).is_none() && name.is_dir();
    names.iter().flat_map(|name| if is_folder(name) { all(name) } else { vec![found(name, false)] }).collect()
}

/// The same, the paths alone.
pub(super) fn paths(names: &[PathBuf]) -> Vec<PathBuf> {
    expand(names).into_iter().map(|found| found.path).collect()
}

fn found(path: &Path, swept: bool) -> Found {
    Found { path: path.to_owned(), swept }
}

fn all(folder: &Path) -> Vec<Found> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // What may not be listed may not be opened either, and says so then.
        if entries(&folder, &mut files, &mut folders).is_err() {
            files.push(folder);
        }
    }
    files.sort_by_cached_key(|path| (order(path), path.clone()));
    if files.is_empty() {
        return vec![found(folder, false)];
    }
    files.into_iter().map(|path| Found { path, swept: true }).collect()
}

/// Sorts what is in a directory into files and directories; leaves out what is hidden, links, pipes and devices.
fn entries(folder: &Path, files: &mut Vec<PathBuf>, folders: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() {
            folders.push(entry.path());
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// A piece of a name. Numbers come before words, and short numbers before long ones.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(usize, String),
    Word(String),
}

/// What a path is sorted by: its parts one by one, capitals as small letters, numbers by their size.
fn order(path: &Path) -> Vec<Vec<Piece>> {
    path.components().map(|part| pieces(&part.as_os_str().to_string_lossy().to_lowercase())).collect()
}

fn pieces(name: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        let digits = piece.trim_start_matches('0');
        pieces.push(if is_number {
            Piece::Number(digits.len(), digits.to_owned())
        } else {
            Piece::Word(piece.to_owned())
        });
        rest = behind;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_and_not_spelled() {
        let mut names = ["b.txt", "Day 10.txt", "day 9.txt", "2/z", "10/a", "a.txt", "day 09.txt"];
        names.sort_by_cached_key(|name| (order(Path::new(name)), *name));
        assert_eq!(names, ["2/z", "10/a", "a.txt", "b.txt", "day 09.txt", "day 9.txt", "Day 10.txt"]);
    }

    #[test]
    fn many_files_are_listed_without_what_is_hidden_or_linked() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("in/.git")).unwrap();
        for name in ["in/.git/x.txt", ".hidden.txt", "in/3.txt"] {
            fs::write(at(name), "x").unwrap();
        }
        std::os::unix::fs::symlink(folder.path(), at("in/loop")).unwrap();
        (0..2000).for_each(|n| fs::write(at(&format!("{n}.txt")), "").unwrap());
        let found = expand(&[folder.path().to_owned(), PathBuf::from("-")]);
        assert_eq!(found.len(), 2002);
        assert_eq!((&found[10].path, found[10].swept), (&at("10.txt"), true));
        assert_eq!(found[2000].path, at("in/3.txt"));
        assert_eq!(found[2001], Found { path: PathBuf::from("-"), swept: false });
    }
}
