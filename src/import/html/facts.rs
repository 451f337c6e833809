//! A page's statements about itself: JSON-LD, `meta` elements, and a few others, the most reliable first.

use std::borrow::Cow;
use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef, Selection};

use super::words::{self, Part};
use super::{head, json_ld};
use crate::document::address;
use crate::document::{Metadata, Timestamp};
use crate::import::dates;
use crate::import::fields::{is_nobody, names, set, set_date, set_first};
use crate::text::sanitise_line;

/// Reads the metadata of a page fetched from `url`, if that is known.
pub(super) fn read(page: &Document, url: Option<&str>) -> Metadata {
    let mut metadata = Metadata::default();
    json_ld::fill(&mut metadata, page);
    let html = page.select_single("html[lang]").attr("lang").map(|v| v.to_string());
    from_meta(&mut metadata, page, html.as_deref());
    let first = |selector: &str| page.select_single(selector);
    let attribute = |selector: &str, name: &str| first(selector).attr(name).map(|v| v.to_string());
    set(&mut metadata.language, html.as_deref().unwrap_or(""));
    let canonical = attribute("link[rel=canonical]", "href");
    let canonical = canonical.and_then(|href| address::resolve(url.or(metadata.url.as_deref()), &href));
    let stated = metadata.url.take();
    let canonical = canonical.as_deref().filter(|c| c.starts_with("http"));
    set_first(&mut metadata.url, [canonical, stated.as_deref(), url]);
    let heading = first("h1").text().to_string();
    set(&mut metadata.title, &title(&unescaped(&first("title").text()), &heading));
    metadata.title = metadata.title.map(|t| without_site(&t, metadata.source.as_deref()).to_owned());
    set(&mut metadata.byline, &byline(page));
    let is_event = metadata.published.is_none() && is_event(page);
    let shown = || (!is_event).then(|| visible_date(page, metadata.language.as_deref())).flatten();
    metadata.published = metadata.published.or_else(shown);
    let in_title = || date_of_title(metadata.title.as_deref()?, metadata.language.as_deref());
    metadata.published = metadata.published.or_else(in_title);
    let address = metadata.url.clone().or_else(|| url.map(str::to_owned));
    metadata.published = metadata.published.or_else(|| date_of_address(&address?));
    metadata
}

/// The longest line that is read as a byline or a date, in characters.
const LONGEST_LINE: usize = 100;

/// The text of an element with a space between its parts, if that is short.
fn line(element: &Selection) -> Option<String> {
    let parts: Vec<String> = element
        .nodes()
        .iter()
        .flat_map(dom_query::NodeRef::descendants_it)
        .filter(dom_query::NodeRef::is_text)
        .map(|n| n.text().trim().to_owned())
        .filter(|t| !t.is_empty())
        .collect();
    let line = parts.join(" ");
    (!line.is_empty() && line.chars().count() <= LONGEST_LINE).then_some(line)
}

/// The author of a page, as shown on it.
fn byline(page: &Document) -> String {
    const WHERE: &[&str] = &[
        "[itemprop=author]",
        "[rel=author]",
        ".byline__name, .byline-name, .author-name, .author__name",
        ".byline, .author, .article-author, .post-author, .entry-author",
    ];
    // "All authors", "More by this author"
    let leads = |names: &str| {
        let first = names.split(' ').next().unwrap_or_default().to_lowercase();
        matches!(first.as_str(), "all" | "more" | "view" | "see" | "read" | "about" | "our" | "the")
    };
    let fits = |names: &String| !leads(names) && !is_nobody(names);
    let names_of = |element: Selection| Some(names(&line(&element)?)).filter(fits);
    let of = |selector: &&str| page.select(selector).iter().take(5).find_map(names_of);
    let inside = |author: Selection| author.select("[itemprop=name]").iter().take(5).find_map(names_of);
    let author = page.select(WHERE[0]).iter().take(5).find_map(inside);
    author.or_else(|| WHERE.iter().find_map(of)).unwrap_or_default()
}

