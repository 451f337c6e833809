//! Imports ninjs, IPTC's news in JSON, 1.x and 2.x.
//!
//! 1.x has one property for each kind of text (`body_xhtml`, `description_text`), 2.x lists of texts with a role and a
//! media type (`bodies`, `descriptions`).

use serde_json::{Map, Value};

use super::status;
use crate::document::{Document, Metadata, Notice};
use crate::import::compose::{marked, plain};
use crate::import::fields::{author, set, set_date, set_first};
use crate::import::format::{Claim, Entry, Head, Read};
use crate::import::{Imported, Source, encoding, json};

/// A news item in JSON.
pub(in crate::import) const ENTRY: Entry = Entry {
    name: "ninjs",
    what: "a news item in IPTC ninjs",
    endings: &["ninjs"],
    media_types: &["application/vnd.iptc.ninjs+json"],
    claim,
    read: Read::Bytes(import),
};

/// Properties of ninjs that hardly any other JSON has.
const MARKS: &[&str] = &[
    "\"headline\"",
    "\"headlines\"",
    "\"body_text\"",
    "\"body_xhtml\"",
    "\"bodies\"",
    "\"versioncreated\"",
    "\"pubstatus\"",
    "\"slugline\"",
    "\"representationtype\"",
    "\"copyrightholder\"",
    "\"usageterms\"",
];

fn claim(head: &Head) -> Claim {
    if !head.text.starts_with('{') {
        return Claim::No;
    }
    let marks = MARKS.iter().filter(|mark| head.text.contains(**mark)).count();
    match (head.text.contains("\"uri\""), marks) {
        (true, 2..) | (false, 3..) => Claim::Certain,
        _ => Claim::Possible,
    }
}

fn import(bytes: &[u8], _: &Source) -> Result<Vec<Imported>, String> {
    let decoded = encoding::decode(bytes);
    let value: Value = json::parse(&decoded.text)?;
    let Value::Object(item) = value else { return Err("it is no JSON object.".to_owned()) };
    let mut document = document(&item)?;
    document.notices.extend(decoded.notice);
    Ok(vec![document.into()])
}

fn document(item: &Map<String, Value>) -> Result<Document, String> {
    let metadata = metadata(item);
    let mut document = match body(item) {
        Some(Body::Plain(text)) => plain(text, metadata),
        Some(Body::Markup(text)) => marked(text, metadata)?,
        None => summary(item, metadata)?,
    };
    let kind = text(item, "type").unwrap_or("text");
    if !matches!(kind, "text" | "composite") {
        document.notices.push(Notice::TextOf(crate::text::sanitise_line(kind, 30)));
    }
    Ok(document)
}

/// The description of an item without a text.
fn summary(item: &Map<String, Value>, metadata: Metadata) -> Result<Document, String> {
    let (key, list) = ("description_", "descriptions");
    let said =
        [text(item, "description_text"), listed(item, list, |_| true).map(|(_, v)| v), prefixed(item, key)];
    let Some(said) = said.into_iter().flatten().next() else {
        return Err("it has no text: neither a body nor a description.".to_owned());
    };
    let mut document = plain(said, metadata);
    document.notices.push(Notice::DescriptionOnly);
    Ok(document)
}

/// The text of an item.
enum Body<'a> {
    Plain(&'a str),
    Markup(&'a str),
}

/// The text that preserves the most formatting.
fn body(item: &Map<String, Value>) -> Option<Body<'_>> {
    let is_markup = |kind: &str| ["html", "xml"].iter().any(|m| kind.contains(m));
    let marked = ["body_xhtml", "body_html", "body_html5"].iter().find_map(|key| text(item, key));
    let marked = marked.or_else(|| listed(item, "bodies", is_markup).map(|(_, value)| value));
    marked.map(Body::Markup).or_else(|| {
        let plain =
            text(item, "body_text").or_else(|| listed(item, "bodies", |_| true).map(|(_, value)| value));
        plain.or_else(|| prefixed(item, "body_")).map(Body::Plain)
    })
}

/// The text with a suitable media type from a list: that with the role "main", or else the first.
fn listed<'a>(
    item: &'a Map<String, Value>,
    key: &str,
    suits: impl Fn(&str) -> bool,
) -> Option<(&'a str, &'a str)> {
    let all = item.get(key)?.as_array()?.iter().filter_map(Value::as_object);
    let mut texts: Vec<(&str, &str)> = all
        .filter(|o| suits(text(o, "contenttype").or_else(|| text(o, "contentType")).unwrap_or("text/plain")))
        .filter_map(|o| Some((text(o, "role").unwrap_or(""), text(o, "value")?)))
        .collect();
    texts.sort_by_key(|(role, _)| *role != "main");
    texts.first().copied()
}

