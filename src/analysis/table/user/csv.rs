//! Actors as comma-separated values: the first line names the fields, each other line is an actor.
//!
//! Semicolons and tabs also separate fields, as spreadsheets write them. A list in a field is separated by `|`
//! (or by `;`, unless that separates the fields). Empty lines and lines that begin with `#` are skipped.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::fields::{self, Cell, Value};
use super::{Faults, Row};

/// The rows of a text.
pub(super) fn rows(text: &str, faults: &mut Faults) -> Vec<Row> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut header: Option<StringRecord> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                faults.add(
                    line as usize,
                    "The line is not comma-separated text; check its quotation marks.".to_owned(),
                );
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line) as usize;
        match &header {
            None => header = Some(names(&record, line, faults)),
            Some(header) => rows.extend(row(header, &record, line, faults)),
        }
    }
    rows
}

/// The field separator: comma, semicolon or tab, whichever the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).unwrap_or("");
    let count = |mark: &u8| first.bytes().filter(|b| b == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The names of the fields. A wrong one is reported once, and its column is ignored from then on.
fn names(record: &StringRecord, line: usize, faults: &mut Faults) -> StringRecord {
    let names: Vec<String> = record.iter().map(str::to_lowercase).collect();
    if !names.iter().any(|name| name == "id") {
        let message =
            "The first line names no field “id”; begin the file with a line such as “id,name,kind,country”.";
        faults.add(line, message.to_owned());
    }
    let known = |name: &String| name.is_empty() || fields::FIELDS.contains(&name.as_str());
    names.iter().filter(|name| !known(name)).for_each(|name| faults.add(line, fields::unknown(name)));
    names.iter().map(|name| if known(name) { name.as_str() } else { "" }).collect()
}

fn row(header: &StringRecord, record: &StringRecord, line: usize, faults: &mut Faults) -> Option<Row> {
    if record.len() > header.len() {
        let message = format!(
            "The line has {} fields and the first line names {}; put a value with the separator in it between quotation marks.",
            record.len(),
            header.len()
        );
        faults.add(line, message);
        return None;
    }
    let cells = header.iter().zip(record).filter(|(name, value)| !name.is_empty() && !value.is_empty());
    let cell = |value: &str| Cell { line, value: Value::Text(value.to_owned()) };
    let cells: Vec<_> = cells.map(|(name, value)| (name.to_owned(), cell(value))).collect();
    // Spreadsheets end a file with lines of separators only; without an id column, everything has been
    // reported already.
    let has_ids = header.iter().any(|name| name == "id");
    (!cells.is_empty() && has_ids).then_some(Row { line, cells })
}
