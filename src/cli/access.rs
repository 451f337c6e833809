//! How documents may be opened, according to the command line.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::archive::args::{Archival, Upkeep};
use super::args::{Args, Command, FetchItems};
use super::{jail, state};
use crate::fetch::{Limits, Settings, Web};
use crate::library::{LibraryError, own_folder};
use crate::session::{self, Access};

/// How files and addresses are opened, according to the command line and the environment.
pub(super) fn of(args: &Args) -> Access {
    let wanted = &args.fetching;
    let secure = state::is_secure().then_some("ATTACHE_SECURE does not allow fetching.");
    let closed = jail::is_closed(args).then_some("Only the archive is open here; nothing is fetched.");
    // The reader shows that it waits, and its keys work meanwhile.
    let is_patient = matches!(
        args.command,
        Some(Command::Archival(Archival::Sync(_) | Archival::Archive(Upkeep { what: None, .. })))
    );
    let is_seen = is_patient || (args.command.is_none() && super::has_screen());
    let limits = limits(is_seen, wanted.timeout);
    let cache = if wanted.no_cache || args.no_state { None } else { state::cache_folder() };
    let cache = cache.filter(|folder| match own_if_there(folder) {
        Ok(notice) => {
            notice.iter().for_each(|notice| super::report(notice));
            true
        }
        Err(error) => {
            super::report(&format!("{error} Nothing that is fetched is kept."));
            false
        }
    });
    let web = Web::new(Settings {
        forbidden: closed.or(secure).map(str::to_owned),
        allow_local: wanted.allow_local,
        offline: wanted.offline,
        cache,
        limits,
    });
    let items = match wanted.items {
        FetchItems::Auto => session::FetchItems::Auto,
        FetchItems::Always => session::FetchItems::Always,
        FetchItems::Never => session::FetchItems::Never,
    };
    Access { from: args.from, items, web: Arc::new(web) }
}

/// Closes a folder that is open to others, if there is one.
fn own_if_there(folder: &Path) -> Result<Option<String>, LibraryError> {
    if folder.exists() { own_folder(folder) } else { Ok(None) }
}

/// The limits of a fetch: generous if somebody sees the wait, and within `seconds` if given.
fn limits(is_seen: bool, seconds: Option<u64>) -> Limits {
    let patient = Limits::default();
    match seconds.map(Duration::from_secs) {
        None if is_seen => patient,
        None => Limits::unattended(),
        Some(whole) => Limits {
            connect: patient.connect.min(whole),
            first_byte: patient.first_byte.max(whole / 2).min(whole),
            whole,
            ..patient
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_see_that_it_waits_waits_less_and_as_long_as_they_say() {
        let first_byte = |is_seen, seconds| limits(is_seen, seconds).first_byte.as_secs();
        assert!(first_byte(false, None) < first_byte(true, None));
        assert_eq!((first_byte(false, Some(40)), first_byte(false, Some(5))), (20, 5));
        assert_eq!(limits(false, Some(3)).connect.as_secs(), 3);
    }
}
