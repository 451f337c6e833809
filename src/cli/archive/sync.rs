//! `attache sync`: fetches what is new in everything followed.
//!
//! Sources are synced one after another, so a server gets one request at a time. A server that failed is left
//! alone for twice as long as before, up to a day; the others go on.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::add::{Adding, Piece, prepare};
use super::args::Sync;
use super::{folder, now, place, today};
use crate::briefing::notice;
use crate::cli::analyze::broken;
use crate::cli::args::Args;
use crate::cli::folder::Found;
use crate::cli::gather::{self, Meter};
use crate::cli::known::Known;
use crate::cli::parallel::{self, Sink};
use crate::cli::{access, fail, report, state};
use crate::document::{Document, Metadata};
use crate::fetch::{Beginning, Wishes};
use crate::import::{self, Source};
use crate::session::{self, Access, Workshop};
use crate::store::StoreError;
use crate::store::archive::{Feed, FeedKind};
use crate::text::sanitise_line;

/// The default interval between two requests to a server, in seconds.
const HOUR: i64 = 3600;
/// The longest interval for a feed, in seconds; also the interval for one that cannot be asked for changes
/// alone.
const DAY: i64 = 24 * HOUR;
/// The longest that a server may ask to be left alone, in seconds.
const MONTH: u64 = 30 * 24 * 3600;

