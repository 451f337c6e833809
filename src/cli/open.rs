//! Opens a document in the reader, and does for it what the reader does not do itself.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::Color;
use crate::briefing::Briefing;
use crate::document::Document;
use crate::reader::{self, ColorDepth, Effect, Event, Exit, Options, Tty};

/// What the status line says until the first key.
const GREETING: &str = "? help   ] next quote   Tab panes   q quit";

/// Shows a document until the person quits.
pub(super) fn open(document: Document, color: Color) -> Result<ExitCode> {
    let options = Options { color: depth(color), greeting: Some(GREETING.to_owned()), ..Options::default() };
    Ok(match reader::run(document, options, Box::new(perform), tty()?)? {
        Exit::Quit | Exit::HungUp => ExitCode::SUCCESS,
        // As shells count: 128 and the number of the signal.
        Exit::Signal(signal) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
    })
}

/// The terminal: keys come from standard input, or where that is a pipe or a file, from the terminal itself.
fn tty() -> Result<Tty> {
    let stdin = io::stdin();
    let keys = if stdin.is_terminal() {
        File::from(stdin.as_fd().try_clone_to_owned()?)
    } else {
        File::open("/dev/tty").context(
            "No keys can be read, because there is no terminal; run the reader in a terminal session",
        )?
    };
    let frames = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    Ok(Tty { keys: Box::new(keys), frames: Box::new(frames) })
}

/// How many colours the terminal shows, as far as the flag and the environment tell.
fn depth(color: Color) -> ColorDepth {
    let variable = |name: &str| std::env::var(name).ok();
    match color {
        Color::Never => ColorDepth::None,
        Color::Auto => ColorDepth::from_environment(variable),
        Color::Always => {
            match ColorDepth::from_environment(|name| variable(name).filter(|_| name != "NO_COLOR")) {
                ColorDepth::None => ColorDepth::Ansi16,
                depth => depth,
            }
        }
    }
}

/// Performs the reader's effects, on its worker thread.
fn perform(effect: Effect) -> Option<Event> {
    match effect {
        Effect::Analyse(document) => {
            Some(Event::Analysed(Box::new(Briefing::new(Document::clone(&document)))))
        }
        // The reader keeps what concerns the screen to itself.
        Effect::Screen(_) => None,
    }
}
