//! Whole quotations: no span of a direct quote extends beyond its marks, whatever the models say.
//!
//! “We understand,” the envoy told reporters on the eve of the talks. “What we need is time.” is two spans and no word of
//! the narration; quoted sentences after an attribution in the same paragraph are the same speaker's.

use std::ops::Range;

use super::draft::Draft;
use super::rule::Rule;
use super::run::Run;
use super::scene::Scene;
use crate::analysis::QuoteKind;

/// Removes from a draft the words outside the marks of a whole quotation.
pub fn keep_to_marks(scene: &Scene, draft: &mut Draft) {
    let mut cut = false;
    let mut pieces: Vec<Range<usize>> = Vec::with_capacity(draft.items.len());
    for piece in &draft.items {
        let kept = kept(scene, piece.clone());
        cut |= kept.is_some();
        pieces.push(kept.unwrap_or_else(|| piece.clone()));
    }
    let quoted = |p: &Range<usize>| scene.items.are_runs(p.clone());
    if !cut && !pieces.iter().any(|p| quoted(p) && is_whole_item(scene, p.start)) {
        return;
    }
    pieces.retain(quoted);
    if pieces != draft.items {
        draft.set(scene, pieces);
    }
}

/// The quotations in a piece that begins with a whole one, or is separated from one by a colon or a comma; none if the
/// piece may stay as it is.
fn kept(scene: &Scene, piece: Range<usize>) -> Option<Range<usize>> {
    let is_run = |item: usize| scene.run(item).is_some();
    let whole = piece.clone().find(|&item| is_whole_item(scene, item))?;
    let parted = |item: usize| scene.outside(item).is_some_and(|t| matches!(scene.layout.word(t), ":" | ","));
    if whole > piece.start && !(parted(whole - 1) || piece.start + 1 == whole && !is_run(piece.start)) {
        return None;
    }
    let end = (whole..piece.end).take_while(|&item| is_run(item)).last()? + 1;
    let kept = whole..end;
    (kept != piece).then_some(kept)
}

fn is_whole_item(scene: &Scene, item: usize) -> bool {
    scene.run(item).is_some_and(|run| is_whole(scene, run))
}

/// Whether a quotation begins and ends like a sentence, or like the part of one before "she said".
pub fn is_whole(scene: &Scene, run: &Run) -> bool {
    let first = &scene.layout.tokens[run.tokens.start];
    let comma_behind =
        scene.layout.tokens.get(run.outer.end).is_some_and(|t| t.span.of(scene.layout.text) == ",");
    let ends = matches!(run.last(scene.layout), "," | "." | "?" | "!" | "…" | "..." | "—") || comma_behind;
    let lower = run.tokens.clone().filter(|&i| scene.layout.word(i).len() > 3);
    let is_title =
        || run.words < 8 && lower.clone().all(|i| scene.layout.tokens[i].is_capitalised(scene.layout.text));
    let open = run.tokens.end == run.outer.end;
    first.is_capitalised(scene.layout.text)
        && run.words >= 2
        && (ends || open)
        && (run.words >= 3 && !is_title() || !comma_behind)
}

/// Assigns sentences that are all quotation to the attribution before or after them in their paragraph.
pub fn add_neighbours(scene: &Scene, drafts: &mut [Draft]) {
    let mut taken = vec![false; scene.items.items.len()];
    drafts.iter().flat_map(|d| d.items.iter().cloned().flatten()).for_each(|i| taken[i] = true);
    for draft in drafts.iter_mut().filter(|d| d.kind == QuoteKind::Direct && d.cue.is_some()) {
        let Some((first, last)) = draft.items.first().zip(draft.items.last()) else { continue };
        if !is_whole_item(scene, first.start) {
            continue;
        }
        let sentence = scene.items.sentence_of(first.start);
        let cue = draft.cue.map_or(0, |cue| scene.items.sentence_of(scene.items.item_of(scene.runs, cue)));
        let block = scene.items.blocks[scene.items.block_of(sentence)].clone();
        let free =
            |s: &usize| scene.items.is_quoted(*s) && scene.items.sentences[*s].clone().all(|i| !taken[i]);
        let from = cue.max(scene.items.sentence_of(last.start)) + 1;
        let behind: Vec<usize> = (from..block.end).take_while(free).collect();
        let before: Vec<usize> = (block.start..sentence).rev().take_while(free).collect();
        if behind.is_empty() && before.is_empty() {
            continue;
        }
        let items = |s: &usize| scene.items.sentences[*s].clone();
        let mut pieces: Vec<Range<usize>> = before.iter().rev().map(items).collect();
        pieces.append(&mut draft.items);
        pieces.extend(behind.iter().map(items));
        pieces.iter().cloned().flatten().for_each(|i| taken[i] = true);
        draft.set(scene, pieces);
        draft.rule = if behind.is_empty() { draft.rule } else { Rule::SaidBetween };
    }
}
