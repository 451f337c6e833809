//! The screen for screen readers: lines, bars and blocks become letters or are removed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Replaces drawing characters, except in the columns of the text itself.
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

/// The letter in place of a drawing character.
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
