//! Writes the licences of the crates built into the program: `cargo run -p xtask --bin licences > assets/THIRD-PARTY.txt`.
//!
//! Cargo lists these crates; each crate's own folder has the texts. Each text is written once, below the names of all
//! crates that have it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use serde_json::Value;

/// The system that packages are built for; other systems have other crates.
const TARGET: &str = "x86_64-unknown-linux-gnu";

fn main() -> Result<(), Box<dyn Error>> {
    let metadata = metadata()?;
    let built_in = built_in(&metadata);
    let crates = metadata["packages"].as_array().into_iter().flatten().filter(|package| {
        built_in.contains(package["id"].as_str().unwrap_or_default()) && !package["source"].is_null()
    });
    // Compared by their words alone: the same licence comes in many line widths.
    let mut texts: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    println!("Crates that are built into attache, and their licences\n");
    for package in crates {
        let field = |name: &str| package[name].as_str().unwrap_or_default();
        let name = format!("{} {}", field("name"), field("version"));
        println!("{name}: {}", if field("license").is_empty() { "see its text" } else { field("license") });
        for text in texts_in(Path::new(field("manifest_path")).parent().unwrap_or(Path::new(".")))? {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            texts.entry(words).or_insert_with(|| (text, BTreeSet::new())).1.insert(name.clone());
        }
    }
    for (text, names) in texts.into_values() {
        let names: Vec<_> = names.into_iter().collect();
        println!("\n{}\n{}\n\n{text}", "-".repeat(72), names.join(", "));
    }
    Ok(())
}

/// Cargo's metadata on this package and its dependencies.
fn metadata() -> Result<Value, Box<dyn Error>> {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let words = ["metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET];
    let output = Command::new(cargo).args(words).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The ids of the packages linked into the program, without build and test dependencies.
fn built_in(metadata: &Value) -> BTreeSet<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().into_iter().flatten();
    let nodes: BTreeMap<&str, &Value> = nodes.filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let (mut found, mut open) = (BTreeSet::new(), Vec::from_iter(metadata["resolve"]["root"].as_str()));
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(id).filter(|_| found.insert(id)) else { continue };
        let linked = node["deps"].as_array().into_iter().flatten().filter(|dep| {
            dep["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
        });
        open.extend(linked.filter_map(|dep| dep["pkg"].as_str()));
    }
    found
}

/// The licences in a crate's folder.
fn texts_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().to_uppercase()).unwrap_or_default();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|l| name.starts_with(l));
        if is_licence && path.is_file() {
            let text = fs::read_to_string(&path)?.replace('\r', "");
            texts.push(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned());
        }
    }
    Ok(texts)
}
