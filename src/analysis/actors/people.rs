//! Persons: which full names and surnames mean the same person.

use std::collections::HashSet;
use std::ops::Range;

use super::Part;
use super::bearers::{Bearers, People};
use super::builder::Builder;
use super::pieces::{Piece, Sort};
use super::states::in_lower_case;
use super::trim::is_dotted;
use super::view::View;
use super::{aliases, clause};
use crate::analysis::syntax::Tag;
use crate::analysis::table::{AliasKind, EntryIx, Gender, word};
use crate::analysis::{ActorKind, Via};
use crate::lexicon::{Class, classes};
use crate::text::Shape;
use crate::text::key::push_key;

/// Articles of Arabic names.
const ARTICLES: [&str; 6] = ["al-", "el-", "as-", "ash-", "an-", "ad-"];

/// The words of a name in comparable form: folded, without articles and initials' periods.
fn words_of(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in name.split_whitespace() {
        let mut key = String::new();
        // The first letter of "V.V." decides.
        let part = if is_dotted(part) { &part[..part.find('.').unwrap_or(part.len())] } else { part };
        push_key(part, &mut key);
        key.retain(|c| !matches!(c, '.' | '\''));
        if let Some(article) = ARTICLES.iter().find(|a| key.starts_with(**a)) {
            key.drain(..article.len());
        }
        out.push(key);
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

/// Creates the persons whose full names are in the text, so that an earlier surname finds its bearer.
pub fn register(builder: &mut Builder, pieces: &[Piece]) {
    let text = builder.view.layout.text;
    let other = aliases::spellings(&builder.view, pieces);
    let named = |p: &&Piece| p.sort == Sort::Person && !other.contains(p.span.of(text));
    // A person with initials in one place has a full name in another.
    let short = |p: &&Piece| words_of(p.span.of(text)).first().is_some_and(|w| w.chars().count() == 1);
    let (short, full): (Vec<_>, Vec<_>) = pieces.iter().filter(named).partition(short);
    for piece in full.into_iter().chain(short) {
        let words = words_of(piece.span.of(text));
        let full = words.len() > 1 || matches!(piece.listed, Some((_, AliasKind::Name | AliasKind::Alias)));
        if !full {
            continue;
        }
        let entity = match piece.listed {
            Some((ix, AliasKind::Name | AliasKind::Alias)) => listed(builder, ix),
            _ => same_full_name(builder, &words).or_else(|| longer_name(builder, &words)).unwrap_or_else(
                || {
                    let name = in_lower_case(piece.span.of(builder.view.layout.text));
                    let entity = builder.unlisted(&name, ActorKind::Person);
                    builder.cast.facts[entity].gender = words.first().and_then(|w| gender_of_given(w));
                    builder.people.index(entity, &words);
                    entity
                },
            ),
        };
        builder.people.at.insert(piece.tokens.start, entity);
        if let Some(title) = title_before(builder, piece) {
            builder.people.titles.insert((entity, title));
        }
    }
}

/// The gender of a given name; of a double one, of its first half.
fn gender_of_given(name: &str) -> Option<Gender> {
    word(name).given_gender().or_else(|| word(name.split_once('-')?.0).given_gender())
}

/// Assigns surnames of persons in the text to them, whatever the tagger took them for ("Eunice London" makes
/// "London said" a person), and finds those that it did not take for names at all.
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
    let silent = |i: &usize| {
        let at = builder.silent.partition_point(|s| s.end <= *i);
        builder.silent.get(at).is_some_and(|s| s.contains(i))
    };
    for i in tokens.filter(|i| builder.view.capital(*i) && !silent(i)) {
        let noun = builder.view.tag(i).is_noun() || builder.view.tag(i) == Tag::X;
        // "Do said": a surname that is a word elsewhere.
        let speaks = classes(builder.view.word(i + 1)).has(Class::Says) && builder.view.tag(i + 1).is_verb();
        if noun && is_surname(builder, i)
            || speaks && (is_surname(builder, i) || is_family_name_first(builder, i))
        {
            let span = builder.view.span(&(i..i + 1));
            out.push(Piece { tokens: i..i + 1, span, sort: Sort::Person, listed: None });
        }
    }
}

/// Whether token `i` is the last name of a person with a full name in the text, and not a location.
fn is_surname(builder: &Builder, i: usize) -> bool {
    let words = words_of(builder.view.word(i));
    let Some(part) = words.last() else { return false };
    let Some(bearers) = builder.people.by_last.get(part) else { return false };
    let full = |e: &usize| builder.people.words.get(e).is_some_and(|w| w.len() > 1);
    let span = builder.view.layout.tokens[i].span;
    let free = |e: &usize| !builder.barred(*e, span);
    let mut bearers = bearers.nearest().filter(free);
    bearers.any(|e| full(&e)) && clause::part(&builder.view, &(i..i + 1)) != Part::Location
}

/// Whether token `i` is the first word of the only name in the text that begins with it, and not a given name: "Sun" of
/// Sun Lihua.
fn is_family_name_first(builder: &Builder, i: usize) -> bool {
    let words = words_of(builder.view.word(i));
    let Some(part) = words.last().filter(|_| words.len() == 1) else { return false };
    let only = builder.people.by_first.get(part).filter(|bearers| bearers.len() == 1);
    only.and_then(|bearers| bearers.nearest().next()).is_some_and(|e| is_used_alone(builder, e, part))
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

/// A person in the cast with the same full name: the same surname, and given names that agree, possibly as an initial.
/// The first, if there are several.
fn same_full_name(builder: &Builder, words: &[String]) -> Option<usize> {
    let (first, last) = (words.first()?, words.last()?);
    let people = &builder.people;
    let letter = first.chars().next()?;
    let by_letter = if first.len() == letter.len_utf8() {
        people.by_letter.get(&(last.clone(), letter))
    } else {
        people.by_full.get(&(last.clone(), letter.to_string()))
    };
    let same = people.by_full.get(&(last.clone(), first.clone())).filter(|_| words.len() > 1);
    same.into_iter().chain(by_letter.filter(|_| words.len() > 1)).min().copied()
}

/// The only person whose longer name ends with these words: "Valdés Mesa" for Salvador Valdés Mesa.
fn longer_name(builder: &Builder, words: &[String]) -> Option<usize> {
    builder.people.by_end.get(&words.join(" ")).copied().flatten().filter(|_| words.len() > 1)
}

/// Adds the mention of a person.
pub fn mention(builder: &mut Builder, piece: &Piece) {
    let text = piece.span.of(builder.view.layout.text);
    let full = builder.people.at.get(&piece.tokens.start).copied();
    let gender = title_gender(builder, piece);
    let alias = aliases::bearer(builder, piece);
    let known = alias.or(full).or_else(|| by_part(builder, piece, gender));
    let entity = known.unwrap_or_else(|| alone(builder, piece));
    if let (Some(bearer), Some(last)) = (alias, words_of(text).last()) {
        builder.people.by_inner.entry(last.clone()).or_insert(Some(bearer));
    }
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
    builder.people.mention(entity, piece.tokens.start);
    let part = match clause::part(&builder.view, &piece.tokens) {
        // "Radley supporters" does not mean Radley.
        _ if full.is_none() && modifies(builder, piece) => Part::Attribute,
        Part::Location => Part::Neutral,
        part => part,
    };
    builder.mention(entity, piece.span, via, part);
}

/// Whether a surname describes the lower-case noun after it.
fn modifies(builder: &Builder, piece: &Piece) -> bool {
    let view = &builder.view;
    let next = piece.tokens.end;
    let lower = view.tag(next) == Tag::Nns && view.layout.tokens[next].shape == Shape::Lower;
    let persons = view.listed(next).is_role_noun() || classes(view.word(next)).has(Class::Persons);
    lower && persons && next < view.sentence(piece.tokens.start).end
}

/// Detaches persons from the table if the text says that they are somebody else ("John Kerry, a baker", "Mr. Kerry of
/// Georgia"), or if they held their first office long after it.
pub fn disown(view: &View, pieces: &mut [Piece]) {
    let contradicted = |p: &&Piece| {
        let (comma, article) = (p.tokens.end, p.tokens.end + 1);
        let sentence = view.sentence(p.tokens.start);
        let noun = (article + 1..sentence.end.min(article + 5)).find(|&i| !view.tag(i + 1).is_noun());
        p.sort == Sort::Person
            && view.tag(comma) == Tag::Comma
            && view.is(article, &["a", "an"])
            && noun.is_some_and(|i| {
                (article + 1..=i).all(|k| view.tag(k).is_noun() || matches!(view.tag(k), Tag::Jj | Tag::Vbn))
                    && classes(view.word(i)).has(Class::Trade)
            })
    };
    let full = |p: &&Piece| matches!(p.listed, Some((_, AliasKind::Name | AliasKind::Alias)));
    let named: HashSet<EntryIx> =
        pieces.iter().filter(full).filter_map(|p| p.listed.map(|(ix, _)| ix)).collect();
    let namesake = |p: &&Piece| {
        let Some((ix, kind)) = p.listed.filter(|_| p.sort == Sort::Person) else { return false };
        let surname = kind == AliasKind::Short && !named.contains(&ix);
        surname && (is_of_elsewhere(view, p) || holds_other_office(view, p, ix))
            || kind != AliasKind::Name && is_after(view, ix)
    };
    let other = |p: &&Piece| contradicted(p) || namesake(p);
    let others: HashSet<EntryIx> =
        pieces.iter().filter(other).filter_map(|p| p.listed.map(|(ix, _)| ix)).collect();
    for piece in pieces.iter_mut().filter(|p| p.listed.is_some_and(|(ix, _)| others.contains(&ix))) {
        piece.listed = None;
    }
}

/// "Mr. Kerry of Georgia": the place distinguishes him from others with that name.
fn is_of_elsewhere(view: &View, piece: &Piece) -> bool {
    let honoured = piece.tokens.start.checked_sub(1).is_some_and(|b| view.listed(b).is_honorific());
    honoured && view.is(piece.tokens.end, &["of"]) && view.capital(piece.tokens.end + 1)
}

/// Whether the title before a surname is of an office that the listed person never held: "Judge Kerry",
/// "Congressman Kerry".
fn holds_other_office(view: &View, piece: &Piece, ix: EntryIx) -> bool {
    const TELLING: &[&str] = &[
        "judge",
        "justice",
        "sheriff",
        "mayor",
        "congressman",
        "congresswoman",
        "rep.",
        "representative",
        "councillor",
        "councilor",
        "professor",
        "prof.",
        "bishop",
        "rabbi",
        "sister",
    ];
    let Some(before) = piece.tokens.start.checked_sub(1).filter(|&b| view.is(b, TELLING)) else {
        return false;
    };
    let title = view.word(before).trim_end_matches('.').to_lowercase();
    let entry = view.table.entry(ix);
    !view.table.roles(&entry).any(|role| role.title.contains(&title))
}

/// Whether a listed person held no office until many years after the text.
fn is_after(view: &View, ix: EntryIx) -> bool {
    const YOUTH: u16 = 9 * 12;
    let entry = view.table.entry(ix);
    let first = view.table.roles(&entry).map(|role| role.from).min();
    let Some((Some(first), date)) = first.zip(view.date) else { return false };
    date + YOUTH < first
}

/// The person meant by one word of a name: the bearer mentioned last, else the next one to come.
fn by_part(builder: &Builder, piece: &Piece, gender: Option<Gender>) -> Option<usize> {
    let text = piece.span.of(builder.view.layout.text);
    let words = words_of(text);
    let part = words.last()?;
    let people = &builder.people;
    let fits = |e: &usize| match (gender, builder.cast.facts[*e].gender) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let meant = |e: &usize| fits(e) && !builder.barred(*e, piece.span);
    // "Mr. Radley" is nobody whose given name is Radley.
    let before = piece.tokens.start.checked_sub(1).filter(|&b| builder.view.capital(b));
    let honoured = before.is_some_and(|b| builder.view.listed(b).is_honorific());
    let by_first = people.by_first.get(part).filter(|_| !honoured);
    let by_last = people.by_last.get(part);
    if by_last.is_none() && by_first.is_none() {
        if honoured && people.by_first.contains_key(part) {
            return None;
        }
        let inner = || people.by_inner.get(part).copied().flatten();
        let bearer = listed_bearer(builder, piece).or_else(inner).or_else(|| initialled(people, text));
        return bearer.filter(meant);
    }
    // A given name alone means its only bearer in the text ("Priya" if nobody else has that name).
    let only = by_last.map_or(0, Bearers::len) + by_first.map_or(0, Bearers::len) == 1;
    let alone = |e: &usize| only || is_used_alone(builder, *e, part);
    let by_surname: Vec<usize> = by_last.into_iter().flat_map(Bearers::nearest).filter(meant).collect();
    let fitting: Vec<usize> = if by_surname.is_empty() {
        by_first.into_iter().flat_map(Bearers::nearest).filter(|e| meant(e) && alone(e)).collect()
    } else {
        by_surname
    };
    // "Ms Radley" means somebody known to be a woman rather than somebody unknown.
    let known = |e: &&usize| gender.is_some() && builder.cast.facts[**e].gender == gender;
    if let Some(one) = fitting.iter().find(known) {
        return Some(*one);
    }
    let title = title_before(builder, piece);
    let titled = title.and_then(|t| fitting.iter().find(|&&e| people.titles.contains(&(e, t.clone()))));
    titled.or(fitting.first()).copied()
}

/// The only person in the text with these initials ("TBC" for Tamar Beridze-Cole), as on interview labels.
fn initialled(people: &People, text: &str) -> Option<usize> {
    let letters = text.replace('.', "").to_lowercase();
    let short = (2..=4).contains(&letters.len()) && !text.contains(char::is_lowercase);
    people.by_initials.get(&letters).copied().flatten().filter(|_| short)
}

/// A person of the cast whose entry lists this short form ("MBS", "Abiy").
fn listed_bearer(builder: &Builder, piece: &Piece) -> Option<usize> {
    let text = piece.span.of(builder.view.layout.text);
    builder.view.table.named(text).iter().find_map(|(ix, _)| builder.by_entry.get(ix).copied())
}

/// Whether the first word of a name is used for its bearer: a family name that comes first, or a listed
/// habit.
fn is_used_alone(builder: &Builder, entity: usize, first: &str) -> bool {
    match builder.cast.facts[entity].entry {
        Some(ix) => builder.view.table.named(first).contains(&(ix, AliasKind::Short)),
        None => {
            !word(first).is_given_name() || family_comes_first(&builder.cast.entities[entity].name, first)
        }
    }
}

/// Korean family names that are given names elsewhere.
const FAMILY_FIRST: &[&str] = &["kim", "lee", "han", "jin", "min", "jun", "moon", "song", "shin", "ri"];

/// Whether a name whose first word is also a given name begins with the family name: "Kim Seo-yeon", "Kim Yo
/// Jong".
fn family_comes_first(name: &str, first: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last().and_then(|w| w.split_once('-'));
    let joined = last.is_some_and(|(_, second)| second.starts_with(char::is_lowercase));
    joined && words.len() == 2 || FAMILY_FIRST.contains(&first) && words.len() == 3
}

/// A person known by this word alone: the one that the table lists, or a new one.
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

/// The gender shown by the title before a name.
fn title_gender(builder: &Builder, piece: &Piece) -> Option<Gender> {
    let before = piece.tokens.start.checked_sub(1)?;
    builder.view.listed(before).role_gender()
}
