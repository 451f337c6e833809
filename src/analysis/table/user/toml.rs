//! Actors as TOML: one `[[actor]]` table an actor.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Cell, Value};
use super::{Faults, Row};
use crate::text::{nearest, sanitise_line};

/// The rows of a text.
pub(super) fn rows(text: &str, faults: &mut Faults) -> Vec<Row> {
    let lines = Lines::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let line = error.span().map_or(1, |span| lines.of(span.start));
        let reason = sanitise_line(error.message(), 200);
        faults
            .add(line, format!("This is not TOML: {reason}. Correct the line; the manual shows an example."));
    }
    if !faults.list.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (key, value) in table.get_ref() {
        let line = lines.of(key.span().start);
        let tables =
            value.get_ref().as_array().filter(|_| matches!(key.get_ref().as_ref(), "actor" | "actors"));
        match tables {
            Some(tables) => rows.extend(tables.iter().filter_map(|t| row(&lines, t, faults))),
            None => faults.add(line, misplaced(key.get_ref())),
        }
    }
    rows.sort_by_key(|row| row.line);
    rows
}

fn misplaced(key: &str) -> String {
    let shown = sanitise_line(key, 40);
    match nearest(key, ["actor", "actors"]) {
        Some(_) => format!("“{shown}” is not understood here; begin each actor with a line [[actor]]."),
        None => format!(
            "“{shown}” stands outside an actor; put a line [[actor]] before the fields of each actor."
        ),
    }
}

fn row(lines: &Lines, table: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Option<Row> {
    let line = lines.of(table.span().start);
    let Some(fields) = table.get_ref().as_table() else {
        faults.add(line, "An actor is a table; begin it with a line [[actor]].".to_owned());
        return None;
    };
    let cell = |value: &Spanned<DeValue<'_>>| Cell {
        line: lines.of(value.span().start),
        value: self::value(value.get_ref()),
    };
    let cells = fields.iter().map(|(key, value)| (key.get_ref().to_string(), cell(value)));
    Some(Row { line, cells: cells.collect() })
}

fn value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Array(list) => {
            let parts: Option<Vec<String>> = list.iter().map(|part| entry(part.get_ref())).collect();
            parts.map_or(Value::Other("a list of other things"), Value::List)
        }
        DeValue::Table(_) => entry(value).map_or(Value::Other("a table"), Value::Text),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Other("a number"),
        DeValue::Datetime(_) => Value::Other("a date"),
    }
}

/// One entry of a list: a text, or a role as a table, `{ title = "envoy", from = "2019-05", to = "2021-03" }`.
fn entry(value: &DeValue<'_>) -> Option<String> {
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let role = value.as_table()?;
    let known = |key: &str| matches!(key, "title" | "from" | "to");
    if !role.keys().all(|key| known(key.get_ref())) {
        return None;
    }
    let date = |key: &str| match role.get(key).map(Spanned::get_ref) {
        None => Some(String::new()),
        Some(DeValue::String(date)) => Some(date.to_string()),
        Some(DeValue::Datetime(date)) => date.date.map(|d| d.to_string()),
        Some(DeValue::Integer(year)) => Some(year.as_str().to_owned()),
        Some(_) => None,
    };
    let title = role.get("title")?.get_ref().as_str()?;
    Some(format!("{title}@{}..{}", date("from")?, date("to")?))
}

/// The byte offsets of a text's lines.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line of byte `at`, from 1.
    fn of(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
}
