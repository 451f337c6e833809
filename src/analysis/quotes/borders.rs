//! Borders: which pieces of a report belong to its cue.

use std::ops::Range;

use super::construction::{has_clause, tokens_of};
use super::scene::Scene;
use crate::analysis::syntax::Tag;
use crate::lexicon::Class;

/// The pieces that are the cue's own: no thing before it where a whole clause stands behind it ("Both Arden and Boro, the
/// ministers, said that"), and nothing behind another verb of saying ("Recalling that …, she said …").
pub fn own_pieces(scene: &Scene, pieces: Vec<Range<usize>>, cue: usize) -> Vec<Range<usize>> {
    if pieces.len() < 2 {
        return pieces;
    }
    let tokens = |p: &Range<usize>| tokens_of(scene, p.clone());
    let clause = |p: &Range<usize>| has_clause(scene, tokens(p));
    let whole_behind = pieces.iter().any(|p| tokens(p).start > cue && clause(p));
    let plain = |p: &Range<usize>| !p.clone().any(|item| scene.run(item).is_some());
    let first_behind = pieces.iter().find(|p| tokens(p).start > cue).map_or(usize::MAX, |p| tokens(p).end);
    let says = |t: usize| {
        matches!(scene.tags[t], Tag::Vbd | Tag::Vbz) && scene.has(t, Class::Says) && !scene.is_quoted(t)
    };
    let parted =
        |p: &Range<usize>| first_behind <= tokens(p).start && (first_behind..tokens(p).start).any(says);
    let own = |p: &Range<usize>| {
        let stray = tokens(p).end <= cue && whole_behind && plain(p) && !clause(p);
        !stray && !parted(p)
    };
    pieces.into_iter().filter(own).collect()
}
