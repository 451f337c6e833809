//! `attache export`: quotes, highlights and notes of a text, with what was corrected in it.

use std::io::{self, BufWriter};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::access::Access;
use super::args::{Args, Export, Passages};
use super::known::Known;
use super::{analysis, input, report, state};
use crate::briefing::{Briefing, said_of};
use crate::corrections::{Applied, Corrections};
use crate::export::entries::{Wanted, entries};
use crate::export::passages::{self, Form};
use crate::library::Card;
use crate::text::sanitise_line;

/// Writes the wanted passages of a text to standard output.
pub(super) fn run(args: &Export, all: &Args, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let imported = input::only(&args.file, &Access::of(all))?;
    for notice in said_of(&imported.document) {
        report(&notice);
    }
    let Applied { briefing, highlights, lost, .. } =
        corrected(&args.file, &analysis::briefing(imported, known.table), all.no_state)?;
    for edit in lost {
        report(&format!("This correction finds nothing in the text any more: {}.", edit.describe()));
    }
    let everything = !args.quotes && !args.notes;
    let wanted = Wanted {
        quotes: everything || args.quotes,
        notes: args.notes || (everything && args.speaker.is_empty()),
        speakers: args.speaker.clone(),
    };
    for speaker in args.speaker.iter().filter(|_| wanted.quotes) {
        let only = Wanted { quotes: true, notes: false, speakers: vec![speaker.clone()] };
        if entries(&briefing, &highlights, &only).is_empty() {
            let shown = sanitise_line(speaker, 60);
            report(&format!(
                "No quote by “{shown}” was found; `attache analyze` shows who speaks in the text."
            ));
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    passages::write(form(args.format), &briefing, &entries(&briefing, &highlights, &wanted), &mut out)?;
    io::Write::flush(&mut out)?;
    Ok(ExitCode::SUCCESS)
}

fn form(format: Passages) -> Form {
    match format {
        Passages::Md => Form::Markdown,
        Passages::Csv => Form::Csv,
        Passages::Json => Form::Json,
        Passages::Bibtex => Form::Bibtex,
    }
}

/// A briefing with the corrections that were made in the reader.
fn corrected(file: &Path, briefing: &Briefing, no_state: bool) -> Result<Applied> {
    let mut corrections = Corrections::default();
    if let Some(folder) = state::folder(no_state)? {
        let path = state::path_to_remember(file, &briefing.metadata);
        let card = Card { path, title: briefing.metadata.title.clone() };
        match super::corrections::kept(&folder, &briefing.text, &card) {
            Ok(known) => corrections = known,
            Err(error) => report(&format!("What was corrected and noted is left out. {error}")),
        }
    }
    Ok(corrections.apply(briefing))
}
