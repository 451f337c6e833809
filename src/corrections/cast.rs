//! The actors while edits are laid over them.

use std::collections::{HashMap, HashSet};

use super::ActorRef;
use crate::briefing::{Actor, ActorKind, Mention, slug, unique};
use crate::text::Span;
use crate::text::key::key;

/// Actors and places in one list.
pub struct Cast {
    /// Everyone, most prominent first, each with whether they act.
    pub members: Vec<(Actor, bool)>,
    /// The ids of the actors that an edit changed.
    pub touched: HashSet<String>,
    /// Merged actors: from the id that went to the id that stayed.
    merged: HashMap<String, String>,
}

impl Cast {
    /// The actors and places of a briefing.
    pub fn new(actors: Vec<Actor>, places: Vec<Actor>) -> Self {
        let acting = actors.into_iter().map(|a| (a, true));
        let members = acting.chain(places.into_iter().map(|a| (a, false))).collect();
        Self { members, touched: HashSet::new(), merged: HashMap::new() }
    }

    /// The index of the actor that `who` means: found by id (followed through merges), then by name, then by
    /// alias.
    pub fn find(&self, who: &ActorRef) -> Option<usize> {
        let mut id = &who.id;
        // An actor may have been merged into one that was itself merged; each step leads to a later merge.
        for _ in 0..=self.merged.len() {
            match self.merged.get(id) {
                Some(next) => id = next,
                None => break,
            }
        }
        self.by_id(id).or_else(|| self.by_name(&who.name))
    }

    /// The index of the actor with that id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.members.iter().position(|(a, _)| a.id == id)
    }

    /// The index of the actor with that name or alias.
    pub fn by_name(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        let named = |(a, _): &(Actor, bool)| key(&a.name) == wanted;
        let called = |(a, _): &(Actor, bool)| a.aliases.iter().any(|alias| key(alias) == wanted);
        let position = self.members.iter().position(named);
        position.or_else(|| self.members.iter().position(called))
    }

    /// The index of the actor that `who` means; one given by name alone that nobody has is added at the end.
    pub fn find_or_add(&mut self, who: &ActorRef, kind: ActorKind) -> Option<usize> {
        if let Some(found) = self.find(who) {
            return Some(found);
        }
        (who.id.is_empty() && !who.name.is_empty()).then(|| {
            let end = self.members.len();
            self.add(&who.name, kind, end)
        })
    }

    /// Adds an actor before place `at` of the list.
    pub fn add(&mut self, name: &str, kind: ActorKind, at: usize) -> usize {
        let id = unique(&slug(name), |id| self.by_id(id).is_some() || self.merged.contains_key(id));
        self.touched.insert(id.clone());
        self.members.insert(at, (Actor::new(id, name, kind), kind != ActorKind::Place));
        at
    }

    /// Merges two actors at the place of the more prominent; returns the id that went and the id that stayed.
    pub fn merge(&mut self, from: usize, into: usize) -> Option<(String, String)> {
        if from == into {
            return None;
        }
        let (mut stays, acts) = self.members[into].clone();
        let (goes, acted) = self.members[from].clone();
        for alias in std::iter::once(goes.name).chain(goes.aliases) {
            add_alias(&mut stays, alias);
        }
        for mention in goes.mentions {
            add_mention(&mut stays, mention);
        }
        stays.role = stays.role.or(goes.role);
        stays.country = stays.country.or(goes.country);
        let ids = (goes.id, stays.id.clone());
        self.merged.insert(ids.0.clone(), ids.1.clone());
        self.touched.insert(ids.1.clone());
        self.members[from.min(into)] = (stays, acts || acted);
        self.members.remove(from.max(into));
        Some(ids)
    }

    /// The indices of the actor and the mention that share the most bytes with `span`.
    pub fn mention_at(&self, span: Span) -> Option<(usize, usize)> {
        let shared = |m: &Mention| m.span.end.min(span.end).saturating_sub(m.span.start.max(span.start));
        let all = self.members.iter().enumerate().flat_map(|(i, (a, _))| {
            a.mentions.iter().enumerate().map(move |(j, m)| ((i, j), shared(m), m.span.len()))
        });
        let best = all.filter(|(_, shared, _)| *shared > 0);
        best.max_by_key(|&(_, shared, length)| (shared, std::cmp::Reverse(length))).map(|(place, _, _)| place)
    }

    /// Whether any mention overlaps `span`.
    pub fn is_taken(&self, span: Span) -> bool {
        self.members.iter().any(|(a, _)| a.mentions.iter().any(|m| m.span.overlaps(span)))
    }

    /// The actors, the places, and the ids of those that changed.
    pub fn divide(self) -> (Vec<Actor>, Vec<Actor>, HashSet<String>) {
        let (acting, places): (Vec<_>, Vec<_>) = self.members.into_iter().partition(|(_, acts)| *acts);
        let actors = |list: Vec<(Actor, bool)>| list.into_iter().map(|(a, _)| a).collect();
        (actors(acting), actors(places), self.touched)
    }
}

/// Adds an alias to an actor unless it is there already.
pub fn add_alias(actor: &mut Actor, alias: String) {
    if alias != actor.name && !actor.aliases.contains(&alias) {
        actor.aliases.push(alias);
    }
}

/// Adds a mention, in text order, unless it is there already.
pub fn add_mention(actor: &mut Actor, mention: Mention) {
    if actor.mentions.iter().any(|m| m.span.overlaps(mention.span)) {
        return;
    }
    let at = actor.mentions.partition_point(|m| m.span.start < mention.span.start);
    actor.mentions.insert(at, mention);
}
