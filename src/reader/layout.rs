//! The areas of the panes on a screen of a given size, and what gives way if there is little room.

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

/// The least width for three panes, in columns.
pub const WIDE: u16 = 120;
/// The least width for two panes, in columns.
pub const MEDIUM: u16 = 80;
/// The least width at which the text among three panes has names in its margin.
const NAMES: u16 = 152;
/// The columns of a text pane beyond the measure: its bar and a column on each side.
const AROUND: u16 = 4;
/// The columns for names in the margin, and one at their left.
pub const MARGIN: u16 = 14;
/// The least height at which source and date are above the text.
const TALL: u16 = 31;

/// The areas on the screen; none for hidden ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The list of actors.
    pub actors: Option<Rect>,
    /// The row above the text with its source.
    pub head: Option<Rect>,
    /// The text.
    pub text: Option<Rect>,
    /// The list of quotes.
    pub quotes: Option<Rect>,
    /// The columns of lines between panes.
    pub borders: [Option<u16>; 2],
    /// The status line; none on a screen of one row.
    pub status: Option<Rect>,
}

/// The widths of the side panes, and whether there are any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// The actors' share of a wide screen, in percent; by default the rest of the screen.
    pub actors: Option<u16>,
    /// The quotes' share of a wide screen, in percent.
    pub quotes: Option<u16>,
    /// The columns that keys have added to the actors pane, or removed.
    pub actors_by: i16,
    /// The same for the quotes pane.
    pub quotes_by: i16,
    /// Whether to show one pane at a time, on any screen.
    pub single: bool,
}

/// The columns of the actors pane and of the quotes pane on a wide screen. As the screen gets narrower, first the names
/// in the margin give way, then the measure, then a column of figures.
fn sides(w: u16, shape: Shape) -> (u16, u16) {
    let spare = w.saturating_sub(NAMES);
    // Spare columns go to the quotes, then to the measure, then to the quotes again.
    let quotes = 32 + spare.min(8) + spare.saturating_sub(17).min(16);
    let actors = if w < 127 { 29 - (127 - w).min(7) } else { 29 };
    let part = |percent: u16| (u32::from(w) * u32::from(percent) / 100) as u16;
    let wanted = |percent: Option<u16>, usual: u16, by: i16, least: u16| {
        percent.map_or(usual, part).saturating_add_signed(by).clamp(least, w / 3)
    };
    (wanted(shape.actors, actors, shape.actors_by, 20), wanted(shape.quotes, quotes, shape.quotes_by, 28))
}

impl Areas {
    /// Divides a screen. `side` is the side pane shown on a screen of medium width; with `zoom`, only the
    /// focused pane is shown.
    pub fn new(screen: Rect, focus: Pane, side: Pane, zoom: bool, shape: Shape) -> Self {
        let status = (screen.height > 1).then(|| Rect { y: screen.height - 1, height: 1, ..screen });
        let height = screen.height - u16::from(status.is_some());
        let column = |x: u16, width: u16| Some(Rect { x, y: 0, width, height });
        let w = screen.width;
        let mut areas = Self { status, ..Self::default() };
        if zoom || shape.single || w < MEDIUM {
            *areas.pane(focus) = column(0, w);
        } else if w < WIDE {
            let actors = side == Pane::Actors;
            let usual = if actors { 29 } else { (w * 37 / 100).max(32) };
            let by = if actors { shape.actors_by } else { shape.quotes_by };
            let width = usual.saturating_add_signed(by).clamp(24, w / 2);
            let text = w - width - 1;
            if actors {
                (areas.actors, areas.text) = (column(0, width), column(width + 1, text));
                areas.borders[0] = Some(width);
            } else {
                (areas.text, areas.quotes) = (column(0, text), column(text + 1, width));
                areas.borders[1] = Some(text);
            }
        } else {
            let (left, right) = sides(w, shape);
            let text = w - left - right - 2;
            areas.actors = column(0, left);
            areas.text = column(left + 1, text);
            areas.quotes = column(left + text + 2, right);
            areas.borders = [Some(left), Some(left + text + 1)];
        }
        if let Some(text) = areas.text.as_mut().filter(|_| screen.height >= TALL && !shape.single) {
            areas.head = Some(Rect { height: 1, ..*text });
            (text.y, text.height) = (text.y + 1, text.height - 1);
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
        self.borders == [None, None]
    }

    /// The column of the ruler: the line at the right of the text, if there is one.
    pub fn ruler(&self) -> Option<u16> {
        self.text.and(self.borders[1])
    }

    /// Whether names have room in the margin of a pane of `width` columns of text.
    pub fn has_names(width: u16, alone: bool) -> bool {
        if alone { width >= 76 } else { width >= MARGIN + AROUND + 71 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fill_the_width_and_never_overlap() {
        for width in 1..300 {
            for focus in [Pane::Actors, Pane::Text, Pane::Quotes] {
                for (zoom, by) in [(false, 0), (true, 0), (false, 9), (false, -9)] {
                    let side = if focus == Pane::Text { Pane::Quotes } else { focus };
                    let shape = Shape { actors_by: by, quotes_by: -by, ..Shape::default() };
                    let areas = Areas::new(Rect::new(0, 0, width, 20), focus, side, zoom, shape);
                    let panes = [areas.actors, areas.text, areas.quotes];
                    let used: u16 = panes.iter().flatten().map(|r| r.width).sum();
                    let lines = areas.borders.iter().flatten().count() as u16;
                    assert_eq!(used + lines, width, "{areas:?}");
                }
            }
        }
    }

    #[test]
    fn what_gives_way_gives_way_in_order() {
        let widths = |w| {
            let areas = Areas::new(Rect::new(0, 0, w, 40), Pane::Text, Pane::Quotes, false, Shape::default());
            [areas.actors, areas.text, areas.quotes].map(|area| area.map_or(0, |a| a.width))
        };
        assert_eq!(widths(160), [29, 89, 40]);
        assert_eq!(widths(152), [29, 89, 32], "all of it");
        assert_eq!(widths(138), [29, 75, 32], "no names in the margin");
        assert_eq!(widths(127), [29, 64, 32], "a measure of sixty");
        assert_eq!(widths(120), [22, 64, 32], "one column of figures");
        assert_eq!(widths(100), [0, 62, 37]);
        assert_eq!(widths(80), [0, 47, 32]);
        assert_eq!(widths(79), [0, 79, 0]);
    }
}
