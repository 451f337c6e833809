//! The few operations that the archive needs from a database: SQLite, and with a feature PostgreSQL.

#[cfg(feature = "postgres")]
mod login;
#[cfg(feature = "postgres")]
mod server;
mod value;

use std::path::Path;

use rusqlite::params_from_iter;

use super::Trouble;
use super::sqlite::Opened;
#[cfg(feature = "postgres")]
pub(super) use server::Server;
pub(super) use value::{Column, Row, Value, values};

/// The SQL dialect of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres,
}

impl Dialect {
    /// The table with a row for each row of a word index.
    pub fn rows_of(self, index: &str) -> String {
        match self {
            Self::Sqlite => format!("{index}_docsize"),
            #[cfg(feature = "postgres")]
            Self::Postgres => index.to_owned(),
        }
    }

    /// The prefix that makes a statement return its plan, and the column with it.
    pub fn explain(self) -> (&'static str, usize) {
        match self {
            Self::Sqlite => ("EXPLAIN QUERY PLAN", 3),
            #[cfg(feature = "postgres")]
            Self::Postgres => ("EXPLAIN", 0),
        }
    }
}

/// A statement in each dialect.
#[derive(Debug, PartialEq)]
pub(super) struct Statement {
    /// As SQLite takes it.
    pub sqlite: &'static str,
    /// For PostgreSQL, if that differs.
    #[cfg(feature = "postgres")]
    pub postgres: Option<&'static str>,
}

impl Statement {
    /// The text for a database. Values are `?1`, `?2` in every dialect.
    pub fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            #[cfg(feature = "postgres")]
            Dialect::Postgres => self.postgres.unwrap_or(self.sqlite),
        }
    }
}

/// Constants of statements: the SQL for SQLite, and for PostgreSQL if it differs.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sqlite:literal $(| $postgres:literal)?;)*) => {
        $($(#[$doc])* pub(super) const $name: Statement = Statement {
            sqlite: $sqlite,
            #[cfg(feature = "postgres")]
            postgres: [$(Some($postgres),)? None][0],
        };)*
    };
}
pub(super) use statements;

/// A constant statement, or one built for the current database.
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
    fn text(self, dialect: Dialect) -> &'a str {
        match self {
            Self::Kept(statement) => statement.text(dialect),
            Self::Made(text) => text,
        }
    }
}

/// A connection to a database.
pub(super) enum Db {
    Sqlite(Opened),
    #[cfg(feature = "postgres")]
    Postgres(Box<Server>),
}

impl Db {
    /// Its dialect.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement; returns how many rows it changed.
    pub fn run<'s>(&self, statement: impl Into<Sql<'s>>, values: &[Value]) -> Result<usize, Trouble> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(statement.into().text(Dialect::Sqlite))?;
                let changed = statement.execute(params_from_iter(values))?;
                db.show()?;
                Ok(changed)
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.run(statement.into().text(Dialect::Postgres), values),
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

    /// The first row, converted by `read`.
    pub fn first<'s, T>(
        &self,
        statement: impl Into<Sql<'s>>,
        values: &[Value],
        read: impl FnOnce(&Row) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Trouble> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(statement.into().text(Dialect::Sqlite))?;
                let mut rows = statement.query(params_from_iter(values))?;
                let first = rows.next()?.map(|row| read(&Row::Sqlite(row))).transpose();
                db.check()?;
                first
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => {
                let row = server.first(statement.into().text(Dialect::Postgres), values)?;
                row.map(|row| read(&Row::Postgres(&row))).transpose()
            }
        }
    }

    /// Every row, converted by `read`.
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

    /// Passes every row to `take`, one after another.
    pub fn each<'s>(
        &self,
        statement: impl Into<Sql<'s>>,
        values: &[Value],
        mut take: impl FnMut(&Row) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(statement.into().text(Dialect::Sqlite))?;
                let mut rows = statement.query(params_from_iter(values))?;
                while let Some(row) = rows.next()? {
                    take(&Row::Sqlite(row))?;
                }
                db.check()
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => {
                server.each(statement.into().text(Dialect::Postgres), values, |row| take(&Row::Postgres(row)))
            }
        }
    }

    /// Runs an insertion whose result nobody needs before the transaction ends; a database across a network gets many at
    /// once.
    pub fn later<'s>(&self, statement: impl Into<Sql<'s>>, values: &[Value]) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => self.run(statement, values).map(drop),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.later(statement.into().text(Dialect::Postgres), values),
        }
    }

    /// Runs the insertions left for [later](Self::later).
    #[cfg_attr(not(feature = "postgres"), expect(clippy::unnecessary_wraps, reason = "a server can fail"))]
    pub fn flush(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.flush(),
        }
    }

    /// Makes a table that numbers its rows continue after the last existing number.
    #[cfg_attr(not(feature = "postgres"), expect(clippy::unnecessary_wraps, reason = "a server can fail"))]
    pub fn number_on(&self, table: &str) -> Result<(), Trouble> {
        match self {
            // SQLite does so by itself.
            Self::Sqlite(_) => {
                let _ = table;
                Ok(())
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.number_on(table),
        }
    }

    /// Begins a write transaction; others wait meanwhile.
    pub fn begin(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => self.batch("BEGIN IMMEDIATE"),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.begin(),
        }
    }

    /// Commits a transaction.
    pub fn commit(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => self.batch("COMMIT").and_then(|()| db.show()),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.commit(),
        }
    }

    /// Rolls back a transaction.
    pub fn roll_back(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => self.batch("ROLLBACK"),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.roll_back(),
        }
    }

    /// Runs all of `work` or, if it fails, none of it. Other writers wait meanwhile.
    pub fn transaction<T>(&self, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.begin()?;
        let undo = Undo(self);
        let made = work()?;
        self.commit()?;
        std::mem::forget(undo);
        Ok(made)
    }

    /// Runs statements without values.
    pub fn batch(&self, text: &str) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => Ok(db.execute_batch(text)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.batch(text),
        }
    }

    /// The faults of the database itself, a line each.
    pub fn faults(&self) -> Result<Vec<String>, Trouble> {
        match self {
            Self::Sqlite(_) => {
                let mut faults =
                    self.rows(Sql::Made("PRAGMA integrity_check"), &[], |row| row.get::<String>(0))?;
                faults.retain(|line| line != "ok");
                Ok(faults)
            }
            // The server takes care of its files; `pg_amcheck` checks them.
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Writes a copy to a file that must not exist yet, while others go on.
    pub fn copy_to(&self, file: &Path) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => Ok(db.execute("VACUUM INTO ?1", [file.to_string_lossy()]).map(drop)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Err(Trouble::Other("a copy is made with pg_dump".to_owned())),
        }
    }

    /// Runs `work` so that nothing is left of the rows that it deletes from the tables and `indexes`.
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
                    // Deleted words stay in the segments of an index until they are merged.
                    let merge =
                        |name: &&str| self.batch(&format!("INSERT INTO {name}({name}) VALUES ('optimize')"));
                    indexes.iter().try_for_each(merge)
                })?;
                Ok(db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => {
                self.transaction(work)?;
                server.vacuum(indexes)
            }
        }
    }

    /// The connection to SQLite, for tests that examine the file.
    #[cfg(test)]
    pub fn sqlite(&self) -> &rusqlite::Connection {
        match self {
            Self::Sqlite(db) => db,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => panic!("this archive is no file"),
        }
    }
}

/// Rolls back an unfinished transaction.
struct Undo<'a>(&'a Db);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        // If that fails, the connection is gone, and the transaction with it.
        let _ = self.0.roll_back();
    }
}
