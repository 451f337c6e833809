//! The folders for state and configuration, according to flags and environment.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use etcetera::{BaseStrategy, base_strategy::Xdg};

use super::report;
use crate::library::{LibraryError, Trouble, own_state};
use crate::reader::Clipboard;
use crate::session::shown;
use crate::store::archive::Caller;
use crate::text::sanitise_line;

/// The configuration folder; none without a home directory.
pub(super) fn config_folder() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.config_dir().join("attache"))
}

/// The folder for fetched pages; none without a home directory.
pub(super) fn cache_folder() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.cache_dir().join("attache/web"))
}

/// The folder of the library; none if nothing is to be saved.
pub(super) fn folder(no_state: bool) -> Result<Option<PathBuf>> {
    if no_state {
        return Ok(None);
    }
    let places = Xdg::new()
        .context("There is no home directory; set HOME or XDG_STATE_HOME, or keep nothing with --no-state")?;
    let state = places.state_dir().unwrap_or_else(|| places.home_dir().join(".local/state"));
    Ok(Some(state.join("attache")))
}

/// A notice that the library's folder is not the one that the environment names, or that the environment names
/// none.
pub(super) fn folder_notice() -> Option<String> {
    let said = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let place = shown(&folder(false).ok()??);
    match (said("XDG_STATE_HOME"), said("HOME")) {
        (Some(state), _) if state.is_absolute() => None,
        (Some(state), _) => Some(format!(
            "XDG_STATE_HOME is {}, which is not an absolute path; what you do is kept in {place}.",
            shown(&state)
        )),
        (None, None) => Some(format!("HOME is not set; what you do is kept in {place}.")),
        (None, Some(home)) if !home.is_absolute() => Some(format!(
            "HOME is {}, which is not an absolute path; what you do is kept in {place}.",
            shown(&home)
        )),
        (None, Some(_)) => None,
    }
}

/// Makes sure that the library's folder, if it exists, is the user's own and closed to others; reports it if it was
/// open. An error if it belongs to another user.
pub(super) fn own(folder: &Path) -> Result<(), LibraryError> {
    match own_state(folder) {
        Ok(notice) => notice.iter().for_each(|notice| report(notice)),
        // A folder that cannot be closed, as on a read-only disk, is used all the same.
        Err(error) if matches!(error.trouble, Trouble::Open) => report(&error.to_string()),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// The person at work: `ATTACHE_PERSON`, which tells apart people who share an account, or the login name; none
/// without either. Corrections are by this person, and tags, notes and saved queries are theirs.
pub(super) fn person() -> Option<String> {
    caller().name().map(str::to_owned)
}

/// The same, with its origin.
pub(super) fn caller() -> Caller {
    let said = |names: &[&str]| {
        let said = names.iter().filter_map(|name| std::env::var(name).ok());
        said.map(|name| sanitise_line(name.trim(), 80)).find(|name| !name.is_empty())
    };
    Caller { told: said(&["ATTACHE_PERSON"]), logged_in: said(&["USER", "LOGNAME"]) }
}

/// Whether nothing may be started or written outside the state directory: `ATTACHE_SECURE`, set like `LESSSECURE`.
pub(super) fn is_secure() -> bool {
    std::env::var_os("ATTACHE_SECURE").is_some_and(|v| !v.is_empty() && v != "0")
}

/// The multiplexer between the program and the terminal with the clipboard.
pub(super) fn clipboard() -> Clipboard {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let screen = std::env::var("TERM").is_ok_and(|term| term == "screen" || term.starts_with("screen."));
    match (is_set("TMUX"), is_set("STY") || screen) {
        (true, _) => Clipboard::Tmux,
        (false, true) => Clipboard::Screen,
        (false, false) => Clipboard::Direct,
    }
}
