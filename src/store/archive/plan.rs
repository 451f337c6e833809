//! Plans a query on the archive: the index that finds its hits, and the remaining checks.

use std::cell::RefCell;

use jiff::civil::Date;

use super::ingest::{self, first_of_day};
use super::words::{Index, Match};
use super::{Archive, WITHIN_DAY, sql, usage};
use crate::query::{Field, Is, MeaningError, Period, Piece, Query, Quoted, Source, Term, evaluate};
use crate::store::engine::{Dialect, Statement, Value, values};
use crate::text::terms;

/// The person asking, and the time.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The person whose tags, notes and saved queries are used.
    pub person: &'a str,
    /// The day.
    pub today: Date,
    /// The time, in seconds since the beginning of 1970 in UTC.
    pub now: i64,
}

/// A set of documents, as a way to find it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plan {
    /// The matches in `body`; also in `said`, if it is `shared` by both.
    Words {
        wanted: Match,
        shared: bool,
    },
    /// Documents with a quote that matches in `said`.
    Quotes(Match),
    /// Numbers between these, both included.
    Days(i64, i64),
    /// The results of a statement.
    Set(&'static Statement, Vec<Value<'static>>),
    Not(Box<Plan>),
    All(Vec<Plan>),
    Any(Vec<Plan>),
}

impl Plan {
    /// No document: numbers from 1 to 0.
    const NOTHING: Self = Self::Days(1, 0);
}

/// How deep saved queries may refer to one another.
const DEEPEST: usize = 8;

/// The archive as a source of plans.
pub(super) struct Planner<'a> {
    archive: &'a Archive,
    asking: Asking<'a>,
    depth: usize,
    /// Notes on how names were understood.
    pub notes: RefCell<Vec<String>>,
}

impl<'a> Planner<'a> {
    pub fn new(archive: &'a Archive, asking: Asking<'a>) -> Self {
        Self { archive, asking, depth: 0, notes: RefCell::default() }
    }

    fn token(&self, field: Field, sign: char, words: &str) -> Result<Match, MeaningError> {
        let called = self.archive.called(field, words)?;
        if !called.others.is_empty() {
            let note = format!(
                "“{words}” is read as {}; others of that name: {}.",
                called.actor.name,
                called.others.join(", ")
            );
            self.notes.borrow_mut().push(note);
        }
        Ok(Match::key(format!("{sign}{}", called.actor.id)))
    }

    fn set(statement: &'static Statement, value: impl Into<Value<'static>>) -> Plan {
        Plan::Set(statement, vec![value.into()])
    }

    fn source(&self, words: &str) -> Result<Plan, MeaningError> {
        let outlets = self
            .archive
            .outlets(words)
            .map_err(|t| MeaningError::Failed(t.of(&self.archive.path).to_string()))?;
        if outlets.is_empty() {
            return Err(MeaningError::Nobody { field: Some(Field::Source), words: words.to_owned() });
        }
        let wanted = Match::any_key(outlets.iter().map(|id| format!("s{id}")));
        Ok(Plan::Words { wanted, shared: true })
    }

    fn days(&self, period: Period) -> Plan {
        let (from, to) = period.days(self.asking.today);
        let last = |day: Date| first_of_day(day) + (1 << WITHIN_DAY) - 1;
        Plan::Days(from.map_or(0, first_of_day), to.map_or(i64::MAX, last))
    }

    fn kept(&self, name: &str) -> Result<Plan, MeaningError> {
        let failed =
            |trouble: super::Trouble| MeaningError::Failed(trouble.of(&self.archive.path).to_string());
        let nobody = || MeaningError::Nobody { field: Some(Field::Query), words: name.to_owned() };
        let text: Option<String> =
            self.archive.db.one(&sql::KEPT_QUERY, values![self.asking.person, name]).map_err(failed)?;
        if self.depth >= DEEPEST {
            return Err(MeaningError::Failed(format!("The kept query “{name}” asks itself; change it.")));
        }
        let query = Query::parse(&text.ok_or_else(nobody)?)
            .map_err(|why| MeaningError::Failed(format!("The kept query “{name}” cannot be read: {why}.")))?;
        let Some(expression) = query.expression else { return Ok(Plan::Days(0, i64::MAX)) };
        let inner = Planner { depth: self.depth + 1, ..Planner::new(self.archive, self.asking) };
        evaluate(&expression, &inner)
    }

