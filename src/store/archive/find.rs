//! Searches the archive: a query in, hits out, the newest first unless another order is given.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::ingest::day_of;
use super::plan::{Asking, Plan, Planner};
use super::words::{Index, Match};
use super::{Archive, Trouble, WITHIN_DAY, sql};
use crate::briefing::{QuoteForm, QuoteKind, SURE};
use crate::document::Metadata;
use crate::query::{Expression, Field, MeaningError, Order, Piece, Query, Term, evaluate};
use crate::store::StoreError;
use crate::store::engine::{Dialect, Row, Statement, Value, values};
use crate::text::{Span, terms};

/// A result: a quote, or a document if the query has no field of quotes.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a state of its own, and all combine")]
pub struct Hit {
    /// The number of the document, in order of days.
    pub document: i64,
    /// The number of the document in `like:` and `compare`.
    pub serial: i64,
    /// The number of its story.
    pub story: i64,
    /// How many documents and how many outlets the story has.
    pub spread: (usize, usize),
    /// The day of publication, or of arrival if that is unknown.
    pub day: Date,
    /// Whether the day is that of its arrival.
    pub is_undated: bool,
    /// The document's metadata.
    pub metadata: Metadata,
    /// Where it can be opened again.
    pub address: Option<String>,
    /// Whether only a summary is there.
    pub is_summary: bool,
    /// Whether there is an earlier version.
    pub is_changed: bool,
    /// The text to show: the quote's words, or the first paragraph with the words of the query.
    pub passage: String,
    /// The place of the passage in the document's text, in bytes.
    pub span: Span,
    /// The number of its paragraph, from 1.
    pub paragraph: usize,
    /// The quote, if it is one.
    pub quote: Option<HitQuote>,
    /// Whether the person asking has read the document.
    pub is_read: bool,
    /// The tags that the person asking has put on the document.
    pub tags: Vec<String>,
}

/// Details of a quote that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct HitQuote {
    /// The number of the quote.
    pub id: i64,
    /// The speakers; "unknown" is honest.
    pub speakers: Vec<String>,
    /// How it is reported.
    pub kind: QuoteKind,
    /// Its form.
    pub form: QuoteForm,
    /// The probability that words and speaker are right, 0 to 1.
    pub confidence: f64,
}

impl HitQuote {
    /// Whether words and speaker can be relied on.
    pub fn is_sure(&self) -> bool {
        self.confidence >= f64::from(SURE)
    }
}

/// The results of a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    /// The hits, in order.
    pub hits: Vec<Hit>,
    /// Notes on how the query was understood, a sentence each.
    pub notes: Vec<String>,
}

/// The archive's data on a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The actor; none if the words themselves were searched for.
    pub actor: Option<String>,
    /// The possible actors, if there is more than one.
    pub candidates: Vec<String>,
    /// The number of documents.
    pub hits: usize,
    /// The days of the first and the last.
    pub days: Option<(Date, Date)>,
}

