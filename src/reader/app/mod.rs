//! The state of the reader, and the effect of each event on it. Pure: no terminal, no thread, no clock.

mod actions;
mod archiving;
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
mod piping;
mod pointing;
mod prompting;
mod reloading;
mod searching;
mod turning;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Rect;

pub use actions::Action;
pub use manners::Manners;

use super::archive::ArchiveView;
use super::event::DocId;
use super::event::{DocEffect, Effect, Event, Exit, ScreenEffect};
use super::keep::{Keeping, Recent};
use super::keymap::Context;
use super::layout::{Areas, Pane, Shape};
use super::overlay::Overlay;
use super::panes::text::TextPane;
use super::prompt::History;
use super::search::Search;
use super::tab::Tab;
use super::tabs::Tabs;
use super::{Clipboard, ColorDepth, Key, Keymap, Options, Theme};
use crate::document::Document;

pub use opening::Opened;
use prompting::Asked;

/// The state of the reader.
#[derive(Debug)]
pub struct App {
    /// The documents that are or can be open, and which of them is on the screen.
    pub tabs: Tabs,
    /// The overlays over the panes; the last is on top.
    pub overlays: Vec<Overlay>,
    /// The areas of the panes.
    pub areas: Areas,
    /// The pane with the keyboard focus.
    pub focus: Pane,
    /// The open prompt, if any.
    pub prompt: Option<Asked>,
    /// The pages of the archive.
    pub archive: ArchiveView,
    /// The search term and its matches.
    pub search: Search,
    /// Earlier entries in prompts, by purpose.
    pub histories: BTreeMap<&'static str, History>,
    /// A one-line message about the last action; the next key clears it.
    pub message: Option<String>,
    /// Why documents before the one being opened could not be opened; the next key clears it.
    skipped: Option<String>,
    /// The styles.
    pub theme: Theme,
    /// The terminal's abilities, and the user's wishes for it.
    pub manners: Manners,
    shape: Shape,
    keymap: Keymap,
    secure: bool,
    /// Whether only documents of the archive may be opened.
    only_archive: bool,
    clipboard: Clipboard,
    screen: Rect,
    side: Pane,
    zoom: bool,
    /// The first keys of an unfinished command.
    begun: jumping::Begun,
    /// Keys that the reader has already called unused.
    told: Vec<Key>,
    /// The place before typing the search term.
    before_search: Option<searching::Before>,
    /// The list entries that match the search, each with its index in the list.
    entries: Vec<(usize, usize)>,
    /// The recent documents, while one is being chosen.
    recent: Vec<Recent>,
    /// The current mention of the followed actor, and its first byte.
    mentioned: Option<(DocId, usize, u32)>,
    /// The message once the first document is open.
    greeting: Option<String>,
    /// Effects to perform outside, in order, after the event.
    outbox: Vec<Effect>,
}

impl App {
    /// A reader of `document` on a screen of that size, and its first effects.
    pub fn new(document: Document, options: &Options, (width, height): (u16, u16)) -> (Self, Vec<Effect>) {
        let document = Arc::new(document);
        let first = Tab::new(&document, TextPane::new(options.measure), options.rest);
        let message = loading::notice_line(&first.notices).or(options.greeting.clone());
        let skipped = loading::notice_line(&options.unreadable);
        let message = skipped.clone().or(message);
        let mut app = Self {
            tabs: tabs_of(options, first),
            overlays: Vec::new(),
            areas: Areas::default(),
            focus: Pane::Text,
            prompt: None,
            archive: ArchiveView {
                is_plain: options.color == ColorDepth::None || options.accessible,
                ..ArchiveView::default()
            },
            search: Search::default(),
            histories: BTreeMap::new(),
            message,
            skipped,
            theme: Theme::new(options.theme.clone(), options.color),
            manners: Manners::new(options),
            shape: Shape { single: options.accessible, ..options.shape },
            keymap: options.keymap.clone(),
            secure: options.secure,
            only_archive: options.only_archive,
            clipboard: options.clipboard,
            screen: Rect::new(0, 0, width.max(1), height.max(1)),
            side: options.side.unwrap_or(Pane::Quotes),
            zoom: false,
            recent: Vec::new(),
            begun: jumping::Begun::default(),
            told: Vec::new(),
            before_search: None,
            entries: Vec::new(),
            mentioned: None,
            greeting: None,
            outbox: Vec::new(),
        };
        app.settle();
        let annotations = &mut app.tabs.here_mut().annotations;
        if options.keep {
            annotations.keeping = Keeping::On;
        }
        annotations.path.clone_from(&options.path);
        if options.offer_recent && options.keep && !options.archive {
            app.emit(Effect::Recent { at_start: true });
        }
        if options.archive {
            app.open_inbox();
        } else if options.opening {
            app.open_first(options.greeting.clone());
        } else {
            app.begin_to_read(app.tabs.active(), document);
        }
        let effects = std::mem::take(&mut app.outbox);
        (app, effects)
    }

    /// The screen that the state is laid out for.
    pub fn screen(&self) -> Rect {
        self.screen
    }

