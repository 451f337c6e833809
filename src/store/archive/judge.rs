//! Which names are the same person: none, unless somebody has judged so.
//!
//! A listed actor is the same everywhere. Any other actor belongs to one document, and people who share a name are found
//! together and kept apart. A judgement joins a person in one document with another, or says that they are two people; it
//! can be undone.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use super::names::Known;
use super::{Archive, Trouble, sql};
use crate::query::{Field, MeaningError};
use crate::store::StoreError;
use crate::store::engine::{Db, values};

/// Somebody's judgement on two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are the same person.
    Same,
    /// They are two people.
    Different,
    /// Undecided; they are not suggested again.
    Unsure,
}

impl Verdict {
    const ALL: [(&'static str, Self); 3] =
        [("same", Self::Same), ("different", Self::Different), ("unsure", Self::Unsure)];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, verdict)| *verdict == self).map_or("", |(name, _)| name)
    }
}

/// An actor in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    actor: i64,
    document: i64,
    /// The serial number of the document.
    pub serial: i64,
    /// Their name in the document.
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

/// Two people who may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The earlier one.
    pub a: Person,
    /// The later one.
    pub b: Person,
    /// Evidence: whether both are in one story.
    pub same_story: bool,
    /// More evidence: the role that both have.
    pub same_role: Option<String>,
}

/// A disagreement on the desk about whether two are the same. While it lasts, nobody of that group is joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// The two, by name and the serial number of their document.
    pub about: [(String, i64); 2],
    /// Who says that they are the same, directly or through others.
    pub same: Vec<String>,
    /// Who says that they are two people.
    pub different: Vec<String>,
}

impl fmt::Display for Contest {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let [(a, first), (b, second)] = &self.about;
        let say =
            |who: &[String]| format!("{} {}", who.join(" and "), if who.len() == 1 { "says" } else { "say" });
        write!(
            f,
            "Whether {a} of #{first} and {b} of #{second} are one person is contested: {} one, {} two; they are kept \
             apart until one of them takes that back (attache same --undo).",
            say(&self.same),
            say(&self.different),
        )
    }
}

/// A contested pair, by their keys.
#[derive(Debug)]
struct Contested {
    pair: (String, String),
    same: Vec<String>,
    different: Vec<String>,
    /// Everyone whom the judgements would join.
    group: Vec<String>,
}

/// Actors judged to be the same as others.
#[derive(Debug, Default)]
pub(super) struct Same {
    /// The number of each person's group.
    groups: HashMap<String, usize>,
    members: Vec<Vec<String>>,
    contested: Vec<Contested>,
}

