//! The short forms of a body's name: its initials, its first word, its end, its head noun.

use std::collections::HashMap;

use crate::text::key::{initials, key};

/// The short forms of the bodies in a text.
#[derive(Debug, Default)]
pub struct ShortForms {
    /// Ends of names, two words or more.
    ends: HashMap<String, Bearer>,
    /// Last words of names of several words.
    last: HashMap<String, Bearer>,
    /// First words of names of several words.
    first: HashMap<String, Bearer>,
    initials: HashMap<String, Bearer>,
    /// The keys of the head nouns of a body: the last word of its name, and the first before "of" or "for".
    nouns: HashMap<usize, Vec<String>>,
}

/// The bearer of a short form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearer {
    Only(usize),
    Several,
}

impl ShortForms {
    /// Adds the short forms of a body's name.
    pub fn add(&mut self, body: usize, name: &str) {
        note(&mut self.initials, initials(name), body);
        let folded = key(name);
        let last = folded.rsplit([' ', '-']).next();
        let opening =
            folded.split_once(' ').filter(|(_, rest)| rest.starts_with("of ") || rest.starts_with("for "));
        let nouns = last.into_iter().chain(opening.map(|(noun, _)| noun)).map(str::to_owned);
        self.nouns.insert(body, nouns.collect());
        let Some((first, mut rest)) = name.split_once(' ') else { return };
        note(&mut self.first, first.to_owned(), body);
        while let Some((_, end)) = rest.split_once(' ') {
            note(&mut self.ends, rest.to_owned(), body);
            rest = end;
        }
        if name.matches(' ').count() > 1 {
            note(&mut self.ends, format!("{first} {rest}"), body);
        }
        note(&mut self.last, rest.to_owned(), body);
        // "the Mission" of a "Mission in Lissa".
        let words: Vec<&str> = name.split(' ').collect();
        let link = words.iter().position(|w| matches!(*w, "in" | "of" | "for" | "on"));
        if let Some(head) = link.and_then(|at| at.checked_sub(1)).map(|at| words[at]) {
            note(&mut self.last, head.to_owned(), body);
        }
    }

    /// The only body whose longer name ends with these words.
    pub fn ending(&self, words: &str) -> Option<usize> {
        only([self.ends.get(words), None])
    }

    /// The only body with this one-word short form: as the last word if `definite`, as initials, or as the first word.
    pub fn of_word(&self, word: &str, definite: bool, is_initials: bool) -> Option<usize> {
        let opens = word.len() > 3 && !crate::analysis::table::word(word).is_given_name();
        let by_letters = if is_initials {
            self.initials.get(&word.replace('.', ""))
        } else {
            self.first.get(word).filter(|_| opens)
        };
        only([self.last.get(word).filter(|_| definite), by_letters])
    }

    /// The keys of a body's head nouns.
    pub fn nouns(&self, body: usize) -> &[String] {
        self.nouns.get(&body).map_or(&[], Vec::as_slice)
    }
}

fn note(map: &mut HashMap<String, Bearer>, form: String, body: usize) {
    map.entry(form)
        .and_modify(|bearer| {
            if *bearer != Bearer::Only(body) {
                *bearer = Bearer::Several;
            }
        })
        .or_insert(Bearer::Only(body));
}

/// The only body among all these bearers.
fn only(bearers: [Option<&Bearer>; 2]) -> Option<usize> {
    let mut found = None;
    for bearer in bearers.into_iter().flatten() {
        match (bearer, found) {
            (Bearer::Several, _) => return None,
            (Bearer::Only(body), Some(other)) if *body != other => return None,
            (Bearer::Only(body), _) => found = Some(*body),
        }
    }
    found
}
