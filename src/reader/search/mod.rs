//! Search in the text: finds the next match from the current place first, and counts all matches afterwards.
//!
//! Everything is done in steps that cost a bounded number of bytes, so that no key waits for a large text:
//! [`Search::work`] continues unfinished work while nobody types.

mod pattern;
mod pieces;

pub use pattern::{Pattern, PatternError};
use pieces::Piece;

use super::filter::Filter;
use super::reading::Reading;
use crate::text::Span;

/// The bytes that one step searches.
const STEP: usize = 256 * 1024;
/// The cost of skipping a piece, in bytes of searching.
const STEP_OVER: usize = 64;
/// Counting stops at this many matches.
const MOST: usize = 1_000_000;

/// The result of a hunt for a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Found, perhaps only past an end of the text.
    At {
        /// The match.
        span: Span,
        /// Whether the search went past an end of the text and on from the other: if so, whether forward.
        wrapped: Option<bool>,
    },
    /// Not found.
    Nowhere,
}

/// A match being looked for.
#[derive(Debug, Clone, Copy)]
struct Hunt {
    start: Piece,
    piece: Piece,
    /// The match must begin at or after this byte, or when searching backwards before it.
    from: u32,
    forward: bool,
    wrapped: bool,
}

/// The search pattern and the known matches.
#[derive(Debug, Default)]
pub struct Search {
    pattern: Option<Pattern>,
    /// The matches before the piece `next`, in order.
    hits: Vec<Span>,
    /// The first piece not counted yet.
    next: Piece,
    counted: bool,
    hunt: Option<Hunt>,
    /// The current match.
    pub current: Option<Span>,
    /// The matches on the screen, in order.
    pub on_screen: Vec<Span>,
}

impl Search {
    /// Searches for another pattern, or none.
    pub fn set(&mut self, pattern: Option<Pattern>) {
        *self = Self { pattern, ..Self::default() };
    }

    /// The search pattern.
    pub fn pattern(&self) -> Option<&Pattern> {
        self.pattern.as_ref()
    }

    /// Restarts counting and hunting, because other paragraphs are shown or more of the text is there.
    pub fn restart(&mut self, reading: &Reading) {
        self.hits.clear();
        (self.next, self.counted) = (Piece::default(), false);
        if let Some(Hunt { from, forward, .. }) = self.hunt {
            self.hunt(reading, from, forward);
        }
    }

    /// Whether there is work left.
    pub fn is_busy(&self) -> bool {
        self.pattern.is_some() && (self.hunt.is_some() || !self.counted)
    }

    /// Whether a hunt is running.
    pub fn is_hunting(&self) -> bool {
        self.hunt.is_some()
    }

    /// Hunts for the first match from byte `from`, or backwards for the last before it.
    pub fn hunt(&mut self, reading: &Reading, from: u32, forward: bool) {
        let start = Piece::holding(reading, from);
        self.hunt = Some(Hunt { start, piece: start, from, forward, wrapped: false });
    }

    /// Stops the hunt.
    pub fn stop(&mut self) {
        self.hunt = None;
    }

    /// Does one step; returns the result of a hunt when it ends.
    pub fn work(&mut self, reading: &Reading, filter: &Filter) -> Option<Found> {
        if self.hunt.is_some() {
            let found = self.step_hunt(reading, filter);
            if let Some(found) = found {
                self.hunt = None;
                if let Found::At { span, .. } = found {
                    self.current = Some(span);
                }
            }
            return found;
        }
        self.step_count(reading, filter);
        None
    }

    fn step_hunt(&mut self, reading: &Reading, filter: &Filter) -> Option<Found> {
        let (mut hunt, pattern) = (self.hunt?, self.pattern.as_ref()?);
        if reading.blocks().is_empty() {
            return Some(Found::Nowhere);
        }
        let mut budget = STEP;
        loop {
            budget = budget.saturating_sub(STEP_OVER);
            if filter.passes(hunt.piece.block) {
                budget = budget.saturating_sub(hunt.piece.len(reading));
                let mut hits = hunt.piece.hits(reading, pattern);
                let found = if hunt.forward {
                    hits.find(|h| hunt.wrapped || h.start >= hunt.from)
                } else {
                    hits.take_while(|h| hunt.wrapped || h.start < hunt.from).last()
                };
                if let Some(span) = found {
                    let wrapped = hunt.wrapped.then_some(hunt.forward);
                    return Some(Found::At { span, wrapped });
                }
            }
            if hunt.wrapped && hunt.piece == hunt.start {
                return Some(Found::Nowhere);
            }
            hunt.advance(reading);
            if budget == 0 {
                self.hunt = Some(hunt);
                return None;
            }
        }
    }

