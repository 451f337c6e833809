//! Turning from one document to another: the next, the previous, one of the list.

use std::path::PathBuf;

use super::App;
use crate::reader::documents::{Folder, Listed, State};
use crate::reader::event::{Effect, Event, Exit, ScreenEffect};
use crate::reader::keep::{Keep, Keeping};
use crate::reader::layout::Pane;
use crate::reader::picker::{self, Question};
use crate::reader::prompt::{Menu, Prompt, Purpose};

impl App {
    /// Goes to the `count`th next document, or the `count`th previous one.
    pub(super) fn turn_by(&mut self, forward: bool, count: usize) {
        let from = self.documents.wanted.map_or(self.documents.shown(), |(number, _)| number);
        match self.documents.neighbour(from, forward, count) {
            Some(number) => self.turn_to(number, forward),
            None => self.message = Some(self.no_neighbour(forward)),
        }
    }

    fn no_neighbour(&self, forward: bool) -> String {
        match (self.documents.list().len(), forward) {
            (1, _) => "This is the only document; O opens another.".to_owned(),
            (_, true) => "There is no next document; B lists them all.".to_owned(),
            (_, false) => "There is no previous document; B lists them all.".to_owned(),
        }
    }

    /// Shows a document, or has it opened first.
    pub(super) fn turn_to(&mut self, number: usize, forward: bool) {
        self.documents.wanted = None;
        let Some(listed) = self.documents.list().get(number) else { return };
        match &listed.state {
            State::Shown => self.message = Some(self.where_one_is()),
            State::Shelved(_) => self.show_document(number),
            State::Unread | State::Failed(_) | State::Opening => {
                let doing = if listed.is_address() { "Fetching" } else { "Opening" };
                self.message = Some(format!("{doing} {} …", listed.name()));
                let asked = matches!(listed.state, State::Opening);
                let path = listed.path.clone().filter(|_| !asked);
                self.documents.wanted = Some((number, forward));
                if let Some(path) = path {
                    self.documents.set(number, State::Opening);
                    self.emit(Effect::Open { number, path });
                }
            }
        }
    }

    /// Puts another open document on the screen.
    pub(super) fn show_document(&mut self, number: usize) {
        let Some(mut folder) = self.documents.take(number) else { return };
        self.keep_position();
        self.exchange(&mut folder);
        self.documents.turn(number, folder);
        self.emit(Effect::Turn(number));
        self.search.restart(&self.reading);
        self.list_entries();
        self.overlays.clear();
        self.focus = Pane::Text;
        self.message = Some(self.where_one_is());
    }

    /// Takes more documents into the list, with their titles.
    pub(super) fn list_more(&mut self, more: Vec<(PathBuf, String)>) {
        for (path, title) in more {
            let number = self.documents.add(path);
            self.documents.entitle(number, title);
        }
        let count = self.documents.list().len();
        self.message = Some(format!("There are {count} documents: J goes to the next, B lists them."));
    }

    /// Which document is on the screen.
    fn where_one_is(&self) -> String {
        let (shown, list) = (self.documents.shown(), self.documents.list());
        format!("Document {} of {}: {}", shown + 1, list.len(), list[shown].name())
    }

    /// A document could not be opened: says why, and goes on to the next.
    pub(super) fn fail_to_open(&mut self, number: usize, reason: String) {
        self.documents.set(number, State::Failed(reason.clone()));
        self.message = Some(reason);
        let Some((_, forward)) = self.documents.wanted.take_if(|(wanted, _)| *wanted == number) else {
            return;
        };
        let next = self.documents.neighbour(number, forward, 1);
        let next = next.filter(|&next| next != self.documents.shown()).or_else(|| self.instead_of_nothing());
        if let Some(next) = next {
            let why = self.message.take();
            self.turn_to(next, forward);
            self.message = why;
        } else if self.documents.is_empty() {
            self.emit(ScreenEffect::Exit(Exit::Unopened));
        }
    }

    /// A document that may yet be shown, where none is on the screen.
    fn instead_of_nothing(&self) -> Option<usize> {
        let list = self.documents.list();
        let can = |listed: &Listed| !matches!(listed.state, State::Failed(_));
        let none = !matches!(list[self.documents.shown()].state, State::Shown);
        list.iter().position(can).filter(|_| none)
    }

