//! What a page says about itself: JSON-LD, `meta` elements, and a few others, the most careful first.

use dom_query::Document;
use serde_json::Value;

use crate::document::Metadata;
use crate::import::address;
use crate::import::fields::{author, set, set_first};
use crate::text::sanitise_line;

/// Reads the metadata of a page that was fetched from `url`, where that is known.
pub(super) fn read(page: &Document, url: Option<&str>) -> Metadata {
    let mut metadata = Metadata::default();
    if let Some(article) = json_ld(page) {
        from_json_ld(&mut metadata, &article);
    }
    from_meta(&mut metadata, page);
    let first = |selector: &str| page.select_single(selector);
    let attribute = |selector: &str, name: &str| first(selector).attr(name).map(|v| v.to_string());
    set(&mut metadata.language, attribute("html[lang]", "lang").as_deref().unwrap_or(""));
    let canonical = attribute("link[rel=canonical]", "href");
    let canonical = canonical.and_then(|href| address::resolve(url.or(metadata.url.as_deref()), &href));
    let stated = metadata.url.take();
    let canonical = canonical.as_deref().filter(|c| c.starts_with("http"));
    set_first(&mut metadata.url, [canonical, stated.as_deref(), url]);
    let heading = first("h1").text().to_string();
    set(&mut metadata.title, &title(&first("title").text(), &heading));
    metadata.title = metadata.title.map(|t| without_site(&t, metadata.source.as_deref()).to_owned());
    let written = first("[rel=author], [itemprop=author], .byline, .author").text().to_string();
    if written.chars().count() <= 100 {
        set(&mut metadata.byline, author(&written));
    }
    let time =
        attribute("time[pubdate], [itemprop=datePublished][datetime], article time[datetime]", "datetime");
    set(&mut metadata.published, time.as_deref().unwrap_or(""));
    metadata
}

/// The title of a page: the heading where the `title` is that and more, else the `title`.
fn title(title: &str, heading: &str) -> String {
    let (title, heading) = (sanitise_line(title, 400), sanitise_line(heading, 400));
    let holds = !heading.is_empty() && title.starts_with(&heading);
    if holds || title.is_empty() { heading } else { title }
}

/// A title without the name of the site behind it ("Talks end - Example Wire").
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let Some(site) = site.filter(|s| !s.is_empty()) else { return title };
    let marks = [" | ", " - ", " – ", " — ", " :: ", " · ", " / "];
    let cut = marks
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .find(|(_, end)| end.trim().to_lowercase() == site.to_lowercase());
    cut.map_or(title, |(head, _)| head.trim_end())
}

/// The object of a page's JSON-LD that describes an article.
fn json_ld(page: &Document) -> Option<Value> {
    let scripts = page.select("script[type='application/ld+json']");
    scripts.iter().find_map(|script| {
        let value: Value = serde_json::from_str(script.text().trim()).ok()?;
        article(&value).cloned()
    })
}

fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(all) => all.iter().find_map(article),
        Value::Object(object) => {
            let types = object.get("@type").into_iter().flat_map(strings);
            let is_article = types.into_iter().any(|t| {
                t.ends_with("Article")
                    || matches!(t, "BlogPosting" | "LiveBlogPosting" | "Report" | "PressRelease")
            });
            if is_article { Some(value) } else { object.get("@graph").and_then(article) }
        }
        _ => None,
    }
}

/// A string, or those of an array.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The names of people or organisations: a string, an object with a name, or an array of them.
fn names(value: &Value) -> String {
    match value {
        Value::String(text) => author(text).to_owned(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(names).filter(|n| !n.is_empty()).collect();
            all.join(", ")
        }
        _ => String::new(),
    }
}

fn from_json_ld(metadata: &mut Metadata, article: &Value) {
    let text = |key: &str| article.get(key).and_then(Value::as_str);
    let nested = |key: &str, inner: &str| article.get(key).and_then(|v| v.get(inner)).and_then(Value::as_str);
    let named = |key: &str| article.get(key).map(names).unwrap_or_default();
    set_first(&mut metadata.title, [text("headline"), text("name")]);
    set(&mut metadata.byline, &named("author"));
    set(&mut metadata.source, &named("publisher"));
    set_first(&mut metadata.published, [text("datePublished"), text("dateCreated")]);
    set_first(&mut metadata.language, [text("inLanguage")]);
    set_first(&mut metadata.dateline, [text("dateline")]);
    let page = nested("mainEntityOfPage", "@id").or(text("mainEntityOfPage"));
    set_first(&mut metadata.url, [text("url"), page].map(|a| a.filter(|a| a.starts_with("http"))));
}

