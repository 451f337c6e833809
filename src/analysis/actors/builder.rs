//! The cast under construction.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::short::ShortForms;
use super::view::View;
use super::{Cast, CastMention, Facts, Part, Place};
use crate::analysis::table::EntryIx;
use crate::analysis::{Actor, ActorKind, Via};
use crate::lexicon::{Class, classes};
use crate::text::Span;
use crate::text::key::key;

/// The cast, and the data needed to add to it.
pub struct Builder<'a> {
    /// The text.
    pub view: View<'a>,
    /// The cast so far.
    pub cast: Cast,
    /// Entities by their entry in the table.
    pub by_entry: HashMap<EntryIx, usize>,
    /// Entities other than persons, by the folded spelling of their names.
    pub by_name: HashMap<String, usize>,
    /// The names of persons.
    pub people: super::bearers::People,
    /// The tokens without names of the text, in order.
    pub silent: Vec<Range<usize>>,
    /// The mentions of persons, for the descriptions.
    pub persons: Vec<super::bearers::PersonMention>,
    /// The bodies by the nouns used for them.
    pub called: super::nouns::Called,
    /// Roles without a name beside them.
    pub free_roles: Vec<super::phrase::RolePhrase>,
    described: Vec<CastMention>,
    ids: HashSet<String>,
    /// The next number after an identifier that is taken.
    numbers: HashMap<String, usize>,
    /// The short forms of the cast's bodies.
    pub short_forms: ShortForms,
}

impl<'a> Builder<'a> {
    /// An empty cast.
    pub fn new(view: View<'a>) -> Self {
        Self {
            view,
            cast: Cast::default(),
            by_entry: HashMap::new(),
            by_name: HashMap::new(),
            people: super::bearers::People::default(),
            silent: Vec::new(),
            persons: Vec::new(),
            called: super::nouns::Called::default(),
            free_roles: Vec::new(),
            described: Vec::new(),
            ids: HashSet::new(),
            numbers: HashMap::new(),
            short_forms: ShortForms::default(),
        }
    }

    /// The entity of that entry, created if needed.
    pub fn listed(&mut self, ix: EntryIx) -> usize {
        if let Some(&entity) = self.by_entry.get(&ix) {
            return entity;
        }
        let entry = self.view.table.entry(ix);
        let entity = self.add(entry.id, entry.name, entry.kind);
        self.cast.entities[entity].country = entry.country.map(str::to_owned);
        self.cast.entities[entity].listed = true;
        let facts = &mut self.cast.facts[entity];
        facts.entry = Some(ix);
        facts.gender = entry.gender;
        facts.plural = entry.kind == ActorKind::People;
        self.by_entry.insert(ix, entity);
        entity
    }

    /// A new entity that the table does not list.
    pub fn unlisted(&mut self, name: &str, kind: ActorKind) -> usize {
        self.add(&slug(name), name, kind)
    }

    fn add(&mut self, id: &str, name: &str, kind: ActorKind) -> usize {
        let id = self.unique(id);
        self.cast.entities.push(Actor::new(id, name, kind));
        self.cast.facts.push(Facts::default());
        let entity = self.cast.entities.len() - 1;
        if !matches!(kind, ActorKind::Person | ActorKind::State | ActorKind::Place) {
            self.short_forms.add(entity, name);
        }
        entity
    }

    /// The identifier, with a number if it is taken.
    fn unique(&mut self, id: &str) -> String {
        if self.ids.insert(id.to_owned()) {
            return id.to_owned();
        }
        let next = self.numbers.entry(id.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{id}-{next}");
            *next += 1;
            if self.ids.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    /// Adds a mention.
    pub fn mention(&mut self, entity: usize, span: Span, via: Via, part: Part) {
        if !self.barred(entity, span) {
            self.cast.mentions.push(CastMention { span, via, entity, part });
        }
    }

    /// Whether the user has said that these words never mean that entity.
    pub fn barred(&self, entity: usize, span: Span) -> bool {
        let entry = self.cast.facts[entity].entry;
        entry.is_some_and(|ix| self.view.table.bars(ix, self.view.layout, span))
    }

    /// Adds a mention found in the second pass, from left to right.
    pub fn describe(&mut self, entity: usize, span: Span, via: Via, part: Part) {
        if !self.barred(entity, span) {
            self.described.push(CastMention { span, via, entity, part });
        }
    }

    /// Merges the mentions of the second pass with the others.
    pub fn settle_descriptions(&mut self) {
        self.cast.mentions.append(&mut self.described);
        self.sort();
    }

    /// The mentions that begin before byte `start`, last first, including those of the second pass.
    pub fn before(&self, start: u32) -> impl Iterator<Item = &CastMention> {
        let upto = |list: &[CastMention]| list.partition_point(|m| m.span.start < start);
        let mut named = self.cast.mentions[..upto(&self.cast.mentions)].iter().rev().peekable();
        let mut described = self.described[..upto(&self.described)].iter().rev().peekable();
        std::iter::from_fn(move || match (named.peek(), described.peek()) {
            (Some(a), Some(b)) if b.span.start >= a.span.start => described.next(),
            (Some(_), _) => named.next(),
            (None, _) => described.next(),
        })
    }

    /// Sorts the mentions in text order; of two that overlap, the longer stays.
    pub fn sort(&mut self) {
        let mentions = &mut self.cast.mentions;
        mentions.sort_by_key(|m| (m.span.start, u32::MAX - m.span.end));
        let mut end = 0;
        mentions.retain(|m| {
            let free = m.span.start >= end;
            end = end.max(m.span.end);
            free
        });
    }

    /// The mention that covers token `i`, as an index.
    pub fn mention_at(&self, i: usize) -> Option<usize> {
        let span = self.view.layout.tokens.get(i)?.span;
        let at = self.cast.mentions.partition_point(|m| m.span.end <= span.start);
        self.cast.mentions.get(at).filter(|m| m.span.overlaps(span)).map(|_| at)
    }

    /// The tokens of a mention.
    pub fn tokens(&self, mention: usize) -> Range<usize> {
        self.view.layout.tokens_in(self.cast.mentions[mention].span)
    }

    /// The cast, with its aliases collected.
    pub fn finish(mut self) -> Cast {
        self.sort();
        let layout = self.view.layout;
        let mut known = HashSet::new();
        for m in &self.cast.mentions {
            let tokens = layout.tokens_in(m.span);
            let at = tokens.start;
            let body = self.cast.entities[m.entity].kind != ActorKind::Person;
            let mut words = tokens.map(|i| classes(layout.word(i)));
            self.cast.places.push(Place {
                block: layout.block_of(at) as u32,
                sentence: layout.sentence_of(at) as u32,
                delegate: m.via == Via::Role && body && words.any(|word| word.has(Class::Represents)),
            });
            if matches!(m.via, Via::Role | Via::Pronoun) || m.part == Part::Attribute {
                continue;
            }
            let alias = m.span.of(layout.text);
            let actor = &mut self.cast.entities[m.entity];
            if alias != actor.name && known.insert((m.entity, alias)) {
                actor.aliases.push(alias.to_owned());
            }
        }
        self.cast
    }
}

/// The identifier itself, or if that is taken the first of "id-2", "id-3" and so on that is free.
pub fn unique(id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut unique = id.to_owned();
    let mut n = 2;
    while is_taken(&unique) {
        unique = format!("{id}-{n}");
        n += 1;
    }
    unique
}

/// An identifier made from a name: "Rodi Osman" gives "rodi-osman".
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in key(name).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() && !matches!(c, '\'' | '.') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "unnamed".to_owned() } else { out.to_owned() }
}
