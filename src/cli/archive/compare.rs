//! `attache compare`: where two texts differ, word by word.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::Compare;
use super::opened;
use crate::cli::args::Args;
use crate::likeness::{Change, Part, differences};
use crate::session;
use crate::session::archive::no_document;
use crate::store::archive::{Archive, Stored};
use crate::text::{sanitise, sanitise_line};

/// The number of words shown around a change.
const AROUND: usize = 12;

/// Prints the differences.
pub(super) fn run(args: &Compare, all: &Args) -> Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(number) = args.story {
        let archive = opened(all)?;
        let first = stored(&archive, number)?;
        for id in archive.story_of(first.id)?.into_iter().filter(|id| *id != first.id) {
            if let Some(other) = archive.stored(id)? {
                writeln!(out, "{} → {}", head(&first), head(&other))?;
                writeln!(
                    out,
                    "{}\n",
                    marked(&differences(&first.document.text, &other.document.text), AROUND)
                )?;
            }
        }
    } else if let Some(number) = args.quotes {
        let archive = opened(all)?;
        let own = stored(&archive, number)?;
        for (quote, words) in archive.quotes_of(own.id)? {
            let others = archive.same_quote(quote)?;
            if others.is_empty() {
                continue;
            }
            writeln!(out, "{}", sanitise(&words))?;
            for other in others {
                let source = other.metadata.source.as_deref().unwrap_or("unknown source");
                writeln!(
                    out,
                    "    {} {}, #{}: {}",
                    other.day,
                    sanitise_line(source, 200),
                    other.serial,
                    marked(&differences(&words, &other.passage), AROUND)
                )?;
            }
        }
    } else if let [a, b] = args.texts.as_slice() {
        let (a, b) = (text(a, all)?, text(b, all)?);
        writeln!(out, "{}", marked(&differences(&a, &b), AROUND))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The text of a file, an address, or `#12`, a document in the archive.
fn text(name: &Path, all: &Args) -> Result<String> {
    let number = name.to_str().and_then(|name| name.strip_prefix('#')).and_then(|number| number.parse().ok());
    match number {
        Some(number) => Ok(stored(&opened(all)?, number)?.document.text),
        None => Ok(session::only(name, &crate::cli::access::of(all))?.document.text),
    }
}

fn stored(archive: &Archive, number: i64) -> Result<Stored> {
    let none = || anyhow!(no_document(number));
    archive.stored(archive.number_of(number)?.ok_or_else(none)?)?.ok_or_else(none)
}

fn head(stored: &Stored) -> String {
    let metadata = &stored.document.metadata;
    let title = metadata.title.as_deref().unwrap_or("untitled");
    let source = metadata.source.as_deref().unwrap_or("unknown source");
    sanitise_line(&format!("#{} “{title}”, {source}", stored.serial), 600)
}

/// Parts on one line: `[-gone-]`, `{+new+}`, and at most a few unchanged words around a change.
fn marked(parts: &[Part], around: usize) -> String {
    let last = parts.len().saturating_sub(1);
    let shown = parts.iter().enumerate().map(|(at, part)| match part.change {
        Change::Removed => format!("[-{}-]", part.words),
        Change::Added => format!("{{+{}+}}", part.words),
        Change::Same => {
            let words: Vec<&str> = part.words.split(' ').collect();
            let (before, after) = (if at == 0 { 0 } else { around }, if at == last { 0 } else { around });
            if words.len() <= before + after + 2 {
                part.words.clone()
            } else {
                let ends =
                    [words[..before].join(" "), "…".to_owned(), words[words.len() - after..].join(" ")];
                ends.into_iter().filter(|end| !end.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    });
    if parts.iter().all(|part| part.change == Change::Same) {
        return "No word differs.".to_owned();
    }
    sanitise(&shown.collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_marked_and_the_rest_is_short() {
        let (a, b) = ("one two three four five six seven eight", "one two three four five 6 seven eight");
        assert_eq!(marked(&differences(a, b), 1), "… five [-six-] {+6+} seven eight");
        assert_eq!(marked(&differences(a, a), 1), "No word differs.");
    }
}
