//! Errors in queries: in how they are written, and in their meaning to a source.

use super::Field;

/// Why a query cannot be parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// A name or a word is missing.
    #[error("a name is missing {0}")]
    Missing(&'static str),
    /// A parenthesis has no partner.
    #[error("a parenthesis is not closed, or not opened")]
    Parenthesis,
    /// A quotation mark has no partner.
    #[error("a quotation mark is not closed")]
    Quotation,
    /// The word before a colon is not a field.
    #[error("there is no “{written}:”{}", meant(*nearest, ":"))]
    Field {
        /// As it was written.
        written: String,
        /// The nearest valid one.
        nearest: Option<&'static str>,
    },
    /// The word after a colon is not a value of this field.
    #[error("there is no “{}:{written}”{}", field.name(), meant(*nearest, ""))]
    Value {
        /// The field.
        field: Field,
        /// As it was written.
        written: String,
        /// The nearest valid one.
        nearest: Option<&'static str>,
    },
    /// Not a date, though one was expected.
    #[error("“{0}” is not a date; write 2018, 2018-01, 2018-01-29, or 7d for the last seven days")]
    Date(String),
    /// Not a number, though one was expected.
    #[error("“{}:” takes the number of a document or a story, not “{written}”", field.name())]
    Number {
        /// The field.
        field: Field,
        /// As it was written.
        written: String,
    },
    /// Parentheses are nested too deep.
    #[error("too many parentheses")]
    Deep,
}

impl ParseError {
    /// The whole sentence.
    pub fn sentence(&self) -> String {
        let why = format!("The query cannot be read: {self}");
        if why.ends_with('?') { why } else { why + "." }
    }
}

fn meant(nearest: Option<&str>, after: &str) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean “{name}{after}”?"))
}

/// A query that can be parsed and means nothing to a source. The code that shows it writes the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeaningError {
    /// No actor has this name, or nothing has these words.
    Nobody {
        /// The field; none for words without one.
        field: Option<Field>,
        /// The words in the query.
        words: String,
    },
    /// Several actors have this name.
    Ambiguous {
        /// The field.
        field: Field,
        /// The words in the query.
        words: String,
        /// The names that it may mean, the best first.
        candidates: Vec<String>,
    },
    /// The source has no data for this field.
    Absent(Field),
    /// The source cannot be read, for a reason in a sentence of its own.
    Failed(String),
}
