//! Assembles a document's text block by block, so that spans, order and separators are right by construction.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::{Block, BlockKind, Document, Link, Metadata};
use crate::text::Span;

/// A document under construction. Blocks are separated by an empty line.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    open: Option<usize>,
    /// The blocks with a line above them.
    rules: Vec<usize>,
    /// The note marks, each with its target anchor.
    marks: Vec<(Span, String)>,
    /// The place of each anchor, in bytes of the text.
    anchors: HashMap<String, usize>,
}

impl Builder {
    /// A builder with room for `bytes` bytes of text.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Opens a block, closing the one before it.
    pub fn open(&mut self) {
        self.close_open();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.open = Some(self.text.len());
    }

    /// Draws a line below the text so far. It is not part of the text.
    pub fn rule(&mut self) {
        self.close_open();
        if self.rules.last() != Some(&self.blocks.len()) {
            self.rules.push(self.blocks.len());
        }
    }

    /// Appends to the open block. Tabs and line ends become spaces: a block is one line.
    pub fn push(&mut self, piece: &str) {
        if memchr::memchr2(b'\t', b'\n', piece.as_bytes()).is_some() {
            self.text.extend(piece.chars().map(|c| if matches!(c, '\t' | '\n') { ' ' } else { c }));
        } else {
            self.text.push_str(piece);
        }
    }

    /// Removes the last `bytes` bytes of the open block.
    #[cfg(feature = "pdf")]
    pub fn take_back(&mut self, bytes: usize) {
        let start = self.open.unwrap_or(self.text.len());
        self.text.truncate(start.max(self.text.len().saturating_sub(bytes)));
    }

    /// How many bytes are written, for [`Builder::link`].
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// Makes a link of the open block's text since it was `from` bytes long; white space around it is excluded, and
    /// an address that may not be opened makes no link.
    pub fn link(&mut self, from: usize, address: &str) {
        self.link_within(from..self.text.len(), address);
    }

    /// Makes a link of a range of the written text, in bytes of the whole text, as [`Builder::link`] does.
    pub fn link_within(&mut self, range: Range<usize>, address: &str) {
        let from = range.start;
        let words = self.text.get(range).unwrap_or("");
        let lead = words.len() - words.trim_start().len();
        let span = Span::new((from + lead) as u32, (from + lead + words.trim().len()) as u32);
        self.links.extend(Link::new(span, address));
    }

    /// Makes a range of the written text, in bytes of the whole text, a link to a note. The note is the block with
    /// `anchor`.
    pub fn note_mark(&mut self, range: Range<usize>, anchor: &str) {
        self.marks.push((Span::new(range.start as u32, range.end as u32), anchor.to_owned()));
    }

    /// Places `anchor` at the text written next.
    pub fn anchor(&mut self, anchor: String) {
        self.anchors.entry(anchor).or_insert(self.text.len());
    }

    /// Links the marks to their notes.
    fn link_notes(&mut self) {
        for (span, anchor) in std::mem::take(&mut self.marks) {
            let at = self.anchors.get(&anchor).map(|at| *at as u32);
            let block = at.and_then(|at| {
                let block = self.blocks.partition_point(|b| b.span.end <= at);
                self.blocks.get_mut(block)
            });
            let block = block.filter(|b| b.span.start > span.end);
            let to = block.map(|block| {
                if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
                    block.kind = BlockKind::Note;
                }
                block.span
            });
            self.links.push(Link::note(span, to));
        }
    }

    /// The open block's text so far.
    pub fn current(&self) -> &str {
        self.open.map_or("", |start| &self.text[start..])
    }

    /// Closes the open block as one of `kind`. A block without readable text leaves no trace.
    pub fn close(&mut self, kind: BlockKind) {
        let Some(start) = self.open.take() else { return };
        let end = start + self.text[start..].trim_end().len();
        let lead = self.text[start..end].len() - self.text[start..end].trim_start().len();
        if start + lead == end {
            let before = self.text[..start].trim_end_matches('\n').len();
            self.text.truncate(before);
            return;
        }
        self.text.truncate(end);
        self.blocks.push(Block { kind, span: Span::new((start + lead) as u32, end as u32) });
    }

    fn close_open(&mut self) {
        self.close(BlockKind::Paragraph);
    }

    /// The finished document, and the indices of the blocks with a line above them.
    pub fn finish_with_rules(mut self, metadata: Metadata) -> (Document, Vec<usize>) {
        self.close_open();
        let rules = std::mem::take(&mut self.rules);
        (self.finish(metadata), rules)
    }

    /// The finished document.
    pub fn finish(mut self, metadata: Metadata) -> Document {
        self.close_open();
        self.link_notes();
        let Self { text, blocks, links, .. } = self;
        Document { text, blocks, metadata, links, ..Document::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_hold_their_text_and_empty_ones_vanish() {
        let mut b = Builder::default();
        for (piece, kind) in [(" Title", BlockKind::Heading), ("  ", BlockKind::Paragraph)] {
            b.open();
            b.push(piece);
            b.close(kind);
        }
        b.open();
        b.push("one\ttwo\nthree ");
        let document = b.finish(Metadata::default());
        assert_eq!(document.text, " Title\n\none two three");
        let texts: Vec<_> = document.blocks.iter().map(|b| b.span.of(&document.text)).collect();
        assert_eq!(texts, ["Title", "one two three"]);
    }
}
