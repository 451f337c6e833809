//! Passages as BibTeX, one entry each. No brace, command or comment in a text reaches BibTeX or TeX as such.

use std::collections::HashSet;
use std::io::{self, Write};

use super::entries::{Entry, Head, Passages};
use crate::briefing::{running, slug};

/// The most bytes of a key that describe its entry.
const SPEAKING: usize = 24;

/// Writes the passages of documents.
pub fn write(all: &[Passages], out: &mut impl Write) -> io::Result<()> {
    let mut keys = HashSet::new();
    for Passages { head, entries } in all {
        for entry in entries {
            let key = key(head, entry);
            let free = (1..).map(|n| if n == 1 { key.clone() } else { format!("{key}-{n}") });
            let key = free.into_iter().find(|key| keys.insert(key.clone())).unwrap_or(key);
            write_entry(&key, head, entry, out)?;
        }
    }
    Ok(())
}

/// A key that names source and year and is unique to this passage of this text, in whichever export it
/// appears.
fn key(head: &Head, entry: &Entry) -> String {
    let name = [&head.source, &head.title, &head.document].into_iter().flatten().map(|n| slug(n));
    let name = name.into_iter().find(|n| !n.is_empty()).unwrap_or_else(|| "text".to_owned());
    let name: String = name.chars().filter(char::is_ascii).take(SPEAKING).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head.digest);
    hasher.update(&[entry.sort as u8]);
    hasher.update(&entry.start.to_le_bytes());
    hasher.update(&entry.end.to_le_bytes());
    hasher.update(entry.note.as_deref().unwrap_or_default().as_bytes());
    let digest = &hasher.finalize().to_hex()[..16];
    let year = date(head).0.map(|year| format!("-{year}")).unwrap_or_default();
    format!("{}{year}-{digest}", name.trim_matches('-'))
}

/// Year and month of publication, if the date is in ISO 8601.
fn date(head: &Head) -> (Option<&str>, Option<&str>) {
    let mut parts = head.published.as_deref().unwrap_or_default().split(['-', 'T', ' ']);
    let mut number = |digits: usize| {
        parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let year = number(4);
    (year, year.and_then(|_| number(2)))
}

fn write_entry(key: &str, head: &Head, entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let title = head.title.as_deref().or(head.document.as_deref()).unwrap_or("Untitled");
    let (year, month) = date(head);
    writeln!(out, "@misc{{{key},")?;
    // The second pair of braces keeps the capitals.
    writeln!(out, "  title = {{{{{}}}}},", tex(title))?;
    let mut field = |name: &str, value: Option<&str>| match value {
        Some(value) => writeln!(out, "  {name} = {{{}}},", tex(value)),
        None => Ok(()),
    };
    field("howpublished", head.source.as_deref())?;
    field("year", year)?;
    field("month", month)?;
    field("pages", entry.page.map(|page| page.to_string()).as_deref())?;
    field("note", Some(&note(head, entry)))?;
    field("annote", entry.note.as_deref().map(running).as_deref())?;
    if let Some(byline) = &head.byline {
        // A byline is one name as written, not a list of "Last, First and ...".
        writeln!(out, "  author = {{{{{}}}}},", tex(byline))?;
    }
    if let Some(address) = &head.address {
        writeln!(out, "  url = {{{}}},", verbatim(address))?;
    }
    writeln!(out, "}}\n")
}

/// The words, who said them, how and where, and the cautions about using them.
fn note(head: &Head, entry: &Entry) -> String {
    let words = entry.marked_words();
    let said = match &entry.attribution {
        Some(attribution) if entry.is_direct() => format!("{words} — {attribution}"),
        Some(attribution) => format!("{attribution}: {words}"),
        None => words,
    };
    let place = head.dateline.iter().chain(&head.document).cloned();
    let place: Vec<String> = place.chain([entry.place.clone()]).collect();
    let note = format!("{said}; {}", place.join(", "));
    std::iter::once(note).chain(head.cautions.iter().cloned()).collect::<Vec<_>>().join(". ")
}

/// Text escaped so that it contains no TeX command and no brace for BibTeX, which counts escaped ones too.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '%' | '&' | '$' | '#' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// An address, taken verbatim, without characters that would end its field early.
fn verbatim(address: &str) -> String {
    address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
