//! The list of documents: those on the command line and those opened since.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::event::DocId;
use super::tab::Tab;
use crate::document::without_password;
use crate::text::sanitise_line;

/// The state of a listed document.
#[derive(Debug)]
pub enum State {
    /// Not requested yet.
    Unread,
    /// It is being opened.
    Opening,
    /// It could not be opened, for a reason: a full sentence or more.
    Failed(String),
    /// It has a tab.
    Open,
}

/// A listed document.
#[derive(Debug)]
pub struct Listed {
    /// The file, `-` for standard input; none if the program provided the text itself.
    pub path: Option<PathBuf>,
    /// Its title, if that is known before opening.
    pub title: String,
    /// Its state.
    pub state: State,
}

impl Listed {
    fn unread(path: PathBuf) -> Self {
        Self { path: Some(path), title: String::new(), state: State::Unread }
    }

    /// Whether its name is an address.
    pub fn is_address(&self) -> bool {
        let path = self.path.as_ref().map(|path| path.to_string_lossy());
        path.and_then(|p| Some(p.split_once("://")?.0.to_ascii_lowercase()))
            .is_some_and(|scheme| ["http", "https"].contains(&scheme.as_str()))
    }

    /// Its name in messages: that of its file, or its address.
    pub fn name(&self) -> String {
        self.name_below(self.folder().unwrap_or(Path::new("")))
    }

    /// The same, with its folders below `folder`; the end of a long path.
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

/// The folder that contains both.
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

/// The documents, and the tabs of the open ones. One of them is on the screen.
#[derive(Debug)]
pub struct Tabs {
    list: Vec<Listed>,
    open: BTreeMap<DocId, Tab>,
    active: DocId,
    /// The document to show as soon as it is open, and whether the person was going forward or back to it.
    pub wanted: Option<(DocId, bool)>,
}

impl Tabs {
    /// The files on the command line; the first ones could not be opened for these reasons, and the next is
    /// `first`, which is shown. Without files, one document without a file.
    pub fn new(files: &[PathBuf], unreadable: &[String], first: Tab) -> Self {
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
        let active = DocId(unreadable.len());
        list[active.0].state = State::Open;
        Self { list, open: BTreeMap::from([(active, first)]), active, wanted: None }
    }

    /// No documents; a placeholder is on the screen.
    pub fn none(stand_in: Tab) -> Self {
        let active = DocId(0);
        Self { list: Vec::new(), open: BTreeMap::from([(active, stand_in)]), active, wanted: None }
    }

    /// All documents, in order of their numbers.
    pub fn list(&self) -> &[Listed] {
        &self.list
    }

    /// The document with that number.
    pub fn listed(&self, id: DocId) -> Option<&Listed> {
        self.list.get(id.0)
    }

    /// The tab on the screen.
    pub fn here(&self) -> &Tab {
        &self.open[&self.active]
    }

    /// The tab on the screen.
    pub fn here_mut(&mut self) -> &mut Tab {
        self.open.get_mut(&self.active).expect("the tab on the screen is open")
    }

    /// The tab of a document, if that is open.
    pub fn get(&self, id: DocId) -> Option<&Tab> {
        self.open.get(&id)
    }

    /// The tab of a document, if that is open.
    pub fn get_mut(&mut self, id: DocId) -> Option<&mut Tab> {
        self.open.get_mut(&id)
    }

    /// The open tabs, in order of their numbers.
    pub fn open(&self) -> impl Iterator<Item = (DocId, &Tab)> {
        self.open.iter().map(|(id, tab)| (*id, tab))
    }

    /// The names in the list: each file's name, with the folders that not all of them share.
    pub fn names(&self) -> Vec<String> {
        let mut folders = self.list.iter().filter_map(Listed::folder);
        let first = folders.next().unwrap_or(Path::new("")).to_owned();
        let folder = folders.fold(first, |one, other| shared(&one, other));
        if folder.parent().is_none() && folder.has_root() {
            return self.short_names();
        }
        self.list.iter().map(|listed| listed.name_below(&folder)).collect()
    }

    /// The names of documents that share only the root, each with as many folders as distinguish it from the others.
    fn short_names(&self) -> Vec<String> {
        let end = |listed: &Listed, parts: usize| -> Option<PathBuf> {
            let path = listed.path.as_deref().filter(|_| listed.folder().is_some())?;
            let folder = path.ancestors().nth(parts)?;
            path.strip_prefix(folder).ok().map(Path::to_owned)
        };
        let mut names: Vec<Option<String>> = vec![None; self.list.len()];
        for parts in 1.. {
            let ends: Vec<Option<PathBuf>> = self.list.iter().map(|listed| end(listed, parts)).collect();
            let mut times: HashMap<&Path, usize> = HashMap::new();
            ends.iter().flatten().for_each(|end| *times.entry(end).or_default() += 1);
            for (name, end) in names.iter_mut().zip(&ends) {
                if let (None, Some(end)) = (&name, end)
                    && times[end.as_path()] == 1
                {
                    *name = Some(end_of(&sanitise_line(&end.to_string_lossy(), usize::MAX)));
                }
            }
            if ends.iter().all(Option::is_none) {
                break;
            }
        }
        let known = self.list.iter().zip(names);
        known.map(|(listed, name)| name.unwrap_or_else(|| listed.name_below(Path::new("")))).collect()
    }

    /// The number of the one on the screen.
    pub fn active(&self) -> DocId {
        self.active
    }

    /// Adds a file at the end of the list; returns its number, which may be an earlier one.
    pub fn add(&mut self, path: PathBuf) -> DocId {
        let bare = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_owned();
        let known = self.list.iter().position(|l| l.path.as_deref().map(bare) == Some(bare(&path)));
        DocId(known.unwrap_or_else(|| {
            self.list.push(Listed::unread(path));
            self.list.len() - 1
        }))
    }

