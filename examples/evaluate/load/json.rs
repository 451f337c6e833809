//! JSON lines, one document each, offsets in characters.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Characters;
use crate::scoring::attributions::Attribution;
use crate::scoring::names::{Label, LabelledName};
use crate::scoring::{Bytes, Sample};

#[derive(Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct JsonAttribution {
    #[serde(default)]
    source: Vec<Range>,
    #[serde(default)]
    content: Vec<Range>,
}

#[derive(Deserialize)]
struct Attributed {
    doc: Option<String>,
    text: String,
    attributions: Vec<JsonAttribution>,
}

#[derive(Deserialize)]
struct Named {
    text: String,
    gold: Vec<(usize, usize, String)>,
}

/// Documents with their attributions.
pub fn attributions(file: &str, lines: &str) -> Result<Vec<Sample<Vec<Attribution>>>> {
    documents::<Attributed>(lines)?.into_iter().enumerate().map(|(i, d)| Ok(attributed(d, file, i))).collect()
}

fn attributed(document: Attributed, file: &str, i: usize) -> Sample<Vec<Attribution>> {
    let characters = Characters::of(&document.text);
    let bytes = |ranges: &[Range]| -> Vec<Bytes> {
        ranges.iter().map(|r| characters.bytes(r.start, r.end)).collect()
    };
    let gold = document.attributions.iter();
    let gold = gold.map(|a| Attribution { source: bytes(&a.source), content: bytes(&a.content) }).collect();
    let name = document.doc.unwrap_or_else(|| format!("{file} {}", i + 1));
    Sample { name, text: document.text, gold }
}

/// Documents with their labelled names; other labels than the scored ones are left out.
pub fn names(file: &str, lines: &str) -> Result<Vec<Sample<Vec<LabelledName>>>> {
    let sample = |(i, document): (usize, Named)| {
        let characters = Characters::of(&document.text);
        let labelled = document.gold.iter().filter_map(|(start, end, label)| {
            Some(LabelledName { label: Label::named(label)?, at: characters.bytes(*start, *end) })
        });
        Sample { name: format!("{file} {}", i + 1), gold: labelled.collect(), text: document.text }
    };
    Ok(documents(lines)?.into_iter().enumerate().map(sample).collect())
}

fn documents<D: DeserializeOwned>(lines: &str) -> Result<Vec<D>> {
    let parse =
        |(i, line)| serde_json::from_str(line).with_context(|| format!("Line {} is no document.", i + 1));
    lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()).map(parse).collect()
}