/// Syncs the sources that are due, or the named ones.
pub(super) fn run(args: &Sync, all: &Args, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let folder = folder(all)?;
    let place = place(all)?;
    let archive = place.open()?;
    let Some(_lock) = place.lock_sync()? else {
        return Err(anyhow!("Another sync is running; wait for it to end."));
    };
    let due = due(archive.feeds()?, args, now())?;
    hook("pre-sync")?;
    let mut round = Round {
        adding: Adding::new(archive, args.verbose),
        access: access::of(all),
        workshop: Workshop::new(known.table, &folder, &state::caller()),
        meter: Meter::new(),
        wishes: Wishes::default(),
    };
    let mut failed = 0;
    for (number, feed) in due.iter().enumerate() {
        round.meter.tell(&format!("{} of {}: {}", number + 1, due.len(), feed.name));
        round.wishes = Wishes::default();
        let asked = round.ask(feed);
        round.meter.clear();
        let fault = match asked {
            Ok(()) => None,
            // If it cannot be stored, that is not the sender's fault, and the next one would fail too.
            Err(error) if error.is::<StoreError>() => return Err(error),
            Err(error) => Some(sanitise_line(&format!("{error:#}"), 600)),
        };
        if let Some(fault) = &fault {
            fail(&format!("{}: {fault}", sanitise_line(&feed.name, 200)));
            failed += 1;
        }
        round.adding.archive.tried(&tried(feed, fault, round.wishes, now()))?;
    }
    let behind = round.adding.archive.behind()?;
    round.workshop.index_again(&mut round.adding.archive, &behind, today())?;
    hook("post-sync")?;
    writeln!(io::stdout(), "{} Asked {}, failed {failed}.", round.adding.count.sentence(), due.len())?;
    Ok(if failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The named feeds; without names those due at `now`, or all.
fn due(mut feeds: Vec<Feed>, args: &Sync, now: i64) -> Result<Vec<Feed>> {
    if let Some(name) = args.feeds.iter().find(|name| !feeds.iter().any(|feed| feed.is_called(name))) {
        let name = sanitise_line(name, 200);
        return Err(anyhow!(
            "Nothing that is followed is called “{name}”; `attache follow` lists the names."
        ));
    }
    feeds.retain(|feed| {
        let is_named = args.feeds.iter().any(|name| feed.is_called(name));
        is_named || (args.feeds.is_empty() && (args.all || feed.next_try <= now))
    });
    Ok(feeds)
}

/// A feed after a try at `now`. A server that failed is left alone for longer, and always for as long as it asks; local
/// sources need no sparing.
fn tried(feed: &Feed, fault: Option<String>, wishes: Wishes, now: i64) -> Feed {
    let failures = if fault.is_some() { feed.failures.saturating_add(1) } else { 0 };
    let wait = if feed.kind == FeedKind::Web {
        let seconds = |wait: Option<Duration>| wait.map_or(0, |wait| wait.as_secs().min(MONTH).cast_signed());
        let usual = if wishes.confirms || fault.is_some() { HOUR } else { DAY };
        let every = feed.every.unwrap_or(usual).max(HOUR);
        let wait = every.saturating_mul(1 << failures.min(5)).min(DAY.max(every));
        wait.max(seconds(wishes.retry_after)).max(seconds(wishes.fresh_for).min(DAY))
    } else {
        feed.every.unwrap_or(0).max(0)
    };
    Feed { next_try: now.saturating_add(wait), failures, fault, ..feed.clone() }
}

/// Runs a hook, a program of the user's, if there is one. A failure ends the sync.
fn hook(name: &str) -> Result<()> {
    let Some(path) = state::config_folder().map(|folder| folder.join("hooks").join(name)) else {
        return Ok(());
    };
    if !path.is_file() || state::is_secure() {
        return Ok(());
    }
    let shown = session::shown(&path);
    let status = Command::new(&path)
        .status()
        .map_err(|error| anyhow!("The hook {shown} cannot be started: {error}."))?;
    if status.success() {
        Ok(())
    } else {
        Err(anyhow!("The hook {shown} failed ({status}), and the sync ended there."))
    }
}

/// The resources of a sync.
struct Round<'a> {
    adding: Adding,
    access: Access,
    workshop: Workshop<'a>,
    meter: Meter,
    /// When the current server wants to be asked again.
    wishes: Wishes,
}

impl Round<'_> {
    /// Takes in new items of a feed.
    fn ask(&mut self, feed: &Feed) -> Result<()> {
        match feed.kind {
            FeedKind::Web => self.web(feed),
            FeedKind::Folder => {
                let folder = Path::new(&feed.address);
                // A missing directory, or an unmounted disk, is not an empty directory.
                fs::read_dir(folder)
                    .map_err(|error| anyhow!(session::explain(&session::shown(folder), &error)))?;
                let found = gather::all(&[PathBuf::from(&feed.address)], &mut self.meter);
                let files = found.into_iter().filter_map(|found| Some((stamp(&found.path)?, found)));
                self.files(
                    feed,
                    files
                        .map(|(stamp, found)| (found.path.to_string_lossy().into_owned(), stamp, found))
                        .collect(),
                )
            }
            FeedKind::Mbox => {
                let path = PathBuf::from(&feed.address);
                let stamp =
                    stamp(&path).ok_or_else(|| anyhow!("There is no file {}.", session::shown(&path)))?;
                self.files(feed, vec![(feed.address.clone(), stamp, Found { path, swept: false })])
            }
            FeedKind::Maildir => self.files(feed, letters(Path::new(&feed.address))?),
        }
    }

    /// Takes in the changed ones among some files, each with its item name, its stamp, and its location.
    fn files(&mut self, feed: &Feed, all: Vec<(String, String, Found)>) -> Result<()> {
        let seen = self.adding.archive.seen(feed.id)?;
        let fresh: Vec<_> =
            all.into_iter().filter(|(item, stamp, _)| seen.get(item) != Some(stamp)).collect();
        let Self { adding, access, workshop, meter, .. } = self;
        let work = |(_, _, found): &(String, String, Found), sink: &Sink<Piece>| {
            prepare(found, access, workshop, Some(feed.id), sink);
        };
        let failed = |(_, _, found): &(String, String, Found)| Piece::Failed(broken(&found.path));
        let mut faults = Vec::new();
        parallel::in_order(&fresh, parallel::cores(), work, failed, |piece| {
            match piece {
                Piece::Ready(shown, prepared) => adding.take(shown, *prepared)?,
                Piece::Skipped => {}
                Piece::Failed(why) => faults.push(why),
            }
            meter.tell(&format!("{}: {} new", feed.name, adding.count.added));
            anyhow::Ok(())
        })?;
        adding.flush()?;
        // Only documents on the disk count as seen; after an abrupt end a file is read again and recognised by its
        // digest. A file that cannot be opened is tried again, one that cannot be parsed only after it has changed.
        let opens = |found: &Found| File::open(&found.path).is_ok();
        let items: Vec<(String, String)> = fresh
            .into_iter()
            .filter(|(_, _, found)| opens(found))
            .map(|(item, stamp, _)| (item, stamp))
            .collect();
        adding.archive.see(feed.id, &items)?;
        match faults.as_slice() {
            [] => Ok(()),
            [only] => Err(anyhow!("{only}")),
            [first, ..] => Err(anyhow!("{} of its files cannot be read. {first}", faults.len())),
        }
    }

    /// Takes in the new items of an address; the web cache asks only for changes.
    fn web(&mut self, feed: &Feed) -> Result<()> {
        let wanted = |beginning: &Beginning| {
            let Beginning { name, content_type, .. } = *beginning;
            let source = Source { name, content_type, ..Source::default() };
            import::accepts(beginning.bytes, &source).map(drop).map_err(|error| error.to_string())
        };
        let page = self.access.web.get(&feed.address, &wanted).map_err(|why| {
            self.wishes.retry_after = why.retry_after();
            anyhow!("{why}")
        })?;
        self.wishes = page.wishes;
        let source = Source {
            name: page.name.as_deref(),
            content_type: page.content_type.as_deref(),
            url: Some(&page.address),
            now: Some(now()),
            ..Source::default()
        };
        let seen = self.adding.archive.seen(feed.id)?;
        let mut items = Vec::new();
        let mut fresh = import::import(&page.bytes, &source).map_err(|error| anyhow!("{error}"))?;
        fresh.retain(|imported| {
            let document = &imported.document;
            let item =
                document.metadata.url.clone().or_else(|| document.metadata.title.clone()).unwrap_or_default();
            let stamp = words_stamp(document);
            let is_fresh = seen.get(&item) != Some(&stamp);
            items.extend(is_fresh.then_some((item, stamp)));
            is_fresh
        });
        let name = Path::new(&feed.address);
        for (number, imported) in (1..).zip(session::complete(fresh, name, &self.access)) {
            let name = imported
                .document
                .metadata
                .url
                .clone()
                .map_or_else(|| session::part_name(name, number), PathBuf::from);
            let prepared = self.workshop.arrived(imported, &name, Some(feed.id));
            self.adding.take(session::shown(&name), prepared)?;
        }
        self.adding.flush()?;
        self.adding.archive.see(feed.id, &items)?;
        // It is an earlier copy, because the network failed.
        page.notice.map_or(Ok(()), |copy| Err(anyhow!("{}", notice(&copy))))
    }
}

