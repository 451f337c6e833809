//! Turns of a transcript: each belongs to the name on its label, and so do the paragraphs that continue it.

use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::analysis::layout::BlockLayout;
use crate::analysis::names::NameKind;
use crate::analysis::quotes::draft::{Choice, Draft, items_of};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::quotes::source;
use crate::analysis::syntax::{Label, Tag};
use crate::document::BlockKind;
use crate::lexicon::Class;

/// The turns of a transcript.
pub fn turns(scene: &Scene, _: &[Draft]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    // The turn whose words are still to come, because its label has a line of its own.
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

/// Whether block `n` reports somebody's words and addresses nobody: a third person's name with a past tense of saying, and
/// no "I", "we" or "you".
fn is_narration(scene: &Scene, n: usize) -> bool {
    let tokens = scene.layout.blocks[n].tokens.clone();
    let addressed =
        |i: usize| scene.is(i, &["i", "we", "you", "our", "my", "your", "us", "me"]) && !scene.is_quoted(i);
    let tells = |i: usize| {
        let past = scene.tags[i] == Tag::Vbd
            && scene.has_any(i, &[Class::Says, Class::Tells])
            && !scene.is_quoted(i);
        let subject = past.then(|| source::subject_of(scene, i)).flatten();
        // "The ship answered the calls for help" reports no words.
        let clause = || scene.heads.children(i).any(|c| scene.label(c) == Label::Ccomp);
        // The parse is consulted last, for few words.
        past && scene.head(i).is_none()
            && (clause() || tokens.clone().any(|t| scene.is_quoted(t)))
            && subject.is_some_and(|s| scene.names[s] == Some(NameKind::Person))
    };
    !tokens.clone().any(addressed) && tokens.clone().any(tells)
}

/// A turn whose label takes all of block `n`, still without words.
fn label_alone(scene: &Scene, n: usize) -> Draft {
    let tokens = scene.layout.blocks[n].tokens.clone();
    let colon = tokens.clone().next_back().filter(|&i| is_colon(scene.layout.word(i)));
    let label = tokens.start..colon.unwrap_or(tokens.end);
    Draft { spans: Vec::new(), items: Vec::new(), cue: colon, ..turn_of(scene, label) }
}

/// The turn in block `n`: the words after the colon of its label.
fn turn(scene: &Scene, n: usize) -> Option<Draft> {
    let block = &scene.layout.blocks[n];
    let word = |i: usize| scene.layout.word(i);
    let is_letter = block.tokens.len() > 1
        && matches!(word(block.tokens.start), "Q" | "A" | "Q." | "A.")
        && !matches!(word(block.tokens.start + 1), ":" | "(" | "[");
    // "Q  Could you say more?" has a label without a colon, whatever colons are in the question.
    let colon = block.tokens.clone().find(|&i| is_colon(word(i))).filter(|_| !is_letter);
    let colon = scene.layout.stop_of_label(&block.tokens).or(colon);
    let (label, cue, words) = match colon {
        // A full stop is not a cue.
        Some(end) => {
            (block.tokens.start..end, Some(end).filter(|&i| word(i) != "."), end + 1..block.tokens.end)
        }
        None => (block.tokens.start..block.tokens.start + 1, None, block.tokens.start + 1..block.tokens.end),
    };
    let words = behind_time(scene, words);
    if label.is_empty() || words.is_empty() {
        return None;
    }
    let (spans, items) = (vec![scene.layout.span(&words)], vec![items_of(scene, n)]);
    Some(Draft { spans, items, cue, ..turn_of(scene, label) })
}

/// A turn of the person on the label.
fn turn_of(scene: &Scene, label: Range<usize>) -> Draft {
    Draft {
        kind: QuoteKind::Direct,
        spans: Vec::new(),
        items: Vec::new(),
        source: Some(without_brackets(scene, label)),
        cue: None,
        confidence: 0.99,
        rule: Rule::SpeakerTurn,
        choice: Choice::default(),
        anonymous: false,
    }
}

/// The words after their time: "Ana Lund: (00:05) We met."
fn behind_time(scene: &Scene, words: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 7;
    let word = |i: usize| scene.layout.word(i);
    let opens = !words.is_empty() && word(words.start) == "(";
    let figures = |i: usize| word(i).chars().all(|c| c.is_ascii_digit() || c == ':');
    let close = words.clone().skip(1).take(LONGEST).find(|&i| !figures(i));
    match close.filter(|&i| opens && i > words.start + 1 && word(i) == ")") {
        Some(close) => close + 1..words.end,
        None => words,
    }
}

fn is_colon(word: &str) -> bool {
    matches!(word, ":" | "：")
}

/// A label without the remark in brackets after it ("QUESTION (via interpreter)").
fn without_brackets(scene: &Scene, label: Range<usize>) -> Range<usize> {
    let bracket = label.clone().skip(1).find(|&i| matches!(scene.layout.word(i), "(" | "[" | ":"));
    label.start..bracket.unwrap_or(label.end)
}

#[cfg(test)]
mod tests {
    use crate::analysis::QuoteKind;
    use crate::analysis::quotes::rules::testing::{self, Found, one};
    use crate::document::{BlockKind, Document};

    fn found(document: &Document) -> Vec<Found> {
        testing::found(document, &["speaker-turn", "signature", "name-given"])
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
    fn a_full_stop_ends_the_label_of_a_record() {
        let mut document = Document::from_paragraphs(
            "Mrs. ARDEN of Lissa. Mr. Speaker, I rise to ask one thing: who pays?\nThe PRESIDING OFFICER. Without objection.",
        );
        document.blocks.iter_mut().for_each(|block| block.kind = BlockKind::SpeakerTurn);
        let all = found(&document);
        assert_eq!(all[0].1, "Mr. Speaker, I rise to ask one thing: who pays?");
        assert!(
            all[0].0.eq_ignore_ascii_case("Mrs. Arden of Lissa") || all[0].0.contains("ARDEN"),
            "{}",
            all[0].0
        );
        assert_eq!(all[1].1, "Without objection.");
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
