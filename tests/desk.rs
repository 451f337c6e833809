//! A desk: people who may read one archive and nothing else, at its own terminal and over a real sshd on loopback.

#[path = "desk/closed.rs"]
mod closed;
#[path = "common/session.rs"]
mod session;
#[path = "desk/ssh.rs"]
mod ssh;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const STORY: &str = "Lighthouse talks resume\n\nHALYARD, March 4 (Example Wire) - “The lamp stays lit,” said Ana Lund, who \
    leads the delegation.\n\nThe harbour master, Jo Berg, said that the talks would be held again in May.\n";

/// A word outside the archive, which must never come out.
const SECRET: &str = "Quillfeather";

/// An archive with one text in it, and beside it files that nobody at the desk may read or change.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        std::fs::create_dir(desk.outside()).expect("a folder");
        let story = desk.folder.path().join("story.txt");
        std::fs::write(&story, STORY).expect("the story can be written");
        std::fs::write(desk.secret(), format!("“Never open this,” said Ana {SECRET}.\n")).expect("a file");
        let added = desk.open(&["add", story.to_str().expect("a path")]).output().expect("the program runs");
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        desk
    }

    /// The folder outside the archive.
    fn outside(&self) -> PathBuf {
        self.folder.path().join("outside")
    }

    fn secret(&self) -> PathBuf {
        self.outside().join("secret.txt")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// The program as the person who fills the archive runs it.
    fn open(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command.args(words).current_dir(self.outside()).stdin(Stdio::null());
        command.env("XDG_STATE_HOME", self.state()).env("XDG_CONFIG_HOME", self.folder.path().join("config"));
        command.env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        for name in ["ATTACHE_ONLY", "ATTACHE_SECURE", "ATTACHE_PERSON", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    /// The names and contents of all files outside.
    fn all_outside(&self) -> Vec<(PathBuf, String)> {
        let mut all: Vec<_> = std::fs::read_dir(self.outside())
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").path())
            .map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap_or_default()))
            .collect();
        all.sort();
        all
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Whether a program is installed.
fn has(program: &str) -> bool {
    let places = std::env::var("PATH").unwrap_or_default();
    places.split(':').chain(["/usr/sbin"]).any(|place| Path::new(place).join(program).is_file())
}