/// The date shown on a page: in a date element, or on a short line near its heading.
fn visible_date(page: &Document, language: Option<&str>) -> Option<Timestamp> {
    const IN_ARTICLE: &str = "article time";
    const WHERE: &[&str] = &[
        "[itemprop=datePublished]",
        "time[pubdate]",
        IN_ARTICLE,
        "time",
        "[class*=publish], [class*=pubdate], [class*=timestamp], [class*=posted-on], [class*=dateline], [id*=pubdate]",
        ".date, .entry-date, .post-date, .article-date, .article__date, .meta, .post-meta, .article-meta, .byline",
    ];
    let headed: HashSet<NodeId> = page.select_single("h1").nodes().iter().flat_map(around).collect();
    let of = |element: Selection| {
        let node = element.nodes().first()?;
        let says = node.has_attr("itemprop") && !head::is_of_event(node) || node.has_attr("pubdate");
        if !says && is_elsewhere(node, &headed) {
            return None;
        }
        let stated =
            ["datetime", "content", "title"].map(|name| element.attr(name).map(|value| value.to_string()));
        let mut stated = stated.iter().flatten().filter_map(|value| dates::timestamp(value, language));
        let shown = || line(&element).filter(|line| !head::is_of_other(line));
        stated.next().or_else(|| dates::timestamp(&shown()?, language))
    };
    // Not by selector: that would examine everything around every such element on the page.
    let in_article = |element: &Selection| {
        let mut around = element.nodes().iter().flat_map(|node| node.ancestors_it(None));
        around.any(|n| n.has_name("article") || n.has_name("main"))
    };
    WHERE.iter().find_map(|selector| match *selector {
        IN_ARTICLE => page.select("time").iter().take(50).filter(in_article).take(5).find_map(of),
        selector => page.select(selector).iter().take(5).find_map(of),
    })
}

/// An element and those around it.
fn around(node: &NodeRef) -> Vec<NodeId> {
    std::iter::once(node.id).chain(node.ancestors_it(None).map(|n| n.id)).collect()
}

/// The longest line around a date of publication, in characters; a longer one is prose that mentions a day.
const LONGEST_AROUND: usize = 80;

/// Whether an element dates something else: it is in a sentence, or in a part of the page outside the article, without
/// its heading.
fn is_elsewhere(node: &NodeRef, headed: &HashSet<NodeId>) -> bool {
    let told = node.parent().is_some_and(|parent| {
        let text = parent.text();
        parent.has_name("p") && text.trim_end().ends_with('.') && text.chars().count() > LONGEST_AROUND
    });
    let around: Vec<NodeRef> = std::iter::once(*node).chain(node.ancestors_it(None)).collect();
    let article = around.iter().position(|n| n.has_name("article") || n.has_name("main"));
    let is_other = |(i, n): (usize, &NodeRef)| {
        let name = n.node_name().unwrap_or_default();
        let part = words::part(n, &name, true, true);
        let other = part.is_some_and(|part| part.is_outside() || matches!(part, Part::Related | Part::Aside));
        let site = || article.is_none_or(|at| i > at) && head::is_site_head(n, &name);
        (other || site() || head::is_event(n)) && !headed.contains(&n.id)
    };
    told || around.iter().enumerate().any(is_other) || head::is_of_event(node)
}

/// Whether a page announces an event: then its dates are the event's, not the date of publication.
pub(super) fn is_event(page: &Document) -> bool {
    let stated = page.select_single("meta[property='og:type']").attr("content");
    let stated =
        stated.is_some_and(|kind| kind.split(['.', ':']).any(|word| word.eq_ignore_ascii_case("event")));
    let body = page.select_single("body").nodes().first().copied().is_some_and(|body| head::is_event(&body));
    stated || body || page.select_single("[itemtype*='schema.org/Event']").exists() || json_ld::is_event(page)
}

/// The first year in which a web page can have been published.
const FIRST_YEAR: i16 = 1990;

/// A numeric date in a title ("Briefing 5/31/12").
fn date_of_title(title: &str, language: Option<&str>) -> Option<Timestamp> {
    let words = title.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '-', ':']));
    let figures = |word: &&str| {
        let numbers: Vec<&str> = word.split('/').collect();
        numbers.len() == 3 && numbers.iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    words.filter(figures).find_map(|word| dates::timestamp(word, language))
}

