//! Runs: the text between quotation marks.

use std::ops::Range;

use crate::analysis::Layout;
use crate::text::Span;

/// The text between one opening mark and its closing mark, inside one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The tokens between the marks, without the marks.
    pub tokens: Range<usize>,
    /// The tokens with the marks.
    pub outer: Range<usize>,
    /// Number of words inside.
    pub words: usize,
    /// Whether the run continues a quotation that the previous block left open.
    pub continues: bool,
    /// Whether its marks are single ones in a text that quotes with double ones.
    pub secondary: bool,
}

impl Run {
    /// The bytes between the marks.
    pub fn span(&self, layout: &Layout) -> Span {
        layout.span(&self.tokens)
    }

    /// The text of the last token inside the marks.
    pub fn last<'a>(&self, layout: &Layout<'a>) -> &'a str {
        layout.word(self.tokens.end - 1)
    }
}
