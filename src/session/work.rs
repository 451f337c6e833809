//! The session: carries out commands, and reports the results.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use super::access::Access;
use super::archive::{Archivist, Setup};
use super::keeper::Keeper;
use super::opening::{self, Loader, Opening};
use super::{Command, DocId, Keep, News, Opened, Rest, Update, analysis, noted, paths, save};
use crate::analysis::Analysis;
use crate::analysis::table::Table;
use crate::briefing::Briefing;
use crate::document::Notice;
use crate::import::Imported;
use crate::store::archive::{Caller, Place};

/// Data prepared before a command asks for them.
#[derive(Default)]
struct Stock {
    /// The loader for the rest of each text, by the text's number.
    loaders: BTreeMap<usize, Loader>,
    /// The analyses that came with texts, by the texts' numbers.
    analyses: BTreeMap<usize, Analysis>,
    /// The documents after the first in their files, by name.
    others: BTreeMap<PathBuf, Imported>,
    /// Notices about the list of documents, for the first that is opened.
    notices: Vec<Notice>,
}

impl Stock {
    /// Stores the data that came with the text of that number, and names the documents after it.
    fn take(&mut self, number: usize, opening: &mut Opening) -> Vec<(PathBuf, String)> {
        self.loaders.extend(opening.loader.take().map(|loader| (number, loader)));
        self.analyses.extend(opening.analysis.take().map(|analysis| (number, analysis)));
        let others = std::mem::take(&mut opening.others);
        let title = |i: &Imported| i.document.metadata.title.clone().unwrap_or_default();
        let names = others.iter().map(|(name, imported)| (name.clone(), title(imported))).collect();
        self.others.extend(others);
        names
    }
}

/// The receiver of a session's news; false when nobody listens any more. Called on the thread where the news
/// arise.
pub(super) type Tell = Arc<dyn Fn(News) -> bool + Send + Sync>;

/// The settings of a session.
pub struct Settings {
    /// The known actors.
    pub table: &'static Table,
    /// The folder of the library, if data are to be saved.
    pub folder: Option<PathBuf>,
    /// The author of changes, if known.
    pub author: Option<String>,
    /// The place of the archive; none if nothing is saved.
    pub archive: Option<Place>,
    /// Whether only documents of the archive may be opened, and nothing written out.
    pub only_archive: bool,
    /// The person whose queries, tags and judgements are used.
    pub caller: Caller,
    /// Settings for opening files. A demanded format applies to the documents named at the start.
    pub access: Access,
    /// How many documents were named at the start; their ids are smaller than this.
    pub named: usize,
    /// Why some of them could not be opened.
    pub unreadable: Vec<String>,
    /// Notices for the first document that a command opens.
    pub notices: Vec<Notice>,
}

/// The refusal when only the archive is open.
const CLOSED: &str = "Only the archive is open here; no files, no addresses, and nothing is written out.";
/// Why the archive cannot be used when nothing is saved.
const NOT_KEPT: &str = "The archive is kept on disk; leave --no-state out to use it.";

/// Carries out commands, one after another; long ones on threads of their own.
pub struct Session {
    settings: Settings,
    stock: Arc<Mutex<Stock>>,
    /// The documents after the first in the first file, with their titles.
    more: Vec<(PathBuf, String)>,
    /// The keeper of each document.
    keepers: BTreeMap<DocId, Keeper>,
    /// The stamp of each document's file when it was opened.
    stamps: BTreeMap<DocId, Option<Stamp>>,
    /// The archive's thread, from the first question on.
    archivist: Option<Archivist>,
    /// Why documents could not be opened.
    unopened: Arc<Mutex<Vec<String>>>,
    /// The changes of each document that are not on disk, and why.
    unkept: Arc<Mutex<BTreeMap<DocId, String>>>,
    tell: Tell,
}

/// Detects a changed file: its modification time, and its size.
type Stamp = (SystemTime, u64);

/// The current stamp of a file; none if it is not a file.
fn stamp(path: &Path) -> Option<Stamp> {
    let facts = path.metadata().ok()?;
    Some((facts.modified().ok()?, facts.len())).filter(|_| facts.is_file())
}

impl Session {
    /// A session in which `opening` is the document with that id.
    pub fn new(mut settings: Settings, id: DocId, opening: &mut Opening) -> Self {
        let notices = std::mem::take(&mut settings.notices);
        let mut stock = Stock { notices, ..Stock::default() };
        let more = stock.take(id, opening);
        let unopened = Arc::new(Mutex::new(std::mem::take(&mut settings.unreadable)));
        let (stock, keepers, stamps) = (Arc::new(Mutex::new(stock)), BTreeMap::new(), BTreeMap::new());
        let tell: Tell = Arc::new(|_| false);
        Self {
            settings,
            stock,
            more,
            keepers,
            stamps,
            archivist: None,
            unopened,
            unkept: Arc::default(),
            tell,
        }
    }

    /// Why documents could not be opened, including those tried later.
    pub fn unopened(&self) -> Arc<Mutex<Vec<String>>> {
        Arc::clone(&self.unopened)
    }

    /// The changes of each document that are not on disk, and why, in full sentences.
    pub fn unkept(&self) -> Arc<Mutex<BTreeMap<DocId, String>>> {
        Arc::clone(&self.unkept)
    }

    /// Sends its news to `tell` from now on, beginning with the other documents of the first file.
    pub fn begin(&mut self, tell: impl Fn(News) -> bool + Send + Sync + 'static) {
        self.tell = Arc::new(move |news| {
            noted::note(&news);
            tell(news)
        });
        let more = std::mem::take(&mut self.more);
        if !more.is_empty() {
            (self.tell)(News::More(more));
        }
    }

