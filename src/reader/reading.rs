//! The text being read, and its actors and quotes once they are known, indexed by place.

use std::collections::HashMap;
use std::sync::Arc;

use super::declarations::{is_declaration, leading_number};
use crate::briefing::{Actor, Briefing, Citation, Level, Quote, described, page_at};
use crate::document::{Block, Document, Link, Metadata};
use crate::text::Span;

/// The speaker of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// An actor, as an index into [`Reading::actors`].
    Actor(usize),
    /// A speaker known only by this expression in the text ("two diplomats").
    Named(String),
    /// Unknown.
    Unknown,
}

/// A stretch of the text and the index of its actor or quote.
pub type Place = (Span, usize);

/// The document with its analysis.
#[derive(Debug)]
pub struct Reading {
    body: Body,
    /// Mentions of actors, in order, without overlaps.
    mentions: Vec<Place>,
    /// The spans of quotes, in order, without overlaps.
    words: Vec<Place>,
    speakers: Vec<Speaker>,
    /// How many quotes each actor speaks.
    spoken: Vec<usize>,
    /// The mentions of each actor, in order.
    by_actor: Vec<Vec<Span>>,
    /// The actors, then the places that are named at least twice.
    actors: Vec<Actor>,
    /// How many of them act.
    acting: usize,
    /// The ranks of those with the most quotes.
    hues: Vec<Option<usize>>,
    /// Whether it is a communiqué or a resolution.
    declares: bool,
}

#[derive(Debug)]
enum Body {
    Plain(Arc<Document>),
    Briefed(Arc<Briefing>),
}

impl Default for Reading {
    fn default() -> Self {
        Self::plain(Arc::default())
    }
}

impl Reading {
    /// A document that is not yet analysed.
    pub fn plain(document: Arc<Document>) -> Self {
        Self {
            body: Body::Plain(document),
            mentions: Vec::new(),
            words: Vec::new(),
            speakers: Vec::new(),
            spoken: Vec::new(),
            by_actor: Vec::new(),
            actors: Vec::new(),
            acting: 0,
            hues: Vec::new(),
            declares: false,
        }
    }

    /// An analysed document. Spans that do not fit the text are left out.
    pub fn briefed(briefing: Arc<Briefing>) -> Self {
        let b = &briefing;
        let places = b.places.iter().filter(|place| place.mentions.len() >= NAMED);
        let all = b.actors.iter().chain(places);
        let by_actor: Vec<Vec<Span>> = all.clone().map(|a| mentions_of(a, &b.text)).collect();
        let actors: Vec<Actor> = all.map(without_mentions).collect();
        let mentions = by_actor.iter().enumerate().flat_map(|(i, spans)| spans.iter().map(move |&s| (s, i)));
        let words = b.quotes.iter().enumerate().flat_map(|(i, q)| q.spans.iter().map(move |&s| (s, i)));
        // If two share an id, the first counts.
        let numbers: HashMap<&str, usize> =
            b.actors.iter().enumerate().rev().map(|(i, a)| (a.id.as_str(), i)).collect();
        let mut speakers: Vec<Speaker> = b.quotes.iter().map(|q| speaker_of(q, b, &numbers)).collect();
        unite(&mut speakers);
        let mut spoken = vec![0; actors.len()];
        for speaker in &speakers {
            if let Speaker::Actor(i) = speaker {
                spoken[*i] += 1;
            }
        }
        let (mentions, words) = (in_order(mentions.collect(), &b.text), in_order(words.collect(), &b.text));
        let numbered = |at: u32| {
            let block = b.blocks.iter().find(|block| block.span.holds(at));
            block.is_some_and(|block| leading_number(block.span.of(&b.text)).is_some())
        };
        let declares = is_declaration(&b.quotes, &speakers, &Speaker::Unknown, numbered);
        let (acting, hues) = (b.actors.len(), hues(&speakers, &spoken, &b.quotes));
        Self {
            mentions,
            words,
            speakers,
            spoken,
            by_actor,
            actors,
            acting,
            hues,
            declares,
            body: Body::Briefed(briefing),
        }
    }

