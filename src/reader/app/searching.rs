//! Search: in the text where that has the keys, else in the entries of the list that has them.

use super::App;
use crate::reader::layout::Pane;
use crate::reader::panes::text::Place;
use crate::reader::prompt::{Prompt, Purpose};
use crate::reader::search::{Found, Pattern, PatternError, Search};

/// Where one was before one began to type what is searched for.
#[derive(Debug)]
pub(super) struct Before {
    place: Place,
    /// The first byte on the screen.
    from: u32,
    quote: Option<usize>,
    actor: usize,
    search: Search,
}

impl App {
    /// Whether work is left that is to be done while nobody types.
    pub fn is_busy(&self) -> bool {
        self.search.is_busy()
    }

    /// Does a bounded part of the work that is left; says whether the screen may look different now.
    pub fn work(&mut self) -> bool {
        let hunting = self.search.is_hunting();
        let found = self.search.work(&self.reading, &self.filter);
        if let Some(found) = found {
            self.found(found);
        }
        let changed = found.is_some() || (!hunting && !self.search.is_busy());
        if changed {
            self.settle();
        }
        changed
    }

    /// Opens the prompt for what is to be searched for.
    pub(super) fn search(&mut self) {
        let before = Before {
            place: self.text.place(&self.reading),
            from: self.text.seen().start,
            quote: self.quotes.selected,
            actor: self.actors.list.selected,
            search: std::mem::take(&mut self.search),
        };
        self.before_search = Some(before);
        self.ask(Purpose::Search, "");
    }

    /// Goes to the first match of what has been typed so far, from where one was.
    pub(super) fn search_typed(&mut self, prompt: &mut Prompt) {
        let pattern = Pattern::parse(prompt.line.text());
        prompt.note = pattern.as_ref().err().map_or_else(String::new, PatternError::short);
        self.go_back_before_search();
        self.search.set(pattern.unwrap_or_default());
        if self.search.pattern().is_none() {
            return;
        }
        if self.focus == Pane::Text {
            let from = self.before_search.as_ref().map_or(0, |b| b.from);
            self.search.hunt(&self.reading, from, true);
        } else {
            self.list_entries();
            self.go_to_entry(true, true);
        }
    }

    /// What the prompt says about what has been typed so far.
    pub(super) fn search_note(&self) -> Option<String> {
        self.search.pattern()?;
        Some(match self.search_count() {
            _ if self.search.is_hunting() => "searching…".to_owned(),
            count if count == "0" => "no match".to_owned(),
            count => count,
        })
    }

    /// Stays where the search has led. Nothing typed means the last search once more.
    pub(super) fn search_entered(&mut self, prompt: &Prompt) {
        let Some(before) = self.before_search.take() else { return };
        if prompt.line.text().is_empty() {
            self.search = before.search;
            return self.jump(|app| app.search_again(true));
        }
        if let Err(error) = Pattern::parse(prompt.line.text()) {
            self.search = before.search;
            self.message = Some(format!("{error}."));
        } else if self.search_count() == "0" {
            self.say_nowhere();
        } else {
            self.jumps.leave(before.place);
        }
    }

    /// Leaves the search and goes back to where one was.
    pub(super) fn search_left(&mut self) {
        self.go_back_before_search();
        if let Some(before) = self.before_search.take() {
            self.search = before.search;
        }
    }

    fn go_back_before_search(&mut self) {
        if let Some(before) = &self.before_search {
            self.text.return_to(&self.reading, before.place);
            self.quotes.selected = before.quote;
            if self.actors.list.selected != before.actor {
                self.actors.list.selected = before.actor;
                self.actors.step(0, &self.reading);
            }
        }
    }

    /// Goes to the next match, or to the previous one.
    pub(super) fn search_again(&mut self, forward: bool) {
        if self.search.pattern().is_none() {
            self.message = Some("Nothing has been searched for yet; / searches.".to_owned());
        } else if self.focus == Pane::Text {
            let seen = self.text.seen();
            let on_screen = |at: u32| (seen.start..seen.end).contains(&at);
            let current = self.search.current.map(|c| c.start).filter(|&at| on_screen(at));
            let from = current.map_or(seen.start, |at| at + u32::from(forward));
            self.search.hunt(&self.reading, from, forward);
        } else {
            self.list_entries();
            self.go_to_entry(forward, false);
        }
    }

