//! Takes documents in: identifies them by digest, numbers them by day, indexes them, and adds them to their
//! story.

use jiff::civil::{Date, date};

use super::counts::Counts;
use super::kin::{self, Kin};
use super::prepare::{Prepared, Saying, Somebody, joined_terms, kind_name};
use super::words::columns;
use super::{Archive, Trouble, WITHIN_DAY, packed, sql, usage};
use crate::briefing::{Briefing, Generator};
use crate::store::StoreError;
use crate::store::engine::{Db, Dialect, Statement, Value, values};

/// The outcome for a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is new and has this serial number.
    Added(i64),
    /// It is a later version of the document with this serial number, or it has the same words but other terms of use.
    Changed(i64),
    /// It was there.
    Known,
}

/// Flags of a document.
pub(super) const SUMMARY: i64 = 1;
/// It has no date, or a future one, and has that of its arrival instead.
pub(super) const UNDATED: i64 = 8;

/// The most documents in one transaction, so that readers never wait long for a checkpoint.
const BATCH: usize = 500;

impl Archive {
    /// Stores documents that came on the day `today`, at `now` in seconds since the beginning of 1970 in UTC.
    /// Documents that are there already stay as they are, except for their status. When this returns they are on the disk.
    pub fn add(&mut self, arrivals: &[Prepared], today: Date, now: i64) -> Result<Vec<Kept>, StoreError> {
        let mut kept = Vec::with_capacity(arrivals.len());
        for batch in arrivals.chunks(BATCH) {
            let result = self.add_batch(batch, today, now);
            if result.is_err() {
                // Data cached in the transaction were rolled back with it.
                self.look_again();
            }
            kept.extend(self.about(result)?);
        }
        Ok(kept)
    }

    fn add_batch(&mut self, arrivals: &[Prepared], today: Date, now: i64) -> Result<Vec<Kept>, Trouble> {
        let Self { db, known, kin, last, .. } = self;
        db.transaction(|| {
            // Another program may have added documents that are not in the cache.
            if db.one::<i64>(&sql::LAST_SERIAL, &[])? != Some(*last) {
                *kin = Kin::default();
            }
            let mut writer = Writer { db, known, kin, counts: Counts::default(), today, now };
            let kept = arrivals.iter().map(|prepared| writer.add(prepared)).collect::<Result<_, _>>()?;
            writer.counts.write(db)?;
            *last = db.one(&sql::LAST_SERIAL, &[])?.unwrap_or(0);
            Ok(kept)
        })
    }

    /// Indexes a document again with its current findings. Its text, number and story stay.
    pub fn index_again(&mut self, document: i64, prepared: &Prepared, today: Date) -> Result<(), StoreError> {
        let Self { db, known, kin, .. } = self;
        let mut writer = Writer { db, known, kin, counts: Counts::default(), today, now: 0 };
        let result = db.transaction(|| {
            for quote in quotes_of(db, document)? {
                writer.kin.forget_quote(quote);
            }
            forget_findings(db, document, &mut writer.counts)?;
            let outlet = writer.outlet(prepared)?;
            let metadata = &prepared.arrival.briefing.metadata;
            let flags: i64 = flags(prepared) | if prepared.published.is_some() { 0 } else { UNDATED };
            db.run(
                &sql::UPDATE_DOCUMENT,
                values![
                    document,
                    outlet,
                    prepared.arrival.embargo,
                    flags,
                    &metadata.title,
                    serde_json::to_string(metadata)?,
                    analysed_by(prepared),
                    prepared.given as i64,
                ],
            )?;
            if db.dialect() == Dialect::Sqlite {
                let Briefing { text, blocks, .. } = &prepared.arrival.briefing;
                let blocks = serde_json::to_string(blocks)?;
                let [text, blocks, packed] = packed::columns(text, &blocks, Dialect::Sqlite)?;
                db.run(&sql::PACK, values![document, text, blocks, packed])?;
            }
            let quotes = writer.index(document, outlet, prepared, None)?;
            let sayings: Vec<_> = quotes
                .iter()
                .zip(&prepared.sayings)
                .map(|(quote, saying)| (*quote, &saying.shingles))
                .collect();
            writer.kin.link(db, document, &sayings)?;
            std::mem::take(&mut writer.counts).write(db)
        });
        if result.is_err() {
            self.look_again();
        }
        self.about(result)
    }

