//! Documents of a body that something else holds, under the headline that stands beside it: messages, news items,
//! items of a feed.

use super::markup::Markup;
use super::page::Page;
use super::{Format, Source, html};
use crate::document::{Block, Document, Metadata};

/// A document of plain text, hard-wrapped or not.
pub(super) fn plain(text: &str, metadata: Metadata) -> Document {
    let source = Source { format: Some(Format::Plain), ..Source::default() };
    let body = super::read(text.as_bytes(), &source)
        .unwrap_or_default()
        .into_iter()
        .next()
        .unwrap_or_default()
        .document;
    let mut page = Page::with_capacity(text.len());
    if let Some(title) = missing_title(&body, &metadata) {
        page.open_heading();
        page.prose(&title);
        page.close_heading();
    }
    let mut blocks: Vec<Block> = body.blocks.clone();
    if page.is_empty()
        && let Some(first) = blocks.first_mut().filter(|_| metadata.title.is_some())
    {
        // It is the title, whatever it looks like by itself.
        first.kind = crate::document::BlockKind::Heading;
    }
    blocks.iter().for_each(|block| page.block(block.kind, block.span.of(&body.text)));
    page.finish(metadata)
}

/// A document of HTML.
pub(super) fn marked(text: &str, metadata: Metadata) -> Result<Document, String> {
    let fragment = html::Fragment::parse(text)?;
    Ok(write(metadata, |page| fragment.write(page)))
}

/// A document of what is written to a page that begins with the headline, unless the body does so itself.
pub(super) fn write(metadata: Metadata, body: impl Fn(&mut Markup)) -> Document {
    let mut page = Markup::new(metadata.url.clone());
    body(&mut page);
    let document = page.finish(metadata);
    let Some(title) = missing_title(&document, &document.metadata) else { return document };
    let mut page = Markup::new(document.metadata.url.clone());
    page.heading(&title);
    body(&mut page);
    page.finish(document.metadata)
}

/// The title, where none of the first blocks of a document is it.
pub(super) fn missing_title(document: &Document, metadata: &Metadata) -> Option<String> {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let title = metadata.title.clone()?;
    let wanted = letters(&title);
    let there = document.blocks.iter().take(3).any(|block| letters(block.span.of(&document.text)) == wanted);
    (!there).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

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
