//! The actor index: every alias of every entry of the tables under `assets/actors/`.

use crate::compile::{Held, Index, Listing, held};
use crate::format::{AliasKind, flag, folded, kind_letter};
use crate::tsv::{self, Row};
use crate::variants::Spellings;
use crate::words::Words;

/// Reads all tables; surnames of listed persons become words.
pub fn read(words: &mut Words) -> Index {
    let mut index = Index::new(&tsv::text("assets/words/spellings.tsv"));
    for row in tsv::read("assets/actors/states.tsv") {
        state(&mut index, &row);
    }
    for row in tsv::read("assets/actors/leaders.tsv") {
        person(&mut index, &row, words, true);
    }
    for row in tsv::read("assets/actors/bodies.tsv") {
        body(&mut index, &row);
    }
    for row in tsv::read("assets/actors/officials.tsv") {
        person(&mut index, &row, words, false);
    }
    index
}

fn state(index: &mut Index, row: &Row) {
    let entry = entry(index, row, b's', true);
    index.alias(row.get("name"), entry, AliasKind::Name);
    for (column, kind) in [
        ("aliases", AliasKind::Alias),
        ("acronyms", AliasKind::Acronym),
        ("adjectives", AliasKind::Adjective),
        ("nouns", AliasKind::Noun),
        ("capitals", AliasKind::Capital),
        ("seats", AliasKind::Seat),
    ] {
        row.list(column, '|').for_each(|alias| index.alias(alias, entry, kind));
    }
    for one in row.list("nouns", '|').filter_map(|n| n.strip_suffix('s')) {
        index.alias(one, entry, AliasKind::Adjective);
    }
}

fn body(index: &mut Index, row: &Row) {
    let kind = kind_letter(row.get("kind"))
        .unwrap_or_else(|| panic!("assets/actors/bodies.tsv: unknown kind {:?}", row.get("kind")));
    let entry = entry(index, row, kind, row.get("source") == "hand");
    index.alias(row.get("name"), entry, AliasKind::Name);
    for alias in row.list("aliases", '|') {
        let singular = kind == b'n' && format!("{alias}s") == row.get("name");
        index.alias(alias, entry, if singular { AliasKind::Adjective } else { AliasKind::Alias });
    }
    for (column, kind) in [("acronyms", AliasKind::Acronym), ("adjectives", AliasKind::Adjective)] {
        row.list(column, '|').for_each(|alias| index.alias(alias, entry, kind));
    }
}

fn person(index: &mut Index, row: &Row, words: &mut Words, checked: bool) {
    let entry = entry(index, row, b'p', checked);
    let (name, country) = (row.get("name"), row.get("country"));
    index.full_name(name, country, entry, AliasKind::Name);
    row.list("aliases", '|').for_each(|alias| index.full_name(alias, country, entry, AliasKind::Alias));
    for short in row.list("short", '|') {
        Spellings::of_surname(&folded(short), country).iter().for_each(|s| words.add(s, flag::SURNAME));
        index.short_name(short, country, entry);
    }
    if let Some(last) = name.split_whitespace().next_back().filter(|w| w.len() > 3) {
        words.add(last, flag::SURNAME);
    }
}

fn entry(index: &mut Index, row: &Row, kind: u8, checked: bool) -> u32 {
    let id = row.get("id");
    let role = |role| held(role).unwrap_or_else(|| panic!("assets/actors: wrong role {role:?} of {id}"));
    let roles: Vec<Held> = row.list("roles", ';').map(role).collect();
    let (name, country, gender) = (row.get("name"), row.get("country"), row.get("gender"));
    index.add(&Listing { id, name, kind, country, gender, checked, roles })
}
