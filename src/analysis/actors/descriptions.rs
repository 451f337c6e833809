//! Descriptions of entities: "the Syrian leader", "the ministry", "the opposition".

use std::ops::Range;

use super::builder::Builder;
use super::called;
use super::nouns::Called;
use super::phrase::RolePhrase;
use super::{CastMention, Part};
use super::{clause, holders, offices};
use crate::analysis::syntax::Tag;
use crate::analysis::{ActorKind, Via};
use crate::lexicon::{Class, classes};
use crate::text::key::key;

/// How many sentences before a general noun ("the group") are searched for its organisation,
const BODY_SENTENCES: usize = 4;
/// and how many before a noun in its name ("the federation").
const NAMED_SENTENCES: usize = 200;

/// Finds the descriptions and adds their mentions.
pub fn find(builder: &mut Builder) {
    builder.persons = holders::persons(builder);
    let mut open = Vec::new();
    for phrase in std::mem::take(&mut builder.free_roles) {
        match holders::person(builder, &phrase) {
            Some(person) => add(builder, person, phrase.spoken(), Via::Role),
            None => match delegate(builder, &phrase) {
                Some((state, tokens)) => {
                    let span = builder.view.span(&tokens);
                    builder.describe(state, span, Via::Role, Part::Agent);
                }
                None => open.push(phrase),
            },
        }
    }
    for (office, tokens) in offices::find(builder, &open) {
        add(builder, office, tokens, Via::Role);
    }
    builder.settle_descriptions();
    builder.called = Called::default();
    let mut i = 0;
    while i < builder.view.layout.tokens.len() {
        i = noun(builder, i).unwrap_or(i + 1);
    }
    builder.settle_descriptions();
}

/// Adds a mention by description.
fn add(builder: &mut Builder, entity: usize, tokens: Range<usize>, via: Via) {
    let part = clause::part(&builder.view, &tokens).max(Part::Neutral);
    let span = builder.view.span(&tokens);
    builder.describe(entity, span, via, part);
    called::note(builder, CastMention { span, via, entity, part });
}

/// The state for which "the representative of Lissa" or "Lissa's delegate" speaks, and the tokens of that
/// phrase.
fn delegate(builder: &Builder, phrase: &RolePhrase) -> Option<(usize, Range<usize>)> {
    let view = &builder.view;
    let last = phrase.head.end - 1;
    let singular = view.tag(last) != Tag::Nns && classes(view.word(last)).has(Class::Represents);
    let state = phrase.state.filter(|_| singular)?;
    let end = builder.mention_at(phrase.end - 1).map_or(phrase.end, |m| builder.tokens(m).end);
    let of = view.is(phrase.head.end, &["of", "for"]) && builder.mention_at(end - 1).is_some();
    match &phrase.possessor {
        Some(owner) => Some((state, owner.start..phrase.head.end)),
        None if of => Some((state, phrase.determiner.unwrap_or(phrase.start)..end)),
        None => None,
    }
}

/// A noun phrase at token `i` for a body or a state; returns the token after it.
fn noun(builder: &mut Builder, i: usize) -> Option<usize> {
    if !builder.view.tag(i).is_noun() {
        return None;
    }
    if builder.view.is(i, &["opposition", "junta"]) {
        return opposition(builder, i);
    }
    if builder.view.is(i, GOVERNMENT) {
        return government(builder, i);
    }
    if builder.view.is(i, &["department"]) && state_department(builder, i).is_some() {
        return Some(i + 1);
    }
    if builder.view.is(i, &["ministry"]) && ministry(builder, i).is_some() {
        return Some(i + 1);
    }
    if builder.view.is(i, FORCES) && forces(builder, i).is_some() {
        return Some(i + 1);
    }
    body(builder, i)
}

const GOVERNMENT: &[&str] = &["government", "regime", "authorities", "leadership", "administration"];
const FORCES: &[&str] =
    &["military", "army", "navy", "fighters", "militia", "militias", "militants", "rebels", "forces"];
/// Nouns for a body that are in no name.
const GENERAL: &[&str] = &[
    "group",
    "organization",
    "organisation",
    "company",
    "agency",
    "bloc",
    "alliance",
    "militia",
    "movement",
    "network",
    "body",
    "firm",
    "bank",
    "party",
    "union",
    "coalition",
    "court",
    "council",
    "commission",
    "watchdog",
    "charity",
    "institute",
    "newspaper",
    "broadcaster",
];

