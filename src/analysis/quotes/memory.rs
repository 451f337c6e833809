//! Memory: the speakers so far, for later pronouns.
//!
//! "He said" means the last reported speaker, if gender and kind agree and nobody else has acted since; if that is not
//! certain, the pronoun stays a pronoun.

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

/// A past speaker.
#[derive(Debug, Clone)]
pub struct Said {
    /// The token that named them.
    at: usize,
    /// The entity of the cast, if any.
    entity: Option<usize>,
    /// The words for them.
    tokens: Range<usize>,
    /// Whether a person spoke for a state or a body, and is "she" or "he" from then on.
    delegate: bool,
}

/// The speakers so far, in text order.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    said: Vec<Said>,
    /// The gender of entities, from pronouns for them.
    genders: HashMap<usize, Gender>,
    /// The quoted words so far, including the current quote's: people named only there are only mentioned.
    told: Vec<Span>,
    /// How many of these belong to the current quote.
    now: usize,
}

/// How many paragraphs back a pronoun's speaker may have spoken.
const FARTHEST: usize = 3;

/// The most mentions considered for one pronoun, so that no text takes quadratic time.
const MOST_MENTIONS: usize = 64;

/// The most speakers considered for one pronoun.
const MOST_SAID: usize = 32;

/// The certainty of a pronoun if last speaker and cast agree.
const AGREED: f32 = 0.96;

/// The certainty of the last speaker alone.
const LAST: f32 = 0.85;

/// The factor for a pronoun's certainty if the last speaker was passed over because the words name them.
const PASSED_OVER: f32 = 0.8;

impl Memory {
    /// An entity's gender, from the pronouns so far.
    fn gender(&self, cast: &Cast, entity: usize) -> Option<Gender> {
        cast.facts[entity].gender.or_else(|| self.genders.get(&entity).copied())
    }

    /// Records quoted words.
    pub fn note_words(&mut self, spans: &[Span]) {
        self.told.extend_from_slice(spans);
        self.now = spans.len();
    }

    /// Whether the current quote names a person, who is then not the "he" who says it: "Ama Mensah had left, she said".
    fn is_named_now(&self, cast: &Cast, entity: usize) -> bool {
        let now = &self.told[self.told.len() - self.now..];
        let names = |span: &Span| cast.mentions_in(*span).take(MOST_MENTIONS).any(|m| m.entity == entity);
        cast.entities[entity].kind == ActorKind::Person && now.iter().any(names)
    }

    /// Whether a mention is inside one of the last quotes.
    fn is_told(&self, mention: Span) -> bool {
        self.told.iter().rev().take(MOST_SAID).any(|said| said.overlaps(mention))
    }

    /// Records a speaker.
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

    /// The meaning of the pronoun at token `i`, given the cast's opinion.
    pub fn resolve(
        &self,
        scene: &Scene,
        cast: &Cast,
        i: usize,
        by_cast: Option<(usize, f32)>,
    ) -> Option<Meaning> {
        let block = scene.layout.block_of(i);
        let near = |s: &&Said| block.saturating_sub(scene.layout.block_of(s.at)) <= FARTHEST;
        let heard = || {
            let spoken = self.said.iter().rev().take(MOST_SAID).take_while(near).filter(|s| s.at < i);
            spoken.filter(|s| self.agrees(scene, cast, s, i))
        };
        let last = heard().find(|s| s.entity.is_none_or(|e| !self.is_named_now(cast, e)));
        // The words name the last speaker, for example as "the chairman": "he" may still be that speaker, or
        // somebody else.
        let passed_over = heard().next().map(|s| s.at) != last.map(|s| s.at);
        let by_cast = self.by_cast(scene, cast, i, by_cast);
        let meaning = |entity, tokens: Range<usize>, certainty: f32| Meaning {
            entity,
            tokens,
            certainty: if passed_over { certainty * PASSED_OVER } else { certainty },
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
    /// The cast's meaning of the pronoun at token `i`, unless known facts contradict it.
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
        // The cast is surer if nobody else is "she" or "he".
        match (by_cast, only) {
            (Some((e, p)), Some((one, q))) if e == one => Some((e, p.max(q))),
            (by_cast, only) => by_cast.or(only),
        }
    }

    /// Whether an entity that the cast prefers takes precedence over the last speaker: it has acted since, or it is known
    /// to have the pronoun's gender and was named since, while the other's gender is unknown.
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

    /// The first person that "he" or "she" can mean in its own paragraph, outside quotations and before it.
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

    /// The only person before "he" or "she" that it can mean, if all others in these paragraphs have the other gender.
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

    /// Whether a past speaker can be the pronoun at token `i`.
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

/// The only state or body that an "it" can mean in its own paragraph: the last that acted there, outside
/// quotations.
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
