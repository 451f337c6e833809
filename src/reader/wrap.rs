//! Lines: breaks a stretch of text to a measure, by display width.

use textwrap::core::Fragment;
use textwrap::word_splitters::split_words;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line of a laid-out text: a half-open range of bytes, without the white space at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

/// The columns of a grapheme cluster. A stray control character takes one.
pub fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 { 1 } else { cluster.width() }
}

/// The columns of `text`.
pub fn text_width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(cluster_width).sum() }
}

/// Breaks `text`, which begins at byte `base` of the document, into lines of at most `first` columns and then
/// `rest` columns. There is always at least one line; a cluster wider than the measure gets a line of its
/// own.
pub fn wrap(text: &str, base: u32, first: usize, rest: usize) -> Vec<Line> {
    let widths = [first.max(1) as f64, rest.max(1) as f64];
    let mut lines = Vec::new();
    let mut from = 0;
    while from < text.len() || lines.is_empty() {
        let to = paragraph_end(text, from);
        for run in runs(text, (from, to), if lines.is_empty() { widths } else { [widths[1]; 2] }) {
            let widths = if lines.is_empty() { widths } else { [widths[1]; 2] };
            for line in wrap_first_fit(&run, &widths) {
                let (start, end) =
                    (line.first().map_or(from, |p| p.start), line.last().map_or(to, |p| p.end));
                let end = start + text[start..end].trim_end().len();
                lines.push(Line { start: base + start as u32, end: base + end as u32 });
            }
        }
        from = to;
    }
    lines
}

/// The end of the stretch that begins at byte `from`: after the next character that forces a line break.
fn paragraph_end(text: &str, from: usize) -> usize {
    const BREAKS: [char; 6] = ['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let found = text[from..].find(BREAKS);
    found.map_or(text.len(), |at| from + at + text[from + at..].chars().next().map_or(0, char::len_utf8))
}

/// A stretch of the text without a line break inside: half-open bytes, and columns.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    width: f64,
    /// The columns of the white space at its end, which is not shown at the end of a line.
    space: f64,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

impl Piece {
    fn new(text: &str, start: usize, end: usize) -> Self {
        let stretch = &text[start..end];
        let word = stretch.trim_end();
        let space = text_width(&stretch[word.len()..]) as f64;
        Self { start, end, width: text_width(word) as f64, space }
    }

    /// Its clusters, for a word longer than a line.
    fn clusters(self, text: &str) -> impl Iterator<Item = Self> {
        let word = text[self.start..self.end].trim_end();
        let last = word.len();
        word.grapheme_indices(true).map(move |(at, cluster)| {
            let (start, end) = (self.start + at, self.start + at + cluster.len());
            let width = cluster_width(cluster) as f64;
            if at + cluster.len() == last {
                Self { start, end: self.end, width, space: self.space }
            } else {
                Self { start, end, width, space: 0.0 }
            }
        })
    }
}

/// The pieces of a stretch, in runs that each begin a line: a word longer than a line does, and is broken between its
/// clusters.
fn runs(text: &str, (from, to): (usize, usize), widths: [f64; 2]) -> Vec<Vec<Piece>> {
    let mut runs = vec![Vec::new()];
    let mut start = from;
    let words = WordSeparator::UnicodeBreakProperties.find_words(&text[from..to]);
    for word in split_words(words, &WordSplitter::Custom(after_hyphens)) {
        let piece = Piece::new(text, start, start + word.word.len() + word.whitespace.len());
        start = piece.end;
        let begins = runs.len() == 1 && runs[0].is_empty();
        if piece.width <= if begins { widths[0] } else { widths[1] } {
            runs.last_mut().expect("there is a run").push(piece);
        } else if begins {
            runs[0].extend(piece.clusters(text));
        } else {
            runs.push(piece.clusters(text).collect());
        }
    }
    runs
}

/// The places where a word may be broken after a hyphen, by Unicode's rules: `textwrap` leaves this to the word
/// splitter.
fn after_hyphens(word: &str) -> Vec<usize> {
    if !word.contains(['-', '\u{ad}']) {
        return Vec::new();
    }
    linebreaks(word).map(|(at, _)| at).filter(|&at| at < word.len()).collect()
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
