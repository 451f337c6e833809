//! The links of the document: a list to open one in the browser or copy its address.

use super::App;
use super::prompting::Ask;
use crate::reader::event::Effect;
use crate::reader::links::{self, Target};
use crate::reader::picker;
use crate::reader::prompt::{Menu, Prompt};

/// The message if no browser may be started.
const NO_BROWSER: &str = "ATTACHE_SECURE allows no browser; Y copies the address of a link.";

/// The action on a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    Open,
    Copy,
}

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
        let label = if what == Link::Open { "Open link: " } else { "Copy link: " };
        let entered = move |app: &mut Self, prompt: &Prompt| app.take_link(what, prompt);
        self.ask(Ask::new(label, "link", entered).list(|app, prompt| app.link_menu(prompt)), "");
        if let Some((prompt, first)) = self.prompt.as_mut().zip(first) {
            prompt.menu.point_at(first);
        }
    }

    /// Offers the links that match the typed text.
    fn link_menu(&self, prompt: &mut Prompt) {
        let tab = self.tabs.here();
        let items = picker::links(&tab.reading, prompt.line.text());
        prompt.note = links::entries(&tab.reading).count().to_string();
        prompt.menu = Menu::new(&prompt.line, 0, items);
    }

    /// Opens the link with that number, or copies its address.
    fn take_link(&mut self, what: Link, prompt: &Prompt) -> Result<(), String> {
        let number = prompt.menu.best().and_then(|item| item.insert.parse::<usize>().ok());
        let reading = &self.tabs.here().reading;
        let found = number.and_then(|n| links::entries(reading).nth(n.checked_sub(1)?));
        let address = match found.map(|entry| entry.target).ok_or("no such link")? {
            Target::Address(address) => address.into_owned(),
            Target::Note(note) => {
                self.jump(|app| app.go_to_passage(note));
                self.message = Some("This is the note; Ctrl-O goes back to its mark.".to_owned());
                return Ok(());
            }
        };
        if what == Link::Copy {
            self.copy(address, "");
        } else if self.secure {
            return Err(NO_BROWSER.to_owned());
        } else {
            self.message = Some(format!("Opening {address} …"));
            self.emit(Effect::Browse(address));
        }
        Ok(())
    }
}
