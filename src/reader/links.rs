//! The links of a document as they are listed: the address of the original first, then those of the text.

use std::borrow::Cow;

use super::reading::Reading;
use crate::document::Link;

/// A link of the list.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The words that carry it.
    pub words: &'a str,
    /// Where it leads.
    pub address: Cow<'a, str>,
    /// The first byte of its words; none of the original, which no words of the text carry.
    pub at: Option<u32>,
}

/// The links, in order of the list.
pub fn entries(reading: &Reading) -> impl Iterator<Item = Entry<'_>> {
    let original = reading.metadata().url.as_deref().and_then(Link::safe);
    let original = original.map(|url| Entry { words: "the original", address: Cow::Owned(url), at: None });
    let links = reading.links().iter().filter_map(|link| {
        let address = Cow::Borrowed(link.address()?);
        Some(Entry { words: reading.of(link.span), address, at: Some(link.span.start) })
    });
    original.into_iter().chain(links)
}
