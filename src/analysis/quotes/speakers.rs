//! Speakers of quotes whose own sentence names none: ranks the noun phrases and pronouns around them.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::Draft;
use super::items::Item;
use super::scene::Scene;
use crate::analysis::linear::{SequenceModel, feature2};
use crate::analysis::syntax::Tag;
use crate::document::BlockKind;

/// The digest of the features of a known test text: changed features need a retrained model.
pub const FEATURES: u16 = 0xefc3;

/// How many blocks before the quote are searched for its speaker.
const BLOCKS_BEFORE: usize = 3;

/// How many blocks after the quote are searched for its speaker.
const BLOCKS_AFTER: usize = 1;

/// A noun phrase or pronoun outside quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its block.
    pub block: usize,
    /// Its sentence of items.
    pub sentence: usize,
    /// How often its last word is the last word of a phrase of this text.
    pub count: usize,
}

impl Phrase {
    /// The last word, which is the head of the phrase.
    pub fn head(&self) -> usize {
        self.tokens.end - 1
    }
}

/// All noun phrases and pronouns of a text outside quotation marks, in order.
pub fn phrases(scene: &Scene) -> Vec<Phrase> {
    let mut out: Vec<Phrase> = Vec::new();
    for (block, sentences) in scene.items.blocks.iter().enumerate() {
        for sentence in sentences.clone() {
            let mut previous = None;
            for item in scene.items.sentences[sentence].clone() {
                let Item::Token(i) = scene.items.items[item] else {
                    previous = None;
                    continue;
                };
                let role = part(scene.tags[i]);
                let joins = previous.is_some_and(|p| joins(p, role));
                match (role, out.last_mut()) {
                    (Part::Outside, _) => {}
                    (_, Some(phrase)) if joins => phrase.tokens.end = i + 1,
                    _ => out.push(Phrase { tokens: i..i + 1, block, sentence, count: 0 }),
                }
                previous = (role != Part::Outside).then_some(role);
            }
        }
    }
    out.retain(|p| matches!(part(scene.tags[p.head()]), Part::Noun | Part::Pronoun));
    let mut counts: HashMap<u32, usize> = HashMap::new();
    out.iter().for_each(|p| *counts.entry(scene.words[p.head()]).or_default() += 1);
    out.iter_mut().for_each(|p| p.count = counts[&scene.words[p.head()]]);
    out
}

/// The role of a tag in a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Opening,
    Modifier,
    Noun,
    Pronoun,
    Outside,
}

fn part(tag: Tag) -> Part {
    match tag {
        Tag::Dt | Tag::PrpS => Part::Opening,
        Tag::Jj | Tag::Cd | Tag::Pos => Part::Modifier,
        Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => Part::Noun,
        Tag::Prp | Tag::Wp => Part::Pronoun,
        _ => Part::Outside,
    }
}

/// Whether a word of one part continues a phrase that a word of another part has left open.
fn joins(before: Part, here: Part) -> bool {
    matches!(
        (before, here),
        (Part::Opening | Part::Modifier | Part::Noun, Part::Modifier | Part::Noun)
            | (Part::Opening, Part::Opening)
    )
}

/// A draft and those around it, for features.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'d> {
    /// All drafts, in text order.
    pub drafts: &'d [Draft],
    /// The draft without a speaker.
    pub at: usize,
}

/// The phrases that might name the speaker of a draft, as a range of `phrases`.
pub fn candidates(scene: &Scene, phrases: &[Phrase], draft: &Draft) -> Range<usize> {
    let block = block_of(scene, draft);
    let start = phrases.partition_point(|p| p.block + BLOCKS_BEFORE < block);
    let end = phrases.partition_point(|p| p.block <= block + BLOCKS_AFTER);
    start..end
}

/// How many candidates may be ranked in any text, and how many more for each of its phrases.
const MOST_WEIGHED: (usize, usize) = (5000, 3);

