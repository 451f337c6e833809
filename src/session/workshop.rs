//! Prepares documents for the archive: analysed, corrected as in the reader, and ready to store.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{analysis, paths};
use crate::analysis::table::Table;
use crate::briefing::Briefing;
use crate::corrections::{Change, ChangeId, Corrections};
use crate::document::Metadata;
use crate::import::Imported;
use crate::library::{Card, Library};
use crate::store::archive::{Archive, Arrival, Caller, Given, Log, Place, Prepared, Stored};
use crate::store::{StoreError, Trouble};

/// The resources for preparing documents.
pub struct Workshop<'a> {
    table: &'a Table,
    /// The library of a person's corrections; none if nothing was ever saved.
    library: Option<Mutex<Library>>,
    /// The person whose decisions about others' changes count.
    caller: Caller,
}

impl<'a> Workshop<'a> {
    /// A workshop with these actors and the data in that folder, for that caller.
    pub fn new(table: &'a Table, folder: &Path, caller: &Caller) -> Self {
        // An unreadable library corrects nothing; the reader says why.
        let library = Library::open_to_read(folder).ok().map(Mutex::new);
        Self { table, library, caller: caller.clone() }
    }

    /// A document imported from `name`, with the number of the feed that it came from, if any.
    pub fn arrived(&self, imported: Imported, name: &Path, feed: Option<i64>) -> Prepared {
        let is_summary = imported.whole_at.is_some();
        let address = paths::path_to_remember(name, &imported.document.metadata)
            .or_else(|| imported.document.metadata.url.clone());
        let address = address
            .filter(|_| !name.to_string_lossy().contains('#') || imported.document.metadata.url.is_some());
        let embargo = embargo(&imported.document.metadata);
        let (briefing, notes) =
            self.corrected(analysis::briefing(imported, self.table), address.clone(), &Log::default());
        Prepared::new(Arrival { briefing, address, feed, is_summary, notes, embargo })
    }

    /// A document of the archive, analysed again, with the corrections of the person and the desk.
    pub fn again(&self, archive: &Archive, stored: Stored) -> Result<Prepared, StoreError> {
        let Stored { document, address, feed, is_summary, embargo, .. } = stored;
        let log = archive.log_of(&archive.person(&self.caller), &document.text)?;
        let briefing = Briefing::with_table(document, self.table);
        let (briefing, notes) = self.corrected(briefing, address.clone(), &log);
        let arrival = Arrival { briefing, address, feed, is_summary, notes, embargo };
        Ok(Prepared::new(arrival).knowing(log.len()))
    }

    /// Indexes a text again, if the archive at that place has it. If the archive is not beside the library in `folder` but
    /// shared, the corrections are shared too.
    pub fn text_again(
        &self,
        place: &Place,
        folder: &Path,
        text: &str,
        today: Date,
    ) -> Result<(), StoreError> {
        if !place.may_have_one() {
            return Ok(());
        }
        let mut archive = place.open()?;
        let documents = archive.with_text(text)?;
        if !documents.is_empty() && !place.is_folder(folder) {
            archive.give(text, &self.changes(text, &Card::default()))?;
        }
        match self.index_again(&mut archive, &documents, today) {
            // A user who may write the indexes of a desk does it with the next sync.
            Err(error) if matches!(error.trouble, Trouble::Forbidden(_)) => Ok(()),
            indexed => indexed,
        }
    }

    /// The saved changes of a text.
    pub fn changes(&self, text: &str, card: &Card) -> Vec<Change> {
        let Some(library) = &self.library else { return Vec::new() };
        let visit = library.lock().unwrap_or_else(PoisonError::into_inner).visit(text, card);
        visit.map(|visit| visit.changes).unwrap_or_default()
    }

    /// Indexes some documents again.
    pub fn index_again(
        &self,
        archive: &mut Archive,
        documents: &[i64],
        today: Date,
    ) -> Result<(), StoreError> {
        for id in documents {
            if let Some(stored) = archive.stored(*id)? {
                let prepared = self.again(archive, stored)?;
                archive.index_again(*id, &prepared, today)?;
            }
        }
        Ok(())
    }

    /// The changes of a text shared by others that the person has neither accepted nor left.
    pub fn undecided(&self, archive: &Archive, text: &str) -> Result<Vec<Given>, StoreError> {
        let log = archive.log_of(&archive.person(&self.caller), text)?;
        let own: HashSet<ChangeId> =
            self.changes(text, &Card::default()).iter().map(|change| change.id).collect();
        let open = |given: &Given| given.accepted.is_none() && !own.contains(&given.change.id);
        Ok(log.given.into_iter().filter(open).collect())
    }

    /// The briefing of a document in the archive, analysed again, with the corrections of the person and the desk.
    pub fn briefing(&self, archive: &Archive, stored: Stored) -> Result<Briefing, StoreError> {
        let Stored { document, address, .. } = stored;
        let log = archive.log_of(&archive.person(&self.caller), &document.text)?;
        Ok(self.corrected(Briefing::with_table(document, self.table), address, &log).0)
    }

    /// A briefing with the person's corrections, and those of the desk unless the person left them; and the notes in it.
    fn corrected(&self, briefing: Briefing, path: Option<String>, log: &Log) -> (Briefing, Vec<String>) {
        let card = Card { path, title: briefing.metadata.title.clone() };
        let mut changes = self.changes(&briefing.text, &card);
        let others = log.given.iter().filter(|given| given.accepted != Some(false));
        changes.extend(others.map(|given| given.change.clone()));
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

/// The end of an embargo in seconds since the beginning of 1970 in UTC; the largest number if no end is given.
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
