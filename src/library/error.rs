//! Errors of the library's file, and what to do about each.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::text::sanitise_line;

/// A failure, and the folder that it concerns.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct LibraryError {
    /// The fault.
    pub trouble: Trouble,
    folder: PathBuf,
}

/// Faults of the library's file.
#[derive(Debug)]
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
    /// The file that was opened is no longer at its path.
    Gone,
    /// The disk that the file was on is no longer at its path.
    Elsewhere,
    /// The path is not a file: a pipe, a device, a socket, a folder.
    NoFile,
    /// The file or its folder belongs to another user.
    Foreign,
    /// The file or its folder is open to others and cannot be closed.
    Open,
    /// Something else, in the system's words.
    Other(String),
}

/// Adds the folder that a trouble is about.
pub(super) fn about(folder: &Path, trouble: Trouble) -> LibraryError {
    LibraryError { trouble, folder: folder.to_owned() }
}

impl LibraryError {
    /// The fault and what to do, as full sentences.
    fn sentence(&self) -> String {
        let folder = sanitise_line(&self.folder.to_string_lossy(), 120);
        let file = format!("{folder}/{}", super::FILE);
        match &self.trouble {
            Trouble::Newer(version) => {
                format!("A newer attache wrote {file} (schema {version}); update this one.")
            }
            Trouble::Locked => format!("Another program holds {file} locked; end it and try again."),
            Trouble::ReadOnly => format!("{folder} cannot be written; check its permissions."),
            Trouble::Damaged => format!("{file} is damaged; move it away, and a new one is begun."),
            Trouble::Full => format!("The disk of {folder} is full; make room on it."),
            Trouble::Absent => format!("There is no {file} yet."),
            Trouble::Gone => format!("{file} was moved, removed or replaced."),
            Trouble::Elsewhere => {
                format!("The disk that {folder} was on is not there any more; bring it back.")
            }
            Trouble::NoFile => {
                format!(
                    "{file} or what SQLite keeps beside it is not a file; move it away, and a new one is begun."
                )
            }
            Trouble::Foreign => {
                format!(
                    "{folder} or a file in it belongs to another user; set XDG_STATE_HOME to a folder of yours."
                )
            }
            Trouble::Open => format!("{folder} is open to others and cannot be closed; make it yours alone."),
            Trouble::Other(what) => {
                format!("{file} cannot be used, the system says: {}.", sanitise_line(what, 120))
            }
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows,
            Utf8Error,
        };
        // A row with content that no version writes, or without content that every row has.
        if matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | QueryReturnedNoRows
                | Utf8Error(..)
        ) {
            return Self::Damaged;
        }
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
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
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
