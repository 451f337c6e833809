//! Counts, marks and jumps: keys whose meaning depends on the ones before, and ways back.

use super::App;
use super::actions::Trait;
use crate::reader::jumps::Sought;
use crate::reader::keep::Keep;
use crate::reader::key::Code;
use crate::reader::layout::Pane;
use crate::reader::panes::text::Place;
use crate::reader::{Action, Key};

/// The largest count: more lines than anybody scrolls, and few enough to do at once.
const MOST: usize = 99_999;
/// The most repetitions of an action.
const REPEATED: usize = 1000;

/// The first keys of an unfinished command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Begun {
    /// The number before the command.
    count: Option<usize>,
    /// The action that waits for a mark's letter.
    letter_for: Option<Action>,
}

impl App {
    /// Takes a key that is part of a longer command: a digit, or a mark's letter. False if the key is a command
    /// of its own.
    pub(super) fn begin(&mut self, key: Key) -> bool {
        if let Some(action) = self.begun.letter_for.take() {
            self.begun = Begun::default();
            match key.code {
                Code::Char(letter) if !key.ctrl && !key.alt => self.mark(action, letter),
                _ => {}
            }
            return true;
        }
        let digit = match key.code {
            Code::Char(c) if !key.ctrl && !key.alt => c.to_digit(10),
            _ => None,
        };
        match (digit, self.begun.count) {
            (Some(digit), count) if digit > 0 || count.is_some() => {
                self.begun.count = Some((count.unwrap_or(0) * 10 + digit as usize).min(MOST));
                true
            }
            _ => false,
        }
    }

    /// The unfinished command, for the status line.
    pub fn begun(&self) -> String {
        match (self.begun.count, self.begun.letter_for) {
            (_, Some(Action::SetMark)) => "m".to_owned(),
            (_, Some(_)) => "'".to_owned(),
            (count, None) => count.map(|n| n.to_string()).unwrap_or_default(),
        }
    }

    /// Performs an action as often as the count says, and remembers the place that a jump leaves.
    pub(super) fn act_counted(&mut self, action: Action) {
        let count = std::mem::take(&mut self.begun).count;
        if self.overlays.is_empty() && matches!(action, Action::NextDocument | Action::PreviousDocument) {
            return self.turn_by(action == Action::NextDocument, count.unwrap_or(1));
        }
        if let (Some(sheet), Some(number), Action::Top | Action::Bottom | Action::Open) =
            (self.overlays.last_mut(), count, action)
        {
            sheet.choose(number.saturating_sub(1), self.screen);
            if action != Action::Open {
                return;
            }
        }
        if !action.has(Trait::Jumps) || self.archive.is_shown {
            return self.repeat(action, count);
        }
        self.jump(|app| match (action, count) {
            (Action::Top | Action::Bottom, Some(number)) if app.focus == Pane::Text => {
                app.go_to_paragraph(number);
            }
            _ => app.repeat(action, count),
        });
    }

    fn repeat(&mut self, action: Action, count: Option<usize>) {
        let times = if action.has(Trait::Repeats) { count.unwrap_or(1).min(REPEATED) } else { 1 };
        for _ in 0..times {
            self.act(action);
            // An action that failed once would fail again.
            if self.message.is_some() {
                break;
            }
        }
    }

    /// Goes somewhere, and remembers the previous place if it differs.
    pub(super) fn jump(&mut self, go: impl FnOnce(&mut Self)) {
        let tab = self.tabs.here_mut();
        let before = tab.text.place(&tab.reading);
        go(self);
        let tab = self.tabs.here_mut();
        if tab.text.place(&tab.reading).at != before.at {
            tab.jumps.leave(before);
        }
    }

    /// Waits for a mark's letter.
    pub(super) fn await_letter(&mut self, action: Action) {
        self.begun.letter_for = Some(action);
    }

    fn mark(&mut self, action: Action, letter: char) {
        let tab = self.tabs.here_mut();
        if action == Action::SetMark {
            let place = tab.text.place(&tab.reading);
            tab.jumps.marks.insert(letter, place);
            if let Some(place) = tab.position().filter(|_| tab.annotations.keeping.is_wished()) {
                self.emit_here(Keep::Mark(letter, place));
            }
            self.message = Some(format!("Mark {letter} set; '{letter} comes back here."));
        } else {
            self.go_to_mark(letter);
        }
    }

    /// Goes to a mark, or to the start of the last jump.
    pub(super) fn go_to_mark(&mut self, letter: char) {
        let tab = self.tabs.here_mut();
        let back = matches!(letter, '\'' | '`');
        let place = if back { tab.jumps.last() } else { tab.jumps.marks.get(&letter).copied() };
        match place {
            Some(place) => self.jump(|app| app.return_to(place)),
            None if back => {
                self.message = Some("There is no jump to go back from.".to_owned());
            }
            None if tab.annotations.keeping.is_wished() && !tab.annotations.known => {
                tab.jumps.wanted = Some(letter);
                self.message = Some(format!("Looking for mark {letter} from an earlier visit …"));
            }
            None => self.message = Some(format!("There is no mark {letter}; m{letter} sets it.")),
        }
    }

    /// Goes to a place in the text, and brings the text back to the screen if needed.
    pub(super) fn return_to(&mut self, place: Place) {
        let tab = self.tabs.here_mut();
        if self.areas.text.is_none() {
            self.focus = Pane::Text;
        }
        tab.text.return_to(&tab.reading, place);
    }

    pub(super) fn jump_back(&mut self) {
        let tab = self.tabs.here_mut();
        let now = tab.text.place(&tab.reading);
        match tab.jumps.back(now) {
            Some(place) => self.return_to(place),
            None => self.message = Some("There is no earlier jump.".to_owned()),
        }
    }

    pub(super) fn jump_forward(&mut self) {
        let tab = self.tabs.here_mut();
        match tab.jumps.forward() {
            Some(place) => self.return_to(place),
            None => self.message = Some("There is no later jump.".to_owned()),
        }
    }

    /// Puts the next or previous paragraph that mentions the followed actor at the top of the screen.
    pub(super) fn go_to_mention(&mut self, forward: bool) {
        let tab = self.tabs.here_mut();
        match tab.actors.followed {
            Some(actor) => self.go_to_block(forward, Sought::Naming(actor)),
            None => {
                self.message = Some("No actor is followed; Tab to the actors and select one.".to_owned());
            }
        }
    }

    /// Puts the next or previous paragraph of a sort at the top of the screen.
    pub(super) fn go_to_block(&mut self, forward: bool, sought: Sought) {
        let tab = self.tabs.here_mut();
        let at = tab.text.place(&tab.reading).at;
        let blocks = tab.reading.blocks();
        let suits = |&b: &usize| tab.filter.shown().has(b) && sought.suits(&tab.reading, b);
        let found = if forward {
            (blocks.partition_point(|b| b.span.start <= at)..blocks.len()).find(suits)
        } else {
            (0..blocks.partition_point(|b| b.span.start < at)).rev().find(suits)
        };
        let place = found.map(|b| blocks[b].span.start).filter(|_| !(forward && tab.text.ends.1));
        if let Some(start) = place {
            return tab.text.put_at_top(&tab.reading, start);
        }
        let which = if forward { "below" } else { "above" };
        let what = match sought {
            Sought::Any => "paragraph".to_owned(),
            Sought::Heading => "heading".to_owned(),
            Sought::Naming(actor) => format!("paragraph that names {}", tab.reading.actors()[actor].name),
        };
        self.message = Some(format!("No {what} {which}."));
    }
}
