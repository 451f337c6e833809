//! Quotes, highlights and notes in forms for other programs and for people. They carry no wrapping or borders from the
//! screen, and no text is ever taken for markup or a command of the form.

use std::io::{self, Write};

use serde::Serialize;

use super::entries::{Entry, Head, Passages};
use super::{bibtex, markdown, table};

/// The forms in which passages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// For people: quotations with their citations.
    Markdown,
    /// One citation a line.
    Text,
    /// One row a passage, with a header.
    Csv,
    /// An array of objects.
    Json,
    /// One `@misc` a passage.
    Bibtex,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Text, Self::Csv, Self::Json, Self::Bibtex];

    /// The form that the extension of a file name asks for.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Some(match ending.as_str() {
            "md" | "markdown" => Self::Markdown,
            "txt" => Self::Text,
            "csv" => Self::Csv,
            "json" => Self::Json,
            "bib" => Self::Bibtex,
            _ => return None,
        })
    }
}

/// Writes passages, grouped by document.
pub fn write(form: Form, all: &[Passages], out: &mut impl Write) -> io::Result<()> {
    match form {
        Form::Markdown => markdown::write(all, out),
        Form::Text => text(all, out),
        Form::Csv => table::write(all, out),
        Form::Json => json(all, out),
        Form::Bibtex => bibtex::write(all, out),
    }
}

fn text(all: &[Passages], out: &mut impl Write) -> io::Result<()> {
    for entry in all.iter().flat_map(|passages| &passages.entries) {
        writeln!(out, "{}", entry.citation)?;
        for line in entry.note.iter().flat_map(|note| note.lines()) {
            writeln!(out, "    {}", line.trim_end())?;
        }
    }
    Ok(())
}

fn json(all: &[Passages], out: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Row<'a> {
        #[serde(flatten)]
        head: &'a Head,
        #[serde(flatten)]
        entry: &'a Entry,
    }
    let rows = all.iter().flat_map(|p| p.entries.iter().map(|entry| Row { head: &p.head, entry }));
    serde_json::to_writer_pretty(&mut *out, &rows.collect::<Vec<_>>())?;
    writeln!(out)
}
