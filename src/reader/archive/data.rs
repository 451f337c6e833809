//! What the reader asks of the archive and is told by it, as plain data. Who answers, and from where, is not known here.

use jiff::civil::Date;

use crate::briefing::{Citation, QuoteKind};
use crate::query::Field;
use crate::text::Span;

/// What somebody says of two who may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are one.
    Same,
    /// They are two.
    Different,
}

/// Something that the archive is asked, or that is to be done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The queries that are kept.
    Inbox,
    /// What a query finds, as many hits.
    Find {
        /// The query.
        query: String,
        /// How many hits.
        most: usize,
    },
    /// How much a query would find, and what may stand at its end.
    Offers {
        /// The query.
        query: String,
        /// The field at its end.
        field: Option<Field>,
        /// What was typed after that.
        typed: String,
    },
    /// Keep a query under a name.
    Save {
        /// The name.
        name: String,
        /// The query.
        query: String,
    },
    /// Keep the query of that name no more.
    Drop(String),
    /// What the query of that name finds has been seen; none is everything.
    Seen(Option<String>),
    /// What there is of whoever is called so.
    Dossier(String),
    /// Who of those that share a name may be one.
    Suggest(String),
    /// What the person says of a suggestion, by its place.
    Judge(usize, Verdict),
    /// Take the last judgement back.
    UndoJudgement,
    /// A document beside others, or a quote of it.
    Compare {
        /// The number of the document.
        number: i64,
        /// The quote.
        quote: Option<i64>,
    },
    /// Put a tag to a document, or take it away.
    Tag {
        /// The number of the document.
        number: i64,
        /// The tag.
        tag: String,
    },
    /// A document is read, or unread again.
    Read {
        /// The number of the document.
        number: i64,
        /// Whether it is read.
        is_read: bool,
    },
}

/// What the archive answers; what cannot be answered is a full sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The queries that are kept.
    Inbox(Result<Vec<Saved>, String>),
    /// What a query finds.
    Found(Result<Found, String>),
    /// How much a query would find, and what may stand at its end.
    Offers(Offers),
    /// What there is of somebody.
    Dossier(Result<Box<Dossier>, String>),
    /// Who may be one.
    Suggestions(Result<Vec<Suggestion>, String>),
    /// What the person said of a suggestion is kept, or taken back.
    Judged(String),
    /// Texts beside each other.
    Compared(Result<Vec<Pair>, String>),
    /// Something is done.
    Done(String),
    /// Something could not be done.
    Failed(String),
}

/// A query that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name; none for everything.
    pub name: Option<String>,
    /// The query.
    pub query: String,
    /// Documents with greater numbers are new.
    pub seen: i64,
    /// How many are new and how many there are.
    pub counts: Result<(usize, usize), String>,
}

/// What a query finds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The query.
    pub query: String,
    /// The first hits.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// What there is to say of how it was understood.
    pub notes: Vec<String>,
}

/// A quote that was found, or a paragraph.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a state of its own, and all combine")]
pub struct Hit {
    /// The number of the document.
    pub number: i64,
    /// The number of its story.
    pub story: i64,
    /// How many documents the story has.
    pub documents: usize,
    /// In how many outlets.
    pub outlets: usize,
    /// Its day.
    pub day: Date,
    /// The day is that of its arrival.
    pub is_undated: bool,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The words.
    pub words: String,
    /// Where they are in the document's text.
    pub span: Span,
    /// Of a quote, what is known of it.
    pub quote: Option<Saying>,
    /// A word for each reason why it may not be published now.
    pub flags: Vec<&'static str>,
    /// Only a summary is there.
    pub is_summary: bool,
    /// There is an earlier version.
    pub is_changed: bool,
    /// It has been read.
    pub is_read: bool,
    /// Its tags.
    pub tags: Vec<String>,
    /// The words with their source, as they are copied.
    pub citation: Citation,
}

/// What is known of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// Its number.
    pub id: i64,
    /// Who said it; nobody is "unknown".
    pub speakers: Vec<String>,
    /// How it is reported.
    pub kind: QuoteKind,
    /// Words and speaker can be relied on.
    pub is_sure: bool,
}

/// How much a query would find, and what may stand at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// The query.
    pub query: String,
    /// How much it finds.
    pub count: Option<Result<usize, String>>,
    /// Names, each with a word for what it is and in how many documents it is.
    pub names: Vec<(String, String, Option<usize>)>,
}

/// What there is of somebody.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dossier {
    /// Their name.
    pub name: String,
    /// A word for their kind.
    pub kind: String,
    /// How many people are called so.
    pub people: usize,
    /// Whom the name may mean too.
    pub others: Vec<String>,
    /// Their roles, the last one first.
    pub roles: Vec<String>,
    /// How many quotes there are.
    pub total: usize,
    /// The days of the first and the last.
    pub days: Option<(Date, Date)>,
    /// How many quotes each month has, in order; months without any are left out.
    pub months: Vec<((i16, i8), usize)>,
    /// The newest quotes.
    pub quotes: Vec<Hit>,
    /// Who is named with them, and how often.
    pub with: Vec<(String, usize)>,
    /// Who quotes them, and how often.
    pub outlets: Vec<(String, usize)>,
    /// What they are quoted on.
    pub words: Vec<String>,
}

/// Somebody as one document has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The number of the document.
    pub number: i64,
    /// How they are called there.
    pub name: String,
    /// Their role there.
    pub role: Option<String>,
    /// Their country there.
    pub country: Option<String>,
}

/// Two who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The earlier one.
    pub first: Person,
    /// The later one.
    pub second: Person,
    /// Both are in one story.
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

/// In which of two texts words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Added,
}
