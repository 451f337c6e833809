//! Opens a document in the reader, and does for it what the reader does not do itself.

use std::process::ExitCode;

use anyhow::Result;

use super::Color;
use crate::briefing::Briefing;
use crate::document::Document;
use crate::reader::{self, ColorDepth, Effect, Event, Exit, Options};

/// What the status line says until the first key.
const GREETING: &str = "? help   ] next quote   Tab panes   q quit";

/// Shows a document until the person quits.
pub(super) fn open(document: Document, color: Color) -> Result<ExitCode> {
    let options = Options { color: depth(color), greeting: Some(GREETING.to_owned()), ..Options::default() };
    Ok(match reader::run(document, options, Box::new(perform))? {
        Exit::Quit | Exit::HungUp => ExitCode::SUCCESS,
        // As shells count: 128 and the number of the signal.
        Exit::Signal(signal) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
    })
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