/// The first string whose key has that prefix.
fn prefixed<'a>(item: &'a Map<String, Value>, prefix: &str) -> Option<&'a str> {
    item.iter().filter(|(key, _)| key.starts_with(prefix)).find_map(|(_, v)| v.as_str())
}

/// A property that is a non-empty string.
fn text<'a>(item: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    item.get(key).and_then(Value::as_str).filter(|t| !t.trim().is_empty())
}

/// A property that is a string or a number.
fn value(item: &Map<String, Value>, key: &str) -> Option<String> {
    match item.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn metadata(item: &Map<String, Value>) -> Metadata {
    let mut m = Metadata::default();
    let headline = listed(item, "headlines", |_| true).map(|(_, value)| value);
    set_first(&mut m.title, [text(item, "headline"), headline, text(item, "title")]);
    let holder =
        item.get("infosources").and_then(|v| v.get(0)).and_then(|v| v.get("name")).and_then(Value::as_str);
    let source =
        item.get("infosource").and_then(|v| v.get(0)).and_then(|v| v.get("name")).and_then(Value::as_str);
    set_first(&mut m.source, [text(item, "copyrightholder"), text(item, "provider"), holder, source]);
    set_first(&mut m.byline, [text(item, "byline"), text(item, "by")].map(|by| by.map(author)));
    set_first(&mut m.dateline, [text(item, "located")]);
    let created = ["contentcreated", "firstcreated", "versioncreated"];
    set_date(&mut m.published, None, created.map(|key| text(item, key)));
    set_first(&mut m.language, [text(item, "language")]);
    set_first(
        &mut m.url,
        ["url", "altids", "uri"].map(|key| text(item, key).filter(|u| u.starts_with("http"))),
    );
    set_first(&mut m.slug, [text(item, "slugline")]);
    set_first(&mut m.embargo, [text(item, "embargoed")]);
    set_first(&mut m.status, [text(item, "pubstatus").map(status)]);
    set_first(&mut m.usage_terms, [text(item, "usageterms")]);
    set(&mut m.urgency, &value(item, "urgency").unwrap_or_default());
    set(&mut m.version, &value(item, "version").unwrap_or_default());
    m
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn item(json: &str) -> Document {
        import(json.as_bytes(), &Source::default()).unwrap().remove(0).document
    }

    fn blocks(document: &Document) -> Vec<String> {
        let show = |b: &Block| format!("{:?}: {}", b.kind, b.span.of(&document.text));
        document.blocks.iter().map(show).collect()
    }

    #[test]
    fn an_item_of_the_first_series() {
        let document = item(
            r#"{"uri":"http://wire.example/1","type":"text","version":"2","versioncreated":"2018-01-29T16:05:00Z",
            "pubstatus":"canceled","urgency":3,"embargoed":"2018-01-30T00:00:00Z","language":"en","headline":"Talks end",
            "slugline":"FERRY","byline":"By Ana Lund","located":"Port Lissa","usageterms":"Not for archives.",
            "body_text":"Talks end","body_xhtml":"<p>The envoy&#27;[31m left.</p><p>Nobody said why.</p>"}"#,
        );
        assert_eq!(
            blocks(&document),
            ["Heading: Talks end", "Paragraph: The envoy left.", "Paragraph: Nobody said why."]
        );
        let m = &document.metadata;
        assert_eq!((m.byline.as_deref(), m.urgency.as_deref()), (Some("Ana Lund"), Some("3")));
        assert_eq!((m.status.as_deref(), m.version.as_deref()), (Some("canceled"), Some("2")));
        assert_eq!(m.cautions().len(), 3);
    }

    #[test]
    fn an_item_of_the_second_series() {
        let document = item(
            r#"{"uri":"urn:1","headlines":[{"role":"short","value":"End"},{"role":"main","value":"Talks end"}],
            "bodies":[{"role":"main","contenttype":"text/plain","value":"The envoy left.\n\nNobody said why."}],
            "by":"Ana Lund","pubstatus":"usable"}"#,
        );
        assert_eq!(
            blocks(&document),
            ["Heading: Talks end", "Paragraph: The envoy left.", "Paragraph: Nobody said why."]
        );
        assert_eq!(document.metadata.cautions(), []);
    }

    #[test]
    fn a_picture_shows_its_description_and_says_so() {
        let document = item(r#"{"uri":"urn:1","type":"picture","description_text":"A ferry leaves."}"#);
        assert_eq!(blocks(&document), ["Paragraph: A ferry leaves."]);
        assert_eq!(document.notices.len(), 2, "{:?}", document.notices);
    }

    #[test]
    fn what_is_no_item_is_refused_in_a_sentence() {
        for json in ["", "[1]", "{", "{\"uri\":\"urn:1\"}", &"[".repeat(100_000), &"{\"a\":".repeat(100_000)]
        {
            let error = import(json.as_bytes(), &Source::default()).unwrap_err();
            assert!(error.ends_with('.'), "{error}");
        }
    }
}
