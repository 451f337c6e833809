//! Pronouns that speak: the meaning of "he", "it", "who" and "which" beside a verb of saying.

use std::ops::Range;

use super::meaning::Meaning;
use super::memory::Memory;
use super::phrase::phrase_around;
use super::plain;
use super::scene::Scene;
use super::source;
use super::subject;
use crate::analysis::ActorKind;
use crate::analysis::actors::{Cast, CastMention, Part};
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;
use crate::text::Span;

/// The least certainty of a pronoun's meaning for it to name a speaker.
const LEAST_PRONOUN: f32 = 0.3;

/// The meaning of a pronoun; "who" and "which" mean the words right before them.
pub fn pronoun(scene: &Scene, cast: &Cast, i: usize, memory: &Memory) -> Meaning {
    let sentence = scene.sentence(i);
    if matches!(scene.tags[i], Tag::Wp | Tag::Wdt) {
        let before =
            Span::new(scene.layout.tokens[sentence.start].span.start, scene.layout.tokens[i].span.start);
        let at = |t: usize| scene.layout.tokens[t].span.start;
        if let Some(noun) = antecedent(scene, i) {
            let named = cast.mentions_in(scene.layout.tokens[noun].span).next().map(|m| m.entity);
            // "who" means a person; its parsed head need not be one.
            let person = scene.is_role(noun)
                || scene.has(noun, Class::Persons)
                || matches!(scene.tags[noun], Tag::Nns)
                || !scene.is(i, &["who"]);
            let tokens =
                if named.is_some() || !person { i..i + 1 } else { phrase_around(scene, noun, sentence) };
            let certainty = if person { 0.9 } else { 0.5 };
            return named.map_or_else(
                || Meaning::words(tokens.clone(), certainty),
                |e| Meaning::of(e, tokens.clone(), 0.9),
            );
        }
        let last = cast.mentions_in(before).filter(|m| m.part != Part::Attribute).last();
        // "two Israeli officials familiar with the talks, who": a noun for persons, if it is nearer than a name.
        let role = (sentence.start..i).rev().find(|&t| scene.tags[t].is_noun() && scene.is_role(t));
        let role = role.filter(|&t| scene.is(i, &["who"]) && last.is_none_or(|m| m.span.end <= at(t)));
        let named = last.filter(|_| role.is_none()).map(|m| m.entity);
        let noun = role.or_else(|| (sentence.start..i).rev().take(2).find(|&t| scene.tags[t].is_noun()));
        let tokens = noun.filter(|_| named.is_none()).map_or(i..i + 1, |n| phrase_around(scene, n, sentence));
        return named
            .map_or_else(|| Meaning::words(tokens.clone(), 0.9), |e| Meaning::of(e, tokens.clone(), 0.9));
    }
    if let Some(office) = subject_before(scene, cast, i) {
        return office;
    }
    let nobody = || is_nobody(scene, i).then_some(i..i + 1);
    if let Some(tokens) = unnamed(scene, cast, i).or_else(nobody) {
        return Meaning::words(tokens, 0.8);
    }
    if let Some(entity) = announced_subject(scene, cast, i) {
        return Meaning::of(entity, i..i + 1, 0.95);
    }
    let by_cast = cast.resolve_pronoun(scene.layout, i).filter(|p| p.1 >= LEAST_PRONOUN);
    memory.resolve(scene, cast, i, by_cast).unwrap_or_else(|| Meaning::words(i..i + 1, 0.5))
}

/// The person for a pronoun before the name: "Referring to what he called a farce, Ama Mensah said".
fn announced_subject(scene: &Scene, cast: &Cast, i: usize) -> Option<usize> {
    let sentence = scene.sentence(i);
    let fronted = scene.tags[sentence.start] == Tag::Vbg
        || scene.is(sentence.start, &["in", "as", "after", "despite", "when", "while"]);
    let comma = (i..sentence.end).find(|&t| scene.layout.word(t) == ",").filter(|_| fronted)?;
    let root = (comma..sentence.end).find(|&t| scene.head(t).is_none())?;
    let subject = source::subject_of(scene, root).filter(|&s| s > comma)?;
    let personal = scene.is(i, &["he", "she", "his", "her"]);
    let named = cast
        .mentions_in(scene.layout.tokens[subject].span)
        .find(|m| cast.entities[m.entity].kind == ActorKind::Person);
    named.filter(|_| personal).map(|m| m.entity)
}

/// Whether the "it" at token `i` refers to nothing: "it was reported that", "it has become clear that", "it would seem". An
/// "it" in the middle of an action can speak: "it is warning that".
fn is_nobody(scene: &Scene, i: usize) -> bool {
    const BE: &[&str] = &["is", "was", "'s", "’s", "be", "been"];
    if !scene.is(i, &["it"]) {
        return false;
    }
    let helps = |t: usize| subject::helps(scene, t) || scene.tags[t] == Tag::Md;
    let mut behind = (i + 1..scene.sentence(i).end).filter(|&t| !helps(t));
    let Some(verb) = behind.next() else { return false };
    let mut acts = || behind.find(|&t| !scene.is(t, BE)).is_some_and(|t| scene.tags[t] == Tag::Vbg);
    scene.has(verb, Class::Seems) || scene.is(verb, BE) && !acts()
}

