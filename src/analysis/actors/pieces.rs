//! The names of the text, joined with the actor table's data.

use std::collections::HashSet;
use std::ops::Range;

use super::labels::Outlets;
use super::view::View;
use super::{acronyms, labels, nobody, titles, trim};
use crate::analysis::ActorKind;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::{Name, NameKind, heads};
use crate::analysis::syntax::Tag;
use crate::analysis::table::{AliasKind, EntryIx, Hit, word};
use crate::lexicon::{Class, classes};
use crate::text::{Shape, Span, TokenKind};

/// The kind of entity that a piece names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A human being.
    Person,
    /// An organisation, an armed group, a people, an office.
    Body(ActorKind),
    /// A state, by its name, its people, its adjective or its seat of government.
    State,
    /// A capital, which is either a place or a state.
    Capital,
    /// Any other place.
    Place,
}

/// One name.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes; fewer than its tokens in "U.S.-backed".
    pub span: Span,
    /// The kind of entity that it names.
    pub sort: Sort,
    /// The table's entry for this name.
    pub listed: Option<(EntryIx, AliasKind)>,
}

/// The pieces of a text, in order, without overlaps.
pub fn find(view: &View, names: &[Name], silent: &[Range<usize>]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(names.len());
    let trimmed = trim::trimmed(view, names);
    let mut names = trimmed.iter().peekable();
    let labels = labels::names(view);
    let outlets = Outlets::new(view, &trimmed, &labels);
    let mut labels = labels.into_iter().peekable();
    let mut ships: HashSet<&str> = HashSet::new();
    let mut silent = silent.iter().peekable();
    let mut defined = acronyms::defined(view).into_iter().peekable();
    let mut i = 0;
    while i < view.layout.tokens.len() {
        while silent.next_if(|s| s.end <= i).is_some() {}
        if let Some(here) = silent.peek().filter(|s| s.contains(&i)) {
            i = here.end;
            continue;
        }
        while defined.next_if(|d| d.start < i).is_some() {}
        if let Some(body) = defined.next_if(|d| d.start == i) {
            let piece = defined_body(view, body);
            i = piece.tokens.end;
            out.push(piece);
            continue;
        }
        while names.next_if(|n| n.tokens.start < i).is_some() {}
        let name = names.peek().filter(|n| n.tokens.start == i).copied();
        if let Some(ship) = name.filter(|n| nobody::is_ship(view, n)) {
            ships.insert(nobody::ship(view, ship));
            i = ship.tokens.end;
            continue;
        }
        let name = name.filter(|n| !nobody::is_nobody(view, n));
        let piece = named(view, i, name);
        // A label names a person, whatever it looks like.
        let piece = match labels.next_if(|l| l.start <= i) {
            Some(label) if label.start == i => Some(labelled(view, label, piece, &outlets)),
            _ => piece.filter(|p| labels.peek().is_none_or(|l| p.tokens.end <= l.start)),
        };
        i = piece.as_ref().map_or(i + 1, |p| p.tokens.end);
        match (piece, out.last_mut()) {
            (Some(piece), Some(before)) if is_son_of(view, before, &piece) => {
                before.tokens.end = piece.tokens.end;
                before.span = view.span(&before.tokens);
                before.listed = None;
            }
            (piece, _) => out.extend(piece),
        }
    }
    // Later on, a ship has its name alone.
    out.retain(|p| p.listed.is_some() || !ships.contains(p.span.of(view.layout.text)));
    out
}

