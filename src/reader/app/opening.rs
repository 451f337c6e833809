//! Opening a document beside the open ones.

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

/// A document opened beside others.
#[derive(Debug)]
pub struct Opened {
    /// The id under which it was requested.
    pub id: DocId,
    /// The document, or its beginning.
    pub document: Document,
    /// How much of it is still to come.
    pub rest: Rest,
    /// The path of its file, if it has one that can be opened again.
    pub path: Option<String>,
}

impl App {
    /// Requests the first document. The content on the screen until then is a placeholder.
    pub(super) fn open_first(&mut self, greeting: Option<String>) {
        let id = self.tabs.active();
        self.tabs.here_mut().rest = Rest::Fetching;
        self.tabs.set(id, State::Unread);
        self.turn_to(id, true);
        self.message = self.skipped.clone().or(self.message.take());
        self.greeting = greeting;
    }

    /// Requests the list of recent documents.
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

    /// Offers the recent documents; at the start only if there are any, and not once the user has begun to read.
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

    /// Offers the documents that match the typed text.
    fn recent_menu(&self, prompt: &mut Prompt) {
        prompt.menu = Menu::new(&prompt.line, 0, picker::recent(&self.recent, prompt.line.text()));
        "or a path or an address; Esc to cancel".clone_into(&mut prompt.note);
    }

    /// Opens the chosen document, or the file with the typed path.
    fn open_chosen(&mut self, prompt: &Prompt) {
        let typed = prompt.line.text().trim();
        let best = prompt.menu.best().map(|item| item.insert.as_str());
        let Some(path) = best.or((!typed.is_empty()).then_some(typed)).map(str::to_owned) else {
            return;
        };
        let id = self.tabs.add(PathBuf::from(path));
        self.turn_to(id, true);
    }

    /// Takes an opened document, and shows it if it is still wanted.
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
            // Do not disturb a user who is typing.
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
