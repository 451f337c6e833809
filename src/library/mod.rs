//! The person's library on disk: where somebody stopped in a document, their marks, their corrections, highlights and notes,
//! and which documents were opened.
//!
//! One SQLite file in a folder that the caller names. Every method that writes returns after the change is on the
//! disk itself. Changes are only ever appended, so two readers of one document never overwrite each other's, and each
//! is told the other's at its next write.
//!
//! What is confirmed is in the file that the folder has now. Before a method that writes says that it did, it looks
//! whether the file is still the one that was opened: it may have been moved, removed or replaced, or its disk taken
//! away. [`Library::again`] then opens what is there, or makes it anew.
//!
//! A document is known by a digest of its text. A file whose text has changed a little is still the same work: what
//! was said about the old text is laid over the new one by its words.

mod error;
mod migrate;
mod private;
mod recent;
mod register;
mod schema;
mod visit;
mod work;

use std::cell::Cell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use error::{LibraryError, Trouble};
pub use private::{is_foreign, is_no_file, own_folder, own_state};
pub use recent::Recent;
pub use visit::Card;
pub use work::Visit;

use private::Identity;

use crate::corrections::Change;
use crate::text::Anchor;

/// The name of the file in its folder.
const FILE: &str = "attache.db";

/// The open file.
#[derive(Debug)]
pub struct Library {
    db: Connection,
    folder: PathBuf,
    /// The work that was visited last, and what was read of it.
    visit: Option<work::Open>,
    /// Which file was opened to be written; none where it was opened to be read.
    file: Option<Identity>,
    /// Which file its journal is, once there is one.
    journal: Cell<Option<Identity>>,
    /// The file is gone, and what is at its path could not be opened.
    lost: bool,
    notice: Option<String>,
}

impl Library {
    /// Opens the file in `folder`; makes both where they are not there, closes them to others, and brings an older file
    /// up to date.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let opened = schema::open(folder).map_err(|t| error::about(folder, t))?;
        let (db, file, notice) = opened;
        Ok(Self { file: Some(file), notice, ..Self::of(db, folder) })
    }

    /// Opens the file in `folder` without writing anything, for where it cannot be written.
    pub fn open_to_read(folder: &Path) -> Result<Self, LibraryError> {
        schema::open_to_read(folder).map(|db| Self::of(db, folder)).map_err(|t| error::about(folder, t))
    }

    fn of(db: Connection, folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self { db, folder, visit: None, file: None, journal: Cell::new(None), lost: false, notice: None }
    }

    /// Opens the file again whose place another one has taken, or makes it anew where none has; nothing is visited then.
    /// An error where the disk is not the one that it was on: what is kept belongs there, and the disk may come back.
    pub fn again(&mut self) -> Result<(), LibraryError> {
        let device = private::device(&self.folder.join(FILE));
        if device.is_none() || device != self.file.map(|file| file.device) {
            return Err(error::about(&self.folder, Trouble::Elsewhere));
        }
        // What is still in the journal goes into the old file before the new one is opened.
        let nowhere = Connection::open_in_memory().map_err(|e| error::about(&self.folder, e.into()))?;
        (self.db, self.visit, self.lost) = (nowhere, None, true);
        *self = Self::open(&self.folder)?;
        Ok(())
    }

    /// A message about how the folder was found, a full sentence; given once.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Whether what was written is in the file that the path leads to.
    fn confirm(&self) -> Result<(), Trouble> {
        let journal = Identity::of(&self.folder.join(format!("{FILE}-wal")));
        let known = self.journal.get();
        let journal_is_gone = known.is_some() && known != journal;
        self.journal.set(known.or(journal));
        let file = Identity::of(&self.folder.join(FILE));
        if file != self.file || journal_is_gone { Err(Trouble::Gone) } else { Ok(()) }
    }

    /// Begins to read a document: notes that it was opened, and gives what is known of it.
    pub fn visit(&mut self, text: &str, card: &Card) -> Result<Visit, LibraryError> {
        let visited = if self.lost {
            Err(Trouble::Gone)
        } else if self.file.is_some() {
            visit::enter(&mut self.db, text, card).and_then(|visited| self.confirm().map(|()| visited))
        } else {
            visit::look(&self.db, text, card)
        };
        let (open, visit) = visited.map_err(|t| error::about(&self.folder, t))?;
        self.visit = open;
        Ok(visit)
    }

    /// Keeps changes of the visited document, all or none; gives those that other readers have made since.
    pub fn keep(&mut self, changes: &[Change]) -> Result<Vec<Change>, LibraryError> {
        let result = match &mut self.visit {
            Some(open) if self.file.is_some() => work::keep(&mut self.db, open, changes),
            _ => Err(if self.lost { Trouble::Gone } else { Trouble::ReadOnly }),
        };
        let result = result.and_then(|others| self.confirm().map(|()| others));
        result.map_err(|t| error::about(&self.folder, t))
    }

    /// Keeps the place where the visited document is being read.
    pub fn keep_position(&mut self, place: &Anchor) -> Result<(), LibraryError> {
        self.write(|db, work| work::keep_position(db, work, place))
    }

    /// Keeps a mark of the visited document, or without a place takes it away.
    pub fn keep_mark(&mut self, name: char, place: Option<&Anchor>) -> Result<(), LibraryError> {
        self.write(|db, work| work::keep_mark(db, work, name, place))
    }

    /// The works that can be opened again, the last opened first; at most `most`.
    pub fn recent(&self, most: usize) -> Result<Vec<Recent>, LibraryError> {
        recent::list(&self.db, most).map_err(|t| error::about(&self.folder, t))
    }

    /// Writes what was copied to the register, a file beside the library, and gives its path.
    pub fn keep_copied(&self, text: &str) -> Result<PathBuf, LibraryError> {
        register::write(&self.folder, text).map_err(|t| error::about(&self.folder, t))
    }

    fn write(
        &mut self,
        act: impl FnOnce(&Connection, i64) -> Result<(), Trouble>,
    ) -> Result<(), LibraryError> {
        let result = match &self.visit {
            Some(open) if self.file.is_some() => act(&self.db, open.work).and_then(|()| self.confirm()),
            _ => Err(if self.lost { Trouble::Gone } else { Trouble::ReadOnly }),
        };
        result.map_err(|t| error::about(&self.folder, t))
    }
}

#[cfg(test)]
mod tests;
