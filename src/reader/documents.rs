//! The documents that are open or can be: those of the command line and those that were opened since.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use super::event::Rest;
use super::filter::Filter;
use super::jumps::Jumps;
use super::panes::actors::ActorsPane;
use super::panes::quotes::QuotesPane;
use super::panes::text::TextPane;
use super::reading::Reading;
use crate::document::without_password;
use crate::text::sanitise_line;

/// Everything that belongs to one document and not to the reader. That of the document which is shown lies in the
/// fields of [`App`](super::App); the others lie here, so that one comes back to each as it was left.
#[derive(Debug)]
pub struct Folder {
    /// What is being read.
    pub reading: Reading,
    /// The text pane.
    pub text: TextPane,
    /// The actors pane.
    pub actors: ActorsPane,
    /// The quotes pane.
    pub quotes: QuotesPane,
    /// The filter.
    pub filter: Filter,
    /// The corrections, and what is kept.
    pub desk: Desk,
    /// What of the text is still to come.
    pub rest: Rest,
    /// How far the analysis is, in percent.
    pub analysed: u8,
    /// What the import had to say.
    pub notices: Vec<String>,
    /// Marks, and places to come back to.
    pub jumps: Jumps,
}

/// How it stands with a document of the list.
#[derive(Debug)]
pub enum State {
    /// Nobody has asked for it yet.
    Unread,
    /// It is being opened.
    Opening,
    /// It could not be opened, for a reason: a full sentence or more.
    Failed(String),
    /// It is on the screen.
    Shown,
    /// It is open and not on the screen.
    Shelved(Box<Folder>),
}

/// A document of the list.
#[derive(Debug)]
pub struct Listed {
    /// The file, `-` for standard input; none where the program brought the text itself.
    pub path: Option<PathBuf>,
    /// Its title, where that is known before it is opened.
    pub title: String,
    /// How it stands with it.
    pub state: State,
}

impl Listed {
    fn unread(path: PathBuf) -> Self {
        Self { path: Some(path), title: String::new(), state: State::Unread }
    }

    /// Whether it is named by its address.
    pub fn is_address(&self) -> bool {
        let path = self.path.as_ref().map(|path| path.to_string_lossy());
        path.and_then(|p| Some(p.split_once("://")?.0.to_ascii_lowercase()))
            .is_some_and(|scheme| ["http", "https"].contains(&scheme.as_str()))
    }

    /// How messages call it: by the name of its file, or by its address.
    pub fn name(&self) -> String {
        self.name_below(self.folder().unwrap_or(Path::new("")))
    }

    /// The same, with the folders in which it lies below that one; of a long path, the end.
    fn name_below(&self, folder: &Path) -> String {
        match &self.path {
            None => "the sample".to_owned(),
            Some(path) if path == Path::new("-") => "standard input".to_owned(),
            Some(path) if self.is_address() => shown_address(&path.to_string_lossy()),
            Some(path) => {
                let below = path.strip_prefix(folder).unwrap_or(path);
                end_of(&sanitise_line(&below.to_string_lossy(), usize::MAX))
            }
        }
    }

    /// The folder of its file.
    fn folder(&self) -> Option<&Path> {
        self.path.as_deref().filter(|path| *path != Path::new("-") && !self.is_address())?.parent()
    }
}

