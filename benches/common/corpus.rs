//! A corpus for the benchmarks of the archive: one JSON document a line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;

/// A document of the corpus.
#[derive(Deserialize)]
pub struct Story {
    /// When it was published, in seconds since the beginning of 1970 in UTC.
    pub ts: i64,
    /// The outlet.
    pub source: String,
    /// Its headline.
    pub title: String,
    /// Its paragraphs.
    pub paras: Vec<String>,
    /// The quotations in them.
    pub quotes: Vec<Quote>,
}

/// Words, and their speaker.
#[derive(Deserialize)]
pub struct Quote {
    pub text: String,
    /// The speaker.
    pub name: String,
}

/// How many years older each copy of the corpus is than the one before.
pub const YEARS: i64 = 13;

/// The documents of a file, read one by one.
pub fn stories(file: &Path) -> impl Iterator<Item = Story> + use<> {
    BufReader::new(File::open(file).expect("the corpus can be read"))
        .lines()
        .map(|line| serde_json::from_str(&line.expect("a line")).expect("a document"))
}

/// The letters of a word, without marks and digits.
pub fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).collect()
}