    /// Whether the analysis is done.
    pub fn is_briefed(&self) -> bool {
        matches!(self.body, Body::Briefed(_))
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        match &self.body {
            Body::Plain(d) => &d.text,
            Body::Briefed(b) => &b.text,
        }
    }

    /// The blocks over the text.
    pub fn blocks(&self) -> &[Block] {
        match &self.body {
            Body::Plain(d) => &d.blocks,
            Body::Briefed(b) => &b.blocks,
        }
    }

    /// The links of the text, in order.
    pub fn links(&self) -> &[Link] {
        match &self.body {
            Body::Plain(d) => &d.links,
            Body::Briefed(b) => &b.links,
        }
    }

    /// The links that touch `span`, in order.
    pub fn links_in(&self, span: Span) -> &[Link] {
        let links = self.links();
        let from = links.partition_point(|l| l.span.end <= span.start);
        let count = links[from..].partition_point(|l| l.span.start < span.end);
        &links[from..from + count]
    }

    /// The document's metadata.
    pub fn metadata(&self) -> &Metadata {
        match &self.body {
            Body::Plain(d) => &d.metadata,
            Body::Briefed(b) => &b.metadata,
        }
    }

    /// The number of the page that contains a byte, if the source has pages.
    pub fn page_at(&self, byte: u32) -> Option<u32> {
        let pages = match &self.body {
            Body::Plain(d) => &d.pages,
            Body::Briefed(b) => &b.pages,
        };
        page_at(pages, byte)
    }

    /// The actors, most prominent first, then the places that are named at least twice. For their mentions use
    /// [`mentions_of`](Self::mentions_of).
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Whether an actor is a place that is only named.
    pub fn is_place(&self, actor: usize) -> bool {
        actor >= self.acting
    }

    /// A speaker's hue: the rank, for those with the most quotes.
    pub fn hue(&self, actor: usize) -> Option<usize> {
        self.hues.get(actor).copied().flatten()
    }

    /// Whether it is a communiqué or a resolution, where every paragraph is the issuer's.
    pub fn is_declaration(&self) -> bool {
        self.declares
    }

    /// The analysed document, once it is.
    pub fn briefing(&self) -> Option<&Arc<Briefing>> {
        match &self.body {
            Body::Plain(_) => None,
            Body::Briefed(b) => Some(b),
        }
    }

    /// The citation of a quote.
    pub fn cite(&self, quote: usize) -> Option<Citation> {
        let briefing = self.briefing()?;
        briefing.quotes.get(quote).map(|q| briefing.cite(q))
    }

    /// The quotes, in text order.
    pub fn quotes(&self) -> &[Quote] {
        match &self.body {
            Body::Plain(_) => &[],
            Body::Briefed(b) => &b.quotes,
        }
    }

