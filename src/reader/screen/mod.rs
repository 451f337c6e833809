//! The terminal's content, and the fewest bytes that change it.
//!
//! A frame is compared with the previous one. Rows that moved up or down as a whole are moved by the terminal itself
//! if that costs less than rewriting the changed cells; the rest is written cell by cell. The rows of one pane beside
//! others move alone if the terminal has left and right margins; otherwise the cheaper way wins: moving whole rows
//! and repairing the rest, or writing the changes.

mod pen;
mod scroll;
mod writer;

use std::io::{self, Write};

use ratatui::buffer::Buffer;

pub use pen::Ground;
use pen::NO_GROUND;
pub use scroll::Columns;
use scroll::Scroll;
use writer::{Left, Writer, first_change};

/// Begin and end of a frame that the terminal shows at once (mode 2026).
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Hints about a frame beyond its cells.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The columns of areas that may scroll by themselves.
    pub panes: Vec<Columns>,
    /// The columns of bars: one colour over many rows.
    pub bars: Vec<u16>,
    /// Whether the terminal can move rows between two columns.
    pub margins: bool,
    /// The visible cursor's column and row, if any.
    pub cursor: Option<(u16, u16)>,
    /// The default colours of text and background; none for the terminal's own.
    pub ground: Option<Ground>,
}

/// The content of a terminal.
#[derive(Debug)]
enum Shown {
    /// Unknown.
    Anything,
    /// Nothing: it has just been cleared.
    Nothing,
    /// A frame.
    Frame(Buffer),
}

/// A terminal with every cell known.
#[derive(Debug)]
pub struct Screen<W> {
    out: W,
    /// Bytes to send before the next frame.
    before: Vec<u8>,
    shown: Shown,
    /// The column and row of the terminal's visible cursor.
    cursor: Option<(u16, u16)>,
    /// The terminal's state after the last frame.
    left: Left,
    ground: Ground,
}

impl<W: Write> Screen<W> {
    /// A terminal with this many rows that `before` will clear; it goes out with the first frame.
    pub fn new(out: W, height: u16, before: Vec<u8>) -> Self {
        let left = Left { cursor: None, region: (0, height) };
        Self { out, before, shown: Shown::Nothing, cursor: None, left, ground: NO_GROUND }
    }

    /// Forgets the terminal's content: the next frame clears it and writes everything.
    pub fn forget(&mut self) {
        (self.shown, self.cursor) = (Shown::Anything, None);
    }

    /// Sends invisible bytes to the terminal.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// Makes the terminal show `frame`, in one write; in none if nothing changed.
    pub fn show(&mut self, frame: Buffer, hints: &Hints) -> io::Result<()> {
        let ground = hints.ground.unwrap_or(NO_GROUND);
        if std::mem::replace(&mut self.ground, ground) != ground {
            self.forget();
        }
        let (mut changes, left) = match &self.shown {
            Shown::Frame(shown) if shown.area() == frame.area() => changes(shown, &frame, hints, self.left),
            Shown::Nothing if self.left.region.1 == frame.area().height => {
                let mut writer = Writer::new(*frame.area(), self.left, ground);
                writer.fill(&frame);
                writer.finish()
            }
            _ => afresh(&frame, ground),
        };
        self.left = left;
        if !changes.is_empty() || hints.cursor != self.cursor {
            changes.extend(cursor(self.cursor, hints.cursor));
            self.cursor = hints.cursor;
            self.left.cursor = hints.cursor.or(self.left.cursor);
        }
        if !changes.is_empty() {
            let bytes = [&std::mem::take(&mut self.before), BEGIN, &changes, END].concat();
            self.out.write_all(&bytes)?;
            self.out.flush()?;
        }
        self.shown = Shown::Frame(frame);
        Ok(())
    }
}

/// Moves the visible cursor, or hides it.
fn cursor(from: Option<(u16, u16)>, to: Option<(u16, u16)>) -> Vec<u8> {
    match (from, to) {
        (None, None) => String::new(),
        (Some(_), None) => "\x1b[?25l".to_owned(),
        (Some(_), Some((x, y))) => format!("\x1b[{};{}H", y + 1, x + 1),
        (None, Some((x, y))) => format!("\x1b[{};{}H\x1b[?25h", y + 1, x + 1),
    }
    .into_bytes()
}

/// Everything, on a terminal that is cleared first.
fn afresh(frame: &Buffer, ground: Ground) -> (Vec<u8>, Left) {
    let mut writer =
        Writer::new(*frame.area(), Left { cursor: None, region: (0, frame.area().height) }, ground);
    writer.clear();
    writer.fill(frame);
    writer.finish()
}

