//! A connection to PostgreSQL that reconnects after a loss.

use std::cell::{RefCell, RefMut};
use std::collections::HashMap;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Row};

use super::Value;
use super::login::{Login, chain};
use crate::store::Trouble;

/// The settings of each connection: plans are made for the actual values, waiting for a lock has a limit, and if the
/// network is cut, the server, too, notices within half a minute and frees a writer's locks.
const GREETING: &str = "SET plan_cache_mode = force_custom_plan; SET jit = off; SET work_mem = '64MB'; \
    SET lock_timeout = '30s'; SET client_min_messages = warning; SET tcp_keepalives_idle = 10; \
    SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000;";
/// Further settings of read-only connections.
const READING: &str = "SET default_transaction_read_only = on;";
/// Begins a write transaction. Writers of one archive wait for each other, so that serial numbers rise in the order in
/// which they become visible, and a query for later ones misses nothing.
const BEGIN: &str = "BEGIN; SELECT pg_advisory_xact_lock(hashtext('attache'), hashtext(current_schema()));";
/// The most prepared statements per connection.
const MOST_PREPARED: usize = 256;
/// The most rows in one insertion.
const MOST_ROWS: usize = 256;

/// The server, and the connection to it.
pub(in crate::store) struct Server {
    login: Login,
    only_reads: bool,
    line: RefCell<Line>,
}

#[derive(Default)]
struct Line {
    client: Option<Client>,
    prepared: HashMap<String, postgres::Statement>,
    in_transaction: bool,
    /// Rows to insert, by the statement for them.
    later: Vec<(String, Vec<Vec<Value<'static>>>)>,
}

impl Server {
    /// Connects to the server at an address.
    pub fn connect(address: &str, only_reads: bool) -> Result<Self, (Trouble, String)> {
        let login = Login::new(address).map_err(|trouble| (trouble, "The archive’s address".to_owned()))?;
        let server = Self { login, only_reads, line: RefCell::default() };
        match server.ask(false, |_| Ok(())) {
            Ok(()) => Ok(server),
            Err(trouble) => Err((trouble, server.login.shown)),
        }
    }

    /// The address without password.
    pub fn shown(&self) -> &str {
        &self.login.shown
    }

    /// The user of the connection.
    pub fn user(&self) -> &str {
        self.login.config.get_user().unwrap_or_default()
    }

    /// Runs a statement; returns how many rows it changed.
    pub fn run(&self, text: &str, values: &[Value]) -> Result<usize, Trouble> {
        let changed = self.ask(is_read(text), |line| line.prepared(text)?.run(values))?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    /// The first row of a statement's result.
    pub fn first(&self, text: &str, values: &[Value]) -> Result<Option<Row>, Trouble> {
        self.ask(is_read(text), |line| Ok(line.prepared(text)?.rows(values)?.into_iter().next()))
    }

    /// Passes every row to `take`.
    pub fn each(
        &self,
        text: &str,
        values: &[Value],
        mut take: impl FnMut(&Row) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let mut taken = Ok(());
        // Once a row was taken, the statement is not repeated.
        let mut is_begun = false;
        self.ask(is_read(text), |line| {
            if is_begun {
                return Err(Failed::Gone);
            }
            let (client, statement) = line.prepared(text)?.parts();
            let mut rows = client.query_raw(&statement, given(values))?;
            while let Some(row) = rows.next()? {
                is_begun = true;
                taken = take(&row);
                if taken.is_err() {
                    break;
                }
            }
            Ok(())
        })?;
        taken
    }

    /// Runs statements without values.
    pub fn batch(&self, text: &str) -> Result<(), Trouble> {
        self.ask(false, |line| line.client()?.batch_execute(text).map_err(Failed::Said))
    }

    /// Begins a write transaction.
    pub fn begin(&self) -> Result<(), Trouble> {
        // Nothing was done yet, so a lost connection is replaced.
        self.ask(true, |line| {
            line.later.clear();
            line.client()?.batch_execute(BEGIN)?;
            line.in_transaction = true;
            Ok(())
        })
    }

    /// Keeps an insertion until there are many, or the transaction ends.
    pub fn later(&self, text: &str, values: &[Value]) -> Result<(), Trouble> {
        let row: Vec<Value<'static>> = values.iter().cloned().map(Value::owned).collect();
        let full = {
            let mut line = self.line.borrow_mut();
            let at = line.later.iter().position(|(kept, _)| kept == text);
            let at = at.unwrap_or_else(|| {
                line.later.push((text.to_owned(), Vec::new()));
                line.later.len() - 1
            });
            let rows = &mut line.later[at].1;
            rows.push(row);
            if rows.len() < MOST_ROWS {
                return Ok(());
            }
            std::mem::take(rows)
        };
        self.insert(text, &full)
    }

    /// Runs the pending insertions.
    pub fn flush(&self) -> Result<(), Trouble> {
        let later = std::mem::take(&mut self.line.borrow_mut().later);
        later.iter().try_for_each(|(text, rows)| self.insert(text, rows))
    }

    fn insert(&self, text: &str, rows: &[Vec<Value>]) -> Result<(), Trouble> {
        let mut rest = rows;
        while !rest.is_empty() {
            // A power of two at a time, so that few statements stay prepared.
            let count = 1 << rest.len().min(MOST_ROWS).ilog2();
            let (some, others) = rest.split_at(count);
            let all: Vec<Value> = some.iter().flatten().cloned().collect();
            self.run(&several(text, count), &all)?;
            rest = others;
        }
        Ok(())
    }

    /// Makes a table that numbers its rows continue after the last existing number.
    pub fn number_on(&self, table: &str) -> Result<(), Trouble> {
        self.batch(&format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}"
        ))
    }

