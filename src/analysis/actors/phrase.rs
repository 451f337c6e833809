//! A noun for a person's role, as it is in the text.

use std::ops::Range;

use crate::analysis::table::Word;

/// A noun for a person, with its modifiers.
#[derive(Debug, Clone)]
pub struct RolePhrase {
    /// The noun itself ("special envoy").
    pub head: Range<usize>,
    /// Its entry in the word lists.
    pub word: Word,
    /// First token of its description, without the determiner.
    pub start: usize,
    /// The determiner or possessive pronoun before it.
    pub determiner: Option<usize>,
    /// The end of "for Syria", "of the council" after it; the end of the head if there is none.
    pub end: usize,
    /// Its state ("Syrian leader", "Russia's president"), as an entity.
    pub state: Option<usize>,
    /// Its possessor ("Putin's spokesman"): the tokens, with the possessive ending.
    pub possessor: Option<Range<usize>>,
}

impl RolePhrase {
    /// The tokens that refer to the holder: with the determiner, without the possessor.
    pub fn spoken(&self) -> Range<usize> {
        let from = self.determiner.filter(|_| self.possessor.is_none()).unwrap_or(self.start);
        from..self.head.end
    }
}
