//! NewsML-G2, IPTC's news items in XML → a [`Document`](crate::document::Document) for each item with a text.

use crate::import::detect::claim_root;
use crate::import::format::{Claim, Entry, Head, Read};

/// A news item, or a message with several.
pub(in crate::import) const ENTRY: Entry = Entry {
    name: "newsml",
    what: "a news item in NewsML-G2",
    endings: &["newsml"],
    media_types: &["application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml"],
    claim,
    #[cfg(feature = "xml")]
    read: Read::Bytes(read::import),
    #[cfg(not(feature = "xml"))]
    read: Read::Missing("xml"),
};

fn claim(head: &Head) -> Claim {
    claim_root(head, &["newsItem", "newsMessage"])
}

#[cfg(feature = "xml")]
mod read {
    use super::super::{nitf, status};
    use crate::document::{Document, Metadata};
    use crate::import::fields::{author, set};
    use crate::import::xml::{self, Element};
    use crate::import::{Imported, Source, compose};

    /// Imports all items that have a text.
    pub fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
        let xml = xml::parse(bytes, source.charset())?;
        let mut items = Vec::new();
        xml.root.find_all("newsItem", &mut items);
        let mut documents = Vec::new();
        let mut fault = None;
        for item in &items {
            match document(item) {
                Ok(document) => documents.push(document),
                Err(why) => fault = Some(why),
            }
        }
        let without = items.len() - documents.len();
        let Some(first) = documents.first_mut() else {
            return Err(fault.unwrap_or_else(|| "it holds no news item.".to_owned()));
        };
        first.notices.extend(xml.notices);
        if without > 0 {
            first
                .notices
                .push(format!("{without} of its {} items have no text and are left out.", items.len()));
        }
        Ok(documents.into_iter().map(Imported::from).collect())
    }

    fn document(item: &Element) -> Result<Document, String> {
        let mut metadata = metadata(item);
        let Some(set) = item.at(&["contentSet"]) else { return Err("it has no text.".to_owned()) };
        if let Some(inline) = set.at(&["inlineXML"]) {
            if let Some(nitf) = inline.find("nitf") {
                nitf::fill(&mut metadata, nitf);
            }
            let body = ["body.content", "body"].iter().find_map(|name| inline.find(name)).unwrap_or(inline);
            return Ok(compose::write(metadata, |page| body.write(page)));
        }
        let Some(inline) = set.at(&["inlineData"]) else {
            return Err("its text is in another file; only texts inside the item can be read.".to_owned());
        };
        let kind = inline.attribute("contenttype").unwrap_or("text/plain");
        if kind.contains("html") || kind.contains("xml") {
            return compose::marked(&inline.raw_text(), metadata);
        }
        Ok(compose::plain(&inline.raw_text(), metadata))
    }

    /// The name that an element has, or the text in it.
    fn name(element: Option<&Element>) -> String {
        let named = element.and_then(|e| e.at(&["name"])).or(element);
        named.map(Element::text).unwrap_or_default()
    }

    fn metadata(item: &Element) -> Metadata {
        let mut m = Metadata::default();
        let meta = |path: &str| item.at(&["itemMeta", path]);
        let content = |path: &str| item.at(&["contentMeta", path]);
        let text = |element: Option<&Element>| element.map(Element::text).unwrap_or_default();
        let code = |element: Option<&Element>| {
            let code =
                element.and_then(|e| e.attribute("qcode").or(e.attribute("uri")).or(e.attribute("literal")));
            code.unwrap_or("").rsplit(['/', ':']).next().unwrap_or("").to_owned()
        };
        set(&mut m.title, &text(content("headline")));
        set(&mut m.title, &text(meta("title")));
        set(&mut m.byline, author(&text(content("by"))));
        let creators = item.at(&["contentMeta"]).into_iter().flat_map(|c| c.all("creator"));
        let creators: Vec<String> = creators.map(|c| name(Some(c))).filter(|n| !n.is_empty()).collect();
        set(&mut m.byline, &creators.join(", "));
        set(&mut m.dateline, &text(content("dateline")));
        set(&mut m.source, &name(meta("provider")));
        set(&mut m.source, &name(item.at(&["rightsInfo", "copyrightHolder"])));
        set(&mut m.source, &name(content("infoSource")));
        set(&mut m.source, meta("provider").and_then(|p| p.attribute("literal")).unwrap_or(""));
        for created in [content("contentCreated"), meta("firstCreated"), meta("versionCreated")] {
            set(&mut m.published, &text(created));
        }
        set(&mut m.language, content("language").and_then(|l| l.attribute("tag")).unwrap_or(""));
        set(&mut m.language, item.attribute("lang").unwrap_or(""));
        set(&mut m.slug, &text(content("slugline")));
        set(&mut m.urgency, &text(content("urgency")));
        set(&mut m.embargo, &text(meta("embargoed")));
        set(&mut m.status, status(&code(meta("pubStatus"))));
        set(&mut m.version, item.attribute("version").unwrap_or(""));
        set(&mut m.usage_terms, &text(item.at(&["rightsInfo", "usageTerms"])));
        m
    }
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use super::read::import;
    use crate::document::Caution;
    use crate::import::{Imported, Source};

    fn items(xml: &str) -> Result<Vec<Imported>, String> {
        import(xml.as_bytes(), &Source::default())
    }

    const META: &str = "<itemMeta><provider literal='EXW'><name>Example Wire</name></provider>\
        <versionCreated>2018-01-29T16:05:00Z</versionCreated><embargoed>2018-01-30T00:00:00Z</embargoed>\
        <pubStatus qcode='stat:withheld'/></itemMeta><contentMeta><urgency>4</urgency><by>By Ana Lund</by>\
        <slugline>FERRY</slugline><headline>Talks end</headline><language tag='en'/></contentMeta>";

    #[test]
    fn texts_in_xhtml_nitf_and_plain() {
        for inline in [
            "<inlineXML contenttype='application/xhtml+xml'><h:html xmlns:h='x'><h:head><h:title>T</h:title></h:head>\
             <h:body><h:p>The envoy left.</h:p></h:body></h:html></inlineXML>",
            "<inlineXML><nitf><body><body.head><hedline><hl1>Other</hl1></hedline></body.head>\
             <body.content><p>The envoy\n left.</p></body.content></body></nitf></inlineXML>",
            "<inlineData contenttype='text/plain'>The envoy left.</inlineData>",
            "<inlineData contenttype='text/html'>&lt;p>The envoy left.&lt;/p></inlineData>",
        ] {
            let xml =
                format!("<newsItem xmlns='x' version='2'>{META}<contentSet>{inline}</contentSet></newsItem>");
            let document = items(&xml).unwrap().remove(0).document;
            assert_eq!(document.text, "Talks end\n\nThe envoy left.", "{inline}");
            let m = &document.metadata;
            assert_eq!((m.source.as_deref(), m.byline.as_deref()), (Some("Example Wire"), Some("Ana Lund")));
            assert_eq!((m.urgency.as_deref(), m.version.as_deref()), (Some("4"), Some("2")));
            assert_eq!(m.cautions()[0], Caution::Withheld);
            assert!(matches!(&m.cautions()[1], Caution::Embargoed { until } if until.contains("2018-01-30")));
        }
    }

    #[test]
    fn a_message_may_hold_several_items() {
        let item = |text: &str| {
            format!("<newsItem><contentSet><inlineData>{text}</inlineData></contentSet></newsItem>")
        };
        let picture = "<newsItem><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>";
        let xml = format!(
            "<newsMessage><itemSet>{}{picture}{}</itemSet></newsMessage>",
            item("One."),
            item("Two.")
        );
        let all = items(&xml).unwrap();
        assert_eq!(all.iter().map(|i| i.document.text.as_str()).collect::<Vec<_>>(), ["One.", "Two."]);
        assert_eq!(all[0].document.notices, ["1 of its 3 items have no text and are left out."]);
        assert!(
            items(&format!("<newsMessage>{picture}</newsMessage>")).unwrap_err().contains("another file")
        );
    }
}
