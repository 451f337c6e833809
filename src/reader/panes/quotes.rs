//! The quotes pane: the quotes and their speakers, in text order or grouped by speaker.
//!
//! The number of lines for each quote depends on the room that all of them have together, never on the selection:
//! whole quotes with blank lines between speakers, whole quotes, then at most four, three or two lines each.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::ListView;
use super::marks::{kind_mark, speaker_style};
use crate::briefing::{Level, Quote, QuoteKind, lead, running};
use crate::corrections::RULE;
use crate::reader::draw::{mark, put, put_right, tint_row};
use crate::reader::filter::Filter;
use crate::reader::list::ListState;
use crate::reader::names;
use crate::reader::positions::{Position, position};
use crate::reader::reading::{Reading, Speaker};
use crate::reader::theme::Theme;
use crate::reader::why::why;
use crate::reader::wrap::{text_width, wrap};
use crate::text::Span;

/// The column where words begin; further lines are indented by one more.
const WORDS: u16 = 3;
/// The fewest columns in which a role is worth showing.
const ROLE: usize = 12;
/// The most bytes of a quote that are laid out: more than any screen shows.
const LAID_OUT: usize = 16_384;
/// With more quotes than this, they are not laid out to see whether all fit.
const MANY: usize = 400;

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The speaker of the quotes below, given by the first of them.
    Speaker(usize),
    /// A line of a quote, from 0.
    Quote(usize, usize),
    /// Nothing.
    Blank,
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct QuotesPane {
    /// The selected quote, as an index into the reading's quotes.
    pub selected: Option<usize>,
    /// Whether the selected quote is marked in the text: a key has gone to it or done something with it. One
    /// selected by scrolling is not; otherwise every scrolled line would repaint it.
    pub marked: bool,
    /// Whether to group by speaker instead of text order.
    pub grouped: bool,
    /// How many of the findings are shown.
    pub level: Level,
    /// The rows of the list.
    rows: Vec<Row>,
    /// The lines of each quote, unless there are so many that they are laid out only near the visible part.
    lines: HashMap<usize, Vec<String>>,
    list: ListState,
    /// The size that the rows were laid out for: columns and rows.
    size: (u16, u16),
    /// The quotes in list order.
    order: Vec<usize>,
    /// The same in text order.
    passing: Vec<usize>,
    /// How many of each level pass the filter.
    counts: [usize; 4],
    /// How many quotes a person has rejected.
    pub dropped: usize,
    /// The rows at the end of the pane that explain the selected quote, while the pane has the focus.
    foot: u16,
}

/// The rows of the foot: a line with the counts, two for the explanation, one for the keys.
const FOOT: u16 = 4;
/// The least height of a pane with a foot.
const FOOTED: u16 = 14;

impl QuotesPane {
    /// Lists the quotes of the level that pass the filter. If the selected one is no longer among them, the next is
    /// selected.
    pub fn list(&mut self, reading: &Reading, filter: &Filter) {
        let passes = |&q: &usize| filter.passes(reading.block_at(reading.quote_start(q)));
        self.passing = (0..reading.quotes().len()).filter(passes).collect();
        self.passing.sort_by_key(|&q| reading.quote_start(q));
        self.counts = [0; 4];
        for &q in &self.passing {
            self.counts[Level::of(&reading.quotes()[q]) as usize] += 1;
        }
        self.passing.retain(|&q| self.level.shows(&reading.quotes()[q]));
        if let Some(selected) = self.selected.filter(|q| !self.passing.contains(q)) {
            let from = reading.quotes().get(selected).map_or(0, |_| reading.quote_start(selected));
            self.selected = self.at_or_after(reading, from).filter(|_| self.marked);
        }
        self.order.clone_from(&self.passing);
        if self.grouped {
            self.order = grouped(reading, &self.order);
        }
        self.size = (0, 0);
    }

    /// The first listed quote that begins at or after a byte; the last if there is none.
    pub fn at_or_after(&self, reading: &Reading, byte: u32) -> Option<usize> {
        let after = self.passing.iter().find(|&&q| reading.quote_start(q) >= byte);
        after.or(self.passing.last()).copied()
    }

