//! Opens, loads, analyses and saves documents, for any user interface.
//!
//! The caller sends a [`Command`] and receives [`News`], some at once and some later, from the session's own threads.
//! Nothing here knows a screen or a command line: permissions and options come as plain settings.

/// A refusal with a sentence formatted as by `format!`.
macro_rules! refusal {
    ($($words:tt)*) => { $crate::session::Refusal::from(format!($($words)*)) };
}

mod access;
mod analysis;
pub mod archive;
mod clock;
mod fetched;
mod input;
mod items;
mod keeper;
mod names;
mod noted;
mod opening;
mod paths;
mod piecewise;
mod save;
mod work;
mod workshop;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::briefing::Briefing;
use crate::corrections::{Change, Highlight};
use crate::document::Document;
use crate::text::Anchor;

pub use access::{Access, FetchItems};
pub use analysis::briefing;
pub use clock::{now, today};
pub use input::{bundled, documents, is_binary, is_piped, only};
pub use items::complete;
pub use names::{explain, name, part_name, part_of, shown};
pub use opening::{First, Loader, SAMPLE};
pub use paths::{is_in_archive, number_in_archive, path_to_remember};
pub use work::{Session, Settings};
pub use workshop::Workshop;

/// Identifies a document to a session and its caller.
pub type DocId = usize;

/// A command to a session.
#[derive(Debug)]
pub enum Command {
    /// Continue reading a text whose beginning is known; the answers are [`Update::Loaded`].
    Load(DocId),
    /// Find the actors and the quotes of a document; the answer is [`Update::Analysed`].
    Analyse(DocId, Arc<Document>),
    /// Check whether the file of a document has changed since it was opened; if so, the answer is
    /// [`Update::Stale`], once.
    Look(DocId, PathBuf),
    /// Save something about a document. Done in the order of the commands.
    Keep(DocId, Keep),
    /// Give the archive a question or a task; the answer is [`News::Archive`].
    Archive(archive::Ask),
    /// Open a file or an address as the document with that id; the answer is [`News::Opened`] or
    /// [`News::NotOpened`].
    Open(DocId, PathBuf),
    /// Write quotes, highlights and notes to a new file; the answer is [`News::Done`] or [`News::Failed`].
    Save {
        /// The file name, as the person wrote it.
        name: String,
        /// The briefing to write from.
        briefing: Arc<Briefing>,
        /// The document's name in citations, if it has one.
        document: Option<String>,
        /// The highlights.
        highlights: Vec<Highlight>,
    },
}

/// Something to save.
#[derive(Debug)]
pub enum Keep {
    /// A document is opened; the answer is [`Update::Known`].
    Visit {
        /// The document.
        document: Arc<Document>,
        /// The path of its file, if it has one that can be opened again.
        path: Option<String>,
    },
    /// A change of the corrections; the answer is [`Update::Kept`] once it is on the disk.
    Change(Change),
    /// Try again to save what could not be saved.
    Retry,
    /// A mark's letter, and its place.
    Mark(char, Anchor),
    /// The reading position.
    Position(Anchor),
    /// List the documents opened before; the answer is [`News::Recent`].
    Recent {
        /// Whether the program has just started: then nobody has asked for the list.
        at_start: bool,
    },
    /// The copied text; the answer is [`News::Copied`].
    Copied(String),
}

/// News of a session.
#[derive(Debug)]
pub enum News {
    /// About one document.
    Of(DocId, Update),
    /// A document is open.
    Opened(DocId, Box<Opened>),
    /// A document could not be opened, for this reason, a full sentence or more.
    NotOpened(DocId, String),
    /// There are more documents, which can be opened by these names; each with its title.
    More(Vec<(PathBuf, String)>),
    /// The documents that were opened before, the last first.
    Recent {
        /// The documents.
        list: Vec<Recent>,
        /// As in the command.
        at_start: bool,
    },
    /// The copied text is also in this file.
    Copied(String),
    /// An answer of the archive.
    Archive(Box<archive::Answer>),
    /// A request is done; one full sentence.
    Done(String),
    /// A request has failed; one full sentence or more.
    Failed(String),
}

/// News of one document.
#[derive(Debug)]
pub enum Update {
    /// More of the text has been read; it replaces the earlier part.
    Loaded {
        /// The text read so far.
        document: Box<Document>,
        /// How much is still to come.
        rest: Rest,
    },
    /// The progress of the analysis, in percent of the text.
    Analysing(u8),
    /// The analysis is done.
    Analysed(Box<Briefing>),
    /// The document's file has changed since it was opened.
    Stale,
    /// Everything known about the document from earlier visits.
    Known(Box<Known>),
    /// Every change so far is on the disk; also returns the changes by other readers of the document.
    Kept(Vec<Change>),
    /// Changes could not be saved.
    NotKept {
        /// The reason, a full sentence or more.
        reason: String,
        /// How many are waiting for another try.
        unsaved: usize,
    },
    /// A request is done; one full sentence.
    Done(String),
    /// A request has failed; one full sentence or more.
    Failed(String),
}

/// A document that is open.
#[derive(Debug)]
pub struct Opened {
    /// The document, or its beginning.
    pub document: Document,
    /// How much of it is still to come.
    pub rest: Rest,
    /// The path of its file, if it has one that can be opened again.
    pub path: Option<String>,
}

/// How much of a text is still to come after its first part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    /// Nothing: the text is whole.
    #[default]
    Nothing,
    /// More.
    More {
        /// How many bytes have been read.
        read: u64,
        /// How many there are, if known.
        of: Option<u64>,
    },
    /// Something fetched as a whole.
    Fetching,
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

/// Everything known about a document from earlier visits.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The replica for the ids of this visit's changes.
    pub replica: uuid::Uuid,
    /// The corrections and highlights.
    pub changes: Vec<Change>,
    /// The last reading position.
    pub position: Option<Anchor>,
    /// The marks, by their letters.
    pub marks: Vec<(char, Anchor)>,
    /// Why nothing can be saved now, a full sentence or more; none if all is well.
    pub trouble: Option<String>,
}

/// Why something cannot be opened: full sentences for the person to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl From<String> for Refusal {
    fn from(why: String) -> Self {
        Self(why)
    }
}
