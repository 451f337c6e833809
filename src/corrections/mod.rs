//! What a person has put right in a briefing, and marked in it: a list of small edits that is laid over an analysis.
//!
//! The analysis itself is never touched, so a better analyser destroys nobody's work: [`Corrections::apply`] gives a
//! new briefing. Edits name actors by id and name, and passages by place and words, so that they outlive small changes
//! of the text; one that finds its target no more is kept and reported.
//!
//! The list is kept as a log of [`Change`]s. Taking in the same changes in any number of pieces gives the same list,
//! which is how two readers of one document work side by side.

mod cast;
mod edit;
mod file;
mod lay;
mod marks;

pub use edit::{ActorRef, Edit};
pub use file::{FileError, read, write};
pub use lay::{Applied, RULE};
pub use marks::Highlight;

use serde::{Deserialize, Serialize};

use crate::briefing::Briefing;

/// The number of an edit: unique among all readers, because each reader of a document has its own session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Uid {
    /// The session in which it was made.
    pub session: u64,
    /// Its number there, from 1.
    pub number: u32,
}

/// One step in the history of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A new edit.
    Add(Uid, Edit),
    /// An edit is taken back.
    Undo(Uid),
    /// An edit that was taken back is made again.
    Redo(Uid),
}

/// An edit with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    uid: Uid,
    edit: Edit,
    undone: bool,
}

/// The edits of one document, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    entries: Vec<Entry>,
    /// The session whose numbers new edits get.
    session: u64,
    made: u32,
}

impl Corrections {
    /// An empty list, whose edits get numbers of that session.
    pub fn new(session: u64) -> Self {
        Self { session, ..Self::default() }
    }

    /// Adds an edit, and gives what is to be kept.
    pub fn add(&mut self, edit: Edit) -> Change {
        self.made += 1;
        let change = Change::Add(Uid { session: self.session, number: self.made }, edit);
        self.take_in(change.clone());
        change
    }

    /// Takes back the last edit that stands; gives what is to be kept, and the edit.
    pub fn undo(&mut self) -> Option<(Change, Edit)> {
        let entry = self.entries.iter_mut().rfind(|e| !e.undone)?;
        entry.undone = true;
        Some((Change::Undo(entry.uid), entry.edit.clone()))
    }

    /// Makes the last edit again that was taken back, unless another was made since.
    pub fn redo(&mut self) -> Option<(Change, Edit)> {
        let from = self.entries.iter().rposition(|e| !e.undone).map_or(0, |at| at + 1);
        let entry = self.entries.get_mut(from)?;
        entry.undone = false;
        Some((Change::Redo(entry.uid), entry.edit.clone()))
    }

    /// Takes in a change that was kept earlier, or made by another reader. What is there already stays as it is.
    pub fn take_in(&mut self, change: Change) {
        match change {
            Change::Add(uid, _) if self.entries.iter().any(|e| e.uid == uid) => {}
            Change::Add(uid, edit) => {
                self.entries.push(Entry { uid, edit: edit.sanitised(), undone: false });
            }
            Change::Undo(uid) => self.mark(uid, true),
            Change::Redo(uid) => self.mark(uid, false),
        }
    }

    /// Puts what was kept earlier before the edits of this session, which may have begun already.
    pub fn precede(&mut self, changes: Vec<Change>) {
        let own = std::mem::take(&mut self.entries);
        changes.into_iter().for_each(|change| self.take_in(change));
        self.entries.extend(own);
    }

    fn mark(&mut self, uid: Uid, undone: bool) {
        self.entries.iter_mut().filter(|e| e.uid == uid).for_each(|e| e.undone = undone);
    }

    /// The edits that stand, in order.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.entries.iter().filter(|e| !e.undone).map(|e| &e.edit)
    }

    /// Whether no edit stands.
    pub fn is_empty(&self) -> bool {
        self.edits().next().is_none()
    }

    /// The highlights alone, for a text whose analysis is not there yet.
    pub fn highlights(&self, text: &str) -> Vec<Highlight> {
        marks::of(text, self.edits())
    }

    /// Lays the edits over a briefing as its analysis made it.
    pub fn apply(&self, briefing: &Briefing) -> Applied {
        lay::lay(briefing, self.edits())
    }
}

#[cfg(test)]
mod tests;
