//! Cues: the words that report. Every verb outside quotation marks is a candidate, and so is every other word
//! that reports in the training texts ("according", "statement", ":"); a linear model gives the probability
//! of each.

use super::items::Item;
use super::scene::Scene;
use crate::analysis::linear::{SequenceModel, feature, feature2};
use crate::analysis::syntax::Label;
use crate::lexicon::Class;

/// The digest of the features of a known test text: changed features need a retrained model.
pub const FEATURES: u16 = 0x4d17;

/// One candidate for a cue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Its item.
    pub item: usize,
    /// Its token.
    pub token: usize,
    /// Its sentence of items.
    pub sentence: usize,
}

/// A cue with its probability, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    /// Its place.
    pub at: Candidate,
    /// The probability that it reports.
    pub probability: f32,
}

/// A candidate whose surface features alone score below this, in nats, is dropped before its parse is used. In PolNeAR's
/// development texts that holds for two of three candidates, and for 9 of the 2,920 that the parse would let through.
const LEAST_SURFACE: f32 = -2.5;

/// Template of the feature for the word alone.
const WORD: u32 = 1;

/// The feature for a candidate's word alone; a word without weight there never reported in training.
pub fn word_feature(scene: &Scene, token: usize) -> u32 {
    feature(WORD, scene.words[token])
}

/// All tokens that might be cues; `known` tells by a word's feature whether it has ever reported.
pub fn candidates(scene: &Scene, known: impl Fn(u32) -> bool) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (sentence, range) in scene.items.sentences.iter().enumerate() {
        for item in range.clone() {
            let Item::Token(token) = scene.items.items[item] else { continue };
            let verb = scene.tags[token].is_verb() && !scene.is_auxiliary(token);
            let named = scene.names[token].is_some();
            if !named && (verb || (!scene.is_auxiliary(token) && known(word_feature(scene, token)))) {
                out.push(Candidate { item, token, sentence });
            }
        }
    }
    out
}

/// The most cues in a sentence; of a text that only says "said", the likeliest are used.
const MOST_IN_SENTENCE: usize = 12;

/// The cues to which `model` gives at least the probability `least`.
pub fn find(scene: &Scene, model: &SequenceModel, least: f32) -> Vec<Cue> {
    let mut features = Vec::new();
    let mut out: Vec<Cue> = Vec::new();
    let score = |features: &[u32]| model.score(features)[0] as f32 * model.nats();
    let mut surfaces: Vec<(Candidate, f32)> = Vec::new();
    for at in candidates(scene, |word| model.score(&[word])[0] != 0) {
        if is_remark(scene, at.token) || scene.has(at.token, Class::Number) {
            continue;
        }
        features.clear();
        describe_surface(scene, at, &mut features);
        let surface = score(&features);
        if surface >= LEAST_SURFACE {
            surfaces.push((at, surface));
        }
    }
    for (at, surface) in thinned(&surfaces) {
        features.clear();
        describe_syntax(scene, at.token, &mut features);
        let probability = 1.0 / (1.0 + (-surface - score(&features)).exp());
        if probability >= least {
            out.push(Cue { at, probability });
        }
    }
    out.chunk_by(|a, b| a.at.sentence == b.at.sentence).flat_map(likeliest).collect()
}

/// The density limit of candidates: this many tokens have at most this many words that may report, one in seven, as
/// dialogue may have. Of a text that is all "he said it", the likeliest are used.
const MOST_CANDIDATES: (usize, usize) = (700, 100);

/// The candidates, reduced to the density limit.
fn thinned(surfaces: &[(Candidate, f32)]) -> Vec<(Candidate, f32)> {
    let (tokens, most) = MOST_CANDIDATES;
    let mut out = Vec::with_capacity(surfaces.len());
    for stretch in surfaces.chunk_by(|a, b| a.0.token / tokens == b.0.token / tokens) {
        if stretch.len() <= most {
            out.extend_from_slice(stretch);
            continue;
        }
        let mut by_score = stretch.to_vec();
        by_score.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.token.cmp(&b.0.token)));
        by_score.truncate(most);
        by_score.sort_by_key(|(at, _)| at.token);
        out.append(&mut by_score);
    }
    out
}

/// Whether a token is in a block that is wholly in brackets: "(Reporting by …)", "(The briefing was concluded at noon.)".
fn is_remark(scene: &Scene, token: usize) -> bool {
    let block = &scene.layout.blocks[scene.layout.block_of(token)].tokens;
    let (first, last) = (scene.layout.word(block.start), scene.layout.word(block.end - 1));
    matches!((first, last), ("(", ")") | ("[", "]"))
}

/// The likeliest cues of one sentence, in text order.
fn likeliest(cues: &[Cue]) -> Vec<Cue> {
    let mut cues = cues.to_vec();
    if cues.len() > MOST_IN_SENTENCE {
        cues.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.at.token.cmp(&b.at.token)));
        cues.truncate(MOST_IN_SENTENCE);
        cues.sort_by_key(|cue| cue.at.token);
    }
    cues
}

/// Appends the features of a candidate.
pub fn describe(scene: &Scene, at: Candidate, out: &mut Vec<u32>) {
    describe_surface(scene, at, out);
    describe_syntax(scene, at.token, out);
}

