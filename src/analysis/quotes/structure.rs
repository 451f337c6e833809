//! Structure: speech that the form of the text attributes, so surely that no model is asked.
//!
//! A speaker's turn of a transcript belongs to the name on its label, and so do the paragraphs behind it until
//! the next label. A quotation that a dash and a name follow, in its own block or as a line below, is theirs.
//! "What they call a betrayal" gives their name for it.

use std::ops::Range;

use super::assemble::{self, Draft};
use super::items::Item;
use super::scene::Scene;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::Tag;
use crate::document::BlockKind;
use crate::text::Shape;

/// Longest name behind a dash, in tokens ("― Christina N. Luis Olidem, a teacher in Tucson").
const LONGEST_SIGNATURE: usize = 16;

/// A text with fewer labelled turns than this is no transcript, and unlabelled paragraphs are nobody's turn.
const LEAST_TURNS: usize = 3;

/// The speech that the form of the text attributes, in order.
pub fn drafts(scene: &Scene) -> Vec<Draft> {
    let mut out = turns(scene);
    out.extend(signed(scene));
    out.extend(names_given(scene));
    out.sort_by_key(|d| d.spans[0].start);
    out
}

/// The turns of a transcript.
fn turns(scene: &Scene) -> Vec<Draft> {
    let blocks = &scene.layout.blocks;
    let is_transcript =
        blocks.iter().filter(|b| b.block.kind == BlockKind::SpeakerTurn).count() >= LEAST_TURNS;
    let mut out: Vec<Draft> = Vec::new();
    let mut open = false;
    for (n, block) in blocks.iter().enumerate() {
        match block.block.kind {
            BlockKind::SpeakerTurn => {
                let turn = turn(scene, n);
                open = turn.is_some();
                out.extend(turn);
            }
            BlockKind::Paragraph | BlockKind::ListItem if open && is_transcript && !is_aside(scene, n) => {
                if let Some(draft) = out.last_mut() {
                    draft.spans.push(scene.layout.span(&block.tokens));
                    draft.items.push(items_of(scene, n));
                }
            }
            BlockKind::Heading => open = false,
            _ => {}
        }
    }
    out
}

/// The turn in block `n`: its label speaks what stands behind the label's colon.
fn turn(scene: &Scene, n: usize) -> Option<Draft> {
    let block = &scene.layout.blocks[n];
    let colon = block.tokens.clone().find(|&i| scene.layout.word(i) == ":");
    // "Q  Could you say more?" has a label without a colon.
    let (label, cue, words) = match colon {
        Some(colon) => (block.tokens.start..colon, Some(colon), colon + 1..block.tokens.end),
        None => (block.tokens.start..block.tokens.start + 1, None, block.tokens.start + 1..block.tokens.end),
    };
    if label.is_empty() || words.is_empty() {
        return None;
    }
    Some(Draft {
        kind: QuoteKind::Direct,
        spans: vec![scene.layout.span(&words)],
        items: vec![items_of(scene, n)],
        source: Some(without_brackets(scene, label)),
        cue,
        confidence: 0.99,
        rule: "speaker-turn",
    })
}

/// A label without the remark in brackets behind it ("QUESTION (via interpreter)").
fn without_brackets(scene: &Scene, label: Range<usize>) -> Range<usize> {
    let bracket = label.clone().skip(1).find(|&i| matches!(scene.layout.word(i), "(" | "["));
    label.start..bracket.unwrap_or(label.end)
}

/// Whether block `n` is a stage direction ("(Laughter.)", "[crosstalk]") or an end mark ("###", "END").
fn is_aside(scene: &Scene, n: usize) -> bool {
    let tokens = &scene.layout.blocks[n].tokens;
    let Some(first) = tokens.clone().next() else { return true };
    let shouts =
        tokens.len() <= 6 && tokens.clone().all(|i| !matches!(scene.layout.tokens[i].shape, Shape::Lower));
    matches!(scene.layout.word(first), "(" | "[") && matches!(scene.layout.word(tokens.end - 1), ")" | "]")
        || shouts
}