    /// Commits a transaction.
    pub fn commit(&self) -> Result<(), Trouble> {
        self.flush()?;
        self.batch("COMMIT")?;
        self.line.borrow_mut().in_transaction = false;
        Ok(())
    }

    /// Rolls back a transaction.
    pub fn roll_back(&self) -> Result<(), Trouble> {
        let mut line = self.line.borrow_mut();
        line.later.clear();
        line.in_transaction = false;
        // A lost connection has taken its transaction with it.
        Ok(line.client.as_mut().map_or(Ok(()), |client| client.batch_execute("ROLLBACK"))?)
    }

    /// Removes deleted rows from the tables' files.
    pub fn vacuum(&self, tables: &[&str]) -> Result<(), Trouble> {
        tables.iter().try_for_each(|table| self.batch(&format!("VACUUM (FULL, ANALYZE) {table}")))
    }

    /// Runs `work` on the connection, connecting first if needed. If it may be `asked_again`, it is repeated once
    /// after a lost connection; a transaction is lost with its connection.
    fn ask<T>(
        &self,
        asked_again: bool,
        mut work: impl FnMut(&mut Line) -> Result<T, Failed>,
    ) -> Result<T, Trouble> {
        let mut line = self.line.borrow_mut();
        let mut is_fresh = self.ensure(&mut line)?;
        loop {
            match work(&mut line) {
                Ok(done) => return Ok(done),
                Err(Failed::Said(error)) => {
                    let is_lost = line.client.as_ref().is_none_or(Client::is_closed) || is_ending(&error);
                    if !is_lost {
                        return Err(trouble(&error));
                    }
                    line.client = None;
                    line.prepared.clear();
                    if is_fresh || !asked_again || line.in_transaction {
                        return Err(Trouble::Unreachable(chain(&error)));
                    }
                    is_fresh = self.ensure(&mut line)?;
                }
                Err(Failed::Gone) => {
                    return Err(Trouble::Unreachable("the connection was lost".to_owned()));
                }
            }
        }
    }

    /// Connects if there is no connection; returns whether it did.
    fn ensure(&self, line: &mut RefMut<Line>) -> Result<bool, Trouble> {
        if line.client.as_ref().is_some_and(|client| !client.is_closed()) {
            return Ok(false);
        }
        if line.in_transaction {
            return Err(Trouble::Unreachable("the connection was lost".to_owned()));
        }
        line.prepared.clear();
        let connected = self.login.config.connect(self.login.tls.clone());
        let mut client = connected.map_err(|error| {
            let told = trouble(&error);
            if let Trouble::Other(why) = told { Trouble::Unreachable(why) } else { told }
        })?;
        client.batch_execute(GREETING)?;
        if self.only_reads {
            client.batch_execute(READING)?;
        }
        line.client = Some(client);
        Ok(true)
    }
}

/// How work on a connection failed.
enum Failed {
    /// An error from the server or the network.
    Said(postgres::Error),
    /// There is no connection.
    Gone,
}

impl From<postgres::Error> for Failed {
    fn from(error: postgres::Error) -> Self {
        Self::Said(error)
    }
}

/// A connection and a statement prepared on it.
struct Ready<'a> {
    client: &'a mut Client,
    statement: postgres::Statement,
}

