//! Dialogue dashes: which words of a paragraph that opens with a dash are spoken, and which attribute them.
//!
//! — The papers, answers Arden. At once. → ⟦The papers⟧, answers Arden. ⟦At once.⟧
//!
//! The attribution begins after a second dash, or after a comma, question mark or exclamation mark where a name or
//! pronoun and a verb of saying come together; it ends with its sentence, at a dash, or at an early comma.

use std::ops::Range;

use super::run::Run;
use crate::analysis::Layout;
use crate::document::BlockKind;
use crate::text::{Shape, TokenKind};

/// Verbs of saying without their endings; "repl" and "cr" with the ending that replaces their "y".
const SAYING: &[&str] = &[
    "say",
    "sai",
    "ask",
    "answer",
    "repl",
    "shout",
    "cr",
    "call",
    "whisper",
    "add",
    "explain",
    "murmur",
    "mutter",
    "insist",
    "repeat",
    "object",
    "tell",
    "told",
    "warn",
    "agree",
    "admit",
    "observ",
    "remark",
    "suggest",
    "recall",
    "joke",
    "protest",
    "retort",
    "interrupt",
    "conclud",
    "declar",
    "announc",
    "demand",
    "laugh",
    "sigh",
    "confirm",
    "continu",
    "not",
    "wrot",
    "writ",
    "complain",
    "mumbl",
    "snap",
    "begin",
    "began",
    "yell",
    "exclaim",
    "counter",
    "grumbl",
];

/// The endings of those verbs.
const ENDINGS: &[&str] = &["", "s", "d", "e", "ed", "es", "y", "ies", "ied"];

const SUBJECTS: &[&str] = &["he", "she", "they", "i", "we"];

const OPENERS: &[&str] = &["the", "his", "her", "their", "my", "a", "an", "one", "another"];

/// Words that continue an attribution after its comma: "she says, who never slept".
const GOES_ON: &[&str] = &["who", "which", "with", "without", "while", "as", "his", "her", "when", "still"];

/// An attribution of this many tokens or more does not end at a comma.
const SHORT: usize = 5;

/// Whether token `i` is a form of a verb of saying.
pub fn is_saying(layout: &Layout, i: usize) -> bool {
    let word = layout.word(i).to_ascii_lowercase();
    SAYING.iter().any(|stem| word.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest)))
        && !matches!(word.as_str(), "not" | "note" | "say" | "cry" | "call" | "object" | "joke" | "snap")
}

/// The spoken words of a paragraph that begins with a dialogue dash; none if it does not.
pub fn runs(layout: &Layout, kind: BlockKind, block: Range<usize>) -> Option<Vec<Run>> {
    let closed = |i: usize| matches!(layout.word(i), "." | "?" | "!" | "…" | "..." | "?!" | ":" | ",");
    let opened = matches!(kind, BlockKind::Paragraph | BlockKind::ListItem) && is_dash(layout, block.start);
    if !opened || block.len() < 4 || !closed(block.end - 1) {
        return None;
    }
    let mut runs = Vec::new();
    let (mut outer, mut start) = (block.start, block.start + 1);
    let mut i = start;
    while i < block.end {
        let Some(attribution) = attribution(layout, i, block.end) else {
            i += 1;
            continue;
        };
        let spoken = if matches!(layout.word(i), "?" | "!") { i + 1 } else { i };
        push(layout, start..spoken, outer..spoken, &mut runs);
        (outer, start, i) = (attribution.end, attribution.end, attribution.end);
        if start < block.end && is_dash(layout, start) {
            start += 1;
        }
    }
    push(layout, start..block.end, outer..block.end, &mut runs);
    Some(runs)
}

/// Whether token `i` is a dash that may open speech.
pub fn is_dash(layout: &Layout, i: usize) -> bool {
    matches!(layout.word(i), "—" | "―" | "–")
}

