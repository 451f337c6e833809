//! `ATTACHE_ONLY=archive`: tries every argument and every action; nothing outside the archive is read or changed.

use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::{Output, Stdio};
use std::time::Duration;

use clap::{Arg, Command as Definition};
use portable_pty::CommandBuilder;

use crate::session::{Session, USUAL, plain};
use crate::{Desk, SECRET, said};

/// The reader counts as done with a key after this silence.
const SILENCE: Duration = Duration::from_millis(30);

/// The commands of a definition, each as the words that call it, the program itself first.
fn commands<'a>(definition: &'a Definition, words: &[String], all: &mut Vec<(Vec<String>, &'a Definition)>) {
    all.push((words.to_vec(), definition));
    for command in definition.get_subcommands() {
        commands(command, &[words, &[command.get_name().to_owned()]].concat(), all);
    }
}

/// The values of an argument, one try each.
fn values(arg: &Arg, outside: &[String]) -> Vec<String> {
    let listed: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    if listed.is_empty() { outside.to_vec() } else { listed }
}

/// Every call with one argument of its command, besides the required ones.
fn calls(desk: &Desk, address: &str) -> Vec<Vec<String>> {
    let definition = attache::cli::definition();
    let (mut all, mut calls) = (Vec::new(), Vec::new());
    commands(&definition, &[], &mut all);
    let secret = desk.secret().to_string_lossy().into_owned();
    let new = desk.outside().join("new").to_string_lossy().into_owned();
    let outside = [secret.clone(), new, "-".to_owned(), address.to_owned(), ".".to_owned()];
    for (words, command) in all {
        let globals = if words.is_empty() { Vec::new() } else { definition.get_arguments().collect() };
        for arg in command.get_arguments().chain(globals) {
            let tries = values(arg, &outside);
            let named = arg.get_long().map(|name| format!("--{name}"));
            let takes = arg.get_action().takes_values();
            for value in if takes { tries } else { vec![String::new()] } {
                let given: Vec<String> = match &named {
                    Some(name) if takes => vec![name.clone(), value],
                    Some(name) => vec![name.clone()],
                    None => vec![value],
                };
                let called = [words.clone(), given].concat();
                // Once alone and once with a path, for commands that require one.
                calls.push(called.clone());
                calls.push([called, vec![secret.clone()]].concat());
            }
        }
    }
    calls.sort();
    calls.dedup();
    calls
}

fn run(desk: &Desk, words: &[String], closed: bool) -> Output {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut command = desk.open(&words);
    if closed {
        command.env("ATTACHE_ONLY", "archive");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // A command that reads nothing closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(format!("Ana {SECRET} said no.\n").as_bytes());
    child.wait_with_output().expect("the program ends")
}

#[test]
fn no_argument_leads_out_of_the_archive() {
    let desk = Desk::new();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let before = desk.all_outside();
    let calls = calls(&desk, &address);
    assert!(calls.len() > 100, "{} calls", calls.len());
    println!("{} command lines tried", calls.len());
    for call in &calls {
        let output = run(&desk, call, true);
        // An error may repeat the words of the command line, which are the person's own.
        assert!(!said(&output).contains(SECRET), "{call:?}: {}", said(&output));
        assert!(listener.accept().is_err(), "{call:?} has asked an address");
    }
    assert_eq!(desk.all_outside(), before);
    // The same calls show the word if nothing is closed.
    let leaks = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        said(&run(&desk, &words, false)).contains(SECRET)
    };
    let secret = desk.secret();
    let secret = secret.to_str().expect("a path");
    assert!(leaks(&[secret]) && leaks(&["-"]) && leaks(&["analyze", secret]) && leaks(&["export", secret]));
}

#[test]
fn a_word_that_is_not_known_opens_nothing() {
    let desk = Desk::new();
    let output = desk.open(&["find", "lamp"]).env("ATTACHE_ONLY", "archives").output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("ATTACHE_ONLY is “archives”"), "{}", said(&output));
    assert!(output.stdout.is_empty());
    let output = desk.open(&["find", "lamp"]).env("ATTACHE_ONLY", "archive").output().expect("it runs");
    assert!(output.status.success() && said(&output).contains("The lamp stays lit"), "{}", said(&output));
}

/// The names of all actions, as the configuration lists them.
fn actions(desk: &Desk) -> Vec<String> {
    let printed = desk.open(&["config", "--print-default"]).output().expect("the program runs");
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    let keys = text.lines().filter_map(|line| line.trim_start_matches("# ").split_once(" = ["));
    let names: Vec<String> = keys.map(|(name, _)| name.trim().to_owned()).collect();
    assert!(names.len() > 60, "{names:?}");
    names
}

/// A reader restricted to the archive. The programs that it could start leave a mark outside.
fn reader(desk: &Desk) -> Session {
    let program = desk.folder.path().join("program");
    let mark = desk.outside().join("started");
    std::fs::write(&program, format!("#!/bin/sh\ntouch '{}'\n", mark.display())).expect("a script");
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).expect("a script that runs");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    plain(&mut command, &desk.state());
    command.cwd(desk.outside());
    command.env("ATTACHE_ONLY", "archive");
    for name in ["VISUAL", "EDITOR", "BROWSER", "PAGER", "SHELL"] {
        command.env(name, &program);
    }
    let mut session = Session::start(command, 100, 30, USUAL);
    session.wait_for("Everything");
    session
}

/// Goes to the text in the archive, or to its inbox, from any page.
fn go(session: &mut Session, to_text: bool) {
    session.press("\x1b");
    session.settle_for(Duration::from_millis(80));
    session.press("\x1b");
    session.settle_for(Duration::from_millis(80));
    session.press("I");
    session.wait_for("Everything");
    if to_text {
        session.press("\r");
        session.wait_for("Lighthouse talks resume");
        session.press("\r");
        session.wait_for("The harbour master");
    }
}

/// Tries something, then answers any prompt with a path outside.
fn answer(session: &mut Session, desk: &Desk) {
    session.settle_for(SILENCE);
    for path in [desk.secret(), desk.outside().join("new")] {
        session.press(&format!("\x15\x1b[200~{}\x1b[201~", path.display()));
        session.settle_for(SILENCE);
        session.press("\r");
        session.settle_for(SILENCE);
    }
    session.press("\x1b");
    session.settle_for(Duration::from_millis(80));
    session.press("\x1b");
    session.settle_for(Duration::from_millis(80));
}

#[test]
fn no_action_leads_out_of_the_archive() {
    for to_text in [false, true] {
        let desk = Desk::new();
        let names = actions(&desk);
        println!("{} actions tried, from {}", names.len(), if to_text { "a text" } else { "the inbox" });
        let before = desk.all_outside();
        let mut session = reader(&desk);
        go(&mut session, to_text);
        for name in
            names.iter().filter(|name| !["quit", "back", "suspend", "interrupt"].contains(&name.as_str()))
        {
            session.press(":");
            session.settle_for(SILENCE);
            session.press(&format!("{name}\r"));
            answer(&mut session, &desk);
            assert_eq!(desk.all_outside(), before, "{name}");
            assert!(session.state().is_some_and(|state| state != 'Z'), "{name} has ended the reader");
        }
        let written = String::from_utf8_lossy(&session.written).into_owned();
        assert!(!written.contains(SECRET), "the secret was on the screen");
        session.kill();
        assert_eq!(desk.all_outside(), before);
    }
}
