//! The edits: the ways to correct and mark a briefing.

use serde::{Deserialize, Serialize};

use crate::briefing::{Actor, ActorKind};
use crate::text::{Anchor, sanitise, sanitise_line};

/// The most characters in a name.
const LONGEST_NAME: usize = 200;

/// An actor, by id, or by name if no actor has that id any more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ActorRef {
    /// The id; empty for an actor that the analysis did not find and that this name adds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The name.
    pub name: String,
}

impl ActorRef {
    /// A reference to `actor`.
    pub fn to(actor: &Actor) -> Self {
        Self { id: actor.id.clone(), name: actor.name.clone() }
    }

    /// A reference to the actor with that name, who is added if there is none.
    pub fn named(name: &str) -> Self {
        Self { id: String::new(), name: name.to_owned() }
    }
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Edit {
    /// The two are one actor, who keeps the name and the id of `into`.
    Merge {
        /// The actor that goes.
        actor: ActorRef,
        /// The actor that stays.
        into: ActorRef,
    },
    /// The actor has another name; the old one becomes an alias.
    Rename {
        /// The actor.
        actor: ActorRef,
        /// The new name.
        name: String,
    },
    /// The words are another name of the actor, wherever they occur and mean nobody else.
    Alias {
        /// The actor.
        actor: ActorRef,
        /// The other name.
        alias: String,
    },
    /// The actor is of another kind.
    Kind {
        /// The actor.
        actor: ActorRef,
        /// The kind.
        kind: ActorKind,
    },
    /// This is no actor. Their quotes lose their speaker.
    Delete {
        /// The actor.
        actor: ActorRef,
    },
    /// This mention means somebody else: the actor with that name, or a new one.
    Split {
        /// The mention.
        mention: Anchor,
        /// The name of the actor that it means.
        name: String,
    },
    /// This quote has that speaker, or its speaker is unknown.
    Speaker {
        /// The quote, by its first stretch of words.
        quote: Anchor,
        /// The speaker.
        speaker: Option<ActorRef>,
    },
    /// This is no quote.
    NotQuote {
        /// The quote, by its first stretch of words.
        quote: Anchor,
    },
    /// This passage is a quote and replaces the quotes that it overlaps.
    Quote {
        /// The words.
        passage: Anchor,
        /// The speaker; if none is given, the speaker of a replaced quote is kept.
        speaker: Option<ActorRef>,
    },
    /// The passage is highlighted.
    Highlight {
        /// The passage.
        passage: Anchor,
    },
    /// The passage is highlighted and has this note; an empty note removes the note.
    Note {
        /// The passage.
        passage: Anchor,
        /// The note.
        note: String,
    },
    /// The highlight that overlaps the passage most is removed, with its note.
    Unhighlight {
        /// The passage.
        passage: Anchor,
    },
}

/// The subject of an edit; edits with the same subject can contradict each other.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// Whether a passage is a quote, and who said it; by its first byte.
    Quote(u32),
    /// The actor that a mention means; by its first byte.
    Mention(u32),
    /// Who an actor is; by id, or by name if it has no id.
    Who(String),
    /// The name of an actor.
    Name(String),
    /// The kind of an actor.
    Kind(String),
}

impl Edit {
    /// The subject; none if any number of such edits go together.
    pub(super) fn subject(&self) -> Option<Subject> {
        let of = |actor: &ActorRef| if actor.id.is_empty() { actor.name.clone() } else { actor.id.clone() };
        Some(match self {
            Self::Merge { actor, .. } | Self::Delete { actor } => Subject::Who(of(actor)),
            Self::Rename { actor, .. } => Subject::Name(of(actor)),
            Self::Kind { actor, .. } => Subject::Kind(of(actor)),
            Self::Split { mention, .. } => Subject::Mention(mention.span.start),
            Self::Speaker { quote: passage, .. }
            | Self::NotQuote { quote: passage }
            | Self::Quote { passage, .. } => Subject::Quote(passage.span.start),
            Self::Alias { .. } | Self::Highlight { .. } | Self::Note { .. } | Self::Unhighlight { .. } => {
                return None;
            }
        })
    }

    /// Whether it only marks the text and changes no actor or quote.
    pub fn is_mark(&self) -> bool {
        matches!(self, Self::Highlight { .. } | Self::Note { .. } | Self::Unhighlight { .. })
    }

