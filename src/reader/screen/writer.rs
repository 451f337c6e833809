//! Writes cells: tracks the cursor and the pen, and finds the cheapest way to move.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::pen::{Ground, Pen};
use super::scroll::Scroll;

/// The modifiers that show on a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED);

/// Rows, from the first to the one after the last.
pub type Rows = (u16, u16);

/// The terminal's state after a frame, apart from its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// The column and row where the next character would be written, if known.
    pub cursor: Option<(u16, u16)>,
    /// The rows that newlines scroll.
    pub region: Rows,
}

/// Collects the bytes of one frame. The pen is plain at the beginning and at the end.
pub struct Writer {
    bytes: Vec<u8>,
    area: Rect,
    /// Column and row, if known.
    cursor: Option<(u16, u16)>,
    pen: Pen,
    /// The rows that newlines scroll, from the first to the one after the last.
    region: Rows,
    ground: Ground,
}

impl Writer {
    /// A frame for a screen of that size and background, given the terminal's state after the last frame.
    pub fn new(area: Rect, Left { cursor, region }: Left, ground: Ground) -> Self {
        Self { bytes: Vec::new(), area, cursor, pen: Pen::PLAIN, region, ground }
    }

    /// Clears the screen to its background; erasing uses that in every terminal with colours.
    pub fn clear(&mut self) {
        self.push(&Pen::begin(self.ground));
        self.bytes.extend_from_slice(b"\x1b[r\x1b[H\x1b[2J");
        self.cursor = Some((0, 0));
        self.region = (0, self.area.height);
    }

    /// Makes the terminal scroll rows: by newlines at the bottom of a region, or reverse ones at the top. Between
    /// margins (mode 69), set for this alone, only the area between them scrolls. The region stays for later
    /// frames, which mostly scroll the same rows. The cursor is left in `column`.
    pub fn scroll(&mut self, scroll: Scroll, column: u16) {
        if let Some((left, right)) = scroll.columns {
            self.push(&format!("\x1b[?69h\x1b[{};{right}s", left + 1));
            self.cursor = None;
        }
        self.set_region((scroll.top, scroll.bottom));
        let (row, step) = if scroll.by > 0 { (scroll.bottom - 1, "\n") } else { (scroll.top, "\x1bM") };
        self.go_to(column, row);
        self.push(&step.repeat(scroll.by.unsigned_abs()));
        if scroll.columns.is_some() {
            self.push("\x1b[?69l");
            self.cursor = None;
        }
    }

    /// Makes newlines scroll these rows; the terminal moves the cursor.
    fn set_region(&mut self, rows: Rows) {
        if self.region == rows {
            return;
        }
        let whole = rows == (0, self.area.height);
        self.push(&if whole { "\x1b[r".to_owned() } else { format!("\x1b[{};{}r", rows.0 + 1, rows.1) });
        (self.region, self.cursor) = (rows, None);
    }

    /// Writes the cells of `to` that differ from `from`: row by row, then those of the columns `down`, from top to
    /// bottom. A column of bars has one colour over many rows, so the pen changes once instead of twice a row.
    pub fn change(&mut self, from: &Buffer, to: &Buffer, down: &[u16]) {
        let width = self.area.width;
        let rows = |buffer| rows(buffer, width);
        for (y, (from, to)) in (0..).zip(rows(from).zip(rows(to))) {
            let later = |x: usize| down.iter().any(|&d| usize::from(d) == x && stands_alone(from, to, x));
            self.write_row(y, to, blank_tail(from), |x| later(x) || same(&from[x], &to[x]));
        }
        for &x in down {
            let at = usize::from(x);
            for (y, (from, to)) in (0..).zip(rows(from).zip(rows(to))) {
                if stands_alone(from, to, at) && !same(&from[at], &to[at]) {
                    self.go_to(x, y);
                    self.put(x, y, &to[at], 1);
                }
            }
        }
    }

    /// Writes the cells of `to` that differ from a cleared screen.
    pub fn fill(&mut self, to: &Buffer) {
        for (y, row) in (0..).zip(rows(to, self.area.width)) {
            self.write_row(y, row, 0, |x| is_ground(&row[x]));
        }
    }

    /// Writes the cells of a row that are not shown already; from column `old_tail` on it is clear.
    fn write_row(&mut self, y: u16, to: &[Cell], old_tail: usize, is_shown: impl Fn(usize) -> bool) {
        let tail = blank_tail(to);
        let mut x = 0;
        while x < tail.max(old_tail) {
            let wide = cell_width(to, x);
            if (x..x + wide).all(&is_shown) {
                x += wide;
            } else if x >= tail && old_tail - x > 2 {
                self.go_to(x as u16, y);
                self.set_pen(Pen::PLAIN);
                self.push("\x1b[K");
                return;
            } else if let Some(blanks) = blanks(to, x, &is_shown) {
                self.reach(x as u16, y, to);
                self.set_pen(self.pen_for(&to[x]));
                self.push(&format!("\x1b[{blanks}X"));
                x += blanks;
            } else {
                self.reach(x as u16, y, to);
                self.put(x as u16, y, &to[x], wide);
                x += wide;
            }
        }
    }

