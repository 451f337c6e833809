//! A person's own data: saved queries, read documents, tags.

use super::plan::Asking;
use super::{Archive, Trouble, sql};
use crate::query::{MeaningError, Query};
use crate::store::StoreError;
use crate::store::engine::values;

/// The user of an archive, as far as the program knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The person named to the program, which tells apart people who share an account or a role.
    pub told: Option<String>,
    /// The login name.
    pub logged_in: Option<String>,
}

impl Caller {
    /// Their name.
    pub fn name(&self) -> Option<&str> {
        self.told.as_deref().or(self.logged_in.as_deref())
    }
}

/// A saved query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptQuery {
    /// Its name.
    pub name: String,
    /// The query.
    pub text: String,
    /// The last serial number that its owner has seen.
    pub seen: i64,
}

impl Archive {
    /// The queries of a person, by name.
    pub fn kept_queries(&self, person: &str) -> Result<Vec<KeptQuery>, StoreError> {
        self.about(self.db.rows(&sql::QUERIES, values![person], |row| {
            Ok(KeptQuery { name: row.get(0)?, text: row.get(1)?, seen: row.get(2)? })
        }))
    }

    /// Saves a query under a name.
    pub fn keep_query(&self, person: &str, name: &str, text: &str) -> Result<(), StoreError> {
        self.about(self.db.run(&sql::KEEP_QUERY, values![person, name, text]).map(drop))
    }

    /// Drops a query; false if there was none with that name.
    pub fn drop_query(&self, person: &str, name: &str) -> Result<bool, StoreError> {
        self.about(self.db.run(&sql::DROP_QUERY, values![person, name]).map(|count| count > 0))
    }

    /// Records that a person has seen all hits of a query.
    pub fn see_query(&self, person: &str, name: &str) -> Result<(), StoreError> {
        let last = self.db.one::<i64>(&sql::LAST_SERIAL, &[]);
        self.about(last.and_then(|last| {
            self.db.run(&sql::SEE_QUERY, values![person, name, last.unwrap_or(0)]).map(drop)
        }))
    }

    /// How many of a query's hits have come since a serial number, and how many there are.
    pub fn news(&self, query: &Query, asking: Asking, seen: i64) -> Result<(usize, usize), MeaningError> {
        let all = self.count(query, asking)?;
        let new = self.count_since(query, asking, seen)?;
        Ok((new, all))
    }

    /// Marks a document as read, or unread.
    pub fn mark_read(&self, person: &str, document: i64, is_read: bool) -> Result<(), StoreError> {
        let statement = if is_read { &sql::MARK_READ } else { &sql::MARK_UNREAD };
        self.about(self.db.run(statement, values![person, document]).map(drop))
    }

    /// A person's tags, each with the number of its documents.
    pub fn tags(&self, person: &str) -> Result<Vec<(String, usize)>, StoreError> {
        let all =
            self.db.rows(&sql::TAGS, values![person], |row| Ok((row.get(0)?, row.get::<i64>(1)? as usize)));
        self.about(all)
    }

    /// Adds a tag to the document with a serial number, or removes it; returns whether the document has it now, and none if
    /// there is no such document.
    pub fn toggle_tag(&self, person: &str, serial: i64, tag: &str) -> Result<Option<bool>, StoreError> {
        let Some(document) = self.number_of(serial)? else { return Ok(None) };
        let has = self.about(self.tags_on(person, document))?.contains(&tag.to_lowercase());
        self.tag(person, document, tag, !has)?;
        Ok(Some(!has))
    }

    /// A person's tags on a document.
    pub(super) fn tags_on(&self, person: &str, document: i64) -> Result<Vec<String>, Trouble> {
        self.db.rows(&sql::TAGS_OF, values![person, document], |row| row.get(0))
    }

    /// Adds a tag to a document, or removes it.
    pub fn tag(&self, person: &str, document: i64, tag: &str, is_on: bool) -> Result<(), StoreError> {
        let statement = if is_on { &sql::ADD_TAG } else { &sql::DROP_TAG };
        self.about(self.db.run(statement, values![person, tag.to_lowercase(), document]).map(drop))
    }
}
