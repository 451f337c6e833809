//! The archive's hits and names as text, JSON Lines and CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::table::write_row;
use crate::briefing::{QuoteKind, UNKNOWN, flags, manner, running};
use crate::store::archive::{Hit, Named};

/// A hit as written for programs.
#[derive(Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a state of its own, and all combine")]
struct Row<'a> {
    number: i64,
    date: String,
    /// Whether the date is that of its arrival.
    undated: bool,
    speakers: String,
    words: String,
    kind: &'a str,
    form: &'a str,
    sure: Option<bool>,
    title: &'a str,
    source: &'a str,
    address: &'a str,
    flags: String,
    summary: bool,
    changed: bool,
    story: i64,
    documents: usize,
    outlets: usize,
    start: u32,
    end: u32,
    tags: String,
    read: bool,
}

const HEAD: [&str; 21] = [
    "number",
    "date",
    "undated",
    "speakers",
    "words",
    "kind",
    "form",
    "sure",
    "title",
    "source",
    "address",
    "flags",
    "summary",
    "changed",
    "story",
    "documents",
    "outlets",
    "start",
    "end",
    "tags",
    "read",
];

impl<'a> Row<'a> {
    fn of(hit: &'a Hit) -> Self {
        let quote = hit.quote.as_ref();
        Self {
            number: hit.serial,
            date: hit.day.to_string(),
            undated: hit.is_undated,
            speakers: quote.map_or_else(String::new, |q| q.speakers.join("; ")),
            words: running(&hit.passage),
            kind: quote.map_or("", |q| q.kind.name()),
            form: quote.map_or("", |q| q.form.name()),
            sure: quote.map(crate::store::archive::HitQuote::is_sure),
            title: hit.metadata.title.as_deref().unwrap_or_default(),
            source: hit.metadata.source.as_deref().unwrap_or_default(),
            address: hit.address.as_deref().or(hit.metadata.url.as_deref()).unwrap_or_default(),
            flags: flags(&hit.metadata).join("; "),
            summary: hit.is_summary,
            changed: hit.is_changed,
            story: hit.story,
            documents: hit.spread.0,
            outlets: hit.spread.1,
            start: hit.span.start,
            end: hit.span.end,
            tags: hit.tags.join(" "),
            read: hit.is_read,
        }
    }
}

/// Writes hits as JSON Lines, one object a line.
pub fn lines(hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    for hit in hits {
        serde_json::to_writer(&mut *out, &Row::of(hit))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes hits as one row each, with a header.
pub fn table(hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    table.write_record(HEAD)?;
    for hit in hits {
        write_row(&mut table, &Row::of(hit))?;
    }
    table.flush()
}

/// Writes hits for people: who said what, then where.
pub fn text(hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    for hit in hits {
        let row = Row::of(hit);
        let words = row.words.as_str();
        let said = match &hit.quote {
            None => words.to_owned(),
            Some(quote) => {
                let speaker =
                    if quote.speakers.is_empty() { UNKNOWN.to_owned() } else { quote.speakers.join(", ") };
                let unsure = (!quote.is_sure()).then_some("unsure");
                let remarks: Vec<&str> = manner(quote.form, quote.kind).into_iter().chain(unsure).collect();
                let remarks =
                    if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) };
                if quote.kind == QuoteKind::Direct {
                    format!("{speaker}{remarks}: “{words}”")
                } else {
                    format!("{speaker}{remarks}: {words}")
                }
            }
        };
        writeln!(out, "{}  {said}", row.date)?;
        let mut origin: Vec<String> = Vec::new();
        if !row.title.is_empty() {
            origin.push(format!("“{}”", row.title));
        }
        if !row.source.is_empty() {
            let more = row.outlets.saturating_sub(1);
            origin.push(if more > 0 { format!("{} +{more}", row.source) } else { row.source.to_owned() });
        }
        origin.push(format!("#{}", row.number));
        origin.extend(Some(row.flags).filter(|flags| !flags.is_empty()));
        let states = [(row.undated, "date of arrival"), (row.summary, "summary"), (row.changed, "changed")];
        origin.extend(states.iter().filter(|(is, _)| *is).map(|(_, word)| (*word).to_owned()));
        writeln!(out, "            {}", origin.join(", "))?;
    }
    Ok(())
}

/// A name as written for programs.
#[derive(Serialize)]
struct NameRow<'a> {
    name: &'a str,
    resolved_to: String,
    hits: usize,
    first: String,
    last: String,
}

fn name_row((name, named): &(String, Named)) -> NameRow<'_> {
    let resolved_to = match (&named.actor, named.candidates.as_slice()) {
        (Some(actor), _) => actor.clone(),
        (None, []) => String::new(),
        (None, candidates) => format!("one of: {}", candidates.join("; ")),
    };
    let day = |at: fn(&(jiff::civil::Date, jiff::civil::Date)) -> jiff::civil::Date| {
        named.days.as_ref().map_or_else(String::new, |days| at(days).to_string())
    };
    NameRow { name, resolved_to, hits: named.hits, first: day(|d| d.0), last: day(|d| d.1) }
}

/// Writes names as one row each, with a header.
pub fn name_table(rows: &[(String, Named)], out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    table.write_record(["name", "resolved_to", "hits", "first", "last"])?;
    rows.iter().try_for_each(|row| write_row(&mut table, &name_row(row)))?;
    table.flush()
}

/// Writes names as JSON Lines, one object a line.
pub fn name_lines(rows: &[(String, Named)], out: &mut impl Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &name_row(row))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes names for people.
pub fn name_text(rows: &[(String, Named)], out: &mut impl Write) -> io::Result<()> {
    for row in rows.iter().map(name_row) {
        let resolved = if row.resolved_to.is_empty() { "as words".to_owned() } else { row.resolved_to };
        writeln!(out, "{}\t{resolved}\t{}\t{}\t{}", row.name, row.hits, row.first, row.last)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_a_table_is_a_formula() {
        let found = Named { actor: Some("@SUM(1+1)".into()), candidates: Vec::new(), hits: 0, days: None };
        let named = |name: &str| (name.to_owned(), found.clone());
        let mut out = Vec::new();
        name_table(&[named("=HYPERLINK(\"https://example.org\")"), named("Ana Lund")], &mut out).unwrap();
        let table = String::from_utf8(out).unwrap();
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(
            rows,
            ["\"'=HYPERLINK(\"\"https://example.org\"\")\",'@SUM(1+1),0,,", "Ana Lund,'@SUM(1+1),0,,"]
        );
    }
}