impl Same {
    /// The other actors that an actor of a document is judged to be.
    pub fn of(&self, actor: i64, document: i64) -> Vec<i64> {
        let Some(group) = self.groups.get(&format!("{actor}@{document}")) else { return Vec::new() };
        let actors = self.members[*group].iter().filter_map(|key| key.split('@').next()?.parse().ok());
        let mut others: Vec<i64> = actors.filter(|other| *other != actor).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// The consequences of judgements, made in any order: a person's last one on a pair counts.
    fn new(judgements: Vec<Judgement>) -> Self {
        let mut last: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
        for Judgement { a, b, verdict, who } in judgements {
            let pair = if a <= b { (a, b) } else { (b, a) };
            last.entry(pair).or_default().insert(who, verdict);
        }
        let by = |said: &BTreeMap<String, String>, verdict: Verdict| {
            let who = said.iter().filter(|(_, said)| *said == verdict.name());
            who.map(|(who, _)| who.clone()).collect::<Vec<_>>()
        };
        let mut same = Self::default();
        let joins = last.iter().filter(|(_, said)| !by(said, Verdict::Same).is_empty());
        joins.for_each(|((a, b), _)| same.join(a, b));
        for (pair, said) in &last {
            let different = by(said, Verdict::Different);
            let Some(group) = same.group(&pair.0).filter(|group| same.group(&pair.1) == Some(*group)) else {
                continue;
            };
            if different.is_empty() {
                continue;
            }
            let mut ones = by(said, Verdict::Same);
            if ones.is_empty() {
                // They are joined through others.
                let within = last.iter().filter(|((a, _), _)| same.group(a) == Some(group));
                ones.extend(within.flat_map(|(_, said)| by(said, Verdict::Same)));
                ones.sort_unstable();
                ones.dedup();
            }
            let group = same.members[group].clone();
            same.contested.push(Contested { pair: pair.clone(), same: ones, different, group });
        }
        let apart: Vec<String> =
            same.contested.iter().flat_map(|contested| contested.group.clone()).collect();
        apart.iter().for_each(|key| _ = same.groups.remove(key));
        same
    }

    /// The documents in which somebody's group has changed.
    fn changed_from(&self, before: &Self) -> Vec<i64> {
        let others = |same: &Self, key: &str| same.group(key).map(|group| same.members[group].clone());
        let keys = self.groups.keys().chain(before.groups.keys());
        let changed = keys.filter(|key| others(self, key) != others(before, key));
        let mut documents: Vec<i64> = changed.filter_map(|key| document_of(key)).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
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

/// The most people with one name that are told apart: as many as the statements query.
const MOST_PEOPLE: usize = 2000;

/// A stored judgement.
struct Judgement {
    a: String,
    b: String,
    verdict: String,
    who: String,
}

/// All judgements in force, in order.
fn judgements(db: &Db) -> Result<Vec<Judgement>, Trouble> {
    db.rows(&sql::JUDGEMENTS, &[], |row| {
        Ok(Judgement { a: row.get(0)?, b: row.get(1)?, verdict: row.get(2)?, who: row.get(3)? })
    })
}

/// Which actors are judged to be the same.
pub(super) fn same_as(db: &Db) -> Result<Same, Trouble> {
    judgements(db).map(Same::new)
}

/// The document number in a person's key.
fn document_of(key: &str) -> Option<i64> {
    key.split_once('@')?.1.parse().ok()
}

impl Archive {
    /// The actors whom somebody has judged to be one with others, or not.
    pub(super) fn joined(&self) -> Result<HashSet<i64>, Trouble> {
        let keys = judgements(&self.db)?.into_iter().flat_map(|judgement| [judgement.a, judgement.b]);
        Ok(keys.filter_map(|key| key.split('@').next()?.parse().ok()).collect())
    }

    /// The people with a name, the earliest first, each with the number of their group of same people; empty for a listed
    /// actor, who is the same everywhere.
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

    /// Pairs with the same name who may be the same: in one story, or in the same role. Judged pairs are not
    /// suggested again.
    pub fn suggestions(&self, name: &str) -> Result<Vec<Suggestion>, MeaningError> {
        let people = self.people(name)?;
        let judged = judgements(&self.db).map_err(|t| MeaningError::Failed(t.of(&self.path).to_string()))?;
        let judged: HashSet<(String, String)> =
            judged.into_iter().flat_map(|j| [(j.a.clone(), j.b.clone()), (j.b, j.a)]).collect();
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

    /// How many people have this name, unless judged to be the same, and the disagreements about that.
    pub(super) fn namesakes(&self, actor: &Known) -> Result<(usize, Vec<Contest>), Trouble> {
        if actor.listed {
            return Ok((1, Vec::new()));
        }
        let judgements = judgements(&self.db)?;
        if judgements.is_empty() {
            let people = self.db.one::<i64>(&sql::NAMED_IN, values![actor.id])?.unwrap_or(0);
            return Ok((usize::try_from(people).unwrap_or(0).clamp(1, MOST_PEOPLE), Vec::new()));
        }
        let same = Same::new(judgements);
        let key = |document: i64| format!("{}@{document}", actor.id);
        let keys = self.db.rows(&sql::NAMED_WHERE, values![actor.id], |row| Ok(key(row.get(0)?)))?;
        let groups: HashSet<usize> = keys.iter().filter_map(|key| same.group(key)).collect();
        let alone = keys.iter().filter(|key| same.group(key).is_none()).count();
        Ok(((groups.len() + alone).max(1), self.contested(&same, &keys)?))
    }

    /// The desk's disagreements about some actors, each as in their documents.
    pub fn contests(&self, people: &[&Person]) -> Result<Vec<Contest>, StoreError> {
        let keys: Vec<String> = people.iter().map(|person| person.key()).collect();
        self.about(same_as(&self.db).and_then(|same| self.contested(&same, &keys)))
    }

    fn contested(&self, same: &Same, keys: &[String]) -> Result<Vec<Contest>, Trouble> {
        let about = |contested: &&Contested| keys.iter().any(|key| contested.group.contains(key));
        same.contested.iter().filter(about).map(|contested| self.contest(contested)).collect()
    }

    fn contest(&self, contested: &Contested) -> Result<Contest, Trouble> {
        let named = |key: &str| -> Result<(String, i64), Trouble> {
            let actor = key.split('@').next().and_then(|actor| actor.parse().ok()).unwrap_or_default();
            let name = self.actor(actor)?.map_or_else(|| "somebody".to_owned(), |known| known.name);
            let serial = document_of(key).map(|document| self.db.one(&sql::SERIAL_OF, values![document]));
            Ok((name, serial.transpose()?.flatten().unwrap_or_default()))
        };
        Ok(Contest {
            about: [named(&contested.pair.0)?, named(&contested.pair.1)?],
            same: contested.same.clone(),
            different: contested.different.clone(),
        })
    }

    /// Stores a judgement; returns the documents to index again.
    pub fn judge(
        &self,
        (a, b): (&Person, &Person),
        verdict: Verdict,
        who: &str,
        now: i64,
    ) -> Result<Vec<i64>, StoreError> {
        self.about(self.judging(|| {
            self.db.run(&sql::JUDGE, values![a.key(), b.key(), verdict.name(), who, now]).map(drop)
        }))
    }

    /// Takes back somebody's last judgement; returns the documents to index again, and none if there is no judgement.
    pub fn undo_judgement(&self, who: &str, now: i64) -> Result<Option<Vec<i64>>, StoreError> {
        let undone = (|| -> Result<_, Trouble> {
            let Some(id) = self.db.one::<i64>(&sql::LAST_JUDGEMENT, values![who])? else { return Ok(None) };
            self.judging(|| self.db.run(&sql::UNDO_JUDGEMENT, values![id, now]).map(drop)).map(Some)
        })();
        self.about(undone)
    }

    /// Changes judgements; returns the documents in which somebody's group has changed.
    fn judging(&self, change: impl FnOnce() -> Result<(), Trouble>) -> Result<Vec<i64>, Trouble> {
        self.db.transaction(|| {
            let before = same_as(&self.db)?;
            change()?;
            Ok(same_as(&self.db)?.changed_from(&before))
        })
    }
}
