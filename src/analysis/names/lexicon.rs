//! A list of words: their usual spelling, and whether they are parts of names.

pub use crate::analysis::syntax::weights::Lexicon;

/// The built-in list: the binary logarithm of the number of its slots, then the slots.
pub const BUILTIN: Lexicon = read(include_bytes!("../../../assets/models/names.lex"));

/// Views `bytes` as a list of words.
pub const fn read(bytes: &[u8]) -> Lexicon<'_> {
    let (head, cells) = bytes.split_at(1);
    Lexicon::new(cells, head[0] as u32)
}

/// The list's data on a word: a set of these.
pub mod flag {
    /// The two bits for the word's spelling: 0 if unknown, then [`LOWER`] to [`CAPITAL`].
    pub const HABIT: u8 = 3;
    /// Nearly always in lower case inside a sentence.
    pub const LOWER: u8 = 1;
    /// Sometimes in lower case, sometimes with a capital.
    pub const EITHER: u8 = 2;
    /// Nearly always with a capital.
    pub const CAPITAL: u8 = 3;
    /// Part of a person's name, given name or not, in some spelling.
    pub const NAME_PART: u8 = 1 << 2;
    /// A town, a region or a country; also for all words of one together.
    pub const PLACE: u8 = 1 << 3;
    /// The first word of a place name of several words.
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
