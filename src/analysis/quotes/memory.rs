//! Memory: who has spoken so far, for the pronouns of what is said next.
//!
//! "He said" is whoever was last reported to speak, if gender and kind agree and nobody else has acted since; where that
//! is not certain, the pronoun stays a pronoun.

use std::collections::HashMap;
use std::ops::Range;

use super::meaning::Meaning;
use super::scene::Scene;
use crate::analysis::ActorKind;
use crate::analysis::actors::{Cast, Part};
use crate::analysis::syntax::Tag;
use crate::analysis::table::{Gender, word};
use crate::lexicon::Class;
use crate::text::Span;

/// Somebody who has spoken.
#[derive(Debug, Clone)]
pub struct Said {
    /// The token by which they were named.
    at: usize,
    /// The entity of the cast, if they are one.
    entity: Option<usize>,
    /// The words for them.
    tokens: Range<usize>,
    /// Whether a person spoke for a state or a body, who is a "she" or a "he" from then on.
    delegate: bool,
}

/// Those who have spoken, in order of the text.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    said: Vec<Said>,
    /// The gender of entities that a pronoun has named.
    genders: HashMap<usize, Gender>,
    /// What has been said, and what the quote at hand says: whoever is named there only is spoken of.
    told: Vec<Span>,
    /// How many of these the quote at hand says.
    now: usize,
}

/// Paragraphs back in which a pronoun's speaker may have spoken.
const FARTHEST: usize = 3;

/// The most mentions that one pronoun is weighed against, so that no text takes the square of its length.
const MOST_MENTIONS: usize = 64;

/// The most speakers that one pronoun is weighed against.
const MOST_SAID: usize = 32;

/// How sure a pronoun is of whom last speaker and cast agree.
const AGREED: f32 = 0.96;

/// How sure it is of the last speaker alone.
const LAST: f32 = 0.85;

impl Memory {
    /// What the pronouns so far say of an entity's gender.
    fn gender(&self, cast: &Cast, entity: usize) -> Option<Gender> {
        cast.facts[entity].gender.or_else(|| self.genders.get(&entity).copied())
    }

    /// Notes what is said.
    pub fn note_words(&mut self, spans: &[Span]) {
        self.told.extend_from_slice(spans);
        self.now = spans.len();
    }

    /// Whether the quote at hand names a person, who is then not the "he" who says it: "Ama Mensah had left, she said".
    fn is_named_now(&self, cast: &Cast, entity: usize) -> bool {
        let now = &self.told[self.told.len() - self.now..];
        let names = |span: &Span| cast.mentions_in(*span).take(MOST_MENTIONS).any(|m| m.entity == entity);
        cast.entities[entity].kind == ActorKind::Person && now.iter().any(names)
    }

    /// Whether a mention stands in what one of the last quotes says.
    fn is_told(&self, mention: Span) -> bool {
        self.told.iter().rev().take(MOST_SAID).any(|said| said.overlaps(mention))
    }

    /// Notes who speaks.
    pub fn note(&mut self, scene: &Scene, source: &Range<usize>, meaning: &Meaning) {
        let pronoun = source.len() == 1 && scene.tags[source.start] == Tag::Prp;
        if pronoun && meaning.entity.is_none() && meaning.tokens == *source {
            return;
        }
        let delegate = meaning.delegate
            || pronoun && self.said.last().is_some_and(|s| s.delegate && s.entity == meaning.entity);
        if let (true, Some(entity), Some(gender)) = (pronoun, meaning.entity, gender_of(scene, source.start))
        {
            self.genders.entry(entity).or_insert(gender);
        }
        self.said.push(Said {
            at: source.start,
            entity: meaning.entity,
            tokens: meaning.tokens.clone(),
            delegate,
        });
    }

