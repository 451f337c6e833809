//! Passages as Markdown: direct quotations as block quotes, everything else as prose that says what it is.

use std::io::{self, Write};

use super::entries::{Entry, Head, Passages, Sort};
use crate::briefing::running;

/// Writes the passages of documents, each document under a heading.
pub fn write(all: &[Passages], out: &mut impl Write) -> io::Result<()> {
    for (number, Passages { head, entries }) in all.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        write_head(head, out)?;
        for (sort, heading) in [(Sort::Quote, "Quotes"), (Sort::Highlight, "Highlights and notes")] {
            let mut of_sort = entries.iter().filter(|e| e.sort == sort).peekable();
            if of_sort.peek().is_some() {
                writeln!(out, "\n## {heading}")?;
            }
            of_sort.try_for_each(|entry| write_entry(entry, out))?;
        }
    }
    Ok(())
}

fn write_head(head: &Head, out: &mut impl Write) -> io::Result<()> {
    let title = head.title.as_deref().or(head.document.as_deref()).unwrap_or("Untitled");
    writeln!(out, "# {}", escape(title))?;
    let file = head.document.as_ref().filter(|_| head.title.is_some());
    let facts = [&head.source, &head.byline, &head.dateline, &head.published];
    let facts = facts.into_iter().flatten().chain(file).map(|fact| escape(fact));
    let facts: Vec<String> = facts.chain(head.address.iter().map(|url| format!("<{url}>"))).collect();
    if !facts.is_empty() {
        writeln!(out, "\n{}", facts.join(" · "))?;
    }
    for caution in &head.cautions {
        writeln!(out, "\n**{}**", escape(caution))?;
    }
    Ok(())
}

fn write_entry(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let place = &entry.place;
    let words = escape(&entry.marked_words());
    match &entry.attribution {
        // Only verbatim words are set apart.
        Some(attribution) if entry.is_direct() => {
            writeln!(out, "\n> {words}\n>\n> — {}; {place}", escape(attribution))?;
        }
        Some(attribution) => writeln!(out, "\n{}: {words} — {place}", escape(attribution))?,
        None => writeln!(out, "\n{words} — {place}")?,
    }
    for paragraph in entry.note.iter().flat_map(|note| note.split("\n\n")) {
        let paragraph = running(paragraph);
        if !paragraph.is_empty() {
            writeln!(out, "\n{}", escape(&paragraph))?;
        }
    }
    Ok(())
}

/// Text on one line, escaped so that it contains no Markdown markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let always = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '^' | '{' | '}'
        );
        let at_start = at == 0 && matches!(c, '#' | '+' | '-' | '=' | ':');
        // A run of these at the end of a heading would be dropped.
        let in_heading = c == '#';
        if always || at_start || in_heading {
            out.push('\\');
        }
        out.push(c);
    }
    // "1. " at the beginning would start a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}
