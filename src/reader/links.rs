//! The links of a document as they are listed: the address of the original first, then those of the text, with its note
//! marks.

use std::borrow::Cow;

use super::reading::Reading;
use crate::document::Link;
use crate::text::Span;

/// Where a link leads.
#[derive(Debug)]
pub enum Target<'a> {
    /// To an address.
    Address(Cow<'a, str>),
    /// To a note of the text.
    Note(Span),
}

/// A link of the list.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The words that carry it.
    pub words: &'a str,
    /// Where it leads.
    pub target: Target<'a>,
    /// The first byte of its words; none of the original, which no words of the text carry.
    pub at: Option<u32>,
}

/// The links, in order of the list.
pub fn entries(reading: &Reading) -> impl Iterator<Item = Entry<'_>> {
    let original = reading.metadata().url.as_deref().and_then(Link::safe);
    let original = original.map(|url| Entry {
        words: "the original",
        target: Target::Address(Cow::Owned(url)),
        at: None,
    });
    let links = reading.links().iter().filter_map(|link| {
        let address = link.address().map(|address| Target::Address(Cow::Borrowed(address)));
        let target = address.or_else(|| link.note_span().map(Target::Note))?;
        Some(Entry { words: reading.of(link.span), target, at: Some(link.span.start) })
    });
    original.into_iter().chain(links)
}
