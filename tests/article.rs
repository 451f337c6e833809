//! One article in every supported format: the same title, paragraphs and quotes by the same speakers, and source, date
//! and author as far as the format has them.
#![cfg(all(feature = "html", feature = "mail", feature = "office", feature = "pdf", feature = "xml"))]

#[path = "article/made.rs"]
mod made;

use std::path::{Path, PathBuf};
use std::process::Command;

use attache::document::Document;
use attache::import::Source;
use serde_json::Value;

const TITLE: &str = "Ferry talks end in Port Lissa without a date for the next round";
const WIRE: &str = "Example Wire";

/// The article in one format, and the metadata in it.
struct Article {
    file: &'static str,
    /// The function that builds the file; the others are fixtures.
    made: Option<fn(&Document) -> Vec<u8>>,
    source: &'static str,
    published: Option<&'static str>,
    byline: Option<&'static str>,
    /// Whether the author is in the text as well as in the metadata.
    signed: bool,
}

/// The usual case: the author is only in the metadata.
const fn usual(file: &'static str, published: &'static str) -> Article {
    let (source, byline) = (WIRE, Some("Ana Lund"));
    Article { file, made: None, source, published: Some(published), byline, signed: false }
}

const fn made(file: &'static str, make: fn(&Document) -> Vec<u8>) -> Article {
    Article { made: Some(make), signed: true, ..usual(file, "2018-01-29") }
}

const ARTICLES: &[Article] = &[
    // A text has no field for its date, and a dateline has no year.
    Article { published: None, signed: true, ..usual("article.txt", "") },
    usual("article.md", "2018-01-29"),
    // A page shows its byline beside the text.
    Article { signed: true, ..usual("article.html", "2018-01-29T17:05:00+01:00") },
    usual("article.ninjs", "2018-01-29T15:40:00Z"),
    usual("article-2.json", "2018-01-29T15:40:00Z"),
    usual("article.newsml.xml", "2018-01-29T15:30:00Z"),
    usual("article.nitf.xml", "2018-01-29T16:05:00Z"),
    // A message has a sender, who is its source rather than its author.
    Article {
        source: "Example Wire – World desk",
        byline: None,
        ..usual("article.eml", "2018-01-29T17:05:00+01:00")
    },
    // The title of these is another document's, and their author the owner of a computer: the text knows better.
    made("article.docx", made::docx),
    made("article.pdf", made::pdf),
    made("article.epub", made::epub),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats")
}

/// The output of `attache analyze` for a file.
fn analysed(path: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_attache")).arg("analyze").arg(path).output().unwrap();
    assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn words<'a>(briefing: &'a Value, span: &Value) -> &'a str {
    let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
    &briefing["text"].as_str().unwrap()[at("start")..at("end")]
}

/// The blocks, each with its kind and words.
fn blocks(briefing: &Value) -> Vec<(&str, &str)> {
    list(briefing, "blocks").iter().map(|b| (b["kind"].as_str().unwrap(), words(briefing, b))).collect()
}

/// The quotes, each with its speaker's name and words.
fn quotes(briefing: &Value) -> Vec<(&str, Vec<&str>)> {
    let name = |id: &Value| {
        let found = ["actors", "places"].iter().flat_map(|key| list(briefing, key)).find(|a| a["id"] == *id);
        found.map_or("", |a| a["name"].as_str().unwrap())
    };
    let said = |quote: &Value| list(quote, "spans").iter().map(|s| words(briefing, s)).collect();
    list(briefing, "quotes").iter().map(|q| (name(&q["speaker"]), said(q))).collect()
}

#[test]
fn every_format_gives_title_source_date_paragraphs_and_quotes() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = analysed(&fixtures().join("article.txt"));
    assert_eq!((blocks(&wanted).len(), quotes(&wanted).len()), (10, 9));
    let text = attache::import::first(wanted["text"].as_str().unwrap().as_bytes(), &Source::default());
    let text = text.unwrap();
    for Article { file, made, source, published, byline, signed } in ARTICLES {
        let mut path = fixtures().join(file);
        if let Some(make) = made {
            path = folder.path().join(file);
            std::fs::write(&path, make(&text)).unwrap();
        }
        let briefing = analysed(&path);
        let metadata = &briefing["metadata"];
        let field = |key: &str| metadata[key].as_str();
        assert_eq!(field("title"), Some(TITLE), "{file}");
        assert_eq!(field("source"), Some(*source), "{file}");
        assert_eq!(field("published"), *published, "{file}");
        assert_eq!(field("byline"), *byline, "{file}");
        let mut paragraphs = blocks(&wanted);
        paragraphs.retain(|(_, words)| *signed || *words != "By Ana Lund");
        let mut read = blocks(&briefing);
        read.retain(|(kind, _)| *kind != "caption");
        assert_eq!(read, paragraphs, "{file}");
        assert_eq!(quotes(&briefing), quotes(&wanted), "{file}");
    }
}
