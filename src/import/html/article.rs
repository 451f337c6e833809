//! The article of a page.

use std::collections::HashSet;

use dom_query::{Document as Tree, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::{facts, guard, walk};
use crate::document::{Document, Metadata};
use crate::import::compose::missing_title;
use crate::import::markup::Markup;
use crate::import::{Imported, Source, encoding};

/// The least text that is an article, in characters. What readability finds on pages without one is shorter.
const LEAST: usize = 140;

/// The longest text that its class alone shows to stand around an article, in characters.
const LONGEST_AROUND: usize = 300;

/// How much of a page is searched for the name of its encoding, in bytes; browsers take 1,024.
const HEAD: usize = 4096;

/// Imports a page.
pub(super) fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
    let label = source.charset().map(str::to_owned).or_else(|| named_encoding(bytes));
    let decoded = encoding::decode_labelled(bytes, label.as_deref());
    guard::check(&decoded.text)?;
    let mut document = page(&decoded.text, source.url);
    document.notices.extend(decoded.notice);
    Ok(vec![document.into()])
}

/// The encoding that a page names in its head.
fn named_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    Some(label[..end].to_owned())
}

fn page(html: &str, url: Option<&str>) -> Document {
    let tree = Tree::from(html);
    let metadata = facts::read(&tree, url);
    let base = tree.select_single("base[href]").attr("href").map(|href| href.to_string());
    let base = base.filter(|b| b.contains("://")).or_else(|| metadata.url.clone());
    strip(&tree);
    unlay(&tree);
    let found = Readability::with_document(tree, None, None).ok().and_then(|mut r| r.parse().ok());
    let article = found.map(|article| {
        let tree = Tree::from(article.content);
        written(&tree.root(), |_| true, base.clone(), metadata.clone())
    });
    match article.filter(|document| letters(document) >= LEAST) {
        Some(document) => document,
        None => whole(html, base, metadata),
    }
}

/// Classes of what stands inside many articles and is none of their text.
const AROUND: &str = "[class*=advert], [class*=cookie-], [class*=share-], [class*=sharing], [class*=social-], \
    [class*=newsletter], [class*=signup], [class*=sign-up], [aria-label=advertisement], .ad, .ads, .share, .social";

/// Removes what stands around the text of an article, if it is short: a page may be called by any class as a whole.
fn strip(tree: &Tree) {
    let marked = tree.select(AROUND);
    let short = marked
        .nodes()
        .iter()
        .filter(|n| !n.has_name("body") && n.text().chars().nth(LONGEST_AROUND).is_none());
    short.for_each(NodeRef::remove_from_parent);
}

/// Makes divisions of the tables that lay a page out, which have lines or blocks in their cells: readability takes
/// such tables away, and what stood in two cells would run together.
fn unlay(tree: &Tree) {
    let is_laid_out = |table: &NodeRef| {
        let inside = table.descendants_it();
        inside
            .into_iter()
            .any(|n| ["br", "p", "div", "table", "h1", "h2"].iter().any(|name| n.has_name(name)))
    };
    let tables: Vec<NodeRef> =
        tree.select("table").nodes().iter().filter(|t| is_laid_out(t)).copied().collect();
    let laid_out: HashSet<NodeId> = tables.iter().map(|table| table.id).collect();
    let parts = tree.select("thead, tbody, tfoot, tr, td, th");
    let of_these = |part: &&NodeRef| {
        let table = part.ancestors_it(None).find(|a| a.has_name("table"));
        table.is_some_and(|table| laid_out.contains(&table.id))
    };
    let parts: Vec<NodeRef> = parts.nodes().iter().filter(of_these).copied().collect();
    parts.iter().chain(&tables).for_each(|node| node.rename("div"));
}

/// The text of a page in which no article was found.
fn whole(html: &str, base: Option<String>, metadata: Metadata) -> Document {
    let tree = Tree::from(html);
    let mut document = written(&tree.root(), is_content, base, metadata);
    if !document.blocks.is_empty() {
        document.notices.push("No article was found on this page, so all of its text is shown.".to_owned());
    }
    document
}

/// Whether an element holds what a page is about, and not the way to other pages.
fn is_content(node: &NodeRef) -> bool {
    let name = node.node_name().unwrap_or_default();
    let role = node.attr("role").unwrap_or_default();
    !matches!(&*name, "nav" | "footer" | "aside" | "form")
        && !matches!(&*role, "navigation" | "banner" | "dialog")
}

/// The blocks below a node, under the title as a heading where they do not begin with it.
fn written(
    root: &NodeRef,
    wanted: fn(&NodeRef) -> bool,
    base: Option<String>,
    metadata: Metadata,
) -> Document {
    let mut page = Markup::new(base.clone());
    walk::walk(root, &mut page, wanted);
    let document = page.finish(metadata);
    let title = missing_title(&document, &document.metadata).filter(|_| !document.blocks.is_empty());
    let Some(title) = title else { return document };
    let mut page = Markup::new(base);
    page.heading(&title);
    walk::walk(root, &mut page, wanted);
    page.finish(document.metadata)
}

