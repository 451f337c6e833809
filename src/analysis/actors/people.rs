//! Persons: which full names and surnames are one.

use std::collections::HashMap;
use std::ops::Range;

use super::Part;
use super::builder::Builder;
use super::clause;
use super::pieces::{Piece, Sort};
use super::states::in_lower_case;
use crate::analysis::syntax::Tag;
use crate::analysis::table::{AliasKind, EntryIx, Gender, word};
use crate::analysis::{ActorKind, Via};
use crate::text::key::push_key;

/// The names of the persons in a text.
#[derive(Debug, Default)]
pub struct People {
    /// Persons by each word that may stand for them alone.
    by_part: HashMap<String, Vec<usize>>,
    /// The words of each person's full name.
    words: HashMap<usize, Vec<String>>,
    /// Where a person was mentioned last, as a token.
    last: HashMap<usize, usize>,
    /// Persons by the first token of the piece that is their full name.
    at: HashMap<usize, usize>,
    /// The titles that stand before full names.
    titles: Vec<(usize, String)>,
}

/// The words of a name as they are compared: folded, without articles and initials' periods.
fn words_of(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in name.split_whitespace() {
        let mut key = String::new();
        push_key(part, &mut key);
        let key = key.replace(['.', '\''], "");
        let bare = ["al-", "el-", "as-", "ash-", "an-", "ad-"].iter().find_map(|a| key.strip_prefix(a));
        out.push(bare.unwrap_or(&key).to_owned());
    }
    if out.len() > 1 && matches!(out.last().map(String::as_str), Some("jr" | "sr" | "ii" | "iii")) {
        out.pop();
    }
    out.retain(|w| {
        !matches!(
            w.as_str(),
            "al" | "el"
                | "de"
                | "bin"
                | "ibn"
                | "bint"
                | "ben"
                | "von"
                | "van"
                | "der"
                | "den"
                | "di"
                | "da"
                | "del"
                | "dos"
                | "la"
                | "le"
        )
    });
    out
}

/// Makes the persons whose full names stand in the text, so that a surname before them finds its bearer.
pub fn register(builder: &mut Builder, pieces: &[Piece]) {
    for piece in pieces.iter().filter(|p| p.sort == Sort::Person) {
        let words = words_of(piece.span.of(builder.view.layout.text));
        let full = words.len() > 1 || matches!(piece.listed, Some((_, AliasKind::Name | AliasKind::Alias)));
        if !full {
            continue;
        }
        let entity = match piece.listed {
            Some((ix, AliasKind::Name | AliasKind::Alias)) => listed(builder, ix),
            _ => same_full_name(builder, &words).unwrap_or_else(|| {
                let name = in_lower_case(piece.span.of(builder.view.layout.text));
                let entity = builder.unlisted(&name, ActorKind::Person);
                builder.cast.facts[entity].gender = words.first().and_then(|w| word(w).given_gender());
                builder.people.index(entity, &words);
                entity
            }),
        };
        builder.people.at.insert(piece.tokens.start, entity);
        if let Some(title) = title_before(builder, piece) {
            builder.people.titles.push((entity, title));
        }
    }
}

/// Gives the surnames of the persons in the text to them, whatever they were taken for ("Eunice London" makes
/// "London said" a person), and finds those that were not taken for names at all.
pub fn claim(builder: &Builder, pieces: Vec<Piece>) -> Vec<Piece> {
    let view = &builder.view;
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    for mut piece in pieces {
        unnamed_surnames(builder, at..piece.tokens.start, &mut out);
        at = piece.tokens.end;
        let other = match piece.sort {
            Sort::Place | Sort::State | Sort::Capital => true,
            Sort::Body(_) => piece.listed.is_none(),
            Sort::Person => false,
        };
        let whole = piece.span.end == view.span(&piece.tokens).end;
        if other && whole && piece.tokens.len() == 1 && is_surname(builder, piece.tokens.start) {
            piece.sort = Sort::Person;
            piece.listed = None;
        }
        out.push(piece);
    }
    unnamed_surnames(builder, at..view.layout.tokens.len(), &mut out);
    out
}

