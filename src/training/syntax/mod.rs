//! Trains the tagger and the parser of [`crate::analysis::syntax`] from treebanks.

pub mod corpus;
pub mod perceptron;
mod scheme;
pub mod tagger;

pub use corpus::{Annotated, Gold, read_conllu, read_corenlp};

use crate::analysis::Layout;
use crate::analysis::syntax::Tagger;
use crate::analysis::syntax::weights::{Model, lexicon_cells};

/// Sizes and lengths of training.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The lexicon has at most three quarters of two to this many words.
    pub lexicon_bits: u32,
    /// The tagger's table has two to this many weights.
    pub tagger_bits: u32,
    /// The parser's table has two to this many weights.
    pub parser_bits: u32,
    /// Times that the tagger sees the corpus.
    pub tagger_rounds: usize,
    /// Times that the parser sees the corpus.
    pub parser_rounds: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { lexicon_bits: 14, tagger_bits: 20, parser_bits: 6, tagger_rounds: 8, parser_rounds: 10 }
    }
}

/// Trains a model; the bytes are those of `assets/models/syntax.bin`.
pub fn train(corpus: &[Annotated], options: Options) -> Vec<u8> {
    let layouts: Vec<Layout> = corpus.iter().map(Annotated::layout).collect();
    let sentences: Vec<(&Layout, &Gold)> =
        layouts.iter().zip(corpus).flat_map(|(l, d)| d.sentences.iter().map(move |g| (l, g))).collect();
    let mut bytes = Vec::new();
    for bits in [options.lexicon_bits, options.tagger_bits, options.parser_bits] {
        bytes.extend(bits.to_le_bytes());
    }
    let words = tagger::lexicon(corpus, (3 << options.lexicon_bits) / 4);
    bytes.extend(lexicon_cells(&words, options.lexicon_bits));
    let model = bytes.clone();
    let tagger = tagger::train(&sentences, Model::new(&model), options.tagger_bits, options.tagger_rounds);
    bytes.extend(tagger.bytes());
    bytes.extend(vec![0; (1 << options.parser_bits) + 64]);
    bytes
}

/// How well a model does, in tokens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Tokens with a gold tag.
    pub tokens: usize,
    /// Those that are words.
    pub words: usize,
    /// Tokens with the right tag.
    pub tags: usize,
    /// Words with the right tag.
    pub word_tags: usize,
}

/// Measures `model` on `corpus`.
pub fn score(corpus: &[Annotated], model: Model) -> Score {
    let mut score = Score::default();
    let mut tagger = Tagger::new(model);
    let mut tags = Vec::new();
    for document in corpus {
        let layout = document.layout();
        for gold in &document.sentences {
            tags.clear();
            tagger.tag(&layout, gold.tokens.clone(), &mut tags);
            for (found, right) in tags.iter().zip(&gold.tags) {
                let Some(right) = right else { continue };
                score.tokens += 1;
                score.tags += usize::from(found == right);
                score.words += usize::from(!right.is_mark());
                score.word_tags += usize::from(!right.is_mark() && found == right);
            }
        }
    }
    score
}
