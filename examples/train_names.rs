//! Trains the name tagger, or scores it.
//!
//!     train_names train DATA... [--lists LISTS...]    writes assets/models/names.bin and names.lex
//!     train_names score DATA...                       measures them on labelled texts; --verbose lists mistakes
//!
//! DATA: `.jsonl` with `text` and `gold`; `.tsv` of `CoreNLP` after the `.jsonl` of its texts (`doc`, `text`).
//! A file named twice counts twice. LISTS: tables of `what<TAB>name` lines: given, new-given, surname, part, title,
//! place for the word list; place, person, org, new-given, new-surname for renamed copies.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use attache::analysis::linear::SequenceModel;
use attache::analysis::names::lexicon::{flag, read};
use attache::analysis::names::{NameKind, find_with, label, scene};
use attache::analysis::table::builtin;
use attache::training::names::augment::{Pool, rename};
use attache::training::names::corpora::{Labelled, read_corenlp, read_json_line};
use attache::training::names::{Score, examples, lexicon::Builder, score};
use attache::training::{Options, Random, crf, pack::pack};

const MODEL: &str = "assets/models/names.bin";
const LIST: &str = "assets/models/names.lex";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((what, rest)) if what == "train" => train(rest),
        Some((what, rest)) if what == "score" => measure(rest),
        _ => bail!("Say what to do: train or score."),
    }
}

/// Names for the word list and for new texts.
#[derive(Default)]
struct Lists {
    builder: Builder,
    pool: Pool,
}

impl Lists {
    fn add(&mut self, table: &str) {
        for (what, name) in table.lines().filter_map(|line| line.split_once('\t')) {
            let owned = name.to_owned();
            match what {
                "given" => self.builder.add(name, flag::GIVEN),
                "surname" => self.builder.add(name, flag::SURNAME),
                "part" => self.builder.add(name, flag::NAME_PART),
                "title" => self.builder.add(name, flag::TITLE),
                "place" => {
                    self.builder.add(name, flag::PLACE);
                    self.pool.places.push(owned);
                }
                "new-given" => {
                    self.builder.add(name, flag::GIVEN);
                    self.pool.given.push(owned);
                }
                "new-surname" => self.pool.surnames.push(owned),
                "person" => self.pool.persons.push(owned),
                "org" => self.pool.orgs.push(owned),
                _ => {}
            }
        }
    }
}

fn train(args: &[String]) -> Result<()> {
    let cut = args.iter().position(|a| a == "--lists").unwrap_or(args.len());
    let mut lists = Lists::default();
    for path in args.iter().skip(cut + 1) {
        lists.add(&fs::read_to_string(path).with_context(|| format!("Cannot read {path}."))?);
    }
    let corpus = load(&args[..cut])?;
    corpus.iter().for_each(|labelled| lists.builder.count(&labelled.text));
    let list = lists.builder.finish();
    fs::write(LIST, &list).with_context(|| format!("Cannot write {LIST}."))?;
    let list = read(list.leak());
    let env = |name: &str, or: f32| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(or);
    let (mut data, mut random) = (Vec::new(), Random(7));
    for labelled in &corpus {
        examples(labelled, list, &mut data);
        for _ in 0..env("COPIES", 1.0) as usize {
            let mut copy = rename(labelled, &lists.pool, &mut random);
            copy.weight *= env("COPY_WEIGHT", 0.7);
            examples(&copy, list, &mut data);
        }
    }
    let tokens: usize = data.iter().map(|s| s.labels.len()).sum();
    eprintln!("{} texts, {} stretches, {tokens} tokens", corpus.len(), data.len());
    let options = Options {
        epochs: env("EPOCHS", 8.0) as usize,
        l1: env("L1", 5e-6),
        l2: env("L2", 1e-5),
        rate: env("RATE", 0.1),
        least_count: env("LEAST", 3.0) as u32,
        ..Options::new(label::COUNT)
    };
    let trained = crf::train(&data, label::allowed, &options, |loss| eprintln!("loss {loss}"));
    let packed = pack(&trained, env("BITS", 14.0) as u32, scene::FEATURES);
    eprintln!("kept {}, crowded {}, weightless {}", packed.kept, packed.crowded, packed.weightless);
    fs::write(MODEL, &packed.bytes).with_context(|| format!("Cannot write {MODEL}."))
}

fn measure(args: &[String]) -> Result<()> {
    let list = read(fs::read(LIST)?.leak());
    let model = SequenceModel::load(fs::read(MODEL)?.leak(), scene::FEATURES)?;
    let verbose = args.iter().any(|a| a == "--verbose");
    for path in args.iter().filter(|a| *a != "--verbose") {
        let mut sum = [Score::default(); 3];
        for labelled in load(std::slice::from_ref(path))? {
            let one = score(
                &labelled,
                |layout| find_with(layout, builtin(), &model, list),
                |missed, kind, name| {
                    if verbose {
                        println!("{} {kind:?} {name:?}", if missed { "missed" } else { "made up" });
                    }
                },
            );
            sum.iter_mut().zip(one).for_each(|(sum, one)| *sum = sum.plus(one));
        }
        report(path, &sum);
    }
    Ok(())
}

fn report(path: &str, sum: &[Score; 3]) {
    let all = sum.iter().fold(Score::default(), |all, one| all.plus(*one));
    let kinds = [NameKind::Person, NameKind::Org, NameKind::Place];
    let each: Vec<String> = kinds.iter().zip(sum).map(|(k, s)| format!("{k:?} {:.1}", s.f1())).collect();
    let (p, r) = (
        100.0 * all.right as f64 / all.found.max(1) as f64,
        100.0 * all.right as f64 / all.gold.max(1) as f64,
    );
    println!("{path}: F1 {:.1} (P {p:.1} R {r:.1}; {})", all.f1(), each.join(", "));
}

fn load(paths: &[String]) -> Result<Vec<Labelled>> {
    let mut texts = HashMap::new();
    let mut out = Vec::new();
    for path in paths {
        let content = fs::read_to_string(path).with_context(|| format!("Cannot read {path}."))?;
        if Path::new(path).extension().is_some_and(|e| e == "tsv") {
            let weight = std::env::var("SILVER").ok().and_then(|w| w.parse().ok()).unwrap_or(0.4);
            out.extend(read_corenlp(&content, &texts, weight));
        } else {
            read_lines(&content, &mut texts, &mut out)?;
        }
    }
    Ok(out)
}

fn read_lines(content: &str, texts: &mut HashMap<String, String>, out: &mut Vec<Labelled>) -> Result<()> {
    for line in content.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        if let (Some(doc), Some(text)) = (row["doc"].as_str(), row["text"].as_str()) {
            texts.insert(doc.to_owned(), text.to_owned());
        } else {
            out.push(read_json_line(line)?);
        }
    }
    Ok(())
}
