//! NITF, IPTC's News Industry Text Format → [`Document`](crate::document::Document).

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
    use crate::document::Metadata;
    use crate::import::fields::{author, set, set_first};
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

    /// Fills the fields that are not set from what an item says of itself.
    pub fn fill(m: &mut Metadata, nitf: &Element) {
        let text = |name: &str| nitf.find(name).map(Element::text).unwrap_or_default();
        let attribute = |name: &str, key: &str| nitf.find(name).and_then(|e| e.attribute(key)).unwrap_or("");
        set(&mut m.title, &text("hl1"));
        set(&mut m.title, &text("title"));
        set(&mut m.byline, author(&text("byline")));
        set(&mut m.dateline, &text("dateline"));
        set(&mut m.source, &text("distributor"));
        set(&mut m.source, attribute("doc.copyright", "holder"));
        set(&mut m.published, &time(attribute("date.issue", "norm")));
        set(&mut m.published, &time(attribute("date.release", "norm")));
        set(&mut m.published, &time(nitf.find("story.date").and_then(|e| e.attribute("norm")).unwrap_or("")));
        set(&mut m.urgency, attribute("urgency", "ed-urg"));
        set(&mut m.slug, attribute("du-key", "key"));
        set(&mut m.version, attribute("du-key", "version"));
        set_first(&mut m.usage_terms, [nitf.find("doc.rights").map(Element::text).as_deref()]);
        let management = attribute("docdata", "management-status");
        set(&mut m.status, status(management));
        let release = attribute("date.release", "norm");
        if management == "embargoed" {
            set(&mut m.embargo, &time(release));
        }
        if let Some(language) = nitf.attribute("lang") {
            set(&mut m.language, language);
        }
    }

    /// A date and time in ISO 8601, where it is written in its short form ("20180129T160500Z").
    fn time(norm: &str) -> String {
        let digits = norm.len() >= 8 && norm.as_bytes()[..8].iter().all(u8::is_ascii_digit);
        if !digits {
            return norm.to_owned();
        }
        let date = format!("{}-{}-{}", &norm[..4], &norm[4..6], &norm[6..8]);
        let clock = norm[8..].strip_prefix('T').unwrap_or("");
        if clock.len() >= 6 && clock.as_bytes()[..6].iter().all(u8::is_ascii_digit) {
            format!("{date}T{}:{}:{}{}", &clock[..2], &clock[2..4], &clock[4..6], &clock[6..])
        } else {
            date
        }
    }
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use crate::document::Block;
    use crate::import::Source;

    #[test]
    fn an_item_with_everything() {
        let xml = "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'http://www.nitf.org/nitf.dtd'><nitf xml:lang='en'><head>\
            <title>Ferry</title><docdata management-status='embargoed'><urgency ed-urg='2'/>\
            <date.release norm='20180130T060000Z'/><date.issue norm='20180129'/><du-key key='FERRY' version='3'/>\
            <doc.copyright holder='Example Wire'/></docdata></head><body><body.head><hedline><hl1>Talks\n end</hl1></hedline>\
            <byline>By <person>Ana Lund</person></byline><dateline><location>Port Lissa</location>, Jan. 29</dateline>\
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
        assert_eq!((m.published.as_deref(), m.slug.as_deref()), (Some("2018-01-29"), Some("FERRY")));
        assert_eq!((m.urgency.as_deref(), m.version.as_deref()), (Some("2"), Some("3")));
    }
}
