//! Answers questions on the archive's thread.

use super::super::clock::{now, today};
use super::super::work::Tell;
use super::super::workshop::Workshop;
use super::super::{DocId, News, Opened, Rest};
use super::{Answer, Ask, Found, Saved, Setup, comparing};
use crate::document::Document;
use crate::library::Card;
use crate::query::{Field, MeaningError, Query};
use crate::store::archive::{Archive, Asking, Given, Person, Suggestion, Verdict};
use crate::store::{StoreError, Trouble};
use crate::text::sanitise_line;

/// How many of the newest quotes a dossier shows.
const QUOTES: usize = 500;
/// The most names to offer during typing.
const OFFERS: usize = 12;
/// The name that stores how far somebody has seen everything.
const EVERYTHING: &str = "";

/// Answers questions, and opens the archive when first needed.
pub(super) struct Desk {
    setup: Setup,
    tell: Tell,
    archive: Option<Archive>,
    /// The name for the caller's own data in it.
    person: String,
    /// Whether it can be written.
    writes: bool,
    /// Whether the notice on its opening was shown.
    is_told: bool,
    /// The last suggestions.
    suggestions: Vec<Suggestion>,
}

/// The most characters of a query's words or of a name that a sentence repeats.
const LONGEST_WORDS: usize = 200;

/// The most characters of a sentence from elsewhere.
const LONGEST_SENTENCE: usize = 1000;

/// Explains a query that means nothing to the archive, as a full sentence on one line that is safe to show.
pub fn sentence(error: &MeaningError) -> String {
    let line = |words: &str| sanitise_line(words, LONGEST_WORDS);
    match error {
        MeaningError::Nobody { field: None, words } => {
            format!("There are no words to look for in “{}”.", line(words))
        }
        MeaningError::Nobody { field: Some(field), words } => {
            format!(
                "Nothing in the archive is “{}:{}”; without the field the words themselves are looked for.",
                field.name(),
                line(words)
            )
        }
        MeaningError::Ambiguous { field, words, candidates } => {
            let candidates: Vec<String> = candidates.iter().map(|name| line(name)).collect();
            format!(
                "“{}” may be {}; write more of the name, as {}:\"{}\".",
                line(words),
                candidates.join(", "),
                field.name(),
                candidates.first().map_or("", String::as_str)
            )
        }
        MeaningError::Absent(field) => format!("The archive cannot be asked for “{}:”.", field.name()),
        MeaningError::Failed(why) => sanitise_line(why, LONGEST_SENTENCE),
    }
}

/// Why a document cannot be shown.
pub fn no_document(serial: i64) -> String {
    format!("There is no document {serial} in the archive.")
}

/// Parses a query, or explains its fault on one line that is safe to show.
pub fn parsed(query: &str) -> Result<Query, String> {
    Query::parse(query).map_err(|why| sanitise_line(&why.sentence(), LONGEST_SENTENCE))
}

impl Desk {
    pub fn new(setup: Setup, tell: Tell) -> Self {
        Self {
            setup,
            tell,
            archive: None,
            person: String::new(),
            writes: false,
            is_told: false,
            suggestions: Vec::new(),
        }
    }

    fn told(&self, answer: Answer) {
        // If the receiver is gone, there is nobody to tell.
        (self.tell)(News::Archive(Box::new(answer)));
    }

    /// The archive; never creates one.
    fn archive(&mut self) -> Result<&mut Archive, String> {
        self.archive.take_if(|archive| archive.is_outdated());
        if self.archive.is_none() {
            let place = &self.setup.place;
            let opened = if place.may_have_one() { place.open() } else { place.open_to_read() };
            let can_read = |error: &StoreError| matches!(error.trouble, Trouble::ReadOnly | Trouble::Locked);
            self.writes = opened.is_ok();
            let opened = match opened {
                Err(error) if can_read(&error) => place.open_to_read().map_err(|_| error),
                opened => opened,
            };
            let archive = opened.map_err(|error| error.to_string())?;
            self.person = archive.person(&self.setup.caller);
            if let Some(notice) = archive.notice().filter(|_| !std::mem::replace(&mut self.is_told, true)) {
                self.told(Answer::Done(notice));
            }
            self.archive = Some(archive);
        }
        self.archive.as_mut().ok_or_else(String::new)
    }

