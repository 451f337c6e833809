//! The expression tree of a query. Displayed, it parses back to the same tree.

use std::fmt;

use super::complete::quoted;
use super::{Field, Is, Period};
use crate::briefing::ActorKind;

/// A word of a query, or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// One word.
    Word(String),
    /// These words in this order, one after another.
    Phrase(String),
    /// Words with this beginning.
    Prefix(String),
}

impl Piece {
    /// The words, without the marks of a phrase or a prefix.
    pub fn words(&self) -> &str {
        match self {
            Self::Word(words) | Self::Phrase(words) | Self::Prefix(words) => words,
        }
    }
}

/// The condition of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A name in a field of names.
    Name(Field, String),
    /// Words in a field of words: [`Field::Text`], [`Field::Quote`], [`Field::Note`].
    Words(Field, Piece),
    /// Quotes whose speaker is unknown.
    NoSpeaker,
    /// Actors of one of these kinds; the kind as the query wrote it.
    Kind(Vec<ActorKind>, String),
    /// Within a period.
    When(Period),
    /// In a given state.
    Is(Is),
    /// By number: [`Field::Story`], [`Field::Like`].
    Number(Field, i64),
}

impl Term {
    /// The field.
    pub fn field(&self) -> Field {
        match self {
            Self::Name(field, _) | Self::Words(field, _) | Self::Number(field, _) => *field,
            Self::NoSpeaker => Field::Speaker,
            Self::Kind(..) => Field::Kind,
            Self::When(_) => Field::Date,
            Self::Is(_) => Field::Is,
        }
    }

    /// Whether it is about a quote, so that other such terms beside it apply to the same quote.
    pub fn is_of_quotes(&self) -> bool {
        match self {
            Self::Is(is) => is.is_of_quotes(),
            other => matches!(other.field(), Field::Speaker | Field::Quote | Field::With | Field::To),
        }
    }
}

/// The condition of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// All of these words, or the actors of that name.
    Words(Vec<Piece>),
    /// The condition of one field.
    Term(Term),
    /// Everything that does not match.
    Not(Box<Expression>),
    /// Everything that matches all of these.
    All(Vec<Expression>),
    /// Everything that matches at least one of these.
    Any(Vec<Expression>),
}

impl Expression {
    /// The name of an actor, as a person would write it.
    pub fn name(name: &str) -> Self {
        let plain = quoted(name) == name || name.split_whitespace().all(|word| quoted(word) == word);
        if plain && !name.trim().is_empty() {
            Self::Words(name.split_whitespace().map(|word| Piece::Word(word.to_owned())).collect())
        } else {
            Self::Words(vec![Piece::Phrase(name.replace('"', "'"))])
        }
    }

    /// Whether it is the name of an actor and nothing else.
    pub fn is_name(&self) -> bool {
        matches!(self, Self::Words(_))
    }

    /// Calls `see` with each run of words and each term, and whether it is negated.
    pub fn each_leaf(&self, negated: bool, see: &mut impl FnMut(&Self, bool)) {
        match self {
            Self::Words(_) | Self::Term(_) => see(self, negated),
            Self::Not(inner) => inner.each_leaf(!negated, see),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|p| p.each_leaf(negated, see)),
        }
    }

    /// Replaces a name that is one whole leaf by another.
    pub fn rename(&mut self, old: &str, new: &str) {
        match self {
            Self::Words(pieces) if joined(pieces) == old => *self = Self::name(new),
            Self::Term(Term::Name(Field::Actor | Field::Speaker | Field::With | Field::To, words))
                if words == old =>
            {
                new.clone_into(words);
            }
            Self::Words(_) | Self::Term(_) => {}
            Self::Not(inner) => inner.rename(old, new),
            Self::All(parts) | Self::Any(parts) => parts.iter_mut().for_each(|p| p.rename(old, new)),
        }
    }

    fn binding(&self) -> u8 {
        match self {
            Self::Any(_) => 0,
            Self::All(_) => 1,
            Self::Not(_) | Self::Term(_) | Self::Words(_) => 2,
        }
    }
}

/// Words joined into one name.
pub(super) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::words).collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(&quoted(word)),
            Self::Phrase(words) => write!(f, "\"{words}\""),
            Self::Prefix(words) => write!(f, "{}*", quoted(words)),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let name = self.field().name();
        match self {
            Self::Name(_, words) | Self::Kind(_, words) => write!(f, "{name}:{}", quoted(words)),
            Self::Words(_, piece) => write!(f, "{name}:{piece}"),
            Self::NoSpeaker => write!(f, "{name}:?"),
            Self::When(period) => write!(f, "{name}:{period}"),
            Self::Is(is) => write!(f, "{name}:{}", is.name()),
            Self::Number(_, number) => write!(f, "{name}:{number}"),
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let inner = |f: &mut fmt::Formatter, part: &Self| {
            if part.binding() > self.binding() || part.binding() == 2 {
                write!(f, "{part}")
            } else {
                write!(f, "({part})")
            }
        };
        let joined = |f: &mut fmt::Formatter, parts: &[Self], sign: &str| {
            parts.iter().enumerate().try_for_each(|(i, part)| {
                f.write_str(if i > 0 { sign } else { "" })?;
                inner(f, part)
            })
        };
        match self {
            Self::Words(pieces) => pieces.iter().enumerate().try_for_each(|(i, piece)| {
                f.write_str(if i > 0 { " " } else { "" })?;
                write!(f, "{piece}")
            }),
            Self::Term(term) => write!(f, "{term}"),
            Self::Not(part) => {
                f.write_str("!")?;
                inner(f, part)
            }
            Self::All(parts) => joined(f, parts, " & "),
            Self::Any(parts) => joined(f, parts, " | "),
        }
    }
}
