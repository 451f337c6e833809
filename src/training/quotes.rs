//! Training examples for the attribution models, from annotated documents: for the cue model and the span
//! model.

use std::collections::HashMap;
use std::ops::Range;

use super::attributions::{Annotated, Attribution};
use super::crf::Sequence;
use super::ranker::Group;
use crate::analysis::quotes::cues::{self, Candidate};
use crate::analysis::quotes::draft::Draft;
use crate::analysis::quotes::items::Item;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::quotes::spans::{self, role};
use crate::analysis::quotes::speakers::{self, Phrase, Setting};
use crate::text::Span;

/// How often a word that is not a verb must have reported to be a candidate.
const LEAST_REPORTS: u32 = 3;

/// Examples for the models.
#[derive(Debug, Default)]
pub struct Examples {
    /// Every candidate for a cue, each in a group of its own.
    pub cues: Vec<Group>,
    /// The reach of every annotated cue.
    pub spans: Vec<Sequence>,
}

/// How often each word, by its feature, is the cue of an annotation.
#[derive(Debug, Default)]
pub struct Reporters(HashMap<u32, u32>);

impl Reporters {
    /// Counts the cues of one document.
    pub fn count(&mut self, scene: &Scene, annotated: &Annotated) {
        for attribution in &annotated.attributions {
            if let Some(cue) = cue_of(scene, attribution) {
                *self.0.entry(cues::word_feature(scene, cue.token)).or_default() += 1;
            }
        }
    }

    /// Whether a word has reported often enough.
    pub fn knows(&self, word: u32) -> bool {
        self.0.get(&word).is_some_and(|&n| n >= LEAST_REPORTS)
    }
}

impl Examples {
    /// Adds the examples of one document.
    pub fn add(&mut self, scene: &Scene, annotated: &Annotated, reporters: &Reporters) {
        let gold: HashMap<usize, (Candidate, &Attribution)> = annotated
            .attributions
            .iter()
            .rev()
            .filter_map(|a| cue_of(scene, a).map(|cue| (cue.token, (cue, a))))
            .collect();
        for candidate in cues::candidates(scene, |word| reporters.knows(word)) {
            let mut features = Vec::new();
            cues::describe(scene, candidate, &mut features);
            let gold = if gold.contains_key(&candidate.token) { vec![0] } else { Vec::new() };
            self.cues.push(Group { candidates: vec![features], gold });
        }
        let mut tokens: Vec<_> = gold.keys().copied().collect();
        tokens.sort_unstable();
        for token in tokens {
            let (cue, attribution) = gold[&token];
            let reach = spans::reach(scene, cue);
            let labels = labels(scene, reach.clone(), attribution);
            if labels.contains(&role::CONTENT) {
                let mut rows = Vec::new();
                spans::describe(scene, cue, reach, &mut rows);
                self.spans.push(Sequence { rows, labels, weight: 1.0 });
            }
        }
    }
}

/// The candidate for an annotated cue: its first full verb, else its first noun, word or mark.
fn cue_of(scene: &Scene, attribution: &Attribution) -> Option<Candidate> {
    let rank = |i: usize| match scene.tags[i] {
        tag if tag.is_verb() && !scene.is_auxiliary(i) => 0,
        tag if tag.is_noun() => 1,
        tag if !tag.is_mark() => 2,
        _ => 3,
    };
    let tokens = attribution.cue.iter().flat_map(|s| scene.layout.tokens_in(*s));
    let token = tokens.min_by_key(|&i| (rank(i), i))?;
    let item = scene.items.item_of(scene.runs, token);
    let sentence = scene.items.sentence_of(item);
    let outside = matches!(scene.items.items.get(item)?, Item::Token(t) if *t == token);
    outside.then_some(Candidate { item, token, sentence })
}

/// The label of every item of `reach` under one annotation.
fn labels(scene: &Scene, reach: Range<usize>, attribution: &Attribution) -> Vec<u8> {
    let mut labels = vec![role::NONE; reach.len()];
    let mut before = role::NONE;
    for (label, item) in labels.iter_mut().zip(reach) {
        let item = scene.items.items[item];
        *label = if covered(scene, item, &attribution.content) {
            if matches!(before, role::CONTENT | role::CONTENT_ON) { role::CONTENT_ON } else { role::CONTENT }
        } else if covered(scene, item, &attribution.source) {
            if matches!(before, role::SOURCE | role::SOURCE_ON) { role::SOURCE_ON } else { role::SOURCE }
        } else {
            role::NONE
        };
        before = *label;
    }
    labels
}

/// Whether at least half of an item lies in `spans`.
fn covered(scene: &Scene, item: Item, spans: &[Span]) -> bool {
    let span = match item {
        Item::Token(i) => scene.layout.tokens[i].span,
        Item::Run(r) => scene.runs[r].span(scene.layout),
    };
    let inside: u32 = spans.iter().map(|s| s.end.min(span.end).saturating_sub(s.start.max(span.start))).sum();
    2 * inside >= span.len()
}

/// Adds, for every draft in a document without a source so far, the phrases around it and which of them is
/// right.
pub fn speaker_groups(scene: &Scene, drafts: &[Draft], annotated: &Annotated, out: &mut Vec<Group>) {
    let phrases = speakers::phrases(scene);
    for at in (0..drafts.len()).filter(|&at| drafts[at].source.is_none()) {
        let Some(gold) = annotation_of(&drafts[at], annotated).filter(|a| !a.source.is_empty()) else {
            continue;
        };
        let setting = Setting { drafts, at };
        let mut group = Group::default();
        for n in speakers::candidates(scene, &phrases, &drafts[at]) {
            let mut features = Vec::new();
            speakers::describe(scene, &phrases, n, setting, &mut features);
            if names_source(scene, &phrases[n], gold) {
                group.gold.push(group.candidates.len());
            }
            group.candidates.push(features);
        }
        if !group.gold.is_empty() {
            out.push(group);
        }
    }
}

/// The annotation that covers most of a draft's bytes.
fn annotation_of<'a>(draft: &Draft, annotated: &'a Annotated) -> Option<&'a Attribution> {
    let common = |a: &Attribution| -> u32 {
        let pairs = draft.spans.iter().flat_map(|d| a.content.iter().map(move |c| (d, c)));
        pairs.map(|(d, c)| d.end.min(c.end).saturating_sub(d.start.max(c.start))).sum()
    };
    let all: u32 = draft.spans.iter().map(|s| s.len()).sum();
    annotated.attributions.iter().max_by_key(|a| common(a)).filter(|a| 2 * common(a) >= all)
}

/// Whether a phrase is the annotated source, or ends with the same capitalised word.
fn names_source(scene: &Scene, phrase: &Phrase, gold: &Attribution) -> bool {
    let span = scene.layout.span(&phrase.tokens);
    let head = phrase.head();
    gold.source.iter().any(|s| {
        let same_name = || {
            let tokens = scene.layout.tokens_in(*s);
            scene.layout.tokens[head].is_capitalised(scene.layout.text)
                && tokens.clone().any(|t| scene.words[t] == scene.words[head])
        };
        s.overlaps(span) || same_name()
    })
}
