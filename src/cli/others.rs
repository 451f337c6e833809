//! `attache corrections '#12' --others`: the corrections by other people of a desk, to accept or leave.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::archive::{self, place};
use super::args::{Args, Corrections as Corrected};
use super::corrections::{kept, tell_contested};
use super::known::Known;
use super::{report, state};
use crate::briefing::Briefing;
use crate::corrections::{Act, Change, Corrections, Edit, write};
use crate::library::{Card, Library};
use crate::session::archive::no_document;
use crate::session::{Workshop, today};
use crate::store::Trouble;
use crate::store::archive::{Archive, Given, Stored};
use crate::text::sanitise_line;

/// Prints the corrections of a document in the archive, or asks about those of others.
pub(super) fn run(args: &Corrected, serial: i64, all: &Args, known: &Known) -> Result<ExitCode> {
    let folder = &archive::folder(all)?;
    let archive = place(all)?.open_to_read()?;
    let stored = archive.number_of(serial)?.map(|id| archive.stored(id)).transpose()?.flatten();
    let stored = stored.ok_or_else(|| anyhow!(no_document(serial)))?;
    let card = Card { path: stored.address.clone(), title: stored.document.metadata.title.clone() };
    if args.import.is_some() {
        return Err(anyhow!(
            "Import corrections to the text itself; a document of the archive takes them over."
        ));
    }
    if !args.others {
        let corrections = kept(folder, &stored.document.text, &card)?;
        io::stdout().lock().write_all(write(&corrections, card.title.as_deref()).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    drop(archive);
    let mut desk = Asking {
        archive: place(all)?.open()?,
        library: Library::open(folder)?,
        workshop: Workshop::new(known.table, folder, &state::caller()),
        stored,
        own: Corrections::default(),
    };
    let visit = desk.library.visit(&desk.stored.document.text, &card)?;
    visit.changes.into_iter().for_each(|change| desk.own.take_in(change));
    desk.ask(args.again)?;
    desk.tell_lost(known);
    tell_contested(&desk.own);
    Ok(ExitCode::SUCCESS)
}

/// The document in question, and the stores for the answers.
struct Asking<'a> {
    archive: Archive,
    library: Library,
    workshop: Workshop<'a>,
    stored: Stored,
    /// The changes that this person has made or accepted.
    own: Corrections,
}

impl Asking<'_> {
    /// Asks about each undecided change and, with `again`, about those that were left.
    fn ask(&mut self, again: bool) -> Result<()> {
        let text = self.stored.document.text.clone();
        let person = self.archive.person(&state::caller());
        let log = self.archive.log_of(&person, &text)?;
        let mut everybody = self.own.clone();
        log.given.iter().for_each(|given| everybody.take_in(given.change.clone()));
        let left = log.given.iter().filter(|given| given.accepted == Some(false)).cloned();
        let mut open = self.workshop.undecided(&self.archive, &text)?;
        open.extend(left.filter(|_| again));
        open.sort_by_key(|given| given.change.id);
        let (mut out, mut answers) = (io::stdout().lock(), io::stdin().lock().lines());
        let mut decided = 0;
        for (number, Given { change, .. }) in open.iter().enumerate() {
            writeln!(out, "{} of {}  {}", number + 1, open.len(), told(change, &everybody))?;
            write!(out, "y take it, n leave it, l later, q stop: ")?;
            out.flush()?;
            let accepted = match answers.next().transpose()?.as_deref().map(str::trim) {
                Some("y") => true,
                Some("n") => false,
                Some("q") | None => break,
                Some(_) => continue,
            };
            if accepted {
                self.library.keep(std::slice::from_ref(change))?;
                self.own.take_in(change.clone());
            }
            self.archive.decide(&person, change.id, accepted)?;
            log::info!("A decision about another's correction is saved.");
            decided += 1;
        }
        if log.unreadable > 0 {
            report(&format!("{} changes cannot be read; a newer attache may read them.", log.unreadable));
        }
        writeln!(out, "{} to ask, {decided} decided; --again asks about those that were left.", open.len())?;
        if decided > 0 { self.index(&text) } else { Ok(()) }
    }

    /// Updates the archive's indexes with the decisions, if this person may change them.
    fn index(&mut self, text: &str) -> Result<()> {
        let documents = self.archive.with_text(text)?;
        match self.workshop.index_again(&mut self.archive, &documents, today()) {
            Err(error) if matches!(error.trouble, Trouble::Forbidden(_)) => Ok(()),
            indexed => Ok(indexed?),
        }
    }

    /// Reports the corrections that find no place in the text.
    fn tell_lost(&self, known: &Known) {
        let briefing = Briefing::with_table(self.stored.document.clone(), known.table);
        for edit in &self.own.apply(&briefing).lost {
            report(&format!("Not found in this text, and kept all the same: {}.", edit.describe()));
        }
    }
}

/// A change as shown to a person: its author, its time, and its effect.
fn told(change: &Change, everybody: &Corrections) -> String {
    let edit = |id| everybody.edit_of(id).map_or_else(|| "a correction".to_owned(), Edit::describe);
    let what = match &change.act {
        Act::Add(edit) => edit.describe(),
        Act::Undo(id) => format!("Taken back: {}", edit(*id)),
        Act::Redo(id) => format!("Made again: {}", edit(*id)),
    };
    let who = change.author.as_deref().unwrap_or("somebody");
    let when = change.made.map_or_else(String::new, |made| format!(", {}", made.strftime("%-d %B %Y")));
    sanitise_line(&format!("{who}{when}: {what}."), 400)
}
