//! The data that the reader wants saved, and the data saved before.

use std::sync::Arc;

use uuid::Uuid;

use crate::corrections::Change;
use crate::document::Document;
use crate::text::Anchor;

/// Something to save. The runner handles these one after another, in order.
#[derive(Debug, Clone)]
pub enum Keep {
    /// A document is opened; the answer is [`Event::Known`](super::Event::Known).
    Visit {
        /// The document.
        document: Arc<Document>,
        /// The path of its file, if it has one that can be opened again.
        path: Option<String>,
    },
    /// A change of the corrections; the answer is [`Event::Kept`](super::Event::Kept) once it is on the disk.
    Change(Change),
    /// Try again to save what could not be saved.
    Retry,
    /// A mark's letter, and its place.
    Mark(char, Anchor),
    /// The reading position.
    Position(Anchor),
    /// The copied text; the answer is [`Event::Copied`](super::Event::Copied).
    Copied(String),
}

/// A document that was opened before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The path of its file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was last opened, and its number of corrections and notes, in words.
    pub note: String,
}

/// The data on a document from earlier visits.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The replica for the ids of this visit's changes.
    pub replica: Uuid,
    /// The corrections and marks.
    pub changes: Vec<Change>,
    /// The last reading position.
    pub position: Option<Anchor>,
    /// The marks, by their letters.
    pub marks: Vec<(char, Anchor)>,
    /// Why nothing can be saved now, a full sentence or more; none if all is well.
    pub trouble: Option<String>,
}

/// Whether changes are saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Keeping {
    /// They are not, as requested.
    #[default]
    Off,
    /// They are.
    On,
    /// They are not, for a reason; `unsaved` changes will be tried again with the next.
    Failing {
        /// A full sentence or more.
        reason: String,
        /// How many.
        unsaved: usize,
    },
}

impl Keeping {
    /// Whether changes are sent to be saved.
    pub fn is_wished(&self) -> bool {
        *self != Self::Off
    }

    /// Why changes wait to be saved, a full sentence or more; none if none wait.
    pub fn unsaved_reason(&self) -> Option<&str> {
        match self {
            Self::Failing { reason, unsaved: 1.. } => Some(reason),
            _ => None,
        }
    }

    /// How many changes would be lost if the program ended now.
    pub fn unsaved(&self) -> usize {
        match self {
            Self::Failing { unsaved, .. } => *unsaved,
            _ => 0,
        }
    }
}
