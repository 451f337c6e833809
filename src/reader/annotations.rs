//! The annotations: the original analysis, a person's corrections, and the result of both.

use std::collections::HashSet;
use std::sync::Arc;

use super::keep::Keeping;
use super::reading::Reading;
use super::selection::Selection;
use crate::briefing::Briefing;
use crate::corrections::{Corrections, Edit, Highlight};
use crate::text::Anchor;

/// The corrections of the current document, and the analysis below them.
#[derive(Debug, Default)]
pub struct Annotations {
    /// The briefing from the analysis; none while it runs.
    pub analysed: Option<Arc<Briefing>>,
    /// The corrections and marks.
    pub corrections: Corrections,
    /// The highlighted passages, in text order.
    pub highlights: Vec<Highlight>,
    /// The ids of the corrected actors.
    pub touched: HashSet<String>,
    /// The edits that found no target.
    pub lost: Vec<Edit>,
    /// The path of the document's file, if it has one that can be opened again.
    pub path: Option<String>,
    /// Whether changes are saved.
    pub keeping: Keeping,
    /// Whether the data from earlier visits are known.
    pub known: bool,
    /// How many changes were sent to be saved and not confirmed yet.
    pub in_flight: usize,
    /// The change on its way to the disk, while the status line shows it.
    pub pending: Option<String>,
    /// Whether a key was pressed: then it is too late to resume a position.
    pub moved: bool,
    /// The selected stretch of the text.
    pub selection: Option<Selection>,
    /// The status line's message about the last copy.
    pub copied: Option<String>,
    /// The passage of the note in the editor.
    pub passage: Option<Anchor>,
}

impl Annotations {
    /// The analysis with the corrections applied; none while the analysis runs.
    pub fn lay(&mut self) -> Option<Reading> {
        let analysed = Arc::clone(self.analysed.as_ref()?);
        if self.corrections.is_empty() {
            (self.highlights, self.touched, self.lost) = Default::default();
            return Some(Reading::briefed(analysed));
        }
        let applied = self.corrections.apply(&analysed);
        (self.highlights, self.touched, self.lost) = (applied.highlights, applied.touched, applied.lost);
        Some(Reading::briefed(Arc::new(applied.briefing)))
    }
}
