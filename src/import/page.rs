//! A page with headings, lists and quotations, as in every marked-up format, on its way to a [`Document`].
//!
//! A format reports what opens and ends, and passes the words; here they become blocks, and the kinds of blocks
//! without markup (a speaker's turn, a caption, a pointer to another text) are recognised at the end.

use super::builder::Builder;
use super::join::{is_spaceless, separator};
use super::labels::Labels;
use super::marks;
use super::notes;
use super::title;
use super::turns;
use crate::document::{BlockKind, Document, Metadata};
use crate::text::sanitise;

/// A page under construction.
#[derive(Default)]
pub(super) struct Page {
    builder: Builder,
    /// The next number of each open list, innermost last; none for bullets.
    lists: Vec<Option<u64>>,
    /// The mark of a list item without any words so far.
    mark: Option<String>,
    /// How many block quotations are open.
    quotations: usize,
    /// The kind of the open block.
    kind: Option<BlockKind>,
    heading: bool,
    caption: bool,
    /// Whether white space, with or without a line end, is between the last words and the next.
    space: Option<Space>,
    /// Whether a line end is between the last words and the next.
    broken: bool,
    /// Anchors to place at the next words.
    anchors: Vec<String>,
    /// The address of the open link, and the start of its words in the open block once there are any.
    link: Option<(String, Option<usize>)>,
}

/// White space of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Blank,
    LineEnd,
}

