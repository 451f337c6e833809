//! Saves a document's changes, marks and position.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::{DocId, Keep, Known, News, Recent, Update};
use crate::corrections::{Change, ChangeId, last_seq};
use crate::document::Document;
use crate::fetch;
use crate::library::{self, Card, Library, LibraryError, Trouble, Visit};
use crate::text::{Anchor, count, sanitise_line};

/// The library, and the changes that are not in it yet.
#[derive(Debug)]
pub(super) struct Keeper {
    folder: PathBuf,
    /// The author of the changes, if known.
    author: Option<String>,
    library: Option<Library>,
    document: Option<(Arc<Document>, Card)>,
    /// The replica for the ids of this visit's changes, whose numbers follow those of earlier ones.
    replica: Uuid,
    base: u64,
    /// Changes that could not be saved; tried again with the next change and at the end.
    unsaved: Vec<Change>,
    /// Marks set while the text was still being read.
    marks: Vec<(char, Anchor)>,
    /// The document's changes and marks that are in the library, in case it is lost.
    kept: Vec<Change>,
    kept_marks: Vec<(char, Anchor)>,
    /// Changes that the reader has not received yet.
    news: Vec<Change>,
    /// A message for the person besides the answers: a full sentence or more.
    said: Option<String>,
    /// Why the last attempt to save failed.
    trouble: Option<String>,
}

impl Keeper {
    /// A keeper of the library in `folder`, for changes of that author.
    pub(super) fn new(folder: PathBuf, author: Option<String>) -> Self {
        Self {
            folder,
            author,
            library: None,
            document: None,
            replica: Uuid::new_v4(),
            base: 0,
            unsaved: Vec::new(),
            marks: Vec::new(),
            kept: Vec::new(),
            kept_marks: Vec::new(),
            news: Vec::new(),
            said: None,
            trouble: None,
        }
    }

    /// The part of the document’s changes that is not on disk, and why, in full sentences; none if all is saved.
    pub(super) fn unkept(&self) -> Option<String> {
        let trouble = self.trouble.as_ref()?;
        let what = match self.unsaved.len() {
            0 => "Your place is not saved.".to_owned(),
            1 => "1 change is not saved.".to_owned(),
            n => format!("{} are not saved.", count(n, "change")),
        };
        Some(format!("{what} {trouble}"))
    }

    /// The message for the person besides the answers; given once.
    pub(super) fn said(&mut self) -> Option<String> {
        self.said.take()
    }

    /// The document, once it is known.
    pub(super) fn document(&self) -> Option<Arc<Document>> {
        self.document.as_ref().map(|(document, _)| Arc::clone(document))
    }

    /// Opens the library if it is not open, and visits the document there.
    fn visit(&mut self) -> Result<Visit, LibraryError> {
        let mut library = match self.library.take() {
            Some(library) => library,
            None => Library::open(&self.folder)?,
        };
        self.said = library.notice().or(self.said.take());
        let library = self.library.insert(library);
        let Some((document, card)) = &self.document else { return Ok(Visit::default()) };
        let visit = match library.visit(&document.text, card) {
            Err(error) if is_gone(&error) => {
                library.again()?;
                library.visit(&document.text, card)?
            }
            visit => visit?,
        };
        self.kept.extend_from_slice(&visit.changes);
        self.kept_marks.extend_from_slice(&visit.marks);
        Ok(visit)
    }

    fn open(&mut self, document: Arc<Document>, path: Option<String>) -> Update {
        let card = Card { path, title: document.metadata.title.clone() };
        if self.document.is_some() {
            // The reader has reported the unsaved changes; they belong to the previous text only.
            self.try_again();
            *self = Self {
                library: self.library.take(),
                said: self.said.take(),
                ..Self::new(self.folder.clone(), self.author.clone())
            };
        }
        self.document = Some((document, card));
        let (visit, trouble) = match self.visit() {
            Ok(visit) => {
                self.base = last_seq(&visit.changes);
                // Changes made while the text was still being read.
                let changes = if self.unsaved.is_empty() { None } else { self.flush().err() };
                (visit, changes.or(self.keep_marks().err()))
            }
            Err(error) => (self.look().unwrap_or_default(), Some(error)),
        };
        self.tell_unread(&visit);
        self.trouble = trouble.as_ref().map(ToString::to_string);
        Update::Known(Box::new(Known {
            replica: self.replica,
            changes: visit.changes,
            position: visit.position,
            marks: visit.marks,
            trouble: self.trouble.clone(),
        }))
    }

    /// Sets a message about unreadable data in the library.
    fn tell_unread(&mut self, visit: &Visit) {
        let folder = sanitise_line(&self.folder.to_string_lossy(), 120);
        if visit.damaged > 0 {
            let rows = visit.damaged;
            self.said = Some(format!(
                "The library in {folder} is damaged: {rows} of its rows on this text cannot be read and are left out."
            ));
        } else if visit.unreadable > 0 {
            let changes = count(visit.unreadable, "change");
            self.said = Some(format!("{changes} kept here cannot be read; a newer attache may read them."));
        }
    }

    /// Everything known about the document, if the library can only be read.
    fn look(&self) -> Option<Visit> {
        let (document, card) = self.document.as_ref()?;
        Library::open_to_read(&self.folder).and_then(|mut l| l.visit(&document.text, card)).ok()
    }

    /// Saves a change, and any that could not be saved before.
    fn keep(&mut self, change: Option<Change>) -> Update {
        let now = Timestamp::now();
        self.unsaved.extend(change.map(|change| change.signed(self.author.as_deref(), now)));
        if self.document.is_none() {
            let reason = "The text is still being read; this is saved when all of it is there.".to_owned();
            return Update::NotKept { reason, unsaved: self.unsaved.len() };
        }
        let trouble = self.flush().err().map(|error| error.to_string());
        self.trouble.clone_from(&trouble);
        match trouble {
            None => Update::Kept(std::mem::take(&mut self.news)),
            Some(reason) => Update::NotKept { reason, unsaved: self.unsaved.len() },
        }
    }

