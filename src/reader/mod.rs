//! The full-screen reader.
//!
//! A key becomes an [`Action`] by the [`Keymap`]; [`App::update`] takes in an [`Event`] and gives [`Effect`]s;
//! [`render`] draws the state on a buffer; [`screen`] writes what changed to the terminal. The reader reads no
//! file and no environment: what it wants done outside is an effect, which a [`Runner`] performs on a thread.

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
pub use config::{Config, Fault, default_text as default_config};
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

/// How the reader looks and what its keys do.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own, and all combine")]
pub struct Options {
    /// The theme.
    pub theme: ThemeChoice,
    /// How many colours the terminal shows.
    pub color: ColorDepth,
    /// Which key does what.
    pub keymap: Keymap,
    /// A line to show at the beginning, until the first key.
    pub greeting: Option<String>,
    /// The most columns that a line of text takes, where that is not 80.
    pub measure: Option<u16>,
    /// How wide the side panes are.
    pub shape: Shape,
    /// The side pane that a screen of medium width shows first.
    pub side: Option<Pane>,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Who puts right-to-left text in order.
    pub bidi: Bidi,
    /// No boxes and no pictures of letters, one pane at a time, and the cursor on what is selected.
    pub accessible: bool,
    /// Whether the terminal may be asked what it can do; one that knows no questions may print them.
    pub ask: bool,
    /// What is still to come of the document that the reader is opened with.
    pub rest: Rest,
    /// Whether that document is still to be opened: it comes from afar, and nobody waits for it before a dark screen.
    pub opening: bool,
    /// Whether what a person does is kept on disk.
    pub keep: bool,
    /// Whether the documents that were opened before are offered at the start.
    pub offer_recent: bool,
    /// Whether nothing is to be started or written outside the state directory.
    pub secure: bool,
    /// What carries copies to the clipboard.
    pub clipboard: Clipboard,
    /// Whether nothing but documents of the archive may be opened.
    pub only_archive: bool,
    /// Whether the reader begins with the archive, and no document is there.
    pub archive: bool,
    /// The path of the document's file, if it has one that can be opened again.
    pub path: Option<String>,
    /// The files that were named, with that of the document; none where it has no name.
    pub files: Vec<PathBuf>,
    /// Why the first of them could not be opened, a full sentence each. The document is the next one.
    pub unreadable: Vec<String>,
}
