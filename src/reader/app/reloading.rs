//! A file that has changed: the reader says so, and reads it again with the place and the corrections kept.

use std::sync::Arc;

use super::{App, Opened, loading};
use crate::corrections::Corrections;
use crate::reader::DocId;
use crate::reader::annotations::Annotations;
use crate::reader::event::{DocEffect, Effect, Rest};
use crate::reader::keep::Keeping;
use crate::reader::tab::Tab;

impl App {
    /// The effect that checks whether the file on the screen has changed; none if there is no file, or the
    /// change is known.
    pub fn look(&self) -> Option<Effect> {
        let tab = self.tabs.here();
        let path = tab.annotations.path.clone().filter(|path| !path.contains("://") && !tab.stale)?;
        Some(Effect::Of(self.tabs.active(), DocEffect::Look(path)))
    }

    /// The file of a document has changed.
    pub(super) fn grow_stale(&mut self, id: DocId) {
        if let Some(tab) = self.tabs.get_mut(id) {
            tab.stale = true;
            self.say_of(id, "The file has changed; R reloads it.");
        }
    }

    /// Reads the document on the screen again.
    pub(super) fn reload(&mut self) {
        let id = self.tabs.active();
        let path = self.tabs.listed(id).and_then(|listed| listed.path.clone());
        let Some(path) =
            path.filter(|path| path.as_os_str() != "-" && self.tabs.here().annotations.path.is_some())
        else {
            self.message = Some("This text has no file to reload.".to_owned());
            return;
        };
        if let Some(reason) = self.tabs.here().annotations.keeping.unsaved_reason() {
            self.message = Some(format!("Not reloaded: corrections are not saved. {reason}"));
            return;
        }
        self.message = Some("Reloading …".to_owned());
        self.emit(Effect::Open { id, path });
    }

    /// Replaces a document with the version just read.
    pub(super) fn take_again(&mut self, opened: Opened) {
        let (id, document) = (opened.id, Arc::new(opened.document));
        let Some(old) = self.tabs.get(id) else { return };
        let mut tab = Tab::new(&document, old.text.another(), opened.rest);
        (tab.quotes.grouped, tab.quotes.level) = (old.quotes.grouped, old.quotes.level);
        tab.actors.order = old.actors.order;
        tab.filter.set(old.filter.expression().cloned());
        (tab.filter.off, tab.filter.display) = (old.filter.off, old.filter.display);
        let keeping = old.annotations.keeping.clone();
        // Saved corrections come back from the disk; unsaved ones exist only here.
        let corrections = if keeping == Keeping::Off {
            old.annotations.corrections.clone()
        } else {
            Corrections::default()
        };
        tab.annotations =
            Annotations { keeping, corrections, path: opened.path, moved: true, ..Annotations::default() };
        let place = old.position();
        tab.returning = place;
        self.tabs.insert(id, tab);
        self.overlays.clear();
        let notices = self.tabs.get(id).and_then(|tab| loading::notice_line(&tab.notices));
        self.settle();
        self.come_back(id);
        self.refilter_of(id);
        self.tell(id, notices.or(Some("Reloaded.".to_owned())));
        self.begin_to_read(id, document);
    }

    /// Goes back to the earlier place once the document has been read again.
    pub(super) fn come_back(&mut self, id: DocId) {
        let Some(tab) = self.tabs.get_mut(id) else { return };
        let Some(place) = tab.returning.take() else { return };
        if !tab.resume(&place) && tab.rest != Rest::Nothing {
            tab.returning = Some(place);
        }
    }
}
