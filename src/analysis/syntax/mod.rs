//! Parts of speech and dependencies: which verb a name is the subject of, and what that verb says.
//!
//! Both are greedy linear classifiers over hashed features, trained by averaged perceptrons
//! (`assets/models/syntax.md` says on what, and how well they do). [`tag`] is cheap enough for whole documents;
//! [`parse`] is meant for the sentences where it matters.

pub mod features;
mod label;
pub mod parser;
pub mod state;
mod tag;
pub mod tagger;
mod tree;
pub mod weights;
pub mod word;

pub use label::Label;
pub use parser::Parser;
pub use tag::Tag;
pub use tagger::Tagger;
pub use tree::{Arc, Tree};

use std::ops::Range;

use super::Layout;
use weights::Model;

/// The trained model.
pub const MODEL: Model = Model::new(include_bytes!("../../../assets/models/syntax.bin"));

/// The tag of every token of `layout`.
pub fn tag(layout: &Layout) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(layout.tokens.len());
    let mut tagger = Tagger::new(MODEL);
    for sentence in &layout.sentences {
        tagger.tag(layout, sentence.tokens.clone(), &mut tags);
    }
    tags
}

/// The tree of one sentence, the tokens `range` of `layout`; `tags` are those of the whole layout.
pub fn parse(layout: &Layout, range: Range<usize>, tags: &[Tag]) -> Tree {
    let mut tree = Tree::default();
    Parser::new(MODEL).parse(layout, range, tags, &mut tree);
    tree
}

/// The head and the label of every token of a layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// Index of each token's head; `u32::MAX` where it has none.
    heads: Vec<u32>,
    labels: Vec<Label>,
}

impl Heads {
    /// Parses every sentence of `layout`; `tags` are those of the whole layout.
    pub fn new(layout: &Layout, tags: &[Tag]) -> Self {
        let mut parser = Parser::new(MODEL);
        let mut tree = Tree::default();
        let mut out = Self {
            heads: vec![u32::MAX; layout.tokens.len()],
            labels: vec![Label::Dep; layout.tokens.len()],
        };
        for sentence in &layout.sentences {
            parser.parse(layout, sentence.tokens.clone(), tags, &mut tree);
            for i in sentence.tokens.clone() {
                out.labels[i] = tree.label(i);
                out.heads[i] = tree.head(i).map_or(u32::MAX, |head| head as u32);
            }
        }
        out
    }

    /// The head of token `i`, if it has one in its sentence.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.heads.get(i).filter(|&&head| head != u32::MAX).map(|&head| head as usize)
    }

    /// What token `i` is to its head.
    pub fn label(&self, i: usize) -> Label {
        self.labels.get(i).copied().unwrap_or(Label::Dep)
    }
}
