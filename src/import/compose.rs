//! Documents of a body that something else holds, under the headline that stands beside it: messages, news items,
//! items of a feed.

use super::markup::Markup;
use super::{Format, Source, html, page};
use crate::document::{Block, BlockKind, Document, Metadata};
use crate::text::Span;

/// A document of plain text, hard-wrapped or not.
pub(super) fn plain(text: &str, metadata: Metadata) -> Document {
    let source = Source { format: Some(Format::Plain), ..Source::default() };
    let read = super::read(text.as_bytes(), &source).unwrap_or_default();
    let body = read.into_iter().next().unwrap_or_default().document;
    let mut document = Document { metadata, notices: Vec::new(), ..body };
    let titled = put_title(&mut document, &mut []);
    if !titled
        && document.metadata.title.is_some()
        && let Some(first) = document.blocks.iter_mut().find(|block| block.kind != BlockKind::Furniture)
    {
        // It is the title, whatever it looks like by itself.
        first.kind = BlockKind::Heading;
    }
    page::refine(&mut document, &[]);
    document
}

/// A document of HTML.
pub(super) fn marked(text: &str, metadata: Metadata) -> Result<Document, String> {
    let fragment = html::Fragment::parse(text)?;
    Ok(write(metadata, |page| fragment.write(page)))
}

/// A document of what is written to a page that begins with the headline, unless the body does so itself.
pub(super) fn write(metadata: Metadata, body: impl FnOnce(&mut Markup)) -> Document {
    let mut page = Markup::new(metadata.url.clone());
    body(&mut page);
    page.finish_titled(metadata)
}

/// Puts the title before a document as a heading, unless one of its first blocks is the title; says whether it did.
/// `rules` are the blocks above which a line is drawn.
pub(super) fn put_title(document: &mut Document, rules: &mut [usize]) -> bool {
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

/// The title, where none of the first blocks of a document is it.
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

    fn titled(title: &str) -> Metadata {
        Metadata { title: Some(title.to_owned()), ..Metadata::default() }
    }

    #[test]
    fn a_headline_stands_once() {
        for text in ["Talks end\n\nThe envoy left.", "The envoy left."] {
            let document = plain(text, titled("Talks end"));
            assert_eq!(document.text, "Talks end\n\nThe envoy left.");
            assert_eq!(document.blocks[0].kind, BlockKind::Heading);
        }
        for html in ["<h1>Talks end</h1><p>The envoy left.", "<p>The envoy left."] {
            let document = marked(html, titled("Talks end")).unwrap();
            assert_eq!(document.text, "Talks end\n\nThe envoy left.");
        }
    }
}
