//! Opens a document in the reader, and does for it what the reader does not do itself.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::{Context, Result};

use super::opening::{Loader, Opening};
use super::{Color, analysis};
use crate::reader::{self, ColorDepth, Effect, Event, Exit, Options, Rest, Runner, Tty};

/// What the status line says until the first key.
const GREETING: &str = "? help   ] next quote   Tab panes   q quit";

/// Shows a text until the person quits.
pub(super) fn open(text: Opening, color: Color) -> Result<ExitCode> {
    let rest = text.loader.as_ref().map_or(Rest::Nothing, Loader::rest);
    let greeting = Some(GREETING.to_owned());
    let options = Options { color: depth(color), greeting, rest, ..Options::default() };
    let work = Work { loader: text.loader, events: None };
    Ok(match reader::run(text.document, options, Box::new(work), tty()?)? {
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

/// Performs the reader's effects, on its worker thread; what takes long on threads of its own.
struct Work {
    /// What reads the rest of the text, until it is asked to.
    loader: Option<Loader>,
    events: Option<Sender<Event>>,
}

impl Runner for Work {
    fn begin(&mut self, events: Sender<Event>) {
        self.events = Some(events);
    }

    fn perform(&mut self, effect: Effect) -> Option<Event> {
        let events = self.events.clone()?;
        match effect {
            Effect::Load => {
                let loader = self.loader.take()?;
                thread::spawn(move || loader.load(|event| events.send(event).is_ok()));
            }
            Effect::Analyse(document) => {
                thread::spawn(move || analysis::tell(&document, |event| events.send(event).is_ok()));
            }
            // The reader keeps what concerns the screen to itself.
            Effect::Screen(_) => {}
        }
        None
    }
}
