//! Rows that moved: found by comparing whole rows of two frames.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};

/// Rows `top..bottom` move by `by` rows, up where positive; the rows that this frees are blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scroll {
    /// The first row of the region.
    pub top: u16,
    /// The row below the region.
    pub bottom: u16,
    /// By how many rows its contents move up; down where negative.
    pub by: isize,
}

/// How many ways to scroll are tried.
const TRIED: usize = 2;

impl Scroll {
    /// The moves of rows that explain most of what is different between two frames.
    pub fn candidates(shown: &Buffer, frame: &Buffer) -> Vec<Self> {
        let (before, after) = (row_hashes(shown), row_hashes(frame));
        let height = before.len().cast_signed();
        let mut found: Vec<(usize, Self)> = Vec::new();
        for by in (1 - height..height).filter(|&by| by != 0) {
            let moved: Vec<usize> = moved(&before, &after, by).collect();
            if let (Some(&first), Some(&last)) = (moved.first(), moved.last()) {
                // The region reaches from the row that moved furthest to where it went.
                let top = first.min(first.saturating_add_signed(by)) as u16;
                let bottom = last.max(last.saturating_add_signed(by)) as u16 + 1;
                found.push((moved.len(), Self { top, bottom, by }));
            }
        }
        found.sort_by_key(|(count, scroll)| (std::cmp::Reverse(*count), scroll.by.abs()));
        found.into_iter().take(TRIED).map(|(_, scroll)| scroll).collect()
    }

    /// What `shown` becomes.
    pub fn applied(self, shown: &Buffer) -> Buffer {
        let mut buffer = shown.clone();
        let width = usize::from(shown.area().width);
        let region = usize::from(self.top)..usize::from(self.bottom);
        for y in region.clone() {
            let from = y.checked_add_signed(self.by).filter(|from| region.contains(from));
            for x in 0..width {
                let cell = from.map_or(Cell::EMPTY, |from| shown.content[from * width + x].clone());
                buffer.content[y * width + x] = cell;
            }
        }
        buffer
    }
}

/// The rows of the new frame that were `by` rows lower in the old one, blank and unchanged rows left out.
fn moved<'a>(
    before: &'a [Option<u64>],
    after: &'a [Option<u64>],
    by: isize,
) -> impl Iterator<Item = usize> + 'a {
    (0..after.len()).filter(move |&y| {
        let from = y.checked_add_signed(by).and_then(|from| before.get(from));
        after[y].is_some() && before[y] != after[y] && from == Some(&after[y])
    })
}

/// A hash of each row; none for a blank one.
fn row_hashes(buffer: &Buffer) -> Vec<Option<u64>> {
    let rows = buffer.content().chunks(usize::from(buffer.area().width).max(1));
    rows.map(|row| {
        let mut hasher = DefaultHasher::new();
        for cell in row {
            (cell.symbol(), cell.fg, cell.bg, cell.modifier).hash(&mut hasher);
        }
        let blank = row.iter().all(|c| c.symbol() == " ");
        (!blank).then(|| hasher.finish())
    })
    .collect()
}