    /// Clears the cache of some days' documents, which others may have changed meanwhile.
    pub fn look_again(&mut self) {
        self.known.clear();
        self.kin = Kin::default();
    }
}

impl Archive {
    /// Builds the word indexes of a document that has everything else. If its quotes differ from the stored ones, all its
    /// findings are stored again. Words are not counted.
    pub(super) fn index_words(&mut self, document: i64, prepared: &Prepared) -> Result<(), Trouble> {
        let Self { db, known, kin, .. } = self;
        let quotes = db
            .rows(&sql::SPANS_OF, values![document], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)))?;
        let spans = prepared.sayings.iter().map(|saying| &saying.spans);
        let is_same = quotes.iter().map(|(_, spans)| spans).eq(spans);
        if !is_same {
            forget_findings(db, document, &mut Counts::default())?;
        }
        let kept = is_same.then(|| quotes.iter().map(|(id, _)| *id).collect());
        let mut writer =
            Writer { db, known, kin, counts: Counts::default(), today: day_of(document), now: 0 };
        let outlet = writer.outlet(prepared)?;
        writer.index(document, outlet, prepared, kept).map(drop)
    }
}

/// The first number of a day: days since the first of March of the year 0, which are never negative, times 2^20.
pub(super) fn first_of_day(day: Date) -> i64 {
    let days = day.since(date(0, 3, 1)).map_or(0, |span| i64::from(span.get_days()));
    days.max(0) << WITHIN_DAY
}

/// The day of a number.
pub(super) fn day_of(id: i64) -> Date {
    let days = jiff::Span::new().try_days(id >> WITHIN_DAY).unwrap_or_default();
    date(0, 3, 1).checked_add(days).unwrap_or(Date::MAX)
}

/// The generator of an analysis, in a comparable form.
pub(super) fn generator(made: &Generator) -> String {
    format!("{} {} {}", made.version, made.models, made.lexicon)
}

/// The generator of a document's analysis, in a comparable form.
fn analysed_by(prepared: &Prepared) -> String {
    let made = prepared.arrival.briefing.generator.as_ref();
    made.map_or_else(String::new, generator)
}

fn flags(prepared: &Prepared) -> i64 {
    let summary = if prepared.arrival.is_summary { SUMMARY } else { 0 };
    summary | usage::flags(&prepared.arrival.briefing.metadata)
}

struct Writer<'a> {
    db: &'a Db,
    known: &'a mut std::collections::HashMap<String, i64>,
    kin: &'a mut Kin,
    counts: Counts,
    today: Date,
    now: i64,
}