    fn step_count(&mut self, reading: &Reading, filter: &Filter) {
        let Some(pattern) = &self.pattern else { return };
        let mut budget = STEP;
        while budget > 0 && self.next.block < reading.blocks().len() && self.hits.len() < MOST {
            budget = budget.saturating_sub(STEP_OVER);
            if filter.passes(self.next.block) {
                budget = budget.saturating_sub(self.next.len(reading));
                let end = self.hits.last().map_or(0, |h| h.end);
                self.hits.extend(self.next.hits(reading, pattern).filter(|h| h.start >= end));
            }
            self.next = self.next.next(reading);
        }
        self.counted = budget > 0;
    }

    /// The matches known so far, in order.
    pub fn hits(&self) -> &[Span] {
        &self.hits
    }

    /// The number of the current match and of all: "3/17", with "+" while counting is unfinished.
    pub fn count(&self, reading: &Reading) -> String {
        let whole = self.counted && self.next.block >= reading.blocks().len();
        let more = if whole { "" } else { "+" };
        let known = |span: &Span| whole || Piece::holding(reading, span.start) < self.next;
        let at = self.current.filter(known).map(|c| self.hits.partition_point(|h| h.start < c.start) + 1);
        match at {
            Some(at) => format!("{at}/{}{more}", self.hits.len()),
            None if self.current.is_none() => format!("{}{more}", self.hits.len()),
            None => format!("?/{}{more}", self.hits.len()),
        }
    }

    /// Finds the matches that touch the visible part.
    pub fn look_at(&mut self, reading: &Reading, seen: Span) {
        self.on_screen.clear();
        let Some(pattern) = &self.pattern else { return };
        let last = Piece::holding(reading, seen.end.saturating_sub(1));
        let first = Piece::holding(reading, seen.start);
        let mut piece = first.previous(reading).filter(|p| p.block == first.block).unwrap_or(first);
        while piece <= last && piece.block < reading.blocks().len() {
            let touching = piece.hits(reading, pattern).filter(|h| h.end > seen.start && h.start < seen.end);
            self.on_screen.extend(touching);
            piece = piece.next(reading);
        }
    }
}

impl Hunt {
    /// Goes to the next piece, wrapping around at an end of the text.
    fn advance(&mut self, reading: &Reading) {
        let last = reading.blocks().len() - 1;
        if self.forward {
            self.piece = self.piece.next(reading);
            if self.piece.block > last {
                (self.piece, self.wrapped) = (Piece::default(), true);
            }
        } else {
            let previous = self.piece.previous(reading);
            self.wrapped |= previous.is_none();
            self.piece = previous.unwrap_or_else(|| Piece::last_of(reading, last));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;

    fn reading(text: &str) -> Reading {
        Reading::plain(Arc::new(Document::from_paragraphs(text)))
    }

    fn search(pattern: &str) -> Search {
        let mut search = Search::default();
        search.set(Pattern::parse(pattern).unwrap());
        search
    }

    /// Where the hunt ends, and whether it wrapped.
    fn hunt(search: &mut Search, reading: &Reading, from: u32, forward: bool) -> Option<(u32, bool)> {
        search.hunt(reading, from, forward);
        loop {
            match search.work(reading, &Filter::default()) {
                Some(Found::At { span, wrapped }) => return Some((span.start, wrapped.is_some())),
                Some(Found::Nowhere) => return None,
                None => {}
            }
        }
    }

    #[test]
    fn the_nearest_match_is_found_in_both_directions_and_past_the_ends() {
        let (reading, mut search) = (reading("un eu\neu un eu\nus"), search("un"));
        assert_eq!(hunt(&mut search, &reading, 0, true), Some((0, false)));
        assert_eq!(hunt(&mut search, &reading, 1, true), Some((9, false)));
        assert_eq!(hunt(&mut search, &reading, 10, true), Some((0, true)));
        assert_eq!(hunt(&mut search, &reading, 9, false), Some((0, false)));
        assert_eq!(hunt(&mut search, &reading, 0, false), Some((9, true)));
        let mut search = self::search("not found");
        assert_eq!(hunt(&mut search, &reading, 3, true), None);
        assert_eq!(hunt(&mut search, &self::reading(""), 0, true), None);
    }

    #[test]
    fn matches_are_counted_step_by_step() {
        let line = "x".repeat(100) + " pier\n";
        let (reading, mut search) = (reading(&line.repeat(6000)), search("pier"));
        hunt(&mut search, &reading, 500_000, true);
        assert_eq!(search.count(&reading), "?/0+");
        search.work(&reading, &Filter::default());
        assert!(search.count(&reading).ends_with('+'));
        while search.is_busy() {
            search.work(&reading, &Filter::default());
        }
        assert_eq!(search.count(&reading), format!("{}/6000", (500_000usize - 101).div_ceil(106) + 1));
    }

    #[test]
    fn what_is_on_the_screen_is_found_where_it_begins_above() {
        let (reading, mut search) = (reading("the pier of Lissa\nthe pier"), search("pier of"));
        search.look_at(&reading, Span::new(6, 20));
        assert_eq!(search.on_screen, [Span::new(4, 11)]);
    }
}
