//! Declarations: communiqués and resolutions, where every paragraph is the issuer's.

use crate::briefing::{Quote, QuoteKind};

/// Whether a text is a declaration: its quotes are one issuer's, in numbered paragraphs, with an operative verb.
///
/// `speakers` are those of the quotes, `nobody` means an unknown one, and `numbered` tells whether a byte is in a numbered
/// paragraph.
pub fn is_declaration<S: PartialEq>(
    quotes: &[Quote],
    speakers: &[S],
    nobody: &S,
    numbered: impl Fn(u32) -> bool,
) -> bool {
    if quotes.len() < 3 || quotes.iter().any(|q| q.kind == QuoteKind::Direct) {
        return false;
    }
    let by_rule = |q: &&Quote| ["resolution", "preamble"].contains(&q.rule.as_str());
    let in_number = |q: &&Quote| q.cue.is_some() && q.spans.first().is_some_and(|s| numbered(s.start));
    let issuer = speakers.iter().filter(|s| Some(*s) == speakers.first() && *s != nobody).count();
    let suiting = quotes.iter().filter(|q| by_rule(q) || in_number(q)).count();
    5 * issuer >= 4 * quotes.len() && 5 * suiting >= 4 * quotes.len()
}

/// The number at the beginning of a paragraph: "5" of "5. Urges" and of "(5) Urges".
pub fn leading_number(text: &str) -> Option<&str> {
    let text = text.trim_start().trim_start_matches('(');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let closed = text[digits..].starts_with(['.', ')']);
    (digits > 0 && digits < 4 && closed).then(|| &text[..digits])
}

#[cfg(test)]
mod tests {
    use super::leading_number;

    #[test]
    fn a_number_begins_a_paragraph() {
        let all = ["12. Urges", "(3) Urges", "1984 was dry.", "Urges"].map(leading_number);
        assert_eq!(all, [Some("12"), Some("3"), None, None]);
    }
}