impl Page {
    /// A page with room for `bytes` bytes of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { builder: Builder::with_capacity(bytes), ..Self::default() }
    }

    /// Opens a heading, until [`close_heading`](Self::close_heading).
    pub fn open_heading(&mut self) {
        self.close();
        self.heading = true;
    }

    /// Ends a heading.
    pub fn close_heading(&mut self) {
        self.close();
        self.heading = false;
    }

    /// Opens the caption of a picture, a chart or a table.
    pub fn open_caption(&mut self) {
        self.close();
        self.caption = true;
    }

    /// Ends a caption.
    pub fn close_caption(&mut self) {
        self.close();
        self.caption = false;
    }

    /// Opens a passage set apart as somebody's words; such passages may nest.
    pub fn open_quotation(&mut self) {
        self.close();
        self.quotations += 1;
    }

    /// Ends a block quotation.
    pub fn close_quotation(&mut self) {
        self.close();
        self.quotations = self.quotations.saturating_sub(1);
    }

    /// Opens a list that is numbered from `first` on, or has bullets.
    pub fn open_list(&mut self, first: Option<u64>) {
        self.close();
        self.lists.push(first);
    }

    /// Ends the innermost list.
    pub fn close_list(&mut self) {
        self.close();
        self.lists.pop();
    }

    /// Opens an item of the innermost list.
    pub fn open_item(&mut self) {
        self.close();
        self.mark = Some(self.next_mark());
    }

    /// Ends an item.
    pub fn close_item(&mut self) {
        self.close();
        self.mark = None;
    }

    /// Opens a link to that address, until [`close_link`](Self::close_link).
    pub fn open_link(&mut self, address: &str) {
        self.link_block();
        self.link = Some((address.to_owned(), None));
    }

    /// Ends a link.
    pub fn close_link(&mut self) {
        self.link_block();
        self.link = None;
    }

    /// Makes a link of the open link's words in the open block.
    fn link_block(&mut self) {
        if let Some((address, from)) = &mut self.link
            && let Some(from) = from.take()
        {
            self.builder.link(from, address);
        }
    }

    /// Writes a note mark in the form of [`notes::bracket`]; its note is the block with `anchor`. At the beginning
    /// of a block it is the note's own number.
    pub fn note_mark(&mut self, mark: &str, anchor: &str) {
        let written = notes::bracket(self.current(), mark);
        let opens = self.current().is_empty();
        self.words(&written);
        if !opens {
            let end = self.builder.length();
            self.builder.note_mark(end - sanitise(&written).len()..end, anchor);
        }
    }

    /// Places `anchor` at the next words.
    pub fn anchor(&mut self, anchor: String) {
        self.anchors.push(anchor);
    }

    /// Opens a table cell beside the previous one.
    pub fn cell(&mut self) {
        if self.kind.is_some() {
            self.builder.push(" | ");
            self.space = None;
        }
    }

    /// Draws a line across the page.
    pub fn rule(&mut self) {
        self.close();
        self.builder.rule();
    }

    /// Ends a source line; the block may continue.
    pub fn line_end(&mut self) {
        self.broken = true;
    }

    /// The mark of the next item of the innermost list.
    fn next_mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let this = *number;
                *number = number.saturating_add(1);
                format!("{this}. ")
            }
            _ => "• ".to_owned(),
        }
    }

    /// Writes words, opening a block if none is open. They are sanitised, because resolved references
    /// (`&#27;`) may contain controls.
    pub fn words(&mut self, words: &str) {
        self.put(&sanitise(words));
    }

    /// Writes sanitised words.
    fn put(&mut self, words: &str) {
        if self.kind.is_none() {
            self.builder.open();
            let mark = self.mark.take();
            self.kind = Some(match (self.heading, self.caption, &mark, self.quotations) {
                (true, ..) => BlockKind::Heading,
                (_, true, ..) => BlockKind::Caption,
                (.., Some(_), _) => BlockKind::ListItem,
                (.., 1..) => BlockKind::BlockQuotation,
                _ => BlockKind::Paragraph,
            });
            self.builder.push(mark.as_deref().unwrap_or(""));
        } else if self.broken {
            let between = separator(self.builder.current(), words);
            self.builder.push(between);
        } else if let Some(space) = self.space {
            self.builder.push(between(space, self.builder.current(), words));
        }
        (self.broken, self.space) = (false, None);
        for anchor in self.anchors.drain(..) {
            self.builder.anchor(anchor);
        }
        if let Some((_, from @ None)) = &mut self.link {
            *from = Some(self.builder.length());
        }
        self.builder.push(words);
    }

    /// Writes running text of a format that collapses white space; it need not be sanitised.
    pub fn prose(&mut self, text: &str) {
        let clean = sanitise(text);
        let mut rest = clean.as_ref();
        loop {
            let word = rest.trim_start_matches(char::is_whitespace);
            let gap = &rest[..rest.len() - word.len()];
            if !gap.is_empty() && self.space != Some(Space::LineEnd) {
                self.space = Some(if gap.contains('\n') { Space::LineEnd } else { Space::Blank });
            }
            if word.is_empty() {
                break;
            }
            // Single spaces stay as they are, so a run of words is written at once.
            let end = run(word);
            self.put(&word[..end]);
            rest = &word[end..];
        }
    }

    /// The text of the open block so far; empty if none is open.
    pub fn current(&self) -> &str {
        if self.kind.is_some() { self.builder.current() } else { "" }
    }

    /// Whether the next text is written right after the last words.
    pub fn is_glued(&self) -> bool {
        self.kind.is_some() && self.space.is_none() && !self.broken
    }

    /// Whether the next text is set apart as somebody's words.
    pub fn is_quotation(&self) -> bool {
        self.quotations > 0
    }

    /// Whether nothing is written yet.
    pub fn is_empty(&self) -> bool {
        self.builder.length() == 0
    }

    /// Whether the next text is a heading, a caption or a list item.
    pub fn is_set_apart(&self) -> bool {
        self.heading || self.caption || self.mark.is_some() || self.kind == Some(BlockKind::ListItem)
    }

    /// Writes preformatted text, one block a line.
    pub fn lines(&mut self, text: &str) {
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            self.words(line);
            self.close();
        }
    }

    /// Ends the open block, if one is open.
    pub fn close(&mut self) {
        self.link_block();
        if let Some(kind) = self.kind.take() {
            self.builder.close(kind);
        }
        (self.broken, self.space) = (false, None);
    }

    /// The document, with turns, pointers, captions and addresses recognised among the paragraphs.
    pub fn finish(self, metadata: Metadata) -> Document {
        self.finish_as(metadata, false)
    }

    /// The same; if `titled`, it begins with its title, whether that was written or not.
    pub fn finish_as(mut self, metadata: Metadata, titled: bool) -> Document {
        self.close();
        let (mut document, mut rules) = self.builder.finish_with_rules(metadata);
        if titled {
            title::put(&mut document, &mut rules);
        }
        refine(&mut document, &rules);
        document
    }
}

