//! Where the panes are on a screen of a given size.

use ratatui::layout::Rect;

/// A pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The list of actors.
    Actors,
    /// The text.
    #[default]
    Text,
    /// The list of quotes.
    Quotes,
}

/// The columns from which three panes fit.
pub const WIDE: u16 = 120;
/// The columns from which two panes fit.
pub const MEDIUM: u16 = 80;

/// The places on the screen; what is not shown has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The list of actors.
    pub actors: Option<Rect>,
    /// The text.
    pub text: Option<Rect>,
    /// The list of quotes.
    pub quotes: Option<Rect>,
    /// The columns of lines between panes.
    pub borders: [Option<u16>; 2],
    /// The status line; none on a screen of one row.
    pub status: Option<Rect>,
}

/// How wide the side panes are, and whether there are any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The actors' part of a wide screen, in percent.
    pub actors: u16,
    /// The quotes' part of a wide screen, in percent.
    pub quotes: u16,
    /// One pane at a time, on whatever screen.
    pub single: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { actors: 18, quotes: 22, single: false }
    }
}

impl Areas {
    /// Divides a screen. `side` is the side pane that a screen of medium width shows; `zoom` leaves the pane
    /// that has the focus alone.
    pub fn new(screen: Rect, focus: Pane, side: Pane, zoom: bool, shape: Shape) -> Self {
        let status = (screen.height > 1).then(|| Rect { y: screen.height - 1, height: 1, ..screen });
        let height = screen.height - u16::from(status.is_some());
        let column = |x: u16, width: u16| Some(Rect { x, y: 0, width, height });
        let w = screen.width;
        let mut areas = Self { status, ..Self::default() };
        if zoom || shape.single || w < MEDIUM {
            *areas.pane(focus) = column(0, w);
        } else if w < WIDE {
            let width = (w * 33 / 100).clamp(26, 36);
            let text = w - width - 1;
            if side == Pane::Actors {
                (areas.actors, areas.text) = (column(0, width), column(width + 1, text));
                areas.borders[0] = Some(width);
            } else {
                (areas.text, areas.quotes) = (column(0, text), column(text + 1, width));
                areas.borders[0] = Some(text);
            }
        } else {
            let part = |percent: u16| (u32::from(w) * u32::from(percent) / 100) as u16;
            let (left, right) = (part(shape.actors).clamp(22, w / 3), part(shape.quotes).clamp(28, w / 3));
            let text = w - left - right - 2;
            areas.actors = column(0, left);
            areas.text = column(left + 1, text);
            areas.quotes = column(left + text + 2, right);
            areas.borders = [Some(left), Some(left + text + 1)];
        }
        areas
    }

    fn pane(&mut self, pane: Pane) -> &mut Option<Rect> {
        match pane {
            Pane::Actors => &mut self.actors,
            Pane::Text => &mut self.text,
            Pane::Quotes => &mut self.quotes,
        }
    }

    /// Whether the text is the only pane.
    pub fn text_alone(&self) -> bool {
        self.borders[0].is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fill_the_width_and_never_overlap() {
        for width in 1..300 {
            for focus in [Pane::Actors, Pane::Text, Pane::Quotes] {
                for zoom in [false, true] {
                    let side = if focus == Pane::Text { Pane::Quotes } else { focus };
                    let areas = Areas::new(Rect::new(0, 0, width, 20), focus, side, zoom, Shape::default());
                    let panes = [areas.actors, areas.text, areas.quotes];
                    let used: u16 = panes.iter().flatten().map(|r| r.width).sum();
                    let lines = areas.borders.iter().flatten().count() as u16;
                    assert_eq!(used + lines, width, "{areas:?}");
                }
            }
        }
    }
}