/// The piece that begins at token `i`, by the name there and by the table.
fn named(view: &View, i: usize, name: Option<&Name>) -> Option<Piece> {
    let mark = !matches!(view.layout.tokens[i].kind, TokenKind::Word | TokenKind::Number);
    let hit = if mark { None } else { view.table.longest(view.layout, i) };
    let hit = hit.filter(|hit| name.is_some() || !names_an_event(view, &hit.tokens));
    let hit = hit.filter(|hit| !goes_on(view, hit));
    let titled = titles::titled_person(view, i, name, hit.as_ref()).map(|tokens| Piece {
        span: view.span(&tokens),
        tokens,
        sort: Sort::Person,
        listed: None,
    });
    let titled = titled.or_else(|| numbered_unit(view, i));
    match (name, hit) {
        _ if titled.is_some() => titled,
        (Some(name), Some(hit)) if hit.tokens.end >= name.tokens.end => {
            both(view, name, &hit).or_else(|| unlisted(view, name))
        }
        (Some(name), Some(hit)) if name.kind == NameKind::Demonym => alone(view, &hit),
        (Some(name), _) => unlisted(view, name),
        (None, Some(hit)) => alone(view, &hit),
        (None, None) => None,
    }
}

/// The name that the initials after it define, as a piece.
fn defined_body(view: &View, body: Range<usize>) -> Piece {
    let listed = view.table.longest(view.layout, body.start).filter(|hit| hit.tokens == body);
    listed.and_then(|hit| alone(view, &hit)).unwrap_or_else(|| Piece {
        span: view.span(&body),
        sort: by_head(view, &body, Sort::Body(ActorKind::Org)),
        tokens: body,
        listed: None,
    })
}

/// The tokens without names of the text, in order: its makers, and brackets on labels.
pub fn silent(view: &View) -> Vec<Range<usize>> {
    let mut out = labels::credits(view);
    out.extend(labels::asides(view));
    out.extend(labels::wires(view));
    out.sort_by_key(|tokens| tokens.start);
    out
}

/// "the 58th Combined Arms Army": a number and the name of a unit.
fn numbered_unit(view: &View, i: usize) -> Option<Piece> {
    const LONGEST: usize = 6;
    let number = view.word(i);
    let ordinal = number.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|end| number.ends_with(end));
    let capital = |t: &usize| view.layout.tokens.get(*t).is_some_and(|t| t.shape == Shape::Capital);
    let end = (i + 1..i + LONGEST).take_while(capital).filter(|_| ordinal).last()? + 1;
    let fights = heads::kind(hash_lower(view.word(end - 1))) == heads::ARMED;
    let kind = ActorKind::ArmedGroup;
    fights.then(|| Piece { span: view.span(&(i..end)), tokens: i..end, sort: Sort::Body(kind), listed: None })
}

/// Whether a name is an employer: "an analyst at the Institut du Fleuve", "who prices risk at Galway Marine".
fn employs(view: &View, tokens: &Range<usize>) -> bool {
    const NEAR: usize = 7;
    let the = usize::from(view.is(tokens.start.wrapping_sub(1), &["the"]));
    let Some(at) = tokens.start.checked_sub(1 + the).filter(|&at| view.is(at, &["at"])) else { return false };
    let start = view.sentence(at).start.max(at.saturating_sub(NEAR));
    let mut clause = (start..at).rev().take_while(|&i| view.tag(i) != Tag::Comma);
    let role = at.checked_sub(1).is_some_and(|b| {
        let before = view.listed(b);
        before.is_role_noun() || before.is_office() || classes(view.word(b)).has(Class::Persons)
    });
    tokens.len() > 1 && (role || clause.any(|i| view.is(i, &["who"])))
}

/// Whether `piece` is the rest of the name `before`: "Abd al-Rahman" and "ibn Yusuf al-Tayeb".
fn is_son_of(view: &View, before: &Piece, piece: &Piece) -> bool {
    let end = before.tokens.end;
    let particle = matches!(view.word(end), "ibn" | "bin" | "bint");
    let follows = piece.tokens.start == end || piece.tokens.start == end + 1;
    particle && follows && before.sort == Sort::Person && piece.sort == Sort::Person
}

/// The name in a transcript's label; `piece` is any other piece that begins there. An outlet asks under its own name: "The
/// Ledger:", "RTNL:".
fn labelled(view: &View, label: Range<usize>, piece: Option<Piece>, outlets: &Outlets) -> Piece {
    let outlet = outlets.has(view, &label);
    let sort = if outlet { Sort::Body(ActorKind::Org) } else { Sort::Person };
    let fits = |p: &Piece| if outlet { matches!(p.sort, Sort::Body(_)) } else { p.sort == sort };
    piece.filter(|p| p.tokens == label && fits(p)).unwrap_or_else(|| Piece {
        span: view.span(&label),
        tokens: label,
        sort,
        listed: None,
    })
}

