//! Names by their surroundings: places in "the towns of A, B and C" and "the Sahel region"; acronyms by the states and the
//! full names in the same text.

use std::collections::HashSet;
use std::ops::Range;

use super::aliases;
use super::pieces::{Piece, Sort};
use super::trim::is_dotted;
use super::view::View;
use crate::analysis::ActorKind;
use crate::analysis::syntax::Tag;
use crate::analysis::table::{AliasKind, EntryIx};
use crate::lexicon::{Class, classes};
use crate::text::Shape;
use crate::text::key::initials;

/// Corrects the sorts of unlisted names, and the entries that acronyms mean.
pub fn correct(view: &View, pieces: &mut [Piece]) {
    let bodies: HashSet<&str> =
        pieces.iter().filter(|p| has_office(view, p)).map(|p| view.word(p.tokens.start)).collect();
    for at in 0..pieces.len() {
        let piece = &pieces[at];
        let sort = match piece.sort {
            _ if piece.listed.is_some() => continue,
            Sort::Place if piece.tokens.len() == 1 && bodies.contains(view.word(piece.tokens.start)) => {
                Sort::Body(ActorKind::Org)
            }
            Sort::Place | Sort::Body(ActorKind::Org) if aliases::is_alias(view, pieces, at) => Sort::Person,
            Sort::Person | Sort::Body(ActorKind::Org) if is_place(view, pieces, at) => Sort::Place,
            sort => sort,
        };
        pieces[at].sort = sort;
    }
    choose_entries(view, pieces);
}

/// Whether a piece is the initials of a body before an office: "the N.A. Chairman".
fn has_office(view: &View, piece: &Piece) -> bool {
    let office = view.listed(piece.tokens.end);
    let dotted = piece.tokens.len() == 1 && is_dotted(view.word(piece.tokens.start));
    piece.listed.is_none() && dotted && office.is_for_a_holder()
}

fn is_place(view: &View, pieces: &[Piece], at: usize) -> bool {
    let tokens = &pieces[at].tokens;
    let before = tokens.start.checked_sub(1).map(|b| view.listed(b));
    let titled = before.is_some_and(|b| b.is_title() || b.is_given_name());
    let full = pieces[at].sort == Sort::Person && tokens.len() > 1;
    let around = is_land(view, tokens) || is_of_list(view, tokens.start);
    !titled && (around && !full || is_in_brackets(view, pieces, at))
}

/// Whether a noun for a kind of place follows: "the Sahel region", "the Poelkapelle military base".
fn is_land(view: &View, tokens: &Range<usize>) -> bool {
    let lower = |i: usize| view.layout.tokens.get(i).is_some_and(|t| t.shape == Shape::Lower);
    let next = tokens.end;
    let based = view.is(next, &["military", "naval", "air"]) && view.is(next + 1, &["base", "bases"]);
    let land = lower(next) && classes(view.word(next)).has(Class::Land);
    // Not "the Mensah district attorney".
    let ends = !view.tag(next + 1).is_noun();
    tokens.len() <= 2 && view.sentence(tokens.start).contains(&next) && (based || land && ends)
}

/// Whether a name belongs to a list ("the towns of A, B and C"), or directly follows "the town of".
fn is_of_list(view: &View, start: usize) -> bool {
    const LONGEST: usize = 24;
    let first = view.sentence(start).start.max(start.saturating_sub(LONGEST));
    let inside = |i: &usize| view.capital(*i) || matches!(view.word(*i), "," | "and" | "or");
    let Some(of) = (first..start).rev().find(|i| !inside(i)).filter(|&o| o > first && view.is(o, &["of"]))
    else {
        return false;
    };
    let land = classes(view.word(of - 1)).has(Class::Land) && !view.capital(of - 1);
    land && (view.tag(of - 1) == Tag::Nns || of + 1 == start)
}

/// Whether a name is the initials in brackets of the place before it: "the Lower Lissa Basin (LLB)".
fn is_in_brackets(view: &View, pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &pieces[b]) else { return false };
    let tokens = &pieces[at].tokens;
    let bracketed = view.word(tokens.end) == ")" && view.word(tokens.start.wrapping_sub(1)) == "(";
    before.sort == Sort::Place
        && bracketed
        && before.tokens.end + 1 == tokens.start
        && initials(before.span.of(view.layout.text)) == view.word(tokens.start)
}

/// Where entries share an acronym, takes the entry whose full name is in the text, or else the one whose country is.
fn choose_entries(view: &View, pieces: &mut [Piece]) {
    let table = view.table;
    let acronym = |p: &Piece| matches!(p.listed, Some((_, AliasKind::Acronym)));
    if !pieces.iter().any(acronym) {
        return;
    }
    let listed = pieces.iter().filter(|p| !acronym(p)).filter_map(|p| p.listed.map(|(ix, _)| ix));
    let named: HashSet<EntryIx> = listed.collect();
    let states = named.iter().map(|&ix| table.entry(ix)).filter(|e| e.kind == ActorKind::State);
    let countries: HashSet<&str> = states.filter_map(|e| e.country).collect();
    for piece in pieces.iter_mut().filter(|p| acronym(p)) {
        let listed = table.named(piece.span.of(view.layout.text));
        let mut others = listed.iter().filter(|(ix, kind)| {
            *kind == AliasKind::Acronym
                && !matches!(table.entry(*ix).kind, ActorKind::Person | ActorKind::State)
        });
        let fits = |ix: EntryIx| {
            let here = table.entry(ix).country.is_some_and(|country| countries.contains(country));
            (named.contains(&ix), here)
        };
        let Some((ix, _)) = piece.listed.filter(|_| listed.len() > 1) else { continue };
        let best = others.try_fold(ix, |best, &(ix, _)| Some(if fits(ix) > fits(best) { ix } else { best }));
        if let Some(best) = best.filter(|&best| best != ix) {
            piece.listed = Some((best, AliasKind::Acronym));
            piece.sort = Sort::Body(table.entry(best).kind);
        }
    }
}
