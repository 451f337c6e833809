//! The number of quotes with each word, updated as quotes come and go, so that nobody has to scan the index for it.
//!
//! The table has a row per term, and one without a term that counts all quotes. The changes of a transaction are collected
//! in memory and written at its end, each term once.

use std::collections::BTreeMap;

use super::{Trouble, sql};
use crate::store::engine::{Db, values};

/// The row that counts all quotes.
pub(super) const ALL: &str = "";

/// The changes of some terms' counts.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<String, i64>);

impl Counts {
    /// Adds a quote; its terms are separated by spaces.
    pub fn add(&mut self, terms: &str) {
        self.change(terms, 1);
    }

    /// Removes a quote.
    pub fn take(&mut self, terms: &str) {
        self.change(terms, -1);
    }

    fn change(&mut self, terms: &str, by: i64) {
        let mut own: Vec<&str> = terms.split(' ').collect();
        // A trailing space or a quote without words also yields the empty term; it is counted once.
        own.push(ALL);
        own.sort_unstable();
        own.dedup();
        for term in own {
            match self.0.get_mut(term) {
                Some(count) => *count += by,
                None => _ = self.0.insert(term.to_owned(), by),
            }
        }
    }

    /// Writes the changes. A word that no quote has any more is not in the table.
    pub fn write(self, db: &Db) -> Result<(), Trouble> {
        for (term, by) in self.0 {
            if by > 0 {
                db.later(&sql::COUNT_WORD, values![&term, by])?;
            } else if by < 0 {
                db.run(&sql::TAKE_WORD, values![&term, -by])?;
                db.run(&sql::DROP_WORD, values![&term])?;
            }
        }
        Ok(())
    }
}

/// Recounts all words from the index.
pub(super) fn count_again(db: &Db) -> Result<(), Trouble> {
    db.run(&sql::DROP_WORDS, &[])?;
    db.run(&sql::COUNT_WORDS, &[]).map(drop)
}
