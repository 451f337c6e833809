//! What is kept on disk: where somebody stopped in a document, their marks, their corrections, highlights and notes,
//! and which documents were opened.
//!
//! One SQLite file in a folder that the caller names. Every method that writes returns after the change is on the
//! disk itself. Changes are only ever appended, so two readers of one document never overwrite each other's, and each
//! is told the other's at its next write.
//!
//! A document is known by a digest of its text. A file whose text has changed a little is still the same work: what
//! was said about the old text is laid over the new one by its words.

mod error;
mod recent;
mod register;
mod schema;
mod visit;
mod work;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use error::{LibraryError, Trouble};
pub use recent::Recent;
pub use visit::{Card, Visit};

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
    visit: Option<visit::Open>,
    writable: bool,
}

impl Library {
    /// Opens the file in `folder`; makes both where they are not there, and brings an older file up to date.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        schema::open(folder).map(|db| Self::of(db, folder, true)).map_err(|t| error::about(folder, t))
    }

    /// Opens the file in `folder` without writing anything, for where it cannot be written.
    pub fn open_to_read(folder: &Path) -> Result<Self, LibraryError> {
        schema::open_to_read(folder)
            .map(|db| Self::of(db, folder, false))
            .map_err(|t| error::about(folder, t))
    }

    fn of(db: Connection, folder: &Path, writable: bool) -> Self {
        Self { db, folder: folder.to_owned(), visit: None, writable }
    }

    /// Begins to read a document: notes that it was opened, and gives what is known of it.
    pub fn visit(&mut self, text: &str, card: &Card) -> Result<Visit, LibraryError> {
        let visited = if self.writable {
            visit::enter(&mut self.db, text, card)
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
            Some(open) if self.writable => work::keep(&mut self.db, open, changes),
            _ => Err(Trouble::ReadOnly),
        };
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
            Some(open) if self.writable => act(&self.db, open.work),
            _ => Err(Trouble::ReadOnly),
        };
        result.map_err(|t| error::about(&self.folder, t))
    }
}

#[cfg(test)]
mod tests;
