//! Books of our own making.

use super::book::import;
use crate::document::{Document, Notice, Part};
use crate::import::archive::{Fault, pack};

const CONTAINER: &str = r#"<?xml version="1.0"?><container><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

const OPF: &str = r#"<?xml version="1.0"?><package><metadata><dc:title>The Lissa Papers</dc:title>
<dc:creator>Ana Lund</dc:creator><dc:creator>Jo Roe</dc:creator><dc:language>en</dc:language>
<dc:date>2024-03-05T00:00:00Z</dc:date><dc:publisher>Harbour Press</dc:publisher></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="plate" href="plate.svg" media-type="image/svg+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="two"/><itemref idref="one"/><itemref idref="plate"/></spine></package>"#;

const NAV: &str = r#"<html><body><nav><ol><li><a href="text/two.xhtml">Two</a></li>
<li><a href="text/one%20a.xhtml#top">The <i>first</i> round</a></li></ol></nav></body></html>"#;

const ONE: &str = r#"<html><head><meta charset="utf-8"><title>x</title><style>p { }</style></head><body>
<p>&ldquo;We go on,&#8221; Ana Lund said.</p><ul><li>One</li></ul></body></html>"#;

const TWO: &str =
    "<html><body><h2>The second round</h2><blockquote><p>It was long.</p></blockquote></body></html>";

fn book(more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/content.opf", OPF),
        ("OEBPS/nav.xhtml", NAV),
        ("OEBPS/text/one a.xhtml", ONE),
        ("OEBPS/text/two.xhtml", TWO),
    ];
    parts.retain(|(name, _)| more.iter().all(|(new, _)| new != name));
    parts.extend(more);
    let bytes: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    pack(&bytes)
}

fn blocks(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&document.text))).collect()
}

#[test]
fn chapters_come_in_the_order_of_the_spine_with_their_headings() {
    let document = import(&book(&[])).unwrap();
    assert_eq!(
        blocks(&document),
        [
            "Heading: The second round",
            "BlockQuotation: It was long.",
            "Heading: The first round",
            "Paragraph: “We go on,” Ana Lund said.",
            "ListItem: • One",
        ]
    );
    let m = document.metadata;
    assert_eq!(
        [m.title, m.byline, m.published.map(|date| date.to_string()), m.source, m.language]
            .map(Option::unwrap),
        ["The Lissa Papers", "Ana Lund, Jo Roe", "2024-03-05", "Harbour Press", "en"]
    );
    assert_eq!(document.notices, [Notice::LeftOut(Part::ExtraPart, 1)]);
}

#[test]
fn notes_in_another_chapter_are_linked_to() {
    let one = r#"<html><body><p>“We go on,”<a epub:type="noteref" href="two.xhtml#n1">1</a> she said.</p></body></html>"#;
    let two = r#"<html><body><h2>Notes</h2><p id="n1"><a href="one%20a.xhtml#r1">1</a>. Interview.</p></body></html>"#;
    let opf = OPF.replace(
        r#"<itemref idref="two"/><itemref idref="one"/>"#,
        r#"<itemref idref="one"/><itemref idref="two"/>"#,
    );
    let document = import(&book(&[
        ("OEBPS/content.opf", &opf),
        ("OEBPS/text/one a.xhtml", one),
        ("OEBPS/text/two.xhtml", two),
    ]))
    .unwrap();
    let link = document.links.iter().find(|l| l.is_note()).unwrap();
    assert_eq!(link.span.of(&document.text), "[1]");
    assert!(link.note_span().unwrap().of(&document.text).ends_with("Interview."), "{}", document.text);
}

#[test]
fn texts_beside_the_order_of_reading_stand_behind_it() {
    let opf = OPF.replace(r#"<itemref idref="two"/>"#, r#"<itemref idref="two" linear="no"/>"#);
    let document = import(&book(&[("OEBPS/content.opf", &opf)])).unwrap();
    assert_eq!(blocks(&document)[3..], ["Heading: The second round", "BlockQuotation: It was long."]);
    assert_eq!(document.notices, [Notice::LeftOut(Part::ExtraPart, 1)]);
}

#[test]
fn a_formula_is_read_without_what_programs_note_of_it() {
    let one = "<html><body><p>So <math><semantics><mrow><mi>E</mi><mo>=</mo><mi>mc</mi></mrow>\
        <annotation encoding='tex'>E=mc</annotation></semantics></math> holds.</p></body></html>";
    let document = import(&book(&[("OEBPS/text/one a.xhtml", one)])).unwrap();
    assert!(document.text.ends_with("So E=mc holds."), "{}", document.text);
}

#[test]
fn encrypted_chapters_are_refused_and_encrypted_fonts_are_not() {
    let cipher = |uri: &str| format!("<encryption><CipherReference URI=\"{uri}\"/></encryption>");
    let with = |uri| import(&book(&[("META-INF/encryption.xml", &cipher(uri))]));
    assert_eq!(with("OEBPS/text/two.xhtml"), Err(Fault::Protected));
    assert!(with("OEBPS/fonts/a.otf").is_ok());
}

#[test]
fn books_that_are_cut_short_or_empty_are_damaged() {
    let whole = book(&[]);
    for end in 0..whole.len() {
        let _ = import(&whole[..end]);
    }
    assert_eq!(import(&whole[..whole.len() / 2]), Err(Fault::Damaged));
    assert_eq!(import(&pack(&[("mimetype", b"application/epub+zip")])), Err(Fault::Damaged));
}

#[test]
fn a_chapter_that_is_not_there_is_counted_and_a_loose_one_is_read() {
    let opf = OPF.replace("text/two.xhtml", "text/gone.xhtml");
    let document = import(&book(&[("OEBPS/content.opf", &opf)])).unwrap();
    assert!(document.text.contains("“We go on,” Ana Lund said."));
    assert!(document.notices.contains(&Notice::LeftOut(Part::MissingPart, 1)), "{:?}", document.notices);
    let loose = "<html><body><h1>One</h1><p>“We go on,” she said.<br>Ships &nbsp; & ports<p>Two</body>";
    let document = import(&book(&[("OEBPS/text/one a.xhtml", loose)])).unwrap();
    for line in ["Paragraph: “We go on,” she said.", "Paragraph: Ships & ports", "Paragraph: Two"] {
        assert!(blocks(&document).contains(&line.to_owned()), "{:?}", blocks(&document));
    }
}
