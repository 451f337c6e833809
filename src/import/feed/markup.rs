//! Feeds in XML: RSS of every version, RDF, Atom 0.3 and 1.0, and lone entries.

use std::collections::HashSet;

use quick_xml::escape::{resolve_html5_entity, unescape_with};

use super::body;
use super::{Item, Metadata, Source, author, set, set_date, set_first};
use crate::document::{Notice, address};
use crate::import::xml::{self, Element};

/// The items of an XML feed, and its oddities.
pub(super) fn items(bytes: &[u8], source: &Source) -> Result<(Vec<Item>, Vec<Notice>), String> {
    let xml = xml::parse(bytes, source.charset())?;
    let root = &xml.root;
    let (mut entries, mut items) = (Vec::new(), Vec::new());
    root.find_all("entry", &mut entries);
    root.find_all("item", &mut items);
    let known = ["feed", "rss", "rdf", "entry", "channel"].iter().any(|name| root.is(name));
    if !known && entries.is_empty() && items.is_empty() {
        return Err("it is neither RSS nor Atom.".to_owned());
    }
    let feed = Channel::of(root.find("channel").unwrap_or(root));
    let read = items.into_iter().chain(entries).map(|item| read(&feed, item, source.url));
    Ok((read.collect(), xml.notices))
}

/// A feed's data on all its items; looked up once, because it may come after them.
struct Channel {
    title: String,
    language: String,
    author: String,
    link: Option<String>,
}

impl Channel {
    fn of(channel: &Element) -> Self {
        // A lone entry is in no feed.
        let lone = channel.is("entry");
        let link = channel.all("link").find(|l| is_alternate(l)).and_then(|l| l.attribute("href"));
        let language = channel.attribute("lang").map_or_else(|| text(channel, &["language"]), str::to_owned);
        let title = if lone {
            channel.at(&["source", "title"]).map(Element::text).unwrap_or_default()
        } else {
            title(channel)
        };
        Self {
            title,
            language,
            author: if lone { String::new() } else { byline(channel) },
            link: link.map(str::to_owned),
        }
    }
}

fn is_alternate(link: &Element) -> bool {
    matches!(link.attribute("rel"), None | Some("alternate"))
}

/// The first element with one of these names in the feed's own namespace, or else in any except that of pictures, whose
/// titles are their own.
fn first<'a>(of: &'a Element, names: &[&str]) -> Option<&'a Element> {
    let rank = |element: &Element| match element.prefix.as_str() {
        prefix if prefix == of.prefix || prefix.is_empty() => 0,
        "media" | "image" => 2,
        _ => 1,
    };
    names.iter().find_map(|name| of.elements().filter(|e| e.is(name) && rank(e) < 2).min_by_key(|e| rank(e)))
}

fn text(of: &Element, names: &[&str]) -> String {
    names
        .iter()
        .map(|name| first(of, &[name]).map(Element::text).unwrap_or_default())
        .find(|t| !t.is_empty())
        .unwrap_or_default()
}

/// The longest tag name that is examined.
const LONGEST_NAME: usize = 12;

/// A title, in which many programs write double-escaped references, and some tags.
fn title(of: &Element) -> String {
    let Some(element) = first(of, &["title"]) else { return String::new() };
    let written = if body::is_base64(element) {
        body::raw(element)
    } else if unclosed(element).next().is_some() {
        element.own_text()
    } else {
        element.text()
    };
    let meant = meant(&written);
    let names =
        |text: &str, mark: &str| -> HashSet<String> { text.split(mark).skip(1).map(name_of).collect() };
    let (written_so, closed) = (names(&written, "<"), names(&meant, "</"));
    let last_end = meant.rfind('>').unwrap_or(0);
    let mut plain = String::new();
    let mut rest = meant.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        plain.push_str(before);
        let name = name_of(tag.trim_start_matches('/'));
        // If it was escaped once more and opens nothing that is closed, it is a word in angle brackets.
        let void = matches!(name.as_str(), "br" | "img" | "wbr" | "hr");
        let is_tag = !name.is_empty() && (written_so.contains(&name) || closed.contains(&name) || void);
        let ends = meant.len() - tag.len() <= last_end;
        if is_tag
            && ends
            && let Some((_, after)) = tag.split_once('>')
        {
            rest = after;
        } else {
            plain.push('<');
            rest = tag;
        }
    }
    plain + rest
}

