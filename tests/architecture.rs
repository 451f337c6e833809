//! The architecture rules, checked by reading the sources: which rooms a room may use, which APIs each may
//! touch, and how long files and functions may grow. ARCHITECTURE.md says why.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/lexer.rs"]
mod lexer;
#[path = "architecture/rules.rs"]
mod rules;

use std::path::{Path, PathBuf};

use rules::{Source, faults_of, faults_of_words};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder of the repository, with their content if it is text.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
        }
    }
    found.sort();
    found
}

#[test]
fn the_sources_keep_the_rules() {
    let sources = files("src");
    assert!(sources.len() > 10, "the sources were not found");
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|(path, text)| faults_of(&Source::new(path.to_str().unwrap(), text)))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_files_of_a_room_name_each_other_in_a_circle() {
    let folders = std::fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap());
    let rooms = folders.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
    let rooms: Vec<String> = rooms.map(|name| name.into_string().unwrap()).collect();
    assert!(rooms.len() > 10, "the rooms were not found");
    for room in &rooms {
        let sources: Vec<(String, String)> = files(&format!("src/{room}"))
            .into_iter()
            .map(|(path, text)| (path.to_str().unwrap().to_owned(), text))
            .filter(|(path, _)| !path.contains("tests"))
            .collect();
        assert!(sources.len() > 1, "{room} was not found");
        let circle = circles::circle(&circles::graph(&sources));
        assert_eq!(circle, None, "files of {room} name each other in a circle");
    }
}

#[test]
fn there_is_one_enum_of_actions_and_one_of_events() {
    let reader = files("src").into_iter().filter(|(path, _)| path.starts_with("src/reader"));
    let code: String = reader.map(|(_, text)| lexer::code(&text)).collect();
    for name in ["Action", "Event"] {
        let times = code.matches(&format!("enum {name} {{")).count();
        assert!(times <= 1, "src/reader defines enum {name} {times} times; there is one closed enum of each");
    }
}

#[test]
fn nothing_names_a_machine_or_a_tool_that_a_stranger_lacks() {
    let everywhere =
        ["src", "tests", "examples", "benches", "xtask", "assets", ".ci", "README.md", "ARCHITECTURE.md"];
    let more = ["CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml", "build.rs"];
    let there = everywhere.iter().chain(&more).filter(|f| root().join(f).exists());
    let faults: Vec<String> = there
        .flat_map(|folder| files(folder))
        .flat_map(|(path, text)| faults_of_words(path.to_str().unwrap(), &text))
        .collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
