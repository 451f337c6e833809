//! Which documents tell one story: those that are nearly the same, and those that share a quote.
//!
//! Related documents are a few days apart at most, so only the days around a document are examined. They are cached
//! in memory while documents come in.

use std::collections::{HashMap, HashSet};

use super::{Trouble, WITHIN_DAY, packed, sql};
use crate::likeness::{Shingles, Sketch};
use crate::store::engine::{Db, values};
use crate::text::Span;

/// How many days around a document are examined, on each side.
const DAYS: i64 = 7;
/// The most documents in the cache; beyond that, other days are dropped, and read again when needed.
const MOST: usize = 10_000;
/// A shingle in this many quotes is a formula.
const COMMON: usize = 200;

/// The documents of some days.
#[derive(Debug, Default)]
pub(super) struct Kin {
    days: HashSet<i64>,
    /// The documents with each band.
    bands: HashMap<u64, Vec<i64>>,
    sketches: HashMap<i64, Sketch>,
    stories: HashMap<i64, i64>,
    /// The quotes with each shingle.
    shingles: HashMap<u64, Vec<i64>>,
    quotes: HashMap<i64, (i64, Shingles)>,
}

impl Kin {
    /// Adds a document, just written with a story of its own, to its story.
    pub fn settle(
        &mut self,
        db: &Db,
        (document, version_of): (i64, Option<i64>),
        sketch: Option<&Sketch>,
        quotes: &[(i64, &Shingles)],
    ) -> Result<(), Trouble> {
        self.look_around(db, document)?;
        let mut kin: Vec<i64> = sketch.map_or_else(Vec::new, |sketch| self.like(sketch));
        kin.extend(self.linked(db, document, quotes)?);
        let mut stories: Vec<i64> =
            kin.iter().filter_map(|d| self.stories.get(d).copied()).filter(|s| *s != document).collect();
        if let Some(before) = version_of {
            stories.extend(db.one::<i64>(&sql::STORY_OF, values![before])?);
        }
        stories.sort_unstable();
        stories.dedup();
        self.take_in(document, document, sketch.cloned());
        quotes.iter().for_each(|(quote, shingles)| self.take_in_quote(*quote, document, (*shingles).clone()));
        let Some(&first) = stories.first() else { return Ok(()) };
        for story in stories.iter().skip(1).chain([&document]) {
            db.run(&sql::MOVE_STORY, values![*story, first])?;
            self.stories.values_mut().filter(|s| *s == story).for_each(|s| *s = first);
        }
        Ok(())
    }

    /// Links the quotes of a document that was indexed again with the same quotes elsewhere; its story stays.
    pub fn link(&mut self, db: &Db, document: i64, quotes: &[(i64, &Shingles)]) -> Result<(), Trouble> {
        self.look_around(db, document)?;
        self.linked(db, document, quotes)?;
        quotes.iter().for_each(|(quote, shingles)| self.take_in_quote(*quote, document, (*shingles).clone()));
        Ok(())
    }

    /// Records which quotes of other documents are the same; returns those documents.
    fn linked(&self, db: &Db, document: i64, quotes: &[(i64, &Shingles)]) -> Result<Vec<i64>, Trouble> {
        let mut kin = Vec::new();
        for (quote, shingles) in quotes {
            for (other, contained) in self.same(shingles) {
                let of = self.quotes[&other].0;
                if of != document {
                    db.run(&sql::INSERT_LINK, values![*quote, other, f64::from(contained)])?;
                    kin.push(of);
                }
            }
        }
        Ok(kin)
    }

    /// Forgets a deleted quote.
    pub fn forget_quote(&mut self, quote: i64) {
        let Some((_, shingles)) = self.quotes.remove(&quote) else { return };
        for number in shingles.numbers() {
            if let Some(there) = self.shingles.get_mut(number) {
                there.retain(|other| *other != quote);
            }
        }
    }

