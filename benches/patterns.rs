//! Texts of one kind only, from nothing but marks to nothing but new names: does any take the analysis much longer
//! than prose, or longer for each megabyte as it grows?
//!
//!     cargo bench --bench patterns [-- PART_OF_A_NAME… [KILOBYTES…]]
//!
//! Prints, for each pattern and size (100, 1,000 and 4,000 KB by default), processor seconds a megabyte and their
//! ratio to those of the bundled samples; at the end the worst ratio, and the patterns that exceed [`MOST`] or grow.

#[path = "common/material.rs"]
mod material;
#[path = "patterns/table.rs"]
mod table;

use std::fs;
use std::time::Instant;

use attache::analysis::{self, table::builtin};
use attache::document::Document;
use attache::import::{self, Source};

/// A pattern may take at most this many times as long as prose,
const MOST: f64 = 3.0;
/// and at the largest size this many times as long a megabyte as at the middle one.
const GROWTH: f64 = 1.5;
/// A text is analysed repeatedly until that took this long, in seconds.
const LEAST: f64 = 0.2;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let (sizes, parts): (Vec<String>, Vec<String>) =
        arguments.into_iter().partition(|a| a.parse::<usize>().is_ok());
    let mut sizes: Vec<usize> = sizes.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100, 1000, 4000];
    }
    let wanted = |name: &str| parts.is_empty() || parts.iter().any(|part| name.contains(part.as_str()));
    // The first analysis loads the models.
    seconds_a_megabyte(&material::text(100_000));
    let prose: Vec<f64> = sizes.iter().map(|kb| seconds_a_megabyte(&material::text(kb * 1000))).collect();
    println!("Processor seconds a megabyte, and how many times those of prose.\n");
    let head: Vec<String> = sizes.iter().map(|kb| format!("{:.1} MB", *kb as f64 / 1000.0)).collect();
    println!("| pattern | {} |", head.join(" | "));
    println!("|---|{}", "---|".repeat(sizes.len()));
    row("prose (the bundled samples)", &prose, &prose);
    let (mut count, mut slow, mut worst) = (0, Vec::new(), 0.0_f64);
    for &(name, template) in table::PATTERNS.iter().filter(|(name, _)| wanted(name)) {
        let times: Vec<f64> =
            sizes.iter().map(|kb| seconds_a_megabyte(&table::text(template, kb * 1000))).collect();
        row(name, &times, &prose);
        let ratios = times.iter().zip(&prose).map(|(time, prose)| time / prose);
        let most = ratios.fold(0.0, f64::max);
        let grows =
            times.len() > 1 && times[times.len() - 1] > GROWTH * times[times.len() - 2].max(prose[0] / 10.0);
        if most > MOST || grows {
            slow.push(name);
        }
        (count, worst) = (count + 1, worst.max(most));
    }
    println!("\n{count} patterns; the slowest took {worst:.1} times the time of prose.");
    if !slow.is_empty() {
        println!("More than {MOST} times, or growing: {}.", slow.join("; "));
    }
}

fn row(name: &str, times: &[f64], prose: &[f64]) {
    let cells = times.iter().zip(prose).map(|(time, prose)| format!("{time:.2} ({:.1})", time / prose));
    println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
}

/// The processor seconds that an analysis of this text takes for each megabyte.
fn seconds_a_megabyte(text: &str) -> f64 {
    let documents: Vec<Document> = match import::first(text.as_bytes(), &Source::default()) {
        Ok(document) => vec![document],
        Err(_) => vec![Document::from_paragraphs(text)],
    };
    let (mut best, mut all) = (f64::MAX, 0.0);
    while all < LEAST {
        let begun = processor_seconds();
        for document in &documents {
            std::hint::black_box(analysis::analyse(document, builtin()));
        }
        let took = processor_seconds() - begun;
        (best, all) = (best.min(took), all + took);
    }
    best * 1e6 / text.len() as f64
}

/// The processor time of this thread, in seconds; if the system does not tell, the elapsed time.
fn processor_seconds() -> f64 {
    use std::sync::LazyLock;
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| BEGIN.elapsed().as_secs_f64(), |n| n as f64 / 1e9)
}
