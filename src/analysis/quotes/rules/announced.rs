//! A paragraph that the sentence before it announces: “He said:” and what he said below.

use std::ops::Range;

use crate::analysis::quotes::claimed::Claimed;
use crate::analysis::quotes::draft::{Draft, formed, items_of};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::quotes::source::{self, Agent};
use crate::document::BlockKind;
use crate::lexicon::Class;

/// Paragraphs without marks that the sentence before them announces: "He said:" and what he said below.
pub fn announced_below(scene: &Scene, before: &[Draft]) -> Vec<Draft> {
    let blocks = &scene.layout.blocks;
    let claimed = Claimed::by(before);
    let mut out = Vec::new();
    for (n, block) in blocks.iter().enumerate().skip(1) {
        let Some((source, cue)) = announcement(scene, n - 1) else { continue };
        let plain = matches!(block.block.kind, BlockKind::Paragraph | BlockKind::BlockQuotation);
        if !plain
            || claimed.touches(block.block.span)
            || block.tokens.len() < LEAST_ANNOUNCED
            || announcement(scene, n).is_some()
        {
            continue;
        }
        let items = items_of(scene, n);
        let quoted = items.clone().any(|i| scene.run(i).is_some());
        if quoted && !scene.items.are_runs(items.clone()) {
            continue;
        }
        out.push(Draft {
            cue: Some(cue),
            rule: Rule::Announced,
            confidence: 0.95,
            ..formed(scene, n, items, source)
        });
    }
    out
}

/// Fewer tokens than this are a heading or the beginning of a list.
const LEAST_ANNOUNCED: usize = 4;

/// Who announces speech with the colon that ends block `n`, and by which verb.
fn announcement(scene: &Scene, n: usize) -> Option<(Range<usize>, usize)> {
    let block = &scene.layout.blocks[n];
    let prose = matches!(block.block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let colon = block.tokens.clone().next_back().filter(|&i| prose && scene.layout.word(i) == ":")?;
    let sentence = scene.sentence(colon);
    let outside = |t: usize| scene.outside(scene.items.item_of(scene.runs, t)) == Some(t);
    let says = |t: &usize| scene.tags[*t].is_verb() && scene.has(*t, Class::Says) && outside(*t);
    let cue = (sentence.start..colon).rev().find(says)?;
    match source::agent(scene, cue) {
        Agent::Named(head) if outside(head) => Some((source::phrase(scene, head), cue)),
        _ => None,
    }
}
