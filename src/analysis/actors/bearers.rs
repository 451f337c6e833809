//! The names of the persons in a text, and their bearers.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The names of the persons in a text.
#[derive(Debug, Default)]
pub struct People {
    /// Persons by their last names and by their first.
    pub by_last: HashMap<String, Bearers>,
    pub by_first: HashMap<String, Bearers>,
    /// The first person in the text with a last name and a first one, or a first letter of one.
    pub by_full: HashMap<(String, String), usize>,
    pub by_letter: HashMap<(String, char), usize>,
    /// The bearer of a word after the first, and of initials; none if there are several.
    pub by_inner: HashMap<String, Option<usize>>,
    pub by_initials: HashMap<String, Option<usize>>,
    /// The bearer of the last two words of a name or more, without the first.
    pub by_end: HashMap<String, Option<usize>>,
    /// The words of each person's full name.
    pub words: HashMap<usize, Vec<String>>,
    /// The last mention of each person, as a token.
    pub last: HashMap<usize, usize>,
    /// Persons by the first token of their full name's piece.
    pub at: HashMap<usize, usize>,
    /// The titles before full names.
    pub titles: HashSet<(usize, String)>,
}

/// The people who share a name.
#[derive(Debug, Default)]
pub struct Bearers {
    /// Those who were mentioned, by the token of their last mention.
    pub mentioned: BTreeMap<usize, usize>,
    /// Those who are named further on, in order of appearance.
    pub to_come: BTreeSet<usize>,
}

/// The most bearers of one name that are considered.
const MOST_BEARERS: usize = 32;

impl Bearers {
    pub fn len(&self) -> usize {
        self.mentioned.len() + self.to_come.len()
    }

    /// The bearers, the one mentioned last first, then those to come.
    pub fn nearest(&self) -> impl Iterator<Item = usize> {
        self.mentioned.values().rev().chain(&self.to_come).copied().take(MOST_BEARERS)
    }
}

impl People {
    /// Indexes a person under the words of their full name.
    pub fn index(&mut self, entity: usize, words: &[String]) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        self.by_last.entry(last.clone()).or_default().to_come.insert(entity);
        if first != last {
            self.by_first.entry(first.clone()).or_default().to_come.insert(entity);
        }
        let only = |map: &mut HashMap<String, Option<usize>>, key: &str| match map.entry(key.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(Some(entity));
            }
            Entry::Occupied(mut known) if *known.get() != Some(entity) => {
                known.insert(None);
            }
            Entry::Occupied(_) => {}
        };
        words.iter().skip(1).for_each(|word| only(&mut self.by_inner, word));
        (1..words.len().saturating_sub(1)).for_each(|from| only(&mut self.by_end, &words[from..].join(" ")));
        if words.len() > 1 {
            only(&mut self.by_initials, &initials_of(words));
            self.by_full.entry((last.clone(), first.clone())).or_insert(entity);
            if let Some(letter) = first.chars().next() {
                self.by_letter.entry((last.clone(), letter)).or_insert(entity);
            }
        }
        self.words.insert(entity, words.to_vec());
    }

    /// Records a mention of a person at a token.
    pub fn mention(&mut self, entity: usize, at: usize) {
        let before = self.last.insert(entity, at);
        let Some(words) = self.words.get(&entity) else { return };
        let (first, last) = (words.first(), words.last());
        let bearers =
            [last.and_then(|w| self.by_last.get_mut(w)), first.and_then(|w| self.by_first.get_mut(w))];
        for bearers in bearers.into_iter().flatten() {
            let known = match before {
                Some(before) => bearers.mentioned.remove(&before).is_some(),
                None => bearers.to_come.remove(&entity),
            };
            if known {
                bearers.mentioned.insert(at, entity);
            }
        }
    }
}

/// The initial letters of the parts of a name.
fn initials_of(words: &[String]) -> String {
    words.iter().flat_map(|w| w.split('-')).filter_map(|w| w.chars().next()).collect()
}

/// A mention of a person.
#[derive(Debug, Clone, Copy)]
pub struct PersonMention {
    /// Its first byte.
    pub start: u32,
    /// The person.
    pub entity: usize,
    /// The number of its block.
    pub block: u32,
}
