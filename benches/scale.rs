//! Measures the cost of large inputs, and how long a key waits while a large text is being analysed in the
//! background.
//!
//!     cargo bench --bench scale                      texts of 1, 10 and 100 MB, 10,000 quotes, 5,000 actors, 20,000 files
//!     cargo bench --bench scale -- 1000              texts of these sizes in megabytes, and nothing else
//!     cargo bench --bench scale -- --write 1000 FILE only writes the text of that size
//!
//! Prints rows of Markdown: for `attache analyze` the processor seconds of all threads and the peak memory; for the reader,
//! with `j` pressed every 20 ms from the first screen until the quotes are there, how long each took to move the text.
//! Needs a system with /proc. `ATTACHE` may name another build of attache to measure.

#[path = "common/material.rs"]
mod material;
#[path = "common/peers.rs"]
mod peers;
#[path = "common/terminal.rs"]
mod terminal;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use terminal::Terminal;

/// The pause between two keys.
const PAUSE: Duration = Duration::from_millis(20);
/// No key should wait longer.
const LIMIT: f64 = 50.0;
/// This many keys are enough.
const KEYS: usize = 2000;
/// Ticks a second, the unit of processor time that Linux gives to programs.
const TICKS: f64 = 100.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [option, megabytes, file] = arguments.as_slice()
        && option == "--write"
    {
        return write_text(Path::new(file), megabytes.parse().expect("a number"));
    }
    let asked: Vec<u64> = arguments.iter().map(|n| n.parse().expect("a number of megabytes")).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sizes = if asked.is_empty() { vec![1, 10, 100] } else { asked.clone() };
    let text = |n: &u64| {
        let file = folder.path().join(format!("{n} MB.txt"));
        write_text(&file, *n);
        file
    };
    let texts: Vec<PathBuf> = sizes.iter().map(text).collect();
    println!("| attache analyze | MB | processor, s | MB/s | peak memory, MB |\n|---|---|---|---|---|");
    texts.iter().for_each(|file| analyse(file));
    if asked.is_empty() {
        others(folder.path());
    }
    println!(
        "\n| the reader, analysing | keys | median, ms | 99 of 100, ms | longest, ms | over {LIMIT} ms | peak memory, MB |"
    );
    println!("|---|---|---|---|---|---|---|");
    texts.iter().for_each(|file| read(file, folder.path()));
}

fn write_text(file: &Path, megabytes: u64) {
    let mut out = BufWriter::new(File::create(file).expect("the text can be written"));
    material::write(&mut out, megabytes * 1_000_000).expect("the text can be written");
}

/// Measures inputs that are large in other ways: quotes, actors, files.
fn others(folder: &Path) {
    let quotes = folder.join("10,000 quotes.txt");
    let by =
        |n: usize| format!("“The talks will go on in room {n},” said {} on Monday.\n\n", person(n % 100));
    fs::write(&quotes, (0..10_000).map(by).collect::<String>()).expect("the text can be written");
    analyse(&quotes);
    let actors = folder.join("5,000 actors.txt");
    let about = |n: usize| format!("{}, an envoy, met {} at the lake.\n\n", person(2 * n), person(2 * n + 1));
    fs::write(&actors, (0..2500).map(about).collect::<String>()).expect("the text can be written");
    analyse(&actors);
    let files = folder.join("20,000 files");
    fs::create_dir(&files).expect("a folder");
    for n in 0..20_000 {
        let mut out = File::create(files.join(format!("{n}.txt"))).expect("a file");
        write!(out, "Wire {n}\n\n{}", material::text_from(n, 1500)).expect("the text can be written");
    }
    analyse(&files);
}

/// A person with a given name and a family name, a different one for each number.
fn person(n: usize) -> String {
    format!("{} {}", material::made_up(5, n), material::made_up(7, n + 10_000))
}

/// Analyses a text, or every text in a folder, and prints the cost.
fn analyse(input: &Path) {
    let mut command = Command::new(peers::program());
    command.args(["analyze", "--format", "jsonl"]).arg(input).stdout(Stdio::null());
    let mut child = command.spawn().expect("attache runs");
    let process = child.id().to_string();
    let (mut memory, mut seconds) = (0, None);
    while seconds.is_none() {
        thread::sleep(Duration::from_millis(5));
        memory = memory.max(material::peak_memory(&process).unwrap_or_default());
        seconds = time_when_over(&process);
    }
    assert!(child.wait().expect("attache ends").success(), "attache analyses {}", input.display());
    let (megabytes, seconds) = (size_of(input) as f64 / 1e6, seconds.unwrap_or_default());
    let speed = megabytes / seconds;
    println!("| {} | {megabytes:.1} | {seconds:.2} | {speed:.2} | {:.0} |", name(input), memory as f64 / 1e6);
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn size_of(path: &Path) -> u64 {
    let size = |path: &Path| fs::metadata(path).map_or(0, |m| m.len());
    fs::read_dir(path).map_or_else(|_| size(path), |all| all.flatten().map(|entry| size(&entry.path())).sum())
}

/// The processor seconds of a process that has ended but not been waited for; none while it runs.
fn time_when_over(process: &str) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("a system with /proc");
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |n: usize| fields[n].parse::<f64>().unwrap_or_default();
    // utime and stime are the 14th and 15th; the list begins with the third.
    (fields[0] == "Z").then(|| (ticks(11) + ticks(12)) / TICKS)
}

/// Presses keys during the analysis, and prints how long they waited.
fn read(text: &Path, folder: &Path) {
    let program = peers::attache("attache", &[], text, folder);
    let mut terminal = Terminal::start(&program.command);
    terminal.first_screen();
    let mut waits = Vec::new();
    while waits.len() < KEYS && !program.is_ready(&terminal.text()) {
        let due = Instant::now() + PAUSE;
        waits.push(terminal.press_for_text(program.keys.line).as_secs_f64() * 1000.0);
        thread::sleep(due.saturating_duration_since(Instant::now()));
    }
    terminal.wait(|screen| program.is_ready(screen));
    waits.sort_by(f64::total_cmp);
    let over = waits.iter().filter(|wait| **wait > LIMIT).count();
    let [median, most, longest] =
        [50, 99, 100].map(|n| waits.get((waits.len() * n / 100).min(waits.len() - 1)).copied());
    let [median, most, longest] = [median, most, longest].map(Option::unwrap_or_default);
    let memory = terminal.peak_memory().unwrap_or_default() as f64 / 1e6;
    let keys = waits.len();
    println!("| {} | {keys} | {median:.1} | {most:.1} | {longest:.1} | {over} | {memory:.0} |", name(text));
}
