//! The format shared by the compiler of actors and the table: kinds, flags, and the folding of spellings.
//!
//! This file is compiled into both, so they cannot disagree.

use crate::text::key::push_key;

/// The kind of name under which an entry is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum AliasKind {
    /// The full name.
    Name = 0,
    /// Another full name, or another spelling.
    Alias = 1,
    /// Initials; matches capitals only.
    Acronym = 2,
    /// A short form of a person's name: a surname, or a first name used like one.
    Short = 3,
    /// The adjective of a state or a people ("Turkish").
    Adjective = 4,
    /// The people of a state, in the plural ("Turks").
    Noun = 5,
    /// The capital of a state: a place, or the state if it acts.
    Capital = 6,
    /// A seat of government in place of a state ("Kremlin").
    Seat = 7,
}

impl AliasKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Alias,
        Self::Acronym,
        Self::Short,
        Self::Adjective,
        Self::Noun,
        Self::Capital,
        Self::Seat,
    ];
}

/// The kinds of actors: their names in the tables and in the JSON, and their letters in the compiled entries.
pub const KINDS: [(&str, u8); 8] = [
    ("person", b'p'),
    ("state", b's'),
    ("org", b'o'),
    ("armed_group", b'a'),
    ("people", b'n'),
    ("office", b'f'),
    ("group", b'g'),
    ("place", b'l'),
];

/// The letter of a kind.
pub fn kind_letter(name: &str) -> Option<u8> {
    KINDS.iter().find(|(kind, _)| *kind == name).map(|(_, letter)| *letter)
}

/// Flags of a word in the word index.
pub mod flag {
    /// A polite form before a name, without any office ("Mr.").
    pub const HONORIFIC: u64 = 1;
    /// A military rank before a name.
    pub const RANK: u64 = 1 << 1;
    /// An office before a name ("President").
    pub const OFFICE: u64 = 1 << 2;
    /// A noun for a person by occupation.
    pub const ROLE: u64 = 1 << 3;
    /// A given name.
    pub const GIVEN: u64 = 1 << 4;
    /// The word shows that the person is a man.
    pub const MALE: u64 = 1 << 5;
    /// The word shows that the person is a woman.
    pub const FEMALE: u64 = 1 << 6;
    /// The last name of a listed person.
    pub const SURNAME: u64 = 1 << 7;
    /// A surname that is also an ordinary word or a place.
    pub const COMMON: u64 = 1 << 8;
    /// As [`MALE`], shown by the role noun or title rather than by the given name.
    pub const ROLE_MALE: u64 = 1 << 9;
    /// As [`FEMALE`], shown by the role noun or title rather than by the given name.
    pub const ROLE_FEMALE: u64 = 1 << 10;
}

/// Size of one entry in `actors.bin`, bytes.
pub const ENTRY_SIZE: usize = 20;
/// Size of one role in `actors.bin`, bytes.
pub const ROLE_SIZE: usize = 8;
/// Size of the header of `actors.bin`, bytes: three counts of `u32` (entries, roles, postings).
pub const HEADER_SIZE: usize = 12;
/// Bit of an index value that means: not one posting, but a count and an offset into the list of postings.
pub const MANY: u64 = 1 << 32;

/// One posting: the entry and the kind of the alias.
pub const fn posting(entry: u32, kind: AliasKind) -> u32 {
    (entry << 4) | kind as u32
}

/// Appends the folded spelling of one word: its key without periods and apostrophes, hyphens as spaces.
pub fn push_folded(word: &str, out: &mut String) {
    let from = out.len();
    push_key(word, out);
    if out[from..].contains(['.', '\'', '-', '\u{2bb}', '\u{2bf}']) {
        let folded: String = out[from..]
            .chars()
            .filter(|c| !matches!(c, '.' | '\'' | '\u{2bb}' | '\u{2bf}'))
            .map(|c| if c == '-' { ' ' } else { c })
            .collect();
        out.truncate(from);
        out.push_str(&folded);
    }
}

/// The folded spelling of a whole alias.
pub fn folded(alias: &str) -> String {
    let mut out = String::new();
    for word in alias.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        push_folded(word, &mut out);
    }
    out
}
