//! Quotes, highlights and notes as Markdown, CSV, JSON and BibTeX. Never with a wrap or a border of the screen in them.

use std::io::{self, Write};

use super::entries::{Entry, Sort};
use crate::briefing::{Briefing, QuoteKind, running, slug};
use crate::document::Metadata;

/// A form in which passages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people: quotations with their citations.
    Markdown,
    /// One row a passage, with a head.
    Csv,
    /// An array of objects.
    Json,
    /// One `@misc` a passage.
    Bibtex,
}

impl Form {
    /// The form that the ending of a file's name asks for.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "md" | "markdown" => Self::Markdown,
            "csv" => Self::Csv,
            "json" => Self::Json,
            "bib" => Self::Bibtex,
            _ => return None,
        })
    }
}

/// Writes passages of a briefing.
pub fn write(form: Form, briefing: &Briefing, entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    match form {
        Form::Markdown => markdown(briefing, entries, out),
        Form::Csv => csv(entries, out),
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, entries)?;
            writeln!(out)
        }
        Form::Bibtex => bibtex(&briefing.metadata, entries, out),
    }
}

fn csv(entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    // The head is there even where no row is.
    table.write_record([
        "sort",
        "number",
        "kind",
        "words",
        "speaker",
        "role",
        "voiced_by",
        "confidence",
        "rule",
        "note",
        "start",
        "end",
        "citation",
    ])?;
    for entry in entries {
        table.serialize(entry)?;
    }
    table.flush()
}

fn markdown(briefing: &Briefing, entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    let m = &briefing.metadata;
    writeln!(out, "# {}", escape(m.title.as_deref().unwrap_or("Untitled")))?;
    let facts: Vec<String> = [&m.source, &m.byline, &m.dateline, &m.published]
        .into_iter()
        .flatten()
        .map(|f| escape(f))
        .chain(m.url.iter().map(|url| format!("<{url}>")))
        .collect();
    if !facts.is_empty() {
        writeln!(out, "\n{}", facts.join(" · "))?;
    }
    for (sort, heading) in [(Sort::Quote, "Quotes"), (Sort::Highlight, "Highlights and notes")] {
        let of_sort: Vec<&Entry> = entries.iter().filter(|e| e.sort == sort).collect();
        if !of_sort.is_empty() {
            writeln!(out, "\n## {heading}")?;
        }
        for entry in of_sort {
            markdown_entry(entry, out)?;
        }
    }
    Ok(())
}

fn markdown_entry(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let marks = if entry.kind == Some(QuoteKind::Direct) { ("“", "”") } else { ("", "") };
    writeln!(out, "\n> {}{}{}", marks.0, escape(&entry.words), marks.1)?;
    // The citation without the words, which stand above.
    let shown = format!("{}{}{}", marks.0, entry.words, marks.1);
    let origin = entry.citation.strip_prefix(&shown).unwrap_or("").trim_start_matches(" — ");
    if !origin.is_empty() {
        writeln!(out, ">\n> — {}", escape(origin))?;
    }
    for paragraph in entry.note.iter().flat_map(|n| n.split("\n\n")) {
        writeln!(out, "\n{}", escape(&running(paragraph)))?;
    }
    Ok(())
}

/// Text in which nothing is a mark of Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        let always = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&');
        let at_start = i == 0 && matches!(c, '#' | '+' | '-' | '=' | '|' | '~');
        if always || at_start {
            out.push('\\');
        }
        out.push(c);
    }
    // "1. " at the beginning would be the entry of a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

fn bibtex(m: &Metadata, entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    let date: Vec<&str> = m.published.as_deref().unwrap_or("").split(['-', 'T']).collect();
    let year = date.first().filter(|y| y.len() == 4);
    let name = m.source.as_deref().or(m.title.as_deref()).unwrap_or("text");
    for entry in entries {
        let sort = if entry.sort == Sort::Quote { "q" } else { "h" };
        let key = format!("{}-{}{sort}{}", slug(name), year.map_or("", |y| *y), entry.number);
        writeln!(out, "@misc{{{key},")?;
        let mut field = |name: &str, value: Option<&str>| match value {
            Some(value) => writeln!(out, "  {name} = {{{}}},", tex(value)),
            None => Ok(()),
        };
        field("author", m.byline.as_deref())?;
        field("title", m.title.as_deref())?;
        field("howpublished", m.source.as_deref())?;
        field("address", m.dateline.as_deref())?;
        field("year", year.copied())?;
        field("month", date.get(1).copied())?;
        field("note", Some(&note(entry)))?;
        if let Some(url) = &m.url {
            // The field of an address is taken as it stands.
            writeln!(out, "  url = {{{}}},", url.replace(['{', '}'], ""))?;
        }
        writeln!(out, "}}\n")?;
    }
    Ok(())
}

