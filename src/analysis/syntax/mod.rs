//! Parts of speech and dependencies: which verb a name is the subject of, and what that verb says.
//!
//! Both are greedy linear classifiers over hashed features, trained by averaged perceptrons
//! (`assets/models/syntax.md` says on what, and how well they do). [`tag`] is cheap enough for whole documents;
//! [`parse`] is meant for the sentences where it matters.

mod label;
mod tag;
pub mod tagger;
pub mod weights;
pub mod word;

pub use label::Label;
pub use tag::Tag;
pub use tagger::Tagger;

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

/// A token's head.
#[derive(Debug, Clone, Copy)]
pub struct Arc {
    /// Head token, `u32::MAX` for none.
    pub to: u32,
    /// What it is to its head.
    pub label: Label,
}
impl Arc {
    /// The head.
    pub fn head(self) -> Option<usize> {
        (self.to != u32::MAX).then_some(self.to as usize)
    }
}
/// Stub.
pub fn parse_all(layout: &Layout, _tags: &[Tag]) -> Vec<Arc> {
    vec![Arc { to: u32::MAX, label: Label::Dep }; layout.tokens.len()]
}
