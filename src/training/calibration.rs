//! Calibration: from attributions of texts that the models were not trained on to the table of
//! `analysis::quotes::confidence`.
//!
//! Isotonic regression within each family of rules: attributions, sorted by raw confidence, are cut into pieces, and
//! neighbours are pooled until the share of correct ones rises from piece to piece.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::attributions::{Annotated, Attribution};
use crate::analysis::quotes::Rule;
use crate::analysis::quotes::confidence::family;
use crate::analysis::quotes::draft::Draft;
use crate::analysis::quotes::scene::Scene;
use crate::text::Span;

/// The fewest attributions in a piece before pooling.
const PIECE: usize = 60;

/// A family with fewer attributions is left out and keeps its raw confidences.
const LEAST: usize = 20;

/// An attribution's raw confidence, and whether it was correct.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    family: &'static str,
    raw: f32,
    right: bool,
}

/// Judges the attributions of one document: a correct one shares half of its bytes with an annotated one, counted over
/// both, and names its source.
pub fn judge(scene: &Scene, drafts: &[Draft], annotated: &Annotated, out: &mut Vec<Judged>) {
    // Annotators divide transcript turns differently from their labels, which says nothing about the labels.
    for draft in drafts.iter().filter(|d| d.rule != Rule::SpeakerTurn) {
        let shared = |a: &Attribution| share(&draft.spans, &a.content);
        let best = annotated.attributions.iter().max_by(|a, b| shared(a).total_cmp(&shared(b)));
        let right = best.is_some_and(|a| shared(a) >= 0.5 && names_source(scene, draft, a));
        out.push(Judged { family: family(draft), raw: draft.confidence, right });
    }
}

/// The bytes that two lists of spans share, as a share of those in either.
fn share(a: &[Span], b: &[Span]) -> f32 {
    let common: u32 = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    let all: u32 = a.iter().chain(b).map(|s| s.len()).sum();
    common as f32 / (all - common).max(1) as f32
}

fn names_source(scene: &Scene, draft: &Draft, gold: &Attribution) -> bool {
    let Some(source) = &draft.source else { return gold.source.is_empty() };
    let span = scene.layout.span(source);
    let capital = |t: &usize| scene.layout.tokens[*t].is_capitalised(scene.layout.text);
    let names = |s: &Span| {
        let last = scene.layout.tokens_in(*s).rfind(capital);
        last.is_some_and(|last| source.clone().rev().any(|t| scene.words[t] == scene.words[last]))
    };
    gold.source.is_empty() || gold.source.iter().any(|s| s.overlaps(span) || names(s))
}

/// Attributions of about the same raw confidence.
#[derive(Debug, Clone, Copy, Default)]
struct Piece {
    raw: f32,
    right: usize,
    all: usize,
}

impl Piece {
    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.right += other.right;
        self.all += other.all;
    }

    /// The share of correct ones, drawn a little towards the middle if there are few.
    fn share(&self) -> f32 {
        (self.right as f32 + 1.0) / (self.all as f32 + 2.0)
    }
}

/// The table for these attributions.
pub fn table(judged: &[Judged]) -> String {
    let mut families: BTreeMap<&str, Vec<Judged>> = BTreeMap::new();
    for j in judged {
        families.entry(j.family).or_default().push(*j);
    }
    let mut out = String::from(
        "# Made by examples/train_quotes.rs from PolNeAR's training texts, each read by models that learned from the\n\
         # other half of them: family of rules, raw confidence, share of attributions that are right.\n",
    );
    for (family, mut judged) in families.into_iter().filter(|(_, j)| j.len() >= LEAST) {
        judged.sort_by(|a, b| a.raw.total_cmp(&b.raw));
        for piece in pooled(&judged) {
            let raw = piece.raw / piece.all as f32;
            let _ = writeln!(out, "{family} {raw:.4} {:.3}", piece.share());
        }
    }
    out
}

/// Pieces of rising share, from attributions sorted by raw confidence.
fn pooled(judged: &[Judged]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before = f32::NAN;
    for j in judged {
        let one = Piece { raw: j.raw, right: usize::from(j.right), all: 1 };
        match pieces.last_mut() {
            Some(piece) if piece.all < PIECE || (j.raw - before).abs() < 1e-4 => piece.add(one),
            _ => pieces.push(one),
        }
        before = j.raw;
    }
    let mut out: Vec<Piece> = Vec::new();
    for mut piece in pieces {
        while let Some(last) = out.pop_if(|last| last.share() >= piece.share() || piece.all < PIECE / 2) {
            piece.add(last);
        }
        out.push(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_rise_with_the_raw_confidence() {
        let judged: Vec<Judged> = (0..400_u16)
            .map(|n| Judged { family: "plain", raw: f32::from(n) / 400.0, right: n * 7 % 400 < n })
            .collect();
        let table = table(&judged);
        let shares: Vec<f32> = table
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.rsplit(' ').next().unwrap().parse().unwrap())
            .collect();
        assert!(shares.len() > 1 && shares.is_sorted(), "{table}");
    }

    #[test]
    fn a_family_of_few_is_left_out() {
        let one = Judged { family: "signature", raw: 0.9, right: true };
        assert_eq!(table(&[one; 3]).lines().filter(|l| !l.starts_with('#')).count(), 0);
        assert!(table(&[one; 30]).ends_with("signature 0.9000 0.969\n"));
    }
}
