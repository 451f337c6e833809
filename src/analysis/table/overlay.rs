//! A user's actors, compiled and laid over the built-in ones.
//!
//! A row's fields replace those of a built-in actor one by one; its spellings are added to the built-in ones,
//! and `never` removes spellings.

use std::collections::HashMap;

use super::AliasKind;
use super::compile::{Index, Listing};
use super::entry::{Entry, EntryIx, letter};
use super::layer::Layer;
use super::user::{Fault, OwnRole, UserActor};
use crate::analysis::{ActorKind, Layout};
use crate::text::{Span, nearest};

const SPELLINGS: &str = include_str!("../../../assets/words/spellings.tsv");

/// A user's layer over the built-in one.
pub(super) struct Overlay {
    /// The user's spellings; its entries are numbered from 0.
    pub layer: Layer,
    /// Changes of built-in entries: the user's entry that overrides one, none if it is removed.
    pub changed: HashMap<EntryIx, Option<EntryIx>>,
    /// Spellings that never mean an entry; its postings use numbers of the whole table.
    never: Layer,
    /// The most tokens of any spelling in `never`.
    reach: usize,
    /// The number of the first own entry in the whole table.
    first: EntryIx,
}

impl Overlay {
    /// Compiles a user's actors, the later of two with the same id over the earlier, and returns the faults of those
    /// left out.
    pub fn new(base: &Layer, actors: Vec<UserActor>) -> (Self, Vec<Fault>) {
        let mut compiler = Compiler::new(base, &actors);
        let mut faults = Vec::new();
        for actor in joined(actors) {
            if let Err(message) = compiler.add(&actor) {
                faults.push(actor.place.fault(message));
            }
        }
        (compiler.finish(), faults)
    }

    /// The layer's postings for a spelling, with entries numbered in the whole table.
    pub fn postings(&self, value: Option<u64>) -> impl Iterator<Item = (EntryIx, AliasKind)> + '_ {
        self.layer.postings(value).map(|(ix, kind)| (self.first + ix, kind))
    }

    /// The listed data on an entry of this layer.
    pub fn entry(&self, ix: EntryIx) -> Entry<'_> {
        self.layer.entries.get(ix - self.first).of_user()
    }

    /// The state that the user has listed under that code.
    pub fn state(&self, code: &str) -> Option<EntryIx> {
        (self.first..self.first + self.layer.entries.len()).find(|ix| {
            let entry = self.entry(*ix);
            entry.kind == ActorKind::State && entry.country == Some(code)
        })
    }

    /// The entries that the words of `span` never mean, by themselves or as a part of a longer spelling.
    pub fn barred(&self, layout: &Layout, span: Span) -> Vec<EntryIx> {
        if self.reach == 0 {
            return Vec::new();
        }
        let first = layout.tokens_in(span).start;
        let covers = |from: usize| self.never.longest(layout, from).filter(|f| f.span.end >= span.end);
        let found = (first.saturating_sub(self.reach)..=first).filter_map(covers);
        found.flat_map(|f| self.never.postings(Some(f.value)).map(|(ix, _)| ix)).collect()
    }

    /// The entries that this spelling never means.
    pub fn barred_under(&self, alias: &str) -> Vec<EntryIx> {
        self.never.postings(self.never.value(alias)).map(|(ix, _)| ix).collect()
    }
}

/// Merges rows with the same id, a later one over an earlier one.
fn joined(actors: Vec<UserActor>) -> Vec<UserActor> {
    let mut rows: Vec<UserActor> = Vec::with_capacity(actors.len());
    let mut at: HashMap<String, usize> = HashMap::new();
    for actor in actors {
        if let Some(&row) = at.get(&actor.id) {
            rows[row].override_with(actor);
        } else {
            at.insert(actor.id.clone(), rows.len());
            rows.push(actor);
        }
    }
    rows
}

/// An overlay under construction.
struct Compiler<'b> {
    base: &'b Layer,
    /// Built-in entries by their ids.
    ids: HashMap<&'b str, EntryIx>,
    /// The country codes that a row may use.
    codes: Vec<String>,
    index: Index,
    never: Index,
    reach: usize,
    changed: HashMap<EntryIx, Option<EntryIx>>,
}

impl<'b> Compiler<'b> {
    fn new(base: &'b Layer, actors: &[UserActor]) -> Self {
        let entries = || (0..base.entries.len()).map(|ix| (ix, base.entries.get(ix)));
        let states = entries().map_while(|(_, e)| e.country.filter(|_| e.kind == ActorKind::State));
        let own =
            actors.iter().filter(|a| a.kind == Some(ActorKind::State)).filter_map(|a| a.country.as_deref());
        Self {
            base,
            ids: entries().map(|(ix, entry)| (entry.id, ix)).collect(),
            codes: states.chain(own.filter(|code| is_code(code))).map(str::to_owned).collect(),
            index: Index::new(SPELLINGS),
            never: Index::new(""),
            reach: 0,
            changed: HashMap::new(),
        }
    }

