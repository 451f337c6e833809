//! Resolves pronouns: to the nearest entity that agrees, preferring subjects and earlier speakers.

use super::{Cast, CastMention, Part};
use crate::analysis::table::Gender;
use crate::analysis::{ActorKind, Layout};

/// How many blocks are searched for candidates, including the pronoun's own,
const BLOCKS: usize = 3;

/// and how many if these name no fitting one: a quotation may take several paragraphs.
const MORE_BLOCKS: usize = 6;

/// And how many mentions, if a block is a whole text.
const MENTIONS: usize = 200;

/// The kinds of entities that a pronoun can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person(Gender),
    Thing,
    Many,
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" | "he's" | "he'd" => Kind::Person(Gender::Male),
        "she" | "her" | "hers" | "herself" => Kind::Person(Gender::Female),
        "it" | "its" | "itself" => Kind::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Kind::Many,
        _ => return None,
    })
}

/// The entity that the pronoun at token `i` most likely means, with the certainty.
pub fn resolve(cast: &Cast, layout: &Layout, i: usize) -> Option<(usize, f32)> {
    let kind = kind(layout.word(i))?;
    within(cast, layout, i, kind, BLOCKS).or_else(|| within(cast, layout, i, kind, MORE_BLOCKS))
}

/// The best candidate within this many blocks.
fn within(cast: &Cast, layout: &Layout, i: usize, kind: Kind, blocks: usize) -> Option<(usize, f32)> {
    let start = layout.tokens[i].span.start;
    let before = cast.mentions.partition_point(|m| m.span.start < start);
    let (block, sentence) = (layout.block_of(i), layout.sentence_of(i));
    let mut scores: Vec<(usize, f32)> = Vec::new();
    let placed = cast.mentions[..before].iter().zip(&cast.places[..before]);
    for (rank, (m, place)) in placed.rev().take(MENTIONS).enumerate() {
        if block - place.block as usize >= blocks {
            break;
        }
        let person = matches!(kind, Kind::Person(_));
        let speaks_for = (place.delegate && person).then_some(0.8);
        let Some(agreement) = speaks_for.or_else(|| agreement(cast, m, kind)) else { continue };
        let sentences = steps(sentence - place.sentence as usize);
        let subject = if m.part == Part::Agent { 1.6 } else { 1.0 };
        let score = agreement * subject / (1.0 + sentences + 0.15 * steps(rank));
        match scores.iter_mut().find(|(entity, _)| *entity == m.entity) {
            Some((_, sum)) => *sum += 0.3 * score,
            None => scores.push((m.entity, score)),
        }
    }
    let total: f32 = scores.iter().map(|(_, s)| s).sum();
    let (entity, best) = scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((entity, (best / total).min(0.95) * if kind == Kind::Many { 0.7 } else { 0.95 }))
}

/// A small distance as a divisor; everything far away is equally far.
fn steps(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// How well a mention agrees with a pronoun; none if it cannot be meant.
fn agreement(cast: &Cast, m: &CastMention, kind: Kind) -> Option<f32> {
    if matches!(m.part, Part::Attribute | Part::Location) {
        return None;
    }
    let actor = cast.entities[m.entity].kind;
    let facts = &cast.facts[m.entity];
    match kind {
        Kind::Person(gender) => match (actor, facts.gender) {
            (ActorKind::Person, Some(known)) => (known == gender).then_some(1.0),
            // An office with roles is mentioned in place of its holder.
            (ActorKind::Office, _) if !facts.roles.is_empty() => Some(0.7),
            (ActorKind::Person, None) => Some(if gender == Gender::Male { 0.7 } else { 0.5 }),
            _ => None,
        },
        Kind::Thing => match actor {
            ActorKind::State | ActorKind::Org | ActorKind::Office => Some(1.0),
            ActorKind::ArmedGroup | ActorKind::Group => Some(0.8),
            _ => None,
        },
        Kind::Many => match actor {
            ActorKind::People => Some(1.0),
            ActorKind::Group | ActorKind::ArmedGroup => Some(0.8),
            ActorKind::State if m.via == crate::analysis::Via::Demonym => Some(1.0),
            ActorKind::Org => Some(0.4),
            _ => None,
        },
    }
}
