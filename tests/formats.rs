//! Features of single formats beyond an article (tests/article.rs), and faulty files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats")
}

fn attache(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.current_dir(folder()).args(arguments).output().unwrap()
}

/// The briefings of a file.
fn briefings(file: &str) -> Vec<Value> {
    let output = attache(&["analyze", "--format", "jsonl", file]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{file}: {said}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn briefing(file: &str) -> Value {
    let mut all = briefings(file);
    assert_eq!(all.len(), 1, "{file}");
    all.remove(0)
}

/// The quotes, each with its speaker's name and words.
fn quotes(briefing: &Value) -> Vec<(String, String)> {
    let text = briefing["text"].as_str().unwrap();
    let name = |id: &Value| {
        let actors =
            briefing["actors"].as_array().unwrap().iter().chain(briefing["places"].as_array().unwrap());
        actors.into_iter().find(|a| a["id"] == *id).map_or("", |a| a["name"].as_str().unwrap()).to_owned()
    };
    let words = |span: &Value| {
        let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].to_owned()
    };
    let quotes = briefing["quotes"].as_array().unwrap().iter();
    quotes
        .map(|q| {
            let spans: Vec<String> = q["spans"].as_array().unwrap().iter().map(words).collect();
            (name(&q["speaker"]), spans.join(" … "))
        })
        .collect()
}

#[test]
fn wire_formats_bring_what_desks_want_to_know() {
    for file in ["article.ninjs", "article-2.json", "article.newsml.xml", "article.nitf.xml"] {
        let metadata = briefing(file)["metadata"].clone();
        let fields = ["byline", "slug", "urgency", "version"]
            .map(|key| metadata[key].as_str().unwrap_or("").to_owned());
        assert_eq!(fields, ["Ana Lund", "FERRY-TALKS", "4", "3"], "{file}");
    }
    assert_eq!(briefing("article.newsml.xml")["metadata"]["embargo"], "2999-01-29T18:00:00Z");
    assert_eq!(briefing("article.ninjs")["metadata"]["usage_terms"], "Not for use in archives.");
}

#[test]
fn what_must_not_be_used_is_said_loudly_on_export() {
    for (file, word) in [("article.newsml.xml", "EMBARGOED"), ("article.nitf.xml", "CANCELED")] {
        let output = attache(&["export", "--no-state", file]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains(word), "{file}: {said}");
        assert!(String::from_utf8_lossy(&output.stdout).contains(word), "{file}");
    }
}

#[test]
fn an_export_takes_several_files_and_all_documents_of_each() {
    let export = |more: &[&str]| {
        let files = ["export", "--no-state", "--format", "csv", "article.txt", "wire.rss"];
        let output = attache(&[&files, more].concat());
        let mut table = csv::Reader::from_reader(output.stdout.as_slice());
        let rows: Vec<_> = table.records().map(|row| row.unwrap()[0].to_owned()).collect();
        (rows, output)
    };
    let (all, output) = export(&["--level", "unsure"]);
    assert!(output.status.success());
    assert!(["article.txt", "wire.rss"].iter().all(|file| all.iter().any(|row| row == file)), "{all:?}");
    let (quoted, output) = export(&["no-such-file", "--level", "quotations"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(quoted.len() < all.len() && said.contains("“article.txt”: Left out: "), "{said}");
    assert!(output.status.code() == Some(1) && said.contains("no-such-file"), "{said}");
}

#[test]
fn a_speaker_without_quotes_is_told_on_export() {
    let known = briefing("article.txt")["quotes"][0]["speaker"].as_str().unwrap().to_owned();
    let output = attache(&[
        "export",
        "--no-state",
        "--speaker",
        &known,
        "--speaker",
        "Nobody\u{1b}[2J",
        "article.txt",
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("No quote by “Nobody” was found"), "{said}");
    assert_eq!(said.matches("No quote by").count(), 1, "{said}");
}

#[test]
fn an_embargo_that_is_over_is_none() {
    // The same story in ninjs was free from a day in 2018 on.
    let output = attache(&["export", "--no-state", "article-2.json"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("EMBARGOED"), "{said}");
    assert_eq!(briefing("article-2.json")["metadata"]["embargo"], "2018-01-29T18:00:00Z");
}

#[test]
fn a_feed_and_a_mailbox_are_several_documents() {
    let wanted = quotes(&briefing("article.txt"));
    for (file, second) in [
        ("wire.rss", "Islands & mainland agree on a timetable"),
        ("letters.mbox", "Correction to the ferry story"),
    ] {
        let all = briefings(file);
        assert_eq!(all.len(), 2, "{file}");
        assert_eq!(quotes(&all[0]), wanted, "{file}");
        assert_eq!(all[1]["metadata"]["title"], second);
        assert_eq!(briefing(&format!("{file}#2")), all[1], "{file}");
    }
}

#[test]
fn what_was_left_out_is_said() {
    for (file, notice) in [
        ("article.eml", "Attachments are left out: timetable.pdf."),
        ("wire.rss", "only a summary of this; the whole is at https://wire.example/world/timetable."),
    ] {
        let said = String::from_utf8(attache(&["analyze", file]).stderr).unwrap();
        assert!(said.contains(notice), "{file}: {said}");
    }
}

#[test]
fn a_saved_analysis_opens_as_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("saved.json");
    let saved = attache(&["analyze", "article.txt"]).stdout;
    std::fs::write(&path, &saved).unwrap();
    assert_eq!(attache(&["analyze", path.to_str().unwrap()]).stdout, saved);
    // An analysis with different results is not redone.
    let changed = String::from_utf8(saved).unwrap().replace("\"Rodi Osman\"", "\"Rodi O.\"");
    std::fs::write(&path, &changed).unwrap();
    assert_eq!(attache(&["analyze", path.to_str().unwrap()]).stdout, changed.as_bytes());
}

/// Faulty files, each with a part of its message. Malicious ones are in tests/hostile.
fn broken() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("wrong.nitf", "<nitf><body></wrong></nitf>", "empty"),
        ("empty.newsml", "<newsItem/>", "no text"),
        ("cut.json", "{\"schema\":\"attache/1\",\"text\":\"x\"", "cut short"),
        ("empty.mbox", "From a@b Mon Jan 29 17:05:00 2018\n", "empty"),
        ("text.html", "Talks ended on Monday.", "it is a plain text"),
        ("page.eml", "<!DOCTYPE html><html><p>Talks ended.", "it is an HTML page"),
    ]
}

#[test]
fn broken_files_end_in_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, part) in broken() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let output = attache(&["analyze", "--format", "jsonl", path.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(part), "{name}: {said}");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {:?}", output.status);
        if output.status.code() == Some(1) {
            assert!(said.lines().count() == 1 && said.trim_end().ends_with('.'), "{name}: {said}");
            assert!(output.stdout.is_empty(), "{name}");
        }
        assert!(!said.contains('\u{1b}') && !said.contains("panicked"), "{name}: {said}");
    }
}

#[test]
fn a_format_may_be_demanded_and_a_pipe_has_one_too() {
    use std::io::Write;
    let html = std::fs::read(folder().join("article.html")).unwrap();
    let piped = |arguments: &[&str]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(arguments)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(&html).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    assert!(piped(&["-"]).starts_with("Ferry talks end"));
    assert!(piped(&["--from", "text", "-"]).starts_with("<!DOCTYPE html>"));
    assert!(!attache(&["--from", "word", "article.txt"]).status.success());
    let formats = String::from_utf8(attache(&["formats"]).stdout).unwrap();
    assert!(formats.lines().any(|line| line.starts_with("html ") && line.contains(" .shtml")), "{formats}");
}
