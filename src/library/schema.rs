//! The tables, how an older file becomes a newer one, and how the file is opened.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{FILE, Trouble};

/// "atch", by which the file says whose it is.
const APPLICATION: i32 = 0x6174_6368;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(4);

/// What leads from each version of the schema to the next; the first from an empty file.
const STEPS: &[&str] = &["
    CREATE TABLE works (
        id INTEGER PRIMARY KEY,
        path TEXT,
        title TEXT,
        position TEXT
    ) STRICT;
    CREATE TABLE documents (
        digest TEXT PRIMARY KEY,
        work INTEGER NOT NULL REFERENCES works
    ) STRICT;
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        work INTEGER NOT NULL REFERENCES works,
        opened TEXT NOT NULL DEFAULT (datetime('now'))
    ) STRICT;
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        work INTEGER NOT NULL REFERENCES works,
        session INTEGER NOT NULL REFERENCES sessions,
        change TEXT NOT NULL,
        made TEXT NOT NULL DEFAULT (datetime('now'))
    ) STRICT;
    CREATE TABLE marks (
        work INTEGER NOT NULL REFERENCES works,
        name TEXT NOT NULL,
        place TEXT NOT NULL,
        PRIMARY KEY (work, name)
    ) STRICT;
    CREATE INDEX works_by_path ON works (path);
    CREATE INDEX changes_by_work ON changes (work, id);
    CREATE INDEX sessions_by_work ON sessions (work, id);
"];

/// The version that this program knows.
pub const VERSION: i64 = STEPS.len().cast_signed() as i64;

/// Opens the file to read and write; makes it and its folder, for the user's eyes alone.
pub fn open(folder: &Path) -> Result<Connection, Trouble> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| match error.kind() {
        // A path that leads through something that is no folder, or through /proc.
        std::io::ErrorKind::NotFound | std::io::ErrorKind::AlreadyExists => Trouble::ReadOnly,
        _ => Trouble::from(error),
    })?;
    let path = folder.join(FILE);
    if !path.exists() {
        let _: File = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(&path, flags)?;
    db.busy_timeout(PATIENCE)?;
    // FULL: a commit returns when the change is on the disk, not when the system has promised to write it.
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    if db.is_readonly("main")? {
        return Err(Trouble::ReadOnly);
    }
    if version(&db)? < VERSION {
        migrate(&mut db)?;
    }
    db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
    Ok(db)
}

/// Opens the file to read alone, whether or not its folder can be written.
pub fn open_to_read(folder: &Path) -> Result<Connection, Trouble> {
    let path = folder.join(FILE);
    if fs::metadata(&path).is_err() {
        return Err(Trouble::Absent);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = |db: Connection| {
        db.busy_timeout(PATIENCE)?;
        version(&db).map(|_| db)
    };
    let shared = Connection::open_with_flags(&path, flags).map_err(Trouble::from).and_then(readable);
    // A journal cannot be shared where nothing can be written; then nobody else can change the file either.
    shared.or_else(|trouble| match trouble {
        Trouble::ReadOnly => {
            let uri = format!("file:{}?immutable=1", escaped(&path.to_string_lossy()));
            readable(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?)
        }
        trouble => Err(trouble),
    })
}

/// A path as a URI writes it.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The version of the file's schema; an error where it is later than ours or the file is not ours.
fn version(db: &Connection) -> Result<i64, Trouble> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (version, application) {
        (0, 0) if tables == 0 => Ok(0),
        (version, APPLICATION) if version > VERSION => Err(Trouble::Newer(version)),
        (version, APPLICATION) => Ok(version),
        _ => Err(Trouble::Damaged),
    }
}

/// Brings the schema up to date, all at once or not at all; another program may do the same at the same time.
fn migrate(db: &mut Connection) -> Result<(), Trouble> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    for step in &STEPS[usize::try_from(from).unwrap_or(0)..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    Ok(tx.commit()?)
}