/// A search as a statement: its driving table, its values, and whether its numbers are those of quotes.
pub(super) struct Search {
    from: String,
    values: Vec<Value<'static>>,
    of_quotes: bool,
    key: &'static str,
    /// The SQL for the number of the document.
    document: &'static str,
    can_rank: bool,
    /// The SQL that ranks the best first, and its values.
    rank: (String, Vec<Value<'static>>),
}

impl Search {
    /// Plans a search: one index drives it, and checks cover the rest.
    pub fn of(plan: Plan, dialect: Dialect) -> Self {
        let Parts { mut quotes, mut own, shared, days, mut rest } = Parts::of(plan);
        let of_quotes = !quotes.is_empty();
        let mut beside = None;
        let (index, mut driving) = if of_quotes {
            rest.extend(quotes.split_off(1).into_iter().map(Plan::Quotes));
            if !own.is_empty() {
                // The index of documents finds those with both the words and the speaker.
                own.extend(quotes[0].in_document());
                own.extend(shared.iter().cloned());
                beside = Some(Match::all(std::mem::take(&mut own)));
            }
            (Index::Said, quotes)
        } else {
            (Index::Body, own)
        };
        driving.extend(shared);
        let can_rank = !driving.is_empty();
        let (table, key) =
            if can_rank { (index.name(), index.key(dialect)) } else { ("documents", "documents.id") };
        let (mut conditions, mut values): (Vec<String>, Vec<Value<'static>>) = (Vec::new(), Vec::new());
        let mut rank = Default::default();
        if can_rank {
            let driving = Match::all(driving);
            rank = driving.rank(index, dialect);
            let (condition, given) = driving.condition(index, dialect);
            conditions.push(condition);
            values.extend(given);
        }
        if let Some((from, to)) = days {
            conditions.push(format!("{key} BETWEEN ? AND ?"));
            values.extend([Value::from(from), Value::from(to)]);
        }
        let document = if of_quotes { index.document(dialect) } else { key };
        for (condition, given) in
            beside.iter().flat_map(|wanted| in_documents(wanted, (key, document), dialect))
        {
            conditions.push(condition);
            values.extend(given);
        }
        for part in rest {
            let (is_not, part) = if let Plan::Not(inner) = part { ("NOT ", *inner) } else { ("", part) };
            let (inner, given) = part.set_statement(dialect);
            conditions.push(format!("{document} {is_not}IN ({inner})"));
            values.extend(given);
        }
        let conditions = if conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", conditions.join(" AND "))
        };
        Self { from: format!("FROM {table}{conditions}"), values, of_quotes, key, document, can_rank, rank }
    }

    /// The statement for the numbers in order, and its values.
    pub fn statement(&self, order: Order, most: usize) -> (String, Vec<Value<'static>>) {
        let mut values = self.values.clone();
        let order = match order {
            Order::Best if self.can_rank => {
                values.extend(self.rank.1.iter().cloned());
                format!("{}, {} DESC", self.rank.0, self.key)
            }
            Order::Oldest => format!("{} ASC", self.key),
            Order::Newest | Order::Best => format!("{} DESC", self.key),
        };
        (format!("SELECT {} {} ORDER BY {order} LIMIT {most}", self.key, self.from), values)
    }

    /// The statement for the count.
    pub fn counting(&self) -> String {
        format!("SELECT count(*) {}", self.from)
    }
}

/// The conditions that a quote's document matches, and their parameters. If a database looks up the document of each
/// quote by itself, a number compares the day first: on a day without such a document none is looked up.
fn in_documents(
    wanted: &Match,
    (key, document): (&str, &str),
    dialect: Dialect,
) -> Vec<(String, Vec<Value<'static>>)> {
    let among = |what: &str, statement: &Statement| {
        let (inner, given) = statement.matching(wanted, Index::Body, dialect);
        (format!("{what} IN ({inner})"), given)
    };
    let of_documents = among(document, &sql::OF_WORDS);
    match dialect {
        Dialect::Sqlite => {
            vec![among(&format!("({key} >> {WITHIN_DAY})"), &sql::DAYS_OF_WORDS), of_documents]
        }
        #[cfg(feature = "postgres")]
        Dialect::Postgres => vec![of_documents],
    }
}

/// The plans that must all hold, by the index they use.
#[derive(Default)]
struct Parts {
    quotes: Vec<Match>,
    /// The conditions on documents, and those on both indexes.
    own: Vec<Match>,
    shared: Vec<Match>,
    days: Option<(i64, i64)>,
    rest: Vec<Plan>,
}

impl Parts {
    fn of(plan: Plan) -> Self {
        let mut parts = Self::default();
        for part in if let Plan::All(parts) = plan { parts } else { vec![plan] } {
            match part {
                Plan::Quotes(wanted) => parts.quotes.push(wanted),
                Plan::Words { wanted, shared: true } => parts.shared.push(wanted),
                Plan::Words { wanted, shared: false } => parts.own.push(wanted),
                Plan::Days(from, to) => parts.days = Some((from, to)),
                other => parts.rest.push(other),
            }
        }
        parts
    }
}

/// No limit.
const ALL: usize = 1 << 40;

/// With more hits than this, they are not ranked.
const MOST_RANKED: usize = 20_000;

impl Archive {
    /// The first `most` hits of a query.
    pub fn find(&self, query: &Query, asking: Asking, most: usize) -> Result<Hits, MeaningError> {
        let (search, mut notes) = self.search(query, asking)?;
        let mut order = query.order;
        if order == Order::Best && self.count_of(&search)? > MOST_RANKED {
            notes.push(format!(
                "More than {MOST_RANKED} hits are not sorted by how well they suit; the newest come first."
            ));
            order = Order::Newest;
        }
        let numbers = self.numbers(&search, order, most).map_err(|t| self.failed(t))?;
        let mut asked = Vec::new();
        query.expression.iter().for_each(|expression| asked.extend(wanted(expression)));
        let mut hits = self.hits(&numbers, search.of_quotes, &asked).map_err(|t| self.failed(t))?;
        self.add_state(&mut hits, asking.person).map_err(|t| self.failed(t))?;
        Ok(Hits { hits, notes })
    }

