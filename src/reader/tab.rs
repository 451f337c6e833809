//! A tab: the state of one open document.

use std::sync::Arc;

use super::annotations::Annotations;
use super::event::Rest;
use super::filter::Filter;
use super::jumps::Jumps;
use super::panes::actors::ActorsPane;
use super::panes::quotes::QuotesPane;
use super::panes::text::{Place, TextPane};
use super::reading::Reading;
use crate::briefing::said_of;
use crate::corrections::Edit;
use crate::document::Document;
use crate::query::MeaningError;
use crate::text::{Anchor, Finder, Span};

/// The most bytes of the top line that are stored to find a position again.
const POSITION: u32 = 160;

/// An open document: its content, the position in it, and the person's changes.
#[derive(Debug, Default)]
pub struct Tab {
    /// The text with its actors and quotes.
    pub reading: Reading,
    /// The text pane.
    pub text: TextPane,
    /// The actors pane.
    pub actors: ActorsPane,
    /// The quotes pane.
    pub quotes: QuotesPane,
    /// The filter.
    pub filter: Filter,
    /// The corrections, and the saved data.
    pub annotations: Annotations,
    /// How much of the text is still to come.
    pub rest: Rest,
    /// The progress of the analysis, in percent.
    pub analysed: u8,
    /// The notices of the import.
    pub notices: Vec<String>,
    /// Whether its file has changed since it was read.
    pub stale: bool,
    /// The place to go to once a document that is read again is there.
    pub returning: Option<Anchor>,
    /// Marks, and places to come back to.
    pub jumps: Jumps,
}

impl Tab {
    /// A tab for a document before its analysis.
    pub fn new(document: &Arc<Document>, text: TextPane, rest: Rest) -> Self {
        let notices = said_of(document);
        Self { reading: Reading::plain(Arc::clone(document)), text, rest, notices, ..Self::default() }
    }

    /// Shows more of the text in place of the earlier part; the paragraph at the top stays there.
    pub fn load(&mut self, document: &Arc<Document>, rest: Rest) {
        let before = std::mem::replace(&mut self.reading, Reading::plain(Arc::clone(document)));
        (self.rest, self.analysed) = (rest, 0);
        self.text.carry_over(&before, &self.reading);
    }

    /// Applies the corrections to the analysis. The selection stays, even if its index changes.
    pub fn recorrect(&mut self) {
        match self.annotations.lay() {
            Some(reading) => self.put_under(reading),
            None => {
                self.annotations.highlights = self.annotations.corrections.highlights(self.reading.text());
            }
        }
    }

    /// Shows other findings in the text; selection, followed actor and filter stay.
    pub fn put_under(&mut self, reading: Reading) {
        let id = |tab: &Self, i: usize| tab.reading.actors().get(i).map(|a| (a.id.clone(), a.name.clone()));
        let signed = (0..self.reading.actors().len()).filter(|&i| self.filter.sign(i).is_some());
        let filtered: Vec<_> = signed.filter_map(|i| id(self, i)).collect();
        let followed = self.actors.followed.and_then(|i| id(self, i));
        let selected = id(self, self.actors.selected);
        let quote = self.quotes.selected.map(|q| self.reading.quote_start(q));
        let marked = self.quotes.marked;
        self.reading = reading;
        let find = |(id, name): (String, String)| {
            let actors = self.reading.actors();
            let called = || actors.iter().position(|a| a.name == name || a.aliases.contains(&name));
            actors.iter().position(|a| a.id == id).or_else(called)
        };
        for (id, name) in filtered {
            if let Some(now) = find((id, name.clone())) {
                self.filter.rename(&name, &self.reading.actors()[now].name);
            }
        }
        self.actors.followed = followed.and_then(find);
        self.actors.selected = selected.and_then(find).unwrap_or(self.actors.selected);
        // If the quote is gone, the next one is selected.
        let shown = |q: &usize| self.quotes.level.shows(&self.reading.quotes()[*q]);
        let quotes = || (0..self.reading.quotes().len()).filter(shown);
        let after = |at: u32| {
            quotes()
                .filter(|&q| self.reading.quote_start(q) >= at)
                .min_by_key(|&q| self.reading.quote_start(q))
        };
        let last = || quotes().max_by_key(|&q| self.reading.quote_start(q));
        self.quotes.selected = quote.and_then(|at| after(at).or_else(last));
        self.quotes.marked = marked && self.quotes.selected.is_some();
        let touched = |i: &usize| self.annotations.touched.contains(&self.reading.actors()[*i].id);
        self.actors.corrected = (0..self.reading.actors().len()).filter(touched).collect();
    }

    /// Applies the filter to the current findings; returns its fault.
    pub fn refilter(&mut self) -> Result<(), MeaningError> {
        let dropped = |edit: &&Edit| matches!(edit, Edit::NotQuote { .. });
        self.quotes.dropped = self.annotations.corrections.edits().filter(dropped).count();
        let applied = self.filter.apply(&self.reading);
        self.actors.list(&self.reading);
        self.text.show(&self.reading, self.filter.shown());
        self.quotes.list(&self.reading, &self.filter);
        applied
    }

    /// The place at the top of the screen, by its words.
    pub fn position(&self) -> Option<Anchor> {
        let seen = self.text.seen();
        let text = self.reading.text();
        let mut end = seen.end.min(seen.start + POSITION);
        while !text.is_char_boundary(end as usize) {
            end -= 1;
        }
        if end < seen.end {
            // Half a word would not be found as a word.
            let words = text.get(seen.start as usize..end as usize).unwrap_or_default();
            end = words.rfind(char::is_whitespace).map_or(end, |at| seen.start + at as u32);
        }
        (seen.start < end).then(|| Anchor::new(text, Span::new(seen.start, end)))
    }

    /// Goes to the last reading position; returns whether that is further down.
    pub fn resume(&mut self, place: &Anchor) -> bool {
        let found = Finder::new(self.reading.text()).find(place);
        let Some(span) = found.filter(|s| s.start > 0) else { return false };
        self.text.put_on_top(&self.reading, span.start);
        self.text.seen().start > 0
    }

    /// Restores marks of earlier visits by their words, except those set again in this one.
    pub fn remember_marks(&mut self, marks: &[(char, Anchor)]) {
        if marks.is_empty() {
            return;
        }
        let finder = Finder::new(self.reading.text());
        for (letter, anchor) in marks {
            if let Some(span) = finder.find(anchor) {
                self.jumps.marks.entry(*letter).or_insert(Place::at(span.start));
            }
        }
    }
}
