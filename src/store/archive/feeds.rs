//! The followed sources: addresses, directories, mailboxes.

use std::collections::HashMap;

use super::{Archive, sql};
use crate::store::StoreError;
use crate::store::engine::{Row, values};

/// The kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FeedKind {
    /// A web address: a feed, or a page.
    Web,
    /// A directory of texts.
    Folder,
    /// An mbox file of messages.
    Mbox,
    /// A directory with one message per file.
    Maildir,
}

impl FeedKind {
    /// All kinds by name.
    pub const ALL: [(&'static str, Self); 4] =
        [("web", Self::Web), ("folder", Self::Folder), ("mbox", Self::Mbox), ("maildir", Self::Maildir)];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// A followed source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its number.
    pub id: i64,
    /// Its address, or its path.
    pub address: String,
    /// Its kind.
    pub kind: FeedKind,
    /// Its title.
    pub name: String,
    /// Its group.
    pub group: Option<String>,
    /// The least seconds between two tries; none for the default of its kind.
    pub every: Option<i64>,
    /// State that the last sync left for the next, in a form that only the sync knows.
    pub state: Option<String>,
    /// When it may be tried again, in seconds since the beginning of 1970 in UTC.
    pub next_try: i64,
    /// How often it has failed in a row.
    pub failures: u32,
    /// Its last failure.
    pub fault: Option<String>,
}

impl Feed {
    /// Whether that is its address or its name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.address == name || self.name.eq_ignore_ascii_case(name)
    }
}

impl Archive {
    /// All followed sources.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        let feed = |row: &Row| {
            let kind: String = row.get(2)?;
            let kind = FeedKind::ALL.iter().find(|(name, _)| *name == kind);
            Ok(Feed {
                id: row.get(0)?,
                address: row.get(1)?,
                kind: kind.map_or(FeedKind::Web, |(_, kind)| *kind),
                name: row.get(3)?,
                group: row.get(4)?,
                every: row.get(5)?,
                state: row.get(6)?,
                next_try: row.get(7)?,
                failures: row.get::<i64>(8)?.try_into().unwrap_or(0),
                fault: row.get(9)?,
            })
        };
        self.about(self.db.rows(&sql::FEEDS, &[], feed))
    }

    /// Follows an address, or changes its name.
    pub fn follow(
        &self,
        address: &str,
        kind: FeedKind,
        name: &str,
        group: Option<&str>,
        every: Option<i64>,
    ) -> Result<(), StoreError> {
        self.about(self.db.run(&sql::FOLLOW, values![address, kind.name(), name, group, every]).map(drop))
    }

    /// Stops following an address; its documents stay. False if it was not followed.
    pub fn unfollow(&self, address: &str) -> Result<bool, StoreError> {
        self.about(self.db.run(&sql::UNFOLLOW, values![address]).map(|count| count > 0))
    }

    /// Saves the state after a try.
    pub fn tried(&self, feed: &Feed) -> Result<(), StoreError> {
        let Feed { id, state, next_try, failures, fault, .. } = feed;
        let row = values![*id, state, *next_try, *failures, fault];
        self.about(self.db.run(&sql::FEED_TRIED, row).map(drop))
    }

    /// The items of a feed that were taken in, each with its stamp at that time.
    pub fn seen(&self, feed: i64) -> Result<HashMap<String, String>, StoreError> {
        let all = self.db.rows(&sql::SEEN, values![feed], |row| Ok((row.get(0)?, row.get(1)?)));
        self.about(all.map(|all| all.into_iter().collect()))
    }

    /// Records that items of a feed were taken in.
    pub fn see(&mut self, feed: i64, items: &[(String, String)]) -> Result<(), StoreError> {
        let see =
            |(item, stamp): &(String, String)| self.db.run(&sql::SEE, values![feed, item, stamp]).map(drop);
        self.about(self.db.transaction(|| items.iter().try_for_each(see)))
    }
}
