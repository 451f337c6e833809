//! Fetches pages by their addresses: the only part of the program that uses the network, and only when asked.
//!
//! An address may come from anybody: feeds name addresses, and servers redirect. So every requested address passes
//! the same checks, whoever named it: http and https only, no name or password, nothing inside the machine or its
//! network, never from an encrypted connection to an unencrypted one, and limits on the time, the bytes and the
//! number of servers that one address can cost.

mod address;
mod cache;
#[cfg(feature = "fetch")]
mod client;
#[cfg(not(feature = "fetch"))]
#[path = "no_client.rs"]
mod client;
mod local;
mod punycode;
#[cfg(feature = "fetch")]
mod time;
mod trouble;

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp as Moment;
use serde::{Deserialize, Serialize};

use address::Address;
use cache::{Cache, Head, Kept};
use client::Client;

use crate::document::Notice;

pub use address::{of_name, part_of, shown};
pub use trouble::Trouble;

/// How much of an answer is read before deciding whether to read on, in bytes.
const FIRST: u64 = 64 * 1024;
/// The default limit of bytes for one address, decompressed.
const MOST: u64 = 64 << 20;

/// Limits on the cost of one address.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The limit for resolving a host, and again for connecting to it.
    pub connect: Duration,
    /// How long a server may take to begin its answer.
    pub first_byte: Duration,
    /// The limit for the whole request, with all redirects.
    pub whole: Duration,
    /// The most redirects.
    pub redirects: usize,
    /// The most bytes, decompressed.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(10),
            whole: Duration::from_secs(60),
            redirects: 5,
            bytes: MOST,
        }
    }
}

impl Limits {
    /// The limits for unattended work: a silent server is reported soon.
    pub fn unattended() -> Self {
        let soon = Duration::from_millis(1_500);
        Self { connect: soon, first_byte: soon, ..Self::default() }
    }
}

/// The permissions and limits of fetching.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Why nothing may be fetched, if that is so; a whole sentence.
    pub forbidden: Option<String>,
    /// Whether addresses inside the machine and its network are permitted.
    pub allow_local: bool,
    /// Whether to work offline, from cached pages only.
    pub offline: bool,
    /// The folder of cached answers; none disables the cache.
    pub cache: Option<PathBuf>,
    /// Limits on the cost of one address.
    pub limits: Limits,
}

/// The beginning of a server's answer, by which the caller decides whether to read on.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    /// The first 64 KiB, or everything if there is less.
    pub bytes: &'a [u8],
    /// The media type that the server sent.
    pub content_type: Option<&'a str>,
    /// The last segment of the address, if it has an extension.
    pub name: Option<&'a str>,
}

/// Whether the rest of an answer is wanted; if not, the error says why, as a full sentence.
pub type Wanted<'a> = &'a dyn Fn(&Beginning) -> Result<(), String>;

/// The page at an address.
#[derive(Debug, Clone)]
pub struct Page {
    /// The bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The media type that the server sent.
    pub content_type: Option<String>,
    /// The final address, after redirects.
    pub address: String,
    /// The last segment of that address, if it has an extension.
    pub name: Option<String>,
    /// A notice that this is a copy, if it is.
    pub notice: Option<Notice>,
    /// When the server wants to be asked again.
    pub wishes: Wishes,
}

/// When a server wants to be asked again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// How long it asks to be left alone.
    pub retry_after: Option<Duration>,
    /// How long the answer stays fresh.
    pub fresh_for: Option<Duration>,
    /// Whether it can say that nothing has changed, which costs it little.
    pub confirms: bool,
}

/// The values by which a server tells whether something has changed, as it wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Validators {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_modified: Option<String>,
}

