//! Reports inside reports: in "Boro told the envoys that they had “seen nothing”, state television reported", the
//! quotation is Boro's, and only indirectly the television's.

use super::cues::Cue;
use super::scene::Scene;
use super::spans::Report;

/// The relation of a report to the others in its sentence, in order of acceptance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is inside another one: speaker, cue and quotation.
    Inner,
    /// Neither.
    Own,
    /// It contains another one.
    Outer,
}

/// An inner report at least this sure takes its quotation from the report around it. Low, because the outer one is
/// evidence that something is said there, and the cue model was trained to prefer the outer one.
pub const LEAST_INNER: f32 = 0.1;

/// The level of each report; `found` is in text order.
pub fn find(scene: &Scene, found: &[(Cue, Report)]) -> Vec<Level> {
    let mut levels = vec![Level::Own; found.len()];
    let mut start = 0;
    for sentence in found.chunk_by(|a, b| a.0.at.sentence == b.0.at.sentence) {
        for (n, outer) in sentence.iter().enumerate() {
            for (k, _) in sentence.iter().enumerate().filter(|(_, inner)| is_around(scene, outer, inner)) {
                levels[start + n] = Level::Outer;
                if levels[start + k] == Level::Own {
                    levels[start + k] = Level::Inner;
                }
            }
        }
        start += sentence.len();
    }
    levels
}

/// Whether the first report, whose cue follows, contains the other with its speaker, its cue and a quotation.
fn is_around(scene: &Scene, (outer_cue, outer): &(Cue, Report), (cue, inner): &(Cue, Report)) -> bool {
    let is_run = |item: &usize| scene.run(*item).is_some();
    let holds = |item: usize| outer.content.iter().any(|p| p.contains(&item));
    let sure = cue.probability * inner.probability >= LEAST_INNER;
    let told = inner.source.as_ref().is_some_and(|s| holds(s.start)) && holds(cue.at.item);
    let mut runs = inner.content.iter().cloned().flatten().filter(is_run);
    // "Chad spoke of “contempt”; its neighbour said …" are two statements.
    let semicolon = |item: usize| scene.outside(item).is_some_and(|t| scene.layout.word(t) == ";");
    let apart = (cue.at.item..outer_cue.at.item).any(semicolon);
    sure && told && !apart && outer_cue.at.item > cue.at.item && runs.any(holds)
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    #[test]
    fn a_quotation_inside_a_report_of_a_report_is_the_inner_speakers() {
        for text in [
            "Foreign Minister Ama Mensah told the envoys that the world had “seen the true face of the north,” state \
             television reported.",
            "“We will not bow,” Foreign Minister Ama Mensah said, according to the Harbour news agency.",
        ] {
            let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
            let quoted = quotes.iter().filter(|q| q.kind != crate::analysis::QuoteKind::Indirect);
            let speakers: Vec<_> = quoted.map(|q| q.speaker()).collect();
            assert_eq!(speakers, [Some("ama-mensah")], "{text}");
        }
    }
}
