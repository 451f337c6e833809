//! Opens a text so that its beginning can be shown at once, and reads the rest while somebody looks at it.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::access::Access;
use super::input::{self, explain, refused, shown};
use super::items::Item;
use super::{Refusal, Rest, Update};
use crate::analysis::Analysis;
use crate::document::{Document, Notice};
use crate::fetch;
use crate::import::{self, Finding, Format, ImportError, Imported, Source};

/// Most bytes read to detect the format.
const FIRST: usize = import::SAMPLE;
/// How much is read of prose before it is shown, in bytes.
const GLANCE: usize = FIRST / 8;
/// How much of a long text is imported before it is shown, in characters: fifty full rows of the widest column that text
/// has by itself.
const SHOWN: usize = 4_096;
/// How long a pipe may pause before what has come of it is shown.
const PAUSE: Duration = Duration::from_millis(15);
/// What a pipe brings is shown at most this often, and so seldom that importing it takes a fifth of the time.
const OFTEN: Duration = Duration::from_millis(100);

/// The briefing that opens when no file is named.
pub const SAMPLE: &str = include_str!("../../assets/samples/sochi.txt");

/// A text of which the beginning is known.
pub struct Opening {
    /// The beginning, or the whole.
    pub document: Document,
    /// What was found in it when it was analysed earlier, where that came with it.
    pub analysis: Option<Analysis>,
    /// The documents that the same file holds behind it, with their names.
    pub others: Vec<(PathBuf, Imported)>,
    /// What reads the rest; none where the document is whole.
    pub loader: Option<Loader>,
}

impl Opening {
    /// The documents of a file or an address, as far as it has them.
    pub fn of(all: Vec<Imported>, name: &Path, access: &Access) -> Self {
        let (whole, _) = input::part_of(name);
        let mut all = all.into_iter();
        let first = all.next().unwrap_or_default();
        let others = (2..).map(|number| input::part_name(&whole, number)).zip(all).collect();
        Self { others, ..Self::one(first, name, access) }
    }

    /// One document, named so, as far as its file has it.
    pub fn one(imported: Imported, name: &Path, access: &Access) -> Self {
        let loader = Item::of(&imported, name, access).map(|item| Loader::Item(Box::new(item)));
        Self { analysis: imported.analysis, loader, ..Self::whole(imported.document) }
    }

    /// A text that is there as a whole.
    pub fn whole(document: Document) -> Self {
        Self { document, analysis: None, others: Vec::new(), loader: None }
    }

    /// Adds to what is to be said of the text, now and when more of it is there.
    pub fn note(&mut self, notices: &[Notice]) {
        self.document.notices.extend_from_slice(notices);
        if let Some(Loader::Text(loader)) = &mut self.loader {
            loader.notices = notices.to_vec();
        }
    }
}

/// The text with which the reader opens, and those that were named with it.
pub struct First {
    /// The text.
    pub text: Opening,
    /// The files that were named; `-` too where nothing was named and something is piped in.
    pub files: Vec<PathBuf>,
    /// Why the first of them could not be opened, in their order; the text is the one after these.
    pub unreadable: Vec<String>,
    /// The text is still to be opened: it has an address, and the reader shows that it is being fetched.
    pub opening: bool,
    /// What is to be said of the list, with the first text that is opened; nothing where the text says it.
    pub notices: Vec<Notice>,
}

