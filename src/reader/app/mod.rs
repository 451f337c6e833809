//! The state of the reader, and what each event does to it. Pure: no terminal, no thread, no clock.

mod actions;
mod correcting;
mod filtering;
mod jumping;
mod keeping;
mod linking;
mod loading;
mod manners;
mod marking;
mod moving;
mod opening;
mod pointing;
mod prompting;
mod searching;
mod turning;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Rect;

pub use actions::Action;
pub use manners::Manners;

use super::desk::Desk;
use super::documents::Documents;
use super::event::{Effect, Event, Exit, Rest, ScreenEffect};
use super::filter::Filter;
use super::jumps::Jumps;
use super::keep::{Keep, Keeping, Recent};
use super::keymap::Context;
use super::layout::{Areas, Pane, Shape};
use super::overlay::Overlay;
use super::panes::actors::ActorsPane;
use super::panes::quotes::QuotesPane;
use super::panes::text::TextPane;
use super::prompt::{History, Prompt};
use super::reading::Reading;
use super::search::Search;
use super::{Clipboard, Key, Keymap, Options, Theme};
use crate::briefing::said_of;
use crate::document::Document;

pub use opening::Opened;

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
    /// The corrections of the document, and what is kept.
    pub desk: Desk,
    /// What lies over the panes; the last is on top.
    pub overlays: Vec<Overlay>,
    /// Where the panes are.
    pub areas: Areas,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The line in which something is typed, if one is open.
    pub prompt: Option<Prompt>,
    /// What is searched for, and where it is.
    pub search: Search,
    /// What was entered in prompts before, by the name of their purpose.
    pub histories: BTreeMap<&'static str, History>,
    /// One line that says what happened; the next key takes it away.
    pub message: Option<String>,
    /// The styles.
    pub theme: Theme,
    /// What is known of the terminal and wanted of it.
    pub manners: Manners,
    shape: Shape,
    /// What of the text is still to come.
    pub rest: Rest,
    /// How far the analysis is, in percent.
    pub analysed: u8,
    keymap: Keymap,
    secure: bool,
    clipboard: Clipboard,
    screen: Rect,
    side: Pane,
    zoom: bool,
    notices: Vec<String>,
    /// Marks, and places to come back to.
    jumps: Jumps,
    /// The first keys of a command that is not complete.
    begun: jumping::Begun,
    /// Keys of which it has been said that they do nothing.
    told: Vec<Key>,
    /// Where one was before one began to type what is searched for.
    before_search: Option<searching::Before>,
    /// The entries of the list with the keys that match the search, each after its place in the list.
    entries: Vec<(usize, usize)>,
    /// The documents that are open or can be.
    pub documents: Documents,
    /// The documents that were opened before, while one is chosen.
    recent: Vec<Recent>,
    /// What is said once the first document is open.
    greeting: Option<String>,
    /// What is to be done outside, in order, once the event is taken in.
    outbox: Vec<Effect>,
}

impl App {
    /// A reader of `document` on a screen of that size, and the effects with which it begins.
    pub fn new(document: Document, options: &Options, (width, height): (u16, u16)) -> (Self, Vec<Effect>) {
        let notices = said_of(&document);
        let document = Arc::new(document);
        let message = loading::notice_line(&notices).or(options.greeting.clone());
        let message = loading::notice_line(&options.unreadable).or(message);
        let mut app = Self {
            reading: Reading::plain(Arc::clone(&document)),
            text: TextPane::new(options.measure),
            actors: ActorsPane::default(),
            quotes: QuotesPane::default(),
            filter: Filter::default(),
            desk: Desk::default(),
            overlays: Vec::new(),
            areas: Areas::default(),
            focus: Pane::Text,
            prompt: None,
            search: Search::default(),
            histories: BTreeMap::new(),
            message,
            theme: Theme::new(options.theme.clone(), options.color),
            manners: Manners::new(options),
            shape: Shape { single: options.accessible, ..options.shape },
            keymap: options.keymap.clone(),
            secure: options.secure,
            clipboard: options.clipboard,
            screen: Rect::new(0, 0, width.max(1), height.max(1)),
            side: options.side.unwrap_or(Pane::Quotes),
            zoom: false,
            notices,
            documents: Documents::new(&options.files, &options.unreadable),
            recent: Vec::new(),
            rest: options.rest,
            analysed: 0,
            jumps: Jumps::default(),
            begun: jumping::Begun::default(),
            told: Vec::new(),
            before_search: None,
            entries: Vec::new(),
            greeting: None,
            outbox: Vec::new(),
        };
        app.settle();
        if options.keep {
            app.desk.keeping = Keeping::On;
        }
        app.desk.path.clone_from(&options.path);
        if options.offer_recent && options.keep {
            app.emit(Effect::Keep(Keep::Recent { at_start: true }));
        }
        if app.documents.shown() > 0 {
            app.emit(Effect::Turn(app.documents.shown()));
        }
        if options.opening {
            app.open_first(options.greeting.clone());
        } else {
            app.begin_to_read(document);
        }
        let effects = std::mem::take(&mut app.outbox);
        (app, effects)
    }

