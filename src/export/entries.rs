//! The entries of an export of passages: quotes with their speakers, highlights with their notes.

use serde::Serialize;

use crate::briefing::{
    Actor, Briefing, Citation, Level, Quote, QuoteForm, QuoteKind, address, cautions, running,
};
use crate::corrections::Highlight;
use crate::text::key::key;

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Words that somebody said.
    Quote,
    /// A passage that a person has highlighted.
    Highlight,
}

/// The document that passages are from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Head {
    /// The name of its file, or its address.
    pub document: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where and when it was filed.
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Address of the original, without name or password.
    pub address: Option<String>,
    /// Cautions about it, a sentence each.
    pub cautions: Vec<String>,
    /// Digest of its text.
    #[serde(skip)]
    pub digest: [u8; 32],
}

/// One passage, with everything needed to cite it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Its kind.
    pub sort: Sort,
    /// Its number among its sort, in text order, from 1.
    pub number: usize,
    /// How the words are reported.
    pub kind: Option<QuoteKind>,
    /// Whether it is somebody's words, a statement or a stance.
    pub form: Option<QuoteForm>,
    /// The words, on one line.
    pub words: String,
    /// The speaker; none if unknown.
    pub speaker: Option<String>,
    /// The speaker's role.
    pub role: Option<String>,
    /// The medium through which it was said.
    pub relayed_by: Option<String>,
    /// The person who read them for the speaker.
    pub voiced_by: Option<String>,
    /// Whether words and speaker can be relied on.
    pub sure: Option<bool>,
    /// The probability that both are right, 0 to 1.
    pub confidence: Option<f32>,
    /// The rule that made the attribution; "corrected" if a person did.
    pub rule: Option<String>,
    /// The note about them.
    pub note: Option<String>,
    /// The number of their page, from 1, if the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The number of their paragraph, from 1.
    pub paragraph: usize,
    /// The first byte of the words in the document's text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Speaker, kind and doubt on one line.
    #[serde(skip)]
    pub attribution: Option<String>,
    /// Page and paragraph, in words.
    #[serde(skip)]
    pub place: String,
    /// The whole citation, as running text.
    pub citation: String,
}

impl Entry {
    /// The words, between quotation marks where they are the speaker's own.
    pub fn marked_words(&self) -> String {
        if self.is_direct() { format!("“{}”", self.words) } else { self.words.clone() }
    }

    /// Whether all the words are the speaker's own.
    pub fn is_direct(&self) -> bool {
        self.kind == Some(QuoteKind::Direct)
    }
}

/// The passages of one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Passages {
    /// The document.
    pub head: Head,
    /// The quotes, then the highlights, each in text order.
    pub entries: Vec<Entry>,
}

/// The selection to export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Quotes.
    pub quotes: bool,
    /// Highlights, with their notes.
    pub notes: bool,
    /// The quotes to export, by form and certainty.
    pub level: Level,
    /// Only quotes of speakers whose name, alias or id contains one of these; all if empty.
    pub speakers: Vec<String>,
}

impl Wanted {
    /// Everything that a level shows.
    pub fn all(level: Level) -> Self {
        Self { quotes: true, notes: true, level, speakers: Vec::new() }
    }

    fn suits(&self, briefing: &Briefing, quote: &Quote) -> bool {
        self.quotes && self.level.shows(quote) && is_by(briefing, quote, &self.speakers)
    }
}

/// The wanted passages of a briefing. `document` is the name of its file or its address.
pub fn passages(
    briefing: &Briefing,
    highlights: &[Highlight],
    document: Option<&str>,
    wanted: &Wanted,
) -> Passages {
    let suiting = briefing.quotes.iter().filter(|q| wanted.suits(briefing, q));
    let quotes = suiting.map(|q| quote(briefing, q, document));
    let marks = (1..).zip(highlights).filter(|_| wanted.notes);
    let marks = marks.map(|(number, h)| highlight(briefing, number, h, document));
    Passages { head: head(briefing, document), entries: quotes.chain(marks).collect() }
}

