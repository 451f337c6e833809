//! Opening a document: finding its work and what is known about it.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::Trouble;
use super::work::{self, Open, Visit};
use crate::corrections::{Act, Edit};
use crate::text::{Anchor, Finder, sanitise_line};

/// Facts that identify a document apart from its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The absolute path of its file; none for text from a pipe.
    pub path: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// The digest that identifies a text.
fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Records that a document was opened, and returns what is known about it.
pub fn enter(db: &mut Connection, text: &str, card: &Card) -> Result<(Option<Open>, Visit), Trouble> {
    let digest = digest(text);
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let work = if let Some(work) = find(&tx, &digest, text, card)? {
        work
    } else {
        tx.execute("INSERT INTO works DEFAULT VALUES", [])?;
        tx.last_insert_rowid()
    };
    tx.execute("INSERT OR IGNORE INTO documents (digest, work) VALUES (?1, ?2)", (&digest, work))?;
    let title = card.title.as_deref().map(|t| sanitise_line(t, 200));
    tx.execute(
        "UPDATE works SET path = coalesce(?1, path), title = coalesce(?2, title) WHERE id = ?3",
        (&card.path, title, work),
    )?;
    tx.execute("INSERT INTO sessions (work) VALUES (?1)", [work])?;
    let session = tx.last_insert_rowid();
    let (last, visit) = work::read(&tx, work)?;
    tx.commit()?;
    Ok((Some(Open { work, session, last }), visit))
}

/// Returns what is known about a document, and records nothing.
pub fn look(db: &Connection, text: &str, card: &Card) -> Result<(Option<Open>, Visit), Trouble> {
    let work = find(db, &digest(text), text, card)?;
    Ok((None, work.map(|work| work::read(db, work)).transpose()?.unwrap_or_default().1))
}

/// The work with that digest; else the one with the same path, if this text is another state of it.
fn find(db: &Connection, digest: &str, text: &str, card: &Card) -> Result<Option<i64>, Trouble> {
    let known = "SELECT work FROM documents WHERE digest = ?1";
    if let Some(work) = db.query_row(known, [digest], |row| row.get(0)).optional()? {
        return Ok(Some(work));
    }
    let Some(path) = &card.path else { return Ok(None) };
    let mut there = db.prepare(
        "SELECT works.id, title FROM works JOIN sessions ON sessions.work = works.id WHERE path = ?1
         GROUP BY works.id ORDER BY max(sessions.id) DESC LIMIT 1",
    )?;
    let row = there.query_row([path], |row| Ok((row.get(0)?, row.get(1)?)));
    let Some((work, title)) = row.optional()? else { return Ok(None) };
    let title: Option<String> = title;
    let same_title = title.is_some() && title == card.title.as_deref().map(|t| sanitise_line(t, 200));
    let kin = is_kin(text, &work::read(db, work)?.1, same_title);
    Ok(kin.then_some(work))
}

/// Whether most of the changes made on another text apply to this one.
fn is_kin(text: &str, visit: &Visit, same_title: bool) -> bool {
    let edits =
        visit.changes.iter().filter_map(|c| if let Act::Add(edit) = &c.act { Some(edit) } else { None });
    let anchors: Vec<&Anchor> = edits.filter_map(Edit::passage).chain(&visit.position).collect();
    let finder = Finder::new(text);
    let found = anchors.iter().filter(|a| finder.find(a).is_some()).count();
    if anchors.is_empty() { same_title } else { 2 * found >= anchors.len() }
}
