//! A noun that says what a person is, as the text has it.

use std::ops::Range;

use crate::analysis::table::Word;

/// A noun for a person, with what belongs to it.
#[derive(Debug, Clone)]
pub struct RolePhrase {
    /// The noun itself ("special envoy").
    pub head: Range<usize>,
    /// What the word lists say about it.
    pub word: Word,
    /// First token of what describes it, the determiner left out.
    pub start: usize,
    /// The determiner or possessive pronoun before it.
    pub determiner: Option<usize>,
    /// Where "for Syria", "of the council" behind it ends; the end of the head where there is none.
    pub end: usize,
    /// The state that it is of ("Syrian leader", "Russia's president"), as an entity.
    pub state: Option<usize>,
    /// Whose it is ("Putin's spokesman"): the tokens of the possessor with its ending.
    pub possessor: Option<Range<usize>>,
}

impl RolePhrase {
    /// The tokens by which the text speaks of the holder: with the determiner, without the possessor.
    pub fn spoken(&self) -> Range<usize> {
        let from = self.determiner.filter(|_| self.possessor.is_none()).unwrap_or(self.start);
        from..self.head.end
    }
}
