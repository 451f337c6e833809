//! The JSON contract: how a briefing is written, as [`SCHEMA`], and read, including earlier versions.
//!
//! Unknown fields are ignored, so that a later version may add some.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Briefing;
use super::notices::notice;
use crate::analysis::{Actor, Generator, Quote, QuoteForm, QuoteKind};
use crate::document::{Block, Caution, Link, Metadata, Notice, Page};
use crate::text::Span;

/// The name of the JSON contract.
pub const SCHEMA: &str = "attache/2";

/// The contracts that can be read.
const READ: [&str; 2] = ["attache/1", SCHEMA];

#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    generator: &'a Option<Generator>,
    text: &'a str,
    metadata: &'a Metadata,
    cautions: Vec<Caution>,
    notices: Vec<String>,
    blocks: &'a [Block],
    links: &'a [Link],
    #[serde(skip_serializing_if = "<[Page]>::is_empty")]
    pages: &'a [Page],
    actors: &'a [Actor],
    places: &'a [Actor],
    quotes: Quotes<'a>,
}

/// Quotes serialised one by one, so that a long list is not held in memory twice.
struct Quotes<'a>(&'a [Quote]);

#[derive(Serialize)]
struct WrittenQuote<'a> {
    id: u32,
    kind: QuoteKind,
    form: QuoteForm,
    spans: &'a [Span],
    speaker: Option<&'a str>,
    speakers: &'a [String],
    speaker_span: Option<Span>,
    cue: Option<Span>,
    relayed_by: &'a Option<String>,
    voiced_by: &'a Option<String>,
    addressee: Option<Span>,
    confidence: f32,
    sure: bool,
    rule: &'a str,
}

impl Serialize for Quotes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|quote| WrittenQuote {
            id: quote.id,
            kind: quote.kind,
            form: quote.form,
            spans: &quote.spans,
            speaker: quote.speaker(),
            speakers: &quote.speakers,
            speaker_span: quote.speaker_span,
            cue: quote.cue,
            relayed_by: &quote.relayed_by,
            voiced_by: &quote.voiced_by,
            addressee: quote.addressee,
            confidence: quote.confidence,
            sure: quote.is_sure(),
            rule: &quote.rule,
        }))
    }
}

impl Serialize for Briefing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            schema: SCHEMA,
            generator: &self.generator,
            text: &self.text,
            metadata: &self.metadata,
            cautions: self.metadata.cautions(),
            notices: self.notices.iter().map(notice).collect(),
            blocks: &self.blocks,
            links: &self.links,
            pages: &self.pages,
            actors: &self.actors,
            places: &self.places,
            quotes: Quotes(&self.quotes),
        };
        written.serialize(serializer)
    }
}

#[derive(Deserialize)]
struct Read {
    schema: String,
    #[serde(default)]
    generator: Option<Generator>,
    text: String,
    metadata: Metadata,
    #[serde(default)]
    notices: Vec<String>,
    blocks: Vec<Block>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    pages: Vec<Page>,
    actors: Vec<Actor>,
    places: Vec<Actor>,
    quotes: Vec<ReadQuote>,
}

#[derive(Deserialize)]
struct ReadQuote {
    id: u32,
    kind: QuoteKind,
    form: Option<QuoteForm>,
    spans: Vec<Span>,
    speaker: Option<String>,
    #[serde(default)]
    speakers: Vec<String>,
    speaker_span: Option<Span>,
    cue: Option<Span>,
    relayed_by: Option<String>,
    voiced_by: Option<String>,
    addressee: Option<Span>,
    confidence: f32,
    rule: String,
}

impl From<ReadQuote> for Quote {
    fn from(read: ReadQuote) -> Self {
        let alone = read.speakers.is_empty();
        Self {
            id: read.id,
            kind: read.kind,
            form: read.form.unwrap_or(QuoteForm::of(read.kind)),
            spans: read.spans,
            speakers: if alone { read.speaker.into_iter().collect() } else { read.speakers },
            speaker_span: read.speaker_span,
            cue: read.cue,
            relayed_by: read.relayed_by,
            voiced_by: read.voiced_by,
            addressee: read.addressee,
            confidence: read.confidence,
            rule: read.rule,
        }
    }
}

