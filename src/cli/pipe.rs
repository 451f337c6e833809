//! A user's own command that reads a text: started from a list of words, never by a shell.

use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::thread;

use crate::text::{sanitise, sanitise_line};

/// The most bytes of a command's output that are shown.
const SHOWN: u64 = 1 << 20;

/// Passes `text` to a command and returns its output, sanitised; else why there is none, as a full sentence.
pub(super) fn run(command: &str, text: String) -> Result<String, String> {
    let shown = sanitise_line(command, 60);
    let words = shlex::split(command).filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| format!("“{shown}” has a quotation mark that is not closed."))?;
    let failed = |error: &io::Error| match error.kind() {
        ErrorKind::NotFound => format!("There is no command “{}”.", sanitise_line(&words[0], 60)),
        _ => format!("“{shown}” could not be run: {error}."),
    };
    // In a process group of its own it can neither read the reader's keys nor be hit by its signals.
    let mut started = Command::new(&words[0]);
    started
        .args(&words[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    let mut child = started.spawn().map_err(|e| failed(&e))?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // A command may stop reading before the end; that is no error.
    thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    let errors = thread::spawn(move || all_of(errors));
    let written = all_of(output);
    let errors = errors.join().unwrap_or_default();
    let status = child.wait().map_err(|e| failed(&e))?;
    if status.success() {
        return Ok(sanitise(&written).into_owned());
    }
    let last = errors.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let how = status.code().map_or("by a signal".to_owned(), |code| format!("with {code}"));
    Err(format!("“{shown}” ended {how}. {}", sanitise_line(last, 200)).trim_end().to_owned())
}

/// All output, up to what is shown; the rest is read and dropped, so that the writer can end.
fn all_of(from: Option<impl Read>) -> String {
    let Some(mut from) = from else { return String::new() };
    let mut bytes = Vec::new();
    let _ = from.by_ref().take(SHOWN).read_to_end(&mut bytes);
    let _ = io::copy(&mut from, &mut io::sink());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_the_text_and_its_words_are_no_shell() {
        assert_eq!(run("tr a-z A-Z", "one two".to_owned()).as_deref(), Ok("ONE TWO"));
        assert_eq!(run("printf '%s' '$HOME; a b'", String::new()).as_deref(), Ok("$HOME; a b"));
        assert_eq!(run("printf 'a\\033[2Jb'", String::new()).map(|t| t.contains('\x1b')), Ok(false));
        let large = "word ".repeat(1 << 20);
        assert_eq!(run("cat", large).map(|t| t.len()), Ok(1 << 20), "as much as is shown");
        assert_eq!(run("true", "never read".repeat(1 << 16)).as_deref(), Ok(""));
    }

    #[test]
    fn what_fails_says_so() {
        let why = |command: &str| run(command, String::new()).unwrap_err();
        assert_eq!(why("no-such-command-here -x"), "There is no command “no-such-command-here”.");
        assert_eq!(why("echo 'open"), "“echo 'open” has a quotation mark that is not closed.");
        assert_eq!(why("false"), "“false” ended with 1.");
    }
}
