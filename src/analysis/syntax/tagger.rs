//! The tagger: one pass from left to right; a linear classifier decides on each word by its features, its
//! neighbours and the two tags before it. Marks, and words with a certain tag in the lexicon, skip the
//! classifier.

use std::ops::Range;

use super::Tag;
use super::weights::Model;
use super::word::{Word, mark_tag};
use crate::analysis::Layout;

/// The number of features for a decision.
pub const FEATURES: usize = 23;

/// Classes of the tagger's rows; a few more than there are word tags, so that rows fill whole vectors.
pub const CLASSES: usize = 32;

/// Used in place of words beyond either end of a sentence.
const EDGE: Word = Word { form: 1, suffix: 1, shape: 0x80, usual: 0 };

/// Used in place of tags before the first.
const NO_TAG: u32 = 63;

/// A tagger with its scratch memory; create one and use it for many sentences.
#[derive(Debug)]
pub struct Tagger<'m> {
    model: Model<'m>,
    words: Vec<Word>,
}

impl<'m> Tagger<'m> {
    /// A tagger that uses `model`.
    pub fn new(model: Model<'m>) -> Self {
        Self { model, words: Vec::new() }
    }

    /// Appends the tags of one sentence, the tokens `range` of `layout`, to `tags`.
    pub fn tag(&mut self, layout: &Layout, range: Range<usize>, tags: &mut Vec<Tag>) {
        read_words(layout, range.clone(), self.model, &mut self.words);
        self.tag_read(layout, range, tags);
    }

    /// The tags of every sentence of `layout`.
    pub fn tag_all(&mut self, layout: &Layout) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(layout.tokens.len());
        let words = layout.by_form(|i| Word::new(layout.text, &layout.tokens[i], self.model.lexicon));
        for sentence in &layout.sentences {
            between_edges(words[sentence.tokens.clone()].iter().copied(), &mut self.words);
            self.tag_read(layout, sentence.tokens.clone(), &mut tags);
        }
        tags
    }

    /// Appends the tags of a sentence whose words have been read.
    fn tag_read(&self, layout: &Layout, range: Range<usize>, tags: &mut Vec<Tag>) {
        let words = &self.words;
        let mut before = [NO_TAG; 2];
        for (i, token) in layout.tokens[range].iter().enumerate() {
            let sure = mark_tag(layout.text, token).or_else(|| words[i + 2].certain());
            let tag = sure.unwrap_or_else(|| {
                let table = self.model.tagger;
                best(&table.sum(slots(1, &features(words, i, before), table.shift())))
            });
            before = [tag as u32, before[0]];
            tags.push(tag);
        }
    }
}

/// Fills `words` with the words of a sentence between two edges on either side.
pub fn read_words<'w>(
    layout: &Layout,
    range: Range<usize>,
    model: Model,
    words: &'w mut Vec<Word>,
) -> &'w [Word] {
    between_edges(layout.tokens[range].iter().map(|t| Word::new(layout.text, t, model.lexicon)), words);
    words
}

fn between_edges(sentence: impl Iterator<Item = Word>, words: &mut Vec<Word>) {
    words.clear();
    words.extend([EDGE; 2]);
    words.extend(sentence);
    words.extend([EDGE; 2]);
}

/// The word tag with the highest score.
fn best(scores: &[i16; CLASSES]) -> Tag {
    let mut best = 0;
    for class in 1..Tag::WORDS {
        if scores[class] > scores[best] {
            best = class;
        }
    }
    Tag::ALL[best]
}

/// The features of token `i`; `words` begins two edges before the sentence, and `before` has the tags of the last
/// token and the one before it. Their templates are numbered from 1.
#[inline]
pub fn features(words: &[Word], i: usize, before: [u32; 2]) -> [(u32, u32); FEATURES] {
    let [ww, w, own, n, nn] = std::array::from_fn(|k| words[i + k]);
    let [t, tt] = before;
    let [usual, usual_n, usual_nn] = [own, n, nn].map(|w| u32::from(w.usual));
    let shapes = u32::from(w.shape) << 16 | u32::from(own.shape) << 8 | u32::from(n.shape);
    [
        (own.form, 0),
        (own.form, t),
        (own.form, w.form),
        (own.form, n.form),
        (own.form, u32::from(own.shape)),
        (own.suffix, 0),
        (own.suffix & 0x00ff_ffff, 0),
        (own.suffix & 0xffff, u32::from(own.shape)),
        (own.suffix & 0x00ff_ffff, t),
        (own.suffix & 0x00ff_ffff, usual_n),
        (t, 0),
        (t, tt),
        (t, usual_n),
        (usual, t << 8 | usual_n),
        (usual, usual_n << 8 | usual_nn),
        (usual, tt << 8 | t),
        (w.form, 0),
        (ww.form, 0),
        (n.form, 0),
        (n.suffix & 0x00ff_ffff, 0),
        (nn.form, 0),
        (shapes, 0),
        (u32::from(own.shape), t << 8 | usual),
    ]
}

/// The table rows of features whose templates are numbered from `first`.
#[inline]
pub fn slots(first: u64, features: &[(u32, u32)], shift: u32) -> impl Iterator<Item = u32> {
    let mut template = first;
    features.iter().map(move |&(a, b)| {
        template += 1;
        slot(template - 1, a, b, shift)
    })
}

/// The same, all at once.
pub fn rows<const N: usize>(first: u64, features: [(u32, u32); N], shift: u32) -> [u32; N] {
    let mut slots = slots(first, &features, shift);
    std::array::from_fn(|_| slots.next().unwrap_or_default())
}

/// The row of the feature combining `a` and `b`, by the template's number.
#[inline]
fn slot(template: u64, a: u32, b: u32, shift: u32) -> u32 {
    let mixed = (u64::from(a) << 32 | u64::from(b)) ^ template.wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as u32
}

#[cfg(test)]
mod tests {
    use super::super::tag;
    use crate::analysis::Layout;
    use crate::document::Document;

    /// The sentence with each word's tag after a slash.
    fn tagged(text: &str) -> String {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let tags = tag(&layout);
        let words = tags.iter().enumerate().map(|(i, t)| format!("{}/{t:?}", layout.word(i)));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_is_a_verb_or_a_noun_by_its_neighbours() {
        assert_eq!(tagged("They plan to visit."), "They/Prp plan/Vbp to/To visit/Vb ./Stop");
        assert_eq!(
            tagged("The plan for a visit failed."),
            "The/Dt plan/Nn for/In a/Dt visit/Nn failed/Vbd ./Stop"
        );
    }
}
