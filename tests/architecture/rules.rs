//! The rules themselves: functions from a source file to sentences, one for each breach.

use super::lexer;

/// A room, the rooms that it may use, and the APIs that it may not touch.
struct Room {
    name: &'static str,
    names: &'static [&'static str],
    forbidden: &'static [&'static str],
}

/// Forbidden in pure rooms: files, the environment, the clock, the network, processes, the terminal.
const PURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::time",
    "std::net",
    "std::process",
    "std::thread",
    "ureq",
    "println!",
    "eprintln!",
    "ratatui",
    "crossterm",
    "clap",
    "anyhow",
];

const FACES: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "ureq",
    "println!",
    "eprintln!",
    "ratatui",
    "crossterm",
    "clap",
    "anyhow",
];

const ROOMS: &[Room] = &[
    Room { name: "text", names: &[], forbidden: PURE },
    Room { name: "document", names: &["text"], forbidden: PURE },
    Room { name: "lexicon", names: &["text"], forbidden: PURE },
    Room { name: "analysis", names: &["text", "document", "lexicon"], forbidden: PURE },
    Room { name: "briefing", names: &["text", "document", "analysis"], forbidden: PURE },
    Room { name: "corrections", names: &["text", "document", "analysis", "briefing"], forbidden: PURE },
    Room { name: "likeness", names: &["text"], forbidden: PURE },
    Room {
        name: "store",
        names: &["text", "document", "analysis", "briefing", "corrections", "query", "likeness", "library"],
        forbidden: &["std::net", "ureq", "println!", "eprintln!", "ratatui", "crossterm", "clap", "anyhow"],
    },
    Room { name: "query", names: &["text", "document", "briefing"], forbidden: PURE },
    Room { name: "import", names: &["text", "document", "analysis", "briefing"], forbidden: FACES },
    Room {
        name: "export",
        names: &["text", "document", "analysis", "briefing", "corrections", "store"],
        forbidden: FACES,
    },
    Room {
        name: "library",
        names: &["text", "document", "analysis", "briefing", "corrections"],
        forbidden: &["std::net", "ureq", "println!", "eprintln!", "ratatui", "crossterm", "clap", "anyhow"],
    },
    Room {
        name: "reader",
        names: &["text", "document", "analysis", "briefing", "corrections", "query"],
        forbidden: &["std::fs", "std::net", "ureq", "std::env", "println!", "eprintln!", "clap", "anyhow"],
    },
    Room {
        name: "fetch",
        names: &["text", "document"],
        forbidden: &["println!", "eprintln!", "ratatui", "crossterm", "clap", "anyhow"],
    },
    Room {
        name: "session",
        names: &[
            "text",
            "document",
            "analysis",
            "briefing",
            "corrections",
            "import",
            "export",
            "library",
            "store",
            "query",
            "likeness",
            "fetch",
        ],
        forbidden: &["std::net", "ureq", "println!", "eprintln!", "ratatui", "crossterm", "clap", "anyhow"],
    },
    Room {
        name: "cli",
        names: &[
            "text",
            "document",
            "analysis",
            "briefing",
            "corrections",
            "import",
            "export",
            "library",
            "likeness",
            "query",
            "store",
            "fetch",
            "session",
            "reader",
        ],
        forbidden: &["std::net", "ureq", "ratatui", "crossterm", "println!", "eprintln!"],
    },
    // It makes models and is in no reader's build, so it may open the corpora passed to it.
    Room {
        name: "training",
        names: &["text", "document", "lexicon", "analysis", "briefing", "import"],
        forbidden: &[],
    },
    Room {
        name: "main",
        names: &["cli"],
        forbidden: &["std::fs", "std::io", "clap", "anyhow", "ratatui", "crossterm"],
    },
    Room { name: "lib", names: &[], forbidden: PURE },
];

/// The files of the reader that open the terminal device as a file.
const TERMINAL_DEVICE: &[&str] = &["src/reader/terminal.rs", "src/reader/run.rs"];

