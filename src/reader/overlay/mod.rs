//! Overlays over the panes: the help, an actor's card, a message. They are a stack; keys go to the top.
//!
//! A sheet is a place: keys move along the lines with a target, Enter goes to it, and a search finds words.

mod card;
mod everywhere;
mod facts;
mod lists;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw::{clear, mark, put, put_right, tint_row};
use super::links::Link;
use super::search::Pattern;
use super::theme::Theme;
use super::wrap::{text_width, wrap};
use super::{Action, DocId, Keymap};
use crate::text::{Span, count};

/// The style of a sheet's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As a heading.
    Heading,
    /// As text.
    Plain,
    /// Faintly.
    Faint,
}

/// The target of a sheet's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A quote of the document on the screen.
    Quote(usize),
    /// A passage of the document on the screen.
    Passage(Span),
    /// An actor of the document on the screen.
    Actor(usize),
    /// A document.
    Whole(DocId),
    /// A passage of a document.
    Document(DocId, Span),
    /// A link by its index in the list, and the action on it.
    Link(usize, Link),
    /// An action.
    Action(Action),
}

/// A line of a sheet.
#[derive(Debug, Clone)]
pub struct Line {
    tone: Tone,
    /// The first of two columns: a key, a property.
    name: String,
    text: String,
    /// At the right end of its first row.
    right: String,
    /// The target of Enter.
    target: Option<Target>,
}

/// A sheet of text over the panes.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// Its title.
    pub title: String,
    /// The actor, if it is a card.
    pub actor: Option<usize>,
    /// A verb for what Enter does with an entry.
    verb: &'static str,
    lines: Vec<Line>,
    /// How many rows are scrolled away at the top.
    top: usize,
    /// The selected line; it has a target.
    selected: Option<usize>,
    /// The search pattern.
    found: Option<Pattern>,
    /// The line of the current match.
    at: Option<usize>,
}

/// A row of the screen: a line of a sheet, or its continuation.
struct Row {
    line: usize,
    tone: Tone,
    name: String,
    text: String,
    right: String,
}

/// The fewest and the most columns of the first of a sheet's two columns.
const FIRST: (u16, u16) = (18, 32);
/// The fewest columns in which the text of a line is wrapped.
const LEAST: usize = 12;