/// The mention of a state or a people right before token `i`, and its first token.
fn owner(builder: &Builder, i: usize) -> Option<(usize, usize)> {
    let before = i.checked_sub(1)?;
    let possessive = builder.view.possessive(before);
    let at = builder.mention_at(if possessive { before.checked_sub(1)? } else { before })?;
    let m = builder.cast.mentions[at];
    let kind = builder.cast.entities[m.entity].kind;
    let state = matches!(kind, ActorKind::State | ActorKind::People | ActorKind::ArmedGroup);
    let from = if possessive { i } else { builder.tokens(at).start };
    (state && (possessive || m.via == Via::Demonym)).then_some((m.entity, from))
}

fn with_the(builder: &Builder, from: usize) -> usize {
    if from > 0 && builder.view.is(from - 1, &["the"]) { from - 1 } else { from }
}

/// "the Syrian government", "the Government of Chad": the state.
fn government(builder: &mut Builder, i: usize) -> Option<usize> {
    let view = builder.view;
    if view.tag(i + 1).is_noun() || view.word(i + 1) == "-" {
        return None;
    }
    if let Some((entity, from)) = owner(builder, i) {
        add(builder, entity, with_the(builder, from)..i + 1, Via::Role);
        return Some(i + 1);
    }
    if view.is(i + 1, &["of"]) {
        let at = i + 2 + usize::from(view.is(i + 2, &["the"]));
        let m = builder.mention_at(at)?;
        let end = builder.tokens(m).end;
        let entity = builder.cast.mentions[m].entity;
        if builder.cast.entities[entity].kind == ActorKind::State {
            add(builder, entity, with_the(builder, i)..end, Via::Role);
            return Some(end);
        }
    }
    None
}

/// "the Israeli military said": an organisation if it acts. "Kurdish fighters": the people.
fn forces(builder: &mut Builder, i: usize) -> Option<()> {
    let (state, from) = owner(builder, i)?;
    if matches!(builder.cast.entities[state].kind, ActorKind::People | ActorKind::ArmedGroup) {
        if from > 0 && builder.view.is(from - 1, &["a", "an"]) {
            return None;
        }
        // "Syrian Kurdish fighters" begins with the state.
        let from = owner(builder, from).map_or(from, |(_, f)| f);
        add(builder, state, with_the(builder, from)..i + 1, Via::Demonym);
        return Some(());
    }
    if !builder.view.is(i, &["military", "army", "navy"]) || !clause::is_subject(&builder.view, i + 1) {
        return None;
    }
    let name = format!("{} {}", builder.view.word(from), builder.view.word(i));
    let key = format!("{} {}", builder.cast.entities[state].id, key(builder.view.word(i)));
    let from = if from == i { i } else { with_the(builder, from) };
    own_body(builder, state, &key, &name, from..i + 1);
    Some(())
}

/// "the state department", as British papers write it.
fn state_department(builder: &mut Builder, i: usize) -> Option<()> {
    let view = builder.view;
    let state = i.checked_sub(1).filter(|&s| view.is(s, &["state"]) && builder.mention_at(i).is_none())?;
    let the = state.checked_sub(1).filter(|&t| view.is(t, &["the"]))?;
    let (ix, _) = *view.table.named("State Department").first()?;
    let entity = builder.listed(ix);
    add(builder, entity, the..i + 1, Via::Name);
    Some(())
}

/// "Turkey's foreign ministry", "the Russian Defense Ministry".
fn ministry(builder: &mut Builder, i: usize) -> Option<()> {
    let view = builder.view;
    let mut first = i;
    while first > 0
        && i - first < 3
        && builder.mention_at(first - 1).is_none()
        && !view.possessive(first - 1)
        && (view.tag(first - 1).is_noun() || view.tag(first - 1) == Tag::Jj)
    {
        first -= 1;
    }
    if first == i {
        return None;
    }
    let (state, from) = owner(builder, first).or_else(|| {
        let the = first > 0 && view.is(first - 1, &["the"]) && !view.tag(i + 1).is_noun();
        Some((acting_state(builder, first).filter(|_| the)?, first))
    })?;
    let office =
        (first..=i).map(|k| key(view.word(k))).collect::<Vec<_>>().join(" ").replace("defence", "defense");
    let key = format!("{} {office}", builder.cast.entities[state].id);
    let words = (from..=i).map(|k| view.word(k)).collect::<Vec<_>>().join(" ");
    let name =
        if from == first { format!("{}’s {words}", builder.cast.entities[state].name) } else { words };
    let from = if from == first { from } else { with_the(builder, from) };
    own_body(builder, state, &key, &name, from..i + 1);
    Some(())
}

/// The state of "the foreign ministry": the only one that acts in the sentences right before.
fn acting_state(builder: &Builder, i: usize) -> Option<usize> {
    let layout = builder.view.layout;
    let sentence = layout.sentence_of(i);
    let from = layout.sentences[sentence.saturating_sub(MINISTRY_SENTENCES)].span.start;
    let recent = builder.before(layout.tokens[i].span.start).take_while(|m| m.span.start >= from);
    let mut states =
        recent.filter(|m| builder.cast.entities[m.entity].kind == ActorKind::State && m.part == Part::Agent);
    let state = states.next()?.entity;
    states.all(|m| m.entity == state).then_some(state)
}

