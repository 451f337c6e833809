//! The archive's commands as a person uses them: texts in, questions, answers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with texts, and an archive of its own.
struct Desk(tempfile::TempDir);

const FERRY: &str = "title: Talks in Port Selm\nsource: Halyard News\ndate: 2018-01-29\n\n\
    “The bridge will stay open,” Marta Okafor, the envoy, said on Monday.\n\n\
    Ivo Brandt said that the ferry would not leave before the ceasefire.\n";

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a temporary folder"));
        fs::write(desk.path("ferry.txt"), FERRY).expect("the text can be written");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command.args(words).current_dir(self.0.path());
        command.env("XDG_STATE_HOME", self.path("state")).env("XDG_CONFIG_HOME", self.path("config"));
        command.output().expect("the program runs")
    }

    fn out(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{words:?}: {err}");
        out.into_owned()
    }

    fn err(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

#[test]
fn what_was_added_is_found_once() {
    let desk = Desk::new();
    assert_eq!(desk.out(&["add", "--verbose", "ferry.txt"]).lines().next(), Some("1 “ferry.txt”"));
    assert_eq!(desk.out(&["add", "ferry.txt"]), "Added 0, later versions 0, there already 1.\n");
    assert_eq!(desk.out(&["find", "--count", "ferry"]), "1\n");
    let found = desk.out(&["find", "speaker:marta okafor", "bridge"]);
    assert!(found.contains("Marta Okafor: “The bridge will stay open,”"), "{found}");
    let line: serde_json::Value =
        serde_json::from_str(&desk.out(&["find", "-f", "jsonl", "by:brandt"])).expect("one object");
    assert_eq!((&line["speakers"], &line["number"]), (&"Ivo Brandt".into(), &1.into()));
    assert!(desk.out(&["archive", "check"]).contains("is sound: 1 documents."));
}

#[test]
fn names_come_out_as_a_table_with_those_that_have_no_hits() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.txt"]);
    fs::write(desk.path("names.txt"), "Marta Okafor\n\nZeno of Nowhere\n").expect("the list can be written");
    let table = desk.out(&["find", "--names", "names.txt", "--format", "csv"]);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "name,resolved_to,hits,first,last");
    assert!(rows[1].starts_with("Marta Okafor,Marta Okafor,1,"), "{table}");
    assert_eq!(rows[2], "Zeno of Nowhere,,0,,");
}

#[test]
fn what_cannot_be_done_is_a_sentence() {
    let desk = Desk::new();
    assert!(desk.err(&["find", "x"]).contains("yet; `attache add FILE` or `attache sync` begins it."));
    desk.out(&["add", "ferry.txt"]);
    assert!(desk.err(&["find", "speker:x"]).contains("there is no “speker:”; did you mean “speaker:”?"));
    assert!(desk.err(&["find", "by:zeno"]).contains("Nothing in the archive is “speaker:zeno”"));
    assert!(desk.err(&["add", "--no-state", "ferry.txt"]).contains("The archive is kept on disk"));
    assert!(desk.err(&["archive", "forget", "99"]).contains("There is no document 99"));
}

#[test]
fn a_copy_is_an_archive_and_a_rebuilt_one_is_the_same() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.txt"]);
    let before = desk.out(&["find", "-f", "jsonl", "bridge"]);
    assert_eq!(desk.out(&["archive", "rebuild"]), "Indexed 1 documents again.\n");
    assert_eq!(desk.out(&["find", "-f", "jsonl", "bridge"]), before);
    fs::create_dir_all(desk.path("copy/attache")).expect("a folder");
    desk.out(&["archive", "backup", "copy/attache/archive.db"]);
    assert!(Path::new(&desk.path("copy/attache/archive.db")).is_file());
    assert!(desk.out(&["archive", "export"]).contains("\"schema\":\"attache/"));
    desk.out(&["archive", "forget", "1"]);
    assert_eq!(desk.out(&["find", "--count"]), "0\n");
}
