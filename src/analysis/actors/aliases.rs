//! Other names of a person, given by the text itself: "Ama Mensah, also known as Mama Lune".

use std::collections::HashSet;

use super::builder::Builder;
use super::pieces::{self, Piece, Sort};
use super::view::View;
use crate::analysis::ActorKind;

/// Words that may come between a name and the other name after it, apart from the verb.
const BETWEEN: &[&str] = &[
    ",", "(", "—", "–", "-", "who", "is", "was", "also", "better", "widely", "commonly", "simply", "only",
    "the", "name", "names", "nom", "noms", "de", "guerre", "of", "his", "her", "under", "to", "many", "“",
    "‘", "\"", "'", "and",
];

/// The end of the name whose bearer also has the name at token `start`.
fn named_before(view: &View, start: usize) -> Option<usize> {
    const MOST: usize = 12;
    let first = view.sentence(start).start.max(start.saturating_sub(MOST));
    let stop = (first..start).rev().find(|&i| !is_link(view, i))?;
    let verb = |i: usize| {
        let goes = view.is(i, &["goes", "went", "going", "known"])
            && view.is(i + 1, &["by", "as", "simply", "under"]);
        goes || view.is(i, &["alias", "aka", "a.k.a.", "a.k.a", "nicknamed"])
    };
    (stop + 1..start).any(verb).then_some(stop + 1)
}

fn is_link(view: &View, i: usize) -> bool {
    const VERBS: &[&str] =
        &["goes", "went", "going", "known", "by", "as", "alias", "aka", "a.k.a.", "a.k.a", "nicknamed"];
    view.is(i, BETWEEN) || view.is(i, VERBS)
}

/// The person whose other name a piece is: the one mentioned right before it.
pub fn bearer(builder: &Builder, piece: &Piece) -> Option<usize> {
    if piece.listed.is_some_and(|(ix, _)| builder.view.table.entry(ix).checked) {
        return None;
    }
    let end = named_before(&builder.view, piece.tokens.start)?;
    let before = builder.cast.mentions.last()?;
    let meets = builder.view.layout.tokens_in(before.span).end == end;
    let person = builder.cast.entities[before.entity].kind == ActorKind::Person;
    (meets && person).then_some(before.entity)
}

/// Whether the piece at `at` is another name of the person before it.
pub fn is_alias(view: &View, pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &pieces[b]) else { return false };
    let body = pieces::is_body(view, &pieces[at].tokens);
    !body
        && before.sort == Sort::Person
        && named_before(view, pieces[at].tokens.start) == Some(before.tokens.end)
}

/// The other names of persons in a text.
pub fn spellings<'a>(view: &View<'a>, pieces: &[Piece]) -> HashSet<&'a str> {
    let unlisted =
        (0..pieces.len()).filter(|&at| pieces[at].sort == Sort::Person && pieces[at].listed.is_none());
    unlisted.filter(|&at| is_alias(view, pieces, at)).map(|at| pieces[at].span.of(view.layout.text)).collect()
}
