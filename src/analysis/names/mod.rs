//! Stage 2, names: finds names by the actor table, by the shape of words, and by their context.
//!
//! A conditional random field labels the capitalised stretches of the text; [`scene`] has its features.
//! `assets/models/names.md` describes its training data.

pub mod habits;
pub mod heads;
pub mod label;
pub mod lexicon;
mod long;
pub mod scene;
mod votes;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use super::Layout;
use super::linear::{PerClass, SequenceModel};
use super::table::Table;
use lexicon::Lexicon;
use scene::Scene;
use votes::Votes;

/// The apparent kind of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// An organisation, armed or not.
    Org,
    /// A place or a state.
    Place,
    /// A nationality, a people, or its adjective ("Turks", "Syrian").
    Demonym,
}

/// One name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its tokens, as indices into [`Layout::tokens`], without titles before it.
    pub tokens: Range<usize>,
    /// Its apparent kind.
    pub kind: NameKind,
    /// The certainty of that, 0 to 1.
    pub confidence: f32,
}

static MODEL: LazyLock<SequenceModel> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../assets/models/names.bin");
    SequenceModel::load(bytes, scene::FEATURES).unwrap_or_else(|unfit| panic!("names.bin: {unfit}"))
});

/// Less certain names are left out: more of them are wrong than right.
const LEAST_SURE: f32 = 0.4;

/// The names in a text, in order, without overlaps.
pub fn find(layout: &Layout, table: &Table) -> Vec<Name> {
    find_with(layout, table, &MODEL, lexicon::BUILTIN)
}

/// As [`find`], with another model and word list.
///
/// Reads the text twice: a word's label elsewhere in the first reading counts in the second.
pub fn find_with(
    layout: &Layout,
    table: &Table,
    model: &SequenceModel,
    lexicon: Lexicon<'static>,
) -> Vec<Name> {
    let scene = Scene::new(layout, table, lexicon);
    let (mut scores, mut row) = (Vec::new(), Vec::with_capacity(64));
    let mut marginals = Vec::new();
    let mut votes = Votes::default();
    for segment in scene.segments() {
        let from = scores.len();
        scores.extend(segment.tokens.clone().map(|i| {
            scene.describe(segment, i, &mut row);
            model.score(&row)
        }));
        model.marginals(&scores[from..], &mut marginals);
        let words = segment.tokens.clone().map(|i| scene.name_word(i));
        words.zip(&marginals).for_each(|(word, row)| votes.cast(word, row));
    }
    let (mut names, mut path, mut rest) = (Vec::new(), Vec::new(), &mut scores[..]);
    for segment in scene.segments() {
        let (own, behind) = rest.split_at_mut(segment.tokens.len());
        rest = behind;
        let words = segment.tokens.clone().map(|i| scene.name_word(i));
        votes.count(words, model, own);
        model.decode(own, &mut path);
        if path.iter().any(|&class| class != label::NONE) {
            model.marginals(own, &mut marginals);
            collect(segment.tokens.start, &path, &marginals, &mut names);
        }
    }
    words::complete(layout, long::join(layout, &names))
}

/// Appends the names in a labelled stretch that begins at token `start`.
fn collect(start: usize, path: &[u8], marginals: &[PerClass<f32>], names: &mut Vec<Name>) {
    for (kind, tokens) in label::names(path) {
        let sure = |i: usize| marginals[i][usize::from(path[i])];
        let confidence = tokens.clone().map(sure).fold(1.0, f32::min);
        if confidence >= LEAST_SURE {
            names.push(Name { tokens: start + tokens.start..start + tokens.end, kind, confidence });
        }
    }
}

#[cfg(test)]
mod tests;
