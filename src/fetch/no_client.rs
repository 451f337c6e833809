//! The client of a build without the feature “fetch”: it always refuses.

use std::io;
use std::time::Duration;

use super::address::Address;
use super::trouble::Trouble;
use super::{Answer, Limits, Validators};

/// Cannot be built.
#[derive(Debug)]
pub(super) enum Client {}

impl Client {
    /// Always refuses.
    pub fn new(_: &Limits, _: bool) -> Result<Self, Trouble> {
        Err(Trouble::lasting(
            "this attache was built without its feature “fetch”; have another program fetch it: curl -s ADDRESS | attache -",
        ))
    }

    /// Never called.
    pub fn ask(&self, _: &Address, _: &Validators, _: Duration) -> Result<Answer, Trouble> {
        match *self {}
    }

    /// Never called.
    pub fn interrupted(&self, _: &Address, _: io::Error) -> Trouble {
        match *self {}
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_is_refused_with_what_to_do() {
        let web = crate::fetch::Web::default();
        let why = web.get("https://example.org/", &|_| Ok(())).unwrap_err().to_string();
        assert!(why.contains("feature “fetch”") && why.contains("curl"), "{why}");
    }
}
