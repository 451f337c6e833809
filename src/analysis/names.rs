//! Stage 2, names: where somebody or something is named, by the actor table, by the shape of the words, and
//! by the company that they keep.

use std::ops::Range;

use super::Layout;

/// What a name seems to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// An organisation, armed or not.
    Org,
    /// A place or a state.
    Place,
    /// A nationality, a people, an adjective of one ("Turks", "Syrian").
    Demonym,
}

/// One name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its tokens, as indices into [`Layout::tokens`], without titles before it.
    pub tokens: Range<usize>,
    /// What it seems to name.
    pub kind: NameKind,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// The names in a text, in order, never overlapping.
pub fn find(_layout: &Layout) -> Vec<Name> {
    Vec::new()
}
