//! The pieces of a text for searching: a block, or part of a huge block, so that no step takes long.

use super::Pattern;
use crate::reader::reading::Reading;
use crate::text::Span;

/// The bytes of a part.
const PART: usize = 64 * 1024;
/// A match that begins in a part may end this many bytes after it.
const OVERLAP: usize = 1024;

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Piece {
    /// The block.
    pub block: usize,
    /// The part of the block.
    part: usize,
}

impl Piece {
    /// The piece that contains byte `at`.
    pub fn holding(reading: &Reading, at: u32) -> Self {
        let block = reading.block_at(at);
        let start = reading.blocks().get(block).map_or(0, |b| b.span.start);
        Self { block, part: 0 }.with_part(reading, at.saturating_sub(start) as usize / PART)
    }

    /// The last piece of a block.
    pub fn last_of(reading: &Reading, block: usize) -> Self {
        Self { block, part: 0 }.with_part(reading, usize::MAX)
    }

    fn with_part(self, reading: &Reading, part: usize) -> Self {
        let length = reading.blocks().get(self.block).map_or(0, |b| reading.of(b.span).len());
        Self { part: part.min(length.saturating_sub(1) / PART), ..self }
    }

    /// The next piece; after the last block an empty one.
    pub fn next(self, reading: &Reading) -> Self {
        let next = self.with_part(reading, self.part + 1);
        if next == self { Self { block: self.block + 1, part: 0 } } else { next }
    }

    /// The piece before this one.
    pub fn previous(self, reading: &Reading) -> Option<Self> {
        if self.part > 0 {
            return Some(Self { part: self.part - 1, ..self });
        }
        Some(Self::last_of(reading, self.block.checked_sub(1)?))
    }

    /// Its length in bytes.
    pub fn len(self, reading: &Reading) -> usize {
        let block = reading.blocks().get(self.block).map_or(0, |b| reading.of(b.span).len());
        block.saturating_sub(self.part * PART).min(PART)
    }

    /// The matches that begin in it, in order.
    pub fn hits<'a>(self, reading: &'a Reading, pattern: &'a Pattern) -> impl Iterator<Item = Span> + 'a {
        let span = reading.blocks().get(self.block).map_or(Span::new(0, 0), |b| b.span);
        let block = reading.of(span);
        let mut from = boundary(block, self.part * PART);
        let end = boundary(block, (self.part + 1) * PART);
        let text = &block[..boundary(block, end + OVERLAP)];
        std::iter::from_fn(move || {
            let (start, stop) = pattern.find_at(text, from).filter(|(start, _)| *start < end)?;
            from = stop;
            Some(Span::new(span.start + start as u32, span.start + stop as u32))
        })
    }
}

/// The first character boundary at or after byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;

    #[test]
    fn a_huge_block_is_searched_in_parts_that_lose_nothing() {
        let text = format!("needle\n{}needle in 语\n\nneedle", "语 needle, ".repeat(30_000));
        let reading = Reading::plain(Arc::new(Document::from_paragraphs(&text)));
        let pattern = Pattern::parse("needle").unwrap().unwrap();
        let (mut piece, mut starts, mut pieces) = (Piece::default(), Vec::new(), Vec::new());
        while piece.block < reading.blocks().len() {
            starts.extend(piece.hits(&reading, &pattern).map(|s| s.start as usize));
            pieces.push(piece);
            piece = piece.next(&reading);
        }
        let ought: Vec<usize> = text.match_indices("needle").map(|(at, _)| at).collect();
        assert_eq!(starts, ought);
        assert!(pieces.len() > 5);
        for pair in pieces.windows(2) {
            assert_eq!(pair[1].previous(&reading), Some(pair[0]));
        }
        assert!(Piece::holding(&reading, starts[20_000] as u32).hits(&reading, &pattern).count() > 0);
    }
}
