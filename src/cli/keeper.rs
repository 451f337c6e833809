//! Keeps what the reader wants kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::web;
use crate::corrections::{Change, Uid};
use crate::document::Document;
use crate::library::{self, Card, Library, LibraryError, Visit};
use crate::reader::{Event, Keep, Known, Recent};
use crate::text::Anchor;

/// The library, and what is not yet in it.
#[derive(Debug)]
pub(super) struct Keeper {
    folder: PathBuf,
    library: Option<Library>,
    document: Option<(Arc<Document>, Card)>,
    /// The number of this session; 0 as long as there is none.
    session: u64,
    /// What could not be kept, and is tried again with the next change and at the end.
    unsaved: Vec<Change>,
    /// Marks that were set while the text was still being read.
    marks: Vec<(char, Anchor)>,
}

impl Keeper {
    /// A keeper of the library in `folder`.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, library: None, document: None, session: 0, unsaved: Vec::new(), marks: Vec::new() }
    }

    /// Opens the library if it is not open, and visits the document there.
    fn visit(&mut self) -> Result<Visit, LibraryError> {
        let mut library = match self.library.take() {
            Some(library) => library,
            None => Library::open(&self.folder)?,
        };
        let Some((document, card)) = &self.document else { return Ok(Visit::default()) };
        let visit = library.visit(&document.text, card)?;
        self.session = visit.session;
        self.library = Some(library);
        Ok(visit)
    }

    fn open(&mut self, document: Arc<Document>, path: Option<String>) -> Event {
        let card = Card { path, title: document.metadata.title.clone() };
        if self.document.is_some() {
            // The reader has said what is not saved; it belongs to the text before, and to no other.
            self.try_again();
            self.unsaved.clear();
            self.marks.clear();
        }
        self.document = Some((document, card));
        let known = match self.visit() {
            Ok(visit) => {
                // What was done while the text was still being read.
                let changes = if self.unsaved.is_empty() { None } else { self.flush().err() };
                let trouble = changes.or(self.keep_marks().err());
                known(visit, trouble.map(|e| e.to_string()))
            }
            Err(error) => known(self.look().unwrap_or_default(), Some(error.to_string())),
        };
        Event::Known(Box::new(known))
    }

    /// What is known of the document, where the library can only be read.
    fn look(&self) -> Option<Visit> {
        let (document, card) = self.document.as_ref()?;
        Library::open_to_read(&self.folder).and_then(|mut l| l.visit(&document.text, card)).ok()
    }

    /// Keeps a change and whatever could not be kept before.
    fn keep(&mut self, change: Option<Change>) -> Event {
        self.unsaved.extend(change);
        if self.document.is_none() {
            let reason = "The text is still being read; this is saved when all of it is there.".to_owned();
            return Event::NotKept { reason, unsaved: self.unsaved.len() };
        }
        match self.flush() {
            Ok(others) => Event::Kept(others),
            Err(error) => Event::NotKept { reason: error.to_string(), unsaved: self.unsaved.len() },
        }
    }

    fn flush(&mut self) -> Result<Vec<Change>, LibraryError> {
        // Where the library could not be opened before, what is in it comes as news.
        let earlier = if self.library.is_none() { self.visit()?.changes } else { Vec::new() };
        let session = self.session;
        let changes: Vec<Change> = self.unsaved.iter().cloned().map(|c| numbered(c, session)).collect();
        let Some(library) = &mut self.library else { return Ok(Vec::new()) };
        let others = library.keep(&changes)?;
        self.unsaved.clear();
        Ok([earlier, others].concat())
    }
}

/// How many documents are offered.
const RECENT: usize = 50;

impl Keeper {
    /// The documents that were opened before and are still there.
    fn recent(&mut self) -> Vec<Recent> {
        if self.library.is_none() {
            self.library = Library::open(&self.folder).ok();
        }
        let list = self.library.as_ref().and_then(|l| l.recent(RECENT).ok()).unwrap_or_default();
        let there = list
            .into_iter()
            .filter(|r| web::of_name(Path::new(&r.path)).is_some() || Path::new(&r.path).is_file());
        there.map(shown).collect()
    }

    /// Keeps a mark, as soon as the document is known.
    fn mark(&mut self, letter: char, place: Anchor) -> Option<Event> {
        self.marks.push((letter, place));
        self.document.as_ref()?;
        let trouble = self.keep_marks().err()?;
        Some(Event::Failed(format!("Mark {letter} is set, but NOT SAVED: {trouble}")))
    }

    /// Tries to keep what could not be kept before. The reader has said that it is not saved, so this can only make it
    /// better, and says nothing.
    fn try_again(&mut self) {
        if !self.unsaved.is_empty() {
            let _ = self.flush();
        }
        let _ = self.keep_marks();
    }

    fn keep_marks(&mut self) -> Result<(), LibraryError> {
        if self.library.is_none() && !self.marks.is_empty() {
            self.visit()?;
        }
        let Some(library) = &mut self.library else { return Ok(()) };
        while let Some((letter, place)) = self.marks.first() {
            library.keep_mark(*letter, Some(place))?;
            self.marks.remove(0);
        }
        Ok(())
    }

    /// Writes the register, and says where it is.
    fn copied(&self, text: &str) -> Option<Event> {
        let told = self.library.as_ref()?.keep_copied(text);
        Some(match told {
            Ok(path) => Event::Copied(path.display().to_string()),
            Err(error) => Event::Failed(format!("The copy is not in a file. {error}")),
        })
    }

    /// Keeps something and says what came of it.
    pub(super) fn perform(&mut self, keep: Keep) -> Option<Event> {
        match keep {
            Keep::Visit { document, path } => Some(self.open(document, path)),
            Keep::Change(change) => Some(self.keep(Some(change))),
            Keep::Mark(letter, place) => self.mark(letter, place),
            Keep::Retry => {
                let answer = self.keep(None);
                self.try_again();
                Some(answer)
            }
            Keep::Recent { at_start } => Some(Event::Recent { list: self.recent(), at_start }),
            Keep::Copied(text) => self.copied(&text),
            Keep::Position(place) => {
                self.try_again();
                let kept = self.library.as_mut()?.keep_position(&place);
                kept.err().map(|e| Event::NotKept { reason: e.to_string(), unsaved: self.unsaved.len() })
            }
        }
    }
}

fn shown(recent: library::Recent) -> Recent {
    let changes = match recent.changes {
        0 => String::new(),
        n => format!(", {n} corrections and notes"),
    };
    Recent { path: recent.path, title: recent.title, note: format!("{}{changes}", recent.opened) }
}

/// What the reader is told of a visit.
fn known(visit: Visit, trouble: Option<String>) -> Known {
    let unreadable = (visit.unreadable > 0)
        .then(|| format!("{} kept changes cannot be read; a newer attache may read them.", visit.unreadable));
    Known {
        changes: visit.changes,
        position: visit.position,
        marks: visit.marks,
        trouble: trouble.or(unreadable),
    }
}

/// A change as it is kept: the reader calls its own session 0.
fn numbered(change: Change, session: u64) -> Change {
    let own = |uid: Uid| if uid.session == 0 { Uid { session, ..uid } } else { uid };
    match change {
        Change::Add(uid, edit) => Change::Add(own(uid), edit),
        Change::Undo(uid) => Change::Undo(own(uid)),
        Change::Redo(uid) => Change::Redo(own(uid)),
    }
}
