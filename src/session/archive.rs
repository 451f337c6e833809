//! The archive for the reader: questions in, answers out, on a thread that opens the archive at the first question.

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

/// A question or a task for the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The person's saved queries, with new counts; the answer is [`Answer::Inbox`].
    Inbox,
    /// The first `most` hits of a query; the answer is [`Answer::Found`].
    Find {
        /// The query as it was written.
        query: String,
        /// The most hits to return.
        most: usize,
    },
    /// The count of hits for an unfinished query, and possible completions; the answer is [`Answer::Offers`].
    Offers {
        /// The query so far.
        query: String,
        /// The field at its end.
        field: Option<Field>,
        /// The words typed after that.
        typed: String,
    },
    /// Save a query under a name; the answer is [`Answer::Inbox`].
    Save {
        /// The name.
        name: String,
        /// The query.
        query: String,
    },
    /// Drop the query with that name; the answer is [`Answer::Inbox`].
    Drop(String),
    /// The person has seen the hits of the query with that name.
    Seen(String),
    /// The dossier of the actor with that name; the answer is [`Answer::Dossier`].
    Dossier(String),
    /// Which people with the same name may be one person; the answer is [`Answer::Suggestions`].
    Suggest(String),
    /// Save the person's verdict on a suggestion, by its index; the answers are [`Answer::Judged`].
    Judge(usize, Verdict),
    /// Take back the last judgement.
    UndoJudgement,
    /// A document beside its other versions, or its quote beside the same quote elsewhere; the answer is
    /// [`Answer::Compared`].
    Compare {
        /// The number of the document.
        serial: i64,
        /// The quote.
        quote: Option<i64>,
    },
    /// Add a tag to a document, or remove it if it is there; the answer is [`Answer::Done`].
    Tag {
        /// The number of the document.
        serial: i64,
        /// The tag.
        tag: String,
    },
    /// Mark a document as read or unread.
    Read {
        /// The number of the document.
        serial: i64,
        /// Whether it is read.
        is_read: bool,
    },
}

/// A saved query, and its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name; none for the query for everything.
    pub name: Option<String>,
    /// The query.
    pub query: String,
    /// The last serial number that the person has seen.
    pub seen: i64,
    /// How many of its hits are new and how many there are, or why there are none, as a full sentence.
    pub counts: Result<(usize, usize), String>,
}

/// The hits of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The query as it was written.
    pub query: String,
    /// The first hits.
    pub hits: Vec<Hit>,
    /// The number of all hits.
    pub total: usize,
    /// How the query was understood, a sentence each.
    pub notes: Vec<String>,
}

/// An answer of the archive. An error is a full sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The person's saved queries.
    Inbox(Result<Vec<Saved>, String>),
    /// The hits of a query.
    Found(Result<Found, String>),
    /// The count of hits for an unfinished query, and possible completions.
    Offers {
        /// The query so far.
        query: String,
        /// How much it finds.
        count: Result<usize, String>,
        /// Possible completions.
        offers: Vec<Offer>,
    },
    /// The dossier of an actor.
    Dossier(Result<Box<Dossier>, String>),
    /// Names that may be the same person.
    Suggestions(Result<Vec<Suggestion>, String>),
    /// A judgement on a suggestion is saved, or taken back.
    Judged(String),
    /// Texts side by side.
    Compared(Result<Vec<Pair>, String>),
    /// Something is done.
    Done(String),
    /// Something could not be done.
    Failed(String),
}

/// A task for the thread.
enum Job {
    Ask(Ask),
    /// Open a document of the archive by its number.
    Open(DocId, i64),
    /// Index a text again after a correction.
    Corrected(Arc<Document>),
}

/// Settings of the thread.
pub(super) struct Setup {
    /// The place of the archive.
    pub place: Place,
    /// The folder of the corrections.
    pub folder: PathBuf,
    /// The person who asks, as far as the program was told.
    pub caller: Caller,
    pub table: &'static Table,
}

/// The thread. It is joined at the end, so that begun work is finished.
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

    /// Opens the document with that serial number.
    pub fn open(&self, id: DocId, serial: i64) {
        self.send(Job::Open(id, serial));
    }

    pub fn corrected(&self, document: Arc<Document>) {
        self.send(Job::Corrected(document));
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // A thread that is gone has said why.
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

/// Does one task after another. Of the questions sent while somebody types, only the last is answered.
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