/// The shortest way to turn `shown` into `frame`, given the terminal's state after the last frame.
fn changes(shown: &Buffer, frame: &Buffer, hints: &Hints, left: Left) -> (Vec<u8>, Left) {
    let ground = hints.ground.unwrap_or(NO_GROUND);
    let begin = || Writer::new(*frame.area(), left, ground);
    let mut best = shorter(begin, shown, frame, &hints.bars);
    for scroll in Scroll::candidates(shown, frame, &hints.panes, hints.margins) {
        // The way that moves rows first.
        let moved = |scroll: Scroll| {
            let after = scroll.applied(shown);
            let begin = || {
                let mut writer = begin();
                writer.scroll(scroll, scroll.column(first_change(&after, frame)));
                writer
            };
            shorter(begin, &after, frame, &hints.bars)
        };
        for way in std::iter::once(scroll).chain(scroll.within(left.region)).map(moved) {
            if way.0.len() < best.0.len() {
                best = way;
            }
        }
    }
    best
}

/// The changes from `shown` to `frame` after a writer's first bytes: with the bars in their rows, or after the rows;
/// the shorter.
fn shorter(begin: impl Fn() -> Writer, shown: &Buffer, frame: &Buffer, bars: &[u16]) -> (Vec<u8>, Left) {
    let write = |down: &[u16]| {
        let mut writer = begin();
        writer.change(shown, frame, down);
        writer.finish()
    };
    let (one, other) = (write(&[]), write(bars));
    if other.0.len() < one.0.len() { other } else { one }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use proptest::sample::select;
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    const WIDTH: u16 = 12;
    const HEIGHT: u16 = 8;

    /// The content of a terminal after all of `frames`, one after another.
    fn terminal(frames: &[Buffer]) -> (vt100::Parser, Vec<usize>) {
        let size = |n| NonZero::new(n).unwrap();
        let mut parser = vt100::Parser::new(size(HEIGHT), size(WIDTH), 0);
        let (mut screen, mut sizes) = (Screen::new(Vec::new(), HEIGHT, Vec::new()), Vec::new());
        parser.process(b"\x1b[?7l");
        for frame in frames {
            let hints = Hints { bars: vec![0, 3], ..Hints::default() };
            screen.show(frame.clone(), &hints).unwrap();
            sizes.push(screen.out.len());
            parser.process(&std::mem::take(&mut screen.out));
        }
        (parser, sizes)
    }

    fn color(color: Color) -> vt100::Color {
        match color {
            Color::Indexed(i) => vt100::Color::Idx(i),
            Color::Red => vt100::Color::Idx(1),
            Color::LightBlue => vt100::Color::Idx(12),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        }
    }

    fn assert_shows(parser: &vt100::Parser, frame: &Buffer) {
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let (is, ought) = (parser.screen().cell(y, x).unwrap(), &frame[(x, y)]);
                let contents =
                    if is.contents().is_empty() && !is.is_wide_continuation() { " " } else { is.contents() };
                assert_eq!(contents, ought.symbol(), "at {x},{y}");
                if ought.symbol().is_empty() {
                    continue;
                }
                assert_eq!(is.bgcolor(), color(ought.bg), "at {x},{y}");
                let modifier = |m| ought.modifier.contains(m);
                if ought.symbol() != " " {
                    assert_eq!(is.fgcolor(), color(ought.fg), "at {x},{y}");
                    assert_eq!(is.bold(), modifier(Modifier::BOLD), "at {x},{y}");
                }
                assert_eq!(is.inverse(), modifier(Modifier::REVERSED), "at {x},{y}");
                assert_eq!(is.underline(), modifier(Modifier::UNDERLINED), "at {x},{y}");
            }
        }
    }

    fn style() -> impl Strategy<Value = Style> {
        let colors = [Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(111), Color::Rgb(1, 2, 3)];
        let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED];
        (select(colors.to_vec()), select(colors.to_vec()), select(modifiers.to_vec()))
            .prop_map(|(fg, bg, add)| Style::new().fg(fg).bg(bg).add_modifier(add))
    }

    /// A row of a few words of one style each; the screens of a test draw from few rows, so that rows recur.
    fn row() -> impl Strategy<Value = Vec<(String, Style)>> {
        prop::collection::vec(("[a-c 语é]{0,5}", style()), 0..4)
    }

    fn draw(rows: &[Vec<(String, Style)>]) -> Buffer {
        let area = Rect::new(0, 0, WIDTH, HEIGHT);
        let mut buffer = Buffer::empty(area);
        for (y, row) in (0..).zip(rows) {
            let mut x = 0;
            for (text, style) in row {
                x = crate::reader::draw::put(&mut buffer, area, (x, y), text, *style);
            }
        }
        buffer
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_terminal_shows_the_frame(
            rows in prop::collection::vec(row(), 12),
            picks in prop::collection::vec((0usize..6, -3isize..4, 0usize..8), 1..6),
        ) {
            let mut frames = vec![draw(&rows[..8])];
            for (from, by, change) in picks {
                let mut next: Vec<_> = (0..8).map(|y| rows[(y + from).saturating_add_signed(by) % 12].clone()).collect();
                next[change] = rows[(change * 5 + from) % 12].clone();
                frames.push(draw(&next));
                let (parser, _) = terminal(&frames);
                assert_shows(&parser, frames.last().unwrap());
            }
        }
    }

    /// A terminal with left and right margins that keeps only the letters: it does what xterm does with the
    /// sequences in a frame.
    struct Margined {
        cells: Vec<Vec<String>>,
        cursor: (usize, usize),
        rows: (usize, usize),
        columns: Option<(usize, usize)>,
    }

    impl Margined {
        fn new() -> Self {
            let cells = vec![vec![" ".to_owned(); WIDTH.into()]; HEIGHT.into()];
            Self { cells, cursor: (0, 0), rows: (0, usize::from(HEIGHT) - 1), columns: None }
        }

        fn feed(&mut self, bytes: &[u8]) {
            let text = std::str::from_utf8(bytes).unwrap();
            let mut rest = text;
            while let Some(c) = rest.chars().next() {
                rest = &rest[c.len_utf8()..];
                match c {
                    '\n' if self.cursor.1 == self.rows.1 => self.roll(1),
                    '\n' => self.cursor.1 += 1,
                    '\r' => self.cursor.0 = 0,
                    '\x08' => self.cursor.0 -= 1,
                    '\x1b' if rest.starts_with('M') => {
                        rest = &rest[1..];
                        if self.cursor.1 == self.rows.0 { self.roll(-1) } else { self.cursor.1 -= 1 }
                    }
                    '\x1b' => {
                        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                        self.control(&rest[1..end], rest.as_bytes()[end]);
                        rest = &rest[end + 1..];
                    }
                    c => self.write(c),
                }
            }
        }

        fn write(&mut self, c: char) {
            let (x, y) = self.cursor;
            self.cells[y][x] = c.to_string();
            self.cursor.0 += 1;
            for _ in 1..crate::reader::wrap::text_width(&c.to_string()) {
                self.cells[y][self.cursor.0] = String::new();
                self.cursor.0 += 1;
            }
        }

        fn control(&mut self, parameters: &str, last: u8) {
            let number = |n: usize| parameters.split(';').nth(n).and_then(|p| p.parse::<usize>().ok());
            match (last, parameters) {
                (b'h', "?69") => self.columns = Some((0, usize::from(WIDTH) - 1)),
                (b'l', "?69") => self.columns = None,
                (b's', _) => self.columns = Some((number(0).unwrap() - 1, number(1).unwrap() - 1)),
                (b'r', _) => {
                    self.rows = (number(0).unwrap_or(1) - 1, number(1).unwrap_or(HEIGHT.into()) - 1);
                    self.cursor = (0, 0);
                }
                (b'H', _) => self.cursor = (number(1).unwrap_or(1) - 1, number(0).unwrap_or(1) - 1),
                (b'C', _) => self.cursor.0 += number(0).unwrap_or(1),
                (b'G', _) => self.cursor.0 = number(0).unwrap_or(1) - 1,
                (b'X', _) => {
                    let (x, y) = self.cursor;
                    self.cells[y][x..x + number(0).unwrap()].fill(" ".to_owned());
                }
                (b'K', _) => self.cells[self.cursor.1][self.cursor.0..].fill(" ".to_owned()),
                _ => {}
            }
        }

        fn roll(&mut self, by: isize) {
            let (left, right) = self.columns.unwrap_or((0, usize::from(WIDTH) - 1));
            assert!((left..=right).contains(&self.cursor.0), "outside the margins nothing moves");
            let before = self.cells.clone();
            for y in self.rows.0..=self.rows.1 {
                let from = y.checked_add_signed(by).filter(|f| (self.rows.0..=self.rows.1).contains(f));
                for (x, cell) in self.cells[y].iter_mut().enumerate().take(right + 1).skip(left) {
                    *cell = from.map_or(" ".to_owned(), |f| before[f][x].clone());
                }
            }
        }

        fn assert_shows(&self, frame: &Buffer) {
            let rows = frame.content().chunks(WIDTH.into());
            let ought: Vec<String> = rows.map(|r| r.iter().map(Cell::symbol).collect()).collect();
            let is: Vec<String> = self.cells.iter().map(|r| r.concat()).collect();
            assert_eq!(is, ought);
        }
    }

    /// Two panes with a line between them; the right one has scrolled by `by`.
    fn panes(by: usize) -> Buffer {
        let row = |y: usize| {
            let plain = Style::new();
            let right: String = (0..7).map(|x| char::from(b'a' + ((7 * (y + by) + x) % 25) as u8)).collect();
            vec![
                ("abcd|"[..5 - y % 2].to_owned(), plain),
                ("     "[..y % 2].to_owned(), plain),
                (right, plain),
            ]
        };
        draw(&(0..8).map(row).collect::<Vec<_>>())
    }

    const BOTH: [Columns; 2] = [(0, 5), (5, WIDTH)];

    #[test]
    fn one_pane_moves_alone_where_the_terminal_has_margins() {
        let hints = Hints { panes: BOTH.to_vec(), margins: true, ..Hints::default() };
        let (mut screen, mut terminal) = (Screen::new(Vec::new(), HEIGHT, Vec::new()), Margined::new());
        for by in [0, 1, 3, 0] {
            screen.show(panes(by), &hints).unwrap();
            let bytes = std::mem::take(&mut screen.out);
            terminal.feed(&bytes);
            terminal.assert_shows(&panes(by));
            assert!(by != 1 || String::from_utf8_lossy(&bytes).contains("\x1b[?69h\x1b[6;12s"));
        }
    }

    #[test]
    fn without_margins_no_frame_costs_more_than_its_changed_cells() {
        let mut sizes = Vec::new();
        for panes_known in [BOTH.to_vec(), Vec::new()] {
            let hints = Hints { panes: panes_known, ..Hints::default() };
            let mut screen = Screen::new(Vec::new(), HEIGHT, Vec::new());
            screen.show(panes(0), &hints).unwrap();
            screen.out.clear();
            screen.show(panes(1), &hints).unwrap();
            assert!(!String::from_utf8_lossy(&screen.out).contains("\x1b[?69h"));
            sizes.push(screen.out.len());
        }
        assert!(sizes[0] <= sizes[1], "{sizes:?}");
    }

    #[test]
    fn the_cursor_is_shown_moved_and_hidden() {
        let mut screen = Screen::new(Vec::new(), HEIGHT, Vec::new());
        let mut written = Vec::new();
        for cursor in [None, Some((0, 2)), Some((0, 2)), Some((3, 2)), None] {
            screen.show(panes(0), &Hints { cursor, ..Hints::default() }).unwrap();
            written.push(String::from_utf8(std::mem::take(&mut screen.out)).unwrap());
        }
        let frame = |inner: &str| format!("\x1b[?2026h{inner}\x1b[?2026l");
        assert_eq!(written[1], frame("\x1b[3;1H\x1b[?25h"));
        assert_eq!(written[2], "");
        assert_eq!(written[3], frame("\x1b[3;4H"));
        assert_eq!(written[4], frame("\x1b[?25l"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_terminal_with_margins_shows_the_frame(
            rows in prop::collection::vec(row(), 12),
            picks in prop::collection::vec((0usize..6, -3isize..4, 0usize..8), 1..6),
        ) {
            let hints = Hints { panes: vec![(0, 4), (4, WIDTH)], margins: true, ..Hints::default() };
            let (mut screen, mut terminal) = (Screen::new(Vec::new(), HEIGHT, Vec::new()), Margined::new());
            for (from, by, change) in picks {
                let mut next: Vec<_> = (0..8).map(|y| rows[(y + from).saturating_add_signed(by) % 12].clone()).collect();
                next[change] = rows[(change * 5 + from) % 12].clone();
                let frame = draw(&next);
                screen.show(frame.clone(), &hints).unwrap();
                terminal.feed(&std::mem::take(&mut screen.out));
                terminal.assert_shows(&frame);
            }
        }
    }

    #[test]
    fn nothing_changed_nothing_written() {
        let frame = draw(&[vec![("abc".to_owned(), Style::new())]]);
        let (_, sizes) = terminal(&[frame.clone(), frame]);
        assert_eq!(sizes[1], 0);
    }

    #[test]
    fn a_scrolled_screen_is_moved_not_written_again() {
        let rows: Vec<_> = (0..9).map(|i| vec![(format!("row number {i}"), Style::new())]).collect();
        let (parser, sizes) = terminal(&[draw(&rows[..8]), draw(&rows[1..])]);
        assert_shows(&parser, &draw(&rows[1..]));
        assert!(sizes[1] < 50, "{} bytes", sizes[1]);
    }
}
