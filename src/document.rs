//! A document: one sanitised text, the blocks over it, and its metadata.

pub mod address;
mod caution;
mod link;
mod notice;
mod plain;
mod timestamp;

use serde::{Deserialize, Serialize};

use crate::text::Span;

pub use address::resolve;
pub use caution::Caution;
pub use link::{Link, without_password};
pub use notice::{Notice, Part};
pub use timestamp::Timestamp;

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A title or a heading inside the text.
    Heading,
    /// Running prose.
    Paragraph,
    /// An entry of a list.
    ListItem,
    /// A passage set apart as somebody's words.
    BlockQuotation,
    /// A speaker's turn in a transcript, including its label.
    SpeakerTurn,
    /// A speaker's label on a line of its own; the blocks below it continue the turn.
    SpeakerLabel,
    /// A paragraph that continues the turn above it.
    TurnContinued,
    /// A pointer to another text ("Related article: …").
    CrossReference,
    /// A bare address on a line of its own.
    Link,
    /// The caption of a picture, a chart or a table.
    Caption,
    /// A note that a mark in the text points to, including its number.
    Note,
    /// A line that belongs to the letter or page around the text: an introduction to a quoted mail, a signature. It is
    /// not searched for actors.
    Furniture,
}

/// A block: a kind and the bytes that it covers. Blocks are in order and never overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// The bytes of the text that it covers, without surrounding white space.
    #[serde(flatten)]
    pub span: Span,
}

/// The beginning of a page of the source in the text. Notes come after the text and have the page at whose foot they
/// are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The byte of the text where it begins.
    pub at: u32,
    /// Its number; the first page of the source is 1.
    pub number: u32,
}

/// Facts about a document apart from its text; every field but the date is as the source wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Title or headline.
    pub title: Option<String>,
    /// Who published it: an agency, an outlet, a ministry.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where and when it was filed ("NAIROBI, March 4").
    pub dateline: Option<String>,
    /// When it was published, if that could be read.
    #[serde(deserialize_with = "timestamp::if_any")]
    pub published: Option<Timestamp>,
    /// BCP 47 tag of the language.
    pub language: Option<String>,
    /// Address of the original.
    pub url: Option<String>,
    /// The desk's name for the story ("FERRY TALKS").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Its urgency to the agency, from 1, the most urgent, to 9.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// The time before which it may not be published, as the source wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<String>,
    /// Whether it may be used at all: "usable", "withheld" or "canceled", as IPTC calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Its version number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The terms on which it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_terms: Option<String>,
    /// Whether the embargo was over when the text was opened. Never serialised.
    #[serde(skip)]
    pub embargo_is_over: bool,
    /// The format of the source, in a few words. Not serialised.
    #[serde(skip)]
    pub format: Option<&'static str>,
}

impl Metadata {
    /// Notes the current time, in seconds since the beginning of 1970 in UTC: an embargo may be over. An embargo that
    /// gives no end in ISO 8601 is never over.
    pub fn note_time(&mut self, now: i64) {
        let until = self.embargo.as_deref().and_then(Timestamp::parse);
        self.embargo_is_over = until.is_some_and(|until| until.seconds_everywhere() <= now);
    }

    /// The cautions about using the text, the gravest first.
    pub fn cautions(&self) -> Vec<Caution> {
        let status = match self.status.as_deref() {
            Some("canceled") => Some(Caution::Canceled),
            Some("withheld") => Some(Caution::Withheld),
            _ => None,
        };
        let embargo = self.embargo.clone().filter(|_| !self.embargo_is_over);
        let embargo = embargo.map(|until| Caution::Embargoed { until });
        let terms = self.usage_terms.clone().map(|terms| Caution::UsageTerms { terms });
        status.into_iter().chain(embargo).chain(terms).collect()
    }
}

/// An imported text. Immutable: analysis, corrections and the reader build on it and never change it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The whole text; each paragraph is one line, and an empty line separates blocks.
    pub text: String,
    /// The blocks over the text, in order.
    pub blocks: Vec<Block>,
    /// Facts about the document apart from its text.
    pub metadata: Metadata,
    /// The links of the text, in order, without overlaps.
    pub links: Vec<Link>,
    /// The beginnings of the pages, in order of the text; empty if the source has no pages.
    pub pages: Vec<Page>,
    /// Notices of the import: parts that it left out or guessed.
    pub notices: Vec<Notice>,
}

impl Document {
    /// A document with one paragraph a line; for tests and for text that needs no import.
    pub fn from_paragraphs(text: &str) -> Self {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let lead = line.len() - line.trim_start().len();
            let body = line.trim();
            if !body.is_empty() {
                let start = (at + lead) as u32;
                blocks.push(Block {
                    kind: BlockKind::Paragraph,
                    span: Span::new(start, start + body.len() as u32),
                });
            }
            at += line.len();
        }
        Self { text: text.to_owned(), blocks, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_caution_comes_first() {
        let said = |status: &str, embargo: Option<&str>| {
            let status = Some(status.to_owned());
            let usage_terms = Some("Not for resale.".to_owned());
            let embargo = embargo.map(str::to_owned);
            Metadata { embargo, status, usage_terms, ..Metadata::default() }.cautions()
        };
        let terms = Caution::UsageTerms { terms: "Not for resale.".to_owned() };
        assert_eq!(said("usable", None), std::slice::from_ref(&terms));
        let embargoed = Caution::Embargoed { until: "2018-01-30".to_owned() };
        assert_eq!(said("canceled", Some("2018-01-30")), [Caution::Canceled, embargoed, terms.clone()]);
        assert_eq!(said("withheld", None), [Caution::Withheld, terms]);
    }

    #[test]
    fn an_embargo_ends_with_its_time() {
        let at = |until: &str, now| {
            let mut metadata = Metadata { embargo: Some(until.to_owned()), ..Metadata::default() };
            metadata.note_time(now);
            !metadata.cautions().is_empty()
        };
        let until = "2018-01-29T18:00:00Z";
        assert!(at(until, 1_517_248_799) && !at(until, 1_517_248_800));
        assert!(at("until the speech is given", i64::MAX));
    }
}
