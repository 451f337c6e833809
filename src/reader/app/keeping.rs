//! Saved data, and the messages about them.

use super::App;
use crate::corrections::Change;
use crate::reader::DocId;
use crate::reader::event::{DocEffect, Effect, ScreenEffect};
use crate::reader::keep::{Keep, Keeping, Known};
use crate::reader::tabs::Listed;

impl App {
    /// Takes the data on a document from earlier visits.
    pub(super) fn know(&mut self, id: DocId, known: Known) {
        let here = id == self.tabs.active();
        let Some(tab) = self.tabs.get_mut(id) else { return };
        tab.annotations.corrections.join(known.replica, known.changes);
        let unsaved = tab.annotations.keeping.unsaved();
        if known.trouble.is_none() {
            tab.annotations.keeping = Keeping::On;
        }
        tab.annotations.known = true;
        tab.recorrect();
        tab.remember_marks(&known.marks);
        let wanted = tab.jumps.wanted.take();
        let place = known.position.filter(|_| !tab.annotations.moved);
        let resumed = place.is_some_and(|place| tab.resume(&place)) && tab.notices.is_empty();
        self.refilter_of(id);
        if resumed {
            self.say_of(id, "Resumed where you stopped; g goes to the top.");
        }
        let well = known.trouble.is_none();
        if let Some(reason) = known.trouble {
            self.fail_to_keep(id, &reason, unsaved);
        }
        if let Some(letter) = wanted.filter(|_| here) {
            // Why nothing can be saved must be read; the pending mark is no longer of interest.
            self.message.take_if(|_| well);
            self.go_to_mark(letter);
        }
    }

    /// Every change so far is on the disk; others may have made some too.
    pub(super) fn kept(&mut self, id: DocId, others: Vec<Change>) {
        let Some(tab) = self.tabs.get_mut(id) else { return };
        let annotations = &mut tab.annotations;
        annotations.keeping = Keeping::On;
        annotations.in_flight = annotations.in_flight.saturating_sub(1);
        // Only the last change is shown; it is saved once nothing is on its way any more.
        if annotations.in_flight == 0
            && let Some(saved) = annotations.pending.take().filter(|_| self.message.is_some())
        {
            self.say_of(id, &format!("Saved: {saved}."));
        }
        if let (false, Some(tab)) = (others.is_empty(), self.tabs.get_mut(id)) {
            others.into_iter().for_each(|change| tab.annotations.corrections.take_in(change));
            tab.recorrect();
            self.refilter_of(id);
        }
    }

    /// Changes could not be saved. This is reported even if the document is not on the screen.
    pub(super) fn fail_to_keep(&mut self, id: DocId, reason: &str, unsaved: usize) {
        let Some(tab) = self.tabs.get_mut(id) else { return };
        let annotations = &mut tab.annotations;
        annotations.in_flight = annotations.in_flight.saturating_sub(1);
        let what = annotations.pending.take().map(|what| format!(" {what}.")).unwrap_or_default();
        annotations.keeping = Keeping::Failing { reason: reason.to_owned(), unsaved };
        self.message = Some(if id == self.tabs.active() {
            format!("NOT SAVED: {reason}{what}")
        } else {
            let name = self.tabs.listed(id).map(Listed::name).unwrap_or_default();
            format!("NOT SAVED in {name}: {reason}")
        });
    }

    /// Sends a change to be saved, and shows a message.
    pub(super) fn keep(&mut self, change: Change, what: &str) {
        let annotations = &mut self.tabs.here_mut().annotations;
        if annotations.keeping.is_wished() {
            // It is reported as saved once the disk has answered.
            self.message = Some(format!("Saving: {what} …"));
            annotations.pending = Some(what.to_owned());
            annotations.in_flight += 1;
            self.emit_here(Keep::Change(change));
        } else {
            self.message = Some(format!("{what}. --no-state: this is not saved."));
        }
    }

    /// Saves the reading position if the program is about to end.
    pub(super) fn keep_position_at_the_end(&mut self) {
        let ends = |e: &Effect| matches!(e, Effect::Screen(ScreenEffect::Exit(_)));
        let (here, active) = (self.tabs.here(), self.tabs.active());
        if !here.annotations.keeping.is_wished() || !self.outbox.iter().any(ends) {
            return;
        }
        let keep = |id, keep| Effect::Of(id, DocEffect::Keep(keep));
        let place = here.position().map(|place| keep(active, Keep::Position(place)));
        // The positions of the others are saved already; their unsaved changes are tried once more.
        let others = self.tabs.open().filter(|(id, _)| *id != active);
        let failing = others.filter(|(_, tab)| tab.annotations.keeping.unsaved() > 0);
        let last: Vec<Effect> = failing.map(|(id, _)| keep(id, Keep::Retry)).chain(place).collect();
        self.outbox.splice(0..0, last);
    }
}
