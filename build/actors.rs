//! The actor index: every alias of every entry of the tables under `assets/actors/`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::format::{AliasKind, MANY, flag, folded, posting};
use crate::tsv::{self, Row};
use crate::variants::{self, Spellings};
use crate::words::Words;

/// The index under construction.
pub struct Index {
    entries: Vec<u8>,
    roles: Vec<u8>,
    pool: Pool,
    aliases: BTreeMap<String, BTreeSet<u32>>,
    count: u32,
    spellings: Spellings,
}

/// Strings, each kept once, behind their length as `u16`.
#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    seen: HashMap<String, u32>,
}

impl Pool {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(&at) = self.seen.get(text) {
            return at;
        }
        let at = self.bytes.len() as u32;
        let len = u16::try_from(text.len()).expect("no name is longer than 64 KiB");
        self.bytes.extend(len.to_le_bytes());
        self.bytes.extend(text.as_bytes());
        self.seen.insert(text.to_owned(), at);
        at
    }
}

/// Reads all tables; surnames of listed persons become words.
pub fn read(words: &mut Words) -> Index {
    let mut index = Index {
        entries: Vec::new(),
        roles: Vec::new(),
        pool: Pool::default(),
        aliases: BTreeMap::new(),
        count: 0,
        spellings: variants::read(),
    };
    for row in tsv::read("assets/actors/states.tsv") {
        index.state(&row);
    }
    for row in tsv::read("assets/actors/leaders.tsv") {
        index.person(&row, words, true);
    }
    for row in tsv::read("assets/actors/bodies.tsv") {
        index.body(&row);
    }
    for row in tsv::read("assets/actors/officials.tsv") {
        index.person(&row, words, false);
    }
    index
}

impl Index {
    fn state(&mut self, row: &Row) {
        let entry = self.entry(row, b's', true);
        self.alias(row.get("name"), entry, AliasKind::Name);
        for (column, kind) in [
            ("aliases", AliasKind::Alias),
            ("acronyms", AliasKind::Acronym),
            ("adjectives", AliasKind::Adjective),
            ("nouns", AliasKind::Noun),
            ("capitals", AliasKind::Capital),
            ("seats", AliasKind::Seat),
        ] {
            for alias in row.list(column, '|') {
                self.alias(alias, entry, kind);
            }
        }
        for one in row.list("nouns", '|').filter_map(|n| n.strip_suffix('s')) {
            self.alias(one, entry, AliasKind::Adjective);
        }
    }

    fn body(&mut self, row: &Row) {
        let kind = match row.get("kind") {
            "org" => b'o',
            "armed_group" => b'a',
            "people" => b'n',
            "office" => b'f',
            "group" => b'g',
            other => panic!("assets/actors/bodies.tsv: unknown kind {other:?}"),
        };
        let entry = self.entry(row, kind, row.get("source") == "hand");
        self.alias(row.get("name"), entry, AliasKind::Name);
        for alias in row.list("aliases", '|') {
            let singular = kind == b'n' && format!("{alias}s") == row.get("name");
            self.alias(alias, entry, if singular { AliasKind::Adjective } else { AliasKind::Alias });
        }
        for (column, kind) in [("acronyms", AliasKind::Acronym), ("adjectives", AliasKind::Adjective)] {
            for alias in row.list(column, '|') {
                self.alias(alias, entry, kind);
            }
        }
    }

    fn person(&mut self, row: &Row, words: &mut Words, checked: bool) {
        let entry = self.entry(row, b'p', checked);
        let country = row.get("country").to_owned();
        for (i, name) in [row.get("name")].into_iter().chain(row.list("aliases", '|')).enumerate() {
            let kind = if i == 0 { AliasKind::Name } else { AliasKind::Alias };
            let name = folded(name);
            if name.contains(' ') {
                for spelling in self.spellings.of_full_name(&name, &country) {
                    self.folded_alias(spelling, entry, kind);
                }
            } else {
                self.folded_alias(name, entry, AliasKind::Short);
            }
        }
        for short in row.list("short", '|') {
            for spelling in Spellings::of_surname(&folded(short), &country) {
                words.add(&spelling, flag::SURNAME);
                self.folded_alias(spelling, entry, AliasKind::Short);
            }
        }
        if let Some(last) = row.get("name").split_whitespace().next_back().filter(|w| w.len() > 3) {
            words.add(last, flag::SURNAME);
        }
    }

