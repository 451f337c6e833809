//! Settings for opening files and addresses.

use std::path::Path;
use std::sync::Arc;

use crate::fetch::{self, Web};
use crate::import::Format;

/// Settings for opening files and addresses.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The demanded format.
    pub from: Option<Format>,
    /// Feeds for which items with only a summary are fetched in full.
    pub items: FetchItems,
    /// The web client.
    pub web: Arc<Web>,
}

/// Feeds for which items with only a summary are fetched in full.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FetchItems {
    /// Feeds that are fetched themselves.
    #[default]
    Auto,
    /// All feeds, also local files.
    Always,
    /// None.
    Never,
}

impl Access {
    /// The same, without a demanded format.
    #[must_use]
    pub fn without_format(&self) -> Self {
        Self { from: None, ..self.clone() }
    }

    /// Whether the items of that feed are fetched. A local file causes no traffic unless that is asked for: nobody
    /// else needs to know who reads which item when.
    pub fn fetches_items_of(&self, name: &Path) -> bool {
        match self.items {
            FetchItems::Auto => fetch::of_name(name).is_some(),
            FetchItems::Always => true,
            FetchItems::Never => false,
        }
    }
}
