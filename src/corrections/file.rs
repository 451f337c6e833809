//! Corrections as a small file that people can read, send and keep under version control: TOML, or the same as JSON.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Act, Change, ChangeId, Corrections, Edit};

/// The name of the format.
const FORMAT: &str = "attache-corrections/2";
/// The previous format, whose edits had no ids.
const WITHOUT_IDS: &str = "attache-corrections/1";

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    /// The title of the document, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, rename = "edit")]
    edits: Vec<Row>,
}

/// An edit and the known facts about the change that added it.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<ChangeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made: Option<Timestamp>,
    #[serde(flatten)]
    edit: Edit,
}

/// Why a file of corrections cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It is neither TOML nor JSON of this shape.
    #[error("It does not have the shape of a file of corrections: {0}")]
    Shape(String),
    /// It is in a format that this program does not know.
    #[error("It has the form \"{0}\", and this program reads \"{FORMAT}\"; a newer attache may read it.")]
    Format(String),
}

/// The edits in force, as TOML.
pub fn write(corrections: &Corrections, title: Option<&str>) -> String {
    let row = |entry: &super::Entry| Row {
        id: Some(entry.id),
        author: entry.author.clone(),
        made: entry.made,
        edit: entry.edit.clone(),
    };
    let edits = corrections.standing().map(row).collect();
    let file = File { format: FORMAT.to_owned(), title: title.map(str::to_owned), edits };
    // Strings, numbers and tables of them always have a TOML form.
    toml::to_string(&file).unwrap_or_default()
}

/// The changes that add the edits of a file, TOML or JSON, made safe to show. An edit without an id gets one
/// without a replica, numbered from 1 in file order.
pub fn read(text: &str) -> Result<Vec<Change>, FileError> {
    let shape = |error: String| FileError::Shape(crate::text::sanitise_line(&error, 200));
    let file: File = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|e| shape(e.to_string()))?
    } else {
        toml::from_str(text).map_err(|e| shape(e.to_string()))?
    };
    if ![FORMAT, WITHOUT_IDS].contains(&file.format.as_str()) {
        return Err(FileError::Format(crate::text::sanitise_line(&file.format, 60)));
    }
    let change = |(seq, Row { id, author, made, edit })| {
        let id = id.unwrap_or(ChangeId { seq, replica: Uuid::nil() });
        Change { id, author, made, act: Act::Add(edit) }.sanitised()
    };
    Ok((1..).zip(file.edits).map(change).collect())
}
