//! Computes the archive's data on a document before anything is written, on any thread.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::briefing::{Actor, ActorKind, Briefing, Quote, QuoteForm, QuoteKind, lead};
use crate::document::Timestamp;
use crate::likeness::{Shingles, Sketch};
use crate::text::key::key;
use crate::text::{Span, terms};

/// An incoming document: corrected, and with its origin.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The document with its quotes, as corrected.
    pub briefing: Briefing,
    /// The path or address at which it can be opened again, and at which a later version may come.
    pub address: Option<String>,
    /// The number of the feed that it came from.
    pub feed: Option<i64>,
    /// Whether only a summary is there.
    pub is_summary: bool,
    /// A person's notes in it.
    pub notes: Vec<String>,
    /// The end of its embargo, in seconds since the beginning of 1970 in UTC; none without an embargo, and the
    /// largest number if its end is unknown.
    pub embargo: Option<i64>,
}

impl Arrival {
    /// A document without any other facts.
    pub fn of(briefing: Briefing) -> Self {
        Self { briefing, address: None, feed: None, is_summary: false, notes: Vec::new(), embargo: None }
    }
}

/// An actor of a document.
#[derive(Debug)]
pub(super) struct Somebody {
    /// The key shared by several documents: the id of a listed actor; kind and name of any other.
    pub key: String,
    pub name: String,
    pub kind: ActorKind,
    pub listed: bool,
    pub role: Option<String>,
    pub country: Option<String>,
    /// Every name, folded, each once.
    pub names: Vec<String>,
    pub times: usize,
}

/// A quote of a document.
#[derive(Debug)]
pub(super) struct Saying {
    pub kind: QuoteKind,
    pub form: QuoteForm,
    pub confidence: f32,
    /// The spans, as JSON.
    pub spans: String,
    /// The speakers, as indexes into [`Prepared::cast`].
    pub speakers: Vec<usize>,
    /// The expression in the text for a speaker who is not an actor.
    pub speaking: Option<String>,
    /// The people named beside it, as indexes into [`Prepared::cast`].
    pub beside: Vec<usize>,
    /// The terms of its words.
    pub terms: String,
    /// Tokens that do not depend on an actor's number.
    pub tokens: String,
    pub shingles: Shingles,
}

/// A document that is ready to be stored.
#[derive(Debug)]
pub struct Prepared {
    pub(super) arrival: Arrival,
    pub(super) digest: [u8; 16],
    pub(super) title_terms: String,
    pub(super) text_terms: String,
    /// Tokens of `body` that do not depend on an actor's number.
    pub(super) tokens: String,
    pub(super) sketch: Option<Sketch>,
    pub(super) cast: Vec<Somebody>,
    pub(super) sayings: Vec<Saying>,
    pub(super) published: Option<Date>,
    /// How many shared changes of its text it includes.
    pub(super) given: usize,
}

impl Prepared {
    /// Computes the archive's data.
    pub fn new(arrival: Arrival) -> Self {
        let briefing = &arrival.briefing;
        let digest = blake3::hash(briefing.text.as_bytes());
        let mut short = [0; 16];
        short.copy_from_slice(&digest.as_bytes()[..16]);
        let cast: Vec<Somebody> = briefing.actors.iter().map(somebody).collect();
        let numbers: HashMap<&str, usize> =
            briefing.actors.iter().enumerate().rev().map(|(i, a)| (a.id.as_str(), i)).collect();
        let sayings = briefing.quotes.iter().map(|quote| saying(quote, briefing, &numbers)).collect();
        Self {
            digest: short,
            title_terms: joined_terms(briefing.metadata.title.as_deref().unwrap_or_default()),
            text_terms: joined_terms(&briefing.text),
            tokens: tokens(briefing),
            sketch: Sketch::of(&briefing.text),
            published: briefing.metadata.published.map(Timestamp::date),
            cast,
            sayings,
            arrival,
            given: 0,
        }
    }

    /// The same, after considering this many shared changes of its text.
    #[must_use]
    pub fn knowing(self, given: usize) -> Self {
        Self { given, ..self }
    }

    /// The number of its quotes.
    pub fn quotes(&self) -> usize {
        self.sayings.len()
    }
}

/// The terms of a text, separated by spaces, for the word index.
pub(super) fn joined_terms(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut all, mut term) = (terms(text), String::new());
    while all.next_into(&mut term).is_some() {
        out.push_str(&term);
        out.push(' ');
    }
    out
}