fn from_meta(metadata: &mut Metadata, page: &Document) {
    let fields: Vec<(String, String)> = page
        .select("meta[content]")
        .iter()
        .filter_map(|m| {
            let key = m.attr("property").or_else(|| m.attr("name")).or_else(|| m.attr("itemprop"))?;
            Some((key.to_ascii_lowercase(), m.attr("content")?.to_string()))
        })
        .collect();
    let take = |field: &mut Option<String>, keys: &[&str], clean: fn(&str) -> &str| {
        for key in keys {
            let values = fields.iter().filter(|(k, _)| k == key);
            values.for_each(|(_, value)| set(field, clean(value)));
        }
    };
    take(
        &mut metadata.title,
        &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline"],
        str::trim,
    );
    take(
        &mut metadata.source,
        &["og:site_name", "dc.publisher", "dcterms.publisher", "publisher"],
        str::trim,
    );
    take(
        &mut metadata.byline,
        &["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"],
        author,
    );
    take(
        &mut metadata.published,
        &[
            "article:published_time",
            "datepublished",
            "dc.date.issued",
            "dc.date",
            "dcterms.date",
            "parsely-pub-date",
            "pubdate",
            "date",
        ],
        str::trim,
    );
    take(&mut metadata.language, &["dc.language", "dcterms.language"], str::trim);
    take(&mut metadata.url, &["og:url"], |v| if v.starts_with("http") { v } else { "" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(html: &str) -> Metadata {
        read(&Document::from(html), None)
    }

    #[test]
    fn json_ld_goes_before_meta_and_meta_before_the_title() {
        let page = "<html lang=en-GB><title>Talks end - Example Wire</title>\
            <meta property=og:title content='Talks end in Port Lissa - Example Wire'>\
            <meta property=og:site_name content='Example Wire'><meta name=author content='By A. Other'>\
            <link rel=canonical href=https://example.org/talks><script type='application/ld+json'>\
            {\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":[\"NewsArticle\"],\
            \"author\":[{\"@type\":\"Person\",\"name\":\"Ana Lund\"},{\"name\":\"Jo Roe\"}],\
            \"datePublished\":\"2018-01-29T10:00:00Z\"}]}</script><h1>Talks end</h1>";
        let m = facts(page);
        assert_eq!(m.title.as_deref(), Some("Talks end in Port Lissa"));
        assert_eq!(m.byline.as_deref(), Some("Ana Lund, Jo Roe"));
        assert_eq!(m.source.as_deref(), Some("Example Wire"));
        assert_eq!(m.published.as_deref(), Some("2018-01-29T10:00:00Z"));
        assert_eq!(m.language.as_deref(), Some("en-GB"));
        assert_eq!(m.url.as_deref(), Some("https://example.org/talks"));
    }

    #[test]
    fn no_address_steers_a_terminal_and_none_is_a_script() {
        let canonical = |href: &str| facts(&format!("<link rel=canonical href=\"{href}\">")).url;
        assert_eq!(canonical("https://example.org/&#23;&#27;[2Ja").as_deref(), Some("https://example.org/a"));
        assert_eq!(canonical("javascript:alert(1)"), None);
    }

    #[test]
    fn a_bare_page_has_its_heading_and_its_time() {
        let m = facts(
            "<title>Talks end : Example</title><article><h1>Talks end</h1><p class=byline>By Ana Lund</p>\
            <time datetime=2018-01-29>Monday</time>",
        );
        assert_eq!(m.title.as_deref(), Some("Talks end"));
        assert_eq!(m.byline.as_deref(), Some("Ana Lund"));
        assert_eq!(m.published.as_deref(), Some("2018-01-29"));
        assert_eq!(facts("<p>Nothing."), Metadata::default());
    }

    #[test]
    fn broken_json_ld_is_nothing() {
        let deep =
            format!("<script type='application/ld+json'>{}</script><title>T</title>", "[".repeat(100_000));
        assert_eq!(facts(&deep).title.as_deref(), Some("T"));
    }

    #[test]
    fn a_title_loses_its_site_and_nothing_else() {
        assert_eq!(
            without_site("Talks end – Day two | Example Wire", Some("example wire")),
            "Talks end – Day two"
        );
        assert_eq!(without_site("Talks - Other", Some("Example")), "Talks - Other");
    }
}
