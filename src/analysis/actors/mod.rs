//! Stage 3, actors: which names, descriptions and pronouns are one entity.
//!
//! 1. [`pieces`]: the names of the text joined with what the actor table knows,
//! 2. [`people`], [`bodies`] and [`states`]: which pieces name one person, organisation, state,
//! 3. [`roles`]: titles and appositions, who is what according to the text,
//! 4. [`descriptions`]: "the Syrian leader", "the ministry", "the opposition",
//! 5. [`pronouns`]: asked for single pronouns when the quotes are read,
//! 6. [`settle`]: which entities act in this text, and which are merely where.
//!
//! When unsure, a description stays unresolved: a wrong link costs a reader more than a missing one.

mod acronyms;
mod bearers;
mod bodies;
mod builder;
mod called;
mod clause;
mod descriptions;
mod holders;
mod labels;
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
    /// What kind of expression it is.
    pub via: Via,
    /// The entity, as an index into [`Cast::entities`].
    pub entity: usize,
    /// What the entity does there.
    pub part: Part,
}

/// What a mention does in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Merely describes another word ("Syrian territory").
    Attribute,
    /// Where something is.
    Location,
    /// None of the others.
    Neutral,
    /// Takes part: "talks with Iran", "gave Ankara the green light".
    Participant,
    /// Acts: subject, or agent of a passive.
    Agent,
}

/// What is known about an entity beside what a reader sees.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Its entry in the actor table.
    pub entry: Option<EntryIx>,
    /// Whether a person is a man or a woman.
    pub gender: Option<Gender>,
    /// Whether the word for it is a plural ("the Kurds").
    pub plural: bool,
    /// What the text says that a person is, each as it stands there, in lower case.
    pub roles: Vec<String>,
}

/// Everybody and everything that the text names. Which of them act, and which places do not, is known at
/// the end, when the quotes are: [`settle`].
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// The entities, without their mentions.
    pub entities: Vec<Actor>,
    /// What else is known of each entity.
    pub facts: Vec<Facts>,
    /// All mentions but pronouns, in order of the text.
    pub mentions: Vec<CastMention>,
    /// Where each mention stands.
    places: Vec<Place>,
    /// What is said of who made the text.
    credits: Vec<Span>,
}

/// Where a mention stands, and whether it names somebody who speaks for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    block: u32,
    sentence: u32,
    /// "the representative of Lissa" is Lissa, and a person all the same.
    delegate: bool,
}

impl Cast {
    /// The mentions of the bytes `span`, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &CastMention> {
        let from = self.mentions.partition_point(|m| m.span.end <= span.start);
        self.mentions[from..].iter().take_while(move |m| m.span.start < span.end)
    }

    /// The person or thing that the pronoun at token `i` most likely means, with how sure that is, 0 to 1.
    pub fn resolve_pronoun(&self, layout: &Layout, i: usize) -> Option<(usize, f32)> {
        pronouns::resolve(self, layout, i)
    }
}

/// What is known beside the text: the actor table, and the month of the text, for roles that change.
pub type Known<'t> = (&'t Table, Option<Month>);

/// Which names and descriptions are one entity.
pub fn resolve(layout: &Layout, tags: &[Tag], names: &[Name], known: Known) -> Cast {
    let (table, date) = known;
    let listed = layout.memory();
    let view = view::View { layout, tags, table, listed: &listed };
    let silent = pieces::silent(&view);
    let mut pieces = pieces::find(&view, names, &silent);
    people::disown(&view, &mut pieces);
    let mut builder = builder::Builder::new(view, date);
    builder.silent = silent;
    people::register(&mut builder, &pieces);
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

/// The month of a date, as the actor table counts months.
pub fn month_of(published: Timestamp) -> Option<Month> {
    let date = published.date();
    Some(Month::try_from(date.year()).ok()?.checked_sub(1900)? * 12 + Month::try_from(date.month()).ok()?)
}

#[cfg(test)]
mod tests;