    /// Sets the title of a document before it is opened.
    pub fn entitle(&mut self, id: DocId, title: String) {
        if let Some(listed) = self.list.get_mut(id.0) {
            listed.title = title;
        }
    }

    /// Sets the state of a document.
    pub fn set(&mut self, id: DocId, state: State) {
        if let Some(listed) = self.list.get_mut(id.0) {
            listed.state = state;
        }
    }

    /// Adds the tab of a document that has been opened.
    pub fn insert(&mut self, id: DocId, tab: Tab) {
        self.set(id, State::Open);
        self.open.insert(id, tab);
    }

    /// Puts an open document on the screen; returns whether it is open. The placeholder before the first one goes.
    pub fn turn(&mut self, to: DocId) -> bool {
        if !self.open.contains_key(&to) {
            return false;
        }
        let left = std::mem::replace(&mut self.active, to);
        if left != to && !self.is_open(left) {
            self.open.remove(&left);
        }
        true
    }

    /// Whether a document is open; a placeholder does not count.
    pub fn is_open(&self, id: DocId) -> bool {
        self.listed(id).is_some_and(|listed| matches!(listed.state, State::Open))
    }

    /// The `count`th document before or after number `from` that can be shown; the last such one if there are fewer.
    pub fn neighbour(&self, from: DocId, forward: bool, count: usize) -> Option<DocId> {
        let from = from.0;
        let can = |n: &usize| !matches!(self.list[*n].state, State::Failed(_));
        let wanted = count.max(1);
        let found = if forward {
            (from + 1..self.list.len()).filter(can).take(wanted).last()
        } else {
            (0..from.min(self.list.len())).rev().filter(can).take(wanted).last()
        };
        found.map(DocId)
    }

    /// Whether none is open or can be opened.
    pub fn is_empty(&self) -> bool {
        self.list.iter().all(|listed| matches!(listed.state, State::Failed(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabs(names: &[&str], unreadable: &[&str]) -> Tabs {
        let files: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let unreadable: Vec<String> = unreadable.iter().map(|&why| why.to_owned()).collect();
        Tabs::new(&files, &unreadable, Tab::default())
    }

    #[test]
    fn the_first_that_can_be_read_is_shown() {
        assert_eq!(tabs(&[], &[]).active(), DocId(0));
        let tabs = tabs(&["a/x.txt", "b/y.txt", "-"], &["There is no file."]);
        assert_eq!(tabs.active(), DocId(1));
        let names: Vec<String> = tabs.list().iter().map(Listed::name).collect();
        assert_eq!(names, ["x.txt", "y.txt", "standard input"]);
        assert_eq!(tabs.names(), ["a/x.txt", "b/y.txt", "standard input"]);
        let address = Listed::unread(PathBuf::from("https://ana:secret@example.org/a/b.html?c"));
        assert_eq!((address.name(), address.is_address()), ("example.org/a/b.html?c".to_owned(), true));
        assert!(matches!(&tabs.list()[0].state, State::Failed(why) if why == "There is no file."));
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        let named = |names: &[&str]| tabs(names, &[]).names();
        assert_eq!(named(&["in/a/1.txt", "in/b/1.txt", "in/2.txt"]), ["a/1.txt", "b/1.txt", "2.txt"]);
        assert_eq!(named(&["in/a/1.txt", "in/a/2.txt"]), ["1.txt", "2.txt"]);
        assert_eq!(named(&["/x/1.txt", "1.txt"]), ["/x/1.txt", "1.txt"]);
        assert_eq!(named(&["/a/x/1.txt", "/b/x/1.txt", "/c/2.txt"]), ["a/x/1.txt", "b/x/1.txt", "2.txt"]);
        let long = "d/".repeat(40);
        assert_eq!(named(&[&format!("{long}1.txt"), "2.txt"])[0].chars().count(), 60);
        assert!(named(&[&format!("{long}1.txt"), "2.txt"])[0].ends_with("/d/1.txt"));
    }

    #[test]
    fn neighbours_are_those_that_can_be_shown() {
        let mut tabs = tabs(&["a", "b", "c", "d", "e"], &[]);
        tabs.set(DocId(1), State::Failed("It is a directory.".to_owned()));
        let neighbour = |from, forward, count| tabs.neighbour(DocId(from), forward, count).map(|id| id.0);
        assert_eq!(neighbour(0, true, 1), Some(2));
        assert_eq!(neighbour(0, true, 2), Some(3));
        assert_eq!(neighbour(0, true, 99), Some(4));
        assert_eq!(neighbour(2, false, 1), Some(0));
        assert_eq!((neighbour(4, true, 1), neighbour(0, false, 1)), (None, None));
        assert_eq!(tabs.add(PathBuf::from("c")), DocId(2));
        assert_eq!(tabs.add(PathBuf::from("f")), DocId(5));
        assert_eq!(tabs.add(PathBuf::from("./b")), DocId(1));
    }

    #[test]
    fn what_stands_in_for_a_document_to_come_goes_when_another_is_shown() {
        let mut tabs = tabs(&["a", "b"], &[]);
        tabs.set(DocId(0), State::Opening);
        assert!(!tabs.turn(DocId(1)) && tabs.active() == DocId(0));
        tabs.insert(DocId(1), Tab::default());
        assert!(tabs.turn(DocId(1)) && tabs.get(DocId(0)).is_none());
        tabs.insert(DocId(0), Tab::default());
        assert!(tabs.turn(DocId(0)) && tabs.get(DocId(1)).is_some());
    }
}
