//! `attache find`: a query in, hits out.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::{Find, HitFormat};
use super::{asking, numbered, opened, person, sentence};
use crate::cli::args::Args;
use crate::cli::report;
use crate::export::hits;
use crate::session;
use crate::session::archive::parsed;
use crate::store::archive::{Archive, Hits, Named};
use crate::text::sanitise_line;

/// The longest name list that is read, in bytes.
const LONGEST: u64 = 16 << 20;

/// Prints the hits of a query. Finding nothing is not a failure.
pub(super) fn run(args: &Find, all: &Args) -> Result<ExitCode> {
    let archive = opened(all)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(list) = &args.names {
        names(&archive, &read(list)?, args.format, &mut out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let person = person(&archive);
    let query = parsed(&written(&args.query)).map_err(|why| anyhow!(why))?;
    let numbered = numbered(&archive, &args.query)?;
    if args.count {
        let count = match &numbered {
            Some(documents) => documents.len(),
            None => archive.count(&query, asking(&person)).map_err(|error| anyhow!(sentence(&error)))?,
        };
        writeln!(out, "{count}")?;
    } else {
        let found = match &numbered {
            Some(documents) => Hits { hits: archive.shown(documents, &person)?, notes: Vec::new() },
            None => archive
                .find(&query, asking(&person), args.limit)
                .map_err(|error| anyhow!(sentence(&error)))?,
        };
        found.notes.iter().for_each(|note| report(&sanitise_line(note, 1000)));
        match args.format {
            HitFormat::Text => hits::text(&found.hits, &mut out)?,
            HitFormat::Jsonl => hits::lines(&found.hits, &mut out)?,
            HitFormat::Csv => hits::table(&found.hits, &mut out)?,
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The words of the command line as one query; a word that the shell kept together stays together.
pub(super) fn written(words: &[String]) -> String {
    let one = |word: &String| {
        // The shell has removed quotation marks: `speaker:"marta lund"` comes as `speaker:marta lund`.
        let has_marks = word.contains(['"', '“', '(', '|', '&'])
            || word.split(' ').any(|part| matches!(part, "OR" | "AND" | "NOT"));
        match word.split_once(':') {
            Some((field, value))
                if value.contains(' ') && !field.contains(' ') && !value.contains(':') && !has_marks =>
            {
                format!("{field}:\"{value}\"")
            }
            _ => word.clone(),
        }
    };
    words.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn read(list: &std::path::Path) -> Result<Vec<String>> {
    let shown = session::shown(list);
    let size = fs::metadata(list).map_err(|error| anyhow!(session::explain(&shown, &error)))?.len();
    if size > LONGEST {
        return Err(anyhow!("{shown} is larger than 16 MiB and not a list of names; name another file."));
    }
    let bytes = fs::read(list).map_err(|error| anyhow!(session::explain(&shown, &error)))?;
    let text = String::from_utf8_lossy(&bytes);
    // They are printed again.
    let lines = text.lines().map(|line| sanitise_line(line, line.len()));
    Ok(lines.filter(|line| !line.is_empty()).collect())
}

fn names(archive: &Archive, names: &[String], format: HitFormat, out: &mut impl Write) -> Result<()> {
    let asked: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows: Vec<(String, Named)> = names.iter().cloned().zip(archive.named(&asked)?).collect();
    match format {
        HitFormat::Csv => hits::name_table(&rows, out)?,
        HitFormat::Jsonl => hits::name_lines(&rows, out)?,
        HitFormat::Text => hits::name_text(&rows, out)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn what_the_shell_kept_together_stays_together() {
        let of = |words: &[&str]| written(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["speaker:marta lund", "geneva"]), "speaker:\"marta lund\" geneva");
        assert_eq!(of(&["a OR by:b", "-c"]), "a OR by:b -c");
        assert_eq!(of(&["speaker:lund quote:peace"]), "speaker:lund quote:peace");
    }
}
