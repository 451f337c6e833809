//! Conditions on a word index, in each database's syntax.

pub(super) use super::matching::Match;
use crate::store::engine::{Dialect, Statement, Value};

/// The typical length of the terms of a document and of a quote, in characters.
#[cfg(feature = "postgres")]
const USUAL_BODY: u32 = 4000;
#[cfg(feature = "postgres")]
const USUAL_SAID: u32 = 200;

/// A word index.
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

    /// The SQL for the number of a row's document.
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
    /// The condition on a row of an index, and its values.
    pub fn condition(&self, index: Index, dialect: Dialect) -> (String, Vec<Value<'static>>) {
        match dialect {
            Dialect::Sqlite => {
                (format!("{} MATCH ?", index.name()), vec![Value::from(self.expression(index))])
            }
            #[cfg(feature = "postgres")]
            Dialect::Postgres => super::lexemes::condition(self, index.name()),
        }
    }

    /// The SQL that ranks the best rows first, and its values.
    pub fn rank(&self, index: Index, dialect: Dialect) -> (String, Vec<Value<'static>>) {
        match dialect {
            Dialect::Sqlite => {
                // FTS5 knows the query itself.
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

    /// In FTS5 syntax: terms between quotation marks, which nothing in them can end.
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
    /// As a part of another statement, with its values in order.
    pub(super) fn part(&self, dialect: Dialect) -> String {
        self.text(dialect).replace("?1", "?").replace("?2", "?")
    }

    /// With `{match}` replaced by the condition on a row of an index, and its values.
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

/// The columns of a row of an index after its number. `parts` are terms separated by spaces, and no phrase reaches from
/// one part into the next.
pub(super) fn columns<'a>(parts: &[&'a str], keys: String, dialect: Dialect) -> Vec<Value<'a>> {
    match dialect {
        Dialect::Sqlite => parts.iter().map(|part| Value::from(*part)).chain([Value::from(keys)]).collect(),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => super::lexemes::columns(parts, &keys),
    }
}
