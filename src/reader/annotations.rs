//! The annotations: the analysis as it came, a person's corrections, and what they make of it.

use std::collections::HashSet;
use std::sync::Arc;

use super::keep::Keeping;
use super::reading::Reading;
use super::selection::Selection;
use crate::briefing::Briefing;
use crate::corrections::{Corrections, Edit, Highlight};
use crate::text::Anchor;

/// The corrections of the document at hand, and what they are laid over.
#[derive(Debug, Default)]
pub struct Annotations {
    /// The briefing as the analysis made it; none while it runs.
    pub analysed: Option<Arc<Briefing>>,
    /// What was corrected and marked.
    pub corrections: Corrections,
    /// The highlighted passages, in order of the text.
    pub highlights: Vec<Highlight>,
    /// The ids of the actors that were corrected.
    pub touched: HashSet<String>,
    /// The edits that found no target.
    pub lost: Vec<Edit>,
    /// The path of the document's file, if it has one that can be opened again.
    pub path: Option<String>,
    /// Whether changes are kept.
    pub keeping: Keeping,
    /// Whether it is known what was kept in earlier visits.
    pub known: bool,
    /// How many changes were sent to be kept and not yet answered.
    pub in_flight: usize,
    /// What is true now and on its way to the disk, as long as the status line says so.
    pub pending: Option<String>,
    /// Whether a key was pressed: then a resumed position comes too late.
    pub moved: bool,
    /// The stretch of the text that is being selected.
    pub selection: Option<Selection>,
    /// What the status line said of the last copy.
    pub copied: Option<String>,
    /// The passage that a note in the editor is about.
    pub passage: Option<Anchor>,
}

impl Annotations {
    /// The analysis with the corrections laid over it; none while the analysis runs.
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
