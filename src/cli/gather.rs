//! Finds the files that the reader is to list, and says how far that is while it takes long.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;

use anyhow::{Result, anyhow};

use super::folder::{self, Found, Search, Sieve};
use crate::document::Notice;
use crate::import::Format;
use crate::reader::{Exit, Patience, Waiting};
use crate::text::sanitise_line;

/// The files that were found.
pub(super) struct Gathered {
    /// Their paths, in order.
    pub files: Vec<PathBuf>,
    /// Notices about the search.
    pub notices: Vec<Notice>,
}

/// The named files, and what can be read in the named directories; or the end of the program, where the person who
/// waits wants that.
pub(super) fn gather(names: &[PathBuf], from: Option<Format>) -> Result<Result<Gathered, Exit>> {
    let (mut waiting, mut patience) = (Waiting::default(), Patience::On);
    let (found, left_out) = folder::search(names, Sieve::Texts(from), |search| {
        // Where the terminal cannot be used, one waits without it.
        patience = waiting.show(&state(search)).unwrap_or(Patience::On);
        patience == Patience::On
    });
    drop(waiting);
    if let Patience::Leave(exit) = patience {
        return Ok(Err(exit));
    }
    if found.is_empty() && !names.is_empty() {
        return Err(anyhow!("Stopped before any text was found; name a smaller directory."));
    }
    let stopped = (patience == Patience::Enough).then_some(Notice::SearchStopped(found.len()));
    let notices = stopped.into_iter().chain(left_out_notice(left_out)).collect();
    Ok(Ok(Gathered { files: found.into_iter().map(|found| found.path).collect(), notices }))
}

fn state(search: &Search) -> String {
    let (seen, left_out) = (search.seen.load(Relaxed), search.left_out.load(Relaxed));
    format!("Looking for texts: {seen} names, {left_out} files left out. Esc opens what is found, q quits.")
}

/// That files of directories are left out, if they are.
pub(super) fn left_out_notice(count: usize) -> Option<Notice> {
    (count > 0).then_some(Notice::FilesLeftOut(count))
}

/// The line on standard error that says how far a long work is, where somebody sees it and it meets no output.
pub(super) struct Meter {
    seen: bool,
    written: bool,
}

impl Meter {
    pub fn new() -> Self {
        Self { seen: io::stderr().is_terminal() && !io::stdout().is_terminal(), written: false }
    }

    /// Says how far it is.
    pub fn tell(&mut self, state: &str) {
        if self.seen {
            self.written = true;
            // A closed standard error leaves nobody to tell.
            let _ = write!(io::stderr(), "\r{}\x1b[K", sanitise_line(state, 200));
        }
    }

    /// Takes the line away, so that something else can be said.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.written) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// The files that are to be analysed.
pub(super) fn all(names: &[PathBuf], meter: &mut Meter) -> Vec<Found> {
    let (found, _) = folder::search(names, Sieve::Nothing, |search| {
        meter.tell(&format!("Looking for files: {} names", search.seen.load(Relaxed)));
        true
    });
    meter.clear();
    found
}
