//! Sentences of one block, as ranges of its tokens.
//!
//! A sentence ends at ".", "!", "?" or "…" and the closing quotation marks and brackets after it. Tokens
//! already include the period of an abbreviation; the following text decides whether "U.S." also ends a
//! sentence.

use std::ops::Range;

use super::{Shape, Span, Token, TokenKind};

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The bytes of the sentence.
    pub span: Span,
    /// Its tokens, as indices into the slice passed to [`sentences`].
    pub tokens: Range<usize>,
}

/// Abbreviations, without their last period, that come before a name or a number.
/// A sentence never ends after one.
const BEFORE_NAMES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "gen",
    "lt",
    "col",
    "capt",
    "maj",
    "sgt",
    "cmdr",
    "adm",
    "rev",
    "hon",
    "pres",
    "gov",
    "sen",
    "rep",
    "reps",
    "sens",
    "amb",
    "st",
    "messrs",
    "fr",
    "brig",
    "vs",
    "no",
    "nos",
    "fig",
    "art",
    "pp",
    "cf",
    "mt",
    "ft",
    "supt",
    "det",
    "sec",
    "min",
    "mme",
    "mlle",
    "lt.-gen",
    "lt.-col",
    "maj.-gen",
    "brig.-gen",
];

/// Abbreviations, without their last period, that may also end a sentence.
const MAY_END: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "inc", "corp",
    "ltd", "co", "jr", "sr", "etc", "est", "approx", "dept", "univ", "bros", "ave", "blvd", "rd", "e.g",
    "i.e", "a.m", "p.m", "ph.d", "calif", "fla", "ala", "ariz", "ark", "colo", "conn", "del", "ga", "ill",
    "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla",
    "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "penn",
];

/// Whether the word before a period is an abbreviation that this module knows.
pub(super) fn is_known_abbreviation(word: &str) -> bool {
    if word.len() > 9 {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let known = |list: &[&str]| list.contains(&lower.as_str());
    // Lowercase "no." and "mar." end a sentence far more often than they abbreviate.
    let capital = word.starts_with(|c: char| c.is_uppercase());
    (capital && (known(BEFORE_NAMES) || known(MAY_END)))
        || matches!(lower.as_str(), "e.g" | "i.e" | "a.m" | "p.m" | "etc" | "vs" | "ph.d")
}

/// The most tokens in a sentence. Prose stays far below; a text without full stops is cut here, because code that
/// reads whole sentences takes quadratic time in their length.
pub const LONGEST: usize = 400;

/// The sentences of a block's `tokens`. They partition the tokens, and none is much longer than [`LONGEST`].
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut i = 0;
    while i < tokens.len() {
        let end = sentence_end(text, tokens, i).or((i + 1 == start + LONGEST).then_some(i + 1));
        if let Some(end) = end {
            out.push(sentence(tokens, start..end));
            start = end;
            i = end;
        } else {
            i += 1;
        }
    }
    if start < tokens.len() {
        out.push(sentence(tokens, start..tokens.len()));
    }
    out
}

fn sentence(tokens: &[Token], range: Range<usize>) -> Sentence {
    let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
    Sentence { span, tokens: range }
}

/// If a sentence ends at token `i`, the index of the first token of the next one.
fn sentence_end(text: &str, tokens: &[Token], i: usize) -> Option<usize> {
    let word = tokens[i].span.of(text);
    let last = word.chars().next_back()?;
    let is_mark = tokens[i].kind == TokenKind::Mark;
    if !matches!(last, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।') {
        return None;
    }
    let after = behind_footnote(text, tokens, closing_run(text, tokens, i + 1));
    let Some(next) = tokens.get(after) else { return Some(after) };
    if !next.spaced && after == i + 1 && !matches!(last, '。' | '！' | '？') {
        return None;
    }
    let follows = begins_sentence(text, tokens, after);
    let ends = if is_mark {
        // A quoted question inside a sentence ("Why?" he asked) goes on in lower case.
        follows && !(after > i + 1 && next.shape == Shape::Lower)
    } else {
        let stem = word.trim_end_matches('.').to_ascii_lowercase();
        // "posted on X. His office": no name continues there, as one might after "George W.".
        let initial = stem.chars().count() == 1;
        let named = i > 0 && tokens[i - 1].shape != Shape::Lower;
        // X is a place to post on, and not an initial after "on".
        let platform = word == "X." && i > 0 && tokens[i - 1].span.of(text) == "on";
        let ended = platform && matches!(next.shape, Shape::Capital | Shape::Upper);
        let goes_on = initial && named || BEFORE_NAMES.contains(&stem.as_str());
        !goes_on && follows && (ended || abbreviation_ends(text, tokens, after))
    };
    ends.then_some(after)
}

