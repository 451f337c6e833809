//! `ATTACHE_ONLY=archive`: tries every argument of every command with files that it must not open.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clap::Command;

use super::Desk;

/// The content of the forbidden file.
const SECRET: &str = "the-key-lies-under-the-third-stone";

/// Every command of the definition, as words, with its arguments.
fn commands<'a>(command: &'a Command, words: &[String], all: &mut Vec<(Vec<String>, &'a Command)>) {
    all.push((words.to_vec(), command));
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        commands(inner, &[words, &[inner.get_name().to_owned()]].concat(), all);
    }
}

/// The files below a folder, except the archive's own.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let (mut found, mut open) = (BTreeSet::new(), vec![folder.to_owned()]);
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(path).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("state") {
                open.push(path);
            } else if !path.ends_with("state") {
                found.insert(path);
            }
        }
    }
    found
}

/// The command lines to try: each argument with a path, the same with every following word, and `-`.
fn lines(secret: &str) -> Vec<Vec<String>> {
    let mut definition = attache::cli::definition();
    definition.build();
    let mut all = Vec::new();
    commands(&definition, &[], &mut all);
    let mut lines = Vec::new();
    for (words, command) in all {
        let positional = command.get_positionals().count().max(1);
        for value in [secret, "-", "https://127.0.0.1:9/x"] {
            lines.push([words.clone(), vec![value.to_owned(); positional]].concat());
            lines.push([vec![value.to_owned()], words.clone()].concat());
            for option in command.get_arguments().filter(|a| !a.is_positional()).filter_map(|a| {
                let takes = a.get_action().takes_values();
                Some((format!("--{}", a.get_long()?), takes))
            }) {
                let (name, takes) = option;
                let given = if takes { vec![name, value.to_owned()] } else { vec![name] };
                lines.push([words.clone(), given.clone()].concat());
                lines.push([words.clone(), given, vec![value.to_owned(); positional]].concat());
            }
        }
    }
    lines.sort();
    lines.dedup();
    lines
}

#[test]
fn no_argument_leads_out_of_the_archive() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    let secret = desk.path("secret.txt");
    fs::write(&secret, format!("{SECRET}\n\n“{SECRET},” Ivo Brandt said.\n"))
        .expect("the file can be written");
    let hooks = desk.path("config/attache/hooks");
    fs::create_dir_all(&hooks).expect("a folder");
    let before = files(desk.0.path());
    let lines = lines(secret.to_str().expect("a path"));
    assert!(lines.len() > 400, "every command has arguments: {}", lines.len());
    let mut refused = 0;
    for line in &lines {
        let words: Vec<&str> = line.iter().map(String::as_str).collect();
        let mut command = desk.command(&words);
        command.env("ATTACHE_ONLY", "archive").stdin(File::open(&secret).expect("it can be read"));
        let output = command.output().expect("the program runs");
        let shown = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(!shown.contains(SECRET), "{line:?} shows it:\n{shown}");
        refused += usize::from(shown.contains("Only the archive is open here"));
    }
    println!("{} command lines tried, {refused} of them refused as such", lines.len());
    assert!(refused > 100, "what is refused says so: {refused}");
    assert_eq!(files(desk.0.path()), before, "nothing is written");
    assert_eq!(desk.out(&["find", "--count"]), "1\n", "the archive is as it was");
}

#[test]
fn the_archive_itself_can_be_asked() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    let jailed = |words: &[&str]| {
        let output = desk.command(words).env("ATTACHE_ONLY", "archive").output().expect("the program runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
        )
    };
    assert_eq!(jailed(&["find", "--count", "by:okafor"]), (Some(0), "1\n".to_owned()));
    assert!(jailed(&["dossier", "okafor"]).1.contains("The bridge will stay open"));
    assert_eq!(jailed(&["inbox", "--keep", "Bridges", "bridge"]).0, Some(0));
    assert_eq!(
        jailed(&[]),
        (Some(0), "1\t1\tBridges\tbridge\n".to_owned()),
        "without words the archive is read"
    );
    assert_eq!(jailed(&["archive", "backup", "b.db"]).0, Some(1));
    let other =
        desk.command(&["find", "x"]).env("ATTACHE_ONLY", "archives").output().expect("the program runs");
    assert!(String::from_utf8_lossy(&other.stderr).contains("ATTACHE_ONLY is “archives”"), "{other:?}");
    assert!(desk.err(&["archive", "--only", "export"]).contains("Only the archive is open here"));
}