fn unnamed_surnames(builder: &Builder, tokens: Range<usize>, out: &mut Vec<Piece>) {
    for i in tokens.filter(|&i| builder.view.capital(i)) {
        let noun = builder.view.tag(i).is_noun() || builder.view.tag(i) == Tag::X;
        if noun && is_surname(builder, i) {
            let span = builder.view.span(&(i..i + 1));
            out.push(Piece { tokens: i..i + 1, span, sort: Sort::Person, listed: None });
        }
    }
}

/// Whether token `i` is the last name of a person whose full name stands in the text, and not where something is.
fn is_surname(builder: &Builder, i: usize) -> bool {
    let words = words_of(builder.view.word(i));
    let Some(part) = words.last() else { return false };
    let Some(bearers) = builder.people.by_part.get(part) else { return false };
    let last = |e: &usize| builder.people.words.get(e).is_some_and(|w| w.len() > 1 && w.last() == Some(part));
    let span = builder.view.layout.tokens[i].span;
    let free = |e: &&usize| !builder.barred(**e, span);
    bearers.iter().filter(free).any(last) && clause::part(&builder.view, &(i..i + 1)) != Part::Location
}

/// The office right before a name, in lower case.
fn title_before(builder: &Builder, piece: &Piece) -> Option<String> {
    let before = builder.view.word(piece.tokens.start.checked_sub(1)?);
    word(before).is_office().then(|| before.to_lowercase())
}

fn listed(builder: &mut Builder, ix: EntryIx) -> usize {
    let known = builder.by_entry.contains_key(&ix);
    let entity = builder.listed(ix);
    if !known {
        let words = words_of(builder.view.table.entry(ix).name);
        builder.people.index(entity, &words);
    }
    entity
}

/// A person in the cast with the same full name: the same surname, and given names that agree.
fn same_full_name(builder: &Builder, words: &[String]) -> Option<usize> {
    let people = builder.people.by_part.get(words.last()?)?;
    people.iter().copied().find(|p| builder.people.words.get(p).is_some_and(|known| agree(known, words)))
}

fn agree(a: &[String], b: &[String]) -> bool {
    let (Some(x), Some(y)) = (a.first(), b.first()) else { return false };
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a.len() > 1 && b.len() > 1 && a.last() == b.last() && (x == y || initial(x, y) || initial(y, x))
}

impl People {
    fn index(&mut self, entity: usize, words: &[String]) {
        for part in [words.last(), words.first()].into_iter().flatten() {
            let bearers = self.by_part.entry(part.clone()).or_default();
            if !bearers.contains(&entity) {
                bearers.push(entity);
            }
        }
        self.words.insert(entity, words.to_vec());
    }
}

/// Adds the mention of a person.
pub fn mention(builder: &mut Builder, piece: &Piece) {
    let text = piece.span.of(builder.view.layout.text);
    let full = builder.people.at.get(&piece.tokens.start).copied();
    let gender = title_gender(builder, piece);
    let known = full.or_else(|| by_part(builder, piece, gender));
    let entity = known.unwrap_or_else(|| alone(builder, piece));
    if builder.cast.facts[entity].gender.is_none() {
        builder.cast.facts[entity].gender = gender;
    }
    let via = if full.is_some() {
        Via::Name
    } else if words_of(text).last() == builder.people.words.get(&entity).and_then(|w| w.last()) {
        Via::Surname
    } else {
        Via::Alias
    };
    builder.people.last.insert(entity, piece.tokens.start);
    let part = match clause::part(&builder.view, &piece.tokens) {
        Part::Location => Part::Neutral,
        part => part,
    };
    builder.mention(entity, piece.span, via, part);
}