    fn flush(&mut self) -> Result<(), LibraryError> {
        if self.library.is_none() {
            // Changes in a library that could not be opened before come as news.
            let visit = self.visit()?;
            self.news.extend(visit.changes);
        }
        let (replica, base) = (self.replica, self.base);
        let changes: Vec<Change> = self.unsaved.iter().map(|c| c.clone().settled(replica, base)).collect();
        let others = self.write(|library| library.keep(&changes))?.unwrap_or_default();
        self.unsaved.clear();
        self.kept.extend(changes);
        self.kept.extend_from_slice(&others);
        self.news.extend(others);
        Ok(())
    }

    /// Writes to the library, if it is open; if it has been lost meanwhile, to the one in its place.
    fn write<T>(
        &mut self,
        act: impl Fn(&mut Library) -> Result<T, LibraryError>,
    ) -> Result<Option<T>, LibraryError> {
        let Some(library) = &mut self.library else { return Ok(None) };
        match act(library) {
            Err(error) if is_gone(&error) => {
                self.renew()?;
                self.library.as_mut().map(act).transpose()
            }
            done => done.map(Some),
        }
    }

    /// Opens the library in the place of a lost one, and saves this document's data there.
    fn renew(&mut self) -> Result<(), LibraryError> {
        let Some(library) = &mut self.library else { return Ok(()) };
        library.again()?;
        if let Some((document, card)) = &self.document {
            let there = library.visit(&document.text, card)?;
            library.keep(&self.kept)?;
            for (letter, place) in &self.kept_marks {
                library.keep_mark(*letter, Some(place))?;
            }
            let known: HashSet<ChangeId> = self.kept.iter().map(|change| change.id).collect();
            let new = there.changes.into_iter().filter(|change| !known.contains(&change.id));
            let before = self.news.len();
            self.news.extend(new);
            self.kept.extend_from_slice(&self.news[before..]);
        }
        self.said = Some(
            "Saved anew: the state folder had been moved; notes on other texts are not in it.".to_owned(),
        );
        Ok(())
    }
}

/// Whether the library is no longer at its place.
fn is_gone(error: &LibraryError) -> bool {
    matches!(error.trouble, Trouble::Gone)
}

/// How many documents are offered.
const RECENT: usize = 50;

impl Keeper {
    /// The documents that were opened before and still exist.
    fn recent(&mut self) -> Vec<Recent> {
        if self.library.is_none() {
            self.library = Library::open(&self.folder).ok();
        }
        let list = self.library.as_ref().and_then(|l| l.recent(RECENT).ok()).unwrap_or_default();
        let there = list
            .into_iter()
            .filter(|r| fetch::of_name(Path::new(&r.path)).is_some() || Path::new(&r.path).is_file());
        there.map(shown).collect()
    }

    /// Saves a mark, once the document is known.
    fn mark(&mut self, letter: char, place: Anchor) -> Option<Update> {
        self.marks.push((letter, place));
        self.document.as_ref()?;
        let trouble = self.keep_marks().err()?;
        Some(Update::Failed(format!("Mark {letter} is set, but NOT SAVED: {trouble}")))
    }

    /// Tries again to save what could not be saved. The reader has said that it is not saved, so this can only improve
    /// things, and reports nothing.
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
        while let Some((letter, place)) = self.marks.first().cloned() {
            if self.write(|library| library.keep_mark(letter, Some(&place)))?.is_none() {
                break;
            }
            log::info!("A mark is saved.");
            self.kept_marks.push(self.marks.remove(0));
        }
        Ok(())
    }

    /// Writes the register, and reports its path.
    fn copied(&mut self, text: &str) -> Option<News> {
        if self.library.is_none() && self.document.is_none() {
            // If no document is open, as on a page of the archive, the library has not been opened yet.
            self.library = Library::open(&self.folder).ok();
        }
        match self.write(|library| library.keep_copied(text)).transpose()? {
            Ok(path) => Some(News::Copied(path.display().to_string())),
            Err(error) => Some(News::Failed(format!("The copy is not in a file. {error}"))),
        }
    }

    /// Saves something of the document with that id, and reports the result.
    pub(super) fn perform(&mut self, id: DocId, keep: Keep) -> Option<News> {
        let update = match keep {
            Keep::Visit { document, path } => Some(self.open(document, path)),
            Keep::Change(change) => Some(self.keep(Some(change))),
            Keep::Mark(letter, place) => self.mark(letter, place),
            Keep::Retry => {
                let answer = self.keep(None);
                self.try_again();
                Some(answer)
            }
            Keep::Recent { at_start } => return Some(News::Recent { list: self.recent(), at_start }),
            Keep::Copied(text) => return self.copied(&text),
            Keep::Position(place) => {
                self.try_again();
                let kept = self.write(|library| library.keep_position(&place));
                kept.iter().flatten().for_each(|()| log::info!("The place in document {id} is saved."));
                match kept.transpose()? {
                    Ok(()) => self.trouble.take().and(None),
                    Err(error) => {
                        let reason = error.to_string();
                        self.trouble = Some(reason.clone());
                        Some(Update::NotKept { reason, unsaved: self.unsaved.len() })
                    }
                }
            }
        };
        Some(News::Of(id, update?))
    }
}

fn shown(recent: library::Recent) -> Recent {
    let changes = match recent.changes {
        0 => String::new(),
        n => format!(", {}", count(n, "change")),
    };
    Recent { path: recent.path, title: recent.title, note: format!("{}{changes}", recent.opened) }
}
