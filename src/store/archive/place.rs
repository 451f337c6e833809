//! The place of an archive: a folder, or a server.

use std::path::{Path, PathBuf};

use super::lock::FILE as LOCK;
use super::{Archive, FILE, SyncLock};
use crate::library::is_foreign;
use crate::store::{StoreError, Trouble};

/// The place of an archive.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A file in this folder, which several people may share.
    Folder(PathBuf),
    /// A file in this folder, which is one person's own; another user's is not used.
    Own(PathBuf),
    /// The server at this address, which may contain a password.
    Server(String),
    /// In a file of this folder, to which nothing may be written.
    OnlyRead(PathBuf),
    /// Nowhere, for this reason, a full sentence: an address that no archive has, or none that is permitted
    /// here.
    Nowhere(String),
}

impl Place {
    /// A server if it is an address, else a folder.
    pub fn new(said: &str) -> Self {
        if ["postgres://", "postgresql://"].iter().any(|scheme| said.starts_with(scheme)) {
            Self::Server(said.to_owned())
        } else if let Some(scheme) = scheme(said) {
            // The rest is not shown, because it may contain a password.
            let why = "is no place for an archive; name a folder, or an address postgres://….";
            Self::Nowhere(format!("{scheme}://… {why}"))
        } else {
            Self::Folder(PathBuf::from(said))
        }
    }

    /// The reason that no archive can be there, as a full sentence.
    pub fn fault(&self) -> Option<String> {
        if let Self::Nowhere(why) = self { Some(why.clone()) } else { None }
    }

    /// Whether it is that folder.
    pub fn is_folder(&self, path: &Path) -> bool {
        matches!(self, Self::Folder(folder) | Self::Own(folder) | Self::OnlyRead(folder) if folder == path)
    }

    /// Whether there is an archive, as far as can be seen without opening it: on a server there may always be one.
    pub fn may_have_one(&self) -> bool {
        match self {
            Self::Folder(folder) | Self::Own(folder) | Self::OnlyRead(folder) => Archive::is_in(folder),
            // So that queries report the reason.
            Self::Server(_) | Self::Nowhere(_) => true,
        }
    }

    /// Opens the archive; creates it if missing.
    pub fn open(&self) -> Result<Archive, StoreError> {
        match self {
            Self::Folder(folder) => Archive::open(folder),
            Self::Own(folder) => is_own(folder).and_then(|()| Archive::open(folder)),
            Self::Server(address) => on_server(address, false),
            closed => Err(closed.refusal()),
        }
    }

    /// Prevents any other sync of this archive while the lock lives; none if another one is running.
    pub fn lock_sync(&self) -> Result<Option<SyncLock>, StoreError> {
        match self {
            Self::Folder(folder) => SyncLock::in_folder(folder),
            Self::Own(folder) => is_own(folder).and_then(|()| SyncLock::in_folder(folder)),
            #[cfg(feature = "postgres")]
            Self::Server(address) => on_server(address, false).and_then(SyncLock::on_server),
            #[cfg(not(feature = "postgres"))]
            Self::Server(address) => on_server(address, false).map(|_| None),
            closed => Err(closed.refusal()),
        }
    }

    /// Opens the archive without writing anything.
    pub fn open_to_read(&self) -> Result<Archive, StoreError> {
        match self {
            Self::Folder(folder) => Archive::open_to_read(folder),
            Self::Own(folder) => is_own(folder).and_then(|()| Archive::open_to_read(folder)),
            Self::Server(address) => on_server(address, true),
            Self::OnlyRead(folder) => Archive::open_as_it_is(folder),
            closed @ Self::Nowhere(_) => Err(closed.refusal()),
        }
    }

    /// The reason that nothing is written there.
    fn refusal(&self) -> StoreError {
        match self {
            Self::OnlyRead(folder) => Trouble::OnlyRead.of(&folder.join(FILE)),
            Self::Nowhere(why) => Trouble::Nowhere(why.clone()).of(Path::new("")),
            _ => Trouble::ReadOnly.of(Path::new("The archive")),
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Own(folder) => f.debug_tuple("Own").field(folder).finish(),
            Self::Server(_) => f.write_str("Server"),
            Self::OnlyRead(folder) => f.debug_tuple("OnlyRead").field(folder).finish(),
            Self::Nowhere(why) => f.debug_tuple("Nowhere").field(why).finish(),
        }
    }
}

/// The scheme of an address; none for a path.
fn scheme(said: &str) -> Option<&str> {
    let (scheme, _) = said.split_once("://")?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    is_one.then_some(scheme)
}

/// An error if a person's own folder, or a file of the archive in it, belongs to another user.
fn is_own(folder: &Path) -> Result<(), StoreError> {
    let path = folder.join(FILE);
    let all = [folder, &path, &folder.join(LOCK)];
    if all.into_iter().any(is_foreign) { Err(Trouble::Foreign.of(&path)) } else { Ok(()) }
}

#[cfg(feature = "postgres")]
fn on_server(address: &str, only_to_read: bool) -> Result<Archive, StoreError> {
    match Archive::open_server(address, only_to_read) {
        // A user who may do so migrates it first.
        Err(older) if matches!(older.trouble, Trouble::Older) => match Archive::open_server(address, false) {
            Ok(_) => Archive::open_server(address, only_to_read),
            Err(_) => Err(older),
        },
        opened => opened,
    }
}

#[cfg(not(feature = "postgres"))]
fn on_server(_: &str, _: bool) -> Result<Archive, StoreError> {
    let why = "this attache was built without PostgreSQL, the feature “postgres”";
    Err(Trouble::Other(why.to_owned()).of(Path::new("The archive’s server")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_in_a_folder_or_on_a_server_that_speaks_postgresql() {
        assert!(matches!(Place::new("postgres://ada@db/press"), Place::Server(_)));
        assert!(matches!(Place::new("postgresql:///press"), Place::Server(_)));
        for path in ["/srv/press", "press", "a:b", "odd name://press", "./x://y"] {
            assert!(matches!(Place::new(path), Place::Folder(_)), "{path}");
        }
        let place = Place::new("mysql://ada:secret@db/press");
        assert!(place.may_have_one() && place.fault().is_some(), "whoever asks is told");
        for error in [place.open().err(), place.open_to_read().err(), place.lock_sync().err()] {
            let said = error.expect("it is refused").to_string();
            assert!(said.starts_with("mysql://… is no place for an archive;"), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }

    #[test]
    fn where_nothing_is_to_be_written_an_archive_is_read_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::OnlyRead(folder.path().to_owned());
        assert!(place.open().is_err() && place.open_to_read().is_err() && !place.may_have_one());
        drop(Archive::open(folder.path()).unwrap());
        let said = place.open().unwrap_err().to_string();
        assert!(
            said.ends_with(
                "archive.db is outside the state directory; ATTACHE_SECURE only allows reading it."
            ),
            "{said}"
        );
        assert_eq!(place.open_to_read().unwrap().documents().unwrap(), 0);
        assert!(place.lock_sync().is_err());
    }
}
