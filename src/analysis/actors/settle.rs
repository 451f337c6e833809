//! The last step: which entities act in this text, in which order, and which are only locations.

use std::collections::HashMap;

use super::{Cast, CastMention, Known, Part};
use crate::analysis::table::EntryIx;
use crate::analysis::{Actor, ActorKind, Layout, Mention, Quote, Via};
use crate::document::BlockKind;
use crate::text::Shape;

/// The actors, most prominent first, and the places, in text order.
///
/// A named person, organisation or people is an actor; a state is one if it does something, takes part in
/// something or speaks somewhere in the text, and a place otherwise.
pub fn settle(cast: Cast, layout: &Layout, quotes: &[Quote], known: Known) -> (Vec<Actor>, Vec<Actor>) {
    let mut mentions: Vec<Vec<CastMention>> = vec![Vec::new(); cast.entities.len()];
    for m in &cast.mentions {
        mentions[m.entity].push(*m);
    }
    let mut spoken: HashMap<&str, Vec<&Quote>> = HashMap::new();
    for quote in quotes {
        quote.speakers.iter().for_each(|id| spoken.entry(id).or_default().push(quote));
    }
    let (mut actors, mut places) = (Vec::new(), Vec::new());
    let credits: Vec<&str> = cast.credits.iter().map(|span| span.of(layout.text)).collect();
    for ((mut actor, own), facts) in cast.entities.into_iter().zip(mentions).zip(&cast.facts) {
        let said = spoken.get(actor.id.as_str()).map_or(&[][..], Vec::as_slice);
        let speaks = said.len();
        let Some(standing) = standing(actor.kind, &own, speaks) else { continue };
        // The source of a text is not an actor in it.
        let made_it = || credits.iter().any(|credit| credit.contains(actor.name.as_str()));
        if speaks == 0 && actor.kind == ActorKind::Person && made_it() {
            continue;
        }
        if speaks == 0 && !actor.listed && actor.kind != ActorKind::Place && only_in_headings(layout, &own) {
            continue;
        }
        actor.mentions = own.iter().map(|m| Mention { span: m.span, via: m.via }).collect();
        actor.mentions.extend(pronouns(layout, said));
        actor.mentions.sort_by_key(|m| m.span.start);
        actor.mentions.dedup_by_key(|m| m.span);
        if standing == Standing::Place {
            actor.kind = ActorKind::Place;
            places.push(actor);
            continue;
        }
        if actor.role.is_none() {
            actor.role = facts.entry.and_then(|ix| listed_role(ix, known));
        }
        actors.push((prominence(layout, &own, speaks), actor));
    }
    actors.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.mentions[0].span.cmp(&b.1.mentions[0].span)));
    (actors.into_iter().map(|(_, actor)| actor).collect(), places)
}

/// Long words that a headline leaves in lower case.
const LINKS: &[&str] = &[
    "about",
    "after",
    "against",
    "ahead",
    "amid",
    "among",
    "around",
    "before",
    "behind",
    "between",
    "despite",
    "during",
    "following",
    "through",
    "towards",
    "toward",
    "under",
    "until",
    "while",
    "within",
    "without",
];

/// Whether only headings in capitals name an entity: a headline is about people in its text, and capitals mean
/// nothing there.
fn only_in_headings(layout: &Layout, own: &[CastMention]) -> bool {
    let several = layout.blocks.len() > 1;
    let first = own.first().map(|m| layout.block_of(layout.tokens_in(m.span).start));
    let Some(block) = first.filter(|_| several).map(|b| &layout.blocks[b]) else { return false };
    let inside = own.iter().all(|m| block.block.span.overlaps(m.span));
    let small = |i: &usize| {
        let word = layout.word(*i);
        layout.tokens[*i].shape == Shape::Lower && word.len() > 4 && !LINKS.contains(&word)
    };
    let ends = block.tokens.clone().next_back().is_some_and(|i| matches!(layout.word(i), "." | "”" | "\""));
    inside
        && !ends
        && block.tokens.len() > 2
        && block.block.kind != BlockKind::SpeakerTurn
        && block.block.kind != BlockKind::ListItem
        && !block.tokens.clone().any(|i| small(&i))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Actor,
    Place,
}

/// A state named this often, and not as a place, is a subject of the text.
const OFTEN: usize = 3;

/// The status of an entity in this text; none if it only describes something else.
fn standing(kind: ActorKind, own: &[CastMention], speaks: usize) -> Option<Standing> {
    let most = own.iter().map(|m| m.part).max()?;
    let named = own.iter().any(|m| m.via != Via::Demonym);
    match kind {
        _ if speaks > 0 && kind != ActorKind::Place => Some(Standing::Actor),
        ActorKind::Place => Some(Standing::Place),
        ActorKind::State if most >= Part::Participant => Some(Standing::Actor),
        ActorKind::State if own.iter().filter(|m| m.part == Part::Neutral).count() >= OFTEN => {
            Some(Standing::Actor)
        }
        ActorKind::State => named.then_some(Standing::Place),
        _ => (most > Part::Attribute).then_some(Standing::Actor),
    }
}

/// The pronouns that name the speaker of the quotes `said`.
fn pronouns<'a>(layout: &'a Layout, said: &'a [&Quote]) -> impl Iterator<Item = Mention> + 'a {
    const PRONOUNS: [&str; 4] = ["he", "she", "it", "they"];
    let spans = said.iter().filter_map(|q| q.speaker_span);
    spans
        .filter(|s| PRONOUNS.iter().any(|p| p.eq_ignore_ascii_case(s.of(layout.text))))
        .map(|span| Mention { span, via: Via::Pronoun })
}

/// The table's role at the date of the text: the latest of those held.
fn listed_role(ix: EntryIx, (table, date): Known) -> Option<String> {
    let entry = table.entry(ix);
    let held = table.roles(&entry).filter(|r| date.is_none() || r.held_in(date)).last()?;
    // Without a date, a role is only sure if the person never held another.
    let sure = date.is_some() || table.roles(&entry).all(|r| r.title == held.title);
    sure.then(|| held.title.to_owned())
}

/// A mention counts once, a quote twice, a place in the first blocks four times.
fn prominence(layout: &Layout, own: &[CastMention], speaks: usize) -> usize {
    let counted = own.iter().filter(|m| m.part > Part::Attribute).count();
    let agent = own.iter().filter(|m| m.part == Part::Agent).count();
    let lead = layout.blocks.get(1).or(layout.blocks.first()).map_or(0, |b| b.block.span.end);
    let in_lead = own.iter().any(|m| m.part > Part::Location && m.span.end <= lead);
    2 * counted + agent + 4 * speaks + if in_lead { 4 } else { 0 }
}
