//! Stage 3, actors: which names, descriptions and pronouns are one entity.

use super::names::Name;
use super::{Actor, Layout, Via};
use crate::text::Span;

/// One mention of an entity of the [`Cast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CastMention {
    /// The bytes of the mention.
    pub span: Span,
    /// What kind of expression it is.
    pub via: Via,
    /// The entity, as an index into [`Cast::entities`].
    pub entity: usize,
}

/// Everybody and everything that the text names. Which of them act, and which places do not, is known at
/// the end, when the quotes are.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// The entities, without their mentions.
    pub entities: Vec<Actor>,
    /// All mentions but pronouns, in order of the text.
    pub mentions: Vec<CastMention>,
}

impl Cast {
    /// The entity that the bytes `span` mention; of several, the one whose mention ends last in it.
    pub fn entity_at(&self, span: Span) -> Option<usize> {
        let from = self.mentions.partition_point(|m| m.span.end <= span.start);
        self.mentions[from..].iter().take_while(|m| m.span.start < span.end).last().map(|m| m.entity)
    }

    /// The person or thing that the pronoun at token `i` most likely means, with how sure that is, 0 to 1.
    pub fn resolve_pronoun(&self, _layout: &Layout, _i: usize) -> Option<(usize, f32)> {
        None
    }
}

/// Which names and descriptions are one entity.
pub fn resolve(_layout: &Layout, _names: &[Name]) -> Cast {
    Cast::default()
}
