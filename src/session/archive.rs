//! The archive for whoever reads: questions in, answers out, on a thread that opens the archive with the first question.

mod asking;
mod comparing;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

pub use asking::{no_document, parsed, sentence};
pub use comparing::{Pair, Side};

use super::DocId;
use super::work::Tell;
use crate::analysis::table::Table;
use crate::document::Document;
use crate::query::Field;
use crate::store::archive::{Caller, Dossier, Hit, Offer, Place, Suggestion, Verdict};
use asking::Desk;

/// Something that the archive is asked, or that is to be done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The queries that the person keeps, with what is new; the answer is [`Answer::Inbox`].
    Inbox,
    /// The first `most` of what a query finds; the answer is [`Answer::Found`].
    Find {
        /// The query as it was written.
        query: String,
        /// How many hits are wanted.
        most: usize,
    },
    /// How much a query that is being written would find, and what may stand at its end; the answer is [`Answer::Offers`].
    Offers {
        /// The query so far.
        query: String,
        /// The field at its end.
        field: Option<Field>,
        /// The words typed after that.
        typed: String,
    },
    /// Keep a query under a name; the answer is [`Answer::Inbox`].
    Save {
        /// The name.
        name: String,
        /// The query.
        query: String,
    },
    /// Keep the query of that name no more; the answer is [`Answer::Inbox`].
    Drop(String),
    /// The person has seen what the query of that name finds.
    Seen(String),
    /// The dossier of whoever is called so; the answer is [`Answer::Dossier`].
    Dossier(String),
    /// Who of those that share a name may be one; the answer is [`Answer::Suggestions`].
    Suggest(String),
    /// Keep what the person says of one of the suggestions, by its place; the answers are [`Answer::Judged`].
    Judge(usize, Verdict),
    /// Take the last judgement back.
    UndoJudgement,
    /// A document beside its other versions, or its quote beside the same quote elsewhere; the answer is
    /// [`Answer::Compared`].
    Compare {
        /// The number of the document.
        serial: i64,
        /// The quote.
        quote: Option<i64>,
    },
    /// Put a tag to a document, or take it away where it has it; the answer is [`Answer::Done`].
    Tag {
        /// The number of the document.
        serial: i64,
        /// The tag.
        tag: String,
    },
    /// A document is read, or unread again.
    Read {
        /// The number of the document.
        serial: i64,
        /// Whether it is read.
        is_read: bool,
    },
}

/// A query that a person keeps, and how much it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name; none for everything there is.
    pub name: Option<String>,
    /// The query.
    pub query: String,
    /// The last serial number that the person has seen.
    pub seen: i64,
    /// How many of what it finds are new and how many there are, or why it finds nothing, as a full sentence.
    pub counts: Result<(usize, usize), String>,
}

/// The hits of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The query as it was written.
    pub query: String,
    /// The first hits.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// How the query was understood, a sentence each.
    pub notes: Vec<String>,
}

/// An answer of the archive. An error is a full sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The queries that the person keeps.
    Inbox(Result<Vec<Saved>, String>),
    /// The hits of a query.
    Found(Result<Found, String>),
    /// How much a query would find, and what may stand at its end.
    Offers {
        /// The query so far.
        query: String,
        /// How much it finds.
        count: Result<usize, String>,
        /// Possible ends of it.
        offers: Vec<Offer>,
    },
    /// The dossier of somebody.
    Dossier(Result<Box<Dossier>, String>),
    /// Who may be one.
    Suggestions(Result<Vec<Suggestion>, String>),
    /// A judgement of a suggestion is kept, or taken back.
    Judged(String),
    /// Texts beside each other.
    Compared(Result<Vec<Pair>, String>),
    /// Something is done.
    Done(String),
    /// Something could not be done.
    Failed(String),
}

/// Something for the thread to do.
enum Job {
    Ask(Ask),
    /// Open a document of the archive by its number.
    Open(DocId, i64),
    /// Make the indexes of a text again: somebody has corrected it.
    Corrected(Arc<Document>),
}

/// The settings of the thread.
pub(super) struct Setup {
    /// Where the archive is.
    pub place: Place,
    /// Where corrections are.
    pub folder: PathBuf,
    /// Who asks, as far as the program was told.
    pub caller: Caller,
    pub table: &'static Table,
}

/// The thread. Its end is waited for, so that what was begun is done.
pub(super) struct Archivist {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Archivist {
    pub fn start(setup: Setup, tell: Tell) -> Self {
        let (jobs, inbox) = channel();
        let thread = thread::spawn(move || work(&inbox, Desk::new(setup, tell)));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    pub fn ask(&self, ask: Ask) {
        self.send(Job::Ask(ask));
    }

    /// Opens the document of that serial number.
    pub fn open(&self, id: DocId, serial: i64) {
        self.send(Job::Open(id, serial));
    }

    pub fn corrected(&self, document: Arc<Document>) {
        self.send(Job::Corrected(document));
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // A thread that is gone has told why.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Archivist {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Does one thing after another. Of what is asked while somebody types, only the last is done.
fn work(inbox: &Receiver<Job>, mut desk: Desk) {
    let mut waiting = VecDeque::new();
    while let Some(job) = waiting.pop_front().or_else(|| inbox.recv().ok()) {
        waiting.extend(inbox.try_iter());
        let is_typed = |job: &Job| matches!(job, Job::Ask(Ask::Offers { .. }));
        if is_typed(&job) && waiting.iter().any(is_typed) {
            continue;
        }
        match job {
            Job::Ask(ask) => desk.answer(ask),
            Job::Open(id, serial) => desk.open(id, serial),
            Job::Corrected(document) => desk.corrected(&document),
        }
    }
}
