//! A person's library on disk: where they stopped in a document, their marks, corrections, highlights and notes, and the
//! documents that they opened.
//!
//! One SQLite file in a folder that the caller names. Every method that writes returns once the change is on the disk
//! itself. Changes are only ever appended, so two readers of one document never overwrite each other's, and each gets
//! the other's at its next write.
//!
//! A confirmed change is in the file that the folder has now. Before a method that writes reports success, it checks
//! that the file is still the one that was opened: it may have been moved, removed or replaced, or its disk taken
//! away. [`Library::again`] then opens the file that is there, or creates a new one.
//!
//! A document is known by a digest of its text. A file whose text has changed a little is still the same work:
//! changes made on the old text are applied to the new one by its words.

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
    /// The work visited last, and the data read of it.
    visit: Option<work::Open>,
    /// The identity of the file if it was opened for writing.
    file: Option<Identity>,
    /// The identity of its journal, once there is one.
    journal: Cell<Option<Identity>>,
    /// Whether the file is gone and the one at its path could not be opened.
    lost: bool,
    notice: Option<String>,
}

impl Library {
    /// Opens the file in `folder`; creates both if needed, closes them to others, and migrates an older file.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let opened = schema::open(folder).map_err(|t| error::about(folder, t))?;
        let (db, file, notice) = opened;
        Ok(Self { file: Some(file), notice, ..Self::of(db, folder) })
    }

    /// Opens the file in `folder` without writing anything, for folders that cannot be written.
    pub fn open_to_read(folder: &Path) -> Result<Self, LibraryError> {
        schema::open_to_read(folder).map(|db| Self::of(db, folder)).map_err(|t| error::about(folder, t))
    }

    fn of(db: Connection, folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self { db, folder, visit: None, file: None, journal: Cell::new(None), lost: false, notice: None }
    }

    /// Reopens the file at the path after another has taken its place, or creates it if there is none; no document is
    /// visited then. An error if the disk is not the one that it was on: the data belong there, and the disk may come
    /// back.
    pub fn again(&mut self) -> Result<(), LibraryError> {
        let device = private::device(&self.folder.join(FILE));
        if device.is_none() || device != self.file.map(|file| file.device) {
            return Err(error::about(&self.folder, Trouble::Elsewhere));
        }
        // The contents of the journal go into the old file before the new one is opened.
        let nowhere = Connection::open_in_memory().map_err(|e| error::about(&self.folder, e.into()))?;
        (self.db, self.visit, self.lost) = (nowhere, None, true);
        *self = Self::open(&self.folder)?;
        Ok(())
    }

    /// A message about the state of the folder, a full sentence; given once.
    pub fn notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Checks that the data written are in the file at the path.
    fn confirm(&self) -> Result<(), Trouble> {
        let journal = Identity::of(&self.folder.join(format!("{FILE}-wal")));
        let known = self.journal.get();
        let journal_is_gone = known.is_some() && known != journal;
        self.journal.set(known.or(journal));
        let file = Identity::of(&self.folder.join(FILE));
        if file != self.file || journal_is_gone { Err(Trouble::Gone) } else { Ok(()) }
    }

    /// Begins to read a document: records that it was opened, and returns what is known about it.
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

    /// Saves changes of the visited document, all or none; returns those that other readers have made since.
    pub fn keep(&mut self, changes: &[Change]) -> Result<Vec<Change>, LibraryError> {
        let result = match &mut self.visit {
            Some(open) if self.file.is_some() => work::keep(&mut self.db, open, changes),
            _ => Err(if self.lost { Trouble::Gone } else { Trouble::ReadOnly }),
        };
        let result = result.and_then(|others| self.confirm().map(|()| others));
        result.map_err(|t| error::about(&self.folder, t))
    }

    /// Saves the reading position in the visited document.
    pub fn keep_position(&mut self, place: &Anchor) -> Result<(), LibraryError> {
        self.write(|db, work| work::keep_position(db, work, place))
    }

    /// Saves a mark of the visited document; without a place, removes it.
    pub fn keep_mark(&mut self, name: char, place: Option<&Anchor>) -> Result<(), LibraryError> {
        self.write(|db, work| work::keep_mark(db, work, name, place))
    }

    /// The works that can be opened again, the last opened first; at most `most`.
    pub fn recent(&self, most: usize) -> Result<Vec<Recent>, LibraryError> {
        recent::list(&self.db, most).map_err(|t| error::about(&self.folder, t))
    }

    /// Writes copied text to the register, a file beside the library, and returns its path.
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
