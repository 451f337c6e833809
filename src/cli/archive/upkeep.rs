//! `attache archive`: checks it, copies it, rebuilds its indexes, forgets documents.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::What;
use super::{folder, opened, own, today};
use crate::briefing::Generator;
use crate::cli::args::Args;
use crate::cli::gather::Meter;
use crate::cli::known::Known;
use crate::cli::{access, report, state};
use crate::export::json;
use crate::session::Workshop;
use crate::session::archive::no_document;
use crate::store::archive::Place;
use crate::text::{count, sanitise_line};

/// How many documents are processed at once.
const BATCH: usize = 500;

/// Runs the command.
pub(super) fn run(what: &What, all: &Args, known: &Known) -> Result<ExitCode> {
    match what {
        What::Check => {
            let archive = opened(all)?;
            let wrong = archive.check()?;
            wrong.iter().for_each(|line| report(&sanitise_line(line, 1000)));
            if wrong.is_empty() {
                writeln!(
                    io::stdout(),
                    "{} is sound: {}{}.",
                    shown(archive.path()),
                    count(archive.documents()?, "document"),
                    archive.shared().map_or_else(String::new, |who| format!("; {who}"))
                )?;
            }
            Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        What::Backup { file } => {
            if file.exists() {
                return Err(anyhow!("{} is there already; name a file that is not.", shown(file)));
            }
            opened(all)?.back_up(file)?;
            Ok(ExitCode::SUCCESS)
        }
        What::Rebuild { stale } => rebuild(*stale, all, known),
        What::Export => export(all, known),
        What::Move { to } => move_to(to, all, known),
        What::Forget { numbers } => forget(numbers, all),
    }
}

/// Deletes documents for good, with their fetched copies. Looks for all of them before deleting any.
fn forget(numbers: &[i64], all: &Args) -> Result<ExitCode> {
    let mut archive = own(all)?;
    let none = |number: &i64| anyhow!(no_document(*number));
    let ids = numbers.iter().map(|number| archive.number_of(*number)?.ok_or_else(|| none(number)));
    let ids = ids.collect::<Result<Vec<i64>>>()?;
    let (feeds, web) = (archive.feeds()?, access::of(all).web);
    for id in ids {
        if let Some(stored) = archive.stored(id)? {
            let feed = feeds.iter().find(|feed| Some(feed.id) == stored.feed).map(|feed| &feed.address);
            let own = [stored.document.metadata.url.as_ref(), stored.address.as_ref(), feed];
            own.into_iter().flatten().for_each(|address| web.forget(address));
        }
        archive.forget(id)?;
        log::info!("A document of the archive is forgotten.");
    }
    Ok(ExitCode::SUCCESS)
}

fn rebuild(stale: bool, all: &Args, known: &Known) -> Result<ExitCode> {
    let folder = folder(all)?;
    let mut archive = own(all)?;
    let workshop = Workshop::new(known.table, &folder, &state::caller());
    let (mut meter, mut last, mut done) = (Meter::new(), -1, 0);
    loop {
        let ids = if stale {
            archive.stale(&Generator::current(), last, BATCH)?
        } else {
            archive.after(last, BATCH)?
        };
        let Some(end) = ids.last().copied() else { break };
        for id in ids {
            workshop.index_again(&mut archive, &[id], today())?;
            done += 1;
            meter.tell(&count(done, "document"));
        }
        last = end;
    }
    if !stale {
        archive.count_words_again()?;
    }
    meter.clear();
    writeln!(io::stdout(), "Indexed {} again.", count(done, "document"))?;
    Ok(ExitCode::SUCCESS)
}

/// Copies the archive to its new place.
fn move_to(to: &str, all: &Args, known: &Known) -> Result<ExitCode> {
    let archive = opened(all)?;
    let mut target = Place::new(to).open()?;
    let there = shown(target.path());
    if !target.is_empty()? {
        return Err(anyhow!("{there} has an archive already; name a place that has none."));
    }
    let workshop = Workshop::new(known.table, &folder(all)?, &state::caller());
    let mut meter = Meter::new();
    let moved = archive.copy_to(
        &mut target,
        |stored| workshop.again(&archive, stored),
        |done| {
            meter.tell(&count(done, "document"));
        },
    )?;
    meter.clear();
    writeln!(
        io::stdout(),
        "Copied {} to {there}. Name it in the configuration (archive = …) or in ATTACHE_ARCHIVE; the old \
         archive is as it was, at {}.",
        count(moved, "document"),
        shown(archive.path())
    )?;
    Ok(ExitCode::SUCCESS)
}

/// The path or address of an archive on one line, safe to show.
fn shown(place: &Path) -> String {
    sanitise_line(&place.to_string_lossy(), 400)
}

fn export(all: &Args, known: &Known) -> Result<ExitCode> {
    let archive = opened(all)?;
    let workshop = Workshop::new(known.table, &folder(all)?, &state::caller());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut last = -1;
    loop {
        let ids = archive.after(last, BATCH)?;
        let Some(end) = ids.last().copied() else { break };
        for id in ids {
            if let Some(stored) = archive.stored(id)? {
                json::write_line(&workshop.briefing(&archive, stored)?, &mut out)?;
            }
        }
        last = end;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
