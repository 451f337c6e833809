//! Trains the attribution models.
use attache::analysis::quotes::scene::Scene;
use attache::analysis::quotes::{items::Items, marks, spans};
use attache::analysis::{Layout, names, syntax};
use attache::document::Document;
use attache::training::attributions::{self, Annotated};
use attache::training::quotes::{Examples, Reporters};
use attache::training::{Options, crf, pack, ranker};
use std::fs;

fn with_scene(a: &Annotated, mut f: impl FnMut(&Scene)) {
    let layout = Layout::new(&a.document);
    let runs = marks::runs(&layout);
    let items = Items::new(&layout, &runs);
    let tags = syntax::tag(&layout);
    let arcs = syntax::parse_all(&layout, &tags);
    let names = names::find(&layout);
    f(&Scene::new(&layout, &runs, &items, (&tags, &arcs), &names));
}

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let what = std::env::args().nth(2).unwrap_or("both".into());
    let text = fs::read_to_string(path).unwrap();
    let docs: Vec<Annotated> =
        text.lines().map(|l| attributions::read_json_line(l, Document::from_paragraphs).unwrap()).collect();
    let mut reporters = Reporters::default();
    for d in &docs {
        with_scene(d, |s| reporters.count(s, d));
    }
    let mut ex = Examples::default();
    for d in &docs {
        with_scene(d, |s| ex.add(s, d, &reporters));
    }
    let pos = ex.cues.iter().filter(|g| !g.gold.is_empty()).count();
    eprintln!("docs {} cues {} positive {} spans {}", docs.len(), ex.cues.len(), pos, ex.spans.len());
    if what != "spans" {
        let t =
            ranker::train(&ex.cues, &Options { epochs: 8, ..Options::new(1) }, |l| eprintln!("cue loss {l}"));
        let p = pack::pack(&t, 15);
        eprintln!(
            "cues kept {} crowded {} weightless {} bytes {}",
            p.kept,
            p.crowded,
            p.weightless,
            p.bytes.len()
        );
        fs::write("assets/models/cues.bin", p.bytes).unwrap();
    }
    if what != "cues" {
        let t = crf::train(
            &ex.spans,
            spans::allowed,
            &Options { epochs: 8, ..Options::new(spans::role::COUNT) },
            |l| eprintln!("span loss {l}"),
        );
        let p = pack::pack(&t, 16);
        eprintln!(
            "spans kept {} crowded {} weightless {} bytes {}",
            p.kept,
            p.crowded,
            p.weightless,
            p.bytes.len()
        );
        fs::write("assets/models/spans.bin", p.bytes).unwrap();
    }
}
