//! Loads annotated files as samples: detects the format of a path, and reads it.

mod brat;
mod columns;
mod json;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;

use crate::scoring::attributions::Attribution;
use crate::scoring::marks::{self, Marks};
use crate::scoring::names::LabelledName;
use crate::scoring::{Bytes, Sample};

/// The kind of annotation in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Attributions, as JSON lines or as texts with brat's stand-off files.
    Polnear,
    /// Actors and quotes marked in the text.
    Gold,
    /// Labelled names, as JSON lines or in columns.
    Names,
}

/// The samples of one path.
pub enum Samples {
    /// Attributions.
    Attributions(Vec<Sample<Vec<Attribution>>>),
    /// Marked texts.
    Marked(Vec<Sample<Marks>>),
    /// Labelled names.
    Names(Vec<Sample<Vec<LabelledName>>>),
}

/// Reads a file, or a folder of files, as `kind`, or as the kind that it looks like.
pub fn load(path: &Path, kind: Option<Kind>) -> Result<Samples> {
    let kind = kind.map_or_else(|| detect(path), Ok)?;
    let samples = match kind {
        Kind::Gold => Samples::Marked(marked(path)?),
        Kind::Polnear if path.is_dir() => Samples::Attributions(brat::load(path)?),
        Kind::Polnear => Samples::Attributions(json::attributions(&stem(path), &read(path)?)?),
        Kind::Names if is_json(path) => Samples::Names(json::names(&stem(path), &read(path)?)?),
        Kind::Names => Samples::Names(columns::names(&stem(path), &read(path)?)),
    };
    Ok(samples)
}

/// The likely kind of a path, judged by its content first and its name last.
fn detect(path: &Path) -> Result<Kind> {
    if path.is_dir() {
        let standoff = !files(path, "ann")?.is_empty();
        return Ok(if standoff { Kind::Polnear } else { Kind::Gold });
    }
    let content = read(path)?;
    let first = content.lines().next().unwrap_or_default();
    if first.starts_with('{') {
        return Ok(if first.contains("\"attributions\"") { Kind::Polnear } else { Kind::Names });
    }
    if content.contains("<a id=\"") || content.contains("<q s=\"") {
        return Ok(Kind::Gold);
    }
    if columns::looks_like(&content) {
        return Ok(Kind::Names);
    }
    bail!("{} holds no annotation that is known here. Say what it is with --kind.", path.display());
}

fn marked(path: &Path) -> Result<Vec<Sample<Marks>>> {
    let paths = if path.is_dir() { files(path, "gold")? } else { vec![path.to_owned()] };
    ensure!(!paths.is_empty(), "{} holds no file whose name ends in .gold.", path.display());
    let parse = |p: &PathBuf| marks::parse(&stem(p), &read(p)?).map_err(anyhow::Error::msg);
    paths.iter().map(parse).collect()
}

/// The files under `folder`, at any depth, with names ending in `.extension`, sorted.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("Cannot list {}.", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension() == Some(OsStr::new(extension)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("Cannot read {} as UTF-8.", path.display()))
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "jsonl" || e == "json")
}

/// The file's name without its folder and its last extension.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The byte offset of each character of a text, and of its end: the formats count characters.
struct Characters(Vec<usize>);

impl Characters {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(i, _)| i).chain([text.len()]).collect())
    }

    /// The bytes of the characters `start..end`, clipped to the text.
    fn bytes(&self, start: usize, end: usize) -> Bytes {
        let last = self.0.len() - 1;
        self.0[start.min(last)]..self.0[end.clamp(start, last.max(start)).min(last)]
    }
}
