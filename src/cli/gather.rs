//! Finds the files for the reader to list, and shows the progress while it takes long.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::Ordering::Relaxed;

use anyhow::{Result, anyhow};

use super::folder::{self, Found, Search, Sieve};
use crate::document::Notice;
use crate::import::Format;
use crate::reader::{Exit, Patience, Waiting};
use crate::text::{count, sanitise_line};

/// The files that were found.
pub(super) struct Gathered {
    /// Their paths, in order.
    pub files: Vec<PathBuf>,
    /// Notices about the search.
    pub notices: Vec<Notice>,
}

/// The named files, and the readable files in the named directories; or an exit, if the waiting user asks for it.
pub(super) fn gather(names: &[PathBuf], from: Option<Format>) -> Result<Result<Gathered, Exit>> {
    let (mut waiting, mut patience) = (Waiting::default(), Patience::On);
    let (found, left_out) = folder::search(names, Sieve::Texts(from), |search| {
        // If the terminal cannot be used, the wait goes on without it.
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
    format!(
        "Looking for texts: {}, {} left out. Esc opens what is found, q quits.",
        count(seen, "name"),
        count(left_out, "file")
    )
}

/// A notice about left-out files in directories, if there are any.
pub(super) fn left_out_notice(count: usize) -> Option<Notice> {
    (count > 0).then_some(Notice::FilesLeftOut(count))
}

/// The line on standard error that shows the progress of long work, if somebody sees it and it does not mix
/// with output.
pub(super) struct Meter {
    seen: bool,
    written: bool,
}

impl Meter {
    pub fn new() -> Self {
        Self { seen: io::stderr().is_terminal() && !io::stdout().is_terminal(), written: false }
    }

    /// Shows the progress.
    pub fn tell(&mut self, state: &str) {
        if self.seen {
            self.written = true;
            // If standard error is closed, there is nobody to tell.
            let _ = write!(io::stderr(), "\r{}\x1b[K", sanitise_line(state, 200));
        }
    }

    /// Clears the line, so that something else can be printed.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.written) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// The files to analyse.
pub(super) fn all(names: &[PathBuf], meter: &mut Meter) -> Vec<Found> {
    let (found, _) = folder::search(names, Sieve::Nothing, |search| {
        meter.tell(&format!("Looking for files: {}", count(search.seen.load(Relaxed), "name")));
        true
    });
    meter.clear();
    found
}
