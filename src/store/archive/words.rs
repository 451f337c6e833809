//! What an index of words is asked for, and how each database writes that.

pub(super) use super::matching::Match;
use crate::store::engine::{Dialect, Statement, Value};

/// How long the terms of a document and of a quote usually are, in characters.
#[cfg(feature = "postgres")]
const USUAL_BODY: u32 = 4000;
#[cfg(feature = "postgres")]
const USUAL_SAID: u32 = 200;

/// An index of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Index {
    /// Of documents.
    Body,
    /// Of quotes.
    Said,
}

impl Index {
    /// Its table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Said => "said",
        }
    }

    /// Its column of numbers.
    pub fn key(self, dialect: Dialect) -> &'static str {
        match (self, dialect) {
            (Self::Body, Dialect::Sqlite) => "body.rowid",
            (Self::Said, Dialect::Sqlite) => "said.rowid",
            #[cfg(feature = "postgres")]
            (Self::Body, Dialect::Postgres) => "body.id",
            #[cfg(feature = "postgres")]
            (Self::Said, Dialect::Postgres) => "said.id",
        }
    }

    /// What gives the number of a row's document.
    pub fn document(self, dialect: Dialect) -> &'static str {
        match (self, dialect) {
            (Self::Body, dialect) => self.key(dialect),
            (Self::Said, Dialect::Sqlite) => "(SELECT document FROM quotes WHERE quotes.id = said.rowid)",
            #[cfg(feature = "postgres")]
            (Self::Said, Dialect::Postgres) => "said.document",
        }
    }
}

impl Match {
    /// The condition on a row of an index, and what it is given.
    pub fn condition(&self, index: Index, dialect: Dialect) -> (String, Vec<Value<'static>>) {
        match dialect {
            Dialect::Sqlite => {
                (format!("{} MATCH ?", index.name()), vec![Value::from(self.expression(index))])
            }
            #[cfg(feature = "postgres")]
            Dialect::Postgres => super::lexemes::condition(self, index.name()),
        }
    }

    /// What puts the rows first that suit best, and what it is given.
    pub fn rank(&self, index: Index, dialect: Dialect) -> (String, Vec<Value<'static>>) {
        match dialect {
            Dialect::Sqlite => {
                // FTS5 knows itself what it was asked for.
                let _ = (self, index);
                ("rank".to_owned(), Vec::new())
            }
            #[cfg(feature = "postgres")]
            Dialect::Postgres => {
                let usual = if index == Index::Body { USUAL_BODY } else { USUAL_SAID };
                super::lexemes::rank(self, index.name(), usual)
            }
        }
    }

    /// As FTS5 takes it: terms between quotation marks, which nothing in them can end.
    fn expression(&self, index: Index) -> String {
        let columns = if index == Index::Body { "{title text}" } else { "text" };
        let joined = |parts: &[Self], sign: &str| {
            let parts: Vec<String> =
                parts.iter().map(|part| format!("({})", part.expression(index))).collect();
            parts.join(sign)
        };
        match self {
            Self::Phrase { terms, is_open } => {
                let star = if *is_open { " *" } else { "" };
                format!("{columns} : \"{}\"{star}", terms.join(" ").replace('"', ""))
            }
            Self::Keys(tokens) => format!("keys : \"{}\"", tokens.join(" ").replace('"', "")),
            Self::All(parts) => joined(parts, " AND "),
            Self::Any(parts) => joined(parts, " OR "),
        }
    }
}

impl Statement {
    /// Itself as a part of another, which is given its values in order.
    pub(super) fn part(&self, dialect: Dialect) -> String {
        self.text(dialect).replace("?1", "?").replace("?2", "?")
    }

    /// Itself where `{match}` is the condition on a row of an index, and what it is given.
    pub(super) fn matching(
        &self,
        wanted: &Match,
        index: Index,
        dialect: Dialect,
    ) -> (String, Vec<Value<'static>>) {
        let (condition, values) = wanted.condition(index, dialect);
        (self.text(dialect).replace("{match}", &condition), values)
    }
}

/// A row of an index after its number: what stands in its columns. `parts` are terms with spaces between them, and words
/// that stand together never reach from one into the next.
pub(super) fn columns<'a>(parts: &[&'a str], keys: String, dialect: Dialect) -> Vec<Value<'a>> {
    match dialect {
        Dialect::Sqlite => parts.iter().map(|part| Value::from(*part)).chain([Value::from(keys)]).collect(),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => super::lexemes::columns(parts, &keys),
    }
}
