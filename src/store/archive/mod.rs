//! The archive: documents with who said what in them, kept for years and asked in the query language.
//!
//! One SQLite file beside the library. What is kept of a document is its text and metadata; what was found in it is kept
//! as indexes, and made again from the text where a better analyser, a correction or a judgement wants that.

#![allow(clippy::cast_possible_wrap, reason = "what is counted here is far below 2^63")]

mod dossier;
mod feeds;
mod find;
mod ingest;
mod judge;
mod kin;
mod names;
mod person;
mod plan;
mod prepare;
mod sql;
mod upkeep;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub use dossier::{Dossier, Month};
pub use feeds::{Feed, FeedKind};
pub use find::{Hit, HitQuote, Hits, Named};
pub use ingest::Kept;
pub use judge::{Person, Suggestion, Verdict};
pub use person::KeptQuery;
pub use plan::Asking;
pub use prepare::{Arrival, Prepared};
pub use upkeep::Stored;

use super::engine::Db;
use super::sqlite::Layout;
use super::{StoreError, Trouble};
use kin::Kin;

/// The name of the file in its folder.
const FILE: &str = "archive.db";

/// "atar", and the tables.
const LAYOUT: Layout = Layout { application: 0x6174_6172, steps: &[sql::SCHEMA.sqlite] };

/// Bits of a number that count within a day.
const WITHIN_DAY: u32 = 20;

/// The open archive.
pub struct Archive {
    db: Db,
    path: PathBuf,
    /// Numbers of outlets and actors that were met, by their keys.
    known: HashMap<String, i64>,
    kin: Kin,
}

impl Archive {
    /// Opens the archive in `folder`; makes it where it is not there, and brings an older one up to date.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        Self::with(folder, |path| LAYOUT.open(path))
    }

    /// Opens the archive in `folder` without writing anything, for where it cannot be written.
    pub fn open_to_read(folder: &Path) -> Result<Self, StoreError> {
        Self::with(folder, |path| LAYOUT.open_to_read(path))
    }

    fn with(
        folder: &Path,
        open: impl Fn(&Path) -> Result<rusqlite::Connection, Trouble>,
    ) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let db = Db::Sqlite(open(&path).map_err(|t| t.of(&path))?);
        Ok(Self { db, path, known: HashMap::new(), kin: Kin::default() })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Says which file a failure is about.
    fn about<T>(&self, result: Result<T, Trouble>) -> Result<T, StoreError> {
        result.map_err(|t| t.of(&self.path))
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Archive").field("path", &self.path).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
