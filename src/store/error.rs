//! Failures with our files, and what to do about each.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::text::sanitise_line;

/// A failure, and the file that it concerns.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct StoreError {
    /// The trouble.
    pub trouble: Trouble,
    path: PathBuf,
}

/// The kinds of trouble.
#[derive(Debug)]
#[non_exhaustive]
pub enum Trouble {
    /// The file has a schema of a later version than this program knows.
    Newer(i64),
    /// Another program has held the file for too long.
    Locked,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The file is not a database, a broken one, or another program's.
    Damaged,
    /// There is no room on the disk.
    Full,
    /// The file is not there.
    Absent,
    /// The path is not a file: a pipe, a device, a socket, a folder.
    NoFile,
    /// The file's folder is a person's own and belongs to another user, or a file in it does.
    Foreign,
    /// This user may not read the file.
    Closed,
    /// The file has the schema of an earlier version, which this user may not change.
    Older,
    /// Somebody wrote the file while it was read without locks.
    Changed,
    /// The file's journal has new data that this user may not read.
    Unshared,
    /// The file is in a place that this program must not write.
    OnlyRead,
    /// No such file is possible, for this reason, a full sentence.
    Nowhere(String),
    /// The server does not answer, or has hung up; in the network's words.
    Unreachable(String),
    /// The server rejects that person; in its words.
    Refused(String),
    /// The person is not permitted to do that; in the server's words.
    Forbidden(String),
    /// Something else, in the system's words.
    Other(String),
}

impl Trouble {
    /// As a failure of that file.
    pub(super) fn of(self, path: &Path) -> StoreError {
        StoreError { trouble: self, path: path.to_owned() }
    }
}

impl StoreError {
    /// The failure and what to do, as full sentences. Long because it lists every failure.
    fn sentence(&self) -> String {
        let file = sanitise_line(&self.path.to_string_lossy(), 160);
        match &self.trouble {
            Trouble::Newer(version) => {
                format!("A newer attache wrote {file} (schema {version}); update this one.")
            }
            Trouble::Locked => {
                format!("Another program holds {file} locked; wait for it or end it, and try again.")
            }
            Trouble::ReadOnly => format!("{file} cannot be written; check its permissions and its folder's."),
            Trouble::Damaged => {
                format!(
                    "{file} is damaged; put a backup in its place, or move it away, and a new one is begun."
                )
            }
            Trouble::Full => format!("The disk that holds {file} is full; make room on it."),
            Trouble::Absent => {
                format!("There is no {file} yet; `attache add FILE` or `attache sync` begins it.")
            }
            Trouble::NoFile => {
                format!(
                    "{file} or what SQLite keeps beside it is not a file; move it away, and a new one is begun."
                )
            }
            Trouble::Foreign => {
                let folder = self.path.parent().unwrap_or(Path::new("."));
                let folder = sanitise_line(&folder.to_string_lossy(), 160);
                format!(
                    "{folder} or a file in it belongs to another user; set XDG_STATE_HOME to a folder of yours."
                )
            }
            Trouble::Closed => {
                format!(
                    "You may not read {file}; whoever keeps it can let you into the group that shares it."
                )
            }
            Trouble::Older => format!(
                "{file} is of an older attache; whoever may write it brings it up to date with any command, as `attache sync`."
            ),
            Trouble::Changed => format!("{file} was written while it was read; ask again."),
            Trouble::Unshared => format!(
                "{file} is being written, and you may not read the journal beside it; docs/team.md says how a folder is shared."
            ),
            Trouble::OnlyRead => {
                format!("{file} is outside the state directory; ATTACHE_SECURE only allows reading it.")
            }
            Trouble::Nowhere(why) => why.clone(),
            Trouble::Unreachable(why) => format!(
                "{file} does not answer ({}); what was kept there is safe, try again when it is back.",
                sanitise_line(why, 200)
            ),
            Trouble::Refused(why) => format!(
                "{file} lets nobody in with that name and password ({}); docs/postgres.md says where passwords are looked for.",
                sanitise_line(why, 200)
            ),
            Trouble::Forbidden(why) => format!(
                "You may not do that in {file} ({}); its administrator grants it.",
                sanitise_line(why, 200)
            ),
            Trouble::Other(what) => {
                format!("{file} cannot be used, the system says: {}.", sanitise_line(what, 200))
            }
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full
            }
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotADirectory => Self::ReadOnly,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.to_string())
    }
}
