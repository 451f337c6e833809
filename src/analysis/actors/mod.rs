//! Stage 3, actors: which names, descriptions and pronouns mean the same entity.
//!
//! 1. [`pieces`]: the names of the text, joined with the actor table's data,
//! 2. [`people`], [`bodies`] and [`states`]: which pieces name the same person, organisation, state,
//! 3. [`roles`]: titles and appositions, the text's own roles of persons,
//! 4. [`descriptions`]: "the Syrian leader", "the ministry", "the opposition",
//! 5. [`pronouns`]: resolved one by one when the quotes are read,
//! 6. [`settle`]: which entities act in this text, and which are only locations.
//!
//! When unsure, a description stays unresolved: a wrong link costs a reader more than a missing one.

mod acronyms;
mod aliases;
mod bearers;
mod bodies;
mod builder;
mod called;
mod clause;
mod company;
mod descriptions;
mod holders;
mod labels;
mod nobody;
mod nouns;
mod offices;
mod people;
mod phrase;
mod pieces;
mod pronouns;
mod roles;
mod settle;
mod short;
mod states;
mod titles;
mod trim;
mod view;

use super::names::Name;
use super::syntax::Tag;
use super::table::{EntryIx, Gender, Month, Table};
use super::{Actor, Layout, Via};
use crate::document::Timestamp;
use crate::text::Span;

pub use builder::{slug, unique};
pub use settle::settle;

/// One mention of an entity of the [`Cast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CastMention {
    /// The bytes of the mention.
    pub span: Span,
    /// The kind of expression.
    pub via: Via,
    /// The entity, as an index into [`Cast::entities`].
    pub entity: usize,
    /// The entity's part there.
    pub part: Part,
}

/// The part of a mention in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Only describes another word ("Syrian territory").
    Attribute,
    /// A location.
    Location,
    /// None of the others.
    Neutral,
    /// Takes part: "talks with Iran", "gave Ankara the green light".
    Participant,
    /// Acts: subject, or agent of a passive.
    Agent,
}

/// Facts about an entity besides those shown to a reader.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Its entry in the actor table.
    pub entry: Option<EntryIx>,
    /// Whether a person is a man or a woman.
    pub gender: Option<Gender>,
    /// Whether the word for it is a plural ("the Kurds").
    pub plural: bool,
    /// The person's roles according to the text, in its own words, in lower case.
    pub roles: Vec<String>,
}

/// All persons, bodies and places that the text names. Which of them act, and which places do not, is decided
/// at the end, after the quotes: [`settle`].
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// The entities, without their mentions.
    pub entities: Vec<Actor>,
    /// Further facts about each entity.
    pub facts: Vec<Facts>,
    /// All mentions except pronouns, in text order.
    pub mentions: Vec<CastMention>,
    /// The place of each mention.
    places: Vec<Place>,
    /// Statements about the makers of the text.
    credits: Vec<Span>,
}

/// The place of a mention, and whether it names somebody who speaks for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    block: u32,
    sentence: u32,
    /// "the representative of Lissa" is Lissa, and also a person.
    delegate: bool,
}

impl Cast {
    /// The mentions within the bytes `span`, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &CastMention> {
        let from = self.mentions.partition_point(|m| m.span.end <= span.start);
        self.mentions[from..].iter().take_while(move |m| m.span.start < span.end)
    }

    /// The person or thing that the pronoun at token `i` most likely means, with the certainty, 0 to 1.
    pub fn resolve_pronoun(&self, layout: &Layout, i: usize) -> Option<(usize, f32)> {
        pronouns::resolve(self, layout, i)
    }
}

/// Knowledge from outside the text: the actor table, and the month of the text, for roles that change.
pub type Known<'t> = (&'t Table, Option<Month>);

/// Decides which names and descriptions mean the same entity.
pub fn resolve(layout: &Layout, tags: &[Tag], names: &[Name], known: Known) -> Cast {
    let (table, date) = known;
    let listed = layout.memory();
    let view = view::View { layout, tags, table, date, listed: &listed };
    let silent = pieces::silent(&view);
    let mut pieces = pieces::find(&view, names, &silent);
    company::correct(&view, &mut pieces);
    people::disown(&view, &mut pieces);
    let mut builder = builder::Builder::new(view);
    builder.silent = silent;
    people::register(&mut builder, &pieces);
    bodies::register(&mut builder, &pieces);
    let pieces = people::claim(&builder, pieces);
    for piece in &pieces {
        match piece.sort {
            pieces::Sort::Person => people::mention(&mut builder, piece),
            pieces::Sort::Body(kind) => bodies::mention(&mut builder, piece, kind),
            pieces::Sort::State | pieces::Sort::Capital => states::mention(&mut builder, piece),
            pieces::Sort::Place => states::place(&mut builder, piece),
        }
    }
    builder.sort();
    builder.cast.credits = labels::credits(&view).iter().map(|tokens| view.span(tokens)).collect();
    states::delegates_in_brackets(&mut builder);
    bodies::acronyms(&mut builder);
    roles::find(&mut builder);
    descriptions::find(&mut builder);
    builder.finish()
}

/// The month of a date, in the actor table's counting.
pub fn month_of(published: Timestamp) -> Option<Month> {
    let date = published.date();
    Some(Month::try_from(date.year()).ok()?.checked_sub(1900)? * 12 + Month::try_from(date.month()).ok()?)
}

#[cfg(test)]
mod tests;
