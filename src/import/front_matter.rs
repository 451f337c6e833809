//! The block of `key: value` lines between two `---` lines at the beginning of a Markdown file.

use super::fields::{self, set_date};
use crate::document::Metadata;

/// Splits a text into its front matter, without the fences, and the rest; none if it has none.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix("---\n")?;
    let mut at = 0;
    for line in body.split_inclusive('\n').take(100) {
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            let fields = &body[..at];
            return fields.contains(": ").then_some((fields, &body[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Reads the document's fields, under the names that publishing tools use.
pub(super) fn read(fields: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let mut lines = fields.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#'])) else {
            continue;
        };
        let mut value = value.trim().to_owned();
        let folded = matches!(value.trim_end_matches(['-', '+']), ">" | "|");
        if folded {
            value.clear();
        }
        let mut entries = Vec::new();
        // An indented line continues the value above it, or is an entry of its list.
        while let Some(line) = lines.peek().filter(|l| l.starts_with([' ', '\t', '-'])) {
            let entry = line.trim_start().strip_prefix("- ").filter(|_| !folded && value.is_empty());
            if let Some(entry) = entry {
                entries.push(unquoted(entry));
            } else {
                value.push_str(if value.is_empty() { "" } else { " " });
                value.push_str(line.trim());
            }
            lines.next();
        }
        if value.is_empty() {
            value = entries.join(", ");
        }
        let value = if folded { value } else { listed(&value) };
        set(&mut metadata, key.trim(), &value);
    }
    let date = metadata.language.clone();
    let written = fields.lines().filter_map(|line| line.split_once(':'));
    let dates = written.filter(|(key, _)| is_date(key)).map(|(_, value)| unquoted(value));
    let dates: Vec<String> = dates.collect();
    set_date(&mut metadata.published, date.as_deref(), dates.iter().map(|date| Some(date.as_str())));
    metadata
}

fn is_date(key: &str) -> bool {
    matches!(key.trim().to_ascii_lowercase().as_str(), "date" | "published" | "pubdate" | "publish_date")
}

/// A value, or those of a list in brackets, without quotation marks around them.
fn listed(value: &str) -> String {
    match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        Some(entries) => entries.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
        None => unquoted(value),
    }
}

/// Sets the field named by `key`, unless it is set already or the value is empty.
fn set(metadata: &mut Metadata, key: &str, value: &str) {
    let field = match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => &mut metadata.title,
        "source" | "publisher" | "outlet" | "agency" | "site" => &mut metadata.source,
        "author" | "authors" | "byline" | "by" => &mut metadata.byline,
        "dateline" | "location" | "place" => &mut metadata.dateline,
        "language" | "lang" | "locale" => &mut metadata.language,
        "url" | "link" | "canonical" | "source_url" => &mut metadata.url,
        "embargo" | "embargoed" | "embargo_until" | "embargoed_until" => &mut metadata.embargo,
        // Sites write "draft" and "published" there.
        "status" if matches!(value, "canceled" | "cancelled" | "withheld") => {
            return fields::set(&mut metadata.status, &value.replace("cancelled", "canceled"));
        }
        _ => return,
    };
    fields::set(field, value);
}

/// A value without its quotation marks and their escapes.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inside = |mark| value.strip_prefix(mark).and_then(|v: &str| v.strip_suffix(mark));
    if let Some(inside) = inside('"') {
        // The YAML escapes that people use are those of JSON.
        return serde_json::from_str(value).unwrap_or_else(|_| inside.to_owned());
    }
    inside('\'').map_or_else(|| value.to_owned(), |inside| inside.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Timestamp;

    #[test]
    fn an_embargo_and_a_withdrawal_are_told() {
        let read = read("title: Talks end\nembargo: 2027-05-04T10:00:00Z\nstatus: canceled");
        assert_eq!(read.embargo.as_deref(), Some("2027-05-04T10:00:00Z"));
        assert_eq!(read.status.as_deref(), Some("canceled"));
        assert_eq!(super::read("title: Talks end\nstatus: published").status, None);
    }

    #[test]
    fn values_are_escaped_go_on_and_are_folded() {
        let title = |yaml: &str| read(yaml).title;
        assert_eq!(title("title: \"The \\\"old\\\" line\\u2026\"").as_deref(), Some("The \"old\" line…"));
        assert_eq!(title("title: 'The envoy''s line'").as_deref(), Some("The envoy's line"));
        assert_eq!(
            title("title: Talks end\n  without a map\nauthor: A").as_deref(),
            Some("Talks end without a map")
        );
        for mark in [">", ">-", "|"] {
            let yaml = format!("title: {mark}\n  Talks: the end\n  of a line\ndate: 29 January 2018");
            assert_eq!(title(&yaml).as_deref(), Some("Talks: the end of a line"));
            assert_eq!(read(&yaml).published, Timestamp::day(2018, 1, 29));
        }
    }

    #[test]
    fn known_fields_are_read_under_their_usual_names() {
        let (fields, rest) = split(
            "---\ntitle: \"Talks: day two\"\nauthors:\n  - Ana Lund\n  - 'Jo Roe'\ndate: 2018-01-29\nlayout: post\n---\nText\n",
        )
        .unwrap();
        let metadata = read(fields);
        assert_eq!(metadata.title.as_deref(), Some("Talks: day two"));
        assert_eq!(metadata.byline.as_deref(), Some("Ana Lund, Jo Roe"));
        assert_eq!(metadata.published, Timestamp::day(2018, 1, 29));
        assert_eq!(rest, "Text\n");
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        assert_eq!(split("---\nNo fields here.\n---\n"), None);
        assert_eq!(split("---\ntitle: never closed\n"), None);
    }
}
