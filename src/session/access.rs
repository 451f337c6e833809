//! How files and addresses may be opened.

use std::path::Path;
use std::sync::Arc;

use crate::fetch::{self, Web};
use crate::import::Format;

/// How files and addresses are opened.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The format that is demanded.
    pub from: Option<Format>,
    /// Of which feeds the items are fetched that the feed has only a summary of.
    pub items: FetchItems,
    /// The client of the web.
    pub web: Arc<Web>,
}

/// Of which feeds items are fetched of which the feed has only a summary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FetchItems {
    /// Of feeds that are fetched themselves.
    #[default]
    Auto,
    /// Of all feeds, also of those that lie here as files.
    Always,
    /// Of none.
    Never,
}

impl Access {
    /// The same, where no format is demanded.
    #[must_use]
    pub fn without_format(&self) -> Self {
        Self { from: None, ..self.clone() }
    }

    /// Whether the items of that feed are fetched. A file that lies here causes no traffic unless that is asked for:
    /// whose item is read when is nobody's business.
    pub fn fetches_items_of(&self, name: &Path) -> bool {
        match self.items {
            FetchItems::Auto => fetch::of_name(name).is_some(),
            FetchItems::Always => true,
            FetchItems::Never => false,
        }
    }
}