    /// Whom the pronoun at token `i` means, given whom the cast takes it for.
    pub fn resolve(
        &self,
        scene: &Scene,
        cast: &Cast,
        i: usize,
        by_cast: Option<(usize, f32)>,
    ) -> Option<Meaning> {
        let block = scene.layout.block_of(i);
        let near = |s: &&Said| block.saturating_sub(scene.layout.block_of(s.at)) <= FARTHEST;
        let last =
            self.said.iter().rev().take(MOST_SAID).take_while(near).filter(|s| s.at < i).find(|s| {
                self.agrees(scene, cast, s, i) && s.entity.is_none_or(|e| !self.is_named_now(cast, e))
            });
        let by_cast = self.by_cast(scene, cast, i, by_cast);
        let meaning = |entity, tokens: Range<usize>, certainty| Meaning {
            entity,
            tokens,
            certainty,
            delegate: false,
            others: Vec::new(),
        };
        let here = |s: &Said| scene.layout.block_of(s.at) == block;
        if last.is_none_or(|s| !here(s))
            && let Some(local) = self.local_person(scene, cast, i)
        {
            let agreed =
                by_cast.is_some_and(|(e, _)| e == local) || last.is_some_and(|s| s.entity == Some(local));
            return Some(meaning(Some(local), i..i + 1, if agreed { AGREED } else { LAST }));
        }
        if let Some(body) =
            local_body(scene, cast, i).filter(|&e| last.is_none_or(|s| !here(s) || s.entity == Some(e)))
        {
            return Some(meaning(Some(body), i..i + 1, LAST));
        }
        match (last, by_cast) {
            (Some(said), Some((entity, _))) if said.entity == Some(entity) => {
                Some(meaning(Some(entity), i..i + 1, AGREED))
            }
            (Some(said), Some((entity, certainty))) if self.is_newer(scene, cast, (entity, said), i) => {
                Some(meaning(Some(entity), i..i + 1, certainty))
            }
            (Some(said), _) => {
                let tokens = if said.entity.is_some() { i..i + 1 } else { said.tokens.clone() };
                Some(meaning(said.entity, tokens, LAST))
            }
            (None, Some((entity, certainty))) => Some(meaning(Some(entity), i..i + 1, certainty)),
            (None, None) => None,
        }
    }
}

impl Memory {
    /// Whom the cast takes the pronoun at token `i` for, unless what is known of them says no.
    fn by_cast(
        &self,
        scene: &Scene,
        cast: &Cast,
        i: usize,
        by_cast: Option<(usize, f32)>,
    ) -> Option<(usize, f32)> {
        let gender = gender_of(scene, i);
        let contradicts =
            |e: usize| gender.is_some() && self.gender(cast, e).is_some_and(|g| Some(g) != gender);
        let only = self.only_person(scene, cast, i);
        let by_cast = by_cast.filter(|(e, _)| !contradicts(*e) && !self.is_named_now(cast, *e));
        let only = only.filter(|(e, _)| !self.is_named_now(cast, *e));
        // The cast is surer where nobody else is a "she" or a "he".
        match (by_cast, only) {
            (Some((e, p)), Some((one, q))) if e == one => Some((e, p.max(q))),
            (by_cast, only) => by_cast.or(only),
        }
    }

    /// Whether an entity that the cast takes a pronoun for goes before who spoke last: it has acted since, or is known to be of
    /// the pronoun's gender, was named since, and of the other's gender nothing is known.
    fn is_newer(&self, scene: &Scene, cast: &Cast, (entity, said): (usize, &Said), i: usize) -> bool {
        let unknown = said.entity.is_none_or(|e| self.gender(cast, e).is_none());
        let known = self.gender(cast, entity).is_some() && gender_of(scene, i).is_some();
        let since =
            crate::text::Span::new(scene.layout.tokens[said.at].span.end, scene.layout.tokens[i].span.start);
        let outside = |span| !scene.is_quoted(scene.layout.tokens_in(span).start);
        let named = || {
            cast.mentions_in(since)
                .take(MOST_MENTIONS)
                .any(|m| m.entity == entity && m.part > Part::Location && outside(m.span))
        };
        acted_since(scene, cast, entity, said.at, i) || unknown && known && named()
    }

    /// The first person whom a "he" or a "she" can mean in its own paragraph, outside quotations and before it.
    fn local_person(&self, scene: &Scene, cast: &Cast, i: usize) -> Option<usize> {
        let gender = gender_of(scene, i)?;
        let block = scene.layout.blocks[scene.layout.block_of(i)].block.span;
        let before = crate::text::Span::new(block.start, scene.layout.tokens[i].span.start);
        let can = |e: usize| {
            cast.entities[e].kind == ActorKind::Person
                && self.gender(cast, e).is_none_or(|g| g == gender)
                && !self.is_named_now(cast, e)
        };
        let outside = |span| !scene.is_quoted(scene.layout.tokens_in(span).start);
        cast.mentions_in(before)
            .find(|m| can(m.entity) && m.part != Part::Attribute && outside(m.span) && !self.is_told(m.span))
            .map(|m| m.entity)
    }

