//! The few operations that the archive needs of a database, and the values that go in and come out.

use std::borrow::Cow;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::Trouble;

/// A statement in each dialect that it is written in.
pub(super) struct Statement {
    /// As SQLite takes it.
    pub sqlite: &'static str,
}

/// A statement that is kept, or one that was put together for the database at hand.
#[derive(Clone, Copy)]
pub(super) enum Sql<'a> {
    Kept(&'a Statement),
    Made(&'a str),
}

impl<'a> From<&'a Statement> for Sql<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self::Kept(statement)
    }
}

impl<'a> From<&'a String> for Sql<'a> {
    fn from(text: &'a String) -> Self {
        Self::Made(text)
    }
}

impl<'a> Sql<'a> {
    fn sqlite(self) -> &'a str {
        match self {
            Self::Kept(statement) => statement.sqlite,
            Self::Made(text) => text,
        }
    }
}

/// A value that a statement is given.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
}

/// The values of a statement, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::store::engine::Value::from($value)),*] };
}
pub(super) use values;

/// Makes a [`Value`] of each of some types.
macro_rules! value_of {
    ($($from:ty => |$value:ident| $made:expr),* $(,)?) => {
        $(impl<'a> From<$from> for Value<'a> {
            fn from($value: $from) -> Self {
                $made
            }
        })*
    };
}

value_of! {
    i64 => |value| Self::Integer(value),
    u32 => |value| Self::Integer(value.into()),
    bool => |value| Self::Integer(value.into()),
    f64 => |value| Self::Real(value),
    &'a str => |value| Self::Text(value.into()),
    &'a String => |value| Self::Text(value.into()),
    String => |value| Self::Text(value.into()),
    &'a [u8] => |value| Self::Bytes(value.into()),
    Vec<u8> => |value| Self::Bytes(value.into()),
    &'a Option<String> => |value| value.as_deref().map_or(Self::Null, Self::from),
}

impl<T: Into<Self>> From<Option<T>> for Value<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Real(value) => ValueRef::Real(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
        }))
    }
}

/// A row of what a statement gives.
pub(super) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
}

impl Row<'_> {
    /// The value of a column, from 0.
    pub fn get<T: Column>(&self, at: usize) -> Result<T, Trouble> {
        match self {
            Self::Sqlite(row) => Ok(T::sqlite(row, at)?),
        }
    }
}

/// A type that a column can have.
pub(super) trait Column: Sized {
    fn sqlite(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Self>;
}

macro_rules! columns {
    ($($type:ty),*) => {
        $(impl Column for $type {
            fn sqlite(row: &rusqlite::Row, at: usize) -> rusqlite::Result<Self> {
                row.get(at)
            }
        })*
    };
}

columns!(i64, f64, String, Vec<u8>, Option<i64>, Option<String>);

/// A connection to a database.
pub(super) enum Db {
    Sqlite(Connection),
}

impl Db {
    /// Carries out a statement; gives how many rows it changed.
    pub fn run<'s>(&self, statement: impl Into<Sql<'s>>, values: &[Value]) -> Result<usize, Trouble> {
        match self {
            Self::Sqlite(db) => {
                Ok(db.prepare_cached(statement.into().sqlite())?.execute(params_from_iter(values))?)
            }
        }
    }

    /// The first column of the first row.
    pub fn one<'s, T: Column>(
        &self,
        statement: impl Into<Sql<'s>>,
        values: &[Value],
    ) -> Result<Option<T>, Trouble> {
        self.first(statement, values, |row| row.get(0))
    }

    /// The first row, as `read` makes it.
    pub fn first<'s, T>(
        &self,
        statement: impl Into<Sql<'s>>,
        values: &[Value],
        read: impl FnOnce(&Row) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Trouble> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(statement.into().sqlite())?;
                let mut rows = statement.query(params_from_iter(values))?;
                rows.next()?.map(|row| read(&Row::Sqlite(row))).transpose()
            }
        }
    }

    /// Every row, as `read` makes it.
    pub fn rows<'s, T>(
        &self,
        statement: impl Into<Sql<'s>>,
        values: &[Value],
        mut read: impl FnMut(&Row) -> Result<T, Trouble>,
    ) -> Result<Vec<T>, Trouble> {
        let mut all = Vec::new();
        self.each(statement, values, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Gives every row to `take`, one after another.
    pub fn each<'s>(
        &self,
        statement: impl Into<Sql<'s>>,
        values: &[Value],
        mut take: impl FnMut(&Row) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(statement.into().sqlite())?;
                let mut rows = statement.query(params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    take(&Row::Sqlite(row))?;
                }
                Ok(())
            }
        }
    }

    /// Does all of `work` or, where it fails, nothing of it. Other writers wait meanwhile.
    pub fn transaction<T>(&self, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.batch("BEGIN IMMEDIATE")?;
        let undo = Undo(self);
        let made = work()?;
        self.batch("COMMIT")?;
        std::mem::forget(undo);
        Ok(made)
    }

    /// Carries out statements that need no values.
    pub fn batch(&self, text: &str) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => Ok(db.execute_batch(text)?),
        }
    }

    /// What is wrong with the database itself, a line each.
    pub fn faults(&self) -> Result<Vec<String>, Trouble> {
        match self {
            Self::Sqlite(_) => {
                let mut faults =
                    self.rows(Sql::Made("PRAGMA integrity_check"), &[], |row| row.get::<String>(0))?;
                faults.retain(|line| line != "ok");
                Ok(faults)
            }
        }
    }

    /// Writes a copy to a file that is not there yet, while others go on.
    pub fn copy_to(&self, file: &Path) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => Ok(db.execute("VACUUM INTO ?1", [file.to_string_lossy()]).map(drop)?),
        }
    }

    /// Does `work` so that nothing is left of what it deletes from the tables and `indexes`.
    pub fn deleting(
        &self,
        indexes: &[&str],
        work: impl FnOnce() -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => {
                db.execute_batch("PRAGMA secure_delete = ON")?;
                self.transaction(|| {
                    work()?;
                    // What is deleted stays in the segments of an index until they are merged.
                    let merge =
                        |name: &&str| self.batch(&format!("INSERT INTO {name}({name}) VALUES ('optimize')"));
                    indexes.iter().try_for_each(merge)
                })?;
                Ok(db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
            }
        }
    }

    /// The connection to SQLite, for tests that look into the file.
    #[cfg(test)]
    pub fn sqlite(&self) -> &Connection {
        match self {
            Self::Sqlite(db) => db,
        }
    }
}

/// Takes back a transaction that has not come to its end.
struct Undo<'a>(&'a Db);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        // Where that fails, the connection is gone, and the transaction with it.
        let _ = self.0.batch("ROLLBACK");
    }
}