fn letters(document: &Document) -> usize {
    document.text.chars().filter(|c| c.is_alphanumeric()).take(LEAST).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    fn import(html: &str) -> Document {
        super::import(html.as_bytes(), &Source::default()).unwrap().remove(0).document
    }

    fn blocks(document: &Document) -> String {
        let show = |b: &Block| format!("{:?}: {}\n", b.kind, b.span.of(&document.text));
        document.blocks.iter().map(show).collect()
    }

    const PROSE: &str = "Two days of talks on the ferry line between the mainland and the northern islands ended on \
        Monday without an agreement, and without a date for the next round, three officials said.";

    #[test]
    fn an_article_is_found_with_all_its_blocks_and_without_its_surroundings() {
        let html = format!(
            "<html><head><title>Talks end | Wire</title><base href='https://wire.example/a/'></head><body>\
            <nav><ul><li><a href=/>Home</a><li><a href=/x>World</a></ul></nav><div class=content><h1>Talks end</h1>\
            <p>{PROSE}</p><blockquote><p>“We came with a map,” the envoy wrote, “and we leave with it.”</p></blockquote>\
            <h2>What is at issue</h2><ul><li>Three of five ships need repair, according to the port.</li>\
            <li>Nobody knows <a href=b.html>who pays</a> for it.</li></ul><p>{PROSE}</p>\
            <figure><img src=a.jpg><figcaption>The last ferry</figcaption></figure><div class=ad>Advertisement</div>\
            <p>{PROSE}</p></div><footer><p>© Wire</p></footer></body></html>"
        );
        let document = import(&html);
        assert_eq!(
            blocks(&document),
            format!(
                "Heading: Talks end\nParagraph: {PROSE}\n\
                 BlockQuotation: “We came with a map,” the envoy wrote, “and we leave with it.”\n\
                 Heading: What is at issue\nListItem: • Three of five ships need repair, according to the port.\n\
                 ListItem: • Nobody knows who pays for it.\nParagraph: {PROSE}\nCaption: The last ferry\n\
                 Paragraph: {PROSE}\n"
            )
        );
        assert_eq!(document.links[0].address().unwrap(), "https://wire.example/a/b.html");
        assert_eq!(document.notices, ["One picture is left out."]);
    }

    #[test]
    fn a_transcript_of_broken_lines_has_turns() {
        let turns = format!("<b>MR. LUND:</b> {PROSE}<br><b>Q:</b> And then?<br>");
        let document = import(&format!("<title>Briefing</title><div><p>{}</p></div>", turns.repeat(4)));
        let kinds: Vec<_> = document.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(
            kinds.iter().filter(|k| **k == crate::document::BlockKind::SpeakerTurn).count(),
            8,
            "{kinds:?}"
        );
    }

    #[test]
    fn cells_of_a_page_that_is_a_table_do_not_run_together() {
        let prose = format!("{PROSE}<br><br>").repeat(3);
        let document = import(&format!(
            "<title>Desk</title><table><tr><td><font><a href=a.htm>Home</a><br><a href=b.htm>Contact</a></font></td>\
            <td><font><b>Talks end</b><br><br>{prose}</font></td></tr></table>"
        ));
        assert!(
            blocks(&document).contains("Paragraph: Talks end\nParagraph: Two days"),
            "{}",
            blocks(&document)
        );
    }

    #[test]
    fn a_page_without_an_article_says_so() {
        let document = import("<title>Desk</title><nav>Home</nav><p>Call us.</p><p>Or write.</p>");
        assert_eq!(blocks(&document), "Heading: Desk\nParagraph: Call us.\nParagraph: Or write.\n");
        assert!(document.notices[0].starts_with("No article was found"), "{:?}", document.notices);
        let empty = import("<html><body></body></html>");
        assert_eq!((empty.blocks.len(), empty.notices.len()), (0, 0));
    }

    #[test]
    fn encodings_are_named_sent_or_guessed() {
        let page = |head: &str| {
            let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Переговоры продолжаются, сказал министр.");
            [head.as_bytes(), b"<p>", &bytes].concat()
        };
        let source =
            Source { content_type: Some("text/html; charset=\"windows-1251\""), ..Source::default() };
        for (bytes, source) in [
            (page("<meta charset=windows-1251>"), Source::default()),
            (
                page("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>"),
                Source::default(),
            ),
            (page(""), source),
            (page(""), Source::default()),
        ] {
            let document = super::import(&bytes, &source).unwrap().remove(0).document;
            assert!(document.text.contains("Переговоры продолжаются"), "{}", document.text);
        }
    }

    #[test]
    fn what_steers_a_terminal_is_gone_after_entities_too() {
        let document = import("<title>A&#27;[31m&#x202e;B</title><p>One&#27;]0;x&#7;two&#155;31m</p>");
        assert!(
            !document.text.contains(|c: char| c.is_control() && c != '\n')
                && !document.text.contains('\u{202e}')
        );
        assert_eq!(document.metadata.title.as_deref(), Some("AB"));
    }
}
