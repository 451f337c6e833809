//! The article as saved by programs for offices, books and print.

use std::io::{Cursor, Write};

use attache::document::{BlockKind, Document};
use lopdf::content::{Content, Operation};
use lopdf::{Object, Stream, dictionary};

fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The blocks of the article: whether each is a heading, and its words, escaped for XML.
fn blocks(article: &Document) -> Vec<(bool, String)> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    article.blocks.iter().map(|b| (b.kind == BlockKind::Heading, escaped(b.span.of(&article.text)))).collect()
}

/// A Word document, with the properties that an office program writes.
pub fn docx(article: &Document) -> Vec<u8> {
    let style = |heading| if heading { r#"<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>"# } else { "" };
    let paragraph = |(heading, text): (bool, String)| {
        format!("<w:p>{}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>", style(heading))
    };
    let body: Vec<String> = blocks(article).into_iter().map(paragraph).collect();
    let core = "<cp:coreProperties><dc:title>Draft 3.docx</dc:title><dc:creator>Desk 4</dc:creator>\
        <dcterms:created>2018-01-29T16:05:00Z</dcterms:created></cp:coreProperties>";
    pack(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", format!("<w:document><w:body>{}</w:body></w:document>", body.concat())),
        ("docProps/core.xml", core.to_owned()),
    ])
}

/// A book of one chapter.
pub fn epub(article: &Document) -> Vec<u8> {
    let element = |(heading, text): (bool, String)| {
        if heading { format!("<h1>{text}</h1>") } else { format!("<p>{text}</p>") }
    };
    let body: Vec<String> = blocks(article).into_iter().map(element).collect();
    let opf = r#"<package><metadata><dc:title>Ferry talks end in Port Lissa without a date for the next round</dc:title>
        <dc:creator>Ana Lund</dc:creator><dc:publisher>Example Wire</dc:publisher><dc:date>2018-01-29T16:05:00Z</dc:date>
        </metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="a"/></spine></package>"#;
    pack(&[
        ("mimetype", "application/epub+zip".to_owned()),
        ("META-INF/container.xml", r#"<container><rootfile full-path="a.opf"/></container>"#.to_owned()),
        ("a.opf", opf.to_owned()),
        ("a.xhtml", format!("<html><body>{}</body></html>", body.concat())),
    ])
}

/// A page of two columns, with the metadata that a print program adds.
pub fn pdf(article: &Document) -> Vec<u8> {
    let mut pdf = lopdf::Document::with_version("1.5");
    let tree = pdf.new_object_id();
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding"
    };
    let font = pdf.add_object(font);
    // Lines of a fixed height: distance from the top, size, words.
    let mut lines: Vec<(f32, f32, String)> = Vec::new();
    let mut down = 0.0;
    for block in &article.blocks {
        let size = if block.kind == BlockKind::Heading { 14.0 } else { 8.0 };
        let wide = if block.kind == BlockKind::Heading { 60 } else { 48 };
        for line in
            textwrap::wrap(block.span.of(&article.text), textwrap::Options::new(wide).break_words(false))
        {
            lines.push((down, size, line.into_owned()));
            down += size * 1.2;
        }
        down += size;
    }
    let mut operations = vec![Operation::new("BT", vec![])];
    for (down, size, words) in lines {
        // The second column begins where the first is full.
        let (x, y) = if down < 200.0 { (40.0, 740.0 - down) } else { (310.0, 700.0 - (down - 200.0)) };
        let (encoded, ..) = encoding_rs::WINDOWS_1252.encode(&words);
        operations.push(Operation::new("Tf", vec![Object::Name(b"F1".to_vec()), size.into()]));
        operations.push(Operation::new("Tm", [1.0, 0.0, 0.0, 1.0, x, y].map(Object::from).to_vec()));
        operations.push(Operation::new("Tj", vec![Object::string_literal(encoded.into_owned())]));
    }
    operations.push(Operation::new("ET", vec![]));
    let content = Stream::new(dictionary! {}, Content { operations }.encode().unwrap());
    let content = pdf.add_object(content);
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    let page =
        dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
    let page = pdf.add_object(page);
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    pdf.objects.insert(tree, Object::Dictionary(pages));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let info = dictionary! {
        "Title" => Object::string_literal("Microsoft Word - Draft 3"),
        "CreationDate" => Object::string_literal("D:20180129170500+01'00'"),
    };
    let info = pdf.add_object(info);
    pdf.trailer.set("Info", info);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}
