//! Compares two builds on the same texts: `cargo run -p xtask --bin compare -- OLD NEW [PATH…]`.
//!
//! OLD and NEW are two `attache` programs. Both analyse every file below the paths, by default `tests` and
//! `assets/samples`. It compares the findings rather than their serialisation: the text, the actors by name and kind, the
//! quotes by their words, kind and speaker. Each difference is a line below its file, counted by kind at the end; the exit
//! code is then 1.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde_json::Value;

/// The most differences that are printed for one file.
const MOST: usize = 10;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut words = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(old), Some(new)) = (words.next(), words.next()) else {
        return Err("Name two programs: compare OLD NEW [PATH…]".into());
    };
    let named: Vec<PathBuf> = words.collect();
    let standard = ["tests", "assets/samples"].map(PathBuf::from);
    let mut files = Vec::new();
    for path in if named.is_empty() { &standard[..] } else { &named } {
        list(path, &mut files)?;
    }
    files.sort();
    let (mut different, mut kinds) = (0, BTreeMap::<&str, usize>::new());
    for file in &files {
        let differences = differences(&analyse(&old, file)?, &analyse(&new, file)?);
        if differences.is_empty() {
            continue;
        }
        different += 1;
        println!("{}", file.display());
        for (kind, what) in differences.iter().take(MOST) {
            println!("  {kind}: {what}");
        }
        if let more @ 1.. = differences.len().saturating_sub(MOST) {
            println!("  and {more} more");
        }
        differences.iter().for_each(|(kind, _)| *kinds.entry(kind).or_default() += 1);
    }
    println!("{} files, {different} of them different", files.len());
    kinds.iter().for_each(|(kind, count)| println!("{count:6} {kind}"));
    Ok(if different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        list(&entry?.path(), files)?;
    }
    Ok(())
}

/// A quote by its words: the kind and the name of its speaker.
type Quotes = BTreeMap<String, (String, String)>;

/// The findings of a program in a file.
#[derive(Default)]
struct Found {
    /// How the program ended.
    status: String,
    texts: Vec<String>,
    /// The actors and places, each with its kind.
    actors: BTreeSet<String>,
    quotes: Quotes,
}

/// Runs a program's analysis of a file.
fn analyse(program: &Path, file: &Path) -> Result<Found, Box<dyn Error>> {
    let output =
        Command::new(program).args(["--no-state", "analyze"]).arg(file).stdin(Stdio::null()).output()?;
    let mut found = Found { status: output.status.to_string(), ..Found::default() };
    for briefing in serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>() {
        found.add(&briefing?);
    }
    Ok(found)
}

impl Found {
    /// Adds one briefing, of any version of the contract.
    fn add(&mut self, briefing: &Value) {
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let text = string(&briefing["text"]);
        let mut names = BTreeMap::new();
        for actor in [list(&briefing["actors"]), list(&briefing["places"])].concat() {
            names.insert(string(&actor["id"]), string(&actor["name"]));
            self.actors.insert(format!("{} ({})", string(&actor["name"]), string(&actor["kind"])));
        }
        for quote in list(&briefing["quotes"]) {
            let at = |span: &Value, end: &str| span[end].as_u64().map_or(0, |byte| byte as usize);
            let words = |span: &Value| text.get(at(span, "start")..at(span, "end")).unwrap_or("?").to_owned();
            let words: Vec<String> = list(&quote["spans"]).iter().map(words).collect();
            let speaker = quote["speaker"].as_str().and_then(|id| names.get(id));
            let speaker = speaker.map_or("nobody", String::as_str).to_owned();
            self.quotes.insert(words.join(" … "), (string(&quote["kind"]), speaker));
        }
        self.texts.push(text);
    }
}

/// The differences between the findings of two programs, each with its kind.
fn differences(old: &Found, new: &Found) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if old.status != new.status {
        all.push(("exit", format!("{} → {}", old.status, new.status)));
    }
    if old.texts != new.texts {
        all.push(("text", "is another".to_owned()));
    }
    all.extend(old.actors.difference(&new.actors).map(|actor| ("actor gone", actor.clone())));
    all.extend(new.actors.difference(&old.actors).map(|actor| ("actor new", actor.clone())));
    for (words, (kind, speaker)) in &old.quotes {
        match new.quotes.get(words) {
            None => all.push(("quote gone", format!("{speaker}: {words}"))),
            Some((now, _)) if now != kind => all.push(("quote's kind", format!("{kind} → {now}: {words}"))),
            Some((_, now)) if now != speaker => {
                all.push(("quote's speaker", format!("{speaker} → {now}: {words}")));
            }
            Some(_) => {}
        }
    }
    let fresh = new.quotes.iter().filter(|(words, _)| !old.quotes.contains_key(*words));
    all.extend(fresh.map(|(words, (_, speaker))| ("quote new", format!("{speaker}: {words}"))));
    all
}
