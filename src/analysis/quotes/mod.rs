//! Stage 4, quotes: the quotes, their speakers and cues.
//!
//! 1. [`marks`]: the runs between quotation marks,
//! 2. [`items`]: the text with every quotation folded into one item,
//! 3. [`cues`]: the words that report,
//! 4. [`spans`]: the words and the source of each cue,
//! 5. [`rules`]: attributions by the form of the text and by fixed phrases,
//! 6. [`assemble`] and [`nested`]: reports and unclaimed quotations become drafts of quotes,
//! 7. [`broken`]: joins the halves of quotations around an attribution,
//! 8. [`speakers`]: finds speakers that the sentence itself does not name,
//! 9. [`attribute`]: finds their actors,
//! 10. [`confidence`]: how often such attributions are right.

mod asides;
mod asked;
pub mod assemble;
pub mod attribute;
mod beside;
mod borders;
mod broken;
mod claimed;
mod closing;
pub mod confidence;
mod construction;
pub mod cues;
mod dialogue;
pub mod draft;
mod ends;
mod holder;
mod interview;
pub mod items;
pub mod marks;
mod meaning;
mod memory;
mod nested;
mod parties;
mod phrase;
mod plain;
mod pronouns;
mod relays;
mod reported;
mod rule;
mod rules;
pub mod run;
pub mod scene;
mod shape;
mod source;
pub mod spans;
pub mod speakers;
mod subject;
mod succession;
mod tails;
#[cfg(test)]
mod tests;
mod unsaid;
mod whole;

use std::sync::LazyLock;

use std::collections::HashSet;

use super::actors::Cast;
use super::linear::SequenceModel;
use super::names::Name;
use super::syntax::{self, Tag};
use super::{Layout, Quote};
use crate::text::Span;
use draft::{Choice, Draft};
use scene::Scene;

pub use draft::Chooser;
pub use rule::Rule;

/// The models that find quotes.
#[derive(Debug, Clone)]
pub struct Models {
    /// Finds the words that report.
    pub cues: SequenceModel,
    /// Finds the words and the source of a cue.
    pub spans: SequenceModel,
    /// Finds speakers that the sentence itself does not name; none while the other two are trained.
    pub speakers: Option<SequenceModel>,
}

static CUES: &[u8] = include_bytes!("../../../assets/models/cues.bin");
static SPANS: &[u8] = include_bytes!("../../../assets/models/spans.bin");
static SPEAKERS: &[u8] = include_bytes!("../../../assets/models/speakers.bin");

static BUILT_IN: LazyLock<Models> = LazyLock::new(Models::load);

impl Models {
    fn load() -> Self {
        let load = |name: &str, bytes, features| {
            SequenceModel::load(bytes, features).unwrap_or_else(|unfit| panic!("{name}: {unfit}"))
        };
        Self {
            cues: load("cues.bin", CUES, cues::FEATURES),
            spans: load("spans.bin", SPANS, spans::FEATURES),
            speakers: Some(load("speakers.bin", SPEAKERS, speakers::FEATURES)),
        }
    }
}

/// The least probability of a cue that is used.
const LEAST_CUE: f32 = 0.15;

/// The least probability of a report without quotation marks, and of one with them.
const LEAST_REPORT: (f32, f32) = (0.25, 0.3);

/// Why a quote has its speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// How the speaker was chosen.
    pub by: Chooser,
    /// The probability of the chosen speaker by the model that chose, 0 to 1; 1 if the form of the text
    /// decided.
    pub probability: f32,
    /// The runner-up, and its probability.
    pub runner_up: Option<(Span, f32)>,
    /// The certainty of a pronoun's or a description's meaning, 0 to 1.
    pub certainty: f32,
}

