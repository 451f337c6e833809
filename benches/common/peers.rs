//! attache and the programs it is compared with: how to start each on a text, and the keys for each action.

#![allow(dead_code, reason = "every benchmark uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;

use super::terminal::{Answer, Terminal};

/// The keys for the same actions in every program; empty if a program lacks the action.
pub struct Keys {
    pub top: &'static str,
    pub line: &'static str,
    pub page: &'static str,
    pub next_hit: &'static str,
    pub next_quote: &'static str,
}

const PAGER: Keys = Keys { top: "g", line: "j", page: " ", next_hit: "n", next_quote: "" };

/// A program on a text.
pub struct Program {
    pub name: &'static str,
    pub command: CommandBuilder,
    pub keys: Keys,
    /// Keys that bring the text up; none if the program starts with it.
    brings_up: &'static [&'static str],
    /// Whether a screen is the last that appears without a key.
    is_ready: fn(&str) -> bool,
    /// Keys to press then, before measuring.
    prepares: &'static [&'static str],
}

/// attache and the installed programs among `others`, with less first.
pub fn all(others: &[String], text: &Path, folder: &Path) -> Vec<Program> {
    let is_wanted = |name: &str| others.iter().any(|other| other == name) && is_installed(name);
    let bytes = fs::metadata(text).map_or(0, |file| file.len());
    let mut programs = Vec::new();
    if is_wanted("less") {
        programs.push(plain("less", text, folder, PAGER));
    }
    if is_wanted("w3m") {
        programs.push(plain("w3m", text, folder, Keys { line: "J", ..PAGER }));
    }
    // It parses a feed as a whole and keeps it in a database; nobody would send it 100 MB.
    if is_wanted("newsboat") && bytes < 10_000_000 {
        programs.push(newsboat(text, folder));
    }
    programs.push(attache("attache", &[], text, folder));
    programs.push(attache("attache, the text alone", &["z"], text, folder));
    programs
}

fn is_installed(name: &str) -> bool {
    let runs = Command::new(name).arg("--version").stdin(Stdio::null()).output().is_ok();
    if !runs {
        eprintln!("{name} is not installed, and left out.");
    }
    runs
}

/// A command with an environment that is the same everywhere.
fn command(program: &str, folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let set = [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("LESSHISTFILE", "-")];
    set.iter().for_each(|(name, value)| command.env(name, value));
    command.env("PATH", path);
    command.env("HOME", folder);
    command
}

/// A program that shows the given file and then waits.
fn plain(name: &'static str, text: &Path, folder: &Path, keys: Keys) -> Program {
    let mut command = command(name, folder);
    command.arg(text);
    Program { name, command, keys, brings_up: &[], is_ready: |_| true, prepares: &[] }
}

/// The build of attache to measure.
pub fn program() -> String {
    std::env::var("ATTACHE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_attache").to_owned())
}

/// A copy of the measured attache, as if installed. A freshly linked file is in memory as single pages until it is read
/// from the disk again, and takes a tenth longer to start.
fn installed(folder: &Path) -> PathBuf {
    let copy = folder.join("attache");
    if !copy.exists() {
        fs::copy(program(), &copy).expect("attache can be copied");
    }
    copy
}

pub fn attache(name: &'static str, prepares: &'static [&'static str], text: &Path, folder: &Path) -> Program {
    let mut command = command(&installed(folder).to_string_lossy(), folder);
    command.arg("--no-state");
    command.arg(text);
    let keys = Keys { next_quote: "]", ..PAGER };
    Program { name, command, keys, brings_up: &[], is_ready: has_quotes, prepares }
}

/// Whether the list of quotes shows its count, as it does once the analysis is done.
fn has_quotes(screen: &str) -> bool {
    screen.split("Quotes ").skip(1).any(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
}

/// newsboat on a feed with the text as its only item, already in its database.
fn newsboat(text: &Path, folder: &Path) -> Program {
    let prose = fs::read_to_string(text).expect("the text can be read");
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!("<p>{}</p>", escaped(&prose).replace("\n\n", "</p>\n<p>"));
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Wire</title><item><title>Talks</title><guid>1</guid>\
         <description>{}</description></item></channel></rss>",
        escaped(&page)
    );
    let name = text.file_stem().unwrap_or_default().to_string_lossy();
    let path = |ending: &str| folder.join(format!("newsboat-{name}.{ending}"));
    fs::write(path("xml"), feed).expect("the feed can be written");
    fs::write(path("urls"), format!("file://{}\n", path("xml").display()))
        .expect("the addresses can be written");
    fs::write(path("config"), "auto-reload no\n").expect("the settings can be written");
    let mut fetched = Command::new("newsboat");
    let mut command = command("newsboat", folder);
    for (option, ending) in [("-u", "urls"), ("-c", "db"), ("-C", "config")] {
        command.arg(option);
        command.arg(path(ending));
        fetched.arg(option).arg(path(ending));
    }
    let fetched = fetched.args(["-x", "reload"]).env("HOME", folder).stdout(Stdio::null()).status();
    assert!(fetched.is_ok_and(|status| status.success()), "newsboat takes the feed in");
    let keys = Keys { top: "\x1bOH", line: "\x1bOB", page: "\x1b[6~", next_hit: "", next_quote: "" };
    Program { name: "newsboat", command, keys, brings_up: &["\r", "\r"], is_ready: |_| true, prepares: &[] }
}

impl Program {
    /// Whether a screen is the last that appears without a key.
    pub fn is_ready(&self, screen: &str) -> bool {
        (self.is_ready)(screen)
    }

    /// Starts it and waits for its first screen; none if that is not the screen to measure.
    pub fn first_screen(&self) -> Option<Answer> {
        (self.brings_up.is_empty() && self.prepares.is_empty())
            .then(|| Terminal::start(&self.command).first_screen())
    }

    /// Starts it and waits until the text is there and nothing more will come. Also returns the bytes of the answer that
    /// brought up the text, or the measured screen.
    pub fn brought_up(&self) -> (Terminal, usize) {
        let mut terminal = Terminal::start(&self.command);
        let bytes = if self.brings_up.is_empty() {
            terminal.first_screen().bytes
        } else {
            terminal.settle();
            self.brings_up.iter().map(|key| terminal.press(key).bytes).last().unwrap_or_default()
        };
        terminal.wait(self.is_ready);
        terminal.settle();
        let prepared = self.prepares.iter().map(|key| terminal.press(key).bytes).last();
        (terminal, prepared.unwrap_or(bytes))
    }
}
