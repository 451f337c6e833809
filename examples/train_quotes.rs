//! Trains the models that find quotes, `assets/models/{cues,spans,speakers}.bin`, and calibrates their
//! confidence, `assets/models/confidence.txt`; the same data give the same bytes.
//!
//!     train_quotes OUT_FOLDER ATTRIBUTIONS.jsonl
//!
//! A line of the data is an object with `text`, and `attributions` of `source`, `cue` and `content`, each a list of
//! character ranges. The speaker model learns from the output of the other two on texts that they were not trained on,
//! so these are trained three times: on everything, and on each half. The calibration counts how often all three are
//! right on the half that they were not trained on.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use attache::analysis::linear::SequenceModel;
use attache::analysis::quotes::scene::Scene;
use attache::analysis::quotes::{Models, attributed, cues, drafts, items::Items, marks, spans, speakers};
use attache::analysis::table::builtin;
use attache::analysis::{Layout, names, syntax};
use attache::document::Document;
use attache::import::{Source, first};
use attache::training::attributions::{self, Annotated};
use attache::training::calibration::{judge, table};
use attache::training::pack::{Packed, pack};
use attache::training::quotes::{Examples, Reporters, speaker_groups};
use attache::training::ranker::Group;
use attache::training::{Options, Trained, crf, ranker};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [folder, data] = args.as_slice() else { bail!("Name the folder to write to and the file to read.") };
    let lines = fs::read_to_string(data).with_context(|| format!("Cannot read {data}."))?;
    let annotated = lines.lines().map(|line| attributions::read_json_line(line, import));
    let documents =
        annotated.collect::<Result<Vec<_>, _>>().with_context(|| format!("Cannot understand {data}."))?;
    let everything = train(documents.iter());
    let (ranking, confidence) = train_on_halves(&documents);
    for (name, model) in [("cues", &everything.0), ("spans", &everything.1), ("speakers", &ranking)] {
        let path = Path::new(folder).join(name).with_extension("bin");
        fs::write(&path, &model.bytes).with_context(|| format!("Cannot write {}.", path.display()))?;
        println!(
            "{name}: {} rows, {} left out for room, {} without weight",
            model.kept, model.crowded, model.weightless
        );
    }
    let path = Path::new(folder).join("confidence.txt");
    fs::write(&path, confidence).with_context(|| format!("Cannot write {}.", path.display()))
}

fn import(text: &str) -> Document {
    first(text.as_bytes(), &Source::default()).unwrap_or_else(|_| Document::from_paragraphs(text))
}

/// The cue and span models, trained on these documents.
fn train<'a>(documents: impl Iterator<Item = &'a Annotated> + Clone) -> (Packed, Packed) {
    let mut reporters = Reporters::default();
    documents.clone().for_each(|d| with_scene(d, |scene| reporters.count(scene, d)));
    let mut examples = Examples::default();
    documents.for_each(|d| with_scene(d, |scene| examples.add(scene, d, &reporters)));
    let reports = ranker::train(&examples.cues, &Options { epochs: 8, l2: 1e-3, ..Options::new(1) }, |_| ());
    let options = Options { epochs: 8, l2: 1e-2, ..Options::new(spans::role::COUNT) };
    let contents: Trained = crf::train(&examples.spans, spans::allowed, &options, |_| ());
    (pack(&reports, 15, cues::FEATURES), pack(&contents, 15, spans::FEATURES))
}

/// The speaker model and the confidence table.
fn train_on_halves(documents: &[Annotated]) -> (Packed, String) {
    let half = |half: usize| documents.iter().skip(half).step_by(2);
    let mut models = [0, 1].map(|other| {
        let (reports, contents) = train(half(1 - other));
        Models { cues: load(reports, cues::FEATURES), spans: load(contents, spans::FEATURES), speakers: None }
    });
    let groups: [Vec<Group>; 2] = [0, 1].map(|here| {
        let mut groups = Vec::new();
        for document in half(here) {
            with_scene(document, |scene| {
                speaker_groups(scene, &drafts(scene, &models[here]), document, &mut groups);
            });
        }
        groups
    });
    let mut judged = Vec::new();
    for here in 0..2 {
        models[here].speakers = Some(load(train_speakers(&groups[1 - here]), speakers::FEATURES));
        for document in half(here) {
            with_scene(document, |scene| {
                judge(scene, &attributed(scene, &models[here]), document, &mut judged);
            });
        }
    }
    (train_speakers(&groups.concat()), table(&judged))
}

fn train_speakers(groups: &[Group]) -> Packed {
    pack(
        &ranker::train(groups, &Options { epochs: 10, l2: 1e-4, ..Options::new(1) }, |_| ()),
        13,
        speakers::FEATURES,
    )
}

fn load(packed: Packed, features: u16) -> SequenceModel {
    SequenceModel::load(packed.bytes.leak(), features).expect("a model that was just packed")
}

/// Lays out a document as the analysis does, and passes it to `use_it`.
fn with_scene(annotated: &Annotated, use_it: impl FnOnce(&Scene)) {
    let layout = Layout::new(&annotated.document);
    let runs = marks::runs(&layout);
    let items = Items::new(&layout, &runs);
    let tags = syntax::tag(&layout);
    let heads = syntax::Heads::new(&layout, &tags);
    use_it(&Scene::new(&layout, &runs, &items, (&tags, &heads), &names::find(&layout, builtin())));
}
