//! The fields of an actor, in either form.

use super::super::Gender;
use super::super::compile::held;
use super::super::entry;
use super::super::format::{AliasKind, KINDS, folded, kind_letter};
use super::{Faults, OwnRole, Place, Row, UserActor};
use crate::analysis::ActorKind;
use crate::analysis::actors::slug;
use crate::text::{nearest, sanitise_line};

/// The fields, as messages and the manual list them.
pub(super) const FIELDS: [&str; 15] = [
    "id",
    "name",
    "kind",
    "country",
    "gender",
    "aliases",
    "short",
    "acronyms",
    "adjectives",
    "nouns",
    "capitals",
    "seats",
    "roles",
    "never",
    "disable",
];

/// The longest stored value, in characters.
const LONGEST: usize = 200;

/// A value, with its line.
pub(super) struct Cell {
    pub line: usize,
    pub value: Value,
}

/// A value as written.
pub(super) enum Value {
    /// A text, or a list in one text.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// Something invalid in any field, with its name.
    Other(&'static str),
}

/// The actor of a row; none if the row has a fault.
pub(super) fn actor(place: Place, row: Row, faults: &mut Faults) -> Option<UserActor> {
    let before = faults.list.len();
    let mut actor = UserActor::new(place, String::new());
    for (field, cell) in row.cells {
        if let Err(message) = set(&mut actor, &field, &cell.value) {
            faults.add(cell.line, message);
        }
    }
    if actor.id.is_empty() && faults.list.len() == before {
        let id = actor.name.as_deref().map_or("rodi-osman".to_owned(), slug);
        faults.add(row.line, format!("The actor has no id; give it one, such as “{id}”."));
    }
    (faults.list.len() == before).then_some(actor)
}

/// Sets one field; an error is a sentence.
fn set(actor: &mut UserActor, field: &str, value: &Value) -> Result<(), String> {
    match field {
        "id" => actor.id = id(&text(field, value)?)?,
        "name" => actor.name = Some(spelling(text(field, value)?)?),
        "kind" => actor.kind = Some(kind(&text(field, value)?)?),
        "country" => actor.country = Some(text(field, value)?),
        "gender" => actor.gender = Some(gender(&text(field, value)?)?),
        "roles" => actor.roles = Some(list(field, value)?.iter().map(|r| role(r)).collect::<Result<_, _>>()?),
        "never" => actor.never = list(field, value)?,
        "disable" => actor.disable = flag(value)?,
        _ => {
            let kind = alias_kind(field).ok_or_else(|| unknown(field))?;
            for alias in list(field, value)? {
                actor.spellings.push((kind, spelling(alias)?));
            }
        }
    }
    Ok(())
}

fn alias_kind(field: &str) -> Option<AliasKind> {
    Some(match field {
        "aliases" => AliasKind::Alias,
        "short" => AliasKind::Short,
        "acronyms" => AliasKind::Acronym,
        "adjectives" => AliasKind::Adjective,
        "nouns" => AliasKind::Noun,
        "capitals" => AliasKind::Capital,
        "seats" => AliasKind::Seat,
        _ => return None,
    })
}

/// A message that there is no such field, and which one was probably meant.
pub(super) fn unknown(field: &str) -> String {
    let shown = sanitise_line(field, 40);
    match nearest(field, FIELDS) {
        Some(near) => format!("There is no field “{shown}”; did you mean “{near}”?"),
        None => format!("There is no field “{shown}”; the fields are {}.", FIELDS.join(", ")),
    }
}

fn text(field: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(sanitise_line(text, LONGEST)),
        Value::List(_) => {
            Err(format!("The field “{field}” takes one text, not a list; write {field} = \"…\"."))
        }
        Value::Flag(_) => {
            Err(format!("The field “{field}” takes a text, not yes or no; write {field} = \"…\"."))
        }
        Value::Other(kind) => {
            Err(format!("The field “{field}” takes a text, not {kind}; write {field} = \"…\"."))
        }
    }
}

/// The texts of a list; a single text is split at `|` and `;`, as CSV needs.
fn list(field: &str, value: &Value) -> Result<Vec<String>, String> {
    let clean = |part: &str| Some(sanitise_line(part, LONGEST)).filter(|part| !part.is_empty());
    match value {
        Value::Text(text) => Ok(text.split(['|', ';']).filter_map(clean).collect()),
        Value::List(list) => Ok(list.iter().filter_map(|part| clean(part)).collect()),
        Value::Flag(_) | Value::Other(_) => {
            Err(format!("The field “{field}” takes a list of texts; write {field} = [\"…\", \"…\"]."))
        }
    }
}

fn flag(value: &Value) -> Result<bool, String> {
    let wrong = || "The field “disable” takes true or false.".to_owned();
    match value {
        Value::Flag(flag) => Ok(*flag),
        Value::Text(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "1" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(wrong()),
        },
        Value::List(_) | Value::Other(_) => Err(wrong()),
    }
}

fn id(given: &str) -> Result<String, String> {
    let slug = slug(given);
    if given == slug && !given.is_empty() {
        return Ok(slug);
    }
    Err(format!("An id has small letters, digits and hyphens alone; write “{slug}” in place of “{given}”."))
}

/// A spelling that can be found: capitals mark names, and only those are looked up.
fn spelling(text: String) -> Result<String, String> {
    if folded(&text).is_empty() {
        return Err("A name has no letters; write it out, or leave the field away.".to_owned());
    }
    let lower = text.chars().any(char::is_lowercase);
    let marked = text.chars().any(|c| c.is_uppercase() || c.is_numeric());
    if lower && !marked {
        return Err(format!(
            "“{text}” has no capital letter, and only words with capitals are read as names."
        ));
    }
    Ok(text)
}

fn kind(given: &str) -> Result<ActorKind, String> {
    let name = given.to_lowercase().replace([' ', '-'], "_");
    let name = match name.as_str() {
        "organisation" | "organization" => "org",
        "country" => "state",
        name => name,
    };
    kind_letter(name).map(entry::kind).ok_or_else(|| {
        let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
        let near = nearest(name, kinds.iter().copied());
        let hint = near.map_or(".".to_owned(), |near| format!("; did you mean “{near}”?"));
        format!("There is no kind “{given}”{hint} The kinds are {}.", kinds.join(", "))
    })
}

fn gender(given: &str) -> Result<Gender, String> {
    match given.to_lowercase().as_str() {
        "m" | "male" | "man" => Ok(Gender::Male),
        "f" | "female" | "woman" => Ok(Gender::Female),
        _ => Err(format!("The gender “{given}” is not known; write m or f, or leave it away.")),
    }
}

fn role(written: &str) -> Result<OwnRole, String> {
    let role = held(written).ok_or_else(|| {
        format!("The role “{written}” is not understood; write it as “envoy@2019-05..2021-03”, an open end as “envoy@2019-05..”.")
    })?;
    Ok(OwnRole { title: role.title.to_lowercase(), from: role.from, to: role.to })
}
