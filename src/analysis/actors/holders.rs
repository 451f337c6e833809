//! The person that a role without a name means: its holder, according to the text or the table.

use super::CastMention;
use super::bearers::PersonMention;
use super::builder::Builder;
use super::phrase::RolePhrase;
use super::roles::is_relative;
use crate::analysis::ActorKind;
use crate::analysis::syntax::Tag;
use crate::analysis::table::Role;
use crate::text::Span;
use crate::text::key::key;

/// How many blocks before a description are searched for its person,
const PERSON_BLOCKS: usize = 8;
/// and how many mentions of persons, if a block is a whole text.
const PERSON_MENTIONS: usize = 100;

/// The person that a role phrase without a name means.
pub fn person(builder: &Builder, phrase: &RolePhrase) -> Option<usize> {
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

/// The holder of an office, by the actor table, who is named in the same sentence or the one before: "a message
/// from Putin, in which the president …". None if two hold it.
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

/// The person in "his Malaysian counterpart": the last mentioned person from that state.
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

/// The last mentioned person before token `i` whom this role fits; none if two are equally near.
fn nearest_person(builder: &Builder, i: usize, head: &str, country: Option<&str>) -> Option<usize> {
    last_person(builder, i, |builder, entity| fits(builder, entity, head, country))
}

/// The last mentioned person before token `i` for whom `passes` holds; none if two are equally near.
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

/// The mentions of persons, in text order.
pub fn persons(builder: &Builder) -> Vec<PersonMention> {
    let layout = builder.view.layout;
    let of_persons = |m: &&CastMention| builder.cast.entities[m.entity].kind == ActorKind::Person;
    let placed = |m: &CastMention| PersonMention {
        start: m.span.start,
        entity: m.entity,
        block: layout.block_of(layout.tokens_in(m.span).start) as u32,
    };
    builder.cast.mentions.iter().filter(of_persons).map(placed).collect()
}

/// Whether an entity is a person whom this role describes, according to the text or the table.
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
    let believed = |role: &Role| builder.view.date.is_none() || role.held_in(builder.view.date);
    // Without a country, the table alone is not enough: the text must have said it.
    of_country
        && country.is_some()
        && builder.view.table.roles(&entry).filter(believed).any(|r| role_fits(r.title, head))
}

/// The only person in the text who holds an office written with capitals ("the Secretary-General"), according to the
/// text or else the table.
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
        let held = |role: &Role| builder.view.date.is_none() || role.held_in(builder.view.date);
        let last = builder.view.table.roles(&entry).filter(held).last();
        last.is_some_and(|role| key(role.title).ends_with(head))
    };
    only(&said).or_else(|| only(&listed))
}

/// Whether a shorter name ("envoy") fits a role ("UN special envoy for Syria").
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