/// The noun that the relative pronoun at token `i` refers to, by the parse: "two officials familiar with the talks, who".
fn antecedent(scene: &Scene, i: usize) -> Option<usize> {
    let verb = scene.head(i)?;
    let noun = scene.head(verb).filter(|&n| scene.label(verb) == Label::Relcl && n < i)?;
    scene.tags[noun].is_noun().then_some(noun)
}

/// How far back an unnamed person is looked for, in tokens.
const FARTHEST_UNNAMED: usize = 400;

/// The unnamed person that "he" or "she" at token `i` means: "one driver", "an observer who slept there", the subject of
/// an earlier clause of the block, with nobody named since.
fn unnamed(scene: &Scene, cast: &Cast, i: usize) -> Option<Range<usize>> {
    const OPENERS: &[&str] = &["a", "an", "one", "another"];
    const ORDERS: &[&str] = &["other", "first", "second", "third", "former", "latter"];
    if !scene.is(i, &["he", "she"]) {
        return None;
    }
    let block = scene.layout.blocks[scene.layout.block_of(i)].tokens.clone();
    let quoted = |t: usize| scene.is_quoted(t);
    // "the other said"
    let orders = |t: usize| {
        let acts = scene.tags.get(t + 2).is_some_and(|tag| tag.is_verb());
        scene.is(t, &["the"]) && t + 2 < i && scene.is(t + 1, ORDERS) && acts
    };
    let begins = |t: usize| {
        let after_preposition = t > block.start && scene.tags[t - 1] == Tag::In;
        (scene.is(t, OPENERS) && subject_behind(scene, t).is_some() || orders(t))
            && !quoted(t)
            && !after_preposition
    };
    let opener = (block.start..i).rev().take(FARTHEST_UNNAMED).find(|&t| begins(t))?;
    let head = if orders(opener) { opener + 1 } else { subject_behind(scene, opener)? };
    let told = scene.head(head).is_some_and(|verb| plain::is_inner(scene, verb));
    if !orders(opener) && !scene.is_role(head) && !scene.has(head, Class::Persons) || told {
        return None;
    }
    let since = Span::new(scene.layout.tokens[opener].span.start, scene.layout.tokens[i].span.start);
    let person = |m: &CastMention| {
        cast.entities[m.entity].kind == ActorKind::Person && !quoted(scene.layout.tokens_in(m.span).start)
    };
    let named = cast.mentions_in(since).any(person);
    (!named).then_some(opener..head + 1)
}

/// The office or the unnamed person that is the subject of the previous sentence, if "he" or "she" opens this one: "The
/// Secretary-General thanked his envoy, Ama Mensah. He stressed".
fn subject_before(scene: &Scene, cast: &Cast, i: usize) -> Option<Meaning> {
    const BLOCKS: usize = 3;
    let sentence = scene.sentence(i);
    let block = scene.layout.blocks[scene.layout.block_of(i)].tokens.clone();
    let many = scene.is(i, &["they"]);
    if !many && !scene.is(i, &["he", "she"]) || sentence.start != i || sentence.start <= block.start {
        return None;
    }
    let before = scene.sentence(sentence.start - 1);
    let root = before.clone().find(|&t| scene.head(t).is_none() && scene.tags[t].is_verb())?;
    let subject = source::subject_of(scene, root).filter(|&s| s < root && !scene.is_quoted(s))?;
    let phrase = phrase_around(scene, subject, before);
    let role = match scene.tags[subject] {
        Tag::Nn | Tag::Nnp => !many && scene.is_role(subject),
        // "The members of the council underlined"
        Tag::Nns | Tag::Nnps => many && (scene.is_role(subject) || scene.has(subject, Class::Persons)),
        _ => false,
    };
    if !role || !scene.is(phrase.start, &["the"]) {
        return None;
    }
    let from = scene.layout.blocks[scene.layout.block_of(i).saturating_sub(BLOCKS)].block.span.start;
    let earlier = Span::new(from, scene.layout.tokens[root].span.start);
    let named = cast.mentions_in(scene.layout.span(&phrase)).find(|m| m.part != Part::Attribute);
    match named.map(|m| (m.entity, cast.entities[m.entity].kind)) {
        // A person named before, or beside the office, may well hold it.
        None if many => Some(Meaning::words(source::phrase(scene, subject), 0.9)),
        None if cast.mentions_in(earlier).any(|m| cast.entities[m.entity].kind == ActorKind::Person) => None,
        None => Some(Meaning::words(phrase, 0.8)),
        Some((entity, ActorKind::Office)) => Some(Meaning::of(entity, i..i + 1, 0.9)),
        Some(_) => None,
    }
}

/// The subject after the article at token `opener`, if it is one.
fn subject_behind(scene: &Scene, opener: usize) -> Option<usize> {
    let head = (opener + 1..opener + 6).find(|&t| {
        let next = scene.tags.get(t + 1);
        scene.tags.get(t).is_some_and(|tag| *tag == Tag::Nn) && next.is_none_or(|tag| !tag.is_noun())
    })?;
    let plain = (opener + 1..head).all(|t| matches!(scene.tags[t], Tag::Jj | Tag::Nn | Tag::Nnp));
    let first = scene.layout.sentences[scene.layout.sentence_of(opener)].tokens.start == opener;
    let acts = scene.tags.get(head + 1).is_some_and(|t| t.is_verb() || *t == Tag::Wp);
    (plain && (scene.label(head).is_subject() || first && acts)).then_some(head)
}
