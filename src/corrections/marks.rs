//! Highlights and their notes.

use super::Edit;
use crate::text::{Finder, Span};

/// A highlighted passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Its bytes in the current text.
    pub span: Span,
    /// Its note.
    pub note: Option<String>,
}

/// The highlights that edits make in a text, in order.
pub fn of<'a>(text: &str, edits: impl Iterator<Item = &'a Edit>) -> Vec<Highlight> {
    let (finder, mut list) = (Finder::new(text), Vec::new());
    for edit in edits {
        // Edits without a target are reported once the analysis is there.
        let _ = lay(&mut list, &finder, edit);
    }
    sort(&mut list);
    list
}

/// Sorts highlights into text order.
pub fn sort(list: &mut [Highlight]) {
    list.sort_by_key(|h| (h.span.start, h.span.end));
}

/// Applies one edit if it is about highlights; none if it finds no target.
pub fn lay(list: &mut Vec<Highlight>, finder: &Finder, edit: &Edit) -> Option<()> {
    match edit {
        Edit::Highlight { passage } => {
            highlight(list, finder.find(passage)?);
        }
        Edit::Note { passage, note } => {
            highlight(list, finder.find(passage)?).note = (!note.is_empty()).then(|| note.clone());
        }
        Edit::Unhighlight { passage } => return remove(list, finder.find(passage)?).then_some(()),
        _ => {}
    }
    Some(())
}

/// Highlights a passage, or finds the highlight of exactly this passage.
fn highlight(list: &mut Vec<Highlight>, span: Span) -> &mut Highlight {
    let at = list.iter().position(|h| h.span == span).unwrap_or_else(|| {
        list.push(Highlight { span, note: None });
        list.len() - 1
    });
    &mut list[at]
}

/// Removes the highlight that shares the most bytes with `span`; false if none does.
fn remove(list: &mut Vec<Highlight>, span: Span) -> bool {
    let shared = |h: &Highlight| h.span.end.min(span.end).saturating_sub(h.span.start.max(span.start));
    let best = (0..list.len()).filter(|&i| shared(&list[i]) > 0);
    // Of equals the shorter is meant: it lies on top.
    let best = best.max_by_key(|&i| (shared(&list[i]), std::cmp::Reverse(list[i].span.len())));
    best.map(|at| list.remove(at)).is_some()
}
