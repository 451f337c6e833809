//! The query language: from text to [`Query`], and the meaning of a query over a [`Source`].
//!
//! ```text
//! geneva "safe zone" constit*          all of them
//! a OR b, -a, ( )                      also a | b, !a, a & b
//! speaker:lavrov quote:constitution    both of one quote
//! ```
//!
//! A briefing is a source of paragraphs ([`Paragraphs`]); an archive can be one of documents and quotes. Nothing here
//! knows how either is stored or shown, or reads a clock: periods like "the last seven days" become dates when the query
//! is run.

mod complete;
mod error;
mod expression;
mod field;
mod lex;
mod names;
mod paragraphs;
mod parse;
mod period;
mod source;

pub use complete::{quoted, unfinished};
pub use error::{MeaningError, ParseError};
pub use expression::{Expression, Piece, Term};
pub use field::{Field, Is, KINDS};
pub use names::{Fit, suits};
pub use paragraphs::Paragraphs;
pub use period::{Edge, Period, Unit};
pub use source::{Quoted, Source, evaluate};

/// The order of a source's results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// The best matches first.
    Best,
}

/// A parsed query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The condition; none for an empty query, which means everything.
    pub expression: Option<Expression>,
    /// The order of the results.
    pub order: Order,
}

impl Query {
    /// Parses a query. An empty one means everything.
    pub fn parse(written: &str) -> Result<Self, ParseError> {
        parse::query(written)
    }
}
