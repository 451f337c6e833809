//! Switching documents: the next, the previous, one from the list.

use std::path::PathBuf;

use super::App;
use crate::reader::DocId;
use crate::reader::event::{Effect, Event, Exit, ScreenEffect};
use crate::reader::keep::{Keep, Keeping};
use crate::reader::layout::Pane;
use crate::reader::overlay::Overlay;
use crate::reader::tabs::{Listed, State};

impl App {
    /// Goes to the `count`th next document, or the `count`th previous one.
    pub(super) fn turn_by(&mut self, forward: bool, count: usize) {
        if self.turn_in_archive(forward, count) {
            return;
        }
        let from = self.tabs.wanted.map_or(self.tabs.active(), |(id, _)| id);
        match self.tabs.neighbour(from, forward, count) {
            Some(id) => self.turn_to(id, forward),
            None => self.message = Some(self.no_neighbour(forward)),
        }
    }

    fn no_neighbour(&self, forward: bool) -> String {
        match (self.tabs.list().len(), forward) {
            (1, _) => "This is the only document; O opens another.".to_owned(),
            (_, true) => "This is the last document; B lists them all.".to_owned(),
            (_, false) => "This is the first document; B lists them all.".to_owned(),
        }
    }

    /// Shows a document, opening it first if needed.
    pub(super) fn turn_to(&mut self, id: DocId, forward: bool) {
        self.tabs.wanted = None;
        let Some(listed) = self.tabs.listed(id) else { return };
        match &listed.state {
            State::Open if id == self.tabs.active() => {
                self.archive.is_shown = false;
                self.message = Some(self.which_document());
            }
            State::Open => self.show_document(id),
            State::Unread | State::Failed(_) | State::Opening => {
                let doing = if listed.is_address() { "Fetching" } else { "Opening" };
                self.message = Some(format!("{doing} {} …", listed.name()));
                let asked = matches!(listed.state, State::Opening);
                let path = listed.path.clone().filter(|_| !asked);
                self.tabs.wanted = Some((id, forward));
                if let Some(path) = path {
                    self.tabs.set(id, State::Opening);
                    self.emit(Effect::Open { id, path });
                }
            }
        }
    }

    /// Puts another open document on the screen.
    pub(super) fn show_document(&mut self, id: DocId) {
        let (left, place) = (self.tabs.active(), self.tabs.here().position());
        let wished = self.tabs.here().annotations.keeping.is_wished();
        if !self.tabs.turn(id) {
            return;
        }
        if let Some(place) = place.filter(|_| wished && left != id) {
            self.emit_of(left, Keep::Position(place));
        }
        self.search.restart(&self.tabs.here().reading);
        self.list_entries();
        self.archive.is_shown = false;
        self.overlays.clear();
        self.focus = Pane::Text;
        self.message = Some(self.which_document());
    }

    /// Adds documents to the list, with their titles.
    pub(super) fn list_more(&mut self, more: Vec<(PathBuf, String)>) {
        for (path, title) in more {
            let id = self.tabs.add(path);
            self.tabs.entitle(id, title);
        }
        let count = self.tabs.list().len();
        self.message = Some(format!("There are {count} documents: J goes to the next, B lists them."));
    }

    /// The number of the document on the screen.
    fn which_document(&self) -> String {
        let (DocId(active), list) = (self.tabs.active(), self.tabs.list());
        if let [only] = list {
            return only.name().clone();
        }
        format!("Document {} of {}: {}", active + 1, list.len(), list[active].name())
    }

    /// A document could not be opened: reports the reason, and goes on to the next.
    pub(super) fn fail_to_open(&mut self, id: DocId, reason: String) {
        if self.tabs.is_open(id) {
            // It was to be read again, and stays as it is.
            self.message = Some(reason);
            return;
        }
        self.tabs.set(id, State::Failed(reason.clone()));
        self.message = Some(reason);
        if self.archive.visiting.take_if(|visiting| *visiting == id).is_some() {
            self.tabs.wanted = None;
            return;
        }
        let Some((_, forward)) = self.tabs.wanted.take_if(|(wanted, _)| *wanted == id) else {
            return;
        };
        let next = self.tabs.neighbour(id, forward, 1);
        let next = next.filter(|&next| next != self.tabs.active()).or_else(|| self.instead_of_nothing());
        if let Some(next) = next {
            self.skipped = self.message.take();
            self.turn_to(next, forward);
            self.message = self.skipped.clone();
        } else if self.tabs.is_empty() {
            self.emit(ScreenEffect::Exit(Exit::Unopened));
        }
    }

    /// A document that may still be shown, if none is on the screen.
    fn instead_of_nothing(&self) -> Option<DocId> {
        let can = |listed: &Listed| !matches!(listed.state, State::Failed(_));
        let none = !self.tabs.is_open(self.tabs.active());
        self.tabs.list().iter().position(can).filter(|_| none).map(DocId)
    }

    /// Takes an event about one document.
    pub(super) fn hear_of(&mut self, id: DocId, event: Event) {
        match event {
            Event::Loaded { document, rest } => self.load(id, *document, rest),
            Event::Analysing(percent) => {
                if let Some(tab) = self.tabs.get_mut(id) {
                    tab.analysed = percent;
                }
            }
            Event::Analysed(reading) => self.brief(id, *reading),
            Event::Stale => self.grow_stale(id),
            Event::Known(known) => self.know(id, *known),
            Event::Kept(others) => self.kept(id, others),
            Event::NotKept { reason, unsaved } => self.fail_to_keep(id, &reason, unsaved),
            Event::Copied(path) => self.copied(id, &path),
            Event::Done(what) => self.say_of(id, &what),
            // Failures are shown whichever document they concern.
            other => self.take_in(other),
        }
    }

    /// Why something is not saved, in any document; none if everything is.
    pub(super) fn unsaved(&self) -> Option<&str> {
        self.tabs.open().find_map(|(_, tab)| match &tab.annotations.keeping {
            Keeping::Failing { reason, unsaved: 1.. } => Some(reason.as_str()),
            _ => None,
        })
    }

    /// Lists the documents, to go to one.
    pub(super) fn list_documents(&mut self) {
        let DocId(here) = self.tabs.active();
        let mut sheet = Overlay::documents(&self.tabs, self.search.pattern(), self.screen.width);
        sheet.choose(here, self.screen);
        self.overlays.push(sheet);
    }

    /// Shows the findings across all open documents.
    pub(super) fn show_everywhere(&mut self) {
        let filter = self.tabs.here().filter.expression();
        let sheet = Overlay::everywhere(&self.tabs, self.search.pattern(), filter);
        self.overlays.push(sheet);
    }
}
