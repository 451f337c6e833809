//! The full-screen reader.
//!
//! The [`Keymap`] turns a key into an [`Action`]; [`App::update`] takes an [`Event`] and returns [`Effect`]s;
//! [`render`] draws the state on a buffer; [`screen`] writes the changes to the terminal. The reader reads no
//! file and no environment: anything outside is an effect, which a [`Runner`] performs on a thread.

mod annotations;
mod app;
pub mod archive;
mod bidi;
mod clipboard;
mod color;
mod config;
mod declarations;
mod draw;
mod event;
mod filter;
mod flow;
mod input;
mod jumps;
mod keep;
mod key;
mod keymap;
mod layout;
mod links;
mod list;
mod names;
mod overlay;
mod palette;
mod panes;
mod picker;
mod plain;
mod positions;
mod prompt;
mod reading;
mod render;
mod run;
mod screen;
mod search;
mod selection;
mod status;
mod tab;
mod tabs;
mod terminal;
mod theme;
mod waiting;
mod why;
mod wrap;

pub use app::{Action, App, Opened};
pub use bidi::Bidi;
pub use clipboard::Clipboard;
pub use color::ColorDepth;
pub use config::{Config, Fault, default_text as default_config, hint};
pub use event::{
    DocEffect, DocId, Edited, Effect, Event, Exit, Mouse, MouseKind, Report, Rest, Runner, ScreenEffect,
};
pub use keep::{Keep, Keeping, Known, Recent};
pub use key::{Code, Key};
pub use keymap::{Context, Keymap, KeymapError};
pub use layout::{Pane, Shape};
pub use reading::{Reading, Speaker};
pub use render::render;
pub use run::{ReaderError, run};
pub use screen::{Hints, Screen};
pub use terminal::{Browser, Editor, Standard, Terminal, Tty};
pub use theme::{Theme, ThemeChoice, ThemeError};
pub use waiting::{Patience, Waiting};

use std::path::PathBuf;

/// The reader's look and keys.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own, and all combine")]
pub struct Options {
    /// The theme.
    pub theme: ThemeChoice,
    /// The terminal's colour depth.
    pub color: ColorDepth,
    /// The bindings of keys to actions.
    pub keymap: Keymap,
    /// A message to show until the first key.
    pub greeting: Option<String>,
    /// The most columns of a line of text, if not 80.
    pub measure: Option<u16>,
    /// The widths of the side panes.
    pub shape: Shape,
    /// The side pane shown first on a screen of medium width.
    pub side: Option<Pane>,
    /// Whether mouse events are enabled.
    pub mouse: bool,
    /// Who reorders right-to-left text.
    pub bidi: Bidi,
    /// No boxes or bar characters, one pane at a time, and the cursor on the selection.
    pub accessible: bool,
    /// Whether the terminal may be queried; one that knows no queries may print them.
    pub ask: bool,
    /// How much of the first document is still to come.
    pub rest: Rest,
    /// Whether that document is still to be opened: it is remote, and nobody should wait for it at an empty screen.
    pub opening: bool,
    /// Whether the user's changes are saved.
    pub keep: bool,
    /// Whether recent documents are offered at the start.
    pub offer_recent: bool,
    /// Whether nothing may be started or written outside the state directory.
    pub secure: bool,
    /// The way to the clipboard.
    pub clipboard: Clipboard,
    /// Whether only documents of the archive may be opened.
    pub only_archive: bool,
    /// Whether the reader starts with the archive, without a document.
    pub archive: bool,
    /// The path of the document's file, if it has one that can be opened again.
    pub path: Option<String>,
    /// The named files, including the document's; empty if it has no name.
    pub files: Vec<PathBuf>,
    /// Why the first of them could not be opened, a full sentence each. The document is the next one.
    pub unreadable: Vec<String>,
}