/// The longest file and the longest function, in lines, without a written reason.
const LONGEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 60;
const LONGEST_MAIN: usize = 29;

/// The beginning of such a reason, in a comment at the head of the file or above the function.
const REASON: &str = "Long because";

/// One source file.
pub struct Source<'a> {
    path: &'a str,
    text: &'a str,
    code: String,
}

impl<'a> Source<'a> {
    /// The file at `path`, relative to the repository, with the content `text`.
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, code: lexer::code(text) }
    }

    /// The modules on the path to this one: `src/reader/panes/mod.rs` is `["reader", "panes"]`.
    fn modules(&self) -> Vec<&str> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inside.split('/').filter(|m| *m != "mod").collect()
    }

    fn room(&self) -> Option<&'static Room> {
        let modules = self.modules();
        // The programs under src/bin belong to the training room.
        let name = if modules[0] == "bin" { "training" } else { modules[0] };
        ROOMS.iter().find(|room| room.name == name)
    }
}

/// Every breach of a rule by the file, a sentence each.
pub fn faults_of(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    match source.room() {
        None => faults.push(format!("{} is in no room that ARCHITECTURE.md names.", source.path)),
        Some(room) => {
            faults.extend(faults_of_names(source, room));
            faults.extend(faults_of_touch(source, room));
        }
    }
    if !source.text.starts_with("//!") {
        faults.push(format!("{} does not open with //! and what it is for.", source.path));
    }
    for word in ["async fn", "async move", "tokio::"] {
        if source.code.contains(word) {
            faults.push(format!("{} says {word}; the program has one loop and worker threads.", source.path));
        }
    }
    faults.extend(faults_of_length(source));
    faults
}

fn faults_of_names(source: &Source, room: &Room) -> Vec<String> {
    if room.name == "lib" {
        return Vec::new();
    }
    let mut named = rooms_named(source);
    named.sort_unstable();
    named.dedup();
    let allowed = |name: &&str| *name == room.name || room.names.contains(name);
    let wrong = named.iter().filter(|name| !allowed(name));
    wrong.map(|name| format!("{}: the room {} may not name {name}.", source.path, room.name)).collect()
}

fn faults_of_touch(source: &Source, room: &Room) -> Vec<String> {
    let code = source.code.as_str();
    let groups = code.match_indices("std::{");
    let grouped: Vec<&str> = groups.flat_map(|(at, _)| first_names(&code[at + 5..])).collect();
    let uses = |word: &&&str| {
        code.match_indices(**word).any(|(at, _)| {
            let bare = |c: char| c.is_alphanumeric() || c == '_';
            // A macro's exclamation mark or a path may follow; a longer word does not count.
            !code[..at].ends_with(bare) && !code[at + word.len()..].starts_with(bare)
        }) || word.strip_prefix("std::").is_some_and(|name| grouped.contains(&name))
    };
    let device = |word: &&&str| **word == "std::fs" && TERMINAL_DEVICE.contains(&source.path);
    let wrong = room.forbidden.iter().filter(|word| uses(word) && !device(word));
    wrong.map(|word| format!("{}: the room {} may not use {word}.", source.path, room.name)).collect()
}

/// The rooms that the code uses: after `crate::`, `attache::`, or enough `super::` to leave its own room.
fn rooms_named<'a>(source: &'a Source) -> Vec<&'a str> {
    let code = source.code.as_str();
    let tests = code.find("mod tests {").unwrap_or(code.len());
    let depth = source.modules().len();
    let mut named = Vec::new();
    for (at, _) in code.match_indices("::") {
        let head = &code[..at];
        let word = last_word(head);
        let out = if word == "super" { supers(head) == depth + usize::from(at > tests) } else { false };
        if out || matches!(word, "crate" | "attache") {
            named.extend(first_names(&code[at + 2..]));
        }
    }
    named.retain(|name| ROOMS.iter().any(|room| room.name == *name));
    named
}

