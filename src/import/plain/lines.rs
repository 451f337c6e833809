//! The lines of a plain text with their measurements.

use crate::import::join::{breaks_word, is_spaceless};
use crate::import::labels::Labels;

/// A line of the source, without leading white space and mail quotation marks (`>`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The trimmed text; empty for a blank line.
    pub text: &'a str,
    /// Columns of white space before the text, after any `>`.
    pub indent: u32,
    /// Columns of the text itself.
    pub width: u32,
    /// How many `>` come before the text.
    pub depth: u8,
    /// The length in bytes of the label with which the line opens a turn; 0 if it opens none.
    label: u8,
}

impl Line<'_> {
    /// Whether the line has nothing to read.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// If the line opens a turn, the length of its label in bytes.
    pub fn turn(&self) -> Option<usize> {
        (self.label > 0).then_some(usize::from(self.label))
    }

    /// The column where the text ends.
    pub fn end(&self) -> u32 {
        self.indent + self.width
    }
}

/// Measures all lines of a text.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    text.split('\n').map(measure).collect()
}

/// Records the lines that open turns.
pub(super) fn label(lines: &mut [Line], labels: &Labels) {
    for (at, line) in lines.iter_mut().enumerate() {
        line.label = labels.turn(at, line.text).and_then(|end| u8::try_from(end).ok()).unwrap_or(0);
    }
}

fn measure(raw: &str) -> Line<'_> {
    let (mut indent, mut rest) = indentation(raw);
    let mut depth = 0;
    while let Some(inner) = rest.strip_prefix('>') {
        depth = (depth + 1).min(u8::MAX - 1);
        (indent, rest) = indentation(inner);
        indent = indent.saturating_sub(1);
    }
    let text = rest.trim_end();
    Line { text, indent, width: columns(text), depth, label: 0 }
}

/// The approximate width of a text in columns: one for each character, two from U+3000 on. Combining marks
/// are counted, because most programs that wrapped the text did so, too.
fn columns(text: &str) -> u32 {
    text.bytes().map(|b| u32::from(b & 0xc0 != 0x80) + u32::from(b >= 0xe3)).sum()
}

/// Columns of white space at the beginning, with tabs to the next multiple of 8, and the rest.
fn indentation(raw: &str) -> (u32, &str) {
    let mut columns: u32 = 0;
    for (i, c) in raw.char_indices() {
        match c {
            '\t' => columns = (columns / 8 + 1) * 8,
            c if c.is_whitespace() => columns += 1,
            _ => return (columns, &raw[i..]),
        }
    }
    (0, "")
}

/// Whether the line ends a sentence: its last mark, inside closing quotation marks and brackets, is a final one.
pub(in crate::import) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', '›', ')', ']', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

/// Whether a line cannot be the last of its paragraph: it ends in a comma, inside a word, or in a word that
/// cannot end a line of prose.
pub(super) fn dangles(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or(text);
    let open = matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "in"
            | "to"
            | "and"
            | "or"
            | "with"
            | "by"
            | "for"
            | "from"
            | "at"
            | "on"
            | "that"
            | "his"
            | "her"
            | "its"
            | "their"
            | "as"
            | "is"
            | "was"
            | "were"
            | "are"
            | "has"
            | "have"
            | "had"
            | "but"
            | "into"
            | "than"
            | "who"
            | "which"
            | "be"
            | "said"
            | "President"
            | "Minister"
            | "Mr."
            | "Mrs."
            | "Ms."
            | "Dr."
    );
    open || text.ends_with(',') || breaks_word(text)
}

/// Whether a line continues in the middle of a sentence: it begins with a lowercase letter, or with a letter
/// of a script without capitals.
pub(super) fn starts_small(text: &str) -> bool {
    let first =
        text.trim_start_matches(['"', '\'', '“', '‘', '«', '(', '[', '—', '–', '-', ' ']).chars().next();
    first.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Columns of the first word; of a single character in scripts without spaces between words.
pub(super) fn first_word_width(text: &str) -> u32 {
    let first = text.chars().next().unwrap_or(' ');
    if is_spaceless(first) {
        return 2;
    }
    let word = text.split(' ').next().unwrap_or(text);
    columns(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_measured_without_marks_and_blanks() {
        let lines = split("  two\t\n> > \u{3000}quoted\n\n\tém");
        let shown: Vec<_> = lines.iter().map(|l| (l.text, l.indent, l.width, l.depth)).collect();
        assert_eq!(shown, [("two", 2, 3, 0), ("quoted", 1, 6, 2), ("", 0, 0, 0), ("ém", 8, 2, 0)]);
    }

    #[test]
    fn sentence_ends_are_seen_through_closing_marks() {
        assert!(ends_sentence("he left.”") && ends_sentence("why?)") && !ends_sentence("he left,”"));
    }

    #[test]
    fn small_starts_are_seen_through_opening_marks() {
        assert!(
            starts_small("“which is")
                && starts_small("انتهت")
                && !starts_small("“We")
                && !starts_small("5 of")
        );
    }
}
