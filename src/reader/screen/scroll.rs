//! Rows that moved: found by comparing whole rows of two frames.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::Buffer;

/// Rows `top..bottom` move by `by` rows, up where positive; the rows that this frees are blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scroll {
    /// The first row of the region.
    pub top: u16,
    /// The row below the region.
    pub bottom: u16,
    /// By how many rows its contents move up; down where negative.
    pub by: i32,
}

/// How many ways to scroll are tried.
const TRIED: usize = 2;

impl Scroll {
    /// The moves of rows that explain most of what is different between two frames.
    pub fn candidates(shown: &Buffer, frame: &Buffer) -> Vec<Self> {
        let (before, after) = (row_hashes(shown), row_hashes(frame));
        let height = before.len() as i32;
        let mut found: Vec<(usize, Self)> = Vec::new();
        for by in (1 - height..height).filter(|&by| by != 0) {
            let moved: Vec<usize> = moved(&before, &after, by).collect();
            if let (Some(&first), Some(&last)) = (moved.first(), moved.last()) {
                let (first, last) = (first as i32, last as i32);
                // The region reaches from the row that moved furthest to where it went.
                let (top, bottom) = (first.min(first + by), last.max(last + by) + 1);
                found.push((moved.len(), Self { top: top as u16, bottom: bottom as u16, by }));
            }
        }
        found.sort_by_key(|(count, scroll)| (std::cmp::Reverse(*count), scroll.by.abs()));
        found.into_iter().take(TRIED).map(|(_, scroll)| scroll).collect()
    }

    /// What `shown` becomes.
    pub fn applied(self, shown: &Buffer) -> Buffer {
        let mut buffer = shown.clone();
        let width = usize::from(shown.area().width);
        for y in self.top..self.bottom {
            let from = i32::from(y) + self.by;
            let inside = (i32::from(self.top)..i32::from(self.bottom)).contains(&from);
            let row = usize::from(y) * width;
            for x in 0..width {
                if inside {
                    buffer.content[row + x] = shown.content[from as usize * width + x].clone();
                } else {
                    buffer.content[row + x].reset();
                }
            }
        }
        buffer
    }
}

/// The rows of the new frame that were `by` rows lower in the old one, blank and unchanged rows left out.
fn moved<'a>(
    before: &'a [Option<u64>],
    after: &'a [Option<u64>],
    by: i32,
) -> impl Iterator<Item = usize> + 'a {
    (0..after.len()).filter(move |&y| {
        let from = usize::try_from(y as i32 + by).ok().and_then(|from| before.get(from));
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
