//! Word documents of our own, in the form that common programs write.

use super::page::{USUAL, import};
use crate::document::{Block, Document, Notice, Part};
use crate::import::archive::{Fault, pack};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"#;

const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:styleId="Ttl"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Qt"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Cp"><w:name w:val="caption"/></w:style>
</w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;

const CORE: &str = r#"<cp:coreProperties><dc:title>Microsoft Word - draft</dc:title><dc:creator>Desk 4</dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">2024-03-05T09:12:00Z</dcterms:created></cp:coreProperties>"#;

/// A document with that body.
fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    let mut parts = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("docProps/core.xml", CORE.as_bytes()),
    ];
    parts.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    parts.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    pack(&parts)
}

fn p(style: &str, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#
    )
}

/// The blocks of a body, one a line, each after its kind.
fn blocks(body: &str) -> String {
    shown(&import(&docx(body, &[])).unwrap())
}

fn shown(document: &Document) -> String {
    let line = |b: &Block| format!("{:?}: {}\n", b.kind, b.span.of(&document.text));
    document.blocks.iter().map(line).collect()
}

#[test]
fn a_large_first_letter_begins_its_paragraph() {
    let initial =
        r#"<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>"#;
    assert_eq!(blocks(&(initial.to_owned() + &p("", "he envoy left."))), "Paragraph: The envoy left.\n");
    let framed = initial.replace(r#" w:dropCap="drop""#, "");
    assert_eq!(blocks(&(framed + &p("", "he envoy left."))), "Paragraph: T\nParagraph: he envoy left.\n");
    assert_eq!(blocks(initial), "Paragraph: T\n");
}

#[test]
fn nobody_is_an_author_by_the_name_of_a_program() {
    for (creator, byline) in [("python-docx", None), ("(anonymous)", None), ("Ana Lund", Some("Ana Lund"))] {
        let core = CORE.replace("Desk 4", creator);
        let document = import(&docx(&p("", "The envoy left."), &[("docProps/core.xml", &core)])).unwrap();
        assert_eq!(document.metadata.byline.as_deref(), byline);
        assert_eq!(document.metadata.published.is_none(), creator == "python-docx");
    }
}

#[test]
fn styles_lists_and_runs_become_blocks() {
    let body = [
        p("Ttl", "Talks end"),
        p("T1", "Background\t2"),
        p("H1", "Background"),
        r#"<w:p><w:r><w:t xml:space="preserve">“We go </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>
        <w:r><w:rPr><w:i/></w:rPr><w:t>on</w:t></w:r><w:r><w:t>,” Ana Lund said in mid</w:t><w:noBreakHyphen/><w:t>March.</w:t></w:r></w:p>"#
            .to_owned(),
        p("Qt", "The talks were useful."),
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>"#
            .repeat(2),
        p("Cp", "Figure 1. The hall."),
        r"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>What comes next</w:t></w:r></w:p>".to_owned(),
        r"<w:p><w:r><w:t>A line</w:t><w:br/><w:t>and another.</w:t></w:r></w:p>".to_owned(),
        r"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>".to_owned(),
    ];
    assert_eq!(
        blocks(&body.concat()),
        "Heading: Talks end\nHeading: Background\nParagraph: “We go on,” Ana Lund said in mid-March.\n\
         BlockQuotation: The talks were useful.\nListItem: 1. One\nListItem: 2. One\nCaption: Figure 1. The hall.\n\
         Heading: What comes next\nParagraph: A line\nParagraph: and another.\n"
    );
}

#[test]
fn tables_and_boxes_keep_their_words() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", text));
    let long =
        "The delegation said that it had come to listen and would leave with what it had brought. ".repeat(3);
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}\
         </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{}</w:txbxContent></mc:Fallback></mc:AlternateContent>\
         <w:t>Around the box.</w:t></w:r></w:p>",
        cell("State"),
        cell("Seats"),
        cell("One"),
        cell(&long),
        p("", "In the box."),
        p("", "In the box."),
    );
    assert_eq!(
        blocks(&body),
        format!(
            "Paragraph: State | Seats\nParagraph: One\nParagraph: {}\nParagraph: In the box.\nParagraph: Around the box.\n",
            long.trim()
        )
    );
}

#[test]
fn notes_links_and_pictures_are_accounted_for() {
    let rels = r#"<Relationships><Relationship Id="rId9" TargetMode="External" Target="https://example.org/a"/></Relationships>"#;
    let notes = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>Interview, 4 March.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let body = r#"<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="rId9"><w:r><w:t>the text</w:t></w:r></w:hyperlink>
        <w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"#;
    let document =
        import(&docx(body, &[("word/footnotes.xml", notes), ("word/_rels/document.xml.rels", rels)]))
            .unwrap();
    assert_eq!(shown(&document), "Paragraph: See the text[1]\nNote: [1] Interview, 4 March.\n");
    let link = &document.links[0];
    assert_eq!((link.span.of(&document.text), link.address()), ("the text", Some("https://example.org/a")));
    let note = &document.links[1];
    assert_eq!((note.span.of(&document.text), note.note_span()), ("[1]", Some(document.blocks[1].span)));
    assert_eq!(document.notices, [Notice::NotesMoved(1), Notice::LeftOut(Part::Picture, 1)]);
}

#[test]
fn metadata_comes_from_the_text_before_the_properties() {
    let body = [p("Ttl", "Talks end"), p("", "By Ana Lund"), p("", "The talks ended.")].concat();
    let m = import(&docx(&body, &[])).unwrap().metadata;
    assert_eq!(
        [m.title, m.byline, m.published.map(|date| date.to_string())].map(Option::unwrap),
        ["Talks end", "Ana Lund", "2024-03-05"],
    );
}

#[test]
fn what_is_cut_short_is_shown_as_far_as_it_goes_or_refused() {
    let whole = docx(&p("", "The talks ended."), &[]);
    for end in 0..whole.len() {
        let _ = import(&whole[..end]);
    }
    assert_eq!(import(&whole[..whole.len() / 2]), Err(Fault::Damaged));
    let broken = pack(&[(USUAL, b"<w:document><w:p><w:r><w:t>The talks")]);
    let document = import(&broken).unwrap();
    assert_eq!(shown(&document), "Paragraph: The talks\n");
    assert_eq!(document.notices, [Notice::Damaged]);
    assert_eq!(import(&pack(&[("a.txt", b"a")])), Err(Fault::Damaged));
}

#[test]
fn breaks_of_pages_part_words_and_what_is_embedded_is_named() {
    let broken =
        r#"<w:p><w:r><w:t>The envoy left.</w:t><w:br w:type="page"/><w:t>The talks ended.</w:t></w:r></w:p>"#;
    let document = import(&docx(&(broken.to_owned() + r#"<w:altChunk r:id="a"/>"#), &[])).unwrap();
    assert_eq!(shown(&document), "Paragraph: The envoy left.\nParagraph: The talks ended.\n");
    assert_eq!(document.notices, [Notice::LeftOut(Part::Embedded, 1)]);
}

#[test]
fn deep_nesting_is_no_trouble() {
    let body = "<w:tbl><w:tr><w:tc>".repeat(20_000) + &p("", "Deep.");
    let document = import(&docx(&body, &[])).unwrap();
    assert!(document.text.contains("Deep."));
}
