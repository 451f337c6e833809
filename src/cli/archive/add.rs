//! `attache add`: texts in, documents of the archive out.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;

use super::args::Add;
use super::{folder, now, own, today};
use crate::briefing::notice;
use crate::cli::analyze::broken;
use crate::cli::args::Args;
use crate::cli::folder::Found;
use crate::cli::gather::{self, Meter};
use crate::cli::known::Known;
use crate::cli::parallel::{self, Sink};
use crate::cli::{fail, report, state};
use crate::session;
use crate::session::{Access, Workshop};
use crate::store::archive::{Archive, Kept, Prepared};
use crate::text::count;

/// How many documents are written at once.
const BATCH: usize = 200;

/// Adds every document of the named files; one that cannot be read is reported, and the others go on.
pub(super) fn run(args: &Add, all: &Args, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let folder = folder(all)?;
    let mut meter = Meter::new();
    let files = gather::all(&args.files, &mut meter);
    let mut adding = Adding::new(own(all)?, args.verbose);
    let (mut code, mut skipped) = (ExitCode::SUCCESS, 0);
    let access = crate::cli::access::of(all);
    let workshop = Workshop::new(known.table, &folder, &state::caller());
    let work = |file: &Found, sink: &Sink<Piece>| prepare(file, &access, &workshop, None, sink);
    let failed = |file: &Found| Piece::Failed(broken(&file.path));
    parallel::in_order(&files, parallel::cores(), work, failed, |piece| {
        meter.clear();
        match piece {
            Piece::Ready(shown, prepared) => adding.take(shown, *prepared)?,
            Piece::Skipped => skipped += 1,
            Piece::Failed(why) => {
                fail(&why);
                code = ExitCode::FAILURE;
            }
        }
        meter.tell(&format!("{}, {} new", count(adding.count.met(), "document"), adding.count.added));
        anyhow::Ok(())
    })?;
    adding.flush()?;
    meter.clear();
    gather::left_out_notice(skipped).iter().for_each(|left_out| report(&notice(left_out)));
    writeln!(io::stdout(), "{}", adding.count.sentence())?;
    Ok(code)
}

/// A part of a file's result; a file gives several.
pub(super) enum Piece {
    Ready(String, Box<Prepared>),
    Skipped,
    Failed(String),
}

/// Prepares the documents of a file, with the number of the feed that it came from, if any.
pub(super) fn prepare(
    file: &Found,
    access: &Access,
    workshop: &Workshop,
    feed: Option<i64>,
    sink: &Sink<Piece>,
) {
    if file.swept && session::is_binary(&file.path, access.from) {
        sink.send(Piece::Skipped);
        return;
    }
    match session::documents(&file.path, access) {
        Err(error) => _ = sink.send(Piece::Failed(format!("{error:#}"))),
        Ok(documents) => {
            for (number, imported) in (1..).zip(session::complete(documents, &file.path, access)) {
                let name = session::part_name(&file.path, number);
                let prepared = workshop.arrived(imported, &name, feed);
                if !sink.send(Piece::Ready(session::shown(&name), Box::new(prepared))) {
                    return;
                }
            }
        }
    }
}

/// Counts of the documents, by outcome.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub added: usize,
    pub changed: usize,
    pub known: usize,
}

impl Count {
    pub fn met(self) -> usize {
        self.added + self.changed + self.known
    }

    pub fn note(&mut self, kept: Kept) {
        match kept {
            Kept::Added(_) => self.added += 1,
            Kept::Changed(_) => self.changed += 1,
            Kept::Known => self.known += 1,
        }
    }

    pub fn sentence(self) -> String {
        let Self { added, changed, known } = self;
        format!("Added {added}, later versions {changed}, there already {known}.")
    }
}

/// Documents on their way to the disk.
pub(super) struct Adding {
    pub archive: Archive,
    pub count: Count,
    waiting: Vec<Prepared>,
    names: Vec<String>,
    verbose: bool,
}

impl Adding {
    pub fn new(archive: Archive, verbose: bool) -> Self {
        Self { archive, count: Count::default(), waiting: Vec::new(), names: Vec::new(), verbose }
    }

    pub fn take(&mut self, shown: String, prepared: Prepared) -> Result<()> {
        self.waiting.push(prepared);
        self.names.push(shown);
        if self.waiting.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Writes the pending documents. Those reported as added are on the disk.
    pub fn flush(&mut self) -> Result<()> {
        let kept = self.archive.add(&self.waiting, today(), now())?;
        self.waiting.clear();
        let mut out = io::stdout().lock();
        for (name, kept) in self.names.drain(..).zip(kept) {
            self.count.note(kept);
            if let (true, Kept::Added(serial) | Kept::Changed(serial)) = (self.verbose, kept) {
                writeln!(out, "{serial} {name}")?;
            }
        }
        log::info!("The archive is written. {}", self.count.sentence());
        Ok(out.flush()?)
    }
}
