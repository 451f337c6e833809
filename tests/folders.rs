//! Directories on the command line: which of their files are read, in which order, and the message about the
//! others.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(args).stdin(Stdio::null()).env("XDG_CONFIG_HOME", "/nowhere/at/all").output().unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn text(of: &str) -> String {
    format!("{of}\n\nGENEVA, March 4 (Example Wire) - “We go on,” said Ana Lund, who leads the delegation.\n")
}

/// Files in natural order, some that are left out, and a loop of links.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("week 10/.hidden")).unwrap();
    for name in ["1.txt", "2.txt", "10.txt", "week 10/b.txt", "week 10/.hidden/x.txt", ".x.txt"] {
        fs::write(at(name), text(&format!("Title of {name}"))).unwrap();
    }
    fs::write(at("3.png"), b"\x89PNG\r\n\x1a\n\0\0").unwrap();
    fs::write(at("4.txt"), b"PK\x03\x04\0\0\0").unwrap();
    symlink(folder.path(), at("week 10/again")).unwrap();
    folder
}

fn titles(output: &Output) -> Vec<String> {
    let title = |line: &str| {
        let briefing: Value = serde_json::from_str(line).unwrap();
        briefing["metadata"]["title"].as_str().unwrap().to_owned()
    };
    std::str::from_utf8(&output.stdout).unwrap().lines().map(title).collect()
}

const ALL: [&str; 4] = ["Title of 1.txt", "Title of 2.txt", "Title of 10.txt", "Title of week 10/b.txt"];

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_directory_is_analysed_in_natural_order_without_what_is_no_text() {
    let folder = folder();
    for format in ["json", "jsonl"] {
        let output = run(&["analyze", path(folder.path()), "--format", format]);
        assert_eq!(err(&output), "attache: 2 files that are not texts were skipped.\n");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(titles(&output), ALL);
    }
    // A file named on the command line is always read.
    let named = run(&["analyze", path(&folder.path().join("3.png"))]);
    assert_eq!(named.status.code(), Some(1));
    assert!(err(&named).contains("a picture"), "{}", err(&named));
}

#[test]
fn all_cores_print_what_one_file_after_another_prints() {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (0..30).map(|n| folder.path().join(format!("{n}.txt"))).collect();
    let one_by_one: Vec<u8> = (0..30)
        .flat_map(|n| {
            fs::write(&files[n], text(&format!("Number {n}")).repeat(1 + 7 * n % 5)).unwrap();
            run(&["analyze", "--format", "jsonl", path(&files[n])]).stdout
        })
        .collect();
    let together = run(&["analyze", "--format", "jsonl", path(folder.path())]);
    assert!(together.status.success());
    assert!(together.stdout == one_by_one);
}

#[test]
fn what_cannot_be_read_is_said_and_the_others_go_on() {
    let folder = folder();
    fs::write(folder.path().join("5.json"), r#"{"schema":"attache/1","text":7}"#).unwrap();
    fs::set_permissions(folder.path().join("2.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let privileged = fs::read(folder.path().join("2.txt")).is_ok();
    let output = run(&["analyze", "--format", "jsonl", path(folder.path()), "no-such-file"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("5.json”. "), "{}", err(&output));
    assert!(err(&output).contains("There is no file “no-such-file”"), "{}", err(&output));
    if privileged {
        assert_eq!(titles(&output), ALL);
    } else {
        assert!(err(&output).contains("2.txt”: you are not permitted to read it"), "{}", err(&output));
        assert_eq!(titles(&output), [ALL[0], ALL[2], ALL[3]]);
    }
}

#[test]
fn an_empty_directory_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".hidden.txt"), text("Hidden")).unwrap();
    for args in [vec![path(folder.path())], vec!["analyze", path(folder.path())]] {
        let output = run(&args);
        assert_eq!(output.status.code(), Some(1));
        assert!(err(&output).starts_with("attache: There is nothing to read in the directory “"));
        assert_eq!((err(&output).lines().count(), output.stdout.len()), (1, 0));
    }
}
