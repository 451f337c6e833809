//! States, which act under their own name, their capital's, their seat's or their people's; and places.

use super::Part;
use super::builder::Builder;
use super::clause;
use super::pieces::{Piece, Sort};
use crate::analysis::table::AliasKind;
use crate::analysis::table::format::folded;
use crate::analysis::{ActorKind, Via};
use crate::text::key::initials;

/// Adds the mention of a state, or of its capital as a place.
pub fn mention(builder: &mut Builder, piece: &Piece) {
    let Some((ix, alias)) = piece.listed else { return };
    let compound = piece.span.end < builder.view.span(&piece.tokens).end;
    let part = match clause::part(&builder.view, &piece.tokens) {
        _ if compound || alias == AliasKind::Adjective => Part::Attribute,
        _ if is_attributive(builder, piece) => Part::Attribute,
        _ if alias == AliasKind::Noun && !is_the_people(builder, piece) => Part::Neutral,
        part => part,
    };
    if piece.sort == Sort::Capital && part < Part::Participant {
        return place(builder, piece);
    }
    let entity = builder.listed(ix);
    let via = match alias {
        AliasKind::Name => Via::Name,
        AliasKind::Acronym => Via::Acronym,
        AliasKind::Adjective | AliasKind::Noun => Via::Demonym,
        AliasKind::Capital | AliasKind::Seat => Via::Metonym,
        AliasKind::Alias | AliasKind::Short => Via::Alias,
    };
    // Whoever sits in the Kremlin acts there; nobody is merely in it.
    let part = if alias == AliasKind::Seat && part == Part::Neutral { Part::Participant } else { part };
    builder.mention(entity, piece.span, via, part);
}

/// "a Syria peace summit", "the U.S. plans": the name describes the noun after it.
fn is_attributive(builder: &Builder, piece: &Piece) -> bool {
    let view = &builder.view;
    let next = piece.tokens.end;
    view.tag(next).is_noun() && !view.possessive(next) && next < view.sentence(piece.tokens.start).end
}

/// "the Turks" are Turkey; "1,600 Syrians" are people.
fn is_the_people(builder: &Builder, piece: &Piece) -> bool {
    let before = piece.tokens.start.wrapping_sub(1);
    builder.view.is(before, &["the"])
}

/// A name in capitals ("NAIROBI" in a dateline, "MR. OKELLO-HART:" on a label) in its usual spelling.
pub fn in_lower_case(text: &str) -> String {
    if text.len() < 4 || text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let inside = out.chars().next_back().is_some_and(char::is_alphabetic);
        if inside { out.extend(c.to_lowercase()) } else { out.push(c) }
    }
    out
}

/// "Ama Mensah (Lissa), speaking for …": a person followed by a state in brackets speaks for it.
pub fn delegates_in_brackets(builder: &mut Builder) {
    for at in 1..builder.cast.mentions.len() {
        let (person, state) = (builder.cast.mentions[at - 1], builder.cast.mentions[at]);
        let kind = |entity: usize| builder.cast.entities[entity].kind;
        if kind(state.entity) != ActorKind::State || kind(person.entity) != ActorKind::Person {
            continue;
        }
        let (name, tokens) = (builder.tokens(at - 1), builder.tokens(at));
        let view = &builder.view;
        if name.end + 1 == tokens.start && view.word(name.end) == "(" && view.word(tokens.end) == ")" {
            builder.cast.mentions[at].part = Part::Participant;
        }
    }
}

/// Adds the mention of a place.
pub fn place(builder: &mut Builder, piece: &Piece) {
    let text = piece.span.of(builder.view.layout.text);
    let entity = match builder.by_name.get(&folded(text)) {
        Some(&entity) => entity,
        None => builder.unlisted(&in_lower_case(text), ActorKind::Place),
    };
    builder.by_name.insert(folded(text), entity);
    let view = &builder.view;
    let (open, letters) = (piece.tokens.end, view.word(piece.tokens.end + 1));
    if view.word(open) == "(" && view.word(open + 2) == ")" && initials(text) == letters {
        builder.by_name.insert(folded(letters), entity);
    }
    let part = clause::part(&builder.view, &piece.tokens);
    builder.mention(entity, piece.span, Via::Name, part.min(Part::Neutral));
}
