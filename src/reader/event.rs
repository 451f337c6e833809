//! What can happen to the reader, and what it asks others to do.

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

/// Which document: its place in the list, which it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DocId(pub usize);

/// Something that happened.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, by whomever the terminal lets paste.
    Paste(String),
    /// The mouse did something, where it is asked for.
    Mouse(Mouse),
    /// The terminal answers what it was asked.
    Report(Report),
    /// The terminal has another size.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// More of the text is there, from its beginning; it takes the place of what is shown.
    Loaded {
        /// The text as far as it is known.
        document: Box<Document>,
        /// What is still to come.
        rest: Rest,
    },
    /// The analysis has got so far, in percent of the text.
    Analysing(u8),
    /// The analysis is done.
    Analysed(Box<Reading>),
    /// The document's file is not as it was when it was read.
    Stale,
    /// What is known of the document from earlier visits.
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
    /// The editor has ended.
    Edited(Edited),
    /// The documents that were opened before, the last first.
    Recent {
        /// The documents.
        list: Vec<Recent>,
        /// As it was asked.
        at_start: bool,
    },
    /// Another document is open.
    Opened(Box<Opened>),
    /// A document could not be opened.
    NotOpened {
        /// Which.
        id: DocId,
        /// Why, a full sentence or more.
        reason: String,
    },
    /// There are more documents, which can be opened by these names; each with its title.
    More(Vec<(PathBuf, String)>),
    /// Something that concerns one document, which may not be the one on the screen.
    Of(DocId, Box<Event>),
    /// What the archive answers.
    Archive(Box<Answer>),
    /// What was copied is in this file too.
    Copied(String),
    /// Something that was asked for is done; one full sentence, for the person to read.
    Done(String),
    /// Every key that was read at once has been told; the thread that reads them waits for the word to go on.
    KeysTold,
    /// A command has ended and written this.
    Output {
        /// The command, as the person wrote it.
        command: String,
        /// What it wrote, sanitised.
        text: String,
    },
    /// Something that was asked for could not be done; one full sentence or more, for the person to read.
    Failed(String),
    /// A signal asks the program to end.
    Terminate(i32),
    /// A signal asks the program to stop until it is continued.
    Stop,
    /// The program goes on after a stop; somebody else may have written on the terminal.
    Continued,
    /// The terminal is gone.
    HungUp,
}

impl Event {
    /// What came of an analysis, made ready where it was made.
    pub fn analysed(briefing: Briefing) -> Self {
        Self::Analysed(Box::new(Reading::briefed(Arc::new(briefing))))
    }

    /// What came of opening an address.
    pub fn browsed(opened: Result<String, String>) -> Self {
        opened.map_or_else(Self::Failed, Self::Done)
    }
}

/// What the mouse did, and at which column and row of the screen, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
}

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button goes down.
    Press,
    /// It moves with the button down.
    Drag,
    /// The button comes up.
    Release,
    /// The wheel turns; down where positive.
    Wheel(i8),
}

/// An answer of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Report {
    /// The column of the cursor, from 1.
    Column(u16),
    /// The colour of the ground: red, green, blue, 0 to 255.
    Background([u8; 3]),
}

/// What is still to come of a text of which the first part is shown.
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

/// A text from the editor, or why there is none, as a full sentence.
pub type Edited = Result<String, String>;

/// Something that the reader wants done outside itself.
#[derive(Debug)]
#[non_exhaustive]
pub enum Effect {
    /// Something that concerns one document; what is answered says so by [`Event::Of`].
    Of(DocId, DocEffect),
    /// Open a text in the person's editor, which has the terminal until it ends; the answer is [`Event::Edited`].
    Edit(String),
    /// Open a file as that document; the answer is [`Event::Opened`] or [`Event::NotOpened`].
    Open {
        /// Which.
        id: DocId,
        /// The path, as the person wrote it; `-` for standard input.
        path: PathBuf,
    },
    /// Open an address in the person's browser; the answer is [`Event::Done`] or [`Event::Failed`].
    Browse(String),
    /// Give text to a command; the answer is [`Event::Output`] or [`Event::Failed`].
    Pipe {
        /// The command, as the person wrote it.
        command: String,
        /// What it reads.
        text: String,
    },
    /// Put text into the clipboard of the terminal.
    Copy(String),
    /// Write quotes, highlights and notes to a new file.
    Save {
        /// Its name, as the person wrote it.
        name: String,
        /// What to write of.
        briefing: Arc<Briefing>,
        /// The name of its file.
        document: Option<String>,
        /// The highlights.
        highlights: Vec<Highlight>,
    },
    /// Ask the archive something; the answer is [`Event::Archive`].
    Archive(Ask),
    /// Which documents were opened before; the answer is [`Event::Recent`].
    Recent {
        /// Whether the program has just begun: then it is asked without anybody's wish.
        at_start: bool,
    },
    /// Something to do with the terminal, which the reader's own loop does.
    Screen(ScreenEffect),
}

/// Something that the reader wants done for one document.
#[derive(Debug)]
#[non_exhaustive]
pub enum DocEffect {
    /// Go on with reading the text of which the first part is shown; the answers are [`Event::Loaded`].
    Load,
    /// Find the actors and the quotes of the document; the answer is [`Event::Analysed`].
    Analyse(Arc<Document>),
    /// See whether the file of the document is as it was when it was read; where it is not, the answer is
    /// [`Event::Stale`].
    Look(String),
    /// Keep something on disk.
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

/// Something to be done with the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScreenEffect {
    /// Draw everything, whatever the screen is thought to show.
    Redraw,
    /// Have the terminal tell what the mouse does, or not any more.
    Mouse(bool),
    /// Give the terminal back and stop until the program is continued.
    Suspend,
    /// Take the terminal again after a stop, and draw everything.
    Resume,
    /// End.
    Exit(Exit),
}

/// Why the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Because the person quit.
    Quit,
    /// Because of a signal, by its number; Ctrl-C counts as SIGINT.
    Signal(i32),
    /// Because the terminal went away.
    HungUp,
    /// Because none of the documents could be opened.
    Unopened,
}

/// Performs effects on a worker thread of the reader, one after another.
pub trait Runner: Send {
    /// Is told, before anything else, where to send what comes later than the answer to an effect. What takes long
    /// is better done on a thread of the runner's own: the effects after it wait until `perform` comes back.
    fn begin(&mut self, events: Sender<Event>) {
        drop(events);
    }

    /// Performs one effect and gives the answer, if it has one.
    fn perform(&mut self, effect: Effect) -> Option<Event>;
}

impl<F: FnMut(Effect) -> Option<Event> + Send> Runner for F {
    fn perform(&mut self, effect: Effect) -> Option<Event> {
        self(effect)
    }
}