fn items_of(scene: &Scene, block: usize) -> Range<usize> {
    let sentences = &scene.items.blocks[block];
    scene.items.sentences[sentences.start].start..scene.items.sentences[sentences.end - 1].end
}

/// Quotations with a dash and a name behind them.
fn signed(scene: &Scene) -> Vec<Draft> {
    (0..scene.layout.blocks.len())
        .filter(|&n| !scene.layout.blocks[n].tokens.is_empty())
        .filter_map(|n| signed_inside(scene, n).or_else(|| signed_below(scene, n)))
        .collect()
}

/// “We will stay.” — Ama Mensah, a teacher
fn signed_inside(scene: &Scene, n: usize) -> Option<Draft> {
    let items = items_of(scene, n);
    let last_run = items.clone().rev().find(|&i| matches!(scene.items.items[i], Item::Run(_)))?;
    let quoted = items.start..last_run + 1;
    let all_quoted = scene.items.are_runs(quoted.clone());
    let behind = scene.items.items[last_run].tokens(scene.runs).end..scene.layout.blocks[n].tokens.end;
    let name = signature(scene, behind)?;
    all_quoted.then(|| draft(scene, n, quoted, name))
}

/// A block of quoted words, and a line below it that is only a dash and a name.
fn signed_below(scene: &Scene, n: usize) -> Option<Draft> {
    let next = scene.layout.blocks.get(n + 1)?;
    let items = items_of(scene, n);
    let set_apart = scene.layout.blocks[n].block.kind == BlockKind::BlockQuotation;
    let all_quoted = scene.items.are_runs(items.clone());
    let name = signature(scene, next.tokens.clone())?;
    (set_apart || all_quoted).then(|| draft(scene, n, items, name))
}

/// The name that a signature of these tokens gives, up to its first comma.
fn signature(scene: &Scene, tokens: Range<usize>) -> Option<Range<usize>> {
    let dash = matches!(scene.layout.word(tokens.clone().next()?), "—" | "–" | "―" | "--" | "-");
    let name = tokens.start + 1..tokens.end;
    let fits = dash && !name.is_empty() && name.len() <= LONGEST_SIGNATURE;
    let stop =
        name.clone().find(|&i| matches!(scene.layout.word(i), "," | "(" | "." | "/")).unwrap_or(name.end);
    let named = fits && stop > name.start && scene.layout.tokens[name.start].shape != Shape::Lower;
    named.then_some(name.start..stop)
}

fn draft(scene: &Scene, block: usize, items: Range<usize>, source: Range<usize>) -> Draft {
    Draft {
        kind: QuoteKind::Direct,
        spans: scene.quoted(items.clone()).unwrap_or_else(|| vec![scene.layout.blocks[block].block.span]),
        items: vec![items],
        source: Some(source),
        cue: None,
        confidence: 0.95,
        rule: "signature",
    }
}

/// Verbs that give a thing a name.
const NAMING: &[&str] = &[
    "call",
    "calls",
    "called",
    "term",
    "terms",
    "termed",
    "describe",
    "describes",
    "described",
    "label",
    "dubbed",
];

/// Farthest from "what" to the verb, in items: "what the two ministers have called a farce".
const LONGEST_NAMER: usize = 6;

/// What somebody calls a thing: "what the herders call a betrayal" is their word, quoted or not.
fn names_given(scene: &Scene) -> Vec<Draft> {
    scene
        .items
        .sentences
        .iter()
        .flat_map(|s| s.clone().filter_map(|what| name_given(scene, what, s.end)))
        .collect()
}

