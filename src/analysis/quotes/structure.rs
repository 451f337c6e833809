//! Structure: speech that the form of the text attributes, so surely that no model is asked.
//!
//! A speaker's turn of a transcript belongs to the name on its label, and so do the paragraphs that go on
//! the turn. A quotation that a dash and a name follow, in its own block or as a line below, is theirs; words
//! set apart as a block belong to whoever the sentence above them, which ends with a colon, is about. What a fixed
//! wording attributes ("in her view, …") is [`wording`]'s affair.

use std::ops::Range;

use super::assemble::{Choice, Draft};
use super::claimed::Claimed;
use super::items::Item;
use super::scene::Scene;
use super::{dialogue, forms, reported, resolution, wording};
use crate::analysis::QuoteKind;
use crate::analysis::layout::BlockLayout;
use crate::analysis::names::NameKind;
use crate::analysis::syntax::Tag;
use crate::document::BlockKind;
use crate::lexicon::Class;
use crate::text::Shape;

/// Longest name behind a dash, in tokens ("― Christina N. Luis Olidem, a teacher in Tucson").
const LONGEST_SIGNATURE: usize = 16;

/// A rule: the speech that it finds in a text, beside what the rules before it have found.
type Rule = fn(&Scene, &[Draft]) -> Vec<Draft>;

/// The rules that ask no model. A new one is its file and its line here; what it attributes, no report may claim.
const RULES: &[Rule] = &[
    turns,
    signed,
    resolution::resolutions,
    forms::announced_below,
    forms::headlines,
    set_apart,
    dialogues,
    wording::names_given,
    wording::after_colons,
    wording::views,
    |scene, _| reported::inverted(scene),
];

/// The speech that the form and the wording of the text attribute, in order.
pub fn drafts(scene: &Scene) -> Vec<Draft> {
    let mut out = Vec::new();
    for rule in RULES {
        let found = rule(scene, &out);
        out.extend(found);
    }
    out.sort_by_key(|d| d.spans[0].start);
    out
}

/// The turns of a transcript.
fn turns(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    // The turn whose words have not come yet, because its label has a line of its own.
    let mut labelled: Option<Draft> = None;
    let spoken = |block: &BlockLayout| !block.tokens.is_empty();
    for (n, block) in scene.layout.blocks.iter().enumerate().filter(|(_, block)| spoken(block)) {
        match block.block.kind {
            BlockKind::SpeakerTurn => {
                labelled = None;
                out.extend(turn(scene, n));
            }
            BlockKind::SpeakerLabel => labelled = Some(label_alone(scene, n)),
            BlockKind::TurnContinued if !is_narration(scene, n) => {
                out.extend(labelled.take());
                if let Some(draft) = out.last_mut() {
                    draft.spans.push(scene.layout.span(&block.tokens));
                    draft.items.push(items_of(scene, n));
                }
            }
            _ => {}
        }
    }
    out
}

/// Whether block `n` tells what somebody said and addresses nobody: a third person's name with a past tense of saying, and no
/// "I", "we" or "you".
fn is_narration(scene: &Scene, n: usize) -> bool {
    let tokens = scene.layout.blocks[n].tokens.clone();
    let addressed =
        |i: usize| scene.is(i, &["i", "we", "you", "our", "my", "your", "us", "me"]) && !scene.is_quoted(i);
    let tells = |i: usize| {
        let past = scene.tags[i] == Tag::Vbd
            && scene.has_any(i, &[Class::Says, Class::Tells])
            && !scene.is_quoted(i);
        let subject = past.then(|| super::source::subject_of(scene, i)).flatten();
        let root = scene.head(i).is_none();
        root && subject.is_some_and(|s| scene.names[s] == Some(NameKind::Person))
    };
    !tokens.clone().any(addressed) && tokens.clone().any(tells)
}

/// A turn whose label is all of block `n`, as yet without words.
fn label_alone(scene: &Scene, n: usize) -> Draft {
    let tokens = scene.layout.blocks[n].tokens.clone();
    let colon = tokens.clone().next_back().filter(|&i| is_colon(scene.layout.word(i)));
    let label = tokens.start..colon.unwrap_or(tokens.end);
    Draft { spans: Vec::new(), items: Vec::new(), cue: colon, ..turn_of(scene, label) }
}