/// The folder in which both lie.
fn shared(one: &Path, other: &Path) -> PathBuf {
    one.components().zip(other.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

/// The end of a name that is too long for a list, in characters.
fn end_of(name: &str) -> String {
    const MOST: usize = 60;
    let over = name.chars().count().saturating_sub(MOST);
    if over == 0 {
        name.to_owned()
    } else {
        format!("…{}", name.chars().skip(over + 1).collect::<String>())
    }
}

/// An address without its scheme, and without a name or a password.
fn shown_address(address: &str) -> String {
    let address = without_password(address);
    sanitise_line(address.split_once("://").map_or(&address, |(_, rest)| rest), 60)
}

/// The documents, each with a number that it keeps: its place in the list, from 0.
#[derive(Debug)]
pub struct Documents {
    list: Vec<Listed>,
    shown: usize,
    /// The one that is to be shown as soon as it is open, and whether one was going forward or back to it.
    pub wanted: Option<(usize, bool)>,
}

impl Documents {
    /// The files of the command line, of which the first ones could not be opened for these reasons and the next is
    /// on the screen; without files, one document that has none.
    pub fn new(files: &[PathBuf], unreadable: &[String]) -> Self {
        let mut list: Vec<Listed> = files.iter().cloned().map(Listed::unread).collect();
        if list.len() <= unreadable.len() {
            list.resize_with(unreadable.len() + 1, || Listed {
                path: None,
                title: String::new(),
                state: State::Unread,
            });
        }
        for (listed, why) in list.iter_mut().zip(unreadable) {
            listed.state = State::Failed(why.clone());
        }
        let shown = unreadable.len();
        list[shown].state = State::Shown;
        Self { list, shown, wanted: None }
    }

    /// All of them, in order of their numbers.
    pub fn list(&self) -> &[Listed] {
        &self.list
    }

    /// How the list calls each: by the name of its file, with the folders that not all of them lie in.
    pub fn names(&self) -> Vec<String> {
        let mut folders = self.list.iter().filter_map(Listed::folder);
        let first = folders.next().unwrap_or(Path::new("")).to_owned();
        let folder = folders.fold(first, |one, other| shared(&one, other));
        self.list.iter().map(|listed| listed.name_below(&folder)).collect()
    }

    /// The number of the one on the screen.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// Adds a file behind the others; gives its number, or that which it has already.
    pub fn add(&mut self, path: PathBuf) -> usize {
        let bare = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_owned();
        let known = self.list.iter().position(|l| l.path.as_deref().map(bare) == Some(bare(&path)));
        known.unwrap_or_else(|| {
            self.list.push(Listed::unread(path));
            self.list.len() - 1
        })
    }

    /// Gives one of them the title that it will have.
    pub fn entitle(&mut self, number: usize, title: String) {
        if let Some(listed) = self.list.get_mut(number) {
            listed.title = title;
        }
    }

    /// Says how it stands with one of them.
    pub fn set(&mut self, number: usize, state: State) {
        if let Some(listed) = self.list.get_mut(number) {
            listed.state = state;
        }
    }

    /// Takes what belongs to one that is open and not on the screen.
    pub fn take(&mut self, number: usize) -> Option<Box<Folder>> {
        let state = &mut self.list.get_mut(number)?.state;
        match std::mem::replace(state, State::Shown) {
            State::Shelved(folder) => Some(folder),
            other => {
                *state = other;
                None
            }
        }
    }

    /// Puts away what belonged to the one on the screen, where another takes its place. Before the first one is open,
    /// that is nothing.
    pub fn turn(&mut self, to: usize, folder: Box<Folder>) {
        if matches!(self.list[self.shown].state, State::Shown) {
            self.set(self.shown, State::Shelved(folder));
        }
        self.set(to, State::Shown);
        self.shown = to;
    }

    /// The `count`th one before or behind that of the number `from` which can be shown; the last of them where there
    /// are fewer.
    pub fn neighbour(&self, from: usize, forward: bool, count: usize) -> Option<usize> {
        let can = |n: &usize| !matches!(self.list[*n].state, State::Failed(_));
        let wanted = count.max(1);
        if forward {
            (from + 1..self.list.len()).filter(can).take(wanted).last()
        } else {
            (0..from.min(self.list.len())).rev().filter(can).take(wanted).last()
        }
    }

    /// Whether none is open, or can be.
    pub fn is_empty(&self) -> bool {
        self.list.iter().all(|listed| matches!(listed.state, State::Failed(_)))
    }

    /// Whether a message says why one of them could not be opened.
    pub fn is_failure(&self, message: &str) -> bool {
        self.list.iter().any(|l| matches!(&l.state, State::Failed(why) if why == message))
    }

    /// The desks of those that are open and not on the screen, with their numbers.
    pub fn desks(&self) -> impl Iterator<Item = (usize, &Desk)> {
        self.list.iter().enumerate().filter_map(|(number, listed)| match &listed.state {
            State::Shelved(folder) => Some((number, &folder.desk)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(names: &[&str], unreadable: &[&str]) -> Documents {
        let files: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        Documents::new(&files, &unreadable.iter().map(|&why| why.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_first_that_can_be_read_is_shown() {
        assert_eq!(documents(&[], &[]).shown(), 0);
        let documents = documents(&["a/x.txt", "b/y.txt", "-"], &["There is no file."]);
        assert_eq!(documents.shown(), 1);
        let names: Vec<String> = documents.list().iter().map(Listed::name).collect();
        assert_eq!(names, ["x.txt", "y.txt", "standard input"]);
        assert_eq!(documents.names(), ["a/x.txt", "b/y.txt", "standard input"]);
        let address = Listed::unread(PathBuf::from("https://ana:secret@example.org/a/b.html?c"));
        assert_eq!((address.name(), address.is_address()), ("example.org/a/b.html?c".to_owned(), true));
        assert!(matches!(&documents.list()[0].state, State::Failed(why) if why == "There is no file."));
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        let named = |names: &[&str]| documents(names, &[]).names();
        assert_eq!(named(&["in/a/1.txt", "in/b/1.txt", "in/2.txt"]), ["a/1.txt", "b/1.txt", "2.txt"]);
        assert_eq!(named(&["in/a/1.txt", "in/a/2.txt"]), ["1.txt", "2.txt"]);
        assert_eq!(named(&["/x/1.txt", "1.txt"]), ["/x/1.txt", "1.txt"]);
        let long = "d/".repeat(40);
        assert_eq!(named(&[&format!("{long}1.txt"), "2.txt"])[0].chars().count(), 60);
        assert!(named(&[&format!("{long}1.txt"), "2.txt"])[0].ends_with("/d/1.txt"));
    }

    #[test]
    fn neighbours_are_those_that_can_be_shown() {
        let mut documents = documents(&["a", "b", "c", "d", "e"], &[]);
        documents.set(1, State::Failed("It is a directory.".to_owned()));
        assert_eq!(documents.neighbour(0, true, 1), Some(2));
        assert_eq!(documents.neighbour(0, true, 2), Some(3));
        assert_eq!(documents.neighbour(0, true, 99), Some(4));
        assert_eq!(documents.neighbour(2, false, 1), Some(0));
        assert_eq!((documents.neighbour(4, true, 1), documents.neighbour(0, false, 1)), (None, None));
        assert_eq!(documents.add(PathBuf::from("c")), 2);
        assert_eq!(documents.add(PathBuf::from("f")), 5);
        assert_eq!(documents.add(PathBuf::from("./b")), 1);
    }
}