    /// The text of a span; empty if it does not fit the text.
    pub fn of(&self, span: Span) -> &str {
        self.text().get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The index of the block that contains byte `at`, or of the next one, or of the last one.
    pub fn block_at(&self, at: u32) -> usize {
        let blocks = self.blocks();
        blocks.partition_point(|b| b.span.end <= at).min(blocks.len().saturating_sub(1))
    }

    /// The mentions that touch `span`, in order.
    pub fn mentions_in(&self, span: Span) -> &[Place] {
        touching(&self.mentions, span)
    }

    /// The stretches of quotes that touch `span`, in order.
    pub fn words_in(&self, span: Span) -> &[Place] {
        touching(&self.words, span)
    }

    /// The mentions of one actor, in order.
    pub fn mentions_of(&self, actor: usize) -> &[Span] {
        self.by_actor.get(actor).map_or(&[], Vec::as_slice)
    }

    /// The speaker of a quote.
    pub fn speaker(&self, quote: usize) -> &Speaker {
        self.speakers.get(quote).unwrap_or(&Speaker::Unknown)
    }

    /// A speaker's name: for an expression in the text, the part before a comma.
    pub fn speaker_name<'a>(&'a self, speaker: &'a Speaker) -> &'a str {
        match speaker {
            Speaker::Actor(i) => &self.actors()[*i].name,
            Speaker::Named(expression) => expression.split(',').next().unwrap_or(expression),
            Speaker::Unknown => "unknown",
        }
    }

    /// How many quotes an actor speaks.
    pub fn spoken(&self, actor: usize) -> usize {
        self.spoken.get(actor).copied().unwrap_or(0)
    }

    /// The first byte of a quote's words.
    pub fn quote_start(&self, quote: usize) -> u32 {
        self.quotes()[quote].spans.first().map_or(0, |s| s.start)
    }

    /// The bytes from a quote's first word to its last.
    pub fn quote_extent(&self, quote: usize) -> Span {
        let spans = &self.quotes()[quote].spans;
        let start = self.quote_start(quote);
        Span::new(start, spans.last().map_or(start, |s| s.end.max(start)))
    }
}

/// How often a place must be named to be listed.
const NAMED: usize = 2;

/// How many speakers have a hue.
const HUES: usize = 8;

fn without_mentions(actor: &Actor) -> Actor {
    let Actor { id, name, kind, aliases, role, country, listed, .. } = actor.clone();
    Actor { id, name, kind, aliases, role, country, listed, mentions: Vec::new() }
}

/// The ranks of those with the most quotes: first by the quotes shown by default, then by all.
fn hues(speakers: &[Speaker], spoken: &[usize], quotes: &[Quote]) -> Vec<Option<usize>> {
    let mut shown = vec![0usize; spoken.len()];
    for (speaker, quote) in speakers.iter().zip(quotes) {
        if let (Speaker::Actor(actor), true) = (speaker, Level::default().shows(quote)) {
            shown[*actor] += 1;
        }
    }
    let mut order: Vec<usize> = (0..spoken.len()).filter(|&a| spoken[a] > 0).collect();
    order.sort_by_key(|&a| (std::cmp::Reverse((shown[a], spoken[a])), a));
    let mut hues = vec![None; spoken.len()];
    order.iter().take(HUES).enumerate().for_each(|(rank, &actor)| hues[actor] = Some(rank));
    hues
}

fn fits(span: Span, text: &str) -> bool {
    span.start < span.end && text.get(span.start as usize..span.end as usize).is_some()
}

fn mentions_of(actor: &Actor, text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = actor.mentions.iter().map(|m| m.span).filter(|&s| fits(s, text)).collect();
    spans.sort_by_key(|s| s.start);
    spans
}

/// The speaker of a quote; `numbers` are the actors' indices, by id.
fn speaker_of(quote: &Quote, briefing: &Briefing, numbers: &HashMap<&str, usize>) -> Speaker {
    if let Some(actor) = quote.speaker().and_then(|id| numbers.get(id)) {
        return Speaker::Actor(*actor);
    }
    match quote.speaker_span.filter(|&s| fits(s, &briefing.text)) {
        Some(span) => described(&briefing.text, span).map_or(Speaker::Unknown, Speaker::Named),
        None => quote.speaker().map_or(Speaker::Unknown, |id| Speaker::Named(id.to_owned())),
    }
}

/// Gives speakers with the same expression, ignoring case, one name: the first.
fn unite(speakers: &mut [Speaker]) {
    let mut first: HashMap<String, String> = HashMap::new();
    for speaker in speakers {
        if let Speaker::Named(name) = speaker {
            *name = first.entry(name.to_lowercase()).or_insert_with(|| name.clone()).clone();
        }
    }
}

/// Sorts places and drops those that do not fit the text or overlap the one before.
fn in_order(mut places: Vec<Place>, text: &str) -> Vec<Place> {
    places.retain(|(span, _)| fits(*span, text));
    places.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    places.retain(|(span, _)| {
        let keep = span.start >= end;
        if keep {
            end = span.end;
        }
        keep
    });
    places
}

fn touching(places: &[Place], span: Span) -> &[Place] {
    let from = places.partition_point(|(s, _)| s.end <= span.start);
    let count = places[from..].partition_point(|(s, _)| s.start < span.end);
    &places[from..from + count]
}
