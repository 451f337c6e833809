//! Texts that look like briefings: names, roles, cues, all sorts of quotation marks, and damage to them.

use proptest::prelude::*;

/// Pairs of quotation marks: opening and closing, outer and inner.
const MARKS: [[&str; 4]; 6] = [
    ["“", "”", "‘", "’"],
    ["\"", "\"", "'", "'"],
    ["‘", "’", "“", "”"],
    ["«", "»", "‹", "›"],
    ["„", "“", "‚", "‘"],
    ["« ", " »", "“", "”"],
];

/// Actors and speakers. All invented except bodies and states.
const NAMES: [&str; 16] = [
    "Ana Lund",
    "Foreign Minister Jo Roe",
    "Roe",
    "Ms. Lund",
    "she",
    "he",
    "the minister",
    "the Kremlin",
    "UN envoy Marta Okafor",
    "Okafor’s office",
    "the U.S. State Department",
    "three diplomats",
    "President José Ñandú-Ó Briain",
    "Xi Testov",
    "a spokesman for the ministry",
    "DELEGATE PER ÅS",
];

/// Reporting verbs.
const CUES: [&str; 12] = [
    "said",
    "told reporters",
    "warned",
    "added",
    "asked",
    "was quoted as saying",
    "insisted that",
    "wrote on Tuesday",
    "did not say",
    "denied",
    "according to",
    "who said",
];

/// Reported words, without a full stop.
const WORDS: [&str; 10] = [
    "We go on",
    "there is no other way",
    "the talks in Geneva on Jan. 30 failed",
    "nobody asked us",
    "It is 3.5 percent, not 4",
    "I don’t know what the ’90s taught them",
    "Мы продолжаем",
    "no",
    "that the U.S. would leave",
    "they met e\u{301}tienne’s brother 👩\u{200d}👩\u{200d}👧 in the port",
];

fn one_of(from: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(from)
}

/// A passage in quotation marks, nested or not.
fn quotation(marks: [&'static str; 4]) -> impl Strategy<Value = String> {
    let [open, close, inner_open, inner_close] = marks;
    (one_of(&WORDS), one_of(&WORDS), 0..5_u8, prop::sample::select(&[",", ".", "", "?", "…"][..])).prop_map(
        move |(words, more, kind, stop)| match kind {
            0 => format!("{open}{words}, as {inner_open}{more}{inner_close} says{stop}{close}"),
            1 => format!("{open}{words}{close}{stop}"),
            _ => format!("{open}{words}. {more}{stop}{close}"),
        },
    )
}

/// A paragraph: a report, a quotation with its speaker before, after or inside, a turn of a transcript, or none of these.
fn paragraph(marks: [&'static str; 4]) -> impl Strategy<Value = String> {
    let parts =
        (quotation(marks), quotation(marks), one_of(&NAMES), one_of(&NAMES), one_of(&CUES), one_of(&WORDS));
    (parts, 0..12_u8).prop_map(|((quoted, more, name, other, cue, words), shape)| match shape {
        0 => format!("{quoted} {name} {cue}. {more}"),
        1 => format!("{quoted} {cue} {name}, {more}"),
        2 => format!("{name} {cue}: {quoted}"),
        3 => format!("{name} {cue} {words}, and {other} {quoted}."),
        4 => format!("According to {name}, {words} in {other}."),
        5 => quoted,
        6 => format!("Q: {words}?"),
        7 => format!("MR. ROE: {words}. {quoted}"),
        8 => format!("— {words}, — {cue} {name}."),
        9 => format!("> {words}, {name} {cue}."),
        10 => format!("{name} met {other} in {words}."),
        _ => format!("GENEVA, March 4 (Example Wire) - {name} {cue} {words} on Sunday."),
    })
}

/// A damaged text: mixed marks, missing and stray ones, cut lines, no spaces.
pub fn damaged() -> impl Strategy<Value = String> {
    let paragraph = prop::sample::select(&MARKS[..]).prop_flat_map(paragraph);
    let stray = prop::sample::select(
        &["", "", "", "“", "”", "\"", "'", "’", "«", "‹", "(", "—", "\n", "\n\n", " . ", "\u{a0}", "\t"][..],
    );
    let damage = (any::<prop::sample::Index>(), stray, 0..4_usize);
    prop::collection::vec((paragraph, prop::collection::vec(damage, 0..3)), 0..6).prop_map(|paragraphs| {
        let broken = paragraphs
            .into_iter()
            .map(|(text, damages)| damages.into_iter().fold(text, |text, damage| break_at(&text, damage)));
        broken.collect::<Vec<_>>().join("\n\n")
    })
}

/// Inserts something between two characters, or replaces some.
fn break_at(text: &str, (at, stray, lost): (prop::sample::Index, &str, usize)) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = at.index(characters.len() + 1);
    let rest = &characters[(at + lost).min(characters.len())..];
    characters[..at].iter().copied().chain(stray.chars()).chain(rest.iter().copied()).collect()
}
