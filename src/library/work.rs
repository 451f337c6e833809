//! One work: its changes, its position, its marks.

use rusqlite::{Connection, TransactionBehavior};

use super::Trouble;
use super::visit::{Open, Visit};
use crate::corrections::Change;
use crate::text::Anchor;

/// Everything that is known of a work, and the number of its last change.
pub fn read(db: &Connection, work: i64) -> Result<(i64, Visit), Trouble> {
    let mut visit = Visit::default();
    let mut last = 0;
    let mut changes = db.prepare("SELECT id, change FROM changes WHERE work = ?1 ORDER BY id")?;
    for row in changes.query_map([work], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))? {
        let (id, change) = row?;
        last = id;
        match serde_json::from_str(&change) {
            Ok(change) => visit.changes.push(change),
            Err(_) => visit.unreadable += 1,
        }
    }
    let position: Option<String> =
        db.query_row("SELECT position FROM works WHERE id = ?1", [work], |row| row.get(0))?;
    visit.position = position.and_then(|p| serde_json::from_str(&p).ok());
    let mut marks = db.prepare("SELECT name, place FROM marks WHERE work = ?1 ORDER BY name")?;
    for row in marks.query_map([work], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))? {
        let (name, place) = row?;
        visit.marks.extend(name.chars().next().zip(serde_json::from_str(&place).ok()));
    }
    Ok((last, visit))
}

/// Appends changes, and gives those that others have appended since the last time.
pub fn keep(db: &mut Connection, open: &mut Open, changes: &[Change]) -> Result<Vec<Change>, Trouble> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut others = Vec::new();
    let mut since =
        tx.prepare("SELECT change FROM changes WHERE work = ?1 AND id > ?2 AND session <> ?3 ORDER BY id")?;
    for row in since.query_map((open.work, open.last, open.session), |row| row.get::<_, String>(0))? {
        others.extend(serde_json::from_str::<Change>(&row?).ok());
    }
    drop(since);
    for change in changes {
        let text = serde_json::to_string(change)?;
        let row = (open.work, open.session, text);
        tx.execute("INSERT INTO changes (work, session, change) VALUES (?1, ?2, ?3)", row)?;
    }
    let last = tx.query_row("SELECT coalesce(max(id), 0) FROM changes", [], |row| row.get(0))?;
    tx.commit()?;
    open.last = last;
    Ok(others)
}

/// Keeps where a work is being read.
pub fn keep_position(db: &Connection, work: i64, place: &Anchor) -> Result<(), Trouble> {
    let place = serde_json::to_string(place)?;
    db.execute("UPDATE works SET position = ?1 WHERE id = ?2", (place, work))?;
    Ok(())
}

/// Keeps a mark, or takes it away.
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
