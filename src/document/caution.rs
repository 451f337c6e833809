//! Cautions about using a text.

use serde::{Deserialize, Serialize};

/// A fact to know before using a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Caution {
    /// Its source has withdrawn it.
    Canceled,
    /// Its source asks not to publish it until further notice.
    Withheld,
    /// It may not be published yet.
    Embargoed {
        /// The end of the embargo, as the source wrote it.
        until: String,
    },
    /// It may be used only on these terms.
    UsageTerms {
        /// The terms, as the source wrote them.
        terms: String,
    },
}

impl Caution {
    /// Whether the text may not be published at all for now.
    pub const fn bars_publication(&self) -> bool {
        !matches!(self, Self::UsageTerms { .. })
    }
}
