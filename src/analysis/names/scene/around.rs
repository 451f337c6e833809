//! The context of a token in its name: heads of names, and initials in brackets.

use std::ops::Range;

use super::{Part, Scene, Segment, Word};
use crate::analysis::linear::feature2;

impl Scene<'_, '_> {
    /// Features of the heads of names around token `i`: in its run, and beyond a link ("Ministry of").
    pub(super) fn describe_heads(
        &self,
        i: usize,
        segment: &Segment,
        [p, own, n]: [Word; 3],
        out: &mut Vec<u32>,
    ) {
        let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
        let run = self.run(i, &segment.tokens);
        let position = (i - run.start).min(3) as u32 | ((run.end - 1 - i).min(3) as u32) << 2;
        let head = |at: usize| u32::from(self.words[at].head);
        let [head_p, own_head, head_n] = [p, own, n].map(|w| u32::from(w.head));
        add(80, head_p << 10 | own_head << 5 | head_n, u32::from(own.shape));
        add(81, head(run.end - 1), position);
        add(82, head(run.start), position);
        add(83, run.heads, position);
        let ((before, link), (after, next_link)) = (run.before, run.after);
        add(84, before, link);
        add(85, after, next_link);
        add(86, before << 5 | after, own_head);
        add(87, before << 5 | head(run.end - 1), u32::from(own.part == Part::Word));
        if let Some(part) = self.initials(i, segment) {
            add(88, part, 0);
        }
    }

    /// The relation of token `i` to initials in brackets after their words ("Lake Chad Basin Commission
    /// (LCBC)"):
    /// 1 the first word, 2 a later word, 3 the initials.
    fn initials(&self, i: usize, segment: &Segment) -> Option<u32> {
        let is = |at: usize, mark: &str| segment.sentence.contains(&at) && self.layout.word(at) == mark;
        let open = if i > 0 && is(i - 1, "(") { i - 1 } else { segment.tokens.end };
        if !is(open, "(") || !is(open + 2, ")") {
            return None;
        }
        let first = self.spelled_from(open, segment.sentence.start)?;
        match i {
            _ if i > open => Some(3),
            _ if i < first => None,
            _ => Some(1 + u32::from(i > first)),
        }
    }

    /// The first of the words before the bracket `open` that its initials stand for.
    fn spelled_from(&self, open: usize, limit: usize) -> Option<usize> {
        let letters = self.layout.word(open + 1);
        let mut at = open;
        for letter in letters.chars().rev().filter(|c| c.is_alphabetic()) {
            at = (limit..at).rev().find(|&j| self.words[j].part == Part::Word)?;
            if !self.layout.word(at).starts_with(letter) {
                return None;
            }
        }
        (open - at > 1).then_some(at)
    }

    /// The head right before the links that end before token `at`, and the last of these links.
    pub(super) fn head_before(&self, at: usize, within: &Range<usize>) -> (u32, u32) {
        let link = within.start < at && self.words[at - 1].part != Part::Word;
        let head = (within.start..at).rev().find(|&j| self.words[j].part == Part::Word);
        let head = head.map_or(0, |j| u32::from(self.words[j].head) + 1);
        (head, if link { self.words[at - 1].lower } else { 0 })
    }

    /// The head at the end of the run after the links at token `at`, and the first of these links.
    pub(super) fn head_after(&self, at: usize, within: &Range<usize>) -> (u32, u32) {
        let next = (at..within.end).find(|&j| self.words[j].part == Part::Word);
        let head = next.map_or(0, |j| u32::from(self.words[self.run_end(j, within.end) - 1].head) + 1);
        (head, if at < within.end { self.words[at].lower } else { 0 })
    }
}
