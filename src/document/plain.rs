//! A document of plain paragraphs, for callers that have a text and need no importer.

use super::{Block, BlockKind, Document};
use crate::text::{Span, sanitise};

impl Document {
    /// A document whose paragraphs are separated by empty lines in `text`, sanitised. A line end inside a paragraph
    /// counts as a space. Only the beginning of a text over 4 GiB is used, because spans cannot address more.
    pub fn of_paragraphs(text: &str) -> Self {
        let clean = sanitise(text);
        let mut document = Self::default();
        for paragraph in clean.split("\n\n") {
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            let gap = if document.text.is_empty() { "" } else { "\n\n" };
            if words.is_empty() {
                continue;
            }
            if document.text.len() + gap.len() + words.len() > u32::MAX as usize {
                break;
            }
            document.text.push_str(gap);
            let start = document.text.len() as u32;
            document.text.push_str(&words);
            let span = Span::new(start, document.text.len() as u32);
            document.blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_between_empty_lines() {
        let document = Document::of_paragraphs("\n\nOne\x1b[31m\ntwo.\r\n\r\n\n  \n\nThree.\n");
        assert_eq!(document.text, "One two.\n\nThree.");
        let words: Vec<&str> = document.blocks.iter().map(|b| b.span.of(&document.text)).collect();
        assert_eq!(words, ["One two.", "Three."]);
        assert_eq!(Document::of_paragraphs(" \n\n").blocks, []);
    }
}
