//! Paths as a person writes them, and as they are stored.

use std::path::{Path, PathBuf};

use crate::document::Metadata;
use crate::fetch;

/// A name with a leading "~/" expanded as in a shell.
pub fn at_home(name: &Path) -> PathBuf {
    match (name.strip_prefix("~"), std::env::var_os("HOME")) {
        (Ok(rest), Some(home)) => Path::new(&home).join(rest),
        _ => name.to_owned(),
    }
}

/// The number of the archive's document that a name such as `#12` means.
pub fn number_in_archive(name: &Path) -> Option<i64> {
    name.to_str()?.strip_prefix('#')?.parse().ok()
}

/// Whether a name means a document of the archive; a file of that name takes precedence.
pub fn is_in_archive(name: &Path) -> bool {
    number_in_archive(name).is_some() && !name.exists()
}

/// The path or address by which a document can be opened again from anywhere; none for text from a pipe. An item of a
/// fetched feed uses its own address, because tomorrow another item has its number.
pub fn path_to_remember(file: &Path, metadata: &Metadata) -> Option<String> {
    if let Some(address) = fetch::of_name(file) {
        let (whole, number) = fetch::part_of(&address);
        let own = metadata.url.clone().filter(|url| fetch::of_name(Path::new(url)).is_some());
        return if number.is_some() { own } else { Some(whole.to_owned()) };
    }
    let path = std::fs::canonicalize(file).ok().filter(|p| p.is_file())?;
    path.into_os_string().into_string().ok()
}