    /// Whether a quote is listed.
    pub fn lists(&self, reading: &Reading, quote: usize) -> bool {
        let place = |q: usize| reading.quote_start(q);
        let from = self.passing.partition_point(|&q| place(q) < place(quote));
        self.passing[from..].iter().take_while(|&&q| place(q) == place(quote)).any(|&q| q == quote)
    }

    /// Selects a quote and marks it in the text.
    pub fn select(&mut self, quote: usize) {
        (self.selected, self.marked) = (Some(quote), true);
    }

    /// Lays out the list for its area, and keeps the selected quote on the screen, with its speaker if they fit.
    pub fn settle(&mut self, reading: &Reading, area: Rect, focused: bool) {
        let foot = if focused && area.height >= FOOTED && !self.passing.is_empty() { FOOT } else { 0 };
        let height = usize::from(area.height.saturating_sub(1 + foot));
        if self.size != (area.width, area.height) || self.foot != foot {
            (self.size, self.foot) = ((area.width, area.height), foot);
            self.lay_out(reading, area.width, height);
        }
        let selected = self.selected;
        let is_of = |row: &Row| matches!(row, Row::Quote(q, _) if Some(*q) == selected);
        if let Some(first) = self.rows.iter().position(is_of) {
            let last = self.rows.iter().rposition(is_of).unwrap_or(first);
            // If it follows the text it scrolls by a whole screen: a list that moved with every page would be sent
            // again with every page.
            if !focused && last >= self.list.top + height {
                self.list.top = first.saturating_sub(1);
            } else if !focused && first < self.list.top {
                self.list.top = (last + 1).saturating_sub(height);
            }
            for at in [last.min(first + height.saturating_sub(1)), first.saturating_sub(1)] {
                self.list.selected = at;
                self.list.settle(self.rows.len(), height);
            }
            self.list.selected = first;
        }
        self.list.settle(self.rows.len(), height);
    }

    /// Lays out the rows: as many lines a quote as there is room for.
    fn lay_out(&mut self, reading: &Reading, width: u16, height: usize) {
        self.lines.clear();
        if self.order.len() > MANY {
            let lines = |q: usize| if length_of(reading, q) <= room_of(width) { 1 } else { 2 };
            self.rows = self.rows_of(reading, false, lines);
            return;
        }
        let lines = self.order.iter().map(|&q| (q, lines_of(reading, q, width)));
        let mut lines: HashMap<usize, Vec<String>> = lines.collect();
        let count = |most: usize| {
            let lines = &lines;
            move |q: usize| lines[&q].len().min(most)
        };
        let ways = [(usize::MAX, true), (usize::MAX, false), (4, false), (3, false)];
        let fitting = ways.into_iter().map(|(most, blank)| (most, self.rows_of(reading, blank, count(most))));
        let found = fitting.into_iter().find(|(_, rows)| rows.len() <= height);
        let (most, rows) = found.unwrap_or_else(|| (2, self.rows_of(reading, false, count(2))));
        self.rows = rows;
        lines.values_mut().for_each(|lines| shorten(lines, most, width));
        self.lines = lines;
    }

    /// The rows of the list, given the number of lines for each quote.
    fn rows_of(&self, reading: &Reading, blank: bool, lines: impl Fn(usize) -> usize) -> Vec<Row> {
        let (mut rows, mut last) = (Vec::new(), None);
        for &quote in &self.order {
            let alone = reading.is_declaration().then_some(quote);
            let key = (reading.speaker(quote), reading.quotes()[quote].is_sure(), alone);
            if last != Some(key) {
                if blank && last.is_some() {
                    rows.push(Row::Blank);
                }
                rows.push(Row::Speaker(quote));
                last = Some(key);
            }
            rows.extend((0..lines(quote)).map(|line| Row::Quote(quote, line)));
        }
        rows
    }