    fn like(&self, serial: i64) -> Result<Plan, MeaningError> {
        let failed =
            |trouble: super::Trouble| MeaningError::Failed(trouble.of(&self.archive.path).to_string());
        let like = self.archive.like(serial).map_err(failed)?;
        Ok(Self::set(&sql::OF_NUMBERS, serde_json::to_string(&like).unwrap_or_default()))
    }

    fn quoted(&self, quoted: &Quoted) -> Result<Match, MeaningError> {
        let each = |parts: &[Quoted]| parts.iter().map(|part| self.quoted(part)).collect::<Result<_, _>>();
        Ok(match quoted {
            Quoted::Term(term) => self.quote_term(term)?,
            Quoted::All(parts) => Match::All(each(parts)?),
            Quoted::Any(parts) => Match::Any(each(parts)?),
            Quoted::Not(inner) => match &**inner {
                Quoted::Term(Term::Is(Is::Sure)) => Match::key("unsure"),
                Quoted::Term(Term::Is(Is::Direct)) => Match::any_key(["kindmixed", "kindindirect"]),
                _ => Match::any_key(["formquotation", "formstatement"]),
            },
        })
    }

    fn quote_term(&self, term: &Term) -> Result<Match, MeaningError> {
        Ok(match term {
            Term::NoSpeaker => Match::key("nobody"),
            Term::Is(Is::Direct) => Match::key("kinddirect"),
            Term::Is(Is::Stance) => Match::key("formstance"),
            Term::Is(_) => Match::key("sure"),
            Term::Words(_, piece) => phrase(piece).ok_or_else(|| empty(piece))?,
            Term::Name(Field::To, words) => keys("to", words)?,
            Term::Name(Field::With, words) => self.token(Field::With, 'w', words)?,
            Term::Name(_, words) => match self.token(Field::Speaker, 'p', words) {
                // Speakers whom their texts do not name ("two diplomats").
                Err(MeaningError::Nobody { .. }) => {
                    let found = keys("by", words)?;
                    if !self.archive.is_said(&found).unwrap_or_default() {
                        return Err(MeaningError::Nobody {
                            field: Some(Field::Speaker),
                            words: words.clone(),
                        });
                    }
                    found
                }
                token => token?,
            },
            _ => return Err(MeaningError::Absent(term.field())),
        })
    }
}

fn empty(piece: &Piece) -> MeaningError {
    MeaningError::Nobody { field: None, words: piece.words().to_owned() }
}

/// A phrase of tokens with a prefix.
fn keys(prefix: &str, words: &str) -> Result<Match, MeaningError> {
    let tokens: Vec<String> = terms(words).map(|(_, term)| format!("{prefix}{term}")).collect();
    if tokens.is_empty() {
        return Err(MeaningError::Nobody { field: None, words: words.to_owned() });
    }
    Ok(Match::Keys(tokens))
}

/// Words one after another; none if there is no word.
fn phrase(piece: &Piece) -> Option<Match> {
    let terms: Vec<String> = terms(piece.words()).map(|(_, term)| term).collect();
    (!terms.is_empty()).then_some(Match::Phrase { terms, is_open: matches!(piece, Piece::Prefix(_)) })
}

