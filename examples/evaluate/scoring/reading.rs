//! The library's reading of a text, converted to letters for comparison.

use attache::briefing::{Actor, ActorKind, Briefing, Quote, QuoteForm, QuoteKind, Via};
use attache::import::{Source, first};
use attache::text::Span;

use super::letters::{LetterSet, Letters};
use super::strict::without_that;

/// One mention of an actor.
#[derive(Debug, Clone)]
pub struct ReadMention {
    /// Its place.
    pub at: LetterSet,
    /// Its spelling.
    pub surface: String,
    /// The kind of expression.
    pub via: Via,
}

/// An actor or a place.
#[derive(Debug, Clone)]
pub struct ReadActor {
    /// The name to show.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// The kind of actor.
    pub kind: ActorKind,
    /// Its mentions.
    pub mentions: Vec<ReadMention>,
}

/// A quote with all names of its speaker.
#[derive(Debug, Clone)]
pub struct ReadQuote {
    /// How the words are reported.
    pub kind: QuoteKind,
    /// The place of the words.
    pub at: LetterSet,
    /// The words.
    pub words: String,
    /// The speaker's name and aliases, and the expression at the quote; empty if no speaker is named.
    pub names: Vec<String>,
    /// The place of the expression that names the speaker.
    pub source: LetterSet,
    /// The confidence of the attribution, 0 to 1.
    pub confidence: f32,
    /// Whether it is listed by default: sure, and not a stance.
    pub listed: bool,
    /// Its spans, each without a leading "that".
    pub parts: Vec<LetterSet>,
}

/// The library's whole reading of a text.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The letters of the annotated text.
    pub letters: Letters,
    /// Actors and places.
    pub actors: Vec<ReadActor>,
    /// Quotes, in order.
    pub quotes: Vec<ReadQuote>,
}

impl Reading {
    /// Reads a text as the program would. Fails if the import refuses it, or loses or adds a letter.
    pub fn new(text: &str) -> Result<Self, String> {
        let document = first(text.as_bytes(), &Source::default()).map_err(|refusal| refusal.to_string())?;
        Self::of_briefing(text, &Briefing::new(document))
    }

    /// Converts a briefing of `text` to letters.
    pub fn of_briefing(text: &str, briefing: &Briefing) -> Result<Self, String> {
        let letters = Letters::new(text);
        let own = Letters::new(&briefing.text);
        if let Some(place) = letters.difference(&own) {
            return Err(format!("The import lost or added letters near “{place}”."));
        }
        let view = View { briefing, letters: own };
        let everybody = briefing.actors.iter().chain(&briefing.places);
        let actors = everybody.map(|a| view.actor(a)).collect();
        let quotes = briefing.quotes.iter().map(|q| view.quote(q)).collect();
        Ok(Self { letters, actors, quotes })
    }
}

/// A briefing with its letters counted.
struct View<'a> {
    briefing: &'a Briefing,
    letters: Letters,
}

impl View<'_> {
    fn surface(&self, span: Span) -> String {
        span.of(&self.briefing.text).to_owned()
    }

    fn actor(&self, actor: &Actor) -> ReadActor {
        let mentions = actor.mentions.iter().map(|m| ReadMention {
            at: self.letters.of(m.span.range()),
            surface: self.surface(m.span),
            via: m.via,
        });
        ReadActor {
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            kind: actor.kind,
            mentions: mentions.collect(),
        }
    }

    fn quote(&self, quote: &Quote) -> ReadQuote {
        let speaker = quote.speaker().and_then(|id| self.briefing.actor(id));
        let mut names: Vec<String> =
            speaker.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)).cloned().collect();
        names.extend(quote.speaker_span.map(|s| self.surface(s)));
        let words: Vec<String> = quote.spans.iter().map(|&s| self.surface(s)).collect();
        let part = |s: &Span| without_that(self.letters.of(s.range()), s.of(&self.briefing.text));
        let ranges: Vec<_> = quote.spans.iter().map(|s| s.range()).collect();
        ReadQuote {
            kind: quote.kind,
            at: self.letters.of_all(&ranges),
            words: words.join(" … "),
            names,
            source: quote.speaker_span.map(|s| self.letters.of(s.range())).unwrap_or_default(),
            confidence: quote.confidence,
            listed: quote.is_sure() && quote.form != QuoteForm::Stance,
            parts: quote.spans.iter().map(part).collect(),
        }
    }
}
