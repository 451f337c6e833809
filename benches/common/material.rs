//! Texts of any size for the benchmarks, made from the bundled samples; the same size is always the same bytes.
//!
//! Each round has the paragraphs of the samples once, in another order, under a heading with its number, and renames
//! three of the speakers, each to one of a thousand names: a long text has a large cast, as a year of a wire has. A
//! made-up name is as long as the original, so the lines stay wrapped at the width of the samples.

#![allow(dead_code, reason = "every benchmark uses a part of it")]

use std::io::{self, Write};

/// The bundled sample that the program opens by default.
pub const SAMPLE: &str = include_str!("../../assets/samples/sochi.txt");
/// That sample, and a transcript.
pub const SAMPLES: [&str; 2] = [SAMPLE, include_str!("../../assets/samples/transcript.txt")];

/// Family names that occur once or more in every round.
const RENAMED: [&str; 3] = ["Velichansky", "Sabbagh-Marin", "Halloran"];
/// How many names replace each.
const NAMES: usize = 1000;

/// The shortest text of whole paragraphs with at least `size` bytes.
pub fn text(size: usize) -> String {
    text_from(0, size)
}

/// The same text, beginning with another round.
pub fn text_from(first: usize, size: usize) -> String {
    let mut bytes = Vec::with_capacity(size + 2000);
    write_from(first, &mut bytes, size as u64).expect("memory takes what is written");
    String::from_utf8(bytes).expect("the samples are UTF-8")
}

/// Writes the result of [`text`], with at most one round of it in memory.
pub fn write(out: &mut impl Write, size: u64) -> io::Result<()> {
    write_from(0, out, size)
}

fn write_from(first: usize, out: &mut impl Write, size: u64) -> io::Result<()> {
    let mut written = 0;
    for number in first.. {
        for paragraph in round(number).split_inclusive("\n\n") {
            out.write_all(paragraph.as_bytes())?;
            written += paragraph.len() as u64;
            if written >= size {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn round(number: usize) -> String {
    let mut state = number as u32;
    let mut paragraphs: Vec<&str> = SAMPLES.iter().flat_map(|t| t.trim().split("\n\n")).collect();
    for last in (1..paragraphs.len()).rev() {
        paragraphs.swap(last, next(&mut state) % (last + 1));
    }
    let mut text = format!("Part {}\n\n{}\n\n", number + 1, paragraphs.join("\n\n"));
    for (n, name) in RENAMED.iter().enumerate() {
        text = text.replace(name, &made_up(name.len(), number % NAMES + n * NAMES));
    }
    text
}

/// A made-up name with this many letters, nearly always a different one for each `number`.
pub fn made_up(letters: usize, number: usize) -> String {
    let mut state = number as u32;
    let mut letter = |place: usize| {
        let from: &[u8] = if place.is_multiple_of(2) { b"bdfgklmnprstvz" } else { b"aeiou" };
        let letter = char::from(from[next(&mut state) % from.len()]);
        if place == 0 { letter.to_ascii_uppercase() } else { letter }
    };
    (0..letters).map(&mut letter).collect()
}

/// The next pseudo-random number below 65,536, the same in every run.
fn next(state: &mut u32) -> usize {
    *state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
    (*state >> 16) as usize
}

/// The peak memory of a process, given by number or as `self`, in bytes; none if the system does not tell.
pub fn peak_memory(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}
