//! The title as the heading of a document whose text does not begin with it.

use crate::document::{Block, BlockKind, Document};
use crate::text::Span;

/// Adds the title before a document as a heading, unless one of its first blocks is the title; returns whether it
/// did.
/// `rules` are the blocks with a line above them.
pub(super) fn put(document: &mut Document, rules: &mut [usize]) -> bool {
    let Some(title) = missing_title(document) else { return false };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let Document { text, blocks, links, .. } = document;
    let lead = if blocks.is_empty() { title.clone() } else { format!("{title}\n\n") };
    text.insert_str(0, &lead);
    blocks.iter_mut().for_each(|block| block.span = block.span.moved(lead.len() as u32));
    links.iter_mut().for_each(|link| link.move_by(lead.len() as u32));
    rules.iter_mut().for_each(|block| *block += 1);
    blocks.insert(0, Block { kind: BlockKind::Heading, span: Span::new(0, title.len() as u32) });
    true
}

/// The title, if it is none of a document's first blocks.
fn missing_title(document: &Document) -> Option<String> {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let title = document.metadata.title.clone()?;
    let wanted = letters(&title);
    let there = document.blocks.iter().take(3).any(|block| letters(block.span.of(&document.text)) == wanted);
    (!there).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Link;

    #[test]
    fn what_is_there_moves_behind_the_title() {
        let mut document = Document::from_paragraphs("The envoy left.¹\n¹ On Monday.");
        document.metadata.title = Some("Talks end".to_owned());
        let note = document.blocks[1].span;
        document.links = vec![Link::note(Span::new(15, 17), Some(note))];
        let mut rules = [1];
        assert!(put(&mut document, &mut rules));
        let blocks: Vec<&str> = document.blocks.iter().map(|b| b.span.of(&document.text)).collect();
        assert_eq!(blocks, ["Talks end", "The envoy left.¹", "¹ On Monday."]);
        let link = &document.links[0];
        assert_eq!(link.span.of(&document.text), "¹");
        assert_eq!(link.note_span().map(|note| note.of(&document.text)), Some("¹ On Monday."));
        assert_eq!(rules, [2]);
        assert!(!put(&mut document, &mut rules));
    }
}
