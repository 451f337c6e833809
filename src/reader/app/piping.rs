//! Sends text to a command of the user's own.

use super::App;
use super::prompting::Ask;
use crate::reader::event::Effect;
use crate::reader::layout::Pane;
use crate::reader::overlay::Overlay;

impl App {
    /// Asks for the command that gets the selection, the listed quote, or the whole text.
    pub(super) fn ask_for_command_line(&mut self) {
        if self.secure {
            self.message = Some("ATTACHE_SECURE allows no commands.".to_owned());
            return;
        }
        let tab = self.tabs.here();
        let quote = tab.quotes.selected.filter(|_| self.focus == Pane::Quotes);
        let (label, text) = match (tab.annotations.selection, quote) {
            (Some(selection), _) => ("Send the selection to: ", tab.reading.of(selection.span).to_owned()),
            (None, Some(quote)) => {
                ("Send the quote to: ", self.citation(tab.reading.quote_extent(quote)).to_string())
            }
            (None, None) => ("Send the text to: ", tab.reading.text().to_owned()),
        };
        let ask = Ask::new(label, "pipe", move |app, prompt| {
            let command = prompt.line.text().trim().to_owned();
            if command.is_empty() {
                return Err("type a command, such as wc -w".to_owned());
            }
            app.tabs.here_mut().annotations.selection = None;
            app.message = Some(format!("Running {command} …"));
            app.emit(Effect::Pipe { command, text: text.clone() });
            Ok(())
        });
        self.ask(ask, "");
    }

    /// Shows a command's output: one line in the status line, more on a sheet.
    pub(super) fn show_output(&mut self, command: &str, text: &str) {
        let text = text.trim_end();
        self.message = match text.lines().collect::<Vec<_>>().as_slice() {
            [] => Some(format!("{command} wrote nothing.")),
            [line] if line.len() < 60 => Some(format!("{command}: {}", line.trim())),
            _ => {
                self.overlays.push(Overlay::message(command, text));
                None
            }
        };
    }
}
