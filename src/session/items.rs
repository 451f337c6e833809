//! Feed items with only a summary: fetches the whole text from its address.

use std::path::Path;

use super::access::Access;
use super::fetched::fetched;
use super::{Rest, Update};
use crate::document::{Document, Metadata, Notice};
use crate::fetch;
use crate::import::Imported;
use crate::text::{count, sanitise_line};

/// How many items of a feed may fail in a row before the rest are left alone: the network is gone, or their server.
const PATIENCE: usize = 3;

/// A summary whose whole text can be fetched.
pub struct Item {
    summary: Document,
    address: String,
    access: Access,
}

impl Item {
    /// The document with that name as an item, if it is a summary and its whole text may be fetched.
    pub fn of(imported: &Imported, name: &Path, access: &Access) -> Option<Self> {
        let address = imported.whole_at.clone().filter(|_| access.fetches_items_of(name))?;
        Some(Self { summary: imported.document.clone(), address, access: access.without_format() })
    }

    /// The whole text, and true; or the summary with the reason, and false.
    pub fn complete(self) -> (Document, bool) {
        let Self { mut summary, address, access } = self;
        match whole(&address, &access).and_then(|whole| longer(whole, &summary, &address)) {
            Ok(whole) => (whole, true),
            Err(why) => {
                summary.notices.insert(0, why);
                (summary, false)
            }
        }
    }

    /// Fetches the whole text and reports it.
    pub fn load(self, tell: impl Fn(Update) -> bool) {
        let (document, _) = self.complete();
        tell(Update::Loaded { document: Box::new(document), rest: Rest::Nothing });
    }
}

/// The documents of a feed, each as complete as possible, one after another.
pub fn complete<'a>(
    documents: Vec<Imported>,
    name: &'a Path,
    access: &'a Access,
) -> impl Iterator<Item = Imported> + 'a {
    let mut failed = 0;
    documents.into_iter().map(move |mut imported| {
        let Some(item) = Item::of(&imported, name, access) else { return imported };
        if failed >= PATIENCE {
            imported.document.notices.insert(0, Notice::WholesFail(PATIENCE));
            return imported;
        }
        let (document, whole) = item.complete();
        failed = if whole { 0 } else { failed + 1 };
        let whole_at = imported.whole_at.take().filter(|_| !whole);
        Imported { document, whole_at, ..imported }
    })
}

/// Fetches the document at the address of an item.
fn whole(address: &str, access: &Access) -> Result<Document, Notice> {
    let not = |why: &dyn std::fmt::Display| Notice::WholeNotFetched(sanitise_line(&why.to_string(), 600));
    let mut all = fetched(address, access).map_err(|error| not(&error))?;
    match all.len() {
        1 => Ok(all.remove(0).document),
        n => Err(not(&format!("“{}” holds {}.", fetch::shown(address), count(n, "document")))),
    }
}

/// The whole text with the feed's metadata, unless it is shorter than the summary: some pages are only a paywall or
/// an entrance.
fn longer(mut whole: Document, summary: &Document, address: &str) -> Result<Document, Notice> {
    if letters(&whole) < letters(summary) {
        return Err(Notice::PageIsShorter(fetch::shown(address)));
    }
    let Metadata { title, source, byline, dateline, published, language, url, .. } = summary.metadata.clone();
    let known = &mut whole.metadata;
    known.title = known.title.take().or(title);
    known.source = known.source.take().or(source);
    known.byline = known.byline.take().or(byline);
    known.dateline = known.dateline.take().or(dateline);
    known.published = known.published.or(published);
    known.language = known.language.take().or(language);
    known.url = known.url.take().or(url);
    Ok(whole)
}

fn letters(document: &Document) -> usize {
    document.text.chars().filter(|c| c.is_alphanumeric()).count()
}