fn last_word(head: &str) -> &str {
    let start = head.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |i| i + 1);
    &head[start..]
}

/// The number of `super`s, joined by `::`, at the end of the text.
fn supers(head: &str) -> usize {
    head.rsplit("::").take_while(|part| last_word(part) == "super").count()
}

/// The first name of a path, or of each path of a group in braces.
fn first_names(tail: &str) -> Vec<&str> {
    let word = |s: &str| s.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(s.len());
    let Some(group) = tail.strip_prefix('{') else { return vec![&tail[..word(tail)]] };
    let (mut depth, mut names, mut fresh) = (1, Vec::new(), true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' => fresh |= depth == 1,
            c if fresh && c.is_alphabetic() => {
                names.push(&group[i..i + word(&group[i..])]);
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn faults_of_length(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut faults = Vec::new();
    if source.path == "src/main.rs" && lines.len() > LONGEST_MAIN {
        faults.push(format!("src/main.rs has {} lines; it only calls the library.", lines.len()));
    }
    let reason =
        |lines: &[&str]| lines.iter().any(|l| l.trim_start().starts_with("//") && l.contains(REASON));
    if lines.len() > LONGEST_FILE && !reason(&lines[..30]) {
        faults.push(format!("{} has {} lines and no written reason.", source.path, lines.len()));
    }
    for (start, end) in functions(&source.code) {
        if end - start + 1 > LONGEST_FUNCTION && !reason(&lines[start.saturating_sub(12)..start]) {
            let name = lines[start].trim();
            faults.push(format!("{}:{}: {name} is {} lines long.", source.path, start + 1, end - start + 1));
        }
    }
    faults
}

/// The first and last lines, from 0, of every function. Formatted code closes one at its own indentation.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, l)| {
        let line = l.trim_start();
        let visible = line.strip_prefix("pub").map_or(line, |l| l.split_once(' ').map_or(l, |(_, l)| l));
        ["fn ", "const fn "]
            .iter()
            .any(|f| visible.starts_with(f) || line.starts_with(f) || line.contains(") fn "))
    });
    let close = |(start, line): (usize, &&str)| {
        let indent = &line[..line.len() - line.trim_start().len()];
        let body = &lines[start..];
        let end = body.iter().position(|l| l.strip_prefix(indent).is_some_and(|l| l.starts_with('}')));
        // A function on one line, or a declaration, ends where it starts.
        if line.ends_with('}') || line.ends_with(';') { None } else { end.map(|end| (start, start + end)) }
    };
    starts.filter_map(close).collect()
}

/// Words that no file may contain: paths and tools of one machine. Each is split in two, so that this file
/// passes.
const WORDS: &[(&str, &str)] = &[
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/fa", "rm/"),
    ("/.lib", "rary/"),
    ("../sha", "red"),
    ("pty", "meter"),
    ("score", ".py"),
];

