//! Parties: who of those that a source names speaks, where the head of its phrase does not say.

use std::ops::Range;

use super::meaning::Meaning;
use super::scene::Scene;
use crate::analysis::actors::{Cast, Part};
use crate::analysis::names::NameKind;
use crate::analysis::syntax::Tag;
use crate::analysis::table::word;
use crate::lexicon::Class;
use crate::text::Span;

/// The ministry in "a statement from the ministry" and "a statement released by the ministry".
pub fn issuer_of_words(scene: &Scene, cast: &Cast, source: &Range<usize>) -> Option<Meaning> {
    const FARTHEST: usize = 4;
    const MADE: &[&str] = &["released", "issued", "signed", "published", "put", "out", "sent"];
    let end = scene.sentence(source.start).end;
    let noun = (source.start..source.end.min(source.start + 3)).find(|&t| scene.has(t, Class::Message))?;
    let by = (noun + 1..end.min(noun + FARTHEST)).find(|&t| scene.is(t, &["from", "by"]))?;
    if !(noun + 1..by).all(|t| scene.is(t, MADE)) || scene.is(by, &["by"]) && by == noun + 1 {
        return None;
    }
    let belongs = |t: &usize| scene.is_in_phrase_or_name(*t) || scene.is(*t, &["of", "and"]);
    let last = (by + 1..end).take_while(belongs).last()?;
    let issuer = by + 1..last + 1;
    let named = cast.mentions_in(scene.layout.span(&issuer)).find(|m| m.part != Part::Attribute);
    Some(match named {
        Some(m) => Meaning::of(m.entity, issuer, 0.95),
        None => Meaning::words(issuer, 0.95),
    })
}

/// All who are named in "the Red Crescent, Unity and other groups", if the source is only the others.
pub fn listed_with_others(scene: &Scene, cast: &Cast, source: &Range<usize>) -> Option<Meaning> {
    let and = source
        .start
        .checked_sub(1)
        .filter(|&t| scene.is(t, &["and"]) && scene.is(t + 1, &["other", "others", "his", "her", "its"]))?;
    let sentence = scene.sentence(source.start);
    let listed = |t: &usize| {
        !scene.is_quoted(*t)
            && (scene.is_in_phrase_or_name(*t) || matches!(scene.tags[*t], Tag::Comma | Tag::Cc))
    };
    let start = (sentence.start..and).rev().take_while(listed).last()?;
    let whole = start..source.end;
    let named = cast.mentions_in(scene.layout.span(&whole)).filter(|m| m.part != Part::Attribute);
    let mut entities: Vec<usize> = named.map(|m| m.entity).collect();
    let mut seen = std::collections::HashSet::new();
    entities.retain(|&entity| seen.insert(entity));
    let (first, others) = entities.split_first()?;
    Some(Meaning { others: others.to_vec(), ..Meaning::of(*first, whole, 0.95) })
}

/// Whether the phrase counts a few members of a group, who are not the group: "many Republicans", "three Houthis".
pub fn is_some_of_many(scene: &Scene, source: &Range<usize>) -> bool {
    const SOME: &[&str] = &["many", "some", "several", "few", "most", "other"];
    let counts = scene.is(source.start, SOME) || scene.tags[source.start] == Tag::Cd;
    let head = (source.start + 1..source.end)
        .take_while(|&t| scene.tags[t] != Tag::In)
        .filter(|&t| scene.tags[t].is_noun())
        .last();
    let capital = |h: usize| scene.layout.tokens[h].is_capitalised(scene.layout.text);
    counts && head.is_some_and(|h| matches!(scene.tags[h], Tag::Nns | Tag::Nnps) && capital(h))
}

/// Whether the name at the end of a phrase is the holder of its office: "the Secretary of State Ama Mensah", "Commissioner
/// for Energy and Climate Ama Mensah", but not "the wife of Kofi Asante" or "an aide to President Kofi Asante".
pub fn names_the_holder(scene: &Scene, source: &Range<usize>, name: Span) -> bool {
    let tokens = scene.layout.tokens_in(name);
    if tokens.end != source.end || tokens.start < source.start + 3 || tokens.len() < 2 {
        return false;
    }
    // "Ministry of External Affairs spokesperson Ama Mensah": the body is one name.
    let role = tokens.start - 1;
    let of_a_body =
        (source.start..role).all(|t| scene.names[t] == Some(NameKind::Org) || scene.tags[t] == Tag::Dt);
    if scene.is_role(role) && of_a_body {
        return true;
    }
    let field = |t: &usize| {
        (scene.tags[*t].is_noun() || matches!(scene.tags[*t], Tag::Jj | Tag::Cc | Tag::Dt))
            && !word(scene.layout.word(*t)).is_office()
    };
    let noun = scene.tags[tokens.start - 1].is_noun();
    let first = (source.start..tokens.start).rev().take_while(field).last().filter(|_| noun);
    let of =
        first.and_then(|f| f.checked_sub(1)).filter(|&t| t > source.start && scene.is(t, &["of", "for"]));
    let office = |written: &str| {
        let bare = written.split_once('-').map_or(written, |(_, rest)| rest);
        word(written).is_office() || word(bare).is_office()
    };
    of.is_some_and(|t| office(scene.layout.word(t - 1)) || scene.is_role(t - 1))
}
