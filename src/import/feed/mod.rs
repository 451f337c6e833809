//! Imports RSS, Atom and JSON Feed: a [`Document`] for each item.

use serde_json::Value;

pub(super) use body::is_html;
use body::{Body, whole};

use super::compose;
use super::detect::root_name;
use super::fields::{author, set, set_date, set_first};
use super::format::{Claim, Entry, Head, Read};
use super::{Imported, Source, encoding, json};
use crate::document::{Metadata, Notice};

mod body;

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

/// The most items read from a feed; agencies' feeds have some hundreds.
const MOST_ITEMS: usize = 1_000;

fn claim(head: &Head) -> Claim {
    if head.text.starts_with('{') {
        let named = head.text.contains("jsonfeed.org/version/");
        return if named { Claim::Certain } else { Claim::Possible };
    }
    let Some(root) = root_name(head.text) else { return Claim::No };
    let holds = |what: &str| head.text.contains(what);
    match root.to_ascii_lowercase().as_str() {
        "rss" => Claim::Certain,
        "feed"
            if holds("http://www.w3.org/2005/Atom") || holds("http://purl.org/atom/") || holds("entry>") =>
        {
            Claim::Certain
        }
        "entry" if holds("http://www.w3.org/2005/Atom") || holds("http://purl.org/atom/") => Claim::Certain,
        "rdf" if holds("http://purl.org/rss/") || holds("http://my.netscape.com/rdf/") || holds("<item") => {
            Claim::Certain
        }
        "channel" if holds("<item") || holds("<ITEM") => Claim::Likely,
        _ => Claim::Possible,
    }
}

/// A feed's data on one item.
#[derive(Default)]
struct Item {
    metadata: Metadata,
    /// The complete text.
    full: Option<Body>,
    /// Its beginning, or a summary.
    summary: Option<Body>,
}

fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
    let json =
        bytes.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf)) == Some(&b'{');
    let (mut items, mut notices) = if json { from_json(bytes)? } else { markup::items(bytes, source)? };
    if items.is_empty() {
        return Err("it holds no items.".to_owned());
    }
    if items.len() > MOST_ITEMS {
        notices.push(Notice::FeedCut { items: items.len(), read: MOST_ITEMS });
        items.truncate(MOST_ITEMS);
    }
    let mut documents: Vec<Imported> = items.into_iter().map(document).collect();
    // The last item, which is cut off, gets the notice too.
    if let [_, .., last] = documents.as_mut_slice() {
        last.document.notices.extend(notices.iter().filter(|n| **n == Notice::CutOff).cloned());
    }
    documents[0].document.notices.extend(notices);
    Ok(documents)
}

fn document(item: Item) -> Imported {
    let Item { metadata, full, summary } = item;
    let (whole, silent) = (full.is_some(), summary.is_none() && metadata.url.is_none());
    let url = metadata.url.clone();
    let mut document = match full.or(summary) {
        Some(Body::Plain(text)) => compose::plain(&text, metadata),
        Some(Body::Html(html)) => compose::marked(&html, metadata.clone()).unwrap_or_else(|why| {
            let mut document = compose::plain("", metadata);
            document.notices.push(Notice::ItemUnreadable(why));
            document
        }),
        None => compose::plain("", metadata),
    };
    let whole_at = url.filter(|_| !whole);
    if !whole && !silent {
        document.notices.push(Notice::SummaryOnly(whole_at.clone()));
    }
    Imported { whole_at, ..document.into() }
}

fn from_json(bytes: &[u8]) -> Result<(Vec<Item>, Vec<Notice>), String> {
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
        set_date(&mut m.published, None, [Some(text(entry, "date_published").as_str())]);
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
    use crate::document::Notice;

    /// Reads nothing, because this build cannot read XML.
    pub fn items(_: &[u8], _: &Source) -> Result<(Vec<Item>, Vec<Notice>), String> {
        Err("it is XML, and this attache was built without its feature “xml”.".to_owned())
    }
}