    /// The documents with these numbers as hits for a person, in that order.
    pub fn shown(&self, documents: &[i64], person: &str) -> Result<Vec<Hit>, StoreError> {
        let shown = self.hits(documents, false, &[]).and_then(|mut hits| {
            self.add_state(&mut hits, person)?;
            Ok(hits)
        });
        self.about(shown)
    }

    /// How many quotes or documents a query finds.
    pub fn count(&self, query: &Query, asking: Asking) -> Result<usize, MeaningError> {
        let (search, _) = self.search(query, asking)?;
        self.count_of(&search)
    }

    /// Adds to hits what a person has done with their documents, in two queries.
    fn add_state(&self, hits: &mut [Hit], person: &str) -> Result<(), Trouble> {
        let mut documents: Vec<i64> = hits.iter().map(|hit| hit.document).collect();
        documents.dedup();
        let documents = serde_json::to_string(&documents)?;
        let read = self.db.rows(&sql::READ_OF, values![person, &documents], |row| row.get::<i64>(0))?;
        let read: HashSet<i64> = read.into_iter().collect();
        let mut tags: HashMap<i64, Vec<String>> = HashMap::new();
        self.db.each(&sql::TAGS_OF_ALL, values![person, &documents], |row| {
            tags.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(())
        })?;
        for hit in hits {
            hit.is_read = read.contains(&hit.document);
            hit.tags = tags.get(&hit.document).cloned().unwrap_or_default();
        }
        Ok(())
    }

    /// The documents that a query finds, each once, in the order of the query.
    pub fn documents_found(&self, query: &Query, asking: Asking) -> Result<Vec<i64>, MeaningError> {
        let (search, _) = self.search(query, asking)?;
        let numbers = self.numbers(&search, Order::Newest, ALL).map_err(|t| self.failed(t))?;
        if !search.of_quotes {
            return Ok(numbers);
        }
        let mut documents = Vec::new();
        for quote in numbers {
            let of = self.db.one::<i64>(&sql::DOCUMENT_OF, values![quote]).map_err(|t| self.failed(t))?;
            documents.extend(of);
        }
        documents.dedup();
        Ok(documents)
    }

    /// How many of a query's documents have come after a serial number.
    pub(super) fn count_since(
        &self,
        query: &Query,
        asking: Asking,
        serial: i64,
    ) -> Result<usize, MeaningError> {
        let (search, _) = self.search(query, asking)?;
        let since = sql::COUNT_SINCE.part(self.db.dialect());
        let sql = format!("{since} (SELECT {} {})", search.document, search.from);
        let mut values = vec![Value::from(serial)];
        values.extend(search.values.iter().cloned());
        self.counted(&sql, &values)
    }

    pub(super) fn search(
        &self,
        query: &Query,
        asking: Asking,
    ) -> Result<(Search, Vec<String>), MeaningError> {
        let planner = Planner::new(self, asking);
        let plan = match &query.expression {
            Some(expression) => evaluate(expression, &planner)?,
            // Without any condition, so that counting reads the smallest index and no text.
            None => Plan::All(Vec::new()),
        };
        Ok((Search::of(plan, self.db.dialect()), planner.notes.into_inner()))
    }

