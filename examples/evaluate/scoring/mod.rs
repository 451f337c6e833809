//! Scores how well the library reads annotated texts: pure measures, without input or output.
//!
//! Only letters and digits are compared ([`letters`]), so white space, quotation marks and punctuation never
//! matter, and the import may reflow a text. Three kinds of annotation are scored: actors and quotes marked
//! in the text ([`marked`]), attributions ([`attributions`]), labelled names ([`names`]).

pub mod attributions;
pub mod calibration;
pub mod floors;
pub mod letters;
pub mod marked;
pub mod marks;
pub mod matching;
pub mod names;
pub mod quotation;
pub mod reading;
pub mod speakers;
pub mod strict;
pub mod tally;

use std::ops::Range;

/// A text with a careful reader's annotations.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample<G> {
    /// The name used in the findings.
    pub name: String,
    /// The text.
    pub text: String,
    /// The annotation; all ranges are bytes of `text`.
    pub gold: G,
}

/// A range of bytes of a sample's text.
pub type Bytes = Range<usize>;