impl Writer<'_> {
    fn add(&mut self, prepared: &Prepared) -> Result<Kept, Trouble> {
        let arrival = &prepared.arrival;
        let outlet = self.outlet(prepared)?;
        let is_known: Option<i64> = self.db.one(&sql::KNOWN, values![prepared.digest.as_slice(), outlet])?;
        if let Some(there) = is_known {
            return Ok(usage::take_over(self.db, there, arrival)?.map_or(Kept::Known, Kept::Changed));
        }
        let version_of: Option<i64> = match &arrival.address {
            Some(address) => self.db.one(&sql::LAST_VERSION, values![address])?,
            None => None,
        };
        let dated = prepared.published.filter(|day| *day <= self.today.tomorrow().unwrap_or(self.today));
        let from = first_of_day(dated.unwrap_or(self.today));
        let id = self.next(&sql::LAST_OF_DAY, from)?;
        let serial: i64 = self.db.one(&sql::LAST_SERIAL, &[])?.unwrap_or(0) + 1;
        let metadata = &arrival.briefing.metadata;
        let flags = flags(prepared) | if dated.is_some() { 0 } else { UNDATED };
        let blocks = serde_json::to_string(&arrival.briefing.blocks)?;
        let [text, blocks, packed] = packed::columns(&arrival.briefing.text, &blocks, self.db.dialect())?;
        self.db.run(
            &sql::INSERT_DOCUMENT,
            values![
                id,
                serial,
                prepared.digest.as_slice(),
                outlet,
                arrival.feed,
                &arrival.address,
                version_of,
                id,
                self.now,
                arrival.embargo,
                flags,
                &metadata.title,
                text,
                blocks,
                serde_json::to_string(metadata)?,
                analysed_by(prepared),
                packed,
            ],
        )?;
        let quotes = self.index(id, outlet, prepared, None)?;
        if let Some(sketch) = &prepared.sketch {
            self.db.later(&sql::INSERT_SKETCH, values![id, sketch.to_bytes()])?;
        }
        let sayings: Vec<_> =
            quotes.iter().zip(&prepared.sayings).map(|(quote, saying)| (*quote, &saying.shingles)).collect();
        self.kin.settle(self.db, (id, version_of), prepared.sketch.as_ref(), &sayings)?;
        Ok(if version_of.is_some() { Kept::Changed(serial) } else { Kept::Added(serial) })
    }

    /// The next free number of the day that begins with `from`.
    fn next(&self, last: &Statement, from: i64) -> Result<i64, Trouble> {
        let last: i64 = self.db.one(last, values![from, from + (1 << WITHIN_DAY)])?.unwrap_or(from - 1);
        if last + 1 >= from + (1 << WITHIN_DAY) {
            return Err(Trouble::Other(
                "more than a million documents of one day cannot be numbered".to_owned(),
            ));
        }
        Ok(last + 1)
    }

    /// Writes the indexes of a document; returns the numbers of its quotes. For quotes that are `kept` already, only the
    /// word index is written.
    fn index(
        &mut self,
        id: i64,
        outlet: Option<i64>,
        prepared: &Prepared,
        kept: Option<Vec<i64>>,
    ) -> Result<Vec<i64>, Trouble> {
        let mut actors = Vec::with_capacity(prepared.cast.len());
        let same = super::judge::same_as(self.db)?;
        for somebody in &prepared.cast {
            actors.push(self.actor(somebody)?);
        }
        let mut keys = prepared.tokens.clone();
        let push = |keys: &mut String, sign: char, number: i64| {
            keys.push(' ');
            keys.push(sign);
            keys.push_str(&number.to_string());
        };
        outlet.iter().for_each(|outlet| push(&mut keys, 's', *outlet));
        for (actor, somebody) in actors.iter().zip(&prepared.cast) {
            push(&mut keys, 'a', *actor);
            same.of(*actor, id).iter().for_each(|other| push(&mut keys, 'a', *other));
            if kept.is_some() {
                continue;
            }
            let Somebody { times, name, role, country, .. } = somebody;
            self.db.later(&sql::INSERT_MENTION, values![id, *actor, *times as i64, name, role, country])?;
        }
        self.write(&sql::INSERT_BODY, values![id], &[&prepared.title_terms, &prepared.text_terms], keys)?;
        for note in prepared.arrival.notes.iter().filter(|_| kept.is_none()) {
            self.db.later(&sql::INSERT_NOTE, values![id, note])?;
        }
        let is_new = kept.is_none();
        let quotes = if let Some(kept) = kept {
            kept
        } else {
            let first = self.next(&sql::LAST_QUOTE_OF_DAY, id >> WITHIN_DAY << WITHIN_DAY)?;
            (first..).take(prepared.sayings.len()).collect()
        };
        for (next, saying) in quotes.iter().copied().zip(&prepared.sayings) {
            let mut keys = saying.tokens.clone();
            outlet.iter().for_each(|outlet| push(&mut keys, 's', *outlet));
            for speaker in saying.speakers.iter().map(|i| actors[*i]) {
                push(&mut keys, 'p', speaker);
                same.of(speaker, id).iter().for_each(|other| push(&mut keys, 'p', *other));
            }
            saying.beside.iter().for_each(|i| push(&mut keys, 'w', actors[*i]));
            if is_new {
                self.quote(next, id, saying, &actors)?;
            }
            let number: &[Value] = match self.db.dialect() {
                Dialect::Sqlite => values![next],
                #[cfg(feature = "postgres")]
                Dialect::Postgres => values![next, id],
            };
            self.write(&sql::INSERT_SAID, number, &[&saying.terms], keys)?;
            self.counts.add(&saying.terms);
        }
        Ok(quotes)
    }

    /// Writes a row of a word index.
    fn write(
        &self,
        statement: &Statement,
        number: &[Value],
        parts: &[&str],
        keys: String,
    ) -> Result<(), Trouble> {
        let mut row = number.to_vec();
        row.extend(columns(parts, keys, self.db.dialect()));
        self.db.later(statement, &row)
    }

    fn quote(&self, id: i64, document: i64, saying: &Saying, actors: &[i64]) -> Result<(), Trouble> {
        let speakers: Vec<i64> = saying.speakers.iter().map(|i| actors[*i]).collect();
        self.db.run(
            &sql::INSERT_QUOTE,
            values![
                id,
                document,
                saying.kind.name(),
                saying.form.name(),
                f64::from(saying.confidence),
                &saying.spans,
                serde_json::to_string(&speakers)?,
                &saying.speaking,
            ],
        )?;
        Ok(())
    }

    /// The number of a document's publisher.
    fn outlet(&mut self, prepared: &Prepared) -> Result<Option<i64>, Trouble> {
        let Some(name) = prepared.arrival.briefing.metadata.source.as_deref() else { return Ok(None) };
        let key = super::prepare::folded(name);
        if key.is_empty() {
            return Ok(None);
        }
        let cached = format!("s:{key}");
        if let Some(id) = self.known.get(&cached) {
            return Ok(Some(*id));
        }
        let kept = self.db.one(&sql::OUTLET, values![&key])?;
        let id = kept.map_or_else(|| self.made(&sql::INSERT_OUTLET, values![&key, name]), Ok)?;
        self.known.insert(cached, id);
        Ok(Some(id))
    }

    /// The number of an actor, with any new names added.
    fn actor(&mut self, somebody: &Somebody) -> Result<i64, Trouble> {
        if self.known.len() > MOST_KNOWN {
            self.known.clear();
        }
        let known = self.known.get(&somebody.key).copied();
        let kept = if known.is_some() { known } else { self.db.one(&sql::ACTOR, values![&somebody.key])? };
        let Somebody { key, name, kind, listed, .. } = somebody;
        let row = values![key, name, kind_name(*kind), *listed];
        let id = kept.map_or_else(|| self.made(&sql::INSERT_ACTOR, row), Ok)?;
        self.known.insert(somebody.key.clone(), id);
        for name in &somebody.names {
            let cached = format!("{id} {name}");
            if self.known.contains_key(&cached) {
                continue;
            }
            for term in name.split(' ') {
                self.db.later(&sql::INSERT_NAME, values![term, name, id])?;
            }
            self.known.insert(cached, id);
        }
        Ok(id)
    }

    /// Inserts a row; returns its number.
    fn made(&self, statement: &Statement, values: &[Value]) -> Result<i64, Trouble> {
        let made = self.db.one(statement, values)?;
        made.ok_or_else(|| Trouble::Other("a row was not inserted".to_owned()))
    }
}

/// The most keys of outlets, actors and names that are cached.
const MOST_KNOWN: usize = 400_000;

/// The numbers of the quotes of a document.
fn quotes_of(db: &Db, document: i64) -> Result<Vec<i64>, Trouble> {
    db.rows(&sql::QUOTES_OF, values![document], |row| row.get(0))
}

/// Deletes the findings of a document, but not the document; `counts` is told of its quotes.
pub(super) fn forget_findings(db: &Db, document: i64, counts: &mut Counts) -> Result<(), Trouble> {
    let text = packed::text_of(db, document)?;
    db.each(&sql::SPANS_OF, values![document], |row| {
        counts.take(&joined_terms(&kin::words(&row.get::<String>(1)?, &text)));
        Ok(())
    })?;
    for quote in quotes_of(db, document)? {
        db.run(&sql::DELETE_SAID, values![quote])?;
    }
    let all = [
        &sql::DELETE_BODY,
        &sql::DELETE_LINKS,
        &sql::DELETE_QUOTES,
        &sql::DELETE_MENTIONS,
        &sql::DELETE_NOTES,
    ];
    all.into_iter().try_for_each(|statement| db.run(statement, values![document]).map(drop))
}
