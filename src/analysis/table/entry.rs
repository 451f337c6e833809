//! The entries of the table, read from their bytes on demand.

use std::borrow::Cow;

use super::AliasKind;
use super::compile::Held;
use super::format::{ENTRY_SIZE, HEADER_SIZE, MANY, ROLE_SIZE};
use crate::analysis::ActorKind;

/// An entry number, stable within one table.
pub type EntryIx = u32;

/// Months since January 1900, January 1900 being 1.
pub type Month = u16;

/// The gender given by a word or an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// A man.
    Male,
    /// A woman.
    Female,
}

impl Gender {
    /// The letter in the tables.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Male => "m",
            Self::Female => "f",
        }
    }
}

/// The listed data on one actor.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'t> {
    /// Stable identifier ("vladimir-putin").
    pub id: &'t str,
    /// The name to show.
    pub name: &'t str,
    /// The kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code, for a country itself or an actor from it.
    pub country: Option<&'t str>,
    /// Whether a person is a man or a woman, if listed.
    pub gender: Option<Gender>,
    /// Whether the entry was checked by hand; others were compiled by rule.
    pub checked: bool,
    /// Whether the user has listed or changed the actor.
    pub own: bool,
    first_role: u32,
    roles: u8,
}

impl Entry<'_> {
    /// The entry, marked as the user's.
    pub(super) fn of_user(self) -> Self {
        Self { own: true, ..self }
    }
}

/// A role that somebody holds for some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role<'t> {
    /// The role, in lower case ("foreign minister").
    pub title: &'t str,
    /// First month; none if unknown.
    pub from: Option<Month>,
    /// Last month; none if it had not ended when the table was compiled.
    pub to: Option<Month>,
}

impl<'t> Role<'t> {
    /// The role in compiled form.
    pub(super) fn held(&self) -> Held<'t> {
        Held { title: self.title, from: self.from.unwrap_or(0), to: self.to.unwrap_or(0) }
    }

    /// Whether the role was held in that month; without a month, whether it has not ended.
    pub fn held_in(&self, month: Option<Month>) -> bool {
        match month {
            Some(m) => self.from.is_none_or(|from| from <= m) && self.to.is_none_or(|to| m <= to),
            None => self.to.is_none(),
        }
    }
}

/// Compiled entries, and the start of each part.
pub(super) struct Entries {
    bytes: Cow<'static, [u8]>,
    count: u32,
    roles: usize,
    postings: usize,
    pool: usize,
}

impl Entries {
    pub fn new(bytes: Cow<'static, [u8]>) -> Self {
        let count = u32_at(&bytes, 0);
        let roles = HEADER_SIZE + count as usize * ENTRY_SIZE;
        let postings = roles + u32_at(&bytes, 4) as usize * ROLE_SIZE;
        let pool = postings + u32_at(&bytes, 8) as usize * 4;
        Self { bytes, count, roles, postings, pool }
    }

    /// How many entries there are.
    pub fn len(&self) -> u32 {
        self.count
    }

    pub fn get(&self, ix: EntryIx) -> Entry<'_> {
        let at = HEADER_SIZE + ix as usize * ENTRY_SIZE;
        let country = std::str::from_utf8(&self.bytes[at + 16..at + 19]).ok();
        Entry {
            id: self.string(u32_at(&self.bytes, at)),
            name: self.string(u32_at(&self.bytes, at + 4)),
            kind: kind(self.bytes[at + 12]),
            country: country.filter(|c| c.bytes().all(|b| b.is_ascii_uppercase())),
            gender: gender(self.bytes[at + 13]),
            checked: self.bytes[at + 15] != 0,
            own: false,
            first_role: u32_at(&self.bytes, at + 8),
            roles: self.bytes[at + 14],
        }
    }

    pub fn roles(&self, entry: &Entry) -> impl Iterator<Item = Role<'_>> + use<'_> {
        let first = entry.first_role as usize;
        (first..first + usize::from(entry.roles)).map(|r| {
            let at = self.roles + r * ROLE_SIZE;
            let month = |at| Some(u16_at(&self.bytes, at)).filter(|m| *m > 0);
            Role { title: self.string(u32_at(&self.bytes, at)), from: month(at + 4), to: month(at + 6) }
        })
    }

    /// The postings for a value of the alias index.
    pub fn postings(&self, value: u64) -> impl Iterator<Item = (EntryIx, AliasKind)> + '_ {
        let many = value & MANY != 0;
        let count = if many { (value & 0xff) as usize } else { 1 };
        let offset = ((value & (MANY - 1)) >> 8) as usize;
        (0..count).map(move |k| {
            let posting =
                if many { u32_at(&self.bytes, self.postings + (offset + k) * 4) } else { value as u32 };
            (posting >> 4, AliasKind::ALL[(posting & 7) as usize])
        })
    }

    /// The state with that code; states come first, so the search is short.
    pub fn state(&self, code: &str) -> Option<EntryIx> {
        (0..self.count)
            .take_while(|ix| self.get(*ix).kind == ActorKind::State)
            .find(|ix| self.get(*ix).country == Some(code))
    }

    fn string(&self, at: u32) -> &str {
        let at = self.pool + at as usize;
        let len = usize::from(u16_at(&self.bytes, at));
        std::str::from_utf8(&self.bytes[at + 2..at + 2 + len]).unwrap_or("")
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// The kind of a letter; see [`super::format::KINDS`].
pub(super) fn kind(letter: u8) -> ActorKind {
    match letter {
        b's' => ActorKind::State,
        b'p' => ActorKind::Person,
        b'a' => ActorKind::ArmedGroup,
        b'n' => ActorKind::People,
        b'f' => ActorKind::Office,
        b'g' => ActorKind::Group,
        b'l' => ActorKind::Place,
        _ => ActorKind::Org,
    }
}

/// The letter of a kind.
pub(super) fn letter(kind: ActorKind) -> u8 {
    match kind {
        ActorKind::State => b's',
        ActorKind::Person => b'p',
        ActorKind::ArmedGroup => b'a',
        ActorKind::People => b'n',
        ActorKind::Office => b'f',
        ActorKind::Group => b'g',
        ActorKind::Place => b'l',
        ActorKind::Org => b'o',
    }
}

fn gender(code: u8) -> Option<Gender> {
    match code {
        b'm' => Some(Gender::Male),
        b'f' => Some(Gender::Female),
        _ => None,
    }
}
