//! What can happen to the reader, and what it asks others to do.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Key;
use crate::briefing::Briefing;
use crate::document::Document;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, by whomever the terminal lets paste.
    Paste(String),
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
    Analysed(Box<Briefing>),
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
}

/// Something that the reader wants done outside itself.
#[derive(Debug)]
pub enum Effect {
    /// Go on with reading the text of which the first part is shown; the answers are [`Event::Loaded`].
    Load,
    /// Find the actors and the quotes of a document; the answer is [`Event::Analysed`].
    Analyse(Arc<Document>),
    /// Something to do with the terminal, which the reader's own loop does.
    Screen(ScreenEffect),
}

impl From<ScreenEffect> for Effect {
    fn from(effect: ScreenEffect) -> Self {
        Self::Screen(effect)
    }
}

/// Something to be done with the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenEffect {
    /// Draw everything, whatever the screen is thought to show.
    Redraw,
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
