//! Malicious files and servers: each ends in one clear line and exit code 1, or opens with what can be read of it.
//!
//! The tests use small files. The table in docs/measurements/hostile.md uses large ones, and a release build:
//!
//!     cargo build --release
//!     ATTACHE=target/release/attache cargo test --test hostile -- --ignored --nocapture
#![cfg(all(
    feature = "fetch",
    feature = "html",
    feature = "mail",
    feature = "office",
    feature = "pdf",
    feature = "xml"
))]

#[path = "hostile/archives.rs"]
mod archives;
#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/pdfs.rs"]
mod pdfs;
#[path = "hostile/run.rs"]
mod run;
#[path = "fetch/server.rs"]
#[allow(dead_code, reason = "other tests of addresses use all of it")]
mod server;
#[path = "hostile/servers.rs"]
mod servers;

use std::path::Path;

use run::{Ended, run};

/// The size of the files to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    /// Large enough to show the fault.
    Small,
    /// As large as attache accepts, or larger.
    Full,
}

impl Size {
    /// One of two values.
    fn of<T>(self, small: T, full: T) -> T {
        if self == Self::Small { small } else { full }
    }
}

/// A hostile file.
struct Case {
    name: String,
    bytes: Vec<u8>,
    /// A part of its message.
    said: &'static str,
    /// Whether it may also open.
    readable: bool,
    /// Whether it is only printed: analysing many megabytes would take too long here.
    printed: bool,
}

/// A file that is refused with a line that contains `said`.
fn case(name: &str, bytes: Vec<u8>, said: &'static str) -> Case {
    Case { name: name.to_owned(), bytes, said, readable: false, printed: false }
}

impl Case {
    /// The same, but it may also open.
    fn readable(self) -> Self {
        Self { readable: true, ..self }
    }

    /// The same, but it is fine except for its length, and is not analysed.
    fn long(self) -> Self {
        Self { printed: true, ..self.readable() }
    }
}

/// All hostile files, in groups, so that only one group at a time is in memory.
fn groups(size: Size) -> [Box<dyn Fn() -> Vec<Case>>; 7] {
    [
        Box::new(files::truncated),
        Box::new(files::misnamed),
        Box::new(files::entities),
        Box::new(move || files::nested(size)),
        Box::new(move || files::long(size)),
        Box::new(move || archives::archives(size)),
        Box::new(move || pdfs::pdfs(size)),
    ]
}

/// Prints and analyses; both must end correctly, and the slower and the larger run counts.
fn both(arguments: &[&str], feed: Option<fn(std::process::ChildStdin)>) -> Ended {
    let print = run(arguments, feed);
    let analysis = run(&[&["analyze", "--format", "jsonl"], arguments].concat(), feed);
    let (took, peak) = (print.took.max(analysis.took), print.peak.max(analysis.peak));
    // The one with the wrong ending is shown.
    let shown = if print.refused() || print.read() { analysis } else { print };
    Ended { took, peak, ..shown }
}

fn opened(case: &Case, folder: &Path) -> Ended {
    let path = folder.join(&case.name);
    std::fs::write(&path, &case.bytes).unwrap();
    let arguments = [path.to_str().unwrap()];
    let ended = if case.printed { run(&arguments, None) } else { both(&arguments, None) };
    std::fs::remove_file(&path).unwrap();
    ended
}

/// The fault in how the program ended, if any.
fn fault(name: &str, ended: &Ended, said: &str, readable: bool) -> Option<String> {
    let right = ended.refused() || (readable && ended.read());
    let clear = ended.said.contains(said) && !ended.said.contains('\u{1b}');
    (!right || !clear).then(|| format!("{name}: {:?} {}", ended.code, ended.said))
}

#[test]
fn hostile_files_end_in_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let all = groups(Size::Small).into_iter().flat_map(|group| group());
    let faults = all.filter_map(|c| fault(&c.name, &opened(&c, folder.path()), c.said, c.readable));
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn hostile_servers_and_endless_streams_end_in_one_clear_line() {
    let (folder, server) = (tempfile::tempdir().unwrap(), servers::server());
    let all = servers::addresses(&server).into_iter().chain(servers::gigabyte(folder.path()));
    let faults = all.filter_map(|s| fault(s.name, &both(&s.arguments(), s.feed), s.said, false));
    assert_eq!(faults.collect::<Vec<_>>(), [""; 0]);
}

#[test]
#[ignore = "makes large files; docs/measurements/hostile.md says how it is run"]
fn table() {
    println!(
        "| what | bytes | exit code | lines | seconds | MB | what is said |\n|---|---|---|---|---|---|---|"
    );
    let folder = tempfile::tempdir().unwrap();
    let row = |name: &str, bytes: u64, ended: &Ended| {
        let Ended { code, said, took, peak, .. } = ended;
        let (lines, seconds, peak) = (said.lines().count(), took.as_secs_f64(), peak / 1024);
        let said = said.trim().replace(&format!("{}/", folder.path().display()), "").replace('|', "/");
        let said = said.lines().next().unwrap_or_default().trim_start_matches("attache: ").to_owned();
        let code = code.map_or("killed".to_owned(), |code| code.to_string());
        println!("| {name} | {bytes} | {code} | {lines} | {seconds:.2} | {peak} | {said} |");
    };
    for group in groups(Size::Full) {
        for case in group() {
            row(&case.name, case.bytes.len() as u64, &opened(&case, folder.path()));
        }
    }
    let server = servers::server();
    for source in servers::addresses(&server).into_iter().chain(servers::gigabyte(folder.path())) {
        row(source.name, 0, &both(&source.arguments(), source.feed));
    }
}
