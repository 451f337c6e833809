//! The terminal's abilities, and the user's wishes for it.

use ratatui::layout::Rect;

use super::App;
use super::prompting::Ask;
use crate::reader::bidi::Bidi;
use crate::reader::event::{Report, ScreenEffect};
use crate::reader::layout::Pane;
use crate::reader::overlay::Overlay;
use crate::reader::picker;
use crate::reader::prompt::Menu;
use crate::reader::screen::{Columns, Hints};
use crate::reader::theme::contrast;
use crate::reader::{ColorDepth, Options, Theme, ThemeChoice};

/// The column where a terminal with left and right margins puts the cursor, for the query in `terminal.rs`.
const MARGIN: u16 = 5;

/// The least contrast of text on a background that is not painted over.
const READABLE: f32 = 7.0;

/// The terminal's abilities, and the user's wishes for it.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Clone)]
pub struct Manners {
    /// Whether the terminal can move rows between two columns.
    margins: bool,
    /// Whether mouse events are enabled.
    pub mouse: bool,
    /// Whether the ruler is being dragged with the mouse.
    pub seized: bool,
    /// Who reorders right-to-left text.
    pub bidi: Bidi,
    /// No boxes or bar characters, and the cursor on the selection.
    pub accessible: bool,
    theme: ThemeChoice,
    color: ColorDepth,
}

impl Manners {
    pub(super) fn new(options: &Options) -> Self {
        Self {
            margins: false,
            mouse: options.mouse,
            seized: false,
            bidi: options.bidi,
            accessible: options.accessible,
            theme: options.theme.clone(),
            color: options.color,
        }
    }
}

impl App {
    /// Takes the terminal's answer about itself.
    pub(super) fn heed(&mut self, report: Report) {
        match report {
            Report::Column(column) => self.manners.margins |= column == MARGIN,
            Report::Background(color) if self.manners.theme == ThemeChoice::Auto => {
                let choice = if is_light(color) { ThemeChoice::LIGHT } else { ThemeChoice::DARK };
                let theme = Theme::new(choice, self.manners.color);
                // A background on which the text is easy to read stays as it is.
                let paints = theme.paints && contrast(theme.ink, color) < READABLE;
                self.theme = Theme { paints, ..theme };
            }
            Report::Background(_) => {}
        }
    }

    /// Enables or disables the mouse.
    pub(super) fn toggle_mouse(&mut self) {
        self.manners.mouse = !self.manners.mouse;
        self.emit(ScreenEffect::Mouse(self.manners.mouse));
        self.message = Some(if self.manners.mouse {
            "Mouse on: click, scroll, drag the ruler. Shift-drag selects as usual.".to_owned()
        } else {
            "Mouse off.".to_owned()
        });
    }

    /// Asks for the name of a theme.
    pub(super) fn ask_for_theme(&mut self) {
        let ask = Ask::new("Theme: ", "theme", |app, prompt| {
            let chosen = prompt.menu.best().and_then(|item| ThemeChoice::from_name(&item.insert));
            app.manners.theme = chosen.ok_or("no such theme")?;
            app.theme = Theme::new(app.manners.theme.clone(), app.manners.color);
            Ok(())
        });
        let ask = ask.list(|_, prompt| {
            let items = picker::words(ThemeChoice::names(), prompt.line.text());
            prompt.menu = Menu::new(&prompt.line, 0, items);
        });
        self.ask(ask, "");
    }

    /// Hints to the screen beyond the cells of a frame.
    pub fn hints(&self) -> Hints {
        let tab = self.tabs.here();
        let columns = |area: Rect| (area.left(), area.right());
        let ruler = tab.text.columns.ruler.map_or(0, |_| 2);
        let text = self.areas.text.map(|area| Rect { width: area.width.saturating_sub(ruler), ..area });
        let panes = [text, self.areas.quotes, self.areas.actors];
        let panes: Vec<Columns> = panes.into_iter().flatten().map(columns).collect();
        let cursor = self.manners.accessible.then(|| self.cursor());
        let ground = Some(self.theme.painted()).filter(|_| self.theme.paints);
        let bar = self.areas.text.map(|area| area.x + tab.text.columns.bar);
        let marks = self.areas.quotes.iter().flat_map(|area| [area.x, area.x + 1]);
        let bars = bar.into_iter().chain(self.areas.ruler()).chain(marks).collect();
        Hints { panes, bars, margins: self.manners.margins, cursor, ground }
    }

    /// The place of the real cursor for users who follow it: on the selection.
    pub(super) fn cursor(&self) -> (u16, u16) {
        let tab = self.tabs.here();
        let last = (0, self.screen.height - 1);
        if self.prompt.is_some() {
            return last;
        }
        if !self.overlays.is_empty() {
            let row = self.overlays.last().map_or(0, |sheet| sheet.cursor_row(self.screen));
            return (Overlay::area(self.screen).x, row.min(last.1));
        }
        let row = |area: Rect, row: usize| (area.x, (area.y + row as u16).min(last.1));
        let list = |area: Rect, entry: usize| row(area, entry + 1);
        match self.focus {
            Pane::Actors => self.areas.actors.map(|area| row(area, tab.actors.selected_row())),
            Pane::Quotes => self.areas.quotes.map(|area| list(area, tab.quotes.selected_row())),
            Pane::Text => self.areas.text.map(|area| {
                let start = tab.quotes.selected.map(|q| tab.reading.quote_start(q));
                let holds = |r: &&crate::reader::panes::text::Row| {
                    r.line.zip(start).is_some_and(|(l, s)| l.start <= s && s < l.end)
                };
                let at = tab.text.rows.iter().position(|r| holds(&r)).unwrap_or(0);
                let (_, y) = row(area, at);
                (area.x + tab.text.columns.text, y)
            }),
        }
        .unwrap_or(last)
    }
}

/// Whether a background is so light that letters on it should be dark; weights as in ITU-R BT.709.
fn is_light([red, green, blue]: [u8; 3]) -> bool {
    u32::from(red) * 2126 + u32::from(green) * 7152 + u32::from(blue) * 722 > 128 * 10_000
}

#[cfg(test)]
mod tests {
    use super::is_light;

    #[test]
    fn grounds_are_told_apart() {
        assert!(is_light([255, 255, 255]) && is_light([0xfd, 0xf6, 0xe3]));
        assert!(!is_light([0, 0, 0]) && !is_light([0, 0x2b, 0x36]) && !is_light([0, 0, 255]));
    }
}
