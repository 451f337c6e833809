//! What an export of passages holds: quotes with their speakers, highlights with their notes.

use serde::Serialize;

use crate::briefing::{Actor, Briefing, Citation, Quote, QuoteKind};
use crate::corrections::Highlight;
use crate::text::key::key;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Something that somebody said.
    Quote,
    /// A passage that a person has highlighted.
    Highlight,
}

/// One passage, with everything that is needed to cite it. Flat, so that it is a row of a table as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// What it is.
    pub sort: Sort,
    /// Its number among its sort, in order of the text, from 1.
    pub number: usize,
    /// How the words are reported.
    pub kind: Option<QuoteKind>,
    /// The words, on one line.
    pub words: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// The speaker's role.
    pub role: Option<String>,
    /// Who read or relayed them, where that is not the speaker.
    pub voiced_by: Option<String>,
    /// How sure the attribution is, 0 to 1.
    pub confidence: Option<f32>,
    /// The rule that made it; "corrected" where a person did.
    pub rule: Option<String>,
    /// What is noted about them.
    pub note: Option<String>,
    /// The first byte of the words in the document's text.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
    /// The whole citation, as running text.
    pub citation: String,
}

/// What is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Quotes.
    pub quotes: bool,
    /// Highlights, with their notes.
    pub notes: bool,
    /// Only quotes of speakers whose name, alias or id holds one of these; of all where it is empty.
    pub speakers: Vec<String>,
}

/// The entries of a briefing that are wanted: the quotes, then the highlights, each in order of the text.
pub fn entries(briefing: &Briefing, highlights: &[Highlight], wanted: &Wanted) -> Vec<Entry> {
    let suits = |q: &&Quote| wanted.quotes && is_by(briefing, q, &wanted.speakers);
    let quotes = briefing.quotes.iter().filter(suits).map(|q| quote(briefing, q));
    let marks = (1..).zip(highlights).filter(|_| wanted.notes).map(|(n, h)| highlight(briefing, n, h));
    quotes.chain(marks).collect()
}

/// Whether one of the names is in what the speaker of a quote is called.
fn is_by(briefing: &Briefing, quote: &Quote, names: &[String]) -> bool {
    let actor = quote.speaker().and_then(|id| briefing.actor(id));
    let of = |a: &Actor| std::iter::once(&a.name).chain([&a.id]).chain(&a.aliases).map(|n| key(n)).collect();
    let called: Vec<String> = actor.map(of).unwrap_or_default();
    let described = briefing.speaker_name(quote).map(key);
    let holds = |name: &String| called.iter().chain(&described).any(|c| c.contains(&key(name)));
    names.is_empty() || names.iter().any(holds)
}

fn quote(briefing: &Briefing, quote: &Quote) -> Entry {
    let actor = |id: &Option<String>| id.as_deref().and_then(|id| briefing.actor(id));
    let citation = briefing.cite(quote);
    Entry {
        sort: Sort::Quote,
        number: quote.id as usize,
        kind: Some(quote.kind),
        words: citation.words.clone(),
        speaker: briefing.speaker_name(quote).map(str::to_owned),
        role: quote.speaker().and_then(|id| briefing.actor(id)).and_then(|a| a.role.clone()),
        voiced_by: actor(&quote.voiced_by).map(|a| a.name.clone()),
        // As many digits as mean something, and none that only a float has.
        confidence: Some((quote.confidence * 100.0).round() / 100.0),
        rule: Some(quote.rule.clone()),
        note: None,
        start: quote.spans.first().map_or(0, |s| s.start),
        end: quote.spans.last().map_or(0, |s| s.end),
        citation: citation.to_string(),
    }
}

fn highlight(briefing: &Briefing, number: usize, highlight: &Highlight) -> Entry {
    let citation = Citation::of_passage(highlight.span.of(&briefing.text), &briefing.metadata);
    Entry {
        sort: Sort::Highlight,
        number,
        kind: None,
        words: citation.words.clone(),
        speaker: None,
        role: None,
        voiced_by: None,
        confidence: None,
        rule: None,
        note: highlight.note.clone(),
        start: highlight.span.start,
        end: highlight.span.end,
        citation: citation.to_string(),
    }
}