    /// Carries out a command, or starts it.
    pub fn perform(&mut self, command: Command) {
        match command {
            Command::Load(id) => {
                let Some(loader) = locked(&self.stock).loaders.remove(&id) else { return };
                let tell = self.of(id);
                thread::spawn(move || loader.load(tell));
            }
            Command::Analyse(id, document) => {
                let tell = self.of(id);
                if let Some(analysis) = locked(&self.stock).analyses.remove(&id) {
                    tell(Update::Analysed(Box::new(Briefing::assemble((*document).clone(), analysis))));
                    return;
                }
                let table = self.settings.table;
                thread::spawn(move || analysis::tell(&document, table, tell));
            }
            Command::Look(id, path) => {
                let now = stamp(&path);
                let known = *self.stamps.entry(id).or_insert(now);
                if known != now && now.is_some() {
                    self.stamps.insert(id, now);
                    self.of(id)(Update::Stale);
                }
            }
            Command::Keep(id, keep) => self.keep(id, keep),
            Command::Open(id, path) => match self.number_in_archive(&path) {
                Some(serial) if self.settings.folder.is_some() => {
                    self.archivist(|archivist| archivist.open(id, serial));
                }
                Some(_) => {
                    (self.tell)(News::NotOpened(id, NOT_KEPT.to_owned()));
                }
                None if self.settings.only_archive => {
                    (self.tell)(News::NotOpened(id, CLOSED.to_owned()));
                }
                None => {
                    self.stamps.insert(id, stamp(&paths::at_home(&path)));
                    self.open(id, path);
                }
            },
            Command::Archive(ask) => self.archivist(|archivist| archivist.ask(ask)),
            Command::Save { .. } if self.settings.only_archive => {
                (self.tell)(News::Failed(CLOSED.to_owned()));
            }
            Command::Save { name, briefing, document, highlights } => {
                (self.tell)(save::save(&name, &briefing, document.as_deref(), &highlights));
            }
        }
    }

    /// Reports updates on one document.
    fn of(&self, id: DocId) -> impl Fn(Update) -> bool + Send + 'static {
        let tell = Arc::clone(&self.tell);
        move |update| tell(News::Of(id, update))
    }

    fn keep(&mut self, id: DocId, keep: Keep) {
        let Some(folder) = self.settings.folder.clone() else { return };
        let author = self.settings.author.clone();
        let keeper = self.keepers.entry(id).or_insert_with(|| Keeper::new(folder, author));
        let news = keeper.perform(id, keep);
        let said = keeper.said();
        match keeper.unkept() {
            Some(what) => locked(&self.unkept).insert(id, what),
            None => locked(&self.unkept).remove(&id),
        };
        let corrected = match &news {
            Some(News::Of(_, Update::Kept(_))) => keeper.document(),
            _ => None,
        };
        // If the receiver is gone, there is nobody to tell.
        if let Some(news) = news {
            (self.tell)(news);
        }
        if let Some(said) = said {
            (self.tell)(News::Of(id, Update::Done(said)));
        }
        if let Some(document) = corrected.filter(|_| self.has_archive()) {
            self.archivist(|archivist| archivist.corrected(document));
        }
    }

    /// The number of the archive's document that a name means; a file of that name takes precedence, if files may be
    /// opened.
    fn number_in_archive(&self, name: &Path) -> Option<i64> {
        paths::number_in_archive(name).filter(|_| self.settings.only_archive || !name.exists())
    }

    fn has_archive(&self) -> bool {
        self.settings.archive.as_ref().is_some_and(Place::may_have_one)
    }

    /// Uses the archive's thread, starting it if needed.
    fn archivist(&mut self, act: impl FnOnce(&Archivist)) {
        let (Some(folder), Some(place)) = (self.settings.folder.clone(), self.settings.archive.clone())
        else {
            (self.tell)(News::Failed(NOT_KEPT.to_owned()));
            return;
        };
        let (caller, table, tell) =
            (self.settings.caller.clone(), self.settings.table, Arc::clone(&self.tell));
        act(self
            .archivist
            .get_or_insert_with(|| Archivist::start(Setup { place, folder, caller, table }, tell)));
    }

    /// Opens another document; a pipe may block until its first words.
    fn open(&self, id: DocId, path: PathBuf) {
        let Settings { access, named, .. } = &self.settings;
        let access = if id < *named { access.clone() } else { access.without_format() };
        let (stock, unopened, tell) =
            (Arc::clone(&self.stock), Arc::clone(&self.unopened), Arc::clone(&self.tell));
        thread::spawn(move || {
            let (news, more) = open(id, &path, &access, &stock);
            if let News::NotOpened(_, reason) = &news {
                locked(&unopened).push(reason.clone());
            }
            tell(news) && !more.is_empty() && tell(News::More(more))
        });
    }
}

/// Opens a document, and names those after it in its file.
fn open(id: DocId, path: &Path, access: &Access, stock: &Mutex<Stock>) -> (News, Vec<(PathBuf, String)>) {
    if path == Path::new("-") && io::stdin().is_terminal() {
        let reason =
            "Standard input is the keyboard, and that has the reader; name - first, or pipe a text in.";
        return (News::NotOpened(id, reason.to_owned()), Vec::new());
    }
    let path = paths::at_home(path);
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
            let path = paths::path_to_remember(&path, &text.document.metadata);
            (News::Opened(id, Box::new(Opened { document: text.document, rest, path })), more)
        }
        Err(error) => (News::NotOpened(id, error.to_string()), Vec::new()),
    }
}

/// Locks data shared by threads; a thread that panicked has left them intact.
fn locked<T>(stock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    stock.lock().unwrap_or_else(PoisonError::into_inner)
}
