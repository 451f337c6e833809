//! The names of the text, joined with what the actor table knows of them.

use std::ops::Range;

use super::labels;
use super::view::View;
use crate::analysis::ActorKind;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::{Name, NameKind, heads};
use crate::analysis::syntax::Tag;
use crate::analysis::table::{AliasKind, EntryIx, Hit, word};
use crate::text::{Span, TokenKind};

/// What a piece names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A human being.
    Person,
    /// An organisation, an armed group, a people, an office.
    Body(ActorKind),
    /// A state, by its name, its people, its adjective or its seat.
    State,
    /// A capital, which is a place or a state.
    Capital,
    /// Any other place.
    Place,
}

/// One name.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes; less than its tokens in "U.S.-backed".
    pub span: Span,
    /// What it names.
    pub sort: Sort,
    /// What the table knows under this name.
    pub listed: Option<(EntryIx, AliasKind)>,
}

/// The pieces of a text, in order, never overlapping.
pub fn find(view: &View, names: &[Name]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(names.len());
    let mut names = names.iter().peekable();
    let mut labels = labels::names(view).into_iter().peekable();
    let mut i = 0;
    while i < view.layout.tokens.len() {
        while names.next_if(|n| n.tokens.start < i).is_some() {}
        let name = names.peek().filter(|n| n.tokens.start == i).copied().filter(|n| !is_title(view, n));
        let mark = !matches!(view.layout.tokens[i].kind, TokenKind::Word | TokenKind::Number);
        let hit = if mark { None } else { view.table.longest(view.layout, i) };
        let hit = hit.filter(|hit| name.is_some() || !names_an_event(view, &hit.tokens));
        let piece = match (name, hit) {
            (Some(name), Some(hit)) if hit.tokens.end >= name.tokens.end => {
                both(view, name, &hit).or_else(|| unlisted(view, name))
            }
            (Some(name), Some(hit)) if name.kind == NameKind::Demonym => alone(view, &hit),
            (Some(name), _) => unlisted(view, name),
            (None, Some(hit)) => alone(view, &hit),
            (None, None) => None,
        };
        // A label names a person, whatever it looks like.
        let piece = match labels.next_if(|l| l.start <= i) {
            Some(label) if label.start == i => Some(labelled(view, label, piece)),
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
    out
}

/// Whether `piece` is the rest of the name `before`: "Abd al-Rahman" and "ibn Yusuf al-Tayeb".
fn is_son_of(view: &View, before: &Piece, piece: &Piece) -> bool {
    let end = before.tokens.end;
    let particle = matches!(view.word(end), "ibn" | "bin" | "bint");
    let follows = piece.tokens.start == end || piece.tokens.start == end + 1;
    particle && follows && before.sort == Sort::Person && piece.sort == Sort::Person
}

/// The name on a label of a transcript; `piece` is what else begins there.
fn labelled(view: &View, label: Range<usize>, piece: Option<Piece>) -> Piece {
    piece.filter(|p| p.sort == Sort::Person && p.tokens == label).unwrap_or_else(|| Piece {
        span: view.span(&label),
        tokens: label,
        sort: Sort::Person,
        listed: None,
    })
}

/// Whether a listed name stands inside an event's: "the 2016 United States presidential election".
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

/// Whether what was taken for a person is a title alone ("UN Special Envoy") or no noun at all.
fn is_title(view: &View, name: &Name) -> bool {
    let tag = view.tag(name.tokens.start);
    // "He", "Will" and "May" at the beginning of a sentence.
    let function = name.tokens.len() == 1
        && (matches!(tag, Tag::Prp | Tag::PrpS | Tag::Md | Tag::Dt | Tag::Rb)
            || matches!(tag, Tag::In | Tag::To | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Ex));
    let last = word(view.word(name.tokens.end - 1));
    let title = (last.is_office() || last.is_role_noun()) && !last.is_given_name() && !last.is_surname();
    name.kind == NameKind::Person && (function || title)
}

/// A name that the table lists as well: the kind of name chooses among what the table offers.
fn both(view: &View, name: &Name, hit: &Hit) -> Option<Piece> {
    let table = view.table;
    let fits = |ix: EntryIx, kind: AliasKind| match name.kind {
        NameKind::Person => table.entry(ix).kind == ActorKind::Person,
        NameKind::Org => !matches!(table.entry(ix).kind, ActorKind::Person | ActorKind::State),
        NameKind::Place => matches!(table.entry(ix).kind, ActorKind::State | ActorKind::Place),
        NameKind::Demonym => matches!(kind, AliasKind::Adjective | AliasKind::Noun),
    };
    if table.entries(hit).any(|(ix, kind)| fits(ix, kind)) {
        let mut of_kind = table.entries(hit).filter(|(ix, kind)| fits(*ix, *kind));
        let first = of_kind.next()?;
        // A surname that is also a word, or that two listed persons share, names whom the text says.
        let start = name.tokens.start;
        let single = name.tokens.len() == 1;
        let vague = first.1 == AliasKind::Short && single && word(view.word(start)).is_common();
        let known = !vague && (table.entry(first.0).checked || of_kind.next().is_none());
        return match known.then_some(first) {
            Some(listed) => Some(piece(view, hit, listed)),
            None => unlisted(view, name),
        };
    }
    // The name is listed as something else: believed where the table was checked and the tagger is unsure.
    let titled = name.tokens.start > 0 && word(view.word(name.tokens.start - 1)).is_title();
    let surname = name.kind == NameKind::Person && name.tokens.len() == 1 && titled;
    if surname { None } else { alone(view, hit) }
}

/// A listed name that the stage before did not find.
fn alone(view: &View, hit: &Hit) -> Option<Piece> {
    let table = view.table;
    let first = hit.tokens.start;
    let single = hit.tokens.len() == 1;
    let mut entries = table.entries(hit);
    let listed = entries.find(|&(ix, kind)| match kind {
        AliasKind::Short => table.entry(ix).checked && single && !word(view.word(first)).is_common(),
        AliasKind::Acronym => !view.shouts(first),
        _ => true,
    })?;
    if single && is_part_of_longer_name(view, first, listed) {
        return None;
    }
    // A short form of two listed persons names neither.
    let twin = listed.1 == AliasKind::Short && entries.any(|(ix, _)| table.entry(ix).checked);
    (!twin).then(|| piece(view, hit, listed))
}

/// Whether the neighbours make a listed word a part of another name ("New Mexico", "Michael Jordan").
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
    let sort = match name.kind {
        NameKind::Person => Sort::Person,
        NameKind::Org => Sort::Body(ActorKind::Org),
        NameKind::Place => Sort::Place,
        // A people that nobody listed is no entity by itself.
        NameKind::Demonym => return None,
    };
    if let Some(end) = behind_plural(view, tokens.end) {
        tokens.end = end;
    }
    let sort = if labels::is_dateline(view, &tokens) { Sort::Place } else { by_head(view, &tokens, sort) };
    if sort == Sort::Person {
        while tokens.len() > 1 && is_before_names(view.word(tokens.start)) {
            tokens.start += 1;
        }
    }
    Some(Piece { span: view.span(&tokens), tokens, sort, listed: None })
}

/// Last words that say what a name of several words names, whatever stands around it. Words that are also
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
];

/// Where a name goes on behind a plural possessive at token `i`: "Straits Pilots’ Association".
fn behind_plural(view: &View, i: usize) -> Option<usize> {
    let plural = matches!(view.word(i), "’" | "'") && view.word(i.checked_sub(1)?).ends_with('s');
    let end = (i + 1..i + 4).find(|&at| !view.capital(at)).unwrap_or(i + 4);
    (plural && BODIES.contains(&view.word(end - 1))).then_some(end)
}

/// The sort of an unlisted name, corrected by its last word ("Earhart Foundation" is no person).
fn by_head(view: &View, tokens: &Range<usize>, sort: Sort) -> Sort {
    let last = view.word(tokens.end - 1);
    match sort {
        Sort::Person | Sort::Place if tokens.len() > 1 && BODIES.contains(&last) => {
            Sort::Body(ActorKind::Org)
        }
        Sort::Person | Sort::Body(_) if tokens.len() > 1 && PLACES.contains(&last) => Sort::Place,
        sort => sort,
    }
}

/// Whether a word is a title and hardly ever a name ("Dr.", "Bishop" is both).
fn is_before_names(written: &str) -> bool {
    let word = word(written);
    word.is_title() && !word.is_given_name() && !word.is_surname() && !word.is_common()
}
