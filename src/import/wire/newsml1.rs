//! `NewsML` 1.0 to 1.2, the predecessor of NewsML-G2: nested components, some of which contain a text.

use super::{ELSEWHERE, nitf, status};
use crate::document::{Document, Metadata, Timestamp};
use crate::import::fields::{author, set, set_date, set_first};
use crate::import::xml::Element;
use crate::import::{compose, feed};

/// The document of an item with the outermost component `component`.
pub(super) fn document(item: &Element, component: &Element) -> Result<Document, String> {
    let mut metadata = metadata(item, component);
    let mut contents = Vec::new();
    component.find_all("DataContent", &mut contents);
    let longest = contents.into_iter().max_by_key(|content| content.raw_text().len());
    let Some(content) = longest.filter(|content| !content.text().is_empty()) else {
        let elsewhere = component.find("ContentItem").is_some_and(|item| item.attribute("Href").is_some());
        return Err(if elsewhere { ELSEWHERE } else { "it has no text." }.to_owned());
    };
    if content.elements().next().is_none() {
        let text = content.raw_text();
        return if feed::is_html(&text) {
            compose::marked(&text, metadata)
        } else {
            Ok(compose::plain(&text, metadata))
        };
    }
    if let Some(nitf) = content.find("nitf") {
        nitf::fill(&mut metadata, nitf);
    }
    let body = ["body.content", "body"].iter().find_map(|name| content.find(name)).unwrap_or(content);
    Ok(compose::write(metadata, |page| body.write(page)))
}

fn metadata(item: &Element, component: &Element) -> Metadata {
    let mut m = Metadata::default();
    let text = |name: &str| component.find(name).map(Element::text).unwrap_or_default();
    let managed = |name: &str| item.at(&["NewsManagement", name]);
    let formal =
        |element: Option<&Element>| element.and_then(|e| e.attribute("FormalName")).unwrap_or("").to_owned();
    set(&mut m.title, &text("HeadLine"));
    set(&mut m.byline, author(&text("ByLine")));
    set(&mut m.dateline, &text("DateLine"));
    set_first(&mut m.source, [Some(text("CreditLine").as_str()), Some(text("Copyright").as_str())]);
    set(&mut m.source, &formal(component.find("Provider").and_then(|p| p.at(&["Party"]))));
    set(&mut m.source, &item.find("ProviderId").map(Element::text).unwrap_or_default());
    let dates = ["FirstCreated", "ThisRevisionCreated"].map(|name| managed(name).map(Element::text));
    set_date(&mut m.published, None, dates.iter().map(Option::as_deref));
    set_date(&mut m.published, None, [item.find("DateId").map(Element::text).as_deref()]);
    set(&mut m.language, &formal(component.find("Language")));
    set(&mut m.slug, &text("SlugLine"));
    set(&mut m.urgency, &formal(managed("Urgency")));
    set(&mut m.version, &item.find("RevisionId").map(Element::text).unwrap_or_default());
    let state = formal(managed("Status")).to_ascii_lowercase();
    if state == "embargoed" {
        let until =
            managed("Status").and_then(|s| s.at(&["StatusWillChange", "DateAndTime"])).map(Element::text);
        let until = until.unwrap_or_else(|| "further notice".to_owned());
        set(
            &mut m.embargo,
            &Timestamp::parse(&until).filter(|_| until.ends_with('Z')).map_or(until, |time| time.to_string()),
        );
    } else {
        set(&mut m.status, status(&state));
    }
    set(&mut m.usage_terms, &text("UsageTerms"));
    m
}
