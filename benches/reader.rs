//! Measures how much the reader sends and how soon, alone or beside other programs, in a pseudo-terminal of
//! 100×30 or another size.
//!
//!     cargo bench --bench reader                                     attache on the sample, 1 MB and 10 MB
//!     cargo bench --bench reader -- --beside less,w3m,newsboat       with others, in the same run, on 100 MB too
//!     cargo bench --bench reader -- --megabytes 1,100 --pairs 40     on made-up texts of other sizes
//!     SCREEN=160x45 cargo bench --bench reader                       in a terminal of that size
//!
//! Prints rows of Markdown. Bytes are medians of the output after one key; they are exact, and the same in every
//! run. Times are for ratios: every program alternates with less, start by start and key by key, and the ratio is
//! the median over the pairs. The analysis is done before a key is measured; the terminal answers no queries. Memory
//! is the program's peak after all measurements. A program that is not installed is left out. `ATTACHE` may name
//! another build of attache to measure.

#[path = "common/material.rs"]
mod material;
#[path = "common/peers.rs"]
mod peers;
#[path = "common/terminal.rs"]
mod terminal;

use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs};

use peers::{Keys, Program};
use terminal::{Answer, Terminal};

const HEAD: &str = "\
| text | program | first screen, bytes | line down | page down | next hit | next quote \
| start to first screen, ms | × less | line: key to last byte, ms | × less | page, ms | × less | peak memory, MB |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

/// A text to read.
struct Text {
    name: String,
    file: PathBuf,
    /// A word that occurs several times in it.
    word: &'static str,
    /// How many lines, pages, hits and quotes there are to go down before the end of the text.
    steps: [usize; 4],
}

/// The options from the command line.
struct Wanted {
    beside: Vec<String>,
    megabytes: Vec<usize>,
    pairs: usize,
}

/// A program's answers to one action, each paired with less's answer just before.
struct Pairs(Vec<(Option<Answer>, Answer)>);

fn main() {
    let wanted = Wanted::of(&env::args().skip(1).collect::<Vec<_>>());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut texts = vec![Text::sample(folder.path().join("sample.txt"))];
    texts.extend(wanted.megabytes.iter().map(|n| Text::made_up(folder.path().join(format!("{n}.txt")), *n)));
    println!("{HEAD}");
    for text in &texts {
        let programs = peers::all(&wanted.beside, &text.file, folder.path());
        let less = programs.iter().find(|program| program.name == "less");
        programs.iter().for_each(|program| measure(program, less, text, wanted.pairs));
    }
}

impl Wanted {
    fn of(arguments: &[String]) -> Self {
        let after = |option: &str| -> Option<Vec<&str>> {
            let at = arguments.iter().position(|a| a == option)?;
            Some(arguments.get(at + 1)?.split(',').collect())
        };
        let numbers = |option: &str| -> Option<Vec<usize>> {
            Some(after(option)?.iter().map(|n| n.parse().expect("a number")).collect())
        };
        let beside: Vec<String> =
            after("--beside").unwrap_or_default().into_iter().map(str::to_owned).collect();
        let usual = if beside.is_empty() { vec![1, 10] } else { vec![1, 100] };
        let pairs = numbers("--pairs").map_or(24, |pairs| pairs[0]);
        Self { beside, megabytes: numbers("--megabytes").unwrap_or(usual), pairs }
    }
}

impl Text {
    fn sample(file: PathBuf) -> Self {
        fs::write(&file, material::SAMPLE).expect("the text can be written");
        Self { name: "sample, 3 KB".to_owned(), file, word: "flag", steps: [12, 1, 2, 12] }
    }

    fn made_up(file: PathBuf, megabytes: usize) -> Self {
        let mut out = std::io::BufWriter::new(fs::File::create(&file).expect("the text can be written"));
        material::write(&mut out, megabytes as u64 * 1_000_000).expect("the text can be written");
        Self { name: format!("{megabytes} MB"), file, word: "anthem", steps: [12; 4] }
    }
}

/// Measures a program on a text and prints its row.
fn measure(program: &Program, less: Option<&Program>, text: &Text, pairs: usize) {
    let less = less.filter(|less| less.name != program.name);
    let starts =
        (0..pairs).map_while(|_| Some((less.and_then(Program::first_screen), program.first_screen()?)));
    let starts = Pairs(starts.collect());
    let (mut terminal, first) = program.brought_up();
    let mut beside = less.map(|less| (less.brought_up().0, &less.keys));
    let search = format!("/{}\r", text.word);
    let mut press = |before: &str, key: fn(&Keys) -> &'static str, steps: usize| {
        let mut answers = Vec::new();
        while answers.len() < pairs && !key(&program.keys).is_empty() {
            let mut both = |press: &dyn Fn(&mut Terminal, &Keys) -> Answer| {
                (beside.as_mut().map(|(less, keys)| press(less, keys)), press(&mut terminal, &program.keys))
            };
            if answers.len().is_multiple_of(steps) {
                both(&|terminal, keys| terminal.press(keys.top));
                if !before.is_empty() {
                    both(&|terminal, _| terminal.press(before));
                }
            }
            answers.push(both(&|terminal, keys| terminal.press(key(keys))));
        }
        Pairs(answers)
    };
    let [lines, pages, hits, quotes] = text.steps;
    let line = press("", |keys| keys.line, lines);
    let page = press("", |keys| keys.page, pages);
    let quote = press("", |keys| keys.next_quote, quotes);
    let hit = press(&search, |keys| keys.next_hit, hits);
    let bytes = [&line, &page, &hit, &quote].map(|pairs| or_dash(pairs.bytes(), 0));
    let times = [&starts, &line, &page]
        .map(|pairs| [or_dash(pairs.took(), 1), or_dash(pairs.ratio(), 2)].join(" | "));
    let memory = or_dash(terminal.peak_memory().map(|bytes| bytes as f64 / 1e6), 1);
    println!(
        "| {} | {} | {first} | {} | {} | {memory} |",
        text.name,
        program.name,
        bytes.join(" | "),
        times.join(" | ")
    );
}

fn or_dash(number: Option<f64>, digits: usize) -> String {
    number.map_or("–".to_owned(), |number| format!("{number:.digits$}"))
}

/// The median; of an even count, the mean of the two in the middle.
fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut all: Vec<f64> = numbers.collect();
    all.sort_by(f64::total_cmp);
    let (low, high) = (all.get(all.len().checked_sub(1)? / 2)?, all.get(all.len() / 2)?);
    Some(f64::midpoint(*low, *high))
}

impl Pairs {
    /// The bytes of an answer.
    fn bytes(&self) -> Option<f64> {
        median(self.0.iter().map(|(_, own)| own.bytes as f64))
    }

    /// The time of an answer, in milliseconds.
    fn took(&self) -> Option<f64> {
        median(self.0.iter().map(|(_, own)| own.took.as_secs_f64() * 1000.0))
    }

    /// That time as a multiple of less's.
    fn ratio(&self) -> Option<f64> {
        let of_pair = |(less, own): &(Option<Answer>, Answer)| {
            let less = less.map(|less| less.took).filter(|took| *took > Duration::ZERO)?;
            Some(own.took.as_secs_f64() / less.as_secs_f64())
        };
        median(self.0.iter().filter_map(of_pair))
    }
}
