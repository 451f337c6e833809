//! What can be wrong with a query: how it is written, and what it means to a source.

use super::Field;

/// A query that cannot be read.
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
    /// What stands before a colon is no field.
    #[error("there is no “{written}:”{}", meant(*nearest, ":"))]
    Field {
        /// As it was written.
        written: String,
        /// The nearest right one.
        nearest: Option<&'static str>,
    },
    /// What stands after a colon is nothing that this field knows.
    #[error("there is no “{}:{written}”{}", field.name(), meant(*nearest, ""))]
    Value {
        /// The field.
        field: Field,
        /// As it was written.
        written: String,
        /// The nearest right one.
        nearest: Option<&'static str>,
    },
    /// What should be a date is none.
    #[error("“{0}” is no date; write 2018, 2018-01, 2018-01-29, or 7d for the last seven days")]
    Date(String),
    /// What should be a number is none.
    #[error("“{}:” takes the number of a document or a story, not “{written}”", field.name())]
    Number {
        /// The field.
        field: Field,
        /// As it was written.
        written: String,
    },
    /// Parentheses in parentheses, without end.
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

/// A query that can be read and means nothing to a source. The sentence is the affair of whoever shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeaningError {
    /// Nobody there is called so, or nothing has these words.
    Nobody {
        /// The field; none for words without one.
        field: Option<Field>,
        /// What was asked for.
        words: String,
    },
    /// Several are called so.
    Ambiguous {
        /// The field.
        field: Field,
        /// What was asked for.
        words: String,
        /// Whom it may mean, by name, the best first.
        candidates: Vec<String>,
    },
    /// The source does not have what this field asks for.
    Absent(Field),
    /// The source cannot be read, for a reason in a sentence of its own.
    Failed(String),
}
