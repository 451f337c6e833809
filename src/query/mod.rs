//! The query language: text to [`Query`], and what a query means over a [`Source`].
//!
//! ```text
//! geneva "safe zone" constit*          all of them
//! a OR b, -a, ( )                      also a | b, !a, a & b
//! speaker:lavrov quote:constitution    both of one quote
//! ```
//!
//! A briefing is a source of paragraphs ([`Paragraphs`]); an archive can be one of documents and quotes. Nothing here
//! knows how either is kept or shown, and no clock: periods like "the last seven days" become dates when they are asked.

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

/// In which order a source gives what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// What suits best first.
    Best,
}

/// A query as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What is looked for; none where nothing was written, which means everything.
    pub expression: Option<Expression>,
    /// In which order.
    pub order: Order,
}

impl Query {
    /// Reads a query. Nothing written is a query for everything.
    pub fn parse(written: &str) -> Result<Self, ParseError> {
        parse::query(written)
    }
}
