//! Claimed words: the bytes of a text that the rules so far have assigned to a speaker.

use super::draft::Draft;
use crate::text::Span;

/// The spans of some drafts, in order, for lookup in logarithmic time.
#[derive(Debug)]
pub struct Claimed {
    spans: Vec<Span>,
    /// The furthest end of the spans up to each.
    ends: Vec<u32>,
}

impl Claimed {
    /// The spans of these drafts.
    pub fn by(drafts: &[Draft]) -> Self {
        let mut spans: Vec<Span> = drafts.iter().flat_map(|d| d.spans.iter().copied()).collect();
        spans.sort_by_key(|span| span.start);
        let farthest = spans.iter().scan(0, |end, span| {
            *end = span.end.max(*end);
            Some(*end)
        });
        let ends = farthest.collect();
        Self { spans, ends }
    }

    /// Whether any of the bytes `span` is claimed.
    pub fn touches(&self, span: Span) -> bool {
        let until = self.spans.partition_point(|s| s.start < span.end);
        until > 0 && self.ends[until - 1] > span.start
    }
}