fn note(entry: &Entry) -> String {
    let speaker = entry.speaker.as_ref().map(|s| {
        let role = entry.role.as_ref().map(|r| format!(", {r}")).unwrap_or_default();
        format!(" ({s}{role})")
    });
    let note = entry.note.as_ref().map(|n| format!(" {}", running(n)));
    format!("“{}”{}{}", entry.words, speaker.unwrap_or_default(), note.unwrap_or_default())
}

/// Text in which nothing is a command of TeX.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '$' | '#' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::entries::{Wanted, entries};
    use super::*;
    use crate::corrections::Highlight;
    use crate::document::Document;

    fn written(form: Form, wanted: &Wanted) -> String {
        let mut document = Document::from_paragraphs(
            "“We go *on*,” said Ana Lund.\nThe “10% & more” rule, said Jo Roe, is dead.",
        );
        document.metadata.title = Some("Talks: #1".into());
        document.metadata.source = Some("Example Wire".into());
        document.metadata.published = Some("2018-01-30".into());
        let briefing = Briefing::new(document);
        let span = briefing.blocks[1].span;
        let highlights = [Highlight { span, note: Some("Check\nthis.\n\nAnd that.".into()) }];
        let mut out = Vec::new();
        write(form, &briefing, &entries(&briefing, &highlights, wanted), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn all() -> Wanted {
        Wanted { quotes: true, notes: true, speakers: Vec::new() }
    }

    #[test]
    fn markdown_shows_words_origin_and_notes_and_nothing_of_them_is_a_mark() {
        let text = written(Form::Markdown, &all());
        assert!(text.starts_with("# Talks: #1\n\nExample Wire · 2018-01-30\n\n## Quotes\n"), "{text}");
        assert!(text.contains("\n> “We go \\*on\\*,”\n>\n> — Ana Lund"), "{text}");
        assert!(text.ends_with("\nCheck this.\n\nAnd that.\n"), "{text}");
    }

    #[test]
    fn csv_has_a_head_and_a_row_for_each() {
        let text = written(Form::Csv, &all());
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let head = table.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert!(rows.len() >= 2 && rows.iter().all(|r| r.len() == head.len()), "{text}");
        let cell = |row: &csv::StringRecord, name: &str| {
            row.get(head.iter().position(|h| h == name).unwrap()).unwrap().to_owned()
        };
        assert_eq!(cell(&rows[0], "words"), "We go *on*,");
        assert_eq!(cell(rows.last().unwrap(), "note"), "Check\nthis.\n\nAnd that.");
        let none = Wanted { speakers: vec!["nobody".into()], quotes: true, notes: false };
        assert_eq!(written(Form::Csv, &none).lines().count(), 1);
    }

    #[test]
    fn speakers_are_chosen_by_a_part_of_any_of_their_names() {
        let of = |name: &str| {
            let wanted = Wanted { quotes: true, notes: false, speakers: vec![name.to_owned()] };
            let value: serde_json::Value = serde_json::from_str(&written(Form::Json, &wanted)).unwrap();
            value
                .as_array()
                .unwrap()
                .iter()
                .map(|e| e["speaker"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(of("lund"), ["Ana Lund"]);
        assert!(of("ROE").iter().all(|s| s == "Jo Roe"));
    }

    #[test]
    fn bibtex_escapes_what_tex_would_obey() {
        let text = written(Form::Bibtex, &all());
        assert!(text.contains("@misc{example-wire-2018q1,"), "{text}");
        assert!(text.contains("10\\% \\& more"), "{text}");
        assert!(text.contains("title = {Talks: \\#1}") && text.contains("year = {2018}"), "{text}");
    }
}
