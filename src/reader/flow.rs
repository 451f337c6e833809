//! The flow of lines over the blocks, laid out only near the visible part.
//!
//! A block of ordinary size is laid out whole at the first access; a huge one (ten megabytes on one line) in
//! segments, so that no step ever costs more than a few kilobytes of text, wherever it is.

use std::collections::HashMap;
use std::rc::Rc;

use super::reading::Reading;
use super::wrap::{Line, wrap};
use crate::document::BlockKind;
use crate::text::Span;

/// The approximate size of a segment in bytes.
const SEGMENT: u32 = 4096;
/// How many laid-out segments are cached.
const KEPT: usize = 512;

/// A row of the flow. Its row number counts the lines of its segment; the row after the last line of a block
/// is the empty row below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Spot {
    /// The block.
    pub block: usize,
    /// The segment of the block.
    pub segment: u32,
    /// The row of the segment.
    pub row: usize,
}

/// The blocks that are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those whose flag is set.
    Some(Vec<bool>),
}

impl Shown {
    /// Whether a block is shown.
    pub fn has(&self, block: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some(flags) => flags.get(block).copied().unwrap_or(false),
        }
    }
}

/// Lines of at most `measure` columns, cached near the last access.
#[derive(Debug, Default)]
pub struct Flow {
    measure: u16,
    lines: HashMap<(usize, u32), Rc<[Line]>>,
    /// The blocks that the walk visits.
    pub shown: Shown,
}

/// The indent in columns for a kind of block: of its first line, and of the others.
pub fn indent(kind: BlockKind) -> (u16, u16) {
    match kind {
        BlockKind::ListItem => (2, 4),
        BlockKind::BlockQuotation => (4, 4),
        BlockKind::Caption => (2, 2),
        _ => (0, 0),
    }
}

impl Flow {
    /// The measure in columns.
    pub fn measure(&self) -> u16 {
        self.measure
    }

    /// Changes the measure and forgets every line.
    pub fn set_measure(&mut self, columns: u16) {
        self.measure = columns;
        self.lines.clear();
    }

    /// Forgets every line, because the text has changed.
    pub fn forget(&mut self) {
        self.lines.clear();
    }

    /// The lines of one segment.
    pub fn lines(&mut self, reading: &Reading, block: usize, segment: u32) -> Rc<[Line]> {
        if let Some(lines) = self.lines.get(&(block, segment)) {
            return Rc::clone(lines);
        }
        if self.lines.len() >= KEPT {
            self.lines.clear();
        }
        let lines: Rc<[Line]> = self.lay_out(reading, block, segment).into();
        self.lines.insert((block, segment), Rc::clone(&lines));
        lines
    }

    fn lay_out(&self, reading: &Reading, block: usize, segment: u32) -> Vec<Line> {
        let b = reading.blocks()[block];
        let (text, span) = (reading.text(), fitting(reading, b.span));
        let (from, to) = (cut(text, span, segment), cut(text, span, segment + 1));
        let (first, rest) = indent(b.kind);
        let first = if segment == 0 { first } else { rest };
        let columns = |indent: u16| usize::from(self.measure.saturating_sub(indent).max(1));
        wrap(&text[from as usize..to as usize], from, columns(first), columns(rest))
    }

    /// The number of rows in a segment: its lines, and the empty row below the block if there is one.
    fn rows(&mut self, reading: &Reading, block: usize, segment: u32) -> usize {
        let lines = self.lines(reading, block, segment).len();
        let last = segment + 1 == segments(reading, block);
        lines + usize::from(last && self.has_gap(reading, block))
    }

    fn has_gap(&self, reading: &Reading, block: usize) -> bool {
        let kind = |b: usize| reading.blocks()[b].kind;
        match self.next_block(reading, block) {
            None => false,
            Some(next) => kind(block) != BlockKind::ListItem || kind(next) != BlockKind::ListItem,
        }
    }

    fn next_block(&self, reading: &Reading, block: usize) -> Option<usize> {
        (block + 1..reading.blocks().len()).find(|&b| self.shown.has(b))
    }

    /// The very first row.
    pub fn first(&self, reading: &Reading) -> Option<Spot> {
        let block = (0..reading.blocks().len()).find(|&b| self.shown.has(b))?;
        Some(Spot { block, segment: 0, row: 0 })
    }

    /// The very last row.
    pub fn last(&mut self, reading: &Reading) -> Option<Spot> {
        let block = (0..reading.blocks().len()).rev().find(|&b| self.shown.has(b))?;
        Some(self.end_of(reading, block))
    }

    fn end_of(&mut self, reading: &Reading, block: usize) -> Spot {
        let segment = segments(reading, block) - 1;
        Spot { block, segment, row: self.rows(reading, block, segment) - 1 }
    }

    /// The row below.
    pub fn next(&mut self, reading: &Reading, spot: Spot) -> Option<Spot> {
        let Spot { block, segment, row } = spot;
        if row + 1 < self.rows(reading, block, segment) {
            return Some(Spot { row: row + 1, ..spot });
        }
        if segment + 1 < segments(reading, block) {
            return Some(Spot { block, segment: segment + 1, row: 0 });
        }
        Some(Spot { block: self.next_block(reading, block)?, segment: 0, row: 0 })
    }