/// Every forbidden word in a file, a sentence each.
pub fn faults_of_words(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (a, b) in WORDS {
        let word = format!("{a}{b}");
        for (at, _) in text.match_indices(&word) {
            // "https://example.org/work/" is an address, not a path on this machine.
            let part_of_longer = word.starts_with('/') && text[..at].ends_with(|c: char| c.is_alphanumeric());
            if !part_of_longer {
                let line = text[..at].matches('\n').count() + 1;
                faults.push(format!("{path}:{line}: says {word}, which means nothing elsewhere."));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The breaches in a planted file, without its path.
    fn faults(path: &str, text: &str) -> Vec<String> {
        let source = Source::new(path, text);
        faults_of(&source).into_iter().map(|f| f.trim_start_matches(path).to_owned()).collect()
    }

    #[test]
    fn a_planted_import_is_caught_however_it_is_written() {
        for (path, text) in [
            ("src/text/a.rs", "//! A.\nuse crate::document::Document;\n"),
            ("src/text/a.rs", "//! A.\nuse crate::{text::Span, document::{Block, Document}};\n"),
            ("src/text/mod.rs", "//! A.\nuse super::document::Document;\n"),
            ("src/text/a.rs", "//! A.\nfn f() { super::super::document::g() }\n"),
            (
                "src/text/a.rs",
                "//! A.\n#[cfg(test)]\nmod tests {\n    use super::super::super::document::D;\n}\n",
            ),
        ] {
            assert_eq!(faults(path, text), [": the room text may not name document."], "{text}");
        }
        for (path, text) in [
            ("src/analysis/a.rs", "//! A.\nuse crate::briefing::Briefing;\n"),
            ("src/import/a.rs", "//! A.\nuse crate::export::json;\n"),
            ("src/reader/a.rs", "//! A.\nuse crate::library::Store;\n"),
            ("src/main.rs", "//! A.\nuse attache::reader::App;\n"),
        ] {
            assert_eq!(faults(path, text).len(), 1, "{path}");
        }
    }

    #[test]
    fn a_planted_touch_is_caught() {
        for (path, line) in [
            ("src/analysis/a.rs", "use std::fs;"),
            ("src/document.rs", "let now = std::time::Instant::now();"),
            ("src/briefing.rs", "let home = std::env::var_os(name);"),
            ("src/import/a.rs", "use anyhow::Result;"),
            ("src/cli/a.rs", "use ratatui::Frame;"),
            ("src/reader/a.rs", "use std::{collections::HashMap, net::{TcpStream, UdpSocket}};"),
            ("src/import/a.rs", "let page = ureq::get(address).call();"),
            ("src/export/a.rs", "println!();"),
            ("src/reader/a.rs", "async fn run() {}"),
        ] {
            assert_eq!(faults(path, &format!("//! A.\n{line}\n")).len(), 1, "{path}: {line}");
        }
    }

    #[test]
    fn what_is_allowed_passes() {
        for (path, text) in [
            (
                "src/analysis/a.rs",
                "//! A.\nuse crate::text::Span;\nuse super::Layout;\n// crate::reader, std::fs\n",
            ),
            ("src/reader/a.rs", "//! A.\nuse ratatui::Frame;\nuse crate::briefing::Briefing;\n"),
            ("src/cli/a.rs", "//! A.\nuse anyhow::Result;\nuse crate::{import, reader};\n"),
            (
                "src/text/a.rs",
                "//! A.\nconst A: &str = \"crate::reader std::fs\";\nconst T: &str = env!(\"X\");\n",
            ),
        ] {
            assert_eq!(faults(path, text), [""; 0], "{path}");
        }
    }

    #[test]
    fn heads_and_lengths_are_measured() {
        assert_eq!(faults("src/text/a.rs", "use std::ops;\n").len(), 1);
        assert_eq!(faults("src/shop/a.rs", "//! A.\n").len(), 1);
        let function =
            |above: &str| format!("//! A.\n{above}pub(super) fn f() {{\n{}}}\n", "    g();\n".repeat(60));
        assert_eq!(faults("src/text/a.rs", &function("")).len(), 1);
        assert_eq!(faults("src/text/a.rs", &function("// Long because it is a table.\n")), [""; 0]);
        assert_eq!(faults("src/text/a.rs", &format!("//! A.\n{}", "use a;\n".repeat(500))).len(), 1);
        assert_eq!(faults("src/main.rs", &format!("//! A.\n{}", "g();\n".repeat(29))).len(), 1);
    }

    #[test]
    fn words_of_one_machine_are_caught() {
        let path = format!("see {}{}x", WORDS[0].0, WORDS[0].1);
        assert_eq!(faults_of_words("a", &path).len(), 1);
        assert_eq!(
            faults_of_words("a", &format!("https://example.org{}{}x", WORDS[0].0, WORDS[0].1)),
            [""; 0]
        );
    }
}
