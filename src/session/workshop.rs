//! Makes documents ready for the archive: analysed, corrected as in the reader, and worked out.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{analysis, paths};
use crate::analysis::table::Table;
use crate::briefing::Briefing;
use crate::corrections::Corrections;
use crate::document::Metadata;
use crate::import::Imported;
use crate::library::{Card, Library};
use crate::store::StoreError;
use crate::store::archive::{Archive, Arrival, Place, Prepared, Stored};

/// What documents are made ready with.
pub struct Workshop<'a> {
    table: &'a Table,
    /// What a person has corrected; none where nothing was ever kept.
    library: Option<Mutex<Library>>,
}

impl<'a> Workshop<'a> {
    /// A workshop with these actors, and what is kept in that folder.
    pub fn new(table: &'a Table, folder: &Path) -> Self {
        // What cannot be read corrects nothing; the reader says why.
        Self { table, library: Library::open_to_read(folder).ok().map(Mutex::new) }
    }

    /// A document that was imported from `name`, as the feed of that number brought it, if one did.
    pub fn arrived(&self, imported: Imported, name: &Path, feed: Option<i64>) -> Prepared {
        let is_summary = imported.whole_at.is_some();
        let address = paths::path_to_remember(name, &imported.document.metadata)
            .or_else(|| imported.document.metadata.url.clone());
        let address = address
            .filter(|_| !name.to_string_lossy().contains('#') || imported.document.metadata.url.is_some());
        let embargo = embargo(&imported.document.metadata);
        let (briefing, notes) = self.corrected(analysis::briefing(imported, self.table), address.clone());
        Prepared::new(Arrival { briefing, address, feed, is_summary, notes, embargo })
    }

    /// A document that is in the archive, analysed and corrected again.
    pub fn again(&self, stored: Stored) -> Prepared {
        let Stored { document, address, feed, is_summary, embargo, .. } = stored;
        let briefing = Briefing::with_table(document, self.table);
        let (briefing, notes) = self.corrected(briefing, address.clone());
        Prepared::new(Arrival { briefing, address, feed, is_summary, notes, embargo })
    }

    /// Makes the indexes of a text again, if the archive at that place has it.
    pub fn text_again(&self, place: &Place, text: &str, today: Date) -> Result<(), StoreError> {
        if !place.may_have_one() {
            return Ok(());
        }
        let mut archive = place.open()?;
        let documents = archive.with_text(text)?;
        self.index_again(&mut archive, &documents, today)
    }

    /// Makes the indexes of some documents again.
    pub fn index_again(
        &self,
        archive: &mut Archive,
        documents: &[i64],
        today: Date,
    ) -> Result<(), StoreError> {
        for id in documents {
            if let Some(stored) = archive.stored(*id)? {
                archive.index_again(*id, &self.again(stored), today)?;
            }
        }
        Ok(())
    }

    /// The briefing of a document that is in the archive, analysed and corrected again.
    pub fn briefing(&self, stored: Stored) -> Briefing {
        let Stored { document, address, .. } = stored;
        self.corrected(Briefing::with_table(document, self.table), address).0
    }

    /// A briefing with what was corrected, and what was noted in it.
    fn corrected(&self, briefing: Briefing, path: Option<String>) -> (Briefing, Vec<String>) {
        let Some(library) = &self.library else { return (briefing, Vec::new()) };
        let card = Card { path, title: briefing.metadata.title.clone() };
        let visit = library.lock().unwrap_or_else(PoisonError::into_inner).visit(&briefing.text, &card);
        let changes = visit.map(|visit| visit.changes).unwrap_or_default();
        if changes.is_empty() {
            return (briefing, Vec::new());
        }
        let mut corrections = Corrections::default();
        changes.into_iter().for_each(|change| corrections.take_in(change));
        let applied = corrections.apply(&briefing);
        let notes = applied.highlights.into_iter().filter_map(|highlight| highlight.note).collect();
        (applied.briefing, notes)
    }
}

/// The end of an embargo in seconds since the beginning of 1970 in UTC; the last there is where nobody says when it ends.
fn embargo(metadata: &Metadata) -> Option<i64> {
    let until = metadata.embargo.as_deref()?;
    let moment = until.parse::<Timestamp>().ok().map(Timestamp::as_second);
    // A day has ended everywhere half a day after it has ended in Greenwich.
    let day = || {
        let day = until.parse::<Date>().ok()?.to_datetime(jiff::civil::Time::midnight());
        Some(TimeZone::UTC.to_timestamp(day).ok()?.as_second() + 36 * 3600)
    };
    Some(moment.or_else(day).unwrap_or(i64::MAX))
}
