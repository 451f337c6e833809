//! Opens a document in the reader, and does for it what the reader does not do itself.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::{Context, Result};

use super::args::Args;
use super::keeper::Keeper;
use super::known::Known;
use super::opening::{Loader, Opening};
use super::{Color, analysis, editor, opening, save, state};
use crate::analysis::table::Table;
use crate::reader::{self, ColorDepth, Config, Effect, Event, Exit, Opened, Options, Rest, Runner, Tty};

/// What the status line says until the first key.
const GREETING: &str = "? help   ] next quote   Tab panes   q quit";

/// Shows a text until the person quits.
pub(super) fn open(
    text: Opening,
    args: &Args,
    (config, faults): (Config, Vec<String>),
    known: &Known,
) -> Result<ExitCode> {
    let folder = state::folder(args.no_state)?;
    let drafts = folder.clone().unwrap_or_else(std::env::temp_dir);
    let keeper = folder.map(Keeper::new);
    let options = Options {
        color: config.color.filter(|_| args.color == Color::Auto).unwrap_or_else(|| depth(args.color)),
        greeting: Some(greeting(&faults, known)),
        accessible: args.accessible || config.options.accessible,
        ask: answers(&std::env::var("TERM").unwrap_or_default()),
        rest: text.loader.as_ref().map_or(Rest::Nothing, Loader::rest),
        keep: keeper.is_some(),
        offer_recent: args.file.is_none() && !super::input::is_piped(),
        secure: state::is_secure(),
        clipboard: state::clipboard(),
        path: args.file.as_deref().and_then(state::path_to_remember),
        ..config.options
    };
    let work = Work { loader: text.loader, table: known.table, keeper, events: None };
    Ok(match reader::run(text.document, options, Box::new(work), tty(drafts)?)? {
        Exit::Quit | Exit::HungUp => ExitCode::SUCCESS,
        // As shells count: 128 and the number of the signal.
        Exit::Signal(signal) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
    })
}

/// What the status line says until the first key: what is wrong with the configuration, or with the person's own
/// actors, or which keys matter.
fn greeting(faults: &[String], known: &Known) -> String {
    match faults {
        [] => known.notices.first().map_or(GREETING, String::as_str).to_owned(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} And {} more; `attache config` shows them.", rest.len()),
    }
}

/// The terminal: keys come from standard input, or where that is a pipe or a file, from the terminal itself.
fn tty(drafts: PathBuf) -> Result<Tty> {
    let stdin = io::stdin();
    let keys = if stdin.is_terminal() {
        File::from(stdin.as_fd().try_clone_to_owned()?)
    } else {
        File::open("/dev/tty").context(
            "No keys can be read, because there is no terminal; run the reader in a terminal session",
        )?
    };
    let frames = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let editor = Box::new(move |text: &str| editor::edit(&drafts, text));
    Ok(Tty { keys: Box::new(keys), frames: Box::new(frames), editor })
}

/// Whether a terminal of that kind may be asked what it can do. Consoles and terminals of old print the question.
fn answers(term: &str) -> bool {
    const KNOWN: [&str; 14] = [
        "xterm",
        "tmux",
        "screen",
        "foot",
        "alacritty",
        "wezterm",
        "kitty",
        "contour",
        "mlterm",
        "rxvt",
        "st-",
        "vte",
        "ghostty",
        "konsole",
    ];
    KNOWN.iter().any(|known| term.starts_with(known))
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
    /// The actors that are known beforehand.
    table: &'static Table,
    /// What keeps things on disk, where that is wished.
    keeper: Option<Keeper>,
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
                let table = self.table;
                thread::spawn(move || analysis::tell(&document, table, |event| events.send(event).is_ok()));
            }
            Effect::Keep(keep) => return self.keeper.as_mut()?.perform(keep),
            Effect::Open(path) => return Some(self.open(&path)),
            Effect::Save { name, briefing, highlights } => {
                return Some(save::save(&name, &briefing, &highlights));
            }
            // The reader keeps what concerns the screen to itself.
            Effect::Screen(_) | Effect::Edit(_) | Effect::Copy(_) => {}
        }
        None
    }
}

impl Work {
    /// Opens another document.
    fn open(&mut self, path: &str) -> Event {
        let path = state::at_home(path);
        match opening::open(&path) {
            Ok(text) => {
                let rest = text.loader.as_ref().map_or(Rest::Nothing, Loader::rest);
                self.loader = text.loader;
                let path = state::path_to_remember(&path);
                Event::Opened(Box::new(Opened { document: text.document, rest, path }))
            }
            Err(error) => Event::Failed(error.to_string()),
        }
    }
}
