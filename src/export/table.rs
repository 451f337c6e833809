//! Passages as CSV, one row each, for spreadsheets: no cell begins like a formula.

use std::io::{self, Write};

use super::entries::{Entry, Head, Passages, Sort};
use crate::briefing::UNKNOWN;

/// The names of the columns.
const COLUMNS: [&str; 27] = [
    "document",
    "title",
    "source",
    "byline",
    "dateline",
    "published",
    "address",
    "cautions",
    "sort",
    "number",
    "kind",
    "form",
    "words",
    "speaker",
    "role",
    "relayed_by",
    "voiced_by",
    "certainty",
    "confidence",
    "rule",
    "note",
    "paragraph",
    "start",
    "end",
    "citation",
    "attribution",
    "page",
];

/// Writes the passages of documents. The header is there even without rows.
pub fn write(all: &[Passages], out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for Passages { head, entries } in all {
        for entry in entries {
            table.write_record(row(head, entry).iter().map(|cell| guarded(cell)))?;
        }
    }
    table.flush()
}

fn row(head: &Head, entry: &Entry) -> [String; 27] {
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let unknown = if entry.sort == Sort::Quote { UNKNOWN } else { "" };
    [
        text(&head.document),
        text(&head.title),
        text(&head.source),
        text(&head.byline),
        text(&head.dateline),
        text(&head.published),
        text(&head.address),
        head.cautions.join(" "),
        name(&entry.sort),
        entry.number.to_string(),
        entry.kind.as_ref().map(name).unwrap_or_default(),
        entry.form.as_ref().map(name).unwrap_or_default(),
        entry.words.clone(),
        entry.speaker.clone().unwrap_or_else(|| unknown.to_owned()),
        text(&entry.role),
        text(&entry.relayed_by),
        text(&entry.voiced_by),
        entry.sure.map(|sure| if sure { "sure" } else { "unsure" }).unwrap_or_default().to_owned(),
        entry.confidence.map(|c| c.to_string()).unwrap_or_default(),
        text(&entry.rule),
        text(&entry.note),
        entry.paragraph.to_string(),
        entry.start.to_string(),
        entry.end.to_string(),
        entry.citation.clone(),
        text(&entry.attribution),
        entry.page.map(|page| page.to_string()).unwrap_or_default(),
    ]
}

/// The name of a variant, as in JSON.
fn name(variant: &impl serde::Serialize) -> String {
    serde_json::to_value(variant).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Writes a row of plain data in the same way.
#[cfg(feature = "library")]
pub(super) fn write_row<W: Write>(
    table: &mut csv::Writer<W>,
    row: &impl serde::Serialize,
) -> csv::Result<()> {
    let mut bare = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    bare.serialize(row)?;
    let bytes = bare.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let mut cells = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    for row in cells.records() {
        table.write_record(row?.iter().map(guarded))?;
    }
    Ok(())
}

/// A cell that no spreadsheet takes for a formula: it gets an apostrophe if it begins like one, as OWASP
/// recommends.
fn guarded(cell: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula) { format!("'{cell}") } else { cell.to_owned() }
}
