//! Moves an archive: copies every row into an empty one, and rebuilds the word indexes there.
//!
//! Numbers stay, so that people's notes, links and judgements keep their meaning.

use super::{Archive, Prepared, Stored, Trouble, packed, sql};
use crate::store::StoreError;
use crate::store::engine::{Db, Value};

/// The tables with their columns, each after those that it refers to.
const TABLES: &[(&str, &[&str])] = &[
    ("outlets", &["id", "key", "name"]),
    (
        "feeds",
        &["id", "address", "kind", "name", "grouped", "every", "state", "next_try", "failures", "fault"],
    ),
    ("seen", &["feed", "item", "stamp"]),
    (
        "documents",
        &[
            "id",
            "serial",
            "digest",
            "outlet",
            "feed",
            "address",
            "version_of",
            "story",
            "received",
            "embargo",
            "flags",
            "title",
            "text",
            "blocks",
            "metadata",
            "analysed_by",
            "given",
            "packed",
        ],
    ),
    ("actors", &["id", "key", "name", "kind", "listed"]),
    ("names", &["term", "name", "actor"]),
    ("mentions", &["document", "actor", "times", "name", "role", "country"]),
    ("quotes", &["id", "document", "kind", "form", "confidence", "spans", "speakers", "speaking"]),
    ("links", &["quote", "other", "contained"]),
    ("sketches", &["document", "bytes"]),
    ("judgements", &["id", "a", "b", "verdict", "who", "made", "undone"]),
    ("queries", &["person", "name", "text", "seen"]),
    ("been_read", &["person", "document"]),
    ("tags", &["person", "tag", "document"]),
    ("notes", &["id", "document", "note"]),
    ("changes", &["digest", "replica", "seq", "author", "made", "act"]),
    ("decided", &["person", "replica", "seq", "accepted"]),
];

/// The tables that number their own rows.
const NUMBERED: &[&str] = &["outlets", "feeds", "actors", "judgements", "notes"];

impl Archive {
    /// Whether nothing was ever stored in it.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        let any = |table: &str| {
            self.db.one::<i64>(&format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) AS part"), &[])
        };
        let counted = TABLES.iter().map(|(table, _)| any(table).map(|count| count.unwrap_or(0))).sum();
        self.about::<i64>(counted).map(|count| count == 0)
    }

    /// Copies everything into an empty archive, all or nothing; returns how many documents there were. `again` analyses a
    /// document as before, for the word indexes; `told` receives the progress.
    pub fn copy_to(
        &self,
        target: &mut Self,
        again: impl Fn(Stored) -> Result<Prepared, StoreError>,
        mut told: impl FnMut(usize),
    ) -> Result<usize, StoreError> {
        let ids = self.about(self.db.rows(&sql::EVERY_DOCUMENT, &[], |row| row.get::<i64>(0)))?;
        let path = target.path.clone();
        let copied = target.in_one(|target| {
            for (table, columns) in TABLES {
                copy(&self.db, &target.db, table, columns)?;
            }
            for (done, id) in ids.iter().enumerate() {
                if let Some(stored) = target.stored(*id).map_err(|error| error.trouble)? {
                    target.index_words(*id, &again(stored).map_err(|error| error.trouble)?)?;
                }
                told(done + 1);
            }
            target.db.flush()?;
            super::counts::count_again(&target.db)
        });
        copied.map_err(|trouble| trouble.of(&path))?;
        Ok(ids.len())
    }

    /// Runs all of `work` on this archive, or none of it.
    fn in_one(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Trouble>) -> Result<(), Trouble> {
        self.db.begin()?;
        let done = work(self).and_then(|()| self.db.commit());
        if done.is_err() {
            // The failure is reported; a failed rollback needs no second sentence.
            let _ = self.db.roll_back();
            self.look_again();
        }
        done
    }
}

/// Copies the rows of a table.
fn copy(from: &Db, to: &Db, table: &str, columns: &[&str]) -> Result<(), Trouble> {
    let names = columns.join(", ");
    let marks = (1..=columns.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
    let of = |name: &str| columns.iter().position(|column| *column == name);
    let insert = format!("INSERT INTO {table} ({names}) VALUES ({marks})");
    from.each(&format!("SELECT {names} FROM {table}"), &[], |row| {
        let mut all = (0..columns.len()).map(|at| row.get::<Value>(at)).collect::<Result<Vec<_>, _>>()?;
        if let [Some(text), Some(blocks), Some(packed)] = ["text", "blocks", "packed"].map(of) {
            packed::kept_anew(&mut all, [text, blocks, packed], to.dialect())?;
        }
        to.later(&insert, &all)
    })?;
    to.flush()?;
    if NUMBERED.contains(&table) {
        to.number_on(table)?;
    }
    Ok(())
}
