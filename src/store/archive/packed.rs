//! Texts as a file stores them: compressed, because they take most of its space. A server compresses by itself.
//!
//! The blocks of a text and the text are compressed together: the length of the blocks and of both, four bytes each, then
//! both by Deflate. The blocks come first, so that they are there if only the beginning of a text is read. Documents stored
//! earlier have them uncompressed.

use std::borrow::Cow;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use super::{Trouble, sql};
use crate::store::engine::{Db, Dialect, Row, Value, values};

/// The columns of [`sql::DOCUMENT`] for the text, its blocks, and both compressed.
pub(super) const TEXTS: [usize; 3] = [10, 11, 14];

/// The most bytes that one byte of Deflate can expand to.
const MOST: usize = 1032;

/// A text, its blocks and both compressed, as values for a database.
pub(super) fn columns<'a>(
    text: &'a str,
    blocks: &'a str,
    dialect: Dialect,
) -> Result<[Value<'a>; 3], Trouble> {
    match dialect {
        Dialect::Sqlite => Ok([Value::from(""), Value::from(""), Value::from(pack(text, blocks)?)]),
        #[cfg(feature = "postgres")]
        Dialect::Postgres => Ok([Value::from(text), Value::from(blocks), Value::Null]),
    }
}

/// A text and its blocks, from these columns of a row: text, blocks, and both compressed.
pub(super) fn texts(row: &Row, [text, blocks, packed]: [usize; 3]) -> Result<(String, String), Trouble> {
    match row.get::<Option<Vec<u8>>>(packed)? {
        Some(packed) => unpack(&packed),
        None => Ok((row.get(text)?, row.get(blocks)?)),
    }
}

/// The same, with the text only up to the byte `end`, which ends a character.
pub(super) fn texts_to(
    row: &Row,
    [text, blocks, packed]: [usize; 3],
    end: usize,
) -> Result<(String, String), Trouble> {
    match row.get::<Option<Vec<u8>>>(packed)? {
        Some(packed) => unpack_to(&packed, end),
        None => Ok((row.get(text)?, row.get(blocks)?)),
    }
}

/// The text of a document; empty if there is no such document.
pub(super) fn text_of(db: &Db, document: i64) -> Result<String, Trouble> {
    let texts = db.first(&sql::TEXT_OF, values![document], |row| texts(row, [0, 1, 2]))?;
    Ok(texts.map(|(text, _)| text).unwrap_or_default())
}

/// Compresses a text and its blocks.
fn pack(text: &str, blocks: &str) -> Result<Vec<u8>, Trouble> {
    let both = [blocks, text].concat();
    let length = |text: &str| u32::try_from(text.len()).map(u32::to_le_bytes);
    let (Ok(of_blocks), Ok(of_both)) = (length(blocks), length(&both)) else {
        return Err(Trouble::Other("a text is too long to be kept".to_owned()));
    };
    let mut packed = Vec::with_capacity(8 + both.len() + both.len() / 1000 + 64);
    packed.extend(of_blocks);
    packed.extend(of_both);
    let mut packer = Compress::new(Compression::default(), false);
    while !matches!(
        packer.compress_vec(
            &both.as_bytes()[packer.total_in() as usize..],
            &mut packed,
            FlushCompress::Finish
        ),
        Ok(Status::StreamEnd)
    ) {
        packed.reserve(both.len() / 2 + 64);
    }
    packed.shrink_to_fit();
    Ok(packed)
}

/// The length of the blocks, of blocks and text, and the rest.
fn lengths(packed: &[u8]) -> Result<(usize, usize, &[u8]), Trouble> {
    let length =
        |at: usize| packed.get(at..at + 4)?.try_into().ok().map(|four| u32::from_le_bytes(four) as usize);
    let (Some(of_blocks), Some(of_both), Some(rest)) = (length(0), length(4), packed.get(8..)) else {
        return Err(Trouble::Damaged);
    };
    if of_blocks > of_both || of_both > rest.len() * MOST {
        return Err(Trouble::Damaged);
    }
    Ok((of_blocks, of_both, rest))
}

