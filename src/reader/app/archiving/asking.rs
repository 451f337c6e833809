//! The query line of the archive, and the person's saved queries, tags and read marks.

use super::HITS;
use crate::query::{Expression, Field, Is, KINDS, Query, quoted, unfinished};
use crate::reader::App;
use crate::reader::app::prompting::Ask as Asked;
use crate::reader::archive::data::Ask;
use crate::reader::archive::{HitList, Page};
use crate::reader::prompt::{Item, Menu, Prompt};
use crate::text::count;

/// The message for a key that works only on documents of the archive.
pub(super) const NOT_OF_ARCHIVE: &str = "This works on what was opened from the archive; I opens that.";

impl App {
    /// Opens the query line.
    pub(in crate::reader::app) fn write_query(&mut self) {
        let written = match self.archive.here().map(|place| &place.page) {
            Some(Page::Hits(list)) => list.found.query.clone(),
            _ => String::new(),
        };
        let ask = Asked::new("Ask: ", "archive", Self::query_entered).on_tab(Self::query_menu);
        self.ask(ask.typed(Self::query_typed).settled(Self::settle_query), &written);
    }

    /// Requests the number of hits, or shows the query's fault.
    fn query_typed(&mut self, prompt: &mut Prompt) {
        prompt.menu = Menu::default();
        let query = prompt.line.text().to_owned();
        prompt.note = Query::parse(&query).err().map_or_else(String::new, |why| why.to_string());
        let (start, field) = unfinished(&query[..prompt.line.cursor()]);
        let typed = query[start..prompt.line.cursor()].to_owned();
        self.ask_archive(Ask::Offers { query, field, typed });
    }

    /// Shows the number of hits as soon as it is known.
    fn settle_query(&self, prompt: &mut Prompt) {
        let offers = &self.archive.offers;
        if offers.query == prompt.line.text() && Query::parse(&offers.query).is_ok() {
            prompt.note = match &offers.count {
                Some(Ok(count)) => count.to_string(),
                Some(Err(why)) => why.clone(),
                None => String::new(),
            };
        }
    }

    /// The completions at the cursor.
    fn query_menu(&self, prompt: &Prompt) -> Menu {
        let written = &prompt.line.text()[..prompt.line.cursor()];
        let (start, field) = unfinished(written);
        let typed = &written[start..];
        let plain = |name: &str| Item { insert: name.to_owned(), label: name.to_owned(), ..Item::default() };
        let mut items: Vec<Item> = match field {
            Some(Field::Kind) => {
                KINDS.iter().map(|(name, _)| *name).filter(|n| n.starts_with(typed)).map(plain).collect()
            }
            Some(Field::Is) => {
                Is::ALL.iter().map(|(name, _)| *name).filter(|n| n.starts_with(typed)).map(plain).collect()
            }
            _ => Vec::new(),
        };
        if self.archive.offers.query == prompt.line.text() {
            items.extend(self.archive.offers.names.iter().map(|(name, kind, documents)| Item {
                insert: if field.is_some() { quoted(name) } else { Expression::name(name).to_string() },
                label: name.clone(),
                note: kind.clone(),
                help: documents.map(in_documents).unwrap_or_default(),
            }));
        }
        if field.is_none() {
            let own = Field::WRITTEN.iter().filter(|(name, field, _)| field.name() == *name);
            items.extend(own.filter(|(name, ..)| name.starts_with(typed)).map(|(name, _, help)| Item {
                insert: format!("{name}:"),
                label: format!("{name}:"),
                help: (*help).to_owned(),
                ..Item::default()
            }));
        }
        Menu::new(&prompt.line, start, items)
    }

    /// Shows the hits of a query. One that means nothing to the archive stays in the line, with its fault.
    fn query_entered(&mut self, prompt: &Prompt) -> Result<(), String> {
        let query = prompt.line.text().trim().to_owned();
        Query::parse(&query).map_err(|why| why.to_string())?;
        let offers = &self.archive.offers;
        if offers.query == prompt.line.text()
            && let Some(Err(why)) = &offers.count
        {
            return Err(why.clone());
        }
        let list = Page::Hits(Box::new(HitList::asked(query.clone(), HITS)));
        let ask = Ask::Find { query, most: HITS };
        if matches!(self.archive.here().map(|place| &place.page), Some(Page::Hits(_))) {
            self.archive.pages.pop();
        }
        self.push_page(list, ask);
        Ok(())
    }

