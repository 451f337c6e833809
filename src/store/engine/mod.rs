//! The few operations that the archive needs of a database: SQLite, and behind a feature PostgreSQL.

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

/// The dialect that a database speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres,
}

impl Dialect {
    /// The table that has a row for each row of an index of words.
    pub fn rows_of(self, index: &str) -> String {
        match self {
            Self::Sqlite => format!("{index}_docsize"),
            #[cfg(feature = "postgres")]
            Self::Postgres => index.to_owned(),
        }
    }

    /// What makes a statement tell how it would be carried out, and the column that has it.
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
    /// As PostgreSQL takes it, where it is not the same.
    #[cfg(feature = "postgres")]
    pub postgres: Option<&'static str>,
}

impl Statement {
    /// As a database takes it. Values are `?1`, `?2` in every dialect.
    pub fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            #[cfg(feature = "postgres")]
            Dialect::Postgres => self.postgres.unwrap_or(self.sqlite),
        }
    }
}

/// Constants of statements: the words for SQLite, and for PostgreSQL where these are others.
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
    /// The dialect that it speaks.
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Carries out a statement; gives how many rows it changed.
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

    /// The first row, as `read` makes it.
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

    /// Carries out an insertion that nobody asks about before the transaction ends; a database that is a network away is
    /// given many at once.
    pub fn later<'s>(&self, statement: impl Into<Sql<'s>>, values: &[Value]) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => self.run(statement, values).map(drop),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.later(statement.into().text(Dialect::Postgres), values),
        }
    }

    /// Carries out what was left for [later](Self::later).
    #[cfg_attr(not(feature = "postgres"), expect(clippy::unnecessary_wraps, reason = "a server can fail"))]
    pub fn flush(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => Ok(()),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.flush(),
        }
    }

    /// Lets a table that numbers its rows go on after the last number that is there.
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

    /// Begins a transaction that writes; another one waits meanwhile.
    pub fn begin(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => self.batch("BEGIN IMMEDIATE"),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.begin(),
        }
    }

    /// Ends a transaction: what it did is there for everybody.
    pub fn commit(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => self.batch("COMMIT").and_then(|()| db.show()),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.commit(),
        }
    }

    /// Takes a transaction back.
    pub fn roll_back(&self) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(_) => self.batch("ROLLBACK"),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.roll_back(),
        }
    }

    /// Does all of `work` or, where it fails, nothing of it. Other writers wait meanwhile.
    pub fn transaction<T>(&self, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.begin()?;
        let undo = Undo(self);
        let made = work()?;
        self.commit()?;
        std::mem::forget(undo);
        Ok(made)
    }

    /// Carries out statements that need no values.
    pub fn batch(&self, text: &str) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => Ok(db.execute_batch(text)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => server.batch(text),
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
            // The server looks after its files; `pg_amcheck` looks into them.
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Writes a copy to a file that is not there yet, while others go on.
    pub fn copy_to(&self, file: &Path) -> Result<(), Trouble> {
        match self {
            Self::Sqlite(db) => Ok(db.execute("VACUUM INTO ?1", [file.to_string_lossy()]).map(drop)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => Err(Trouble::Other("a copy is made with pg_dump".to_owned())),
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
            #[cfg(feature = "postgres")]
            Self::Postgres(server) => {
                self.transaction(work)?;
                server.vacuum(indexes)
            }
        }
    }

    /// The connection to SQLite, for tests that look into the file.
    #[cfg(test)]
    pub fn sqlite(&self) -> &rusqlite::Connection {
        match self {
            Self::Sqlite(db) => db,
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => panic!("this archive is no file"),
        }
    }
}

/// Takes back a transaction that has not come to its end.
struct Undo<'a>(&'a Db);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        // Where that fails, the connection is gone, and the transaction with it.
        let _ = self.0.roll_back();
    }
}
