//! In how many quotes each word occurs, kept as quotes come and go, so that nobody who asks for it goes through the index.
//!
//! The table has a row a term, and one without a term that counts all quotes. What changes in a transaction is gathered in
//! memory and written at its end, each term once.

use std::collections::BTreeMap;

use super::{Trouble, sql};
use crate::store::engine::{Db, values};

/// The row that counts all quotes.
pub(super) const ALL: &str = "";

/// By how much the counts of some terms change.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<String, i64>);

impl Counts {
    /// A quote has come; its terms have spaces between them.
    pub fn add(&mut self, terms: &str) {
        self.change(terms, 1);
    }

    /// A quote goes.
    pub fn take(&mut self, terms: &str) {
        self.change(terms, -1);
    }

    fn change(&mut self, terms: &str, by: i64) {
        let mut own: Vec<&str> = terms.split(' ').collect();
        // The end of the list has nothing, and so has a quote without words.
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

    /// Writes the changes. A word that no quote has any more is nowhere in the table.
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

/// Counts all words anew, from the index.
pub(super) fn count_again(db: &Db) -> Result<(), Trouble> {
    db.run(&sql::DROP_WORDS, &[])?;
    db.run(&sql::COUNT_WORDS, &[]).map(drop)
}