    /// Lists, overrides or removes one actor; an error is a sentence.
    fn add(&mut self, actor: &UserActor) -> Result<(), String> {
        let listed = self.ids.get(actor.id.as_str()).copied();
        if actor.disable {
            return self.disable(actor, listed);
        }
        let known = listed.map(|ix| self.base.entries.get(ix));
        let name =
            actor.name.as_deref().or(known.map(|e| e.name)).ok_or_else(|| self.unknown(actor, "name"))?;
        let kind = actor.kind.or(known.map(|e| e.kind)).ok_or_else(|| self.unknown(actor, "kind"))?;
        let country = match &actor.country {
            Some(country) => self.country(country)?,
            None => known.and_then(|e| e.country).unwrap_or("").to_owned(),
        };
        let roles = match &actor.roles {
            Some(roles) => roles.iter().map(OwnRole::held).collect(),
            None => known.iter().flat_map(|e| self.base.entries.roles(e)).map(|r| r.held()).collect(),
        };
        let gender = actor.gender.or(known.and_then(|e| e.gender)).map_or("", super::Gender::letter);
        let entry = self.index.add(&Listing {
            id: &actor.id,
            name,
            kind: letter(kind),
            country: &country,
            gender,
            checked: true,
            roles,
        });
        self.spell(actor, name, kind, (&country, entry));
        let entry = self.base.entries.len() + entry;
        for spelling in &actor.never {
            self.never.alias(spelling, entry, AliasKind::Name);
            // A possessive ending is a token of its own.
            self.reach = self.reach.max(2 * spelling.split_whitespace().count());
        }
        if let Some(ix) = listed {
            self.changed.insert(ix, Some(entry));
        }
        Ok(())
    }

    fn disable(&mut self, actor: &UserActor, listed: Option<EntryIx>) -> Result<(), String> {
        match listed {
            Some(ix) => {
                self.changed.insert(ix, None);
                Ok(())
            }
            None if actor.overrides => Ok(()),
            None => Err(format!("There is no actor “{}” to disable{}.", actor.id, self.meant(&actor.id))),
        }
    }

    fn spell(&mut self, actor: &UserActor, name: &str, kind: ActorKind, (country, entry): (&str, u32)) {
        if kind == ActorKind::Person {
            self.index.full_name(name, country, entry, AliasKind::Name);
        } else {
            self.index.alias(name, entry, AliasKind::Name);
        }
        for (alias_kind, alias) in &actor.spellings {
            match (alias_kind, kind) {
                (AliasKind::Alias, ActorKind::Person) => {
                    self.index.full_name(alias, country, entry, *alias_kind);
                }
                (AliasKind::Short, ActorKind::Person) => self.index.short_name(alias, country, entry),
                (AliasKind::Alias | AliasKind::Short, _) if is_initials(alias) => {
                    self.index.alias(alias, entry, AliasKind::Acronym);
                }
                (AliasKind::Short, _) => self.index.alias(alias, entry, AliasKind::Alias),
                _ => self.index.alias(alias, entry, *alias_kind),
            }
        }
    }

    /// The code of a country given by its code or by its name.
    fn country(&self, given: &str) -> Result<String, String> {
        if self.codes.iter().any(|code| code == given) {
            return Ok(given.to_owned());
        }
        let states = self.base.postings(self.base.value(given)).map(|(ix, _)| self.base.entries.get(ix));
        let code = states.filter(|e| e.kind == ActorKind::State).find_map(|e| e.country);
        code.map(str::to_owned).ok_or_else(|| {
            let near = nearest(given, self.codes.iter().map(String::as_str));
            let hint = near.map_or(".".to_owned(), |code| format!("; did you mean {code}?"));
            format!("There is no country “{given}”{hint} Write a three-letter code, such as SYR, or an English name.")
        })
    }

    fn unknown(&self, actor: &UserActor, field: &str) -> String {
        let id = &actor.id;
        format!("The actor “{id}” is new and has no {field}; add one{}.", self.meant(id))
    }

    fn meant(&self, id: &str) -> String {
        let near = nearest(id, self.ids.keys().copied());
        near.map_or_else(String::new, |near| format!(", or write the id “{near}” if you mean that one"))
    }

    fn finish(self) -> Overlay {
        Overlay {
            layer: Layer::of(&self.index),
            changed: self.changed,
            never: Layer::of(&self.never),
            reach: self.reach,
            first: self.base.entries.len(),
        }
    }
}

fn is_code(country: &str) -> bool {
    country.len() == 3 && country.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether an alias looks like initials, so that it matches capitals only.
fn is_initials(alias: &str) -> bool {
    alias.chars().count() <= 8
        && alias.chars().all(|c| c.is_uppercase() || c.is_numeric() || "-.&/".contains(c))
}

#[cfg(test)]
mod tests;
