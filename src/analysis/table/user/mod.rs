//! The actors that a user lists, in TOML or in CSV: a text in, rows and faults out.
//!
//! Both forms have the same fields ([`fields`] says what they mean). A row with a fault in it is left out, and every
//! fault names its line, what is wrong, and what to write.

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

/// In which form a text lists actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One `[[actor]]` table an actor.
    Toml,
    /// One line an actor, the first line naming the fields.
    Csv,
}

/// Where something stands that a user has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is shown.
    pub file: Rc<str>,
    /// Its line, from 1.
    pub line: usize,
}

/// Something wrong in a file of actors. Displayed, it is a sentence that names file and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is.
    pub place: Place,
    /// What is wrong and what to do, as a sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.place.file, self.place.line, self.message)
    }
}

impl Place {
    /// A fault here.
    pub(super) fn fault(&self, message: String) -> Fault {
        Fault { place: self.clone(), message }
    }
}

/// An actor as a user lists it: new, or over another of the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserActor {
    /// Where the row is.
    pub place: Place,
    /// Identifier.
    pub id: String,
    /// The name to show; none leaves the one of the actor that is overridden, as with the fields below.
    pub name: Option<String>,
    /// What kind of actor it is.
    pub kind: Option<ActorKind>,
    /// The country, by its code or its English name.
    pub country: Option<String>,
    /// Whether a person is a man or a woman.
    pub gender: Option<Gender>,
    /// Spellings beside the name.
    pub spellings: Vec<(AliasKind, String)>,
    /// Roles in order of time.
    pub roles: Option<Vec<OwnRole>>,
    /// Spellings that never mean this actor.
    pub never: Vec<String>,
    /// Whether the actor is to be removed.
    pub disable: bool,
    /// Whether the row stands over another of the user's rows.
    pub(super) overrides: bool,
}

/// A role that a user lists; months as in [`Held`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRole {
    /// What the role is.
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

    /// Puts what a later row says over this one.
    pub(super) fn override_with(&mut self, later: Self) {
        self.place = later.place;
        if let Some(name) = later.name {
            // The text goes on calling the actor by the name that was listed before.
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

/// Reads the actors that `text` lists. `file` is how messages name it: sanitised, in quotation marks.
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

/// One actor as it is written: names of fields, and their values.
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