    /// Moves the cursor to column `x` of a row with the content `to`. Over a short gap, rewriting the cells
    /// is cheaper than jumping.
    fn reach(&mut self, x: u16, y: u16, to: &[Cell]) {
        if let Some((at, row)) = self.cursor
            && row == y
            && at < x
            && x - at <= 4
            && to[usize::from(at)..usize::from(x)]
                .iter()
                .all(|c| c.symbol().len() == 1 && self.pen_for(c) == self.pen)
        {
            for cell in &to[usize::from(at)..usize::from(x)] {
                self.bytes.extend_from_slice(cell.symbol().as_bytes());
            }
            self.cursor = Some((x, y));
        }
        self.go_to(x, y);
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell, wide: usize) {
        self.set_pen(self.pen_for(cell));
        let symbol = if cell.symbol().is_empty() { " " } else { cell.symbol() };
        self.bytes.extend_from_slice(symbol.as_bytes());
        let next = x + wide as u16;
        // Terminals do not agree on the width of joined characters, nor on the cursor at the right edge.
        let sure = symbol.chars().count() == 1 && next < self.area.width;
        self.cursor = sure.then_some((next, y));
    }

    /// The pen for a cell; on a blank, invisible attributes stay as they are.
    fn pen_for(&self, cell: &Cell) -> Pen {
        if !is_blank(cell) {
            return Pen::of(cell);
        }
        Pen { bg: cell.bg, modifier: self.pen.modifier - SEEN_ON_BLANKS, ..self.pen }
    }

    /// Moves the cursor by the shortest sequence.
    fn go_to(&mut self, x: u16, y: u16) {
        if self.cursor == Some((x, y)) {
            return;
        }
        let absolute = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, y) => format!("\x1b[{}H", y + 1),
            (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        // A newline at the bottom of the region would scroll it, so newlines cannot cross it.
        let crosses = |from: u16| from < self.region.1 && self.region.1 <= y;
        let from = self.cursor.filter(|&(_, row)| !crosses(row));
        let shorter = from.and_then(|from| relative(from, (x, y)));
        let step = shorter.filter(|s| s.len() < absolute.len()).unwrap_or(absolute);
        self.push(&step);
        self.cursor = Some((x, y));
    }

    fn set_pen(&mut self, pen: Pen) {
        let change = self.pen.change(pen, self.ground);
        self.push(&change);
        self.pen = pen;
    }

    fn push(&mut self, sequence: &str) {
        self.bytes.extend_from_slice(sequence.as_bytes());
    }

    /// The bytes, with the pen restored if something was written, and the terminal's state after them.
    pub fn finish(mut self) -> (Vec<u8>, Left) {
        self.set_pen(Pen::PLAIN);
        (self.bytes, Left { cursor: self.cursor, region: self.region })
    }
}

/// From this many blanks on, erasing and skipping them is shorter than writing them.
const ERASED: usize = 12;

/// How many blanks in the background colour to write from column `x` on, if there are so many that erasing is
/// better.
fn blanks(to: &[Cell], x: usize, is_shown: impl Fn(usize) -> bool) -> Option<usize> {
    let count = to[x..].iter().take_while(|cell| is_ground(cell)).count();
    let count = (x..x + count).rfind(|&x| !is_shown(x)).map_or(0, |last| last + 1 - x);
    (count >= ERASED).then_some(count)
}

/// Whether cell `x` of a row is one character wide, before and after.
fn stands_alone(from: &[Cell], to: &[Cell], x: usize) -> bool {
    let alone = |row: &[Cell]| {
        let is_character = |x: usize| row.get(x).is_none_or(|cell| !cell.symbol().is_empty());
        x < row.len() && is_character(x) && is_character(x + 1)
    };
    alone(from) && alone(to)
}

/// The column and row of the first cell that changes.
pub fn first_change(from: &Buffer, to: &Buffer) -> Option<(u16, u16)> {
    let cells = from.content().iter().zip(to.content());
    let (at, _) = cells.enumerate().find(|(_, (a, b))| !same(a, b))?;
    let width = usize::from(to.area().width);
    Some(((at % width) as u16, (at / width) as u16))
}

/// A move relative to the cursor.
fn relative((from_x, from_y): (u16, u16), (x, y): (u16, u16)) -> Option<String> {
    let right = |by: u16| match by {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        by => format!("\x1b[{by}C"),
    };
    let left = |by: u16| "\x08".repeat(usize::from(by));
    match (y.checked_sub(from_y)?, x.checked_sub(from_x)) {
        (0, None) if from_x - x <= 3 && x > 0 => Some(left(from_x - x)),
        (down @ 1..=4, None) if from_x - x <= 3 && x > 0 => {
            Some(format!("{}{}", left(from_x - x), "\n".repeat(usize::from(down))))
        }
        (0, Some(by)) => Some(right(by)),
        (0, None) if x == 0 => Some("\r".to_owned()),
        (0, None) => Some(format!("\x1b[{}G", x + 1)),
        (down @ 1..=3, Some(0)) => Some("\n".repeat(usize::from(down))),
        (down @ 1..=3, _) => Some(format!("\r{}{}", "\n".repeat(usize::from(down)), right(x))),
        _ => None,
    }
}

/// The cells of each row.
fn rows(buffer: &Buffer, width: u16) -> std::slice::Chunks<'_, Cell> {
    buffer.content().chunks(usize::from(width).max(1))
}

/// How many cells the character in cell `x` takes.
fn cell_width(row: &[Cell], x: usize) -> usize {
    1 + row[x + 1..].iter().take_while(|c| c.symbol().is_empty()).count()
}

/// The first cell of the blanks at the end of a row.
fn blank_tail(row: &[Cell]) -> usize {
    row.iter().rposition(|c| !is_ground(c)).map_or(0, |x| x + 1)
}

/// Whether a cell is empty except for its background.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANKS)
}

/// Whether a cell is the same as on a cleared screen.
fn is_ground(cell: &Cell) -> bool {
    is_blank(cell) && cell.bg == Color::Reset
}

/// Whether two cells look the same.
fn same(a: &Cell, b: &Cell) -> bool {
    a.symbol() == b.symbol() && (Pen::of(a) == Pen::of(b) || is_blank(a) && is_blank(b) && a.bg == b.bg)
}