/// The date in an address (`/2018/01/29/`, `/2018-01-29-talks`).
fn date_of_address(address: &str) -> Option<Timestamp> {
    let (_, path) = address.split_once("://")?.1.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let of = |three: &[&str]| {
        let fits = three[0].len() == 4 && three[1..].iter().all(|n| n.len() == 2);
        let number = |i: usize| three[i].parse().ok();
        let year = three[0].parse().ok().filter(|year| *year >= FIRST_YEAR);
        let day = fits.then(|| Timestamp::day(year?, number(1)?, number(2)?));
        day.flatten()
    };
    let whole = || numbers.iter().find(|n| n.len() == 8).and_then(|n| Timestamp::parse(n));
    numbers.windows(3).find_map(of).or_else(whole)
}

/// The title of a page: the heading if `title` is that and more, else `title`.
fn title(title: &str, heading: &str) -> String {
    let (title, heading) = (sanitise_line(title, 400), sanitise_line(heading, 400));
    // "T" begins "Talks end", and is not it.
    let behind = title.strip_prefix(&heading).filter(|_| !heading.is_empty());
    let holds = behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
    if holds || title.is_empty() { heading } else { title }
}

/// A title without the name of the site after it ("Talks end - Example Wire").
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let Some(site) = site.filter(|s| !s.is_empty()) else { return title };
    let marks = [" | ", " - ", " – ", " — ", " :: ", " · ", " / "];
    let cut = marks
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .find(|(_, end)| end.trim().to_lowercase() == site.to_lowercase());
    cut.map_or(title, |(head, _)| head.trim_end())
}

/// Names under which pages state their date of publication, the most reliable first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "published_time",
    "published-date",
    "publication_date",
    "article_date_original",
    "article.published",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "dc.created",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "rnews:datepublished",
    "pubdate",
    "pub_date",
    "datecreated",
    "date",
];

