//! The walk of a text's tokens through an automaton of folded spellings.

use std::ops::Range;

use fst::raw::{Fst, Node, Output};

use super::format::push_folded;
use crate::analysis::Layout;
use crate::text::{Span, TokenKind};

/// The longest alias, in tokens.
const LONGEST: usize = 12;

/// A listed spelling in a text.
pub(super) struct Found {
    /// The tokens that it touches.
    pub tokens: Range<usize>,
    /// The bytes that it covers.
    pub span: Span,
    /// The index value of the spelling.
    pub value: u64,
}

/// A walk from one token on.
pub(super) struct Walk<'f, 'l, D> {
    fst: &'f Fst<D>,
    layout: &'l Layout<'l>,
    first: usize,
    node: Node<'f>,
    output: Output,
    best: Option<Found>,
}

impl<'f, 'l, D: AsRef<[u8]>> Walk<'f, 'l, D> {
    /// A walk that begins at token `first`.
    pub fn new(fst: &'f Fst<D>, layout: &'l Layout<'l>, first: usize) -> Self {
        Self { fst, layout, first, node: fst.root(), output: Output::zero(), best: None }
    }

    /// The longest spelling; one that ends with a token is preferred to one that ends inside the same token.
    pub fn longest(mut self) -> Option<Found> {
        let block_end = self.layout.blocks[self.layout.block_of(self.first)].tokens.end;
        for i in self.first..block_end.min(self.first + LONGEST) {
            let token = self.layout.tokens[i];
            let begins = i == self.first;
            if !begins && token.kind != TokenKind::Clitic && !(token.spaced && self.step(b' ')) {
                break;
            }
            if !matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Clitic)
                || !self.token(i)
            {
                break;
            }
            self.note(i, token.span.end);
        }
        self.best
    }

    /// Walks one token; false if the automaton does not continue.
    fn token(&mut self, i: usize) -> bool {
        let word = self.layout.word(i);
        if !word.is_ascii() {
            let mut folded = String::with_capacity(word.len());
            push_folded(word, &mut folded);
            return folded.bytes().all(|b| self.step(b));
        }
        let start = self.layout.tokens[i].span.start;
        for (at, byte) in word.bytes().enumerate() {
            match byte {
                b'.' | b'\'' | b'`' => {}
                b'-' => {
                    self.note(i, start + at as u32);
                    if !self.step(b' ') {
                        return false;
                    }
                }
                _ => {
                    if !self.step(byte.to_ascii_lowercase()) {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn step(&mut self, byte: u8) -> bool {
        let Some(at) = self.node.find_input(byte) else { return false };
        let transition = self.node.transition(at);
        self.output = self.output.cat(transition.out);
        self.node = self.fst.node(transition.addr);
        true
    }

    /// Records a spelling that ends at byte `end` in token `i`.
    fn note(&mut self, i: usize, end: u32) {
        if self.node.is_final() {
            let start = self.layout.tokens[self.first].span.start;
            self.best = Some(Found {
                tokens: self.first..i + 1,
                span: Span::new(start, end),
                value: self.output.cat(self.node.final_output()).value(),
            });
        }
    }
}
