//! Opening a document beside those that are open.

use std::path::PathBuf;
use std::sync::Arc;

use super::prompting::Ask;
use super::{App, loading};
use crate::document::Document;
use crate::reader::DocId;
use crate::reader::annotations::Annotations;
use crate::reader::event::{Effect, Rest};
use crate::reader::keep::{Keeping, Recent};
use crate::reader::picker;
use crate::reader::prompt::{Menu, Prompt};
use crate::reader::tab::Tab;
use crate::reader::tabs::State;

/// A document that was opened beside others.
#[derive(Debug)]
pub struct Opened {
    /// As which it was asked for.
    pub id: DocId,
    /// The document, or its beginning.
    pub document: Document,
    /// What is still to come of it.
    pub rest: Rest,
    /// The path of its file, if it has one that can be opened again.
    pub path: Option<String>,
}

impl App {
    /// Has the document opened with which the reader begins. What is on the screen until then is nobody's document.
    pub(super) fn open_first(&mut self, greeting: Option<String>) {
        let id = self.tabs.active();
        self.tabs.here_mut().rest = Rest::Fetching;
        self.tabs.set(id, State::Unread);
        self.turn_to(id, true);
        self.message = self.skipped.clone().or(self.message.take());
        self.greeting = greeting;
    }

    /// Asks which documents were opened before.
    pub(super) fn ask_for_recent(&mut self) {
        if self.only_archive {
            self.message = Some("Only the archive is open here; I shows it.".to_owned());
            return;
        }
        if self.tabs.here().annotations.keeping.is_wished() {
            self.emit(Effect::Recent { at_start: false });
        } else {
            self.offer(Vec::new(), false);
        }
    }

    /// Offers the documents that were opened before; at the start only where there are any, and to nobody who has
    /// begun to read.
    pub(super) fn offer(&mut self, recent: Vec<Recent>, at_start: bool) {
        if at_start && (recent.is_empty() || self.tabs.here().annotations.moved) {
            return;
        }
        self.recent = recent;
        self.message = None;
        self.ask(
            Ask::simple("Open: ", "open", Self::open_chosen).list(|app, prompt| app.recent_menu(prompt)),
            "",
        );
    }

    /// Offers the documents that suit what is typed.
    fn recent_menu(&self, prompt: &mut Prompt) {
        prompt.menu = Menu::new(&prompt.line, 0, picker::recent(&self.recent, prompt.line.text()));
        "or a path or an address; Esc to cancel".clone_into(&mut prompt.note);
    }

    /// Has the chosen document opened, or the file whose path was typed.
    fn open_chosen(&mut self, prompt: &Prompt) {
        let typed = prompt.line.text().trim();
        let best = prompt.menu.best().map(|item| item.insert.as_str());
        let Some(path) = best.or((!typed.is_empty()).then_some(typed)).map(str::to_owned) else {
            return;
        };
        let id = self.tabs.add(PathBuf::from(path));
        self.turn_to(id, true);
    }

    /// Takes in a document that has been opened, and shows it if that is still wanted.
    pub(super) fn take_opened(&mut self, opened: Opened) {
        if self.tabs.is_open(opened.id) {
            return self.take_again(opened);
        }
        let (id, document, here) = (opened.id, Arc::new(opened.document), self.tabs.here());
        let keeping = if here.annotations.keeping.is_wished() { Keeping::On } else { Keeping::Off };
        let mut tab = Tab::new(&document, here.text.another(), opened.rest);
        tab.quotes.grouped = here.quotes.grouped;
        tab.annotations = Annotations { keeping, path: opened.path, ..Annotations::default() };
        self.tabs.insert(id, tab);
        let wanted = self.tabs.wanted.take_if(|(wanted, _)| *wanted == id).is_some();
        if wanted && self.prompt.is_some() {
            // Nobody loses what they are typing.
            self.message = Some("Another document has opened; B lists it.".to_owned());
        } else if wanted {
            let skipped = self.skipped.take();
            self.show_document(id);
            let said = self.greeting.take().or(self.message.take());
            self.message = skipped.or(loading::notice_line(&self.tabs.here().notices)).or(said);
        }
        self.go_to_sought(id, false);
        self.begin_to_read(id, document);
    }
}
