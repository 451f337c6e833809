//! Supposed names that are nobody's: languages, ships, weapons, headlines, titles alone.

use super::trim::is_dotted;
use super::view::View;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::{Name, NameKind, heads};
use crate::analysis::syntax::Tag;
use crate::lexicon::{Class, classes};
use crate::text::Shape;

/// Names that texts call upon, and that never act.
const DIVINE: &[&str] = &["God", "Allah", "Jesus", "Christ", "Satan"];

/// Initials before the names of ships.
const SHIPS: &[&str] = &[
    "USS", "USNS", "HMS", "HMAS", "HMCS", "BRP", "INS", "KRI", "ROKS", "JS", "MV", "MT", "SS", "RV", "FV",
    "FPSO",
];

/// Last words of the names of things that are made, fired or adopted, and of their initials.
const THINGS: &[&str] = &[
    "Missile",
    "Missiles",
    "Rocket",
    "Rockets",
    "Bomb",
    "Bombs",
    "Destruction",
    "Resolution",
    "Resolutions",
    "WMD",
    "ICBM",
    "ICBMs",
    "IED",
    "IEDs",
    "UAV",
    "UAVs",
    "GDP",
    "EEZ",
    "UNSCR",
    "UNSCRs",
];

/// Auxiliary verbs, with a capital as in a headline.
const HELPERS: &[&str] =
    &["Must", "Should", "Could", "Would", "Cannot", "Is", "Are", "Was", "Were", "Has", "Have"];

/// Whether a supposed name is nobody's.
pub fn is_nobody(view: &View, name: &Name) -> bool {
    is_title(view, name)
        || is_no_name(view, name)
        || is_divine(view, name)
        || is_language(view, name)
        || is_ship(view, name)
        || THINGS.contains(&view.word(name.tokens.end - 1))
        || is_headline(view, name)
        || is_bare_title(view, name)
}

fn is_divine(view: &View, name: &Name) -> bool {
    name.tokens.len() == 1 && DIVINE.contains(&view.word(name.tokens.start))
}

fn is_language(view: &View, name: &Name) -> bool {
    let written = view.word(name.tokens.start);
    name.tokens.len() == 1
        && classes(written).has(Class::Language)
        && !view.listed(name.tokens.start).is_given_name()
}

/// Whether a name is a ship's: "the tanker Sea Star", "aboard the USS Sea Star".
pub fn is_ship(view: &View, name: &Name) -> bool {
    let first = name.tokens.start;
    if SHIPS.contains(&view.word(first)) && name.tokens.len() > 1 {
        return true;
    }
    let quote = usize::from(matches!(view.word(first.wrapping_sub(1)), "\"" | "“" | "‘" | "'"));
    let Some(before) = first.checked_sub(1 + quote) else { return false };
    let sails =
        view.layout.tokens[before].shape == Shape::Lower && classes(view.word(before)).has(Class::Vessel);
    let inside = view.sentence(first).contains(&before);
    let the = usize::from(view.is(before, &["the"]));
    let aboard =
        name.kind != NameKind::Place && before.checked_sub(the).is_some_and(|b| view.is(b, &["aboard"]));
    inside && (sails || aboard || SHIPS.contains(&view.word(before)))
}

/// The later name of a ship, without the initials before it.
pub fn ship<'a>(view: &View<'a>, name: &Name) -> &'a str {
    let prefix = usize::from(name.tokens.len() > 1 && SHIPS.contains(&view.word(name.tokens.start)));
    view.span(&(name.tokens.start + prefix..name.tokens.end)).of(view.layout.text)
}

/// Whether a name is a headline: many words in title case, among them a finite verb.
fn is_headline(view: &View, name: &Name) -> bool {
    const LEAST: usize = 4;
    let tokens = &name.tokens;
    let opens = view.layout.blocks[view.layout.block_of(tokens.start)].tokens.start == tokens.start;
    let verb =
        |i: usize| HELPERS.contains(&view.word(i)) || matches!(view.tag(i), Tag::Vbz | Tag::Vbd | Tag::Md);
    opens && tokens.len() >= LEAST && (tokens.start + 1..tokens.end - 1).any(verb)
}

/// Whether a supposed place is an office without its holder: "State Councilor".
fn is_bare_title(view: &View, name: &Name) -> bool {
    let last = view.listed(name.tokens.end - 1);
    let title = last.is_only_for_a_holder();
    let dotted = name.tokens.clone().any(|i| is_dotted(view.word(i)));
    title && !dotted && name.kind == NameKind::Place
}

/// Whether a supposed name is a day or a feast, a remark in brackets ("(Laughter.)"), or a thing with a name ("the Tomb
/// of the Unknown Soldier").
fn is_no_name(view: &View, name: &Name) -> bool {
    let tokens = &name.tokens;
    let first = view.word(tokens.start);
    let calendar = tokens.len() == 1
        && classes(first).has(Class::Calendar)
        && !view.listed(tokens.start).is_given_name();
    let open = tokens.start.checked_sub(1).is_some_and(|b| matches!(view.word(b), "(" | "["));
    let close = tokens.end + usize::from(view.word(tokens.end) == ".");
    let remark = open
        && tokens.len() == 1
        && name.kind != NameKind::Place
        && view.layout.tokens[tokens.start].shape == Shape::Capital
        && matches!(view.word(close), ")" | "]")
        && (close > tokens.end || view.layout.block_of(tokens.start) != view.layout.block_of(close + 1));
    let the = usize::from(view.is(tokens.start.wrapping_sub(1), &["the"]));
    let of = tokens.start.checked_sub(1 + the).filter(|&o| view.is(o, &["of", "to"]));
    let borne = of.and_then(|o| o.checked_sub(1)).is_some_and(|n| classes(view.word(n)).has(Class::Monument));
    calendar || remark || borne && view.table.longest(view.layout, tokens.start).is_none()
}

/// Whether a supposed person is only a title ("UN Special Envoy") or not a noun at all.
fn is_title(view: &View, name: &Name) -> bool {
    let tag = view.tag(name.tokens.start);
    // "He", "Will" and "May" at the beginning of a sentence.
    let function = name.tokens.len() == 1
        && (matches!(tag, Tag::Prp | Tag::PrpS | Tag::Md | Tag::Dt | Tag::Rb)
            || matches!(tag, Tag::In | Tag::To | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Ex));
    let last = view.listed(name.tokens.end - 1);
    let title = last.is_only_for_a_holder();
    // "the UN Special Envoy for Haiti"
    let holds = |i: &usize| {
        let word = view.listed(*i);
        word.is_for_a_holder() && view.is(i + 1, &["for", "to"])
    };
    let office = name.kind == NameKind::Org
        && heads::kind(hash_lower(view.word(name.tokens.start))) == 0
        && (name.tokens.start..name.tokens.end - 1).any(|i| holds(&i));
    name.kind == NameKind::Person && (function || title) || office
}