    /// The one person before a "he" or a "she" whom it can mean, if all others of these paragraphs are of the other gender.
    fn only_person(&self, scene: &Scene, cast: &Cast, i: usize) -> Option<(usize, f32)> {
        let gender = gender_of(scene, i)?;
        let block = scene.layout.block_of(i);
        let from = scene.layout.blocks[block.saturating_sub(FARTHEST)].block.span.start;
        let before = crate::text::Span::new(from, scene.layout.tokens[i].span.start);
        let can = |e: &usize| {
            cast.entities[*e].kind == ActorKind::Person && self.gender(cast, *e).is_none_or(|g| g == gender)
        };
        let mut persons: Vec<usize> =
            cast.mentions_in(before).take(MOST_MENTIONS).map(|m| m.entity).filter(can).collect();
        persons.sort_unstable();
        persons.dedup();
        match persons[..] {
            [one] => Some((one, LAST)),
            _ => None,
        }
    }

    /// Whether whoever has spoken can be the pronoun at token `i`.
    fn agrees(&self, scene: &Scene, cast: &Cast, said: &Said, i: usize) -> bool {
        let gender = gender_of(scene, i);
        let head = said.tokens.end - 1;
        let plural = matches!(scene.tags[head], Tag::Nns | Tag::Nnps);
        let kind = said.entity.map(|e| cast.entities[e].kind);
        if let Some(gender) = gender {
            let known = match said.entity {
                Some(e) if kind == Some(ActorKind::Person) => self.gender(cast, e),
                Some(_) if said.delegate => None,
                Some(_) => return false,
                None => word(scene.layout.word(head)).role_gender(),
            };
            let person = said.entity.is_some()
                || !plural
                    && (said.tokens.clone().any(|t| scene.is_role(t))
                        || said.tokens.clone().any(|t| scene.has(t, Class::Persons)));
            return person && known.is_none_or(|k| k == gender);
        }
        match kind {
            Some(ActorKind::Person | ActorKind::Place) => false,
            Some(ActorKind::People) => scene.is(i, &["they", "their", "them"]),
            Some(_) if said.delegate => false,
            Some(_) => {
                scene.is(i, &["it", "its"]) || matches!(kind, Some(ActorKind::Group | ActorKind::ArmedGroup))
            }
            None => {
                let persons =
                    || scene.is_role(head) || said.tokens.clone().any(|t| scene.has(t, Class::Persons));
                scene.is(i, &["they", "their", "them"]) && plural && persons()
            }
        }
    }
}

/// The one state or body that an "it" can mean in its own paragraph: the last that acted there, outside quotations.
fn local_body(scene: &Scene, cast: &Cast, i: usize) -> Option<usize> {
    let block = scene.layout.blocks[scene.layout.block_of(i)].block.span;
    let before = crate::text::Span::new(block.start, scene.layout.tokens[i].span.start);
    let body = |e: usize| {
        matches!(
            cast.entities[e].kind,
            ActorKind::State | ActorKind::Org | ActorKind::ArmedGroup | ActorKind::Office
        )
    };
    let outside = |span| !scene.is_quoted(scene.layout.tokens_in(span).start);
    let acts =
        cast.mentions_in(before).take(MOST_MENTIONS).filter(|m| m.part == Part::Agent && outside(m.span));
    let last = acts.filter(|m| body(m.entity)).last().map(|m| m.entity);
    last.filter(|_| scene.is(i, &["it"]))
}

/// The gender of the pronoun at token `i`.
fn gender_of(scene: &Scene, i: usize) -> Option<Gender> {
    match () {
        () if scene.is(i, &["he", "his", "him"]) => Some(Gender::Male),
        () if scene.is(i, &["she", "her"]) => Some(Gender::Female),
        () => None,
    }
}

/// Whether an entity was the subject of something between two tokens, outside quotation marks.
fn acted_since(scene: &Scene, cast: &Cast, entity: usize, from: usize, to: usize) -> bool {
    let between =
        crate::text::Span::new(scene.layout.tokens[from].span.end, scene.layout.tokens[to].span.start);
    cast.mentions_in(between).take(MOST_MENTIONS).any(|m| {
        m.entity == entity && m.part == Part::Agent && !scene.is_quoted(scene.layout.tokens_in(m.span).start)
    })
}
