//! The archive: documents with their quotes and speakers, kept for years and searched in the query language.
//!
//! One SQLite file beside the library. It stores a document's text and metadata, and indexes of its findings, which are
//! rebuilt from the text after a better analyser, a correction or a judgement.

#![allow(clippy::cast_possible_wrap, reason = "what is counted here is far below 2^63")]

#[cfg(feature = "postgres")]
mod at_once;
mod counts;
mod dossier;
mod feeds;
mod find;
mod ingest;
mod judge;
mod kin;
#[cfg(feature = "postgres")]
mod lexemes;
mod lock;
mod matching;
mod moving;
mod names;
mod offers;
mod packed;
mod person;
mod place;
mod plan;
mod prepare;
mod sharing;
mod shown;
mod sql;
#[cfg(feature = "postgres")]
mod tables;
mod upkeep;
mod usage;
mod words;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub use dossier::{Dossier, Month};
pub use feeds::{Feed, FeedKind};
pub use find::{Hit, HitQuote, Hits, Named};
pub use ingest::Kept;
pub use judge::{Contest, Person, Suggestion, Verdict};
pub use lock::SyncLock;
pub use offers::Offer;
pub use person::{Caller, KeptQuery};
pub use place::Place;
pub use plan::Asking;
pub use prepare::{Arrival, Prepared};
pub use sharing::{Given, Log};
pub use upkeep::Stored;

use super::engine::Db;
#[cfg(feature = "postgres")]
use super::engine::Server;
use super::sqlite::{Layout, Opened};
use super::{StoreError, Trouble};
use crate::text::sanitise_line;
use kin::Kin;

/// The name of the file in its folder.
const FILE: &str = "archive.db";

/// "atar", and the steps from each version of the tables to the next.
const LAYOUT: Layout = Layout {
    application: 0x6174_6172,
    steps: &[
        sql::SCHEMA.sqlite,
        sql::TAGS_BY_DOCUMENT.sqlite,
        sql::SHARING.sqlite,
        sql::TERMS_BY_COLUMN.sqlite,
        sql::WORDS_SAID.sqlite,
        sql::PACKED.sqlite,
    ],
};

/// The same steps in every dialect.
#[cfg(feature = "postgres")]
const STEPS: &[&super::engine::Statement] = &[
    &sql::SCHEMA,
    &sql::TAGS_BY_DOCUMENT,
    &sql::SHARING,
    &sql::TERMS_BY_COLUMN,
    &sql::WORDS_SAID,
    &sql::PACKED,
];
#[cfg(feature = "postgres")]
const _: () = assert!(STEPS.len() == LAYOUT.steps.len());

/// The bits of a number that count within a day.
const WITHIN_DAY: u32 = 20;

/// The open archive.
pub struct Archive {
    db: Db,
    path: PathBuf,
    /// The cached numbers of outlets and actors, by their keys.
    known: HashMap<String, i64>,
    kin: Kin,
    /// The serial number of the last document when this program last wrote.
    last: i64,
}

impl Archive {
    /// Opens the archive in `folder`; creates it if missing, and migrates an older one.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        Self::with(folder, |path| LAYOUT.open(path))
    }

    /// Whether there is an archive in `folder`, sound or not.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Opens the archive in `folder` without writing anything, for folders that cannot be written.
    pub fn open_to_read(folder: &Path) -> Result<Self, StoreError> {
        Self::with(folder, |path| LAYOUT.open_to_read(path))
    }

    /// The same, without updating an older archive.
    fn open_as_it_is(folder: &Path) -> Result<Self, StoreError> {
        Self::with(folder, |path| LAYOUT.open_as_it_is(path))
    }

    fn with(folder: &Path, open: impl Fn(&Path) -> Result<Opened, Trouble>) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let db = Db::Sqlite(open(&path).map_err(|t| t.of(&path))?);
        Ok(Self { db, path, known: HashMap::new(), kin: Kin::default(), last: 0 })
    }

    /// Opens the archive at an address `postgres://user@host/database`; creates its tables if missing. With `only_to_read`,
    /// nothing is created or changed.
    #[cfg(feature = "postgres")]
    pub fn open_server(address: &str, only_to_read: bool) -> Result<Self, StoreError> {
        let server = Server::connect(address, only_to_read)
            .map_err(|(trouble, place)| trouble.of(Path::new(&place)))?;
        let path = PathBuf::from(server.shown());
        let db = Db::Postgres(Box::new(server));
        tables::settle(&db, only_to_read).map_err(|t| t.of(&path))?;
        Ok(Self { db, path, known: HashMap::new(), kin: Kin::default(), last: 0 })
    }

    /// The path of the file, or the address of the server without password.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name for the caller's own data. On a server that is their role, and if the program was told which of
    /// several people with one role it is, the role and that name: no other role sees it.
    pub fn person(&self, caller: &Caller) -> String {
        match &self.db {
            Db::Sqlite(_) => caller.name().unwrap_or("me").to_owned(),
            #[cfg(feature = "postgres")]
            Db::Postgres(server) => {
                let role = server.user();
                let name = caller.told.as_deref().filter(|name| *name != role);
                let role = role.replace('%', "%25").replace('/', "%2F");
                name.map_or_else(|| role.clone(), |name| format!("{role}/{name}"))
            }
        }
    }

    /// A notice on how the file was opened, as a full sentence.
    pub fn notice(&self) -> Option<String> {
        let written = match &self.db {
            Db::Sqlite(file) => file.still()?.written(),
            #[cfg(feature = "postgres")]
            Db::Postgres(_) => return None,
        };
        let written = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::try_from(written).ok()?);
        Some(format!(
            "{} is read as it was at {}, for its folder cannot be written and nobody has it open; what comes later is \
             found when it is asked again.",
            sanitise_line(&self.path.to_string_lossy(), 160),
            written.strftime("%H:%M UTC on %-d %B %Y")
        ))
    }

    /// Whether the file has changed while it was read without locks; then it must be reopened.
    pub fn is_outdated(&self) -> bool {
        match &self.db {
            Db::Sqlite(file) => file.check().is_err(),
            #[cfg(feature = "postgres")]
            Db::Postgres(_) => false,
        }
    }

    /// Adds the file that a failure is about.
    fn about<T>(&self, result: Result<T, Trouble>) -> Result<T, StoreError> {
        result.map_err(|t| t.of(&self.path))
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Archive").field("path", &self.path).finish_non_exhaustive()
    }
}

#[cfg(all(test, has_postgres))]
#[path = "../../../tests/common/cluster.rs"]
#[allow(dead_code, reason = "the tests of the commands use the rest")]
mod cluster;
#[cfg(test)]
mod file_tests;
#[cfg(all(test, has_postgres))]
#[path = "tests.rs"]
#[allow(clippy::duplicate_mod, reason = "the same tests on the other engine")]
mod on_postgres;
#[cfg(test)]
mod tests;
