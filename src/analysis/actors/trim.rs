//! Names at their right length: without the adjectives and titles before them and the sentence after an abbreviation,
//! with the particles and the surname after a given name.

use std::ops::Range;

use super::view::View;
use crate::analysis::ActorKind;
use crate::analysis::names::{Name, NameKind};
use crate::analysis::table::{AliasKind, word_phrase};
use crate::text::{Shape, TokenKind};

/// Adjectives with a capital at the beginning of a sentence, which are not part of a name.
const ADJECTIVES: &[&str] =
    &["Multiple", "Several", "Various", "Numerous", "Many", "Most", "Other", "Former", "Fellow"];

/// Words in lower case inside the name of a person.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "bint", "de", "del", "della", "di", "da", "do", "dos", "das", "van", "von",
    "der", "den", "ter", "ten", "zu", "zur", "la", "las", "los",
];

/// The names with their tokens corrected, in order, never overlapping.
pub fn trimmed(view: &View, names: &[Name]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for (n, name) in names.iter().enumerate() {
        let mut tokens = name.tokens.clone();
        if out.last().is_some_and(|before| before.tokens.end > tokens.start) {
            continue;
        }
        tokens.start = without_adjectives(view, tokens.clone());
        tokens.end = before_break(view, &tokens);
        if name.kind == NameKind::Person {
            tokens.start = behind_titles(view, tokens.clone());
            tokens.end = with_particles(view, &tokens, &names[n + 1..]);
        }
        if name.kind == NameKind::Place && is_numbered(view, tokens.start) {
            tokens.start -= 1;
        }
        if name.kind == NameKind::Org {
            tokens.start = behind_own_state(view, &tokens);
        }
        out.push(Name { tokens, ..*name });
    }
    out
}

fn without_adjectives(view: &View, mut tokens: Range<usize>) -> usize {
    while tokens.len() > 1 && ADJECTIVES.contains(&view.word(tokens.start)) && view.capital(tokens.start + 1)
    {
        tokens.start += 1;
    }
    tokens.start
}

/// Whether the word before token `start` numbers the thing named: "Second Karsk Shoal".
fn is_numbered(view: &View, start: usize) -> bool {
    let before = start.wrapping_sub(1);
    let counts = matches!(view.word(before), "First" | "Second" | "Third" | "Fourth");
    counts && view.sentence(start).start < before
}

/// The end of a name that includes the subject of the next sentence: "the Lissan N.A. Mexico attaches".
fn before_break(view: &View, tokens: &Range<usize>) -> usize {
    let next = (tokens.start..tokens.end - 1).find(|&i| is_dotted(view.word(i))).map(|i| i + 1);
    let subject = |&i: &usize| {
        let hit = view.table.longest(view.layout, i);
        hit.is_some_and(|hit| hit.tokens.end == tokens.end && !hit.is_compound(view.layout))
            && view.tag(tokens.end).is_verb()
    };
    next.filter(subject).unwrap_or(tokens.end)
}

/// Whether a word is initials with periods: "N.A."
pub fn is_dotted(written: &str) -> bool {
    written.ends_with('.') && written.matches('.').count() > 1 && !written.contains(char::is_lowercase)
}

/// Where a person's name begins, after offices and ranks that were taken for a part of it, and after the state of an
/// office: "UN Secretary-General Ama Mensah", "President of Lissa Ama Mensah".
fn behind_titles(view: &View, mut tokens: Range<usize>) -> usize {
    let inside = |i: &usize| {
        let (written, phrase) = (view.listed(*i), word_phrase(view.layout, *i));
        let name = (written.is_given_name() || written.is_surname() || written.is_common())
            && !view.word(*i).ends_with('.');
        let longer = phrase
            .is_some_and(|(at, w)| at.len() > 1 && at.end < tokens.end && (w.is_office() || w.is_rank()));
        longer || !name && (written.is_office() || written.is_rank())
    };
    let last = (tokens.start..tokens.end - 1).rev().find(inside);
    if let Some(last) = last {
        let phrase = word_phrase(view.layout, last).map(|(at, _)| at.end);
        tokens.start = phrase.filter(|&end| end < tokens.end).unwrap_or(last + 1);
    }
    let before = tokens.start.wrapping_sub(1);
    let hit = view.table.longest(view.layout, tokens.start);
    let state = hit.filter(|hit| hit.tokens.end + 1 < tokens.end && !hit.is_compound(view.layout));
    let state = state
        .filter(|hit| view.table.entries(hit).any(|(ix, _)| view.table.entry(ix).kind == ActorKind::State));
    match state {
        Some(hit) if view.is(before, &["of", "to"]) => hit.tokens.end,
        _ => tokens.start,
    }
}

/// Where a person's name ends, with the particles after it and the surname that they open; `rest` are the names that
/// follow.
fn with_particles(view: &View, tokens: &Range<usize>, rest: &[Name]) -> usize {
    const MOST: usize = 3;
    let end = tokens.end;
    let particle = |i: &usize| PARTICLES.contains(&view.word(*i));
    let surname = (end..end + MOST).take_while(particle).last().map(|i| i + 1);
    let sentence = view.sentence(tokens.start);
    let fits = |&i: &usize| {
        let token = view.layout.tokens.get(i);
        let written = view.listed(i);
        i < sentence.end
            && token.is_some_and(|t| {
                t.kind == TokenKind::Word && matches!(t.shape, Shape::Capital | Shape::Mixed)
            })
            && !written.is_office()
            && !written.is_honorific()
    };
    let Some(surname) = surname.filter(fits) else { return end };
    let follows = rest.iter().find(|n| n.tokens.contains(&surname));
    match follows {
        Some(n) if n.tokens.start >= end && n.tokens.len() <= 4 => n.tokens.end,
        Some(_) => end,
        None => surname + 1,
    }
}

/// Where the name of a listed body begins, after the adjective of its own state: "Lissan Harbour Party".
fn behind_own_state(view: &View, tokens: &Range<usize>) -> usize {
    let table = view.table;
    let adjective = table.longest(view.layout, tokens.start);
    let Some(adjective) =
        adjective.filter(|hit| hit.tokens.end < tokens.end && !hit.is_compound(view.layout))
    else {
        return tokens.start;
    };
    let rest = adjective.tokens.end;
    // "the Lissan N.A." is the N.A.
    if rest + 1 == tokens.end && is_dotted(view.word(rest)) {
        return rest;
    }
    let whole = table.longest(view.layout, rest).filter(|hit| hit.tokens.end == tokens.end);
    let Some(whole) = whole else { return tokens.start };
    let countries = |hit, kinds: &'static [AliasKind]| {
        let of_kind = table.entries(hit).filter(move |(_, kind)| kinds.contains(kind));
        of_kind.filter_map(|(ix, _)| table.entry(ix).country).collect::<Vec<_>>()
    };
    let states = countries(&adjective, &[AliasKind::Adjective]);
    let own = countries(&whole, &[AliasKind::Name, AliasKind::Alias]);
    if own.iter().any(|country| states.contains(country)) { rest } else { tokens.start }
}
