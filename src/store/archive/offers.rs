//! Completions for a query at some place: the names in the archive.

use super::{Archive, Trouble, sql};
use crate::query::{Field, Fit, suits};
use crate::store::StoreError;
use crate::store::engine::values;

/// A name for a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The name.
    pub name: String,
    /// A word for its kind.
    pub kind: String,
    /// The number of its documents, if counted.
    pub documents: Option<usize>,
}

impl Offer {
    fn plain(name: String, kind: &str) -> Self {
        Self { name, kind: kind.to_owned(), documents: None }
    }
}

impl Archive {
    /// At most `most` names that match the text typed after a field, those with the most documents first; actors if there
    /// is no field. Fields without names have none.
    pub fn offers(
        &self,
        person: &str,
        field: Option<Field>,
        typed: &str,
        most: usize,
    ) -> Result<Vec<Offer>, StoreError> {
        let mut all = self.about(match field {
            None | Some(Field::Speaker | Field::Actor | Field::With) => self.actor_offers(typed),
            Some(Field::Source) => self.outlet_names(),
            Some(Field::In) => {
                let feeds = self.feeds()?.into_iter();
                let mut names: Vec<Offer> = feeds
                    .flat_map(|feed| {
                        let group = feed.group.map(|group| Offer::plain(group, "group"));
                        group.into_iter().chain([Offer::plain(feed.name, "followed")])
                    })
                    .collect();
                names.sort_by(|a, b| a.name.cmp(&b.name));
                names.dedup();
                Ok(names)
            }
            Some(Field::Tag) => {
                let tags = self.tags(person)?.into_iter();
                Ok(tags.map(|(name, n)| Offer { documents: Some(n), ..Offer::plain(name, "tag") }).collect())
            }
            Some(Field::Query) => {
                Ok(self.kept_queries(person)?.into_iter().map(|q| Offer::plain(q.name, "query")).collect())
            }
            Some(_) => Ok(Vec::new()),
        })?;
        let by_name = !matches!(field, None | Some(Field::Speaker | Field::Actor | Field::With));
        all.retain(|offer| !by_name || typed.is_empty() || suits(&offer.name, typed) > Fit::None);
        all.truncate(most);
        Ok(all)
    }

    fn actor_offers(&self, typed: &str) -> Result<Vec<Offer>, Trouble> {
        let mut all = Vec::new();
        for known in self.suiting_any(typed)? {
            let named: Option<i64> = self.db.one(&sql::NAMED_IN, values![known.id])?;
            let documents = Some(named.unwrap_or(0) as usize);
            all.push(Offer { name: known.name, kind: known.kind, documents });
        }
        all.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.name.cmp(&b.name)));
        Ok(all)
    }

    fn outlet_names(&self) -> Result<Vec<Offer>, Trouble> {
        self.db.rows(&sql::OUTLET_NAMES, &[], |row| Ok(Offer::plain(row.get(0)?, "outlet")))
    }
}
