//! Allows one sync of an archive at a time, from any user and machine.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

#[cfg(feature = "postgres")]
use super::Archive;
use crate::store::{StoreError, shared};

/// The file in the archive's folder that a sync locks.
pub(super) const FILE: &str = "sync.lock";

/// The lock for syncing an archive; the system or the server releases it with the process.
#[derive(Debug)]
pub enum SyncLock {
    /// The lock is on a file of the archive's folder.
    Folder(File),
    /// The lock is held by a connection of its own.
    #[cfg(feature = "postgres")]
    Server(Box<Archive>),
}

impl SyncLock {
    /// The lock of the archive in a folder, whose file is created if missing; none if another process holds
    /// it.
    pub(super) fn in_folder(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = folder.join(FILE);
        let locked = shared::make_folder(folder).and_then(|()| shared::are_files(&path)).and_then(|()| {
            let mode = shared::mode_in(folder).unwrap_or(0o600);
            let made = OpenOptions::new().create(true).truncate(false).write(true).mode(mode).open(&path);
            let file = match made {
                // Another person of the group has created it; locking it does not require writing it.
                Err(error) if error.kind() == ErrorKind::PermissionDenied => File::open(&path)?,
                made => made?,
            };
            match file.try_lock() {
                Ok(()) => Ok(Some(Self::Folder(file))),
                Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(error.into()),
            }
        });
        locked.map_err(|trouble| trouble.of(&path))
    }

    /// The lock of an archive on a server, held by this connection; none if another holds it.
    #[cfg(feature = "postgres")]
    pub(super) fn on_server(archive: Archive) -> Result<Option<Self>, StoreError> {
        Ok(archive.lock_sync()?.then(|| Self::Server(Box::new(archive))))
    }
}
