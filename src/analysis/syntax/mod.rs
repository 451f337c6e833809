//! Parts of speech and dependencies: the verb of which a name is the subject, and the verb's object.
//!
//! Both are greedy linear classifiers over hashed features, trained by averaged perceptrons
//! (`assets/models/syntax.md` lists the training data and the accuracy). [`tag`] is cheap enough for whole
//! documents; [`parse`] is meant for the sentences that need it.

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

use std::cell::{Cell, RefCell};
use std::ops::Range;

use super::Layout;
use crate::lexicon::{Class, classes};
use weights::Model;

/// The trained model.
pub const MODEL: Model = Model::new(include_bytes!("../../../assets/models/syntax.bin"));

/// The tag of every token of `layout`.
pub fn tag(layout: &Layout) -> Vec<Tag> {
    let mut tags = Tagger::new(MODEL).tag_all(layout);
    mend(layout, &mut tags);
    tags
}

/// Corrects a verb of saying taken for a plural after a name: "the Secretary-General stresses that".
fn mend(layout: &Layout, tags: &mut [Tag]) {
    for i in 1..tags.len().saturating_sub(1) {
        if tags[i] != Tag::Nns
            || !matches!(tags[i - 1], Tag::Nnp | Tag::Prp)
            || !layout.word(i + 1).eq_ignore_ascii_case("that")
        {
            continue;
        }
        if classes(layout.word(i)).has(Class::Says) {
            (tags[i], tags[i + 1]) = (Tag::Vbz, Tag::In);
        }
    }
}

/// The tree of one sentence, the tokens `range` of `layout`; `tags` are those of the whole layout.
pub fn parse(layout: &Layout, range: Range<usize>, tags: &[Tag]) -> Tree {
    let mut tree = Tree::default();
    Parser::new(MODEL).parse(layout, range, tags, &mut tree);
    tree
}

/// The heads of the tokens of a layout, with each sentence parsed when one of its tokens is first needed:
/// most sentences report nothing, and their trees are never needed.
#[derive(Debug)]
pub struct Heads<'a> {
    layout: &'a Layout<'a>,
    tags: &'a [Tag],
    /// Each token's arc; [`UNPARSED`] before its sentence is parsed.
    arcs: Vec<Cell<Arc>>,
    /// Each token's leftmost descendant and one past its rightmost.
    subtrees: Vec<Cell<(u32, u32)>>,
    parser: RefCell<(Parser<'static>, Tree)>,
}

/// The arc of a token whose sentence is not parsed yet.
const UNPARSED: Arc = Arc { to: u32::MAX - 1, label: Label::Dep };

impl<'a> Heads<'a> {
    /// The heads of `layout`; `tags` are those of the whole layout.
    pub fn new(layout: &'a Layout<'a>, tags: &'a [Tag]) -> Self {
        Self {
            layout,
            tags,
            arcs: vec![Cell::new(UNPARSED); layout.tokens.len()],
            subtrees: vec![Cell::new((0, 0)); layout.tokens.len()],
            parser: RefCell::new((Parser::new(MODEL), Tree::default())),
        }
    }

    /// The head of token `i`, if it has one in its sentence.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.arc(i).head()
    }

    /// The relation of token `i` to its head.
    pub fn label(&self, i: usize) -> Label {
        self.arc(i).label
    }

    /// The tokens from the leftmost to the rightmost descendant of token `i`, including itself.
    pub fn subtree(&self, i: usize) -> Range<usize> {
        self.arc(i);
        let (start, end) = self.subtrees[i].get();
        start as usize..end as usize
    }

    /// The dependents of token `i`, in order.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(i).filter(move |&t| self.arcs[t].get().to == i as u32)
    }

    fn arc(&self, i: usize) -> Arc {
        if self.arcs[i].get() == UNPARSED {
            self.parse(self.layout.sentences[self.layout.sentence_of(i)].tokens.clone());
        }
        self.arcs[i].get()
    }

    fn parse(&self, sentence: Range<usize>) {
        let (parser, tree) = &mut *self.parser.borrow_mut();
        parser.parse(self.layout, sentence.clone(), self.tags, tree);
        for (i, (&arc, &subtree)) in sentence.zip(tree.arcs.iter().zip(&tree.subtrees)) {
            self.arcs[i].set(arc);
            self.subtrees[i].set(subtree);
        }
    }
}
