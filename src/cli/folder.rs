//! Directories named in place of texts: finds the files in them, in natural order.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::fetch;
use crate::import::Format;
use crate::session;

/// How often the progress of a search is reported.
const OFTEN: Duration = Duration::from_millis(100);

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its path.
    pub path: PathBuf,
    /// Whether it was found in a directory rather than named, so that nobody said that it is a text.
    pub swept: bool,
}

/// The files found so far, and the progress of the search.
#[derive(Debug, Default)]
pub(super) struct Search {
    found: Mutex<Vec<Found>>,
    /// How many names were checked.
    pub seen: AtomicUsize,
    /// How many of them are files that are not texts.
    pub left_out: AtomicUsize,
    /// Whether the search is to stop.
    stopped: AtomicBool,
}

/// The files of a directory to include.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sieve {
    /// Every file; its reader finds out whether it is a text.
    Nothing,
    /// Files that look like texts or like the demanded format; the others are left out and counted.
    Texts(Option<Format>),
}

/// The named files and addresses, with the files of a directory in its place; a file named in two ways appears once. A
/// directory without files, or that may not be read, is listed itself: opening it gives the reason.
///
/// A search of directories runs on a thread of its own; `go_on` is called now and then with its progress. When that returns
/// false, the files found so far are the result, even if the system does not answer.
pub(super) fn search(
    names: &[PathBuf],
    sieve: Sieve,
    mut go_on: impl FnMut(&Search) -> bool,
) -> (Vec<Found>, usize) {
    let is_long = names.iter().any(|name| name.is_dir());
    // A single file cannot be a duplicate.
    if let ([name], false) = (names, is_long) {
        return (vec![Found { path: name.clone(), swept: false }], 0);
    }
    let search = Arc::new(Search::default());
    let (sender, ended) = channel::<()>();
    let (names, theirs) = (names.to_vec(), Arc::clone(&search));
    let walk = move || {
        Walk { search: &theirs, sieve, known: HashSet::new() }.all(&names);
        drop(sender);
    };
    if is_long {
        thread::spawn(walk);
    } else {
        walk();
    }
    while ended.recv_timeout(OFTEN) == Err(RecvTimeoutError::Timeout) {
        if !go_on(&search) {
            search.stopped.store(true, Relaxed);
            break;
        }
    }
    let found = std::mem::take(&mut *search.found.lock().unwrap_or_else(PoisonError::into_inner));
    (found, search.left_out.load(Relaxed))
}

/// The same, complete, and without opening any file.
pub(super) fn expand(names: &[PathBuf]) -> Vec<Found> {
    search(names, Sieve::Nothing, |_| true).0
}

/// A search that goes through directories.
struct Walk<'a> {
    search: &'a Search,
    sieve: Sieve,
    /// The locations of the files found.
    known: HashSet<PathBuf>,
}

