//! The model as bytes: read in place, without parsing or allocation.
//!
//! Layout, little-endian: the sizes of the lexicon and of the tables of tags, moves and labels as powers of two
//! (`u32` each), then the lexicon (`u32` cells: 24 bits of a word's key, 8 bits of its value), then the three
//! tables of weights (`i8`).
//!
//! A table maps a feature to one weight for each class. The rows of different features may overlap at any byte:
//! most weights are zero, so a table of overlapping rows wastes far less than rows side by side, and adding a row
//! is one run over neighbouring bytes.

/// The most classes in a row; a table is longer than its power of two by that number.
pub const MAX_CLASSES: usize = 64;

/// Weights of one classifier.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    rows: &'a [u8],
    shift: u32,
}

impl<'a> Table<'a> {
    /// A table over `2^bits + MAX_CLASSES` bytes.
    pub const fn new(rows: &'a [u8], bits: u32) -> Self {
        Self { rows, shift: 64 - bits }
    }

    /// How far a feature's hash is shifted to get the row's first byte.
    pub const fn shift(self) -> u32 {
        self.shift
    }

    /// The sum of the rows at `slots`, one score for each class.
    #[inline]
    #[allow(clippy::needless_range_loop, reason = "iterators over both are not inlined in every build")]
    pub fn sum<const CLASSES: usize>(self, slots: impl Iterator<Item = u32>) -> [i16; CLASSES] {
        let mut scores = [0; CLASSES];
        for slot in slots {
            let at = slot as usize;
            let row = self.rows.get(at..at + CLASSES).and_then(|row| <&[u8; CLASSES]>::try_from(row).ok());
            let Some(row) = row else { continue };
            // Arrays of known length on both sides: the compiler turns this into vector instructions.
            for k in 0..CLASSES {
                scores[k] += i16::from(row[k].cast_signed());
            }
        }
        scores
    }
}

/// Frequent words with their usual tag.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon<'a> {
    cells: &'a [u8],
    bits: u32,
}

impl<'a> Lexicon<'a> {
    /// A lexicon of `2^bits` cells.
    pub const fn new(cells: &'a [u8], bits: u32) -> Self {
        Self { cells, bits }
    }

    /// The value stored for `key`; 0 if the word is not in the lexicon.
    pub fn get(self, key: u32) -> u8 {
        let mask = (1usize << self.bits) - 1;
        let mut at = home(key, self.bits);
        loop {
            let Some(&[value, check @ ..]) = self.cells.get(at * 4..).and_then(<[u8]>::first_chunk::<4>)
            else {
                return 0;
            };
            if value == 0 || check == check_of(key) {
                return value;
            }
            at = (at + 1) & mask;
        }
    }
}

fn home(key: u32, bits: u32) -> usize {
    (key >> (32 - bits)) as usize
}

fn check_of(key: u32) -> [u8; 3] {
    let [a, b, c, _] = key.to_le_bytes();
    [a, b, c]
}

/// The cells of a lexicon with `2^bits` places; values must not be 0, and there must be more places than
/// entries.
pub fn lexicon_cells(entries: &[(u32, u8)], bits: u32) -> Vec<u8> {
    let mut cells = vec![0; 4 << bits];
    let mask = (1usize << bits) - 1;
    for &(key, value) in entries {
        let mut at = home(key, bits);
        while cells[at * 4] != 0 {
            at = (at + 1) & mask;
        }
        let [a, b, c] = check_of(key);
        cells[at * 4..at * 4 + 4].copy_from_slice(&[value, a, b, c]);
    }
    cells
}

/// The parts of a model.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    /// Frequent words.
    pub lexicon: Lexicon<'a>,
    /// Weights of the tagger.
    pub tagger: Table<'a>,
    /// Weights of the parser's moves.
    pub moves: Table<'a>,
    /// Weights of the labels of arcs.
    pub labels: Table<'a>,
}

/// Bytes before the lexicon.
pub const HEADER: usize = 16;

impl<'a> Model<'a> {
    /// Views `bytes` as a model. Bytes that are too short give an empty model.
    pub const fn new(bytes: &'a [u8]) -> Self {
        let (lexicon, tagger) = (bits_at(bytes, 0), bits_at(bytes, 4));
        let (moves, labels) = (bits_at(bytes, 8), bits_at(bytes, 12));
        let (_, rest) = split(bytes, HEADER);
        let (cells, rest) = split(rest, 4 << lexicon);
        let (tags, rest) = split(rest, (1 << tagger) + MAX_CLASSES);
        let (move_rows, label_rows) = split(rest, (1 << moves) + MAX_CLASSES);
        Self {
            lexicon: Lexicon { cells, bits: lexicon },
            tagger: Table::new(tags, tagger),
            moves: Table::new(move_rows, moves),
            labels: Table::new(label_rows, labels),
        }
    }
}

const fn bits_at(bytes: &[u8], at: usize) -> u32 {
    if bytes.len() < HEADER { 1 } else { bytes[at] as u32 }
}

const fn split(bytes: &[u8], at: usize) -> (&[u8], &[u8]) {
    bytes.split_at(if at < bytes.len() { at } else { bytes.len() })
}
