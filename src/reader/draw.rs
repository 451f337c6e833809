//! Draws text on a buffer, always inside an area, by grapheme cluster and display width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::wrap::{cluster_width, text_width};

/// Draws one grapheme cluster at column `x` of row `y`, both relative to the area, and returns the column after
/// it. Clips at the area's edge; control characters show as a space.
pub fn put_cluster(buffer: &mut Buffer, area: Rect, (x, y): (u16, u16), cluster: &str, style: Style) -> u16 {
    let width = cluster_width(cluster) as u16;
    let fits = y < area.height && x.saturating_add(width) <= area.width && width > 0;
    if !fits {
        return x.saturating_add(width);
    }
    let (column, row) = (area.x + x, area.y + y);
    let control = cluster.chars().any(char::is_control);
    if let Some(cell) = buffer.cell_mut((column, row)) {
        cell.set_symbol(if control { " " } else { cluster }).set_style(style);
    }
    for trailing in 1..width {
        if let Some(cell) = buffer.cell_mut((column + trailing, row)) {
            cell.set_symbol("").set_style(style);
        }
    }
    x + width
}

/// Draws `text` at a place of the area and returns the column after it; text that does not fit ends in "…".
pub fn put(buffer: &mut Buffer, area: Rect, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
    let room = usize::from(area.width.saturating_sub(x));
    let cut = text_width(text) > room;
    let mut column = x;
    for cluster in text.graphemes(true) {
        let width = cluster_width(cluster) as u16;
        if cut && column + width + 1 > area.width {
            put_cluster(buffer, area, (column, y), "…", style);
            return area.width;
        }
        column = put_cluster(buffer, area, (column, y), cluster, style);
    }
    column
}

/// Styles byte ranges of a `text` that was drawn at a place of the area.
pub fn mark(
    buffer: &mut Buffer,
    area: Rect,
    (x, y): (u16, u16),
    text: &str,
    ranges: impl Iterator<Item = (usize, usize)>,
    over: Style,
) {
    for (from, to) in ranges {
        let column = |at: usize| usize::from(x) + text.get(..at).map_or(0, text_width);
        let (start, end) = (column(from), column(to).min(usize::from(area.width)));
        if start < end && y < area.height {
            let place =
                Rect { x: area.x + start as u16, y: area.y + y, width: (end - start) as u16, height: 1 };
            buffer.set_style(place, over);
        }
    }
}

/// Draws `text` so that it ends before column `end` of the area, and returns its first column.
pub fn put_right(buffer: &mut Buffer, area: Rect, (end, y): (u16, u16), text: &str, style: Style) -> u16 {
    let start = end.saturating_sub(text_width(text) as u16);
    put(buffer, Rect { width: area.width.min(end), ..area }, (start, y), text, style);
    start
}

/// Styles a row of the area.
pub fn tint_row(buffer: &mut Buffer, area: Rect, y: u16, style: Style) {
    if y < area.height {
        buffer.set_style(Rect { y: area.y + y, height: 1, ..area }, style);
    }
}

/// Clears an area. A wide character across its edge is cleared whole.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    for y in area.top()..area.bottom() {
        let halved = |x: u16| buffer.cell((x, y)).is_some_and(|cell| cell.symbol().is_empty());
        let (left, right) = (halved(area.left()), halved(area.right()));
        for (cut, x) in [(left, area.left().wrapping_sub(1)), (right, area.right())] {
            if let Some(cell) = buffer.cell_mut((x, y)).filter(|_| cut) {
                cell.set_symbol(" ");
            }
        }
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}
