//! Quotation marks: which of them open, which close, and the runs between them.
//!
//! News mixes conventions, so a mark is judged by its character and by the space around it: a mark with space
//! before it and none after it opens; the reverse closes. For straight marks this alone decides; for curly
//! ones it settles „low-high“, ”Swedish” and »reversed« use.

use std::ops::Range;

use super::dialogue;
use super::run::Run;
use crate::analysis::Layout;
use crate::text::TokenKind;

/// The families of marks; a run is closed by a mark of the family that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
    Corner,
}

/// The direction of a mark by its character alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaning {
    Opens,
    Closes,
    Either,
}

/// One quotation mark: one token, or two single marks in place of a double one.
#[derive(Debug, Clone, Copy)]
struct Mark {
    first: usize,
    /// One past its last token.
    end: usize,
    family: Family,
    leaning: Leaning,
    /// Whether space, a bracket, a dash or the block's edge is before it.
    free_before: bool,
    /// Whether space, a punctuation mark, or the block's edge is after it.
    free_after: bool,
}

impl Mark {
    fn can_open(self) -> bool {
        match (self.free_before, self.free_after) {
            (true, false) => true,
            (false, true) => false,
            _ => self.leaning != Leaning::Closes,
        }
    }

    fn can_close(self) -> bool {
        match (self.free_before, self.free_after) {
            (true, false) => false,
            (false, true) => true,
            _ => self.leaning != Leaning::Opens,
        }
    }
}

/// All runs of a text, in order. Runs never overlap; marks inside a run do not form runs of their own.
pub fn runs(layout: &Layout) -> Vec<Run> {
    let marks: Vec<Vec<Mark>> = layout.blocks.iter().map(|b| block_marks(layout, b.tokens.clone())).collect();
    let british = quotes_with_single_marks(layout, &marks);
    let all: Vec<&[Mark]> = marks.iter().map(Vec::as_slice).collect();
    let mut out = Vec::new();
    let mut open = None;
    for (n, (block, marks_here)) in layout.blocks.iter().zip(&marks).enumerate() {
        let marks = marks_here;
        if block.tokens.is_empty() {
            continue;
        }
        if let Some(family) = open
            && closes_below(layout, &all[n..], n, family)
        {
            open = carry(layout, block.tokens.clone(), marks, family, &mut out);
            continue;
        }
        if marks.is_empty()
            && let Some(spoken) = dialogue::runs(layout, block.block.kind, block.tokens.clone())
        {
            out.extend(spoken);
            open = None;
            continue;
        }
        let mut pairing = Pairing { layout, block: block.tokens.clone(), british, runs: &mut out };
        open = pairing.pair(marks, open);
    }
    out
}

/// The most paragraphs that a quotation may continue through without new marks.
const MOST_UNMARKED: usize = 6;

/// Whether the first mark in the blocks from `n` on closes the quotation that the previous block left open: "I made coffee.
/// ¶ Nobody came. ¶ At nine I went to work.”" A block without a word ends the search: no speech continues past a row of
/// asterisks.
fn closes_below(layout: &Layout, marks: &[&[Mark]], n: usize, family: Family) -> bool {
    let spoken = layout.blocks[n..].iter().zip(marks).take(MOST_UNMARKED);
    let first = spoken
        .take_while(|(block, _)| has_words(layout, block.tokens.clone()))
        .find_map(|(_, marks)| marks.iter().find(|m| m.family != Family::Single).copied());
    first.is_some_and(|mark| mark.family == family && mark.can_close() && !mark.can_open())
}

fn has_words(layout: &Layout, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| layout.tokens[i].kind == TokenKind::Word)
}

