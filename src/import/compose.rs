//! Composes documents from a body inside another format and a headline beside it: messages, news items, items of
//! a feed.

use super::markup::Markup;
use super::{Format, Source, html, page, title};
use crate::document::{BlockKind, Document, Metadata};

/// A document of plain text, hard-wrapped or not.
pub(super) fn plain(text: &str, metadata: Metadata) -> Document {
    let source = Source { format: Some(Format::Plain), ..Source::default() };
    let read = super::read(text.as_bytes(), &source).unwrap_or_default();
    let body = read.into_iter().next().unwrap_or_default().document;
    let mut document = Document { metadata, notices: Vec::new(), ..body };
    let titled = title::put(&mut document, &mut []);
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

/// A document of the text that `body` writes to a page, below the headline, unless the body begins with it.
pub(super) fn write(metadata: Metadata, body: impl FnOnce(&mut Markup)) -> Document {
    let mut page = Markup::new(metadata.url.clone());
    body(&mut page);
    page.finish_titled(metadata)
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