    /// Does something with a document that may not be on the screen, as if it were.
    pub(super) fn within(&mut self, number: usize, act: impl FnOnce(&mut Self)) {
        let shown = self.documents.shown();
        if number == shown {
            return act(self);
        }
        let Some(mut folder) = self.documents.take(number) else { return };
        let (message, search) = (self.message.take(), std::mem::take(&mut self.search));
        self.exchange(&mut folder);
        let before = self.outbox.len();
        act(self);
        if self.outbox.len() > before {
            self.outbox.insert(before, Effect::Turn(number));
            self.emit(Effect::Turn(shown));
        }
        self.exchange(&mut folder);
        self.documents.set(number, State::Shelved(folder));
        self.search = search;
        self.list_entries();
        self.message = message;
    }

    /// Takes in an event of a document. What goes wrong with one that is not on the screen is told all the same.
    pub(super) fn hear_of(&mut self, number: usize, event: Event) {
        let trouble = match &event {
            Event::NotKept { reason, .. } if number != self.documents.shown() => {
                let name = self.documents.list().get(number).map(Listed::name);
                Some(format!("NOT SAVED in {}: {reason}", name.unwrap_or_default()))
            }
            Event::Failed(reason) => Some(reason.clone()),
            _ => None,
        };
        self.within(number, |app| app.take_in(event));
        self.message = trouble.or(self.message.take());
    }

    /// Exchanges what belongs to the document on the screen for what belongs to another.
    fn exchange(&mut self, folder: &mut Folder) {
        use std::mem::swap;
        swap(&mut self.reading, &mut folder.reading);
        swap(&mut self.text, &mut folder.text);
        swap(&mut self.actors, &mut folder.actors);
        swap(&mut self.quotes, &mut folder.quotes);
        swap(&mut self.filter, &mut folder.filter);
        swap(&mut self.desk, &mut folder.desk);
        swap(&mut self.rest, &mut folder.rest);
        swap(&mut self.analysed, &mut folder.analysed);
        swap(&mut self.notices, &mut folder.notices);
        swap(&mut self.jumps, &mut folder.jumps);
    }

    /// Has the place on the screen kept, because one leaves it.
    fn keep_position(&mut self) {
        if let Some(place) = self.position().filter(|_| self.desk.keeping.is_wished()) {
            self.emit(Effect::Keep(Keep::Position(place)));
        }
    }

    /// Why something is not saved, in whichever document that is; none where all is.
    pub(super) fn unsaved(&self) -> Option<&str> {
        let others = self.documents.desks().map(|(_, desk)| desk);
        std::iter::once(&self.desk).chain(others).find_map(|desk| match &desk.keeping {
            Keeping::Failing { reason, unsaved: 1.. } => Some(reason.as_str()),
            _ => None,
        })
    }

    /// Lists the documents, to go to one.
    pub(super) fn list_documents(&mut self) {
        self.ask(Purpose::Edit(Question::Documents), "");
    }

    /// Offers the documents that suit what is typed.
    pub(super) fn document_menu(&self, prompt: &mut Prompt) {
        let names = self.documents.names();
        let entries = self.documents.list().iter().zip(names).enumerate().map(|(number, (listed, name))| {
            let (reading, note) = match &listed.state {
                State::Shown => (Some(&self.reading), format!("here, {}", self.text.progress(&self.reading))),
                State::Shelved(f) => (Some(&f.reading), f.text.progress(&f.reading)),
                State::Unread => (None, "not yet opened".to_owned()),
                State::Opening => (None, "being opened".to_owned()),
                State::Failed(_) => (None, "cannot be read".to_owned()),
            };
            let help = match &listed.state {
                State::Failed(why) => why.clone(),
                _ => reading.and_then(|r| r.metadata().title.clone()).unwrap_or_else(|| listed.title.clone()),
            };
            (format!("{} {name}", number + 1), note, help)
        });
        prompt.menu = Menu::new(&prompt.line, 0, picker::documents(entries, prompt.line.text()));
        prompt.note = self.documents.list().len().to_string();
    }

    /// Goes to the document that was chosen.
    pub(super) fn go_to_document(&mut self, chosen: Option<&str>) {
        let number = chosen.and_then(|c| c.split(' ').next()?.parse::<usize>().ok()?.checked_sub(1));
        match number {
            Some(number) => self.turn_to(number, true),
            None => self.message = Some("There is no such document; B lists them all.".to_owned()),
        }
    }
}
