//! `attache export`: quotes, highlights and notes of a text, with its corrections.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::args::{Args, Export, Passages as Format};
use super::gather::{self, Meter};
use super::known::Known;
use super::{access, fail, report, state};
use crate::analysis::table::Table;
use crate::briefing::{Briefing, Level, said_of};
use crate::corrections::{Applied, Corrections};
use crate::export::entries::{self, Passages, Wanted, left_out};
use crate::export::passages::{self, Form};
use crate::import::Imported;
use crate::library::Card;
use crate::session;
use crate::text::{count, sanitise_line};

/// Writes the wanted passages of all texts to standard output. A text that cannot be read is reported, and the others
/// are written.
pub(super) fn run(args: &Export, all: &Args, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let everything = !args.quotes && !args.notes;
    let wanted = Wanted {
        quotes: everything || args.quotes,
        notes: args.notes || (everything && args.speaker.is_empty()),
        level: args.level.level(),
        speakers: args.speaker.clone(),
    };
    let mut meter = Meter::new();
    let files = gather::all(&args.files, &mut meter);
    let (mut written, mut code) = (Vec::new(), ExitCode::SUCCESS);
    let access = access::of(all);
    for (number, file) in (1..).zip(&files) {
        if file.swept && session::is_binary(&file.path, access.from) {
            continue;
        }
        meter.tell(&format!("{number} of {}", count(files.len(), "file")));
        let documents = session::documents(&file.path, &access);
        meter.clear();
        match documents {
            Ok(documents) => {
                let several = files.len() > 1 || documents.len() > 1;
                for (number, imported) in (1..).zip(session::complete(documents, &file.path, &access)) {
                    let file = session::part_name(&file.path, number);
                    written.push(passages_of(&file, several, imported, &wanted, all, known.table)?);
                }
            }
            Err(error) => {
                fail(&format!("{error:#}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    for speaker in args.speaker.iter().filter(|_| wanted.quotes && !written.is_empty()) {
        if !written.iter().any(|(_, found)| found.contains(speaker)) {
            let shown = sanitise_line(speaker, 60);
            report(&format!(
                "No quote by “{shown}” was found; `attache analyze` shows who speaks in the text."
            ));
        }
    }
    let written: Vec<Passages> = written.into_iter().map(|(passages, _)| passages).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    passages::write(form(args.format), &written, &mut out)?;
    out.flush()?;
    Ok(code)
}

/// The wanted passages of a text, with the corrections made in the reader, and the wanted speakers with quotes in it.
/// Reports the messages about the text, with its name if there are several.
fn passages_of(
    file: &Path,
    several: bool,
    imported: Imported,
    wanted: &Wanted,
    all: &Args,
    table: &Table,
) -> Result<(Passages, Vec<String>)> {
    let say = |what: &str| {
        if several { report(&format!("{}: {what}", session::shown(file))) } else { report(what) }
    };
    said_of(&imported.document).iter().for_each(|notice| say(notice));
    let Applied { briefing, highlights, lost, .. } =
        corrected(file, &session::briefing(imported, table), all.no_state)?;
    for edit in lost {
        say(&format!("This correction no longer fits the text: {}.", edit.describe()));
    }
    if let Some(left_out) = left_out(&briefing, wanted).filter(|_| wanted.quotes) {
        say(&format!("{left_out} --level unsure includes everything."));
    }
    let has_quotes = |speaker: &&String| {
        let only = Wanted { speakers: vec![(*speaker).clone()], notes: false, ..Wanted::all(Level::Unsure) };
        !entries::passages(&briefing, &[], None, &only).entries.is_empty()
    };
    let found = wanted.speakers.iter().filter(has_quotes).cloned().collect();
    let document = session::name(file);
    Ok((entries::passages(&briefing, &highlights, document.as_deref(), wanted), found))
}

fn form(format: Format) -> Form {
    match format {
        Format::Md => Form::Markdown,
        Format::Text => Form::Text,
        Format::Csv => Form::Csv,
        Format::Json => Form::Json,
        Format::Bibtex => Form::Bibtex,
    }
}

/// A briefing with the corrections made in the reader.
fn corrected(file: &Path, briefing: &Briefing, no_state: bool) -> Result<Applied> {
    let mut corrections = Corrections::default();
    if let Some(folder) = state::folder(no_state)? {
        let path = session::path_to_remember(file, &briefing.metadata);
        let card = Card { path, title: briefing.metadata.title.clone() };
        let kept =
            state::own(&folder).and_then(|()| super::corrections::kept(&folder, &briefing.text, &card));
        match kept {
            Ok(known) => corrections = known,
            Err(error) => report(&format!("Corrections and notes are left out. {error}")),
        }
    }
    Ok(corrections.apply(briefing))
}
