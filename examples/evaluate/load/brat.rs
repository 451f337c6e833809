//! Texts with brat's stand-off files: `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`.
//!
//! A stand-off file has lines `T3<tab>Source 10 18;22 30<tab>words` (characters), which name ranges, and
//! `E1<tab>Attribution:T5 Source:T3 Cue:T4 Content:T6`, which join them. If several people annotated a text,
//! the first in alphabetical order is used.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Result, ensure};

use super::{Characters, files, read, stem};
use crate::scoring::attributions::Attribution;
use crate::scoring::{Bytes, Sample};

/// Reads a folder with texts and stand-off files at any depth.
pub fn load(folder: &Path) -> Result<Vec<Sample<Vec<Attribution>>>> {
    let standoff = files(folder, "ann")?;
    let mut samples = Vec::new();
    for path in files(folder, "txt")? {
        let name = stem(&path);
        let of_text = |p: &&std::path::PathBuf| {
            stem(p).strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        if let Some(annotations) = standoff.iter().find(of_text) {
            let text = read(&path)?;
            let gold = attributions(&text, &read(annotations)?);
            samples.push(Sample { name, text, gold });
        }
    }
    ensure!(!samples.is_empty(), "{} holds no text with a stand-off file.", folder.display());
    Ok(samples)
}

/// The attributions of one stand-off file.
fn attributions(text: &str, standoff: &str) -> Vec<Attribution> {
    let characters = Characters::of(text);
    let mut ranges: HashMap<&str, Vec<Bytes>> = HashMap::new();
    let mut events = Vec::new();
    for line in standoff.lines() {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        if id.starts_with('T') {
            ranges.insert(id, range_list(rest, &characters));
        } else if id.starts_with('E') {
            events.push(rest);
        }
    }
    let of_event = |event: &&str| {
        let of_role = |role: &str| event_ranges(event, role, &ranges);
        Attribution { source: of_role("Source"), content: of_role("Content") }
    };
    events.iter().map(of_event).collect()
}

/// The ranges of `Label 10 18;22 30<tab>words`.
fn range_list(line: &str, characters: &Characters) -> Vec<Bytes> {
    let place = line.split('\t').next().unwrap_or_default();
    let numbers = place.split_once(' ').map_or("", |(_, numbers)| numbers);
    let range = |pair: &str| {
        let (start, end) = pair.split_once(' ')?;
        Some(characters.bytes(start.parse().ok()?, end.parse().ok()?))
    };
    numbers.split(';').filter_map(range).collect()
}

/// All ranges with the role `role` in an event; the second is written `Role2`.
fn event_ranges(event: &str, role: &str, ranges: &HashMap<&str, Vec<Bytes>>) -> Vec<Bytes> {
    let plays = |part: &str| {
        let (name, id) = part.split_once(':')?;
        let number = name.strip_prefix(role)?;
        number.bytes().all(|b| b.is_ascii_digit()).then(|| ranges.get(id).cloned().unwrap_or_default())
    };
    event.split_whitespace().filter_map(plays).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_join_ranges_that_count_characters() {
        let text = "“Nø,” Ås said, “nø.”";
        let standoff = "T1\tSource 6 8\tÅs\nT2\tCue 9 13\tsaid\nT3\tContent 1 3;16 18\tNø nø\n\
                        T4\tAttribution 9 13\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n";
        let gold = attributions(text, standoff);
        let words = |ranges: &[Bytes]| ranges.iter().map(|r| text[r.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&gold[0].source), ["Ås"]);
        assert_eq!(words(&gold[0].content), ["Nø", "nø"]);
    }

    #[test]
    fn a_second_content_counts_and_an_unknown_range_does_not() {
        let gold = attributions(
            "ab cd",
            "T1\tContent 0 2\tab\nT2\tContent 3 5\tcd\nE1\tContent:T1 Content2:T2 Source:T9\n",
        );
        assert_eq!(gold, [Attribution { source: vec![], content: vec![0..2, 3..5] }]);
    }
}
