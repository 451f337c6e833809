//! What the terminal shows, and the fewest bytes that make it show something else.
//!
//! A frame is compared with the one before. What moved up or down as whole rows is moved by the terminal itself,
//! where that costs less than writing the changed cells again; the rest is written cell by cell.

mod pen;
mod scroll;
mod writer;

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use scroll::Scroll;
use writer::Writer;

/// Begin and end of a frame that the terminal shows at once (mode 2026).
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// A terminal of which every cell is known.
#[derive(Debug)]
pub struct Screen<W> {
    out: W,
    /// What the terminal shows, if that is known.
    shown: Option<Buffer>,
}

impl<W: Write> Screen<W> {
    /// A terminal of that size that has just been cleared.
    pub fn new(out: W, (width, height): (u16, u16)) -> Self {
        Self { out, shown: Some(Buffer::empty(Rect::new(0, 0, width, height))) }
    }

    /// Forgets what the terminal shows: the next frame clears it and writes everything.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Sends the terminal something that shows nowhere.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// Makes the terminal show `frame`, in one write; where nothing changed, in none.
    pub fn show(&mut self, frame: Buffer) -> io::Result<()> {
        let changes = match &self.shown {
            Some(shown) if shown.area() == frame.area() => changes(shown, &frame),
            _ => afresh(&frame),
        };
        if !changes.is_empty() {
            let bytes = [BEGIN, &changes, END].concat();
            self.out.write_all(&bytes)?;
            self.out.flush()?;
        }
        self.shown = Some(frame);
        Ok(())
    }
}

/// Everything, on a terminal that is cleared first.
fn afresh(frame: &Buffer) -> Vec<u8> {
    let mut writer = Writer::new(*frame.area());
    writer.clear();
    writer.change(&Buffer::empty(*frame.area()), frame);
    writer.finish()
}

/// The shorter of the ways to turn `shown` into `frame`.
fn changes(shown: &Buffer, frame: &Buffer) -> Vec<u8> {
    let mut writer = Writer::new(*frame.area());
    writer.change(shown, frame);
    let mut best = writer.finish();
    for scroll in Scroll::candidates(shown, frame) {
        let mut writer = Writer::new(*frame.area());
        writer.scroll(scroll);
        writer.change(&scroll.applied(shown), frame);
        let bytes = writer.finish();
        if bytes.len() < best.len() {
            best = bytes;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use proptest::sample::select;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    const WIDTH: u16 = 12;
    const HEIGHT: u16 = 8;

    /// What a terminal shows that was given all of `frames` one after another.
    fn terminal(frames: &[Buffer]) -> (vt100::Parser, Vec<usize>) {
        let size = |n| NonZero::new(n).unwrap();
        let mut parser = vt100::Parser::new(size(HEIGHT), size(WIDTH), 0);
        let (mut screen, mut sizes) = (Screen::new(Vec::new(), (WIDTH, HEIGHT)), Vec::new());
        parser.process(b"\x1b[?7l");
        for frame in frames {
            screen.show(frame.clone()).unwrap();
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

    /// A row of a few words of one style each; the screens of a test draw on few rows, so that rows recur.
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
