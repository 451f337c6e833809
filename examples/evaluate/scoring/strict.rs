//! The strict measures: the quotes listed by default, their speakers, and exact borders.

use attache::briefing::QuoteKind;

use super::letters::LetterSet;
use super::marks::{MarkedQuote, Marking};
use super::reading::{ReadQuote, Reading};
use super::speakers::same_speaker;
use super::tally::Share;

/// Figures for what a reader sees by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Strict {
    /// Listed quotes of which at least half lies on marks of their speaker.
    pub precision: Share,
    /// Marked quotes of which a listed one of the right speaker covers half.
    pub recall: Share,
    /// Direct and mixed quotes that were found with exactly the marked letters.
    pub quoted: Share,
    /// The same for indirect ones.
    pub indirect: Share,
    /// Marked stances that are kept apart or hidden.
    pub stances: Share,
}

/// One mark with its letters.
struct Mark<'a> {
    quote: &'a MarkedQuote,
    at: LetterSet,
}

impl Strict {
    /// Counts one text; returns a line for each wrong quote in the list and each border that is not exact.
    pub fn add(&mut self, text: &str, quotes: &[MarkedQuote], reading: &Reading) -> Vec<String> {
        let letters = |q: &MarkedQuote| without_that(reading.letters.of(q.at.clone()), &text[q.at.clone()]);
        let marks: Vec<Mark> = quotes.iter().map(|quote| Mark { quote, at: letters(quote) }).collect();
        let mut findings = Vec::new();
        for quote in reading.quotes.iter().filter(|q| q.listed) {
            let own = marks.iter().filter(|m| m.quote.said().is_some() && says(m.quote, quote));
            let right = LetterSet::union(own.map(|m| &m.at)).covers_half_of(&quote.at);
            let either = marks.iter().filter(|m| m.quote.marking == Marking::Either);
            if right || !LetterSet::union(either.map(|m| &m.at)).covers_half_of(&quote.at) {
                self.precision.count(right);
                if !right {
                    findings.push(format!("listed but wrong, of {:?}: {:?}", quote.names, quote.words));
                }
            }
        }
        for mark in &marks {
            match mark.quote.said() {
                Some(kind) => findings.extend(self.said(mark, kind, &marks, reading)),
                None if mark.quote.marking == Marking::Stance => {
                    let shown = |q: &ReadQuote| q.listed && q.at.covers_half_of(&mark.at);
                    self.stances.count(!reading.quotes.iter().any(shown));
                }
                None => {}
            }
        }
        findings
    }

    fn said(&mut self, mark: &Mark, kind: QuoteKind, marks: &[Mark], reading: &Reading) -> Option<String> {
        let has_half = |q: &&ReadQuote| q.at.covers_half_of(&mark.at);
        let listed = reading.quotes.iter().filter(|q| q.listed);
        self.recall.count(listed.filter(has_half).any(|q| says(mark.quote, q)));
        let best = reading.quotes.iter().filter(has_half).max_by_key(|q| q.at.shared(&mark.at))?;
        let joined = LetterSet::union(best.parts.iter().filter(|part| part.meets(&mark.at)));
        let same = marks.iter().filter(|m| m.quote.speaker == mark.quote.speaker && m.at.meets(&joined));
        let exact = joined == mark.at || joined == LetterSet::union(same.map(|m| &m.at));
        let family = if kind == QuoteKind::Indirect { &mut self.indirect } else { &mut self.quoted };
        family.count(exact);
        (!exact).then(|| format!("not exact: {:?}", best.words))
    }
}

/// Whether a quote has a marked speaker: "A; B" are two speakers, "A/B" two names of one.
fn says(marked: &MarkedQuote, quote: &ReadQuote) -> bool {
    let one =
        |name: &str| same_speaker(name.trim(), &quote.names) || name == "unknown" && quote.names.is_empty();
    marked.speaker.split([';', '/']).any(one)
}

/// The letters of a passage without a leading "that".
pub fn without_that(at: LetterSet, passage: &str) -> LetterSet {
    let that = passage.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("that ")) && at.len() > 4;
    if that { at.slice(4, at.len() - 4) } else { at }
}
