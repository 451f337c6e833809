//! The panes: each keeps its own state and draws itself.

pub mod actors;
pub mod quotes;
pub mod text;
pub mod text_view;