/// Whether a listed name with an article is the beginning of a longer one: "the West Lissan Sea".
fn goes_on(view: &View, hit: &Hit) -> bool {
    let end = hit.tokens.end;
    let next = view.layout.tokens.get(end);
    let capital = next.is_some_and(|t| t.kind == TokenKind::Word && t.spaced && t.shape == Shape::Capital);
    let state = |(ix, _): (EntryIx, AliasKind)| view.table.entry(ix).kind == ActorKind::State;
    hit.tokens.len() == 2
        && view.is(hit.tokens.start, &["the"])
        && capital
        && view.sentence(end - 1).contains(&end)
        && !view.table.entries(hit).any(state)
}

/// Whether a listed name is part of an event's name: "the 2016 United States presidential election".
fn names_an_event(view: &View, tokens: &Range<usize>) -> bool {
    const MOST_BETWEEN: usize = 4;
    let year = tokens.start.checked_sub(1).is_some_and(|y| {
        let word = view.word(y);
        word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
    });
    let noun = |i: &usize| view.tag(*i).is_noun() || view.tag(*i) == Tag::Jj;
    let end = view.sentence(tokens.start).end.min(tokens.end + MOST_BETWEEN);
    year && (tokens.end..end).take_while(noun).any(|i| heads::kind(hash_lower(view.word(i))) == heads::EVENT)
}

/// A name that is also in the table: the kind of name chooses among the table's entries.
fn both(view: &View, name: &Name, hit: &Hit) -> Option<Piece> {
    let table = view.table;
    let fits = |ix: EntryIx, kind: AliasKind| match name.kind {
        NameKind::Person => table.entry(ix).kind == ActorKind::Person,
        NameKind::Org => !matches!(table.entry(ix).kind, ActorKind::Person | ActorKind::State),
        NameKind::Place => matches!(table.entry(ix).kind, ActorKind::State | ActorKind::Place),
        NameKind::Demonym => matches!(kind, AliasKind::Adjective | AliasKind::Noun),
    };
    if table.entries(hit).any(|(ix, kind)| fits(ix, kind)) && !describes_persons(view, hit) {
        let mut of_kind = table.entries(hit).filter(|(ix, kind)| fits(*ix, *kind));
        let first = of_kind.next()?;
        // A surname that is also a word, or that two listed persons share, means the person in the text.
        let start = name.tokens.start;
        let single = name.tokens.len() == 1;
        let vague = first.1 == AliasKind::Short && single && view.listed(start).is_common();
        let known = !vague && (table.entry(first.0).checked || of_kind.next().is_none());
        let first = known.then_some(first).and_then(|first| one_of_namesakes(view, first, of_kind));
        return match first {
            Some(listed) => Some(piece(view, hit, listed)),
            None => unlisted(view, name),
        };
    }
    // "Houthi rebels" are not a person of that name.
    if describes_persons(view, hit) {
        return alone(view, hit);
    }
    // The name is listed as something else: accepted if the table was checked and the tagger is unsure.
    let titled = name.tokens.start > 0 && view.listed(name.tokens.start - 1).is_title();
    let surname = name.kind == NameKind::Person && name.tokens.len() == 1 && titled;
    if surname { None } else { alone(view, hit) }
}

/// A listed name that the names stage did not find.
fn alone(view: &View, hit: &Hit) -> Option<Piece> {
    let table = view.table;
    let first = hit.tokens.start;
    let single = hit.tokens.len() == 1;
    let adjective = |(_, kind): &(EntryIx, AliasKind)| *kind == AliasKind::Adjective;
    if describes_persons(view, hit) {
        return table.entries(hit).find(adjective).map(|listed| piece(view, hit, listed));
    }
    let mut entries = table.entries(hit);
    let listed = entries.find(|&(ix, kind)| match kind {
        AliasKind::Short => table.entry(ix).checked && single && !view.listed(first).is_common(),
        AliasKind::Acronym => !view.shouts(first),
        _ => true,
    })?;
    if single && is_part_of_longer_name(view, first, listed) {
        return None;
    }
    let listed = one_of_namesakes(view, listed, entries)?;
    Some(piece(view, hit, listed))
}

