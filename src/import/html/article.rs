//! The article of a page.

use dom_query::Document as Tree;

use super::blocks::Blocks;
use super::choose::{self, Choice};
use super::{facts, guard, tree, walk};
use crate::document::{BlockKind, Document, Metadata, Notice, Part};
use crate::import::fields::set;
use crate::import::markup::Markup;
use crate::import::{Imported, Source, dates, encoding};

/// The least text of an article, in letters. Pages without an article have less.
const LEAST: usize = 110;

/// How much of a page is searched for its encoding's name, in bytes; browsers search 1,024.
const HEAD: usize = 4096;

/// Imports a page.
pub(super) fn import(bytes: &[u8], source: &Source) -> Result<Vec<Imported>, String> {
    let label = source.charset().map(str::to_owned).or_else(|| named_encoding(bytes));
    let decoded = encoding::decode_labelled(bytes, label.as_deref());
    let mut document = page(&guard::parsed(&decoded.text)?, source.url);
    document.notices.extend(decoded.notice);
    Ok(vec![document.into()])
}

/// The encoding named in a page's head.
fn named_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    Some(label[..end].to_owned())
}

fn page(tree: &Tree, url: Option<&str>) -> Document {
    let mut metadata = facts::read(tree, url);
    let is_event = facts::is_event(tree);
    let base = tree.select_single("base[href]").attr("href").map(|href| href.to_string());
    let base = base.filter(|b| b.contains("://")).or_else(|| metadata.url.clone());
    tree::unlay(tree);
    tree::caption(tree);
    unhide(tree);
    let (base, mut choice) = (base.as_deref(), choose::article(tree, metadata.byline.as_deref(), is_event));
    let date = |line: &String| dates::timestamp(line.split('|').next()?, metadata.language.as_deref());
    let whole = |line: &String| dates::timestamp(line, metadata.language.as_deref());
    let shown =
        || choice.dated.iter().find_map(date).or_else(|| choice.beside_heading.iter().find_map(whole));
    metadata.published = metadata.published.or_else(shown);
    set(&mut metadata.byline, choice.signed.as_deref().unwrap_or_default());
    if metadata.published.is_none() {
        choice.left_out += choice.dated.len();
    }
    let is_article = choice.letters >= LEAST;
    let choice = if is_article { choice } else { choose::whole(tree) };
    let mut document = written(tree, &choice, base, metadata);
    if is_event {
        set_days_apart(&mut document);
    }
    if !document.blocks.is_empty() {
        let left_out = Notice::LeftOut(Part::Beside, choice.left_out);
        document.notices.extend((choice.left_out > 0).then_some(left_out));
        document.notices.extend((!is_article && !choice.is_stated).then_some(Notice::NoArticle));
    }
    document
}

/// Shows hidden parts if there is no other text: some pages uncover their article by a script.
fn unhide(page: &Tree) {
    let hidden = tree::hidden(page, LEAST);
    if hidden.is_empty() || Blocks::of(&page.root()).prose() >= LEAST {
        return;
    }
    for node in hidden {
        node.remove_attrs(&["hidden", "style", "aria-hidden"]);
        if node.has_name("noscript") {
            node.rename("div");
        }
    }
}

/// The blocks at the head of an event's page that may give its date.
const HEAD_OF_EVENT: usize = 8;

/// Keeps the lines with an event's date from being read as the date of publication.
fn set_days_apart(document: &mut Document) {
    for block in document.blocks.iter_mut().take(HEAD_OF_EVENT) {
        if dates::date_line(block.span.of(&document.text)).is_some() {
            block.kind = BlockKind::Furniture;
        }
    }
}

/// The chosen blocks, below the title as a heading unless they begin with it.
fn written(tree: &Tree, choice: &Choice, base: Option<&str>, metadata: Metadata) -> Document {
    let mut page = Markup::new(base.map(str::to_owned));
    walk::walk(&tree.root(), &mut page, Some(choice));
    if page.is_empty() { page.finish(metadata) } else { page.finish_titled(metadata) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Part};

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
        assert_eq!(document.notices, [Notice::LeftOut(Part::Picture, 1), Notice::LeftOut(Part::Beside, 1)]);
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
    fn a_form_that_holds_the_page_is_read() {
        let document = import(&format!(
            "<title>Desk</title><table><tr><td><form><p>{PROSE}</p><p>{PROSE} He left.</p></form></td></tr></table>"
        ));
        assert_eq!(
            blocks(&document),
            format!("Heading: Desk\nParagraph: {PROSE}\nParagraph: {PROSE} He left.\n")
        );
    }

    #[test]
    fn details_feet_and_heads_of_an_article_are_read() {
        let article = |inside: &str| {
            let html = format!(
                "<title>Desk</title><article>{inside}<p>{PROSE}</p><p>{PROSE} He left.</p>{inside}</article>"
            );
            blocks(&import(&html))
        };
        let said = "“We go on,” said Ana Lund.";
        for part in [
            format!("<details><summary>The whole text</summary><p>{said}</p></details>"),
            format!("<footer><p>More by Jo Roe. {said}</p></footer>"),
            format!("<div><strong class=faq-section>Who came?</strong><p>{said}</p></div>"),
        ] {
            let text = article(&part);
            assert!(text.contains(said) && text.ends_with(&format!("{said}\n")), "{text}");
        }
        let head = format!("<header><h1>Talks</h1><p class=lede>{said}</p></header>");
        let html = format!(
            "<title>Talks go on</title><article>{head}<p>{PROSE}</p><p>{PROSE} He left.</p></article>"
        );
        assert!(blocks(&import(&html)).starts_with(&format!("Heading: Talks\nParagraph: {said}\n")));
    }

    #[test]
    fn words_in_elements_of_one_line_do_not_fall_apart() {
        let line = "The sixth <nobr>EX-fund</nobr>, and L<small>UND</small>, said so. Long<wbr>word. A<span>B</span> <b>C</b>D";
        let document = import(&format!(
            "<title>Desk</title><article><p>{PROSE}</p><p>{line}</p><p>{PROSE}</p></article>"
        ));
        let text = blocks(&document);
        assert!(
            text.contains("Paragraph: The sixth EX-fund, and LUND, said so. Longword. AB CD\n"),
            "{text}"
        );
        let spans = "<span class=day>Monday 14</span><span class=hour>6 PM</span><span class=a>T</span><span class=b>HE PORT</span>";
        let html =
            format!("<title>Desk</title><article><p>{PROSE}</p><p>{spans}</p><p>{PROSE}</p></article>");
        let text = blocks(&import(&html));
        assert!(text.contains("Paragraph: Monday 14 6 PM THE PORT\n"), "{text}");
    }

    #[test]
    fn what_is_written_above_letters_is_not_read() {
        let ruby = "<ruby>交渉<rp>(</rp><rt>こうしょう</rt><rp>)</rp></ruby>が終わった。";
        let document = import(&format!("<title>Desk</title><article><p>{ruby}</p><p>{PROSE}</p></article>"));
        assert!(blocks(&document).contains("Paragraph: 交渉が終わった。\n"), "{}", blocks(&document));
    }

    #[test]
    fn a_page_without_an_article_says_so() {
        let document = import("<title>Desk</title><nav>Home</nav><p>Call us.</p><p>Or write.</p>");
        assert_eq!(blocks(&document), "Heading: Desk\nParagraph: Call us.\nParagraph: Or write.\n");
        assert_eq!(document.notices, [Notice::NoArticle]);
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