    fn alias(&mut self, alias: &str, entry: u32, kind: AliasKind) {
        self.folded_alias(folded(alias), entry, kind);
    }

    /// Lists `alias` for `entry`, unless a better kind of alias of the same spelling is listed already.
    fn folded_alias(&mut self, alias: String, entry: u32, kind: AliasKind) {
        let listed = self.aliases.entry(alias).or_default();
        // An acronym matches capitals alone, so it does not stand for the same word in lower case.
        let same = |p: &u32| p >> 4 == entry && (p & 15 != AliasKind::Acronym as u32);
        if !listed.iter().any(same) {
            listed.insert(posting(entry, kind));
        }
    }

    fn entry(&mut self, row: &Row, kind: u8, checked: bool) -> u32 {
        let first_role = (self.roles.len() / crate::format::ROLE_SIZE) as u32;
        let mut roles = 0;
        for role in row.list("roles", ';') {
            self.role(role);
            roles += 1;
        }
        let id = self.pool.add(row.get("id"));
        let name = self.pool.add(row.get("name"));
        let country: [u8; 3] = row.get("country").as_bytes().try_into().unwrap_or([0; 3]);
        let gender = row.get("gender").bytes().next().unwrap_or(0);
        self.entries.extend(id.to_le_bytes());
        self.entries.extend(name.to_le_bytes());
        self.entries.extend(first_role.to_le_bytes());
        self.entries.extend([kind, gender, roles, u8::from(checked)]);
        self.entries.extend(country);
        self.entries.push(0);
        self.count += 1;
        self.count - 1
    }

    /// One role, "title@from..to" or "title@~when"; months are counted from January 1900, 0 is open.
    fn role(&mut self, role: &str) {
        let (title, dates) = role.rsplit_once('@').unwrap_or((role, ".."));
        let (from, to) = if let Some(day) = dates.strip_prefix('~') {
            // The source lists who held the post on one day: believed for two years around it.
            (month(day, 1) - 24, month(day, 1) + 24)
        } else {
            let (from, to) = dates.split_once("..").unwrap_or((dates, dates));
            (month(from, 1), month(to, 12))
        };
        let title = self.pool.add(title);
        self.roles.extend(title.to_le_bytes());
        self.roles.extend(from.to_le_bytes());
        self.roles.extend(to.to_le_bytes());
    }

    /// The index of aliases, and the entries that it points at.
    pub fn finish(&self) -> (Vec<u8>, Vec<u8>) {
        let mut map = fst::MapBuilder::memory();
        let mut lists: Vec<u8> = Vec::new();
        for (alias, postings) in &self.aliases {
            let first = *postings.first().expect("an alias has an entry");
            let value = if postings.len() == 1 {
                u64::from(first)
            } else {
                let offset = (lists.len() / 4) as u64;
                lists.extend(postings.iter().flat_map(|p| p.to_le_bytes()));
                MANY | (offset << 8) | postings.len().min(255) as u64
            };
            map.insert(alias, value).expect("a BTreeMap is sorted");
        }
        let roles = (self.roles.len() / crate::format::ROLE_SIZE) as u32;
        let mut bytes = Vec::new();
        for count in [self.count, roles, (lists.len() / 4) as u32] {
            bytes.extend(count.to_le_bytes());
        }
        bytes.extend(&self.entries);
        bytes.extend(&self.roles);
        bytes.extend(&lists);
        bytes.extend(&self.pool.bytes);
        (map.into_inner().expect("writing to memory does not fail"), bytes)
    }
}

/// Months since January 1900 of "YYYY" or "YYYY-MM"; 0 where there is no date.
fn month(date: &str, default_month: u16) -> u16 {
    let mut parts = date.split('-');
    let Some(year) = parts.next().and_then(|y| y.parse::<u16>().ok()) else { return 0 };
    let month = parts.next().and_then(|m| m.parse().ok()).unwrap_or(default_month);
    year.saturating_sub(1900) * 12 + month
}
