//! A text that comes bit by bit: what is there is shown, and replaced when more of it is there.

use std::sync::Arc;

use super::App;
use crate::briefing::said_of;
use crate::document::Document;
use crate::reader::Reading;
use crate::reader::event::{Effect, Rest};
use crate::reader::keep::Keep;

impl App {
    /// Shows more of the text in place of what was shown; the paragraph at the top stays there. Once the text is
    /// whole, it is analysed.
    pub(super) fn load(&mut self, document: Document, rest: Rest) {
        let said = said_of(&document);
        if said != self.notices {
            self.notices = said;
            self.message = notice_line(&self.notices).or(self.message.take());
        }
        let document = Arc::new(document);
        let before = std::mem::replace(&mut self.reading, Reading::plain(Arc::clone(&document)));
        self.rest = rest;
        self.analysed = 0;
        self.text.carry_over(&before, &self.reading);
        self.refilter();
        if rest == Rest::Nothing {
            self.study(document);
        }
    }

    /// Has a whole text analysed, or the rest of one read of which the beginning is there.
    pub(super) fn begin_to_read(&mut self, document: Arc<Document>) {
        match self.rest {
            Rest::Nothing => self.study(document),
            Rest::More { .. } | Rest::Fetching => self.emit(Effect::Load),
        }
    }

    /// Has a whole text analysed, and asks what is known of it.
    pub(super) fn study(&mut self, document: Arc<Document>) {
        if self.desk.keeping.is_wished() {
            let path = self.desk.path.clone();
            self.emit(Effect::Keep(Keep::Visit { document: Arc::clone(&document), path }));
        }
        self.emit(Effect::Analyse(document));
    }

    /// Takes in an analysis, unless it is one of a text that is no longer shown.
    pub(super) fn brief(&mut self, reading: Reading) {
        if reading.text() == self.reading.text() {
            self.desk.analysed = reading.briefing().cloned();
            if self.desk.corrections.is_empty() {
                self.put_under(reading);
            } else {
                self.recorrect();
            }
        }
    }
}

/// What the import has to say, in one line.
pub(super) fn notice_line(notices: &[String]) -> Option<String> {
    match notices {
        [] => None,
        [only] => Some(only.clone()),
        [first, rest @ ..] => Some(format!("{first} And {} more; i shows them.", rest.len())),
    }
}
