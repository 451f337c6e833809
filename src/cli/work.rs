//! What the reader wants done outside itself.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::access::Access;
use super::browser::Browser;
use super::keeper::Keeper;
use super::opening::{self, Loader, Opening};
use super::{analysis, save, state};
use crate::analysis::Analysis;
use crate::analysis::table::Table;
use crate::briefing::Briefing;
use crate::import::Imported;
use crate::reader::{Browser as _, DocEffect, DocId, Effect, Event, Opened, Rest, Runner};

/// How soon the end of a browser is news: it has opened an address. Later, somebody has closed it.
const SOON: Duration = Duration::from_secs(5);

/// What is there before the reader asks for it.
#[derive(Default)]
struct Stock {
    /// What reads the rest of each text, by its number.
    loaders: BTreeMap<DocId, Loader>,
    /// The analyses that came with texts, by the texts' numbers.
    analyses: BTreeMap<DocId, Analysis>,
    /// The documents that lay behind others in their files, by name.
    others: BTreeMap<PathBuf, Imported>,
    /// What is to be said of the list of documents, with the first of them that is opened.
    notices: Vec<String>,
}

impl Stock {
    /// Takes in what came with the text of that number, and names what came behind it.
    fn take(&mut self, id: DocId, opening: &mut Opening) -> Vec<(PathBuf, String)> {
        self.loaders.extend(opening.loader.take().map(|loader| (id, loader)));
        self.analyses.extend(opening.analysis.take().map(|analysis| (id, analysis)));
        let others = std::mem::take(&mut opening.others);
        let title = |i: &Imported| i.document.metadata.title.clone().unwrap_or_default();
        let names = others.iter().map(|(name, imported)| (name.clone(), title(imported))).collect();
        self.others.extend(others);
        names
    }
}

/// Performs the reader's effects, on its worker thread; what takes long on threads of its own.
pub(super) struct Work {
    /// The document that the reader opens with.
    first: DocId,
    stock: Arc<Mutex<Stock>>,
    /// The documents that the first file holds behind the first, with their titles.
    more: Vec<(PathBuf, String)>,
    /// The actors that are known beforehand.
    table: &'static Table,
    /// How files are opened, with the format that is demanded of those that the command line names; how many these are.
    access: Access,
    named: usize,
    /// The folder of the library, where things are to be kept.
    folder: Option<PathBuf>,
    /// What keeps the things of each document.
    keepers: BTreeMap<DocId, Keeper>,
    events: Option<Sender<Event>>,
    /// Why documents could not be opened.
    unopened: Arc<Mutex<Vec<String>>>,
}

impl Runner for Work {
    fn begin(&mut self, events: Sender<Event>) {
        let more = std::mem::take(&mut self.more);
        if !more.is_empty() {
            // Where the reader is gone, nobody wants to know.
            let _ = events.send(Event::More(more));
        }
        self.events = Some(events);
    }

    fn perform(&mut self, effect: Effect) -> Option<Event> {
        let events = self.events.clone()?;
        match effect {
            Effect::Of(id, effect) => return self.perform_of(id, effect, events),
            Effect::Open { id, path } => self.open(id, path),
            Effect::Recent { at_start } => {
                let list = self.keeper(self.first)?.recent();
                return Some(Event::Recent { list, at_start });
            }
            Effect::Browse(address) => {
                // A browser may take long, or be there for hours.
                thread::spawn(move || {
                    let begun = Instant::now();
                    let opened = Browser.open(&address);
                    if opened.is_err() || begun.elapsed() < SOON {
                        // Where the reader is gone, nobody wants to know.
                        let _ = events.send(Event::browsed(opened));
                    }
                });
            }
            Effect::Save { name, briefing, document, highlights } => {
                return Some(save::save(&name, &briefing, document.as_deref(), &highlights));
            }
            // The reader keeps what concerns the screen to itself.
            Effect::Screen(_) | Effect::Edit(_) | Effect::Copy(_) => {}
        }
        None
    }
}

