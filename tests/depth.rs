//! The deepest input in every format and language that attache reads, on a small stack: a parser that recurses without
//! a limit aborts the whole program, which no test and no `catch_unwind` survives.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::thread;

use attache::analysis::table::user::{self, Form};
use attache::corrections;
use attache::import::{Format, Source, import};
use attache::reader::{Config, Keymap};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The stack of a reading thread, in bytes: a quarter of Rust's default.
const STACK: usize = 512 * 1024;
/// How deep everything is nested, except page elements, which are nested at most 500 deep.
const DEEP: usize = 5_000;
const PAGE: usize = 1_000;

/// Runs `work` on a small stack.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread begins").join().expect("it ends");
}

/// Imports bytes as `format`, and as the format they look like; whether they can be read does not matter.
fn open(bytes: impl Into<Vec<u8>>, format: &str) {
    let bytes = bytes.into();
    let format = Format::named(format).expect("a format of attache's");
    on_a_small_stack(move || {
        for source in [Source { format: Some(format), ..Source::default() }, Source::named(Some("a.txt"))] {
            if let Err(error) = import(&bytes, &source) {
                assert!(error.to_string().ends_with('.'), "{error}");
            }
        }
    });
}

/// Imports a page that repeats a piece twice as often as elements may be nested.
fn open_page(head: &str, piece: &str, end: &str) {
    let bytes = format!("{head}{}{end}", piece.repeat(PAGE)).into_bytes();
    on_a_small_stack(move || {
        drop(import(&bytes, &Source { format: Format::named("html"), ..Source::default() }));
    });
}

/// `open` many times, `inside`, and `close` as many times.
fn nested(open: &str, inside: &str, close: &str) -> String {
    open.repeat(DEEP) + inside + &close.repeat(DEEP)
}

const HEAD: &str = "From: desk@example.org\nTo: all@example.org\nSubject: Talks\nMIME-Version: 1.0\n";

/// A message in a message in a message.
fn messages() -> String {
    HEAD.to_owned() + &"Content-Type: message/rfc822\n\n".repeat(DEEP) + "\nThe envoy left.\n"
}

/// Nested parts, each of that type with a boundary of its own.
fn parts(kind: &str, between: &str) -> String {
    let mut mail = HEAD.to_owned();
    for i in 0..DEEP {
        let _ = write!(mail, "Content-Type: {kind}; boundary=b{i}\n\n--b{i}\n{between}");
    }
    mail + "\nThe envoy left.\n"
}

#[test]
fn messages_in_messages() {
    open(messages(), "mail");
    open(messages().replace("message/rfc822", "MESSAGE/global (a)"), "mail");
    open(messages().replace("Content-Type: message/rfc822", "Con tent-Type : (b)\n message/rfc822"), "mail");
    open(format!("From a@example.org Mon Jan 29 17:05:00 2018\n{}", messages()), "mbox");
}

#[test]
fn parts_in_parts() {
    open(parts("multipart/mixed", ""), "mail");
    open(parts("multipart/digest", "\n"), "mail");
    open(parts("multipart/mixed", "Content-Type: message/rfc822\n\n"), "mail");
    open(format!("From a@example.org Mon Jan 29 17:05:00 2018\n{}", parts("multipart/mixed", "")), "mbox");
}

#[test]
fn messages_that_are_encoded() {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let messages = messages();
    let encoded: String = messages
        .as_bytes()
        .chunks(3)
        .flat_map(|three| {
            let bits =
                three.iter().fold(0_u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - three.len()));
            (0..4).map(move |i| {
                if i > three.len() { '=' } else { char::from(alphabet[(bits >> (18 - 6 * i) & 63) as usize]) }
            })
        })
        .collect();
    open(
        format!("{HEAD}Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{encoded}\n"),
        "mail",
    );
}

