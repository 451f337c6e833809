//! Prints the messages of the command line parser.
//!
//! A usage error repeats words of the command line: file names put in by a shell, values of options. They are sanitised
//! before they reach the terminal or a pipe.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error};

use crate::text::{sanitise, sanitise_line};

/// The most characters that a message repeats of one word.
const LONGEST_WORD: usize = 200;

/// Prints help, the version or a usage error, and returns the matching exit code.
pub(super) fn print(usage: Error) -> ExitCode {
    if usage.use_stderr() {
        // If even the usage cannot be written, nothing is left to do.
        let _ = io::stderr().write_all(message(usage).as_bytes());
        return ExitCode::from(2);
    }
    // Help and version contain only our own words, and keep their styles.
    let _ = usage.print();
    ExitCode::SUCCESS
}

/// A usage error as plain text that is safe to show, with each repeated word on one line.
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
    // Any other message of the parser, including those of future versions.
    sanitise(&usage.render().to_string()).into_owned()
}
