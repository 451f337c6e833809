//! `attache inbox`: a person's saved queries. `attache tag`: their tags, and what they have read.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Result, anyhow};

use super::args::{Inbox, Tag};
use super::find::written;
use super::{asking, numbered, opened, own, person, sentence};
use crate::cli::args::Args;
use crate::session::archive::parsed;
use crate::store::archive::Archive;
use crate::text::{count, sanitise_line};

/// The tag that every document has until it is read.
const UNREAD: &str = "unread";

/// Lists the saved queries, or saves one, or drops it.
pub(super) fn inbox(args: &Inbox, all: &Args) -> Result<ExitCode> {
    if let Some(name) = &args.keep {
        let text = written(&args.query);
        parsed(&text).map_err(|why| anyhow!(why))?;
        let archive = own(all)?;
        archive.keep_query(&person(&archive), name.trim(), &text)?;
        log::info!("A query is kept in the archive.");
    } else if let Some(name) = &args.drop {
        let archive = own(all)?;
        if !archive.drop_query(&person(&archive), name.trim())? {
            let name = sanitise_line(name, 200);
            return Err(anyhow!("No query is kept as “{name}”; `attache inbox` lists those that are."));
        }
        log::info!("A query is no longer kept in the archive.");
    } else if args.seen {
        let archive = own(all)?;
        let person = person(&archive);
        for kept in archive.kept_queries(&person)? {
            archive.see_query(&person, &kept.name)?;
        }
    } else {
        list(&opened(all)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints each query with its new and total counts.
pub(super) fn list(archive: &Archive) -> Result<()> {
    let person = &person(archive);
    let mut out = BufWriter::new(io::stdout().lock());
    for kept in archive.kept_queries(person)?.into_iter().filter(|kept| !kept.name.is_empty()) {
        let counted = parsed(&kept.text).and_then(|query| {
            archive.news(&query, asking(person), kept.seen).map_err(|error| sentence(&error))
        });
        let (name, text) = (sanitise_line(&kept.name, 200), sanitise_line(&kept.text, 2_000));
        match counted {
            Ok((new, all)) => writeln!(out, "{new}\t{all}\t{name}\t{text}")?,
            Err(why) => writeln!(out, "?\t?\t{name}\t{text}\t{why}")?,
        }
    }
    Ok(out.flush()?)
}

/// Adds tags to documents and removes them.
pub(super) fn tag(args: &Tag, all: &Args) -> Result<ExitCode> {
    let is_change = |word: &&String| word.starts_with(['+', '-']) && word.len() > 1;
    let changes: Vec<&String> = args.words.iter().take_while(is_change).collect();
    let rest = &args.words[changes.len()..];
    if changes.is_empty() || rest.is_empty() {
        return Err(anyhow!("Write tags with + or -, then which documents: attache tag +later '#12'."));
    }
    if let Some(wrong) = changes.iter().find(|tag| tag[1..].contains(char::is_whitespace)) {
        return Err(anyhow!("“{}” is not a tag; a tag is one word.", sanitise_line(wrong, 80)));
    }
    let archive = own(all)?;
    let person = person(&archive);
    let documents = documents(&archive, &person, rest)?;
    for document in &documents {
        for change in &changes {
            let (is_on, tag) = (change.starts_with('+'), change[1..].to_lowercase());
            if tag == UNREAD {
                archive.mark_read(&person, *document, !is_on)?;
            } else {
                archive.tag(&person, *document, &tag, is_on)?;
            }
        }
    }
    log::info!("The tags of {} documents of the archive are changed.", documents.len());
    writeln!(io::stdout(), "Changed {}.", count(documents.len(), "document"))?;
    Ok(ExitCode::SUCCESS)
}

/// The documents given by their numbers, or found by a query.
fn documents(archive: &Archive, person: &str, words: &[String]) -> Result<Vec<i64>> {
    if let Some(numbers) = numbered(archive, words)? {
        return Ok(numbers);
    }
    let query = parsed(&written(words)).map_err(|why| anyhow!(why))?;
    archive.documents_found(&query, asking(person)).map_err(|error| anyhow!(sentence(&error)))
}
