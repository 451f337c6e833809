//! Folders and files that belong to one user and to nobody else.
//!
//! They tell what somebody reads and thinks. So such a folder or file is closed if others may read it, and one that
//! belongs to another user is not used at all.

use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

use super::{LibraryError, Trouble, error};
use crate::text::sanitise_line;

/// The permissions of others: all of group and world.
const OTHERS: u32 = 0o077;

/// Creates a folder if there is none, for its user's eyes alone, and closes one that is open to others; then says so
/// in a full sentence. An error if it belongs to another user, or cannot be created or closed.
pub fn own_folder(folder: &Path) -> Result<Option<String>, LibraryError> {
    own(folder).map_err(|trouble| error::about(folder, trouble))
}

/// Closes a data folder and the files in it if they are open to others; then says so in a full sentence. An error if it
/// belongs to another user or cannot be closed. A missing folder is fine.
pub fn own_state(folder: &Path) -> Result<Option<String>, LibraryError> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let notice = own_folder(folder)?;
    close_files(folder);
    Ok(notice)
}

/// Whether something is at that path and belongs to another user.
pub fn is_foreign(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| is_own(&metadata).is_err())
}

/// Whether something at that path is not a file: a pipe, a device, a socket, a folder. Opening one could block for
/// good.
pub fn is_no_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file())
}

/// The same for the library itself.
pub(super) fn own(folder: &Path) -> Result<Option<String>, Trouble> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| match error.kind() {
        // The path leads through something that is not a folder, or through /proc.
        ErrorKind::NotFound | ErrorKind::AlreadyExists => Trouble::ReadOnly,
        _ => Trouble::from(error),
    })?;
    let metadata = fs::metadata(folder)?;
    is_own(&metadata)?;
    Ok(close(folder, &metadata, 0o700)?.then(|| {
        let shown = sanitise_line(&folder.to_string_lossy(), 120);
        format!("{shown} was open to others; now it is yours alone.")
    }))
}

/// Removes others' permissions from a file, however it got them. An error if it is not a file, such as a pipe or a
/// device, which could block for good, or belongs to another user. A missing file is fine.
pub(super) fn own_file(path: &Path) -> Result<(), Trouble> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if !metadata.is_file() {
        return Err(Trouble::NoFile);
    }
    is_own(&metadata)?;
    close(path, &metadata, 0o600).map(drop)
}

/// Removes others' permissions from the files of our folder. A link is left as it is.
pub(super) fn close_files(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if let Ok(metadata) = entry.metadata()
            && metadata.is_file()
        {
            // If this fails, the folder is closed all the same.
            let _ = close(&entry.path(), &metadata, 0o600);
        }
    }
}

fn is_own(metadata: &Metadata) -> Result<(), Trouble> {
    if metadata.uid() == rustix::process::geteuid().as_raw() { Ok(()) } else { Err(Trouble::Foreign) }
}

/// Removes others' permissions; says whether there were any.
fn close(path: &Path, metadata: &Metadata, mode: u32) -> Result<bool, Trouble> {
    let open = metadata.permissions().mode() & OTHERS != 0;
    if open {
        fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|_| Trouble::Open)?;
    }
    Ok(open)
}

/// The identity of a file while the system runs: its device and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    pub device: u64,
    inode: u64,
}

impl Identity {
    /// The file at `path`; none if there is none.
    pub fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|m| Self { device: m.dev(), inode: m.ino() })
    }
}

/// The device that a file at `path` is on, or would be on if it were created.
pub(super) fn device(path: &Path) -> Option<u64> {
    path.ancestors().find_map(Identity::of).map(|identity| identity.device)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_that_is_open_to_others_is_closed_with_a_word() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/b");
        assert_eq!(own(&folder).unwrap(), None);
        assert_eq!(mode(&folder), 0o700);
        for open in [0o755, 0o777, 0o770, 0o701] {
            fs::set_permissions(&folder, Permissions::from_mode(open)).unwrap();
            let told = own(&folder).unwrap().unwrap();
            assert!(told.ends_with("/a/b was open to others; now it is yours alone."), "{told}");
            assert_eq!((mode(&folder), own(&folder).unwrap()), (0o700, None));
        }
    }

    #[test]
    fn what_belongs_to_another_user_is_refused() {
        // The system's own folders and files belong to root; if root runs the tests, they give some away.
        let home = tempfile::tempdir().unwrap();
        let (folder, file) = (home.path().join("folder"), home.path().join("file"));
        fs::create_dir(&folder).unwrap();
        fs::write(&file, "x").unwrap();
        let (folder, file) = if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(&folder, Some(12_345), None).unwrap();
            std::os::unix::fs::chown(&file, Some(12_345), None).unwrap();
            (folder, file)
        } else {
            ("/etc".into(), "/etc/passwd".into())
        };
        assert!(matches!(own(&folder), Err(Trouble::Foreign)));
        assert!(matches!(own_file(&file), Err(Trouble::Foreign)));
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let socket = home.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for other in [home.path(), Path::new("/dev/null"), &socket] {
            assert!(matches!(own_file(other), Err(Trouble::NoFile)), "{}", other.display());
        }
        assert!(own_file(&home.path().join("none")).is_ok());
    }
}
