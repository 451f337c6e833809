//! Trains the tagger and its lexicon.

use std::collections::BTreeMap;

use super::corpus::{Annotated, Gold};
use super::perceptron::Perceptron;
use crate::analysis::Layout;
use crate::analysis::syntax::Tag;
use crate::analysis::syntax::tagger::{CLASSES, features, read_words, rows};
use crate::analysis::syntax::weights::{Lexicon, Model};
use crate::analysis::syntax::word::{Word, mark_tag};
use crate::training::Random;

/// A word enters the lexicon when it is seen this often,
const FREQUENT: u32 = 5;
/// and is certain when seen this often,
const CERTAIN: u32 = 30;
/// with another tag at most once in this many times.
const PURITY: u32 = 250;

/// The lead that the right tag must have, in steps of learning.
const MARGIN: i32 = 30;

/// The lexicon's entries, most frequent words first, at most `limit`.
pub fn lexicon(corpus: &[Annotated], limit: usize) -> Vec<(u32, u8)> {
    let nothing = Lexicon::new(&[], 1);
    let mut counts: BTreeMap<u32, [u32; Tag::WORDS]> = BTreeMap::new();
    for document in corpus {
        for gold in &document.sentences {
            for (token, tag) in document.tokens[gold.tokens.clone()].iter().zip(&gold.tags) {
                let Some(tag) = tag.filter(|t| !t.is_mark()) else { continue };
                let key = Word::new(&document.text, token, nothing).key();
                counts.entry(key).or_default()[tag as usize] += 1;
            }
        }
    }
    let total = |tags: &[u32; Tag::WORDS]| tags.iter().sum::<u32>();
    let mut words: Vec<_> = counts.into_iter().filter(|(_, tags)| total(tags) >= FREQUENT).collect();
    words.sort_by_key(|(_, tags)| std::cmp::Reverse(total(tags)));
    words.truncate(limit);
    words.into_iter().map(|(key, tags)| (key, value(&tags))).collect()
}

fn value(tags: &[u32; Tag::WORDS]) -> u8 {
    let total: u32 = tags.iter().sum();
    let (tag, &most) = tags.iter().enumerate().max_by_key(|&(_, n)| n).unwrap_or((0, &0));
    let certain = total >= CERTAIN && (total - most) * PURITY <= total;
    (tag as u8 + 1) | if certain { Word::CERTAIN } else { 0 }
}

/// Trains for some rounds over `sentences`; `model` gives the lexicon.
pub fn train(sentences: &[(&Layout, &Gold)], model: Model, bits: u32, rounds: usize) -> Perceptron {
    let mut learner = Perceptron::new(bits);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random(1);
    let mut words = Vec::new();
    for round in 0..rounds {
        random.shuffle(&mut order);
        for &s in &order {
            let (layout, gold) = sentences[s];
            let words = read_words(layout, gold.tokens.clone(), model, &mut words);
            learn_sentence(layout, gold, words, round == 0, &mut learner);
        }
    }
    learner
}

fn learn_sentence(layout: &Layout, gold: &Gold, words: &[Word], is_first: bool, learner: &mut Perceptron) {
    let mut before = [63; 2];
    for (i, token) in layout.tokens[gold.tokens.clone()].iter().enumerate() {
        let sure = mark_tag(layout.text, token).or_else(|| words[i + 2].certain());
        let tag = sure.unwrap_or_else(|| {
            let features = rows(1, features(words, i, before), Perceptron::SHIFT);
            if is_first {
                learner.meet(&features);
            }
            let scores: [i32; CLASSES] = learner.sum(&learner.rows(features));
            let chosen = best(&scores, None);
            if let Some(right) = gold.tags[i].filter(|t| !t.is_mark()).map(|t| t as usize) {
                let rival = best(&scores, Some(right));
                let is_close = scores[right] - scores[rival] < MARGIN;
                learner.learn(&features, right, is_close.then_some(rival));
            }
            Tag::ALL[chosen]
        });
        before = [tag as u32, before[0]];
    }
}

/// The word tag with the highest score, leaving one out.
fn best(scores: &[i32; CLASSES], but: Option<usize>) -> usize {
    let tags = (0..Tag::WORDS).filter(|&class| Some(class) != but);
    tags.reduce(|best, class| if scores[class] > scores[best] { class } else { best }).unwrap_or(0)
}
