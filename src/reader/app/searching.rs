//! Search: in the text if it has the focus, else in the entries of the focused list.

use super::App;
use super::prompting::Ask;
use crate::briefing::Actor;
use crate::reader::layout::Pane;
use crate::reader::panes::text::Place;
use crate::reader::prompt::Prompt;
use crate::reader::search::{Found, Pattern, PatternError, Search};

/// The place before typing the search term.
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
    /// Whether there is background work for idle time.
    pub fn is_busy(&self) -> bool {
        self.search.is_busy()
    }

    /// Does a bounded part of the background work; returns whether the screen may have changed.
    pub fn work(&mut self) -> bool {
        let tab = self.tabs.here_mut();
        let hunting = self.search.is_hunting();
        let found = self.search.work(&tab.reading, &tab.filter);
        if let Some(found) = found {
            self.found(found);
        }
        let changed = found.is_some() || (!hunting && !self.search.is_busy());
        if changed {
            self.settle();
        }
        changed
    }

    /// Opens the search prompt.
    pub(super) fn search(&mut self) {
        if !self.overlays.is_empty() {
            return self.search_sheet();
        }
        let tab = self.tabs.here_mut();
        let before = Before {
            place: tab.text.place(&tab.reading),
            from: tab.text.seen().start,
            quote: tab.quotes.selected,
            actor: tab.actors.selected,
            search: std::mem::take(&mut self.search),
        };
        self.before_search = Some(before);
        let ask =
            Ask::new("/", "search", Self::search_entered).typed(Self::search_typed).left(Self::search_left);
        self.ask(ask.settled(Self::settle_search), "");
    }

    /// Opens the search prompt for the overlay.
    fn search_sheet(&mut self) {
        let ask = Ask::new("/", "search", |_, prompt| {
            Pattern::parse(prompt.line.text()).map(drop).map_err(|error| error.short())
        });
        let ask = ask.typed(|app, prompt| {
            let (pattern, screen) = (Pattern::parse(prompt.line.text()), app.screen);
            prompt.note = pattern.as_ref().err().map_or_else(String::new, PatternError::short);
            if let (Ok(pattern), Some(sheet)) = (pattern, app.overlays.last_mut()) {
                prompt.note = sheet.search(pattern, screen).unwrap_or_default();
            }
        });
        self.ask(ask, "");
    }

    /// Goes to the first match of the text typed so far, from the place before.
    fn search_typed(&mut self, prompt: &mut Prompt) {
        let pattern = Pattern::parse(prompt.line.text());
        prompt.note = pattern.as_ref().err().map_or_else(String::new, PatternError::short);
        self.go_back_before_search();
        let tab = self.tabs.here_mut();
        self.search.set(pattern.unwrap_or_default());
        if self.search.pattern().is_none() {
            return;
        }
        if self.focus == Pane::Text {
            let from = self.before_search.as_ref().map_or(0, |b| b.from);
            self.search.hunt(&tab.reading, from, true);
        } else {
            self.list_entries();
            self.go_to_entry(true, true);
        }
    }

    /// Shows the number of known matches in the prompt.
    fn settle_search(&self, prompt: &mut Prompt) {
        if let Some(note) = self.search_note() {
            prompt.note = note;
        }
    }

    /// The prompt's note about the text typed so far.
    fn search_note(&self) -> Option<String> {
        self.search.pattern()?;
        Some(match self.search_count() {
            _ if self.search.is_hunting() => "searching…".to_owned(),
            count if count == "0" => "no match".to_owned(),
            count => count,
        })
    }

    /// Stays at the match. Empty input repeats the last search.
    fn search_entered(&mut self, prompt: &Prompt) -> Result<(), String> {
        if let Err(error) = Pattern::parse(prompt.line.text()) {
            return Err(error.short());
        }
        let Some(before) = self.before_search.take() else { return Ok(()) };
        if prompt.line.text().is_empty() {
            self.search = before.search;
            self.jump(|app| app.search_again(true));
            return Ok(());
        }
        if self.search_count() == "0" {
            self.say_nowhere();
        } else {
            self.tabs.here_mut().jumps.leave(before.place);
        }
        Ok(())
    }

    /// Leaves the search and goes back to the place before.
    fn search_left(&mut self) {
        self.go_back_before_search();
        if let Some(before) = self.before_search.take() {
            self.search = before.search;
        }
    }

    fn go_back_before_search(&mut self) {
        let tab = self.tabs.here_mut();
        if let Some(before) = &self.before_search {
            tab.text.return_to(&tab.reading, before.place);
            tab.quotes.selected = before.quote;
            if tab.actors.selected != before.actor {
                tab.actors.select(before.actor);
            }
        }
    }

    /// Goes to the next or previous match.
    pub(super) fn search_again(&mut self, forward: bool) {
        if let Some(sheet) = self.overlays.last_mut() {
            let found = sheet.search_on(forward, self.screen);
            self.message = Some(found.unwrap_or_else(|| "/ searches this list.".to_owned()));
            return;
        }
        let tab = self.tabs.here_mut();
        if self.search.pattern().is_none() {
            self.message = Some("No search yet; / searches.".to_owned());
        } else if self.focus == Pane::Text {
            let seen = tab.text.seen();
            let on_screen = |at: u32| (seen.start..seen.end).contains(&at);
            let current = self.search.current.map(|c| c.start).filter(|&at| on_screen(at));
            let from = current.map_or(seen.start, |at| at + u32::from(forward));
            self.search.hunt(&tab.reading, from, forward);
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
        self.message = Some(format!("Search continued from the {from}: {}.", self.search_count()));
    }

    fn say_nowhere(&mut self) {
        let tab = self.tabs.here_mut();
        let Some(pattern) = self.search.pattern() else { return };
        let place = match self.focus {
            Pane::Text if tab.filter.is_on() => "in the paragraphs that pass the filter; F takes it off",
            Pane::Text => "in this text",
            Pane::Quotes => "in the quotes that are listed",
            Pane::Actors => "among the actors",
        };
        self.message = Some(format!("“{}” is not {place}.", pattern.source));
    }

    /// Finds the matching entries of the list, each with its index in the list.
    pub(super) fn list_entries(&mut self) {
        let tab = self.tabs.here_mut();
        self.entries.clear();
        let Some(pattern) = self.search.pattern() else { return };
        let reading = &tab.reading;
        self.entries = match self.focus {
            Pane::Text => Vec::new(),
            Pane::Quotes => {
                let words =
                    |q: usize| reading.quotes()[q].spans.iter().any(|&s| pattern.matches(reading.of(s)));
                let speaker = |q: usize| pattern.matches(reading.speaker_name(reading.speaker(q)));
                tab.quotes.listed().enumerate().filter(|&(_, q)| speaker(q) || words(q)).collect()
            }
            Pane::Actors => {
                let named = |names: &[String]| names.iter().any(|name| pattern.matches(name));
                let suits = |actor: &Actor| pattern.matches(&actor.name) || named(&actor.aliases);
                let listed = tab.actors.listed().enumerate();
                listed.filter(|(_, a)| suits(&reading.actors()[*a])).collect()
            }
        };
    }

    /// The selected entry of the focused list.
    fn selected_entry(&self) -> Option<usize> {
        let tab = self.tabs.here();
        if self.focus == Pane::Quotes { tab.quotes.selected } else { Some(tab.actors.selected) }
    }

    /// Selects the next or previous matching entry; with `here`, the selected one also counts.
    fn go_to_entry(&mut self, forward: bool, here: bool) {
        let tab = self.tabs.here_mut();
        let Some(last) = self.entries.len().checked_sub(1) else { return self.say_nowhere() };
        let at = match self.focus {
            Pane::Quotes => tab.quotes.selected.and_then(|q| tab.quotes.listed().position(|l| l == q)),
            _ => tab.actors.listed().position(|a| a == tab.actors.selected),
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
            tab.actors.select(entry);
        }
        if found.is_none() && self.prompt.is_none() {
            self.say_wrapped(forward);
        }
    }

    /// The number of the current match and of all matches, in the focused pane; empty without a search.
    pub fn search_count(&self) -> String {
        let tab = self.tabs.here();
        if self.search.pattern().is_none() {
            return String::new();
        }
        if self.focus == Pane::Text {
            return self.search.count(&tab.reading);
        }
        let selected = self.selected_entry();
        match self.entries.iter().position(|&(_, entry)| Some(entry) == selected) {
            Some(at) => format!("{}/{}", at + 1, self.entries.len()),
            None => self.entries.len().to_string(),
        }
    }
}
