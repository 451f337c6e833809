//! Stage 4, quotes: what is said, by whom, with which cue.
//!
//! 1. [`marks`]: what stands between quotation marks,
//! 2. [`items`]: the text with every quotation folded into one item,
//! 3. [`cues`]: which words report,
//! 4. [`spans`]: what each cue reports, and of whom,
//! 5. [`assemble`]: reports and unclaimed quotations become quotes.

pub mod assemble;
pub mod cues;
pub mod items;
pub mod marks;
pub mod scene;
pub mod spans;

use super::actors::Cast;
use super::linear::SequenceModel;
use super::names::Name;
use super::{Layout, Quote, syntax};
use assemble::Draft;
use scene::Scene;

static CUES: &[u8] = include_bytes!("../../../assets/models/cues.bin");
static SPANS: &[u8] = include_bytes!("../../../assets/models/spans.bin");

/// A cue less likely than this is not followed up.
const LEAST_CUE: f32 = 0.15;

/// The least probability of a report without quotation marks, and of one with them.
const LEAST_REPORT: (f32, f32) = (0.30, 0.15);

/// The quotes of a text, in order; `speaker` holds no id yet where the speaker is not in the cast.
pub fn find(layout: &Layout, names: &[Name], _cast: &Cast) -> Vec<Quote> {
    let runs = marks::runs(layout);
    let items = items::Items::new(layout, &runs);
    let tags = syntax::tag(layout);
    let arcs = syntax::parse_all(layout, &tags);
    let scene = Scene::new(layout, &runs, &items, (&tags, &arcs), names);
    let mut drafts = reports(&scene);
    drafts.extend(assemble::unclaimed(&scene, &drafts));
    drafts.sort_by_key(|d| d.spans[0].start);
    drafts.iter().zip(1..).map(|(draft, id)| quote(layout, draft, id)).collect()
}

fn reports(scene: &Scene) -> Vec<Draft> {
    let (Some(cue_model), Some(span_model)) = (SequenceModel::load(CUES), SequenceModel::load(SPANS)) else {
        return Vec::new();
    };
    let cues = cues::find(scene, &cue_model, LEAST_CUE);
    let found = cues.into_iter().map(|cue| (cue, spans::read(scene, &span_model, cue.at))).collect();
    assemble::accept(scene, found, LEAST_REPORT)
}

fn quote(layout: &Layout, draft: &Draft, id: u32) -> Quote {
    Quote {
        id,
        kind: draft.kind,
        spans: draft.spans.clone(),
        speaker: None,
        speaker_span: draft.source.as_ref().map(|s| layout.span(s)),
        cue: draft.cue.map(|i| layout.tokens[i].span),
        voiced_by: None,
        addressee: None,
        confidence: draft.confidence,
        rule: "cue".to_owned(),
    }
}
