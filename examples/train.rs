//! Trains the models under `assets/models`.
//!
//!     train syntax OUT.bin TEXTS.jsonl TREES.tsv [TREES.conllu …] [--dev TREES …] [OPTION=NUMBER …]
//!
//! A `.jsonl` file has the texts ("doc", "text") that the offsets of a `.tsv` file point into. Options are the fields of
//! `syntax::Options`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use attache::analysis::syntax::weights::Model;
use attache::training::syntax::{self, Annotated};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((what, rest)) if what == "syntax" => train_syntax(rest),
        _ => bail!("Name the model to train: syntax."),
    }
}

fn train_syntax(args: &[String]) -> Result<()> {
    let (out, data) = args.split_first().context("Name the file to write.")?;
    let mut texts = HashMap::new();
    let (mut train, mut dev) = (Vec::new(), Vec::new());
    let (mut to_dev, mut options) = (false, syntax::Options::default());
    for path in data {
        if let Some((name, value)) = path.split_once('=') {
            let value = value.parse().with_context(|| format!("{path}: give a number."))?;
            ensure!(options.set(name, value), "There is no option {name}.");
            continue;
        }
        if path == "--dev" {
            to_dev = true;
            continue;
        }
        let read = fs::read_to_string(path).with_context(|| format!("Cannot read {path}."))?;
        let corpus = trees(path, &read, &mut texts)?;
        let set = if to_dev { &mut dev } else { &mut train };
        set.push((path.clone(), corpus));
    }
    let corpus: Vec<Annotated> = train.into_iter().flat_map(|(_, c)| c).collect();
    let bytes = syntax::train(&corpus, options);
    fs::write(out, &bytes).with_context(|| format!("Cannot write {out}."))?;
    for (path, corpus) in dev.iter().filter(|(_, c)| !c.is_empty()) {
        println!("{path}: {}", syntax::score(corpus, Model::new(&bytes)));
    }
    Ok(())
}

fn trees(path: &str, read: &str, texts: &mut HashMap<String, String>) -> Result<Vec<Annotated>> {
    let is = |extension: &str| Path::new(path).extension().is_some_and(|e| e == extension);
    if is("jsonl") {
        for line in read.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            texts.insert(field("doc"), field("text"));
        }
        return Ok(Vec::new());
    }
    Ok(if is("tsv") { syntax::read_corenlp(read, texts) } else { syntax::read_conllu(read) })
}
