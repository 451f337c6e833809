//! Reasons why a fetch failed.

use std::fmt;
use std::time::Duration;

/// Why an address could not be fetched: one or more clauses that continue "Cannot fetch …: ".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    why: String,
    passing: bool,
    retry_after: Option<Duration>,
}

impl Trouble {
    /// Trouble that will be the same next time.
    pub(super) fn lasting(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: false, retry_after: None }
    }

    /// Trouble that may pass: the network, or a server that failed.
    pub(super) fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: true, retry_after: None }
    }

    /// The same trouble at a redirect target.
    pub(super) fn of_redirect(self, shown: &str) -> Self {
        Self { why: format!("its server redirects to “{shown}”: {}", self.why), ..self }
    }

    /// The same trouble, with how long the server asks to be left alone.
    pub(super) fn after(self, retry_after: Option<Duration>) -> Self {
        Self { retry_after, ..self }
    }

    /// How long the server asks to be left alone, if it does.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether it may pass in a while, so that an earlier copy is the best there is.
    pub fn is_passing(&self) -> bool {
        self.passing
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Trouble {}