/// How many sentences before a bare "the foreign ministry" are searched for its state.
const MINISTRY_SENTENCES: usize = 2;

/// A body of a state, identified by its function.
fn own_body(builder: &mut Builder, state: usize, key: &str, name: &str, tokens: Range<usize>) {
    let known = builder.by_name.get(key).copied();
    let entity = known.unwrap_or_else(|| {
        let entity = builder.unlisted(name, ActorKind::Org);
        let country = builder.cast.entities[state].country.clone();
        builder.cast.entities[entity].country = country;
        builder.by_name.insert(key.to_owned(), entity);
        entity
    });
    add(builder, entity, tokens, Via::Name);
}

/// "the opposition", "the main Syrian opposition faction": one loose group.
fn opposition(builder: &mut Builder, i: usize) -> Option<usize> {
    let view = builder.view;
    let mut end = i + 1;
    if view.is(
        end,
        &[
            "faction",
            "factions",
            "group",
            "groups",
            "delegation",
            "bloc",
            "parties",
            "party",
            "movement",
            "forces",
        ],
    ) {
        end += 1;
    }
    let mut from = i;
    while from > 0 && matches!(view.tag(from - 1), Tag::Jj | Tag::Nnp | Tag::Vbn) && i - from < 4 {
        from -= 1;
    }
    let definite = from > 0 && view.is(from - 1, &["the", "its", "his", "their"]);
    let state = (from..i).find_map(|k| builder.mention_at(k)).map(|m| builder.cast.mentions[m].entity);
    if !(definite || state.is_some()) || view.tag(end).is_noun() || view.is(end, &["to"]) {
        return None;
    }
    let noun = key(view.word(i));
    let known = builder.by_name.get(&noun).copied();
    let entity = known.unwrap_or_else(|| {
        let adjective = (from..i).find(|&k| builder.mention_at(k).is_some());
        let name = adjective.map_or(noun.clone(), |k| format!("{} {noun}", view.word(k)));
        let entity = builder.unlisted(&name, ActorKind::Group);
        builder.by_name.insert(noun, entity);
        entity
    });
    let start = if definite { from - 1 } else { from };
    add(builder, entity, start..end, if end == i + 1 { Via::Collective } else { Via::Role });
    Some(end)
}

/// "the federation", "the group": the last mentioned body that the noun fits.
fn body(builder: &mut Builder, i: usize) -> Option<usize> {
    let view = builder.view;
    let before = i.checked_sub(1)?;
    let blocked =
        view.tag(i + 1).is_noun() || view.is(i + 1, &["of", "-"]) || builder.mention_at(i).is_some();
    // "the French company": an adjective of origin may come between.
    let described = GENERAL.contains(&&*key(view.word(i)))
        && builder.mention_at(before).is_some_and(|m| builder.cast.mentions[m].via == Via::Demonym);
    let article = if described { before.checked_sub(1)? } else { before };
    if !view.is(article, &["the"]) || blocked || matches!(view.tag(i), Tag::Nns | Tag::Nnps) {
        return None;
    }
    called::note_called(builder, i);
    let view = builder.view;
    let noun = key(view.word(i));
    let kind = |m: &CastMention| builder.cast.entities[m.entity].kind;
    let start = view.layout.tokens[i].span.start;
    let near = |sentences| {
        let first = view.layout.sentence_of(i).saturating_sub(sentences);
        let from = view.layout.sentences[first].span.start;
        move |m: &&CastMention| m.span.start >= from
    };
    let mut entity = if described {
        let recent = builder.before(start).filter(|m| kind(m) == ActorKind::Org && m.part != Part::Attribute);
        called::last_body(builder, i, recent.take_while(near(1)))
    } else {
        let called = builder.called.before(&noun, start);
        called::last_body(builder, i, called.take_while(near(NAMED_SENTENCES)))
    };
    if !described && entity.is_none() && matches!(&*noun, "group" | "movement" | "militia") {
        let recent = builder.before(start).take_while(near(BODY_SENTENCES));
        entity = called::last_body(builder, i, recent.filter(|m| kind(m) == ActorKind::ArmedGroup));
    }
    if !described && entity.is_none() && GENERAL.contains(&&*noun) {
        entity = called::last_body(builder, i, builder.before(start).take_while(near(BODY_SENTENCES)));
    }
    let entity = entity?;
    add(builder, entity, article..i + 1, Via::Role);
    Some(i + 1)
}
