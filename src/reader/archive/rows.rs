//! The rows of an archive page: styled pieces of text, and the entry that each row belongs to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::reader::draw::{mark, put, put_cluster, put_right, tint_row};
use crate::reader::search::Pattern;
use crate::reader::theme::Theme;
use crate::reader::wrap::text_width;

/// A stretch of text at a column, in a style, with the bytes to highlight.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// The column, from 0.
    pub x: u16,
    /// The text.
    pub text: String,
    /// Its style.
    pub style: Style,
    /// The bytes to highlight.
    pub lit: Vec<(usize, usize)>,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The entry that it belongs to; none for a heading.
    pub entry: Option<usize>,
    /// Its content, from the left.
    pub pieces: Vec<Piece>,
    /// The text at its end.
    pub right: Option<(String, Style)>,
}

impl Row {
    /// A row with a text.
    pub fn of(x: u16, text: impl Into<String>, style: Style) -> Self {
        Self::default().with(x, text, style)
    }

    /// The same with another piece of text.
    #[must_use]
    pub fn with(mut self, x: u16, text: impl Into<String>, style: Style) -> Self {
        self.pieces.push(Piece { x, text: text.into(), style, lit: Vec::new() });
        self
    }

    /// The same as a part of an entry.
    #[must_use]
    pub fn in_entry(self, entry: usize) -> Self {
        Self { entry: Some(entry), ..self }
    }

    /// The same with a text at the end.
    #[must_use]
    pub fn ending(self, text: impl Into<String>, style: Style) -> Self {
        Self { right: Some((text.into(), style)), ..self }
    }

    /// Draws the row; with `is_selected`, with the selection mark before it.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        (area, y): (Rect, u16),
        is_selected: bool,
        theme: &Theme,
        pattern: Option<&Pattern>,
    ) {
        if is_selected {
            tint_row(buffer, area, y, theme.row_selected);
            put_cluster(buffer, area, (0, y), "▌", theme.row_selected);
        }
        let over =
            |style: Style| if is_selected { style.patch(background(theme.row_selected)) } else { style };
        let mut end = area.width;
        if let Some((text, style)) = &self.right {
            end = put_right(buffer, area, (area.width.saturating_sub(1), y), text, over(*style));
        }
        let room =
            Rect { width: end.saturating_sub(u16::from(self.right.is_some())).min(area.width), ..area };
        for piece in &self.pieces {
            put(buffer, room, (piece.x, y), &piece.text, over(piece.style));
            mark(buffer, room, (piece.x, y), &piece.text, piece.lit.iter().copied(), theme.hit);
            if let Some(pattern) = pattern {
                mark(buffer, room, (piece.x, y), &piece.text, pattern.find_all(&piece.text), theme.hit);
            }
        }
    }
}

/// The part of a style that applies to a selected row as a whole.
fn background(style: Style) -> Style {
    Style { fg: None, ..style }
}

/// Styled text, broken at words into rows of `width` columns that begin at column `x`.
pub fn flow(parts: &[(&str, Style)], x: u16, width: u16) -> Vec<Row> {
    let width = usize::from(width.max(1));
    let (mut rows, mut row, mut column) = (Vec::new(), Row::default(), 0);
    for (text, style) in parts {
        for word in text.split_whitespace() {
            let columns = text_width(word);
            if column > 0 && column + 1 + columns > width {
                rows.push(std::mem::take(&mut row));
                column = 0;
            }
            let space = usize::from(column > 0);
            match row.pieces.last_mut() {
                Some(last) if last.style == *style => {
                    last.text.push_str(if space > 0 { " " } else { "" });
                    last.text.push_str(word);
                }
                _ => row.pieces.push(Piece {
                    x: x + (column + space) as u16,
                    text: word.to_owned(),
                    style: *style,
                    lit: Vec::new(),
                }),
            }
            column += space + columns;
        }
    }
    if !row.pieces.is_empty() || rows.is_empty() {
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_flow_into_rows_with_their_styles() {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(ratatui::style::Modifier::BOLD));
        let rows = flow(&[("no ship would be", plain), ("moved", bold), ("until the keys", plain)], 2, 16);
        let text = |row: &Row| row.pieces.iter().map(|p| format!("{}:{}", p.x, p.text)).collect::<Vec<_>>();
        assert_eq!(text(&rows[0]), ["2:no ship would be"]);
        assert_eq!(text(&rows[1]), ["2:moved", "8:until the"]);
        assert_eq!(text(&rows[2]), ["2:keys"]);
        assert_eq!(flow(&[], 0, 9).len(), 1);
    }
}
