//! Words set apart as a block belong to the subject of the sentence above them, if that ends with a colon.

use std::ops::Range;

use super::signatures::signature;
use crate::analysis::quotes::claimed::Claimed;
use crate::analysis::quotes::draft::{Draft, formed, items_of};
use crate::analysis::quotes::phrase::phrase_around;
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::document::BlockKind;

/// Words set apart as unsigned blocks; consecutive blocks are one quotation.
pub fn set_apart(scene: &Scene, before: &[Draft]) -> Vec<Draft> {
    let blocks = &scene.layout.blocks;
    let claimed = Claimed::by(before);
    let quoted = |n: usize| {
        let block = &blocks[n];
        block.block.kind == BlockKind::BlockQuotation
            && block.tokens.len() >= LEAST_SET_APART
            && signature(scene, block.tokens.clone()).is_none()
            && !claimed.touches(block.block.span)
    };
    let mut out: Vec<Draft> = Vec::new();
    let mut last = None;
    for n in (0..blocks.len()).filter(|&n| quoted(n)) {
        let items = items_of(scene, n);
        let spans = scene.quoted(items.clone()).unwrap_or_else(|| vec![blocks[n].block.span]);
        match out.last_mut().filter(|_| last.is_some_and(|l| l + 1 == n)) {
            Some(draft) => {
                draft.spans.extend(spans);
                draft.items.push(items);
            }
            None => out.push(Draft {
                source: n.checked_sub(1).and_then(|above| announced(scene, above)),
                spans,
                rule: Rule::BlockQuotation,
                confidence: 0.9,
                ..formed(scene, n, items, 0..1)
            }),
        }
        last = Some(n);
    }
    out
}

/// Fewer tokens than this, set apart, are a heading or a list rather than somebody's words.
const LEAST_SET_APART: usize = 4;

/// The subject of the last sentence of block `n`, if that ends with a colon.
fn announced(scene: &Scene, n: usize) -> Option<Range<usize>> {
    let block = &scene.layout.blocks[n];
    let colon = block.tokens.clone().next_back().filter(|&i| scene.layout.word(i) == ":")?;
    let sentence = scene.sentence(colon);
    let subject = sentence.clone().find(|&i| scene.label(i).is_subject())?;
    Some(phrase_around(scene, subject, sentence))
}
