//! Opening the file.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::private::{self, Identity};
use super::{FILE, Trouble, migrate};

/// "atch", the application id of the file.
const APPLICATION: i32 = 0x6174_6368;

/// The suffixes of the file and of those that SQLite keeps beside it.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(4);

/// Opens the file to read and write; creates it and its folder, for the user's eyes alone. Also returns the file's
/// identity and a message about its folder.
pub fn open(folder: &Path) -> Result<(Connection, Identity, Option<String>), Trouble> {
    let notice = private::own(folder)?;
    let path = folder.join(FILE);
    for beside in BESIDE {
        private::own_file(&folder.join(format!("{FILE}{beside}")))?;
    }
    private::close_files(folder);
    match OpenOptions::new().create_new(true).write(true).mode(0o600).open(&path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        made => drop(made),
    }
    let before = Identity::of(&path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(&path, flags)?;
    db.busy_timeout(PATIENCE)?;
    // FULL: a commit returns when the change is on the disk, not when the system has promised to write it.
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    if db.is_readonly("main")? {
        return Err(Trouble::ReadOnly);
    }
    if version(&db)? < migrate::VERSION {
        migrate(&mut db)?;
    }
    db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
    // The file at the path now must be the one that was opened, not one that has taken its place meanwhile.
    let identity = Identity::of(&path).filter(|now| before == Some(*now)).ok_or(Trouble::Gone)?;
    Ok((db, identity, notice))
}

/// Opens the file read-only, whether or not its folder can be written.
pub fn open_to_read(folder: &Path) -> Result<Connection, Trouble> {
    let path = folder.join(FILE);
    if fs::metadata(&path).is_err() {
        return Err(Trouble::Absent);
    }
    let beside = BESIDE.map(|ending| folder.join(format!("{FILE}{ending}")));
    if beside.iter().any(|file| private::is_no_file(file)) {
        return Err(Trouble::NoFile);
    }
    if private::is_foreign(folder) || beside.iter().any(|file| private::is_foreign(file)) {
        return Err(Trouble::Foreign);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = |db: Connection| {
        db.busy_timeout(PATIENCE)?;
        let version = version(&db)?;
        if version == migrate::VERSION { Ok(db) } else { as_now(&db) }
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

/// A copy of an older file in memory, migrated there.
fn as_now(db: &Connection) -> Result<Connection, Trouble> {
    let mut copy = Connection::open_in_memory()?;
    rusqlite::backup::Backup::new(db, &mut copy)?.step(-1)?;
    migrate(&mut copy)?;
    Ok(copy)
}

/// A path as written in a URI.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The version of the file's schema; an error if it is later than ours or the file is not ours.
fn version(db: &Connection) -> Result<i64, Trouble> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (version, application) {
        (0, 0) if tables == 0 => Ok(0),
        (version, APPLICATION) if version > migrate::VERSION => Err(Trouble::Newer(version)),
        (version, APPLICATION) => Ok(version),
        _ => Err(Trouble::Damaged),
    }
}

/// Migrates the schema, all at once or not at all; another program may do the same at the same time.
fn migrate(db: &mut Connection) -> Result<(), Trouble> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&tx)?;
    migrate::run(&tx, from)?;
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.pragma_update(None, "user_version", migrate::VERSION)?;
    Ok(tx.commit()?)
}