impl Source for Planner<'_> {
    type Set = Plan;

    fn words(&self, pieces: &[Piece]) -> Result<Plan, MeaningError> {
        let each = pieces.iter().map(|piece| phrase(piece).ok_or_else(|| empty(piece)));
        Ok(Plan::Words { wanted: Match::all(each.collect::<Result<_, _>>()?), shared: false })
    }

    fn term(&self, term: &Term) -> Result<Plan, MeaningError> {
        let body = |wanted| Plan::Words { wanted, shared: false };
        Ok(match term {
            Term::Words(Field::Note, piece) => {
                let like = format!(
                    "%{}%",
                    piece.words().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
                );
                Self::set(&sql::OF_NOTES, like)
            }
            Term::Words(_, piece) => body(phrase(piece).ok_or_else(|| empty(piece))?),
            Term::Name(Field::Actor, words) => body(self.token(Field::Actor, 'a', words)?),
            Term::Name(Field::Role, words) => body(keys("role", words)?),
            Term::Name(Field::Country, code) => body(keys("land", code)?),
            Term::Name(Field::Source, words) => self.source(words)?,
            Term::Name(Field::In, name) => Self::set(&sql::OF_FEEDS, name.clone()),
            Term::Name(Field::Tag, tag) => {
                Plan::Set(&sql::OF_TAG, vec![self.asking.person.to_owned().into(), tag.to_lowercase().into()])
            }
            Term::Name(Field::Query, name) => self.kept(name)?,
            Term::Kind(kinds, _) => {
                let tokens = kinds.iter().map(|k| format!("kind{}", super::prepare::kind_name(*k)));
                body(Match::any_key(tokens))
            }
            Term::When(period) => self.days(*period),
            Term::Is(Is::Unread) => {
                Plan::Not(Box::new(Self::set(&sql::OF_READ, self.asking.person.to_owned())))
            }
            Term::Is(Is::Changed) => Plan::Set(&sql::OF_CHANGED, Vec::new()),
            Term::Is(Is::Cancelled) => Self::set(&sql::OF_FLAGS, usage::CANCELLED),
            Term::Is(Is::Summary) => Self::set(&sql::OF_FLAGS, ingest::SUMMARY),
            Term::Is(Is::Embargoed) => Self::set(&sql::OF_EMBARGO, self.asking.now),
            Term::Number(Field::Like, number) => self.like(*number)?,
            Term::Number(_, number) => Self::set(&sql::OF_STORY_NUMBER, *number),
            other => return Err(MeaningError::Absent(other.field())),
        })
    }

    fn quotes(&self, quoted: &Quoted) -> Result<Plan, MeaningError> {
        Ok(Plan::Quotes(self.quoted(quoted)?))
    }

    fn not(&self, set: Plan) -> Plan {
        match set {
            Plan::Not(inner) => *inner,
            set => Plan::Not(Box::new(set)),
        }
    }

    fn all(&self, sets: Vec<Plan>) -> Plan {
        let mut rest = Vec::new();
        let mut days: Option<(i64, i64)> = None;
        // Words in documents, and conditions on both indexes.
        let mut words: [Vec<Match>; 2] = [Vec::new(), Vec::new()];
        for set in sets.into_iter().flat_map(|set| if let Plan::All(parts) = set { parts } else { vec![set] })
        {
            match set {
                Plan::Days(from, to) => {
                    let (first, last) = days.unwrap_or((0, i64::MAX));
                    days = Some((first.max(from), last.min(to)));
                }
                Plan::Words { wanted, shared } => words[usize::from(shared)].push(wanted),
                other => rest.push(other),
            }
        }
        for (shared, parts) in [false, true].into_iter().zip(words).filter(|(_, parts)| !parts.is_empty()) {
            rest.push(Plan::Words { wanted: Match::all(parts), shared });
        }
        rest.extend(days.map(|(from, to)| Plan::Days(from, to)));
        if rest.len() == 1 { rest.swap_remove(0) } else { Plan::All(rest) }
    }

    fn any(&self, sets: Vec<Plan>) -> Plan {
        if sets.iter().all(|set| matches!(set, Plan::Words { .. })) {
            let (mut parts, mut all_shared) = (Vec::new(), true);
            for set in sets {
                if let Plan::Words { wanted, shared } = set {
                    parts.push(wanted);
                    all_shared &= shared;
                }
            }
            return Plan::Words { wanted: Match::Any(parts), shared: all_shared };
        }
        Plan::Any(sets)
    }

    fn absent(&self, what: MeaningError) -> Plan {
        if let MeaningError::Nobody { words, .. } = what {
            self.notes.borrow_mut().push(format!("Nothing has “{words}”, so nothing is left out for it."));
        }
        Plan::NOTHING
    }
}

impl Plan {
    /// A statement for the numbers of the documents, and its values.
    pub fn set_statement(&self, dialect: Dialect) -> (String, Vec<Value<'static>>) {
        let several = |parts: &[Self], sign: &str| {
            let (mut sql, mut values) = (Vec::new(), Vec::new());
            for part in parts {
                let (one, given) = part.set_statement(dialect);
                sql.push(format!("SELECT * FROM ({one}) AS part"));
                values.extend(given);
            }
            (sql.join(sign), values)
        };
        match self {
            Self::Words { wanted, .. } => sql::OF_WORDS.matching(wanted, Index::Body, dialect),
            Self::Quotes(wanted) => sql::OF_QUOTES.matching(wanted, Index::Said, dialect),
            Self::Days(from, to) => (sql::OF_DAYS.part(dialect), vec![(*from).into(), (*to).into()]),
            Self::Set(statement, values) => (statement.part(dialect), values.clone()),
            Self::Not(inner) => {
                let (inner, values) = inner.set_statement(dialect);
                (format!("{} ({inner})", sql::OF_NOT.part(dialect)), values)
            }
            Self::All(parts) => several(parts, " INTERSECT "),
            Self::Any(parts) => several(parts, " UNION "),
        }
    }
}
