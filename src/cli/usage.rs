//! Prints what the parser of the command line has to say.
//!
//! A usage error repeats the words that it is about: names of files that a shell has put in, values of options. Nothing
//! of them reaches the terminal, or whoever reads a pipe, before it is sanitised.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error};

use crate::text::{sanitise, sanitise_line};

/// The most characters of one word of the command line that a message repeats.
const LONGEST_WORD: usize = 200;

/// Prints help, the version or a usage error, and gives the exit code that belongs to it.
pub(super) fn print(usage: Error) -> ExitCode {
    if usage.use_stderr() {
        // Nothing is left to do where even the usage cannot be written.
        let _ = io::stderr().write_all(message(usage).as_bytes());
        return ExitCode::from(2);
    }
    // Help and version hold nothing but words of ours, and keep their styles.
    let _ = usage.print();
    ExitCode::SUCCESS
}

/// A usage error as plain text that is safe to show, with each word that it repeats on one line.
fn message(mut usage: Error) -> String {
    let words = |(kind, value): (ContextKind, &ContextValue)| {
        let clean = match value {
            ContextValue::String(word) => ContextValue::String(sanitise_line(word, LONGEST_WORD)),
            ContextValue::Strings(words) => {
                ContextValue::Strings(words.iter().map(|w| sanitise_line(w, LONGEST_WORD)).collect())
            }
            // The tips.
            ContextValue::StyledStrs(tips) => ContextValue::StyledStrs(
                tips.iter().map(|tip| sanitise_line(&tip.to_string(), 2 * LONGEST_WORD).into()).collect(),
            ),
            _ => return None,
        };
        Some((kind, clean))
    };
    let clean: Vec<_> = usage.context().filter_map(words).collect();
    for (kind, value) in clean {
        usage.insert(kind, value);
    }
    // Whatever else the parser says, also in versions to come.
    sanitise(&usage.render().to_string()).into_owned()
}
