//! Scrolled rows: found by comparing the rows of two frames, whole or between two columns.

use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::{Buffer, Cell};

/// Columns, from the first to the one after the last.
pub type Columns = (u16, u16);

/// Rows `top..bottom` move by `by` rows; positive is up. The rows that this frees are blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scroll {
    /// The columns that scroll, if not all.
    pub columns: Option<Columns>,
    /// The first row of the region.
    pub top: u16,
    /// The row below the region.
    pub bottom: u16,
    /// How many rows its contents move up; down if negative.
    pub by: isize,
}

/// How many ways to scroll are tried for each choice of columns.
const TRIED: usize = 2;

impl Scroll {
    /// The scrolls that explain most of the difference between two frames: of whole rows, and of the rows of each
    /// of `panes`. If the terminal has `margins`, a pane can scroll alone; otherwise the rest moves with it.
    pub fn candidates(shown: &Buffer, frame: &Buffer, panes: &[Columns], margins: bool) -> Vec<Self> {
        let all = (0, shown.area().width);
        let mut found = Self::of_columns(shown, frame, all, TRIED);
        for &pane in panes.iter().filter(|&&pane| pane != all) {
            let alone = Self::of_columns(shown, frame, pane, 1).into_iter();
            found.extend(alone.flat_map(|scroll| {
                let alone = margins.then_some(Self { columns: Some(pane), ..scroll });
                std::iter::once(scroll).chain(alone)
            }));
        }
        found.dedup();
        found
    }

    fn of_columns(shown: &Buffer, frame: &Buffer, columns: Columns, most: usize) -> Vec<Self> {
        let before = row_hashes(shown, columns);
        if before.iter().all(Option::is_none) {
            return Vec::new();
        }
        let after = row_hashes(frame, columns);
        let height = before.len().cast_signed();
        let mut found: Vec<(usize, Self)> = Vec::new();
        for by in (1 - height..height).filter(|&by| by != 0) {
            let moved: Vec<usize> = moved(&before, &after, by).collect();
            if let (Some(&first), Some(&last)) = (moved.first(), moved.last()) {
                let (first, last) = with_blank_edges(&before, &after, by, (first, last));
                // The region reaches from the row that moved furthest to its destination.
                let top = first.min(first.saturating_add_signed(by)) as u16;
                let bottom = last.max(last.saturating_add_signed(by)) as u16 + 1;
                found.push((moved.len(), Self { columns: None, top, bottom, by }));
            }
        }
        found.sort_by_key(|(count, scroll)| (std::cmp::Reverse(*count), scroll.by.abs()));
        found.into_iter().take(most).map(|(_, scroll)| scroll).collect()
    }

    /// The same scroll in the rows that newlines move already, if they contain this region.
    pub fn within(self, (top, bottom): (u16, u16)) -> Option<Self> {
        let wider = (top, bottom) != (self.top, self.bottom) && top <= self.top && self.bottom <= bottom;
        wider.then_some(Self { top, bottom, ..self })
    }

    /// The best column for the cursor: that of the first cell to write after the scroll, if it is in the row where
    /// the scroll happens.
    pub fn column(self, first: Option<(u16, u16)>) -> u16 {
        let row = if self.by > 0 { self.bottom - 1 } else { self.top };
        let left = self.columns.map_or(0, |(left, _)| left);
        let moves = |x: u16| self.columns.is_none_or(|(left, right)| (left..right).contains(&x));
        first.filter(|&(x, y)| y == row && moves(x)).map_or(left, |(x, _)| x)
    }

    /// `shown` after the scroll.
    pub fn applied(self, shown: &Buffer) -> Buffer {
        let mut buffer = shown.clone();
        let width = usize::from(shown.area().width);
        let (left, right) = self.columns.map_or((0, width), |(l, r)| (usize::from(l), usize::from(r)));
        let region = usize::from(self.top)..usize::from(self.bottom);
        for y in region.clone() {
            let from = y.checked_add_signed(self.by).filter(|from| region.contains(from));
            for x in left..right {
                let cell = from.map_or(Cell::EMPTY, |from| shown.content[from * width + x].clone());
                buffer.content[y * width + x] = cell;
            }
        }
        buffer
    }
}

/// The rows of the new frame that were `by` rows lower in the old one, except blank and unchanged rows.
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

/// The first and the last row that moved, extended by adjacent rows that may have moved as well, such as blank
/// ones.
fn with_blank_edges(
    before: &[Option<u64>],
    after: &[Option<u64>],
    by: isize,
    (mut first, mut last): (usize, usize),
) -> (usize, usize) {
    let moved = |y: usize| {
        let from = y.checked_add_signed(by).and_then(|from| before.get(from));
        after.get(y).is_some() && from == after.get(y)
    };
    while first > 0 && moved(first - 1) {
        first -= 1;
    }
    while moved(last + 1) {
        last += 1;
    }
    (first, last)
}

/// A hash of each row's columns; none for a blank one.
fn row_hashes(buffer: &Buffer, (left, right): Columns) -> Vec<Option<u64>> {
    let rows = buffer.content().chunks(usize::from(buffer.area().width).max(1));
    rows.map(|row| {
        let row = &row[usize::from(left).min(row.len())..usize::from(right).min(row.len())];
        let (mut hasher, mut symbols, mut style) = (DefaultHasher::new(), String::new(), None);
        for cell in row {
            // Hash styles only where they change and symbols in one piece: each call to the hasher is slow.
            let its = Some((cell.fg, cell.bg, cell.modifier));
            if its != style {
                (its, symbols.len()).hash(&mut hasher);
                style = its;
            }
            symbols.push_str(cell.symbol());
        }
        symbols.hash(&mut hasher);
        let blank = symbols.bytes().all(|b| b == b' ');
        (!blank).then(|| hasher.finish())
    })
    .collect()
}
