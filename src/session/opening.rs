//! Opens a text so that its beginning can be shown at once, and reads the rest in the background.

use std::path::{Path, PathBuf};

use super::access::Access;
use super::items::Item;
use super::names::{explain, part_name, part_of, refused, shown};
use super::piecewise::{FIRST, GLANCE, Text};
use super::{Refusal, Rest, Update, input, paths};
use crate::analysis::Analysis;
use crate::document::{Document, Notice};
use crate::fetch;
use crate::import::{self, Imported};

/// The briefing that opens if no file is named.
pub const SAMPLE: &str = include_str!("../../assets/samples/sochi.txt");

/// A text whose beginning is known.
pub struct Opening {
    /// The beginning, or the whole.
    pub document: Document,
    /// Its analysis, if the file contains one.
    pub analysis: Option<Analysis>,
    /// The documents after it in the same file, with their names.
    pub others: Vec<(PathBuf, Imported)>,
    /// Reads the rest; none if the document is complete.
    pub loader: Option<Loader>,
}

impl Opening {
    /// The documents of a file or an address, as far as they have been read.
    pub fn of(all: Vec<Imported>, name: &Path, access: &Access) -> Self {
        let (whole, _) = part_of(name);
        let mut all = all.into_iter();
        let first = all.next().unwrap_or_default();
        let others = (2..).map(|number| part_name(&whole, number)).zip(all).collect();
        Self { others, ..Self::one(first, name, access) }
    }

    /// One document with its name, as far as its file has it.
    pub fn one(imported: Imported, name: &Path, access: &Access) -> Self {
        let loader = Item::of(&imported, name, access).map(|item| Loader::Item(Box::new(item)));
        Self { analysis: imported.analysis, loader, ..Self::whole(imported.document) }
    }

    /// A text that is complete.
    pub fn whole(document: Document) -> Self {
        Self { document, analysis: None, others: Vec::new(), loader: None }
    }

    /// Adds notices to the text, both now and when more of it has been read.
    pub fn note(&mut self, notices: &[Notice]) {
        self.document.notices.extend_from_slice(notices);
        if let Some(Loader::Text(loader)) = &mut self.loader {
            loader.notices = notices.to_vec();
        }
    }
}

/// The text that the reader opens with, and the others named with it.
pub struct First {
    /// The text.
    pub text: Opening,
    /// The named files; also `-` if nothing was named and something is piped in.
    pub files: Vec<PathBuf>,
    /// Why the first files could not be opened, in their order; the text is the one after these.
    pub unreadable: Vec<String>,
    /// Whether the text is still to be opened: it is an address, and the reader shows that it is being fetched; or it is a
    /// document of the archive, such as `#12`.
    pub opening: bool,
    /// Notices about the list, for the first text that is opened; empty if the text has them.
    pub notices: Vec<Notice>,
}

impl First {
    /// The first of the named files that can be opened; without names the piped text, or else the sample.
    ///
    /// Notices about the list become notices of its first document.
    pub fn of(files: &[PathBuf], access: &Access, notices: &[Notice]) -> Result<Self, Refusal> {
        let mut unreadable = Vec::new();
        for path in files {
            let address = fetch::of_name(path).filter(|address| access.web.check(address).is_ok());
            if address.is_some() || paths::is_in_archive(path) {
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

    /// No text, for a reader that starts with something else.
    pub fn nothing() -> Self {
        let text = Opening::whole(Document::default());
        Self { text, files: Vec::new(), unreadable: Vec::new(), opening: false, notices: Vec::new() }
    }

    /// The path of the text's file.
    pub fn path(&self) -> Option<&Path> {
        self.files.get(self.unreadable.len()).map(PathBuf::as_path)
    }
}

/// Opens a file, or standard input for `-`, and imports its beginning, or all of it if its format requires
/// that.
pub(super) fn open(name: &Path, access: &Access) -> Result<Opening, Refusal> {
    if fetch::of_name(name).is_some() {
        return Ok(Opening::of(input::documents(name, access)?, name, access));
    }
    let (path, number) = part_of(name);
    let path = path.as_path();
    let mut loader =
        Text::new(path, access.from).map_err(|error| refusal!("{}", explain(&shown(path), &error)))?;
    let (mut whole, mut found) = loader.look(GLANCE)?;
    if !whole && !loader.shows_prose(&found) {
        (whole, found) = loader.look(FIRST)?;
    }
    let found = found.map_err(|error| refused(&loader.shown, &error))?;
    let (format, sure) = (found.format, whole || loader.bytes.len() >= FIRST);
    loader.note(format);
    loader.found = Some(found);
    let shows_beginning = !whole && format.has_beginnings();
    let beginning = shows_beginning.then(|| loader.beginning()).transpose();
    let beginning = beginning.map_err(|error| refused(&loader.shown, &error))?;
    // The beginning may tell less than the rest will.
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

/// Reads the rest of a text.
pub enum Loader {
    /// From its file or from a pipe.
    Text(Text),
    /// From the address in a feed.
    Item(Box<Item>),
}

impl Loader {
    /// How much is still to come.
    pub fn rest(&self) -> Rest {
        match self {
            Self::Text(text) => text.rest(),
            Self::Item(_) => Rest::Fetching,
        }
    }

    /// Reads to the end and reports the text; stops when nobody listens any more.
    pub fn load(self, tell: impl Fn(Update) -> bool) {
        match self {
            Self::Text(text) => text.load(tell),
            Self::Item(item) => item.load(tell),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::session::piecewise::SHOWN;

    /// The document when it is opened, and when everything has been read.
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
