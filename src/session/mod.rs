//! Opens, loads, analyses and keeps documents, for whoever shows them.
//!
//! A face sends a [`Command`] and hears [`News`], some at once and some later, from threads of the session's own. Nothing
//! here knows a screen or a command line: what is permitted and demanded comes as plain settings.

/// A sentence, made as by `format!`, on why something cannot be opened.
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

/// By what a document is known to a session and to whoever it works for.
pub type DocId = usize;

/// Something that a session is to do.
#[derive(Debug)]
pub enum Command {
    /// Go on with reading a text of which the beginning is known; the answers are [`Update::Loaded`].
    Load(DocId),
    /// Find the actors and the quotes of a document; the answer is [`Update::Analysed`].
    Analyse(DocId, Arc<Document>),
    /// See whether the file of a document is as it was when it was opened; where it is not, the answer is
    /// [`Update::Stale`], once.
    Look(DocId, PathBuf),
    /// Keep something of a document on disk. Done in the order of the commands.
    Keep(DocId, Keep),
    /// Ask the archive something, or have something done to it; the answer is [`News::Archive`].
    Archive(archive::Ask),
    /// Open a file or an address as the document of that id; the answer is [`News::Opened`] or [`News::NotOpened`].
    Open(DocId, PathBuf),
    /// Write quotes, highlights and notes to a new file; the answer is [`News::Done`] or [`News::Failed`].
    Save {
        /// The file's name, as the person wrote it.
        name: String,
        /// The briefing to write from.
        briefing: Arc<Briefing>,
        /// How citations name the document, if it has a name.
        document: Option<String>,
        /// The highlights.
        highlights: Vec<Highlight>,
    },
}

/// Something to be kept on disk.
#[derive(Debug)]
pub enum Keep {
    /// A document is opened; the answer is [`Update::Known`].
    Visit {
        /// The document.
        document: Arc<Document>,
        /// The path of its file, if it has one that can be opened again.
        path: Option<String>,
    },
    /// A change of the corrections; the answer is [`Update::Kept`] when it is on the disk.
    Change(Change),
    /// Try again to keep what could not be kept.
    Retry,
    /// A mark by its letter, and the place that it is put at.
    Mark(char, Anchor),
    /// Where reading stops.
    Position(Anchor),
    /// Which documents were opened before; the answer is [`News::Recent`].
    Recent {
        /// Whether the program has just begun: then it is asked without anybody's wish.
        at_start: bool,
    },
    /// The text that was copied; the answer is [`News::Copied`].
    Copied(String),
}

/// News of a session.
#[derive(Debug)]
pub enum News {
    /// Of one document.
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
        /// As it was asked.
        at_start: bool,
    },
    /// The copied text is in this file too.
    Copied(String),
    /// An answer of the archive.
    Archive(Box<archive::Answer>),
    /// Something that was asked for is done; one full sentence.
    Done(String),
    /// Something that was asked for could not be done; one full sentence or more.
    Failed(String),
}

/// News of one document.
#[derive(Debug)]
pub enum Update {
    /// More of the text is there, from its beginning; it takes the place of what was there.
    Loaded {
        /// The text as far as it is known.
        document: Box<Document>,
        /// How much is still to come.
        rest: Rest,
    },
    /// The analysis has got so far, in percent of the text.
    Analysing(u8),
    /// The analysis is done.
    Analysed(Box<Briefing>),
    /// The document's file is not as it was when it was opened.
    Stale,
    /// Everything known of the document from earlier visits.
    Known(Box<Known>),
    /// Every change so far is on the disk; with it come the changes that other readers of the document have made.
    Kept(Vec<Change>),
    /// Changes could not be kept.
    NotKept {
        /// Why, a full sentence or more.
        reason: String,
        /// How many wait to be tried again.
        unsaved: usize,
    },
    /// Something that was asked for is done; one full sentence.
    Done(String),
    /// Something that was asked for could not be done; one full sentence or more.
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
        /// How many there are, where that is known.
        of: Option<u64>,
    },
    /// Something that is fetched as a whole.
    Fetching,
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

/// Everything known of a document from earlier visits.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The replica whose ids this visit's changes get.
    pub replica: uuid::Uuid,
    /// The corrections and highlights.
    pub changes: Vec<Change>,
    /// Where reading stopped.
    pub position: Option<Anchor>,
    /// The marks, by their letters.
    pub marks: Vec<(char, Anchor)>,
    /// Why nothing can be kept now, a full sentence or more; none where all is well.
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
