//! Text between double quotation marks, found without any of the library's own rules.

use super::Bytes;
use super::letters::{LetterSet, Letters};

/// Runs between double quotation marks of three words or more; the end of a line closes a run.
pub fn runs(text: &str) -> Vec<Bytes> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in text.char_indices() {
        match (c, open) {
            ('\n', _) => open = None,
            ('“', _) | ('"', None) => open = Some(i + c.len_utf8()),
            ('”' | '"', Some(start)) => {
                if text[start..i].split_whitespace().nth(2).is_some() {
                    out.push(start..i);
                }
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// All letters inside double quotation marks; the end of a line closes them too.
pub fn quoted_letters(text: &str, letters: &Letters) -> LetterSet {
    let mut ranges: Vec<Bytes> = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in text.char_indices() {
        match (c, open) {
            ('\n' | '”', _) | ('"', Some(_)) => {
                ranges.extend(open.take().map(|start| start..i));
            }
            ('“' | '"', _) => open = Some(i + c.len_utf8()),
            _ => {}
        }
    }
    letters.of_all(&ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        runs(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn short_runs_and_unclosed_ones_are_no_runs() {
        assert_eq!(
            texts("a “so called” truce, \"we do not agree\", “they said\nso it was”"),
            ["we do not agree"]
        );
    }

    #[test]
    fn letters_up_to_a_line_end_are_quoted() {
        let text = "He said “no way\nand left.";
        let letters = Letters::new(text);
        assert_eq!(
            quoted_letters(text, &letters),
            letters.of(text.find("no").unwrap()..text.find('\n').unwrap())
        );
    }
}