/// Makes a block, or its part before the first closing mark, the continuation of an open quotation; returns what is left
/// open.
fn carry(layout: &Layout, block: Range<usize>, marks: &[Mark], family: Family, out: &mut Vec<Run>) -> Open {
    let mut rest = marks.iter().enumerate().filter(|(_, m)| m.family == family);
    let start = Mark {
        first: block.start,
        end: block.start,
        family,
        leaning: Leaning::Opens,
        free_before: true,
        free_after: false,
    };
    let mut pairing = Pairing { layout, block: block.clone(), british: false, runs: out };
    match rest.next() {
        None => {
            pairing.push(start, block.end, block.end, true);
            Some(family)
        }
        Some((n, close)) => {
            pairing.push(start, close.first, close.end, true);
            pairing.pair(&marks[n + 1..], None)
        }
    }
}

fn block_marks(layout: &Layout, block: Range<usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut i = block.start;
    while i < block.end {
        if layout.tokens[i].kind != TokenKind::Quote {
            i += 1;
            continue;
        }
        let mark = mark_at(layout, &block, i);
        i = mark.end;
        marks.push(mark);
    }
    marks
}

fn mark_at(layout: &Layout, block: &Range<usize>, i: usize) -> Mark {
    let c = layout.word(i).chars().next().unwrap_or('"');
    let twin = i + 1 < block.end
        && !layout.tokens[i + 1].spaced
        && layout.word(i + 1) == layout.word(i)
        && matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}');
    let end = if twin { i + 2 } else { i + 1 };
    let (family, leaning) = match c {
        '"' | '\u{ff02}' => (Family::Double, Leaning::Either),
        '\u{201c}' | '\u{201e}' | '\u{201f}' => (Family::Double, Leaning::Opens),
        '\u{201d}' => (Family::Double, Leaning::Closes),
        '\u{ab}' | '\u{2039}' => (Family::Angle, Leaning::Opens),
        '\u{bb}' | '\u{203a}' => (Family::Angle, Leaning::Closes),
        '\u{300c}' | '\u{300e}' => (Family::Corner, Leaning::Opens),
        '\u{300d}' | '\u{300f}' => (Family::Corner, Leaning::Closes),
        '`' | '\u{2018}' | '\u{201a}' | '\u{201b}' => (Family::Single, Leaning::Opens),
        '\u{2019}' => (Family::Single, Leaning::Closes),
        _ => (Family::Single, Leaning::Either),
    };
    let family = if twin { Family::Double } else { family };
    let free_before = i == block.start
        || layout.tokens[i].spaced
        || matches!(layout.word(i - 1), "(" | "[" | "—" | "–" | "-" | "--" | "/")
        || layout.tokens[i - 1].kind == TokenKind::Quote && before_is_free(layout, block, i - 1);
    // French has a space inside its marks, and one before them too.
    let spaced_inside = family == Family::Angle && leaning == Leaning::Opens && free_before;
    Mark {
        first: i,
        end,
        family,
        leaning,
        free_before,
        free_after: end >= block.end
            || layout.tokens[end].spaced && !spaced_inside
            || layout.tokens[end].kind == TokenKind::Mark
                && !matches!(layout.word(end), "(" | "[" | "$" | "…" | "..." | "#" | "@" | "¿" | "¡")
            || layout.tokens[end].kind == TokenKind::Quote,
    }
}

/// Whether the mark at `i`, directly followed by another mark, has space before it (an opening pair).
fn before_is_free(layout: &Layout, block: &Range<usize>, i: usize) -> bool {
    i == block.start || layout.tokens[i].spaced
}

/// Whether the text quotes with single marks: these form more pairs than there are double ones.
fn quotes_with_single_marks(layout: &Layout, marks: &[Vec<Mark>]) -> bool {
    let (mut single, mut double) = (0, 0);
    for mark in marks.iter().flatten() {
        match mark.family {
            Family::Single => {
                let ends_clause =
                    mark.first > 0 && matches!(layout.word(mark.first - 1), "," | "." | "?" | "!");
                single += usize::from(!mark.free_before && mark.free_after && ends_clause);
            }
            _ => double += 1,
        }
    }
    2 * single > double
}