/// Of listed persons who share a spelling, the only one in office in the month of the text; `first` if the spelling is
/// nobody else's.
fn one_of_namesakes(
    view: &View,
    first: (EntryIx, AliasKind),
    others: impl Iterator<Item = (EntryIx, AliasKind)>,
) -> Option<(EntryIx, AliasKind)> {
    let table = view.table;
    let person = |ix: EntryIx| Some(table.entry(ix)).filter(|e| e.kind == ActorKind::Person && e.checked);
    if person(first.0).is_none() {
        return Some(first);
    }
    let others: Vec<_> = others.filter(|&(ix, _)| ix != first.0 && person(ix).is_some()).collect();
    if others.is_empty() {
        return Some(first);
    }
    let holds = |(ix, _): &(EntryIx, AliasKind)| table.roles(&table.entry(*ix)).any(|r| r.held_in(view.date));
    let mut holders = [first].into_iter().chain(others).filter(|one| view.date.is_some() && holds(one));
    let holder = holders.next()?;
    holders.next().is_none().then_some(holder)
}

/// Whether a hit is also the adjective of a group, before a noun for persons: "Houthi rebels".
fn describes_persons(view: &View, hit: &Hit) -> bool {
    let next = hit.tokens.end;
    let persons = view.listed(next).is_role_noun() || classes(view.word(next)).has(Class::Persons);
    let adjective = |(ix, kind): (EntryIx, AliasKind)| {
        kind == AliasKind::Adjective && view.table.entry(ix).kind == ActorKind::ArmedGroup
    };
    view.tag(next) == Tag::Nns && persons && view.table.entries(hit).any(adjective)
}

/// Whether the neighbours make a listed word part of another name ("New Mexico", "Michael Jordan").
fn is_part_of_longer_name(view: &View, i: usize, (_, kind): (EntryIx, AliasKind)) -> bool {
    let before = i.checked_sub(1).map_or("", |p| view.word(p));
    let compass = matches!(before, "New" | "North" | "South" | "East" | "West" | "Northern" | "Southern")
        && !matches!(kind, AliasKind::Adjective | AliasKind::Noun);
    compass
        || (matches!(kind, AliasKind::Name | AliasKind::Capital) && word(before).is_given_name() && {
            // "in Jordan" has no given name before it; "Michael Jordan" has.
            view.capital(i - 1)
        })
}

fn piece(view: &View, hit: &Hit, listed: (EntryIx, AliasKind)) -> Piece {
    let sort = match (view.table.entry(listed.0).kind, listed.1) {
        (ActorKind::Person, _) => Sort::Person,
        (ActorKind::State, AliasKind::Capital) => Sort::Capital,
        (ActorKind::State, _) => Sort::State,
        (kind, _) => Sort::Body(kind),
    };
    debug_assert!(hit.tokens.end <= view.layout.tokens.len());
    Piece { tokens: hit.tokens.clone(), span: hit.span, sort, listed: Some(listed) }
}

fn unlisted(view: &View, name: &Name) -> Option<Piece> {
    let mut tokens = name.tokens.clone();
    let honoured = tokens.len() > 1 && view.listed(tokens.start).is_honorific();
    let sort = match name.kind {
        // "Miss Sun"
        NameKind::Org if honoured && tokens.len() == 2 => {
            tokens.start += 1;
            Sort::Person
        }
        NameKind::Person => Sort::Person,
        NameKind::Org => Sort::Body(ActorKind::Org),
        NameKind::Place => Sort::Place,
        // An unlisted people is no entity by itself.
        NameKind::Demonym => return None,
    };
    if let Some(end) = behind_plural(view, tokens.end) {
        tokens.end = end;
    }
    let sort = match by_head(view, &tokens, sort) {
        _ if labels::is_dateline(view, &tokens) => Sort::Place,
        Sort::Place if employs(view, &tokens) => Sort::Body(ActorKind::Org),
        sort => sort,
    };
    if sort == Sort::Person {
        while tokens.len() > 1
            && (is_before_names(view.word(tokens.start)) || titles::is_field_of_office(view, tokens.start))
        {
            tokens.start += 1;
        }
    }
    Some(Piece { span: view.span(&tokens), tokens, sort, listed: None })
}

