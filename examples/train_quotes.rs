//! Trains the attribution models.
use attache::analysis::linear::SequenceModel;
use attache::analysis::quotes::Models;
use attache::analysis::quotes::scene::Scene;
use attache::analysis::quotes::{items::Items, marks, spans};
use attache::analysis::{Layout, names, syntax};
use attache::training::attributions::{self, Annotated};
use attache::training::quotes::{Examples, Reporters, speaker_groups};
use attache::training::{Options, crf, pack, ranker};
use std::fs;

fn with_scene(a: &Annotated, mut f: impl FnMut(&Scene)) {
    let layout = Layout::new(&a.document);
    let runs = marks::runs(&layout);
    let items = Items::new(&layout, &runs);
    let tags = syntax::tag(&layout);
    let heads = syntax::Heads::new(&layout, &tags);
    let names = names::find(&layout);
    f(&Scene::new(&layout, &runs, &items, (&tags, &heads), &names));
}

fn train(docs: &[Annotated]) -> (Vec<u8>, Vec<u8>) {
    let mut reporters = Reporters::default();
    for d in docs {
        with_scene(d, |s| reporters.count(s, d));
    }
    let mut ex = Examples::default();
    for d in docs {
        with_scene(d, |s| ex.add(s, d, &reporters));
    }
    let env = |k: &str, d: f32| std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
    let pos = ex.cues.iter().filter(|g| !g.gold.is_empty()).count();
    eprintln!("docs {} cues {} positive {} spans {}", docs.len(), ex.cues.len(), pos, ex.spans.len());
    let t = ranker::train(
        &ex.cues,
        &Options {
            epochs: env("CE", 8.) as usize,
            l1: env("CL1", 1e-6),
            l2: env("CL2", 1e-5),
            least_count: env("CM", 2.) as u32,
            ..Options::new(1)
        },
        |_| (),
    );
    let p = pack::pack(&t, 15);
    eprintln!(
        "cues kept {} crowded {} weightless {} bytes {}",
        p.kept,
        p.crowded,
        p.weightless,
        p.bytes.len()
    );
    let t = crf::train(
        &ex.spans,
        spans::allowed,
        &Options {
            epochs: env("SE", 8.) as usize,
            l1: env("SL1", 1e-6),
            l2: env("SL2", 1e-5),
            rate: env("SR", 0.1),
            least_count: env("SM", 2.) as u32,
            ..Options::new(spans::role::COUNT)
        },
        |_| (),
    );
    let q = pack::pack(&t, env("SB", 16.) as u32);
    eprintln!(
        "spans kept {} crowded {} weightless {} bytes {}",
        q.kept,
        q.crowded,
        q.weightless,
        q.bytes.len()
    );
    (p.bytes, q.bytes)
}

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let what = std::env::args().nth(2).unwrap_or("both".into());
    let text = fs::read_to_string(path).unwrap();
    let docs: Vec<Annotated> = text
        .lines()
        .map(|l| {
            attributions::read_json_line(l, |t| attache::import::import(t.as_bytes(), None).unwrap()).unwrap()
        })
        .collect();
    if what != "speakers" {
        let (c, s) = train(&docs);
        fs::write("assets/models/cues.bin", c).unwrap();
        fs::write("assets/models/spans.bin", s).unwrap();
    }
    if what == "speakers" || what == "all" {
        let mut groups = Vec::new();
        let (a, b): (Vec<_>, Vec<_>) = docs.into_iter().enumerate().partition(|(i, _)| i % 2 == 0);
        let a: Vec<_> = a.into_iter().map(|x| x.1).collect();
        let b: Vec<_> = b.into_iter().map(|x| x.1).collect();
        for (x, y) in [(&a, &b), (&b, &a)] {
            let (c, s) = train(x);
            let models = Models {
                cues: SequenceModel::load(c.leak()).unwrap(),
                spans: SequenceModel::load(s.leak()).unwrap(),
                speakers: None,
            };
            for d in y {
                with_scene(d, |s| {
                    let drafts = attache::analysis::quotes::drafts(s, &models);
                    speaker_groups(s, &drafts, d, &mut groups);
                });
            }
        }
        eprintln!("speaker groups {}", groups.len());
        let t = ranker::train(&groups, &Options { epochs: 10, l2: 1e-4, ..Options::new(1) }, |l| {
            eprintln!("speaker loss {l}");
        });
        let p = pack::pack(&t, 13);
        eprintln!(
            "speakers kept {} crowded {} weightless {} bytes {}",
            p.kept,
            p.crowded,
            p.weightless,
            p.bytes.len()
        );
        fs::write("assets/models/speakers.bin", p.bytes).unwrap();
    }
}