/// The phrases that might name the speaker of each of these drafts. If the text has too many drafts and phrases in
/// its blocks to rank them all, such as a text without paragraphs, only the nearest.
pub fn all_candidates(
    scene: &Scene,
    phrases: &[Phrase],
    drafts: &[Draft],
    open: &[usize],
) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = open.iter().map(|&at| candidates(scene, phrases, &drafts[at])).collect();
    let all: usize = ranges.iter().map(Range::len).sum();
    let (few, each) = MOST_WEIGHED;
    let most = few + each * phrases.len();
    if all <= most {
        return ranges;
    }
    for (range, &at) in ranges.iter_mut().zip(open) {
        // Three of four before the draft, like most speakers.
        let share = (range.len() * most / all).max(LEAST_WEIGHED);
        let start = drafts[at].spans[0].start;
        let here = phrases.partition_point(|p| scene.layout.tokens[p.tokens.start].span.start < start);
        let from = range.start.max(here.saturating_sub(share * 3 / 4));
        *range = from.min(range.end)..range.end.min(here + share / 4 + 1).max(from.min(range.end));
    }
    ranges
}

/// The least number of candidates for each draft.
const LEAST_WEIGHED: usize = 4;

fn block_of(scene: &Scene, draft: &Draft) -> usize {
    let item = draft.items.first().map_or(0, |r| r.start);
    scene.items.block_of(scene.items.sentence_of(item))
}

/// The best and the second-best phrase for the speaker, each with its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// The phrase that most likely names the speaker.
    pub first: (usize, f32),
    /// The likeliest of those with another last word.
    pub second: Option<(usize, f32)>,
}

/// Ranks `candidates` among the phrases as the speaker of a draft; none if there are none.
pub fn find(
    scene: &Scene,
    model: &SequenceModel,
    (phrases, candidates): (&[Phrase], Range<usize>),
    setting: Setting,
) -> Option<Ranking> {
    let mut features = Vec::new();
    // A heading names people; its other nouns are about the text ("a balancing act").
    let can_speak = |n: &usize| {
        let phrase = &phrases[*n];
        scene.layout.blocks[phrase.block].block.kind != BlockKind::Heading
            || scene.names[phrase.head()].is_some()
    };
    let scores: Vec<(usize, f32)> = candidates
        .filter(can_speak)
        .map(|n| {
            features.clear();
            describe(scene, phrases, n, setting, &mut features);
            (n, model.score(&features)[0] as f32 * model.nats())
        })
        .collect();
    let by_score = |a: &&(usize, f32), b: &&(usize, f32)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
    let first = scores.iter().max_by(by_score)?;
    let word = |n: usize| scene.words[phrases[n].head()];
    let second = scores.iter().filter(|s| word(s.0) != word(first.0)).max_by(by_score);
    // "Nobody" scores zero, as in training.
    let all: f32 = 1.0 + scores.iter().map(|(_, s)| s.exp()).sum::<f32>();
    let share = |&(n, score): &(usize, f32)| (n, score.exp() / all);
    Some(Ranking { first: share(first), second: second.map(share) })
}

