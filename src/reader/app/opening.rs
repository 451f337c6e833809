//! Opening another document in place of the one that is shown.

use std::sync::Arc;

use super::{App, loading};
use crate::document::Document;
use crate::reader::desk::Desk;
use crate::reader::event::{Effect, Rest};
use crate::reader::filter::Filter;
use crate::reader::jumps::Jumps;
use crate::reader::keep::{Keep, Keeping, Recent};
use crate::reader::layout::Pane;
use crate::reader::panes::actors::ActorsPane;
use crate::reader::panes::quotes::QuotesPane;
use crate::reader::panes::text::TextPane;
use crate::reader::picker::{self, Question};
use crate::reader::prompt::{Menu, Prompt, Purpose};
use crate::reader::reading::Reading;

/// A document that is opened in place of another.
#[derive(Debug)]
pub struct Opened {
    /// The document, or its beginning.
    pub document: Document,
    /// What is still to come of it.
    pub rest: Rest,
    /// The path of its file, if it has one that can be opened again.
    pub path: Option<String>,
}

impl App {
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
        "or the path of a file; Esc leaves".clone_into(&mut prompt.note);
    }

    /// Has the chosen document opened, or the file whose path was typed.
    pub(super) fn open_chosen(&mut self, prompt: &Prompt) {
        let typed = prompt.line.text().trim();
        let best = prompt.menu.best().map(|item| item.insert.as_str());
        let Some(path) = best.or((!typed.is_empty()).then_some(typed)).map(str::to_owned) else { return };
        if let Keeping::Failing { reason, unsaved: 1.. } = &self.desk.keeping {
            self.message = Some(format!("What is not saved would be lost. {reason}"));
            return;
        }
        if let Some(place) = self.position().filter(|_| self.desk.keeping.is_wished()) {
            self.emit(Effect::Keep(Keep::Position(place)));
        }
        self.emit(Effect::Open(path));
    }

    /// Shows another document.
    pub(super) fn show_opened(&mut self, opened: Opened) {
        let document = Arc::new(opened.document);
        self.reading = Reading::plain(Arc::clone(&document));
        (self.text, self.actors) = (TextPane::default(), ActorsPane::default());
        let grouped = self.quotes.grouped;
        self.quotes = QuotesPane::default();
        self.quotes.grouped = grouped;
        self.filter = Filter::default();
        self.jumps = Jumps::default();
        self.search.restart(&self.reading);
        self.overlays.clear();
        self.focus = Pane::Text;
        let keeping = if self.desk.keeping.is_wished() { Keeping::On } else { Keeping::Off };
        self.desk = Desk { keeping, path: opened.path, ..Desk::default() };
        self.notices.clone_from(&document.notices);
        self.message = loading::notice_line(&self.notices);
        (self.rest, self.analysed) = (opened.rest, 0);
        match opened.rest {
            Rest::Nothing => self.study(document),
            Rest::More { .. } => self.emit(Effect::Load),
        }
    }
}
