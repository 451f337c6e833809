//! The text pane: the rows of the flow on the screen, and moving among them.

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use crate::reader::flow::{Flow, Shown, Spot, indent};
use crate::reader::layout::{Areas, MARGIN};
use crate::reader::reading::Reading;
use crate::reader::wrap::{Line, cluster_width};
use crate::text::Span;

/// The most columns of a line of text.
pub const MEASURE: u16 = 80;

/// A row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The block.
    pub block: usize,
    /// The line; none for the empty row below a block.
    pub line: Option<Line>,
    /// Whether it is the first row of its block.
    pub first: bool,
}

/// The columns of the pane, from its left edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Columns {
    /// The start and width of the speakers' names; none if there is no room.
    pub names: Option<(u16, u16)>,
    /// The column of the gutter's bar.
    pub bar: u16,
    /// The column where the text begins.
    pub text: u16,
    /// The measure.
    pub measure: u16,
    /// The column of the overview ruler, if it is shown.
    pub ruler: Option<u16>,
}

impl Columns {
    /// Divides `width` columns: a margin with names if there is room, a bar between two blank columns, the text, and a
    /// blank column. The pane's own ruler, if any, takes two at the right.
    pub fn new(width: u16, alone: bool, with_ruler: bool, most: u16) -> Self {
        let ruler = (with_ruler && width > 12).then(|| width - 1);
        let inner = width - ruler.map_or(0, |_| 2);
        if inner <= 10 {
            return Self { names: None, bar: 0, text: 0, measure: inner, ruler };
        }
        let names = if Areas::has_names(inner, alone) { MARGIN } else { 0 };
        let measure = (inner - names - 4).min(most);
        let left = names + (inner - names - 4 - measure) / 2;
        let names = (names > 0).then(|| (left + 1 - MARGIN, MARGIN - 1));
        Self { names, bar: left + 1, text: left + 3, measure, ruler }
    }
}

/// A place to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The first byte at the top of the screen.
    pub at: u32,
    top: Spot,
    measure: u16,
}

impl Place {
    /// The place of a byte, independent of the line width.
    pub fn at(at: u32) -> Self {
        Self { at, ..Self::default() }
    }
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct TextPane {
    /// The most columns of a line, if not [`MEASURE`].
    most: Option<u16>,
    flow: Flow,
    top: Spot,
    height: usize,
    /// The first byte at the top before a series of resizes, so that they do not add up to a move.
    anchor: Option<u32>,
    /// Whether the user went to the end: it then stays on the screen when the text grows.
    at_end: bool,
    /// The content of the screen's rows, from the top.
    pub rows: Vec<Row>,
    /// Whether the first row is the very first, and the last one the very last.
    pub ends: (bool, bool),
    /// The division of its columns.
    pub columns: Columns,
}

impl TextPane {
    /// A pane with lines of at most this many columns, by default [`MEASURE`].
    pub fn new(most: Option<u16>) -> Self {
        Self { most, ..Self::default() }
    }

    /// A pane for another text, with the same line width.
    pub fn another(&self) -> Self {
        Self::new(self.most)
    }

    /// The position: "Top", "34%", "End", or "All" if the whole text is on the screen. In a text so short that a row
    /// is more than a hundredth of it, the figure counts in tens: otherwise it would change with every row without
    /// saying more.
    pub fn progress(&self, reading: &Reading) -> String {
        let length = reading.text().trim_end().len() as u64;
        let rows = length / u64::from(self.columns.measure.max(1));
        let step = if rows < 100 { 10 } else { 1 };
        match self.ends {
            (true, true) => "All".to_owned(),
            (true, false) => "Top".to_owned(),
            (false, true) => "End".to_owned(),
            (false, false) => format!("{}%", u64::from(self.seen().end) * 100 / length.max(1) / step * step),
        }
    }

