//! Descriptions that stand for an entity: "the Syrian leader", "the ministry", "the opposition".

use std::collections::HashMap;
use std::ops::Range;

use super::builder::Builder;
use super::roles::{RolePhrase, is_relative};
use super::{CastMention, Part};
use super::{clause, offices};
use crate::analysis::syntax::Tag;
use crate::analysis::table::Role;
use crate::analysis::{ActorKind, Via};
use crate::lexicon::{Class, classes};
use crate::text::Span;
use crate::text::key::key;

/// A person is looked for in so many blocks before a description.
const PERSON_BLOCKS: usize = 8;
/// And among so many mentions of persons, where a block is a whole text.
const PERSON_MENTIONS: usize = 100;
/// An organisation is looked for in so many sentences before a general noun ("the group").
const BODY_SENTENCES: usize = 4;
/// And in so many before a noun of its name ("the federation").
const NAMED_SENTENCES: usize = 200;

/// Finds the descriptions and adds their mentions.
pub fn find(builder: &mut Builder) {
    builder.persons = persons(builder);
    let mut open = Vec::new();
    for phrase in std::mem::take(&mut builder.free_roles) {
        match person(builder, &phrase) {
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
    note(builder, CastMention { span, via, entity, part });
}

/// The state for which "the representative of Lissa" or "Lissa's delegate" speaks, and the tokens that say so.
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

/// The person whom a role phrase without a name means.
fn person(builder: &Builder, phrase: &RolePhrase) -> Option<usize> {
    let view = &builder.view;
    let singular = !matches!(view.tag(phrase.head.end - 1), Tag::Nns | Tag::Nnps);
    let whose = phrase.determiner.is_some_and(|d| view.tag(d) == Tag::PrpS);
    if singular && (whose || phrase.possessor.is_some()) && view.is(phrase.head.start, &["counterpart"]) {
        return counterpart(builder, phrase);
    }
    let definite = phrase.determiner.is_some_and(|d| view.is(d, &["the"]))
        || whose && !is_relative(view.word(phrase.head.end - 1))
        || (phrase.possessor.is_some() && phrase.state.is_some());
    let next = phrase.head.end;
    let of_state = phrase.state.is_some() && view.is(next, &["of"]);
    let alone = of_state || !(view.tag(next).is_noun() || view.is(next, &["-", "of"]));
    let former =
        (phrase.start..phrase.head.start).any(|i| view.is(i, &["former", "then", "next", "new", "late"]));
    if !singular || !definite || !alone || former {
        return None;
    }
    let head: Vec<String> = (phrase.start..phrase.head.end)
        .filter(|&i| phrase.head.contains(&i) || is_office_word(builder, i))
        .map(|i| key(view.word(i)))
        .collect();
    let country = match phrase.state {
        Some(state) => Some(builder.cast.entities[state].country.clone()?),
        None => None,
    };
    let head = head.join(" ");
    nearest_person(builder, phrase.start, &head, country.as_deref())
        .or_else(|| country.is_none().then(|| holder_beside(builder, phrase.start, &head)).flatten())
}

/// The holder of an office, by the actor table, whom the same sentence or the one before has named: "a message from
/// Putin, in which the president …". None where two hold it.
fn holder_beside(builder: &Builder, i: usize, head: &str) -> Option<usize> {
    let layout = builder.view.layout;
    let sentence = layout.sentence_of(i);
    last_person(builder, i, |builder, entity| {
        let country = builder.cast.entities[entity].country.as_deref();
        country.is_some() && fits(builder, entity, head, country)
    })
    .filter(|&entity| {
        let start = layout.tokens[i].span.start;
        let before = builder.cast.mentions.partition_point(|m| m.span.start < start);
        let near = |span: Span| layout.sentence_of(layout.tokens_in(span).start) + 1 >= sentence;
        let mut recent = builder.cast.mentions[..before].iter().rev().take_while(|m| near(m.span));
        recent.any(|m| m.entity == entity)
    })
}

/// The person whom "his Malaysian counterpart" means: the one of that state who was mentioned last.
fn counterpart(builder: &Builder, phrase: &RolePhrase) -> Option<usize> {
    let country = builder.cast.entities[phrase.state?].country.clone()?;
    last_person(builder, phrase.start, |builder, entity| {
        let actor = &builder.cast.entities[entity];
        let held = &builder.cast.facts[entity].roles;
        actor.kind == ActorKind::Person && actor.country.as_ref() == Some(&country) && !held.is_empty()
    })
}

/// Whether a word before the head narrows the office: "foreign" in "foreign minister".
fn is_office_word(builder: &Builder, i: usize) -> bool {
    const NARROW: &[&str] = &[
        "foreign",
        "defense",
        "defence",
        "finance",
        "interior",
        "prime",
        "special",
        "vice",
        "deputy",
        "energy",
        "health",
        "justice",
        "trade",
        "economy",
        "opposition",
    ];
    builder.view.is(i, NARROW)
}

/// The person mentioned last before token `i` whom this role fits; none where two are as near.
fn nearest_person(builder: &Builder, i: usize, head: &str, country: Option<&str>) -> Option<usize> {
    last_person(builder, i, |builder, entity| fits(builder, entity, head, country))
}

/// The person mentioned last before token `i` who passes; none where two are as near.
fn last_person(builder: &Builder, i: usize, passes: impl Fn(&Builder, usize) -> bool) -> Option<usize> {
    let layout = builder.view.layout;
    let block = layout.block_of(i);
    let start = layout.tokens[i].span.start;
    let persons = &builder.persons[..builder.persons.partition_point(|p| p.start < start)];
    let mut found: Option<(usize, usize)> = None;
    for person in persons.iter().rev().take(PERSON_MENTIONS) {
        let away = block - person.block as usize;
        if away > PERSON_BLOCKS || found.is_some_and(|(_, nearest)| away > nearest + 1) {
            break;
        }
        if found.is_some_and(|(e, _)| e == person.entity) || !passes(builder, person.entity) {
            continue;
        }
        match found {
            None => found = Some((person.entity, away)),
            Some((_, nearest)) if away <= nearest => return None,
            Some(_) => break,
        }
    }
    found.map(|(entity, _)| entity)
}

/// A mention of a person.
#[derive(Debug, Clone, Copy)]
pub struct PersonMention {
    /// Its first byte.
    start: u32,
    entity: usize,
    block: u32,
}

/// The mentions of persons, in order of the text.
fn persons(builder: &Builder) -> Vec<PersonMention> {
    let layout = builder.view.layout;
    let of_persons = |m: &&CastMention| builder.cast.entities[m.entity].kind == ActorKind::Person;
    let placed = |m: &CastMention| PersonMention {
        start: m.span.start,
        entity: m.entity,
        block: layout.block_of(layout.tokens_in(m.span).start) as u32,
    };
    builder.cast.mentions.iter().filter(of_persons).map(placed).collect()
}

/// Whether an entity is a person whom this role describes, by what the text says or the table lists.
fn fits(builder: &Builder, entity: usize, head: &str, country: Option<&str>) -> bool {
    let actor = &builder.cast.entities[entity];
    if actor.kind != ActorKind::Person {
        return false;
    }
    let of_country = country.is_none_or(|c| actor.country.as_deref() == Some(c));
    let facts = &builder.cast.facts[entity];
    if of_country && facts.roles.iter().any(|role| role_fits(role, head)) {
        return true;
    }
    let Some(ix) = facts.entry else { return false };
    let entry = builder.view.table.entry(ix);
    let believed = |role: &Role| builder.date.is_none() || role.held_in(builder.date);
    // Without a country, what the table alone knows is no ground: the text has to have said it.
    of_country
        && country.is_some()
        && builder.view.table.roles(&entry).filter(believed).any(|r| role_fits(r.title, head))
}

/// The only person of the text who holds an office written with capitals ("the Secretary-General"), by what the text
/// says or else by the table.
pub fn only_holder(builder: &Builder, head: &str) -> Option<usize> {
    let only = |holds: &dyn Fn(usize) -> bool| {
        let mut holders = (0..builder.cast.entities.len()).filter(|&e| holds(e));
        let holder = holders.next()?;
        holders.next().is_none().then_some(holder)
    };
    let is_person = |e: usize| builder.cast.entities[e].kind == ActorKind::Person;
    let said =
        |e: usize| is_person(e) && builder.cast.facts[e].roles.iter().any(|role| role_fits(role, head));
    let listed = |e: usize| {
        let Some(ix) = builder.cast.facts[e].entry.filter(|_| is_person(e)) else { return false };
        let entry = builder.view.table.entry(ix);
        let held = |role: &Role| builder.date.is_none() || role.held_in(builder.date);
        let last = builder.view.table.roles(&entry).filter(held).last();
        last.is_some_and(|role| key(role.title).ends_with(head))
    };
    only(&said).or_else(|| only(&listed))
}

/// Whether a role ("UN special envoy for Syria") answers to a shorter name of it ("envoy").
fn role_fits(role: &str, head: &str) -> bool {
    const RULERS: &[&str] = &[
        "president",
        "prime minister",
        "premier",
        "chancellor",
        "king",
        "emir",
        "supreme leader",
        "crown prince",
        "leader",
    ];
    let role = key(role);
    if role.contains("former ") {
        return false;
    }
    let own = role.split(" of ").next().unwrap_or(&role).split(" for ").next().unwrap_or(&role);
    let words = |text: &str, w: &str| text.split([' ', '-']).any(|part| part == w);
    match head {
        "leader" | "ruler" | "strongman" => {
            RULERS.iter().any(|r| own.ends_with(r)) && !own.contains("vice") && !own.contains("deputy")
        }
        "spokesman" | "spokeswoman" | "spokesperson" => {
            own.contains("spokes") || own.contains("press secretary")
        }
        "envoy" | "mediator" | "negotiator" => {
            ["envoy", "representative", "mediator", "negotiator"].iter().any(|w| words(own, w))
        }
        "president" => own.ends_with("president") && !own.contains("vice"),
        "minister" => own.contains("minister") && !own.contains("prime"),
        _ => {
            head.split([' ', '-']).all(|w| words(own, w))
                && (head.contains("deputy") || !own.contains("deputy"))
        }
    }
}

/// A noun phrase at token `i` that stands for a body or a state; gives the token behind it.
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
/// Nouns for a body that no name repeats.
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

/// The mention of a state or a people right before token `i`, and where it begins.
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

/// "the Israeli military said": an organisation where it acts. "Kurdish fighters": the people.
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

/// The state whose ministry "the foreign ministry" is: the only one that acts in the sentences right before.
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

/// The state of a bare "the foreign ministry" is looked for in so many sentences before its own.
const MINISTRY_SENTENCES: usize = 2;

/// A body of a state that is known by what it is.
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

/// "the federation", "the group": the body mentioned last that the noun fits.
fn body(builder: &mut Builder, i: usize) -> Option<usize> {
    let view = builder.view;
    let before = i.checked_sub(1)?;
    let blocked =
        view.tag(i + 1).is_noun() || view.is(i + 1, &["of", "-"]) || builder.mention_at(i).is_some();
    if !view.is(before, &["the"]) || blocked || matches!(view.tag(i), Tag::Nns | Tag::Nnps) {
        return None;
    }
    note_called(builder, i);
    let view = builder.view;
    let noun = key(view.word(i));
    let kind = |m: &CastMention| builder.cast.entities[m.entity].kind;
    let start = view.layout.tokens[i].span.start;
    let called = builder.called.before(&noun, start);
    let near = |sentences| {
        let first = view.layout.sentence_of(i).saturating_sub(sentences);
        let from = view.layout.sentences[first].span.start;
        move |m: &&CastMention| m.span.start >= from
    };
    let mut entity = last_body(builder, i, called.take_while(near(NAMED_SENTENCES)));
    if entity.is_none() && matches!(&*noun, "group" | "movement" | "militia") {
        let recent = builder.before(start).take_while(near(BODY_SENTENCES));
        entity = last_body(builder, i, recent.filter(|m| kind(m) == ActorKind::ArmedGroup));
    }
    if entity.is_none() && GENERAL.contains(&&*noun) {
        entity = last_body(builder, i, builder.before(start).take_while(near(BODY_SENTENCES)));
    }
    let entity = entity?;
    add(builder, entity, before..i + 1, Via::Role);
    Some(i + 1)
}

/// Whether a mention is of a body that a noun may stand for.
fn is_body(builder: &Builder, m: &CastMention) -> bool {
    let kind = builder.cast.entities[m.entity].kind;
    matches!(kind, ActorKind::Org | ActorKind::ArmedGroup | ActorKind::Office) && m.part != Part::Attribute
}

/// The bodies that the text has called by the noun that says what they are, up to where it is read.
#[derive(Debug, Default)]
pub struct Called {
    /// How many mentions of the cast are noted.
    noted: usize,
    /// The mentions by the key of the noun, in order.
    by_noun: HashMap<String, Vec<CastMention>>,
}

impl Called {
    /// The mentions before byte `start` that call a body by this noun, the last first.
    fn before(&self, noun: &str, start: u32) -> impl Iterator<Item = &CastMention> {
        let mentions = self.by_noun.get(noun).map_or(&[][..], Vec::as_slice);
        mentions.iter().rev().filter(move |m| m.span.start < start)
    }
}

/// Notes the mentions of the cast before token `i`.
fn note_called(builder: &mut Builder, i: usize) {
    let start = builder.view.layout.tokens[i].span.start;
    while let Some(&m) = builder.cast.mentions.get(builder.called.noted).filter(|m| m.span.start < start) {
        builder.called.noted += 1;
        note(builder, m);
    }
}

/// Notes a mention under the nouns of its body that it holds: the table may know a body by a longer name than the text.
fn note(builder: &mut Builder, m: CastMention) {
    let nouns = builder.short_forms.nouns(m.entity);
    if nouns.is_empty() || !is_body(builder, &m) {
        return;
    }
    let text = key(m.span.of(builder.view.layout.text));
    for noun in nouns.iter().filter(|&noun| text.split([' ', '-']).any(|word| word == noun)) {
        let mentions = builder.called.by_noun.entry(noun.clone()).or_default();
        let at = mentions.partition_point(|known| known.span.start <= m.span.start);
        mentions.insert(at, m);
    }
}

/// The body mentioned last before token `i` among these, the last first; none where another is in the same sentence.
fn last_body<'m>(
    builder: &Builder,
    i: usize,
    mentions: impl Iterator<Item = &'m CastMention>,
) -> Option<usize> {
    let layout = builder.view.layout;
    let sentence = layout.sentence_of(i);
    let mut found: Option<(usize, usize)> = None;
    for m in mentions.filter(|m| is_body(builder, m)) {
        let at = layout.tokens_in(m.span).start;
        let away = sentence - layout.sentence_of(at);
        // The agency of a dateline tells the story and is not in it.
        if at > 0 && builder.view.word(at - 1) == "(" && layout.block_of(at) <= 1 {
            continue;
        }
        match found {
            Some((_, nearest)) if away > nearest => break,
            None => found = Some((m.entity, away)),
            Some((entity, _)) if entity == m.entity => {}
            Some(_) => return None,
        }
    }
    found.map(|(entity, _)| entity)
}