    /// The person who asks; known once the archive is open.
    fn person(&mut self) -> String {
        let _ = self.archive();
        self.person.clone()
    }

    /// The archive, opened for writing.
    fn writable(&mut self) -> Result<&mut Archive, String> {
        self.archive()?;
        if !self.writes {
            // It may be possible by now; if it is not, the error says why.
            self.archive = Some(self.setup.place.open().map_err(|error| error.to_string())?);
            self.writes = true;
        }
        self.archive()
    }

    /// Answers a question.
    pub fn answer(&mut self, ask: Ask) {
        let answer = match ask {
            Ask::Inbox => Answer::Inbox(self.inbox()),
            Ask::Find { query, most } => Answer::Found(self.find(query, most)),
            Ask::Offers { query, field, typed } => self.offers(query, field, &typed),
            Ask::Save { name, query } => self.changed(|archive, person| {
                archive.keep_query(person, &name, &query)?;
                archive.see_query(person, &name)
            }),
            Ask::Drop(name) => self.changed(|archive, person| archive.drop_query(person, &name).map(drop)),
            Ask::Seen(name) => return self.seen(&name),
            Ask::Dossier(name) => {
                let dossier = self.archive().map(|archive| archive.dossier(&name, QUOTES));
                Answer::Dossier(dossier.and_then(|d| d.map(Box::new).map_err(|error| sentence(&error))))
            }
            Ask::Suggest(name) => Answer::Suggestions(self.suggest(&name)),
            Ask::Judge(which, verdict) => self.judge(which, verdict),
            Ask::UndoJudgement => self.undo_judgement(),
            Ask::Compare { serial, quote } => {
                Answer::Compared(self.archive().and_then(|archive| comparing::pairs(archive, serial, quote)))
            }
            Ask::Tag { serial, tag } => self.tag(serial, &tag),
            Ask::Read { serial, is_read } => return self.read(serial, is_read),
        };
        self.told(answer);
    }

    fn inbox(&mut self) -> Result<Vec<Saved>, String> {
        let person = self.person();
        let asking = Asking { person: &person, today: today(), now: now() };
        let archive = self.archive()?;
        let kept = archive.kept_queries(&person).map_err(|error| error.to_string())?;
        let seen = kept.iter().find(|kept| kept.name == EVERYTHING).map_or(0, |kept| kept.seen);
        let all = (None, String::new(), seen);
        let named = kept.into_iter().filter(|kept| kept.name != EVERYTHING);
        let rows = named.map(|kept| (Some(kept.name), kept.text, kept.seen)).chain([all]);
        let counted = rows.map(|(name, query, seen)| {
            let counts = parsed(&query)
                .and_then(|query| archive.news(&query, asking, seen).map_err(|error| sentence(&error)));
            Saved { name, query, seen, counts }
        });
        Ok(counted.collect())
    }

    fn find(&mut self, query: String, most: usize) -> Result<Found, String> {
        let person = self.person();
        let asking = Asking { person: &person, today: today(), now: now() };
        let parsed = parsed(&query)?;
        let archive = self.archive()?;
        let mut found = archive.find(&parsed, asking, most).map_err(|error| sentence(&error))?;
        found.hits.iter_mut().for_each(|hit| hit.metadata.note_time(asking.now));
        let total = if found.hits.len() < most {
            found.hits.len()
        } else {
            archive.count(&parsed, asking).map_err(|error| sentence(&error))?
        };
        Ok(Found { query, hits: found.hits, total, notes: found.notes })
    }

