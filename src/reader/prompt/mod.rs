//! The prompt: an input line at the bottom of the screen.
//!
//! Keys go to the prompt before the keymap. The callbacks of a prompt while and after typing are a separate value, in
//! `app/prompting.rs`.

mod history;
mod line;
mod menu;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

pub use history::History;
pub use line::LineEditor;
pub use menu::{Item, Menu};

use super::draw::{clear, put, put_cluster, tint_row};
use super::key::{Code, Key};
use super::theme::Theme;
use super::wrap::{cluster_width, text_width};
use crate::text::count;

/// The fewest columns in which a part of a note is worth showing.
const NOTE: u16 = 8;

/// The effect of a key on a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The text has changed.
    Changed,
    /// The text is the same.
    Unchanged,
    /// A menu entry is requested: the next, or the previous.
    Complete {
        /// Whether it is the next one.
        forward: bool,
    },
    /// The line was entered.
    Accepted,
    /// The prompt was cancelled.
    Cancelled,
}

/// A line being typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// The label before the line.
    label: &'static str,
    /// Whether the arrow keys walk through the menu rather than through the history.
    is_list: bool,
    /// The input line.
    pub line: LineEditor,
    /// The note at the right: a count, or a fault.
    pub note: String,
    /// How many bytes of the last input did not fit.
    left_out: usize,
    /// The completions.
    pub menu: Menu,
    /// The index of the history entry in the line, and the text typed before.
    recalled: Option<(usize, String)>,
}

impl Prompt {
    /// A prompt with `text` in its line.
    pub fn new(label: &'static str, is_list: bool, text: &str) -> Self {
        let (note, menu, recalled) = Default::default();
        Self { label, is_list, line: LineEditor::new(text), note, left_out: 0, menu, recalled }
    }

    /// The same prompt with this limit in bytes for its line.
    #[must_use]
    pub fn with_limit(self, most: usize) -> Self {
        Self { line: self.line.with_limit(most), ..self }
    }

    /// Inserts text before the cursor. If it does not fit, a note says so until the next key.
    pub fn insert(&mut self, text: &str) {
        self.left_out = self.line.insert(text);
    }

