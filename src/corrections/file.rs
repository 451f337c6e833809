//! Corrections as a small file that people can read, send and keep under version control: TOML, or the same as JSON.

use serde::{Deserialize, Serialize};

use super::{Corrections, Edit};

/// The name of the form.
const FORMAT: &str = "attache-corrections/1";

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    /// The title of the document, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, rename = "edit")]
    edits: Vec<Edit>,
}

/// Why a file of corrections cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is neither TOML nor JSON of this shape.
    #[error("It does not have the shape of a file of corrections: {0}")]
    Shape(String),
    /// It is in a form that this program does not know.
    #[error("It has the form \"{0}\", and this program reads \"{FORMAT}\"; a newer attache may read it.")]
    Format(String),
}

/// The edits that stand, as TOML.
pub fn write(corrections: &Corrections, title: Option<&str>) -> String {
    let edits = corrections.edits().cloned().collect();
    let file = File { format: FORMAT.to_owned(), title: title.map(str::to_owned), edits };
    // Strings, numbers and tables of these always have a TOML form.
    toml::to_string(&file).unwrap_or_default()
}

/// The edits of a file, TOML or JSON, made safe to show.
pub fn read(text: &str) -> Result<Vec<Edit>, FileError> {
    let shape = |error: String| FileError::Shape(crate::text::sanitise_line(&error, 200));
    let file: File = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|e| shape(e.to_string()))?
    } else {
        toml::from_str(text).map_err(|e| shape(e.to_string()))?
    };
    if file.format != FORMAT {
        return Err(FileError::Format(crate::text::sanitise_line(&file.format, 60)));
    }
    Ok(file.edits.into_iter().map(Edit::sanitised).collect())
}