/// The quotes of a text, in order, each with the reason for its speaker. A speaker who is not in the cast has an
/// expression and no id.
pub fn explained(layout: &Layout, tags: &[Tag], names: &[Name], cast: &Cast) -> Vec<(Quote, Reason)> {
    let runs = marks::runs(layout);
    let items = items::Items::new(layout, &runs);
    let heads = syntax::Heads::new(layout, tags);
    let scene = Scene::new(layout, &runs, &items, (tags, &heads), names);
    let attribution = attribute::Attribution::new(&scene, cast);
    attribution.quotes(&attributed(&scene, &BUILT_IN))
}

/// The drafts of a text, in order, with the speaker if there can be one.
pub fn attributed(scene: &Scene, models: &Models) -> Vec<Draft> {
    let mut drafts = drafts(scene, models);
    if let Some(model) = &models.speakers {
        add_speakers(scene, model, &mut drafts);
    }
    drafts
}

/// The drafts of a text, in order, with the speaker if the sentence itself names one.
pub fn drafts(scene: &Scene, models: &Models) -> Vec<Draft> {
    let mut drafts = rules::drafts(scene);
    let cues = cues::find(scene, &models.cues, LEAST_CUE);
    let mut reader = spans::Reader::new(scene, &models.spans);
    let found = cues.into_iter().map(|cue| (cue, reader.read(cue.at))).collect();
    assemble::accept(scene, found, LEAST_REPORT, &mut drafts);
    drafts.iter_mut().for_each(|draft| refine(scene, draft));
    let what = rules::names_held(scene, &drafts);
    drafts = drafts
        .into_iter()
        .zip(what)
        .filter(|(draft, held)| !held && !draft.spans.is_empty())
        .map(|(d, _)| d)
        .collect();
    // "…, said the envoy": a rule has the words of that verb, whatever the models read after it.
    let by_rule = |d: &Draft| d.choice.by == Chooser::Form && d.rule == Rule::SaidAfter;
    let taken: HashSet<usize> = drafts.iter().filter(|d| by_rule(d)).filter_map(|d| d.cue).collect();
    drafts.retain(|d| by_rule(d) || d.cue.is_none_or(|cue| !taken.contains(&cue)));
    assemble::drop_doubles(&mut drafts);
    closing::relayed(scene, &mut drafts);
    closing::closing(scene, &mut drafts);
    drafts.extend(reported::missed(scene, &drafts));
    broken::join(scene, &mut drafts);
    whole::add_neighbours(scene, &mut drafts);
    drafts.extend(assemble::unclaimed(scene, &drafts));
    drafts.sort_by_key(|d| d.spans[0].start);
    let mut drafts = assemble::join_paragraphs(scene, drafts);
    succession::go_on(scene, &mut drafts);
    drafts
}

/// Corrects the models' findings: borders, and the source according to the parse.
fn refine(scene: &Scene, draft: &mut Draft) {
    if draft.choice.by != Chooser::Sentence {
        return;
    }
    whole::keep_to_marks(scene, draft);
    shape::shape(scene, draft);
    source::name(scene, draft);
}

/// Looks for the speaker of every draft without one.
fn add_speakers(scene: &Scene, model: &SequenceModel, drafts: &mut [Draft]) {
    let phrases = speakers::phrases(scene);
    let is_open = |at: &usize| {
        let draft = &drafts[*at];
        draft.source.is_none() && draft.rule != Rule::Asked && !draft.anonymous
    };
    let open: Vec<usize> = (0..drafts.len()).filter(is_open).collect();
    let candidates = speakers::all_candidates(scene, &phrases, drafts, &open);
    for (at, candidates) in open.into_iter().zip(candidates) {
        let setting = speakers::Setting { drafts, at };
        if let Some(ranking) = speakers::find(scene, model, (&phrases, candidates), setting) {
            let (phrase, probability) = ranking.first;
            let rival = ranking.second.map(|(n, probability)| (phrases[n].tokens.clone(), probability));
            drafts[at].source = Some(phrases[phrase].tokens.clone());
            drafts[at].confidence *= probability;
            drafts[at].choice = Choice { by: Chooser::Ranking, probability, rival };
        }
    }
}
