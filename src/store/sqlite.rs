//! How a file of ours is opened, and how an older one becomes a newer one.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::Trouble;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(4);

/// What a file of ours is.
pub(super) struct Layout {
    /// By which number the file says whose it is.
    pub application: i32,
    /// What leads from each version of its schema to the next; the first from an empty file.
    pub steps: &'static [&'static str],
}

impl Layout {
    /// The version that this program knows.
    pub const fn version(&self) -> i64 {
        self.steps.len().cast_signed() as i64
    }

    /// Opens the file to read and write; makes it and its folder, for the user's eyes alone.
    pub fn open(&self, path: &Path) -> Result<Connection, Trouble> {
        let folder = path.parent().unwrap_or(Path::new("."));
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| match error.kind() {
            // A path that leads through something that is no folder, or through /proc.
            std::io::ErrorKind::NotFound | std::io::ErrorKind::AlreadyExists => Trouble::ReadOnly,
            _ => Trouble::from(error),
        })?;
        if !path.exists() {
            let _: File =
                OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        // FULL: a commit returns when the change is on the disk, not when the system has promised to write it.
        db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768;")?;
        if db.is_readonly("main")? {
            return Err(Trouble::ReadOnly);
        }
        if self.version_of(&db)? < self.version() {
            self.migrate(&mut db)?;
        }
        db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(db)
    }

    /// Opens the file to read alone, whether or not its folder can be written.
    pub fn open_to_read(&self, path: &Path) -> Result<Connection, Trouble> {
        if fs::metadata(path).is_err() {
            return Err(Trouble::Absent);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let readable = |db: Connection| {
            db.busy_timeout(PATIENCE)?;
            self.version_of(&db).and_then(|version| {
                // An older file is brought up to date by whoever may write it.
                if version < self.version() { Err(Trouble::Absent) } else { Ok(db) }
            })
        };
        let shared = Connection::open_with_flags(path, flags).map_err(Trouble::from).and_then(readable);
        // A journal cannot be shared where nothing can be written; then nobody else can change the file either.
        shared.or_else(|trouble| match trouble {
            Trouble::ReadOnly => {
                let uri = format!("file:{}?immutable=1", escaped(&path.to_string_lossy()));
                readable(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?)
            }
            trouble => Err(trouble),
        })
    }

    /// The version of the file's schema; an error where it is later than ours or the file is not ours.
    fn version_of(&self, db: &Connection) -> Result<i64, Trouble> {
        let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        match (version, application) {
            (0, 0) if tables == 0 => Ok(0),
            (version, number) if number != self.application || version < 1 => Err(Trouble::Damaged),
            (version, _) if version > self.version() => Err(Trouble::Newer(version)),
            (version, _) => Ok(version),
        }
    }

    /// Brings the schema up to date, all at once or not at all; another program may do the same at the same time.
    fn migrate(&self, db: &mut Connection) -> Result<(), Trouble> {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let from = self.version_of(&tx)?;
        for step in &self.steps[usize::try_from(from).unwrap_or(0)..] {
            tx.execute_batch(step)?;
        }
        tx.pragma_update(None, "application_id", self.application)?;
        tx.pragma_update(None, "user_version", self.version())?;
        Ok(tx.commit()?)
    }
}

/// A path as a URI writes it.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
