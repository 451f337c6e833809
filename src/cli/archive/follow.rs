//! `attache follow`: the sources for `attache sync`.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::Follow;
use super::{now, own};
use crate::cli::args::Args;
use crate::cli::{access, fail};
use crate::fetch;
use crate::session::{self, Access};
use crate::store::archive::{Archive, FeedKind};
use crate::text::sanitise_line;

/// The longest OPML file that is read, in bytes.
#[cfg(feature = "xml")]
const LONGEST: u64 = 16 << 20;

/// Follows the named sources, or lists the followed ones.
pub(super) fn run(args: &Follow, all: &Args) -> Result<ExitCode> {
    let archive = own(all)?;
    if args.addresses.is_empty() {
        list(&archive)?;
        return Ok(ExitCode::SUCCESS);
    }
    let access = access::of(all);
    let mut code = ExitCode::SUCCESS;
    for name in &args.addresses {
        let done = if args.stop { stop(name, &archive) } else { follow(name, args, &archive, &access) };
        if let Err(error) = done {
            fail(&format!("{error:#}"));
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// Prints the followed sources, and their last failure.
fn list(archive: &Archive) -> Result<()> {
    let mut out = io::stdout().lock();
    for feed in archive.feeds()? {
        let group =
            feed.group.map_or_else(String::new, |group| format!("  in:{}", sanitise_line(&group, 200)));
        let (name, address) = (sanitise_line(&feed.name, 200), sanitise_line(&feed.address, 2_000));
        let next = match feed.next_try.saturating_sub(now()) {
            wait if feed.kind != FeedKind::Web || wait <= 0 => String::new(),
            wait => format!("  next in {} min", (wait + 59) / 60),
        };
        writeln!(out, "{}  {name}  {address}{group}{next}", feed.kind.name())?;
        if let Some(fault) = feed.fault {
            let times = if feed.failures == 1 { "once" } else { &format!("{} times", feed.failures) };
            writeln!(out, "    failed {times}: {}", sanitise_line(&fault, 600))?;
        }
    }
    Ok(out.flush()?)
}

/// Follows the source with that name, or the feeds that it lists.
fn follow(name: &Path, args: &Follow, archive: &Archive, access: &Access) -> Result<()> {
    let every = args.every.map(|hours| hours.saturating_mul(3600));
    let keep = |address: &str, called: &str| -> Result<()> {
        let kind = kind(address);
        if kind == FeedKind::Web {
            let shown = session::shown(Path::new(address));
            access.web.check(address).map_err(|why| anyhow!("Cannot follow {shown}: {why}"))?;
        }
        archive.follow(address, kind, called, args.group.as_deref(), every)?;
        log::info!("The archive follows “{address}”.");
        Ok(())
    };
    let address = place(name)?;
    let is_opml = kind(&address) == FeedKind::Mbox
        && name.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("opml"));
    if !is_opml {
        return keep(&address, &args.name.clone().unwrap_or_else(|| short(&address)));
    }
    let feeds = outlines(Path::new(&address))?;
    if feeds.is_empty() {
        return Err(anyhow!("{} names no feed.", session::shown(name)));
    }
    let faults: Vec<String> = feeds
        .iter()
        .filter_map(|(title, url)| keep(url, title).err().map(|error| format!("{error:#}")))
        .collect();
    // One bad address does not keep the others away.
    if faults.is_empty() { Ok(()) } else { Err(anyhow!("{}", faults.join("\n"))) }
}

/// Stops following the source with that name or address, even if it no longer exists.
fn stop(name: &Path, archive: &Archive) -> Result<()> {
    let place = place(name).ok();
    let absolute = std::path::absolute(name).ok();
    let feeds = archive.feeds()?;
    let by_address = feeds.iter().find(|feed| {
        Some(&feed.address) == place.as_ref() || Some(Path::new(&feed.address)) == absolute.as_deref()
    });
    let by_name = || feeds.iter().find(|feed| name.to_str().is_some_and(|name| feed.is_called(name)));
    let feed = by_address.or_else(by_name);
    let feed = feed.ok_or_else(|| anyhow!("{} is not followed.", session::shown(name)))?;
    archive.unfollow(&feed.address)?;
    Ok(())
}

/// An address as it is, or an absolute path.
fn place(name: &Path) -> Result<String> {
    if let Some(address) = fetch::of_name(name) {
        return Ok(address);
    }
    let path =
        fs::canonicalize(name).map_err(|error| anyhow!(session::explain(&session::shown(name), &error)))?;
    path.into_os_string()
        .into_string()
        .map_err(|_| anyhow!("{} has a name that is not UTF-8; rename it.", session::shown(name)))
}

fn kind(address: &str) -> FeedKind {
    let path = Path::new(address);
    if fetch::of_name(path).is_some() {
        FeedKind::Web
    } else if path.join("cur").is_dir() && path.join("new").is_dir() {
        FeedKind::Maildir
    } else if path.is_dir() {
        FeedKind::Folder
    } else {
        FeedKind::Mbox
    }
}

/// The last segment of an address, its default name.
fn short(address: &str) -> String {
    let steps = address.trim_end_matches('/').rsplit('/');
    steps.into_iter().next().filter(|step| !step.is_empty()).unwrap_or(address).to_owned()
}

/// The feeds of an OPML file, by title and address.
#[cfg(feature = "xml")]
fn outlines(path: &Path) -> Result<Vec<(String, String)>> {
    let shown = session::shown(path);
    let failed = |error: io::Error| anyhow!(session::explain(&shown, &error));
    if fs::metadata(path).map_err(failed)?.len() > LONGEST {
        return Err(anyhow!("{shown} is larger than 16 MiB, the most that a list of feeds may have."));
    }
    let text = fs::read_to_string(path).map_err(failed)?;
    feeds_of(&text).map_err(|error| {
        anyhow!("{shown} cannot be read as OPML: {}.", sanitise_line(&error.to_string(), 200))
    })
}

/// The outlines with a web address, by title and address.
#[cfg(feature = "xml")]
fn feeds_of(opml: &str) -> Result<Vec<(String, String)>, quick_xml::Error> {
    use quick_xml::Reader;
    use quick_xml::events::Event;
    let mut reader = Reader::from_str(opml);
    let mut all = Vec::new();
    loop {
        let tag = match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "outline" => tag,
            Event::Eof => return Ok(all),
            _ => continue,
        };
        let value = |wanted: &str| {
            let attribute =
                tag.attributes().flatten().find(|a| a.key.as_ref().eq_ignore_ascii_case(wanted))?;
            Some(attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?.into_owned())
        };
        if let Some(url) = value("xmlUrl").filter(|url| fetch::of_name(Path::new(url)).is_some()) {
            let title = value("title").or_else(|| value("text")).unwrap_or_else(|| short(&url));
            all.push((sanitise_line(&title, 200), url));
        }
    }
}

#[cfg(not(feature = "xml"))]
fn outlines(path: &Path) -> Result<Vec<(String, String)>> {
    Err(anyhow!("{} is OPML, which this build was made without.", session::shown(path)))
}
