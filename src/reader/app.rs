//! The state of the reader, and what each event does to it. Pure: no terminal, no thread, no clock.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::event::{Effect, Event, Exit, ScreenEffect};
use super::filter::Filter;
use super::keymap::Context;
use super::layout::{Areas, Pane};
use super::overlay::Overlay;
use super::panes::actors::ActorsPane;
use super::panes::quotes::QuotesPane;
use super::panes::text::TextPane;
use super::reading::{Reading, Speaker};
use super::{Action, Key, Keymap, Options, Theme};
use crate::document::Document;
use crate::text::Span;

/// The state of the reader.
#[derive(Debug)]
pub struct App {
    /// What is being read.
    pub reading: Reading,
    /// The text pane.
    pub text: TextPane,
    /// The actors pane.
    pub actors: ActorsPane,
    /// The quotes pane.
    pub quotes: QuotesPane,
    /// The filter.
    pub filter: Filter,
    /// What lies over the panes; the last is on top.
    pub overlays: Vec<Overlay>,
    /// Where the panes are.
    pub areas: Areas,
    /// The pane that has the keys.
    pub focus: Pane,
    /// One line that says what happened; the next key takes it away.
    pub message: Option<String>,
    /// The styles.
    pub theme: Theme,
    keymap: Keymap,
    screen: Rect,
    side: Pane,
    zoom: bool,
    notices: Vec<String>,
}

impl App {
    /// A reader of `document` on a screen of that size, and the effects with which it begins.
    pub fn new(document: Document, options: &Options, (width, height): (u16, u16)) -> (Self, Vec<Effect>) {
        let notices = document.notices.clone();
        let document = Arc::new(document);
        let message = match notices.as_slice() {
            [] => options.greeting.clone(),
            [only] => Some(only.clone()),
            [first, rest @ ..] => Some(format!("{first} And {} more; i shows them.", rest.len())),
        };
        let mut app = Self {
            reading: Reading::plain(Arc::clone(&document)),
            text: TextPane::default(),
            actors: ActorsPane::default(),
            quotes: QuotesPane::default(),
            filter: Filter::default(),
            overlays: Vec::new(),
            areas: Areas::default(),
            focus: Pane::Text,
            message,
            theme: Theme::new(options.theme, options.color),
            keymap: options.keymap.clone(),
            screen: Rect::new(0, 0, width.max(1), height.max(1)),
            side: Pane::Quotes,
            zoom: false,
            notices,
        };
        app.settle();
        (app, vec![Effect::Analyse(document)])
    }

    /// The screen that the state is laid out for.
    pub fn screen(&self) -> Rect {
        self.screen
    }

