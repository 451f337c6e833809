//! Word lists: titles, role nouns, given names, surnames.

use std::ops::Range;
use std::sync::LazyLock;

use fst::raw::Fst;

use super::Gender;
use super::format::{flag, folded};
use super::walk::Walk;
use crate::analysis::Layout;

static WORDS: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));
    Fst::new(bytes).expect("the build script wrote a whole index")
});

/// The lists' data on a word or a phrase; empty for an unlisted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word(u64);

/// The lists' data on `word`, or a phrase of words separated by spaces, in any case.
pub fn word(word: &str) -> Word {
    Word(WORDS.get(folded(word)).map_or(0, fst::raw::Output::value))
}

/// The longest listed phrase that begins at token `i` ("Deputy Foreign Minister"), in any case.
pub fn word_phrase(layout: &Layout, i: usize) -> Option<(Range<usize>, Word)> {
    let found = Walk::new(&WORDS, layout, i).longest()?;
    let whole = layout.tokens[found.tokens.end - 1].span.end == found.span.end;
    whole.then_some((found.tokens, Word(found.value)))
}

impl Word {
    fn is(self, flags: u64) -> bool {
        self.0 & flags != 0
    }

    /// Can come before a name: an honorific, a rank or an office.
    pub fn is_title(self) -> bool {
        self.is(flag::HONORIFIC | flag::RANK | flag::OFFICE)
    }

    /// "Mr.", "Sheikh": a title without an office.
    pub fn is_honorific(self) -> bool {
        self.is(flag::HONORIFIC)
    }

    /// "General", "Lt. Col."
    pub fn is_rank(self) -> bool {
        self.is(flag::RANK)
    }

    /// "President", "Foreign Minister": a title that is also a description.
    pub fn is_office(self) -> bool {
        self.is(flag::OFFICE)
    }

    /// "spokesman", "envoys": a noun for a person by occupation.
    pub fn is_role_noun(self) -> bool {
        self.is(flag::ROLE)
    }

    /// A word for whoever holds an office or has an occupation.
    pub fn is_for_a_holder(self) -> bool {
        self.is(flag::OFFICE | flag::ROLE)
    }

    /// Such a word that is no name as well.
    pub fn is_only_for_a_holder(self) -> bool {
        self.is_for_a_holder() && !self.is_given_name() && !self.is_surname()
    }

    /// A given name.
    pub fn is_given_name(self) -> bool {
        self.is(flag::GIVEN)
    }

    /// The last name of a listed person.
    pub fn is_surname(self) -> bool {
        self.is(flag::SURNAME)
    }

    /// A name that is also an ordinary word or a place ("May", "Jordan").
    pub fn is_common(self) -> bool {
        self.is(flag::COMMON)
    }

    /// The gender shown by the given name.
    pub fn given_gender(self) -> Option<Gender> {
        gender(self.is(flag::MALE), self.is(flag::FEMALE))
    }

    /// The gender shown by the title or the role noun.
    pub fn role_gender(self) -> Option<Gender> {
        gender(self.is(flag::ROLE_MALE), self.is(flag::ROLE_FEMALE))
    }
}

fn gender(male: bool, female: bool) -> Option<Gender> {
    match (male, female) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}
