//! Trains the name tagger: from texts with labelled names to the model and the word list that
//! [`crate::analysis::names`] reads, and scores both.

pub mod augment;
pub mod corpora;
pub mod lexicon;

use std::collections::BTreeSet;

use super::crf::Sequence;
use crate::analysis::Layout;
use crate::analysis::names::lexicon::Lexicon;
use crate::analysis::names::scene::Scene;
use crate::analysis::names::{Name, NameKind, label};
use crate::analysis::table::builtin;
use crate::document::Document;
use crate::text::Span;
use corpora::Labelled;

/// The stretches of a text as examples, leaving out those that touch a doubtful place.
pub fn examples(labelled: &Labelled, lexicon: Lexicon<'static>, out: &mut Vec<Sequence>) {
    let document = Document::from_paragraphs(&labelled.text);
    let layout = Layout::new(&document);
    let scene = Scene::new(&layout, builtin(), lexicon);
    let mut labels = vec![label::NONE; layout.tokens.len()];
    (0..labels.len()).filter(|&i| scene.is_demonym(i)).for_each(|i| labels[i] = label::DEMONYM);
    for (span, kind) in &labelled.names {
        let tokens = layout.tokens_in(*span);
        let exact = !tokens.is_empty() && layout.span(&tokens) == *span;
        if exact {
            label::write(*kind, &mut labels[tokens]);
        }
    }
    for segment in scene.segments() {
        let span = layout.span(&segment.tokens);
        if labelled.doubtful.iter().any(|d| d.overlaps(span)) {
            continue;
        }
        let row = |i| {
            let mut row = Vec::new();
            scene.describe(segment, i, &mut row);
            row
        };
        let labels = whole(&labels[segment.tokens.clone()]);
        let rows = segment.tokens.clone().map(row).collect();
        out.push(Sequence { rows, labels, weight: labelled.weight });
    }
}

/// The labels of a stretch, without the names that its borders cut.
fn whole(labels: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> =
        labels.iter().map(|&l| if l == label::DEMONYM { l } else { label::NONE }).collect();
    for (kind, tokens) in label::names(labels) {
        label::write(kind, &mut out[tokens]);
    }
    out
}

/// Counts of correct, found and labelled names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Found with the same letters and kind as labelled.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// Labelled.
    pub gold: usize,
}

impl Score {
    /// Harmonic mean of precision and recall, in per cent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }

    /// The sum of two scores.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            gold: self.gold + other.gold,
        }
    }
}

/// Scores the names found in a text, for persons, organisations and places; articles and possessives do not count.
/// Reports each mistake to `mistake`: whether the name was missed or made up, its kind, its bytes.
pub fn score(
    labelled: &Labelled,
    find: impl Fn(&Layout) -> Vec<Name>,
    mut mistake: impl FnMut(bool, NameKind, &str),
) -> [Score; 3] {
    const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Org, NameKind::Place];
    let document = Document::from_paragraphs(&labelled.text);
    let layout = Layout::new(&document);
    let text = layout.text;
    let found = find(&layout);
    let found: BTreeSet<_> =
        found.iter().map(|n| (trim(text, layout.span(&n.tokens)), n.kind as u8)).collect();
    let gold: BTreeSet<_> = labelled.names.iter().map(|(s, kind)| (trim(text, *s), *kind as u8)).collect();
    let surface = |item: &(Span, u8)| item.0.of(text).to_owned();
    let kind_of = |item: &(Span, u8)| KINDS.into_iter().find(|k| *k as u8 == item.1);
    for item in gold.symmetric_difference(&found) {
        if let Some(kind) = kind_of(item) {
            mistake(gold.contains(item), kind, &surface(item));
        }
    }
    KINDS.map(|kind| {
        let count = |set: &BTreeSet<(Span, u8)>| set.iter().filter(|i| i.1 == kind as u8).count();
        let right = gold.intersection(&found).filter(|i| i.1 == kind as u8).count();
        Score { right, found: count(&found), gold: count(&gold) }
    })
}

/// A span without "the" before it and a possessive and periods after it.
fn trim(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let article = written.get(..4).filter(|a| a.eq_ignore_ascii_case("the "));
    let start = span.start + article.map_or(0, |a| a.len() as u32);
    let rest = Span::new(start, span.end).of(text);
    let rest = ["'s", "’s", "'", "’"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    Span::new(start, start + rest.trim_end_matches('.').len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_possessives_do_not_count() {
        let text = "The U.N.’s envoy Thandeka Mokoena";
        let span = Span::new(0, text.find(" envoy").unwrap() as u32);
        assert_eq!(trim(text, span).of(text), "U.N");
    }

    #[test]
    fn a_name_of_the_wrong_kind_is_missed_and_made_up() {
        let text = "Mokoena left Arusha.".to_owned();
        let names = vec![(Span::new(0, 7), NameKind::Person), (Span::new(13, 19), NameKind::Place)];
        let labelled = Labelled { text, names, ..Labelled::default() };
        let find = |_: &Layout| {
            let name = |i: usize| Name { tokens: i..i + 1, kind: NameKind::Person, confidence: 1.0 };
            vec![name(0), name(2)]
        };
        let mut mistakes = Vec::new();
        let [person, _, place] =
            score(&labelled, find, |missed, _, name| mistakes.push((missed, name.to_owned())));
        assert_eq!(person, Score { right: 1, found: 2, gold: 1 });
        assert_eq!(place, Score { right: 0, found: 0, gold: 1 });
        assert_eq!(mistakes, [(false, "Arusha".to_owned()), (true, "Arusha".to_owned())]);
    }
}