#[test]
fn elements_of_pages() {
    for tag in [
        "div",
        "b",
        "span",
        "blockquote",
        "ul",
        "li",
        "p",
        "font",
        "a",
        "q",
        "sup",
        "table",
        "button",
        "template",
        "select",
        "optgroup",
        "object",
        "form",
        "header",
        "svg",
        "math",
        "title",
        "x-y",
    ] {
        let end = format!("x{}", format!("</{tag}>").repeat(PAGE));
        open_page("<html><body>", &format!("<{tag}>"), &end);
    }
    let odd = [
        "<div></x>",
        "<svg><path>",
        "<svg><tr>",
        "<path>",
        "<tr>",
        "<td><table>",
        "<p><object>",
        "<li><div></li>",
        "<b><p></b>",
        "<math><mi>",
        "<select><option>",
        "<ruby><rt>",
        "<article></br>",
        "<dl><dd>",
        "<div/>",
        "<svg><desc><div></svg>",
        "<svg><div><path/>",
        "<x><svg><desc></x>",
        "<math><mi><x/>",
        "<desc><p></desc>",
    ];
    for piece in odd {
        open_page("<html><body><svg>", piece, "");
        open_page("<html><body>", piece, "<p>The envoy left.");
    }
}

#[test]
fn elements_of_all_kinds_in_one_another() {
    // Inline, formatting, blocks, tables, drawings, choices, raw text, and text that only looks like a tag.
    let kinds: Vec<&str> = "span x-y a b i font nobr p div li dd h1 header article blockquote table tr td caption svg math desc mi \
        foreignObject title style select option optgroup template object button form ruby rt iframe !-- ![CDATA["
        .split(' ')
        .collect();
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
        (state >> 16) as usize % below
    };
    for _ in 0..25 {
        let mut tag = || {
            let kind = kinds[next(kinds.len())];
            if next(4) == 0 { format!("</{kind}>") } else { format!("<{kind}>") }
        };
        let piece = tag() + &tag() + "x" + &tag();
        open_page("<html><body>", &piece, "<p>The envoy left.");
    }
}

#[test]
fn elements_of_news_and_feeds() {
    open(format!("<rss><channel><item><title>{}", nested("<b>", "x", "</b>")), "feed");
    open(
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>{}",
            nested("<div>", "x", "</div>")
        ),
        "feed",
    );
    open(format!("<rss><channel><item><description>{}", nested("&lt;div>", "x", "&lt;/div>")), "feed");
    open(format!("<rss><channel>{}", nested("<item>", "x", "</item>")), "feed");
    open(format!("<nitf><body><body.content>{}", nested("<block>", "x", "</block>")), "nitf");
    open(nested("<newsItem>", "x", "</newsItem>"), "newsml");
    open(format!("<newsItem><contentSet><inlineXML>{}", nested("<p>", "x", "</p>")), "newsml");
}

#[test]
fn values_of_json() {
    for (piece, end) in [("[", "]"), ("{\"a\":", "}"), ("[{\"items\":", "}]")] {
        let deep = nested(piece, "1", end);
        open(format!("{{\"uri\":\"u\",\"headline\":\"h\",\"body_text\":{deep}}}"), "ninjs");
        open(format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{deep}}}"), "feed");
        open(format!("{{\"schema\":\"attache/1\",\"text\":{deep}}}"), "attache");
        open(format!("{{\"schema\":\"attache/1\",\"unknown\":{deep}}}"), "attache");
        open(format!("<html><script type='application/ld+json'>{deep}</script><p>The envoy left."), "html");
        // As deep as the JSON parser goes.
        let most = format!(
            "{}1{}",
            piece.repeat(120 / piece.matches(['[', '{']).count()),
            end.repeat(120 / piece.matches(['[', '{']).count())
        );
        open(format!("<html><script type='application/ld+json'>{most}</script><p>The envoy left."), "html");
    }
}

#[test]
fn markdown() {
    for piece in [
        "> ", "- ", "1. ", "*", "**a ", "[", "![", "`", "(", "<div>", "_a ", "[a](", "[^1]: ", "| ", "~~a ",
        "\\",
    ] {
        open(piece.repeat(DEEP) + "x", "markdown");
    }
    open(nested("[", "a", "](b)"), "markdown");
    open(nested("*a **b ", "c", "** *"), "markdown");
    let indented: Vec<String> = (0..500).map(|i| "  ".repeat(i) + "- a\n").collect();
    open(indented.concat(), "markdown");
}

#[test]
fn plain_text() {
    for piece in ["“", "\"", "(", "“a ‘b ", "> ", "[", "«", "A: ", "- ", "\u{1b}[", "..."] {
        open(piece.repeat(DEEP) + "x", "text");
    }
}

