//! The reader's questions to the archive and its answers, as plain data. Who answers, and from where, is unknown here.

use jiff::civil::Date;

use crate::briefing::{Citation, QuoteKind};
use crate::query::Field;
use crate::text::Span;

/// A person's verdict on two who may be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are the same person.
    Same,
    /// They are two people.
    Different,
}

/// A question or a task for the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The saved queries.
    Inbox,
    /// The hits of a query, up to a limit.
    Find {
        /// The query.
        query: String,
        /// The most hits.
        most: usize,
    },
    /// The number of hits of an unfinished query, and its completions.
    Offers {
        /// The query.
        query: String,
        /// The field at its end.
        field: Option<Field>,
        /// The text typed after that.
        typed: String,
    },
    /// Save a query under a name.
    Save {
        /// The name.
        name: String,
        /// The query.
        query: String,
    },
    /// Drop the query with that name.
    Drop(String),
    /// The hits of the query with that name have been seen; none means everything.
    Seen(Option<String>),
    /// The dossier of the actor with that name.
    Dossier(String),
    /// Which people with the same name may be one person.
    Suggest(String),
    /// The person's verdict on a suggestion, by its index.
    Judge(usize, Verdict),
    /// Take back the last judgement.
    UndoJudgement,
    /// A document beside others, or a quote of it.
    Compare {
        /// The number of the document.
        number: i64,
        /// The quote.
        quote: Option<i64>,
    },
    /// Add a tag to a document, or remove it.
    Tag {
        /// The number of the document.
        number: i64,
        /// The tag.
        tag: String,
    },
    /// Mark a document as read or unread.
    Read {
        /// The number of the document.
        number: i64,
        /// Whether it is read.
        is_read: bool,
    },
}

/// The archive's answers; an error is a full sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The saved queries.
    Inbox(Result<Vec<Saved>, String>),
    /// The hits of a query.
    Found(Result<Found, String>),
    /// The number of hits of an unfinished query, and its completions.
    Offers(Offers),
    /// An actor's dossier.
    Dossier(Result<Box<Dossier>, String>),
    /// People who may be one person.
    Suggestions(Result<Vec<Suggestion>, String>),
    /// The verdict on a suggestion is saved, or taken back.
    Judged(String),
    /// Texts side by side.
    Compared(Result<Vec<Pair>, String>),
    /// Something is done.
    Done(String),
    /// Something could not be done.
    Failed(String),
}

/// A saved query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name; none for everything.
    pub name: Option<String>,
    /// The query.
    pub query: String,
    /// Documents with greater numbers are new.
    pub seen: i64,
    /// How many are new and how many there are in all.
    pub counts: Result<(usize, usize), String>,
}

/// The hits of a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The query.
    pub query: String,
    /// The first hits.
    pub hits: Vec<Hit>,
    /// The number of all hits.
    pub total: usize,
    /// Notes on how the query was understood.
    pub notes: Vec<String>,
}

/// A quote or a paragraph that was found.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a state of its own, and all combine")]
pub struct Hit {
    /// The number of the document.
    pub number: i64,
    /// The number of its story.
    pub story: i64,
    /// How many documents the story has.
    pub documents: usize,
    /// The number of outlets among them.
    pub outlets: usize,
    /// Its day.
    pub day: Date,
    /// Whether the day is that of its arrival.
    pub is_undated: bool,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The words.
    pub words: String,
    /// The place of the words in the document's text.
    pub span: Span,
    /// Details of a quote.
    pub quote: Option<Saying>,
    /// A word for each reason why it may not be published now.
    pub flags: Vec<&'static str>,
    /// Whether only a summary is there.
    pub is_summary: bool,
    /// Whether there is an earlier version.
    pub is_changed: bool,
    /// Whether it has been read.
    pub is_read: bool,
    /// Its tags.
    pub tags: Vec<String>,
    /// The words with their source, for copying.
    pub citation: Citation,
}

/// Details of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Its number.
    pub id: i64,
    /// The speakers; "unknown" for none.
    pub speakers: Vec<String>,
    /// How it is reported.
    pub kind: QuoteKind,
    /// Whether words and speaker can be relied on.
    pub is_sure: bool,
}

/// The number of hits of an unfinished query, and its completions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// The query.
    pub query: String,
    /// The number of hits.
    pub count: Option<Result<usize, String>>,
    /// Names, each with a word for its kind and the number of its documents.
    pub names: Vec<(String, String, Option<usize>)>,
}

/// An actor's dossier.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dossier {
    /// Their name.
    pub name: String,
    /// A word for their kind.
    pub kind: String,
    /// How many people have this name.
    pub people: usize,
    /// Others whom the name may mean.
    pub others: Vec<String>,
    /// Their roles, the latest first.
    pub roles: Vec<String>,
    /// How many quotes there are.
    pub total: usize,
    /// The days of the first and the last quote.
    pub days: Option<(Date, Date)>,
    /// The number of quotes in each month, in order; months without quotes are left out.
    pub months: Vec<((i16, i8), usize)>,
    /// The newest quotes.
    pub quotes: Vec<Hit>,
    /// People named with them, and how often.
    pub with: Vec<(String, usize)>,
    /// Outlets that quote them, and how often.
    pub outlets: Vec<(String, usize)>,
    /// The topics of their quotes.
    pub words: Vec<String>,
}

/// A person in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The number of the document.
    pub number: i64,
    /// Their name there.
    pub name: String,
    /// Their role there.
    pub role: Option<String>,
    /// Their country there.
    pub country: Option<String>,
}

/// Two people who may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The earlier one.
    pub first: Person,
    /// The later one.
    pub second: Person,
    /// Whether both are in one story.
    pub same_story: bool,
    /// The role that both have.
    pub same_role: Option<String>,
}

/// One of two texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Side {
    /// The number of the document.
    pub number: i64,
    /// When it was published.
    pub when: String,
    /// Who published it.
    pub source: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// Two texts, the earlier one first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pair {
    /// The earlier one.
    pub first: Side,
    /// The later one.
    pub second: Side,
    /// Who said it.
    pub speaker: Option<String>,
    /// Words in order; a paragraph begins after each word "¶".
    pub parts: Vec<(Change, String)>,
}

/// Which of two texts has the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Added,
}
