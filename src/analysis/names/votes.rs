//! The second reading: a word that names a person, an organisation or a place in one sentence most likely does so
//! in another that shows less about it.

use std::collections::HashMap;

use super::label::{GROUPS, group};
use crate::analysis::linear::{PerClass, SequenceModel};

/// The weight of the rest of the text relative to the sentence itself.
const TRUST: f32 = 0.5;

/// Below this the rest of the text rules nothing out.
const FLOOR: f32 = 0.02;

/// A probability for each kind of name.
type Kinds = [f32; GROUPS];

/// The results of the first reading for each word.
#[derive(Debug, Default)]
pub struct Votes {
    words: HashMap<u32, Vote>,
}

#[derive(Debug, Default)]
struct Vote {
    sum: Kinds,
    count: u16,
}

fn kinds(row: &PerClass<f32>) -> Kinds {
    let mut out = [0.0; GROUPS];
    row.iter().enumerate().for_each(|(label, p)| out[group(label)] += p);
    out
}

impl Votes {
    /// Adds the model's probabilities for one occurrence of a word.
    pub fn cast(&mut self, word: Option<u32>, row: &PerClass<f32>) {
        let Some(word) = word else { return };
        let vote = self.words.entry(word).or_default();
        vote.sum.iter_mut().zip(kinds(row)).for_each(|(sum, p)| *sum += p);
        vote.count = vote.count.saturating_add(1);
    }

    /// Adds the votes of the other occurrences of each of `words` to its scores.
    pub fn count(
        &self,
        words: impl Iterator<Item = Option<u32>>,
        model: &SequenceModel,
        scores: &mut [PerClass<i32>],
    ) {
        for (word, score) in words.zip(scores) {
            let Some(vote) = word.and_then(|w| self.words.get(&w)).filter(|v| v.count > 1) else { continue };
            let sum: f32 = vote.sum.iter().sum();
            let weight = TRUST * (1.0 - 1.0 / f32::from(vote.count)) / model.nats();
            let units = vote.sum.map(|p| (weight * (p / sum + FLOOR).ln()) as i32);
            let labels = model.classes();
            score[..labels].iter_mut().enumerate().for_each(|(label, s)| *s += units[group(label)]);
        }
    }
}
