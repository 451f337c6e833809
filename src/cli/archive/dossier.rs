//! `attache dossier`: an actor's quotes over time. `attache same`: which names are the same person.

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::{DossierArgs, DossierFormat, Same};
use super::{folder, now, opened, own, person, sentence, today};
use crate::cli::args::Args;
use crate::cli::known::Known;
use crate::cli::{report, state};
use crate::export::dossier;
use crate::session::Workshop;
use crate::store::archive::{Contest, Person, Suggestion, Verdict};
use crate::text::sanitise_line;

/// Prints the dossier of the actor with that name.
pub(super) fn run(args: &DossierArgs, all: &Args) -> Result<ExitCode> {
    let archive = opened(all)?;
    let name = args.name.join(" ");
    let dossier = archive.dossier(&name, args.limit).map_err(|error| anyhow!(sentence(&error)))?;
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        DossierFormat::Md => dossier::markdown(&dossier, &mut out)?,
        DossierFormat::Json => dossier::json(&dossier, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Asks whether people who share a name are the same person, and saves the answers.
pub(super) fn same(args: &Same, all: &Args, known: &Known) -> Result<ExitCode> {
    let folder = folder(all)?;
    let mut archive = own(all)?;
    let workshop = Workshop::new(known.table, &folder, &state::caller());
    let who = person(&archive);
    if args.undo {
        let documents = archive.undo_judgement(&who, now())?;
        let documents = documents
            .ok_or_else(|| anyhow!("There is no judgement of {} to take back.", sanitise_line(&who, 200)))?;
        workshop.index_again(&mut archive, &documents, today())?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = args.name.join(" ");
    let suggestions = archive.suggestions(&name).map_err(|error| anyhow!(sentence(&error)))?;
    let (mut out, mut answers) = (io::stdout().lock(), io::stdin().lock().lines());
    let people = archive.people(&name).map_err(|error| anyhow!(sentence(&error)))?;
    let people: Vec<&Person> = people.iter().map(|(person, _)| person).collect();
    tell(&archive.contests(&people)?);
    for (number, suggestion) in suggestions.iter().enumerate() {
        writeln!(out, "{}", question(suggestion, number + 1, suggestions.len()))?;
        write!(out, "y one person, n two people, l later, q stop: ")?;
        out.flush()?;
        let verdict = match answers.next().transpose()?.as_deref().map(str::trim) {
            Some("y") => Verdict::Same,
            Some("n") => Verdict::Different,
            Some("q") | None => break,
            Some(_) => continue,
        };
        let documents = archive.judge((&suggestion.a, &suggestion.b), verdict, &who, now())?;
        log::info!("A judgement of two people is saved.");
        workshop.index_again(&mut archive, &documents, today())?;
        let both = [&suggestion.a, &suggestion.b];
        tell(&archive.contests(&both)?);
    }
    writeln!(out, "{} to ask; attache same --undo takes the last answer back.", suggestions.len())?;
    Ok(ExitCode::SUCCESS)
}

/// Reports the people about whom the desk disagrees.
fn tell(contests: &[Contest]) {
    contests.iter().for_each(|contest| report(&sanitise_line(&contest.to_string(), 1000)));
}

fn question(suggestion: &Suggestion, number: usize, of: usize) -> String {
    let line = |person: &Person| {
        let role = person.role.as_deref().unwrap_or("no role");
        sanitise_line(&format!("#{}  {}, {role}", person.serial, person.name), 400)
    };
    let why = match &suggestion.same_role {
        Some(role) => format!("both are “{}”", sanitise_line(role, 200)),
        None => "both are in one story".to_owned(),
    };
    format!(
        "One person? {number} of {of}\n  {}\n  {}\n  For it: {why}.",
        line(&suggestion.a),
        line(&suggestion.b)
    )
}