impl First {
    /// The first of the named files that can be opened; without a name what is piped in; and the sample where nothing
    /// is.
    ///
    /// What is to be said of the list is a notice of its first document.
    pub fn of(files: &[PathBuf], access: &Access, notices: &[Notice]) -> Result<Self, Refusal> {
        let mut unreadable = Vec::new();
        for path in files {
            let address = fetch::of_name(path).filter(|address| access.web.check(address).is_ok());
            if address.is_some() {
                let text = Opening::whole(Document::default());
                let (files, notices) = (files.to_vec(), notices.to_vec());
                return Ok(Self { text, files, unreadable, opening: true, notices });
            }
            match open(path, access) {
                Ok(mut text) => {
                    text.note(notices);
                    let mut files = files.to_vec();
                    let behind = unreadable.len() + 1;
                    files.splice(behind..behind, text.others.iter().map(|(name, _)| name.clone()));
                    return Ok(Self { text, files, unreadable, opening: false, notices: Vec::new() });
                }
                Err(error) => unreadable.push(error.to_string()),
            }
        }
        if !files.is_empty() {
            return Err(refusal!("{}", unreadable.join("\nattache: ")));
        }
        let stdin = Path::new("-");
        let piped = input::is_piped().then(|| open(stdin, access)).transpose()?;
        let piped = piped.filter(|text| text.loader.is_some() || !text.document.blocks.is_empty());
        let Some(text) = piped else {
            let text = Opening::whole(input::bundled(SAMPLE)?);
            return Ok(Self { text, files: Vec::new(), unreadable, opening: false, notices: Vec::new() });
        };
        let others = text.others.iter().map(|(name, _)| name.clone());
        let files = std::iter::once(stdin.to_owned()).chain(others).collect();
        Ok(Self { text, files, unreadable, opening: false, notices: Vec::new() })
    }

    /// The path of the text's file.
    pub fn path(&self) -> Option<&Path> {
        self.files.get(self.unreadable.len()).map(PathBuf::as_path)
    }
}

/// Opens a file, or standard input for `-`, and imports its beginning, or all of it where its format has none.
pub(super) fn open(name: &Path, access: &Access) -> Result<Opening, Refusal> {
    if fetch::of_name(name).is_some() {
        return Ok(Opening::of(input::documents(name, access)?, name, access));
    }
    let (path, number) = input::part_of(name);
    let path = path.as_path();
    let mut loader =
        Text::new(path, access.from).map_err(|error| refusal!("{}", explain(&shown(path), &error)))?;
    let (mut whole, mut found) = loader.look(GLANCE)?;
    if !whole && !loader.shows_prose(&found) {
        (whole, found) = loader.look(FIRST)?;
    }
    let found = found.map_err(|error| refused(&loader.shown, &error))?;
    let (format, sure) = (found.format, whole || loader.bytes.len() >= FIRST);
    loader.found = Some(found);
    let shows_beginning = !whole && format.has_beginnings();
    let beginning = shows_beginning.then(|| loader.beginning()).transpose();
    let beginning = beginning.map_err(|error| refused(&loader.shown, &error))?;
    // What is there by now may tell less than what is to come.
    loader.found.take_if(|_| !sure);
    if let Some(document) = beginning {
        return Ok(Opening { loader: Some(Loader::Text(loader)), ..Opening::whole(document) });
    }
    if !whole {
        import::within(format, loader.of.unwrap_or(0)).map_err(|e| refused(&loader.shown, &e))?;
        loader.finish(format.most_bytes()).map_err(|error| refusal!("{}", explain(&loader.shown, &error)))?;
    }
    let mut all = loader.documents(&loader.bytes).map_err(|e| refused(&loader.shown, &e))?;
    if let Some(number) = number {
        all = vec![input::pick(all, number, path)?];
    }
    Ok(Opening::of(all, path, access))
}

/// The documents of a file or of standard input, read to its end.
pub(super) fn whole(path: &Path, from: Option<Format>) -> Result<Vec<Imported>, Refusal> {
    let shown = shown(path);
    let failed = |error| refusal!("{}", explain(&shown, &error));
    let mut text = Text::new(path, from).map_err(failed)?;
    text.finish(FIRST as u64 - 1).map_err(failed)?;
    let found = import::accepts(&text.bytes, &text.source()).map_err(|error| refused(&shown, &error))?;
    if text.bytes.len() >= FIRST {
        import::within(found.format, text.of.unwrap_or(0)).map_err(|error| refused(&shown, &error))?;
        // A byte more than the file has, so that its end is met without growing.
        let room = (text.of.unwrap_or(0) + 1).saturating_sub(text.bytes.len() as u64);
        text.bytes.reserve_exact(room as usize);
        text.finish(found.format.most_bytes()).map_err(failed)?;
    }
    // All of a text may tell more than its beginning did.
    import::import(&text.bytes, &text.source()).map_err(|error| refused(&shown, &error))
}