/// The person whom one word of a name means: the bearer mentioned last, else the first who comes.
fn by_part(builder: &Builder, piece: &Piece, gender: Option<Gender>) -> Option<usize> {
    let words = words_of(piece.span.of(builder.view.layout.text));
    let part = words.last()?;
    let people = &builder.people;
    let bearers: Vec<usize> = match people.by_part.get(part) {
        Some(bearers) => bearers.clone(),
        None => listed_bearer(builder, piece)
            .or_else(|| inner(people, part))
            .or_else(|| initialled(people, piece.span.of(builder.view.layout.text)))
            .into_iter()
            .collect(),
    };
    let by_surname = |e: &usize| people.words.get(e).and_then(|w| w.last()) == Some(part);
    let fits = |e: &usize| match (gender, builder.cast.facts[*e].gender) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    // A given name alone is its only bearer in the text ("Priya" where nobody else is called so).
    let only = bearers.len() == 1;
    let meant = |e: &usize| by_surname(e) || only || is_used_alone(builder, *e, part);
    let free = |e: &usize| !builder.barred(*e, piece.span);
    let mut fitting: Vec<usize> = bearers.into_iter().filter(|e| fits(e) && meant(e) && free(e)).collect();
    if fitting.iter().any(by_surname) {
        fitting.retain(by_surname);
    }
    if let Some(title) = title_before(builder, piece) {
        let titled = |e: &usize| people.titles.iter().any(|(person, t)| person == e && *t == title);
        if fitting.iter().any(titled) {
            fitting.retain(titled);
        }
    }
    let before = fitting.iter().copied().filter_map(|e| people.last.get(&e).map(|at| (*at, e))).max();
    before.map(|(_, e)| e).or_else(|| fitting.first().copied())
}

/// The only person of the text with this word inside the name ("De la Fuente" for María de la Fuente Ortega).
fn inner(people: &People, part: &String) -> Option<usize> {
    let mut bearers = people.words.iter().filter(|(_, words)| words.iter().skip(1).any(|w| w == part));
    let (entity, _) = bearers.next()?;
    bearers.next().is_none().then_some(*entity)
}

/// The only person of the text with these initials ("TBC" for Tamar Beridze-Cole), as labels of an interview have them.
fn initialled(people: &People, text: &str) -> Option<usize> {
    let letters = text.replace('.', "").to_lowercase();
    let short = (2..=4).contains(&letters.len()) && !text.contains(char::is_lowercase);
    let initials = |words: &[String]| -> String {
        words.iter().flat_map(|w| w.split('-')).filter_map(|w| w.chars().next()).collect()
    };
    let mut bearers = people.words.iter().filter(|(_, words)| words.len() > 1 && initials(words) == letters);
    let (entity, _) = bearers.next().filter(|_| short)?;
    bearers.next().is_none().then_some(*entity)
}

/// A person of the cast whose entry lists this short form ("MBS", "Abiy").
fn listed_bearer(builder: &Builder, piece: &Piece) -> Option<usize> {
    let text = piece.span.of(builder.view.layout.text);
    builder.view.table.named(text).iter().find_map(|(ix, _)| builder.by_entry.get(ix).copied())
}

/// Whether the first word of a name stands for its bearer: a family name that comes first, or a listed habit.
fn is_used_alone(builder: &Builder, entity: usize, first: &str) -> bool {
    match builder.cast.facts[entity].entry {
        Some(ix) => builder.view.table.named(first).contains(&(ix, AliasKind::Short)),
        None => {
            !word(first).is_given_name() || family_comes_first(&builder.cast.entities[entity].name, first)
        }
    }
}

/// Family names of Korea that are given names elsewhere.
const FAMILY_FIRST: &[&str] = &["kim", "lee", "han", "jin", "min", "jun", "moon", "song", "shin", "ri"];

/// Whether a name whose first word is also a given name begins with the family's: "Kim Seo-yeon", "Kim Yo Jong".
fn family_comes_first(name: &str, first: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last().and_then(|w| w.split_once('-'));
    let joined = last.is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
    joined && words.len() == 2 || FAMILY_FIRST.contains(&first) && words.len() == 3
}

/// A person known by this word alone: the one whom the table lists, or somebody new.
fn alone(builder: &mut Builder, piece: &Piece) -> usize {
    let text = piece.span.of(builder.view.layout.text);
    if let Some((ix, _)) = piece.listed
        && builder.view.table.entry(ix).checked
    {
        return listed(builder, ix);
    }
    let words = words_of(text);
    let entity = builder.unlisted(&in_lower_case(text), ActorKind::Person);
    builder.people.index(entity, &words);
    entity
}

/// Whether the title before a name says that the person is a man or a woman.
fn title_gender(builder: &Builder, piece: &Piece) -> Option<Gender> {
    let before = piece.tokens.start.checked_sub(1)?;
    word(builder.view.word(before)).role_gender()
}