fn somebody(actor: &Actor) -> Somebody {
    let mut names: Vec<String> =
        [&actor.name].into_iter().chain(&actor.aliases).map(|name| folded(name)).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    let kind = kind_name(actor.kind);
    let key =
        if actor.listed { format!("a:{}", actor.id) } else { format!("n:{kind}:{}", folded(&actor.name)) };
    Somebody {
        key,
        name: actor.name.clone(),
        kind: actor.kind,
        listed: actor.listed,
        role: actor.role.clone(),
        country: actor.country.clone(),
        names,
        times: actor.mentions.len(),
    }
}

/// A name in the form for comparison: its terms, without an article.
pub(super) fn folded(name: &str) -> String {
    let terms = joined_terms(name);
    terms.strip_prefix("the ").unwrap_or(&terms).trim().to_owned()
}

/// A word for a kind of actor, which never changes.
pub(super) fn kind_name(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::State => "state",
        ActorKind::Org => "org",
        ActorKind::ArmedGroup => "armed",
        ActorKind::People => "people",
        ActorKind::Office => "office",
        ActorKind::Group => "group",
        ActorKind::Place => "place",
    }
}

/// The tokens for kinds, countries and roles of the actors.
fn tokens(briefing: &Briefing) -> String {
    let mut tokens: Vec<String> = Vec::new();
    for actor in &briefing.actors {
        tokens.push(format!("kind{}", kind_name(actor.kind)));
        tokens.extend(actor.country.as_deref().map(|code| format!("land{}", key(code))));
    }
    tokens.sort_unstable();
    tokens.dedup();
    // A role's words are kept together, so that they can be searched as a phrase.
    for role in briefing.actors.iter().filter_map(|a| a.role.as_deref()) {
        tokens.extend(terms(role).map(|(_, term)| format!("role{term}")));
        tokens.push("part".to_owned());
    }
    tokens.join(" ")
}

fn saying(quote: &Quote, briefing: &Briefing, numbers: &HashMap<&str, usize>) -> Saying {
    let text = &briefing.text;
    // A stance or a denial is indexed and shown with its verb, without which it may say the opposite.
    let lead = lead(text, quote);
    let rest = &quote.spans[usize::from(lead.is_some())..];
    let spans: Vec<Span> = lead.into_iter().chain(rest.iter().copied()).collect();
    let words = spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
    let speakers: Vec<usize> =
        quote.speakers.iter().filter_map(|id| numbers.get(id.as_str()).copied()).collect();
    let speaking = briefing.attribution(quote).described;
    let mut tokens: Vec<String> =
        vec![format!("kind{}", quote.kind.name()), format!("form{}", quote.form.name())];
    tokens.push(if quote.is_sure() { "sure" } else { "unsure" }.to_owned());
    if speakers.is_empty() && speaking.is_none() {
        tokens.push("nobody".to_owned());
    }
    tokens.extend(speaking.iter().flat_map(|words| terms(words)).map(|(_, term)| format!("by{term}")));
    tokens.push("part".to_owned());
    tokens.extend(
        quote.addressee.iter().flat_map(|span| terms(span.of(text))).map(|(_, term)| format!("to{term}")),
    );
    Saying {
        kind: quote.kind,
        form: quote.form,
        confidence: quote.confidence,
        spans: serde_json::to_string(&spans.iter().map(|s| (s.start, s.end)).collect::<Vec<_>>())
            .unwrap_or_default(),
        beside: beside(quote, briefing),
        shingles: Shingles::of(&words),
        terms: joined_terms(&words),
        tokens: tokens.join(" "),
        speakers,
        speaking,
    }
}

/// The people named in a quote's paragraphs.
fn beside(quote: &Quote, briefing: &Briefing) -> Vec<usize> {
    let blocks = briefing.blocks.iter().map(|b| b.span);
    let around: Vec<_> =
        blocks.filter(|b| quote.spans.iter().any(|s| s.start < b.end && b.start < s.end)).collect();
    let there = |actor: &Actor| {
        actor.mentions.iter().any(|m| around.iter().any(|b| b.start <= m.span.start && m.span.start < b.end))
    };
    briefing.actors.iter().enumerate().filter(|(_, actor)| there(actor)).map(|(i, _)| i).collect()
}
