//! How a document treats each of its words elsewhere: a word that is also written in lower case is hardly a
//! name, one that once follows a title is a person's wherever it is alone.

/// The treatments of a word in a document: a set of these.
pub mod flag {
    /// In lower case.
    pub const LOWER: u8 = 1;
    /// With a capital inside a sentence.
    pub const INSIDE: u8 = 1 << 1;
    /// With a title or a given name before it.
    pub const TITLED: u8 = 1 << 2;
    /// With "in", "at", "near" or the like before it.
    pub const PLACED: u8 = 1 << 3;
    /// As a speaker.
    pub const SPEAKS: u8 = 1 << 4;
    /// At the end of several capitalised words.
    pub const ENDS_RUN: u8 = 1 << 5;
    /// In brackets, like initials after the full name.
    pub const BRACKETED: u8 = 1 << 6;
    /// With "the" before it.
    pub const ARTICLE: u8 = 1 << 7;
}

/// A table of words by their hash, of fixed size.
#[derive(Debug)]
pub struct Habits {
    cells: Vec<(u32, u8)>,
    mask: usize,
}

impl Habits {
    /// A table with room for `words` different words.
    pub fn new(words: usize) -> Self {
        let places = (words * 2).next_power_of_two().max(16);
        Self { cells: vec![(0, 0); places], mask: places - 1 }
    }

    fn place(&self, word: u32) -> usize {
        let mut at = word as usize & self.mask;
        while self.cells[at].1 != 0 && self.cells[at].0 != word {
            at = (at + 1) & self.mask;
        }
        at
    }

    /// Records treatments of `word` in the document.
    pub fn note(&mut self, word: u32, flags: u8) {
        let at = self.place(word);
        let cell = &mut self.cells[at];
        *cell = (word, cell.1 | flags);
    }

    /// All treatments of `word` in the document.
    pub fn get(&self, word: u32) -> u8 {
        self.cells[self.place(word)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_add_up_and_words_do_not_mix() {
        let mut habits = Habits::new(4);
        for word in [7, 7 + 16, 7 + 32] {
            habits.note(word, flag::LOWER);
        }
        habits.note(7, flag::TITLED);
        assert_eq!(habits.get(7), flag::LOWER | flag::TITLED);
        assert_eq!(habits.get(7 + 32), flag::LOWER);
        assert_eq!(habits.get(8), 0);
    }
}