    fn found(&mut self, found: Found) {
        match found {
            Found::At { span, wrapped } => {
                self.reveal(span);
                if let Some(forward) = wrapped.filter(|_| self.prompt.is_none()) {
                    self.say_wrapped(forward);
                }
            }
            Found::Nowhere if self.prompt.is_none() => self.say_nowhere(),
            Found::Nowhere => {}
        }
    }

    fn say_wrapped(&mut self, forward: bool) {
        let from = if forward { "top" } else { "end" };
        self.message = Some(format!("The search went on from the {from}: {}.", self.search_count()));
    }

    fn say_nowhere(&mut self) {
        let Some(pattern) = self.search.pattern() else { return };
        let place = match self.focus {
            Pane::Text if self.filter.is_on() => "in the paragraphs that pass the filter; F takes it off",
            Pane::Text => "in this text",
            Pane::Quotes => "in the quotes that are listed",
            Pane::Actors => "among the actors",
        };
        self.message = Some(format!("“{}” is not {place}.", pattern.source));
    }

    /// Finds the entries of the list that match, each with its place in the list.
    pub(super) fn list_entries(&mut self) {
        self.entries.clear();
        let Some(pattern) = self.search.pattern() else { return };
        let reading = &self.reading;
        self.entries = match self.focus {
            Pane::Text => Vec::new(),
            Pane::Quotes => {
                let words =
                    |q: usize| reading.quotes()[q].spans.iter().any(|&s| pattern.matches(reading.of(s)));
                let speaker = |q: usize| pattern.matches(reading.speaker_name(reading.speaker(q)));
                self.quotes.listed().enumerate().filter(|&(_, q)| speaker(q) || words(q)).collect()
            }
            Pane::Actors => {
                let named = |names: &[String]| names.iter().any(|name| pattern.matches(name));
                let actors = reading.actors().iter().enumerate();
                let suits = actors.filter(|(_, a)| pattern.matches(&a.name) || named(&a.aliases));
                suits.map(|(i, _)| (i, i)).collect()
            }
        };
    }

    /// The entry that is selected in the list that has the keys.
    fn selected_entry(&self) -> Option<usize> {
        if self.focus == Pane::Quotes { self.quotes.selected } else { Some(self.actors.list.selected) }
    }

    /// Selects the next entry that matches, or the previous one; with `here`, the selected one will do.
    fn go_to_entry(&mut self, forward: bool, here: bool) {
        let Some(last) = self.entries.len().checked_sub(1) else { return self.say_nowhere() };
        let at = match self.focus {
            Pane::Quotes => self.quotes.selected.and_then(|q| self.quotes.listed().position(|l| l == q)),
            _ => self.selected_entry(),
        };
        let at = at.unwrap_or(self.entries[0].0);
        let found = if forward {
            self.entries.iter().position(|&(p, _)| p > at || (here && p == at))
        } else {
            self.entries.iter().rposition(|&(p, _)| p < at)
        };
        let (_, entry) = self.entries[found.unwrap_or(if forward { 0 } else { last })];
        if self.focus == Pane::Quotes {
            self.go_to_quote(entry);
        } else {
            self.actors.list.selected = entry;
            self.actors.step(0, &self.reading);
        }
        if found.is_none() && self.prompt.is_none() {
            self.say_wrapped(forward);
        }
    }

    /// Which match one is at and how many there are, in the pane that has the keys; nothing without a search.
    pub fn search_count(&self) -> String {
        if self.search.pattern().is_none() {
            return String::new();
        }
        if self.focus == Pane::Text {
            return self.search.count(&self.reading);
        }
        let selected = self.selected_entry();
        match self.entries.iter().position(|&(_, entry)| Some(entry) == selected) {
            Some(at) => format!("{}/{}", at + 1, self.entries.len()),
            None => self.entries.len().to_string(),
        }
    }
}
