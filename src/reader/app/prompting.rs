//! Prompts as values: the text before the line, and the callbacks while and after the user types.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use super::App;
use crate::reader::palette;
use crate::reader::prompt::{Menu, Outcome, Prompt};
use crate::reader::{Action, Key};

/// Called after each change of the line: updates notes and items.
type Typed = Rc<dyn Fn(&mut App, &mut Prompt)>;
/// Called when the line is entered. An error is shown beside the line, which stays open with its text.
type Entered = Rc<dyn Fn(&mut App, &Prompt) -> Result<(), String>>;

/// The callbacks of a prompt, in the order in which they are called.
#[derive(Clone)]
pub(super) struct Ask {
    label: &'static str,
    history: &'static str,
    is_list: bool,
    /// The most bytes of the line, if not the usual limit.
    most: Option<usize>,
    typed: Typed,
    /// The items that Tab requests if there are none yet.
    on_tab: Option<fn(&App, &Prompt) -> Menu>,
    settled: Option<fn(&App, &mut Prompt)>,
    entered: Entered,
    left: Option<fn(&mut App)>,
}

impl Ask {
    /// A prompt with that text before its line and this callback for its input. Prompts with the same history share
    /// earlier entries.
    pub fn new(
        label: &'static str,
        history: &'static str,
        entered: impl Fn(&mut App, &Prompt) -> Result<(), String> + 'static,
    ) -> Self {
        let (typed, entered) = (Rc::new(|_: &mut App, _: &mut Prompt| {}), Rc::new(entered));
        Self {
            label,
            history,
            is_list: false,
            most: None,
            typed,
            on_tab: None,
            settled: None,
            entered,
            left: None,
        }
    }

    /// The same, for input that cannot be wrong.
    pub fn simple(
        label: &'static str,
        history: &'static str,
        entered: impl Fn(&mut App, &Prompt) + 'static,
    ) -> Self {
        Self::new(label, history, move |app, prompt| {
            entered(app, prompt);
            Ok(())
        })
    }

    /// Calls back while the user types.
    pub fn typed(self, typed: impl Fn(&mut App, &mut Prompt) + 'static) -> Self {
        Self { typed: Rc::new(typed), ..self }
    }

    /// The same, for a list where choosing matters more than typing: the arrow keys walk through it.
    pub fn list(self, typed: impl Fn(&mut App, &mut Prompt) + 'static) -> Self {
        Self { is_list: true, ..self.typed(typed) }
    }

    /// Offers items when Tab requests them.
    pub fn on_tab(self, menu: fn(&App, &Prompt) -> Menu) -> Self {
        Self { on_tab: Some(menu), ..self }
    }

    /// Sets the limit in bytes.
    pub fn with_limit(self, most: usize) -> Self {
        Self { most: Some(most), ..self }
    }

    /// Updates the note beside the line when it can change without a key.
    pub fn settled(self, settle: fn(&App, &mut Prompt)) -> Self {
        Self { settled: Some(settle), ..self }
    }

    /// Calls back when the prompt is left without input.
    pub fn left(self, left: fn(&mut App)) -> Self {
        Self { left: Some(left), ..self }
    }
}

/// An open prompt, and its callbacks.
pub struct Asked {
    prompt: Prompt,
    ask: Ask,
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.prompt.fmt(f)
    }
}

impl Deref for Asked {
    type Target = Prompt;

    fn deref(&self) -> &Prompt {
        &self.prompt
    }
}

impl DerefMut for Asked {
    fn deref_mut(&mut self) -> &mut Prompt {
        &mut self.prompt
    }
}

impl App {
    /// Opens a prompt with `text` in it.
    pub(super) fn ask(&mut self, ask: Ask, text: &str) {
        let prompt = Prompt::new(ask.label, ask.is_list, "");
        let most = ask.most.unwrap_or(prompt.line.most());
        let mut prompt = prompt.with_limit(most);
        prompt.insert(text);
        self.prompt = Some(Asked { prompt, ask });
        self.prompt_changed();
    }

    /// Opens the prompt for any command.
    pub(super) fn ask_for_command(&mut self) {
        let ask = Ask::new(":", "command", Self::run_command).list(|app, prompt| {
            let items = palette::items(prompt.line.text(), &app.keymap);
            prompt.note = if items.is_empty() { "no such command".to_owned() } else { String::new() };
            prompt.menu = Menu::new(&prompt.line, 0, items);
        });
        self.ask(ask, "");
    }

    /// Passes a key to the prompt.
    pub(super) fn press_in_prompt(&mut self, key: Key) {
        let Some(asked) = &mut self.prompt else { return };
        let history = self.histories.entry(asked.ask.history).or_default();
        match asked.prompt.press(key, history) {
            Outcome::Unchanged => {}
            Outcome::Changed => self.prompt_changed(),
            Outcome::Complete { forward } => self.complete(forward),
            Outcome::Cancelled => {
                if let Some(left) = self.prompt.take().and_then(|asked| asked.ask.left) {
                    left(self);
                }
            }
            Outcome::Accepted => self.accept(),
        }
    }

    /// Pastes text into the prompt.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.insert(text);
            self.prompt_changed();
        } else {
            self.message = Some("Nowhere to paste; / : and & open a prompt.".to_owned());
        }
    }

    fn complete(&mut self, forward: bool) {
        let Some(mut asked) = self.prompt.take() else { return };
        let Asked { prompt, ask } = &mut asked;
        if let Some(menu) = ask.on_tab.filter(|_| prompt.menu.is_empty()) {
            prompt.menu = menu(self, prompt);
        }
        prompt.menu.step(&mut prompt.line, forward);
        if ask.on_tab.is_some() {
            let menu = std::mem::take(&mut prompt.menu);
            (ask.typed)(self, prompt);
            prompt.menu = menu;
        }
        self.prompt = Some(asked);
    }

    /// Calls back after each typed key.
    fn prompt_changed(&mut self) {
        let Some(mut asked) = self.prompt.take() else { return };
        (asked.ask.typed)(self, &mut asked.prompt);
        self.prompt = Some(asked);
    }

    /// Updates the note at the right of the prompt when it can change without a key.
    pub(super) fn settle_prompt(&mut self) {
        let Some(mut asked) = self.prompt.take() else { return };
        if let Some(settle) = asked.ask.settled {
            settle(self, &mut asked.prompt);
        }
        self.prompt = Some(asked);
    }

    /// Accepts the input. Invalid input stays in the line, with its fault beside it.
    fn accept(&mut self) {
        let Some(mut asked) = self.prompt.take() else { return };
        match (asked.ask.entered)(self, &asked.prompt) {
            Ok(()) => {
                let history = self.histories.entry(asked.ask.history).or_default();
                history.add(asked.prompt.line.text());
            }
            Err(why) => {
                asked.prompt.note = why;
                self.prompt = Some(asked);
            }
        }
    }

    fn run_command(&mut self, prompt: &Prompt) -> Result<(), String> {
        let text = prompt.line.text().trim();
        if text.is_empty() {
            return Ok(());
        }
        if let Some(percent) = text.strip_suffix('%').and_then(|n| n.parse().ok()) {
            self.jump(|app| app.go_to_percent(percent));
            return Ok(());
        }
        if let Ok(number) = text.parse() {
            self.jump(|app| app.go_to_paragraph(number));
            return Ok(());
        }
        let best = prompt.menu.best().and_then(|item| Action::from_name(&item.insert));
        let action = best.ok_or_else(|| "no such command".to_owned())?;
        self.act_counted(action);
        Ok(())
    }
}
