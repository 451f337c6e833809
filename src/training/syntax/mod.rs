//! Trains the tagger and the parser of [`crate::analysis::syntax`] from treebanks.

pub mod corpus;
pub mod parser;
pub mod perceptron;
mod scheme;
pub mod tagger;

pub use corpus::{Annotated, Gold, read_conllu, read_corenlp};

use crate::analysis::Layout;
use crate::analysis::syntax::weights::{Model, lexicon_cells};
use crate::analysis::syntax::{Arc, Parser, Tag, Tagger, Tree};

/// How many taggers tag the corpus for the parser.
const FOLDS: usize = 4;

/// Sizes and lengths of training.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The lexicon has at most three quarters of two to the power of this many words.
    pub lexicon_bits: u32,
    /// The tagger's table has two to the power of this many weights.
    pub tagger_bits: u32,
    /// The table of moves has two to the power of this many weights.
    pub move_bits: u32,
    /// The table of labels has two to the power of this many weights.
    pub label_bits: u32,
    /// Passes of the tagger over the corpus.
    pub tagger_rounds: usize,
    /// Passes of the parser over the corpus.
    pub parser_rounds: usize,
}

impl Options {
    /// Sets the option with the field name `name`; false if there is none.
    pub fn set(&mut self, name: &str, value: u32) -> bool {
        match name {
            "lexicon_bits" => self.lexicon_bits = value,
            "tagger_bits" => self.tagger_bits = value,
            "move_bits" => self.move_bits = value,
            "label_bits" => self.label_bits = value,
            "tagger_rounds" => self.tagger_rounds = value as usize,
            "parser_rounds" => self.parser_rounds = value as usize,
            _ => return false,
        }
        true
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lexicon_bits: 14,
            tagger_bits: 18,
            move_bits: 20,
            label_bits: 19,
            tagger_rounds: 8,
            parser_rounds: 6,
        }
    }
}

/// Trains a model; the bytes are those of `assets/models/syntax.bin`.
pub fn train(corpus: &[Annotated], options: Options) -> Vec<u8> {
    let layouts: Vec<Layout> = corpus.iter().map(Annotated::layout).collect();
    let sentences: Vec<(&Layout, &Gold)> =
        layouts.iter().zip(corpus).flat_map(|(l, d)| d.sentences.iter().map(move |g| (l, g))).collect();
    let mut bytes = Vec::new();
    for bits in [options.lexicon_bits, options.tagger_bits, options.move_bits, options.label_bits] {
        bytes.extend(bits.to_le_bytes());
    }
    let words = tagger::lexicon(corpus, (3 << options.lexicon_bits) / 4);
    bytes.extend(lexicon_cells(&words, options.lexicon_bits));
    let lexicon = bytes.clone();
    let model = Model::new(&lexicon);
    let tagger = tagger::train(&sentences, model, options.tagger_bits, options.tagger_rounds);
    bytes.extend(tagger.bytes());
    let tagged = tag_by_folds(&sentences, &lexicon, options);
    let sizes = [options.move_bits, options.label_bits];
    let parser = parser::train(&tagged, sizes, options.parser_rounds);
    bytes.extend(parser.moves.bytes());
    bytes.extend(parser.labels.bytes());
    bytes
}

/// The sentences with tags from taggers that have not seen them, so that the parser learns to cope with the
/// tagger's errors.
fn tag_by_folds<'a>(
    sentences: &[(&'a Layout<'a>, &'a Gold)],
    lexicon: &[u8],
    options: Options,
) -> Vec<parser::Example<'a>> {
    let mut tagged = Vec::with_capacity(sentences.len());
    for fold in 0..FOLDS {
        let range = |k: usize| sentences.len() * k / FOLDS;
        let (start, end) = (range(fold), range(fold + 1));
        let others = [&sentences[..start], &sentences[end..]].concat();
        let tagger = tagger::train(&others, Model::new(lexicon), options.tagger_bits, options.tagger_rounds);
        let bytes = [lexicon, &tagger.bytes()].concat();
        let mut tagger = Tagger::new(Model::new(&bytes));
        for &(layout, gold) in &sentences[start..end] {
            let mut tags = Vec::with_capacity(gold.tokens.len());
            tagger.tag(layout, gold.tokens.clone(), &mut tags);
            tagged.push((layout, gold, tags));
        }
    }
    tagged
}

/// A model's score, in tokens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Tokens with a gold tag,
    pub tokens: usize,
    /// of these with the right tag.
    pub tags: usize,
    /// Words with a gold tag,
    pub words: usize,
    /// of these with the right tag,
    pub word_tags: usize,
    /// with the right head,
    pub heads: usize,
    /// and with the right head and label.
    pub arcs: usize,
}

impl Score {
    fn add(&mut self, gold: &Gold, at: usize, tag: Tag, arc: Arc) {
        let Some(right) = gold.tags[at] else { return };
        self.tokens += 1;
        self.tags += usize::from(tag == right);
        if right.is_mark() {
            return;
        }
        let head = arc.head().map_or(gold.heads.len(), |h| h - gold.tokens.start);
        let is_head = head == gold.heads[at];
        self.words += 1;
        self.word_tags += usize::from(tag == right);
        self.heads += usize::from(is_head);
        self.arcs += usize::from(is_head && arc.label == gold.labels[at]);
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (tags, words) = (percent(self.tags, self.tokens), percent(self.word_tags, self.words));
        let (heads, arcs) = (percent(self.heads, self.words), percent(self.arcs, self.words));
        write!(
            f,
            "{} tokens, {} words: tags {tags:.2}% (words {words:.2}%), UAS {heads:.2}%, LAS {arcs:.2}%",
            self.tokens, self.words
        )
    }
}

/// Scores `model` on `corpus`; heads and labels on words alone.
pub fn score(corpus: &[Annotated], model: Model) -> Score {
    let mut score = Score::default();
    let (mut tagger, mut parser) = (Tagger::new(model), Parser::new(model));
    let (mut tags, mut tree) = (Vec::new(), Tree::default());
    for document in corpus {
        let layout = document.layout();
        for gold in &document.sentences {
            tags.clear();
            tags.resize(gold.tokens.start, Tag::X);
            tagger.tag(&layout, gold.tokens.clone(), &mut tags);
            parser.parse(&layout, gold.tokens.clone(), &tags, &mut tree);
            for (at, &arc) in tree.arcs.iter().enumerate() {
                score.add(gold, at, tags[gold.tokens.start + at], arc);
            }
        }
    }
    score
}
