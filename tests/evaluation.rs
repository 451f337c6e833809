//! The analysis against our own annotated corpus: no figure may fall below its recorded floor.
//!
//! When the analysis improves, raise the floors with
//! `cargo run --release --example evaluate -- --floors tests/corpus > tests/corpus/floors.txt`.

#[path = "../examples/evaluate/load/mod.rs"]
#[allow(dead_code, reason = "the test needs a part of what the example does")]
mod load;
#[path = "../examples/evaluate/scoring/mod.rs"]
#[allow(dead_code, reason = "the test needs a part of what the example does")]
mod scoring;

use std::fs;
use std::path::{Path, PathBuf};

use scoring::Sample;
use scoring::floors::Figures;
use scoring::marked::Score;
use scoring::marks::Marks;
use scoring::reading::Reading;
use scoring::speakers::{fold, same_speaker};

fn corpus_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn corpus() -> Vec<Sample<Marks>> {
    match load::load(&corpus_folder(), Some(load::Kind::Gold)) {
        Ok(load::Samples::Marked(samples)) => samples,
        Ok(_) => unreachable!("marked texts were asked for"),
        Err(fault) => panic!("{fault:#}"),
    }
}

#[test]
fn no_figure_falls_below_its_floor() {
    let mut total = Score::default();
    let mut texts = Vec::new();
    for sample in corpus() {
        let reading = Reading::new(&sample.text).unwrap_or_else(|fault| panic!("{}: {fault}", sample.name));
        let mut own = Score::default();
        own.add(&sample, &reading);
        total.add(&sample, &reading);
        texts.push((sample.name, own));
    }
    let floors = fs::read_to_string(corpus_folder().join("floors.txt")).expect("there is a floors file");
    let faults =
        Figures::measure(&total, &texts).below(&Figures::parse(&floors).expect("floors can be read"));
    assert!(faults.is_empty(), "{}\n{}\n{total}", faults.join("\n"), total.findings.join("\n"));
}

#[test]
fn every_text_is_as_long_as_a_briefing_and_names_its_speakers() {
    for Sample { name, text, gold } in corpus() {
        let words = text.split_whitespace().count();
        assert!((250..=600).contains(&words), "{name} has {words} words");
        for quote in &gold.quotes {
            let speaker = quote.speaker.as_str();
            let known = speaker == "unknown"
                || speaker.split([';', '/']).map(str::trim).all(|speaker| {
                    gold.mentions.iter().any(|m| same_speaker(speaker, &[&m.actor]))
                        || gold.optional.contains(&fold(speaker))
                });
            assert!(known, "{name}: nobody is marked as {speaker:?}");
        }
    }
}

#[test]
fn marks_hold_words_and_no_more() {
    for Sample { name, text, gold } in corpus() {
        let quotes = gold.quotes.iter().map(|q| q.at.clone());
        for at in quotes.chain(gold.mentions.iter().map(|m| m.at.clone())) {
            let marked = &text[at];
            assert!(marked.contains(char::is_alphanumeric) && marked.trim() == marked, "{name}: {marked:?}");
        }
    }
}

#[test]
fn the_bundled_samples_are_annotated_as_they_are() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    for Sample { name, text, .. } in corpus() {
        if let Some(sample) = name.strip_prefix("sample-") {
            let bundled =
                fs::read_to_string(samples.join(sample).with_extension("txt")).expect("the sample exists");
            assert_eq!(text, bundled, "{name}");
        }
    }
}
