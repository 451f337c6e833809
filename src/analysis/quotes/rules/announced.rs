//! A paragraph announced by the sentence before it: “He said:” and the words below.

use std::ops::Range;

use crate::analysis::quotes::claimed::Claimed;
use crate::analysis::quotes::draft::{Draft, formed, items_of};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::quotes::source::{self, Agent};
use crate::document::BlockKind;
use crate::lexicon::Class;

/// Paragraphs without marks that the sentence before them announces: "He said:" and the words below.
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

/// The speaker announced by the colon at the end of block `n`, and the verb.
fn announcement(scene: &Scene, n: usize) -> Option<(Range<usize>, usize)> {
    let block = &scene.layout.blocks[n];
    let prose = matches!(block.block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let colon = block.tokens.clone().next_back().filter(|&i| prose && scene.layout.word(i) == ":")?;
    let sentence = scene.sentence(colon);
    let outside = |t: usize| scene.outside(scene.items.item_of(scene.runs, t)) == Some(t);
    let says = |t: &usize| scene.tags[*t].is_verb() && scene.has(*t, Class::Says) && outside(*t);
    let cue = (sentence.start..colon).rev().find(says)?;
    match source::agent(scene, cue) {
        Agent::Named(head) if outside(head) && heads_a_mail(scene, block.tokens.clone(), head, cue) => None,
        Agent::Named(head) if outside(head) => Some((source::phrase(scene, head), cue)),
        _ => None,
    }
}

/// Whether a line is only the introduction that a mail program writes above a quoted or forwarded mail: "On Tuesday, 3
/// November, at 10:14, Ama Mensah wrote:".
fn heads_a_mail(scene: &Scene, block: Range<usize>, head: usize, cue: usize) -> bool {
    let writes = scene.is(cue, &["wrote", "writes"]) && cue + 2 == block.end;
    let named = scene.names[head].is_some();
    let setting = |t: usize| {
        scene.names[t].is_some()
            || scene.has_any(t, &[Class::Time, Class::Calendar])
            || scene.tags[t].is_mark()
            || !scene.layout.word(t).starts_with(|c: char| c.is_alphabetic())
            || scene.is(t, &["on", "at", "am", "pm", "a.m.", "p.m.", "gmt", "utc"])
    };
    writes && named && (block.start..cue).all(setting)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, one};
    use crate::analysis::QuoteKind;
    use crate::document::Document;

    const BELOW: &str = "The convoy left the depot at dawn. The drivers waited for a mechanic until noon.";

    #[test]
    fn a_line_that_announces_gives_the_paragraph_below() {
        let document = Document::from_paragraphs(&format!("In a long note, Ama Mensah wrote:\n{BELOW}"));
        assert_eq!(found(&document, &["announced"]), one("Ama Mensah", BELOW, QuoteKind::Direct));
    }

    #[test]
    fn the_head_of_a_mail_announces_nothing() {
        for head in ["Ama Mensah wrote:", "On Tuesday, 3 November 2026 at 10:14, Ama Mensah wrote:"] {
            let document = Document::from_paragraphs(&format!("See below.\n{head}\n{BELOW}"));
            assert_eq!(found(&document, &["announced"]), [], "{head}");
        }
    }
}