    /// The documents that are nearly the same as one with this sketch.
    pub fn like(&self, sketch: &Sketch) -> Vec<i64> {
        let there = sketch.bands().filter_map(|band| self.bands.get(&band)).flatten();
        let there: HashSet<i64> = there.copied().collect();
        let mut like: Vec<i64> = there.into_iter().filter(|d| self.sketches[d].is_like(sketch)).collect();
        like.sort_unstable();
        like
    }

    /// The quotes that are the same as one with these shingles, and the share of the shorter in common.
    fn same(&self, shingles: &Shingles) -> Vec<(i64, f32)> {
        let mut shared: HashMap<i64, usize> = HashMap::new();
        for shingle in shingles.numbers() {
            for quote in self.shingles.get(shingle).filter(|there| there.len() < COMMON).into_iter().flatten()
            {
                *shared.entry(*quote).or_default() += 1;
            }
        }
        let likely = shared.into_iter().filter(|(_, count)| *count >= 2).map(|(quote, _)| quote);
        let overlap = likely.map(|quote| (quote, shingles.overlap(&self.quotes[&quote].1)));
        let mut same: Vec<(i64, f32)> =
            overlap.filter(|(_, o)| o.is_same_quote()).map(|(q, o)| (q, o.contained)).collect();
        same.sort_unstable_by_key(|(quote, _)| *quote);
        same
    }

    /// Reads the days around a document, unless they are cached.
    pub fn look_around(&mut self, db: &Db, document: i64) -> Result<(), Trouble> {
        if self.sketches.len() > MOST && self.days.len() as i64 > 2 * (2 * DAYS + 1) {
            *self = Self::default();
        }
        let day = document >> WITHIN_DAY;
        for day in (day - DAYS).max(0)..=day + DAYS {
            if self.days.insert(day) {
                self.read(db, (day << WITHIN_DAY, ((day + 1) << WITHIN_DAY) - 1))?;
            }
        }
        Ok(())
    }

    fn read(&mut self, db: &Db, (first, last): (i64, i64)) -> Result<(), Trouble> {
        db.each(&sql::SKETCHES_BETWEEN, values![first, last], |row| {
            let bytes: Vec<u8> = row.get(1)?;
            self.take_in(row.get(0)?, row.get(2)?, Sketch::from_bytes(&bytes));
            Ok(())
        })?;
        // Quotes of one document come one after another; its text is unpacked once.
        let mut last_text = (0, String::new());
        db.each(&sql::QUOTES_BETWEEN, values![first, last], |row| {
            let (id, document, spans): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if !self.quotes.contains_key(&id) {
                if last_text.0 != document {
                    last_text = (document, packed::texts(row, [3, 5, 6])?.0);
                }
                self.stories.entry(document).or_insert(row.get(4)?);
                self.take_in_quote(id, document, Shingles::of(&words(&spans, &last_text.1)));
            }
            Ok(())
        })
    }

    fn take_in(&mut self, document: i64, story: i64, sketch: Option<Sketch>) {
        self.stories.insert(document, story);
        if let Some(sketch) = sketch.filter(|_| !self.sketches.contains_key(&document)) {
            sketch.bands().for_each(|band| self.bands.entry(band).or_default().push(document));
            self.sketches.insert(document, sketch);
        }
    }

    fn take_in_quote(&mut self, quote: i64, document: i64, shingles: Shingles) {
        if self.quotes.contains_key(&quote) {
            return;
        }
        shingles.numbers().iter().for_each(|n| self.shingles.entry(*n).or_default().push(quote));
        self.quotes.insert(quote, (document, shingles));
    }
}

/// The spans of a quote, from their stored form.
pub(super) fn spans(kept: &str) -> Vec<Span> {
    let pairs: Vec<(u32, u32)> = serde_json::from_str(kept).unwrap_or_default();
    pairs.into_iter().map(|(start, end)| Span::new(start, end)).collect()
}

/// The words of a quote in a text.
pub(super) fn words(kept: &str, text: &str) -> String {
    let parts = spans(kept);
    let parts = parts.iter().filter_map(|span| text.get(span.start as usize..span.end as usize));
    parts.collect::<Vec<_>>().join(" … ")
}