/// Last words that show the kind of a name of several words, whatever the context. Words that are also
/// surnames ("Park", "Lake", "Hall") are not among them.
const BODIES: &[&str] = &[
    "Foundation",
    "Institute",
    "University",
    "Party",
    "Association",
    "Inc",
    "Inc.",
    "Corp",
    "Corp.",
    "Ltd",
    "College",
    "Academy",
    "Committee",
    "Council",
    "Commission",
    "Ministry",
    "Airlines",
    "Lines",
    "Hospital",
    "Company",
    "Corporation",
    "Federation",
    "Society",
    "League",
    "Agency",
    "Bureau",
    "Department",
    "Authority",
    "Organization",
    "Organisation",
    "Congress",
    "Parliament",
    "Tribune",
    "Union",
    "Gazette",
    "Records",
];
const PLACES: &[&str] = &[
    "River",
    "Island",
    "Islands",
    "Sea",
    "Ocean",
    "County",
    "Province",
    "Street",
    "Avenue",
    "Bridge",
    "Airport",
    "Reservoir",
    "Valley",
    "Strait",
    "Peninsula",
    "Mountains",
    "Desert",
    "Boulevard",
    "Creek",
    "Shoal",
    "Reef",
    "Atoll",
    "Archipelago",
    "Governorate",
    "Prefecture",
    "Oblast",
    "Dao",
    "Qundao",
];

/// Where a name continues after a plural possessive at token `i`: "Straits Pilots’ Association".
fn behind_plural(view: &View, i: usize) -> Option<usize> {
    let plural = matches!(view.word(i), "’" | "'") && view.word(i.checked_sub(1)?).ends_with('s');
    let end = (i + 1..i + 4).find(|&at| !view.capital(at)).unwrap_or(i + 4);
    (plural && BODIES.contains(&view.word(end - 1))).then_some(end)
}

/// The sort of an unlisted name, corrected by its last word ("Earhart Foundation" is not a person).
fn by_head(view: &View, tokens: &Range<usize>, sort: Sort) -> Sort {
    let last = view.word(tokens.end - 1);
    match sort {
        Sort::Person | Sort::Place if is_body(view, tokens) || is_station(view, tokens) => {
            Sort::Body(ActorKind::Org)
        }
        // "the Convention on the Law of the Sea" is not a sea.
        Sort::Person | Sort::Body(_)
            if tokens.len() > 1 && PLACES.contains(&last) && !has_link(view, tokens) =>
        {
            Sort::Place
        }
        sort => sort,
    }
}

/// "Radio Varn": the name of a station begins with its kind.
fn is_station(view: &View, tokens: &Range<usize>) -> bool {
    tokens.len() > 1 && matches!(view.word(tokens.start), "Radio" | "Televisión" | "Télévision" | "Agence")
}

fn has_link(view: &View, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|i| matches!(view.word(i), "of" | "on" | "for"))
}

/// Whether the last of several words of a name shows that it is a body's.
pub fn is_body(view: &View, tokens: &Range<usize>) -> bool {
    tokens.len() > 1 && BODIES.contains(&view.word(tokens.end - 1))
}

/// Whether a word is a title and hardly ever a name ("Dr."; "Bishop" is both).
fn is_before_names(written: &str) -> bool {
    let word = word(written);
    let name = word.is_given_name() || word.is_surname() || word.is_common();
    word.is_title() && (!name || written.ends_with('.'))
}
