//! Highlights and their notes.

use crate::text::Span;

/// A highlighted passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Its bytes in the text as it is now.
    pub span: Span,
    /// What is noted about it.
    pub note: Option<String>,
}

/// Highlights a passage, or finds the highlight of just this passage.
pub fn highlight(list: &mut Vec<Highlight>, span: Span) -> &mut Highlight {
    let at = list.iter().position(|h| h.span == span).unwrap_or_else(|| {
        list.push(Highlight { span, note: None });
        list.len() - 1
    });
    &mut list[at]
}

/// Takes the highlight away that shares most bytes with `span`; false where none does.
pub fn remove(list: &mut Vec<Highlight>, span: Span) -> bool {
    let shared = |h: &Highlight| h.span.end.min(span.end).saturating_sub(h.span.start.max(span.start));
    let best = (0..list.len()).filter(|&i| shared(&list[i]) > 0);
    // Of equals the shorter is meant: it is the one on top.
    let best = best.max_by_key(|&i| (shared(&list[i]), std::cmp::Reverse(list[i].span.len())));
    best.map(|at| list.remove(at)).is_some()
}
