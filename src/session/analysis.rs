//! The analysis of the text being read, with its progress.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::Update;
use crate::analysis::table::Table;
use crate::analysis::{Analysis, InParts};
use crate::briefing::Briefing;
use crate::document::Document;
use crate::import::Imported;

/// The briefing of an imported document: with its own analysis, or else a new one.
pub fn briefing(imported: Imported, table: &Table) -> Briefing {
    if let Some(analysis) = imported.analysis {
        return Briefing::assemble(imported.document, analysis);
    }
    let begun = Instant::now();
    let briefing = Briefing::with_table(imported.document, table);
    note(&briefing, begun);
    briefing
}

/// Logs how long an analysis took.
fn note(briefing: &Briefing, begun: Instant) {
    let (bytes, time) = (briefing.text.len(), begun.elapsed().as_millis());
    let (actors, quotes) = (briefing.actors.len(), briefing.quotes.len());
    log::info!("Analysed {bytes} bytes in {time} ms: {actors} actors, {quotes} quotes.");
}

/// Analyses a document and reports the result; stops when nobody listens any more. A panic in the analysis ends only
/// the analysis.
pub(super) fn tell(document: &Document, table: &Table, tell: impl Fn(Update) -> bool) {
    let begun = Instant::now();
    let analysis = catch_unwind(AssertUnwindSafe(|| analyse(document, table, &tell)));
    let Ok(Some(analysis)) = analysis else {
        if analysis.is_err() {
            let what = "The analysis of this text failed because of a bug in attache; you can still read it.";
            let nothing = Briefing::assemble(document.clone(), Analysis::default());
            let _ = tell(Update::Analysed(Box::new(nothing))) && tell(Update::Failed(what.to_owned()));
        }
        return;
    };
    let briefing = Briefing::assemble(document.clone(), analysis);
    note(&briefing, begun);
    tell(Update::Analysed(Box::new(briefing)));
}

fn analyse(document: &Document, table: &Table, tell: &impl Fn(Update) -> bool) -> Option<Analysis> {
    let mut parts = InParts::new(document, table);
    while let Some(done) = parts.step() {
        if done < 100 && !tell(Update::Analysing(done)) {
            return None;
        }
    }
    Some(parts.finish())
}