impl Work {
    /// Works for a reader that opens with the document of that number. `notices` are said with the first document that is
    /// opened after it.
    pub fn new(
        table: &'static Table,
        folder: Option<PathBuf>,
        first: DocId,
        opening: &mut Opening,
        (access, named): (Access, usize),
        unreadable: Vec<String>,
        notices: Vec<String>,
    ) -> Self {
        let mut stock = Stock { notices, ..Stock::default() };
        let more = stock.take(first, opening);
        let stock = Arc::new(Mutex::new(stock));
        let unopened = Arc::new(Mutex::new(unreadable));
        Self {
            first,
            stock,
            more,
            table,
            access,
            named,
            folder,
            keepers: BTreeMap::new(),
            events: None,
            unopened,
        }
    }

    /// Why documents could not be opened, also those that will be tried later.
    pub fn unopened(&self) -> Arc<Mutex<Vec<String>>> {
        Arc::clone(&self.unopened)
    }

    /// Performs what concerns one document.
    fn perform_of(&mut self, id: DocId, effect: DocEffect, events: Sender<Event>) -> Option<Event> {
        let tell = move |event| events.send(Event::Of(id, Box::new(event))).is_ok();
        match effect {
            DocEffect::Load => {
                let loader = locked(&self.stock).loaders.remove(&id)?;
                thread::spawn(move || loader.load(tell));
            }
            DocEffect::Analyse(document) => {
                if let Some(analysis) = locked(&self.stock).analyses.remove(&id) {
                    tell(Event::analysed(Briefing::assemble((*document).clone(), analysis)));
                    return None;
                }
                let table = self.table;
                thread::spawn(move || analysis::tell(&document, table, tell));
            }
            DocEffect::Keep(keep) => {
                let keeper = self.keeper(id)?;
                let answer = keeper.perform(keep).map(|event| Event::Of(id, Box::new(event)));
                let Some(said) = keeper.said() else { return answer };
                if let (Some(answer), Some(events)) = (answer, &self.events) {
                    // Where the reader is gone, nobody wants to know.
                    let _ = events.send(answer);
                }
                return Some(Event::Done(said));
            }
        }
        None
    }

    /// What keeps the things of a document, where things are to be kept.
    fn keeper(&mut self, id: DocId) -> Option<&mut Keeper> {
        let folder = self.folder.clone()?;
        Some(self.keepers.entry(id).or_insert_with(|| Keeper::new(folder, state::author())))
    }

    /// Opens another document; a pipe may keep one waiting for its first words.
    fn open(&self, id: DocId, path: PathBuf) {
        let Some(events) = self.events.clone() else { return };
        let (stock, unopened) = (Arc::clone(&self.stock), Arc::clone(&self.unopened));
        let access = if id.0 < self.named { self.access.clone() } else { self.access.without_format() };
        // Where the reader is gone, nobody wants to know.
        thread::spawn(move || {
            let (event, more) = open(id, &path, &access, &stock);
            if let Event::NotOpened { reason, .. } = &event {
                locked(&unopened).push(reason.clone());
            }
            let told = events.send(event);
            told.and_then(|()| if more.is_empty() { Ok(()) } else { events.send(Event::More(more)) })
        });
    }
}

/// Opens a document, and names those that its file holds behind it.
fn open(id: DocId, path: &Path, access: &Access, stock: &Mutex<Stock>) -> (Event, Vec<(PathBuf, String)>) {
    if path == Path::new("-") && io::stdin().is_terminal() {
        let reason =
            "Standard input is the keyboard, and that has the reader; name - first, or pipe a text in.";
        return (Event::NotOpened { id, reason: reason.to_owned() }, Vec::new());
    }
    let path = state::at_home(path);
    let in_stock = locked(stock).others.remove(&path);
    let opening = match in_stock {
        Some(imported) => Ok(Opening::one(imported, &path, access)),
        None => opening::open(&path, access),
    };
    match opening {
        Ok(mut text) => {
            let notices = std::mem::take(&mut locked(stock).notices);
            text.note(&notices);
            let rest = text.loader.as_ref().map_or(Rest::Nothing, Loader::rest);
            let more = locked(stock).take(id, &mut text);
            let path = state::path_to_remember(&path, &text.document.metadata);
            (Event::Opened(Box::new(Opened { id, document: text.document, rest, path })), more)
        }
        Err(error) => (Event::NotOpened { id, reason: error.to_string() }, Vec::new()),
    }
}

/// What several threads have; one that panicked has left it whole.
fn locked<T>(stock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    stock.lock().unwrap_or_else(PoisonError::into_inner)
}
