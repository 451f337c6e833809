//! Runs of capitalised words: each token needs its run, but each run is found only once.

use std::ops::Range;

use super::{Part, Scene};

/// A run of capitalised words, with the values its features are made of; a token of any other kind is a run by
/// itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// Its tokens.
    pub start: usize,
    pub end: usize,
    /// The word list's flags for all its words together.
    pub listed: u8,
    /// The kinds of heads among its words, one bit each.
    pub heads: u32,
    /// The head before it and the word that links them; the same after it.
    pub before: (u32, u32),
    pub after: (u32, u32),
}

impl Scene<'_, '_> {
    /// The uninterrupted capitalised words around token `i`.
    pub(super) fn run(&self, i: usize, within: &Range<usize>) -> Run {
        if let Some(run) = self.last.get().filter(|run| run.start <= i && i < run.end) {
            return run;
        }
        let is_word = |j: usize| self.words[j].part == Part::Word;
        let mut start = i;
        while is_word(i) && start > within.start && is_word(start - 1) {
            start -= 1;
        }
        let end = self.run_end(i, within.end);
        let (mut listed, mut heads) = (0, 0);
        for word in &self.words[start..end] {
            listed |= word.listed;
            heads |= 1_u32 << word.head;
        }
        let (before, after) = (self.head_before(start, within), self.head_after(end, within));
        let run = Run { start, end, listed, heads: heads & !1, before, after };
        self.last.set(Some(run));
        run
    }

    /// The end of the run that contains token `i`.
    pub(super) fn run_end(&self, i: usize, limit: usize) -> usize {
        let mut end = i + 1;
        while self.words[i].part == Part::Word && end < limit && self.words[end].part == Part::Word {
            end += 1;
        }
        end
    }
}
