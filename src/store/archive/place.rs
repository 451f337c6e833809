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
}

impl Place {
    /// A server if it is an address, else a folder.
    pub fn new(said: &str) -> Self {
        if ["postgres://", "postgresql://"].iter().any(|scheme| said.starts_with(scheme)) {
            Self::Server(said.to_owned())
        } else {
            Self::Folder(PathBuf::from(said))
        }
    }

    /// Whether it is that folder.
    pub fn is_folder(&self, path: &Path) -> bool {
        matches!(self, Self::Folder(folder) | Self::Own(folder) if folder == path)
    }

    /// Whether there is an archive, as far as can be seen without opening it: on a server there may always be one.
    pub fn may_have_one(&self) -> bool {
        match self {
            Self::Folder(folder) | Self::Own(folder) => Archive::is_in(folder),
            Self::Server(_) => true,
        }
    }

    /// Opens the archive; creates it if missing.
    pub fn open(&self) -> Result<Archive, StoreError> {
        match self {
            Self::Folder(folder) => Archive::open(folder),
            Self::Own(folder) => is_own(folder).and_then(|()| Archive::open(folder)),
            Self::Server(address) => on_server(address, false),
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
        }
    }

    /// Opens the archive without writing anything.
    pub fn open_to_read(&self) -> Result<Archive, StoreError> {
        match self {
            Self::Folder(folder) => Archive::open_to_read(folder),
            Self::Own(folder) => is_own(folder).and_then(|()| Archive::open_to_read(folder)),
            Self::Server(address) => on_server(address, true),
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Own(folder) => f.debug_tuple("Own").field(folder).finish(),
            Self::Server(_) => f.write_str("Server"),
        }
    }
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
