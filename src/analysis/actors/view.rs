//! A view of the text for the steps of this stage: words, tags, and simple tests on them.

use std::ops::Range;

use crate::analysis::Layout;
use crate::analysis::layout::Memory;
use crate::analysis::syntax::Tag;
use crate::analysis::table::{Month, Table, Word, word};
use crate::text::Span;

/// Tokens with their tags.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Tokens, sentences, blocks.
    pub layout: &'a Layout<'a>,
    /// The part of speech of each token.
    pub tags: &'a [Tag],
    /// The known actors.
    pub table: &'a Table,
    /// The word lists' classes for words looked up so far.
    pub listed: &'a Memory<Word>,
    /// The month of the text.
    pub date: Option<Month>,
}

impl<'a> View<'a> {
    /// The word at token `i`; empty past the end.
    pub fn word(&self, i: usize) -> &'a str {
        if i < self.layout.tokens.len() { self.layout.word(i) } else { "" }
    }

    /// The word lists' entry for the word at token `i`; an empty one past the end.
    pub fn listed(&self, i: usize) -> Word {
        let inside = i < self.layout.tokens.len();
        if inside { self.layout.remembered(self.listed, i, word) } else { Word::default() }
    }

    /// The tag at token `i`; a full stop past the end.
    pub fn tag(&self, i: usize) -> Tag {
        self.tags.get(i).copied().unwrap_or(Tag::Stop)
    }

    /// Whether the word at token `i` is one of `words`, in any case.
    pub fn is(&self, i: usize, words: &[&str]) -> bool {
        let word = self.word(i);
        words.iter().any(|w| w.eq_ignore_ascii_case(word))
    }

    /// Whether the word at token `i` begins with a capital letter.
    pub fn capital(&self, i: usize) -> bool {
        self.layout.tokens.get(i).is_some_and(|t| t.is_capitalised(self.layout.text))
    }

    /// Whether token `i` is a possessive ending.
    pub fn possessive(&self, i: usize) -> bool {
        self.tag(i) == Tag::Pos || matches!(self.word(i), "'s" | "’s")
    }

    /// The tokens of the sentence with token `i`.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        self.layout.sentences[self.layout.sentence_of(i)].tokens.clone()
    }

    /// Whether no word in the block of token `i` is in lower case: capitals mean nothing there.
    pub fn shouts(&self, i: usize) -> bool {
        self.layout.blocks[self.layout.block_of(i)].shouts
    }

    /// The bytes from the first to the last of these tokens.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        self.layout.span(tokens)
    }
}
