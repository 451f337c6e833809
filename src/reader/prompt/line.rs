//! A line editor: its text, and a cursor between two grapheme clusters.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::sanitise;

/// The default limit of a line, in bytes.
const LONGEST: usize = 4096;

/// A line with a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineEditor {
    text: String,
    /// The byte offset of the cursor; always between two clusters.
    cursor: usize,
    /// The most bytes of the line.
    most: usize,
}

impl Default for LineEditor {
    fn default() -> Self {
        Self::new("")
    }
}

impl LineEditor {
    /// A line with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len(), most: LONGEST }
    }

    /// The same line with this limit in bytes.
    #[must_use]
    pub fn with_limit(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// The most bytes of the line.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Replaces the whole line and puts the cursor at its end.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text).with_limit(self.most);
    }

    /// The text of the line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Inserts text before the cursor: on one line, without terminal controls. Returns how many bytes did not fit.
    pub fn insert(&mut self, text: &str) -> usize {
        let clean = sanitise(text).replace(['\n', '\t'], " ");
        let room = self.most.saturating_sub(self.text.len());
        let fits = clean.grapheme_indices(true).map(|(at, c)| at + c.len()).take_while(|&end| end <= room);
        let end = fits.last().unwrap_or(0);
        self.text.insert_str(self.cursor, &clean[..end]);
        self.cursor += end;
        self.align();
        clean.len() - end
    }

    /// Replaces the text from byte `start` to the cursor by `text`.
    pub fn replace_from(&mut self, start: usize, text: &str) {
        let start = start.min(self.cursor);
        self.delete(start, self.cursor);
        self.insert(text);
    }

    /// A mark typed after its letter joins the cluster before it: the cursor moves after both.
    fn align(&mut self) {
        let ends = self.text.grapheme_indices(true).map(|(at, c)| at + c.len());
        let next = ends.into_iter().find(|&end| end >= self.cursor);
        self.cursor = next.filter(|_| self.cursor > 0).unwrap_or(self.cursor);
    }

    fn delete(&mut self, from: usize, to: usize) -> bool {
        self.text.drain(from..to);
        self.cursor = from;
        from < to
    }

    /// Deletes the cluster before the cursor; like all deletions, returns whether there was one.
    pub fn delete_left(&mut self) -> bool {
        self.delete(self.left_of_cursor(), self.cursor)
    }

    /// Deletes the cluster after the cursor.
    pub fn delete_right(&mut self) -> bool {
        self.delete(self.cursor, self.right_of_cursor())
    }

    /// Deletes the word before the cursor, up to white space.
    pub fn delete_word(&mut self) -> bool {
        let word = self.text[..self.cursor].trim_end();
        let start = word.rfind(char::is_whitespace);
        let start = start.map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
        self.delete(start, self.cursor)
    }

    /// Deletes everything before the cursor.
    pub fn delete_to_start(&mut self) -> bool {
        self.delete(0, self.cursor)
    }

    /// Deletes everything after the cursor.
    pub fn delete_to_end(&mut self) -> bool {
        self.delete(self.cursor, self.text.len())
    }

    /// Moves the cursor a cluster to the left.
    pub fn left(&mut self) {
        self.cursor = self.left_of_cursor();
    }

    /// Moves the cursor a cluster to the right.
    pub fn right(&mut self) {
        self.cursor = self.right_of_cursor();
    }

    /// Moves the cursor before the word to its left; a word is a run of letters and digits.
    pub fn word_left(&mut self) {
        let mut inside = false;
        for (at, cluster) in self.text[..self.cursor].grapheme_indices(true).rev() {
            if inside && !is_of_word(cluster) {
                return;
            }
            inside |= is_of_word(cluster);
            self.cursor = at;
        }
    }

    /// Moves the cursor after the word to its right.
    pub fn word_right(&mut self) {
        let mut inside = false;
        let from = self.cursor;
        for (at, cluster) in self.text[from..].grapheme_indices(true) {
            if inside && !is_of_word(cluster) {
                return;
            }
            inside |= is_of_word(cluster);
            self.cursor = from + at + cluster.len();
        }
    }

    /// Moves the cursor to the start.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    fn left_of_cursor(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right_of_cursor(&self) -> usize {
        let cluster = self.text[self.cursor..].graphemes(true).next();
        self.cursor + cluster.map_or(0, str::len)
    }
}

fn is_of_word(cluster: &str) -> bool {
    cluster.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The line with a bar at the cursor.
    fn shown(line: &LineEditor) -> String {
        format!("{}|{}", &line.text[..line.cursor], &line.text[line.cursor..])
    }

    #[test]
    fn clusters_are_edited_whole() {
        let mut line = LineEditor::new("e\u{301}👩‍👩‍👧語");
        line.left();
        line.left();
        assert_eq!(shown(&line), "e\u{301}|👩‍👩‍👧語");
        line.delete_right();
        line.delete_left();
        assert_eq!(shown(&line), "|語");
        line.insert("a");
        line.insert("\u{308}");
        assert_eq!(shown(&line), "a\u{308}|語");
    }

    #[test]
    fn words_are_deleted_to_white_space_and_walked_by_letters() {
        let mut line = LineEditor::new("said:lavrov & un ");
        line.delete_word();
        assert_eq!(shown(&line), "said:lavrov & |");
        line.word_left();
        assert_eq!(shown(&line), "said:|lavrov & ");
        line.delete_to_start();
        line.word_right();
        assert_eq!(shown(&line), "lavrov| & ");
        line.delete_to_end();
        assert_eq!(shown(&line), "lavrov|");
    }

    #[test]
    fn what_is_pasted_is_one_harmless_line() {
        let mut line = LineEditor::new("a");
        line.insert("b\r\nc\x1b[31md\u{202e}\te\x07");
        assert_eq!(line.text(), "ab cd e");
        let left_out = line.insert(&"語".repeat(LONGEST));
        assert!(line.text().len() <= LONGEST && line.text().ends_with('語'));
        assert_eq!(left_out, 3 * LONGEST + "ab cd e".len() - line.text().len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_cursor_is_always_between_clusters(steps in prop::collection::vec((0usize..13, "[ a\u{301}語🇩👩\u{200d}]{0,3}"), 0..40)) {
            let mut line = LineEditor::default();
            for (step, text) in steps {
                match step {
                    0 => line.left(),
                    1 => line.right(),
                    2 => line.word_left(),
                    3 => line.word_right(),
                    4 => line.home(),
                    5 => drop(line.delete_left()),
                    6 => drop(line.delete_right()),
                    7 => drop(line.delete_word()),
                    8 => drop(line.delete_to_end()),
                    _ => drop(line.insert(&text)),
                }
                prop_assert!(line.text.is_char_boundary(line.cursor));
            }
        }
    }
}
