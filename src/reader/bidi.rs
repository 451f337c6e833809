//! Right-to-left text: puts the cells of a row into reading order.
//!
//! Everything is drawn in stored order; afterwards the cells of a row with Arabic or Hebrew are reordered by the
//! Unicode bidirectional algorithm (UAX #9), styles and all. Cells are never added or lost, so columns stay where
//! they are. Joining letters is left to the terminal.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Who reorders right-to-left text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bidi {
    /// The program; the terminal is asked not to reorder cells.
    #[default]
    Program,
    /// The terminal, as some do by themselves.
    Terminal,
}

/// Whether a character belongs to a script that runs from right to left.
fn is_right_to_left(c: char) -> bool {
    c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Whether a paragraph runs from right to left: its first letter decides (rules P2 and P3).
pub fn runs_left(text: &str) -> bool {
    let strong =
        text.chars().map(bidi_class).find(|c| matches!(c, BidiClass::L | BidiClass::R | BidiClass::AL));
    matches!(strong, Some(BidiClass::R | BidiClass::AL))
}

/// Reorders the fields of every row of an area. A field ends where the style changes or two blanks follow each
/// other, so that a name never changes places with the number in the next column.
pub fn arrange_fields(buffer: &mut Buffer, area: Rect) {
    for y in area.top()..area.bottom() {
        let row = Rect { y, height: 1, ..area };
        if !holds_right_to_left(buffer, row) {
            continue;
        }
        for (from, to) in fields(buffer, row) {
            arrange(buffer, Rect { x: from, width: to - from, ..row }, None);
        }
    }
}

/// Reorders one row of a paragraph; with `left`, the paragraph runs from right to left, and the row begins at the
/// right edge of its area.
pub fn arrange_line(buffer: &mut Buffer, row: Rect, left: bool) {
    if !left && !holds_right_to_left(buffer, row) {
        return;
    }
    arrange(buffer, row, Some(if left { Level::rtl() } else { Level::ltr() }));
}

fn holds_right_to_left(buffer: &Buffer, row: Rect) -> bool {
    cells(row).any(|x| buffer[(x, row.y)].symbol().chars().any(is_right_to_left))
}

fn cells(row: Rect) -> std::ops::Range<u16> {
    row.left()..row.right()
}

/// The fields of a row, as their first column and the one after their last.
fn fields(buffer: &Buffer, row: Rect) -> Vec<(u16, u16)> {
    let (mut found, mut start): (Vec<(u16, u16)>, Option<u16>) = (Vec::new(), None);
    let blank = |x: u16| x >= row.right() || buffer[(x, row.y)].symbol() == " ";
    for x in cells(row) {
        let breaks = blank(x) && (blank(x + 1) || start.is_none());
        let restyled = start.is_some_and(|s| buffer[(s, row.y)].style() != buffer[(x, row.y)].style());
        if breaks || restyled {
            found.extend(start.take().map(|s| (s, x)));
        }
        if !breaks && start.is_none() {
            start = Some(x);
        }
    }
    found.extend(start.map(|s| (s, row.right())));
    found
}

/// Reorders the characters of a row; wide ones stay whole.
fn arrange(buffer: &mut Buffer, row: Rect, base: Option<Level>) {
    let mut clusters: Vec<Vec<Cell>> = Vec::new();
    for x in cells(row) {
        let cell = buffer[(x, row.y)].clone();
        match clusters.last_mut().filter(|_| cell.symbol().is_empty()) {
            Some(wide) => wide.push(cell),
            None => clusters.push(vec![cell]),
        }
    }
    let text: String = clusters.iter().map(|c| symbol(c)).collect();
    let info = BidiInfo::new(&text, base);
    let Some(paragraph) = info.paragraphs.first() else { return };
    let levels = info.reordered_levels(paragraph, paragraph.range.clone());
    let mut at = 0;
    let of_clusters: Vec<Level> = clusters
        .iter()
        .map(|cluster| {
            let level = levels.get(at).copied().unwrap_or(paragraph.level);
            at += symbol(cluster).len();
            level
        })
        .collect();
    let mut x = row.x;
    for index in BidiInfo::reorder_visual(&of_clusters) {
        for mut cell in clusters[index].iter().cloned() {
            if of_clusters[index].is_rtl()
                && let Some(mirrored) = mirrored(cell.symbol())
            {
                cell.set_symbol(mirrored);
            }
            buffer[(x, row.y)] = cell;
            x += 1;
        }
    }
}

fn symbol(cluster: &[Cell]) -> &str {
    // A wide character with only its second half in the area counts as a blank.
    cluster.first().map(Cell::symbol).filter(|s| !s.is_empty()).unwrap_or(" ")
}

/// A bracket or quotation mark as mirrored in right-to-left text (rule L4).
fn mirrored(symbol: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 8] =
        [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"), ("《", "》"), ("「", "」")];
    PAIRS.iter().find_map(|&(a, b)| if symbol == a { Some(b) } else { (symbol == b).then_some(a) })
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::*;
    use crate::reader::draw::put;

    fn buffer(parts: &[(&str, Style)], width: u16) -> Buffer {
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        let mut x = 0;
        for (text, style) in parts {
            x = put(&mut buffer, area, (x, 0), text, *style);
        }
        buffer
    }

    fn shown(buffer: &Buffer) -> String {
        buffer.content().iter().map(Cell::symbol).collect::<String>().trim_end().to_owned()
    }

    fn line(text: &str, width: u16, left: bool) -> String {
        let mut buffer = buffer(&[(text, Style::new())], width);
        arrange_line(&mut buffer, Rect::new(0, 0, width, 1), left);
        shown(&buffer)
    }

    #[test]
    fn hebrew_in_english_runs_the_other_way() {
        assert_eq!(line("Envoy שלום said", 20, false), "Envoy םולש said");
        assert_eq!(line("no such letters", 20, false), "no such letters");
    }

    #[test]
    fn numbers_and_brackets_in_it_stay_readable() {
        assert_eq!(line("נפגשו 25 נציגים", 15, true), "םיגיצנ 25 ושגפנ");
        assert_eq!(line("שלום (אמר) Smith", 16, true), "Smith (רמא) םולש");
    }

    #[test]
    fn a_paragraph_that_runs_left_begins_at_the_right_edge() {
        assert_eq!(line("مرحبا", 10, true), "     ابحرم");
        assert!(runs_left("«مرحبا» said") && !runs_left("A مرحبا") && !runs_left("12"));
    }

    #[test]
    fn marks_stay_on_their_letters_and_wide_characters_whole() {
        assert_eq!(line("שָׁלוֹם 语言", 12, false), "םוֹלשָׁ 语言");
        assert_eq!(line("שלום 语", 12, true), "     语 םולש");
    }

    #[test]
    fn styles_go_with_their_letters_and_fields_keep_their_columns() {
        let (name, count) = (Style::new().fg(Color::Red), Style::new().fg(Color::Blue));
        let mut buffer = buffer(&[("אבג", name), (" ", Style::new()), ("12", count), ("  דה", name)], 12);
        arrange_fields(&mut buffer, Rect::new(0, 0, 12, 1));
        assert_eq!(shown(&buffer), "גבא 12  הד");
        assert_eq!((buffer[(0, 0)].fg, buffer[(4, 0)].fg), (Color::Red, Color::Blue));
    }
}
