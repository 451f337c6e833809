//! Attribution: from the words that name a speaker to the actor, and who voiced the words or heard them.

use std::ops::Range;

use super::assemble::Draft;
use super::items::Item;
use super::scene::Scene;
use crate::analysis::actors::Cast;
use crate::analysis::syntax::Tag;
use crate::analysis::{ActorKind, Quote};
use crate::text::Span;

/// Of a speaker that a pronoun names, how sure the pronoun's meaning must be.
const LEAST_PRONOUN: f32 = 0.3;

/// Verbs behind which the hearer stands: "told reporters that …".
const TELLING: &[&str] = &[
    "told", "tells", "tell", "telling", "assured", "informed", "reminded", "warned", "advised", "asked",
    "urged",
];

/// What somebody else than its author does to a message: "read by Foreign Minister Arden".
const VOICING: &[&str] = &["read", "delivered", "relayed", "conveyed", "voiced"];

/// The quote that a draft becomes.
pub fn quote(scene: &Scene, cast: &Cast, draft: &Draft, id: u32) -> Quote {
    let speaker = draft.source.as_ref().and_then(|s| speaker(scene, cast, s.clone()));
    let voice = voice(scene, cast, draft).filter(|v| Some(*v) != speaker);
    let name = |entity: usize| cast.entities[entity].id.clone();
    Quote {
        id,
        kind: draft.kind,
        spans: draft.spans.clone(),
        speaker: speaker.map(name),
        speaker_span: draft.source.as_ref().map(|s| scene.layout.span(s)),
        cue: draft.cue.map(|i| scene.layout.tokens[i].span),
        voiced_by: voice.map(name),
        addressee: draft.cue.and_then(|cue| addressee(scene, cue, draft)),
        confidence: draft.confidence,
        rule: draft.rule.to_owned(),
    }
}

/// The entity that the tokens of a source mean.
fn speaker(scene: &Scene, cast: &Cast, source: Range<usize>) -> Option<usize> {
    if source.len() == 1 && matches!(scene.tags[source.start], Tag::Prp | Tag::Wp | Tag::Wdt) {
        return pronoun(scene, cast, source.start);
    }
    let span = scene.layout.span(&source);
    let is_owner = |m: Span| {
        let next = scene.layout.tokens.partition_point(|t| t.span.start < m.end);
        scene.tags.get(next) == Some(&Tag::Pos) && scene.layout.tokens[next].span.start == m.end
    };
    let mentions: Vec<_> = cast.mentions_in(span).filter(|m| !is_owner(m.span)).collect();
    // "its envoy, Ama Mensah" is the person, wherever in the phrase she stands; the first one, for "Ama Mensah,
    // an aide to Boro" is not Boro.
    let person = mentions.iter().find(|m| cast.entities[m.entity].kind == ActorKind::Person);
    let head = scene.layout.tokens[head(scene, source)].span;
    person.or_else(|| mentions.iter().find(|m| m.span.contains(head))).map(|m| m.entity)
}

/// The token that a phrase is about: the last noun before its first preposition, comma or clause.
fn head(scene: &Scene, phrase: Range<usize>) -> usize {
    let inside = |i: &usize| {
        !matches!(
            scene.tags[*i],
            Tag::In | Tag::To | Tag::Comma | Tag::Wp | Tag::Wdt | Tag::Bracket | Tag::Vbn | Tag::Vbg
        )
    };
    let core = phrase.clone().take_while(inside);
    core.filter(|&i| scene.tags[i].is_noun()).last().unwrap_or(phrase.start)
}

/// The entity that a pronoun means; "who" and "which" mean what stands right before them.
fn pronoun(scene: &Scene, cast: &Cast, i: usize) -> Option<usize> {
    if matches!(scene.tags[i], Tag::Wp | Tag::Wdt) {
        let sentence = &scene.layout.sentences[scene.layout.sentence_of(i)];
        let before = Span::new(sentence.span.start, scene.layout.tokens[i].span.start);
        return cast.mentions_in(before).last().map(|m| m.entity);
    }
    cast.resolve_pronoun(scene.layout, i).filter(|p| p.1 >= LEAST_PRONOUN).map(|p| p.0)
}

/// Who read or relayed the words, by "read by …" in the draft's sentence.
fn voice(scene: &Scene, cast: &Cast, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    let sentence = scene.layout.sentences[scene.layout.sentence_of(cue)].tokens.clone();
    let item = scene.items.item_of(scene.runs, sentence.start);
    let tokens = scene.items.items[item..].iter().take_while(|i| i.tokens(scene.runs).start < sentence.end);
    let outside = tokens.filter_map(|i| if let Item::Token(t) = i { Some(*t) } else { None });
    let words: Vec<usize> = outside.collect();
    let is = |i: usize, list: &[&str]| list.iter().any(|w| scene.layout.word(i).eq_ignore_ascii_case(w));
    let by = words.windows(3).find_map(|w| match () {
        () if is(w[0], VOICING) && is(w[1], &["by"]) => Some(w[1]),
        () if is(w[0], VOICING) && is(w[1], &["out", "aloud", "in"]) && is(w[2], &["by"]) => Some(w[2]),
        () => None,
    })?;
    let behind = Span::new(scene.layout.tokens[by].span.end, scene.layout.tokens[sentence.end - 1].span.end);
    let phrase = by + 1..sentence.end;
    let stop = phrase
        .clone()
        .find(|&i| scene.tags[i] == Tag::Comma || scene.tags[i].is_verb())
        .unwrap_or(sentence.end);
    let limit = scene.layout.tokens[stop.saturating_sub(1)].span.end;
    cast.mentions_in(behind)
        .find(|m| m.span.end <= limit && cast.entities[m.entity].kind == ActorKind::Person)
        .map(|m| m.entity)
}

/// To whom it was said: the phrase right behind a verb of telling that is not part of what was said.
fn addressee(scene: &Scene, cue: usize, draft: &Draft) -> Option<Span> {
    let word = scene.layout.word(cue);
    if !TELLING.iter().any(|w| word.eq_ignore_ascii_case(w)) {
        return None;
    }
    let limit = scene.layout.sentences[scene.layout.sentence_of(cue)].tokens.end;
    let opens =
        |i: usize| matches!(scene.tags[i], Tag::Dt | Tag::PrpS | Tag::Jj | Tag::Cd | Tag::Pos | Tag::Prp);
    let phrase = (cue + 1..limit).take_while(|&i| opens(i) || scene.tags[i].is_noun()).last()?;
    let span = scene.layout.span(&(cue + 1..phrase + 1));
    let said = draft.spans.iter().any(|s| s.overlaps(span));
    let spoken = draft.source.as_ref().is_some_and(|s| s.contains(&phrase));
    let named = scene.tags[phrase].is_noun() || scene.tags[phrase] == Tag::Prp;
    (named && !said && !spoken).then_some(span)
}