    /// Takes in an event, and gives what is to be done outside.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let effect = match event {
            Event::Key(key) => self.press(key),
            Event::Resize { width, height } => {
                self.screen = Rect::new(0, 0, width.max(1), height.max(1));
                None
            }
            Event::Analysed(briefing) => {
                self.reading = Reading::briefed(briefing);
                self.refilter();
                None
            }
            Event::Failed(what) => {
                self.message = Some(what);
                None
            }
            Event::Terminate(signal) => Some(ScreenEffect::Exit(Exit::Signal(signal))),
            Event::HungUp => Some(ScreenEffect::Exit(Exit::HungUp)),
            Event::Stop => Some(ScreenEffect::Suspend),
            Event::Continued => Some(ScreenEffect::Resume),
        };
        self.settle();
        effect.map(Effect::Screen).into_iter().collect()
    }

    /// Lays everything out for the screen and the state as they are.
    fn settle(&mut self) {
        self.areas = Areas::new(self.screen, self.focus, self.side, self.zoom);
        let alone = self.areas.text_alone();
        if let Some(area) = self.areas.text {
            self.text.settle(&self.reading, area, !alone, !alone || self.actors.followed.is_some());
            self.quotes.follow(&self.reading, self.text.seen());
        }
        if let Some(area) = self.areas.actors {
            self.actors.settle(&self.reading, area);
        }
        if let Some(area) = self.areas.quotes {
            self.quotes.settle(area);
        }
    }

    fn press(&mut self, key: Key) -> Option<ScreenEffect> {
        self.message = None;
        let context = match (self.overlays.is_empty(), self.focus) {
            (false, _) => Context::Overlay,
            (true, Pane::Actors) => Context::Actors,
            (true, Pane::Text) => Context::Text,
            (true, Pane::Quotes) => Context::Quotes,
        };
        if let Some(action) = self.keymap.action(context, key) {
            return self.act(action);
        }
        self.message = Some(format!("{key} does nothing here; ? shows the keys."));
        None
    }

    /// Does what a key asks for.
    pub fn act(&mut self, action: Action) -> Option<ScreenEffect> {
        match action {
            Action::Quit => return Some(ScreenEffect::Exit(Exit::Quit)),
            Action::Interrupt => return Some(ScreenEffect::Exit(Exit::Signal(super::SIGINT))),
            Action::Redraw => return Some(ScreenEffect::Redraw),
            Action::Suspend => return Some(ScreenEffect::Suspend),
            Action::Back => return self.back(),
            Action::Clear => self.clear(),
            Action::LineDown => self.step(Step::Line, 1),
            Action::LineUp => self.step(Step::Line, -1),
            Action::PageDown => self.step(Step::Page, 1),
            Action::PageUp => self.step(Step::Page, -1),
            Action::HalfPageDown => self.step(Step::HalfPage, 1),
            Action::HalfPageUp => self.step(Step::HalfPage, -1),
            Action::Top => self.step(Step::End, -1),
            Action::Bottom => self.step(Step::End, 1),
            // What lies over the panes is only scrolled and closed.
            Action::Open if !self.overlays.is_empty() => drop(self.overlays.pop()),
            _ if !self.overlays.is_empty() => {}
            Action::FocusNext => self.shift_focus(1),
            Action::FocusPrevious => self.shift_focus(2),
            Action::Open => self.open(),
            Action::NextQuote => self.go_to_neighbour(true, false),
            Action::PreviousQuote => self.go_to_neighbour(false, false),
            Action::NextBySpeaker => self.go_to_neighbour(true, true),
            Action::PreviousBySpeaker => self.go_to_neighbour(false, true),
            Action::GroupQuotes => self.group_quotes(),
            Action::NextMention => self.go_to_mention(true),
            Action::PreviousMention => self.go_to_mention(false),
            Action::ToggleActor => self.toggle_actor(),
            Action::ToggleFilter => self.change_filter(|f| f.off = !f.off),
            Action::FilterMode => self.change_filter(Filter::cycle_mode),
            Action::FilterDisplay => self.change_filter(Filter::cycle_display),
            Action::Zoom => self.zoom = !self.zoom,
            Action::Info => self.overlays.push(Overlay::info(&self.reading, &self.notices)),
            Action::Help => self.overlays.push(Overlay::help(&self.keymap)),
        }
        None
    }

    /// Closes what is on top; quits where nothing is.
    fn back(&mut self) -> Option<ScreenEffect> {
        match self.overlays.pop() {
            Some(_) => None,
            None => Some(ScreenEffect::Exit(Exit::Quit)),
        }
    }

    /// Takes one thing back, from the most passing to the most lasting.
    fn clear(&mut self) {
        if self.overlays.pop().is_some() || self.actors.followed.take().is_some() {
            return;
        }
        if !self.filter.actors.is_empty() {
            self.change_filter(|f| f.actors.clear());
        }
    }

    fn step(&mut self, step: Step, direction: isize) {
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.scroll(direction * step.rows(self.screen.height), self.screen);
            return;
        }
        let area = |area: Option<Rect>| area.map_or(1, |a| a.height);
        match self.focus {
            Pane::Text => self.step_text(step, direction),
            Pane::Actors => {
                self.actors.step(direction * step.rows(area(self.areas.actors)), &self.reading);
            }
            Pane::Quotes => {
                let by = direction * step.rows(area(self.areas.quotes));
                if let Some(quote) = self.quotes.step(by) {
                    self.go_to_quote(quote);
                }
            }
        }
    }

    fn step_text(&mut self, step: Step, direction: isize) {
        match step {
            Step::Line => self.text.scroll(&self.reading, direction),
            Step::HalfPage => self.text.page(&self.reading, direction),
            Step::Page => self.text.page(&self.reading, 2 * direction),
            Step::End if direction < 0 => self.text.go_to_top(&self.reading),
            Step::End => self.text.go_to_bottom(&self.reading),
        }
    }

    /// Gives the keys to the pane that is `by` places further on.
    fn shift_focus(&mut self, by: usize) {
        const ORDER: [Pane; 3] = [Pane::Text, Pane::Quotes, Pane::Actors];
        let at = ORDER.iter().position(|&p| p == self.focus).unwrap_or(0);
        self.focus = ORDER[(at + by) % ORDER.len()];
        if self.focus != Pane::Text {
            self.side = self.focus;
            self.zoom = false;
        }
        if self.focus == Pane::Actors && self.actors.followed.is_none() {
            self.actors.step(0, &self.reading);
        }
    }

    fn open(&mut self) {
        match self.focus {
            Pane::Actors => self.open_card(Some(self.actors.list.selected)),
            Pane::Text => {
                let speaker = self.quotes.selected.map(|q| self.reading.speaker(q));
                let actor = speaker.and_then(|s| if let Speaker::Actor(a) = s { Some(*a) } else { None });
                self.open_card(actor);
            }
            Pane::Quotes => {
                self.focus = Pane::Text;
                if let Some(quote) = self.quotes.selected {
                    self.go_to_quote(quote);
                }
            }
        }
    }

    fn open_card(&mut self, actor: Option<usize>) {
        match actor.filter(|&a| a < self.reading.actors().len()) {
            Some(actor) => self.overlays.push(Overlay::card(&self.reading, actor)),
            None => self.message = Some("There is no actor here whose card could be shown.".to_owned()),
        }
    }

    fn go_to_quote(&mut self, quote: usize) {
        self.quotes.selected = Some(quote);
        self.reveal(self.reading.quote_extent(quote));
    }

    /// Shows a stretch of the text, where the text is on the screen, and remembers it where it is not.
    fn reveal(&mut self, span: Span) {
        if self.areas.text.is_none() {
            // On a narrow screen the text is laid out when it comes back; the place must be right by then.
            let area = Rect { height: self.screen.height.saturating_sub(1), ..self.screen };
            self.text.settle(&self.reading, area, false, self.actors.followed.is_some());
        }
        self.text.reveal(&self.reading, span);
    }

    fn go_to_neighbour(&mut self, forward: bool, same_speaker: bool) {
        let speaker = self.quotes.selected.filter(|_| same_speaker).map(|q| self.reading.speaker(q).clone());
        let seen = self.text.seen();
        match self.quotes.neighbour(&self.reading, seen, forward, speaker.as_ref()) {
            Some(quote) => self.go_to_quote(quote),
            None => self.message = Some(self.no_quote(forward, speaker.as_ref())),
        }
    }

    fn no_quote(&self, forward: bool, speaker: Option<&Speaker>) -> String {
        if !self.reading.is_briefed() {
            return "The quotes are not known yet; the analysis is running.".to_owned();
        }
        let which = if forward { "after" } else { "before" };
        match speaker {
            Some(s) => format!("No quote by {} {which} this one.", self.reading.speaker_name(s)),
            None => format!("No quote {which} this place."),
        }
    }

    fn group_quotes(&mut self) {
        self.quotes.grouped = !self.quotes.grouped;
        self.quotes.list(&self.reading, &self.filter);
    }

    /// Goes to a mention of the followed actor in a paragraph that is not the one at hand.
    fn go_to_mention(&mut self, forward: bool) {
        let Some(actor) = self.actors.followed else {
            self.message = Some("No actor is followed; select one in the pane of actors.".to_owned());
            return;
        };
        let seen = self.text.seen();
        let shows = |s: &&Span| self.filter.passes(self.reading.block_at(s.start));
        let mut mentions = self.reading.mentions_of(actor).iter().filter(shows);
        let found = if forward {
            mentions.find(|s| s.start >= seen.end)
        } else {
            mentions.rfind(|s| s.end <= seen.start)
        };
        if let Some(&span) = found {
            return self.reveal(span);
        }
        let which = if forward { "below" } else { "above" };
        self.message = Some(format!("No mention of {} {which}.", self.reading.actors()[actor].name));
    }

    fn toggle_actor(&mut self) {
        let actor = self.actors.list.selected;
        if actor < self.reading.actors().len() {
            self.change_filter(|f| f.toggle(actor));
        }
    }

    fn change_filter(&mut self, change: impl FnOnce(&mut Filter)) {
        change(&mut self.filter);
        self.refilter();
        if self.filter.actors.is_empty() {
            self.message = Some("The filter is empty; Space in the pane of actors puts one in.".to_owned());
        }
    }

    fn refilter(&mut self) {
        self.filter.apply(&self.reading);
        self.text.show(&self.reading, self.filter.shown());
        self.quotes.list(&self.reading, &self.filter);
    }
}

/// How far a key moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Line,
    HalfPage,
    Page,
    End,
}

impl Step {
    /// The entries of a list, or rows of a sheet, that it means in an area of `height` rows.
    fn rows(self, height: u16) -> isize {
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
