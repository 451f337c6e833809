//! Paths as a person writes them, and as they are remembered.

use std::path::{Path, PathBuf};

use crate::document::Metadata;
use crate::fetch;

/// A name as a shell would take it where it begins with "~/".
pub fn at_home(name: &Path) -> PathBuf {
    match (name.strip_prefix("~"), std::env::var_os("HOME")) {
        (Ok(rest), Some(home)) => Path::new(&home).join(rest),
        _ => name.to_owned(),
    }
}

/// The number of the document of the archive that a name such as `#12` means.
pub fn number_in_archive(name: &Path) -> Option<i64> {
    name.to_str()?.strip_prefix('#')?.parse().ok()
}

/// Whether a name means a document of the archive; a file of that name goes before it.
pub fn is_in_archive(name: &Path) -> bool {
    number_in_archive(name).is_some() && !name.exists()
}

/// The path or the address by which a document can be opened again from anywhere; none for what comes through a pipe.
/// An item of a feed that is fetched has its own address, because tomorrow another item has its number.
pub fn path_to_remember(file: &Path, metadata: &Metadata) -> Option<String> {
    if let Some(address) = fetch::of_name(file) {
        let (whole, number) = fetch::part_of(&address);
        let own = metadata.url.clone().filter(|url| fetch::of_name(Path::new(url)).is_some());
        return if number.is_some() { own } else { Some(whole.to_owned()) };
    }
    let path = std::fs::canonicalize(file).ok().filter(|p| p.is_file())?;
    path.into_os_string().into_string().ok()
}
