//! The documents that were opened last.

use rusqlite::Connection;

use super::Trouble;

/// A document that was opened before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The absolute path of its file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was last opened: "2018-01-31 09:15", UTC.
    pub opened: String,
    /// How many corrections, highlights and notes it has had.
    pub changes: usize,
}

/// The works that came from files, the last opened first.
pub fn list(db: &Connection, most: usize) -> Result<Vec<Recent>, Trouble> {
    let mut works = db.prepare(
        "SELECT path, title, strftime('%Y-%m-%d %H:%M', max(opened)),
                (SELECT count(*) FROM changes WHERE changes.work = works.id)
         FROM works JOIN sessions ON sessions.work = works.id
         WHERE path IS NOT NULL GROUP BY works.id ORDER BY max(sessions.id) DESC LIMIT ?1",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = works.query_map([most], |row| {
        let changes: i64 = row.get(3)?;
        Ok(Recent {
            path: row.get(0)?,
            title: row.get(1)?,
            opened: row.get(2)?,
            changes: usize::try_from(changes).unwrap_or(0),
        })
    })?;
    let mut list = Vec::new();
    for row in rows {
        match row.map_err(Trouble::from) {
            Ok(recent) => list.push(recent),
            // A damaged row does not take the others with it.
            Err(Trouble::Damaged) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(list)
}