    fn offers(&mut self, query: String, field: Option<Field>, typed: &str) -> Answer {
        let person = self.person();
        let asking = Asking { person: &person, today: today(), now: now() };
        let count = parsed(&query)
            .and_then(|parsed| self.archive()?.count(&parsed, asking).map_err(|error| sentence(&error)));
        let offers = self.archive().and_then(|archive| {
            archive.offers(&person, field, typed, OFFERS).map_err(|error| error.to_string())
        });
        Answer::Offers { query, count, offers: offers.unwrap_or_default() }
    }

    /// Changes the saved queries, and returns the new list.
    fn changed(&mut self, change: impl FnOnce(&Archive, &str) -> Result<(), StoreError>) -> Answer {
        let person = self.person();
        let changed = self.writable().and_then(|a| change(a, &person).map_err(|error| error.to_string()));
        match changed {
            Ok(()) => {
                log::info!("The kept queries are saved in the archive.");
                Answer::Inbox(self.inbox())
            }
            Err(why) => Answer::Failed(format!("NOT SAVED: {why}")),
        }
    }

    /// Records how far somebody has seen a query's hits. If that cannot be saved they are new again next time.
    fn seen(&mut self, name: &str) {
        let person = self.person();
        if let Ok(archive) = self.writable() {
            let kept = if name == EVERYTHING { archive.keep_query(&person, name, "") } else { Ok(()) };
            let _ = kept.and_then(|()| archive.see_query(&person, name));
        }
    }

    fn suggest(&mut self, name: &str) -> Result<Vec<Suggestion>, String> {
        self.suggestions = self.archive()?.suggestions(name).map_err(|error| sentence(&error))?;
        Ok(self.suggestions.clone())
    }

    fn judge(&mut self, which: usize, verdict: Verdict) -> Answer {
        let person = self.person();
        let Some(Suggestion { a, b, .. }) = self.suggestions.get(which).cloned() else {
            return Answer::Failed("There is no such suggestion.".to_owned());
        };
        let documents = self.writable().and_then(|archive| {
            archive.judge((&a, &b), verdict, &person, now()).map_err(|error| error.to_string())
        });
        match documents.and_then(|documents| self.index(&documents)) {
            Ok(()) => Answer::Judged(self.contested(&a, &b).unwrap_or_else(|| match verdict {
                Verdict::Same => format!("{} of #{} and of #{} are one person.", a.name, a.serial, b.serial),
                Verdict::Different => {
                    format!("{} of #{} and of #{} are two people.", a.name, a.serial, b.serial)
                }
                Verdict::Unsure => "It will not be asked again.".to_owned(),
            })),
            Err(why) => Answer::Failed(format!("NOT SAVED: {why}")),
        }
    }

    /// What others have judged differently about two people, as sentences.
    fn contested(&mut self, a: &Person, b: &Person) -> Option<String> {
        let contests = self.archive().ok()?.contests(&[a, b]).ok()?;
        let told: Vec<String> = contests.iter().map(ToString::to_string).collect();
        (!told.is_empty()).then(|| format!("Saved. {}", told.join(" ")))
    }

    fn undo_judgement(&mut self) -> Answer {
        let person = self.person();
        let undone = self
            .writable()
            .and_then(|archive| archive.undo_judgement(&person, now()).map_err(|error| error.to_string()));
        match undone {
            Ok(None) => Answer::Failed(format!("There is no judgement of {person} to take back.")),
            Ok(Some(documents)) => match self.index(&documents) {
                Ok(()) => Answer::Judged("The last judgement is taken back.".to_owned()),
                Err(why) => Answer::Failed(why),
            },
            Err(why) => Answer::Failed(why),
        }
    }

    /// Indexes some documents again.
    fn index(&mut self, documents: &[i64]) -> Result<(), String> {
        let workshop = Workshop::new(self.setup.table, &self.setup.folder, &self.setup.caller);
        let archive = self.writable()?;
        archive.look_again();
        workshop.index_again(archive, documents, today()).map_err(|error| error.to_string())
    }