    /// A line of a quote.
    fn line(&self, reading: &Reading, quote: usize, n: usize, width: u16) -> Option<String> {
        if let Some(lines) = self.lines.get(&quote) {
            return lines.get(n).cloned();
        }
        let mut lines = lines_of(reading, quote, width);
        shorten(&mut lines, 2, width);
        lines.into_iter().nth(n)
    }

    /// The row of the selected quote, from 0, below the title.
    pub fn selected_row(&self) -> usize {
        self.list.row()
    }

    /// The quote in a row of the pane, from 0 below the title; for a speaker's row, their first quote there.
    pub fn quote_in_row(&self, row: usize) -> Option<usize> {
        match *self.rows.get(self.list.top + row)? {
            Row::Speaker(quote) | Row::Quote(quote, _) => Some(quote),
            Row::Blank => None,
        }
    }

    /// The quote `by` places away from the selected one in the list.
    pub fn step(&self, by: isize) -> Option<usize> {
        let at = self.selected.and_then(|s| self.order.iter().position(|&q| q == s));
        let to = at.map_or(0, |at| at.saturating_add_signed(by));
        self.order.get(to.min(self.order.len().checked_sub(1)?)).copied()
    }

    /// The quotes in list order.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        self.order.iter().copied()
    }

    /// The next quote in the text, or without `forward` the previous one, seen from the selected quote, or from
    /// the screen if that is not marked on it; only by `speaker`, if given.
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

    /// Selects the quote that fits the screen, if the selected one is not on it: the first that begins there,
    /// or the last before.
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

    /// The number of the selected quote among the listed ones in text order, from 1, and their count.
    pub fn position(&self) -> (Option<usize>, usize) {
        let at = self.selected.and_then(|s| self.passing.iter().position(|&q| q == s));
        (at.map(|at| at + 1), self.passing.len())
    }

    /// What the next level would add, in words; at the last one, that levels can be lowered.
    fn more(&self) -> String {
        let names = ["quotation", "statement", "stance", "unsure"];
        let next = Level::ALL.iter().skip(self.level as usize + 1).find(|l| self.counts[**l as usize] > 0);
        match next {
            Some(&next) => {
                let count = self.counts[next as usize];
                let plural = if count == 1 || next == Level::Unsure { "" } else { "s" };
                format!("+ {count} {}{plural}", names[next as usize])
            }
            None if self.level > Level::default() => "- fewer".to_owned(),
            None => String::new(),
        }
    }
}

/// The quotes speaker by speaker, in order of each speaker's first quote.
fn grouped(reading: &Reading, quotes: &[usize]) -> Vec<usize> {
    let mut first = HashMap::new();
    for &q in quotes {
        first.entry(reading.speaker(q)).or_insert(q);
    }
    let mut order = quotes.to_vec();
    order.sort_by_key(|&q| (first[reading.speaker(q)], q));
    order
}

/// The words of a quote on one line: direct ones in quotation marks, with "…" in place of the attribution.
pub fn words_of(reading: &Reading, quote: &Quote) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut bytes = 0;
    let lead = lead(reading.text(), quote).filter(|_| !reading.is_declaration());
    let rest = &quote.spans[usize::from(lead.is_some()).min(quote.spans.len())..];
    for &span in lead.iter().chain(rest) {
        let text = reading.of(span);
        let end = text.char_indices().map(|(i, _)| i).find(|&i| i + bytes >= LAID_OUT).unwrap_or(text.len());
        parts.push(running(&text[..end]));
        bytes += end;
    }
    let last = parts.len().saturating_sub(1);
    for part in &mut parts[..last] {
        part.truncate(part.trim_end_matches([',', ';']).len());
    }
    let words = parts.join(" … ");
    if quote.kind == QuoteKind::Direct { format!("“{}”", words.trim_end_matches(',')) } else { words }
}

/// The columns of the words in a pane of that width.
fn room_of(width: u16) -> usize {
    usize::from(width.saturating_sub(WORDS + 1)).max(1)
}

