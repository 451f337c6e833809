//! Measures the import speed of each format: megabytes a second of the file, and of the resulting text.
//!
//!     cargo bench --bench import [-- KB]
//!
//! Packs made-up prose of `KB` kilobytes (1,000 by default) into a file of every format and imports each repeatedly
//! for half a second. The best run counts. A feed has an item, and a mailbox a message, for every forty blocks.

#[path = "common/material.rs"]
mod material;

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use attache::document::{BlockKind, Document};
use attache::import::{self, Source};
use lopdf::content::{Content, Operation};
use lopdf::{Object, Stream, dictionary};

/// A file is imported repeatedly until that has taken this long, and at least twice.
const LEAST: Duration = Duration::from_millis(500);

/// The format's name, which selects it if the bytes do not identify it, and the function that packs prose into it.
type Row = (&'static str, fn(&Document) -> Vec<u8>);

const FORMATS: [Row; 12] = [
    ("txt", |prose| prose.text.clone().into_bytes()),
    ("md", markdown),
    ("html", |prose| page(&body(prose)).into_bytes()),
    ("eml", message),
    ("mbox", mailbox),
    ("ninjs", ninjs),
    ("newsml", newsml),
    ("nitf", nitf),
    ("rss", feed),
    ("docx", docx),
    ("epub", epub),
    ("pdf", pdf),
];

fn main() {
    let kilobytes = std::env::args().skip(1).find_map(|a| a.parse::<usize>().ok()).unwrap_or(1000);
    let prose = material::text(kilobytes * 1000);
    let prose = import::first(prose.as_bytes(), &Source::default()).expect("prose is a text");
    println!("format   file, KB   text, KB        ms   MB/s of the file   MB/s of the text");
    FORMATS.iter().for_each(|(name, pack)| measure(name, &pack(&prose)));
}

/// Imports a file several times and prints the best run.
fn measure(name: &str, file: &[u8]) {
    let source = Source { format: import::Format::named(name), ..Source::default() };
    let (begun, mut best, mut runs, mut text) = (Instant::now(), Duration::MAX, 0, 0);
    while runs < 2 || begun.elapsed() < LEAST {
        let clock = Instant::now();
        let all = import::import(file, &source).unwrap_or_else(|error| panic!("{name}: {error}"));
        best = best.min(clock.elapsed());
        text = all.iter().map(|one| one.document.text.len()).sum();
        runs += 1;
    }
    let speed = |bytes: usize| bytes as f64 / 1e6 / best.as_secs_f64();
    let [in_file, in_text] = [file.len(), text].map(|bytes| bytes as f64 / 1000.0);
    let milliseconds = best.as_secs_f64() * 1000.0;
    println!(
        "{name:7} {in_file:9.0} {in_text:10.0} {milliseconds:10.1} {:14.1} {:18.1}",
        speed(file.len()),
        speed(text)
    );
}

/// The blocks: for each, whether it is a heading, and its words.
fn blocks(prose: &Document) -> impl Iterator<Item = (bool, &str)> {
    prose.blocks.iter().map(|b| (b.kind == BlockKind::Heading, b.span.of(&prose.text)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The blocks as elements of HTML.
fn elements(prose: &Document) -> Vec<String> {
    let element = |(heading, text): (bool, &str)| {
        let name = if heading { "h2" } else { "p" };
        format!("<{name}>{}</{name}>\n", escaped(text))
    };
    blocks(prose).map(element).collect()
}

fn body(prose: &Document) -> String {
    elements(prose).concat()
}

/// Stories of forty blocks, as HTML.
fn stories(prose: &Document) -> Vec<String> {
    elements(prose).chunks(40).map(<[String]>::concat).collect()
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Talks</title></head><body><article>{body}</article></body></html>"
    )
}

fn markdown(prose: &Document) -> Vec<u8> {
    let block = |(heading, text): (bool, &str)| format!("{}{text}\n\n", if heading { "## " } else { "" });
    blocks(prose).map(block).collect::<String>().into_bytes()
}

fn message(prose: &Document) -> Vec<u8> {
    let head = "From: World desk <world@wire.example>\r\nSubject: Talks\r\nDate: Mon, 29 Jan 2018 17:05:00 +0100\r\n\
        MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    format!("{head}{}", prose.text.replace('\n', "\r\n")).into_bytes()
}

fn mailbox(prose: &Document) -> Vec<u8> {
    let head = "From world@wire.example Mon Jan 29 17:05:00 2018\nFrom: World desk <world@wire.example>\nSubject: Talks\n\
        MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n";
    stories(prose)
        .iter()
        .fold(String::new(), |all, story| format!("{all}{head}{}\n\n", page(story)))
        .into_bytes()
}

fn ninjs(prose: &Document) -> Vec<u8> {
    let item = serde_json::json!({
        "uri": "https://wire.example/items/talks", "type": "text", "version": "3", "pubstatus": "usable",
        "headline": "Talks", "body_text": prose.text, "body_xhtml": format!("<div>{}</div>", body(prose)),
    });
    item.to_string().into_bytes()
}

fn newsml(prose: &Document) -> Vec<u8> {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:wire.example:20180129:talks" version="3" standard="NewsML-G2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>Talks</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>
</inlineXML></contentSet></newsItem></itemSet></newsMessage>"#,
        body(prose)
    )
    .into_bytes()
}

fn nitf(prose: &Document) -> Vec<u8> {
    let body = body(prose).replace("h2>", "hl2>");
    format!("<nitf><head><title>Talks</title></head><body><body.content>{body}</body.content></body></nitf>")
        .into_bytes()
}

fn feed(prose: &Document) -> Vec<u8> {
    let mut feed = String::from("<rss version=\"2.0\"><channel><title>Example Wire</title>");
    for (n, story) in stories(prose).iter().enumerate() {
        let content = escaped(story);
        let _ = write!(feed, "<item><title>Talks {n}</title><description>{content}</description></item>");
    }
    feed.push_str("</channel></rss>");
    feed.into_bytes()
}

/// A deflated archive of these files.
fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file begins");
        zip.write_all(text.as_bytes()).expect("memory takes what is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

fn docx(prose: &Document) -> Vec<u8> {
    let style = |heading| if heading { r#"<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>"# } else { "" };
    let paragraph = |(heading, text): (bool, &str)| {
        format!("<w:p>{}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", style(heading), escaped(text))
    };
    let body: String = blocks(prose).map(paragraph).collect();
    archive(&[("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

fn epub(prose: &Document) -> Vec<u8> {
    let container = r#"<container><rootfile full-path="a.opf"/></container>"#;
    let package = r#"<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="a"/></spine></package>"#;
    archive(&[
        ("mimetype", "application/epub+zip".to_owned()),
        ("META-INF/container.xml", container.to_owned()),
        ("a.opf", package.to_owned()),
        ("a.xhtml", format!("<html><body>{}</body></html>", body(prose))),
    ])
}

/// Pages of fifty lines of 90 characters, 10 points high, with an empty line after each block.
fn pdf(prose: &Document) -> Vec<u8> {
    let wrapped = |(_, text)| textwrap::wrap(text, 90).into_iter().chain([std::borrow::Cow::Borrowed("")]);
    let lines: Vec<_> = blocks(prose).flat_map(wrapped).collect();
    let mut pdf = lopdf::Document::with_version("1.5");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding"
    });
    let kids: Vec<Object> = lines
        .chunks(50)
        .map(|lines| {
            let content = pdf.add_object(Stream::new(dictionary! {}, print(lines)));
            pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).expect("a number of pages");
    let pages = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    };
    pdf.objects.insert(tree, Object::Dictionary(pages));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("memory takes what is written");
    bytes
}

/// The operators that print these lines, one below the other.
fn print(lines: &[std::borrow::Cow<str>]) -> Vec<u8> {
    let mut operations = vec![Operation::new("BT", vec![])];
    operations.push(Operation::new("Tf", vec![Object::Name(b"F1".to_vec()), 10.into()]));
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let place = [1.0, 0.0, 0.0, 1.0, 40.0, 780.0 - 14.0 * n as f32].map(Object::from);
        let (encoded, ..) = encoding_rs::WINDOWS_1252.encode(line);
        operations.push(Operation::new("Tm", place.to_vec()));
        operations.push(Operation::new("Tj", vec![Object::string_literal(encoded.into_owned())]));
    }
    operations.push(Operation::new("ET", vec![]));
    Content { operations }.encode().expect("operators can be written")
}