    /// The screen that the state is laid out for.
    pub fn screen(&self) -> Rect {
        self.screen
    }

    /// Takes in an event, and gives what is to be done outside.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        self.take_in(event);
        self.settle();
        // A hunt and a count in a text of ordinary size need no more than this.
        for _ in 0..2 {
            if self.is_busy() {
                self.work();
            }
        }
        self.keep_position_at_the_end();
        std::mem::take(&mut self.outbox)
    }

    fn take_in(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.press(key),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.point(mouse),
            Event::Report(report) => self.heed(report),
            Event::Resize { width, height } => {
                self.screen = Rect::new(0, 0, width.max(1), height.max(1));
            }
            Event::Loaded { document, rest } => self.load(*document, rest),
            Event::Analysing(percent) => self.analysed = percent,
            Event::Analysed(reading) => self.brief(*reading),
            Event::Known(known) => self.know(*known),
            Event::Kept(others) => self.kept(others),
            Event::NotKept { reason, unsaved } => self.fail_to_keep(reason, unsaved),
            Event::Recent { list, at_start } => self.offer(list, at_start),
            Event::Opened(opened) => self.take_opened(*opened),
            Event::More(more) => self.list_more(more),
            Event::NotOpened { number, reason } => self.fail_to_open(number, reason),
            Event::Of(number, event) => self.hear_of(number, *event),
            Event::Edited(edited) => self.edited(edited),
            Event::Copied(path) => self.copied(&path),
            Event::KeysTold => {}
            Event::Done(what) | Event::Failed(what) => self.message = Some(what),
            Event::Terminate(signal) => self.emit(ScreenEffect::Exit(Exit::Signal(signal))),
            Event::HungUp => self.emit(ScreenEffect::Exit(Exit::HungUp)),
            Event::Stop => self.emit(ScreenEffect::Suspend),
            Event::Continued => self.emit(ScreenEffect::Resume),
        }
    }

    /// Has something done outside.
    fn emit(&mut self, effect: impl Into<Effect>) {
        self.outbox.push(effect.into());
    }

    /// Lays everything out for the screen and the state as they are.
    fn settle(&mut self) {
        self.areas = Areas::new(self.screen, self.focus, self.side, self.zoom, self.shape);
        let alone = self.areas.text_alone();
        if let Some(area) = self.areas.text {
            let marked = self.actors.followed.is_some() || self.search.pattern().is_some();
            let ruler = !self.manners.accessible && (!alone || marked);
            self.text.settle(&self.reading, area, !alone, ruler);
            self.quotes.follow(&self.reading, self.text.seen());
            self.search.look_at(&self.reading, self.text.seen());
        }
        if let Some(area) = self.areas.actors {
            self.actors.settle(&self.reading, area);
        }
        if let Some(area) = self.areas.quotes {
            self.quotes.settle(area);
        }
        self.settle_prompt();
    }

    fn press(&mut self, key: Key) {
        self.message = None;
        self.desk.pending = None;
        self.desk.moved = true;
        self.jumps.wanted = None;
        if self.prompt.is_some() {
            return self.press_in_prompt(key);
        }
        if self.begin(key) {
            return;
        }
        let context = match (self.overlays.is_empty(), self.focus) {
            (false, _) => Context::Overlay,
            (true, Pane::Text) if self.desk.selection.is_some() => Context::Selection,
            (true, Pane::Actors) => Context::Actors,
            (true, Pane::Text) => Context::Text,
            (true, Pane::Quotes) => Context::Quotes,
        };
        match self.keymap.action(context, key) {
            Some(action) => self.act_counted(action),
            None => self.does_nothing(key),
        }
    }

    /// Says once of each key that it does nothing.
    fn does_nothing(&mut self, key: Key) {
        self.begun = jumping::Begun::default();
        if !self.told.contains(&key) {
            self.told.push(key);
            self.message = Some(format!("{key} does nothing here; ? shows the keys."));
        }
    }

    /// Closes what is on top; quits where nothing is.
    fn back(&mut self) {
        if self.overlays.pop().is_some() {
            return;
        }
        match self.unsaved() {
            Some(reason) => {
                self.message = Some(format!("Q quits and loses what is not saved. {reason}"));
            }
            None => self.emit(ScreenEffect::Exit(Exit::Quit)),
        }
    }

    /// Takes one thing back, from the most passing to the most lasting.
    fn clear(&mut self) {
        if self.desk.selection.take().is_some() || self.overlays.pop().is_some() {
            return;
        }
        if self.search.is_hunting() {
            self.search.stop();
            return;
        }
        if self.search.pattern().is_some() {
            self.search.set(None);
            return;
        }
        if self.actors.followed.take().is_some() {
            return;
        }
        if self.filter.expression().is_some() {
            self.filter.set(None);
            self.refilter();
        }
    }
}

#[cfg(test)]
mod tests;