    /// Sets its area, with or without a ruler; the paragraph at the top stays there.
    pub fn settle(&mut self, reading: &Reading, area: Rect, alone: bool, with_ruler: bool) {
        self.height = usize::from(area.height);
        self.columns = Columns::new(area.width, alone, with_ruler, self.most.unwrap_or(MEASURE));
        if self.flow.measure() != self.columns.measure {
            let at = self.anchor.take().unwrap_or_else(|| self.top_byte(reading));
            self.anchor = Some(at);
            self.flow.set_measure(self.columns.measure);
            self.top = self.flow.spot_of(reading, at).unwrap_or_default();
        }
        self.fill(reading);
    }

    /// Shows only some blocks; the paragraph at the top stays there, if it is among them.
    pub fn show(&mut self, reading: &Reading, shown: Shown) {
        if self.flow.measure() == 0 || self.flow.shown == shown {
            self.flow.shown = shown;
            return;
        }
        let at = self.top_byte(reading);
        self.anchor = None;
        self.flow.shown = shown;
        self.top = self.flow.spot_of(reading, at).unwrap_or_default();
    }

    /// Switches to another reading of the same text, in which more or other blocks are known; the place is kept.
    pub fn carry_over(&mut self, before: &Reading, after: &Reading) {
        if self.flow.measure() == 0 {
            return;
        }
        let at = self.top_byte(before);
        self.flow.forget();
        if self.at_end {
            return self.go_to_bottom(after);
        }
        let known = self.top.block + 1;
        if before.blocks().get(..known) != after.blocks().get(..known) || !same_until(before, after, at) {
            let there = same_place(before.text(), after.text(), at);
            self.top = self.flow.spot_of(after, there).unwrap_or_default();
        }
        self.anchor = None;
        self.fill(after);
    }

    /// The first byte at the top of the screen.
    fn top_byte(&mut self, reading: &Reading) -> u32 {
        if self.flow.measure() == 0 {
            return 0;
        }
        let Some(block) = reading.blocks().get(self.top.block) else { return 0 };
        self.flow.line(reading, self.top).map_or(block.span.end, |line| line.start)
    }

    /// Fills the rows. A screen is never left half empty while there is text above.
    fn fill(&mut self, reading: &Reading) {
        self.rows.clear();
        self.ends = (true, true);
        if self.flow.first(reading).is_none() {
            return;
        }
        let mut at = Some(self.top);
        while let Some(spot) = at.filter(|_| self.rows.len() < self.height) {
            let row = self.row(reading, spot);
            self.rows.push(row);
            at = self.flow.next(reading, spot);
        }
        while self.rows.len() < self.height {
            let Some(above) = self.flow.previous(reading, self.top) else { break };
            self.top = above;
            let row = self.row(reading, above);
            self.rows.insert(0, row);
        }
        self.ends = (self.flow.previous(reading, self.top).is_none(), at.is_none());
    }

    fn row(&mut self, reading: &Reading, spot: Spot) -> Row {
        let line = self.flow.line(reading, spot);
        Row { block: spot.block, line, first: spot.segment == 0 && spot.row == 0 }
    }

    /// Moves by `rows`; positive is down.
    pub fn scroll(&mut self, reading: &Reading, rows: isize) {
        if self.rows.is_empty() {
            return;
        }
        (self.anchor, self.at_end) = (None, false);
        for _ in 0..rows.unsigned_abs() {
            let step = if rows > 0 { Flow::next } else { Flow::previous };
            match step(&mut self.flow, reading, self.top) {
                Some(spot) => self.top = spot,
                None => break,
            }
        }
        self.fill(reading);
    }

    /// Moves by `pages`, keeping `overlap` rows.
    pub fn page(&mut self, reading: &Reading, halves: isize) {
        let half = (self.height / 2).max(1);
        let full = self.height.saturating_sub(1).max(1);
        let rows = if halves.abs() == 1 { half } else { full };
        self.scroll(reading, halves.signum() * rows.cast_signed());
    }

    /// Moves to the beginning.
    pub fn go_to_top(&mut self, reading: &Reading) {
        (self.anchor, self.at_end) = (None, false);
        self.top = self.flow.first(reading).unwrap_or_default();
        self.fill(reading);
    }

    /// Moves to the end.
    pub fn go_to_bottom(&mut self, reading: &Reading) {
        (self.anchor, self.at_end) = (None, true);
        self.top = self.flow.last(reading).unwrap_or_default();
        self.fill(reading);
    }

