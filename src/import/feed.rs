//! RSS, Atom and JSON Feed → a [`Document`] for each item.

use serde_json::Value;

use super::compose;
use super::dates;
use super::detect::root_name;
use super::fields::{author, set, set_first};
use super::format::{Claim, Entry, Head, Read};
use super::{Imported, Source, encoding, json};
use crate::document::Metadata;

/// A feed.
pub(super) const ENTRY: Entry = Entry {
    name: "feed",
    what: "a feed (RSS, Atom or JSON Feed)",
    endings: &["rss", "atom", "rdf"],
    media_types: &[
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    ],
    claim,
    read: Read::Bytes(import),
};

/// The most items that are read of a feed; the feeds of agencies have some hundreds.
const MOST_ITEMS: usize = 1_000;

fn claim(head: &Head) -> Claim {
    if head.text.starts_with('{') {
        let named = head.text.contains("jsonfeed.org/version/");
        return if named { Claim::Certain } else { Claim::Possible };
    }
    match root_name(head.text) {
        Some("rss") => Claim::Certain,
        Some("feed") if head.text.contains("http://www.w3.org/2005/Atom") => Claim::Certain,
        Some("RDF") if head.text.contains("http://purl.org/rss/") => Claim::Certain,
        Some(_) => Claim::Possible,
        None => Claim::No,
    }
}

/// What a feed has of one item.
#[derive(Default)]
struct Item {
    metadata: Metadata,
    /// The text as a whole.
    full: Option<Body>,
    /// Its beginning, or what it is about.
    summary: Option<Body>,
}

/// A text of an item.
enum Body {
    Plain(String),
    Html(String),
}

fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
    let json =
        bytes.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf)) == Some(&b'{');
    let (mut items, mut notices) = if json { from_json(bytes)? } else { markup::items(bytes, source)? };
    if items.is_empty() {
        return Err("it holds no items.".to_owned());
    }
    if items.len() > MOST_ITEMS {
        notices.push(format!("The feed holds {} items; the first {MOST_ITEMS} are shown.", items.len()));
        items.truncate(MOST_ITEMS);
    }
    let mut documents = items.into_iter().map(document).collect::<Result<Vec<_>, _>>()?;
    documents[0].document.notices.extend(notices);
    Ok(documents)
}

fn document(item: Item) -> Result<Imported, String> {
    let Item { metadata, full, summary } = item;
    let whole = full.is_some();
    let url = metadata.url.clone();
    let mut document = match full.or(summary) {
        Some(Body::Plain(text)) => compose::plain(&text, metadata),
        Some(Body::Html(html)) => compose::marked(&html, metadata)?,
        None => compose::plain("", metadata),
    };
    let whole_at = url.filter(|_| !whole);
    if !whole {
        let at = whole_at.as_ref().map_or(String::new(), |url| format!("; the whole is at {url}"));
        document.notices.push(format!("The feed has only a summary of this{at}."));
    }
    Ok(Imported { whole_at, ..document.into() })
}

/// Whether a text is cut off rather than ended.
fn is_cut(text: &str) -> bool {
    let end = text.trim_end().trim_end_matches("</p>").trim_end();
    let marks =
        ["…", "...", "[…]", "[...]", "[&#8230;]", "&#8230;", "&hellip;", "Read more", "Continue reading"];
    marks.iter().any(|mark| end.ends_with(mark))
}

/// A text that may be the whole: with the marks of a cut it is none.
fn whole(text: String, make: fn(String) -> Body) -> (Option<Body>, Option<Body>) {
    match text.trim() {
        "" => (None, None),
        cut if is_cut(cut) => (None, Some(make(text))),
        _ => (Some(make(text)), None),
    }
}

