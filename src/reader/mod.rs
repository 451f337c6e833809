//! The full-screen reader.
//!
//! A key becomes an [`Action`] by the [`Keymap`]; [`App::update`] takes in an [`Event`] and gives [`Effect`]s;
//! [`render`] draws the state on a buffer; [`screen`] writes what changed to the terminal. The reader reads no
//! file and no environment: what it wants done outside is an effect, which a [`Runner`] performs on a thread.

mod action;
mod app;
mod color;
mod draw;
mod event;
mod filter;
mod flow;
mod input;
mod key;
mod keymap;
mod layout;
mod list;
mod overlay;
mod palette;
mod panes;
mod prompt;
mod reading;
mod render;
mod run;
mod screen;
mod search;
mod status;
mod terminal;
mod theme;
mod wrap;

pub use action::Action;
pub use app::App;
pub use color::ColorDepth;
pub use event::{Effect, Event, Exit, Rest, Runner, ScreenEffect};
pub use key::{Code, Key};
pub use keymap::{Context, Keymap, KeymapError};
pub use layout::Pane;
pub use reading::{Reading, Speaker};
pub use render::render;
pub use run::{ReaderError, run};
pub use screen::Screen;
pub use terminal::Tty;
pub use theme::{Theme, ThemeChoice, ThemeError};

use signal_hook::consts::SIGINT;

/// How the reader looks and what its keys do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The theme.
    pub theme: ThemeChoice,
    /// How many colours the terminal shows.
    pub color: ColorDepth,
    /// Which key does what.
    pub keymap: Keymap,
    /// A line to show at the beginning, until the first key.
    pub greeting: Option<String>,
    /// What is still to come of the document that the reader is opened with.
    pub rest: Rest,
}
