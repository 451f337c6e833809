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

/// The arc of every token of `layout`; `tags` are those of [`tag`].
pub fn parse_all(layout: &Layout, tags: &[Tag]) -> Vec<Arc> {
    let mut arcs = Vec::with_capacity(layout.tokens.len());
    let (mut parser, mut tree) = (Parser::new(MODEL), Tree::default());
    for sentence in &layout.sentences {
        parser.parse(layout, sentence.tokens.clone(), tags, &mut tree);
        arcs.extend_from_slice(&tree.arcs);
    }
    arcs
}