fn from_json(bytes: &[u8]) -> Result<(Vec<Item>, Vec<String>), String> {
    let decoded = encoding::decode(bytes);
    let feed: Value = json::parse(&decoded.text)?;
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let names = |of: &Value| {
        let single = of.get("author").map(|a| text(a, "name"));
        let all = of.get("authors").and_then(Value::as_array).into_iter().flatten().map(|a| text(a, "name"));
        single.into_iter().chain(all).filter(|n| !n.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let read = |entry: &Value| {
        let mut m = Metadata::default();
        set(&mut m.title, &text(entry, "title"));
        set(&mut m.source, &text(&feed, "title"));
        set(&mut m.byline, &names(entry));
        set(&mut m.byline, &names(&feed));
        set(&mut m.published, &text(entry, "date_published"));
        set(&mut m.language, &text(entry, "language"));
        set(&mut m.language, &text(&feed, "language"));
        set_first(
            &mut m.url,
            [Some(text(entry, "url").as_str()), Some(text(entry, "external_url").as_str())],
        );
        let (html, cut_html) = whole(text(entry, "content_html"), Body::Html);
        let (plain, cut) = whole(text(entry, "content_text"), Body::Plain);
        let summary = Some(text(entry, "summary")).filter(|s| !s.is_empty()).map(Body::Plain);
        Item { metadata: m, full: html.or(plain), summary: cut_html.or(cut).or(summary) }
    };
    let items = feed.get("items").and_then(Value::as_array).map(|all| all.iter().map(read).collect());
    Ok((items.unwrap_or_default(), decoded.notice.into_iter().collect()))
}

#[cfg(not(feature = "xml"))]
mod markup {
    use super::{Item, Source};

    /// Reads nothing, because this build cannot read XML.
    pub fn items(_: &[u8], _: &Source) -> Result<(Vec<Item>, Vec<String>), String> {
        Err("it is XML, and this attache was built without its feature “xml”.".to_owned())
    }
}

#[cfg(feature = "xml")]
mod markup {
    use super::{Body, Item, Metadata, Source, author, dates, set, set_first, whole};
    use crate::import::address;
    use crate::import::xml::{self, Element};

    /// The items of a feed in XML, and what was odd about it.
    pub fn items(bytes: &[u8], source: &Source) -> Result<(Vec<Item>, Vec<String>), String> {
        let xml = xml::parse(bytes, source.charset())?;
        let root = &xml.root;
        let items = match root.name.as_str() {
            "feed" => {
                let feed = Channel::of(root);
                root.all("entry").map(|entry| atom(&feed, entry, source.url)).collect()
            }
            "rss" | "RDF" => {
                let channel = root.at(&["channel"]).ok_or("it has no channel.")?;
                let feed = Channel::of(channel);
                channel.all("item").chain(root.all("item")).map(|item| rss(&feed, item, source.url)).collect()
            }
            _ => return Err("it is neither RSS nor Atom.".to_owned()),
        };
        Ok((items, xml.notices))
    }

    /// What a feed says of all its items; looked up once, because it may stand behind them.
    struct Channel {
        title: String,
        language: String,
        author: String,
        link: Option<String>,
    }

    impl Channel {
        fn of(channel: &Element) -> Self {
            let link = channel.all("link").find(|l| is_alternate(l)).and_then(|l| l.attribute("href"));
            let language = channel.attribute("lang").map_or_else(|| text(channel, "language"), str::to_owned);
            let author = channel.at(&["author", "name"]).map(Element::text).unwrap_or_default();
            Self { title: title(channel), language, author, link: link.map(str::to_owned) }
        }
    }

    fn is_alternate(link: &Element) -> bool {
        matches!(link.attribute("rel"), None | Some("alternate"))
    }

    fn text(of: &Element, name: &str) -> String {
        of.at(&[name]).map(Element::text).unwrap_or_default()
    }

    /// A title, in which many programs write references twice over, and some tags.
    fn title(of: &Element) -> String {
        let written = text(of, "title");
        let meant = quick_xml::escape::unescape_with(&written, quick_xml::escape::resolve_html5_entity);
        let meant = meant.map_or(written.clone(), std::borrow::Cow::into_owned);
        let mut plain = String::new();
        let mut rest = meant.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            plain.push_str(before);
            let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            if let Some((_, after)) = tag.split_once('>').filter(|_| is_tag) {
                rest = after;
            } else {
                plain.push('<');
                rest = tag;
            }
        }
        plain + rest
    }

    fn date(written: &str) -> String {
        dates::of_mail(written).unwrap_or_else(|| written.to_owned())
    }

    fn rss(channel: &Channel, item: &Element, base: Option<&str>) -> Item {
        let mut m = Metadata::default();
        set(&mut m.title, &title(item));
        set(&mut m.source, &channel.title);
        let by = text(item, "author");
        // "desk@example.org (Ana Lund)", as RSS wants it.
        let by = by.split_once(" (").and_then(|(_, name)| name.strip_suffix(')')).unwrap_or(&by);
        set_first(
            &mut m.byline,
            [Some(author(&text(item, "creator"))), Some(author(by)).filter(|b| !b.contains('@'))],
        );
        set_first(
            &mut m.published,
            [Some(date(&text(item, "pubDate")).as_str()), Some(date(&text(item, "date")).as_str())],
        );
        set(&mut m.language, &channel.language);
        let permanent =
            item.at(&["guid"]).filter(|g| g.attribute("isPermaLink") != Some("false")).map(Element::text);
        let links: Vec<String> = item.all("link").map(Element::text).chain(permanent).collect();
        let mut links = links.iter().filter_map(|link| address::resolve(base, link));
        set(&mut m.url, &links.find(|l| l.starts_with("http")).unwrap_or_default());
        let raw = |name: &str| item.at(&[name]).map(Element::raw_text).unwrap_or_default();
        let (full, cut) = whole(raw("encoded"), Body::Html);
        let summary = Some(raw("description")).filter(|d| !d.trim().is_empty()).map(Body::Html);
        Item { metadata: m, full, summary: cut.or(summary) }
    }

    fn atom(feed: &Channel, entry: &Element, base: Option<&str>) -> Item {
        let mut m = Metadata::default();
        set(&mut m.title, &title(entry));
        set(&mut m.source, &feed.title);
        set(&mut m.byline, author(&entry.at(&["author", "name"]).map(Element::text).unwrap_or_default()));
        set(&mut m.byline, author(&feed.author));
        set_first(
            &mut m.published,
            [Some(text(entry, "published").as_str()), Some(text(entry, "updated").as_str())],
        );
        set_first(&mut m.language, [entry.attribute("lang"), Some(feed.language.as_str())]);
        let link = entry.all("link").find(|l| is_alternate(l));
        let link = link.and_then(|l| address::resolve(feed.link.as_deref().or(base), l.attribute("href")?));
        set(&mut m.url, link.as_deref().unwrap_or(""));
        let (full, cut) = entry.at(&["content"]).map_or((None, None), |content| {
            let (text, make) = body(content);
            whole(text, make)
        });
        let summary = entry.at(&["summary"]).map(body).filter(|(text, _)| !text.trim().is_empty());
        Item { metadata: m, full, summary: cut.or(summary.map(|(text, make)| make(text))) }
    }

    /// A text of Atom: plain, HTML that is escaped, or XHTML.
    fn body(of: &Element) -> (String, fn(String) -> Body) {
        match of.attribute("type") {
            Some("html" | "text/html") => (of.raw_text(), Body::Html),
            Some("xhtml") => (of.markup(), Body::Html),
            _ => (of.raw_text(), Body::Plain),
        }
    }
}

#[cfg(all(test, feature = "xml", feature = "html"))]
mod tests {
    use super::*;
    use crate::document::Document;

    fn documents(feed: &str) -> Vec<Document> {
        import(feed.as_bytes(), &Source::default()).unwrap().into_iter().map(|i| i.document).collect()
    }

    fn check(document: &Document, text: &str) {
        assert_eq!(document.text, text);
        let m = &document.metadata;
        assert_eq!((m.title.as_deref(), m.source.as_deref()), (Some("Talks “end”"), Some("Example Wire")));
        assert_eq!(m.url.as_deref(), Some("https://wire.example/1"));
        assert!(m.published.as_deref().unwrap().starts_with("2018-01-29T17:05:00"));
        assert_eq!(m.byline.as_deref(), Some("Ana Lund"));
    }

    #[test]
    fn rss_with_and_without_full_text() {
        let all = documents(
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='c' xmlns:dc='d' xmlns:atom='a'><channel>\
            <title>Example Wire</title><atom:link href='https://wire.example/rss' rel='self'/><link>https://wire.example</link>\
            <item><title>Talks &amp;#8220;end&amp;#8221;</title><link>https://wire.example/1</link><dc:creator>Ana Lund</dc:creator>\
            <pubDate>Mon, 29 Jan 2018 17:05:00 GMT</pubDate><description>Short …</description>\
            <content:encoded><![CDATA[<p>The envoy left.</p><p>Nobody said why.</p>]]></content:encoded></item>\
            <item><title>Talks “end”</title><guid>https://wire.example/1</guid><author>a@wire.example (Ana Lund)</author>\
            <pubDate>Mon, 29 Jan 2018 17:05:00 GMT</pubDate><description>&lt;b&gt;The envoy&lt;/b&gt; left&amp;nbsp;…</description></item>\
            </channel></rss>",
        );
        check(&all[0], "Talks “end”\n\nThe envoy left.\n\nNobody said why.");
        assert_eq!(all[0].notices, [""; 0]);
        check(&all[1], "Talks “end”\n\nThe envoy left …");
        assert_eq!(
            all[1].notices,
            ["The feed has only a summary of this; the whole is at https://wire.example/1."]
        );
    }

    #[test]
    fn atom_in_html_and_xhtml() {
        for content in [
            "<content type='html'>&lt;p&gt;The envoy &amp;amp; all left.&lt;/p&gt;</content>",
            "<content type='xhtml'><div xmlns='x'><p>The <b>envoy</b> &amp; all left.</p></div></content>",
            "<content>The envoy &amp; all left.</content>",
        ] {
            let all = documents(&format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>Example Wire</title><link href='https://wire.example/'/>\
                <author><name>Ana Lund</name></author><entry><title type='html'>Talks &lt;i>“end”&lt;/i></title>\
                <link href='/1'/><published>2018-01-29T17:05:00Z</published>{content}</entry></feed>"
            ));
            check(&all[0], "Talks “end”\n\nThe envoy & all left.");
        }
    }

    #[test]
    fn links_are_completed_by_the_address_of_the_feed() {
        for feed in [
            "<rss><channel><item><title>A</title><link>/1</link></item></channel></rss>",
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title><link href='1'/></entry></feed>",
        ] {
            let source = Source { url: Some("https://wire.example/rss"), ..Source::default() };
            let all = import(feed.as_bytes(), &source).unwrap();
            assert_eq!(all[0].whole_at.as_deref(), Some("https://wire.example/1"));
            assert_eq!(documents(feed)[0].metadata.url, None);
        }
    }

    #[test]
    fn json_feed() {
        let all = documents(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":"Example Wire","items":[{"id":"1","title":"Talks “end”",
            "url":"https://wire.example/1","content_html":"<p>The envoy left.</p>","date_published":"2018-01-29T17:05:00Z",
            "authors":[{"name":"Ana Lund"}]},{"id":"2","summary":"Short."}]}"#,
        );
        check(&all[0], "Talks “end”\n\nThe envoy left.");
        assert_eq!(all[1].notices, ["The feed has only a summary of this."]);
    }

    #[test]
    fn feeds_that_are_none_are_refused_in_a_sentence() {
        for feed in
            ["", "{", "<rss/>", "<rss><channel/></rss>", "<opml/>", "{\"items\":[]}", &"[".repeat(10_000)]
        {
            let error = import(feed.as_bytes(), &Source::default()).unwrap_err();
            assert!(error.ends_with('.'), "{error}");
        }
    }
}
