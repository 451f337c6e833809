//! The commands of the archive: what is read is kept, and asked who said what.

mod add;
pub(super) mod args;
mod compare;
mod dossier;
mod find;
mod follow;
mod ready;
mod sync;
mod upkeep;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::{Result, anyhow};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::Args;
use super::{config, known, state};
use crate::query::MeaningError;
use crate::store::archive::{Archive, Asking, Place};
use args::Archival;

/// Carries out a command of the archive.
pub(super) fn run(command: &Archival, all: &Args) -> Result<ExitCode> {
    match command {
        Archival::Add(add) => add::run(add, all, &known::actors(&all.actors)?),
        Archival::Find(find) => find::run(find, all),
        Archival::Follow(follow) => follow::run(follow, all),
        Archival::Sync(sync) => sync::run(sync, all, &known::actors(&all.actors)?),
        Archival::Dossier(dossier) => dossier::run(dossier, all),
        Archival::Same(same) => dossier::same(same, all, &known::actors(&all.actors)?),
        Archival::Compare(compare) => compare::run(compare, all),
        Archival::Archive(upkeep) => upkeep::run(upkeep, all, &known::actors(&all.actors)?),
    }
}

/// The folder of the archive.
fn folder(all: &Args) -> Result<PathBuf> {
    state::folder(all.no_state)?
        .ok_or_else(|| anyhow!("The archive is kept on disk; leave --no-state out to use it."))
}

/// Where the archive is: what `ATTACHE_ARCHIVE` says, else `archive` in the configuration, else the folder.
fn place(all: &Args) -> Result<Place> {
    let said = std::env::var("ATTACHE_ARCHIVE").ok().filter(|said| !said.is_empty());
    let said = match said {
        Some(said) => Some(said),
        None => config::load(all.config.as_deref())?.0.archive,
    };
    said.map_or_else(|| folder(all).map(Place::Folder), |said| Ok(Place::new(&said)))
}

/// The archive, to be read and changed.
fn own(all: &Args) -> Result<Archive> {
    Ok(place(all)?.open()?)
}

/// The archive, to be read.
fn opened(all: &Args) -> Result<Archive> {
    Ok(place(all)?.open_to_read()?)
}

/// The time, in seconds since the beginning of 1970 in UTC.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The day, in UTC.
fn today() -> Date {
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// Whose tags, notes and kept queries are meant; on a server the role's.
fn person(archive: &Archive) -> String {
    let role = archive.role().map(str::to_owned);
    role.or_else(state::person).unwrap_or_else(|| "me".to_owned())
}

/// The person who asks, and when.
fn asking(person: &str) -> Asking<'_> {
    Asking { person, today: today(), now: now() }
}

/// What a query that means nothing to the archive comes to, as a full sentence.
fn sentence(error: &MeaningError) -> String {
    match error {
        MeaningError::Nobody { field: None, words } => {
            format!("There are no words to look for in “{words}”.")
        }
        MeaningError::Nobody { field: Some(field), words } => {
            format!(
                "Nothing in the archive is “{}:{words}”; without the field the words themselves are looked for.",
                field.name()
            )
        }
        MeaningError::Ambiguous { field, words, candidates } => format!(
            "“{words}” may be {}; write more of the name, as {}:\"{}\".",
            candidates.join(", "),
            field.name(),
            candidates.first().map_or("", String::as_str)
        ),
        MeaningError::Absent(field) => format!("The archive cannot be asked for “{}:”.", field.name()),
        MeaningError::Failed(why) => why.clone(),
    }
}
