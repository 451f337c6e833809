//! Lists in a prompt: actors, mentions, words, found by a few of their letters.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::keep::Recent;
use super::prompt::Item;
use super::reading::Reading;
use crate::briefing::Actor;
use crate::text::{Span, sanitise_line};

/// The actors that match the typed text, the best first, without the one with the id `not`; with `new`, last the
/// typed text itself, for an actor that the analysis did not find.
pub fn actors(reading: &Reading, typed: &str, not: Option<&str>, new: bool) -> Vec<Item> {
    let others = reading.actors().iter().filter(|a| Some(a.id.as_str()) != not);
    // A match of scattered letters would give the quote to somebody else when the user types a new name.
    let mut items = suiting_as(AtomKind::Substring, others.map(|a| (called(a), item(a))).collect(), typed);
    let typed = typed.trim();
    if new && !typed.is_empty() && !items.iter().any(|i| i.insert == typed) {
        let label = format!("“{typed}”");
        let note = "a new actor".to_owned();
        items.push(Item { insert: typed.to_owned(), label, note, ..Item::default() });
    }
    items
}

/// All names of an actor, by which they are found.
fn called(actor: &Actor) -> String {
    format!("{} {}", actor.name, actor.aliases.join(" "))
}

fn item(actor: &Actor) -> Item {
    Item {
        insert: actor.name.clone(),
        label: actor.name.clone(),
        note: actor.role.clone().unwrap_or_default(),
        help: String::new(),
    }
}

/// The actor or place with that name.
pub fn find<'a>(reading: &'a Reading, name: &str) -> Option<&'a Actor> {
    reading.actors().iter().find(|a| a.name == name)
}

/// The mentions of an actor that match the typed text, numbered from 1, each with the words around it.
pub fn mentions(reading: &Reading, id: &str, typed: &str) -> Vec<Item> {
    let of = reading.actors().iter().position(|a| a.id == id);
    let spans = of.map_or(&[][..], |i| reading.mentions_of(i));
    let entry = |(number, span): (usize, &Span)| {
        let words = reading.of(*span);
        let help = around(reading, *span);
        let item = Item {
            insert: number.to_string(),
            label: format!("{number} {words}"),
            note: String::new(),
            help,
        };
        (format!("{number} {words} {}", item.help), item)
    };
    suiting((1..).zip(spans).map(entry).collect(), typed)
}

/// An actor's mention by its number.
pub fn mention(reading: &Reading, id: &str, number: usize) -> Option<Span> {
    let of = reading.actors().iter().position(|a| a.id == id)?;
    reading.mentions_of(of).get(number.checked_sub(1)?).copied()
}

/// A stretch of the text with a few words before and after it.
pub fn around(reading: &Reading, span: Span) -> String {
    let block = reading.blocks()[reading.block_at(span.start)].span;
    let before = reading.of(Span::new(block.start.min(span.start), span.start));
    let behind = reading.of(Span::new(span.end, block.end.max(span.end)));
    let from = before.char_indices().rev().filter(|(_, c)| *c == ' ').nth(4).map_or(0, |(i, _)| i + 1);
    let to = behind.char_indices().filter(|(_, c)| *c == ' ').nth(6).map_or(behind.len(), |(i, _)| i);
    let words = format!("{}{}{}", &before[from..], reading.of(span), &behind[..to]);
    sanitise_line(&words, usize::MAX)
}

/// The words that match the typed text.
pub fn words<'a>(words: impl Iterator<Item = &'a str>, typed: &str) -> Vec<Item> {
    let item = |w: &str| Item { insert: w.to_owned(), label: w.to_owned(), ..Item::default() };
    suiting(words.map(|w| (w.to_owned(), item(w))).collect(), typed)
}

/// The items whose text matches the typed text, the best first; all of them in order if nothing is typed.
fn suiting(items: Vec<(String, Item)>, typed: &str) -> Vec<Item> {
    suiting_as(AtomKind::Fuzzy, items, typed)
}

/// The same; each typed word is matched by `kind`.
fn suiting_as(kind: AtomKind, items: Vec<(String, Item)>, typed: &str) -> Vec<Item> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::new(typed.trim(), CaseMatching::Ignore, Normalization::Smart, kind);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, Item)> = items
        .into_iter()
        .filter_map(|(text, item)| {
            Some((pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?, item))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, item)| item).collect()
}

/// The recent documents that match the typed text.
pub fn recent(recent: &[Recent], typed: &str) -> Vec<Item> {
    let entry = |r: &Recent| {
        let name = r.path.rsplit('/').next().unwrap_or(&r.path);
        let label = sanitise_line(r.title.as_deref().unwrap_or(name), 60);
        let item =
            Item { insert: r.path.clone(), label, note: r.note.clone(), help: sanitise_line(&r.path, 80) };
        (format!("{} {}", item.label, r.path), item)
    };
    suiting(recent.iter().map(entry).collect(), typed)
}
