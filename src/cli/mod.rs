//! The command line: parses it, runs the command, and decides how the process ends.
//!
//! Exit codes: 0 success, 1 failure, 2 wrong usage. It is not a failure when the reader of our output goes
//! away.

mod access;
mod analyze;
mod archive;
mod args;
mod browser;
mod config;
mod corrections;
mod editor;
mod export;
mod folder;
mod formats;
mod gather;
mod jail;
mod known;
mod logging;
mod named;
mod open;
mod others;
mod parallel;
mod pipe;
mod print;
mod state;
mod usage;
mod wiring;
mod wiring_archive;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches};

use args::{Args, Color, Command};
use gather::Gathered;

use crate::session::{First, number_in_archive};
use crate::text::sanitise;

/// The version, and the commit if the build knew it: "0.2.0 (4bd1ccf09)".
const VERSION: &str = env!("ATTACHE_VERSION");

/// The definition of the command line, the source of the manual and the completions.
pub fn definition() -> clap::Command {
    Args::command()
}

/// Runs the program with the words of its command line, starting with the program's name.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match parse(words) {
        Ok(args) => args,
        Err(usage) => return usage::print(usage),
    };
    match dispatch(&args) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            fail(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Parses the words of the command line. The manual, generated from the definition, has a version without a commit.
fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Args, clap::Error> {
    // Dropping the definition would only delay the first screen.
    let mut definition = ManuallyDrop::new(definition().version(VERSION).bin_name("attache"));
    let words = words::sorted(words.into_iter().collect(), &definition);
    let matches = definition.try_get_matches_from_mut(words)?;
    Args::from_arg_matches(&matches)?.checked()
}

fn dispatch(args: &Args) -> Result<ExitCode> {
    jail::check(args)?;
    if let Some(file) = &args.log {
        logging::begin(file)?;
    }
    named::check(args)?;
    if let Some(Command::Corrections(_) | Command::Archival(_)) = &args.command {
        state::folder_notice().filter(|_| !args.no_state).iter().for_each(|notice| report(notice));
    }
    match &args.command {
        None if jail::is_closed(args) => archive::read(args),
        Some(Command::Analyze(analyze)) => analyze::run(analyze, args, &known::actors(&args.actors)?),
        Some(Command::Export(export)) => export::run(export, args, &known::actors(&args.actors)?),
        Some(Command::Corrections(corrections)) => {
            let known = known::actors(&args.actors)?;
            let file = &corrections.file;
            match number_in_archive(file).filter(|_| jail::is_closed(args) || !file.exists()) {
                Some(serial) => others::run(corrections, serial, args, &known),
                None => corrections::run(corrections, args, &known),
            }
        }
        Some(Command::Archival(archival)) => archive::run(archival, args),
        Some(Command::Formats) => formats::run(),
        Some(Command::Config(config)) => config::run(config, args.config.as_deref()),
        None => {
            if has_screen() {
                let known = known::actors(&args.actors)?;
                let config = config::load(args.config.as_deref())?;
                return match gather::gather(&args.files, args.from)? {
                    Ok(Gathered { files, notices }) => {
                        let access = access::of(args);
                        let first = First::of(&files, &access, &notices)?;
                        open::open(first, args, access, config, &known)
                    }
                    Err(exit) => Ok(open::code(exit)),
                };
            }
            print::all(args)
        }
    }
}

/// Whether there is a terminal that can show a screen.
fn has_screen() -> bool {
    io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Reports a failure on standard error, and in the log.
fn fail(why: &str) {
    log::error!("{why}");
    report(why);
}

/// Prints a message on standard error, where it cannot be taken for output, without terminal controls.
fn report(message: &str) {
    use io::Write;
    // If standard error is closed, there is nobody to tell.
    let _ = writeln!(io::stderr(), "attache: {}", sanitise(message));
}

/// Whether an error means that the reader of our output has gone.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