/// Where bytes come from.
enum Spring {
    /// A file, which has all of them at once.
    File(File),
    /// Something that has them one after another; a thread of its own waits for them.
    Pipe(Receiver<io::Result<Vec<u8>>>),
}

/// What reads the rest of a text.
pub enum Loader {
    /// From its file, or as a pipe brings it.
    Text(Text),
    /// From where a feed says that it is.
    Item(Box<Item>),
}

impl Loader {
    /// What is still to come, for the reader.
    pub fn rest(&self) -> Rest {
        match self {
            Self::Text(text) => text.rest(),
            Self::Item(_) => Rest::Fetching,
        }
    }

    /// Reads to the end and tells what it gets; stops where nobody listens any more.
    pub fn load(self, tell: impl Fn(Update) -> bool) {
        match self {
            Self::Text(text) => text.load(tell),
            Self::Item(item) => item.load(tell),
        }
    }
}

/// Reads a text piece by piece.
pub struct Text {
    spring: Spring,
    bytes: Vec<u8>,
    /// How many bytes there are, where that is known.
    of: Option<u64>,
    /// The file's name, for its ending.
    name: Option<String>,
    /// The format that is demanded.
    from: Option<Format>,
    /// As what the text is imported, once enough of it is there to tell.
    found: Option<Finding>,
    /// How messages call the text.
    shown: String,
    /// What is to be said of the text beside what its import says.
    notices: Vec<Notice>,
}

impl Text {
    fn new(path: &Path, from: Option<Format>) -> io::Result<Self> {
        let stdin = path == Path::new("-");
        let file =
            if stdin { File::from(io::stdin().as_fd().try_clone_to_owned()?) } else { File::open(path)? };
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        let regular = metadata.is_file();
        let piped = metadata.file_type().is_fifo() || metadata.file_type().is_socket();
        Ok(Self {
            spring: if piped { Spring::Pipe(pump(file)) } else { Spring::File(file) },
            bytes: Vec::new(),
            of: regular.then_some(metadata.len()),
            name: path.file_name().filter(|_| !stdin).map(|n| n.to_string_lossy().into_owned()),
            from,
            found: None,
            shown: shown(path),
            notices: Vec::new(),
        })
    }

    fn rest(&self) -> Rest {
        Rest::More { read: self.bytes.len() as u64, of: self.of }
    }