/// A value with its references resolved once more, because a program escaped it twice.
fn unescaped(value: &str) -> Cow<'_, str> {
    let referred = |after: &str| {
        let end = after.find(';').filter(|end| (2..10).contains(end));
        end.is_some_and(|end| after[..end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'))
    };
    if value.split('&').skip(1).any(referred) {
        return Document::from(value.replace('<', "&lt;")).select("body").text().to_string().into();
    }
    value.into()
}

fn from_meta(metadata: &mut Metadata, page: &Document, language: Option<&str>) {
    let fields: Vec<(String, String)> = page
        .select("meta[content]")
        .iter()
        .filter_map(|m| {
            let key = m.attr("property").or_else(|| m.attr("name")).or_else(|| m.attr("itemprop"))?;
            Some((key.to_ascii_lowercase(), unescaped(&m.attr("content")?).into_owned()))
        })
        .collect();
    let take = |field: &mut Option<String>, keys: &[&str], clean: fn(&str) -> String| {
        for key in keys {
            let values = fields.iter().filter(|(k, _)| k == key);
            values.for_each(|(_, value)| set(field, &clean(value)));
        }
    };
    take(
        &mut metadata.title,
        &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline"],
        str::to_owned,
    );
    take(
        &mut metadata.source,
        &["og:site_name", "dc.publisher", "dcterms.publisher", "publisher"],
        str::to_owned,
    );
    take(
        &mut metadata.byline,
        &["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author"],
        |value| Some(names(value)).filter(|names| !is_nobody(names)).unwrap_or_default(),
    );
    let values = DATES.iter().flat_map(|key| fields.iter().filter(move |(k, _)| k == key));
    set_date(&mut metadata.published, language, values.map(|(_, value)| Some(value.as_str())));
    take(&mut metadata.language, &["dc.language", "dcterms.language"], str::to_owned);
    take(
        &mut metadata.url,
        &["og:url"],
        |v| if v.starts_with("http") { v.to_owned() } else { String::new() },
    );
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
        assert_eq!(m.published, Timestamp::parse("2018-01-29T10:00:00Z"));
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
        assert_eq!(m.published, Timestamp::day(2018, 1, 29));
        let initial = facts("<title>Talks end</title><h1>T</h1><p>The envoy left.");
        assert_eq!(initial.title.as_deref(), Some("Talks end"));
        assert_eq!(facts("<p>Nothing."), Metadata::default());
    }

    #[test]
    fn dates_are_found_where_pages_show_them() {
        let day = Timestamp::day(2018, 1, 29);
        let moment = Timestamp::parse("2018-01-29T10:00:00Z");
        for (page, date) in [
            ("<div><time datetime=2018-01-29T10:00:00Z>29 January</time><h1>Talks</h1></div>", moment),
            ("<time itemprop=datePublished content=2018-01-29>29 January 2018</time>", day),
            ("<meta name=pubdate content='Mon, 29 Jan 2018 10:00:00 GMT'>", moment),
            ("<meta property=article:published_time content=1517220000>", moment),
            ("<html lang=de><span class=date>29.1.2018</span>", day),
            ("<html lang=de><p class=byline>Von Ana Lund Mo, 29. Januar 2018</p>", day),
            ("<html lang=en-US><div class=post-meta><b>Ana Lund</b><i>1/29/2018</i></div>", day),
            ("<link rel=canonical href=https://example.org/2018/01/29/talks>", day),
            ("<link rel=canonical href=https://example.org/talks-20180129.html>", day),
            ("<link rel=canonical href=https://example.org/2018/02/30/talks>", None),
            ("<title>Briefing by Ana Lund 1/29/18</title>", day),
            ("<title>Talks on 24/7 ferries, 2/30/18</title>", None),
            ("<p>The talks of 29 January 2018 go on.</p>", None),
            ("<link rel=canonical href=https://example.org/1848/03/18/revolution>", None),
            ("<aside><p>Harbour day</p><time datetime=2018-01-29>29 January 2018</time></aside>", None),
            (
                "<section class=comments><p>Jo Roe</p><time datetime=2018-01-29>29 January</time></section>",
                None,
            ),
            ("<p class=event><time datetime=2018-01-29>29 January 2018</time></p>", None),
            ("<p class=meta>Deadline: 29 January 2018</p>", None),
            ("<p class=date>27–29 January 2018</p>", None),
            ("<div class=with-sidebar><h1>Talks</h1><time datetime=2018-01-29>Monday</time></div>", day),
            (
                "<header><span class=date>29 January 2018</span></header><article><h1>Talks</h1></article>",
                None,
            ),
            ("<div id=header><time datetime=2018-01-29>29 January</time></div><h1>Talks</h1>", None),
            ("<header><h1>Talks</h1><span class=date>29 January 2018</span></header>", day),
            (
                "<article><header><span class=date>29 January 2018</span></header><h2>Talks</h2></article>",
                day,
            ),
            (
                "<article><h1>Harbour day</h1><time itemprop=startDate datetime=2018-01-29>Monday</time></article>",
                None,
            ),
            (
                "<div itemscope itemtype=https://schema.org/Event><h1>Harbour day</h1><time datetime=2018-01-29>Monday</time></div>",
                None,
            ),
        ] {
            assert_eq!(facts(page).published, date, "{page}");
        }
    }

    #[test]
    fn a_byline_is_names_and_nothing_else() {
        for page in [
            "<div class=author><span>Author</span><a href=/a>Ana Lund</a></div>",
            "<p class=byline>Von Ana Lund Fr, 18. Oktober 2019</p>",
            "<p class=byline>By Ana Lund - 11/18/19 11:04 PM EST</p>",
            "<p class=byline><b>Ana Lund</b>May 4, 2018</p>",
            "<div>by <span itemprop=author><a href=/a><span itemprop=name>Ana Lund</span></a></span> on Monday</div>",
            "<meta name=author content='by Ana Lund | Updated 4 May 2018'>",
        ] {
            assert_eq!(facts(page).byline.as_deref(), Some("Ana Lund"), "{page}");
        }
        for page in [
            "<p class=byline>May 4, 2018</p>",
            "<a rel=author href=/authors>All authors</a>",
            "<meta name=author content=admin>",
        ] {
            assert_eq!(facts(page).byline, None, "{page}");
        }
    }

    #[test]
    fn what_is_escaped_twice_is_read_twice() {
        let page = "<meta property=og:title content='The port pays &amp;pound;71m &amp;#8211; for the &amp;#8216;old&amp;#8217; line'>";
        assert_eq!(facts(page).title.as_deref(), Some("The port pays £71m – for the ‘old’ line"));
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
