//! The data of an analysis: actors with their mentions, quotes with their speakers.

use serde::{Deserialize, Serialize};

use crate::lexicon::{Class, classes};
use crate::text::Span;

/// The kinds of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A state, under any of its names, its capital or its seat of government.
    State,
    /// An organisation: international, ministry, party, company, outlet.
    Org,
    /// An organisation that fights.
    ArmedGroup,
    /// A people or a community ("the Kurds").
    People,
    /// An office whose holder is not named ("the prosecutor's office").
    Office,
    /// A loose or unnamed group ("three diplomats", "the West").
    Group,
    /// A place that does not act.
    Place,
}

impl ActorKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::State,
        Self::Org,
        Self::ArmedGroup,
        Self::People,
        Self::Office,
        Self::Group,
        Self::Place,
    ];
}

/// The kind of expression that mentions an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Via {
    /// The full name.
    Name,
    /// Initials ("UN").
    Acronym,
    /// The surname alone.
    Surname,
    /// Another name of the same actor.
    Alias,
    /// A description ("the Syrian leader").
    Role,
    /// A word for the people or the adjective of a state ("Turks", "Syrian").
    Demonym,
    /// A seat in place of its occupant ("the Kremlin", "Ankara").
    Metonym,
    /// A collective ("the West").
    Collective,
    /// A pronoun.
    Pronoun,
}

/// One place in the text where an actor is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The bytes of the mention.
    #[serde(flatten)]
    pub span: Span,
    /// The kind of expression.
    pub via: Via,
}

/// A person or thing that acts or speaks in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Identifier, unique in the briefing and stable across texts for listed actors.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The kind of actor.
    pub kind: ActorKind,
    /// Other names of the actor in this text.
    pub aliases: Vec<String>,
    /// The actor's role, according to the text, or to the actor table at the text's date.
    pub role: Option<String>,
    /// ISO 3166-1 alpha-3 code of the country, for a country itself or an actor from it.
    pub country: Option<String>,
    /// Whether the actor is in the actor table, with the same id in every text.
    #[serde(default)]
    pub listed: bool,
    /// The actor's mentions, in text order.
    pub mentions: Vec<Mention>,
}

impl Actor {
    /// An actor without any other facts.
    pub fn new(id: String, name: &str, kind: ActorKind) -> Self {
        let name = name.to_owned();
        let (aliases, mentions) = (Vec::new(), Vec::new());
        Self { id, name, kind, aliases, role: None, country: None, listed: false, mentions }
    }
}

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// All of it inside quotation marks.
    Direct,
    /// Reported speech with quoted words inside; the span is the whole report.
    Mixed,
    /// Reported speech without quotation marks.
    Indirect,
}

/// The form of a quote: somebody's words, a statement in the text's words, or a stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuoteForm {
    /// Words in quotation marks, a transcript's turn, words set apart, or a report with quoted words in it.
    Quotation,
    /// A reporting verb or noun with a clause ("said that the port would open").
    Statement,
    /// An attitude or an act towards a thing, or a belief ("condemned the attack", "hopes for a deal").
    Stance,
}

impl QuoteKind {
    const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// Its name in JSON, tables and the archive, which never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }

    /// The kind with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl QuoteForm {
    const ALL: [Self; 3] = [Self::Quotation, Self::Statement, Self::Stance];

    /// Its name in JSON, tables and the archive, which never changes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quotation => "quotation",
            Self::Statement => "statement",
            Self::Stance => "stance",
        }
    }

    /// The form with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }

    /// The form of a quote if only its kind is known.
    pub const fn of(kind: QuoteKind) -> Self {
        match kind {
            QuoteKind::Direct | QuoteKind::Mixed => Self::Quotation,
            QuoteKind::Indirect => Self::Statement,
        }
    }
}

/// Something that somebody said. [`Briefing`](crate::briefing::Briefing) describes its JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Number of the quote in its briefing, from 1.
    pub id: u32,
    /// How the words are reported.
    pub kind: QuoteKind,
    /// Its form.
    pub form: QuoteForm,
    /// The words, several spans if the attribution interrupts them: without the marks around a quotation, with those inside
    /// a report.
    pub spans: Vec<Span>,
    /// Ids of the actors who said it together, best first; empty for an honest "unknown".
    pub speakers: Vec<String>,
    /// The expression that names the speaker at this quote ("he", "the minister").
    pub speaker_span: Option<Span>,
    /// The reporting word or words ("said", "according to").
    pub cue: Option<Span>,
    /// Id of the medium through which it was said ("told Example Wire").
    pub relayed_by: Option<String>,
    /// Id of the actor who read it for the speaker.
    pub voiced_by: Option<String>,
    /// The expression for the addressee.
    pub addressee: Option<Span>,
    /// The probability that words and speaker are both right, 0 to 1.
    pub confidence: f32,
    /// The rule that made the attribution.
    pub rule: String,
}

impl Quote {
    /// Whether the speaker says that the words are not so: "denied that it fired first".
    pub fn denies(&self, text: &str) -> bool {
        let verb =
            self.cue.and_then(|cue| text.get(cue.start as usize..cue.end as usize)).unwrap_or_default();
        self.kind != QuoteKind::Direct && classes(verb).has(Class::Denies)
    }

    /// Id of the speaker, the likeliest if there are several.
    pub fn speaker(&self) -> Option<&str> {
        self.speakers.first().map(String::as_str)
    }

    /// Every actor id in the quote.
    pub fn named(&self) -> impl Iterator<Item = &String> {
        self.speakers.iter().chain(&self.relayed_by).chain(&self.voiced_by)
    }
}

/// The program that made an analysis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generator {
    /// Version of attache, with its commit if known.
    pub version: String,
    /// Digest of the models.
    pub models: String,
    /// Digest of the built-in actors and word lists.
    pub lexicon: String,
}

impl Generator {
    /// This program.
    pub fn current() -> Self {
        Self {
            version: env!("ATTACHE_VERSION").to_owned(),
            models: env!("ATTACHE_MODELS").to_owned(),
            lexicon: env!("ATTACHE_LEXICON").to_owned(),
        }
    }
}

/// The side tables over one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// The program that made them; none if unknown.
    pub generator: Option<Generator>,
    /// The actors who act or speak, most prominent first.
    pub actors: Vec<Actor>,
    /// Named places that do not act.
    pub places: Vec<Actor>,
    /// The quotes with their speakers, in text order.
    pub quotes: Vec<Quote>,
}