/// The bytes of a quote's words.
fn length_of(reading: &Reading, quote: usize) -> usize {
    reading.quotes()[quote].spans.iter().map(|span| (span.end - span.start) as usize).sum()
}

/// The lines of a quote in a pane of this width.
fn lines_of(reading: &Reading, quote: usize, width: u16) -> Vec<String> {
    let (words, room) = (words_of(reading, &reading.quotes()[quote]), room_of(width));
    let lines = wrap(&words, 0, room, room.saturating_sub(1).max(1));
    lines.iter().map(|l| words[l.start as usize..l.end as usize].to_owned()).collect()
}

/// Keeps at most this many lines; the last shows that there are more.
fn shorten(lines: &mut Vec<String>, most: usize, width: u16) {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = with_ellipsis(last, room_of(width).saturating_sub(usize::from(most > 1)));
        }
    }
}

/// A line with "…" at its end, cut between words if it does not fit.
fn with_ellipsis(line: &str, room: usize) -> String {
    let bare = line.trim_end_matches([',', ';', ':']);
    if text_width(bare) < room {
        format!("{bare}…")
    } else {
        names::cut(bare, room.saturating_sub(1)).unwrap_or_else(|| "…".to_owned())
    }
}

/// Draws the pane: a title, then speakers and their quotes.
pub fn render(buffer: &mut Buffer, area: Rect, pane: &QuotesPane, view: ListView) {
    let ListView { reading, theme, focused, .. } = view;
    let title = if focused { theme.title_focused } else { theme.title };
    let name = if reading.is_declaration() { "Positions" } else { "Quotes" };
    let x = put(buffer, area, (1, 0), name, title);
    let count = if reading.is_briefed() { pane.passing.len().to_string() } else { "…".to_owned() };
    let mut x = put(buffer, area, (x + 1, 0), &count, theme.faint);
    if let Some(issuer) = pane.selected.filter(|_| reading.is_declaration()) {
        let name = reading.speaker_name(reading.speaker(issuer));
        let room = usize::from(area.width.saturating_sub(x + 2 + 16));
        x = put(buffer, area, (x + 2, 0), &names::cut(name, room).unwrap_or_default(), theme.text);
    }
    if pane.grouped {
        x = put(buffer, area, (x + 1, 0), "by speaker", theme.faint);
    }
    let more = pane.more();
    if usize::from(x) + text_width(&more) + 2 < usize::from(area.width) {
        put_right(buffer, area, (area.width.saturating_sub(1), 0), &more, theme.faint);
    }
    draw_foot(buffer, area, pane, view);
    for (y, row) in (1..area.height.saturating_sub(pane.foot)).zip(pane.rows.iter().skip(pane.list.top)) {
        let line = Rect { y: area.y + y, height: 1, ..area };
        match *row {
            Row::Speaker(quote) => draw_speaker(buffer, line, quote, view),
            Row::Quote(quote, n) => draw_quote(buffer, line, (quote, n), pane, view),
            Row::Blank => {}
        }
    }
}

/// Draws below the list why the selected quote is one, and how many stay.
fn draw_foot(buffer: &mut Buffer, area: Rect, pane: &QuotesPane, view: ListView) {
    let (ListView { reading, theme, .. }, Some(quote)) = (view, pane.selected.filter(|_| pane.foot > 0))
    else {
        return;
    };
    let top = area.height - pane.foot;
    let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
    put(buffer, area, (1, top), &line, theme.border);
    let stay = format!(" {} kept, {} dropped ", pane.passing.len(), pane.dropped);
    put(buffer, area, (2, top), &stay, theme.faint);
    let (why, room) = (why(reading, quote), room_of(area.width) + 2);
    let mut lines: Vec<String> =
        wrap(&why, 0, room, room).iter().map(|l| why[l.start as usize..l.end as usize].to_owned()).collect();
    if lines.len() > 2 {
        // The certainty is at the end, and never gives way.
        let sure = why.rsplit(' ').next().unwrap_or_default();
        lines.truncate(2);
        lines[1] = format!("{} {sure}", with_ellipsis(&lines[1], room.saturating_sub(sure.len() + 1)));
    }
    for (y, line) in (top + 1..).zip(&lines) {
        put(buffer, area, (1, y), line, theme.text);
    }
    put(buffer, area, (1, top + 3), "X not a quote  w who  U undo", theme.faint);
}

