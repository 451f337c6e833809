//! The entries that a prompt offers above itself, of which Tab walks one after another into the line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::LineEditor;
use crate::reader::draw::{clear, put, tint_row};
use crate::reader::list::ListState;
use crate::reader::theme::Theme;
use crate::reader::wrap::text_width;

/// The most rows of a menu.
const ROWS: usize = 12;

/// An entry of a menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What goes into the line.
    pub insert: String,
    /// How the entry is called.
    pub label: String,
    /// Said faintly beside it: keys, a kind.
    pub note: String,
    /// One line more about it.
    pub help: String,
}

/// What can stand in a place of the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Menu {
    items: Vec<Item>,
    /// The entry that stands in the line; none while what was typed stands there.
    selected: Option<usize>,
    /// The byte of the line from which an entry takes the place of what was typed.
    start: usize,
    /// What was typed.
    typed: String,
    list: ListState,
}

impl Menu {
    /// Entries for what stands in `line` from byte `start` to the cursor.
    pub fn new(line: &LineEditor, start: usize, items: Vec<Item>) -> Self {
        let start = start.min(line.cursor());
        Self { items, start, typed: line.text()[start..line.cursor()].to_owned(), ..Self::default() }
    }

    /// Whether there is nothing to offer.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The entry that is chosen; without a choice the first, which suits best.
    pub fn best(&self) -> Option<&Item> {
        self.items.get(self.selected.unwrap_or(0))
    }

    /// Puts the next entry into the line, or with `forward` unset the one before; past the last comes what was typed.
    pub fn step(&mut self, line: &mut LineEditor, forward: bool) {
        let stops = self.items.len() + 1;
        let at = self.selected.map_or(0, |s| s + 1);
        let to = (at + if forward { 1 } else { stops - 1 }) % stops;
        self.selected = to.checked_sub(1);
        let text = self.selected.map_or(self.typed.as_str(), |s| self.items[s].insert.as_str());
        line.replace_from(self.start, text);
        self.list.selected = self.selected.unwrap_or(0);
    }

    /// The rows that it takes above the line on a screen of `height` rows.
    fn rows(&self, height: u16) -> usize {
        self.items.len().min(ROWS).min(usize::from(height.saturating_sub(1)) * 2 / 3)
    }

    /// Draws the entries above the last row of the screen.
    pub fn render(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) {
        let rows = self.rows(screen.height);
        if rows == 0 {
            return;
        }
        let mut list = self.list;
        list.settle(self.items.len(), rows);
        let y = screen.height - 1 - rows as u16;
        let area = Rect { y: screen.y + y, height: rows as u16, ..screen };
        clear(buffer, area);
        let labels = self.items.iter().map(|i| text_width(&i.label)).max().unwrap_or(0);
        let notes = self.items.iter().map(|i| text_width(&i.note)).max().unwrap_or(0);
        let notes_at = (labels as u16 + 3).min(screen.width / 2);
        let help_at = notes_at + notes as u16 + 2;
        for (y, (i, item)) in (0..).zip(self.items.iter().enumerate().skip(list.top).take(rows)) {
            tint_row(buffer, area, y, theme.status);
            put(
                buffer,
                Rect { width: notes_at.saturating_sub(1), ..area },
                (1, y),
                &item.label,
                theme.status,
            );
            put(buffer, area, (notes_at, y), &item.note, theme.status);
            if help_at + 10 < screen.width {
                put(buffer, area, (help_at, y), &item.help, theme.status);
            }
            if self.selected == Some(i) {
                tint_row(buffer, area, y, theme.row_selected);
                put(buffer, area, (0, y), ">", theme.row_selected);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_through_the_menu_comes_back_to_what_was_typed() {
        let mut line = LineEditor::new("un & mar");
        let item = |text: &str| Item { insert: text.to_owned(), ..Item::default() };
        let mut menu = Menu::new(&line, 5, vec![item("Marta"), item("Marcus")]);
        let mut seen = Vec::new();
        for forward in [true, true, true, false] {
            menu.step(&mut line, forward);
            seen.push(line.text().to_owned());
        }
        assert_eq!(seen, ["un & Marta", "un & Marcus", "un & mar", "un & Marcus"]);
    }
}
