//! What is known of single words beforehand: how they are written, and whether they are parts of names.

pub use crate::analysis::syntax::weights::Lexicon;

/// The list that is built into the program: binary logarithm of its places, then the places.
pub const BUILTIN: Lexicon = read(include_bytes!("../../../assets/models/names.lex"));

/// Views `bytes` as a list of words.
pub const fn read(bytes: &[u8]) -> Lexicon<'_> {
    let (head, cells) = bytes.split_at(1);
    Lexicon::new(cells, head[0] as u32)
}

/// What the list says of a word: a set of these.
pub mod flag {
    /// The two bits of the word's habit: 0 where nothing is known, then [`LOWER`] to [`CAPITAL`].
    pub const HABIT: u8 = 3;
    /// Nearly always in lower case inside a sentence.
    pub const LOWER: u8 = 1;
    /// Now in lower case, now with a capital.
    pub const EITHER: u8 = 2;
    /// Nearly always with a capital.
    pub const CAPITAL: u8 = 3;
    /// Part of a person's name, given or not, in some spelling.
    pub const NAME_PART: u8 = 1 << 2;
    /// A town, a region or a country; also of the words of one together.
    pub const PLACE: u8 = 1 << 3;
    /// The first word of a place of several words.
    pub const PLACE_BEGINS: u8 = 1 << 4;
    /// A frequent given name.
    pub const GIVEN: u8 = 1 << 5;
    /// A surname.
    pub const SURNAME: u8 = 1 << 6;
    /// A word of a title before a name.
    pub const TITLE: u8 = 1 << 7;
}

/// The key of a phrase: that of its words so far, joined with the next word's.
pub const fn join(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b1)
}
