//! The actions of the mouse: it focuses a pane, selects, scrolls, and moves along the ruler.

use ratatui::layout::{Position, Rect};

use super::App;
use crate::reader::event::{Mouse, MouseKind};
use crate::reader::layout::Pane;
use crate::reader::overlay::Overlay;
use crate::text::Span;

/// The rows that one notch of the wheel scrolls.
const NOTCH: isize = 3;

impl App {
    /// Takes a mouse event.
    pub(super) fn point(&mut self, mouse: Mouse) {
        (self.message, self.skipped) = (None, None);
        if self.prompt.is_some() {
            return;
        }
        if let Some(overlay) = self.overlays.last_mut() {
            match mouse.kind {
                MouseKind::Wheel(by) => overlay.scroll(isize::from(by) * NOTCH, self.screen),
                MouseKind::Press if !Overlay::area(self.screen).contains((mouse.x, mouse.y).into()) => {
                    self.overlays.pop();
                }
                _ => {}
            }
            return;
        }
        if self.archive.is_shown {
            if let (MouseKind::Wheel(by), Some(place)) = (mouse.kind, self.archive.here_mut()) {
                place.step(isize::from(by));
            }
            return;
        }
        match mouse.kind {
            MouseKind::Release => self.manners.seized = false,
            MouseKind::Drag if self.manners.seized => self.drag_ruler(mouse.y),
            MouseKind::Drag => {}
            MouseKind::Press => self.click(mouse.x, mouse.y),
            MouseKind::Wheel(by) => self.turn_wheel(mouse, isize::from(by) * NOTCH),
        }
    }

    /// The pane at a place, with its area.
    fn pane_at(&self, at: Position) -> Option<(Pane, Rect)> {
        let panes = [
            (Pane::Text, self.areas.text),
            (Pane::Actors, self.areas.actors),
            (Pane::Quotes, self.areas.quotes),
        ];
        panes.into_iter().find_map(|(pane, area)| area.filter(|a| a.contains(at)).map(|area| (pane, area)))
    }

    fn click(&mut self, x: u16, y: u16) {
        if self.areas.ruler() == Some(x) {
            self.manners.seized = true;
            return self.drag_ruler(y);
        }
        let Some((pane, area)) = self.pane_at((x, y).into()) else { return };
        let tab = self.tabs.here_mut();
        self.focus = pane;
        let (column, row) = (x - area.x, usize::from(y - area.y));
        match pane {
            Pane::Text if tab.text.columns.ruler == Some(column) => {
                self.manners.seized = true;
                self.drag_ruler(y);
            }
            Pane::Text => self.click_text(column, row),
            Pane::Actors => {
                if let Some(actor) = tab.actors.actor_in_row(row) {
                    tab.actors.select(actor);
                }
            }
            Pane::Quotes if row > 0 => {
                if let Some(quote) = tab.quotes.quote_in_row(row - 1) {
                    self.go_to_quote(quote);
                }
            }
            Pane::Quotes => {}
        }
    }

    /// Follows the actor, or selects the quote, at the clicked place of the text.
    fn click_text(&mut self, column: u16, row: usize) {
        let tab = self.tabs.here_mut();
        let Some(byte) = tab.text.byte_at(&tab.reading, column, row) else { return };
        let here = Span::new(byte, byte + 1);
        if let Some(&(_, actor)) = tab.reading.mentions_in(here).first() {
            tab.actors.select(actor);
        } else if let Some(&(_, quote)) = tab.reading.words_in(here).first() {
            tab.quotes.select(quote);
        }
    }

    fn drag_ruler(&mut self, y: u16) {
        let tab = self.tabs.here_mut();
        let Some(area) = self.areas.text else { return };
        let row = u64::from(y.saturating_sub(area.y).min(area.height.saturating_sub(1)));
        let byte = row * tab.reading.text().len() as u64 / u64::from(area.height.max(1));
        tab.text.go_to(&tab.reading, byte as u32);
    }

    fn turn_wheel(&mut self, mouse: Mouse, by: isize) {
        let pane = self.pane_at((mouse.x, mouse.y).into());
        let tab = self.tabs.here_mut();
        match pane {
            Some((Pane::Text, _)) => tab.text.scroll(&tab.reading, by),
            Some((Pane::Actors, _)) => tab.actors.step(by),
            Some((Pane::Quotes, _)) => {
                if let Some(quote) = tab.quotes.step(by) {
                    self.go_to_quote(quote);
                }
            }
            None => {}
        }
    }
}
