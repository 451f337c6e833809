//! Imports NewsML-G2, IPTC's news items in XML: a document for each item with a text.

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
    let kinds = OTHER_ITEMS.iter().map(|(name, _)| *name);
    let roots: Vec<&str> =
        ["newsItem", "newsMessage", "packageItem", "NewsML", "NewsItem"].into_iter().chain(kinds).collect();
    claim_root(head, &roots)
}

/// Items of NewsML-G2 that are not news, and their contents.
const OTHER_ITEMS: &[(&str, &str)] = &[
    ("conceptItem", "a description of somebody or something"),
    ("knowledgeItem", "a list of such descriptions"),
    ("planningItem", "a plan of what will be covered"),
    ("catalogItem", "a list of vocabularies"),
    ("hopDeclaration", "a note on its way"),
];

#[cfg(feature = "xml")]
mod read {
    use super::super::{ELSEWHERE, newsml1, nitf, status};
    use super::OTHER_ITEMS;
    use crate::document::{Document, Metadata, Notice};
    use crate::import::fields::{author, set, set_date};
    use crate::import::xml::{self, Element};
    use crate::import::{Imported, Source, compose, feed};

    /// Imports all items that have a text.
    pub fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
        let xml = xml::parse(bytes, source.charset())?;
        let mut items = Vec::new();
        // Names are the same in NewsML 1, except for capitals.
        for name in ["newsItem", "packageItem"] {
            xml.root.find_all(name, &mut items);
        }
        if items.is_empty()
            && let Some((_, what)) = OTHER_ITEMS.iter().find(|(name, _)| xml.root.find(name).is_some())
        {
            return Err(format!("it holds no news, but {what}."));
        }
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
            first.notices.push(Notice::ItemsWithoutText { count: without, of: items.len() });
        }
        Ok(documents.into_iter().map(Imported::from).collect())
    }

    fn document(item: &Element) -> Result<Document, String> {
        if item.is("packageItem") {
            return Ok(package(item));
        }
        if let Some(component) = item.at(&["NewsComponent"]).filter(|_| item.at(&["contentSet"]).is_none()) {
            return newsml1::document(item, component);
        }
        let mut metadata = metadata(item);
        let Some(set) = item.at(&["contentSet"]) else { return summary(item, metadata) };
        if let Some(inline) = set.at(&["inlineXML"]) {
            if let Some(nitf) = inline.find("nitf") {
                nitf::fill(&mut metadata, nitf);
            }
            let body = ["body.content", "body"].iter().find_map(|name| inline.find(name)).unwrap_or(inline);
            return Ok(compose::write(metadata, |page| body.write(page)));
        }
        let Some(inline) = set.at(&["inlineData"]) else { return summary(item, metadata) };
        let kind = inline.attribute("contenttype").unwrap_or("text/plain");
        let text = inline.raw_text();
        if kind.contains("html") || kind.contains("xml") || feed::is_html(&text) {
            return compose::marked(&text, metadata);
        }
        Ok(compose::plain(&text, metadata))
    }

    /// The description of an item whose text or picture is elsewhere.
    fn summary(item: &Element, metadata: Metadata) -> Result<Document, String> {
        let descriptions = item.at(&["contentMeta"]).into_iter().flat_map(|c| c.all("description"));
        let said: Vec<String> = descriptions.map(Element::text).filter(|text| !text.is_empty()).collect();
        if said.is_empty() {
            let elsewhere = item.find("remoteContent").is_some();
            return Err(if elsewhere { ELSEWHERE } else { "it has no text." }.to_owned());
        }
        let mut document = compose::plain(&said.join("\n\n"), metadata);
        document.notices.push(Notice::DescriptionOnly);
        Ok(document)
    }

    /// The items in a package, each with its description.
    fn package(item: &Element) -> Document {
        let mut listed = Vec::new();
        item.find_all("itemRef", &mut listed);
        let mut document = compose::write(metadata(item), |page| {
            for item in &listed {
                let lines =
                    ["headline", "title", "description"].map(|name| item.at(&[name]).map(Element::text));
                let mut lines = lines.into_iter().flatten().filter(|line| !line.is_empty());
                lines.next().iter().for_each(|line| page.heading(line));
                for line in lines {
                    page.start("p", &|_| None);
                    page.text(&line);
                    page.end("p");
                }
            }
        });
        document.notices.push(Notice::Package(listed.len()));
        document
    }

    /// The name of an element, or the text in it.
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
            set_date(&mut m.published, None, [Some(text(created).as_str())]);
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
    use crate::document::{Caution, Notice};
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
            "<inlineData contenttype='text/plain'>&lt;p>The envoy left.&lt;/p></inlineData>",
            "<inlineData><![CDATA[\n<p>\nThe envoy left.</p>]]></inlineData>",
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
    fn packages_pictures_and_other_items() {
        let package = "<packageItem><itemMeta><title>The day</title></itemMeta><groupSet><group><itemRef residref='a'><headline>Talks end</headline>\
            <description>The envoy left.</description></itemRef><itemRef residref='b'><title>Ferry sails</title></itemRef></group></groupSet></packageItem>";
        let document = items(package).unwrap().remove(0).document;
        assert_eq!(document.text, "The day\n\nTalks end\n\nThe envoy left.\n\nFerry sails");
        let picture = "<newsItem><contentMeta><headline>A ferry</headline><description role='caption'>A ferry leaves at noon.</description>\
            </contentMeta><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>";
        assert_eq!(items(picture).unwrap().remove(0).document.text, "A ferry\n\nA ferry leaves at noon.");
        for other in ["<conceptItem><concept/></conceptItem>", "<knowledgeItem/>", "<planningItem/>"] {
            assert_eq!(super::claim(&super::Head { bytes: &[], text: other }), super::Claim::Certain);
            assert!(items(other).unwrap_err().starts_with("it holds no news, but a "), "{other}");
        }
    }

    #[test]
    fn items_of_the_first_newsml() {
        let lines = "<NewsLines><HeadLine>Talks end</HeadLine><ByLine>By Ana Lund</ByLine><DateLine>Port Lissa, Jan. 29</DateLine>\
            <CreditLine>Example Wire</CreditLine></NewsLines>";
        let management = "<Identification><NewsIdentifier><ProviderId>example.org</ProviderId></NewsIdentifier></Identification>\
            <NewsManagement><FirstCreated>20180129T160500+0100</FirstCreated><Status FormalName='Embargoed'>\
            <StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>20180130T060000Z</DateAndTime></StatusWillChange></Status>\
            <Urgency FormalName='4'/></NewsManagement>";
        for text in [
            "<p>The envoy left.</p>",
            "<![CDATA[<p>The envoy left.</p>]]>",
            "The envoy left.",
            "<nitf><body><body.content><p>The envoy left.</p></body.content></body></nitf>",
            "<html><body><p>The envoy left.</p></body></html>",
        ] {
            let xml = format!(
                "<NewsML Version='1.2'><NewsItem>{management}<NewsComponent>{lines}<NewsComponent><ContentItem>\
                 <MediaType FormalName='Text'/><DataContent>{text}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"
            );
            assert_eq!(super::claim(&super::Head { bytes: &[], text: &xml }), super::Claim::Certain);
            let document = items(&xml).unwrap().remove(0).document;
            assert_eq!(document.text, "Talks end\n\nThe envoy left.", "{text}");
            let m = &document.metadata;
            assert_eq!((m.source.as_deref(), m.byline.as_deref()), (Some("Example Wire"), Some("Ana Lund")));
            assert_eq!(m.published.unwrap().to_string(), "2018-01-29T16:05:00+01:00");
            assert_eq!(
                (m.embargo.as_deref(), m.urgency.as_deref()),
                (Some("2018-01-30T06:00:00Z"), Some("4"))
            );
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
        assert_eq!(all[0].document.notices, [Notice::ItemsWithoutText { count: 1, of: 3 }]);
        assert!(
            items(&format!("<newsMessage>{picture}</newsMessage>")).unwrap_err().contains("another file")
        );
    }
}
