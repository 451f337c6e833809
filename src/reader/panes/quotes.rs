//! The quotes pane: who said what, in order of the text or grouped by speaker.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ListView;
use super::text_view::{kind_mark, speaker_style};
use crate::corrections::RULE;
use crate::reader::draw::{mark, put, put_right, tint_row};
use crate::reader::filter::Filter;
use crate::reader::list::ListState;
use crate::reader::reading::{Reading, Speaker};
use crate::text::Span;

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The speaker of the quotes below, given by the first of them.
    Speaker(usize),
    /// A quote.
    Quote(usize),
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct QuotesPane {
    /// The selected quote, as an index into the reading's quotes.
    pub selected: Option<usize>,
    /// Whether the selected quote is marked in the text: a key has gone to it or done something with it. One that
    /// was selected because its place came onto the screen is not; every line that is scrolled would repaint it.
    pub marked: bool,
    /// Grouped by speaker instead of in order of the text.
    pub grouped: bool,
    /// The rows of the list.
    pub rows: Vec<Row>,
    list: ListState,
    /// The quotes that pass the filter, in order of the text.
    passing: Vec<usize>,
}

impl QuotesPane {
    /// Lists the quotes that pass the filter.
    pub fn list(&mut self, reading: &Reading, filter: &Filter) {
        let passes = |&q: &usize| filter.passes(reading.block_at(reading.quote_start(q)));
        self.passing = (0..reading.quotes().len()).filter(passes).collect();
        self.passing.sort_by_key(|&q| reading.quote_start(q));
        if self.selected.is_some_and(|q| !self.passing.contains(&q)) {
            self.selected = None;
        }
        let mut order = self.passing.clone();
        if self.grouped {
            order = grouped(reading, &order);
        }
        self.rows.clear();
        let mut last: Option<&Speaker> = None;
        for quote in order {
            let speaker = reading.speaker(quote);
            if last != Some(speaker) {
                self.rows.push(Row::Speaker(quote));
                last = Some(speaker);
            }
            self.rows.push(Row::Quote(quote));
        }
    }

    /// Selects a quote and marks it in the text.
    pub fn select(&mut self, quote: usize) {
        (self.selected, self.marked) = (Some(quote), true);
    }

    /// Keeps the selected quote, and its speaker where they fit, on the screen.
    pub fn settle(&mut self, area: Rect) {
        let height = usize::from(area.height.saturating_sub(1));
        if let Some(at) = self.row_of_selected() {
            self.list.selected = at.saturating_sub(1);
            self.list.settle(self.rows.len(), height);
            self.list.selected = at;
        }
        self.list.settle(self.rows.len(), height);
    }

    /// The row of the selected quote, from 0, below the title.
    pub fn selected_row(&self) -> usize {
        self.row_of_selected().map_or(0, |at| at.saturating_sub(self.list.top))
    }

    /// The quote in a row of the pane, from 0 below the title; of a speaker's row, their first quote there.
    pub fn quote_in_row(&self, row: usize) -> Option<usize> {
        match *self.rows.get(self.list.top + row)? {
            Row::Speaker(quote) | Row::Quote(quote) => Some(quote),
        }
    }

    fn row_of_selected(&self) -> Option<usize> {
        let selected = self.selected?;
        self.rows.iter().position(|r| *r == Row::Quote(selected))
    }

    /// The quote `by` places away from the selected one in the list.
    pub fn step(&self, by: isize) -> Option<usize> {
        let quotes: Vec<usize> = self.listed().collect();
        let at = self.selected.and_then(|s| quotes.iter().position(|&q| q == s));
        let to = at.map_or(0, |at| at.saturating_add_signed(by));
        quotes.get(to.min(quotes.len().checked_sub(1)?)).copied()
    }

