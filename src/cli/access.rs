//! What the command line permits and demands of whatever is opened.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::args::{Args, FetchItems};
use super::state;
use super::web::{self, Limits, Settings, Web};
use crate::import::Format;

/// How files and addresses are opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Access {
    /// The format that is demanded.
    pub from: Option<Format>,
    /// Of which feeds the items are fetched that the feed has only a summary of.
    items: FetchItems,
    /// What fetches.
    pub web: Arc<Web>,
}

impl Access {
    /// As the command line says, and the environment.
    pub fn of(args: &Args) -> Self {
        let wanted = &args.fetching;
        let secure = "ATTACHE_SECURE forbids to fetch anything.";
        let mut limits = Limits::default();
        if let Some(seconds) = wanted.timeout {
            limits.whole = Duration::from_secs(seconds);
            limits.connect = limits.connect.min(limits.whole);
            limits.first_byte = limits.first_byte.max(limits.whole / 2).min(limits.whole);
        }
        let cache = if wanted.no_cache || args.no_state { None } else { state::cache_folder() };
        let web = Web::new(Settings {
            forbidden: state::is_secure().then(|| secure.to_owned()),
            allow_local: wanted.allow_local,
            offline: wanted.offline,
            cache,
            limits,
        });
        Self { from: args.from, items: wanted.items, web: Arc::new(web) }
    }

    /// The same, where no format is demanded.
    pub fn without_format(&self) -> Self {
        Self { from: None, ..self.clone() }
    }

    /// Whether the items of that feed are fetched. A file that lies here causes no traffic unless that is asked for:
    /// whose item is read when is nobody's business.
    pub fn fetches_items_of(&self, name: &Path) -> bool {
        match self.items {
            FetchItems::Auto => web::of_name(name).is_some(),
            FetchItems::Always => true,
            FetchItems::Never => false,
        }
    }
}
