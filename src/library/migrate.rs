//! Migrates a file of an older version to this one.

use std::collections::HashMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Transaction};
use serde::Deserialize;
use uuid::Uuid;

use super::Trouble;
use crate::corrections::{Act, ChangeId, Edit};

/// A step over the rows of a file.
type Rows = fn(&Connection) -> Result<(), Trouble>;

/// The step from one version of the schema to the next.
pub struct Step {
    /// The change of the tables.
    sql: &'static str,
    /// Moves the rows, then drops the tables that are no longer needed.
    rows: Option<Rows>,
}

/// From an empty file to the first version, and so on.
const STEPS: &[Step] = &[Step { sql: FIRST, rows: None }, Step { sql: WITH_IDS, rows: Some(give_ids) }];

/// The schema version of this program.
pub const VERSION: i64 = STEPS.len().cast_signed() as i64;

/// Runs the steps from the version `from` to this program's.
pub fn run(tx: &Transaction, from: i64) -> Result<(), Trouble> {
    for step in &STEPS[usize::try_from(from).unwrap_or(0)..] {
        tx.execute_batch(step.sql)?;
        step.rows.map_or(Ok(()), |rows| rows(tx))?;
    }
    Ok(())
}

const FIRST: &str = "
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
";

/// Replica and number identify changes everywhere; they replace the sessions of one file.
const WITH_IDS: &str = "
    DROP INDEX changes_by_work;
    ALTER TABLE changes RENAME TO changes_without_ids;
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        work INTEGER NOT NULL REFERENCES works,
        session INTEGER NOT NULL REFERENCES sessions,
        replica TEXT NOT NULL,
        seq INTEGER NOT NULL,
        author TEXT,
        made TEXT NOT NULL,
        change TEXT NOT NULL,
        UNIQUE (replica, seq)
    ) STRICT;
    CREATE INDEX changes_by_work ON changes (work, id);
";

/// A change as the first version wrote it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OldChange {
    Add(OldId, Edit),
    Undo(OldId),
    Redo(OldId),
}

/// A session of one file, and the number of the edit there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
struct OldId {
    session: u64,
    number: u32,
}

/// Gives every change an id: this file's, and its place in the file. Unreadable changes are kept as they are.
fn give_ids(db: &Connection) -> Result<(), Trouble> {
    let replica = Uuid::new_v4();
    // The first row of an edit counts, as it did for readers that went through them in order.
    let mut ids: HashMap<(i64, OldId), ChangeId> = HashMap::new();
    let mut old =
        db.prepare("SELECT id, work, session, change, made FROM changes_without_ids ORDER BY id")?;
    let mut rows = old.query([])?;
    while let Some(row) = rows.next()? {
        let (id, work, session): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let own = ChangeId { seq: id.unsigned_abs(), replica };
        let (text, made): (String, String) = (row.get(3)?, row.get(4)?);
        let act = match serde_json::from_str(&text) {
            Ok(OldChange::Add(old, edit)) => {
                ids.entry((work, old)).or_insert(own);
                Some(Act::Add(edit))
            }
            Ok(OldChange::Undo(old)) => ids.get(&(work, old)).copied().map(Act::Undo),
            Ok(OldChange::Redo(old)) => ids.get(&(work, old)).copied().map(Act::Redo),
            Err(_) => None,
        };
        let text = act.map_or(Ok(text), |act| serde_json::to_string(&act))?;
        db.execute(
            "INSERT INTO changes (id, work, session, replica, seq, made, change)
             VALUES (?1, ?2, ?3, ?4, ?1, ?5, ?6)",
            (id, work, session, replica.to_string(), moment(&made), text),
        )?;
    }
    drop(rows);
    Ok(db.execute_batch("DROP TABLE changes_without_ids;")?)
}

/// A time as SQLite writes it, in UTC, as RFC 3339; anything else stays as it is.
fn moment(text: &str) -> String {
    let time = text.parse::<DateTime>().and_then(|time| TimeZone::UTC.to_timestamp(time));
    time.map_or_else(|_| text.to_owned(), |time| time.to_string())
}
