//! Maintains the archive: checks it, copies it, and deletes documents for good.

use std::path::Path;

use super::counts::{self, Counts};
use super::ingest::{self, forget_findings, generator};
use super::kin::words;
use super::packed::TEXTS;
use super::{Archive, Trouble, packed, sql};
use crate::briefing::Generator;
use crate::document::{Block, Document, Metadata};
use crate::likeness::Sketch;
use crate::store::engine::{Db, Row, values};
use crate::store::{StoreError, shared};

/// A document as stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its number.
    pub id: i64,
    /// The number that people use.
    pub serial: i64,
    /// The document, without its links and notices.
    pub document: Document,
    /// Where it can be opened again.
    pub address: Option<String>,
    /// The feed that it came from.
    pub feed: Option<i64>,
    /// Whether only a summary is there.
    pub is_summary: bool,
    /// The end of its embargo, in seconds since the beginning of 1970 in UTC.
    pub embargo: Option<i64>,
}

/// The number at the beginning of a row.
fn number(row: &Row) -> Result<i64, Trouble> {
    row.get(0)
}

impl Archive {
    /// The faults of the file, a line each; none if it is sound.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let checked = (|| -> Result<Vec<String>, Trouble> {
            let mut wrong = self.db.faults()?;
            if matches!(self.db, Db::Sqlite(_)) {
                wrong.extend(shared::faults(&self.path));
            }
            for (table, counted) in [("body", "documents"), ("said", "quotes")] {
                let rows = self.db.dialect().rows_of(table);
                let sql = format!("SELECT (SELECT count(*) FROM {counted}) - (SELECT count(*) FROM {rows})");
                let missing = self.db.one::<i64>(&sql, &[])?.unwrap_or(0);
                if missing != 0 {
                    wrong.push(format!(
                        "{table} lacks {missing} of {counted}; `attache archive rebuild` makes it again"
                    ));
                }
            }
            Ok(wrong)
        })();
        self.about(checked)
    }

    /// Who may do what with the file if its folder is shared, as the end of a sentence.
    pub fn shared(&self) -> Option<String> {
        matches!(self.db, Db::Sqlite(_)).then(|| shared::told(&self.path)).flatten()
    }

    /// Writes a copy to a file that must not exist yet, while others go on.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        self.db.copy_to(to).map_err(|trouble| trouble.of(to))
    }

    /// The number of the document with a serial number.
    pub fn number_of(&self, serial: i64) -> Result<Option<i64>, StoreError> {
        self.about(self.db.one(&sql::BY_SERIAL, values![serial]))
    }

    /// How many documents there are.
    pub fn documents(&self) -> Result<usize, StoreError> {
        let count = self.db.one::<i64>(&sql::COUNT_DOCUMENTS, &[]);
        self.about(count).map(|n| usize::try_from(n.unwrap_or(0)).unwrap_or(0))
    }

    /// Numbers of documents after one, in order; at most `most`.
    pub fn after(&self, id: i64, most: usize) -> Result<Vec<i64>, StoreError> {
        self.about(self.db.rows(&sql::ALL_DOCUMENTS, values![id, most as i64], number))
    }

    /// Numbers, after `id`, of documents analysed by another version; at most `most`.
    pub fn stale(&self, current: &Generator, id: i64, most: usize) -> Result<Vec<i64>, StoreError> {
        self.about(self.db.rows(&sql::STALE, values![generator(current), id, most as i64], number))
    }

    /// The document with a number.
    pub fn stored(&self, id: i64) -> Result<Option<Stored>, StoreError> {
        let found = (|| -> Result<_, Trouble> {
            let row = self.db.first(&sql::DOCUMENT, values![id], |row| {
                let ((text, blocks), metadata) = (packed::texts(row, TEXTS)?, row.get::<String>(12)?);
                let flags: i64 = row.get(8)?;
                let stored = Stored {
                    id,
                    serial: row.get(0)?,
                    document: Document { text, ..Document::default() },
                    feed: row.get(2)?,
                    address: row.get(3)?,
                    embargo: row.get(7)?,
                    is_summary: flags & ingest::SUMMARY != 0,
                };
                Ok((stored, blocks, metadata))
            })?;
            let Some((mut stored, blocks, metadata)) = row else { return Ok(None) };
            stored.document.blocks = serde_json::from_str::<Vec<Block>>(&blocks)?;
            stored.document.metadata = serde_json::from_str::<Metadata>(&metadata)?;
            Ok(Some(stored))
        })();
        self.about(found)
    }

    /// The numbers of the documents with this text.
    pub fn with_text(&self, text: &str) -> Result<Vec<i64>, StoreError> {
        self.with_digest(&blake3::hash(text.as_bytes()).as_bytes()[..16])
    }

    /// The numbers of the documents whose text has a digest that begins with these 16 bytes.
    pub fn with_digest(&self, digest: &[u8]) -> Result<Vec<i64>, StoreError> {
        self.about(self.db.rows(&sql::BY_DIGEST, values![digest], number))
    }

    /// Deletes a document for good, with all data derived from it.
    pub fn forget(&mut self, id: i64) -> Result<(), StoreError> {
        let result = self.db.deleting(&["body", "said"], || {
            let mut counts = Counts::default();
            forget_findings(&self.db, id, &mut counts)?;
            counts.write(&self.db)?;
            let all = [
                &sql::DELETE_SKETCH,
                &sql::DELETE_STATE,
                &sql::DELETE_TAGS,
                &sql::DELETE_CHANGES,
                &sql::DELETE_DOCUMENT,
            ];
            all.into_iter().try_for_each(|statement| self.db.run(statement, values![id]).map(drop))
        });
        self.kin = super::Kin::default();
        self.about(result)
    }

    /// Counts again in how many quotes each word occurs.
    pub fn count_words_again(&mut self) -> Result<(), StoreError> {
        self.about(self.db.transaction(|| counts::count_again(&self.db)))
    }

    /// The serial numbers of the documents that are nearly the same as one.
    pub(super) fn like(&self, serial: i64) -> Result<Vec<i64>, Trouble> {
        let Some(id) = self.db.one::<i64>(&sql::BY_SERIAL, values![serial])? else { return Ok(Vec::new()) };
        let mut kin = super::Kin::default();
        kin.look_around(&self.db, id)?;
        let bytes: Option<Vec<u8>> = self.db.one(&sql::SKETCH, values![id])?;
        let sketch = bytes.and_then(|bytes| Sketch::from_bytes(&bytes));
        Ok(sketch.map_or_else(Vec::new, |sketch| kin.like(&sketch)))
    }

    /// The quotes of other documents that are the same as one, each with its words.
    pub fn same_quote(&self, quote: i64) -> Result<Vec<super::Hit>, StoreError> {
        let found = (|| -> Result<_, Trouble> {
            let others = self.db.rows(&sql::LINKED, values![quote], number)?;
            self.hits(&others, true, &[])
        })();
        self.about(found)
    }

    /// A quote by its number.
    pub fn quote_hit(&self, quote: i64) -> Result<Option<super::Hit>, StoreError> {
        self.about(self.hits(&[quote], true, &[])).map(|mut hits| hits.pop())
    }

    /// The versions of a document, the first one first; only itself if it has no address.
    pub fn versions_of(&self, id: i64) -> Result<Vec<i64>, StoreError> {
        let found = self.db.rows(&sql::VERSIONS_OF, values![id], |row| row.get(0));
        let found: Vec<i64> = self.about(found)?;
        Ok(if found.is_empty() { vec![id] } else { found })
    }

    /// The documents of the story of one, in order of time.
    pub fn story_of(&self, id: i64) -> Result<Vec<i64>, StoreError> {
        let found = (|| -> Result<_, Trouble> {
            let story: Option<i64> = self.db.one(&sql::STORY_OF, values![id])?;
            self.db.rows(&sql::OF_STORY, values![story.unwrap_or(id)], number)
        })();
        self.about(found)
    }

    /// The words of the quotes of a document, with their numbers.
    pub fn quotes_of(&self, id: i64) -> Result<Vec<(i64, String)>, StoreError> {
        let found = (|| -> Result<_, Trouble> {
            let text = packed::text_of(&self.db, id)?;
            self.db.rows(&sql::SPANS_OF, values![id], |row| {
                Ok((row.get(0)?, words(&row.get::<String>(1)?, &text)))
            })
        })();
        self.about(found)
    }

    /// Takes the lock for syncing an archive on a server, for as long as this connection lasts; false if another has it.
    #[cfg(feature = "postgres")]
    pub(in crate::store) fn lock_sync(&self) -> Result<bool, StoreError> {
        self.about(self.db.one(&sql::LOCK_SYNC, &[])).map(|locked: Option<i64>| locked == Some(1))
    }

    /// A value that the program stored under a name.
    pub fn fact(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.about(self.db.one(&sql::FACT, values![name]))
    }

    /// Stores a value under a name for the program itself.
    pub fn keep_fact(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.about(self.db.run(&sql::KEEP_FACT, values![name, value]).map(drop))
    }
}
