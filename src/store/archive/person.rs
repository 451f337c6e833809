//! What belongs to one person: kept queries, what was read, tags.

use super::plan::Asking;
use super::{Archive, Trouble, sql};
use crate::query::{MeaningError, Query};
use crate::store::StoreError;
use crate::store::engine::values;

/// Who uses an archive, as far as a program knows that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// The person that the program was told, which tells people apart who share an account or a role.
    pub told: Option<String>,
    /// Who is logged in.
    pub logged_in: Option<String>,
}

impl Caller {
    /// Their name.
    pub fn name(&self) -> Option<&str> {
        self.told.as_deref().or(self.logged_in.as_deref())
    }
}

/// A query that a person keeps.
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

    /// Keeps a query under a name.
    pub fn keep_query(&self, person: &str, name: &str, text: &str) -> Result<(), StoreError> {
        self.about(self.db.run(&sql::KEEP_QUERY, values![person, name, text]).map(drop))
    }

    /// Keeps a query no more; false where there was none of that name.
    pub fn drop_query(&self, person: &str, name: &str) -> Result<bool, StoreError> {
        self.about(self.db.run(&sql::DROP_QUERY, values![person, name]).map(|count| count > 0))
    }

    /// Notes that a person has seen everything that a query finds now.
    pub fn see_query(&self, person: &str, name: &str) -> Result<(), StoreError> {
        let last = self.db.one::<i64>(&sql::LAST_SERIAL, &[]);
        self.about(last.and_then(|last| {
            self.db.run(&sql::SEE_QUERY, values![person, name, last.unwrap_or(0)]).map(drop)
        }))
    }

    /// How many of what a query finds have come since a serial number, and how many there are.
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

    /// The tags that a person uses, each with the number of its documents.
    pub fn tags(&self, person: &str) -> Result<Vec<(String, usize)>, StoreError> {
        let all =
            self.db.rows(&sql::TAGS, values![person], |row| Ok((row.get(0)?, row.get::<i64>(1)? as usize)));
        self.about(all)
    }

    /// Puts a tag to the document of a serial number, or takes it away; says whether it has it now, and nothing where there
    /// is no such document.
    pub fn toggle_tag(&self, person: &str, serial: i64, tag: &str) -> Result<Option<bool>, StoreError> {
        let Some(document) = self.number_of(serial)? else { return Ok(None) };
        let has = self.about(self.tags_on(person, document))?.contains(&tag.to_lowercase());
        self.tag(person, document, tag, !has)?;
        Ok(Some(!has))
    }

    /// The tags that a person has put to a document.
    pub(super) fn tags_on(&self, person: &str, document: i64) -> Result<Vec<String>, Trouble> {
        self.db.rows(&sql::TAGS_OF, values![person, document], |row| row.get(0))
    }

    /// Puts a tag to a document, or takes it away.
    pub fn tag(&self, person: &str, document: i64, tag: &str, is_on: bool) -> Result<(), StoreError> {
        let statement = if is_on { &sql::ADD_TAG } else { &sql::DROP_TAG };
        self.about(self.db.run(statement, values![person, tag.to_lowercase(), document]).map(drop))
    }
}