impl<'a> Ready<'a> {
    fn run(self, values: &[Value]) -> Result<u64, Failed> {
        let given: Vec<&(dyn ToSql + Sync)> = given(values).collect();
        Ok(self.client.execute(&self.statement, &given)?)
    }

    fn rows(self, values: &[Value]) -> Result<Vec<Row>, Failed> {
        Ok(self.client.query_raw(&self.statement, given(values))?.collect()?)
    }

    fn parts(self) -> (&'a mut Client, postgres::Statement) {
        (self.client, self.statement)
    }
}

impl Line {
    fn client(&mut self) -> Result<&mut Client, Failed> {
        self.client.as_mut().ok_or(Failed::Gone)
    }

    /// A prepared statement, new or from before.
    fn prepared(&mut self, text: &str) -> Result<Ready<'_>, Failed> {
        let client = self.client.as_mut().ok_or(Failed::Gone)?;
        if let Some(statement) = self.prepared.get(text) {
            return Ok(Ready { client, statement: statement.clone() });
        }
        let statement = client.prepare(&numbered(text))?;
        if self.prepared.len() >= MOST_PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(text.to_owned(), statement.clone());
        Ok(Ready { client, statement })
    }
}

fn given<'a>(values: &'a [Value<'a>]) -> impl ExactSizeIterator<Item = &'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync))
}

/// Whether a statement changes nothing, so that it can be repeated.
fn is_read(text: &str) -> bool {
    ["SELECT", "WITH"].iter().any(|word| text.starts_with(word))
}

/// Whether the server announces the end of the connection.
fn is_ending(error: &postgres::Error) -> bool {
    error.code().is_some_and(|code| {
        *code == SqlState::ADMIN_SHUTDOWN
            || *code == SqlState::CRASH_SHUTDOWN
            || *code == SqlState::CANNOT_CONNECT_NOW
    })
}

/// A statement with `$1` for `?1`, and for each `?` without a number the next one.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut next = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '?' {
            out.push(c);
            continue;
        }
        out.push('$');
        if !chars.peek().is_some_and(char::is_ascii_digit) {
            next += 1;
            out.push_str(&next.to_string());
        }
    }
    out
}

/// The insertion of one row, extended to several.
fn several(text: &str, rows: usize) -> String {
    let Some(begin) = text.find("VALUES (").map(|at| at + "VALUES ".len()) else { return text.to_owned() };
    let mut depth = 0;
    let end = text[begin..].find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    let Some(end) = end.map(|end| begin + end + 1) else { return text.to_owned() };
    let row = &text[begin..end];
    // Each value is used once and in order, so they need no numbers.
    let row: String = row.chars().fold(String::new(), |mut row, c| {
        if !(c.is_ascii_digit() && row.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('?')) {
            row.push(c);
        }
        row
    });
    format!("{}{}{}", &text[..begin], vec![row; rows].join(", "), &text[end..])
}

/// The trouble, as far as the server says.
fn trouble(error: &postgres::Error) -> Trouble {
    let Some(said) = error.as_db_error() else { return Trouble::Other(chain(error)) };
    let code = said.code();
    let message = said.message().to_owned();
    match code.code() {
        "28P01" | "28000" => Trouble::Refused(message),
        "42501" | "25006" => Trouble::Forbidden(message),
        "53100" => Trouble::Full,
        "55P03" => Trouble::Locked,
        "57P01" | "57P02" | "57P03" | "53300" | "08006" | "08003" => Trouble::Unreachable(message),
        _ => Trouble::Other(message),
    }
}

impl From<postgres::Error> for Trouble {
    fn from(error: postgres::Error) -> Self {
        trouble(&error)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(value) => value.to_sql(&Type::INT8, out),
            Self::Real(value) => value.to_sql(&Type::FLOAT8, out),
            Self::Text(value) => value.as_ref().to_sql(kind, out),
            Self::Bytes(value) => value.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_as_they_are_given() {
        assert_eq!(numbered("a = ?2 AND b = ?1"), "a = $2 AND b = $1");
        assert_eq!(numbered("a @@ ?::text AND b BETWEEN ? AND ?"), "a @@ $1::text AND b BETWEEN $2 AND $3");
        let one = "INSERT INTO t (a, b) VALUES (?1, f(g(?2, ' '))) ON CONFLICT DO NOTHING";
        let two = "INSERT INTO t (a, b) VALUES (?, f(g(?, ' '))), (?, f(g(?, ' '))) ON CONFLICT DO NOTHING";
        assert_eq!(several(one, 2), two);
    }
}
