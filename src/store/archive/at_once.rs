//! Loads many hits in three queries, for a database across a network.

use std::collections::{BTreeSet, HashMap};

use super::shown::{Found, Said};
use super::{Archive, Hit, Trouble, sql};
use crate::query::Piece;
use crate::store::engine::values;

impl Archive {
    /// The hits for quotes or documents with these numbers, in that order.
    pub(super) fn hits_at_once(
        &self,
        numbers: &[i64],
        of_quotes: bool,
        asked: &[Piece],
    ) -> Result<Vec<Hit>, Trouble> {
        let mut quotes: HashMap<i64, (i64, Said)> = HashMap::new();
        if of_quotes {
            self.db.each(&sql::QUOTES_IN, values![serde_json::to_string(numbers)?], |row| {
                let id = row.get(7)?;
                quotes.insert(id, Said::read(row, id)?);
                Ok(())
            })?;
            self.name_speakers(quotes.values_mut().map(|(_, said)| said))?;
        }
        let documents: BTreeSet<i64> = if of_quotes {
            quotes.values().map(|(document, _)| *document).collect()
        } else {
            numbers.iter().copied().collect()
        };
        let found: HashMap<i64, Found> = self.documents_in(&documents)?.into_iter().collect();
        let mut hits = Vec::with_capacity(numbers.len());
        for number in numbers {
            let said = quotes.remove(number);
            let document = said.as_ref().map_or(*number, |(document, _)| *document);
            let Some(found) = found.get(&document) else { continue };
            hits.push(found.whole(said.map(|(_, said)| said), asked));
        }
        Ok(hits)
    }

    /// Documents with the spread of their stories.
    fn documents_in(&self, ids: &BTreeSet<i64>) -> Result<Vec<(i64, Found)>, Trouble> {
        self.db.rows(&sql::DOCUMENTS_IN, values![serde_json::to_string(ids)?], |row| {
            let id = row.get(15)?;
            let mut found = Found::read(row, id, None)?;
            found.hit.spread = (row.get::<i64>(16)? as usize, row.get::<i64>(17)? as usize);
            found.hit.story = row.get::<Option<i64>>(18)?.unwrap_or(found.hit.serial);
            Ok((id, found))
        })
    }

    fn name_speakers<'a>(&self, all: impl Iterator<Item = &'a mut Said>) -> Result<(), Trouble> {
        let all: Vec<(Vec<i64>, &mut Said)> = all.map(|said| (said.actors(), said)).collect();
        let wanted: BTreeSet<i64> = all.iter().flat_map(|(actors, _)| actors).copied().collect();
        let names = self.db.rows(&sql::ACTORS_IN, values![serde_json::to_string(&wanted)?], |row| {
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
        })?;
        let names: HashMap<i64, String> = names.into_iter().collect();
        for (actors, said) in all {
            said.quote.speakers.extend(actors.iter().filter_map(|actor| names.get(actor).cloned()));
        }
        Ok(())
    }
}