/// Appends the features of phrase `n` as the speaker of a draft.
pub fn describe(scene: &Scene, phrases: &[Phrase], n: usize, setting: Setting, out: &mut Vec<u32>) {
    let phrase = &phrases[n];
    let draft = &setting.drafts[setting.at];
    let block = block_of(scene, draft);
    let place = place(scene, phrase, draft, block);
    let head = phrase.head();
    let class = scene.class(head);
    let word = scene.words[head];
    let is_pronoun = matches!(part(scene.tags[head]), Part::Pronoun);
    let label = scene.label(head) as u32;
    let follows = |offset: usize| scene.words.get(head + offset).copied().unwrap_or(0);
    let source = source_of(phrase, setting);
    let shape = draft_shape(scene, draft, block);
    let mut add = |template: u32, a: u32, b: u32| out.push(feature2(template, a, b));
    add(0, 0, 0);
    add(1, place, 0);
    add(2, place, class);
    add(3, place, label);
    add(4, class, label);
    add(5, place, source);
    add(6, source, class);
    add(7, shape, place);
    add(8, shape, source);
    add(9, follows(1), u32::from(place & 1 == 1));
    add(10, place, feature2(0, class, label));
    if is_pronoun || !scene.tags[head].is_noun() || matches!(scene.tags[head], Tag::Nn | Tag::Nns) {
        add(11, word, 0);
        add(12, word, place);
    }
    let before = phrase.tokens.start.checked_sub(1).map_or(0, |b| scene.words[b]);
    add(13, before, place & 7);
    add(14, phrase.count.min(6) as u32, class);
    add(15, scene.class(phrase.tokens.start), u32::from(phrase.tokens.len() > 1));
    add(16, u32::from(starts_sentence(scene, phrase)), place);
    add(17, u32::from(later_in_sentence(phrases, n)), place);
    add(18, shape, feature2(0, place, source));
    if let Some(cue) = draft.cue {
        add(19, scene.words[cue], place);
        add(20, u32::from(scene.head(head) == Some(cue)), label);
    }
}

/// The place of a phrase seen from the draft: block and sentence, before or after it. Odd numbers are after.
fn place(scene: &Scene, phrase: &Phrase, draft: &Draft, block: usize) -> u32 {
    let first = draft.items.first().map_or(0, |r| r.start);
    let sentence = scene.items.sentence_of(first);
    let behind = u32::from(phrase.tokens.start >= scene.items.items[first].tokens(scene.runs).end);
    let blocks = phrase.block.abs_diff(block).min(3) as u32;
    let sentences = if blocks == 0 { phrase.sentence.abs_diff(sentence).min(3) as u32 } else { 4 };
    behind | blocks << 1 | sentences << 3
}

/// Whether the phrase is the source of a draft nearby, and of which one.
fn source_of(phrase: &Phrase, setting: Setting) -> u32 {
    let from = setting.at.saturating_sub(3);
    let near = setting.drafts[from..].iter().take(6).enumerate();
    let mut best = 0;
    for (n, draft) in near {
        let is_source =
            draft.source.as_ref().is_some_and(|s| s.start < phrase.tokens.end && phrase.tokens.start < s.end);
        if is_source {
            best = 8 + (from + n) as u32 - setting.at.saturating_sub(4) as u32;
        }
    }
    best
}

/// The look of the draft: quotation or report, a whole block or part of one, with or without a cue.
fn draft_shape(scene: &Scene, draft: &Draft, block: usize) -> u32 {
    let sentences = &scene.items.blocks[block];
    let first = scene.items.sentences[sentences.start].start;
    let last = scene.items.sentences[sentences.end - 1].end;
    let (start, end) = match (draft.items.first(), draft.items.last()) {
        (Some(a), Some(b)) => (a.start, b.end),
        _ => (0, 0),
    };
    let continues = matches!(scene.items.items[start], Item::Run(r) if scene.runs[r].continues);
    draft.kind as u32
        | u32::from(start == first) << 2
        | u32::from(end == last) << 3
        | u32::from(draft.cue.is_some()) << 4
        | u32::from(continues) << 5
        | u32::from(ends_with_colon(scene, block)) << 6
}

/// Whether the block before ends with a colon.
fn ends_with_colon(scene: &Scene, block: usize) -> bool {
    let before = block.checked_sub(1).map(|b| &scene.layout.blocks[b].tokens);
    before.is_some_and(|tokens| !tokens.is_empty() && scene.layout.word(tokens.end - 1) == ":")
}

fn starts_sentence(scene: &Scene, phrase: &Phrase) -> bool {
    let first = scene.items.sentences[phrase.sentence].start;
    scene.items.items[first].tokens(scene.runs).start == phrase.tokens.start
}

/// Whether another phrase of the same sentence follows.
fn later_in_sentence(phrases: &[Phrase], n: usize) -> bool {
    phrases.get(n + 1).is_some_and(|p| p.sentence == phrases[n].sentence)
}
