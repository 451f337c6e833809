//! A person's own data: saved queries, tags, read documents, corrections and notes.

use std::fs;

use serde_json::Value;

use super::{Desk, FERRY};

#[test]
fn queries_are_kept_with_what_is_new_and_dropped() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    desk.out(&["inbox", "--keep", "Bridges", "bridge", "-boat"]);
    assert_eq!(desk.out(&["inbox"]), "1\t1\tBridges\tbridge -boat\n");
    assert_eq!(desk.out(&["archive"]), desk.out(&["inbox"]), "without a screen the inbox is printed");
    desk.out(&["inbox", "--seen"]);
    assert_eq!(desk.out(&["inbox"]), "0\t1\tBridges\tbridge -boat\n");
    fs::write(desk.path("later.md"), FERRY.replace("open", "closed")).expect("the text can be written");
    desk.out(&["add", "later.md"]);
    assert_eq!(desk.out(&["inbox"]), "1\t2\tBridges\tbridge -boat\n");
    assert_eq!(desk.out(&["find", "--count", "query:Bridges"]).trim(), "2");
    assert!(desk.err(&["inbox", "--keep", "x", "speker:y"]).contains("there is no “speker:”"));
    assert!(desk.err(&["inbox", "--drop", "Fog"]).contains("No query is kept as “Fog”"));
    desk.out(&["inbox", "--drop", "Bridges"]);
    assert_eq!(desk.out(&["inbox"]), "");
}

#[test]
fn no_words_of_a_query_steer_a_terminal_or_begin_a_line() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // The file below is changed by hand.
    }
    desk.out(&["add", "ferry.md"]);
    let steering = "ev\u{1b}]0;taken\u{7}il\u{1b}[31m\u{9b}2J\u{202e}\nForged: a line";
    let said = |words: &[&str]| {
        let output = desk.run(words);
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let said = said.concat();
        let steers = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
        assert!(!said.contains(steers) && !said.contains("taken"), "{words:?} {said:?}");
        assert!(!said.lines().any(|line| line.starts_with("Forged")), "{words:?} {said:?}");
        said
    };
    let quoted = format!("\"{steering}\"");
    for field in ["speaker:", "actor:", "source:", "query:", "date:", "doc:", "unknown:", "("] {
        for words in [format!("{field}{steering}"), format!("{field}{quoted}")] {
            said(&["find", &words]);
            said(&["find", "--count", &words]);
            said(&["tag", "+a", &words]);
        }
    }
    for command in ["dossier", "same"] {
        let one = said(&[command, steering]);
        assert!(
            one.contains("evil Forged: a line”; without the field") && one.lines().count() == 1,
            "{one:?}"
        );
        said(&[command, &quoted]);
    }
    said(&["inbox", "--keep", steering, &format!("speaker:{quoted}")]);
    let kept = said(&["inbox"]);
    assert!(
        kept.contains("Nothing in the archive is “speaker:evil") && kept.lines().count() == 1,
        "{kept:?}"
    );
    said(&["inbox", "--drop", &format!("no {steering}")]);
    fs::write(desk.path("names"), format!("Marta Okafor\n{steering}\n")).expect("the names can be written");
    let names = desk.run(&["find", "--names", "names"]).stdout;
    assert!(!names.contains(&0x1b) && String::from_utf8_lossy(&names).contains("evil\tas words"));
    // A bad value put into the file by somebody else fares no better.
    let db = rusqlite::Connection::open(desk.path("state/attache/archive.db")).expect("it opens");
    db.execute("UPDATE queries SET text = 'date:' || ?1", [steering]).expect("it can be written");
    drop(db);
    assert!(said(&["inbox"]).contains("The query cannot be read"));
}

#[test]
fn tags_and_what_was_read_are_one_person_s() {
    let desk = Desk::new();
    fs::write(desk.path("later.md"), FERRY.replace("open", "closed")).expect("the text can be written");
    desk.out(&["add", "ferry.md", "later.md"]);
    assert_eq!(desk.out(&["tag", "+port", "+Later", "#1"]), "Changed 1 document.\n");
    assert_eq!(desk.out(&["tag", "-later", "-unread", "by:okafor", "closed"]), "Changed 1 document.\n");
    let count = |query: &str| desk.out(&["find", "--count", query]).trim().to_owned();
    assert_eq!(
        (count("tag:port"), count("tag:later"), count("is:unread")),
        ("1".into(), "1".into(), "1".into())
    );
    let line = desk.out(&["find", "-f", "jsonl", "tag:port", "ferry"]);
    assert!(line.contains("\"tags\":\"later port\""), "{line}");
    let other = desk
        .command(&["find", "--count", "tag:port"])
        .env("ATTACHE_PERSON", "ana")
        .output()
        .expect("it runs");
    assert_eq!(String::from_utf8_lossy(&other.stdout), "0\n");
    assert!(desk.err(&["tag", "port", "#1"]).contains("Write tags with + or -"));
    assert!(desk.err(&["tag", "+port", "#77"]).contains("There is no document 77"));
}

#[test]
fn corrections_and_notes_made_later_are_what_is_found_and_exported() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    assert_eq!(desk.out(&["find", "--count", "by:okafor quote:bridge"]), "1\n");
    let briefing = json(&desk.out(&["analyze", "ferry.md"]));
    let span = &direct(&briefing)["spans"][0];
    let [start, end] = ["start", "end"].map(|side| span[side].as_u64().expect("a byte"));
    let words = &briefing["text"].as_str().expect("a text")[start as usize..end as usize];
    let quote = format!("{{ start = {start}, end = {end}, words = \"{words}\" }}");
    let edits = format!(
        "format = \"attache-corrections/1\"\n\
         [[edit]]\ndo = \"speaker\"\nquote = {quote}\nspeaker = {{ name = \"Ivo Brandt\" }}\n\
         [[edit]]\ndo = \"note\"\npassage = {quote}\nnote = \"ask the harbour master\"\n"
    );
    fs::write(desk.path("c.toml"), edits).expect("the file can be written");
    let output = desk.run(&["corrections", "ferry.md", "--import", "c.toml"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(desk.out(&["find", "--count", "by:brandt quote:bridge"]), "1\n");
    assert_eq!(desk.out(&["find", "--count", "note:\"harbour master\""]), "1\n");
    assert_eq!(desk.out(&["find", "--count", "by:okafor quote:bridge"]), "0\n");
    let exported = json(&desk.out(&["archive", "export"]));
    let speaker = &direct(&exported)["speakers"][0];
    let actors = exported["actors"].as_array().expect("actors");
    let actor = actors.iter().find(|actor| actor["id"] == *speaker).expect("the speaker");
    assert_eq!(actor["name"], "Ivo Brandt");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("one object")
}

/// The first direct quote of a briefing.
fn direct(briefing: &Value) -> &Value {
    let quotes = briefing["quotes"].as_array().expect("quotes");
    quotes.iter().find(|quote| quote["kind"] == "direct").expect("a direct quote")
}
