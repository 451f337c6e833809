//! The actors that a name means in the archive.

use super::prepare::folded;
use super::{Archive, Trouble, sql};
use crate::query::{Field, Fit, MeaningError, suits};
use crate::store::engine::values;

/// An actor in several documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub kind: String,
    pub listed: bool,
}

/// The actor that a name means, and others with that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called {
    pub actor: Known,
    /// The names of others that it could mean.
    pub others: Vec<String>,
}

/// The most candidates to list.
const MOST: usize = 12;

impl Archive {
    pub(super) fn actor(&self, id: i64) -> Result<Option<Known>, Trouble> {
        self.db.first(&sql::ACTOR_BY_ID, values![id], |row| {
            let listed = row.get::<i64>(3)? != 0;
            Ok(Known { id, key: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, listed })
        })
    }

    /// The actors with a name, the best match first.
    ///
    /// A listed actor goes before others who share the name; none of several is chosen, unless only one has exactly that
    /// name, or only one has more of a name than the surname in the query.
    pub(super) fn called(&self, field: Field, words: &str) -> Result<Called, MeaningError> {
        let failed = |trouble: Trouble| MeaningError::Failed(trouble.of(&self.path).to_string());
        let nobody = || MeaningError::Nobody { field: Some(field), words: words.to_owned() };
        let suiting = self.suiting(words).map_err(failed)?;
        let best = suiting.iter().map(|(_, fit)| (*fit).min(Fit::Words)).max().ok_or_else(nobody)?;
        let mut there: Vec<(Known, Fit)> =
            suiting.into_iter().filter(|(_, fit)| (*fit).min(Fit::Words) == best).collect();
        there.sort_by(|(a, x), (b, y)| (b.listed, y, &a.name).cmp(&(a.listed, x, &b.name)));
        let asked = folded(words);
        // A surname alone means the person with a fuller name, not those whose texts have no more than the surname.
        let is_surname = !asked.contains(' ') && there.iter().all(|(known, _)| known.kind == "person");
        let is_fuller = |(known, _): &(Known, Fit)| is_surname && folded(&known.name) != asked;
        let of = |is: &dyn Fn(&(Known, Fit)) -> bool| there.iter().filter(|t| is(t)).count();
        let chosen = if of(&|(k, _)| k.listed) == 1 || there.len() == 1 {
            Some(0)
        } else if of(&|(k, fit)| k.listed && *fit == Fit::Whole) == 1 {
            there.iter().position(|(k, fit)| k.listed && *fit == Fit::Whole)
        } else if of(&|(k, _)| k.listed) == 0 && of(&is_fuller) == 1 {
            there.iter().position(is_fuller)
        } else if of(&|(k, _)| k.listed) == 0 && of(&|(_, fit)| *fit == Fit::Whole) == 1 {
            there.iter().position(|(_, fit)| *fit == Fit::Whole)
        } else {
            None
        };
        let name = |known: &Known| {
            if known.kind == "person" {
                known.name.clone()
            } else {
                format!("{} ({})", known.name, known.kind)
            }
        };
        let Some(at) = chosen else {
            let candidates = there.iter().take(MOST).map(|(known, _)| name(known)).collect();
            return Err(MeaningError::Ambiguous { field, words: words.to_owned(), candidates });
        };
        let actor = there.remove(at).0;
        let others = there.iter().take(MOST).map(|(known, _)| name(known)).collect();
        Ok(Called { actor, others })
    }

    /// Everyone whose name matches in any way.
    pub(super) fn suiting_any(&self, words: &str) -> Result<Vec<Known>, Trouble> {
        Ok(self.suiting(words)?.into_iter().map(|(known, _)| known).collect())
    }

    /// Everyone whose name matches, and how well.
    fn suiting(&self, words: &str) -> Result<Vec<(Known, Fit)>, Trouble> {
        let asked = folded(words);
        // Every word of a name leads to it; the longest word leads to the fewest of the people who share a first
        // name.
        let (last, longest) = (asked.split(' ').next_back(), asked.split(' ').max_by_key(|word| word.len()));
        let Some(word) = longest.filter(|word| !word.is_empty()) else { return Ok(Vec::new()) };
        // Only the last word may be a prefix.
        let to = if Some(word) == last { format!("{word}\u{10ffff}") } else { format!("{word}\u{1}") };
        let mut fits: std::collections::HashMap<i64, Fit> = std::collections::HashMap::new();
        self.db.each(&sql::NAMES_FROM, values![word, to], |row| {
            let fit = suits(&row.get::<String>(0)?, &asked);
            if fit > Fit::None {
                let best = fits.entry(row.get(1)?).or_insert(fit);
                *best = (*best).max(fit);
            }
            Ok(())
        })?;
        let best = fits.values().map(|fit| (*fit).min(Fit::Words)).max().unwrap_or(Fit::None);
        fits.retain(|_, fit| (*fit).min(Fit::Words) == best);
        let mut all = Vec::with_capacity(fits.len());
        for (id, fit) in fits {
            all.extend(self.actor(id)?.map(|known| (known, fit)));
        }
        Ok(all)
    }

    /// The outlets whose names match.
    pub(super) fn outlets(&self, words: &str) -> Result<Vec<i64>, Trouble> {
        let all: Vec<(i64, Fit)> = self
            .db
            .rows(&sql::OUTLETS, &[], |row| Ok((row.get(0)?, suits(&row.get::<String>(1)?, words))))?;
        let best = all.iter().map(|(_, fit)| *fit).max().filter(|fit| *fit > Fit::None);
        Ok(all.into_iter().filter(|(_, fit)| Some(*fit) == best).map(|(id, _)| id).collect())
    }
}