    /// The row above.
    pub fn previous(&mut self, reading: &Reading, spot: Spot) -> Option<Spot> {
        let Spot { block, segment, row } = spot;
        if row > 0 {
            return Some(Spot { row: row - 1, ..spot });
        }
        if segment > 0 {
            let row = self.rows(reading, block, segment - 1) - 1;
            return Some(Spot { block, segment: segment - 1, row });
        }
        let before = (0..block).rev().find(|&b| self.shown.has(b))?;
        Some(self.end_of(reading, before))
    }

    /// The row that shows byte `at`; if its block is hidden, the first row of the next visible one.
    pub fn spot_of(&mut self, reading: &Reading, at: u32) -> Option<Spot> {
        if reading.blocks().is_empty() {
            return None;
        }
        let block = reading.block_at(at);
        if !self.shown.has(block) {
            let next = self.next_block(reading, block);
            return next.map(|block| Spot { block, segment: 0, row: 0 }).or_else(|| self.last(reading));
        }
        let span = fitting(reading, reading.blocks()[block].span);
        let mut segment = (at.saturating_sub(span.start) / SEGMENT).min(segments(reading, block) - 1);
        while segment > 0 && cut(reading.text(), span, segment) > at {
            segment -= 1;
        }
        let lines = self.lines(reading, block, segment);
        let row = lines.partition_point(|l| l.start <= at).saturating_sub(1);
        Some(Spot { block, segment, row })
    }

    /// The line of a row; none for the empty row below a block.
    pub fn line(&mut self, reading: &Reading, spot: Spot) -> Option<Line> {
        self.lines(reading, spot.block, spot.segment).get(spot.row).copied()
    }
}

/// The block's span, or an empty one if it does not fit the text.
fn fitting(reading: &Reading, span: Span) -> Span {
    let fits = reading.text().get(span.start as usize..span.end as usize).is_some();
    if fits { span } else { Span::new(0, 0) }
}

/// The number of segments in a block: one, unless it is huge.
fn segments(reading: &Reading, block: usize) -> u32 {
    let span = fitting(reading, reading.blocks()[block].span);
    let length = span.end - span.start;
    if length <= 2 * SEGMENT { 1 } else { length.div_ceil(SEGMENT) }
}

/// The start of segment `n`: after the first white space past its share, or at a character if none is near.
fn cut(text: &str, span: Span, n: u32) -> u32 {
    let length = span.end - span.start;
    let at = n.saturating_mul(SEGMENT);
    if n == 0 {
        return span.start;
    }
    if length <= 2 * SEGMENT || at >= length {
        return span.end;
    }
    let mut from = (span.start + at) as usize;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let space = text[from..span.end as usize].char_indices().take(256).find(|(_, c)| c.is_whitespace());
    (from + space.map_or(0, |(i, c)| i + c.len_utf8())) as u32
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;

    fn flow(measure: u16) -> Flow {
        let mut flow = Flow::default();
        flow.set_measure(measure);
        flow
    }

    /// Every row from the first to the last, an empty row as "".
    fn walk(reading: &Reading, flow: &mut Flow) -> Vec<String> {
        let mut rows = Vec::new();
        let mut at = flow.first(reading);
        while let Some(spot) = at {
            let line = flow.line(reading, spot);
            rows.push(line.map_or("", |l| reading.of(Span::new(l.start, l.end))).to_owned());
            let next = flow.next(reading, spot);
            if let Some(next) = next {
                assert_eq!(flow.previous(reading, next), Some(spot));
            } else {
                assert_eq!(flow.last(reading), Some(spot));
            }
            at = next;
        }
        rows
    }

    fn reading(text: &str) -> Reading {
        Reading::plain(Arc::new(Document::from_paragraphs(text)))
    }

    #[test]
    fn an_empty_row_stands_between_paragraphs() {
        let rows = walk(&reading("one two three\nfour"), &mut flow(8));
        assert_eq!(rows, ["one two", "three", "", "four"]);
    }

    #[test]
    fn hidden_blocks_are_stepped_over() {
        let mut flow = flow(20);
        flow.shown = Shown::Some(vec![false, true, false, true, false]);
        assert_eq!(walk(&reading("a\nb\nc\nd\ne"), &mut flow), ["b", "", "d"]);
    }

    #[test]
    fn a_huge_line_is_laid_out_in_segments_that_lose_nothing() {
        let text = "语 word e\u{301}x ".repeat(2000);
        let (reading, mut flow) = (reading(&text), flow(40));
        let squeeze = |s: &str| s.replace(' ', "");
        assert_eq!(squeeze(&walk(&reading, &mut flow).concat()), squeeze(&text));
    }

    #[test]
    fn a_byte_is_found_again_on_its_row() {
        let text = "word ".repeat(5000);
        let (reading, mut flow) = (reading(&text), flow(33));
        for at in (0..text.len() as u32 - 5).step_by(997) {
            let spot = flow.spot_of(&reading, at).unwrap();
            let line = flow.line(&reading, spot).unwrap();
            assert!(line.start <= at && at <= line.end, "{at} {line:?}");
        }
    }
}
