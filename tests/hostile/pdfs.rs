//! Hostile PDF documents: everything that can refer to something refers to itself, or to far too much.

use super::{Case, Size, case};

/// A document of objects, numbered from 1; the first is its catalog.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", i + 1).as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    offsets.iter().for_each(|at| bytes.extend(format!("{at:010} 00000 n \n").as_bytes()));
    let trailer = trailer.replace("TABLE", &table.to_string());
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n").as_bytes(),
    );
    bytes
}

fn objects(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict} /Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

const CATALOG: &str = "<</Type /Catalog /Pages 2 0 R>>";
const TREE: &str = "<</Type /Pages /Kids [3 0 R] /Count 1>>";
const PAGE: &str = "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>";
const FONT: &str = "<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding>>";
const WORDS: &[u8] = b"BT /F 12 Tf 1 0 0 1 60 700 Tm (The envoys met on Sunday.) Tj ET ";

/// A document of one page with that content.
fn page(content: Vec<u8>) -> Vec<Vec<u8>> {
    let mut all = objects(&[CATALOG, TREE, PAGE]);
    all.extend([content, FONT.into()]);
    all
}

/// A document of one page with text, with one object replaced.
fn with(number: usize, object: Vec<u8>) -> Vec<u8> {
    let mut all = page(stream("", WORDS));
    all.resize(all.len().max(number), b"null".to_vec());
    all[number - 1] = object;
    pdf(&all, "")
}

/// A document whose object table says that an object stream lies in itself.
fn in_itself() -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let at = bytes.len();
    let held =
        stream("/Type /ObjStm /N 2 /First 8 /Extends 2 0 R", b"1 0 2 4 <</Type /Catalog /Pages 1 0 R>>");
    bytes.extend([b"2 0 obj\n", &held[..], b"\nendobj\n"].concat());
    let table = bytes.len();
    // Each entry is a kind, a two-byte place and a number: 1 and 2 lie in the stream 2, 3 is this table itself.
    let place = |at: usize| [(at >> 8) as u8, at as u8];
    let entries: Vec<u8> =
        [[0, 0, 0, 255], [2, 0, 2, 0], [2, 0, 2, 1], [1, place(table)[0], place(table)[1], 0]].concat();
    let dict = format!("/Type /XRef /Size 4 /Root 1 0 R /W [1 2 1] /Prev {table}");
    bytes.extend([b"3 0 obj\n", &stream(&dict, &entries)[..], b"\nendobj\n"].concat());
    bytes.extend(format!("startxref\n{table}\n%%EOF\n% {at}").as_bytes());
    bytes
}

/// All of them.
pub(crate) fn pdfs(size: Size) -> Vec<Case> {
    let whole = pdf(&page(stream("", WORDS)), "");
    let many = |count: usize| format!("<</Type /Pages /Kids [{}] /Count {count}>>", "3 0 R ".repeat(count));
    let brackets = size.of(100_000, 30_000_000);
    let shows = b"/X Do ".repeat(50);
    let form =
        |next: &str| stream(&format!("/Subtype /Form /Resources <</XObject <</X {next} 0 R>>>>"), &shows);
    let laughs = {
        let mut all = objects(&[
            CATALOG,
            TREE,
            "<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</XObject <</X 5 0 R>>>>>>",
        ]);
        all.push(stream("", b"/X Do"));
        all.extend(["6", "7", "8", "9", "10", "5"].map(form));
        pdf(&all, "")
    };
    let cmap = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> \
        endbfrange endcmap";
    let font = "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R>>";
    let mut wide_cmap = page(stream("", WORDS));
    wide_cmap[4] = font.into();
    wide_cmap.push(stream("", cmap.as_bytes()));
    vec![
        case("cut.pdf", whole[..whole.len() * 2 / 3].to_vec(), "").readable(),
        case(
            "tree.pdf",
            with(2, "<</Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Parent 2 0 R /Count 3>>".into()),
            "",
        )
        .readable(),
        case("parent.pdf", with(2, "<</Type /Pages /Kids [3 0 R] /Parent 3 0 R /Count 1>>".into()), "")
            .readable(),
        case("catalog.pdf", with(1, "1 0 R".into()), ""),
        case("prev.pdf", pdf(&page(stream("", WORDS)), "/Prev TABLE"), "").readable(),
        case("streams.pdf", in_itself(), ""),
        case("length.pdf", with(4, [b"<</Length 4 0 R>>\nstream\n", WORDS, b"\nendstream"].concat()), "")
            .readable(),
        case("contents.pdf", with(4, format!("[{}]", "4 0 R ".repeat(1000)).into()), ""),
        case("forms.pdf", laughs, "far more than any text"),
        case("font.pdf", with(5, font.into()), "").readable(),
        case("cmap.pdf", pdf(&wide_cmap, ""), "").readable(),
        case("arrays.pdf", with(4, "[".repeat(brackets).into()), "").readable(),
        case(
            "operands.pdf",
            pdf(&page(stream("", &[b"[".repeat(brackets), WORDS.to_vec()].concat())), ""),
            "",
        )
        .readable(),
        case("pages.pdf", with(2, many(size.of(2_000, 1_000_000)).into()), "").readable(),
        case(
            "long.pdf",
            pdf(&page(stream("", &WORDS.repeat(size.of(1 << 16, 60 << 20) / WORDS.len()))), ""),
            "",
        )
        .readable(),
    ]
}
