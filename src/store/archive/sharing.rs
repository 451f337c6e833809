//! Shares corrections on a desk: the log of changes of each text, and each person's decision about each change.
//!
//! A change has an id that is unique everywhere, so it is stored once, whoever shares it, and any order of sharing gives
//! the same log. Changes are only removed together with the text.

use super::{Archive, Trouble, sql};
use crate::corrections::{Change, ChangeId};
use crate::store::StoreError;
use crate::store::engine::{Row, values};

/// A shared change, as seen by one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The change.
    pub change: Change,
    /// Whether the person has accepted it or left it; none if undecided.
    pub accepted: Option<bool>,
}

/// The changes of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// The readable ones, in order of their ids.
    pub given: Vec<Given>,
    /// How many this program does not understand.
    pub unreadable: usize,
}

impl Log {
    /// The number of changes.
    pub fn len(&self) -> usize {
        self.given.len() + self.unreadable
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The archive's digest of a text.
fn digest(text: &str) -> [u8; 16] {
    let mut short = [0; 16];
    short.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..16]);
    short
}

impl Archive {
    /// Shares changes of a text with the others; existing ones stay as they are.
    pub fn give(&self, text: &str, changes: &[Change]) -> Result<(), StoreError> {
        let digest = digest(text);
        let give = |change: &Change| -> Result<(), Trouble> {
            let Change { id, author, made, act } = change;
            let row = values![
                digest.as_slice(),
                id.replica.to_string(),
                id.seq.cast_signed(),
                author,
                made.map(|made| made.to_string()),
                serde_json::to_string(act)?,
            ];
            self.db.run(&sql::GIVE, row).map(drop)
        };
        self.about(changes.iter().try_for_each(give))
    }

    /// The shared changes of a text, and a person's decision about each.
    pub fn log_of(&self, person: &str, text: &str) -> Result<Log, StoreError> {
        let digest = digest(text);
        let mut log = Log::default();
        let read = self.db.each(&sql::GIVEN, values![person, digest.as_slice()], |row| {
            match change(row)? {
                Some(change) => {
                    let accepted = row.get::<Option<i64>>(5)?.map(|accepted| accepted != 0);
                    log.given.push(Given { change: change.sanitised(), accepted });
                }
                None => log.unreadable += 1,
            }
            Ok(())
        });
        self.about(read)?;
        log.given.sort_by_key(|given| given.change.id);
        Ok(log)
    }

    /// Records that a person accepts a change, or leaves it.
    pub fn decide(&self, person: &str, id: ChangeId, accepted: bool) -> Result<(), StoreError> {
        let row = values![person, id.replica.to_string(), id.seq.cast_signed(), accepted];
        self.about(self.db.run(&sql::DECIDE, row).map(drop))
    }

    /// The documents whose indexes are older than some changes of their text.
    pub fn behind(&self) -> Result<Vec<i64>, StoreError> {
        self.about(self.db.rows(&sql::BEHIND, &[], |row| row.get(0)))
    }
}

/// The change of a row; none if this program does not understand it.
fn change(row: &Row) -> Result<Option<Change>, Trouble> {
    let (replica, author, act): (String, Option<String>, String) = (row.get(0)?, row.get(2)?, row.get(4)?);
    let made: Option<String> = row.get(3)?;
    let Ok(replica) = replica.parse() else { return Ok(None) };
    let Ok(act) = serde_json::from_str(&act) else { return Ok(None) };
    let id = ChangeId { seq: row.get::<i64>(1)?.cast_unsigned(), replica };
    Ok(Some(Change { id, author, made: made.and_then(|made| made.parse().ok()), act }))
}