/// Skips the closing marks after a sentence's last mark.
fn closing_run(text: &str, tokens: &[Token], mut i: usize) -> usize {
    const MOST: usize = 8;
    let end = tokens.len().min(i + MOST);
    while let Some(t) = tokens[..end].get(i) {
        let mark = t.span.of(text);
        let closes = matches!(mark, "”" | "’" | "»" | "›" | ")" | "]")
            || (matches!(mark, "\"" | "'" | "“" | "!" | "?") && !t.spaced);
        if !closes || t.spaced {
            break;
        }
        i += 1;
    }
    i
}

/// Skips the footnote marks right after a sentence: "The port is shut.[3][4]".
fn behind_footnote(text: &str, tokens: &[Token], mut i: usize) -> usize {
    let is = |t: &Token, mark: &str| !t.spaced && t.span.of(text) == mark;
    while let Some([open, number, close]) = tokens.get(i..i + 3) {
        let note =
            is(open, "[") && number.kind == TokenKind::Number && number.span.len() <= 3 && is(close, "]");
        if !note || number.spaced {
            break;
        }
        i += 3;
    }
    i
}

/// Whether a sentence can begin at token `i`.
fn begins_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let t = &tokens[i];
    match t.kind {
        TokenKind::Word => t.shape != Shape::Lower || !t.span.of(text).is_ascii(),
        TokenKind::Number | TokenKind::Quote => true,
        TokenKind::Clitic => false,
        TokenKind::Mark => matches!(t.span.of(text), "(" | "[" | "—" | "–" | "$" | "¿" | "¡" | "#" | "•"),
    }
}

/// Words that seldom continue a name after an abbreviation.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "But",
    "And",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "This",
    "That",
    "These",
    "Those",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "As",
    "For",
    "With",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "However",
    "Meanwhile",
    "There",
    "You",
    "What",
    "Since",
    "So",
    "Some",
    "Many",
    "Most",
    "No",
    "Not",
    "Last",
    "Now",
    "Both",
    "According",
    "Although",
    "Even",
    "Still",
    "By",
    "From",
    "To",
    "Yet",
    "Asked",
];

/// Whether a sentence ends after an abbreviation followed by token `i`: only if that is a word that seldom
/// continues a name.
fn abbreviation_ends(text: &str, tokens: &[Token], i: usize) -> bool {
    let t = &tokens[i];
    t.kind == TokenKind::Quote || STARTERS.contains(&t.span.of(text))
}

#[cfg(test)]
mod tests {
    use super::super::tokenize;
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokenize(text, Span::new(0, text.len() as u32));
        sentences(text, &tokens).iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn closing_quotation_marks_belong_to_the_sentence() {
        assert_eq!(
            split("“It is over.” He left. \"No,\" she said."),
            ["“It is over.”", "He left.", "\"No,\" she said."]
        );
    }

    #[test]
    fn a_quoted_question_goes_on_in_lower_case() {
        assert_eq!(split("“Why?” he asked. Nobody knew."), ["“Why?” he asked.", "Nobody knew."]);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence_before_a_name() {
        assert_eq!(
            split("Mr. Smith met Gen. Dunford in the U.S. Senate."),
            ["Mr. Smith met Gen. Dunford in the U.S. Senate."]
        );
        assert_eq!(
            split("He lives in the U.S. The trial began."),
            ["He lives in the U.S.", "The trial began."]
        );
        assert_eq!(
            split("She posted it on X. His office laughed."),
            ["She posted it on X.", "His office laughed."]
        );
        assert_eq!(
            split("It was by J. Smith and George W. Bush."),
            ["It was by J. Smith and George W. Bush."]
        );
    }

    #[test]
    fn sentences_partition_the_tokens() {
        let endless = "and he said ".repeat(LONGEST);
        for text in ["One. Two?! (Three.) \"Four...\" five. Jan. 3 was cold.", &endless, &"!".repeat(999)] {
            let tokens = tokenize(text, Span::new(0, text.len() as u32));
            let mut at = 0;
            for s in sentences(text, &tokens) {
                assert_eq!(s.tokens.start, at);
                assert!(s.tokens.len() <= LONGEST + 8);
                at = s.tokens.end;
            }
            assert_eq!(at, tokens.len());
        }
    }
}
