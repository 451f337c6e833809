//! Measures the analysis against annotated texts.
//!
//! ```text
//! cargo run --release --example evaluate -- tests/corpus
//! cargo run --release --example evaluate -- --verbose polnear.dev.jsonl names/*.jsonl
//! cargo run --release --example evaluate -- --floors tests/corpus > tests/corpus/floors.txt
//! ```

mod load;
mod scoring;

use std::fmt::Display;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;

use load::{Kind, Samples, load};
use scoring::floors::Figures;
use scoring::marks::Marks;
use scoring::reading::Reading;
use scoring::{Sample, attributions, marked, names};

/// Measures the analysis against annotated texts.
#[derive(Parser)]
struct Arguments {
    /// Marked texts, attributions or labelled names; a file, or a folder of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The kind of annotation, if it cannot be detected.
    #[arg(long)]
    kind: Option<Kind>,
    /// Score at most this many texts of a path.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print what was missed and what was made up.
    #[arg(long)]
    verbose: bool,
    /// Print a floors file for marked texts, a little below their figures.
    #[arg(long)]
    floors: bool,
    /// Compare marked texts with a floors file; fails if a figure is below its floor.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut texts = Vec::new();
    for path in &arguments.paths {
        let limit = arguments.limit.unwrap_or(usize::MAX);
        match load(path, arguments.kind)? {
            Samples::Marked(samples) => texts.extend(samples.into_iter().take(limit)),
            _ if arguments.floors => {
                bail!("{} holds no marked texts; only they have floors.", path.display())
            }
            Samples::Attributions(samples) => {
                let mut score = attributions::Score::default();
                read_all(&samples[..limit.min(samples.len())], |s, r| score.add(s, r))?;
                say(&path.display());
                print(&score, &score.findings, arguments.verbose);
            }
            Samples::Names(samples) => {
                let mut score = names::Score::default();
                read_all(&samples[..limit.min(samples.len())], |s, r| score.add(s, r))?;
                say(&path.display());
                print(&score, &score.findings, arguments.verbose);
            }
        }
    }
    if texts.is_empty() { Ok(()) } else { marked_texts(&texts, &arguments) }
}

/// Reads each text as the program would, and passes it on.
fn read_all<G>(samples: &[Sample<G>], mut score: impl FnMut(&Sample<G>, &Reading)) -> Result<()> {
    for sample in samples {
        match Reading::new(&sample.text) {
            Ok(reading) => score(sample, &reading),
            Err(fault) => bail!("{}: {fault}", sample.name),
        }
    }
    Ok(())
}

/// Scores all marked texts together, and each one for the floors.
fn marked_texts(samples: &[Sample<Marks>], arguments: &Arguments) -> Result<()> {
    let mut total = marked::Score::default();
    let mut texts = Vec::new();
    read_all(samples, |sample, reading| {
        let mut own = marked::Score::default();
        own.add(sample, reading);
        total.add(sample, reading);
        texts.push((sample.name.clone(), own));
    })?;
    let figures = Figures::measure(&total, &texts);
    if arguments.floors {
        say(&figures.to_floors().trim_end());
    } else {
        say(&format_args!("{} marked texts", samples.len()));
        print(&total, &total.findings, arguments.verbose);
    }
    let Some(path) = &arguments.against else { return Ok(()) };
    let file = fs::read_to_string(path).with_context(|| format!("Cannot read {}.", path.display()))?;
    let faults = figures.below(&Figures::parse(&file).map_err(anyhow::Error::msg)?);
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

fn print(score: &impl Display, findings: &[String], verbose: bool) {
    if verbose {
        for finding in findings {
            say(&format_args!("  {finding}"));
        }
    }
    say(score);
}

/// Prints a line; a closed pipe is no error.
fn say(line: &impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}