    /// Asks for a name to save the query on the screen.
    pub(in crate::reader::app) fn keep_query(&mut self) {
        let Some(Page::Hits(list)) = self.archive.here().map(|place| &place.page) else {
            self.message = Some("Only a query can be kept; & asks one.".to_owned());
            return;
        };
        let query = list.found.query.clone();
        let name = list.name.clone().unwrap_or_else(|| query.clone());
        let ask = Asked::new("Keep this query as: ", "query", move |app, prompt| {
            let name = prompt.line.text().trim().to_owned();
            if name.is_empty() {
                return Err("a name is missing".to_owned());
            }
            app.ask_archive(Ask::Save { name: name.clone(), query: query.clone() });
            app.message = Some(format!("“{name}” is kept; I lists it with what is new."));
            if let Some(Page::Hits(list)) = app.archive.here_mut().map(|place| &mut place.page) {
                list.name = Some(name);
            }
            Ok(())
        });
        self.ask(ask, &name);
    }

    /// Drops the selected query.
    pub(in crate::reader::app) fn drop_query(&mut self) {
        let kept = self.archive.here().and_then(|place| place.saved());
        match kept.and_then(|kept| Some((kept.name.clone()?, kept.query.clone()))) {
            Some((name, query)) => {
                self.message = Some(format!("“{name}” is no longer kept; U takes that back."));
                self.ask_archive(Ask::Drop(name.clone()));
                self.archive.dropped = Some((name, query));
            }
            None => self.message = Some("Only a query of the inbox can be dropped.".to_owned()),
        }
    }

    /// The number of the document that a key refers to: that of the hit, or the one on the screen.
    fn number_at_hand(&self) -> Option<i64> {
        let hit = self.archive.here().and_then(|place| place.hit());
        hit.map(|hit| hit.number).or_else(|| self.archived_number())
    }

    /// Asks for a tag to add to the document or remove from it.
    pub(in crate::reader::app) fn ask_for_tag(&mut self) {
        let Some(number) = self.number_at_hand() else {
            self.message = Some(NOT_OF_ARCHIVE.to_owned());
            return;
        };
        let ask = Asked::new("Tag: ", "tag", move |app, prompt| {
            let tag = prompt.line.text().trim().trim_start_matches('#').to_lowercase();
            if tag.is_empty() || tag.contains(char::is_whitespace) {
                return Err("a tag is one word".to_owned());
            }
            app.ask_archive(Ask::Tag { number, tag });
            Ok(())
        });
        let ask = ask.on_tab(|app, prompt| {
            let names = app.archive.offers.names.iter().filter(|(_, kind, _)| kind == "tag");
            let item = |(name, _, documents): &(String, String, Option<usize>)| Item {
                insert: name.clone(),
                label: name.clone(),
                help: documents.map(in_documents).unwrap_or_default(),
                ..Item::default()
            };
            let typed = prompt.line.text();
            Menu::new(&prompt.line, 0, names.filter(|(name, ..)| name.starts_with(typed)).map(item).collect())
        });
        self.ask_archive(Ask::Offers { query: String::new(), field: Some(Field::Tag), typed: String::new() });
        self.ask(ask, "");
    }

    /// Marks the hit's document as read or unread.
    pub(in crate::reader::app) fn mark_read(&mut self) {
        let Some(number) = self.number_at_hand() else {
            self.message = Some(NOT_OF_ARCHIVE.to_owned());
            return;
        };
        let is_read = !self.archive.here().and_then(|place| place.hit()).is_some_and(|hit| hit.is_read);
        let is_read = is_read && self.archive.is_shown;
        self.message = Some(format!("#{number} is {}.", if is_read { "read" } else { "unread again" }));
        self.ask_archive(Ask::Read { number, is_read });
        self.refresh();
    }
}

fn in_documents(n: usize) -> String {
    format!("in {}", count(n, "document"))
}
