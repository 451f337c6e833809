//! Which line breaks are only wraps: the measure of a hard-wrapped text, and which lines continue others.
//!
//! A program that wraps prose breaks a line where the next word would not have fitted. So for the right margin
//! `w`, every wrapped line is at most `w` columns long and would be longer with the next line's first word.
//! Each pair of lines votes for the margins that explain it; a text is hard-wrapped when one margin explains
//! most pairs and the lines read on across the breaks. Poems, addresses and lists fail one test or the other,
//! and so does a text of one paragraph a line.

use super::lines::{Line, dangles, ends_sentence, first_word_width, starts_small};
use crate::import::{join::breaks_word, marks::is_rule};

/// The widest wrapped text, in columns.
const WIDEST: usize = 400;

/// Narrower margins than this, in columns, are only accepted for a text with several lines.
const NARROW: u32 = 30;

/// The right margin of a hard-wrapped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure {
    /// A line that one more word would not have taken past this column was ended on purpose.
    full: u32,
    /// The longest wrapped line, in columns.
    margin: u32,
}

/// Evidence from the pairs of neighbouring lines about a text's margin.
#[derive(Default)]
struct Evidence {
    /// End column of each line and the column it would reach with the next word.
    pairs: Vec<(u32, u32)>,
    /// How many pairs read on across the break.
    continuing: usize,
}

impl Evidence {
    fn of(lines: &[Line]) -> Self {
        let mut evidence = Self::default();
        for pair in lines.windows(2) {
            if pair[0].is_blank()
                || pair[1].is_blank()
                || pair[0].depth != pair[1].depth
                || is_rule(pair[1].text)
            {
                continue;
            }
            let end = pair[0].end();
            evidence.pairs.push((end, end + 1 + first_word_width(pair[1].text)));
            evidence.continuing += usize::from(reads_on(&pair[0], &pair[1]));
        }
        evidence
    }

    /// The margin that explains the most pairs, and how many.
    fn best_margin(&self) -> (u32, usize) {
        let mut change = vec![0_isize; WIDEST + 2];
        for &(end, reach) in self.pairs.iter().filter(|(end, _)| *end as usize <= WIDEST) {
            change[end as usize] += 1;
            change[(reach as usize).min(WIDEST + 1)] -= 1;
        }
        let (mut votes, mut best) = (0, (0, 0));
        for (margin, step) in change.iter().enumerate() {
            votes += step;
            // Of margins with equal votes the last range wins, and in it the least margin.
            if votes > best.1 || (votes == best.1 && *step > 0) {
                best = (margin as u32, votes);
            }
        }
        (best.0, best.1.cast_unsigned())
    }

    /// The line end that only one pair in fifty exceeds.
    fn usual_longest(&self) -> u32 {
        let mut ends: Vec<u32> = self.pairs.iter().map(|p| p.0).collect();
        let at = (ends.len() - 1) - (ends.len() - 1) / 50;
        *ends.select_nth_unstable(at).1
    }

    fn measure(&self) -> Option<Measure> {
        let all = self.pairs.len();
        if all == 0 {
            return None;
        }
        let (margin, votes) = self.best_margin();
        if votes * 2 >= all && self.continuing * 3 >= all && (margin >= NARROW || all >= 4) {
            return Some(Measure { full: margin, margin });
        }
        // Editors that balance lines leave them up to a seventh short of the margin.
        let margin = self.usual_longest();
        let full = margin - margin / 7;
        let near = self.pairs.iter().filter(|(end, reach)| *end <= margin && *reach > full).count();
        let balanced = all >= 4 && (NARROW..=WIDEST as u32).contains(&margin);
        (balanced && near * 5 >= all * 4 && self.continuing * 2 >= all).then_some(Measure { full, margin })
    }
}

/// The measure of a text or of a run of lines; none if it is not hard-wrapped.
pub(super) fn measure(lines: &[Line]) -> Option<Measure> {
    Evidence::of(lines).measure()
}

/// The measure of one run of lines, if it is long enough to have its own.
pub(super) fn own_measure(run: &[Line]) -> Option<Measure> {
    if run.len() < 5 { None } else { measure(run) }
}

/// Whether the words themselves show that `next` continues `line`.
fn reads_on(line: &Line, next: &Line) -> bool {
    (starts_small(next.text) && !line.text.ends_with(':') && !ends_sentence(line.text)) || dangles(line.text)
}

/// Whether the break between two neighbouring lines is only a wrap.
pub(super) fn continues(line: &Line, next: &Line, measure: Option<Measure>) -> bool {
    // A line of any length that ends in a hyphen is broken inside a word.
    if line.text.ends_with('-') && breaks_word(line.text) {
        return true;
    }
    let Some(Measure { full, margin }) = measure else {
        // Not a wrapped text: a break inside a sentence is an accident of copying, if the line is long.
        return line.width >= 50 && reads_on(line, next) && !line.text.ends_with(',');
    };
    let end = line.end();
    let ran_over = end > margin + margin / 4;
    if !ran_over && end + 1 + first_word_width(next.text) > full {
        return true;
    }
    end * 2 >= margin && reads_on(line, next)
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    const PROSE: &str = "The envoys met for two days behind closed doors and agreed on little more than \
        the date of the next round, three officials said, while the foreign minister of the host country \
        spoke of progress. Nobody could say what it was, and the delegations left by separate doors before \
        the statement had been read to the correspondents who had waited in the rain since the morning.";

    fn wrapped(columns: usize) -> String {
        textwrap::fill(
            PROSE,
            textwrap::Options::new(columns).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit),
        )
    }

    #[test]
    fn any_margin_is_found_and_every_wrap_joined() {
        for columns in [20, 34, 65, 72, 100] {
            let text = wrapped(columns);
            let lines = split(&text);
            let measure = measure(&lines);
            assert!(measure.is_some(), "{columns}");
            for pair in lines.windows(2) {
                assert!(continues(&pair[0], &pair[1], measure), "{columns}: {pair:?}");
            }
        }
    }

    #[test]
    fn lines_that_an_editor_balanced_are_joined_too() {
        let text = textwrap::fill(PROSE, 72);
        let lines = split(&text);
        let measure = measure(&lines);
        assert!(lines.windows(2).all(|pair| continues(&pair[0], &pair[1], measure)));
    }

    #[test]
    fn one_paragraph_a_line_is_not_wrapped() {
        let text = "The first round of talks ended on Monday without an agreement.\n\
            A second one is planned.\nThe host country said it was hopeful that both sides would come back.\n\
            Nobody else was.\nAn official who asked not to be named said that the text was almost ready.";
        assert_eq!(measure(&split(text)), None);
    }

    #[test]
    fn a_poem_is_not_wrapped() {
        let text = "The river keeps the names of those\nWho crossed it in the snow,\n\
            And every spring the water shows\nThe places they would go.\nNo map has kept them,\nand no stone";
        assert_eq!(measure(&split(text)), None);
    }
}