#[cfg(feature = "xml")]
mod markup;

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
        assert!(m.published.unwrap().to_string().starts_with("2018-01-29T17:05:00"));
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
        assert_eq!(all[0].notices, []);
        check(&all[1], "Talks “end”\n\nThe envoy left …");
        assert_eq!(all[1].notices, [Notice::SummaryOnly(Some("https://wire.example/1".to_owned()))]);
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
    fn an_item_that_is_broken_harms_no_other() {
        let broken = format!("&lt;p {}>", "a ".repeat(2_000));
        let all = documents(&format!(
            "<rss><channel><title>W</title><item><title>A & B < C</title><link>https://a.example/?a=1&b=2</link></item>\
             <item><title>Two</title><description>The <i>envoy left.</description></item>\
             <item><title>Three</title><description>{broken}</description></item>\
             <item><title>Four</title><description><p>The envoy</p><p>left.</p></description></item></channel></rss><script>x</script>"
        ));
        let texts: Vec<&str> = all.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["A & B < C", "Two\n\nThe envoy left.", "Three", "Four\n\nThe envoy\n\nleft."]);
        assert!(matches!(all[2].notices[0], Notice::ItemUnreadable(_)));
        assert_eq!(all[0].metadata.url.as_deref(), Some("https://a.example/?a=1&b=2"));
    }

    #[test]
    fn old_atom_lone_entries_and_texts_in_base64() {
        let entry = |content: &str| {
            format!(
                "<entry xmlns='http://purl.org/atom/ns#'><title>Talks end</title><issued>2018-01-29T10:00:00Z</issued>\
                <link rel='alternate' href='https://a.example/1'/>{content}</entry>"
            )
        };
        for content in [
            "<content type='text/html' mode='escaped'>&lt;p>The envoy left.&lt;/p></content>",
            "<content type='text/html' mode='base64'>PHA+VGhlIGVudm95\n IGxlZnQuPC9wPg==</content>",
            "<content type='application/xhtml+xml'><div xmlns='x'><p>The envoy left.</p></div></content>",
        ] {
            for feed in [
                entry(content),
                format!("<feed version='0.3' xmlns='http://purl.org/atom/ns#'>{}</feed>", entry(content)),
            ] {
                assert_eq!(claim(&Head { bytes: &[], text: &feed }), Claim::Certain);
                let document = documents(&feed).remove(0);
                assert_eq!(document.text, "Talks end\n\nThe envoy left.", "{content}");
                assert_eq!(document.metadata.url.as_deref(), Some("https://a.example/1"));
                assert_eq!(document.metadata.published.unwrap().to_string(), "2018-01-29T10:00:00Z");
            }
        }
    }

    #[test]
    fn what_belongs_to_a_picture_is_none_of_the_item() {
        let all = documents(
            "<rss xmlns:media='m'><channel><item><media:title>A ferry</media:title><media:description>At noon</media:description>\
             <media:content url='a'/><title>Talks end</title><description>The envoy left.</description></item></channel></rss>",
        );
        assert_eq!(all[0].text, "Talks end\n\nThe envoy left.");
    }

    #[test]
    fn references_to_controls_are_read_as_browsers_do() {
        let all = documents(
            "<rss><channel><item><title>Talks&#146; end</title><description>&amp;#147;We go on,&amp;#148; she said. It&#146;s late.\
             </description></item></channel></rss>",
        );
        assert_eq!(all[0].text, "Talks’ end\n\n“We go on,” she said. It’s late.");
    }

    #[test]
    fn a_title_that_nothing_closes_and_one_with_a_bare_ampersand() {
        let all = documents(
            "<rss><channel><item><title>One<description>The envoy left.</item>\
             <item><title><![CDATA[A & B &#8217; <i>C</i>]]></title></item><item/></channel></rss>",
        );
        let texts: Vec<&str> = all.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["One\n\nThe envoy left.", "A & B ’ C", ""]);
        assert!(all[1].notices.is_empty(), "{:?}", all[1].notices);
    }

    #[test]
    fn odd_bytes_around_and_in_a_feed_harm_nothing() {
        let feed = |title: &str| {
            format!(
                "<rss><channel><item><title>{title}</title><description>x</description></item></channel></rss>"
            )
        };
        let title = |bytes: &[u8]| {
            let all = import(bytes, &Source::default()).unwrap();
            all[0].document.metadata.title.clone().unwrap_or_default()
        };
        assert_eq!(title(feed("Bell\u{7} rings").as_bytes()), "Bell rings");
        assert_eq!(title(feed("Caf&eacute;&nbsp;talks").as_bytes()), "Café talks");
        assert_eq!(
            title(format!("{}\n<!-- cached -->\n<script>x</script>", feed("Talks")).as_bytes()),
            "Talks"
        );
        assert_eq!(title(format!("\n\n  <?xml version='1.0'?>{}", feed("Talks")).as_bytes()), "Talks");
        let declared = |name: &str| format!("<?xml version='1.0' encoding='{name}'?>");
        let talks = feed("Café “talks”");
        let (western, ..) = encoding_rs::WINDOWS_1252.encode(&talks);
        assert_eq!(title(&[declared("ISO-8859-1").as_bytes(), &western].concat()), "Café “talks”");
        let (chinese, ..) = encoding_rs::GBK.encode("王毅");
        let parts = feed("|");
        let (before, behind) = parts.split_once('|').unwrap();
        assert_eq!(
            title(&[declared("gb2312").as_bytes(), before.as_bytes(), &chinese, behind.as_bytes()].concat()),
            "王毅"
        );
        let wide: Vec<u8> = format!("\u{feff}{}{}", declared("UTF-16"), feed("Sixteen"))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(title(&wide), "Sixteen");
        let old = "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/' xmlns:dc='d'><channel/><item><title>Old</title>\
            <dc:date>2018-01-29T10:00:00Z</dc:date></item></rdf:RDF>";
        assert_eq!(documents(old)[0].metadata.published.unwrap().to_string(), "2018-01-29T10:00:00Z");
    }

    #[test]
    fn a_feed_that_is_cut_off_says_so_at_its_head_and_where_it_ends() {
        let all = documents(
            "<rss><channel><item><title>One</title></item><item><title>Two</title></item><item><title>Thr",
        );
        let cut: Vec<bool> = all.iter().map(|d| d.notices.contains(&Notice::CutOff)).collect();
        assert_eq!(cut, [true, false, true]);
    }

    #[test]
    fn tags_of_a_title_go_and_words_in_angle_brackets_stay() {
        for (written, title) in [
            ("A &lt;i&gt;plan&lt;/i&gt; &amp;amp; B", "A plan & B"),
            ("A &amp;lt;i&amp;gt;plan&amp;lt;/i&amp;gt; &amp;amp; B", "A plan & B"),
            ("A &amp;lt;plan&amp;gt; &amp;amp; B", "A <plan> & B"),
            ("A plan&amp;lt;br&amp;gt;", "A plan"),
        ] {
            let feed = format!(
                "<feed><entry><title type='html'>{written}</title><summary>x</summary></entry></feed>"
            );
            assert_eq!(documents(&feed)[0].metadata.title.as_deref(), Some(title), "{written}");
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
        assert_eq!(all[1].notices, [Notice::SummaryOnly(None)]);
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