impl Walk<'_> {
    fn all(&mut self, names: &[PathBuf]) {
        for name in names {
            if fetch::of_name(name).is_some() {
                self.add(name, name.clone(), false);
            } else if name.is_dir() {
                self.folder(name);
            } else {
                self.add(name, place(name), false);
            }
        }
    }

    /// Walks a directory in order, including nested ones at their place in that order.
    fn folder(&mut self, folder: &Path) {
        let mut is_empty = true;
        let root = place(folder);
        let mut ahead = vec![(folder.to_owned(), true)];
        while let Some((path, is_folder)) = ahead.pop() {
            if self.search.stopped.load(Relaxed) {
                return;
            }
            let inside = path.strip_prefix(folder).unwrap_or(&path).to_owned();
            if !is_folder {
                is_empty &= !self.sift(&path, root.join(inside));
            } else if let Ok(entries) = self.entries(&path) {
                ahead.extend(entries.into_iter().rev());
            } else if path != folder {
                // A directory that may not be listed may not be opened either, and opening it says so.
                self.add(&path, root.join(inside), true);
                is_empty = false;
            }
        }
        if is_empty {
            self.add(folder, root, false);
        }
    }

    /// Adds a file of a directory if it may be a text; returns whether it may.
    fn sift(&mut self, path: &Path, place: PathBuf) -> bool {
        let fits = !matches!(self.sieve, Sieve::Texts(from) if session::is_binary(path, from));
        if fits {
            self.add(path, place, true);
        } else {
            self.search.left_out.fetch_add(1, Relaxed);
        }
        fits
    }

    fn add(&mut self, path: &Path, place: PathBuf, swept: bool) {
        if self.known.insert(place) {
            let mut found = self.search.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push(Found { path: path.to_owned(), swept });
        }
    }

    /// The entries of a directory, in order, and whether each is a directory; without hidden ones, links, pipes and
    /// devices.
    fn entries(&self, folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            self.search.seen.fetch_add(1, Relaxed);
            if self.search.stopped.load(Relaxed) {
                break;
            }
            if !entry.file_name().as_encoded_bytes().starts_with(b".") && (kind.is_dir() || kind.is_file()) {
                entries.push((entry.path(), kind.is_dir()));
            }
        }
        entries.sort_by_cached_key(|(path, _)| order(path));
        Ok(entries)
    }
}

/// The location that a name leads to, so that two names of a file are recognised; a document inside a file has a location
/// of its own.
fn place(name: &Path) -> PathBuf {
    let (file, part) = session::part_of(name);
    let file = fs::canonicalize(&file).unwrap_or(file);
    part.map_or(file.clone(), |number| session::part_name(&file, number))
}

/// A piece of a name. Numbers sort before words, and small numbers before large ones.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(usize, String),
    Word(String),
}

/// The sort key for the entries of a directory: ignoring case, numbers by value; then the name itself.
fn order(path: &Path) -> (Vec<Piece>, PathBuf) {
    let name = path.file_name().unwrap_or_default();
    (pieces(&name.to_string_lossy().to_lowercase()), PathBuf::from(name))
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
        let mut names = ["b.txt", "Day 10.txt", "day 9.txt", "2", "10", "a.txt", "day 09.txt"];
        names.sort_by_cached_key(|name| order(Path::new(name)));
        assert_eq!(names, ["2", "10", "a.txt", "b.txt", "day 09.txt", "day 9.txt", "Day 10.txt"]);
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

    #[test]
    fn a_file_with_two_names_comes_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("in")).unwrap();
        for name in ["a.txt", "in/b.txt", "c.rss"] {
            fs::write(at(name), "x").unwrap();
        }
        let names =
            ["in/../a.txt", "a.txt", "", "./in", "c.rss#2", "in/../c.rss#2", "c.rss#3", "none", "none"];
        let found = expand(&names.map(at));
        let names: Vec<_> = found.iter().map(|f| f.path.strip_prefix(folder.path()).unwrap()).collect();
        let once = ["in/../a.txt", "c.rss", "in/b.txt", "c.rss#2", "c.rss#3", "none"];
        assert_eq!(names, once.map(Path::new));
    }

    #[test]
    fn what_is_no_text_is_counted_and_left_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "The talks went on.").unwrap();
        fs::write(folder.path().join("b.txt"), b"\x89PNG\r\n").unwrap();
        let names = [folder.path().to_owned(), folder.path().join("b.txt")];
        let (found, left_out) = search(&names, Sieve::Texts(None), |_| true);
        let found: Vec<_> =
            found.iter().map(|f| (f.path.file_name().unwrap().to_str().unwrap(), f.swept)).collect();
        // A file named on the command line is always included.
        assert_eq!((found, left_out), (vec![("a.txt", true), ("b.txt", false)], 1));
    }

    #[test]
    fn a_search_that_is_stopped_gives_what_it_has() {
        let search = Search::default();
        search.stopped.store(true, Relaxed);
        let mut walk = Walk { search: &search, sieve: Sieve::Nothing, known: HashSet::new() };
        walk.folder(&std::env::temp_dir());
        assert!(search.found.lock().unwrap().is_empty());
    }
}
