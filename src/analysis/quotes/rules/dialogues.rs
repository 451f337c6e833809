//! Paragraphs that a dialogue dash opens, with an attribution inside.

use crate::analysis::quotes::beside::beside;
use crate::analysis::quotes::dialogue;
use crate::analysis::quotes::draft::{Draft, formed, items_of};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;

/// Paragraphs that a dialogue dash opens, with an attribution inside: all the speech in one paragraph is one
/// speaker's.
pub fn dialogues(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let mut out = Vec::new();
    for n in 0..scene.layout.blocks.len() {
        if scene.layout.blocks[n].tokens.is_empty() {
            continue;
        }
        let items = items_of(scene, n);
        let runs: Vec<usize> = items.filter(|&i| scene.items.are_runs(i..i + 1)).collect();
        let Some(&first) = runs.first() else { continue };
        let start = scene.items.items[first].tokens(scene.runs).start;
        let dash = dialogue::is_dash(scene.layout, start);
        let Some((source, cue)) = beside(scene, first).filter(|_| dash) else { continue };
        let spans = runs.iter().filter_map(|&i| scene.quoted(i..i + 1)).flatten().collect();
        let items = runs.iter().map(|&i| i..i + 1).collect();
        out.push(Draft {
            items,
            spans,
            cue: Some(cue),
            rule: Rule::Dialogue,
            ..formed(scene, n, first..first + 1, source)
        });
    }
    out
}