/// The text for white space between words: a space, or nothing at a line end in a script without spaces.
fn between(space: Space, before: &str, after: &str) -> &'static str {
    let spaceless = |c: Option<char>| c.is_some_and(is_spaceless);
    let inside =
        space == Space::LineEnd && spaceless(before.chars().next_back()) && spaceless(after.chars().next());
    if inside { "" } else { " " }
}

/// The length of the words at the beginning of a sanitised text that have single spaces between them. Other white space in
/// it is tabs, line ends and the ideographic space.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_wide = |at: usize| bytes[at..].starts_with("\u{3000}".as_bytes());
    let is_odd = |at: usize| match bytes.get(at) {
        None | Some(b' ' | b'\t' | b'\n') => true,
        Some(0xe3) => is_wide(at),
        Some(_) => false,
    };
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| matches!(b, b' ' | b'\t' | b'\n' | 0xe3)) {
        at += next;
        match bytes[at] {
            b' ' if !is_odd(at + 1) => {}
            0xe3 if !is_wide(at) => {}
            _ => return at,
        }
        at += 1;
    }
    text.len()
}

/// Recognises turns, pointers, captions and addresses among paragraphs. `rules` are the blocks with a line above
/// them.
pub(super) fn refine(document: &mut Document, rules: &[usize]) {
    let text = &document.text;
    let labels = Labels::of(document.blocks.iter().map(|b| b.span.of(text)));
    for (i, block) in document.blocks.iter_mut().enumerate() {
        let body = block.span.of(text);
        if block.kind == BlockKind::Heading && labels.stands_above(body) {
            block.kind = BlockKind::SpeakerLabel;
        }
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        block.kind = if marks::is_address(body) {
            BlockKind::Link
        } else if marks::is_cross_reference(body) {
            BlockKind::CrossReference
        } else if let Some(end) = labels.turn(i, body) {
            if end == body.len() { BlockKind::SpeakerLabel } else { BlockKind::SpeakerTurn }
        } else if marks::is_caption(body) {
            BlockKind::Caption
        } else {
            BlockKind::Paragraph
        };
    }
    turns::go_on(document, rules);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&str]) -> String {
        let mut page = Page::default();
        pieces.iter().for_each(|piece| page.prose(piece));
        page.finish(Metadata::default()).text
    }

    #[test]
    fn white_space_of_running_text_is_one_space() {
        assert_eq!(written(&["\n  The \t envoy\n  ", " said", "\u{a0}so", ".", " "]), "The envoy said so.");
        assert_eq!(written(&["会谈\n  于周二", "\n", "举行 了"]), "会谈于周二举行 了");
    }

    #[test]
    fn running_text_is_sanitised() {
        assert_eq!(written(&["a\x1b[31mred\x1b[0m", " \u{202e}b\u{7}", "\u{1b}", "[2J"]), "ared b[2J");
    }

    #[test]
    fn a_link_over_two_blocks_is_one_in_each() {
        let mut page = Page::default();
        page.open_link("https://example.org/a");
        page.prose("One");
        page.close();
        page.prose("two");
        page.close_link();
        page.prose(" three");
        let document = page.finish(Metadata::default());
        let links: Vec<&str> = document.links.iter().map(|l| l.span.of(&document.text)).collect();
        assert_eq!((document.text.as_str(), links), ("One\n\ntwo three", vec!["One", "two"]));
    }
}
