//! Reads the tables under `assets/`: tab-separated, one header line, comments after "#".

use std::collections::HashMap;
use std::fs;

/// One row, its fields by the names in the header.
pub struct Row {
    fields: HashMap<String, String>,
}

impl Row {
    /// The field of that column; empty if the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// The parts of a field, separated by `mark`.
    pub fn list(&self, column: &str, mark: char) -> impl Iterator<Item = &str> {
        self.get(column).split(mark).filter(|part| !part.is_empty())
    }
}

/// The rows of a table.
pub fn read(path: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut header: Vec<String> = Vec::new();
    for line in lines(path) {
        let fields = line.split('\t').map(str::to_owned);
        if header.is_empty() {
            header = fields.collect();
        } else {
            rows.push(Row { fields: header.iter().cloned().zip(fields).collect() });
        }
    }
    rows
}

/// The text of a table.
pub fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{path} could not be read: {e}"))
}

/// The lines of a table except comments.
fn lines(path: &str) -> Vec<String> {
    text(path).lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect()
}