/// A text and its blocks.
fn unpack(packed: &[u8]) -> Result<(String, String), Trouble> {
    let (of_blocks, of_both, rest) = lengths(packed)?;
    // Room for a byte too many, so that the end of the stream is seen.
    let mut both = Vec::with_capacity(of_both + 1);
    let read = Decompress::new(false).decompress_vec(rest, &mut both, FlushDecompress::Finish);
    if !matches!(read, Ok(Status::StreamEnd)) || both.len() != of_both {
        return Err(Trouble::Damaged);
    }
    parted(both, of_blocks)
}

/// The first `end` bytes of a text, or all of it, and its blocks.
fn unpack_to(packed: &[u8], end: usize) -> Result<(String, String), Trouble> {
    let (of_blocks, of_both, rest) = lengths(packed)?;
    let most = of_both.min(of_blocks.saturating_add(end));
    let mut both = Vec::with_capacity(most);
    let read = Decompress::new(false).decompress_vec(rest, &mut both, FlushDecompress::Finish);
    if read.is_err() || both.len() < most {
        return Err(Trouble::Damaged);
    }
    both.truncate(most);
    parted(both, of_blocks)
}

/// A text and its blocks, from both.
fn parted(both: Vec<u8>, of_blocks: usize) -> Result<(String, String), Trouble> {
    let mut blocks = String::from_utf8(both).map_err(|_| Trouble::Damaged)?;
    if !blocks.is_char_boundary(of_blocks) {
        return Err(Trouble::Damaged);
    }
    let text = blocks.split_off(of_blocks);
    Ok((text, blocks))
}

/// Converts the columns of a document that is copied into another database, which stores its text in its own way:
/// `row` has the text, the blocks and both compressed at these indices.
pub(super) fn kept_anew(
    row: &mut [Value<'static>],
    [text, blocks, packed]: [usize; 3],
    dialect: Dialect,
) -> Result<(), Trouble> {
    let said =
        |value: &Value| if let Value::Text(text) = value { text.clone().into_owned() } else { String::new() };
    let both = match &row[packed] {
        Value::Bytes(bytes) => unpack(bytes)?,
        _ => (said(&row[text]), said(&row[blocks])),
    };
    let [a, b, c] = columns(&both.0, &both.1, dialect)?;
    let own = |value: Value| match value {
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        Value::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
        _ => Value::Null,
    };
    (row[text], row[blocks], row[packed]) = (own(a), own(b), own(c));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_as_it_was_and_takes_less_room() {
        let prose = "The ferry from Port Selm did not sail, the harbour master said. ".repeat(40);
        for (text, blocks) in [("", ""), ("é", "[]"), (prose.as_str(), "[{}]"), ("a", prose.as_str())] {
            let packed = pack(text, blocks).unwrap();
            assert_eq!(unpack(&packed).unwrap(), (text.to_owned(), blocks.to_owned()));
        }
        let packed = pack(&prose, "[{}]").unwrap();
        assert!(packed.len() * 4 < prose.len());
        for end in [0, 1, 40, prose.len() - 1, prose.len(), prose.len() + 9] {
            let (text, blocks) = unpack_to(&packed, end).unwrap();
            assert_eq!((text.as_str(), blocks.as_str()), (&prose[..end.min(prose.len())], "[{}]"));
        }
    }

    #[test]
    fn what_is_damaged_is_told_and_takes_no_memory() {
        let packed = pack("The ferry sailed.", "[]").unwrap();
        for end in 0..packed.len() {
            assert!(matches!(unpack(&packed[..end]), Err(Trouble::Damaged)), "{end}");
        }
        let mut long = packed.clone();
        long[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(unpack(&long), Err(Trouble::Damaged)));
        let mut other = packed;
        other[0] = 200;
        assert!(matches!(unpack(&other), Err(Trouble::Damaged)));
    }
}
