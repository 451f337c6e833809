//! The register: the text copied last, as a file, for terminals without a clipboard.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Trouble;

/// The name of the file in the library's folder.
pub(super) const FILE: &str = "copied.txt";

/// Writes the register, whole or not at all, and returns its path. The draft is a new file with an unpredictable
/// name, for the user's eyes alone; whatever is at the path itself is replaced and never followed.
pub fn write(folder: &Path, text: &str) -> Result<PathBuf, Trouble> {
    let path = folder.join(FILE);
    let mut draft = NamedTempFile::new_in(folder).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Trouble::Gone,
        _ => Trouble::from(error),
    })?;
    draft.write_all(text.as_bytes())?;
    draft.write_all(b"\n")?;
    draft.as_file().sync_all()?;
    draft.persist(&path).map_err(|failed| failed.error)?;
    Ok(path)
}
