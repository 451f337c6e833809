//! What the reader wants done outside itself.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::keeper::Keeper;
use super::opening::{self, Loader};
use super::{analysis, save, state};
use crate::analysis::table::Table;
use crate::import::Format;
use crate::reader::{Effect, Event, Keep, Opened, Rest, Runner};

/// What reads the rest of each text, by its number, until it is asked to.
type Loaders = Arc<Mutex<BTreeMap<usize, Loader>>>;

/// Performs the reader's effects, on its worker thread; what takes long on threads of its own.
pub(super) struct Work {
    /// The number of the document that effects concern now.
    number: usize,
    loaders: Loaders,
    /// The actors that are known beforehand.
    table: &'static Table,
    /// The format that is demanded of the files that the command line names, and how many these are.
    from: Option<Format>,
    named: usize,
    /// The folder of the library, where things are to be kept.
    folder: Option<PathBuf>,
    /// What keeps the things of each document.
    keepers: BTreeMap<usize, Keeper>,
    events: Option<Sender<Event>>,
}

impl Runner for Work {
    fn begin(&mut self, events: Sender<Event>) {
        self.events = Some(events);
    }

    fn perform(&mut self, effect: Effect) -> Option<Event> {
        let (events, number) = (self.events.clone()?, self.number);
        let tell = move |event| events.send(Event::Of(number, Box::new(event))).is_ok();
        match effect {
            Effect::Turn(number) => self.number = number,
            Effect::Load => {
                let loader = locked(&self.loaders).remove(&number)?;
                thread::spawn(move || loader.load(tell));
            }
            Effect::Analyse(document) => {
                let table = self.table;
                thread::spawn(move || analysis::tell(&document, table, tell));
            }
            Effect::Keep(keep) => return self.keep(keep),
            Effect::Open { number, path } => self.open(number, path),
            Effect::Save { name, briefing, highlights } => {
                return Some(save::save(&name, &briefing, &highlights));
            }
            // The reader keeps what concerns the screen to itself.
            Effect::Screen(_) | Effect::Edit(_) | Effect::Copy(_) => {}
        }
        None
    }
}

impl Work {
    /// Works for a reader that opens with the document of that number, of which `loader` reads the rest.
    pub fn new(
        table: &'static Table,
        folder: Option<PathBuf>,
        number: usize,
        loader: Option<Loader>,
        (from, named): (Option<Format>, usize),
    ) -> Self {
        let loaders = loader.into_iter().map(|loader| (number, loader)).collect();
        let loaders = Arc::new(Mutex::new(loaders));
        Self { number, loaders, table, from, named, folder, keepers: BTreeMap::new(), events: None }
    }

    /// Keeps something of the document at hand. The answer says of which it was, if it is about one.
    fn keep(&mut self, keep: Keep) -> Option<Event> {
        let folder = self.folder.clone()?;
        let about_all = matches!(keep, Keep::Recent { .. } | Keep::Copied(_));
        let keeper = self.keepers.entry(self.number).or_insert_with(|| Keeper::new(folder));
        let answer = keeper.perform(keep)?;
        Some(if about_all { answer } else { Event::Of(self.number, Box::new(answer)) })
    }

    /// Opens another document; a pipe may keep one waiting for its first words.
    fn open(&self, number: usize, path: PathBuf) {
        let Some(events) = self.events.clone() else { return };
        let loaders = Arc::clone(&self.loaders);
        let from = self.from.filter(|_| number < self.named);
        // Where the reader is gone, nobody wants to know.
        thread::spawn(move || events.send(open(number, &path, from, &loaders)));
    }
}

fn open(number: usize, path: &Path, from: Option<Format>, loaders: &Loaders) -> Event {
    if path == Path::new("-") && io::stdin().is_terminal() {
        let reason =
            "Standard input is the keyboard, and that has the reader; name - first, or pipe a text in.";
        return Event::NotOpened { number, reason: reason.to_owned() };
    }
    let path = state::at_home(path);
    match opening::open(&path, from) {
        Ok(text) => {
            let rest = text.loader.as_ref().map_or(Rest::Nothing, Loader::rest);
            if let Some(loader) = text.loader {
                locked(loaders).insert(number, loader);
            }
            let path = state::path_to_remember(&path);
            Event::Opened(Box::new(Opened { number, document: text.document, rest, path }))
        }
        Err(error) => Event::NotOpened { number, reason: error.to_string() },
    }
}

/// The loaders; a thread that panicked has left them whole.
fn locked(loaders: &Loaders) -> std::sync::MutexGuard<'_, BTreeMap<usize, Loader>> {
    loaders.lock().unwrap_or_else(PoisonError::into_inner)
}
