//! Imports Markdown: the rendered text, without the marks; front matter becomes metadata.
//!
//! The words of a link stay and its address becomes a link of the document; an address that is alone is a block of
//! its own. HTML loses its tags and keeps its words.

use memchr::memmem::Finder;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::format::{Claim, Entry, Head, Read};
use super::front_matter;
use super::notes;
use super::page::Page;
use crate::document::{Document, Metadata};

/// Markdown, recognised by a file name, or by marks found in nothing else.
pub(super) const ENTRY: Entry = Entry {
    name: "markdown",
    what: "a Markdown text",
    endings: &["md", "markdown", "mdown", "mkd"],
    media_types: &["text/markdown", "text/x-markdown"],
    claim,
    read: Read::Text(import),
};

/// How many lines decide whether a text without a name is Markdown.
const LOOKED_AT: usize = 400;

/// Plain wire copy has lists, dashes and a lone "#" as well, so a text without a name is likely Markdown only by
/// marks found in nothing else: front matter, or two of ATX headings, inline links and bold runs.
fn claim(head: &Head) -> Claim {
    if front_matter::split(head.text).is_some() {
        return Claim::Likely;
    }
    let end = memchr::memchr_iter(b'\n', head.text.as_bytes()).nth(LOOKED_AT - 1);
    let text = &head.text[..end.unwrap_or(head.text.len())];
    let heading = lines_with(text, "#").any(|line| {
        let bare = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - bare.len())) && bare.starts_with(' ')
    });
    let link = lines_with(text, "](http").next().is_some();
    let bold = lines_with(text, "**")
        .any(|line| line.matches("**").nth(1).is_some() && line.contains(char::is_alphabetic));
    let marks = usize::from(heading) + usize::from(link) + usize::from(bold);
    if marks >= 2 { Claim::Likely } else { Claim::Possible }
}

/// The lines that contain `mark`.
fn lines_with<'a>(text: &'a str, mark: &str) -> impl Iterator<Item = &'a str> {
    let (mut rest, mark) = (text, Finder::new(mark));
    std::iter::from_fn(move || {
        let at = mark.find(rest.as_bytes())?;
        let begin = rest[..at].rfind('\n').map_or(0, |end| end + 1);
        let (line, behind) = rest[begin..].split_once('\n').unwrap_or((&rest[begin..], ""));
        rest = behind;
        Some(line)
    })
}

/// Imports a sanitised Markdown text.
fn import(text: &str) -> Document {
    let (metadata, body) = match front_matter::split(text) {
        Some((fields, body)) => (front_matter::read(fields), body),
        None => (Metadata::default(), text),
    };
    let mut writer = Writer { page: Page::with_capacity(body.len()), code: false, raised: false };
    for event in Parser::new_ext(
        body,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES,
    ) {
        writer.take(event);
    }
    writer.page.finish(metadata)
}

/// Writes a parser's events to a page.
struct Writer {
    page: Page,
    /// Whether preformatted text is open.
    code: bool,
    /// Whether raised text is open.
    raised: bool,
}

/// Whether a tag, without its closing part, has that name.
fn is_tag(tag: &str, name: &str) -> bool {
    let bare = tag.trim_start_matches('<').split(char::is_whitespace).next().unwrap_or("");
    bare.eq_ignore_ascii_case(name)
}

impl Writer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.code => self.page.lines(&words),
            Event::Text(words) if self.raised => {
                let written = notes::raised(self.page.current(), &words);
                self.page.words(&written);
            }
            Event::Text(words) | Event::Code(words) => self.page.words(&words),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::FootnoteReference(label) => self.page.note_mark(&label, &format!("^{label}")),
            Event::SoftBreak => self.page.line_end(),
            Event::HardBreak => self.page.close(),
            Event::Rule => self.page.rule(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { .. } => self.page.open_heading(),
            Tag::BlockQuote(_) => self.page.open_quotation(),
            Tag::List(first) => self.page.open_list(*first),
            Tag::Item => self.page.open_item(),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.page.open_link(&format!("mailto:{dest_url}"));
            }
            Tag::Link { dest_url, .. } => self.page.open_link(dest_url),
            Tag::TableCell => self.page.cell(),
            Tag::FootnoteDefinition(label) => {
                self.page.close();
                self.page.anchor(format!("^{label}"));
                self.page.words(&format!("[{label}] "));
            }
            Tag::Paragraph if self.page.current().ends_with("] ") => {}
            Tag::CodeBlock(_) => {
                self.page.close();
                self.code = true;
            }
            Tag::Paragraph | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock => self.page.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.page.close_heading(),
            TagEnd::BlockQuote(_) => self.page.close_quotation(),
            TagEnd::List(_) => self.page.close_list(),
            TagEnd::Item => self.page.close_item(),
            TagEnd::Link => self.page.close_link(),
            TagEnd::CodeBlock => {
                self.page.close();
                self.code = false;
            }
            TagEnd::FootnoteDefinition
            | TagEnd::Paragraph
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::HtmlBlock => self.page.close(),
            _ => {}
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
            match &rest[open..open + end] {
                tag if is_tag(tag, "sup") => self.raised = true,
                tag if is_tag(tag, "/sup") => self.raised = false,
                _ => {}
            }
            rest = &rest[open + end + close.len()..];
        }
        self.bare(rest);
    }

    fn bare(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.page.words(words.trim_matches('\n'));
            if words.ends_with('\n') {
                self.page.line_end();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    /// The blocks of a Markdown text, one a line, each after its kind.
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
    fn references_do_not_steer_a_terminal() {
        assert_eq!(
            blocks("A&#27;[31mred &#x202e;B\n\n# T&#7;itle"),
            "Paragraph: A[31mred B\nHeading: Title\n"
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
            .map(|l| format!("{} → {}", l.span.of(&document.text), l.address().unwrap_or("a note")))
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
