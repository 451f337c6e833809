//! Word lists: verbs that say, promise or judge, nouns for messages or times.
//!
//! A word is a row of a table under `assets/lexicon/en`, with its classes; the build script adds the inflected forms and
//! compiles all tables into one index, which the program reads in place.

#[allow(dead_code, reason = "the build script uses the rest")]
mod class;

use std::sync::LazyLock;

use fst::raw::Fst;

pub use class::Class;

static INDEX: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.fst"));
    Fst::new(bytes).expect("the build script wrote a whole index")
});

/// The classes of a word; none for an unlisted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

impl Classes {
    /// Whether the word can be of this class.
    pub const fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    /// Whether the word can be of one of these classes.
    pub fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }

    /// Whether no table lists the word.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Longest listed word, in bytes.
const LONGEST: usize = 24;

/// The classes of `word`, with any case and any apostrophe.
pub fn classes(word: &str) -> Classes {
    let mut folded = [0; LONGEST];
    let mut len = 0;
    for c in word.chars() {
        let c = if c == '\u{2019}' { '\'' } else { c.to_ascii_lowercase() };
        if !c.is_ascii() || len == LONGEST {
            return Classes::default();
        }
        folded[len] = c as u8;
        len += 1;
    }
    Classes(INDEX.get(&folded[..len]).map_or(0, fst::raw::Output::value))
}

#[cfg(test)]
mod tests {
    use super::class::NAMES;
    use super::*;

    #[test]
    fn a_verb_is_found_in_all_its_forms() {
        for word in ["say", "says", "said", "saying", "Said", "vowed", "denies", "admitted", "told", "urging"]
        {
            assert!(!classes(word).is_empty(), "{word}");
        }
        assert!(classes("vowing").has(Class::Promises));
        assert!(classes("didn’t").has(Class::Auxiliary));
        assert!(classes("laid").is_empty() && classes("").is_empty() && classes("żaba").is_empty());
    }

    #[test]
    fn every_class_has_a_word_and_fits_into_the_bits() {
        assert!(NAMES.len() <= 64);
        let mut all = 0;
        let mut stream = fst::Streamer::next(&mut INDEX.stream()).map(|(_, value)| value.value());
        let mut words = INDEX.stream();
        while let Some((_, value)) = fst::Streamer::next(&mut words) {
            all |= value.value();
        }
        assert!(stream.take().is_some());
        for (class, name) in NAMES {
            assert!(all & class.bit() != 0, "no table lists a word that is {name}");
        }
    }
}
