//! What belongs between two lines of one paragraph.

/// What to write between two lines that are joined: a space, or nothing where the break stands inside a word
/// or in a script without spaces.
pub(super) fn separator(line: &str, next: &str) -> &'static str {
    let spaceless = |c: Option<char>| c.is_some_and(is_spaceless);
    if breaks_word(line) || (spaceless(line.chars().next_back()) && spaceless(next.chars().next())) {
        ""
    } else {
        " "
    }
}

/// Whether the line ends inside a word or a compound, so that no space belongs between it and the next. The
/// hyphen always stays: whether it was there before the line was broken cannot be known.
pub(super) fn breaks_word(text: &str) -> bool {
    let mut back = text.chars().rev();
    let dash = matches!(back.next(), Some('-' | '–' | '—' | '\u{2010}' | '/'));
    dash && back.find(|c| *c != '-').is_some_and(char::is_alphanumeric)
}

/// Whether a character belongs to a script written without spaces (Chinese, Japanese).
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_broken_at_a_hyphen_want_no_space() {
        assert!(breaks_word("in mid-") && breaks_word("a pause--") && breaks_word("2010–"));
        assert!(!breaks_word("a pause -") && !breaks_word("-") && !breaks_word("end"));
        assert_eq!(separator("in mid-", "January"), "");
        assert_eq!(separator("a line", "and another"), " ");
        assert_eq!(separator("会谈于", "周二"), "");
    }
}
