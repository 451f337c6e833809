//! A selected stretch of the text, moved and extended by units with the keyboard.

use super::reading::Reading;
use crate::text::{Span, TokenKind, sentences, tokenize};

/// The units of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// A sentence.
    #[default]
    Sentence,
    /// The words of a quote, from first to last.
    Quote,
    /// A paragraph or another block.
    Paragraph,
    /// A word.
    Word,
}

impl Unit {
    /// The next unit of the four.
    fn next(self) -> Self {
        match self {
            Self::Sentence => Self::Quote,
            Self::Quote => Self::Paragraph,
            Self::Paragraph => Self::Word,
            Self::Word => Self::Sentence,
        }
    }

    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Quote => "quote",
            Self::Paragraph => "paragraph",
            Self::Word => "word",
        }
    }

    /// The units in a block, in order.
    fn of_block(self, reading: &Reading, block: usize) -> Vec<Span> {
        let span = reading.blocks()[block].span;
        match self {
            Self::Paragraph => vec![span],
            Self::Sentence => {
                let tokens = tokenize(reading.text(), span);
                sentences(reading.text(), &tokens).into_iter().map(|s| s.span).collect()
            }
            Self::Word => {
                let words = tokenize(reading.text(), span).into_iter();
                let is_word =
                    |k: TokenKind| matches!(k, TokenKind::Word | TokenKind::Number | TokenKind::Clitic);
                words.filter(|t| is_word(t.kind)).map(|t| t.span).collect()
            }
            Self::Quote => {
                let quotes = (0..reading.quotes().len()).map(|q| reading.quote_extent(q));
                let mut here: Vec<Span> = quotes.filter(|q| span.holds(q.start) && !q.is_empty()).collect();
                here.sort();
                here
            }
        }
    }

    /// The first unit from block `from` on for which `suits` holds.
    fn first(self, reading: &Reading, from: usize, suits: impl Fn(Span) -> bool) -> Option<Span> {
        let mut blocks = from..reading.blocks().len();
        blocks.find_map(|b| self.of_block(reading, b).into_iter().find(|&s| suits(s)))
    }

    /// The last unit up to block `to` for which `suits` holds.
    fn last(self, reading: &Reading, to: usize, suits: impl Fn(Span) -> bool) -> Option<Span> {
        let blocks = 0..(to + 1).min(reading.blocks().len());
        blocks.rev().find_map(|b| self.of_block(reading, b).into_iter().rfind(|&s| suits(s)))
    }
}

/// A selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The bytes; never empty.
    pub span: Span,
    /// Its unit.
    pub unit: Unit,
    /// Whether its beginning is the moving end.
    pub backwards: bool,
}

impl Selection {
    /// The sentence at byte `at`, or the next one.
    pub fn begin(reading: &Reading, at: u32) -> Option<Self> {
        let unit = Unit::Sentence;
        let span = unit.first(reading, reading.block_at(at), |s| s.end > at)?;
        Some(Self { span, unit, backwards: false })
    }

    /// Selects a unit of the next kind where the selection begins; skips kinds that the rest of the text does
    /// not have. Like all changes, returns whether there is one.
    pub fn change_unit(&mut self, reading: &Reading) -> bool {
        let (at, block) = (self.span.start, reading.block_at(self.span.start));
        for _ in 0..4 {
            self.unit = self.unit.next();
            if let Some(span) = self.unit.first(reading, block, |s| s.end > at) {
                self.span = span;
                return true;
            }
        }
        false
    }

    /// Makes the other end the moving one.
    pub fn turn(&mut self, _: &Reading) -> bool {
        self.backwards = !self.backwards;
        true
    }

    /// Selects the next unit, or without `forward` the previous one; returns whether there is one.
    pub fn step(&mut self, reading: &Reading, forward: bool) -> bool {
        let (start, end) = (self.span.start, self.span.end);
        let to = if forward {
            self.unit.first(reading, reading.block_at(end), |s| s.start >= end)
        } else {
            self.unit.last(reading, reading.block_at(start), |s| s.end <= start)
        };
        self.span = to.unwrap_or(self.span);
        to.is_some()
    }

    /// Moves the moving end one unit forward, or without `forward` back. Beyond the first unit, the other end moves
    /// outwards.
    pub fn stretch(&mut self, reading: &Reading, forward: bool) -> bool {
        let Span { start, end } = self.span;
        let unit = self.unit;
        let one =
            unit.first(reading, reading.block_at(start), |s| s.end > start).is_some_and(|s| s.end >= end);
        if one {
            // With a single unit either end may move outwards.
            self.backwards = !forward;
        }
        let span = match (self.backwards, forward) {
            (false, true) => unit
                .first(reading, reading.block_at(end), |s| s.start >= end)
                .map(|s| Span::new(start, s.end)),
            (false, false) => unit
                .last(reading, reading.block_at(end.saturating_sub(1)), |s| s.end < end && s.end > start)
                .map(|s| Span::new(start, s.end)),
            (true, false) => unit
                .last(reading, reading.block_at(start), |s| s.end <= start)
                .map(|s| Span::new(s.start, end)),
            (true, true) => unit
                .first(reading, reading.block_at(start), |s| s.start > start && s.start < end)
                .map(|s| Span::new(s.start, end)),
        };
        self.span = span.unwrap_or(self.span);
        span.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;

    fn reading() -> Reading {
        let text = "One two. Three four!\nFive, six.";
        Reading::plain(Arc::new(Document::from_paragraphs(text)))
    }

    #[test]
    fn units_are_walked_across_paragraphs() {
        let reading = reading();
        let mut selection = Selection::begin(&reading, 3).unwrap();
        let mut seen = vec![reading.of(selection.span).to_owned()];
        while selection.step(&reading, true) {
            seen.push(reading.of(selection.span).to_owned());
        }
        assert_eq!(seen, ["One two.", "Three four!", "Five, six."]);
        assert!(selection.step(&reading, false) && selection.step(&reading, false));
        assert!(!selection.step(&reading, false));
    }

    #[test]
    fn it_grows_and_shrinks_at_either_end_and_is_never_empty() {
        let reading = reading();
        let mut selection = Selection::begin(&reading, 10).unwrap();
        selection.unit = Unit::Word;
        let mut go = |backwards: bool, forward: bool| {
            selection.backwards = backwards;
            let moved = selection.stretch(&reading, forward);
            (moved, reading.of(selection.span).to_owned())
        };
        assert_eq!(go(false, true), (true, "Three four!\nFive".to_owned()));
        assert_eq!(go(true, false), (true, "two. Three four!\nFive".to_owned()));
        assert_eq!(go(false, false), (true, "two. Three four".to_owned()));
        assert_eq!(go(true, true), (true, "Three four".to_owned()));
        assert_eq!(go(false, false), (true, "Three".to_owned()));
        assert_eq!(
            go(false, false),
            (true, "two. Three".to_owned()),
            "beyond its beginning the other end goes"
        );
        assert_eq!(go(true, true), (true, "Three".to_owned()));
        assert_eq!(go(true, true), (true, "Three four".to_owned()));
    }

    #[test]
    fn a_kind_that_there_is_not_is_left_out() {
        let reading = reading();
        let mut selection = Selection::begin(&reading, 0).unwrap();
        selection.change_unit(&reading);
        assert_eq!((selection.unit, selection.span), (Unit::Paragraph, reading.blocks()[0].span));
        selection.change_unit(&reading);
        assert_eq!(reading.of(selection.span), "One");
    }
}