    fn source(&self) -> Source<'_> {
        Source { format: self.from, now: Some(input::now()), ..Source::named(self.name.as_deref()) }
    }

    /// Reads on to the end, or until there are more than `most` bytes.
    fn finish(&mut self, most: u64) -> io::Result<()> {
        let room = (most + 1).saturating_sub(self.bytes.len() as u64);
        match &mut self.spring {
            Spring::File(file) => file.take(room).read_to_end(&mut self.bytes).map(|_| ()),
            Spring::Pipe(chunks) => {
                while self.bytes.len() as u64 <= most {
                    let Ok(chunk) = chunks.recv() else { break };
                    self.bytes.extend(chunk?);
                }
                Ok(())
            }
        }
    }

    /// Reads up to `most` bytes of the beginning. Says whether they are the whole, and as what they will be imported.
    fn look(&mut self, most: usize) -> Result<(bool, Result<Finding, ImportError>), Refusal> {
        let whole = self.begin(most).map_err(|error| refusal!("{}", explain(&self.shown, &error)))?;
        Ok((whole, import::accepts(&self.bytes, &self.source())))
    }

    /// Whether what is there opens with a letter, as no markup does, and is taken for a text by those who know more.
    fn shows_prose(&self, found: &Result<Finding, ImportError>) -> bool {
        let opens = self.bytes.trim_ascii_start().first().is_some_and(u8::is_ascii_alphabetic);
        opens && found.as_ref().is_ok_and(|found| found.format.has_beginnings())
    }

    /// Reads on until there are `most` bytes of the beginning; says whether they are the whole.
    fn begin(&mut self, most: usize) -> io::Result<bool> {
        match &mut self.spring {
            // What is typed is complete when it is ended; until then the keyboard belongs to it.
            Spring::File(file) if file.is_terminal() => file.read_to_end(&mut self.bytes).map(|_| true),
            Spring::File(file) => {
                let room = most - self.bytes.len();
                self.bytes.reserve_exact(room.min(self.of.unwrap_or(u64::MAX) as usize) + 1);
                file.take(room as u64).read_to_end(&mut self.bytes)?;
                Ok(self.bytes.len() < most)
            }
            Spring::Pipe(chunks) => {
                while self.bytes.len() < most {
                    let blank = self.bytes.iter().all(u8::is_ascii_whitespace);
                    let chunk = if blank {
                        chunks.recv().map_err(|_| RecvTimeoutError::Disconnected)
                    } else {
                        chunks.recv_timeout(PAUSE)
                    };
                    match chunk {
                        Ok(chunk) => self.bytes.extend(chunk?),
                        Err(RecvTimeoutError::Disconnected) => return Ok(true),
                        Err(RecvTimeoutError::Timeout) => break,
                    }
                }
                Ok(false)
            }
        }
    }

    /// Imports what there is to see at once.
    fn beginning(&self) -> Result<Document, ImportError> {
        let begins = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
        let end = self.bytes.iter().enumerate().filter(|(_, byte)| begins(byte)).nth(SHOWN);
        let bytes = &self.bytes[..end.map_or(self.bytes.len(), |(at, _)| at)];
        self.import_of(&bytes[..import::part(bytes)])
    }

    /// Imports what is there.
    fn import(&self, whole: bool) -> Result<Document, ImportError> {
        let end = if whole { self.bytes.len() } else { import::part(&self.bytes) };
        self.import_of(&self.bytes[..end])
    }

    fn import_of(&self, bytes: &[u8]) -> Result<Document, ImportError> {
        if self.of.is_some_and(|bytes| bytes > import::LARGEST) {
            return Err(ImportError::TooLarge);
        }
        let mut document = self.documents(bytes)?.into_iter().next().unwrap_or_default().document;
        document.notices.extend_from_slice(&self.notices);
        Ok(document)
    }

    /// Imports bytes as what the text is.
    fn documents(&self, bytes: &[u8]) -> Result<Vec<Imported>, ImportError> {
        match &self.found {
            Some(found) => import::import_as(bytes, &self.source(), found.clone()),
            None => import::import(bytes, &self.source()),
        }
    }

    fn load(mut self, tell: impl Fn(Update) -> bool) {
        let end = match &mut self.spring {
            Spring::File(_) => {
                self.bytes
                    .reserve_exact(self.of.unwrap_or(0).saturating_sub(self.bytes.len() as u64) as usize + 1);
                self.finish(import::LARGEST)
            }
            Spring::Pipe(_) => self.drain(&tell),
        };
        let mut document = self.import(true).or_else(|error| {
            let part = self.import(false);
            part.map(|d| with_notice(d, Notice::BeginningOnly(error.to_string())))
        });
        if let (Err(error), Ok(document)) = (end, &mut document) {
            let why = explain(&self.shown, &error);
            document.notices.insert(0, Notice::Interrupted(why));
        }
        match document {
            Ok(document) => tell(Update::Loaded { document: Box::new(document), rest: Rest::Nothing }),
            Err(error) => tell(Update::Failed(format!("Cannot read all of {}. {error}", self.shown))),
        };
    }

    /// Takes in what a pipe brings, and shows it now and then.
    fn drain(&mut self, tell: &impl Fn(Update) -> bool) -> io::Result<()> {
        let (mut told, mut next) = (self.bytes.len(), Instant::now() + OFTEN);
        loop {
            let news = self.bytes.len() > told;
            if news && Instant::now() >= next {
                let begun = Instant::now();
                let document = self.import(false).map_err(|_| ErrorKind::InvalidData)?;
                if !tell(Update::Loaded { document: Box::new(document), rest: self.rest() }) {
                    return Ok(());
                }
                (told, next) = (self.bytes.len(), Instant::now() + OFTEN.max(4 * begun.elapsed()));
                continue;
            }
            let Spring::Pipe(chunks) = &self.spring else { return Ok(()) };
            let wait = if news { next.saturating_duration_since(Instant::now()) } else { Duration::MAX };
            match chunks.recv_timeout(wait) {
                Ok(chunk) => self.bytes.extend(chunk?),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            if self.bytes.len() as u64 > import::LARGEST {
                return Ok(());
            }
        }
    }
}

