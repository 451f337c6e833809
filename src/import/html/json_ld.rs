//! The JSON-LD of a page about its article, in any of its shapes.

use std::collections::HashMap;

use dom_query::Document;
use serde_json::Value;

use crate::document::Metadata;
use crate::import::fields::{author, set, set_date, set_first};

/// How many references may lead to one another.
const DEEPEST: usize = 8;
/// The most objects that are examined.
const MOST: usize = 10_000;

/// Fills in the unset fields from the scripts of a page: first from an article's data on itself, then from the
/// page's.
pub(super) fn fill(metadata: &mut Metadata, page: &Document) {
    let scripts = page.select("script[type='application/ld+json']");
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(&script.text())).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| gather(value, &mut objects));
    let named = objects.iter().filter_map(|object| Some((object.get("@id")?.as_str()?, *object)));
    // A mere reference to an object has only a name.
    let by_id: HashMap<&str, &Value> =
        named.filter(|(_, o)| o.as_object().is_some_and(|o| o.len() > 1)).collect();
    let graph = Graph { by_id };
    let articles = objects.iter().filter(|object| is_of(object, is_article));
    let pages = objects.iter().filter(|object| is_of(object, |kind| kind.ends_with("Page")));
    articles.take(1).for_each(|article| graph.take(metadata, article, true));
    pages.take(1).for_each(|page| graph.take(metadata, page, false));
}

/// Whether the only thing that a page describes is an event, and it has no article.
pub(super) fn is_event(page: &Document) -> bool {
    let scripts = page.select("script[type='application/ld+json']");
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(&script.text())).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| gather(value, &mut objects));
    let is_event = |object: &Value| is_of(object, |kind| kind == "Event" || kind.ends_with("Event"));
    objects.iter().any(|object| is_event(object)) && !objects.iter().any(|object| is_of(object, is_article))
}

/// JSON as pages have it: with line breaks in strings, comments around it, or a semicolon after it.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_end_matches(';');
    let text = text
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>")
        .trim();
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")).ok())
}

/// All objects in a value, the outer before the inner.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Value>) {
    if objects.len() >= MOST {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|one| gather(one, objects)),
        Value::Object(object) => {
            objects.push(value);
            object.values().for_each(|inner| gather(inner, objects));
        }
        _ => {}
    }
}

fn is_of(object: &Value, is: fn(&str) -> bool) -> bool {
    strings(object.get("@type")).into_iter().any(is)
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || matches!(kind, "Report" | "PressRelease" | "Review" | "SpeechArticle" | "CreativeWork")
}

/// A string, or those of an array.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The objects of a page that references can name.
struct Graph<'a> {
    by_id: HashMap<&'a str, &'a Value>,
}

impl Graph<'_> {
    /// Takes an object's data; from a page only data that also apply to its article.
    fn take(&self, metadata: &mut Metadata, object: &Value, is_article: bool) {
        let text = |key: &str| strings(object.get(key)).first().copied();
        let nested =
            |key: &str, inner: &str| object.get(key).and_then(|v| v.get(inner)).and_then(Value::as_str);
        let named = |key: &str| object.get(key).map(|value| self.names(value, 0)).unwrap_or_default();
        set_first(&mut metadata.language, [text("inLanguage")]);
        set(&mut metadata.byline, &named("author"));
        set(&mut metadata.byline, &named("creator"));
        let language = metadata.language.clone();
        let dates = ["datePublished", "dateCreated", "uploadDate"].map(text);
        set_date(&mut metadata.published, language.as_deref(), dates);
        set(&mut metadata.source, &named("publisher"));
        if !is_article {
            return;
        }
        set_first(&mut metadata.title, [text("headline"), text("name")]);
        set_first(&mut metadata.dateline, [text("dateline")]);
        let page = nested("mainEntityOfPage", "@id").or_else(|| text("mainEntityOfPage"));
        set_first(&mut metadata.url, [text("url"), page].map(|a| a.filter(|a| a.starts_with("http"))));
    }

    /// The names of people or organisations: a string, an object with a name, a reference to one, or an array of them.
    fn names(&self, value: &Value, depth: usize) -> String {
        match value {
            _ if depth > DEEPEST => String::new(),
            Value::String(text) => match self.by_id.get(text.as_str()) {
                Some(object) => self.names(object, depth + 1),
                None => author(text).to_owned(),
            },
            Value::Object(object) => {
                let referred = || self.by_id.get(object.get("@id")?.as_str()?).copied();
                let named = object.get("name").or_else(referred);
                named.map(|named| self.names(named, depth + 1)).unwrap_or_default()
            }
            Value::Array(all) => {
                let mut names: Vec<String> = all.iter().map(|one| self.names(one, depth + 1)).collect();
                names.retain(|name| !name.is_empty());
                names.dedup();
                names.join(", ")
            }
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(json: &str) -> [Option<String>; 3] {
        let page = Document::from(format!("<script type='application/ld+json'>{json}</script><p>x"));
        let mut m = Metadata::default();
        fill(&mut m, &page);
        [m.title, m.byline, m.published.map(|date| date.to_string())]
    }

    #[test]
    fn an_article_is_found_in_every_shape() {
        let inner = r#""@type":"NewsArticle","headline":"Talks end","datePublished":"2019-06-18T10:00:00Z""#;
        for json in [
            format!(r#"{{{inner},"author":{{"name":"Ana Lund"}}}}"#),
            format!(r#"[{{"@type":"WebPage","mainEntity":{{{inner},"author":[{{"@id":"\#a"}}]}}}},{{"@id":"\#a","name":"Ana Lund"}}]"#)
                .replace("\\#", "#"),
            format!(r#"{{"@graph":[{{{inner},"author":{{"@id":"b"}}}},{{"@type":"Person","@id":"b","name":"Ana Lund"}}]}}"#),
            format!(r#"<!-- {{{inner},"author":"By Ana Lund"}}; -->"#).replace("; -->", " -->"),
            format!("{{{inner},\"author\":\"Ana Lund\",\"description\":\"One\nand two\"}};"),
        ] {
            let found = facts(&json).map(Option::unwrap_or_default);
            assert_eq!(found, ["Talks end", "Ana Lund", "2019-06-18T10:00:00Z"], "{json}");
        }
    }

    #[test]
    fn a_page_without_an_article_says_when_and_by_whom() {
        let json = r#"{"@type":"WebPage","name":"Site","datePublished":"2019-06-18","author":{"@type":"Person","name":"Ana Lund"}}"#;
        assert_eq!(facts(json), [None, Some("Ana Lund".into()), Some("2019-06-18".into())]);
    }

    #[test]
    fn references_in_a_circle_and_broken_json_are_nothing() {
        let circle = r#"{"@type":"Article","author":{"@id":"a"},"x":[{"@id":"a","name":{"@id":"b"}},{"@id":"b","name":{"@id":"a"}}]}"#;
        assert_eq!(facts(circle), [None, None, None]);
        assert_eq!(facts("{\"@type\":"), [None, None, None]);
        assert_eq!(facts(&"[".repeat(100_000)), [None, None, None]);
    }
}
