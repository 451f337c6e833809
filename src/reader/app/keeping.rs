//! What is kept on disk, and what the person at the screen is told about it.

use super::App;
use crate::corrections::Change;
use crate::reader::event::{Effect, ScreenEffect};
use crate::reader::keep::{Keep, Keeping, Known};
use crate::reader::panes::text::Place;
use crate::text::{Anchor, Span};

/// The most bytes of the line at the top by which a position is found again.
const POSITION: u32 = 160;

impl App {
    /// Takes in what is known of the document from earlier visits.
    pub(super) fn know(&mut self, known: Known) {
        self.desk.corrections.join(known.replica, known.changes);
        match known.trouble {
            Some(reason) => self.fail_to_keep(reason, self.desk.keeping.unsaved()),
            None => self.desk.keeping = Keeping::On,
        }
        self.desk.known = true;
        self.recorrect();
        self.remember_marks(&known.marks);
        if let Some(place) = known.position.filter(|_| !self.desk.moved) {
            self.resume(&place);
        }
        if let Some(letter) = self.jumps.wanted.take() {
            // Why nothing can be kept is to be read; that the mark is looked for is not, any more.
            self.message.take_if(|_| self.desk.keeping == Keeping::On);
            self.go_to_mark(letter);
        }
    }

    /// Puts marks of earlier visits where their words are, except those that were set anew in this one.
    fn remember_marks(&mut self, marks: &[(char, Anchor)]) {
        if marks.is_empty() {
            return;
        }
        let finder = crate::text::Finder::new(self.reading.text());
        for (letter, anchor) in marks {
            if let Some(span) = finder.find(anchor) {
                self.jumps.marks.entry(*letter).or_insert(Place::at(span.start));
            }
        }
    }

    /// Goes to where reading stopped.
    fn resume(&mut self, place: &Anchor) {
        let found = crate::text::Finder::new(self.reading.text()).find(place);
        let Some(span) = found.filter(|s| s.start > 0) else { return };
        self.text.put_on_top(&self.reading, span.start);
        if self.text.seen().start > 0 && self.notices.is_empty() {
            self.message = Some("Resumed where you stopped; g goes to the beginning.".to_owned());
        }
    }

    /// Every change so far is on the disk; others may have made some too.
    pub(super) fn kept(&mut self, others: Vec<Change>) {
        self.desk.keeping = Keeping::On;
        self.desk.in_flight = self.desk.in_flight.saturating_sub(1);
        // The last change alone is shown; that it is saved is known when nothing is on its way any more.
        if self.desk.in_flight == 0
            && let Some(saved) = self.desk.pending.take().filter(|_| self.message.is_some())
        {
            self.message = Some(format!("Saved: {saved}."));
        }
        if !others.is_empty() {
            others.into_iter().for_each(|change| self.desk.corrections.take_in(change));
            self.recorrect();
        }
    }

    /// Changes could not be kept.
    pub(super) fn fail_to_keep(&mut self, reason: String, unsaved: usize) {
        self.desk.in_flight = self.desk.in_flight.saturating_sub(1);
        let what = self.desk.pending.take().map(|what| format!(" {what}.")).unwrap_or_default();
        self.message = Some(format!("NOT SAVED: {reason}{what}"));
        self.desk.keeping = Keeping::Failing { reason, unsaved };
    }

    /// Sends a change to be kept, and says what was done.
    pub(super) fn keep(&mut self, change: Change, what: &str) {
        if self.desk.keeping.is_wished() {
            // Whether it is saved is said when the disk has answered.
            self.message = Some(format!("Saving: {what} …"));
            self.desk.pending = Some(what.to_owned());
            self.desk.in_flight += 1;
            self.emit(Effect::Keep(Keep::Change(change)));
        } else {
            self.message = Some(format!("{what}. It is not kept: --no-state."));
        }
    }

    /// Has the place kept where one stops, if the program is about to end.
    pub(super) fn keep_position_at_the_end(&mut self) {
        let ends = |e: &Effect| matches!(e, Effect::Screen(ScreenEffect::Exit(_)));
        if !self.desk.keeping.is_wished() || !self.outbox.iter().any(ends) {
            return;
        }
        let shown = self.documents.shown();
        if let Some(place) = self.position() {
            self.outbox.insert(0, Effect::Keep(Keep::Position(place)));
        }
        // Of the others the place is kept already; what could not be saved of them is tried once more.
        let failing = self.documents.desks().filter(|(_, desk)| desk.keeping.unsaved() > 0);
        for number in failing.map(|(number, _)| number).collect::<Vec<_>>() {
            self.outbox.insert(0, Effect::Turn(shown));
            self.outbox.insert(0, Effect::Keep(Keep::Retry));
            self.outbox.insert(0, Effect::Turn(number));
        }
    }

    /// The place at the top of the screen, by its words.
    pub(super) fn position(&self) -> Option<Anchor> {
        let seen = self.text.seen();
        let text = self.reading.text();
        let mut end = seen.end.min(seen.start + POSITION);
        while !text.is_char_boundary(end as usize) {
            end -= 1;
        }
        (seen.start < end).then(|| Anchor::new(text, Span::new(seen.start, end)))
    }
}
