//! The links of the document: a list to open one in the browser or copy its address.

use super::App;
use crate::reader::event::Effect;
use crate::reader::links::{self, Link, Target};
use crate::reader::overlay::Overlay;

/// The message if no browser may be started.
const NO_BROWSER: &str = "ATTACHE_SECURE allows no browser; Y copies the address of a link.";

impl App {
    /// Lists the links, to open one or copy its address; the first on the screen is selected.
    pub(super) fn list_links(&mut self, what: Link) {
        let tab = self.tabs.here_mut();
        let has_notes = tab.reading.links().iter().any(|link| link.note_span().is_some());
        if self.secure && what == Link::Open && !has_notes {
            self.message = Some(NO_BROWSER.to_owned());
            return;
        }
        let from = tab.text.seen().start;
        let first = links::entries(&tab.reading).position(|entry| entry.at.is_some_and(|at| at >= from));
        if links::entries(&tab.reading).next().is_none() {
            self.message = Some("This text has no links.".to_owned());
            return;
        }
        let mut sheet = Overlay::links(&tab.reading, what);
        sheet.choose(first.unwrap_or(0), self.screen);
        self.overlays.push(sheet);
    }

    /// Opens the link with that index in the list, or copies its address.
    pub(super) fn take_link(&mut self, number: usize, what: Link) {
        let found = links::entries(&self.tabs.here().reading).nth(number);
        let address = match found.map(|entry| entry.target) {
            Some(Target::Address(address)) => address.into_owned(),
            Some(Target::Note(note)) => {
                self.jump(|app| app.go_to_passage(note));
                self.message = Some("This is the note; Ctrl-O goes back to its mark.".to_owned());
                return;
            }
            None => return,
        };
        if what == Link::Copy {
            self.copy(address, "");
        } else if self.secure {
            self.message = Some(NO_BROWSER.to_owned());
        } else {
            self.message = Some(format!("Opening {address} …"));
            self.emit(Effect::Browse(address));
        }
    }
}
