//! Measures the speed of the analysis, the time of each stage, how both grow, and the memory.
//!
//!     cargo bench --features training --bench analysis [-- LARGEST_KB [FILE…]]
//!
//! Repeats the bundled samples, or the named files, until a text has the wanted size: from 10 KB to `LARGEST_KB`
//! (10,000 by default) in steps of ten. For each size it prints megabytes a second for a whole analysis,
//! nanoseconds a byte for each stage, and the process's peak memory in bytes a byte of text.

#[path = "common/material.rs"]
mod material;

use std::fs;
use std::time::{Duration, Instant};

use attache::analysis::{Layout, actors, names, quotes, syntax, table};
use attache::document::Document;

/// A size is measured repeatedly until it has taken this long, and at least twice.
const LEAST: Duration = Duration::from_millis(500);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let largest = arguments.first().and_then(|a| a.parse().ok()).unwrap_or(10_000);
    let files = arguments.iter().skip(1).map(|path| fs::read_to_string(path).expect("the text can be read"));
    let mut texts: Vec<String> = files.collect();
    if texts.is_empty() {
        texts = material::SAMPLES.map(str::to_owned).to_vec();
    }
    println!("      KB     MB/s   layout  names   tags actors quotes settle (ns a byte)   peak bytes a byte");
    let mut kilobytes = 10;
    while kilobytes <= largest {
        measure(&text_of(&texts, kilobytes * 1000));
        kilobytes *= 10;
    }
}

/// The paragraphs of `texts` in turn, up to `size` bytes.
fn text_of(texts: &[String], size: usize) -> String {
    let mut out = String::with_capacity(size + 10_000);
    for paragraph in texts.iter().flat_map(|t| t.split("\n\n")).cycle() {
        if out.len() >= size {
            break;
        }
        out.push_str(paragraph.trim());
        out.push_str("\n\n");
    }
    out
}

/// Analyses a text several times and prints the best time of each stage.
fn measure(text: &str) {
    let document = Document::from_paragraphs(text);
    let begun = Instant::now();
    let (mut best, mut runs) = ([Duration::MAX; 6], 0);
    while runs < 2 || begun.elapsed() < LEAST {
        best.iter_mut().zip(stages(&document)).for_each(|(best, took)| *best = took.min(*best));
        runs += 1;
    }
    let size = document.text.len() as f64;
    let nanoseconds = best.map(|d| d.as_nanos() as f64 / size);
    let all: f64 = nanoseconds.iter().sum();
    print!("{:8.0} {:8.2}  ", size / 1000.0, 1000.0 / all);
    nanoseconds.iter().for_each(|n| print!(" {n:6.1}"));
    let peak = material::peak_memory("self");
    println!("              {}", peak.map_or("?".to_owned(), |peak| format!("{:8.1}", peak as f64 / size)));
}

/// The time of each stage in one run.
fn stages(document: &Document) -> [Duration; 6] {
    let mut times = [Duration::ZERO; 6];
    let mut clock = Instant::now();
    let mut lap = |n: usize| times[n] = std::mem::replace(&mut clock, Instant::now()).elapsed();
    let layout = Layout::new(document);
    lap(0);
    let names = names::find(&layout, table::builtin());
    lap(1);
    let tags = syntax::tag(&layout);
    lap(2);
    let cast = actors::resolve(&layout, &tags, &names, (table::builtin(), None));
    lap(3);
    let (quotes, _): (Vec<_>, Vec<_>) = quotes::explained(&layout, &tags, &names, &cast).into_iter().unzip();
    lap(4);
    std::hint::black_box(actors::settle(cast, &layout, &quotes, (table::builtin(), None)));
    lap(5);
    times
}
