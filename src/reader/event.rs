//! The reader's events, and the effects that it requests.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Key;
use super::app::Opened;
use super::archive::data::{Answer, Ask};
use super::keep::{Keep, Known, Recent};
use super::reading::Reading;
use crate::briefing::Briefing;
use crate::corrections::{Change, Highlight};
use crate::document::Document;

/// Identifies a document: its index in the list, which never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DocId(pub usize);

/// An event.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// A mouse event, if enabled.
    Mouse(Mouse),
    /// The terminal answers a query.
    Report(Report),
    /// The terminal was resized.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// More of the text has been read; it replaces the text on the screen.
    Loaded {
        /// The text read so far.
        document: Box<Document>,
        /// How much is still to come.
        rest: Rest,
    },
    /// The progress of the analysis, in percent of the text.
    Analysing(u8),
    /// The analysis is done.
    Analysed(Box<Reading>),
    /// The document's file has changed since it was read.
    Stale,
    /// The data on the document from earlier visits.
    Known(Box<Known>),
    /// Every change so far is on the disk; also brings the changes by other readers of the document.
    Kept(Vec<Change>),
    /// Changes could not be saved.
    NotKept {
        /// The reason, a full sentence or more.
        reason: String,
        /// How many are waiting for another try.
        unsaved: usize,
    },
    /// The editor has ended.
    Edited(Edited),
    /// The documents that were opened before, the last first.
    Recent {
        /// The documents.
        list: Vec<Recent>,
        /// As in the request.
        at_start: bool,
    },
    /// Another document is open.
    Opened(Box<Opened>),
    /// A document could not be opened.
    NotOpened {
        /// The document.
        id: DocId,
        /// The reason, a full sentence or more.
        reason: String,
    },
    /// There are more documents, which can be opened by these names; each with its title.
    More(Vec<(PathBuf, String)>),
    /// An event about one document, which may not be the one on the screen.
    Of(DocId, Box<Event>),
    /// An answer of the archive.
    Archive(Box<Answer>),
    /// The copied text is also in this file.
    Copied(String),
    /// A request is done; one full sentence, for the user.
    Done(String),
    /// All keys read so far have been sent; the thread that reads them waits for permission to go on.
    KeysTold,
    /// A command has ended, with this output.
    Output {
        /// The command, as the user wrote it.
        command: String,
        /// Its output, sanitised.
        text: String,
    },
    /// A request has failed; one full sentence or more, for the user.
    Failed(String),
    /// A signal asks the program to end.
    Terminate(i32),
    /// A signal asks the program to stop until it is continued.
    Stop,
    /// The program continues after a stop; others may have written on the terminal.
    Continued,
    /// The terminal is gone.
    HungUp,
}

impl Event {
    /// The result of an analysis, prepared on the thread that made it.
    pub fn analysed(briefing: Briefing) -> Self {
        Self::Analysed(Box::new(Reading::briefed(Arc::new(briefing))))
    }

    /// The result of opening an address.
    pub fn browsed(opened: Result<String, String>) -> Self {
        opened.map_or_else(Self::Failed, Self::Done)
    }
}

/// A mouse event, with its column and row on the screen, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// The kind of event.
    pub kind: MouseKind,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// The kinds of mouse events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button goes down.
    Press,
    /// The mouse moves with the button down.
    Drag,
    /// The button comes up.
    Release,
    /// The wheel turns; positive is down.
    Wheel(i8),
}

/// An answer of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// The column of the cursor, from 1.
    Column(u16),
    /// The background colour: red, green, blue, 0 to 255.
    Background([u8; 3]),
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

/// A text from the editor, or why there is none, as a full sentence.
pub type Edited = Result<String, String>;

/// An effect outside the reader.
#[derive(Debug)]
#[non_exhaustive]
pub enum Effect {
    /// An effect for one document; its answer comes as [`Event::Of`].
    Of(DocId, DocEffect),
    /// Open a text in the user's editor, which has the terminal until it ends; the answer is [`Event::Edited`].
    Edit(String),
    /// Open a file as that document; the answer is [`Event::Opened`] or [`Event::NotOpened`].
    Open {
        /// The document.
        id: DocId,
        /// The path, as the user wrote it; `-` for standard input.
        path: PathBuf,
    },
    /// Open an address in the user's browser; the answer is [`Event::Done`] or [`Event::Failed`].
    Browse(String),
    /// Pipe text to a command; the answer is [`Event::Output`] or [`Event::Failed`].
    Pipe {
        /// The command, as the user wrote it.
        command: String,
        /// Its input.
        text: String,
    },
    /// Put text into the clipboard of the terminal.
    Copy(String),
    /// Write quotes, highlights and notes to a new file.
    Save {
        /// Its name, as the user wrote it.
        name: String,
        /// The briefing to write from.
        briefing: Arc<Briefing>,
        /// The name of its file.
        document: Option<String>,
        /// The highlights.
        highlights: Vec<Highlight>,
    },
    /// Query the archive; the answer is [`Event::Archive`].
    Archive(Ask),
    /// List the documents opened before; the answer is [`Event::Recent`].
    Recent {
        /// Whether the program has just started: then nobody has asked for the list.
        at_start: bool,
    },
    /// An effect on the terminal, performed by the reader's own loop.
    Screen(ScreenEffect),
}

/// An effect for one document.
#[derive(Debug)]
#[non_exhaustive]
pub enum DocEffect {
    /// Continue reading the text whose first part is shown; the answers are [`Event::Loaded`].
    Load,
    /// Find the actors and the quotes of the document; the answer is [`Event::Analysed`].
    Analyse(Arc<Document>),
    /// Check whether the document's file has changed since it was read; if so, the answer is
    /// [`Event::Stale`].
    Look(String),
    /// Save something.
    Keep(Keep),
}

impl From<Keep> for DocEffect {
    fn from(keep: Keep) -> Self {
        Self::Keep(keep)
    }
}

impl From<ScreenEffect> for Effect {
    fn from(effect: ScreenEffect) -> Self {
        Self::Screen(effect)
    }
}

/// An effect on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScreenEffect {
    /// Redraw everything, whatever the screen may show.
    Redraw,
    /// Enable or disable mouse events.
    Mouse(bool),
    /// Restore the terminal and stop until the program is continued.
    Suspend,
    /// Take over the terminal after a stop, and redraw everything.
    Resume,
    /// End.
    Exit(Exit),
}

/// Why the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The user quit.
    Quit,
    /// A signal, by number; Ctrl-C counts as SIGINT.
    Signal(i32),
    /// The terminal went away.
    HungUp,
    /// None of the documents could be opened.
    Unopened,
}

/// Performs effects on a worker thread of the reader, one after another.
pub trait Runner: Send {
    /// Called first, with the channel for anything that comes later than the answer to an effect. Long work
    /// belongs on a thread of the runner's own: later effects wait until `perform` returns.
    fn begin(&mut self, events: Sender<Event>) {
        drop(events);
    }

    /// Performs one effect and returns its answer, if any.
    fn perform(&mut self, effect: Effect) -> Option<Event>;
}

impl<F: FnMut(Effect) -> Option<Event> + Send> Runner for F {
    fn perform(&mut self, effect: Effect) -> Option<Event> {
        self(effect)
    }
}