    /// The passage that it is about.
    pub fn passage(&self) -> Option<&Anchor> {
        match self {
            Self::Split { mention: passage, .. }
            | Self::Speaker { quote: passage, .. }
            | Self::NotQuote { quote: passage }
            | Self::Quote { passage, .. }
            | Self::Highlight { passage }
            | Self::Note { passage, .. }
            | Self::Unhighlight { passage } => Some(passage),
            _ => None,
        }
    }

    /// Describes the edit, as a sentence without its period.
    pub fn describe(&self) -> String {
        match self {
            Self::Merge { actor, into } => format!("{} is {}", actor.name, into.name),
            Self::Rename { actor, name } => format!("{} is called {name}", actor.name),
            Self::Alias { actor, alias } => format!("{} is also called {alias}", actor.name),
            Self::Kind { actor, kind } => format!("The kind of {} is {}", actor.name, kind_name(*kind)),
            Self::Delete { actor } => format!("{} is not an actor", actor.name),
            Self::Split { mention, name } => format!("“{}” means {name}", short(&mention.words)),
            Self::Speaker { quote, speaker: Some(who) } => {
                format!("{} said “{}”", who.name, short(&quote.words))
            }
            Self::Speaker { quote, speaker: None } => {
                format!("Nobody knows who said “{}”", short(&quote.words))
            }
            Self::NotQuote { quote } => format!("“{}” is not a quote", short(&quote.words)),
            Self::Quote { passage, .. } => format!("“{}” is a quote", short(&passage.words)),
            Self::Highlight { passage } => format!("“{}” is highlighted", short(&passage.words)),
            Self::Note { passage, .. } => format!("“{}” has a note", short(&passage.words)),
            Self::Unhighlight { passage } => format!("“{}” is not highlighted", short(&passage.words)),
        }
    }

    /// Describes the state after the edit is taken back, as a sentence without its period.
    pub fn undone(&self) -> String {
        match self {
            Self::Merge { actor, into } => format!("{} and {} are two actors again", actor.name, into.name),
            Self::Rename { actor, .. } => format!("{} has that name again", actor.name),
            Self::Alias { actor, alias } => format!("{} is not called {alias} any more", actor.name),
            Self::Kind { actor, .. } => format!("The kind of {} is what it was", actor.name),
            Self::Delete { actor } => format!("{} is an actor again", actor.name),
            Self::Split { mention, .. } => format!("“{}” means whom it meant before", short(&mention.words)),
            Self::Speaker { quote, .. } => format!("“{}” has the speaker that it had", short(&quote.words)),
            Self::NotQuote { quote } => format!("“{}” is a quote again", short(&quote.words)),
            Self::Quote { passage, .. } => format!("“{}” is not a quote any more", short(&passage.words)),
            Self::Highlight { passage } => format!("“{}” is not highlighted any more", short(&passage.words)),
            Self::Note { passage, .. } => format!("The note on “{}” is as it was", short(&passage.words)),
            Self::Unhighlight { passage } => format!("“{}” is highlighted again", short(&passage.words)),
        }
    }

    /// The edit, its names and notes made safe to show: they may come from a file that somebody else wrote.
    #[must_use]
    pub fn sanitised(mut self) -> Self {
        let line = |s: &mut String| *s = sanitise_line(s, LONGEST_NAME);
        match &mut self {
            Self::Merge { actor, into } => {
                line(&mut actor.name);
                line(&mut into.name);
            }
            Self::Rename { actor, name: other } | Self::Alias { actor, alias: other } => {
                line(&mut actor.name);
                line(other);
            }
            Self::Kind { actor, .. } | Self::Delete { actor } => line(&mut actor.name),
            Self::Split { name, .. } => line(name),
            Self::Speaker { speaker: Some(who), .. } | Self::Quote { speaker: Some(who), .. } => {
                line(&mut who.name);
            }
            Self::Note { note, .. } => *note = sanitise(note.trim()).into_owned(),
            _ => {}
        }
        self
    }
}

/// The name of a kind.
fn kind_name(kind: ActorKind) -> String {
    let name = serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(|name| name.replace('_', " ")));
    name.unwrap_or_default()
}

/// The first words of a passage, on one line.
fn short(words: &str) -> String {
    sanitise_line(words, 32)
}
