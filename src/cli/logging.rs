//! `--log FILE`: logs the program's actions, a line each, to a file and never to the screen.
//!
//! A line has the time in UTC, the process, the level, the room and a sentence. It contains file names and addresses, but
//! no passages, notes or corrections; addresses are logged without name, password and query.

use std::borrow::Cow;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::panic;
use std::path::Path;

use anyhow::{Result, anyhow};
use jiff::Timestamp;
use log::{Level, LevelFilter, Log, Metadata, Record};
use rustix::fs::OFlags;

use super::VERSION;
use crate::session;
use crate::text::sanitise_line;

/// The longest line, in characters.
const LONGEST: usize = 2_000;
/// How many bytes at the beginning of a file show whether it is a log: a time to the millisecond is 24 long.
const GLANCE: u64 = 64;

/// Writes a log to that file from now on. An error if it cannot be written, or is not a log.
pub(super) fn begin(path: &Path) -> Result<()> {
    let file = open(path)?;
    // One for the life of the process.
    log::set_logger(Box::leak(Box::new(ToFile { file })))
        .map_err(|_| anyhow!("There is a log already; name one file after --log."))?;
    log::set_max_level(LevelFilter::Info);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // Without the message: it may quote the text being read.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        log::error!("The program failed at {place}.");
        before(info);
    }));
    log::info!("attache {VERSION} begins.");
    Ok(())
}

/// Opens a log for appending, or creates it, readable by its user only.
fn open(path: &Path) -> Result<File> {
    let shown = session::shown(path);
    let refused = |why: &str| anyhow!("Cannot log to {shown}, {why}; name a new file after --log.");
    let failed = |error: &io::Error| {
        let reason = sanitise_line(&error.to_string(), 200);
        anyhow!("Cannot log to {shown}, the system says: {reason}. Name another file after --log.")
    };
    if let Ok(there) = fs::symlink_metadata(path)
        && let Some(what) = no_file(&there)
    {
        return Err(refused(what));
    }
    // Something else may have come there after the check: do not follow a link, do not wait for a pipe.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(flags.cast_signed())
        .open(path)
        .map_err(|error| failed(&error))?;
    let there = file.metadata().map_err(|error| failed(&error))?;
    if let Some(what) = no_file(&there) {
        return Err(refused(what));
    }
    if there.uid() != rustix::process::geteuid().as_raw() {
        return Err(refused("which belongs to another user"));
    }
    let mut beginning = Vec::new();
    (&file).take(GLANCE).read_to_end(&mut beginning).map_err(|error| failed(&error))?;
    if !beginning.is_empty() && !is_log(&beginning) {
        return Err(refused("which is a file of another kind"));
    }
    if there.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600)).map_err(|error| failed(&error))?;
    }
    Ok(file)
}

/// The kind of something that is not a file, as a phrase after its name.
fn no_file(there: &fs::Metadata) -> Option<&'static str> {
    let kind = there.file_type();
    match kind {
        _ if kind.is_file() => None,
        _ if kind.is_symlink() => Some("which is a link"),
        _ if kind.is_dir() => Some("which is a directory"),
        _ if kind.is_fifo() || kind.is_socket() => Some("which is a pipe"),
        _ => Some("which is a device"),
    }
}

/// Whether a file begins like a log: with a time.
fn is_log(beginning: &[u8]) -> bool {
    let first = beginning.split(|byte| *byte == b' ').next().unwrap_or_default();
    std::str::from_utf8(first).is_ok_and(|first| first.ends_with('Z') && first.parse::<Timestamp>().is_ok())
}

/// Appends this program's log to a file, without that of its libraries.
struct ToFile {
    file: File,
}

impl Log for ToFile {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.target().split("::").next() == Some(env!("CARGO_CRATE_NAME"))
    }

    fn log(&self, record: &Record) {
        if self.enabled(record.metadata()) {
            let room = record.target().split("::").nth(1).unwrap_or_default();
            let line = line(Timestamp::now(), record.level(), room, &record.args().to_string());
            // Whole lines, so that several programs can share a log. If the disk is full there is nobody to tell.
            let _ = (&self.file).write_all(line.as_bytes());
        }
    }

    fn flush(&self) {}
}

