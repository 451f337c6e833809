//! Stage 2, names: where somebody or something is named, by the actor table, by the shape of the words, and
//! by the company that they keep.

use std::ops::Range;

use super::table::{self, AliasKind, builtin};
use super::{ActorKind, Layout};
use crate::text::{Shape, TokenKind};

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

const ORG_WORDS: &str = " center centre institute university foundation council committee commission agency ministry department \
    party union association organization organisation group corporation company bank fund court front movement army brigade \
    brigades forces force network forum club society school college institution alliance federation league authority bureau \
    office observatory times post news journal inc. corp. ltd lines airlines holdings ";

/// The names in a text, in order, never overlapping.
pub fn find(layout: &Layout) -> Vec<Name> {
    let mut out = Vec::new();
    for sentence in &layout.sentences {
        let (mut i, end) = (sentence.tokens.start, sentence.tokens.end);
        while i < end {
            if let Some(name) = at(layout, i, sentence.tokens.start, end) {
                i = name.tokens.end.max(i + 1);
                out.push(name);
            } else {
                i += 1;
            }
        }
    }
    out
}

// Long because it tries the kinds of evidence for a name in their order of trust; it wants to be split.
fn at(layout: &Layout, i: usize, first: usize, end: usize) -> Option<Name> {
    let table = builtin();
    let hit = table.longest(layout, i).filter(|h| !h.is_compound(layout));
    let title = table::word_phrase(layout, i).filter(|(_, w)| w.is_title());
    if let Some((range, _)) = &title
        && hit.as_ref().is_none_or(|h| h.tokens.end <= range.end)
    {
        return None;
    }
    if !capital(layout, i) && hit.is_none() {
        return None;
    }
    let word = table::word(layout.word(i));
    if hit.is_none() && i == first && !word.is_given_name() && !word.is_surname() && !capital(layout, i + 1) {
        return None;
    }
    let mut j = hit.as_ref().map_or(i + 1, |h| h.tokens.end);
    let mut org = false;
    let demonym = hit
        .as_ref()
        .is_some_and(|h| table.entries(h).all(|(_, k)| matches!(k, AliasKind::Adjective | AliasKind::Noun)));
    while j < end && !demonym {
        let w = layout.word(j);
        if capital(layout, j) {
            j += 1;
        } else if matches!(w, "de" | "al" | "bin" | "ben" | "von" | "van" | "der" | "el" | "di" | "da")
            && j + 1 < end
            && capital(layout, j + 1)
        {
            j += 2;
        } else if org && matches!(w, "of" | "for" | "on") {
            let k = if j + 1 < end && layout.word(j + 1) == "the" { j + 2 } else { j + 1 };
            if k < end && capital(layout, k) { j = k + 1 } else { break }
        } else {
            break;
        }
        org |= (i..j).any(|t| ORG_WORDS.contains(&format!(" {} ", layout.word(t).to_lowercase())));
    }
    org |= (i..j).any(|t| ORG_WORDS.contains(&format!(" {} ", layout.word(t).to_lowercase())));
    if let Some(h) = &hit
        && h.tokens.end == j
    {
        let (ix, kind) = table.entries(h).next()?;
        let kind = match (table.entry(ix).kind, kind) {
            (_, AliasKind::Adjective | AliasKind::Noun) => NameKind::Demonym,
            (ActorKind::Person, _) => NameKind::Person,
            (ActorKind::State, _) => NameKind::Place,
            (ActorKind::People, _) => NameKind::Demonym,
            _ => NameKind::Org,
        };
        return Some(Name { tokens: i..j, kind, confidence: 0.9 });
    }
    let titled = i > first && table::word(layout.word(i - 1)).is_title();
    let person = titled || word.is_given_name() || (word.is_surname() && j == i + 1);
    let kind = if org {
        NameKind::Org
    } else if person || (j - i > 1 && j - i < 5) {
        NameKind::Person
    } else if i > first && matches!(layout.word(i - 1), "in" | "at" | "near" | "from" | "to" | "of") {
        NameKind::Place
    } else if layout.tokens[i].shape == Shape::Upper {
        NameKind::Org
    } else if i == first {
        return None;
    } else {
        NameKind::Place
    };
    Some(Name { tokens: i..j, kind, confidence: 0.6 })
}

fn capital(layout: &Layout, i: usize) -> bool {
    const NOT: &[&str] = &[
        "I",
        "The",
        "A",
        "In",
        "On",
        "At",
        "But",
        "And",
        "He",
        "She",
        "It",
        "They",
        "We",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "As",
        "For",
        "With",
        "If",
        "When",
        "This",
        "That",
        "More",
        "Related",
        "Now",
        "Meanwhile",
    ];
    layout.tokens.get(i).is_some_and(|t| {
        t.kind == TokenKind::Word && (t.is_capitalised(layout.text) || layout.word(i).starts_with("al-"))
    }) && !NOT.contains(&layout.word(i))
}
