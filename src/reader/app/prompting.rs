//! What happens while and after something is typed in the prompt.

use super::App;
use crate::reader::palette;
use crate::reader::prompt::{Menu, Outcome, Prompt, Purpose};
use crate::reader::{Action, Key};

impl App {
    /// Opens a prompt in which `text` stands already.
    pub(super) fn ask(&mut self, purpose: Purpose, text: &str) {
        self.prompt = Some(Prompt::new(purpose, text));
        self.prompt_changed();
    }

    /// Gives a key to the prompt.
    pub(super) fn press_in_prompt(&mut self, key: Key) {
        let Some(prompt) = &mut self.prompt else { return };
        let history = self.histories.entry(prompt.purpose.name()).or_default();
        match prompt.press(key, history) {
            Outcome::Unchanged => {}
            Outcome::Changed => self.prompt_changed(),
            Outcome::Complete { forward } => self.complete(forward),
            Outcome::Cancelled => self.cancel_prompt(),
            Outcome::Accepted => {
                let Some(prompt) = self.prompt.take() else { return };
                self.histories.entry(prompt.purpose.name()).or_default().add(prompt.line.text());
                self.accept(&prompt);
            }
        }
    }

    /// Puts what was pasted into the prompt.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.insert(text);
            self.prompt_changed();
        } else {
            self.message =
                Some("There is nothing to paste into; / : and & open a line to write in.".to_owned());
        }
    }

    fn complete(&mut self, forward: bool) {
        let Some(mut prompt) = self.prompt.take() else { return };
        if prompt.menu.is_empty() && prompt.purpose == Purpose::Filter {
            prompt.menu = self.filter_menu(&prompt);
        }
        prompt.menu.step(&mut prompt.line, forward);
        if prompt.purpose == Purpose::Filter {
            let menu = std::mem::take(&mut prompt.menu);
            self.filter_typed(&mut prompt);
            prompt.menu = menu;
        }
        self.prompt = Some(prompt);
    }

    /// Follows what is typed, key by key.
    fn prompt_changed(&mut self) {
        let Some(mut prompt) = self.prompt.take() else { return };
        match prompt.purpose {
            Purpose::Search => self.search_typed(&mut prompt),
            Purpose::Edit(question) => self.edit_prompt_changed(question, &mut prompt),
            Purpose::Filter => self.filter_typed(&mut prompt),
            Purpose::Command => {
                let items = palette::items(prompt.line.text(), &self.keymap);
                prompt.note = if items.is_empty() { "no such command".to_owned() } else { String::new() };
                prompt.menu = Menu::new(&prompt.line, 0, items);
            }
        }
        self.prompt = Some(prompt);
    }

    /// Keeps what the prompt says at the right true, where it can change without a key.
    pub(super) fn settle_prompt(&mut self) {
        let note = self.search_note();
        if let Some(prompt) = self.prompt.as_mut().filter(|p| p.purpose == Purpose::Search) {
            prompt.note = note.unwrap_or_else(|| std::mem::take(&mut prompt.note));
        }
    }

    /// Does what was entered.
    fn accept(&mut self, prompt: &Prompt) {
        match prompt.purpose {
            Purpose::Search => self.search_entered(prompt),
            Purpose::Filter => self.filter_entered(prompt),
            Purpose::Command => self.run_command(prompt),
            Purpose::Edit(question) => self.accept_edit(question, prompt),
        }
    }

    /// Leaves the prompt as if it had never been opened.
    fn cancel_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        match prompt.purpose {
            Purpose::Search => self.search_left(),
            Purpose::Filter | Purpose::Command | Purpose::Edit(_) => {}
        }
    }

    fn run_command(&mut self, prompt: &Prompt) {
        let text = prompt.line.text().trim();
        if text.is_empty() {
            return;
        }
        if let Ok(number) = text.parse() {
            return self.jump(|app| app.go_to_paragraph(number));
        }
        match prompt.menu.best().and_then(|item| Action::from_name(&item.insert)) {
            Some(action) => self.act_counted(action),
            None => {
                self.message = Some(format!("There is no command “{text}”; : and Tab show them all."));
            }
        }
    }
}