    fn tag(&mut self, serial: i64, tag: &str) -> Answer {
        let person = self.person();
        let changed = self
            .writable()
            .and_then(|archive| archive.toggle_tag(&person, serial, tag).map_err(|error| error.to_string()));
        match changed {
            Ok(Some(true)) => Answer::Done(format!("#{serial} has the tag {tag}.")),
            Ok(Some(false)) => Answer::Done(format!("#{serial} has the tag {tag} no more.")),
            Ok(None) => Answer::Failed(no_document(serial)),
            Err(why) => Answer::Failed(format!("NOT SAVED: {why}")),
        }
    }

    fn read(&mut self, serial: i64, is_read: bool) {
        let person = self.person();
        let marked = self.writable().and_then(|archive| {
            let id = archive.number_of(serial).map_err(|error| error.to_string())?;
            id.map_or(Ok(()), |id| archive.mark_read(&person, id, is_read).map_err(|e| e.to_string()))
        });
        if let Err(why) = marked {
            self.told(Answer::Failed(format!("NOT SAVED: {why}")));
        }
    }

    /// Opens a document from the archive's own copy.
    pub fn open(&mut self, id: DocId, serial: i64) {
        let now = now();
        let stored = self.archive().and_then(|archive| {
            let stored = archive.number_of(serial).and_then(|number| match number {
                Some(number) => archive.stored(number),
                None => Ok(None),
            });
            let none = || no_document(serial);
            stored.map_err(|error| error.to_string())?.ok_or_else(none)
        });
        let news = match stored {
            Ok(stored) => {
                let mut document = stored.document;
                document.metadata.note_time(now);
                let opened = Opened { document, rest: Rest::Nothing, path: stored.address };
                News::Opened(id, Box::new(opened))
            }
            Err(why) => News::NotOpened(id, why),
        };
        let text =
            if let News::Opened(_, opened) = &news { Some(opened.document.text.clone()) } else { None };
        (self.tell)(news);
        let Some(text) = text else { return };
        if self.writes {
            self.read(serial, true);
        }
        if !self.setup.place.is_folder(&self.setup.folder) {
            self.tell_others(serial, &text);
        }
    }

    /// Shares the corrections of a text with the others of the desk, and indexes it again, if the archive has it.
    pub fn corrected(&mut self, document: &Document) {
        let Setup { table, folder, caller, place } = &self.setup;
        let (text, is_own) = (&document.text, place.is_folder(folder));
        let workshop = Workshop::new(table, folder, caller);
        let changes = if is_own { Vec::new() } else { workshop.changes(text, &Card::default()) };
        let indexed = self.writable().and_then(|archive| {
            let found = archive.with_text(text).map_err(|error| error.to_string())?;
            if found.is_empty() {
                return Ok(());
            }
            archive.give(text, &changes).map_err(|error| error.to_string())?;
            archive.look_again();
            match workshop.index_again(archive, &found, today()) {
                // A user who may write the indexes does it with the next sync.
                Err(error) if !is_own && matches!(error.trouble, Trouble::Forbidden(_)) => Ok(()),
                indexed => indexed.map_err(|error| error.to_string()),
            }
        });
        match indexed {
            Ok(()) => log::info!("The archive knows of the corrections."),
            Err(why) => {
                let what = format!("Saved, but the archive does not find it so yet: {why}");
                self.told(Answer::Failed(format!("{what} `attache archive rebuild` does it later.")));
            }
        }
    }

    /// Reports the authors of changes to a text that the person has not decided about yet.
    fn tell_others(&mut self, serial: i64, text: &str) {
        let workshop = Workshop::new(self.setup.table, &self.setup.folder, &self.setup.caller);
        let Ok(archive) = self.archive() else { return };
        let Ok(open) = workshop.undecided(archive, text) else { return };
        if !open.is_empty() {
            let count = crate::text::count(open.len(), "correction");
            let by = authors(&open);
            self.told(Answer::Done(format!(
                "{count} by {by} to take or leave: attache corrections '#{serial}' --others."
            )));
        }
    }
}

/// The authors of some changes, each once.
fn authors(all: &[Given]) -> String {
    let mut names: Vec<&str> =
        all.iter().map(|given| given.change.author.as_deref().unwrap_or("somebody")).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}
