//! The filter: which paragraphs are shown, by the actors in them.

use super::flow::Shown;
use super::reading::{Reading, Speaker};

/// How the chosen actors are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Paragraphs with at least one of them.
    #[default]
    Any,
    /// Paragraphs with all of them.
    All,
    /// Paragraphs with none of them.
    Not,
}

/// What happens to the other paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Display {
    /// They are left out.
    #[default]
    Hide,
    /// They are drawn faintly.
    Dim,
}

/// Which paragraphs pass.
#[derive(Debug, Default)]
pub struct Filter {
    /// The chosen actors, in the order of their choice.
    pub actors: Vec<usize>,
    /// How they are joined.
    pub mode: Mode,
    /// What happens to the other paragraphs.
    pub display: Display,
    /// Chosen, but not applied.
    pub off: bool,
    passing: Shown,
    count: usize,
}

impl Filter {
    /// Whether the filter keeps anything out.
    pub fn is_on(&self) -> bool {
        !self.off && !self.actors.is_empty()
    }

    /// Whether a block passes.
    pub fn passes(&self, block: usize) -> bool {
        self.passing.has(block)
    }

    /// How many blocks pass.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The blocks that the text shows.
    pub fn shown(&self) -> Shown {
        if self.display == Display::Hide { self.passing.clone() } else { Shown::All }
    }

    /// Puts an actor in, or takes them out.
    pub fn toggle(&mut self, actor: usize) {
        match self.actors.iter().position(|&a| a == actor) {
            Some(at) => {
                self.actors.remove(at);
            }
            None => self.actors.push(actor),
        }
        self.off = false;
    }

    /// Joins the actors in the next way: any, all, not.
    pub fn cycle_mode(&mut self) {
        self.mode = match self.mode {
            Mode::Any => Mode::All,
            Mode::All => Mode::Not,
            Mode::Not => Mode::Any,
        };
    }

    /// Hides instead of dimming, and dims instead of hiding.
    pub fn cycle_display(&mut self) {
        self.display = if self.display == Display::Hide { Display::Dim } else { Display::Hide };
    }

    /// Finds the blocks that pass.
    pub fn apply(&mut self, reading: &Reading) {
        if !self.is_on() {
            self.passing = Shown::All;
            self.count = reading.blocks().len();
            return;
        }
        let mut here = vec![0usize; reading.blocks().len()];
        for &actor in &self.actors {
            for (count, present) in here.iter_mut().zip(blocks_of(reading, actor)) {
                *count += usize::from(present);
            }
        }
        let passes = |&count: &usize| match self.mode {
            Mode::Any => count > 0,
            Mode::All => count == self.actors.len(),
            Mode::Not => count == 0,
        };
        let flags: Vec<bool> = here.iter().map(passes).collect();
        self.count = flags.iter().filter(|&&f| f).count();
        self.passing = Shown::Some(flags);
    }

    /// How the status line shows the filter: "any of Putin, the Kurds".
    pub fn describe(&self, reading: &Reading) -> String {
        let names: Vec<&str> = self.actors.iter().map(|&a| reading.actors()[a].name.as_str()).collect();
        let joined = match self.mode {
            Mode::Any => names.join(" | "),
            Mode::All => names.join(" & "),
            Mode::Not => format!("!{}", names.join(" !")),
        };
        match (self.off, self.display) {
            (true, _) => format!("[off] {joined}"),
            (_, Display::Hide) => joined,
            (_, Display::Dim) => format!("{joined} (dim)"),
        }
    }
}

/// For each block whether an actor is in it: mentioned, or speaking.
fn blocks_of(reading: &Reading, actor: usize) -> Vec<bool> {
    let mut flags = vec![false; reading.blocks().len()];
    for span in reading.mentions_of(actor) {
        flags[reading.block_at(span.start)] = true;
    }
    for (i, quote) in reading.quotes().iter().enumerate() {
        if *reading.speaker(i) == Speaker::Actor(actor) {
            for span in &quote.spans {
                flags[reading.block_at(span.start)] = true;
            }
        }
    }
    flags
}