    /// Takes an event, and returns the effects to perform outside.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        self.take_in(event);
        self.settle();
        // A search and a count in a text of ordinary size need no more than this.
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
            Event::Recent { list, at_start } => self.offer(list, at_start),
            Event::Opened(opened) => self.take_opened(*opened),
            Event::More(more) => self.list_more(more),
            Event::NotOpened { id, reason } => self.fail_to_open(id, reason),
            Event::Of(id, event) => self.hear_of(id, *event),
            of_this @ (Event::Loaded { .. }
            | Event::Analysing(_)
            | Event::Analysed(_)
            | Event::Stale
            | Event::Known(_)
            | Event::Kept(_)
            | Event::NotKept { .. }
            | Event::Copied(_)) => self.hear_of(self.tabs.active(), of_this),
            Event::Archive(answer) => self.hear_archive(*answer),
            Event::Edited(edited) => self.edited(edited),
            Event::KeysTold => {}
            Event::Output { command, text } => self.show_output(&command, &text),
            Event::Done(what) | Event::Failed(what) => self.message = Some(what),
            Event::Terminate(signal) => self.emit(ScreenEffect::Exit(Exit::Signal(signal))),
            Event::HungUp => self.emit(ScreenEffect::Exit(Exit::HungUp)),
            Event::Stop => self.emit(ScreenEffect::Suspend),
            Event::Continued => self.emit(ScreenEffect::Resume),
        }
    }

    /// Requests an effect for a document.
    fn emit_of(&mut self, id: DocId, effect: impl Into<DocEffect>) {
        self.outbox.push(Effect::Of(id, effect.into()));
    }

    /// Requests an effect for the document on the screen.
    fn emit_here(&mut self, effect: impl Into<DocEffect>) {
        self.emit_of(self.tabs.active(), effect);
    }

    /// Shows a message about a document, if it is on the screen.
    fn say_of(&mut self, id: DocId, what: &str) {
        self.tell(id, Some(what.to_owned()));
    }

    /// Shows a message about a document, if there is one and the document is on the screen.
    fn tell(&mut self, id: DocId, what: Option<String>) {
        if id == self.tabs.active() {
            self.message = what.or(self.message.take());
        }
    }

    /// Requests an effect.
    fn emit(&mut self, effect: impl Into<Effect>) {
        self.outbox.push(effect.into());
    }

    /// Lays out everything for the current screen and state.
    fn settle(&mut self) {
        let tab = self.tabs.here_mut();
        self.areas = Areas::new(self.screen, self.focus, self.side, self.zoom, self.shape);
        let alone = self.areas.text_alone();
        if let Some(area) = self.areas.text {
            let marked = tab.actors.followed.is_some() || self.search.pattern().is_some();
            let ruler = !self.manners.accessible && marked && self.areas.ruler().is_none();
            tab.text.settle(&tab.reading, area, alone, ruler);
            tab.quotes.follow(&tab.reading, tab.text.seen());
            self.search.look_at(&tab.reading, tab.text.seen());
        }
        if let Some(area) = self.areas.actors {
            tab.actors.settle(area);
        }
        if let Some(area) = self.areas.quotes {
            tab.quotes.settle(&tab.reading, area, self.focus == Pane::Quotes);
        }
        self.settle_archive();
        self.settle_prompt();
    }

    fn press(&mut self, key: Key) {
        let tab = self.tabs.here_mut();
        (self.message, self.skipped) = (None, None);
        tab.annotations.pending = None;
        tab.annotations.moved = true;
        tab.jumps.wanted = None;
        if self.prompt.is_some() {
            return self.press_in_prompt(key);
        }
        if self.begin(key) {
            return;
        }
        let tab = self.tabs.here_mut();
        let context = match (self.overlays.is_empty(), self.focus) {
            (false, _) => Context::Overlay,
            (true, Pane::Text) if tab.annotations.selection.is_some() => Context::Selection,
            (true, Pane::Actors) => Context::Actors,
            (true, Pane::Text) => Context::Text,
            (true, Pane::Quotes) => Context::Quotes,
        };
        let context = self.archive_context().unwrap_or(context);
        match self.on_card(key).or_else(|| self.keymap.action(context, key)) {
            Some(action) => self.act_counted(action),
            None => self.does_nothing(key),
        }
    }

    /// The action of a key on the actor whose card is shown.
    fn on_card(&self, key: Key) -> Option<Action> {
        self.overlays.last().and_then(|sheet| sheet.actor)?;
        let action = self.keymap.action(Context::Actors, key)?;
        action.has(actions::Trait::Card).then_some(action)
    }

    /// Reports once for each key that it does nothing.
    fn does_nothing(&mut self, key: Key) {
        self.begun = jumping::Begun::default();
        if !self.told.contains(&key) {
            self.told.push(key);
            self.message = Some(format!("{key} does nothing here; ? shows the keys."));
        }
    }

    /// Closes the top overlay; quits if there is none.
    fn back(&mut self) {
        if self.overlays.pop().is_some() || self.leave_archive_page() {
            return;
        }
        match self.unsaved() {
            Some(reason) => {
                self.message = Some(format!("Not everything is saved; Q quits anyway. {reason}"));
            }
            None => self.emit(ScreenEffect::Exit(Exit::Quit)),
        }
    }

    /// Clears one thing, from the most temporary to the most lasting.
    fn clear(&mut self) {
        let tab = self.tabs.here_mut();
        if tab.annotations.selection.take().is_some() || self.overlays.pop().is_some() {
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
        if tab.actors.followed.take().is_some() {
            return;
        }
        if tab.filter.expression().is_some() {
            tab.filter.set(None);
            self.refilter();
        }
    }
}

/// The documents at the start; none if the reader starts with the archive.
fn tabs_of(options: &Options, first: Tab) -> Tabs {
    if options.archive { Tabs::none(first) } else { Tabs::new(&options.files, &options.unreadable, first) }
}

#[cfg(test)]
mod tests;
