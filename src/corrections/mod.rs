//! A person's corrections and highlights of a briefing: a list of small edits applied over an analysis.
//!
//! The analysis itself is never touched, so a better analyser destroys nobody's work: [`Corrections::apply`] returns a
//! new briefing. Edits name actors by id and name, and passages by place and words, so they survive small changes of
//! the text; an edit that no longer finds its target is kept and reported.
//!
//! The list is kept as a log of [`Change`]s, each with a unique id. Taking in the same changes, in any order and any
//! number of pieces, gives the same list. So two readers of one document can work side by side, and two people's
//! logs can be merged.

mod cast;
mod change;
mod edit;
mod file;
mod lay;
mod marks;

pub use change::{Act, Change, ChangeId, last_seq};
use edit::Subject;
pub use edit::{ActorRef, Edit};
pub use file::{FileError, read, write};
pub use lay::{Applied, RULE};
pub use marks::Highlight;

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::briefing::Briefing;

/// An edit, and the change that added it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    id: ChangeId,
    author: Option<String>,
    made: Option<Timestamp>,
    edit: Edit,
}

/// The edits of one document, in the order of their changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    entries: Vec<Entry>,
    /// The last change that took an edit back or restored it, and whether it took it back; by the change that added
    /// the edit.
    fates: HashMap<ChangeId, (ChangeId, bool)>,
    /// The replica for the ids of new changes; nil until it is known.
    replica: Uuid,
    /// The largest number of any change so far.
    last: u64,
}

impl Corrections {
    /// An empty list whose changes get ids of that replica.
    pub fn new(replica: Uuid) -> Self {
        Self { replica, ..Self::default() }
    }

    fn next(&mut self, act: Act) -> Change {
        let change = Change::new(ChangeId { seq: self.last + 1, replica: self.replica }, act);
        self.take_in(change.clone());
        change
    }

    /// Adds an edit; returns the change to save.
    pub fn add(&mut self, edit: Edit) -> Change {
        self.next(Act::Add(edit))
    }

    fn is_undone(&self, entry: &Entry) -> bool {
        self.fates.get(&entry.id).is_some_and(|(_, undone)| *undone)
    }

    /// Takes back the last edit in force; returns the change to save, and the edit.
    pub fn undo(&mut self) -> Option<(Change, Edit)> {
        let entry = self.entries.iter().rfind(|e| !self.is_undone(e))?;
        let (id, edit) = (entry.id, entry.edit.clone());
        Some((self.next(Act::Undo(id)), edit))
    }

    /// Restores the edit taken back last, unless another was made since.
    pub fn redo(&mut self) -> Option<(Change, Edit)> {
        let from = self.entries.iter().rposition(|e| !self.is_undone(e)).map_or(0, |at| at + 1);
        let entry = self.entries.get(from)?;
        let (id, edit) = (entry.id, entry.edit.clone());
        Some((self.next(Act::Redo(id)), edit))
    }

    /// Takes in a change that was saved earlier or made elsewhere, at its place in the overall order. A change
    /// that is there already stays as it is.
    pub fn take_in(&mut self, change: Change) {
        let Change { id, author, made, act } = change.sanitised();
        self.last = self.last.max(id.seq);
        let (target, undone) = match act {
            Act::Add(edit) => {
                if let Err(at) = self.entries.binary_search_by_key(&id, |entry| entry.id) {
                    self.entries.insert(at, Entry { id, author, made, edit });
                }
                return;
            }
            Act::Undo(target) => (target, true),
            Act::Redo(target) => (target, false),
        };
        // The later change decides, whichever arrives first.
        let fate = self.fates.entry(target).or_insert((id, undone));
        if fate.0 < id {
            *fate = (id, undone);
        }
    }

    /// Puts the changes saved earlier before those made here since, which now get final ids of `replica`.
    pub fn join(&mut self, replica: Uuid, kept: Vec<Change>) {
        let base = last_seq(&kept);
        for entry in &mut self.entries {
            entry.id = entry.id.settled(replica, base);
        }
        let fates = std::mem::take(&mut self.fates);
        let settled = |id: ChangeId| id.settled(replica, base);
        self.fates = fates
            .into_iter()
            .map(|(target, (id, undone))| (settled(target), (settled(id), undone)))
            .collect();
        let own = if self.replica.is_nil() { base } else { 0 };
        (self.replica, self.last) = (replica, self.last + own);
        self.entries.sort_by_key(|entry| entry.id);
        kept.into_iter().for_each(|change| self.take_in(change));
    }

    fn standing(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|e| !self.is_undone(e))
    }

    /// The edits in force, in order.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        self.standing().map(|e| &e.edit)
    }

    /// Edits in force by different people that contradict each other about one actor or quote: pairs of author and
    /// edit, the earlier first. The later one decides.
    pub fn contested(&self) -> Vec<[(Option<&str>, &Edit); 2]> {
        let mut last: HashMap<Subject, &Entry> = HashMap::new();
        let mut contested = Vec::new();
        for entry in self.standing() {
            let Some(subject) = entry.edit.subject() else { continue };
            if let Some(before) = last.insert(subject, entry)
                && before.author != entry.author
                && before.edit != entry.edit
            {
                contested.push([before, entry].map(|e| (e.author.as_deref(), &e.edit)));
            }
        }
        contested
    }

    /// The edit that a change added, in force or not.
    pub fn edit_of(&self, id: ChangeId) -> Option<&Edit> {
        self.entries.iter().find(|entry| entry.id == id).map(|entry| &entry.edit)
    }

    /// Whether no edit is in force.
    pub fn is_empty(&self) -> bool {
        self.edits().next().is_none()
    }

    /// The highlights alone, for a text whose analysis is not there yet.
    pub fn highlights(&self, text: &str) -> Vec<Highlight> {
        marks::of(text, self.edits())
    }

    /// Applies the edits to a briefing fresh from its analysis.
    pub fn apply(&self, briefing: &Briefing) -> Applied {
        lay::lay(briefing, self.edits())
    }
}

#[cfg(test)]
mod tests;
