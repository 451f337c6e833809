//! Several people with one archive: each takes or leaves the others' corrections, and their authors stay
//! known.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use super::Desk;

/// A desk whose people have homes of their own, and one archive: in a folder, or on a server.
struct People(Desk);

impl People {
    fn new() -> Self {
        let people = Self(Desk::new());
        assert_eq!(
            people.said("wire", &["add", "ferry.md"], ""),
            "Added 1, later versions 0, there already 0.\n"
        );
        people
    }

    fn by(&self, person: &str, words: &[&str]) -> Command {
        let mut command = self.0.command(words);
        let home = self.0.path(person);
        command.env("XDG_STATE_HOME", home.join("state")).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("ATTACHE_PERSON", person);
        if self.0.1.is_none() {
            command.env("ATTACHE_ARCHIVE", self.0.path("shared"));
        }
        command
    }

    fn run(&self, person: &str, words: &[&str], answers: &str) -> Output {
        let mut command = self.by(person, words);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("the program runs");
        // A command that asks nothing closes the pipe.
        let _ = child.stdin.take().expect("a pipe").write_all(answers.as_bytes());
        child.wait_with_output().expect("it ends")
    }

    /// The program's output for somebody, on both streams.
    fn said(&self, person: &str, words: &[&str], answers: &str) -> String {
        let output = self.run(person, words, answers);
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    /// Has somebody correct the speaker of the quote about the bridge.
    fn attribute(&self, person: &str, speaker: &str) {
        let words = "The bridge will stay open,";
        let shown = self.said(person, &["analyze", "ferry.md"], "");
        let briefing: serde_json::Value = serde_json::from_str(&shown).expect("an object");
        let start = briefing["text"].as_str().and_then(|text| text.find(words)).expect("the quote is there");
        let end = start + words.len();
        let edits = format!(
            "format = \"attache-corrections/1\"\n[[edit]]\ndo = \"speaker\"\n\
             quote = {{ start = {start}, end = {end}, words = \"{words}\" }}\nspeaker = {{ name = \"{speaker}\" }}\n"
        );
        let file: PathBuf = self.0.path(&format!("{person}.toml"));
        fs::write(&file, edits).expect("the file can be written");
        let said = self.said(person, &["corrections", "ferry.md", "--import", &format!("{person}.toml")], "");
        assert!(said.contains("1 correction was added"), "{said}");
    }

    /// The corrections of the document that somebody has made or taken, by their ids and authors.
    fn own(&self, person: &str) -> Vec<String> {
        let text = self.said(person, &["corrections", "#1"], "");
        text.lines()
            .filter(|line| line.starts_with("id") || line.starts_with("author"))
            .map(str::to_owned)
            .collect()
    }
}

#[test]
fn what_one_corrects_the_others_take_or_leave() {
    let people = People::new();
    let others = ["corrections", "#1", "--others"];
    people.attribute("ana", "Ivo Brandt");
    assert_eq!(
        people.said("wire", &["find", "--count", "by:brandt quote:bridge"], ""),
        "1\n",
        "it is found so"
    );
    assert!(people.said("ana", &others, "").starts_with("0 to ask"), "her own is not asked");
    let asked = people.said("ben", &others, "y\n");
    assert!(asked.starts_with("1 of 1  ana, ") && asked.contains(": Ivo Brandt said “The bridge"), "{asked}");
    assert_eq!(people.own("ben"), people.own("ana"), "it is the same change, and still hers");
    assert!(people.own("ana").iter().any(|line| line == "author = \"ana\""), "{:?}", people.own("ana"));
    assert!(people.said("ben", &others, "").starts_with("0 to ask"));
    // "Later" decides nothing; the correction can be taken another time.
    assert!(people.said("carl", &others, "l\n").contains("1 to ask, 0 decided"));
    assert!(people.said("carl", &others, "n\n").contains("1 to ask, 1 decided"));
    assert!(people.said("carl", &others, "").starts_with("0 to ask"));
    assert_eq!(people.own("carl"), [""; 0]);
    assert!(
        people.said("carl", &["corrections", "#1", "--others", "--again"], "y\n").contains("1 of 1  ana")
    );
    assert_eq!(people.own("carl"), people.own("ana"));
}

#[test]
fn who_contradicts_is_told_and_the_same_comes_of_every_order() {
    let people = People::new();
    let others = ["corrections", "#1", "--others"];
    people.attribute("ana", "Ivo Brandt");
    people.attribute("ben", "Marta Okafor");
    let told = |person: &str| {
        let said = people.said(person, &others, "y\ny\n");
        let at = said.find("attache: Contested: ").unwrap_or_else(|| panic!("{said}"));
        said[at..].to_owned()
    };
    let (ana, ben, carl) = (told("ana"), told("ben"), told("carl"));
    assert!(
        ana.contains("ana says “Ivo Brandt said") && ana.contains("ben says “Marta Okafor said"),
        "{ana}"
    );
    assert!(ana == ben && ben == carl, "{ana}{ben}{carl}");
    assert!(people.own("ana") == people.own("ben") && people.own("ben") == people.own("carl"));
    assert_eq!(people.own("ana").len(), 4, "both are there");
}

#[test]
fn what_was_given_meanwhile_is_found_after_the_next_sync() {
    let people = People::new();
    people.attribute("ana", "Ivo Brandt");
    // The same text by another name: it was indexed without the corrections.
    people.said("wire", &["archive", "rebuild"], "");
    assert_eq!(people.said("wire", &["find", "--count", "by:brandt quote:bridge"], ""), "1\n");
    people.said("wire", &["corrections", "#1", "--others"], "n\n");
    assert_eq!(
        people.said("wire", &["find", "--count", "by:brandt quote:bridge"], ""),
        "0\n",
        "wire leaves it"
    );
    assert!(people.said("wire", &["sync"], "").starts_with("Added 0"));
    assert_eq!(people.said("wire", &["find", "--count", "by:okafor quote:bridge"], ""), "1\n");
}