    /// Moves so that the line of byte `at` is the first on the screen, if enough text follows.
    pub fn put_on_top(&mut self, reading: &Reading, at: u32) {
        if self.flow.measure() == 0 {
            // It has no area yet, and will begin there.
            self.anchor = Some(at);
            return;
        }
        if let Some(spot) = self.flow.spot_of(reading, at) {
            self.anchor = None;
            self.top = spot;
            self.fill(reading);
        }
    }

    /// Moves so that `span` is on the screen: not at all if it is, else with its first line a quarter down.
    pub fn reveal(&mut self, reading: &Reading, span: Span) {
        let seen = self.seen();
        if span.start >= seen.start && span.end <= seen.end {
            return;
        }
        if let Some(spot) = self.flow.spot_of(reading, span.start) {
            (self.anchor, self.at_end) = (None, false);
            self.top = spot;
            let quarter = self.height / 4;
            for _ in 0..quarter {
                self.top = self.flow.previous(reading, self.top).unwrap_or(self.top);
            }
            self.fill(reading);
        }
    }

    /// Puts the line of a byte at the top of the screen, as far as the end of the text allows.
    pub fn put_at_top(&mut self, reading: &Reading, at: u32) {
        if let Some(spot) = self.flow.spot_of(reading, at) {
            self.anchor = None;
            self.top = spot;
            self.fill(reading);
        }
    }

    /// The current place.
    pub fn place(&mut self, reading: &Reading) -> Place {
        Place { at: self.top_byte(reading), top: self.top, measure: self.flow.measure() }
    }

    /// Goes back to a place: to the exact row, if the line width is the same.
    pub fn return_to(&mut self, reading: &Reading, place: Place) {
        (self.anchor, self.at_end) = (None, false);
        let is_there = reading.block_at(place.at.saturating_sub(1)) == place.top.block
            && self.flow.shown.has(place.top.block);
        if place.measure > 0 && is_there {
            if self.flow.measure() != place.measure {
                self.flow.set_measure(place.measure);
            }
            self.top = place.top;
        } else {
            self.top = self.flow.spot_of(reading, place.at).unwrap_or_default();
        }
        self.fill(reading);
    }

    /// The columns of the text itself, in the pane's area.
    pub fn lines_area(&self, area: Rect) -> Rect {
        Rect { x: area.x + self.columns.text, width: self.columns.measure, ..area }
    }

    /// Moves so that the line of byte `at` is at the top.
    pub fn go_to(&mut self, reading: &Reading, at: u32) {
        (self.anchor, self.at_end) = (None, false);
        self.top = self.flow.spot_of(reading, at).unwrap_or(self.top);
        self.fill(reading);
    }

    /// The byte at a column and row of the pane.
    pub fn byte_at(&self, reading: &Reading, column: u16, row: usize) -> Option<u32> {
        let row = self.rows.get(row)?;
        let line = row.line?;
        let (first, rest) = indent(reading.blocks().get(row.block)?.kind);
        let mut x = self.columns.text + if row.first { first } else { rest };
        for (at, cluster) in reading.of(Span::new(line.start, line.end)).grapheme_indices(true) {
            let next = x + cluster_width(cluster) as u16;
            if (x..next).contains(&column) {
                return Some(line.start + at as u32);
            }
            x = next;
        }
        None
    }