impl Overlay {
    fn new(title: &str) -> Self {
        let (lines, top, selected, found, at) = Default::default();
        Self { title: title.to_owned(), actor: None, verb: "go", lines, top, selected, found, at }
    }

    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.line(Tone::Plain, "", "");
        }
        self.line(Tone::Heading, text, "");
    }

    fn line(&mut self, tone: Tone, name: &str, text: &str) {
        let (name, text) = (name.to_owned(), text.to_owned());
        self.lines.push(Line { tone, name, text, right: String::new(), target: None });
    }

    /// A line with a target.
    fn entry(&mut self, name: &str, text: &str, target: Target) {
        self.entry_with(Tone::Plain, name, text, "", target);
    }

    /// The same with a tone, and text at the right end.
    fn entry_with(&mut self, tone: Tone, name: &str, text: &str, right: &str, target: Target) {
        let (name, text, right) = (name.to_owned(), text.to_owned(), right.to_owned());
        self.lines.push(Line { tone, name, text, right, target: Some(target) });
    }

    /// The same sheet with its first entry selected.
    fn begun(self) -> Self {
        let selected = self.lines.iter().position(|line| line.target.is_some());
        Self { selected, ..self }
    }

    /// The help: every action with its keys.
    pub fn help(keymap: &Keymap) -> Self {
        let mut sheet = Self::new("Keys");
        let mut group = "";
        for &action in Action::ALL {
            if action.group() != group {
                group = action.group();
                sheet.heading(group);
            }
            sheet.entry(&keymap.keys(action).join(" "), action.help(), Target::Action(action));
        }
        sheet.heading("Marks");
        sheet.line(Tone::Plain, "┃ │ ┊", "A quote: direct, partly quoted, paraphrased");
        sheet.line(Tone::Plain, "▌", "The selected quote");
        sheet.line(Tone::Plain, "┤", "On the ruler: this speaker speaks here");
        sheet.line(Tone::Plain, "?", "Unsure: the words or the speaker may be wrong");
        sheet.line(Tone::Plain, "*", "You corrected this actor or quote");
        sheet.line(Tone::Plain, "= #", "A highlight; one with a note");
        sheet.line(Tone::Plain, "+ -", "The actor is in the filter, or kept out by it");
        sheet.begun()
    }

    /// A message too long for the status line.
    pub fn message(title: &str, text: &str) -> Self {
        let mut sheet = Self::new(title);
        text.lines().for_each(|line| sheet.line(Tone::Plain, "", line));
        sheet
    }

    /// The target of the selected line.
    pub fn target(&self) -> Option<Target> {
        self.lines.get(self.selected?)?.target
    }

    /// Selects an entry by its number, from 0; the last if there are fewer.
    pub fn choose(&mut self, number: usize, screen: Rect) {
        let mut entries = (0..self.lines.len()).filter(|&line| self.lines[line].target.is_some());
        let Some(line) = entries.clone().nth(number).or_else(|| entries.next_back()) else { return };
        let inner = inner(Self::area(screen));
        let rows = self.rows(inner.width);
        self.select(line, &rows, usize::from(inner.height).max(1));
    }

    /// The width of the first of two columns; none if there is only one.
    fn first(&self, width: u16) -> Option<u16> {
        let longest = self
            .lines
            .iter()
            .filter(|line| !line.text.is_empty())
            .map(|line| text_width(&line.name))
            .max()?;
        let first = (longest as u16 + 2).clamp(FIRST.0, FIRST.1.min((width / 3).max(FIRST.0)));
        (longest > 0 && width >= 3 * FIRST.0).then_some(first)
    }

    /// Its lines, broken to `width` columns.
    fn rows(&self, width: u16) -> Vec<Row> {
        let first = self.first(width);
        let measure = usize::from(width - first.unwrap_or(0));
        let mut rows = Vec::new();
        for (line, Line { tone, name, text, right, .. }) in self.lines.iter().enumerate() {
            let (mut name, mut right) = (name.clone(), right.clone());
            let side = if right.is_empty() { 0 } else { text_width(&right) + 2 };
            let measure = measure.saturating_sub(side).max(LEAST);
            let too_long = first.is_none_or(|first| text_width(&name) >= usize::from(first));
            if !name.is_empty() && !text.is_empty() && too_long {
                let name = std::mem::take(&mut name);
                let right = std::mem::take(&mut right);
                rows.push(Row { line, tone: Tone::Heading, name, text: String::new(), right });
            }
            for part in wrap(text, 0, measure, measure) {
                let text = text[part.start as usize..part.end as usize].to_owned();
                let (name, right) = (std::mem::take(&mut name), std::mem::take(&mut right));
                rows.push(Row { line, tone: *tone, name, text, right });
            }
        }
        rows
    }

    /// Moves by this many rows, on a screen of that size: to the next line with a target, or through the lines between.
    /// `is_line` means a step of one row rather than a page.
    pub fn scroll(&mut self, by: isize, screen: Rect) {
        let inner = inner(Self::area(screen));
        let rows = self.rows(inner.width);
        let height = usize::from(inner.height).max(1);
        let lowest = rows.len().saturating_sub(height);
        let row_of = |line: usize| rows.iter().position(|row| row.line == line).unwrap_or(0);
        let from = self.selected.map(row_of);
        let is_entry = |row: &&Row| self.lines[row.line].target.is_some() && Some(row.line) != self.selected;
        if by.abs() == 1 {
            let at = from.unwrap_or(self.top);
            let next = if by > 0 {
                rows[at.min(rows.len())..].iter().find(is_entry).map(|row| row.line)
            } else {
                rows[..at.min(rows.len())].iter().rev().find(is_entry).map(|row| row.line)
            };
            let top = self.top.saturating_add_signed(by).min(lowest);
            let reached = |line: &usize| {
                let row = row_of(*line);
                (top.min(self.top)..top.max(self.top) + height).contains(&row)
            };
            match next.filter(reached) {
                Some(line) => self.select(line, &rows, height),
                None => self.top = top,
            }
            return;
        }
        self.top = self.top.saturating_add_signed(by).min(lowest);
        let wanted = from.map(|row| row.saturating_add_signed(by).min(rows.len().saturating_sub(1)));
        let Some(wanted) = wanted else { return };
        let seen = self.top..(self.top + height).min(rows.len());
        let distance = |row: &usize| row.abs_diff(wanted);
        let entry = seen.filter(|&row| self.lines[rows[row].line].target.is_some()).min_by_key(distance);
        self.selected = entry.map(|row| rows[row].line).or(self.selected);
    }

    /// Selects a line, and scrolls as little as needed to show it, with the heading above the first.
    fn select(&mut self, line: usize, rows: &[Row], height: usize) {
        self.selected = Some(line).filter(|&line| self.lines[line].target.is_some()).or(self.selected);
        let first = rows.iter().position(|row| row.line == line).unwrap_or(0);
        let last = rows.iter().rposition(|row| row.line == line).unwrap_or(first);
        let is_first = self.lines[..line].iter().all(|line| line.target.is_none());
        let first = if is_first && last < height { 0 } else { first };
        self.top = self.top.max((last + 1).saturating_sub(height)).min(first);
    }

    /// Searches for another pattern, or none, and goes to the first match from the current place; returns its number and
    /// the count.
    pub fn search(&mut self, pattern: Option<Pattern>, screen: Rect) -> Option<String> {
        (self.found, self.at) = (pattern, None);
        self.search_on(true, screen)
    }

    /// Goes to the next or previous matching line; returns its number and the count. None without a search.
    pub fn search_on(&mut self, forward: bool, screen: Rect) -> Option<String> {
        let pattern = self.found.as_ref()?;
        let matches = |line: &Line| pattern.matches(&line.text) || pattern.matches(&line.name);
        let all: Vec<usize> = (0..self.lines.len()).filter(|&line| matches(&self.lines[line])).collect();
        let inner = inner(Self::area(screen));
        let rows = self.rows(inner.width);
        let top = rows.get(self.top).map_or(0, |row| row.line);
        let found = match self.at {
            None => all.iter().position(|&line| line >= top).or(Some(0)),
            Some(at) if forward => all.iter().position(|&line| line > at).or(Some(0)),
            Some(at) => all.iter().rposition(|&line| line < at).or(all.len().checked_sub(1)),
        };
        let Some((number, line)) = found.and_then(|n| Some((n, *all.get(n)?))) else {
            return Some("no match".to_owned());
        };
        self.at = Some(line);
        self.select(line, &rows, usize::from(inner.height).max(1));
        Some(format!("{}/{}", number + 1, all.len()))
    }

    /// Its area: the screen without its last row.
    pub fn area(screen: Rect) -> Rect {
        Rect { height: screen.height.saturating_sub(1).max(1), ..screen }.intersection(screen)
    }

    /// The screen row where the selected line begins; the first if none is selected.
    pub fn cursor_row(&self, screen: Rect) -> u16 {
        let inner = inner(Self::area(screen));
        let rows = self.rows(inner.width);
        let row = self.selected.and_then(|line| rows.iter().position(|row| row.line == line));
        let seen =
            row.and_then(|row| row.checked_sub(self.top)).filter(|row| *row < usize::from(inner.height));
        seen.map_or(screen.y, |row| inner.y + row as u16)
    }

    /// Draws the sheet over the screen.
    pub fn render(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) {
        let area = Self::area(screen);
        clear(buffer, area);
        let inner = inner(area);
        let rows = self.rows(inner.width);
        let hidden = rows.len().saturating_sub(self.top + usize::from(inner.height));
        let go = if self.selected.is_some() { format!("Enter {}  ", self.verb) } else { String::new() };
        let more = if hidden > 0 { format!("{}  ", count(hidden, "more row")) } else { String::new() };
        let said = format!("{more}{go}/ search  q back");
        let said = if area.width < 60 { "q back" } else { said.as_str() };
        let start = put_right(buffer, area, (area.width.saturating_sub(1), 0), said, theme.faint);
        let title = Rect { width: start.saturating_sub(1), ..area };
        put(buffer, title, (1, 0), &self.title, theme.title_focused);
        let indent = self.first(inner.width).unwrap_or(0);
        for (y, row) in (0..inner.height).zip(rows.iter().skip(self.top)) {
            let style = match row.tone {
                Tone::Heading => theme.heading,
                Tone::Plain => theme.text,
                Tone::Faint => theme.faint,
            };
            let start = put_right(buffer, inner, (inner.width, y), &row.right, theme.faint);
            let left =
                if row.right.is_empty() { inner } else { Rect { width: start.saturating_sub(1), ..inner } };
            put(buffer, left, (0, y), &row.name, theme.heading);
            put(buffer, left, (indent, y), &row.text, style);
            if self.selected == Some(row.line) {
                tint_row(buffer, inner, y, theme.row_selected);
                put(buffer, area, (0, y + inner.y - area.y), "▌", theme.heading);
            }
            if let Some(pattern) = &self.found {
                let hit = if self.at == Some(row.line) { theme.hit_current } else { theme.hit };
                mark(buffer, inner, (0, y), &row.name, pattern.find_all(&row.name), hit);
                mark(buffer, inner, (indent, y), &row.text, pattern.find_all(&row.text), hit);
            }
        }
    }
}

/// The area below the title.
fn inner(area: Rect) -> Rect {
    if area.width < 8 || area.height < 3 {
        return area;
    }
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 1 }
}