    fn failed(&self, trouble: Trouble) -> MeaningError {
        MeaningError::Failed(trouble.of(&self.path).to_string())
    }

    fn count_of(&self, search: &Search) -> Result<usize, MeaningError> {
        self.counted(&search.counting(), &search.values)
    }

    fn counted(&self, sql: &String, values: &[Value]) -> Result<usize, MeaningError> {
        let counted = self.db.one::<i64>(sql, values).map_err(|trouble| self.failed(trouble))?;
        Ok(counted.and_then(|n| usize::try_from(n).ok()).unwrap_or(0))
    }

    fn numbers(&self, search: &Search, order: Order, most: usize) -> Result<Vec<i64>, Trouble> {
        let (sql, values) = search.statement(order, most);
        self.db.rows(&sql, &values, |row| row.get(0))
    }

    /// SQLite's plan for a query, a line a step; for tests and for the curious.
    pub fn explain(&self, query: &Query, asking: Asking) -> Result<Vec<String>, MeaningError> {
        let (search, _) = self.search(query, asking)?;
        let (explain, column) = self.db.dialect().explain();
        let (sql, values) = search.statement(query.order, 50);
        self.db
            .rows(&format!("{explain} {sql}"), &values, |row| row.get(column))
            .map_err(|trouble| self.failed(trouble))
    }

    /// Whether a quote matches.
    pub(super) fn is_said(&self, wanted: &Match) -> Result<bool, Trouble> {
        let (sql, values) = sql::ANY_SAID.matching(wanted, Index::Said, self.db.dialect());
        Ok(self.db.one::<i64>(&sql, &values)?.is_some())
    }

    /// The archive's data on a name, even without hits.
    pub fn named(&self, names: &[&str]) -> Result<Vec<Named>, StoreError> {
        let joined = self.about(self.joined())?;
        names.iter().map(|name| self.named_one(name, &joined)).collect()
    }

    /// The archive's data on a name; `joined` are the actors whom somebody has judged to be others.
    fn named_one(&self, name: &str, joined: &HashSet<i64>) -> Result<Named, StoreError> {
        let called = self.called(Field::Actor, name);
        let words: Vec<String> = terms(name).map(|(_, term)| term).collect();
        let has_words = !words.is_empty();
        let (actor, wanted) = match &called {
            Ok(called) => (Some(called.actor.name.clone()), Match::key(format!("a{}", called.actor.id))),
            Err(_) => (None, Match::Phrase { terms: words, is_open: false }),
        };
        // Actors judged to be one with others are in the word index together with them.
        let alone = called.as_ref().ok().map(|called| called.actor.id).filter(|id| !joined.contains(id));
        let candidates = if let Err(MeaningError::Ambiguous { candidates, .. }) = called {
            candidates
        } else {
            Vec::new()
        };
        if !has_words {
            return Ok(Named { actor: None, candidates, hits: 0, days: None });
        }
        let read = |row: &Row| {
            let days = row.get::<Option<i64>>(1)?.zip(row.get::<Option<i64>>(2)?);
            Ok((row.get::<i64>(0)?, days))
        };
        let found = if let Some(id) = alone {
            self.db.first(&sql::EXTENT_OF, values![id], read)
        } else {
            let (sql, given) = sql::EXTENT.matching(&wanted, Index::Body, self.db.dialect());
            self.db.first(&sql, &given, read)
        };
        let (hits, days) = self.about(found)?.unwrap_or_default();
        let days = days.map(|(first, last)| (day_of(first), day_of(last)));
        Ok(Named { actor, candidates, hits: usize::try_from(hits).unwrap_or(0), days })
    }
}

/// The words in a query, without the excluded ones.
fn wanted(expression: &Expression) -> Vec<Piece> {
    let mut all = Vec::new();
    expression.each_leaf(false, &mut |leaf, negated| match leaf {
        Expression::Words(pieces) if !negated => all.extend(pieces.iter().cloned()),
        Expression::Term(Term::Words(Field::Text | Field::Quote, piece)) if !negated => {
            all.push(piece.clone());
        }
        _ => {}
    });
    all
}