/// The family of a quotation that a block left open, so that the next block's first mark is understood.
type Open = Option<Family>;

struct Pairing<'a, 'b> {
    layout: &'a Layout<'a>,
    block: Range<usize>,
    british: bool,
    runs: &'b mut Vec<Run>,
}

impl Pairing<'_, '_> {
    /// Pairs the marks of one block; returns the quotation that it leaves open.
    fn pair(&mut self, marks: &[Mark], carried: Open) -> Open {
        let mut opened: Option<(Mark, bool)> = None;
        let mut carried = carried;
        for (n, &mark) in marks.iter().enumerate() {
            if mark.family == Family::Single && !self.is_single_quote(marks, n, opened.map(|o| o.0)) {
                continue;
            }
            match opened {
                None if mark.can_open() => {
                    let continues = carried == Some(mark.family) && mark.first == self.block.start;
                    opened = Some((mark, continues));
                    carried = None;
                }
                Some((open, continues)) if open.family == mark.family => {
                    if mark.can_close() {
                        self.push(open, mark.first, mark.end, continues);
                        opened = None;
                    } else if mark.free_before && !nests(open, mark) {
                        // A second opening mark: the first was never closed, so it ended with its sentence.
                        let end = self.sentence_end(open.end, mark.first);
                        self.push(open, end, end, continues);
                        opened = Some((mark, false));
                    }
                }
                _ => {}
            }
        }
        let (open, continues) = opened?;
        if open.family == Family::Single && !self.british {
            return None;
        }
        self.push(open, self.block.end, self.block.end, continues);
        Some(open.family)
    }

    /// End of the sentence with token `from`, at most `limit`.
    fn sentence_end(&self, from: usize, limit: usize) -> usize {
        let sentence = self.layout.sentence_of(from);
        self.layout.sentences.get(sentence).map_or(limit, |s| s.tokens.end.min(limit))
    }

    /// Whether single mark `n` opens or closes a quotation rather than being an apostrophe.
    fn is_single_quote(&self, marks: &[Mark], n: usize, open: Option<Mark>) -> bool {
        let mark = marks[n];
        match open {
            Some(open) if open.family == Family::Single => {
                mark.can_close() && !self.is_plural_possessive(marks, n)
            }
            Some(_) => false,
            None => {
                let spaced_word_follows = mark.free_before && !mark.free_after;
                spaced_word_follows && mark.leaning != Leaning::Closes && self.closes_later(marks, n)
            }
        }
    }

    fn closes_later(&self, marks: &[Mark], n: usize) -> bool {
        // Far enough for a long quotation; without a limit, a text of nothing but marks would take quadratic time.
        let reach = if self.british { 1000 } else { 40 };
        let opens_block = marks[n].first == self.block.start;
        marks[n + 1..]
            .iter()
            .take_while(|m| m.first - marks[n].first <= reach)
            .any(|m| m.family == Family::Single && m.can_close())
            || self.british && opens_block
    }

    /// "the players' union": a mark after an s and before a word, with a more certain closing mark to come.
    fn is_plural_possessive(&self, marks: &[Mark], n: usize) -> bool {
        let mark = marks[n];
        let after_s = mark.first > 0 && self.layout.word(mark.first - 1).ends_with(['s', 'S']);
        let before_word = self.layout.tokens.get(mark.end).is_some_and(|t| t.kind == TokenKind::Word);
        let surer = marks[n + 1..]
            .iter()
            .take_while(|m| !(m.can_open() && m.free_before))
            .any(|m| m.family == Family::Single && m.can_close());
        after_s && before_word && surer
    }

    fn push(&mut self, open: Mark, end: usize, outer_end: usize, continues: bool) {
        if end <= open.end {
            return;
        }
        let tokens = open.end..end;
        let words = self.layout.tokens[tokens.clone()]
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
            .count();
        if words == 0 {
            return;
        }
        let secondary = open.family == Family::Single && !self.british;
        self.runs.push(Run { tokens, outer: open.first..outer_end, words, continues, secondary });
    }
}