/// A sentence about how many quotes by these speakers the level leaves out; none if it leaves out none.
pub fn left_out(briefing: &Briefing, wanted: &Wanted) -> Option<String> {
    let all = Wanted { level: Level::Unsure, ..wanted.clone() };
    let counts =
        [(Level::Quotations, "quotation"), (Level::Statements, "statement"), (Level::Stances, "stance")];
    let left = |level| {
        let here = |q: &&Quote| Level::of(q) == level && level > wanted.level && all.suits(briefing, q);
        briefing.quotes.iter().filter(here).count()
    };
    let known = counts.map(|(level, name)| crate::text::count(left(level), name));
    let unsure = format!("{} unsure", left(Level::Unsure));
    let parts: Vec<String> =
        known.into_iter().chain([unsure]).filter(|part| !part.starts_with("0 ")).collect();
    (!parts.is_empty()).then(|| format!("Left out: {}.", parts.join(", ")))
}

/// Whether a name or id of the quote's speaker contains one of `names`.
fn is_by(briefing: &Briefing, quote: &Quote, names: &[String]) -> bool {
    if names.is_empty() {
        return true;
    }
    let attribution = briefing.attribution(quote);
    let called = |a: &&Actor| -> Vec<String> {
        std::iter::once(&a.name).chain([&a.id]).chain(&a.aliases).map(|name| key(name)).collect()
    };
    let mut called: Vec<String> = attribution.actors.iter().flat_map(called).collect();
    called.extend(attribution.described.as_deref().map(key));
    names.iter().map(|name| key(name)).any(|name| called.iter().any(|c| c.contains(&name)))
}

fn head(briefing: &Briefing, document: Option<&str>) -> Head {
    let m = &briefing.metadata;
    let line = |field: &Option<String>| field.as_deref().map(running).filter(|f| !f.is_empty());
    Head {
        document: document.map(running),
        title: line(&m.title),
        source: line(&m.source),
        byline: line(&m.byline),
        dateline: line(&m.dateline),
        published: m.published.map(|date| date.to_string()),
        address: address(m),
        cautions: cautions(m),
        digest: *blake3::hash(briefing.text.as_bytes()).as_bytes(),
    }
}

fn quote(briefing: &Briefing, quote: &Quote, document: Option<&str>) -> Entry {
    let attribution = briefing.attribution(quote);
    let citation = briefing.cite(quote).in_file(document);
    Entry {
        sort: Sort::Quote,
        number: quote.id as usize,
        kind: Some(quote.kind),
        form: Some(quote.form),
        speaker: attribution.name(),
        role: attribution.role().map(str::to_owned),
        relayed_by: attribution.relayed_by.map(str::to_owned),
        voiced_by: attribution.voiced_by.map(str::to_owned),
        sure: Some(attribution.sure),
        // Two decimals are significant; more would only be float noise.
        confidence: Some((quote.confidence * 100.0).round() / 100.0),
        rule: Some(quote.rule.clone()),
        start: quote.spans.first().map_or(0, |s| s.start),
        end: quote.spans.last().map_or(0, |s| s.end),
        attribution: citation.speaker.clone(),
        ..passage(Sort::Quote, citation)
    }
}

fn highlight(briefing: &Briefing, number: usize, highlight: &Highlight, document: Option<&str>) -> Entry {
    let citation = briefing.cite_passage(highlight.span).in_file(document);
    Entry {
        number,
        note: highlight.note.clone(),
        start: highlight.span.start,
        end: highlight.span.end,
        ..passage(Sort::Highlight, citation)
    }
}

/// An entry of which only the citation is known.
fn passage(sort: Sort, citation: Citation) -> Entry {
    Entry {
        sort,
        number: 0,
        kind: None,
        form: None,
        citation: citation.to_string(),
        place: citation.place().unwrap_or_default(),
        words: citation.words,
        speaker: None,
        role: None,
        relayed_by: None,
        voiced_by: None,
        sure: None,
        confidence: None,
        rule: None,
        note: None,
        page: citation.page,
        paragraph: citation.paragraph.unwrap_or(0),
        start: 0,
        end: 0,
        attribution: None,
    }
}
