//! Markdown → [`Document`]: the rendered text, without the marks; front matter into the metadata.
//!
//! The words of a link stay and its address goes among the document's links; an address that stands alone is a block
//! of its own. HTML loses its tags and keeps its words.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::join::separator;
use super::labels::Labels;
use super::{front_matter, marks};
use crate::document::{Block, BlockKind, Document, Metadata};

/// Imports a sanitised Markdown text.
pub(super) fn import(text: &str) -> Document {
    let (metadata, body) = match front_matter::split(text) {
        Some((fields, body)) => (front_matter::read(fields), body),
        None => (Metadata::default(), text),
    };
    let mut page = Page { builder: Builder::with_capacity(body.len()), ..Page::default() };
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        page.take(event);
    }
    let mut document = page.builder.finish(metadata);
    refine(&mut document);
    document
}

/// The page that is being written.
#[derive(Default)]
struct Page {
    builder: Builder,
    /// The next number of each list that is open, innermost last; none for bullets.
    lists: Vec<Option<u64>>,
    /// The mark of a list item whose first words have not come yet.
    mark: Option<String>,
    /// How many block quotations are open.
    quotations: usize,
    /// The kind of the block that is open.
    kind: Option<BlockKind>,
    heading: Option<HeadingLevel>,
    /// A line end stands between the last words and the next.
    broken: bool,
    code: bool,
    /// The address of the link that is open, and where its words begin, once they do.
    link: Option<(String, Option<usize>)>,
}

impl Page {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.code => self.lines(&words),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak => self.broken = true,
            Event::HardBreak | Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.heading = Some(*level);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotations += 1;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close();
                self.mark = Some(self.next_mark());
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.code = true;
            }
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.link = Some((format!("mailto:{dest_url}"), None));
            }
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.to_string(), None)),
            Tag::TableCell if self.kind.is_some() => self.builder.push(" | "),
            Tag::Paragraph | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.close();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotations -= 1;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.mark = None;
            }
            TagEnd::CodeBlock => {
                self.close();
                self.code = false;
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Paragraph | TagEnd::TableRow | TagEnd::TableHead | TagEnd::HtmlBlock => self.close(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        if let Some((address, Some(from))) = self.link.take() {
            self.builder.link(from, &address);
        }
    }

    /// The mark of the next item of the innermost list.
    fn next_mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        }
    }

    /// Writes words, opening a block where none is open.
    fn words(&mut self, words: &str) {
        if self.kind.is_none() {
            self.builder.open();
            let mark = self.mark.take();
            self.kind = Some(match (self.heading, &mark, self.quotations) {
                (Some(_), ..) => BlockKind::Heading,
                (_, Some(_), _) => BlockKind::ListItem,
                (_, _, 1..) => BlockKind::BlockQuotation,
                _ => BlockKind::Paragraph,
            });
            self.builder.push(mark.as_deref().unwrap_or(""));
        } else if self.broken {
            let between = separator(self.builder.current(), words);
            self.builder.push(between);
        }
        self.broken = false;
        if let Some((_, from @ None)) = &mut self.link {
            *from = Some(self.builder.length());
        }
        self.builder.push(words);
    }

    /// Writes preformatted text, a block for each line.
    fn lines(&mut self, text: &str) {
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            self.words(line);
            self.close();
        }
    }

    /// Writes the words of a piece of HTML.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.bare(&rest[..open]);
            let comment = rest[open..].starts_with("<!--");
            let close = if comment { "-->" } else { ">" };
            let Some(end) = rest[open..].find(close) else { return };
            rest = &rest[open + end + close.len()..];
        }
        self.bare(rest);
    }

    fn bare(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.words(words.trim_matches('\n'));
            self.broken |= words.ends_with('\n');
        }
    }

    fn close(&mut self) {
        if let Some(kind) = self.kind.take() {
            self.builder.close(kind);
        }
        self.broken = false;
    }
}

/// Tells turns, pointers, captions and addresses from paragraphs.
fn refine(document: &mut Document) {
    let text = &document.text;
    let paragraph = |b: &&mut Block| b.kind == BlockKind::Paragraph;
    let labels = Labels::of(document.blocks.iter().map(|b| b.span.of(text)));
    for block in document.blocks.iter_mut().filter(paragraph) {
        let body = block.span.of(text);
        block.kind = if marks::is_address(body) {
            BlockKind::Link
        } else if marks::is_cross_reference(body) {
            BlockKind::CrossReference
        } else if labels.turn(body).is_some() {
            BlockKind::SpeakerTurn
        } else if marks::is_caption(body) {
            BlockKind::Caption
        } else {
            BlockKind::Paragraph
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a Markdown text, one a line, each behind its kind.
    fn blocks(markdown: &str) -> String {
        let document = import(markdown);
        let show = |b: &Block| format!("{:?}: {}\n", b.kind, b.span.of(&document.text));
        document.blocks.iter().map(show).collect()
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            blocks(
                "# Talks *end*\n\nThe **envoy** met [the minister](http://example.org) in mid-\nJanuary &\nleft.\n\n\
                > “We go on,”\n> she said.\n\n2. two\n3. three\n   - inner\n\n<https://example.org/a>\n\n\
                Related article: The road\n\n**MR. LUND:** Yes.\n"
            ),
            "Heading: Talks end\n\
             Paragraph: The envoy met the minister in mid-January & left.\n\
             BlockQuotation: “We go on,” she said.\n\
             ListItem: 2. two\nListItem: 3. three\nListItem: • inner\n\
             Link: https://example.org/a\n\
             CrossReference: Related article: The road\n\
             SpeakerTurn: MR. LUND: Yes.\n"
        );
    }

    #[test]
    fn links_keep_their_addresses_beside_the_text() {
        let document = import(
            "The\n[*envoy*’s plan](https://example.org/plan \"title\") and [a page](page.html), a [note][n].\n\n\
            - [Item](http://example.org/1)\n\nWrite to <desk@example.org>. ![Map](http://example.org/map.png)\n\n\
            [n]: https://example.org/n\n",
        );
        let links: Vec<String> = document
            .links
            .iter()
            .map(|l| format!("{} → {}", l.span.of(&document.text), l.address()))
            .collect();
        assert_eq!(
            links,
            [
                "envoy’s plan → https://example.org/plan",
                "note → https://example.org/n",
                "Item → http://example.org/1",
                "desk@example.org → mailto:desk@example.org",
            ]
        );
    }

    #[test]
    fn tables_code_and_html_keep_their_words() {
        assert_eq!(
            blocks(
                "| State | Seats |\n|---|---|\n| One | 5 |\n\n```\na  b\n\nc\n```\n\n<div><p>Words <b>here</b></p></div>\n\n\
                An <i>inline</i> tag.  \nNew line."
            ),
            "Paragraph: State | Seats\nParagraph: One | 5\nParagraph: a  b\nParagraph: c\n\
             Paragraph: Words here\nParagraph: An inline tag.\nParagraph: New line.\n"
        );
    }

    #[test]
    fn front_matter_is_metadata() {
        let document = import("---\ntitle: Talks\nlang: en\n---\n# Other\n\nText.");
        assert_eq!(document.metadata.title.as_deref(), Some("Talks"));
        assert_eq!(document.text, "Other\n\nText.");
    }
}
