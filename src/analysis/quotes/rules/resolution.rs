//! Resolutions and communiqués: "The Council, Recalling …, 1. Decides to …" and "We, the leaders of …".
//!
//! Every paragraph is its issuer's. The clause of an operative one is a statement, with the verb as its cue and the
//! verb's object as its hearer; a paragraph that only recalls, welcomes or condemns is a stance.

use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::analysis::quotes::draft::{self, Choice, Draft, items_of};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::quotes::shape;
use crate::analysis::syntax::Tag;
use crate::document::BlockKind;
use crate::text::TokenKind;

/// The most paragraphs of a resolution that may be skipped in a row: a heading, a truncated line.
const MOST_GAPS: usize = 2;

/// The paragraphs of a text's resolutions.
pub fn resolutions(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let blocks = &scene.layout.blocks;
    let mut out = Vec::new();
    let mut n = 0;
    while n < blocks.len() {
        let Some(issuer) = issuer(scene, n) else {
            n += 1;
            continue;
        };
        let (mut found, mut gaps) = (Vec::new(), 0);
        let mut at = n + 1;
        while at < blocks.len() && gaps <= MOST_GAPS {
            match paragraph(scene, at, &issuer) {
                Some(Paragraph::Position(draft)) => found.push(draft),
                Some(Paragraph::Form) => {}
                None => gaps += 1,
            }
            at += 1;
        }
        if found.len() >= 2 {
            out.extend(found);
        }
        n += 1;
    }
    out
}

/// The body named by a block that is only its name: "The Security Council,".
fn issuer(scene: &Scene, n: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 12;
    let tokens = scene.layout.blocks[n].tokens.clone();
    let fits = tokens.len() >= 2 && tokens.len() <= LONGEST && scene.is(tokens.start, &["the"]);
    let end = tokens
        .clone()
        .skip(1)
        .find(|&i| scene.layout.tokens[i].kind == TokenKind::Mark)
        .unwrap_or(tokens.end);
    let name = tokens.start + 1..end;
    let small = |i: usize| scene.is(i, &["of", "the", "and", "for", "on"]);
    let capital = |i: usize| scene.layout.tokens[i].is_capitalised(scene.layout.text) || small(i);
    let whole = fits && end + 1 >= tokens.end && !name.is_empty() && name.clone().all(capital);
    whole.then_some(tokens.start..end)
}

/// The kind of a resolution's paragraph.
enum Paragraph {
    /// It says something.
    Position(Draft),
    /// It belongs to the resolution and says nothing: "Acting under Chapter VII of the Charter,".
    Form,
}

fn paragraph(scene: &Scene, n: usize, issuer: &Range<usize>) -> Option<Paragraph> {
    let block = &scene.layout.blocks[n];
    if matches!(block.block.kind, BlockKind::Heading | BlockKind::SpeakerTurn) || block.tokens.len() < 3 {
        return None;
    }
    let verb = opening_verb(scene, block.tokens.clone())?;
    let operative = scene.layout.word(verb).ends_with('s');
    if scene.is(verb, &["acting", "having", "meeting", "being", "guided"]) {
        return Some(Paragraph::Form);
    }
    let behind = verb + 1..block.tokens.end;
    let skipped = behind.clone().take(3).take_while(|&i| {
        scene.is(
            i,
            &[
                "upon",
                "on",
                "for",
                "with",
                "concern",
                "appreciation",
                "regret",
                "satisfaction",
                "deep",
                "grave",
                "also",
            ],
        )
    });
    let start = skipped.last().map_or(behind.start, |i| i + 1);
    if start >= behind.end {
        return Some(Paragraph::Form);
    }
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    let piece = draft::trim(scene, item(start)..items_of(scene, n).end);
    let piece = trim_joint(scene, piece);
    if piece.is_empty() {
        return Some(Paragraph::Form);
    }
    let kind = draft::kind(scene, std::slice::from_ref(&piece));
    let mut draft = Draft {
        kind: if kind == QuoteKind::Direct { QuoteKind::Mixed } else { kind },
        spans: draft::piece_spans(scene, piece.clone()),
        items: std::iter::once(piece).collect(),
        source: Some(issuer.clone()),
        cue: Some(verb),
        confidence: 0.95,
        rule: if operative { Rule::Resolution } else { Rule::Preamble },
        choice: Choice::default(),
        anonymous: false,
    };
    if operative {
        let moved = shape::to_infinitive(scene, draft.items[0].clone());
        draft.set(scene, std::iter::once(moved).collect());
    }
    Some(Paragraph::Position(draft))
}

/// A piece without the "and" that joins it to the next paragraph.
fn trim_joint(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let last = piece.end.checked_sub(1).and_then(|i| scene.outside(i));
    match last {
        Some(t) if piece.len() > 1 && scene.is(t, &["and", "or"]) => {
            draft::trim(scene, piece.start..piece.end - 1)
        }
        _ => piece,
    }
}

/// The verb at the beginning of a resolution's paragraph, after its number and adverbs: "1. Strongly condemns",
/// "Recalling".
fn opening_verb(scene: &Scene, tokens: Range<usize>) -> Option<usize> {
    let numbered = |i: usize| {
        scene.layout.tokens[i].kind != TokenKind::Word
            || scene.layout.word(i).len() <= 2 && scene.layout.word(i).ends_with(['.', ')'])
    };
    let start = tokens.clone().take(4).find(|&i| !numbered(i))?;
    let adverb =
        |i: usize| scene.layout.word(i).ends_with("ly") || scene.is(i, &["also", "further", "again", "once"]);
    let verb = (start..tokens.end.min(start + 4)).find(|&i| !adverb(i))?;
    let word = scene.layout.word(verb);
    let first = scene.layout.tokens[start].is_capitalised(scene.layout.text);
    let preambular = word.ends_with("ing")
        && (scene.is_listed(verb)
            || scene.is(verb, &["acting", "having", "guided", "bearing", "meeting", "taking", "being"]));
    let operative = word.ends_with('s')
        && scene.is_listed(verb)
        && scene.tags.get(verb + 1).is_some_and(|t| !t.is_verb() && *t != Tag::Md);
    (first && (preambular || operative)).then_some(verb)
}

/// The "we" of a communiqué: "We, the leaders of the Group of Seven, met", from its block on.
pub fn issuer_of_we(scene: &Scene) -> Option<(usize, Range<usize>)> {
    const FARTHEST: usize = 12;
    for (n, block) in scene.layout.blocks.iter().enumerate().take(FARTHEST) {
        let we = block.tokens.clone().take(5).find(|&i| scene.is(i, &["we"]));
        let Some(we) = we.filter(|&we| we + 3 < block.tokens.end && scene.layout.word(we + 1) == ",") else {
            continue;
        };
        if !scene.is(we + 2, &["the"]) {
            continue;
        }
        let stop = |i: usize| {
            scene.layout.word(i) == ","
                || scene.layout.word(i) == "("
                || matches!(scene.tags[i], Tag::Vbg | Tag::Vbd | Tag::Vbn | Tag::Vbp)
        };
        let end = (we + 3..block.tokens.end).find(|&i| stop(i))?;
        return Some((n, we + 2..end));
    }
    None
}