/// The name of the tag at the beginning of a text.
fn name_of(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphanumeric).take(LONGEST_NAME).collect()
}

/// The elements of an item that are in its title because nothing closes that.
fn unclosed(title: &Element) -> impl Iterator<Item = &Element> {
    title
        .elements()
        .filter(|e| ["description", "link", "guid", "pubDate", "content"].iter().any(|name| e.is(name)))
}

/// A text with its references resolved; invalid ones stay.
fn meant(written: &str) -> String {
    let mut pieces = written.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap_or((piece, ""));
        match unescape_with(&format!("&{name};"), resolve_html5_entity) {
            Ok(meaning) if piece.len() > name.len() => out.extend([&*meaning, rest]),
            _ => out.extend(["&", piece]),
        }
    }
    out
}

/// The author of an item, or of the whole feed.
fn byline(of: &Element) -> String {
    let named = first(of, &["author"]).and_then(|a| a.at(&["name"])).map(Element::text).unwrap_or_default();
    let creators: Vec<String> =
        of.all("creator").map(Element::text).map(|name| without_address(&name)).collect();
    let written = without_address(&text(of, &["author", "managingEditor"]));
    let mut all = [named, creators.join(", "), written].into_iter().map(|name| author(&name).to_owned());
    all.find(|name| !name.is_empty()).unwrap_or_default()
}

/// The name in "desk@example.org (Ana Lund)", the form of RSS, or in "Ana Lund (desk@example.org)".
fn without_address(written: &str) -> String {
    let (before, inside) = match written.split_once('(').or_else(|| written.split_once('<')) {
        Some((before, inside)) => (before.trim(), inside.trim_end_matches([')', '>', ' '])),
        None => (written.trim(), ""),
    };
    [before, inside]
        .into_iter()
        .find(|part| !part.is_empty() && !part.contains('@'))
        .unwrap_or_default()
        .to_owned()
}

/// Names of elements with the date of publication, the most precise first.
const DATES: [&str; 9] =
    ["pubDate", "published", "issued", "date", "created", "updated", "modified", "dateTime", "lastBuildDate"];

fn read(feed: &Channel, item: &Element, base: Option<&str>) -> Item {
    let mut m = Metadata::default();
    set(&mut m.title, &title(item));
    set_first(
        &mut m.source,
        [Some(feed.title.as_str()), item.at(&["source", "title"]).map(Element::text).as_deref()],
    );
    set_first(&mut m.byline, [Some(byline(item).as_str()), Some(feed.author.as_str())]);
    set_first(
        &mut m.language,
        [item.attribute("lang"), Some(text(item, &["language"]).as_str()), Some(feed.language.as_str())],
    );
    let dates = DATES.map(|name| text(item, &[name]));
    set_date(&mut m.published, m.language.clone().as_deref(), dates.iter().map(|date| Some(date.as_str())));
    set(&mut m.url, &url(feed, item, base).unwrap_or_default());
    let whole = first(item, &["encoded", "content", "fullitem", "body"]).filter(|e| e.prefix != "media");
    let (full, cut) = whole.map_or((None, None), body::whole_of);
    let summary =
        first(item, &["description", "summary", "tagline", "abstract", "subtitle"]).and_then(body::of);
    let in_title = || first(item, &["title"]).and_then(|title| unclosed(title).find(|e| e.is("description")));
    let summary = summary.or_else(|| in_title().and_then(body::of));
    Item { metadata: m, full, summary: cut.or(summary) }
}

/// The address of an item.
fn url(feed: &Channel, item: &Element, base: Option<&str>) -> Option<String> {
    let base = item.attribute("base").or(feed.link.as_deref()).or(base);
    let links = || item.all("link").filter(|l| is_alternate(l));
    let hrefs = links().filter_map(|l| l.attribute("href")).map(str::to_owned);
    let texts = links().map(Element::text);
    let permanent =
        item.at(&["guid"]).filter(|g| g.attribute("isPermaLink") != Some("false")).map(Element::text);
    let elsewhere = item.at(&["content"]).and_then(|c| c.attribute("src")).map(str::to_owned);
    let of_item = item.attribute("href").map(str::to_owned);
    let all = hrefs
        .chain(texts)
        .chain(permanent)
        .chain(elsewhere)
        .chain(of_item)
        .filter(|link| !link.trim().is_empty());
    all.filter_map(|link| address::resolve(base, &link)).find(|link| link.starts_with("http"))
}
