//! The links of the document: a list, to open one in the browser or to copy its address.

use super::App;
use crate::reader::event::Effect;
use crate::reader::links;
use crate::reader::picker::{self, Question};
use crate::reader::prompt::{Menu, Prompt, Purpose};

impl App {
    /// Lists the links, to open one or to copy its address; the first on the screen is chosen.
    pub(super) fn list_links(&mut self, question: Question) {
        if self.secure && question == Question::OpenLink {
            self.message =
                Some("ATTACHE_SECURE allows no browser; Y copies the address of a link.".to_owned());
            return;
        }
        let from = self.text.seen().start;
        let first = links::entries(&self.reading).position(|entry| entry.at.is_some_and(|at| at >= from));
        if links::entries(&self.reading).next().is_none() {
            self.message = Some("This text has no links.".to_owned());
            return;
        }
        self.ask(Purpose::Edit(question), "");
        if let Some((prompt, first)) = self.prompt.as_mut().zip(first) {
            prompt.menu.point_at(first);
        }
    }

    /// Offers the links that suit what is typed.
    pub(super) fn link_menu(&self, prompt: &mut Prompt) {
        let items = picker::links(links::entries(&self.reading), prompt.line.text());
        prompt.note = links::entries(&self.reading).count().to_string();
        prompt.menu = Menu::new(&prompt.line, 0, items);
    }

    /// Opens the link of that number, or copies its address.
    pub(super) fn take_link(&mut self, question: Question, number: Option<&str>) {
        let number: Option<usize> = number.and_then(|n| n.parse().ok());
        let found = number.and_then(|n| links::entries(&self.reading).nth(n.checked_sub(1)?));
        let Some(address) = found.map(|entry| entry.address.into_owned()) else {
            self.message = Some("There is no such link.".to_owned());
            return;
        };
        if question == Question::CopyLink {
            return self.copy(address, "");
        }
        self.message = Some(format!("Opening {address} …"));
        self.emit(Effect::Browse(address));
    }
}