    /// The quotes in the order of the list.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().filter_map(|r| match r {
            Row::Quote(q) => Some(*q),
            Row::Speaker(_) => None,
        })
    }

    /// The next quote in the text, or with `forward` unset the previous one, as seen from the selected quote, or
    /// from the screen where that is not marked on it; only of `speaker`, where one is given.
    pub fn neighbour(
        &self,
        reading: &Reading,
        seen: Span,
        forward: bool,
        speaker: Option<&Speaker>,
    ) -> Option<usize> {
        let on_screen = |q: usize| (seen.start..seen.end).contains(&reading.quote_start(q));
        let from = self
            .selected
            .filter(|&q| (self.marked || speaker.is_some()) && on_screen(q))
            .map(|q| (reading.quote_start(q), q));
        let suits = |&q: &usize| speaker.is_none_or(|s| reading.speaker(q) == s);
        let place = |q: usize| (reading.quote_start(q), q);
        let mut quotes = self.passing.iter().copied().filter(suits);
        if forward {
            quotes.find(|&q| from.map_or(place(q).0 >= seen.start, |from| place(q) > from))
        } else {
            quotes.rfind(|&q| place(q) < from.unwrap_or((seen.start, 0)))
        }
    }

    /// Selects the quote that suits what is on the screen, if the selected one is not on it: the first that
    /// begins there, or the last before.
    pub fn follow(&mut self, reading: &Reading, seen: Span) {
        let starts = |q: usize| reading.quote_start(q);
        let touches = |q: usize| {
            let extent = reading.quote_extent(q);
            extent.start < seen.end && extent.end > seen.start
        };
        if self.selected.is_some_and(touches) {
            return;
        }
        let below = self.passing.partition_point(|&q| starts(q) < seen.start);
        let begins = self.passing.get(below).filter(|&&q| starts(q) < seen.end);
        self.selected = begins.or_else(|| self.passing[..below].last()).copied();
        self.marked = false;
    }

    /// Which of the quotes that pass is selected, from 1, and how many there are.
    pub fn position(&self) -> (Option<usize>, usize) {
        let at = self.selected.and_then(|s| self.passing.iter().position(|&q| q == s));
        (at.map(|at| at + 1), self.passing.len())
    }
}

/// The quotes speaker by speaker, in order of each speaker's first quote.
fn grouped(reading: &Reading, quotes: &[usize]) -> Vec<usize> {
    let mut first = std::collections::HashMap::new();
    for &q in quotes {
        first.entry(reading.speaker(q)).or_insert(q);
    }
    let mut order = quotes.to_vec();
    order.sort_by_key(|&q| (first[reading.speaker(q)], q));
    order
}

/// Draws the pane: a title, then speakers and their quotes.
pub fn render(buffer: &mut Buffer, area: Rect, pane: &QuotesPane, view: ListView) {
    let ListView { reading, theme, focused, .. } = view;
    let title = if focused { theme.title_focused } else { theme.title };
    let x = put(buffer, area, (1, 0), "Quotes", title);
    let count = if reading.is_briefed() { pane.passing.len().to_string() } else { "…".to_owned() };
    put(buffer, area, (x + 1, 0), &count, theme.faint);
    let order = if pane.grouped { "by speaker" } else { "in order" };
    put_right(buffer, area, (area.width, 0), order, theme.faint);
    for (y, row) in (1..area.height).zip(pane.rows.iter().skip(pane.list.top)) {
        let line = Rect { y: area.y + y, height: 1, ..area };
        match *row {
            Row::Speaker(quote) => draw_speaker(buffer, line, quote, view),
            Row::Quote(quote) => draw_quote(buffer, line, quote, view),
        }
        if pane.selected.is_some_and(|q| *row == Row::Quote(q)) {
            tint_row(buffer, area, y, if focused { theme.row_selected } else { theme.row_marked });
        }
    }
}

fn draw_speaker(buffer: &mut Buffer, row: Rect, quote: usize, view: ListView) {
    let ListView { reading, theme, .. } = view;
    let speaker = reading.speaker(quote);
    let name = reading.speaker_name(speaker);
    let x = put(buffer, row, (1, 0), name, speaker_style(theme, speaker));
    if let Some(pattern) = view.search {
        mark(buffer, row, (1, 0), name, pattern.find_all(name), theme.hit);
    }
    if let Speaker::Actor(i) = speaker
        && let Some(role) = &reading.actors()[*i].role
        && x + 6 < row.width
    {
        put(buffer, row, (x + 1, 0), role, theme.faint);
    }
}

fn draw_quote(buffer: &mut Buffer, row: Rect, quote: usize, view: ListView) {
    let ListView { reading, theme, .. } = view;
    let q = &reading.quotes()[quote];
    let style = speaker_style(theme, reading.speaker(quote));
    put(buffer, row, (1, 0), kind_mark(q.kind), style);
    if q.rule == RULE {
        put(buffer, row, (2, 0), "*", theme.heading);
    } else if !q.is_sure() {
        put(buffer, row, (2, 0), "?", theme.warning);
    }
    let words = q.spans.first().map_or("", |&s| reading.of(s));
    // A row never shows more bytes of a quote than this, however long it is.
    let end = words.char_indices().nth(usize::from(row.width)).map_or(words.len(), |(i, _)| i);
    put(buffer, row, (3, 0), &words[..end], theme.text);
    if let Some(pattern) = view.search {
        mark(buffer, row, (3, 0), &words[..end], pattern.find_all(&words[..end]), theme.hit);
    }
}
