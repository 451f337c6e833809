//! Imports NITF, IPTC's News Industry Text Format.

#[cfg(feature = "xml")]
pub(super) use read::fill;

use crate::import::detect::claim_root;
use crate::import::format::{Claim, Entry, Head, Read};

/// A news item in NITF.
pub(in crate::import) const ENTRY: Entry = Entry {
    name: "nitf",
    what: "a news item in NITF",
    endings: &["nitf"],
    media_types: &["application/nitf+xml"],
    claim,
    #[cfg(feature = "xml")]
    read: Read::Bytes(read::import),
    #[cfg(not(feature = "xml"))]
    read: Read::Missing("xml"),
};

fn claim(head: &Head) -> Claim {
    claim_root(head, &["nitf"])
}

#[cfg(feature = "xml")]
mod read {
    use super::super::status;
    use crate::document::{Metadata, Timestamp};
    use crate::import::fields::{author, set, set_date, set_first};
    use crate::import::xml::{self, Element};
    use crate::import::{Imported, Source, compose};

    /// Imports an item.
    pub fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
        let xml = xml::parse(bytes, source.charset())?;
        let nitf = xml.root.find("nitf").ok_or("it holds no element “nitf”.")?;
        let body = nitf.find("body.content").or_else(|| nitf.find("body")).ok_or("it has no body.")?;
        let mut metadata = Metadata::default();
        fill(&mut metadata, nitf);
        let mut document = compose::write(metadata, |page| body.write(page));
        document.notices.extend(xml.notices);
        Ok(vec![document.into()])
    }

    /// Fills in unset fields from an item's data on itself.
    pub fn fill(m: &mut Metadata, nitf: &Element) {
        let text = |name: &str| nitf.find(name).map(Element::text).unwrap_or_default();
        let attribute = |name: &str, key: &str| nitf.find(name).and_then(|e| e.attribute(key)).unwrap_or("");
        set(&mut m.title, &text("hl1"));
        set(&mut m.title, &text("title"));
        set(&mut m.byline, author(&byline(nitf)));
        set(&mut m.dateline, &dateline(nitf));
        set(&mut m.source, &text("distributor"));
        set(&mut m.source, attribute("doc.copyright", "holder"));
        let dates = ["date.issue", "date.release", "story.date"].map(|name| Some(attribute(name, "norm")));
        set_date(&mut m.published, None, dates);
        let filed = text("dateline");
        m.published = m.published.or_else(|| Timestamp::parse(&filed));
        set(&mut m.urgency, attribute("urgency", "ed-urg"));
        set(&mut m.slug, attribute("du-key", "key"));
        set(&mut m.version, attribute("du-key", "version"));
        set_first(&mut m.usage_terms, [nitf.find("doc.rights").map(Element::text).as_deref()]);
        let management = attribute("docdata", "management-status");
        set(&mut m.status, status(management));
        let release = attribute("date.release", "norm");
        // A release after the issue is an embargo, whether the management status says so or not.
        let issued = Timestamp::parse(attribute("date.issue", "norm"));
        let later = Timestamp::parse(release).zip(issued);
        let later =
            later.is_some_and(|(release, issued)| release.seconds_everywhere() > issued.seconds_everywhere());
        if management == "embargoed" || later {
            set(&mut m.embargo, &extended(release));
        }
        if let Some(language) = nitf.attribute("lang") {
            set(&mut m.language, language);
        }
    }

    /// A time in its short form ("20180129T160500Z") as people read it.
    fn extended(norm: &str) -> String {
        Timestamp::parse(norm)
            .filter(|_| norm.ends_with('Z'))
            .map_or_else(|| norm.to_owned(), |time| time.to_string())
    }

    /// The author of an item: its people, or else its byline.
    fn byline(nitf: &Element) -> String {
        let Some(byline) = nitf.find("byline") else { return String::new() };
        let mut people = Vec::new();
        byline.find_all("person", &mut people);
        let people: Vec<String> =
            people.into_iter().map(Element::text).filter(|name| !name.is_empty()).collect();
        if people.is_empty() { byline.own_text() } else { people.join(", ") }
    }

    /// The place and time of filing; a time alone is not a dateline.
    fn dateline(nitf: &Element) -> String {
        let Some(dateline) = nitf.find("dateline") else { return String::new() };
        let mut pieces: Vec<String> = dateline.elements().map(Element::text).collect();
        pieces.retain(|piece| !piece.is_empty());
        // If nothing separates its parts, a space does.
        let written = if dateline.own_text().is_empty() { pieces.join(" ") } else { dateline.text() };
        if Timestamp::parse(&written).is_some() { String::new() } else { written }
    }
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use crate::document::{Block, Timestamp};
    use crate::import::Source;

    #[test]
    fn an_item_with_everything() {
        let xml = "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'http://www.nitf.org/nitf.dtd'><nitf xml:lang='en'><head>\
            <title>Ferry</title><docdata management-status='embargoed'><urgency ed-urg='2'/>\
            <date.release norm='20180130T060000Z'/><date.issue norm='20180129'/><du-key key='FERRY' version='3'/>\
            <doc.copyright holder='Example Wire'/></docdata></head><body><body.head><hedline><hl1>Talks\n end</hl1></hedline>\
            <byline>By <person>Ana Lund</person><byttl>Example Wire</byttl></byline><dateline><location>Port Lissa</location>, Jan. 29</dateline>\
            </body.head><body.content><block><p>The <person>envoy</person> left &mdash; alone.</p><hl2>Why</hl2>\
            <bq><block><p>We go on.</p></block></bq><media media-type='image'><media-reference source='a.jpg'/>\
            <media-caption>A ferry</media-caption></media></block></body.content></body></nitf>";
        let document = super::read::import(xml.as_bytes(), &Source::default()).unwrap().remove(0).document;
        let show = |b: &Block| format!("{:?}: {}", b.kind, b.span.of(&document.text));
        let blocks: Vec<String> = document.blocks.iter().map(show).collect();
        assert_eq!(
            blocks,
            [
                "Heading: Talks end",
                "Paragraph: The envoy left — alone.",
                "Heading: Why",
                "BlockQuotation: We go on.",
                "Caption: A ferry"
            ]
        );
        let m = &document.metadata;
        assert_eq!(m.embargo.as_deref(), Some("2018-01-30T06:00:00Z"));
        assert_eq!(
            (m.byline.as_deref(), m.dateline.as_deref()),
            (Some("Ana Lund"), Some("Port Lissa, Jan. 29"))
        );
        assert_eq!((m.published, m.slug.as_deref()), (Timestamp::day(2018, 1, 29), Some("FERRY")));
        assert_eq!((m.urgency.as_deref(), m.version.as_deref()), (Some("2"), Some("3")));
    }

    #[test]
    fn a_dateline_that_is_a_time_says_when_and_not_where() {
        let xml = "<nitf><body><body.head><dateline>20180102T030405Z</dateline></body.head>\
            <body.content><p>The envoy left.</p></body.content></body></nitf>";
        let m = super::read::import(xml.as_bytes(), &Source::default()).unwrap().remove(0).document.metadata;
        assert_eq!((m.published, m.dateline), (Timestamp::parse("2018-01-02T03:04:05Z"), None));
        let xml = "<nitf><body><body.head><dateline><location>LISSA</location><story.date norm='20180102'>Jan. 2</story.date>\
            </dateline></body.head><body.content><p>The envoy left.</p></body.content></body></nitf>";
        let m = super::read::import(xml.as_bytes(), &Source::default()).unwrap().remove(0).document.metadata;
        assert_eq!(m.dateline.as_deref(), Some("LISSA Jan. 2"));
    }
}
