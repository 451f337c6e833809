//! `ATTACHE_ONLY=archive`: a program that reads the archive and does nothing else, for people who share a machine.
//!
//! No path, no address, no `-`; no editor, browser, pipe or export. Only what is listed here is permitted.

use anyhow::{Result, anyhow};

use super::archive::args::{Archival, Upkeep, What};
use super::args::{Args, Command};
use super::state;
use crate::session;
use crate::text::sanitise_line;

/// The variable for the restriction.
const VARIABLE: &str = "ATTACHE_ONLY";
/// Its only value.
const ARCHIVE: &str = "archive";

/// Whether only the archive is permitted, by the environment or the command line. An unknown value permits no more than
/// the known one.
pub(super) fn is_closed(args: &Args) -> bool {
    let asked =
        matches!(&args.command, Some(Command::Archival(Archival::Archive(Upkeep { only: true, .. }))));
    asked || is_set()
}

/// Whether the environment permits only the archive.
pub(super) fn is_set() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| !value.is_empty())
}

/// Refuses everything outside the archive.
pub(super) fn check(args: &Args) -> Result<()> {
    if let Some(value) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty() && value != ARCHIVE) {
        let value = sanitise_line(&value.to_string_lossy(), 40);
        return Err(anyhow!(
            "{VARIABLE} is “{value}”, and only “{ARCHIVE}” is known; correct it or unset it."
        ));
    }
    let names_files =
        !args.files.is_empty() || !args.actors.is_empty() || args.config.is_some() || args.log.is_some();
    if is_closed(args) && (names_files || !is_permitted(args.command.as_ref())) {
        return Err(anyhow!(
            "Only the archive is open here: no files, no addresses, and nothing is written out."
        ));
    }
    if !state::is_secure() {
        return Ok(());
    }
    if args.log.is_some() {
        return Err(anyhow!("ATTACHE_SECURE does not allow a log; leave --log out."));
    }
    match &args.command {
        Some(Command::Archival(Archival::Archive(Upkeep {
            what: Some(What::Backup { .. } | What::Move { .. }),
            ..
        }))) => Err(anyhow!(
            "ATTACHE_SECURE does not allow writing outside the state directory; the archive stays where it is."
        )),
        _ => Ok(()),
    }
}

/// Whether a command only reads the archive; no command shows the archive.
fn is_permitted(command: Option<&Command>) -> bool {
    let Some(command) = command else { return true };
    let archival = match command {
        Command::Archival(archival) => archival,
        Command::Corrections(corrections) => {
            return corrections.import.is_none() && session::number_in_archive(&corrections.file).is_some();
        }
        command => return matches!(command, Command::Formats),
    };
    match archival {
        Archival::Find(find) => find.names.is_none(),
        Archival::Compare(compare) => {
            compare.texts.iter().all(|text| session::number_in_archive(text).is_some())
        }
        Archival::Inbox(_) | Archival::Tag(_) | Archival::Dossier(_) | Archival::Same(_) => true,
        Archival::Archive(upkeep) => matches!(upkeep.what, None | Some(What::Check)),
        Archival::Add(_) | Archival::Follow(_) | Archival::Sync(_) => false,
    }
}
