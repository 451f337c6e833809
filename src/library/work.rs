//! One work: its changes, its position, its marks.

use rusqlite::types::FromSql;
use rusqlite::{Connection, Row, TransactionBehavior};

use super::Trouble;
use crate::corrections::{Act, Change, ChangeId};
use crate::text::Anchor;

/// Everything known about a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// The corrections and highlights, in order.
    pub changes: Vec<Change>,
    /// Where reading stopped.
    pub position: Option<Anchor>,
    /// The marks.
    pub marks: Vec<(char, Anchor)>,
    /// How many kept changes this program does not understand.
    pub unreadable: usize,
    /// How many rows are damaged and left out.
    pub damaged: usize,
}

/// The work being visited.
#[derive(Debug)]
pub struct Open {
    /// Its number.
    pub work: i64,
    /// The session.
    pub session: i64,
    /// The last of its changes that was read or written.
    pub last: i64,
}

/// The columns of a change.
const COLUMNS: &str = "id, replica, seq, author, made, change";

/// The outcome of reading a row.
enum Read<T> {
    Good(T),
    /// It is whole, but this program does not understand it.
    Unknown,
    /// It contains data that no version writes.
    Damaged,
}

/// Everything known about a work, and the number of its last change.
pub fn read(db: &Connection, work: i64) -> Result<(i64, Visit), Trouble> {
    let mut visit = Visit::default();
    let mut last = 0;
    let mut changes = db.prepare(&format!("SELECT {COLUMNS} FROM changes WHERE work = ?1 ORDER BY id"))?;
    let mut rows = changes.query([work])?;
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        match change(row)? {
            Read::Good(change) => visit.changes.push(change),
            Read::Unknown => visit.unreadable += 1,
            Read::Damaged => visit.damaged += 1,
        }
    }
    let position = db.query_row("SELECT position FROM works WHERE id = ?1", [work], |row| {
        Ok(cell::<Option<String>>(row, 0))
    })?;
    visit.position = match position? {
        Some(place) => place.and_then(|place| visit.take(serde_json::from_str(&place).ok())),
        None => visit.take(None),
    };
    let mut marks = db.prepare("SELECT name, place FROM marks WHERE work = ?1 ORDER BY name")?;
    let mut rows = marks.query([work])?;
    while let Some(row) = rows.next()? {
        let (name, place) = (cell::<String>(row, 0)?, cell::<String>(row, 1)?);
        let name = name.and_then(|name| name.chars().next());
        let place = place.and_then(|place| serde_json::from_str::<Anchor>(&place).ok());
        let mark = visit.take(name.zip(place));
        visit.marks.extend(mark);
    }
    Ok((last, visit))
}

impl Visit {
    /// Counts an unreadable value as damage.
    fn take<T>(&mut self, read: Option<T>) -> Option<T> {
        self.damaged += usize::from(read.is_none());
        read
    }
}

/// A cell of a row; none if its content is damaged.
fn cell<T: FromSql>(row: &Row, at: usize) -> Result<Option<T>, Trouble> {
    match row.get(at) {
        Ok(value) => Ok(Some(value)),
        Err(error) => match Trouble::from(error) {
            Trouble::Damaged => Ok(None),
            trouble => Err(trouble),
        },
    }
}

/// The change of a row with these [`COLUMNS`].
fn change(row: &Row) -> Result<Read<Change>, Trouble> {
    let replica = cell::<String>(row, 1)?.and_then(|text| text.parse().ok());
    let seq = cell::<i64>(row, 2)?.and_then(|seq| u64::try_from(seq).ok());
    // An unreadable time does not cost the change.
    let made = cell::<String>(row, 4)?.and_then(|text| text.parse().ok());
    let (Some(replica), Some(seq), Some(author), Some(act)) =
        (replica, seq, cell::<Option<String>>(row, 3)?, cell::<String>(row, 5)?)
    else {
        return Ok(Read::Damaged);
    };
    Ok(match serde_json::from_str::<Act>(&act) {
        Ok(act) => Read::Good(Change { id: ChangeId { seq, replica }, author, made, act }),
        Err(error) if error.is_data() => Read::Unknown,
        Err(_) => Read::Damaged,
    })
}

/// Appends changes, and returns those that others have appended since the last time. A change that is there already
/// is not added twice.
pub fn keep(db: &mut Connection, open: &mut Open, changes: &[Change]) -> Result<Vec<Change>, Trouble> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut others = Vec::new();
    let mut since = tx.prepare(&format!(
        "SELECT {COLUMNS} FROM changes WHERE work = ?1 AND id > ?2 AND session <> ?3 ORDER BY id"
    ))?;
    let mut rows = since.query((open.work, open.last, open.session))?;
    while let Some(row) = rows.next()? {
        if let Read::Good(change) = change(row)? {
            others.push(change);
        }
    }
    drop(rows);
    drop(since);
    for change in changes {
        if insert(&tx, open, change.id, change)? {
            continue;
        }
        let id = (change.id.replica.to_string(), number(change.id)?);
        let owner: i64 =
            tx.query_row("SELECT work FROM changes WHERE replica = ?1 AND seq = ?2", id, |row| row.get(0))?;
        if owner != open.work {
            // The same correction in another text: the same edit, but another change.
            let digest: String = tx.query_row(
                "SELECT coalesce(min(digest), '') FROM documents WHERE work = ?1",
                [open.work],
                |row| row.get(0),
            )?;
            insert(&tx, open, change.id.in_text(&digest), change)?;
        }
    }
    let last = tx.query_row("SELECT coalesce(max(id), 0) FROM changes", [], |row| row.get(0))?;
    tx.commit()?;
    open.last = last;
    Ok(others)
}

/// The number of a change as the database stores it.
fn number(id: ChangeId) -> Result<i64, Trouble> {
    i64::try_from(id.seq).map_err(|_| Trouble::Damaged)
}

/// Appends a change under an id, unless that id is there; says whether it did.
fn insert(tx: &Connection, open: &Open, id: ChangeId, change: &Change) -> Result<bool, Trouble> {
    let made = change.made.map(|made| made.to_string());
    let act = serde_json::to_string(&change.act)?;
    let row = (open.work, open.session, id.replica.to_string(), number(id)?, &change.author, made, act);
    let rows = tx.execute(
        "INSERT INTO changes (work, session, replica, seq, author, made, change)
         VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), ?7)
         ON CONFLICT (replica, seq) DO NOTHING",
        row,
    )?;
    Ok(rows > 0)
}

/// Saves the reading position of a work.
pub fn keep_position(db: &Connection, work: i64, place: &Anchor) -> Result<(), Trouble> {
    let place = serde_json::to_string(place)?;
    db.execute("UPDATE works SET position = ?1 WHERE id = ?2", (place, work))?;
    Ok(())
}

/// Saves a mark, or removes it.
pub fn keep_mark(db: &Connection, work: i64, name: char, place: Option<&Anchor>) -> Result<(), Trouble> {
    let name = name.to_string();
    match place {
        Some(place) => {
            let row = (work, name, serde_json::to_string(place)?);
            db.execute("INSERT OR REPLACE INTO marks (work, name, place) VALUES (?1, ?2, ?3)", row)?;
        }
        None => {
            db.execute("DELETE FROM marks WHERE work = ?1 AND name = ?2", (work, name))?;
        }
    }
    Ok(())
}
