//! Opens our SQLite files, and migrates older ones.

use std::fs::{self, OpenOptions};
use std::ops::Deref;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::Trouble;
use super::shared::{self, Still};

/// The page size of a new file, in bytes. With SQLite's usual 4,096 a compressed text takes a page of its own and leaves
/// half of it empty.
const PAGE: u32 = 8192;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(4);

/// The layout of a file.
pub(super) struct Layout {
    /// The application id that marks the file as ours.
    pub application: i32,
    /// The steps from each version of its schema to the next; the first from an empty file.
    pub steps: &'static [&'static str],
}

/// An open file.
pub(super) struct Opened {
    db: Connection,
    /// Whether it is in a shared folder, and this user may write it.
    is_shared: bool,
    /// Its state while it is read without locks.
    still: Option<Still>,
}

impl Opened {
    /// An error if the file is read without locks and has changed, so that the data read may be out of date.
    pub fn check(&self) -> Result<(), Trouble> {
        if self.still.as_ref().is_some_and(|still| !still.is_so()) { Err(Trouble::Changed) } else { Ok(()) }
    }

    /// The state of the file, if it is read without locks.
    pub fn still(&self) -> Option<&Still> {
        self.still.as_ref()
    }

    /// Lets read-only users see the committed changes: they use the mark of the last reader who may write.
    pub fn show(&self) -> Result<(), Trouble> {
        if self.is_shared && self.db.is_autocommit() {
            self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        }
        Ok(())
    }
}

impl Deref for Opened {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.db
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if self.is_shared {
            // The journal stays, empty if nobody is reading right now. The rest is checkpointed later.
            let _ = self.db.busy_timeout(Duration::ZERO);
            let _ = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
}

impl Layout {
    /// The schema version of this program.
    pub const fn version(&self) -> i64 {
        self.steps.len().cast_signed() as i64
    }

    /// Opens the file to read and write; creates it and its folder, for the user's eyes alone. In a folder that is
    /// shared already, the file is for everyone who may enter the folder.
    pub fn open(&self, path: &Path) -> Result<Opened, Trouble> {
        let folder = path.parent().unwrap_or(Path::new("."));
        shared::make_folder(folder)?;
        shared::are_files(path)?;
        let group = shared::mode_in(folder);
        if !path.exists() {
            let mode = group.unwrap_or(0o600);
            let made = OpenOptions::new().create(true).truncate(false).write(true).mode(mode).open(path)?;
            if group.is_some() {
                // The group gets its permissions whatever the umask.
                made.set_permissions(fs::Permissions::from_mode(mode))?;
            }
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        // FULL: a commit returns when the change is on the disk, not when the system has promised to write it.
        db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768;")?;
        if db.is_readonly("main")? {
            return Err(Trouble::ReadOnly);
        }
        let version = self.version_of(&db)?;
        if version == 0 {
            db.pragma_update(None, "page_size", PAGE)?;
        }
        if version < self.version() {
            self.migrate(&mut db)?;
        }
        db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
        db.set_prepared_statement_cache_capacity(64);
        if group.is_some() {
            // The last to close would delete the journal, and read-only users cannot create it again.
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        }
        Ok(Opened { db, is_shared: group.is_some(), still: None })
    }

    /// Opens the file read-only, whether or not its folder can be written. A file of an older version is migrated first,
    /// if this user may.
    pub fn open_to_read(&self, path: &Path) -> Result<Opened, Trouble> {
        match self.open_as_it_is(path) {
            Err(Trouble::Older) if self.open(path).is_ok() => self.open_as_it_is(path),
            opened => opened,
        }
    }

    /// The same, but an older file is left as it is.
    pub fn open_as_it_is(&self, path: &Path) -> Result<Opened, Trouble> {
        shared::may_read(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let opened = Connection::open_with_flags(path, flags).map_err(Trouble::from);
            match opened.and_then(|db| self.readable(db)) {
                // A journal cannot be created where nothing can be written. Without one nobody is writing now, and the
                // file is read as it is; a writer who begins later is noticed.
                Err(Trouble::ReadOnly) => {
                    let still = Still::of(path)?;
                    let uri = format!("file:{}?immutable=1", escaped(&path.to_string_lossy()));
                    let db = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?;
                    let mut opened = self.readable(db)?;
                    opened.still = Some(still);
                    opened.check().map(|()| opened)
                }
                opened => opened,
            }
        };
        match open() {
            // Somebody has begun to write just then.
            Err(Trouble::Changed) => open(),
            opened => opened,
        }
    }

    fn readable(&self, db: Connection) -> Result<Opened, Trouble> {
        db.busy_timeout(PATIENCE)?;
        // At most 16 MB, enough for a page of hits; memory is allocated as pages are read.
        db.pragma_update(None, "cache_size", -16384)?;
        let version = self.version_of(&db)?;
        if version < self.version() {
            Err(Trouble::Older)
        } else {
            Ok(Opened { db, is_shared: false, still: None })
        }
    }

    /// The version of the file's schema; an error if it is later than ours or the file is not ours.
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

    /// Migrates the schema, all at once or not at all; another program may do the same at the same time.
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

/// A path as written in a URI.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_without_locks_is_told_to_be_out_of_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let layout = Layout { application: 7, steps: &["CREATE TABLE t (a)"] };
        drop(layout.open(&path).unwrap());
        let mut read = layout.open_to_read(&path).unwrap();
        read.still = Some(Still::of(&path).unwrap());
        assert!(read.check().is_ok());
        let other = layout.open(&path).unwrap();
        assert!(read.check().is_ok(), "it was only opened");
        other.execute("INSERT INTO t VALUES (1)", []).unwrap();
        assert!(matches!(read.check(), Err(Trouble::Changed)));
        drop(other);
        assert!(matches!(read.check(), Err(Trouble::Changed)), "it was written and closed");
    }

    #[test]
    fn an_older_file_is_brought_up_to_date_by_whoever_reads_and_may() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        drop(Layout { application: 7, steps: &["CREATE TABLE t (a)"] }.open(&path).unwrap());
        let layout = Layout { application: 7, steps: &["CREATE TABLE t (a)", "CREATE TABLE u (a)"] };
        let read = layout.open_to_read(&path).unwrap();
        assert_eq!(read.query_row("SELECT count(*) FROM u", [], |row| row.get::<_, i64>(0)).unwrap(), 0);
        assert!(read.execute("INSERT INTO u VALUES (1)", []).is_err(), "it is opened to be read");
    }
}