/// A line of the log.
fn line(when: Timestamp, level: Level, room: &str, what: &str) -> String {
    let what = sanitise_line(&without_secrets(what), LONGEST);
    format!("{when:.3} {} {level} {room}: {what}\n", std::process::id())
}

/// A message whose addresses have no name, no password, and nothing after a `?`, which may be an access key.
fn without_secrets(message: &str) -> Cow<'_, str> {
    if !message.contains("://") {
        return Cow::Borrowed(message);
    }
    let (mut safe, mut rest) = (String::new(), message);
    while let Some(at) = rest.find("://") {
        let (head, tail) = rest.split_at(at + 3);
        safe.push_str(head);
        let scheme = head.rfind(|c: char| !(c.is_ascii_alphanumeric() || "+-.:/".contains(c)));
        let is_quoted = scheme.is_some_and(|at| head[at..].starts_with('“'));
        let end =
            if is_quoted { tail.find('”') } else { tail.find(|c: char| c.is_whitespace() || c == '”') };
        let (address, after) = tail.split_at(end.unwrap_or(tail.len()));
        let host = address.find(['/', '?', '#']).unwrap_or(address.len());
        let address = address[..host].rfind('@').map_or(address, |at| &address[at + 1..]);
        let number = |at: &usize| address[at + 1..].parse::<u32>().is_err();
        let end = address.find('?').or_else(|| address.find('#').filter(number));
        safe.push_str(&address[..end.unwrap_or(address.len())]);
        safe.extend(end.map(|_| "?…"));
        rest = after;
    }
    safe.push_str(rest);
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn why(path: &Path) -> String {
        open(path).unwrap_err().to_string()
    }

    #[test]
    fn a_log_is_made_for_its_user_alone_and_added_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let line = line(Timestamp::UNIX_EPOCH, Level::Info, "cli", "One.");
        open(&path).unwrap().write_all(line.as_bytes()).unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        open(&path).unwrap().write_all(line.as_bytes()).unwrap();
        assert_eq!((fs::read_to_string(&path).unwrap(), mode()), (line.repeat(2), 0o600));
    }

    #[test]
    fn what_is_no_log_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("story"), "The envoys met on Sunday.\n").unwrap();
        symlink(at("nowhere"), at("link")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        for (path, kind) in [
            (at("story"), "a file of another kind"),
            (at("link"), "a link"),
            (at("pipe"), "a pipe"),
            (folder.path().to_owned(), "a directory"),
            ("/dev/null".into(), "a device"),
        ] {
            let why = why(&path);
            assert!(why.contains(&format!("which is {kind}; name a new file")), "{why}");
        }
        assert_eq!(fs::read_to_string(at("story")).unwrap(), "The envoys met on Sunday.\n");
        assert!(!at("nowhere").exists());
        assert!(why(&at("story/log")).contains("the system says: Not a directory"));
    }

    #[test]
    fn a_line_is_one_line_that_steers_no_terminal() {
        let line = line(Timestamp::UNIX_EPOCH, Level::Warn, "cli", "a\x1b]0;x\x07\n\u{202e}b");
        let id = std::process::id();
        assert_eq!(line, format!("1970-01-01T00:00:00.000Z {id} WARN cli: a b\n"));
        assert!(is_log(line.as_bytes()) && !is_log(b"1970 was a year. Zed"));
    }

    #[test]
    fn no_secret_of_an_address_is_logged() {
        for (message, safe) in [
            ("No address here? None.", "No address here? None."),
            (
                "“https://ana:key@host.example/a@b?token=1” fails: x?",
                "“https://host.example/a@b?…” fails: x?",
            ),
            ("“https://ana:k y@host.example/” fails", "“https://host.example/” fails"),
            (
                "at postgres://ana:key@host/db and http://b.example#k",
                "at postgres://host/db and http://b.example?…",
            ),
            ("“https://host.example/feed#3”", "“https://host.example/feed#3”"),
        ] {
            assert_eq!(without_secrets(message), safe);
        }
    }
}
