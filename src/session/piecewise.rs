//! Reads a text piece by piece, from a file or a pipe.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::clock::now;
use super::names::{explain, refused, shown};
use super::{Refusal, Rest, Update};
use crate::document::{Document, Notice};
use crate::import::{self, Finding, Format, ImportError, Imported, Source};

/// Most bytes read to detect the format.
pub(super) const FIRST: usize = import::SAMPLE;
/// How much prose is read before it is shown, in bytes.
pub(super) const GLANCE: usize = FIRST / 8;
/// How much of a long text is imported before it is shown, in characters: fifty full rows of the widest default column.
pub(super) const SHOWN: usize = 4_096;
/// How long a pipe may pause before its text so far is shown.
const PAUSE: Duration = Duration::from_millis(15);
/// The shortest time between two imports of a pipe's text; they are also rare enough to take at most a fifth of the
/// time.
const OFTEN: Duration = Duration::from_millis(100);

/// The documents of a file or of standard input, read to its end.
pub(super) fn whole(path: &Path, from: Option<Format>) -> Result<Vec<Imported>, Refusal> {
    let shown = shown(path);
    let failed = |error| refusal!("{}", explain(&shown, &error));
    let mut text = Text::new(path, from).map_err(failed)?;
    text.finish(FIRST as u64 - 1).map_err(failed)?;
    let found = import::accepts(&text.bytes, &text.source()).map_err(|error| refused(&shown, &error))?;
    if text.bytes.len() >= FIRST {
        import::within(found.format, text.of.unwrap_or(0)).map_err(|error| refused(&shown, &error))?;
        // One byte more than the file has, so that its end is reached without growing.
        let room = (text.of.unwrap_or(0) + 1).saturating_sub(text.bytes.len() as u64);
        text.bytes.reserve_exact(room as usize);
        text.finish(found.format.most_bytes()).map_err(failed)?;
    }
    text.note(found.format);
    // The whole text may tell more than its beginning did.
    import::import(&text.bytes, &text.source()).map_err(|error| refused(&shown, &error))
}

/// The source of the bytes.
enum Spring {
    /// A file, which has all of them at once.
    File(File),
    /// A source that delivers them over time; a thread of its own waits for them.
    Pipe(Receiver<io::Result<Vec<u8>>>),
}

/// Reads a text piece by piece.
pub struct Text {
    spring: Spring,
    pub(super) bytes: Vec<u8>,
    /// How many bytes there are, if known.
    pub(super) of: Option<u64>,
    /// The file's name, for its extension.
    name: Option<String>,
    /// The demanded format.
    from: Option<Format>,
    /// The detected format, once there is enough text to tell.
    pub(super) found: Option<Finding>,
    /// The text's name in messages.
    pub(super) shown: String,
    /// Notices besides those of the import.
    pub(super) notices: Vec<Notice>,
}

impl Text {
    pub(super) fn new(path: &Path, from: Option<Format>) -> io::Result<Self> {
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

    /// Logs the format that it is read as.
    pub(super) fn note(&self, format: Format) {
        log::info!("{} is taken as {}, {} bytes read.", self.shown, format.name(), self.bytes.len());
    }

    pub(super) fn rest(&self) -> Rest {
        Rest::More { read: self.bytes.len() as u64, of: self.of }
    }

    fn source(&self) -> Source<'_> {
        Source { format: self.from, now: Some(now()), ..Source::named(self.name.as_deref()) }
    }

    /// Reads on to the end, or until there are more than `most` bytes.
    pub(super) fn finish(&mut self, most: u64) -> io::Result<()> {
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

    /// Reads up to `most` bytes of the beginning. Returns whether they are everything, and the detected format.
    pub(super) fn look(&mut self, most: usize) -> Result<(bool, Result<Finding, ImportError>), Refusal> {
        let whole = self.begin(most).map_err(|error| refusal!("{}", explain(&self.shown, &error)))?;
        Ok((whole, import::accepts(&self.bytes, &self.source())))
    }

    /// Whether the text so far begins with a letter, unlike markup, and detection takes it for text.
    pub(super) fn shows_prose(&self, found: &Result<Finding, ImportError>) -> bool {
        let opens = self.bytes.trim_ascii_start().first().is_some_and(u8::is_ascii_alphabetic);
        opens && found.as_ref().is_ok_and(|found| found.format.has_beginnings())
    }

    /// Reads on until there are `most` bytes of the beginning; returns whether they are everything.
    fn begin(&mut self, most: usize) -> io::Result<bool> {
        match &mut self.spring {
            // A typed text is complete when the user ends it; until then the keyboard belongs to it.
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

    /// Imports the part to show at once.
    pub(super) fn beginning(&self) -> Result<Document, ImportError> {
        let begins = |byte: &u8| byte & 0b1100_0000 != 0b1000_0000;
        let end = self.bytes.iter().enumerate().filter(|(_, byte)| begins(byte)).nth(SHOWN);
        let bytes = &self.bytes[..end.map_or(self.bytes.len(), |(at, _)| at)];
        self.import_of(&bytes[..import::part(bytes)])
    }

    /// Imports the text so far.
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

    /// Imports bytes in the text's format.
    pub(super) fn documents(&self, bytes: &[u8]) -> Result<Vec<Imported>, ImportError> {
        match &self.found {
            Some(found) => import::import_as(bytes, &self.source(), found.clone()),
            None => import::import(bytes, &self.source()),
        }
    }

    pub(super) fn load(mut self, tell: impl Fn(Update) -> bool) {
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

    /// Reads a pipe to its end, and shows the text now and then.
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

/// Reads a pipe on a thread, so that the caller can wait for it with a timeout.
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
