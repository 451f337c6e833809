//! An actor's quotes over time.

use std::collections::HashMap;

use jiff::civil::Date;

use super::counts::ALL;
use super::ingest::day_of;
use super::words::{Index, Match};
use super::{Archive, Contest, Hit, Trouble, WITHIN_DAY, sql};
use crate::query::{Field, MeaningError};
use crate::store::engine::values;
use crate::text::terms;

/// The archive's data on an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// Their name.
    pub name: String,
    /// A word for their kind.
    pub kind: String,
    /// Whether they are in the actor table, and so the same everywhere.
    pub listed: bool,
    /// How many people have this name, unless judged to be the same; 1 for a listed actor.
    pub people: usize,
    /// The people about whom the desk disagrees.
    pub contests: Vec<Contest>,
    /// Others whom the name could mean.
    pub others: Vec<String>,
    /// Their roles, the latest first.
    pub roles: Vec<String>,
    /// How many quotes there are.
    pub total: usize,
    /// The days of the first and the last quote.
    pub days: Option<(Date, Date)>,
    /// Quotes by month, in order; months without any are left out.
    pub months: Vec<Month>,
    /// The newest quotes, the newest first.
    pub quotes: Vec<Hit>,
    /// The people named in their documents and in how many, most frequent first.
    pub with: Vec<(String, usize)>,
    /// The publishers of these quotes and how many, most frequent first.
    pub outlets: Vec<(String, usize)>,
    /// Words that their quotes have more often than others'.
    pub words: Vec<String>,
}

/// A month, and its number of quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// How many quotes.
    pub quotes: usize,
}

/// How many other people, outlets and words a dossier lists.
const NAMED: usize = 8;

impl Archive {
    /// The dossier of the actor with that name, with the newest `most` quotes.
    pub fn dossier(&self, name: &str, most: usize) -> Result<Dossier, MeaningError> {
        let called = self.called(Field::Speaker, name)?;
        let made = self.dossier_of(&called, most);
        made.map_err(|t| MeaningError::Failed(t.of(&self.path).to_string()))
    }

    fn dossier_of(&self, called: &super::names::Called, most: usize) -> Result<Dossier, Trouble> {
        let actor = &called.actor;
        let numbers = self.spoken(actor.id)?;
        let quotes = self.hits(&numbers[..numbers.len().min(most)], true, &[])?;
        let (people, contests) = self.namesakes(actor)?;
        let mut documents: Vec<i64> = quotes.iter().map(|hit| hit.document).collect();
        documents.dedup();
        Ok(Dossier {
            name: actor.name.clone(),
            kind: actor.kind.clone(),
            listed: actor.listed,
            people,
            contests,
            others: called.others.clone(),
            roles: self.roles(actor.id)?,
            total: numbers.len(),
            days: numbers.last().zip(numbers.first()).map(|(first, last)| (day_of(*first), day_of(*last))),
            months: months(&numbers),
            with: self.beside(actor.id, &documents)?,
            outlets: counted(quotes.iter().filter_map(|hit| hit.metadata.source.clone())),
            words: self.words_of(&quotes)?,
            quotes,
        })
    }

    /// The numbers of an actor's quotes, the newest first.
    fn spoken(&self, actor: i64) -> Result<Vec<i64>, Trouble> {
        let wanted = Match::key(format!("p{actor}"));
        let (sql, values) = sql::SPOKEN.matching(&wanted, Index::Said, self.db.dialect());
        self.db.rows(&sql, &values, |row| row.get(0))
    }

    fn roles(&self, actor: i64) -> Result<Vec<String>, Trouble> {
        let mut roles: Vec<String> = Vec::new();
        for role in self.db.rows(&sql::ROLES, values![actor], |row| row.get::<String>(0))? {
            if roles.len() < NAMED && !roles.contains(&role) {
                roles.push(role);
            }
        }
        Ok(roles)
    }

    /// The others named in some documents, and in how many.
    fn beside(&self, actor: i64, documents: &[i64]) -> Result<Vec<(String, usize)>, Trouble> {
        let given = values![serde_json::to_string(documents)?, actor, NAMED as i64];
        self.db.rows(&sql::BESIDE, given, |row| Ok((row.get(0)?, row.get::<i64>(1)? as usize)))
    }

    /// The words that are in more of these quotes than expected.
    fn words_of(&self, quotes: &[Hit]) -> Result<Vec<String>, Trouble> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for hit in quotes {
            let mut own: Vec<String> =
                terms(&hit.passage).map(|(_, term)| term).filter(|term| term.chars().count() > 3).collect();
            own.sort_unstable();
            own.dedup();
            own.into_iter().for_each(|term| *counts.entry(term).or_default() += 1);
        }
        let mut often: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
        often.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        often.truncate(60);
        let asked: Vec<&str> = often.iter().map(|(term, _)| term.as_str()).chain([ALL]).collect();
        let everywhere: HashMap<String, i64> = self
            .db
            .rows(&sql::SAID_BY_ALL, values![serde_json::to_string(&asked)?], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .into_iter()
            .collect();
        let of = |term: &str| everywhere.get(term).copied().unwrap_or(1).max(1) as f64;
        let weighed = |(term, count): (String, usize)| (count as f64 * -(of(&term) / of(ALL)).ln(), term);
        let mut telling: Vec<(f64, String)> = often.into_iter().map(weighed).collect();
        telling.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(telling.into_iter().take(NAMED).map(|(_, term)| term).collect())
    }
}

fn months(numbers: &[i64]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for of_day in numbers.chunk_by(|a, b| a >> WITHIN_DAY == b >> WITHIN_DAY).rev() {
        let day = day_of(of_day[0]);
        match months.last_mut().filter(|m| (m.year, m.month) == (day.year(), day.month())) {
            Some(month) => month.quotes += of_day.len(),
            None => months.push(Month { year: day.year(), month: day.month(), quotes: of_day.len() }),
        }
    }
    months
}

/// Names with their counts, most frequent first.
fn counted(names: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(NAMED);
    counts
}