/// The turn in block `n`: its label speaks what stands behind the label's colon.
fn turn(scene: &Scene, n: usize) -> Option<Draft> {
    let block = &scene.layout.blocks[n];
    let word = |i: usize| scene.layout.word(i);
    let is_letter = block.tokens.len() > 1
        && matches!(word(block.tokens.start), "Q" | "A" | "Q." | "A.")
        && !matches!(word(block.tokens.start + 1), ":" | "(" | "[");
    // "Q  Could you say more?" has a label without a colon, whatever colons stand in the question.
    let colon = block.tokens.clone().find(|&i| is_colon(word(i))).filter(|_| !is_letter);
    let (label, cue, words) = match colon {
        Some(colon) => (block.tokens.start..colon, Some(colon), colon + 1..block.tokens.end),
        None => (block.tokens.start..block.tokens.start + 1, None, block.tokens.start + 1..block.tokens.end),
    };
    if label.is_empty() || words.is_empty() {
        return None;
    }
    let (spans, items) = (vec![scene.layout.span(&words)], vec![items_of(scene, n)]);
    Some(Draft { spans, items, cue, ..turn_of(scene, label) })
}

/// A turn of whom the label names.
fn turn_of(scene: &Scene, label: Range<usize>) -> Draft {
    Draft {
        kind: QuoteKind::Direct,
        spans: Vec::new(),
        items: Vec::new(),
        source: Some(without_brackets(scene, label)),
        cue: None,
        confidence: 0.99,
        rule: "speaker-turn",
        choice: Choice::default(),
        anonymous: false,
    }
}

fn is_colon(word: &str) -> bool {
    matches!(word, ":" | "：")
}

/// A label without the remark in brackets behind it ("QUESTION (via interpreter)").
fn without_brackets(scene: &Scene, label: Range<usize>) -> Range<usize> {
    let bracket = label.clone().skip(1).find(|&i| matches!(scene.layout.word(i), "(" | "["));
    label.start..bracket.unwrap_or(label.end)
}

/// The items of a block, which must have tokens.
pub fn items_of(scene: &Scene, block: usize) -> Range<usize> {
    let sentences = &scene.items.blocks[block];
    scene.items.sentences[sentences.start].start..scene.items.sentences[sentences.end - 1].end
}

/// Quotations with a dash and a name behind them.
fn signed(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
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

/// Words set apart as blocks that nobody has signed; blocks in a row are one quotation.
fn set_apart(scene: &Scene, before: &[Draft]) -> Vec<Draft> {
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
                rule: "block-quotation",
                confidence: 0.9,
                ..draft(scene, n, items, 0..1)
            }),
        }
        last = Some(n);
    }
    out
}

/// Fewer tokens than this, set apart, are a heading or a list rather than somebody's words.
const LEAST_SET_APART: usize = 4;

/// Of whom the last sentence of block `n` speaks, if it ends with a colon.
fn announced(scene: &Scene, n: usize) -> Option<Range<usize>> {
    let block = &scene.layout.blocks[n];
    let colon = block.tokens.clone().next_back().filter(|&i| scene.layout.word(i) == ":")?;
    let sentence = scene.sentence(colon);
    let subject = sentence.clone().find(|&i| scene.label(i).is_subject())?;
    Some(phrase_around(scene, subject, sentence))
}

/// The noun phrase whose last word is token `head`, or the pronoun there, without what follows it.
pub fn phrase_around(scene: &Scene, head: usize, sentence: Range<usize>) -> Range<usize> {
    if !scene.tags[head].is_noun() {
        return head..head + 1;
    }
    let belongs = |i: &usize| scene.is_in_phrase(*i) || scene.names[*i].is_some();
    let start = (sentence.start..head).rev().take_while(belongs).last().unwrap_or(head);
    let end = (head + 1..sentence.end).take_while(|&i| scene.tags[i].is_noun()).last();
    start..end.map_or(head + 1, |e| e + 1)
}