fn with_notice(mut document: Document, notice: Notice) -> Document {
    document.notices.insert(0, notice);
    document
}

/// Reads a pipe on a thread, so that one can wait for it with patience of one's own.
fn pump(mut file: File) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, chunks) = sync_channel(16);
    thread::spawn(move || {
        loop {
            let mut chunk = vec![0; FIRST];
            let read = match file.read(&mut chunk) {
                Ok(0) => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                read => read,
            };
            let chunk = read.map(|count| {
                chunk.truncate(count);
                chunk
            });
            if sender.send(chunk).is_err() {
                break;
            }
        }
    });
    chunks
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// The document as it is opened, and as it is when everything has been read.
    fn opened(content: &str) -> (Document, Option<Document>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("story");
        std::fs::write(&file, content).unwrap();
        let Opening { document, loader, .. } = open(&file, &Access::default()).unwrap();
        let loaded = Mutex::new(None);
        loader.into_iter().for_each(|loader| {
            loader.load(|event| {
                let Update::Loaded { document, .. } = event else { panic!("{event:?}") };
                *loaded.lock().unwrap() = Some(*document);
                true
            });
        });
        (document, loaded.into_inner().unwrap())
    }

    #[test]
    fn fifty_rows_of_long_prose_are_shown_before_the_rest_is_read() {
        for sentence in ["The talks go on. ", "Переговоры продолжаются. "] {
            let paragraph = format!("{}\n\n", sentence.repeat(20).trim_end());
            let (beginning, whole) = opened(&paragraph.repeat(100));
            assert!(beginning.text.chars().count() > SHOWN - paragraph.chars().count());
            assert!(beginning.text.len() < GLANCE);
            assert_eq!(whole.unwrap().blocks.len(), 100);
        }
    }

    #[cfg(feature = "mail")]
    #[test]
    fn what_begins_like_prose_is_told_again_when_all_of_it_is_there() {
        let relays = "Received: from a.example by b.example\n".repeat(GLANCE / 30);
        let letter =
            format!("{relays}From: Desk <desk@example.org>\nSubject: Port reopens\n\nThe talks ended.\n");
        assert_eq!(opened(&letter).1.unwrap().metadata.title.as_deref(), Some("Port reopens"));
    }

    #[cfg(feature = "html")]
    #[test]
    fn markup_is_told_by_more_than_prose() {
        let comment = "x".repeat(2 * GLANCE);
        let page = format!("<!--{comment}--><html><body><p>The talks ended.</p></body></html>");
        let (document, rest) = opened(&page);
        assert_eq!((document.text.as_str(), rest), ("The talks ended.", None));
    }
}
