//! The register: what was copied last, as a file, for terminals that have no clipboard.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::Trouble;

/// The name of the file in the library's folder.
const FILE: &str = "copied.txt";

/// Writes the register, whole or not at all, and gives its path.
pub fn write(folder: &Path, text: &str) -> Result<PathBuf, Trouble> {
    let (path, draft) = (folder.join(FILE), folder.join(format!("{FILE}.new")));
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(&draft, &path)?;
    Ok(path)
}
