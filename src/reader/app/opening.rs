//! Opening a document beside those that are open.

use std::path::PathBuf;
use std::sync::Arc;

use super::{App, loading};
use crate::briefing::said_of;
use crate::document::Document;
use crate::reader::desk::Desk;
use crate::reader::documents::{Folder, State};
use crate::reader::event::{Effect, Rest};
use crate::reader::filter::Filter;
use crate::reader::jumps::Jumps;
use crate::reader::keep::{Keep, Keeping, Recent};
use crate::reader::panes::actors::ActorsPane;
use crate::reader::panes::quotes::QuotesPane;
use crate::reader::picker::{self, Question};
use crate::reader::prompt::{Menu, Prompt, Purpose};
use crate::reader::reading::Reading;

/// A document that was opened beside others.
#[derive(Debug)]
pub struct Opened {
    /// The number as which it was asked for.
    pub number: usize,
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
        let number = self.documents.shown();
        self.rest = Rest::Fetching;
        self.documents.set(number, State::Unread);
        let unreadable = self.message.take_if(|why| self.documents.is_failure(why));
        self.turn_to(number, true);
        self.message = unreadable.or(self.message.take());
        self.greeting = greeting;
    }

    /// Asks which documents were opened before.
    pub(super) fn ask_for_recent(&mut self) {
        if self.desk.keeping.is_wished() {
            self.emit(Effect::Keep(Keep::Recent { at_start: false }));
        } else {
            self.offer(Vec::new(), false);
        }
    }

    /// Offers the documents that were opened before; at the start only where there are any, and to nobody who has
    /// begun to read.
    pub(super) fn offer(&mut self, recent: Vec<Recent>, at_start: bool) {
        if at_start && (recent.is_empty() || self.desk.moved) {
            return;
        }
        self.recent = recent;
        self.message = None;
        self.ask(Purpose::Edit(Question::Open), "");
    }

    /// Offers the documents that suit what is typed.
    pub(super) fn recent_menu(&self, prompt: &mut Prompt) {
        prompt.menu = Menu::new(&prompt.line, 0, picker::recent(&self.recent, prompt.line.text()));
        "or a path or an address; Esc leaves".clone_into(&mut prompt.note);
    }

    /// Has the chosen document opened, or the file whose path was typed.
    pub(super) fn open_chosen(&mut self, prompt: &Prompt) {
        let typed = prompt.line.text().trim();
        let best = prompt.menu.best().map(|item| item.insert.as_str());
        let Some(path) = best.or((!typed.is_empty()).then_some(typed)).map(str::to_owned) else { return };
        let number = self.documents.add(PathBuf::from(path));
        self.turn_to(number, true);
    }

    /// Takes in a document that has been opened, and shows it if that is still wanted.
    pub(super) fn take_opened(&mut self, opened: Opened) {
        let number = opened.number;
        let document = Arc::new(opened.document);
        let keeping = if self.desk.keeping.is_wished() { Keeping::On } else { Keeping::Off };
        let mut quotes = QuotesPane::default();
        quotes.grouped = self.quotes.grouped;
        let folder = Folder {
            reading: Reading::plain(Arc::clone(&document)),
            text: self.text.another(),
            actors: ActorsPane::default(),
            quotes,
            filter: Filter::default(),
            desk: Desk { keeping, path: opened.path, ..Desk::default() },
            rest: opened.rest,
            analysed: 0,
            notices: said_of(&document),
            jumps: Jumps::default(),
        };
        self.documents.set(number, State::Shelved(Box::new(folder)));
        let wanted = self.documents.wanted.take_if(|(wanted, _)| *wanted == number).is_some();
        if wanted && self.prompt.is_some() {
            // Nobody loses what they are typing.
            self.message = Some("Another document is open now; B goes to it.".to_owned());
        } else if wanted {
            let skipped = self.message.take().filter(|why| self.documents.is_failure(why));
            self.show_document(number);
            let said = self.greeting.take().or(self.message.take());
            self.message = skipped.or(loading::notice_line(&self.notices)).or(said);
        }
        self.within(number, |app| app.begin_to_read(document));
    }
}
