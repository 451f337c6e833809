//! Puts the archive's answers on the page that asked.

use crate::reader::App;
use crate::reader::archive::Page;
use crate::reader::archive::data::{Answer, Found};

impl App {
    /// Takes an answer. One that no page waits for any more is dropped.
    pub(in crate::reader::app) fn hear_archive(&mut self, answer: Answer) {
        match answer {
            Answer::Inbox(saved) => {
                let pages = self.archive.pages.iter_mut().map(|place| &mut place.page);
                let inbox = pages.rev().find(|page| matches!(page, Page::Inbox(_)));
                match (inbox, saved) {
                    (Some(page), saved) => *page = Page::Inbox(Some(saved)),
                    (None, Err(why)) => self.message = Some(why),
                    (None, Ok(_)) => {}
                }
            }
            Answer::Found(found) => self.take_hits(found),
            Answer::Offers(offers) => self.archive.offers = offers,
            Answer::Dossier(dossier) => {
                if let Some(Page::Dossier(_, known)) = self.archive.pages.last_mut().map(|p| &mut p.page) {
                    *known = Some(dossier);
                }
            }
            Answer::Suggestions(all) => {
                if let Some(Page::Same(questions)) = self.archive.pages.last_mut().map(|p| &mut p.page) {
                    questions.all = Some(all);
                }
            }
            Answer::Compared(pairs) => {
                if let Some(Page::Compare(comparison)) = self.archive.pages.last_mut().map(|p| &mut p.page) {
                    match pairs {
                        Ok(pairs) => comparison.pairs = pairs,
                        Err(why) => comparison.wrong = Some(why),
                    }
                }
            }
            Answer::Done(what) => {
                self.message = Some(what);
                self.refresh();
            }
            Answer::Judged(what) | Answer::Failed(what) => self.message = Some(what),
        }
    }

    /// Puts hits on their page; the selection stays.
    fn take_hits(&mut self, found: Result<Found, String>) {
        let Some(place) = self.archive.pages.last_mut() else { return };
        let Page::Hits(list) = &mut place.page else { return };
        match found {
            Err(why) => (list.wrong, list.is_there) = (Some(why), true),
            Ok(found) if found.query == list.found.query => {
                let at = list.hit(place.selected).map(|hit| (hit.number, hit.span.start));
                (list.found, list.is_there, list.wrong) = (found, true, None);
                list.arrange();
                let entry = at.and_then(|(number, start)| list.entry_of(number, start));
                place.selected = entry.unwrap_or(place.selected);
            }
            // The answer to an earlier question.
            Ok(_) => {}
        }
    }
}
