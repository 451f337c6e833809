//! A user's own actors, in TOML or in CSV: a text in, rows and faults out.
//!
//! Both forms have the same fields ([`fields`] defines them). A row with a fault is left out, and every fault names
//! its line, what is wrong, and what to write.

mod csv;
mod fields;
#[cfg(test)]
mod tests;
mod toml;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::rc::Rc;

use super::AliasKind;
use super::compile::Held;
use super::entry::Gender;
use crate::analysis::ActorKind;
use fields::Cell;

/// The forms of an actors file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One `[[actor]]` table an actor.
    Toml,
    /// One line an actor; the first line names the fields.
    Csv,
}

/// The place of something that a user has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as displayed.
    pub file: Rc<str>,
    /// Its line, from 1.
    pub line: usize,
}

/// A fault in an actors file. Displayed, it is a sentence that names file and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its place.
    pub place: Place,
    /// The fault and what to do, as a sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.place.file, self.place.line, self.message)
    }
}

impl Place {
    /// A fault at this place.
    pub(super) fn fault(&self, message: String) -> Fault {
        Fault { place: self.clone(), message }
    }
}

/// An actor listed by a user: new, or overriding another with the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserActor {
    /// The place of the row.
    pub place: Place,
    /// Identifier.
    pub id: String,
    /// The name to show; none keeps that of the overridden actor, and so for the fields below.
    pub name: Option<String>,
    /// The kind of actor.
    pub kind: Option<ActorKind>,
    /// The country, by its code or its English name.
    pub country: Option<String>,
    /// Whether a person is a man or a woman.
    pub gender: Option<Gender>,
    /// Spellings besides the name.
    pub spellings: Vec<(AliasKind, String)>,
    /// Roles in order of time.
    pub roles: Option<Vec<OwnRole>>,
    /// Spellings that never mean this actor.
    pub never: Vec<String>,
    /// Whether the actor is to be removed.
    pub disable: bool,
    /// Whether the row overrides another of the user's rows.
    pub(super) overrides: bool,
}

/// A role listed by a user; months as in [`Held`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRole {
    /// The role.
    pub title: String,
    /// First month; 0 is open.
    pub from: u16,
    /// Last month; 0 is open.
    pub to: u16,
}

impl OwnRole {
    pub(super) fn held(&self) -> Held<'_> {
        Held { title: &self.title, from: self.from, to: self.to }
    }
}

impl UserActor {
    fn new(place: Place, id: String) -> Self {
        Self {
            place,
            id,
            name: None,
            kind: None,
            country: None,
            gender: None,
            spellings: Vec::new(),
            roles: None,
            never: Vec::new(),
            disable: false,
            overrides: false,
        }
    }

    /// Lets a later row override this one.
    pub(super) fn override_with(&mut self, later: Self) {
        self.place = later.place;
        if let Some(name) = later.name {
            // The text may still use the earlier name of the actor.
            self.spellings.extend(self.name.replace(name).map(|old| (AliasKind::Alias, old)));
        }
        self.kind = later.kind.or(self.kind);
        self.country = later.country.or(self.country.take());
        self.gender = later.gender.or(self.gender);
        self.spellings.extend(later.spellings);
        self.roles = later.roles.or(self.roles.take());
        self.never.extend(later.never);
        self.disable = later.disable;
        self.overrides = true;
    }
}

/// Parses the actors in `text`. `file` is its name in messages: sanitised, in quotation marks.
pub fn parse(text: &str, form: Form, file: &str) -> (Vec<UserActor>, Vec<Fault>) {
    let file: Rc<str> = file.into();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut faults = Faults { file: Rc::clone(&file), list: Vec::new() };
    let rows = match form {
        Form::Toml => toml::rows(text, &mut faults),
        Form::Csv => csv::rows(text, &mut faults),
    };
    let mut actors: Vec<UserActor> = Vec::with_capacity(rows.len());
    let mut lines: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let place = Place { file: Rc::clone(&file), line: row.line };
        let Some(actor) = fields::actor(place, row, &mut faults) else { continue };
        match lines.entry(actor.id.clone()) {
            Entry::Occupied(other) => {
                let message = format!("“{}” stands in line {} already; join the two.", actor.id, other.get());
                faults.add(actor.place.line, message);
            }
            Entry::Vacant(free) => {
                free.insert(actor.place.line);
                actors.push(actor);
            }
        }
    }
    faults.list.sort_by_key(|fault| fault.place.line);
    (actors, faults.list)
}

/// One actor as written: names of fields, and their values.
struct Row {
    line: usize,
    cells: Vec<(String, Cell)>,
}

/// The faults of one file.
struct Faults {
    file: Rc<str>,
    list: Vec<Fault>,
}

impl Faults {
    fn add(&mut self, line: usize, message: String) {
        self.list.push(Place { file: Rc::clone(&self.file), line }.fault(message));
    }
}
