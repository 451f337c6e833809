//! Hostile archives: Word documents and books that unpack to far more than their size, are truncated, or lie.

use std::io::{Cursor, Write};

use super::files::laughs;
use super::{Case, Size, case};

/// An archive of parts, each of a beginning, a repeated piece, and an end.
fn pack(parts: &[(&str, &str, (&str, usize), &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, head, (piece, count), tail) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(head.as_bytes()).unwrap();
        let block = piece.repeat((1 << 16) / piece.len().max(1));
        let each = (block.len() / piece.len().max(1)).max(1);
        for _ in 0..count / each {
            zip.write_all(block.as_bytes()).unwrap();
        }
        zip.write_all(piece.repeat(count % each).as_bytes()).unwrap();
        zip.write_all(tail.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const NOTHING: (&str, usize) = ("", 0);
const WORD: &str = "<w:document><w:body><w:p><w:r><w:t>";
const WORD_END: &str = "</w:t></w:r></w:p></w:body></w:document>";

fn docx(head: &str, piece: (&str, usize)) -> Vec<u8> {
    pack(&[("word/document.xml", head, piece, WORD_END)])
}

/// A book of identical chapters.
fn epub(chapters: usize, head: &str, piece: (&str, usize)) -> Vec<u8> {
    let names: Vec<String> = (0..chapters).map(|i| format!("{i}.xhtml")).collect();
    let item = |i: usize| format!("<item id='i{i}' href='{i}.xhtml' media-type='application/xhtml+xml'/>");
    let items: String = (0..chapters).map(item).collect();
    let order: Vec<String> = (0..chapters).map(|i| format!("<itemref idref='i{i}'/>")).collect();
    let order = order.concat();
    let opf = format!("<package><manifest>{items}</manifest><spine>{order}</spine></package>");
    let container = "<container><rootfile full-path='a.opf'/></container>";
    let mut parts = vec![
        ("mimetype", "application/epub+zip", NOTHING, ""),
        ("META-INF/container.xml", container, NOTHING, ""),
        ("a.opf", &opf, NOTHING, ""),
    ];
    parts.extend(names.iter().map(|name| (name.as_str(), head, piece, "</p></body></html>")));
    pack(&parts)
}

/// Varied words, so that they compress no better than a text may.
fn varied() -> String {
    let sentence = |i| format!("The envoys met {} times before day {}. ", i * 7919 % 1009, i * 104_729 % 997);
    (0..60).map(sentence).collect::<Vec<String>>().concat()
}

/// All of them.
pub(crate) fn archives(size: Size) -> Vec<Case> {
    let (page, bomb) = ("<html><body><p>", ("\u{20}", size.of(4 << 20, 256 << 20)));
    let varied = varied();
    let patient = (varied.as_str(), size.of(1 << 16, 90 << 20) / varied.len());
    let deep = ("<w:tbl><w:tr><w:tc>", size.of(20_000, 1_000_000));
    let whole = docx(WORD, ("The envoys met. ", 10));
    let book = epub(2, page, ("The envoys met. ", 10));
    let laughed = format!("{}{WORD}&l9;", laughs("w"));
    let laughing = format!("{}{page}&l9;", laughs("html"));
    let chapters = size.of(50, 15_000);
    vec![
        case("cut.docx", whole[..whole.len() * 2 / 3].to_vec(), "damaged or cut short"),
        case("cut.epub", book[..book.len() * 2 / 3].to_vec(), "damaged or cut short"),
        case("bomb.docx", docx(WORD, bomb), "unpack to far more"),
        case("bomb.epub", epub(1, page, bomb), "unpack to far more"),
        case("patient.docx", docx(WORD, patient), "").long(),
        case("patient.epub", epub(2, page, patient), "").long(),
        case("chapters.epub", epub(chapters, page, ("x", 9)), "").readable(),
        case("laughs.docx", docx(&laughed, NOTHING), "").readable(),
        case("laughs.epub", epub(1, &laughing, NOTHING), "").readable(),
        case("deep.docx", docx("<w:document><w:body>", deep), ""),
        case("empty.docx", pack(&[("a.txt", "a", NOTHING, "")]), ""),
    ]
}