/// The name that is given behind the "what" at item `what`, in a sentence that ends at item `end`.
fn name_given(scene: &Scene, what: usize, end: usize) -> Option<Draft> {
    let token = |item: usize| match scene.items.items[item] {
        Item::Token(i) => Some(i),
        Item::Run(_) => None,
    };
    let is = |item: usize, words: &[&str]| {
        token(item).is_some_and(|i| words.iter().any(|w| scene.layout.word(i).eq_ignore_ascii_case(w)))
    };
    let verb = (what + 2..end.min(what + LONGEST_NAMER)).find(|&item| is(item, NAMING))?;
    if !is(what, &["what"]) {
        return None;
    }
    let source = token(what + 1)?..token(verb)?;
    let source = source.start..source.clone().find(|&i| scene.tags[i].is_verb()).unwrap_or(source.end);
    let start = if is(verb + 1, &["as"]) { verb + 2 } else { verb + 1 };
    let goes_on = |item: &usize| match scene.items.items[*item] {
        Item::Run(_) => true,
        Item::Token(i) => {
            scene.tags[i].is_noun()
                || matches!(scene.tags[i], Tag::Dt | Tag::Jj | Tag::PrpS | Tag::Cd | Tag::Pos)
        }
    };
    let stop = (start..end).find(|item| !goes_on(item)).unwrap_or(end);
    let draft = assemble::named(scene, start..stop, source.clone(), token(verb)?);
    (start < stop && !source.is_empty()).then_some(draft)
}

#[cfg(test)]
mod tests {
    use crate::analysis::table::builtin;
    use crate::analysis::{QuoteKind, analyse};
    use crate::document::{BlockKind, Document};
    use crate::text::Span;

    /// "speaker: words" of the quotes that a rule of this module made.
    fn found(document: &Document) -> Vec<(String, String, QuoteKind)> {
        let analysis = analyse(document, builtin());
        let text = &document.text;
        let here = |rule: &str| ["speaker-turn", "signature", "name-given"].contains(&rule);
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        let quotes = analysis.quotes.iter().filter(|q| here(&q.rule));
        quotes.map(|q| (q.speaker_span.unwrap().of(text).to_owned(), words(&q.spans), q.kind)).collect()
    }

    fn one(speaker: &str, words: &str, kind: QuoteKind) -> Vec<(String, String, QuoteKind)> {
        vec![(speaker.to_owned(), words.to_owned(), kind)]
    }

    #[test]
    fn a_dash_and_a_name_sign_a_quotation() {
        let kind = QuoteKind::Direct;
        let inside = Document::from_paragraphs("“We will stay and rebuild.” — Ama Mensah, a teacher");
        assert_eq!(found(&inside), one("Ama Mensah", "We will stay and rebuild.", kind));
        let below = Document::from_paragraphs("“We will stay and rebuild.”\n— Ama Mensah");
        assert_eq!(found(&below), one("Ama Mensah", "We will stay and rebuild.", kind));
        let other = Document::from_paragraphs("“We will stay” — and nobody else did so that night.");
        assert_eq!(found(&other), []);
    }

    #[test]
    fn a_name_that_somebody_gives_is_theirs() {
        let text = "The herders, angry at what they call a southern betrayal, left the hall.";
        let kind = QuoteKind::Indirect;
        assert_eq!(found(&Document::from_paragraphs(text)), one("they", "a southern betrayal", kind));
    }

    #[test]
    fn an_unlabelled_paragraph_goes_on_the_turn_before_it() {
        let text = "MS. ARDEN: We met.\nNothing was signed.\n(Laughter.)\nQUESTION: Why?\nMS. ARDEN: No pen.";
        let mut document = Document::from_paragraphs(text);
        for block in &mut document.blocks {
            if block.span.of(text).contains(':') {
                block.kind = BlockKind::SpeakerTurn;
            }
        }
        let spoken: Vec<_> =
            found(&document).into_iter().map(|(who, words, _)| format!("{who}: {words}")).collect();
        assert_eq!(
            spoken,
            ["MS. ARDEN: We met. … Nothing was signed.", "QUESTION: Why?", "MS. ARDEN: No pen."]
        );
    }
}
