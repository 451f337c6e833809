//! The actions that move: in the focused pane, from pane to pane, from quote to quote.

use ratatui::layout::Rect;

use super::App;
use crate::briefing::Level;
use crate::reader::layout::Pane;
use crate::reader::overlay::{Overlay, Target};
use crate::reader::reading::Speaker;
use crate::text::Span;

/// How far a key moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Line,
    HalfPage,
    Page,
    End,
}

impl Step {
    /// The step in list entries, or in sheet rows, for an area of `height` rows.
    pub(super) fn rows(self, height: u16) -> isize {
        let height = usize::from(height).cast_signed();
        match self {
            Self::Line => 1,
            Self::HalfPage => (height / 2).max(1),
            Self::Page => (height - 2).max(1),
            // Far enough for every list, and not so far that a sum would overflow.
            Self::End => isize::MAX / 2,
        }
    }
}

impl App {
    pub(super) fn step(&mut self, step: Step, direction: isize) {
        let tab = self.tabs.here_mut();
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.scroll(direction * step.rows(self.screen.height), self.screen);
            return;
        }
        let area = |area: Option<Rect>| area.map_or(1, |a| a.height);
        match self.focus {
            Pane::Text => self.step_text(step, direction),
            Pane::Actors => {
                tab.actors.step(direction * step.rows(area(self.areas.actors)));
            }
            Pane::Quotes => {
                let by = direction * step.rows(area(self.areas.quotes));
                if let Some(quote) = tab.quotes.step(by) {
                    self.go_to_quote(quote);
                }
            }
        }
    }

    fn step_text(&mut self, step: Step, direction: isize) {
        let tab = self.tabs.here_mut();
        match step {
            Step::Line => tab.text.scroll(&tab.reading, direction),
            Step::HalfPage => tab.text.page(&tab.reading, direction),
            Step::Page => tab.text.page(&tab.reading, 2 * direction),
            Step::End if direction < 0 => tab.text.go_to_top(&tab.reading),
            Step::End => tab.text.go_to_bottom(&tab.reading),
        }
    }

    /// Moves the focus by `by` panes.
    pub(super) fn shift_focus(&mut self, by: usize) {
        const ORDER: [Pane; 3] = [Pane::Text, Pane::Quotes, Pane::Actors];
        let at = ORDER.iter().position(|&p| p == self.focus).unwrap_or(0);
        self.focus = ORDER[(at + by) % ORDER.len()];
        if self.focus != Pane::Text {
            self.side = self.focus;
        }
        self.list_entries();
    }

    pub(super) fn open(&mut self) {
        let tab = self.tabs.here_mut();
        if let Some(sheet) = self.overlays.last() {
            match sheet.target() {
                Some(target) => self.go_to_target_of_sheet(target),
                None => drop(self.overlays.pop()),
            }
            return;
        }
        match self.focus {
            Pane::Actors => {
                let selected = tab.actors.subject();
                self.open_card(selected);
            }
            Pane::Text => {
                let speaker = tab.quotes.selected.map(|q| tab.reading.speaker(q));
                let actor = speaker.and_then(|s| if let Speaker::Actor(a) = s { Some(*a) } else { None });
                self.open_card(actor);
            }
            Pane::Quotes => {
                self.focus = Pane::Text;
                if let Some(quote) = tab.quotes.selected {
                    self.go_to_quote(quote);
                }
            }
        }
    }

    /// Goes to the target of a sheet's line.
    fn go_to_target_of_sheet(&mut self, target: Target) {
        self.overlays.clear();
        match target {
            Target::Action(action) => self.act(action),
            Target::Actor(actor) => {
                self.tabs.here_mut().actors.select(actor);
                self.open_card(Some(actor));
            }
            Target::Quote(quote) => {
                self.focus = Pane::Text;
                self.show_level_of(quote);
                self.go_to_quote(quote);
            }
            Target::Passage(span) => self.go_to_passage(span),
            Target::Link(number, what) => self.take_link(number, what),
            Target::Whole(id) => self.turn_to(id, true),
            Target::Document(id, span) => {
                if id != self.tabs.active() {
                    self.turn_to(id, true);
                }
                if id == self.tabs.active() {
                    self.go_to_passage(span);
                }
            }
        }
    }

    /// Goes to a passage, even one that the filter hides.
    pub(super) fn go_to_passage(&mut self, span: Span) {
        let tab = self.tabs.here_mut();
        let block = tab.reading.block_at(span.start);
        if tab.filter.is_on() && !tab.filter.shown().has(block) {
            tab.filter.off = true;
            self.refilter();
            self.message =
                Some("The filter is off because it hides this place; F turns it on again.".to_owned());
        }
        self.focus = Pane::Text;
        self.reveal(span);
    }

    /// Raises the level far enough to list a quote.
    fn show_level_of(&mut self, quote: usize) {
        let tab = self.tabs.here();
        let level = Level::of(&tab.reading.quotes()[quote]);
        if level > tab.quotes.level {
            self.set_level(level);
        }
    }

    fn open_card(&mut self, actor: Option<usize>) {
        let tab = self.tabs.here_mut();
        match actor.filter(|&a| a < tab.reading.actors().len()) {
            Some(actor) => self.overlays.push(Overlay::card(&tab.reading, actor)),
            None => self.message = Some("No actor is selected here.".to_owned()),
        }
    }

    pub(super) fn go_to_quote(&mut self, quote: usize) {
        let tab = self.tabs.here_mut();
        tab.quotes.select(quote);
        let extent = tab.reading.quote_extent(quote);
        self.reveal(extent);
    }

    /// Scrolls to a stretch of the text if the text is on the screen, and remembers it if not.
    pub(super) fn reveal(&mut self, span: Span) {
        let tab = self.tabs.here_mut();
        if self.areas.text.is_none() {
            // On a narrow screen the text is laid out when it comes back; the place must be right by then.
            let area = Rect { height: self.screen.height.saturating_sub(1), ..self.screen };
            let marked = tab.actors.followed.is_some() || self.search.pattern().is_some();
            let ruler = !self.manners.accessible && marked;
            tab.text.settle(&tab.reading, area, true, ruler);
        }
        tab.text.reveal(&tab.reading, span);
    }

    pub(super) fn go_to_neighbour(&mut self, forward: bool, same_speaker: bool) {
        let tab = self.tabs.here_mut();
        let speaker = tab.quotes.selected.filter(|_| same_speaker).map(|q| tab.reading.speaker(q).clone());
        let seen = tab.text.seen();
        match tab.quotes.neighbour(&tab.reading, seen, forward, speaker.as_ref()) {
            Some(quote) => self.go_to_quote(quote),
            None => self.message = Some(self.no_quote(forward, speaker.as_ref())),
        }
    }

    fn no_quote(&self, forward: bool, speaker: Option<&Speaker>) -> String {
        let tab = self.tabs.here();
        if !tab.reading.is_briefed() {
            return "The analysis is still running; the quotes come soon.".to_owned();
        }
        let which = if forward { "after" } else { "before" };
        match speaker {
            Some(s) => format!("No quote by {} {which} this one.", tab.reading.speaker_name(s)),
            None => format!("No quote {which} this place."),
        }
    }

    /// Shows one level more or one less.
    pub(super) fn change_level(&mut self, more: bool) {
        let tab = self.tabs.here_mut();
        let at = tab.quotes.level as usize;
        let to = if more { at + 1 } else { at.wrapping_sub(1) };
        let Some(&level) = Level::ALL.get(to) else {
            self.message =
                Some(if more { "Everything is shown." } else { "Only quotations are shown." }.to_owned());
            return;
        };
        self.set_level(level);
    }

    fn set_level(&mut self, level: Level) {
        let tab = self.tabs.here_mut();
        tab.quotes.level = level;
        tab.quotes.list(&tab.reading, &tab.filter);
        let shown =
            ["quotations", "quotations and statements", "stances as well", "everything, also what is unsure"];
        self.message = Some(format!("Showing {}.", shown[level as usize]));
        self.list_entries();
    }

    /// Goes to the next unsure quote; shows unsure quotes first if they are hidden.
    pub(super) fn go_to_unsure(&mut self) {
        if self.tabs.here().quotes.level != Level::Unsure {
            self.set_level(Level::Unsure);
        }
        let tab = self.tabs.here();
        let seen = tab.text.seen();
        let selected = tab.quotes.selected.filter(|_| tab.quotes.marked);
        let from = selected.map_or(seen.start, |q| tab.reading.quote_start(q) + 1);
        let unsure = |q: &usize| !tab.reading.quotes()[*q].is_sure();
        let mut all: Vec<usize> = tab.quotes.listed().filter(unsure).collect();
        all.sort_by_key(|&q| tab.reading.quote_start(q));
        let next = all.iter().find(|&&q| tab.reading.quote_start(q) >= from).or(all.first());
        match next.copied() {
            Some(quote) => self.go_to_quote(quote),
            None => self.message = Some("No quote is unsure.".to_owned()),
        }
    }

    /// Changes the order of the actors.
    pub(super) fn sort_actors(&mut self) {
        let tab = self.tabs.here_mut();
        tab.actors.sort_otherwise(&tab.reading);
        self.message = Some(format!("Actors sorted {}.", tab.actors.order.name()));
        self.list_entries();
    }

    /// Makes the focused side pane, or the quotes pane, wider or narrower.
    pub(super) fn widen(&mut self, by: i16) {
        let actors = self.focus == Pane::Actors;
        let of = if actors { &mut self.shape.actors_by } else { &mut self.shape.quotes_by };
        *of = (*of + by).clamp(-40, 80);
    }

    pub(super) fn group_quotes(&mut self) {
        let tab = self.tabs.here_mut();
        tab.quotes.grouped = !tab.quotes.grouped;
        tab.quotes.list(&tab.reading, &tab.filter);
        self.list_entries();
    }

    /// Puts a part of the text, in percent of its length, at the top of the screen.
    pub(super) fn go_to_percent(&mut self, percent: u64) {
        if self.areas.text.is_none() {
            self.focus = Pane::Text;
        }
        let tab = self.tabs.here_mut();
        let byte = tab.reading.text().len() as u64 * percent.min(100) / 100;
        tab.text.go_to(&tab.reading, byte as u32);
    }

    /// Goes to the next mention of the selected actor, or of the speaker of the selected quote, and follows
    /// that actor.
    pub(super) fn go_to_next_mention(&mut self) {
        let tab = self.tabs.here();
        let speaker = || match tab.reading.speaker(tab.quotes.selected?) {
            Speaker::Actor(actor) => Some(*actor),
            Speaker::Named(_) | Speaker::Unknown => None,
        };
        let actor = if self.focus == Pane::Actors {
            tab.actors.subject()
        } else {
            tab.actors.followed.or_else(speaker)
        };
        let Some(actor) = actor else {
            self.message = Some("No actor or quote is selected.".to_owned());
            return;
        };
        let spans = tab.reading.mentions_of(actor);
        let from = self.mentioned.filter(|(id, a, _)| (*id, *a) == (self.tabs.active(), actor));
        let from = from.map_or(tab.text.seen().start, |(.., at)| at + 1);
        let next = spans.get(spans.partition_point(|s| s.start < from)).or(spans.first()).copied();
        let Some(span) = next else { return };
        let at = spans.partition_point(|s| s.start < span.start) + 1;
        let what = format!("{}: mention {at} of {}.", tab.reading.actors()[actor].name, spans.len());
        self.mentioned = Some((self.tabs.active(), actor, span.start));
        self.tabs.here_mut().actors.followed = Some(actor);
        self.reveal(span);
        self.message = Some(what);
    }

    /// Puts the paragraph with that number, from 1, at the top of the screen; past the last one, the last.
    pub(super) fn go_to_paragraph(&mut self, number: usize) {
        let tab = self.tabs.here_mut();
        let count = tab.reading.blocks().len();
        let last = count.saturating_sub(1);
        if number > count {
            self.message = Some(format!("This text has only {}.", crate::text::count(count, "paragraph")));
        }
        if let Some(block) = tab.reading.blocks().get(number.saturating_sub(1).min(last)) {
            let start = block.span.start;
            if self.areas.text.is_none() {
                self.focus = Pane::Text;
            }
            tab.text.put_at_top(&tab.reading, start);
        }
    }
}
