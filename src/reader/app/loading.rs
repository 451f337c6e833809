//! A text that arrives in parts: each longer part replaces the one on the screen.

use std::sync::Arc;

use super::App;
use crate::briefing::said_of;
use crate::document::Document;
use crate::reader::event::{DocEffect, Rest};
use crate::reader::keep::Keep;
use crate::reader::{DocId, Reading};

impl App {
    /// Shows more of a text in place of the part on the screen. Once the text is complete, it is analysed.
    pub(super) fn load(&mut self, id: DocId, document: Document, rest: Rest) {
        let Some(tab) = self.tabs.get_mut(id) else { return };
        let notices = said_of(&document);
        if notices != tab.notices {
            tab.notices = notices;
            let said = notice_line(&tab.notices);
            self.tell(id, said);
        }
        let document = Arc::new(document);
        if let Some(tab) = self.tabs.get_mut(id) {
            tab.load(&document, rest);
        }
        self.refilter_of(id);
        self.come_back(id);
        if rest == Rest::Nothing {
            self.study(id, document);
        }
    }

    /// Has a complete text analysed, or the rest of an incomplete one read.
    pub(super) fn begin_to_read(&mut self, id: DocId, document: Arc<Document>) {
        match self.tabs.get(id).map(|tab| tab.rest) {
            Some(Rest::Nothing) => self.study(id, document),
            Some(Rest::More { .. } | Rest::Fetching) => self.emit_of(id, DocEffect::Load),
            None => {}
        }
    }

    /// Has a complete text analysed, and asks for the data from earlier visits.
    fn study(&mut self, id: DocId, document: Arc<Document>) {
        let Some(tab) = self.tabs.get(id) else { return };
        if tab.annotations.keeping.is_wished() {
            let path = tab.annotations.path.clone();
            self.emit_of(id, Keep::Visit { document: Arc::clone(&document), path });
        }
        self.emit_of(id, DocEffect::Analyse(document));
    }

    /// Takes an analysis, unless its text is no longer shown.
    pub(super) fn brief(&mut self, id: DocId, reading: Reading) {
        let Some(tab) = self.tabs.get_mut(id) else { return };
        if reading.text() != tab.reading.text() {
            return;
        }
        tab.annotations.analysed = reading.briefing().cloned();
        if tab.annotations.corrections.is_empty() {
            tab.put_under(reading);
        } else {
            tab.recorrect();
        }
        self.refilter_of(id);
        self.go_to_sought(id, true);
    }
}

/// The notices of the import, in one line.
pub(super) fn notice_line(notices: &[String]) -> Option<String> {
    match notices {
        [] => None,
        [only] => Some(only.clone()),
        [first, rest @ ..] => Some(format!("{first} And {} more; i shows them.", rest.len())),
    }
}