impl Validators {
    /// Whether there are any, so that a server can say that nothing has changed.
    const fn are_some(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

/// A server's answer to one request.
struct Answer {
    status: u16,
    location: Option<String>,
    validators: Validators,
    content_type: Option<String>,
    /// Whether the server asks not to store it.
    unkept: bool,
    /// How long it stays fresh.
    fresh_for: Option<Duration>,
    /// How long the server asks to be left alone.
    retry_after: Option<Duration>,
    /// The length in bytes, if given and nothing is compressed.
    length: Option<u64>,
    body: Box<dyn Read>,
}

/// Fetches pages.
#[derive(Debug, Default)]
pub struct Web {
    settings: Settings,
    cache: Option<Cache>,
    client: OnceLock<Result<Client, Trouble>>,
}

impl Web {
    /// With these settings. Does nothing until the first fetch.
    pub fn new(settings: Settings) -> Self {
        let cache = settings.cache.clone().map(Cache::new);
        Self { settings, cache, client: OnceLock::new() }
    }

    /// Whether an address may be requested, judging by the address alone.
    pub fn check(&self, address: &str) -> Result<(), Trouble> {
        self.checked(address).map(drop)
    }

    fn checked(&self, address: &str) -> Result<Address, Trouble> {
        if let Some(why) = &self.settings.forbidden {
            return Err(Trouble::lasting(why.as_str()));
        }
        let address = Address::parse(address)?;
        self.permit(&address)?;
        Ok(address)
    }

    /// The page at an address, or why there is none. If the network fails and there is an earlier copy, returns that
    /// with a notice of its time.
    ///
    /// A page whose beginning is not wanted is not read to its end.
    pub fn get(&self, address: &str, wanted: Wanted) -> Result<Page, Trouble> {
        let asked = self.checked(address)?;
        if self.settings.offline {
            let none =
                || Trouble::lasting("--offline uses no network, and there is no copy of it from before.");
            let (page, when) = self.kept(&asked).ok_or_else(none)?;
            return Ok(Page { notice: Some(Notice::Copy { of: moment(when), because: None }), ..page });
        }
        self.fetch(&asked, wanted).or_else(|trouble| {
            let kept = self.kept(&asked).filter(|_| trouble.is_passing());
            let Some((page, when)) = kept else { return Err(trouble) };
            let wishes = Wishes { retry_after: trouble.retry_after(), ..page.wishes };
            let notice = Notice::Copy { of: moment(when), because: Some(trouble.to_string()) };
            Ok(Page { notice: Some(notice), wishes, ..page })
        })
    }

    /// Removes the copy of an address and of its redirect target.
    pub fn forget(&self, address: &str) {
        if let (Some(cache), Ok(asked)) = (&self.cache, Address::parse(address)) {
            let address = asked.to_string();
            if let Some(moved) = cache.load(&address).and_then(|kept| kept.head.moved) {
                cache.forget(&moved);
            }
            cache.forget(&address);
        }
    }

    /// Follows an address through its redirects.
    fn fetch(&self, asked: &Address, wanted: Wanted) -> Result<Page, Trouble> {
        let client =
            self.client.get_or_init(|| Client::new(&self.settings.limits, self.settings.allow_local));
        let client = client.as_ref().map_err(Trouble::clone)?;
        let begun = Instant::now();
        let mut at = asked.clone();
        for _ in 0..=self.settings.limits.redirects {
            self.permit(&at).map_err(|trouble| {
                if at == *asked { trouble } else { trouble.of_redirect(&shown(&at.to_string())) }
            })?;
            let left = self.settings.limits.whole.saturating_sub(begun.elapsed());
            let kept =
                self.cache.as_ref().and_then(|c| c.load(&at.to_string())).filter(|k| k.head.moved.is_none());
            let known = kept.as_ref().map(|k| k.head.validators.clone()).unwrap_or_default();
            let answer = client.ask(&at, &known, left.max(Duration::from_millis(1)));
            note(&at, &answer);
            let answer = answer?;
            match (answer.status, &answer.location, kept) {
                (301 | 302 | 303 | 307 | 308, Some(location), _) => at = at.moved(location)?,
                (304, _, Some(kept)) => {
                    let page = self.unchanged(asked, &at, kept);
                    let wishes = Wishes { fresh_for: answer.fresh_for, ..page.wishes };
                    return Ok(Page { wishes, ..page });
                }
                _ => return self.take(client, (asked, &at), answer, wanted),
            }
        }
        let most = self.settings.limits.redirects;
        Err(Trouble::lasting(format!("its server redirects more than {most} times.")))
    }

    /// Whether an address may be connected to, judging by the address alone.
    fn permit(&self, at: &Address) -> Result<(), Trouble> {
        if at.is_local() && !self.settings.allow_local {
            let host = &at.host;
            let why =
                format!("{host} is an address inside a machine or a network; --allow-local permits that.");
            return Err(Trouble::lasting(why));
        }
        Ok(())
    }

    /// The stored page, which the server confirms.
    fn unchanged(&self, asked: &Address, at: &Address, kept: Kept) -> Page {
        if let Some(cache) = &self.cache {
            cache.confirm(&at.to_string());
        }
        self.remember_move(asked, at);
        page(at, kept)
    }

    /// Reads a server's answer and stores it.
    fn take(
        &self,
        client: &Client,
        (asked, at): (&Address, &Address),
        answer: Answer,
        wanted: Wanted,
    ) -> Result<Page, Trouble> {
        if answer.status != 200 && answer.status != 203 {
            return Err(refused(&at.host, answer.status).after(answer.retry_after));
        }
        let Answer { validators, content_type, unkept, length, body, fresh_for, .. } = answer;
        let wishes = Wishes { retry_after: None, fresh_for, confirms: !unkept && validators.are_some() };
        let beginning = Beginning { bytes: &[], content_type: content_type.as_deref(), name: at.file_name() };
        let read = Reading { most: self.settings.limits.bytes, length, beginning, wanted };
        let bytes = read.all(body, |error| client.interrupted(at, error))?;
        let address = at.to_string();
        if let Some(cache) = &self.cache {
            let head = Head {
                address: address.clone(),
                content_type: content_type.clone(),
                validators,
                ..Head::default()
            };
            if unkept {
                cache.forget(&address);
            } else {
                cache.store(head, &bytes);
            }
            self.remember_move(asked, at);
        }
        let name = at.file_name().map(str::to_owned);
        Ok(Page { bytes, content_type, address, name, notice: None, wishes })
    }

    /// Stores a redirect, so that the copy is found without the network.
    fn remember_move(&self, asked: &Address, at: &Address) {
        if let (Some(cache), true) = (&self.cache, asked != at) {
            let head = Head { address: asked.to_string(), moved: Some(at.to_string()), ..Head::default() };
            cache.store(head, b"");
        }
    }

    /// The copy of an address, and when it was last known to be current.
    fn kept(&self, asked: &Address) -> Option<(Page, SystemTime)> {
        let cache = self.cache.as_ref()?;
        let mut at = asked.clone();
        let mut kept = cache.load(&asked.to_string())?;
        if let Some(moved) = &kept.head.moved {
            at = asked.moved(moved).ok()?;
            self.permit(&at).ok()?;
            kept = cache.load(moved).filter(|k| k.head.moved.is_none())?;
        }
        let when = kept.when;
        Some((page(&at, kept), when))
    }
}

/// Logs a server's answer.
fn note(at: &Address, answer: &Result<Answer, Trouble>) {
    let at = shown(&at.to_string());
    match answer {
        Ok(answer) => log::info!("“{at}” answers {}.", answer.status),
        Err(trouble) => log::warn!("“{at}” gives no answer: {trouble}"),
    }
}

/// A file system time; the beginning of time if the calendar does not reach it.
fn moment(when: SystemTime) -> Moment {
    Moment::try_from(when).unwrap_or_default()
}

fn page(at: &Address, kept: Kept) -> Page {
    let name = at.file_name().map(str::to_owned);
    let wishes = Wishes { confirms: kept.head.validators.are_some(), ..Wishes::default() };
    Page {
        bytes: kept.body,
        content_type: kept.head.content_type,
        address: at.to_string(),
        name,
        notice: None,
        wishes,
    }
}

/// Reads one answer.
struct Reading<'a> {
    most: u64,
    length: Option<u64>,
    beginning: Beginning<'a>,
    wanted: Wanted<'a>,
}

impl Reading<'_> {
    /// Reads to the end, unless the first bytes are not wanted or there are too many.
    fn all(&self, mut body: impl Read, broken: impl Fn(io::Error) -> Trouble) -> Result<Vec<u8>, Trouble> {
        let too_large = || {
            let most = self.most >> 20;
            Trouble::lasting(format!(
                "it is larger than {most} MiB, the most that is fetched of one address."
            ))
        };
        if self.length.is_some_and(|length| length > self.most) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        body.by_ref().take(FIRST.min(self.most + 1)).read_to_end(&mut bytes).map_err(&broken)?;
        (self.wanted)(&Beginning { bytes: &bytes, ..self.beginning })
            .map_err(|why| Trouble::lasting(going_on(&why)))?;
        body.take((self.most + 1).saturating_sub(bytes.len() as u64))
            .read_to_end(&mut bytes)
            .map_err(&broken)?;
        if bytes.len() as u64 > self.most { Err(too_large()) } else { Ok(bytes) }
    }
}

/// A sentence in the form that follows a colon.
fn going_on(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Explains an answer without a page.
fn refused(host: &str, status: u16) -> Trouble {
    match status {
        401 | 403 | 407 | 451 => Trouble::lasting(format!(
            "{host} does not let attache read it ({status}); save it with a browser, and name the file."
        )),
        404 => Trouble::lasting(format!("{host} has nothing there (404); check the address.")),
        410 => Trouble::lasting(format!("{host} no longer has it (410).")),
        429 => Trouble::passing(format!("{host} asks to be left alone for a while (429); try again later.")),
        500.. => Trouble::passing(format!("{host} failed ({status}); try again later.")),
        _ => Trouble::lasting(format!("{host} gives an answer that is not a page ({status}).")),
    }
}