/// Appends the features of a candidate that need no parse.
fn describe_surface(scene: &Scene, at: Candidate, out: &mut Vec<u32>) {
    let i = at.token;
    let word = scene.words[i];
    let tag = scene.tags[i] as u32;
    let sentence = &scene.items.sentences[at.sentence];
    let near = |offset: isize| neighbour(scene, sentence, at.item, offset);
    let (before, before2) = (near(-1), near(-2));
    let (after, after2) = (near(1), near(2));
    let mut add = |template: u32, value: u32| out.push(feature(template, value));
    add(0, 0);
    add(WORD, word);
    add(2, tag);
    add(3, before.word);
    add(4, after.word);
    add(5, feature2(0, word, after.word));
    add(6, feature2(0, word, before.word));
    add(7, feature2(0, before.class, after.class));
    add(8, feature2(tag, before.class, after.class));
    add(9, feature2(0, word, after.class));
    add(10, feature2(0, word, before.class));
    add(11, feature2(0, after.class, after2.class));
    add(12, feature2(tag, before2.class, before.class));
    add(13, suffix(scene.layout.word(i)));
    add(14, after2.word);
    add(15, before2.word);
    add(16, feature2(0, word, tag));
    add(17, feature2(0, word, after2.class));
    quotation_features(scene, at, word, &mut add);
}

/// Features of the quotations around a candidate.
fn quotation_features(scene: &Scene, at: Candidate, word: u32, add: &mut impl FnMut(u32, u32)) {
    let block = scene.items.block_of(at.sentence);
    let reach = scene.items.reach(block, at.sentence);
    let sentence = &scene.items.sentences[at.sentence];
    let is_run = |i: &usize| matches!(scene.items.items[*i], Item::Run(_));
    let before = (reach.start..at.item).rev().find(is_run);
    let after = (at.item + 1..reach.end).find(is_run);
    let mut side = |template: u32, run: Option<usize>| {
        let value = run.map_or(0, |i| {
            let distance = i.abs_diff(at.item).min(6) as u32;
            let outside = u32::from(!sentence.contains(&i));
            1 + (distance << 1 | outside) * 64 + run_shape(scene, i)
        });
        add(template, value);
        add(template + 1, feature2(0, word, u32::from(value != 0)));
        value
    };
    let (b, a) = (side(30, before), side(32, after));
    add(34, feature2(0, b, a));
    let others = scene.items.sentences[at.sentence].len();
    add(35, (others.min(40) / 4) as u32);
    add(36, feature2(0, word, u32::from(at.item == sentence.start)));
}

/// The look of a run: long or short, whole sentence or not, its end; below 64.
pub fn run_shape(scene: &Scene, item: usize) -> u32 {
    let Item::Run(r) = scene.items.items[item] else { return 0 };
    let run = &scene.runs[r];
    let words = match run.words {
        1 => 0,
        2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let capital = u32::from(scene.layout.tokens[run.tokens.start].is_capitalised(scene.layout.text));
    let end = match run.last(scene.layout) {
        "," => 1,
        "." => 2,
        "?" | "!" => 3,
        _ => {
            u32::from(
                matches!(scene.layout.tokens.get(run.outer.end), Some(t) if t.span.of(scene.layout.text) == ","),
            ) * 4
        }
    };
    1 + words + capital * 4 + end * 8
}

/// Appends features of the parse: the subject, the candidate's dependents, its head.
fn describe_syntax(scene: &Scene, i: usize, out: &mut Vec<u32>) {
    let word = scene.words[i];
    let mut add = |template: u32, value: u32| out.push(feature(template, value));
    let label = scene.label(i) as u32;
    add(50, label);
    add(51, feature2(0, word, label));
    if let Some(head) = scene.head(i) {
        add(52, feature2(label, scene.words[head], u32::from(head > i)));
        add(53, feature2(label, scene.class(head), u32::from(head > i)));
    }
    let (mut children, mut subject) = (0_u32, None);
    for j in scene.heads.children(i) {
        let label = scene.label(j);
        children |= 1 << (label as u32 % 32);
        let side = u32::from(j > i);
        if !matches!(label, Label::Punct) {
            add(54, feature2(side, label as u32, scene.class(j)));
            add(55, feature2(side, word, label as u32));
        }
        if label.is_subject() {
            subject = Some(j);
        }
        if matches!(label, Label::Mark | Label::Case | Label::Aux | Label::Neg | Label::Dobj | Label::Xcomp) {
            add(56, feature2(label as u32, scene.words[j], 0));
        }
    }
    let clause = children & (1 << Label::Ccomp as u32 | 1 << Label::Xcomp as u32 | 1 << Label::Dobj as u32);
    add(57, feature2(0, clause, u32::from(subject.is_some())));
    add(58, feature2(0, word, clause));
    if let Some(s) = subject {
        add(59, scene.words[s]);
        add(60, feature2(0, word, scene.class(s)));
        add(61, feature2(clause, scene.class(s), u32::from(s < i)));
    }
}

/// The last three characters of a word.
fn suffix(word: &str) -> u32 {
    let at = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    crate::analysis::linear::hash_lower(&word[at..])
}

/// A neighbouring item, in numbers.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour {
    /// Its word; for a run, a word of its own.
    pub word: u32,
    /// Its class; for a run, its look.
    pub class: u32,
}

impl Neighbour {
    /// Used beyond the ends of a sentence.
    pub const NONE: Self = Self { word: 1, class: 0xffff };
}

/// The item `offset` away from `item` within `range`.
pub fn neighbour(scene: &Scene, range: &std::ops::Range<usize>, item: usize, offset: isize) -> Neighbour {
    let at = item.checked_add_signed(offset).filter(|at| range.contains(at));
    at.map_or(Neighbour::NONE, |at| look(scene, at))
}

/// An item in numbers.
pub fn look(scene: &Scene, item: usize) -> Neighbour {
    match scene.items.items[item] {
        Item::Token(i) => Neighbour { word: scene.words[i], class: scene.class(i) },
        Item::Run(_) => Neighbour { word: 2, class: 0x1_0000 + run_shape(scene, item) },
    }
}
