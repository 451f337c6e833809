//! The screen without pictures, for those who have it read to them: lines, bars and blocks become letters or go.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Replaces the glyphs that are drawn and not written, except in the columns of the text itself.
pub fn plain(buffer: &mut Buffer, text: Option<Rect>) {
    let area = *buffer.area();
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if text.is_some_and(|text| text.contains((x, y).into())) {
                continue;
            }
            if let Some(letter) = letter(buffer[(x, y)].symbol()) {
                buffer[(x, y)].set_symbol(letter);
            }
        }
    }
}

/// What stands for a glyph.
fn letter(glyph: &str) -> Option<&'static str> {
    Some(match glyph {
        "┃" => "\"",
        "┊" => "'",
        "▌" => ">",
        "▪" => "*",
        "│" | "─" | "┌" | "┐" | "└" | "┘" | "┤" | "▁" | "▂" | "▃" | "▄" | "▅" | "▆" | "▇" => {
            " "
        }
        _ => return None,
    })
}