/// A speaker's name above their quotes, and the role beside it. The given name gives way first, then the role, which
/// is not shown in less than a dozen columns.
fn called(reading: &Reading, speaker: &Speaker, room: usize) -> (String, String) {
    let Speaker::Actor(i) = speaker else {
        return (names::cut(reading.speaker_name(speaker), room).unwrap_or_default(), String::new());
    };
    let actor = &reading.actors()[*i];
    let role = actor.role.as_deref().unwrap_or_default();
    let short = names::short(actor, room);
    for name in [actor.name.as_str(), short] {
        let left = room.saturating_sub(text_width(name) + 2);
        if text_width(role) <= left {
            return (name.to_owned(), role.to_owned());
        }
    }
    let left = room.saturating_sub(text_width(short) + 2);
    match names::cut(role, left).filter(|_| left >= ROLE) {
        Some(role) => (short.to_owned(), role),
        None if text_width(&actor.name) <= room => (actor.name.clone(), String::new()),
        None => (short.to_owned(), String::new()),
    }
}

/// The style of a speaker's name, with the mark of unsure ones.
pub fn name_style(theme: &Theme, reading: &Reading, speaker: &Speaker, sure: bool) -> Style {
    let style = speaker_style(theme, reading, speaker);
    if sure { style } else { style.add_modifier(Modifier::ITALIC) }
}

fn draw_speaker(buffer: &mut Buffer, row: Rect, quote: usize, view: ListView) {
    const UNSURE: &str = "unsure";
    let ListView { reading, theme, .. } = view;
    let (speaker, q) = (reading.speaker(quote), &reading.quotes()[quote]);
    let sure = q.is_sure();
    let mut room = usize::from(row.width.saturating_sub(2));
    if !sure {
        put_right(buffer, row, (row.width.saturating_sub(1), 0), UNSURE, theme.unsure);
        room = room.saturating_sub(UNSURE.len() + 2);
    }
    let (mut name, role) = match position(reading, quote) {
        Some(Position { act, number }) => {
            let room = room.saturating_sub(text_width(&number) + 2);
            (names::cut(&act, room).unwrap_or(act), number)
        }
        None => called(reading, speaker, room),
    };
    if !sure {
        name.push('?');
    }
    let style = name_style(theme, reading, speaker, sure).add_modifier(Modifier::BOLD);
    let mut x = put(buffer, row, (1, 0), &name, style);
    if let Some(pattern) = view.search {
        mark(buffer, row, (1, 0), &name, pattern.find_all(&name), theme.hit);
    }
    if q.rule == RULE {
        x = put(buffer, row, (x, 0), "*", theme.heading);
    }
    if !role.is_empty() {
        put(buffer, row, (x + 2, 0), &role, theme.faint);
    }
}

fn draw_quote(buffer: &mut Buffer, row: Rect, (quote, n): (usize, usize), pane: &QuotesPane, view: ListView) {
    let ListView { reading, theme, focused, .. } = view;
    let style = speaker_style(theme, reading, reading.speaker(quote));
    put(buffer, row, (1, 0), kind_mark(reading.quotes()[quote].kind), style);
    let line = pane.line(reading, quote, n, row.width).unwrap_or_default();
    let x = WORDS + u16::from(n > 0);
    put(buffer, row, (x, 0), &line, theme.text);
    if pane.selected == Some(quote) {
        tint_row(buffer, row, 0, if focused { theme.row_selected } else { theme.row_marked });
        put(buffer, row, (0, 0), "▌", theme.heading);
    }
    if let Some(pattern) = view.search {
        mark(buffer, row, (x, 0), &line, pattern.find_all(&line), theme.hit);
    }
}
