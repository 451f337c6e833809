//! The panes: each keeps its own state and draws itself.

use super::filter::Filter;
use super::reading::Reading;
use super::search::Pattern;
use super::theme::Theme;

pub mod actors;
pub mod marks;
pub mod quotes;
pub mod text;
pub mod text_view;

/// The data that the lists beside the text are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct ListView<'a> {
    /// The document.
    pub reading: &'a Reading,
    /// The filter.
    pub filter: &'a Filter,
    /// The search pattern.
    pub search: Option<&'a Pattern>,
    /// The styles.
    pub theme: &'a Theme,
    /// Whether the list has the focus.
    pub focused: bool,
}
