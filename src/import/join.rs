//! The separator between two lines of one paragraph.

/// The separator for two lines that are joined: a space, or nothing if the break is inside a word or in a
/// script without spaces.
pub(super) fn separator(line: &str, next: &str) -> &'static str {
    let spaceless = |c: Option<char>| c.is_some_and(is_spaceless);
    if breaks_word(line) || (spaceless(line.chars().next_back()) && spaceless(next.chars().next())) {
        ""
    } else {
        " "
    }
}

/// Whether the line ends inside a word or a compound, so that no space belongs between it and the next. The
/// hyphen always stays: whether it was there before the line was broken is unknown.
pub(super) fn breaks_word(text: &str) -> bool {
    let mut back = text.chars().rev();
    let dash = matches!(back.next(), Some('-' | '–' | '—' | '\u{2010}' | '/'));
    dash && back.find(|c| *c != '-').is_some_and(char::is_alphanumeric)
}

/// Whether a character belongs to a script written without spaces (Chinese, Japanese).
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a word ends before a seam and another begins after it: "Ana Lund" and "May 6".
pub(super) fn parts(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let shouted = |text: &str| text.chars().rev().take(2).filter(|c| c.is_uppercase()).count() == 2;
    let titled = first.is_uppercase() && after.chars().nth(1).is_some_and(char::is_lowercase);
    last.is_lowercase() && (first.is_uppercase() || first.is_ascii_digit())
        || last.is_ascii_digit() && first.is_alphabetic()
        || shouted(before) && titled
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
