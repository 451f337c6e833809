//! The block of `key: value` lines between two `---` lines at the head of a Markdown file.

use crate::document::Metadata;
use crate::text::sanitise_line;

/// Longest value that is kept, in characters.
const LONGEST: usize = 400;

/// Splits a text into its front matter, without the fences, and what follows; nothing where it has none.
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

/// Reads the fields that a document knows, under the names that publishing tools use for them.
pub(super) fn read(fields: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let mut lines = fields.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let mut value = value.trim().to_owned();
        if value.is_empty() {
            let mut entries = Vec::new();
            while let Some(entry) = lines.peek().and_then(|l| l.trim_start().strip_prefix("- ")) {
                entries.push(unquoted(entry).to_owned());
                lines.next();
            }
            value = entries.join(", ");
        }
        set(&mut metadata, key.trim(), &value);
    }
    metadata
}

/// Sets the field that `key` names, unless it is set already or the value is empty.
fn set(metadata: &mut Metadata, key: &str, value: &str) {
    let field = match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => &mut metadata.title,
        "source" | "publisher" | "outlet" | "agency" | "site" => &mut metadata.source,
        "author" | "authors" | "byline" | "by" => &mut metadata.byline,
        "dateline" | "location" | "place" => &mut metadata.dateline,
        "date" | "published" | "pubdate" | "publish_date" => &mut metadata.published,
        "language" | "lang" | "locale" => &mut metadata.language,
        "url" | "link" | "canonical" | "source_url" => &mut metadata.url,
        _ => return,
    };
    let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    let value = match list {
        Some(entries) => entries.split(',').map(unquoted).collect::<Vec<_>>().join(", "),
        None => unquoted(value).to_owned(),
    };
    if field.is_none() && !value.is_empty() {
        *field = Some(sanitise_line(&value, LONGEST));
    }
}

/// A value without the quotation marks around it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inside = |mark| value.strip_prefix(mark).and_then(|v: &str| v.strip_suffix(mark));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_fields_are_read_under_their_usual_names() {
        let (fields, rest) = split(
            "---\ntitle: \"Talks: day two\"\nauthors:\n  - Ana Lund\n  - 'Jo Roe'\ndate: 2018-01-29\nlayout: post\n---\nText\n",
        )
        .unwrap();
        let metadata = read(fields);
        assert_eq!(metadata.title.as_deref(), Some("Talks: day two"));
        assert_eq!(metadata.byline.as_deref(), Some("Ana Lund, Jo Roe"));
        assert_eq!(metadata.published.as_deref(), Some("2018-01-29"));
        assert_eq!(rest, "Text\n");
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        assert_eq!(split("---\nNo fields here.\n---\n"), None);
        assert_eq!(split("---\ntitle: never closed\n"), None);
    }
}