fn push(layout: &Layout, tokens: Range<usize>, outer: Range<usize>, runs: &mut Vec<Run>) {
    let words = tokens.clone().filter(|&i| layout.tokens[i].kind == TokenKind::Word).count();
    if words > 0 {
        runs.push(Run { tokens, outer, words, continues: false, secondary: false });
    }
}

/// The tokens of the attribution after the mark at token `i`.
fn attribution(layout: &Layout, i: usize, end: usize) -> Option<Range<usize>> {
    let dashed = is_dash(layout, i);
    let marked = matches!(layout.word(i), "," | "?" | "!");
    let comma_dash = marked && i + 1 < end && is_dash(layout, i + 1);
    let start = if comma_dash { i + 2 } else { i + 1 };
    let begins = (dashed || marked) && start < end && names_and_says(layout, start..end);
    begins.then(|| start..attribution_end(layout, start, end))
}

/// Whether these tokens begin with a speaker and a verb of saying.
fn names_and_says(layout: &Layout, tokens: Range<usize>) -> bool {
    let word = |i: usize| layout.word(i).to_ascii_lowercase();
    let capital = |i: usize| layout.tokens[i].is_capitalised(layout.text);
    let is_word = |i: usize| layout.tokens[i].kind == TokenKind::Word;
    let start = tokens.start;
    let named = |i: usize| {
        tokens.contains(&i) && (capital(i) || SUBJECTS.contains(&&*word(i)) || OPENERS.contains(&&*word(i)))
    };
    if layout.tokens[start].shape == Shape::Lower && is_saying(layout, start) {
        return named(start + 1);
    }
    let subject = if SUBJECTS.contains(&&*word(start)) {
        1
    } else if capital(start) {
        tokens.clone().take(5).take_while(|&i| is_word(i) && capital(i)).count()
    } else if OPENERS.contains(&&*word(start)) {
        tokens.clone().take(4).take_while(|&i| is_word(i) && !is_saying(layout, i)).count()
    } else {
        return false;
    };
    let verb = start + subject;
    tokens.contains(&verb) && layout.tokens[verb].shape == Shape::Lower && is_saying(layout, verb)
}

/// One past the last token of the attribution that begins at `start`.
fn attribution_end(layout: &Layout, start: usize, end: usize) -> usize {
    let goes_on = |i: usize| {
        let word = layout.word(i).to_ascii_lowercase();
        word.ends_with("ing") || GOES_ON.contains(&&*word)
    };
    for i in start..end {
        match layout.word(i) {
            "." | "?" | "!" | ":" => return i + 1,
            "," if i + 1 < end && is_dash(layout, i + 1) => return i + 1,
            "," if i - start <= SHORT && i + 1 < end && !goes_on(i + 1) => return i + 1,
            _ if is_dash(layout, i) => return i,
            _ => {}
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn spoken(text: &str) -> Vec<String> {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        let block = &layout.blocks[0];
        let runs = runs(&layout, block.block.kind, block.tokens.clone()).unwrap_or_default();
        runs.iter().map(|r| r.span(&layout).of(text).to_owned()).collect()
    }

    #[test]
    fn an_attribution_is_no_speech() {
        assert_eq!(spoken("— We leave now — said Arden. — At once."), ["We leave now", "At once."]);
        assert_eq!(spoken("— The papers, answers Arden."), ["The papers"]);
        assert_eq!(spoken("— Why now? asks the captain. We wait."), ["Why now?", "We wait."]);
        assert_eq!(
            spoken("— It was coffee, Arden says while we eat. Then petrol, and no sleep."),
            ["It was coffee", "Then petrol, and no sleep."]
        );
        assert_eq!(spoken("— In spring, he said, we will go home."), ["In spring", "we will go home."]);
        assert_eq!(spoken("— In spring, – said Ana Lund, – we go."), ["In spring", "we go."]);
    }

    #[test]
    fn a_dash_inside_speech_and_a_signature_are_none() {
        assert_eq!(spoken("— I came — as you know — alone."), ["I came — as you know — alone."]);
        assert_eq!(spoken("— Ama Mensah, a teacher in Tucson"), Vec::<String>::new());
    }
}
