//! The documents opened last.

use rusqlite::Connection;

use super::{Trouble, work};
use crate::corrections::Corrections;

/// A document that was opened before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The absolute path of its file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was last opened: "2018-01-31 09:15", UTC.
    pub opened: String,
    /// How many corrections, highlights and notes it has.
    pub changes: usize,
}

/// The works that came from files, the last opened first.
pub fn list(db: &Connection, most: usize) -> Result<Vec<Recent>, Trouble> {
    let mut works = db.prepare(
        "SELECT path, title, strftime('%Y-%m-%d %H:%M', max(opened)), works.id
         FROM works JOIN sessions ON sessions.work = works.id
         WHERE path IS NOT NULL GROUP BY works.id ORDER BY max(sessions.id) DESC LIMIT ?1",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = works.query_map([most], |row| {
        let recent = Recent { path: row.get(0)?, title: row.get(1)?, opened: row.get(2)?, changes: 0 };
        Ok((recent, row.get::<_, i64>(3)?))
    })?;
    let mut list = Vec::new();
    for row in rows {
        match row.map_err(Trouble::from) {
            Ok((recent, id)) => list.push(Recent { changes: standing(db, id), ..recent }),
            // A damaged row does not take the others with it.
            Err(Trouble::Damaged) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(list)
}

/// How many edits of a work are in force; 0 if that cannot be read.
fn standing(db: &Connection, id: i64) -> usize {
    let mut corrections = Corrections::default();
    let visit = work::read(db, id).map(|(_, visit)| visit).unwrap_or_default();
    visit.changes.into_iter().for_each(|change| corrections.take_in(change));
    corrections.edits().count()
}
