//! Who is one person: nobody, unless somebody has judged so.
//!
//! A listed actor is one everywhere. Anybody else is one in their document, and people who share a name are found together
//! and told apart. A judgement joins a person of one document with another, or says that they are two; it can be undone.

use std::collections::{HashMap, HashSet};

use super::names::Known;
use super::{Archive, Trouble, sql};
use crate::query::{Field, MeaningError};
use crate::store::StoreError;
use crate::store::engine::{Db, values};

/// What somebody has judged of two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are one.
    Same,
    /// They are two.
    Different,
    /// Nobody knows; they are not suggested again.
    Unsure,
}

impl Verdict {
    const ALL: [(&'static str, Self); 3] =
        [("same", Self::Same), ("different", Self::Different), ("unsure", Self::Unsure)];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, verdict)| *verdict == self).map_or("", |(name, _)| name)
    }
}

/// An actor as one document has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    actor: i64,
    document: i64,
    /// The serial number of the document.
    pub serial: i64,
    /// How the document calls them.
    pub name: String,
    /// Their role there.
    pub role: Option<String>,
    /// Their country there.
    pub country: Option<String>,
    story: i64,
}

impl Person {
    fn key(&self) -> String {
        format!("{}@{}", self.actor, self.document)
    }
}

/// Two who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The earlier one.
    pub a: Person,
    /// The later one.
    pub b: Person,
    /// What speaks for it.
    pub same_story: bool,
    /// What else speaks for it: the role that both have.
    pub same_role: Option<String>,
}

/// Which actors are judged to be one with others.
#[derive(Debug, Default)]
pub(super) struct Same {
    /// For each person the number of their group.
    groups: HashMap<String, usize>,
    members: Vec<Vec<String>>,
}

impl Same {
    /// The other actors whom an actor of a document is judged to be.
    pub fn of(&self, actor: i64, document: i64) -> Vec<i64> {
        let Some(group) = self.groups.get(&format!("{actor}@{document}")) else { return Vec::new() };
        let actors = self.members[*group].iter().filter_map(|key| key.split('@').next()?.parse().ok());
        let mut others: Vec<i64> = actors.filter(|other| *other != actor).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    fn group(&self, key: &str) -> Option<usize> {
        self.groups.get(key).copied()
    }

    fn join(&mut self, a: &str, b: &str) {
        let mut all: Vec<String> = Vec::new();
        for key in [a, b] {
            match self.groups.get(key).copied() {
                Some(group) => all.append(&mut self.members[group]),
                None => all.push(key.to_owned()),
            }
        }
        all.sort_unstable();
        all.dedup();
        let number = self.members.len();
        all.iter().for_each(|key| _ = self.groups.insert(key.clone(), number));
        self.members.push(all);
    }
}

/// A judgement as it is kept.
fn judgements(db: &Db) -> Result<Vec<(String, String, String)>, Trouble> {
    db.rows(&sql::JUDGEMENTS, &[], |row| Ok((row.get(1)?, row.get(2)?, row.get(3)?)))
}

/// Which actors are judged to be one.
pub(super) fn same_as(db: &Db) -> Result<Same, Trouble> {
    let mut same = Same::default();
    for (a, b, verdict) in judgements(db)? {
        if verdict == Verdict::Same.name() {
            same.join(&a, &b);
        }
    }
    Ok(same)
}

impl Archive {
    /// The people who are called so, the earliest first, each with the number of the group in which they are judged to be
    /// one; of a listed actor nobody, for they are one everywhere.
    pub fn people(&self, name: &str) -> Result<Vec<(Person, usize)>, MeaningError> {
        let called = self.called(Field::Actor, name)?;
        let people = self.people_of(&called.actor);
        people.map_err(|t| MeaningError::Failed(t.of(&self.path).to_string()))
    }

    pub(super) fn people_of(&self, actor: &Known) -> Result<Vec<(Person, usize)>, Trouble> {
        if actor.listed {
            return Ok(Vec::new());
        }
        let same = same_as(&self.db)?;
        let all = self.db.rows(&sql::PEOPLE_OF, values![actor.id], |row| {
            let name: Option<String> = row.get(4)?;
            Ok(Person {
                actor: actor.id,
                document: row.get(0)?,
                serial: row.get(1)?,
                story: row.get(2)?,
                name: name.unwrap_or_else(|| actor.name.clone()),
                role: row.get(5)?,
                country: row.get(6)?,
            })
        })?;
        let mut groups: HashMap<usize, usize> = HashMap::new();
        let mut people = Vec::new();
        let mut next = 0;
        for person in all {
            let mut fresh = || {
                next += 1;
                next - 1
            };
            let group = match same.group(&person.key()) {
                Some(group) => *groups.entry(group).or_insert_with(&mut fresh),
                None => fresh(),
            };
            people.push((person, group));
        }
        Ok(people)
    }

    /// Two of one name who may be one: in one story, or in the same role. Whoever was judged is not suggested again.
    pub fn suggestions(&self, name: &str) -> Result<Vec<Suggestion>, MeaningError> {
        let people = self.people(name)?;
        let judged = judgements(&self.db).map_err(|t| MeaningError::Failed(t.of(&self.path).to_string()))?;
        let judged: HashSet<(String, String)> =
            judged.into_iter().flat_map(|(a, b, _)| [(a.clone(), b.clone()), (b, a)]).collect();
        let mut last: HashMap<(bool, String), usize> = HashMap::new();
        let mut all = Vec::new();
        for (at, (person, group)) in people.iter().enumerate() {
            let role = person.role.as_deref().map(super::prepare::folded);
            let reasons = [(true, Some(person.story.to_string())), (false, role)];
            for (is_story, what) in reasons {
                let Some(before) = what.and_then(|what| last.insert((is_story, what), at)) else { continue };
                let (other, of) = &people[before];
                if of == group || judged.contains(&(other.key(), person.key())) {
                    continue;
                }
                let same_role = if is_story { None } else { person.role.clone() };
                all.push(Suggestion { a: other.clone(), b: person.clone(), same_story: is_story, same_role });
            }
        }
        all.dedup_by(|later, earlier| (&later.a, &later.b) == (&earlier.a, &earlier.b));
        Ok(all)
    }

    /// Keeps a judgement; gives the documents whose indexes are to be made again.
    pub fn judge(
        &self,
        (a, b): (&Person, &Person),
        verdict: Verdict,
        who: &str,
        now: i64,
    ) -> Result<Vec<i64>, StoreError> {
        self.about(self.db.run(&sql::JUDGE, values![a.key(), b.key(), verdict.name(), who, now]))?;
        Ok(if verdict == Verdict::Same { vec![a.document, b.document] } else { Vec::new() })
    }

    /// Takes back the last judgement of somebody; gives the documents whose indexes are to be made again, and nothing where
    /// there is none.
    pub fn undo_judgement(&self, who: &str, now: i64) -> Result<Option<Vec<i64>>, StoreError> {
        let undone = (|| -> Result<_, Trouble> {
            let last: Option<(i64, String, String)> =
                self.db.first(&sql::LAST_JUDGEMENT, values![who], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
            let Some((id, a, b)) = last else { return Ok(None) };
            self.db.run(&sql::UNDO_JUDGEMENT, values![id, now])?;
            Ok(Some([a, b].iter().filter_map(|key| key.split('@').nth(1)?.parse().ok()).collect()))
        })();
        self.about(undone)
    }
}
