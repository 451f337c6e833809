//! Opens documents in the reader.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::PoisonError;

use anyhow::{Context, Result};

use super::args::Args;
use super::browser::Browser;
use super::known::Known;
use super::wiring::{self, Wiring};
use super::{Color, access, config, editor, jail, state};
use crate::reader::{self, ColorDepth, Config, Exit, Options, Standard, Tty};
use crate::session::{self, Access, First, Loader, Rest, Session, Settings};

/// The status line's message until the first key.
const GREETING: &str = "? help   ] next quote   Tab panes   q quit";

/// Shows a text until the user quits.
pub(super) fn open(
    first: First,
    args: &Args,
    access: Access,
    config: (Config, Vec<String>),
    known: &Known,
) -> Result<ExitCode> {
    show(first, args, access, config, (known, false))
}

/// Shows the archive until the user quits.
pub(super) fn archive(args: &Args, known: &Known) -> Result<ExitCode> {
    let config = config::load(args.config.as_deref())?;
    show(First::nothing(), args, access::of(args), config, (known, true))
}

fn show(
    mut first: First,
    args: &Args,
    access: Access,
    (config, faults): (Config, Vec<String>),
    (known, is_archive): (&Known, bool),
) -> Result<ExitCode> {
    let folder = state::folder(args.no_state)?;
    let drafts = folder.clone().unwrap_or_else(std::env::temp_dir);
    let path = first.path().and_then(|path| session::path_to_remember(path, &first.text.document.metadata));
    let number = first.unreadable.len();
    let configured = config.archive.clone();
    let options = Options {
        color: config.color.filter(|_| args.color == Color::Auto).unwrap_or_else(|| depth(args.color)),
        greeting: Some(greeting(&faults, known, folder.is_some()))
            .filter(|said| !is_archive || said != GREETING),
        accessible: args.accessible || config.options.accessible,
        ask: answers(&std::env::var("TERM").unwrap_or_default()),
        rest: wiring::to_come(first.text.loader.as_ref().map_or(Rest::Nothing, Loader::rest)),
        keep: folder.is_some(),
        offer_recent: args.files.is_empty() && !session::is_piped(),
        secure: state::is_secure() || jail::is_closed(args),
        only_archive: jail::is_closed(args),
        clipboard: state::clipboard(),
        opening: first.opening,
        archive: is_archive,
        path,
        files: first.files,
        unreadable: first.unreadable,
        ..config.options
    };
    let archive = folder.clone().map(|folder| super::archive::place_in(configured, folder));
    let settings = Settings {
        table: known.table,
        folder,
        author: state::person(),
        only_archive: jail::is_closed(args),
        archive,
        caller: state::caller(),
        access,
        named: options.files.len(),
        unreadable: options.unreadable.clone(),
        notices: first.notices,
    };
    let session = Session::new(settings, number, &mut first.text);
    let (unopened, unkept) = (session.unopened(), session.unkept());
    let wiring = Wiring::new(session, number);
    let exit = reader::run(first.text.document, options, Box::new(wiring), tty(drafts)?)?;
    if exit == Exit::Unopened {
        unopened.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(|why| super::report(why));
    }
    let unkept: BTreeSet<String> =
        unkept.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
    unkept.iter().for_each(|what| super::report(what));
    Ok(code(exit))
}

/// The exit code for the way the reader ended.
pub(super) fn code(exit: Exit) -> ExitCode {
    match exit {
        Exit::Quit | Exit::HungUp => ExitCode::SUCCESS,
        Exit::Unopened => ExitCode::FAILURE,
        // As in shells: 128 plus the number of the signal.
        Exit::Signal(signal) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
    }
}

/// The status line's message until the first key: faults of the configuration, an unusual data folder, faults in the
/// user's own actors, or else the keys that matter.
fn greeting(faults: &[String], known: &Known, keeps: bool) -> String {
    match faults {
        [] => {
            let place = if keeps { state::folder_notice() } else { None };
            place.or(known.notices.first().cloned()).unwrap_or_else(|| GREETING.to_owned())
        }
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first} And {} more; `attache config` shows them.", rest.len()),
    }
}

/// The terminal: keys come from standard input, or if that is a pipe or a file, from the terminal itself.
fn tty(drafts: PathBuf) -> Result<Tty<Standard>> {
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
    Ok(Tty {
        terminal: Standard,
        keys: Box::new(keys),
        frames: Box::new(frames),
        editor,
        browser: Box::new(Browser),
    })
}

/// Whether a terminal of that kind may be queried. Consoles and very old terminals print the query.
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

/// How many colours the terminal shows, according to the flag and the environment.
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
