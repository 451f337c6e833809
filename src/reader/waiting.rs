//! A line below the shell's prompt during a search before the screen opens, and the keys that end it.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use unicode_width::UnicodeWidthStr;

use super::event::Exit;
use super::terminal::size;
use crate::text::sanitise_line;

/// The wish of the waiting user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Continue.
    On,
    /// Go on with the results so far.
    Enough,
    /// Leave the program.
    Leave(Exit),
}

/// The line and the keys, from the first [`show`](Waiting::show) on; dropping it clears the line and restores the
/// terminal.
#[derive(Debug, Default)]
pub struct Waiting {
    signals: Option<Signals>,
}

impl Waiting {
    /// Shows a message in the line, and returns the wish given by keys pressed since: Esc means enough, q and
    /// Ctrl-C leave. Does not wait for a key.
    pub fn show(&mut self, message: &str) -> io::Result<Patience> {
        if self.signals.is_none() {
            self.signals = Some(Signals::watch()?);
            enable_raw_mode()?;
        }
        let mut out = io::stdout();
        write!(out, "\r{}\x1b[K", fitting(message, usize::from(size().0)))?;
        out.flush()?;
        if let Some(signal) = self.signals.as_ref().and_then(Signals::came) {
            return Ok(Patience::Leave(Exit::Signal(signal)));
        }
        while event::poll(Duration::ZERO)? {
            if let Event::Key(key) = event::read()? {
                match meant(key) {
                    Patience::On => {}
                    other => return Ok(other),
                }
            }
        }
        Ok(Patience::On)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.signals.is_some() {
            // If this fails, the terminal is gone.
            let _ = io::stdout().write_all(b"\r\x1b[K").and_then(|()| io::stdout().flush());
            let _ = disable_raw_mode();
        }
    }
}

fn meant(key: KeyEvent) -> Patience {
    match key.code {
        _ if key.kind == KeyEventKind::Release => Patience::On,
        KeyCode::Esc => Patience::Enough,
        KeyCode::Char('q' | 'Q') => Patience::Leave(Exit::Quit),
        KeyCode::Char('c') if key.modifiers == KeyModifiers::CONTROL => Patience::Leave(Exit::Signal(SIGINT)),
        _ => Patience::On,
    }
}

/// As much of a message as fits in a row without its last column, where terminals wrap.
fn fitting(message: &str, columns: usize) -> String {
    let mut message = sanitise_line(message, 400);
    while message.width() >= columns && message.pop().is_some() {}
    message
}

/// The signals that would end the program and leave the terminal in its state; recorded while this lives.
#[derive(Debug)]
struct Signals {
    last: Arc<AtomicUsize>,
    ids: Vec<signal_hook::SigId>,
}

impl Signals {
    fn watch() -> io::Result<Self> {
        let mut signals = Self { last: Arc::default(), ids: Vec::new() };
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or(0);
            let id = signal_hook::flag::register_usize(signal, Arc::clone(&signals.last), number)?;
            signals.ids.push(id);
        }
        Ok(signals)
    }

    fn came(&self) -> Option<i32> {
        i32::try_from(self.last.load(Ordering::SeqCst)).ok().filter(|signal| *signal > 0)
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        for id in self.ids.drain(..) {
            signal_hook::low_level::unregister(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_how_long_somebody_waits() {
        let pressed = |code, modifiers| meant(KeyEvent::new(code, modifiers));
        assert_eq!(pressed(KeyCode::Esc, KeyModifiers::NONE), Patience::Enough);
        assert_eq!(pressed(KeyCode::Char('q'), KeyModifiers::NONE), Patience::Leave(Exit::Quit));
        assert_eq!(pressed(KeyCode::Char('c'), KeyModifiers::CONTROL), Patience::Leave(Exit::Signal(SIGINT)));
        assert_eq!(pressed(KeyCode::Char('c'), KeyModifiers::NONE), Patience::On);
    }

    #[test]
    fn a_message_stays_in_its_row() {
        assert_eq!(fitting("Looking through “in”", 10), "Looking t");
        assert_eq!(fitting("外交部", 5), "外交");
        assert_eq!(fitting("a\x1b[2Jb", 80), "ab");
        assert_eq!(fitting("x", 1), "");
    }
}
