//! Helpers for the tests of the rules: a text in, the quotes of some rules out.

use crate::analysis::table::builtin;
use crate::analysis::{QuoteKind, analyse};
use crate::document::Document;
use crate::text::Span;

/// Speaker, words and kind of a quote.
pub type Found = (String, String, QuoteKind);

/// The quotes made by the rules with these names.
pub fn found(document: &Document, rules: &[&str]) -> Vec<Found> {
    let text = &document.text;
    let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
    let quotes = analyse(document, builtin()).quotes.into_iter().filter(|q| rules.contains(&&*q.rule));
    quotes.map(|q| (q.speaker_span.unwrap().of(text).to_owned(), words(&q.spans), q.kind)).collect()
}

/// One quote.
pub fn one(speaker: &str, words: &str, kind: QuoteKind) -> Vec<Found> {
    vec![(speaker.to_owned(), words.to_owned(), kind)]
}
