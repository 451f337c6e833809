//! Lines: where a stretch of text is broken so that it fits a measure, by display width.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line of a laid-out text: a half-open range of bytes, without the white space at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte.
    pub start: u32,
    /// The byte behind its last one.
    pub end: u32,
}

/// The columns that a grapheme cluster takes. A control character that should not be there takes one.
pub fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 { 1 } else { cluster.width() }
}

/// The columns that `text` takes.
pub fn text_width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(cluster_width).sum() }
}

/// Breaks `text`, which begins at byte `base` of the document, into lines of at most `first` columns and then
/// `rest` columns. There is always at least one line; a cluster wider than the measure stands alone.
pub fn wrap(text: &str, base: u32, first: usize, rest: usize) -> Vec<Line> {
    let mut wrapper = Wrapper { text, base, measure: first.max(1), rest: rest.max(1), ..Wrapper::default() };
    let mut from = 0;
    for (to, opportunity) in linebreaks(text) {
        wrapper.add(from, to);
        if opportunity == BreakOpportunity::Mandatory && to < text.len() {
            wrapper.end_line(to);
        }
        from = to;
    }
    wrapper.end_line(text.len());
    wrapper.lines
}

/// What is known while lines are being filled, in bytes of `text` and columns.
#[derive(Default)]
struct Wrapper<'a> {
    text: &'a str,
    base: u32,
    measure: usize,
    rest: usize,
    lines: Vec<Line>,
    /// Where the line that is being filled begins.
    start: usize,
    /// The columns that it takes so far, white space at its end included.
    column: usize,
}

impl Wrapper<'_> {
    /// Adds a stretch inside which no line may end.
    fn add(&mut self, from: usize, to: usize) {
        let stretch = &self.text[from..to];
        let word = stretch.trim_end();
        let width = text_width(word);
        if self.column + width > self.measure && self.column > 0 {
            self.end_line(from);
        }
        if width > self.measure {
            self.add_too_long(from, word);
        } else {
            self.column += width;
        }
        self.column += text_width(&stretch[word.len()..]);
    }

    /// Breaks a word that is longer than a line between its clusters.
    fn add_too_long(&mut self, from: usize, word: &str) {
        for (at, cluster) in word.grapheme_indices(true) {
            let width = cluster_width(cluster);
            if self.column + width > self.measure && self.column > 0 {
                self.end_line(from + at);
            }
            self.column += width;
        }
    }

    fn end_line(&mut self, at: usize) {
        let end = self.start + self.text[self.start..at].trim_end().len();
        self.lines.push(Line { start: self.base + self.start as u32, end: self.base + end as u32 });
        self.start = at;
        self.column = 0;
        self.measure = self.rest;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, measure: usize) -> Vec<&str> {
        let slice = |l: &Line| &text[l.start as usize..l.end as usize];
        wrap(text, 0, measure, measure).iter().map(slice).collect()
    }

    #[test]
    fn words_stay_whole() {
        assert_eq!(lines("The talks in Geneva ended.", 10), ["The talks", "in Geneva", "ended."]);
        assert_eq!(lines("one", 10), ["one"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(lines("an incomprehensibility", 8), ["an", "incompre", "hensibil", "ity"]);
    }

    #[test]
    fn wide_and_combined_characters_count_as_they_show() {
        assert_eq!(lines("外交部发言人", 6), ["外交部", "发言人"]);
        assert_eq!(lines("e\u{301}e\u{301} e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(lines("👩‍👩‍👧👩‍👩‍👧", 2).len(), 2);
    }

    #[test]
    fn the_first_line_may_be_shorter() {
        let starts: Vec<_> = wrap("aa bb cc dd", 100, 2, 5).iter().map(|l| (l.start, l.end)).collect();
        assert_eq!(starts, [(100, 102), (103, 108), (109, 111)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn lines_lose_only_white_space_and_fit(text in "[a-c 语é\u{301}\n-]{0,60}", measure in 2usize..12) {
            let lines = lines(&text, measure);
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
            for line in lines {
                prop_assert!(text_width(line) <= measure, "{:?}", line);
            }
        }
    }
}