/// The stamp that identifies an item already seen: its words, and the limits on their use.
fn words_stamp(document: &Document) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(document.text.as_bytes());
    let Metadata { status, embargo, .. } = &document.metadata;
    let limits = status.iter().filter(|status| *status != "usable").chain(embargo);
    limits.for_each(|limit| _ = hash.update(b"\0").update(limit.as_bytes()));
    hash.finalize().to_hex().as_str()[..16].to_owned()
}

/// A file's modification time and length.
fn stamp(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok()?;
    let when = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{} {}", when.as_nanos(), metadata.len()))
}

/// The messages of a Maildir, each under the part of its name that never changes.
fn letters(folder: &Path) -> Result<Vec<(String, String, Found)>> {
    let mut letters = Vec::new();
    for part in ["cur", "new"] {
        let path = folder.join(part);
        let entries =
            fs::read_dir(&path).map_err(|error| anyhow!(session::explain(&session::shown(&path), &error)))?;
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let unique = name.split(':').next().unwrap_or_default().to_owned();
            letters.push((unique, String::new(), Found { path: entry.path(), swept: false }));
        }
    }
    letters.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_waits_twice_as_long_up_to_a_day() {
        let feed = Feed {
            id: 1,
            address: String::new(),
            kind: FeedKind::Web,
            name: String::new(),
            group: None,
            every: None,
            state: None,
            next_try: 0,
            failures: 0,
            fault: None,
        };
        let confirms = Wishes { confirms: true, ..Wishes::default() };
        assert_eq!(tried(&feed, None, confirms, 100).next_try, 100 + HOUR);
        assert_eq!(tried(&feed, None, Wishes::default(), 0).next_try, DAY, "all of it would come again");
        let wait = |retry_after: u64, fresh_for: u64| {
            let [retry_after, fresh_for] = [retry_after, fresh_for].map(|s| Some(Duration::from_secs(s)));
            tried(&feed, None, Wishes { retry_after, fresh_for, confirms: true }, 0).next_try
        };
        assert_eq!((wait(0, 7200), wait(3 * 86_400, 0), wait(60, 1 << 40)), (7200, 3 * DAY, DAY));
        let mut waits = Vec::new();
        let mut last = feed.clone();
        for _ in 0..7 {
            last = tried(&last, Some("no answer".to_owned()), Wishes::default(), 0);
            waits.push(last.next_try / HOUR);
        }
        assert_eq!(waits, [2, 4, 8, 16, 24, 24, 24]);
        let well = tried(&last, None, confirms, 0);
        assert_eq!((well.failures, well.next_try), (0, HOUR));
        let folder = Feed { kind: FeedKind::Folder, every: Some(i64::MAX), ..last };
        assert_eq!(tried(&folder, None, confirms, 5).next_try, i64::MAX);
        let folder = Feed { every: None, ..folder };
        assert_eq!(
            tried(&folder, Some("gone".to_owned()), confirms, 5).next_try,
            5,
            "no server is to be spared"
        );
    }
}
