//! Changes: the steps of a person's work on a document, each with an id that is unique everywhere.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Edit;
use crate::text::sanitise_line;

/// The most characters in an author's name.
const LONGEST_AUTHOR: usize = 80;

/// Identifies a change everywhere. Ids are ordered: an id given in knowledge of another is larger.
///
/// Written as the replica, a slash and the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChangeId {
    /// The number: larger than that of every change known where this one was made.
    pub seq: u64,
    /// The replica that made it, one visit of a document by one program, which hands out numbers without asking
    /// anyone else. Nil until it is known.
    pub replica: Uuid,
}

impl ChangeId {
    /// The final id of a change made before its replica was known, after changes with numbers up to `base`. Any
    /// other id stays as it is.
    #[must_use]
    pub fn settled(self, replica: Uuid, base: u64) -> Self {
        if self.replica.is_nil() { Self { replica, seq: self.seq + base } } else { self }
    }

    /// The id of the same change in another text, given by that text's digest. Deterministic.
    #[must_use]
    pub fn in_text(self, digest: &str) -> Self {
        let hash = blake3::hash(format!("{}/{digest}", self.replica).as_bytes());
        let bytes = *hash.as_bytes().first_chunk().expect("a digest has more bytes than an id");
        Self { replica: uuid::Builder::from_custom_bytes(bytes).into_uuid(), ..self }
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.replica, self.seq)
    }
}

impl FromStr for ChangeId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text
            .split_once('/')
            .and_then(|(replica, seq)| Some(Self { replica: replica.parse().ok()?, seq: seq.parse().ok()? }));
        parts.ok_or_else(|| format!("“{}” is no id of a change", sanitise_line(text, 60)))
    }
}

impl TryFrom<String> for ChangeId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ChangeId> for String {
    fn from(id: ChangeId) -> Self {
        id.to_string()
    }
}

/// The effect of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Adds an edit.
    Add(Edit),
    /// Takes back the edit that the given change added.
    Undo(ChangeId),
    /// Restores an edit that was taken back.
    Redo(ChangeId),
}

/// One step in the history of a list of corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The id.
    pub id: ChangeId,
    /// The author; none if not given, or not yet.
    pub author: Option<String>,
    /// When it was made; none before it is saved.
    pub made: Option<Timestamp>,
    /// Its effect.
    pub act: Act,
}

impl Change {
    /// A change without an author yet.
    pub(super) fn new(id: ChangeId, act: Act) -> Self {
        Self { id, author: None, made: None, act }
    }

    /// The same change with final ids, as [`ChangeId::settled`] gives them.
    #[must_use]
    pub fn settled(self, replica: Uuid, base: u64) -> Self {
        let act = match self.act {
            Act::Undo(target) => Act::Undo(target.settled(replica, base)),
            Act::Redo(target) => Act::Redo(target.settled(replica, base)),
            add @ Act::Add(_) => add,
        };
        Self { id: self.id.settled(replica, base), act, ..self }
    }

    /// The same change with an author and a time where it has none.
    #[must_use]
    pub fn signed(self, author: Option<&str>, now: Timestamp) -> Self {
        let author = self.author.or_else(|| author.map(str::to_owned));
        Self { author, made: self.made.or(Some(now)), ..self }
    }

    /// The same change, its words made safe to show: they may come from a file that somebody else wrote.
    #[must_use]
    pub fn sanitised(self) -> Self {
        let author = self.author.map(|name| sanitise_line(&name, LONGEST_AUTHOR));
        let act = match self.act {
            Act::Add(edit) => Act::Add(edit.sanitised()),
            other => other,
        };
        Self { author, act, ..self }
    }
}

/// The largest number among the changes; 0 if there are none.
pub fn last_seq(changes: &[Change]) -> u64 {
    changes.iter().map(|change| change.id.seq).max().unwrap_or(0)
}
