//! `attache corrections`: exports a text's corrections to a file, and imports them from one.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;
use uuid::Uuid;

use super::args::{Args, Corrections as Corrected};
use super::known::Known;
use super::{access, report, state};
use crate::analysis::table::Table;
use crate::corrections::{Change, ChangeId, Corrections, last_seq, read, write};
use crate::import::Imported;
use crate::library::{Card, Library, LibraryError, Trouble};
use crate::session;
use crate::text::{count, sanitise_line};

/// Prints the corrections of a text, or adds those of a file to them.
pub(super) fn run(args: &Corrected, all: &Args, known: &Known) -> Result<ExitCode> {
    let folder = state::folder(all.no_state)?
        .ok_or_else(|| anyhow!("Corrections are kept on disk; drop --no-state to use them."))?;
    state::own(&folder)?;
    if args.others {
        return Err(anyhow!("Others’ corrections are of documents of the archive; name one as '#12'."));
    }
    let imported = session::only(&args.file, &access::of(all))?;
    let document = &imported.document;
    let path = session::path_to_remember(&args.file, &document.metadata);
    let card = Card { path, title: document.metadata.title.clone() };
    if let Some(file) = &args.import {
        let mut library = Library::open(&folder)?;
        let visit = library.visit(&document.text, &card)?;
        let text = document.text.clone();
        let code = import(file, &mut library, (&visit.changes, &card), (imported, known.table))?;
        // So that the archive finds the corrected quotes.
        let today = session::today();
        let workshop = session::Workshop::new(known.table, &folder, &state::caller());
        let given = workshop.text_again(&super::archive::place(all)?, &folder, &text, today);
        given.context("They are kept, but the archive does not find them so")?;
        return Ok(code);
    }
    let corrections = kept(&folder, &document.text, &card)?;
    let text = write(&corrections, card.title.as_deref());
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The corrections and notes of a text; none if nothing was ever saved.
pub(super) fn kept(folder: &Path, text: &str, card: &Card) -> Result<Corrections, LibraryError> {
    let mut library = match Library::open_to_read(folder) {
        Err(error) if matches!(error.trouble, Trouble::Absent) => return Ok(Corrections::default()),
        library => library?,
    };
    let mut corrections = Corrections::default();
    library.visit(text, card)?.changes.into_iter().for_each(|change| corrections.take_in(change));
    Ok(corrections)
}

/// Reports where people have corrected the same thing differently.
pub(super) fn tell_contested(corrections: &Corrections) {
    for [(who, what), (other, instead)] in corrections.contested() {
        let named = |who: Option<&str>| sanitise_line(who.unwrap_or("somebody"), 80);
        report(&format!(
            "Contested: {} says “{}”, {} says “{}”; the later is in force.",
            named(who),
            what.describe(),
            named(other),
            instead.describe()
        ));
    }
}

/// Adds the edits of a file, all or none, and reports those that find no target.
fn import(
    file: &Path,
    library: &mut Library,
    (there, card): (&[Change], &Card),
    (imported, table): (Imported, &Table),
) -> Result<ExitCode> {
    let shown = session::shown(file);
    let text = std::fs::read_to_string(file).map_err(|error| anyhow!(session::explain(&shown, &error)))?;
    let edits = read(&text).with_context(|| format!("Cannot take corrections from {shown}"))?;
    let (replica, base, author) = (Uuid::new_v4(), last_seq(there), state::person());
    let signed = |change: Change| change.settled(replica, base).signed(author.as_deref(), Timestamp::now());
    let changes: Vec<Change> = edits.into_iter().map(signed).collect();
    library.keep(&changes)?;
    // Some may have been there already; the new list tells how many.
    let kept = library.visit(&imported.document.text, card)?.changes;
    let known: HashSet<ChangeId> = there.iter().map(|change| change.id).collect();
    let new = kept.iter().filter(|change| !known.contains(&change.id)).count();
    let old = changes.len().saturating_sub(new);
    log::info!("Saved of {shown}: {}.", count(new, "correction"));
    let mut corrections = Corrections::default();
    changes.into_iter().for_each(|change| corrections.take_in(change));
    let lost = corrections.apply(&session::briefing(imported, table)).lost;
    for edit in &lost {
        report(&format!("Not found in this text, and kept all the same: {}.", edit.describe()));
    }
    there.iter().cloned().for_each(|change| corrections.take_in(change));
    tell_contested(&corrections);
    let were = |n: usize| format!("{} {}", count(n, "correction"), if n == 1 { "was" } else { "were" });
    if old > 0 {
        report(&format!("{} there already.", were(old)));
    }
    if new > 0 || old == 0 {
        report(&format!("{} added; attache shows the text with them.", were(new)));
    }
    Ok(ExitCode::SUCCESS)
}