impl<'de> Deserialize<'de> for Briefing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        if !READ.contains(&read.schema.as_str()) {
            let why = format!("it follows none of the contracts {}", READ.join(" and "));
            return Err(serde::de::Error::custom(why));
        }
        Ok(Self {
            generator: read.generator,
            text: read.text,
            metadata: read.metadata,
            notices: read.notices.into_iter().map(Notice::Said).collect(),
            blocks: read.blocks,
            links: read.links,
            pages: read.pages,
            actors: read.actors,
            places: read.places,
            quotes: read.quotes.into_iter().map(Quote::from).collect(),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A sure direct quote of the first five bytes.
    pub(crate) fn quote() -> Quote {
        Quote {
            id: 1,
            kind: QuoteKind::Direct,
            form: QuoteForm::Quotation,
            spans: vec![Span::new(0, 5)],
            speakers: vec!["ana-lund".into()],
            speaker_span: None,
            cue: None,
            relayed_by: None,
            voiced_by: None,
            addressee: None,
            confidence: 0.9,
            rule: "said-after".into(),
        }
    }

    fn old(kind: &str, speaker: Option<&str>) -> Value {
        json!({"schema": "attache/1", "text": "Words", "metadata": {}, "blocks": [], "actors": [
            {"id": "ana-lund", "name": "Ana Lund", "kind": "person", "aliases": [], "role": null,
             "country": null, "mentions": []}], "places": [],
         "quotes": [{"id": 1, "kind": kind, "spans": [{"start": 0, "end": 5}], "speaker": speaker,
             "speaker_span": null, "cue": null, "voiced_by": null, "addressee": null, "confidence": 0.9,
             "rule": "said-after"}]})
    }

    #[test]
    fn the_first_contract_is_still_read() {
        let briefing: Briefing = serde_json::from_value(old("indirect", Some("ana-lund"))).unwrap();
        assert_eq!(briefing.quotes[0].form, QuoteForm::Statement);
        assert_eq!(briefing.quotes[0].speaker(), Some("ana-lund"));
        assert!(briefing.generator.is_none() && !briefing.actors[0].listed);
        let unknown: Briefing = serde_json::from_value(old("mixed", None)).unwrap();
        assert_eq!((unknown.quotes[0].form, unknown.quotes[0].speaker()), (QuoteForm::Quotation, None));
    }

    #[test]
    fn what_is_written_is_read_and_unknown_fields_are_ignored() {
        let mut briefing: Briefing = serde_json::from_value(old("direct", Some("ana-lund"))).unwrap();
        briefing.generator = Some(Generator::current());
        briefing.notices = vec![Notice::Said("One map is left out.".into())];
        briefing.links = Link::new(Span::new(0, 5), "https://example.org/a").into_iter().collect();
        briefing.quotes[0].speakers.push("jo-roe".into());
        briefing.quotes[0].relayed_by = Some("example-wire".into());
        let mut written = serde_json::to_value(&briefing).unwrap();
        assert_eq!(written["schema"], SCHEMA);
        assert_eq!(
            (&written["quotes"][0]["speaker"], &written["quotes"][0]["sure"]),
            (&json!("ana-lund"), &json!(true))
        );
        written["later"] = json!(1);
        written["quotes"][0]["later"] = json!([]);
        assert_eq!(serde_json::from_value::<Briefing>(written).unwrap(), briefing);
    }

    #[test]
    fn a_later_contract_is_refused_in_words() {
        let mut later = old("direct", None);
        later["schema"] = json!("attache/3");
        let error = serde_json::from_value::<Briefing>(later).unwrap_err();
        assert!(error.to_string().contains("attache/1 and attache/2"), "{error}");
    }
}