    /// The note at the right.
    fn note(&self) -> Cow<'_, str> {
        match self.left_out {
            0 => Cow::Borrowed(&self.note),
            bytes => {
                let most = self.line.most();
                Cow::Owned(format!("Too long: {} left out, {most} fit", count(bytes, "byte")))
            }
        }
    }

    /// Handles a key.
    pub fn press(&mut self, key: Key, history: &History) -> Outcome {
        let recalls = matches!(key.code, Code::Up | Code::Down | Code::Char('p' | 'n'));
        if self.line.text().is_empty() && key == Key::plain(Code::Backspace) {
            // A deletion in an empty line leaves the prompt, as in less and vim.
            return Outcome::Cancelled;
        }
        self.left_out = 0;
        let outcome = self.edit(key, history);
        if outcome == Outcome::Changed && !(recalls && (key.ctrl || !matches!(key.code, Code::Char(_)))) {
            self.recalled = None;
        }
        outcome
    }

    fn edit(&mut self, key: Key, history: &History) -> Outcome {
        let line = &mut self.line;
        let changed = |changed: bool| if changed { Outcome::Changed } else { Outcome::Unchanged };
        match (key.code, key.ctrl, key.alt) {
            (Code::Enter, ..) => return Outcome::Accepted,
            (Code::Esc, ..) | (Code::Char('c' | 'g'), true, _) => return Outcome::Cancelled,
            (Code::Tab, ..) => return Outcome::Complete { forward: !key.shift },
            (Code::Up | Code::Down, false, false) if self.is_list => {
                return Outcome::Complete { forward: key.code == Code::Down };
            }
            (Code::Up, ..) | (Code::Char('p'), true, _) => return changed(self.recall(history, true)),
            (Code::Down, ..) | (Code::Char('n'), true, _) => return changed(self.recall(history, false)),
            (Code::Left, true, _) | (Code::Left | Code::Char('b'), _, true) => line.word_left(),
            (Code::Right, true, _) | (Code::Right | Code::Char('f'), _, true) => line.word_right(),
            (Code::Left, ..) | (Code::Char('b'), true, _) => line.left(),
            (Code::Right, ..) | (Code::Char('f'), true, _) => line.right(),
            (Code::Home, ..) | (Code::Char('a'), true, _) => line.home(),
            (Code::End, ..) | (Code::Char('e'), true, _) => line.end(),
            (Code::Char('w'), true, _) | (Code::Backspace, _, true) => return changed(line.delete_word()),
            (Code::Backspace, ..) | (Code::Char('h'), true, _) => return changed(line.delete_left()),
            (Code::Delete, ..) | (Code::Char('d'), true, _) => return changed(line.delete_right()),
            (Code::Char('u'), true, _) => return changed(line.delete_to_start()),
            (Code::Char('k'), true, _) => return changed(line.delete_to_end()),
            (Code::Char(c), false, false) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                return Outcome::Changed;
            }
            _ => {}
        }
        Outcome::Unchanged
    }

    /// Replaces the line by the nearest history entry that begins with the typed text.
    fn recall(&mut self, history: &History, earlier: bool) -> bool {
        let now = (history.lines().len(), self.line.text().to_owned());
        let (at, typed) = self.recalled.clone().unwrap_or(now);
        match history.find(&typed, at, earlier) {
            Some(found) => {
                self.line.set(&history.lines()[found]);
                self.recalled = Some((found, typed));
            }
            None if !earlier && self.recalled.take().is_some() => self.line.set(&typed),
            None => return false,
        }
        true
    }

    /// Draws the prompt in the last row of the screen, and its menu above.
    pub fn render(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) {
        self.menu.render(buffer, screen, theme);
        let row =
            Rect { y: screen.y + screen.height.saturating_sub(1), height: 1.min(screen.height), ..screen };
        clear(buffer, row);
        tint_row(buffer, row, 0, theme.status);
        let start = put(buffer, row, (0, 0), self.label, theme.status).min(row.width);
        // The note takes the room that the line leaves; a long line keeps only the part around the cursor.
        let width = |text: &str| u16::try_from(text_width(text)).unwrap_or(u16::MAX);
        let needs = width(self.line.text()).saturating_add(start + 3).min(start + 24);
        let room = row.width.saturating_sub(needs);
        let said = self.note();
        let note = width(&said).min(room.saturating_sub(1));
        let shown = note > 0 && note >= NOTE.min(width(&said));
        let end = if shown { row.width - note - 1 } else { row.width };
        if shown {
            let place = Rect { width: row.width - 1, ..row };
            put(buffer, place, (end, 0), &said, theme.warning);
        }
        self.draw_line(buffer, Rect { x: row.x + start, width: end.saturating_sub(start), ..row }, theme);
    }

    /// Draws the line so that the cursor is visible.
    fn draw_line(&self, buffer: &mut Buffer, area: Rect, theme: &Theme) {
        let text = self.line.text();
        let at = text_width(&text[..self.line.cursor()]);
        // The line scrolls by half its room, so that not every key moves it.
        let half = usize::from(area.width / 2).max(1);
        let hidden = match area.width {
            0 | 1 => at,
            width if at + 1 < usize::from(width) => 0,
            _ => (at / half).saturating_sub(1) * half,
        };
        let (mut column, mut x) = (0, 0);
        let mut cursor = None;
        for (i, cluster) in text.grapheme_indices(true) {
            if column >= hidden {
                if i == self.line.cursor() {
                    cursor = Some((x, cluster));
                }
                x = put_cluster(buffer, area, (x, 0), cluster, theme.status);
            }
            column += cluster_width(cluster);
            if x >= area.width && cursor.is_some() {
                break;
            }
        }
        let (x, cluster) = cursor.unwrap_or((x, " "));
        let style = theme.status;
        let inverse = style.add_modifier.contains(Modifier::REVERSED);
        let style = if inverse {
            style.remove_modifier(Modifier::REVERSED)
        } else {
            style.add_modifier(Modifier::REVERSED)
        };
        put_cluster(buffer, area, (x, 0), cluster, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prompt(width: u16, text: &str, keys: &str) -> (Prompt, String) {
        let (mut prompt, history) = (Prompt::new(":", true, text), History::default());
        for key in keys.split_whitespace() {
            prompt.press(Key::parse(key).expect(key), &history);
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        let theme = Theme::new(crate::reader::ThemeChoice::DARK, crate::reader::ColorDepth::None);
        prompt.render(&mut buffer, Rect::new(0, 0, width, 1), &theme);
        let marked = |cell: &ratatui::buffer::Cell| !cell.modifier.contains(Modifier::REVERSED);
        let row = buffer
            .content()
            .iter()
            .map(|cell| if marked(cell) { format!("<{}>", cell.symbol()) } else { cell.symbol().to_owned() });
        (prompt, row.collect())
    }

    #[test]
    fn the_cursor_is_always_on_the_screen() {
        assert_eq!(prompt(10, "abc", "").1, ":abc< >     ");
        assert_eq!(prompt(10, "abc", "left ctrl-w").1, ":<c>        ");
        assert_eq!(prompt(10, "abcdefghijklmnop", "").1, ":mnop< >    ");
        assert_eq!(prompt(10, "abcdefghijklmnop", "home").1, ":<a>bcdefghi");
        assert_eq!(prompt(10, "外交部发言人", "").1, ":言人< >    ");
        assert_eq!(prompt(1, "abc", "").1, ":");
        assert!(prompt(2, "abc", "").1.contains("< >"));
    }

    #[test]
    fn history_is_walked_by_what_was_typed() {
        let history = History::of(&["top", "quit", "talk"].map(str::to_owned));
        let mut prompt = Prompt::new(":", true, "t");
        let mut seen = Vec::new();
        for key in ["ctrl-p", "ctrl-p", "ctrl-p", "ctrl-n", "ctrl-n", "ctrl-n"] {
            prompt.press(Key::parse(key).unwrap(), &history);
            seen.push(prompt.line.text().to_owned());
        }
        assert_eq!(seen, ["talk", "top", "top", "talk", "t", "t"]);
    }

    #[test]
    fn escape_and_deleting_nothing_leave() {
        let history = History::default();
        let press =
            |text: &str, key: &str| Prompt::new(":", true, text).press(Key::parse(key).unwrap(), &history);
        assert_eq!(press("a", "esc"), Outcome::Cancelled);
        assert_eq!(press("a", "backspace"), Outcome::Changed);
        assert_eq!(press("", "backspace"), Outcome::Cancelled);
        assert_eq!(press("", "ctrl-w"), Outcome::Unchanged);
        assert_eq!(press("a", "enter"), Outcome::Accepted);
    }

    #[test]
    fn a_line_with_a_limit_of_its_own_says_what_does_not_fit() {
        const MIB: usize = 1 << 20;
        let (mut note, history) = (Prompt::new("Note: ", false, "").with_limit(MIB), History::default());
        let megabyte = "said ".repeat(200_000);
        note.insert(&megabyte);
        assert_eq!((note.line.text(), &*note.note()), (&*megabyte, ""));
        note.insert(&megabyte);
        assert_eq!(note.note(), "Too long: 951424 bytes left out, 1048576 fit");
        note.press(Key::parse("x").unwrap(), &history);
        assert_eq!(note.note(), "Too long: 1 byte left out, 1048576 fit");
        note.press(Key::parse("backspace").unwrap(), &history);
        assert_eq!((note.line.text().len(), &*note.note()), (MIB - 1, ""));
        let mut filter = Prompt::new("&", false, "");
        filter.insert(&megabyte);
        assert_eq!(filter.note(), "Too long: 995904 bytes left out, 4096 fit");
    }
}
