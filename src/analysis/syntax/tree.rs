//! The dependency tree of one sentence, accessed by the layout's token indices.

use std::ops::Range;

use super::Label;

/// The relation of a token to its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The head, as an index into the layout's tokens; [`Arc::NONE`] if the token heads the sentence.
    pub to: u32,
    /// The label of the arc.
    pub label: Label,
}

impl Arc {
    /// The head of a token without one.
    pub const NONE: u32 = u32::MAX;

    /// The head, as an index into the layout's tokens; `None` if the token heads the sentence.
    pub fn head(self) -> Option<usize> {
        (self.to != Self::NONE).then_some(self.to as usize)
    }
}

/// The dependencies of a sentence. No arcs cross: every subtree is one run of tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Index of the sentence's first token in the layout.
    pub first: usize,
    /// One arc for each token of the sentence.
    pub arcs: Vec<Arc>,
    /// For each token of the sentence, its leftmost descendant and one past its rightmost, as token indices.
    pub subtrees: Vec<(u32, u32)>,
}

impl Tree {
    /// The sentence's tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.first..self.first + self.arcs.len()
    }

    /// The arc of `token`, which must be in the sentence.
    pub fn arc(&self, token: usize) -> Arc {
        self.arcs[token - self.first]
    }

    /// The head of `token`; `None` if it heads the sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.arc(token).head()
    }

    /// The token that heads the sentence; `None` if there are no tokens.
    pub fn root(&self) -> Option<usize> {
        self.tokens().find(|&t| self.head(t).is_none())
    }

    /// The tokens from the leftmost to the rightmost descendant of `token`, including itself.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let (start, end) = self.subtrees[token - self.first];
        start as usize..end as usize
    }
}

#[cfg(test)]
impl Tree {
    /// The label of `token`'s arc.
    pub fn label(&self, token: usize) -> Label {
        self.arc(token).label
    }

    /// The dependents of `token`, in order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(token).filter(move |&t| self.head(t) == Some(token))
    }

    /// The heads above `token`, from its own to the sentence's.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&t| self.head(t))
    }
}
