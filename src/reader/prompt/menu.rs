//! The completions above a prompt, which Tab puts into the line one after another.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::LineEditor;
use crate::reader::draw::{clear, put, tint_row};
use crate::reader::list::ListState;
use crate::reader::theme::Theme;
use crate::reader::wrap::{text_width, wrap};

/// The most rows of a menu.
const ROWS: usize = 12;
/// The most rows for the chosen entry's help.
const DETAILS: u16 = 4;
/// The columns before and after the help.
const INDENT: u16 = 2;
/// The fewest columns in which the help is worth showing beside the entry.
const LEAST: u16 = 10;

/// An entry of a menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The text for the line.
    pub insert: String,
    /// The entry's label.
    pub label: String,
    /// Shown dimmed beside it: keys, a kind.
    pub note: String,
    /// Another line about it.
    pub help: String,
}

/// The completions at a place of the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Menu {
    items: Vec<Item>,
    /// The entry in the line; none while the typed text is there.
    selected: Option<usize>,
    /// The byte of the line from which an entry replaces the typed text.
    start: usize,
    /// The typed text.
    typed: String,
    list: ListState,
}

impl Menu {
    /// Entries for the text of `line` from byte `start` to the cursor.
    pub fn new(line: &LineEditor, start: usize, items: Vec<Item>) -> Self {
        let start = start.min(line.cursor());
        Self { items, start, typed: line.text()[start..line.cursor()].to_owned(), ..Self::default() }
    }

    /// Whether there is nothing to offer.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The chosen entry; without a choice the first, which matches best.
    pub fn best(&self) -> Option<&Item> {
        self.items.get(self.selected.unwrap_or(0))
    }

    /// Chooses an entry without putting it into the line.
    pub fn point_at(&mut self, entry: usize) {
        self.selected = Some(entry.min(self.items.len().saturating_sub(1)));
        self.list.selected = self.selected.unwrap_or(0);
    }

    /// Puts the next entry into the line, or without `forward` the previous one; after the last comes the typed text.
    pub fn step(&mut self, line: &mut LineEditor, forward: bool) {
        let stops = self.items.len() + 1;
        let at = self.selected.map_or(0, |s| s + 1);
        let to = (at + if forward { 1 } else { stops - 1 }) % stops;
        self.selected = to.checked_sub(1);
        let text = self.selected.map_or(self.typed.as_str(), |s| self.items[s].insert.as_str());
        line.replace_from(self.start, text);
        self.list.selected = self.selected.unwrap_or(0);
    }

    /// The rows for entries above the line on a screen of `height` rows, some of which go to details.
    fn rows(&self, height: u16, details: u16) -> usize {
        let room = (usize::from(height.saturating_sub(1)) * 2 / 3).saturating_sub(usize::from(details));
        self.items.len().min(ROWS).min(room)
    }

    /// Draws the entries above the last row of the screen, and below them the help of the chosen one, if it does not
    /// fit beside it.
    pub fn render(&self, buffer: &mut Buffer, screen: Rect, theme: &Theme) {
        let columns = Columns::of(&self.items, screen.width);
        let wide = usize::from(screen.width.saturating_sub(2 * INDENT)).max(1);
        let said = self.best().map_or("", |item| &item.help);
        let lines = if columns.fits(said) { Vec::new() } else { wrap(said, 0, wide, wide) };
        let needed = lines.len().max(self.longest(columns).div_ceil(wide)) as u16;
        let details = needed.min(DETAILS).min(screen.height.saturating_sub(1) / 3);
        let rows = self.rows(screen.height, details);
        if rows == 0 {
            return;
        }
        let mut list = self.list;
        list.settle(self.items.len(), rows);
        let height = rows as u16 + details;
        let area = Rect { y: screen.y + screen.height - 1 - height, height, ..screen };
        clear(buffer, area);
        for (y, (i, item)) in (0..).zip(self.items.iter().enumerate().skip(list.top).take(rows)) {
            tint_row(buffer, area, y, theme.status);
            columns.draw(buffer, area, y, item, theme.status);
            if self.selected == Some(i) {
                tint_row(buffer, area, y, theme.row_selected);
                put(buffer, area, (0, y), ">", theme.row_selected);
            }
        }
        for y in 0..details {
            tint_row(buffer, area, rows as u16 + y, theme.status);
            let Some(line) = lines.get(usize::from(y)) else { continue };
            let words = &said[line.start as usize..line.end as usize];
            let x = put(buffer, area, (INDENT, rows as u16 + y), words, theme.status);
            if y + 1 == details && lines.len() > usize::from(details) {
                put(buffer, area, (x.min(area.width - 1), rows as u16 + y), "…", theme.status);
            }
        }
    }

    /// The columns of the longest help shown below the entries: room is reserved for it, so that the entries stay in
    /// place while the choice moves.
    fn longest(&self, columns: Columns) -> usize {
        let long = self.items.iter().filter(|item| !columns.fits(&item.help));
        long.map(|item| text_width(&item.help)).max().unwrap_or(0)
    }
}

/// The columns of an entry's parts.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// The end of the label.
    label: u16,
    note: u16,
    /// The start and width of the help; none if it is not worth showing beside the rest.
    help: Option<(u16, u16)>,
}

impl Columns {
    fn of(items: &[Item], width: u16) -> Self {
        let widest =
            |part: fn(&Item) -> &String| items.iter().map(|i| text_width(part(i))).max().unwrap_or(0);
        let (labels, notes) = (widest(|i| &i.label) as u16, widest(|i| &i.note) as u16);
        let note = (labels + 3).min(width / 2);
        let help = note + notes + 2;
        let help = (help + LEAST < width).then(|| (help, width - help));
        let alone = notes == 0 && help.is_none();
        Self { label: if alone { width } else { note.saturating_sub(1) }, note, help }
    }

    /// Whether an entry's help fits beside it.
    fn fits(&self, help: &str) -> bool {
        help.is_empty() || self.help.is_some_and(|(_, room)| text_width(help) <= usize::from(room))
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, y: u16, item: &Item, style: Style) {
        put(buffer, Rect { width: self.label, ..area }, (1, y), &item.label, style);
        put(buffer, area, (self.note, y), &item.note, style);
        if let Some((x, _)) = self.help {
            put(buffer, area, (x, y), &item.help, style);
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

    #[test]
    fn what_does_not_fit_beside_an_entry_stands_below() {
        let item = |label: &str, help: &str| Item {
            label: label.to_owned(),
            help: help.to_owned(),
            ..Item::default()
        };
        let items = vec![item("1 map", "https://example.org/a/long/way/to/a/map.png"), item("2 b", "short")];
        let mut menu = Menu::new(&LineEditor::new(""), 0, items);
        let screen = Rect::new(0, 0, 30, 10);
        let theme = Theme::new(crate::reader::ThemeChoice::DARK, crate::reader::ColorDepth::None);
        let drawn = |menu: &Menu| {
            let mut buffer = Buffer::empty(screen);
            menu.render(&mut buffer, screen, &theme);
            let row = |y| (0..30).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
            (0..10).map(row).collect::<Vec<_>>()
        };
        let rows = drawn(&menu);
        assert_eq!(rows[5..7], [" 1 map    https://example.org…", " 2 b      short"]);
        assert_eq!(rows[7..9], ["  https://example.org/a/", "  long/way/to/a/map.png"]);
        menu.point_at(1);
        assert_eq!(drawn(&menu)[6..9], [">2 b      short", "", ""]);
    }
}
