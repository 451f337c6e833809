//! What the reader wants kept, and what it is told of what was kept before.

use std::sync::Arc;

use uuid::Uuid;

use crate::corrections::Change;
use crate::document::Document;
use crate::text::Anchor;

/// Something to be kept on disk. The runner carries these out one after another, in the order in which they come.
#[derive(Debug, Clone)]
pub enum Keep {
    /// A document is opened; the answer is [`Event::Known`](super::Event::Known).
    Visit {
        /// The document.
        document: Arc<Document>,
        /// The path of its file, if it has one that can be opened again.
        path: Option<String>,
    },
    /// A change of the corrections; the answer is [`Event::Kept`](super::Event::Kept) when it is on the disk.
    Change(Change),
    /// What could not be kept before is to be tried again.
    Retry,
    /// A mark by its letter, and the place that it is put at.
    Mark(char, Anchor),
    /// Where reading stops.
    Position(Anchor),
    /// What was copied; the answer is [`Event::Copied`](super::Event::Copied).
    Copied(String),
}

/// A document that was opened before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The path of its file.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was last opened, and how many corrections and notes it has, in words.
    pub note: String,
}

/// What is known of a document from earlier visits.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The replica whose ids this visit's changes get.
    pub replica: Uuid,
    /// What was corrected and marked.
    pub changes: Vec<Change>,
    /// Where reading stopped.
    pub position: Option<Anchor>,
    /// The marks, by their letters.
    pub marks: Vec<(char, Anchor)>,
    /// Why nothing can be kept now, a full sentence or more; none where all is well.
    pub trouble: Option<String>,
}

/// Whether what a person does is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Keeping {
    /// It is not, as was wished.
    #[default]
    Off,
    /// It is.
    On,
    /// It is not, for a reason; `unsaved` changes will be tried again with the next.
    Failing {
        /// A full sentence or more.
        reason: String,
        /// How many.
        unsaved: usize,
    },
}

impl Keeping {
    /// Whether changes are sent to be kept.
    pub fn is_wished(&self) -> bool {
        *self != Self::Off
    }

    /// Why changes wait to be saved, a full sentence or more; none where none wait.
    pub fn unsaved_reason(&self) -> Option<&str> {
        match self {
            Self::Failing { reason, unsaved: 1.. } => Some(reason),
            _ => None,
        }
    }

    /// How many changes are lost if the program ends now.
    pub fn unsaved(&self) -> usize {
        match self {
            Self::Failing { unsaved, .. } => *unsaved,
            _ => 0,
        }
    }
}
