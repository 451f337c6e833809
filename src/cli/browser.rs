//! The user's browser: `$BROWSER`, or an installed one. It is started from a list of words, never by a shell.

use std::env;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::reader;
use crate::text::sanitise_line;

/// Browsers that draw on the terminal, and so keep it until they end.
const TEXT: &[&str] = &[
    "www-browser",
    "w3m",
    "lynx",
    "elinks",
    "links",
    "links2",
    "browsh",
    "carbonyl",
    "cha",
    "edbrowse",
    "felinks",
    "retawq",
];
/// Commands that open an address on a graphical screen: those of desktops, Debian and macOS, then the most common
/// browser.
const GRAPHICAL: &[&str] = &["xdg-open", "x-www-browser", "open", "firefox"];

/// Opens addresses in the browser.
pub(super) struct Browser;

impl reader::Browser for Browser {
    fn takes_terminal(&self) -> bool {
        choose().is_ok_and(|words| takes_terminal(&words[0], has_display()))
    }

    fn open(&mut self, address: &str) -> Result<String, String> {
        let words = choose()?;
        let shown = sanitise_line(&words[0], 40);
        let mut command = Command::new(&words[0]);
        command.args(arguments(&words[1..], address));
        if !takes_terminal(&words[0], has_display()) {
            // Its messages must not be written across the screen, and a Ctrl-C is not meant for it.
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        }
        match command.status() {
            Ok(status) if status.success() => Ok(format!("Opened in {shown}: {address}")),
            Ok(_) => Err(format!("The browser “{shown}” failed on {address}; Y copies the address.")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(nothing(&shown)),
            Err(error) => Err(format!("The browser “{shown}” could not be started: {error}.")),
        }
    }
}

fn nothing(named: &str) -> String {
    format!("There is no browser “{named}”; set BROWSER to one, or copy the address with Y.")
}

/// The words of the command: the first available one in `$BROWSER`, a list of commands separated by colons, or an
/// installed one.
fn choose() -> Result<Vec<String>, String> {
    let listed = env::var("BROWSER").unwrap_or_default();
    let wanted = commands(&listed);
    if let Some(first) = wanted.first() {
        let named = sanitise_line(&first[0], 40);
        return wanted.into_iter().find(|words| is_there(&words[0])).ok_or_else(|| nothing(&named));
    }
    let graphical = if has_display() { GRAPHICAL } else { &[] };
    let found = graphical.iter().chain(TEXT).find(|name| is_there(name));
    found
        .map(|name| vec![(*name).to_owned()])
        .ok_or_else(|| "There is no browser here; set BROWSER to one, or copy the address with Y.".to_owned())
}

/// The commands in a value of `$BROWSER`, each as its words.
fn commands(listed: &str) -> Vec<Vec<String>> {
    let words = |command: &str| command.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    listed.split(':').map(words).filter(|words| !words.is_empty()).collect()
}

/// The words after the program's name, with the address in place of `%s`, or at the end if there is none; `%%` and
/// `%c` mean a percent sign and a colon.
fn arguments(words: &[String], address: &str) -> Vec<String> {
    let mut out: Vec<String> = words.iter().map(|word| filled(word, address)).collect();
    if !words.iter().any(|word| word.replace("%%", "").contains("%s")) {
        out.push(address.to_owned());
    }
    out
}

fn filled(word: &str, address: &str) -> String {
    let mut out = String::new();
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('%', Some('s')) => out.push_str(address),
            ('%', Some('c')) => out.push(':'),
            ('%', Some('%')) => out.push('%'),
            _ => {
                out.push(c);
                continue;
            }
        }
        chars.next();
    }
    out
}

/// Whether a browser draws on the terminal: without a graphical screen every one does.
fn takes_terminal(program: &str, has_display: bool) -> bool {
    let name = Path::new(program).file_name().and_then(|name| name.to_str());
    !has_display || name.is_some_and(|name| TEXT.contains(&name))
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Whether a program can be found, as a path or in `$PATH`.
fn is_there(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(listed: &str) -> Vec<Vec<String>> {
        let with = |words: Vec<String>| {
            [vec![words[0].clone()], arguments(&words[1..], "http://a/%s?b=c&d")].concat()
        };
        commands(listed).into_iter().map(with).collect()
    }

    #[test]
    fn the_variable_lists_commands_and_says_where_the_address_goes() {
        let expected =
            [vec!["w3m", "http://a/%s?b=c&d"], vec!["ff", "-url=http://a/%s?b=c&d", "100%", "a:b"]];
        assert_eq!(run("w3m: :ff -url=%s 100%% a%cb"), expected);
        assert_eq!(run("lynx 5%%s"), [["lynx", "5%s", "http://a/%s?b=c&d"]]);
        assert!(run("").is_empty());
    }

    #[test]
    fn text_browsers_have_the_terminal() {
        assert!(takes_terminal("/usr/bin/w3m", true) && takes_terminal("firefox", false));
        assert!(!takes_terminal("/opt/firefox/firefox", true));
    }
}
