//! Forms of text: a paragraph that "He said:" announces, a headline that ends or begins with a name.

use std::collections::HashMap;
use std::ops::Range;

use super::assemble::{Choice, Draft};
use super::claimed::Claimed;
use super::construction;
use super::scene::Scene;
use super::source::{self, Agent};
use super::structure::{self, items_of};
use crate::analysis::QuoteKind;
use crate::analysis::syntax::Tag;
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
            rule: "announced",
            confidence: 0.95,
            ..structure::draft(scene, n, items, source)
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

/// A headline that ends with who says it, "Ceasefire near: Arden", or begins with them, "Arden: Ceasefire near".
pub fn headlines(scene: &Scene, before: &[Draft]) -> Vec<Draft> {
    let claimed = Claimed::by(before);
    let free = |n: &usize| is_headline(scene, *n) && !claimed.touches(scene.layout.blocks[*n].block.span);
    // The last place at which each word is part of a name.
    let named = (0..scene.words.len()).filter(|&t| scene.names[t].is_some());
    let names: HashMap<u32, usize> = named.map(|t| (scene.words[t], t)).collect();
    (0..scene.layout.blocks.len()).filter(free).filter_map(|n| headline(scene, n, &names)).collect()
}

/// Longest headline, in tokens.
const LONGEST_HEADLINE: usize = 24;

/// Whether a block is a heading, or a short first line without a full stop.
fn is_headline(scene: &Scene, n: usize) -> bool {
    let block = &scene.layout.blocks[n];
    let short = !block.tokens.is_empty() && block.tokens.len() <= LONGEST_HEADLINE;
    let open = || !matches!(scene.layout.word(block.tokens.end - 1), "." | ":" | "?" | "!");
    let heading = block.block.kind == BlockKind::Heading;
    let title = n == 0 && scene.layout.blocks.len() > 1 && block.block.kind == BlockKind::Paragraph;
    short && (heading || title) && open()
}

/// What the headline in block `n` says, where `names` holds the last place at which each word is part of a name.
fn headline(scene: &Scene, n: usize, names: &HashMap<u32, usize>) -> Option<Draft> {
    const LONGEST_NAME: usize = 4;
    let tokens = scene.layout.blocks[n].tokens.clone();
    let colons: Vec<usize> = tokens.clone().filter(|&i| scene.layout.word(i) == ":").collect();
    let [colon] = colons[..] else { return None };
    let recurs = |i: usize| names.get(&scene.words[i]).is_some_and(|&last| last >= tokens.end);
    let capital = |i: usize| scene.layout.tokens[i].is_capitalised(scene.layout.text);
    let named = |part: &Range<usize>| {
        let short = !part.is_empty() && part.len() <= LONGEST_NAME && part.clone().all(capital);
        short && (part.clone().all(|i| scene.names[i].is_some()) || recurs(part.end - 1))
    };
    let (front, back) = (tokens.start..colon, colon + 1..tokens.end);
    let (source, words) = match () {
        () if named(&back) && !named(&front) => (back, front),
        () if named(&front) && !named(&back) => (front, back),
        () => return None,
    };
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    let items = item(words.start)..item(words.end - 1) + 1;
    let pieces = vec![super::assemble::trim(scene, items)];
    let kind = super::assemble::kind(scene, &pieces);
    // Of words without marks only a sentence is said; "Arden: a life in the port" is a title.
    let clause = construction::has_clause(scene, words.clone())
        || scene.tags[words.clone()]
            .iter()
            .any(|t| matches!(t, Tag::Vbz | Tag::Vbd | Tag::Md | Tag::Jj | Tag::To));
    (kind != QuoteKind::Indirect || clause && words.len() >= 3).then(|| Draft {
        kind,
        spans: pieces.iter().flat_map(|p| super::assemble::piece_spans(scene, p.clone())).collect(),
        items: pieces,
        source: Some(source),
        cue: None,
        confidence: 0.9,
        rule: "headline",
        choice: Choice::default(),
        anonymous: false,
    })
}
