//! Files in a folder shared by several people on one machine: its group is inherited (setgid).

use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Trouble;
use crate::library::is_no_file;

/// The bit of a folder that passes its group on to new files.
const SETGID: u32 = 0o2000;

/// The permissions of a file in a shared folder: the group may do with the file what it may do in the folder, and
/// nobody else may do anything. None if the folder is not shared.
pub(super) fn mode_in(folder: &Path) -> Option<u32> {
    let mode = fs::metadata(folder).ok()?.permissions().mode();
    (mode & SETGID != 0).then_some(0o600 | mode & 0o060)
}

/// Creates a folder if there is none, for its user's eyes alone.
pub(super) fn make_folder(folder: &Path) -> Result<(), Trouble> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| match error.kind() {
        // The path leads through something that is not a folder, or through /proc.
        ErrorKind::NotFound | ErrorKind::AlreadyExists => Trouble::ReadOnly,
        _ => Trouble::from(error),
    })
}

/// An error if a file, or one that SQLite keeps beside it, is something else, such as a pipe or a device.
pub(super) fn are_files(path: &Path) -> Result<(), Trouble> {
    let beside = ["", "-wal", "-shm", "-journal"].map(|ending| beside(path, ending));
    if beside.iter().any(|file| is_no_file(file)) { Err(Trouble::NoFile) } else { Ok(()) }
}

/// An error if a file does not exist or cannot be read.
pub(super) fn may_read(path: &Path) -> Result<(), Trouble> {
    are_files(path)?;
    File::open(path).map(drop).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Trouble::Absent,
        ErrorKind::PermissionDenied => Trouble::Closed,
        _ => Trouble::from(error),
    })
}

/// The path of a file beside a database: its name with a suffix.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A database that nobody is writing, as it was when it was opened.
pub(super) struct Still {
    path: PathBuf,
    was: (SystemTime, u64, u64),
}

impl Still {
    /// The database at that path in its current state; an error if its journal has changes that are not in it
    /// yet.
    pub fn of(path: &Path) -> Result<Self, Trouble> {
        if has_journal(path) {
            return Err(Trouble::Unshared);
        }
        Ok(Self { was: stamp(path)?, path: path.to_owned() })
    }

    /// Whether it is still in that state, and nobody has begun to write.
    pub fn is_so(&self) -> bool {
        !has_journal(&self.path) && stamp(&self.path).is_ok_and(|now| now == self.was)
    }

    /// Its modification time.
    pub fn written(&self) -> SystemTime {
        self.was.0
    }
}

/// Whether a database's journal has any content.
fn has_journal(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|journal| journal.len() > 0)
}

fn stamp(path: &Path) -> Result<(SystemTime, u64, u64), Trouble> {
    let file = fs::metadata(path)?;
    Ok((file.modified()?, file.len(), file.ino()))
}

/// The faults in the permissions of a database in a shared folder, a line each.
pub(super) fn faults(path: &Path) -> Vec<String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let (Some(mode), Ok(of)) = (mode_in(folder), fs::metadata(folder)) else { return Vec::new() };
    let mut wrong = Vec::new();
    for file in ["", "-wal", "-shm"].map(|ending| beside(path, ending)) {
        let Ok(found) = fs::metadata(&file) else { continue };
        let (is, shown) = (found.permissions().mode() & 0o777, file.display());
        if found.gid() != of.gid() {
            wrong.push(format!("{shown} is not of its folder’s group: chgrp {} {shown}", of.gid()));
        }
        if is & 0o077 != mode & 0o077 {
            wrong.push(format!(
                "{shown} has the permissions {is:o}, not its folder’s: chmod {mode:o} {shown}"
            ));
        }
    }
    wrong
}

/// What the group of a shared folder may do with the database in it, as the end of a sentence; none if the folder is not
/// shared.
pub(super) fn told(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let may = if mode_in(folder)? & 0o020 == 0 { "read" } else { "read and write" };
    let gid = fs::metadata(folder).ok()?.gid();
    // The group's name, if the machine's own list has one.
    let groups = fs::read_to_string("/etc/group").unwrap_or_default();
    let named = groups.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(gid)).then(|| name.to_owned())
    });
    let group = named.unwrap_or_else(|| gid.to_string());
    Some(format!("whoever is in the group {} may {may} it", crate::text::sanitise_line(&group, 40)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_permissions_of_its_folder_only_where_that_is_shared() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |mode| {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            mode_in(folder.path())
        };
        assert_eq!((mode(0o700), mode(0o770), mode(0o755)), (None, None, None));
        assert_eq!((mode(0o2750), mode(0o2770), mode(0o2775)), (Some(0o640), Some(0o660), Some(0o660)));
        let file = folder.path().join("a.db");
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(faults(&file).len(), 1, "{:?}", faults(&file));
        assert!(told(&file).unwrap().ends_with("may read and write it"));
    }

    #[test]
    fn what_nobody_writes_is_told_from_what_somebody_does() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        fs::write(&file, "one").unwrap();
        let still = Still::of(&file).unwrap();
        assert!(still.is_so());
        fs::write(beside(&file, "-wal"), "").unwrap();
        assert!(still.is_so(), "an empty journal has nothing");
        fs::write(beside(&file, "-wal"), "two").unwrap();
        assert!(!still.is_so() && matches!(Still::of(&file), Err(Trouble::Unshared)));
        fs::remove_file(beside(&file, "-wal")).unwrap();
        fs::write(&file, "other").unwrap();
        assert!(!still.is_so());
    }
}