/// Whether the mark opens a quotation inside the open one rather than a new one: the writer uses directional
/// marks, and this one has the same direction.
fn nests(open: Mark, mark: Mark) -> bool {
    open.family == Family::Angle && mark.family == Family::Angle && open.leaning == mark.leaning
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;

    /// The runs of `text`, each as its words; "+" before one that continues the previous block.
    fn found(text: &str) -> Vec<String> {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let show = |r: &Run| format!("{}{}", if r.continues { "+" } else { "" }, r.span(&layout).of(text));
        runs(&layout).iter().map(show).collect()
    }

    #[test]
    fn straight_and_curly_marks_pair_up() {
        assert_eq!(found("\"One,\" he said. \"Two.\" “Three,” she said."), ["One,", "Two.", "Three,"]);
    }

    #[test]
    fn mixed_marks_pair_up() {
        assert_eq!(found("“We are here,\" he said."), ["We are here,"]);
        assert_eq!(found("''We are here,'' he said."), ["We are here,"]);
    }

    #[test]
    fn single_british_marks_are_told_from_apostrophes() {
        assert_eq!(
            found("‘It’s the ministers’ choice,’ said Ms Arden. ‘We won’t stop.’"),
            ["It’s the ministers’ choice,", "We won’t stop."]
        );
        assert_eq!(found("The players' union said 'no deal' was in the workers' interest."), ["no deal"]);
    }

    #[test]
    fn low_high_and_angle_marks_pair_up() {
        assert_eq!(
            found("„Wir gehen“, sagte er. «On part», dit-elle. »Genug«, sagte sie."),
            ["Wir gehen", "On part", "Genug"]
        );
        assert_eq!(found("« On part », dit-elle."), ["On part"]);
        assert_eq!(found("The »plan« is dead. »We stay,« said Lund."), ["plan", "We stay,"]);
        assert_eq!(found("›We stay with the plan,‹ said Lund."), ["We stay with the plan,"]);
    }

    #[test]
    fn a_nested_quotation_makes_no_run_of_its_own() {
        assert_eq!(
            found("“He told me ‘never again’ and left,” she said."),
            ["He told me ‘never again’ and left,"]
        );
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        assert_eq!(found("“One.\n“Two.\n“Three,” he said."), ["One.", "+Two.", "+Three,"]);
    }

    #[test]
    fn a_forgotten_closing_mark_ends_with_its_sentence() {
        assert_eq!(found("“We leave now, he said. “We must.”"), ["We leave now, he said.", "We must."]);
    }

    /// The result of [`quotes_with_single_marks`] for a text.
    fn is_british(text: &str) -> bool {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let marks: Vec<_> = layout.blocks.iter().map(|b| block_marks(&layout, b.tokens.clone())).collect();
        quotes_with_single_marks(&layout, &marks)
    }

    proptest! {
        /// Marks form pairs inside a block, or across blocks while a quotation is open, and only the question of single
        /// marks depends on the whole text. So the runs of A and of B are those of A followed by B, if A closes what it
        /// opens and the three texts agree on single marks. No such law holds for which of them are quotes, and whose: B
        /// may name somebody that A refers to.
        #[test]
        fn the_runs_of_two_texts_are_those_of_both(
            a in "([a-d]{1,3}|[ .,‘’“”\"'«»—]| “a b,” | «c» |\n){0,30}",
            b in "([a-d]{1,3}|[ .,‘’“”\"'«»—]| “a b,” | «c» |\n){0,30}",
        ) {
            let both = format!("{a}\n.\n{b}");
            prop_assume!(is_british(&a) == is_british(&both) && is_british(&b) == is_british(&both));
            // The full stop between them is a block that does not continue a quotation.
            prop_assert_eq!(found(&both), [found(&a), found(&b)].concat());
        }
    }
}