/// Paragraphs that a dialogue dash opens, with an attribution inside: all that is spoken in one is one speaker's.
fn dialogues(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
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
            rule: "dialogue",
            ..draft(scene, n, first..first + 1, source)
        });
    }
    out
}

/// Who says the quotation at an item by the words right behind it, and the verb: "…", said Arden; "…", Arden said.
pub fn beside(scene: &Scene, item: usize) -> Option<(Range<usize>, usize)> {
    let behind = scene.items.items[item].tokens(scene.runs).end;
    let block = &scene.layout.blocks[scene.layout.block_of(behind.checked_sub(1)?)].tokens;
    let is_mark = |i: usize| scene.layout.word(i) == "," || dialogue::is_dash(scene.layout, i);
    let start = (behind..block.end.min(behind + 2)).find(|&i| !is_mark(i))?;
    let limit = block.end.min(start + LONGEST_SUBJECT);
    let subject = |from: usize| {
        let end = match scene.tags.get(from)? {
            Tag::Prp => from + 1,
            _ => (from..limit).take_while(|&i| scene.is_in_phrase(i)).last()? + 1,
        };
        scene.tags[from..end].iter().any(|t| t.is_noun() || *t == Tag::Prp).then_some(from..end)
    };
    if dialogue::is_saying(scene.layout, start) {
        return Some((subject(start + 1)?, start));
    }
    let source = subject(start)?;
    let verb = source.end;
    (verb < limit && dialogue::is_saying(scene.layout, verb)).then_some((source, verb))
}

/// Longest subject beside a quotation, in tokens, its verb included.
const LONGEST_SUBJECT: usize = 9;

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

/// Words that the form of the text gives to `source`.
pub fn draft(scene: &Scene, block: usize, items: Range<usize>, source: Range<usize>) -> Draft {
    Draft {
        kind: QuoteKind::Direct,
        spans: scene.quoted(items.clone()).unwrap_or_else(|| vec![scene.layout.blocks[block].block.span]),
        items: vec![items],
        source: Some(source),
        cue: None,
        confidence: 0.95,
        rule: "signature",
        choice: Choice::default(),
        anonymous: false,
    }
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
    fn a_bare_letter_is_a_label_whatever_colon_follows() {
        let mut document = Document::from_paragraphs("Q Thank you. One thing on grain: Did Lund ask?");
        document.blocks[0].kind = BlockKind::SpeakerTurn;
        assert_eq!(
            found(&document),
            one("Q", "Thank you. One thing on grain: Did Lund ask?", QuoteKind::Direct)
        );
    }

    #[test]
    fn a_label_on_its_own_line_is_spoken_under() {
        let mut document =
            Document::from_paragraphs("Ana Lund (Lissa North) (Lab)\nI will go.\nNobody will stay.");
        document.blocks[0].kind = BlockKind::SpeakerLabel;
        [1, 2].iter().for_each(|&n| document.blocks[n].kind = BlockKind::TurnContinued);
        assert_eq!(found(&document), one("Ana Lund", "I will go. … Nobody will stay.", QuoteKind::Direct));
    }

    #[test]
    fn an_unlabelled_paragraph_goes_on_the_turn_before_it() {
        let text = "MS. ARDEN: We met.\nNothing was signed.\n(Laughter.)\nQUESTION: Why?\nMS. ARDEN: No pen.";
        let mut document = Document::from_paragraphs(text);
        for block in &mut document.blocks {
            block.kind = match block.span.of(text) {
                "(Laughter.)" => BlockKind::Paragraph,
                words if words.contains(':') => BlockKind::SpeakerTurn,
                _ => BlockKind::TurnContinued,
            };
        }
        let spoken: Vec<_> =
            found(&document).into_iter().map(|(who, words, _)| format!("{who}: {words}")).collect();
        assert_eq!(
            spoken,
            ["MS. ARDEN: We met. … Nothing was signed.", "QUESTION: Why?", "MS. ARDEN: No pen."]
        );
    }
}