    /// The bytes that are on the screen.
    pub fn seen(&self) -> Span {
        let mut lines = self.rows.iter().filter_map(|r| r.line);
        let Some(first) = lines.next() else { return Span::new(0, 0) };
        Span::new(first.start, lines.next_back().unwrap_or(first).end)
    }
}

/// Whether two texts are the same up to byte `at`.
fn same_until(before: &Reading, after: &Reading, at: u32) -> bool {
    let (before, after) = (before.text().as_bytes(), after.text().as_bytes());
    before.get(..at as usize).is_some_and(|head| after.starts_with(head))
}

/// The byte of `after` that corresponds to byte `at` of `before`: import keeps every letter and digit in order,
/// whatever else it changes, so both have the same number of them before it.
fn same_place(before: &str, after: &str, at: u32) -> u32 {
    let head = before.get(..at as usize).unwrap_or(before);
    let count = head.chars().filter(|c| c.is_alphanumeric()).count();
    let mut letters = after.char_indices().filter(|(_, c)| c.is_alphanumeric());
    letters.nth(count).map_or(after.len(), |(byte, _)| byte) as u32
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;

    fn reading() -> Reading {
        let text: Vec<String> = (0..50).map(|i| format!("Paragraph {i} of the text.")).collect();
        Reading::plain(Arc::new(Document::from_paragraphs(&text.join("\n"))))
    }

    fn top(pane: &TextPane, reading: &Reading) -> String {
        let line = pane.rows.iter().find_map(|r| r.line).unwrap();
        reading.of(Span::new(line.start, line.end)).to_owned()
    }

    #[test]
    fn a_resize_keeps_the_paragraph_at_the_top() {
        let (reading, mut pane) = (reading(), TextPane::default());
        pane.settle(&reading, Rect::new(0, 0, 60, 10), false, false);
        pane.scroll(&reading, 20);
        assert_eq!(top(&pane, &reading), "Paragraph 10 of the text.");
        pane.settle(&reading, Rect::new(0, 0, 20, 5), false, false);
        assert_eq!(top(&pane, &reading), "Paragraph 10 of");
        pane.settle(&reading, Rect::new(0, 0, 1, 1), false, false);
        pane.settle(&reading, Rect::new(0, 0, 60, 10), false, false);
        assert_eq!(top(&pane, &reading), "Paragraph 10 of the text.");
    }

    #[test]
    fn the_end_is_the_last_full_screen() {
        let (reading, mut pane) = (reading(), TextPane::default());
        pane.settle(&reading, Rect::new(0, 0, 60, 9), false, false);
        pane.go_to_bottom(&reading);
        assert_eq!(top(&pane, &reading), "Paragraph 45 of the text.");
        pane.page(&reading, 2);
        assert_eq!(top(&pane, &reading), "Paragraph 45 of the text.");
    }

    #[test]
    fn what_is_on_the_screen_is_not_moved_to() {
        let (reading, mut pane) = (reading(), TextPane::default());
        pane.settle(&reading, Rect::new(0, 0, 60, 9), false, false);
        pane.reveal(&reading, Span::new(0, 5));
        assert_eq!(top(&pane, &reading), "Paragraph 0 of the text.");
        let far = reading.blocks()[30].span;
        pane.reveal(&reading, far);
        assert_eq!(top(&pane, &reading), "Paragraph 29 of the text.");
    }

    #[test]
    fn a_text_that_grows_or_is_divided_otherwise_keeps_its_place() {
        let (before, mut pane) = (reading(), TextPane::default());
        pane.settle(&before, Rect::new(0, 0, 60, 9), false, false);
        pane.scroll(&before, 20);
        let joined = before.text().replacen(" of the text.\n", " of the text. ", 5);
        let other = Reading::plain(Arc::new(Document::from_paragraphs(&joined)));
        pane.carry_over(&before, &other);
        assert_eq!(top(&pane, &other), "Paragraph 10 of the text.");
        pane.go_to_bottom(&other);
        let more = Document::from_paragraphs(&format!("{joined}\nMore of it."));
        let grown = Reading::plain(Arc::new(more));
        pane.carry_over(&other, &grown);
        let last = pane.rows.last().and_then(|r| r.line).unwrap();
        assert_eq!(grown.of(Span::new(last.start, last.end)), "More of it.");
    }

    #[test]
    fn every_width_divides() {
        for width in 0..300 {
            for ruler in [false, true] {
                let c = Columns::new(width, ruler, ruler, MEASURE);
                assert!(
                    c.text + c.measure <= width && (c.measure <= MEASURE || width <= 12),
                    "{width} {c:?}"
                );
                assert!(c.names.is_none_or(|(x, w)| x + w < c.bar), "{width} {c:?}");
            }
        }
    }
}