/// All TOML files that people write.
fn settings(toml: String) {
    on_a_small_stack(move || {
        drop(user::parse(&toml, Form::Toml, "a.toml"));
        drop(corrections::read(&toml));
        drop(Config::parse(&toml));
        drop(Keymap::parse(&toml));
    });
}

#[test]
fn front_matter_and_tables() {
    for deep in [nested("[", "1", "]"), nested("{a=", "1", "}"), format!("{}1", "a.".repeat(DEEP))] {
        open(format!("+++\ntitle = {deep}\n+++\n\nText."), "markdown");
        open(format!("---\ntitle: {deep}\n---\n\nText."), "markdown");
        let toml = format!("a = {deep}\n");
        settings(toml);
    }
    settings(format!("[{}a]\nb = 1\n", "a.".repeat(DEEP)));
    settings(format!("[[{}a]]\nb = 1\n", "a.".repeat(DEEP)));
    let quotes = "\"\"".repeat(DEEP);
    on_a_small_stack(move || drop(user::parse(&quotes, Form::Csv, "a.csv")));
}

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("memory takes everything");
        zip.write_all(text.as_bytes()).expect("memory takes everything");
    }
    zip.finish().expect("memory takes everything").into_inner()
}

#[test]
fn books_and_documents() {
    let types = "<Types><Override PartName='/word/document.xml' ContentType='x'/></Types>";
    let relations = "<Relationships><Relationship Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>";
    for piece in
        ["w:p", "w:tbl", "w:r", "w:ins", "w:hyperlink", "w:sdt", "w:txbxContent", "mc:AlternateContent"]
    {
        let body =
            nested(&format!("<{piece}>"), "<w:p><w:r><w:t>x</w:t></w:r></w:p>", &format!("</{piece}>"));
        let document = format!("<w:document><w:body>{body}</w:body></w:document>");
        open(
            archive(&[
                ("[Content_Types].xml", types),
                ("_rels/.rels", relations),
                ("word/document.xml", &document),
            ]),
            "docx",
        );
    }
    let container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
    let opf = "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>\
        <item id='n' properties='nav' href='n.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>";
    for tag in ["div", "ol", "b"] {
        let deep = nested(&format!("<{tag}>"), "<p>x</p>", &format!("</{tag}>"));
        let chapter = format!("<html><body>{deep}</body></html>");
        open(
            archive(&[
                ("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", container),
                ("a.opf", opf),
                ("a.xhtml", &chapter),
                ("n.xhtml", &chapter),
            ]),
            "epub",
        );
    }
}

#[test]
fn prints() {
    let pdf = |objects: &[String]| {
        let mut pdf = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            places.push(pdf.len());
            let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", i + 1);
        }
        let start = pdf.len();
        let _ = write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for place in &places {
            let _ = writeln!(pdf, "{place:010} 00000 n ");
        }
        let _ = write!(
            pdf,
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        );
        pdf
    };
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let page = |content: String, extra: &str| {
        pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << >> {extra} >>"),
            stream(&content),
        ])
    };
    for (piece, end) in [("[", "]"), ("<< /A ", ">>"), ("(", ")"), ("[[<</A ", ">>]]")] {
        let deep = nested(piece, "1", end);
        open(page("BT ET".to_owned(), &format!("/X {deep}")), "pdf");
        open(page(format!("{deep} TJ"), ""), "pdf");
        open(page(format!("BI /X {deep} ID x EI"), ""), "pdf");
    }
    for piece in ["q ", "BT ", "/A BMC ", "{"] {
        open(page(piece.repeat(DEEP), ""), "pdf");
    }
    // Nested pages, and an endless outline.
    let mut pages = vec!["<< /Type /Catalog /Pages 2 0 R /Outlines 2 0 R >>".to_owned()];
    pages.extend((2..DEEP).map(|i| {
        format!(
            "<< /Type /Pages /Count 1 /Kids [{0} 0 R] /Parent {1} 0 R /First {0} 0 R /Title (a) >>",
            i + 1,
            i - 1
        )
    }));
    open(pdf(&pages), "pdf");
}
