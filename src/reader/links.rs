//! The links of a document in list order: the address of the original first, then those in the text, including note
//! marks.

use std::borrow::Cow;

use super::reading::Reading;
use crate::document;
use crate::text::Span;

/// The action on a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is opened.
    Open,
    /// Its address is copied.
    Copy,
}

/// The target of a link.
#[derive(Debug)]
pub enum Target<'a> {
    /// To an address.
    Address(Cow<'a, str>),
    /// A note in the text.
    Note(Span),
}

/// A link of the list.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The words that carry it.
    pub words: &'a str,
    /// Its target.
    pub target: Target<'a>,
    /// The first byte of its words; none for the original, which is not in the text.
    pub at: Option<u32>,
}

/// The links, in list order.
pub fn entries(reading: &Reading) -> impl Iterator<Item = Entry<'_>> {
    let original = reading.metadata().url.as_deref().and_then(document::Link::safe);
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
