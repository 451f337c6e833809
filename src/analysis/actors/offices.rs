//! Offices whose holder the text never names: for "the Secretary-General" in a readout, the office is the
//! actor.

use std::collections::HashMap;
use std::ops::Range;

use super::builder::Builder;
use super::holders;
use super::phrase::RolePhrase;
use crate::analysis::ActorKind;
use crate::text::Shape;
use crate::text::key::key;

/// An office is an actor of its own if the text mentions it this often.
const LEAST_MENTIONS: usize = 2;

/// The most offices in a text whose holders are looked for.
const MOST_HELD: usize = 20;

/// The offices among the role phrases that mean no person, each with its tokens.
pub fn find(builder: &mut Builder, open: &[RolePhrase]) -> Vec<(usize, Range<usize>)> {
    let titled = |phrase| title(builder, phrase).map(|title| (key(&title), title, phrase));
    let titles: Vec<(String, String, &RolePhrase)> = open.iter().filter_map(titled).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    titles.iter().for_each(|(key, ..)| *counts.entry(key).or_default() += 1);
    let mut holders: HashMap<&str, Option<usize>> = HashMap::new();
    for (key, ..) in &titles {
        if holders.len() < MOST_HELD && !holders.contains_key(key.as_str()) {
            holders.insert(key, holders::only_holder(builder, key));
        }
    }
    let mut out = Vec::new();
    for (key, title, phrase) in &titles {
        match holders.get(key.as_str()).copied().flatten() {
            Some(holder) => out.push((holder, phrase.spoken())),
            None if counts[key.as_str()] >= LEAST_MENTIONS => {
                out.push((office(builder, key, title), phrase.spoken()));
            }
            None => {}
        }
    }
    out
}

/// The office with that title and key, created if needed.
fn office(builder: &mut Builder, key: &str, title: &str) -> usize {
    let name = format!("office {key}");
    if let Some(&known) = builder.by_name.get(&name) {
        return known;
    }
    let office = builder.unlisted(title, ActorKind::Office);
    builder.cast.facts[office].roles.push(key.to_owned());
    builder.by_name.insert(name, office);
    office
}

/// The title in "the Secretary-General" or "the Iraqi Prime Minister": capitalised, so that it is one particular
/// holder, and used on its own.
fn title(builder: &Builder, phrase: &RolePhrase) -> Option<String> {
    let view = &builder.view;
    let the = phrase.determiner.is_some_and(|d| view.is(d, &["the"]));
    let words = phrase.start..phrase.head.end;
    let capitals = words.clone().all(|i| {
        let shape = view.layout.tokens[i].shape;
        !matches!(shape, Shape::Lower | Shape::Upper) || matches!(view.word(i), "-" | "of")
    });
    let next = phrase.head.end;
    let alone = !view.tag(next).is_noun() && !view.is(next, &["-", "of"]);
    let titled = the && phrase.possessor.is_none() && capitals && alone;
    titled.then(|| view.span(&words).of(view.layout.text).to_owned())
}
