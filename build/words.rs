//! The word index: titles, role nouns, given names and surnames with their flags.

use std::collections::BTreeMap;

use crate::format::{flag, folded};
use crate::tsv;

/// Words by folded spelling, with their flags.
pub struct Words {
    flags: BTreeMap<String, u64>,
}

/// Reads the word lists.
pub fn read() -> Words {
    let mut words = Words { flags: BTreeMap::new() };
    for row in tsv::read("assets/words/titles.tsv") {
        let class = match row.get("class") {
            "honorific" => flag::HONORIFIC,
            "military" => flag::RANK,
            "office" => flag::OFFICE,
            other => panic!("assets/words/titles.tsv: unknown class {other:?}"),
        };
        words.add(row.get("word"), class | role_gender(row.get("gender")));
    }
    for row in tsv::read("assets/words/roles.tsv") {
        let flags = flag::ROLE | role_gender(row.get("gender"));
        words.add(row.get("word"), flags);
        words.add(&plural(row.get("word")), flags);
    }
    for row in tsv::read("assets/words/given_names.tsv") {
        let gender = match row.get("gender") {
            "m" => flag::MALE,
            "f" => flag::FEMALE,
            _ => 0,
        };
        words.add(row.get("name"), flag::GIVEN | gender);
    }
    for row in tsv::read("assets/words/common.tsv") {
        words.add(row.get("word"), flag::COMMON);
    }
    words
}

impl Words {
    /// Adds flags to `word`.
    pub fn add(&mut self, word: &str, flags: u64) {
        *self.flags.entry(folded(word)).or_default() |= flags;
    }

    /// The index.
    pub fn fst(&self) -> Vec<u8> {
        let mut map = fst::MapBuilder::memory();
        for (word, flags) in &self.flags {
            map.insert(word, *flags).expect("a BTreeMap is sorted");
        }
        map.into_inner().expect("writing to memory does not fail")
    }
}

fn role_gender(gender: &str) -> u64 {
    match gender {
        "m" => flag::ROLE_MALE,
        "f" => flag::ROLE_FEMALE,
        _ => 0,
    }
}

fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = word.strip_suffix("woman") {
        format!("{stem}women")
    } else if word.ends_with("person") {
        format!("{}people", word.trim_end_matches("person"))
    } else if let Some(stem) = word.strip_suffix("chief of staff") {
        format!("{stem}chiefs of staff")
    } else if word.ends_with('y') && !word.ends_with("ey") {
        format!("{}ies", word.trim_end_matches('y'))
    } else if word.ends_with("ss") || word.ends_with("ch") {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}
