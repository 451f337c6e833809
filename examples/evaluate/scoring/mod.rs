//! How well the library reads annotated texts: the measures, without any input or output.
//!
//! Letters and digits alone are compared ([`letters`]), so white space, quotation marks and punctuation
//! never matter and a text may be reflowed at import. Three kinds of annotation are scored: actors and
//! quotes marked in the text ([`marked`]), attributions ([`attributions`]), labelled names ([`names`]).

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

/// A text with what a careful reader found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample<G> {
    /// The name under which findings are reported.
    pub name: String,
    /// The text.
    pub text: String,
    /// The annotation; all ranges are bytes of `text`.
    pub gold: G,
}

/// A range of bytes of a sample's text.
pub type Bytes = Range<usize>;
