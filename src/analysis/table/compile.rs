//! Compiles actors into the index that the table looks up: every spelling of every name, and the listed data.
//!
//! The build script uses it for the tables under `assets/actors/`, and the program for the user's own actors, so
//! that both are found under the same transliterations and read in the same form.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::format::{AliasKind, MANY, ROLE_SIZE, folded, posting};
use super::variants::Spellings;

/// The listed data on one actor, apart from its names.
pub struct Listing<'a> {
    /// Stable identifier.
    pub id: &'a str,
    /// The name to show.
    pub name: &'a str,
    /// Letter of the kind; see [`super::format::KINDS`].
    pub kind: u8,
    /// ISO 3166-1 alpha-3 code, or empty.
    pub country: &'a str,
    /// `m`, `f`, or empty.
    pub gender: &'a str,
    /// Whether the row was checked by hand.
    pub checked: bool,
    /// Roles in order of time.
    pub roles: Vec<Held<'a>>,
}

/// A role with its first and last month, counted from January 1900 as 1; 0 is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held<'a> {
    /// The role.
    pub title: &'a str,
    /// First month.
    pub from: u16,
    /// Last month.
    pub to: u16,
}

/// The index under construction.
pub struct Index {
    entries: Vec<u8>,
    roles: Vec<u8>,
    pool: Pool,
    aliases: BTreeMap<String, BTreeSet<u32>>,
    count: u32,
    spellings: Spellings,
}

/// Strings, each stored once, after their length as `u16`.
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

impl Index {
    /// An empty index; `spellings` is the text of `assets/words/spellings.tsv`.
    pub fn new(spellings: &str) -> Self {
        Self {
            entries: Vec::new(),
            roles: Vec::new(),
            pool: Pool::default(),
            aliases: BTreeMap::new(),
            count: 0,
            spellings: Spellings::read(spellings),
        }
    }

    /// Adds an entry without names, and returns its number.
    pub fn add(&mut self, actor: &Listing) -> u32 {
        let first_role = (self.roles.len() / ROLE_SIZE) as u32;
        // The count of roles is one byte; nobody has held more than the first 255.
        let roles = actor.roles.len().min(255);
        actor.roles[..roles].iter().for_each(|role| self.role(role));
        let id = self.pool.add(actor.id);
        let name = self.pool.add(actor.name);
        let country: [u8; 3] = actor.country.as_bytes().try_into().unwrap_or([0; 3]);
        let gender = actor.gender.bytes().next().unwrap_or(0);
        self.entries.extend(id.to_le_bytes());
        self.entries.extend(name.to_le_bytes());
        self.entries.extend(first_role.to_le_bytes());
        self.entries.extend([actor.kind, gender, roles as u8, u8::from(actor.checked)]);
        self.entries.extend(country);
        self.entries.push(0);
        self.count += 1;
        self.count - 1
    }

    fn role(&mut self, role: &Held) {
        let title = self.pool.add(role.title);
        self.roles.extend(title.to_le_bytes());
        self.roles.extend(role.from.to_le_bytes());
        self.roles.extend(role.to.to_le_bytes());
    }

    /// Lists a full name of a person, under all of its transliterations.
    pub fn full_name(&mut self, name: &str, country: &str, entry: u32, kind: AliasKind) {
        let name = folded(name);
        if !name.contains(' ') {
            return self.folded_alias(name, entry, AliasKind::Short);
        }
        for spelling in self.spellings.of_full_name(&name, country) {
            self.folded_alias(spelling, entry, kind);
        }
    }

    /// Lists a short form of a person's name, under all of its transliterations.
    pub fn short_name(&mut self, name: &str, country: &str, entry: u32) {
        for spelling in Spellings::of_surname(&folded(name), country) {
            self.folded_alias(spelling, entry, AliasKind::Short);
        }
    }

    /// Lists `alias` for `entry` as written.
    pub fn alias(&mut self, alias: &str, entry: u32, kind: AliasKind) {
        self.folded_alias(folded(alias), entry, kind);
    }

    /// Lists `alias` for `entry`, unless a better kind of alias with the same spelling is listed already.
    fn folded_alias(&mut self, alias: String, entry: u32, kind: AliasKind) {
        let listed = self.aliases.entry(alias).or_default();
        // An acronym matches capitals only, so it does not replace the same word in lower case.
        let same = |p: &u32| p & 15 != AliasKind::Acronym as u32;
        if !listed.range(entry << 4..=entry << 4 | 15).any(same) {
            listed.insert(posting(entry, kind));
        }
    }

    /// The index of aliases, and the entries that it points to.
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
        let roles = (self.roles.len() / ROLE_SIZE) as u32;
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

/// Parses a role, `title@from..to` or `title@~when`; an omitted end is open. None if a date is wrong.
pub fn held(role: &str) -> Option<Held<'_>> {
    let (title, dates) = role.rsplit_once('@').unwrap_or((role, ".."));
    let (from, to) = if let Some(day) = dates.strip_prefix('~') {
        // The source lists the holder on one day: assumed for two years around it.
        let around = month(day, 1)?;
        (around.saturating_sub(24).max(1), around + 24)
    } else {
        let (from, to) = dates.split_once("..").unwrap_or((dates, dates));
        (month(from, 1)?, month(to, 12)?)
    };
    let ordered = from == 0 || to == 0 || from <= to;
    (ordered && !title.trim().is_empty()).then_some(Held { title: title.trim(), from, to })
}

/// Months since January 1900 of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; 0 without a date, none if it is wrong.
fn month(date: &str, default_month: u16) -> Option<u16> {
    let date = date.trim();
    if date.is_empty() {
        return Some(0);
    }
    let mut parts = date.split('-');
    let year: u16 = parts.next()?.parse().ok().filter(|y| (1900..3000).contains(y))?;
    let month = match parts.next() {
        Some(m) => m.parse().ok().filter(|m| (1..=12).contains(m))?,
        None => default_month,
    };
    let day = parts.next().is_none_or(|d| d.parse().is_ok_and(|d: u8| (1..=31).contains(&d)));
    (day && parts.next().is_none()).then_some((year - 1900) * 12 + month)
}
