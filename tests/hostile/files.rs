//! Hostile text files: truncated, misnamed, endlessly nested, huge.

use std::path::Path;

use super::{Case, Size, case};

/// A beginning and a repeated piece.
fn times(head: &str, piece: &str, count: usize) -> Vec<u8> {
    (head.to_owned() + &piece.repeat(count)).into_bytes()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// The first two thirds of a fixture.
fn cut(name: &str) -> Vec<u8> {
    let whole = fixture(name);
    whole[..whole.len() * 2 / 3].to_vec()
}

/// Entities that expand to ten of the one before: the last one is ten to the power of nine words.
pub(crate) fn laughs(root: &str) -> String {
    let entity = |i: usize| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10));
    let entities: String = (1..10).map(entity).collect();
    format!("<!DOCTYPE {root} [<!ENTITY l0 \"ha\">{entities}]>")
}

/// Truncated files.
pub(crate) fn truncated() -> Vec<Case> {
    let readable = [
        "formats/article.txt",
        "formats/article.md",
        "formats/article.html",
        "formats/article.eml",
        "formats/letters.mbox",
    ];
    let refused = [("formats/article.ninjs", "cut short"), ("lissa.json", "cut short")];
    // XML before the cut is shown, with a notice.
    let said = ["formats/article.newsml.xml", "formats/article.nitf.xml", "formats/wire.rss"];
    let name = |path: &str| format!("cut-{}", path.rsplit('/').next().unwrap());
    let mut all: Vec<Case> = Vec::new();
    all.extend(readable.map(|path| case(&name(path), cut(path), "").readable()));
    all.extend(said.map(|path| case(&name(path), cut(path), "is cut off").readable()));
    all.extend(refused.map(|(path, said)| case(&name(path), cut(path), said)));
    all
}

/// Files with misleading names, or in formats that nothing reads.
pub(crate) fn misnamed() -> Vec<Case> {
    let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
    elf.resize(4096, 0);
    vec![
        case("picture.html", b"GIF89a".to_vec(), "a picture"),
        case("program.pdf", elf, "attache does not read"),
        case("text.docx", b"Talks ended on Monday.\n".to_vec(), "a plain text").readable(),
        case("page.eml", b"<!DOCTYPE html><html><p>Talks ended.".to_vec(), "an HTML page").readable(),
        case("story.epub", fixture("formats/article.html"), "an HTML page").readable(),
        case("broken.html", fixture("formats/article.newsml.xml"), "").readable(),
    ]
}

/// Entities that grow, and entities that read other files.
pub(crate) fn entities() -> Vec<Case> {
    let nitf = "<nitf><body><body.content><p>&l9;</p></body.content></body></nitf>";
    let newsml = "<newsItem><contentSet><inlineXML><html><body><p>&l9;</p></body></html></inlineXML></contentSet></newsItem>";
    let rss = "<rss><channel><item><title>&l9;</title></item></channel></rss>";
    let atom = "<feed><entry><title>&l9;</title></entry></feed>";
    let stranger = "<!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><nitf><body><body.content>\
        <p>&x;</p></body.content></body></nitf>";
    vec![
        case("laughs.nitf", (laughs("nitf") + nitf).into_bytes(), "not expanded").readable(),
        case("laughs.newsml", (laughs("newsItem") + newsml).into_bytes(), "not expanded").readable(),
        case("laughs.rss", (laughs("rss") + rss).into_bytes(), "not expanded").readable(),
        case("laughs.atom", (laughs("feed") + atom).into_bytes(), "not expanded").readable(),
        case("stranger.nitf", stranger.as_bytes().to_vec(), "not expanded").readable(),
        // Browsers ignore entities that a page defines, and so does attache.
        case("laughs.html", (laughs("html") + "<p>Talks ended. &l9;</p>").into_bytes(), "").readable(),
    ]
}

/// Files that are deeply nested or have very many parts.
pub(crate) fn nested(size: Size) -> Vec<Case> {
    let deep = size.of(100_000, 5_000_000);
    let open = "{\"uri\":\"u\",\"headline\":\"h\",\"slugline\":";
    let wide = "{\"uri\":\"u\",\"headline\":\"h\",\"slugline\":[";
    vec![
        case("deep.html", times("<html><body>", "<div>", 3 * deep), "more than 200000 tags"),
        case("formatted.html", times("<html><body>", "<b>", 3 * deep), "more than 200000 tags"),
        case("tables.html", times("<html><body>", "<table><tr><td>", deep), "more than 200000 tags"),
        case(
            "many.html",
            times("<html><body>", "<p>x", size.of(300_000, 12_000_000)),
            "more than 200000 tags",
        ),
        case("references.html", times("<html><body>", "&what;", size.of(30_000, 9_000_000)), "references"),
        case("attributes.html", times("<html><body><p ", "a ", size.of(300_000, 30_000_000)), "attributes"),
        case(
            "deep.rss",
            times("<rss>", "<channel>", size.of(100_000, 7_000_000)),
            "nested more than 200 deep",
        ),
        case("many.rss", times("<rss><channel>", "<item/>", size.of(700_000, 9_000_000)), "more than"),
        case("deep.ninjs", times(open, "[", size.of(100_000, 60_000_000)), size.of("recursion", "values")),
        case(
            "objects.ninjs",
            times(open, "{\"a\":", size.of(100_000, 12_000_000)),
            size.of("recursion", "values"),
        ),
        case("wide.ninjs", times(wide, "1,", size.of(1_100_000, 30_000_000)), "more than 1000000 values"),
        case("deep.json", times("{\"schema\":\"attache/1\",\"text\":", "[", deep), "cannot be read"),
        case("quoted.md", times("", "> ", size.of(20_000, 5_000_000)), "").readable(),
        case("parts.eml", parts(size.of(2_000, 200_000)), "").readable(),
    ]
}

/// A message with nested parts.
fn parts(deep: usize) -> Vec<u8> {
    let part = |i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
    let head = "From: a@example.org\nSubject: Talks\nMIME-Version: 1.0\n".to_owned();
    let parts: Vec<String> = std::iter::once(head).chain((0..deep).map(part)).collect();
    (parts.concat() + "Content-Type: text/plain\n\nTalks ended on Monday.\n").into_bytes()
}

/// Files that are only long.
pub(crate) fn long(size: Size) -> Vec<Case> {
    let words = "The envoys met on Sunday and nobody said why. ";
    let megabytes = |n: usize| size.of(1 << 16, n << 20) / words.len();
    let item = "<item><title>Talks</title><description>The envoys met on Sunday.</description></item>";
    let items = size.of(1 << 16, 60 << 20) / item.len();
    vec![
        case("paragraph.html", times("<html><body><p>", words, megabytes(57)), "").long(),
        case("word.html", times("<html><body><p>", "x", size.of(1 << 16, 57 << 20)), "").long(),
        case("paragraph.nitf", times("<nitf><body><body.content><p>", words, megabytes(57)), "cut off")
            .long(),
        case("items.rss", times("<rss><channel>", item, items), "").long(),
        case("line.eml", times("Subject: Talks\nFrom: a@example.org\n\n", words, megabytes(57)), "").long(),
    ]
}
