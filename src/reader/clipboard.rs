//! Copying through the terminal (OSC 52), which works over any SSH link if the terminal allows it.

use std::fmt::Write as _;

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// The multiplexer between the program and the terminal with the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clipboard {
    /// Nothing.
    #[default]
    Direct,
    /// tmux, which takes the sequence itself (`set-clipboard on`) or passes it through (`allow-passthrough
    /// on`).
    Tmux,
    /// GNU screen, which passes sequences through in pieces.
    Screen,
}

/// The most bytes of text that terminals accept: xterm and hterm stop at 100,000 of the encoded form.
pub const LONGEST: usize = 74_994;

/// The bytes of a piece that screen passes through at once; its strings end at 768.
const PIECE: usize = 512;

/// The sequence that puts `text` into the terminal's clipboard; none if it is too long.
pub fn sequence(clipboard: Clipboard, text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut plain = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain).ok()?;
    Some(match clipboard {
        Clipboard::Direct => plain,
        // Both ways; tmux drops the one that its options do not allow.
        Clipboard::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Clipboard::Screen => {
            let mut out = String::new();
            // The sequence is pure ASCII, so it can be cut anywhere. Its own ESC \ would end a piece; BEL also ends
            // an OSC, without that problem.
            let ended = format!("{}\x07", plain.trim_end_matches("\x1b\\"));
            for piece in ended.as_bytes().chunks(PIECE) {
                let _ = write!(out, "\x1bP{}\x1b\\", String::from_utf8_lossy(piece));
            }
            out
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_gets_the_text_in_base_64() {
        assert_eq!(sequence(Clipboard::Direct, "Hé").unwrap(), "\x1b]52;c;SMOp\x1b\\");
        let tmux = sequence(Clipboard::Tmux, "Hé").unwrap();
        assert_eq!(tmux, "\x1b]52;c;SMOp\x1b\\\x1bPtmux;\x1b\x1b]52;c;SMOp\x1b\x1b\\\x1b\\");
    }

    #[test]
    fn screen_gets_pieces_that_join_to_the_whole() {
        let text = "word ".repeat(500);
        let pieces = sequence(Clipboard::Screen, &text).unwrap();
        let inner: String = pieces.split("\x1b\\").map(|p| p.trim_start_matches("\x1bP")).collect();
        let plain = sequence(Clipboard::Direct, &text).unwrap();
        assert_eq!(inner, plain.trim_end_matches("\x1b\\").to_owned() + "\x07");
        assert!(pieces.split("\x1b\\").all(|p| p.len() <= 768));
    }

    #[test]
    fn what_terminals_would_cut_is_not_sent() {
        assert!(sequence(Clipboard::Direct, &"a".repeat(LONGEST)).is_some());
        assert!(sequence(Clipboard::Direct, &"a".repeat(LONGEST + 1)).is_none());
    }
}
