//! Why something could not be fetched.

use std::fmt;

/// Why an address could not be fetched; a clause or more that goes on from "Cannot fetch …: ".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    why: String,
    passing: bool,
}

impl Trouble {
    /// Trouble that will be the same next time.
    pub(super) fn lasting(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: false }
    }

    /// Trouble that may pass: the network, or a server that failed.
    pub(super) fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), passing: true }
    }

    /// The same of an address to which a server sends one on.
    pub(super) fn of_redirect(self, shown: &str) -> Self {
        Self { why: format!("its server sends one on to “{shown}”: {}", self.why), ..self }
    }

    /// Whether it may be otherwise in a while, so that a copy from before is the best there is.
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
