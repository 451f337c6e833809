//! The archive's commands: they keep texts, and find who said what in them.

mod add;
pub(super) mod args;
mod compare;
mod dossier;
mod find;
mod follow;
mod own;
mod sync;
mod upkeep;

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::Args;
use super::{config, has_screen, known, open, state};
use crate::document::Document;
use crate::session::archive::{no_document, sentence};
use crate::session::{now, number_in_archive, today};
use crate::store::archive::{Archive, Asking, Place};
use args::{Archival, Upkeep};

/// Runs a command of the archive.
pub(super) fn run(command: &Archival, all: &Args) -> Result<ExitCode> {
    match command {
        Archival::Add(add) => add::run(add, all, &known::actors(&all.actors)?),
        Archival::Find(find) => find::run(find, all),
        Archival::Inbox(inbox) => own::inbox(inbox, all),
        Archival::Tag(tag) => own::tag(tag, all),
        Archival::Follow(follow) => follow::run(follow, all),
        Archival::Sync(sync) => sync::run(sync, all, &known::actors(&all.actors)?),
        Archival::Dossier(dossier) => dossier::run(dossier, all),
        Archival::Same(same) => dossier::same(same, all, &known::actors(&all.actors)?),
        Archival::Compare(compare) => compare::run(compare, all),
        Archival::Archive(Upkeep { what: Some(what), .. }) => {
            upkeep::run(what, all, &known::actors(&all.actors)?)
        }
        Archival::Archive(Upkeep { what: None, .. }) => read(all),
    }
}

/// Opens the archive in the reader; without a screen prints what is new.
pub(super) fn read(all: &Args) -> Result<ExitCode> {
    if has_screen() {
        if !all.no_state {
            place(all)?;
        }
        return open::archive(all, &known::actors(&all.actors)?);
    }
    own::list(&opened(all)?)?;
    Ok(ExitCode::SUCCESS)
}

/// The folder of the library and, unless named otherwise, of the archive; an error if it is another user's.
pub(super) fn folder(all: &Args) -> Result<PathBuf> {
    let folder = unchecked(all)?;
    state::own(&folder)?;
    Ok(folder)
}

fn unchecked(all: &Args) -> Result<PathBuf> {
    state::folder(all.no_state)?
        .ok_or_else(|| anyhow!("The archive is kept on disk; leave --no-state out to use it."))
}

/// The place of the archive: `ATTACHE_ARCHIVE`, else `archive` in the configuration, else the folder.
pub(super) fn place(all: &Args) -> Result<Place> {
    let folder = unchecked(all)?;
    let configured = config::load(all.config.as_deref())?.0.archive;
    let place = place_in(configured, folder);
    if let Place::Own(folder) = &place {
        state::own(folder)?;
    }
    Ok(place)
}

/// The same, with the configuration already read.
pub(super) fn place_in(configured: Option<String>, folder: PathBuf) -> Place {
    let said = std::env::var("ATTACHE_ARCHIVE").ok().filter(|said| !said.is_empty());
    match said.or(configured).map(|said| Place::new(&said)) {
        Some(place) if state::is_secure() => secure(place, &folder),
        Some(place) => place,
        None => Place::Own(folder),
    }
}

/// A place under `ATTACHE_SECURE`: nothing is written outside the state directory, and no server is contacted.
fn secure(place: Place, folder: &Path) -> Place {
    match place {
        Place::Folder(other)
            if !other.starts_with(folder) || other.components().any(|c| c == Component::ParentDir) =>
        {
            Place::OnlyRead(other)
        }
        Place::Server(_) => Place::Nowhere(
            "ATTACHE_SECURE does not allow asking a server; name an archive in a folder.".to_owned(),
        ),
        place => place,
    }
}

/// The archive, opened for reading and writing.
fn own(all: &Args) -> Result<Archive> {
    Ok(place(all)?.open()?)
}

/// The archive, opened for reading.
fn opened(all: &Args) -> Result<Archive> {
    let archive = place(all)?.open_to_read()?;
    archive.notice().iter().for_each(|notice| super::report(notice));
    Ok(archive)
}

/// The document with that number, as `find` prints it.
pub(super) fn document(serial: i64, all: &Args) -> Result<Document> {
    let archive = opened(all)?;
    let none = || anyhow!(no_document(serial));
    let mut document =
        archive.stored(archive.number_of(serial)?.ok_or_else(none)?)?.ok_or_else(none)?.document;
    document.metadata.note_time(now());
    Ok(document)
}

/// The documents given by their numbers from `find` (`#12`); none if any of the words is something else.
fn numbered(archive: &Archive, words: &[String]) -> Result<Option<Vec<i64>>> {
    let serials = words.iter().map(|word| number_in_archive(Path::new(word))).collect::<Option<Vec<i64>>>();
    let none = |serial: i64| anyhow!(no_document(serial));
    let number = |serial: i64| archive.number_of(serial)?.ok_or_else(|| none(serial));
    serials.filter(|serials| !serials.is_empty()).map(|all| all.into_iter().map(number).collect()).transpose()
}

/// The person whose tags, notes and saved queries are used.
fn person(archive: &Archive) -> String {
    archive.person(&state::caller())
}

/// The person asking, and the time.
fn asking(person: &str) -> Asking<'_> {
    Asking { person, today: today(), now: now() }
}
