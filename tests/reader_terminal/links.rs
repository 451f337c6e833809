//! Links in a real terminal: which browser is opened, and how.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use portable_pty::CommandBuilder;

use super::session::Session;

/// A reader of a text with a link, and a browser under that name and environment that records its arguments.
fn with_browser(name: &str, display: &str, secure: &str) -> (Session, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (story, browser, told) =
        (folder.path().join("story.txt"), folder.path().join(name), folder.path().join("told"));
    std::fs::write(&story, "The plan is at https://example.org/a;b$(c)?d=e&f for all.\n").expect("a story");
    let script =
        format!("#!/bin/sh\necho \"the browser is here\"\nprintf '%s|' \"$@\" > {}\n", told.display());
    std::fs::write(&browser, script).expect("a browser");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o700)).expect("it can be run");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.arg(&story);
    command.env("BROWSER", format!("{}/none:{} -new %s", folder.path().display(), browser.display()));
    command.env("DISPLAY", display);
    command.env_remove("WAYLAND_DISPLAY");
    command.env("ATTACHE_SECURE", secure);
    (Session::run(command, folder, 100, 30), told)
}

#[test]
fn a_browser_of_the_terminal_has_it_and_gives_it_back() {
    let (mut session, told) = with_browser("w3m", ":0", "");
    session.wait_for("The plan");
    session.press("o");
    session.wait_for("Enter open");
    session.press("\r");
    session.wait("the browser", |s| {
        String::from_utf8_lossy(&s.written).contains("\x1b[?1049lthe browser is here")
    });
    session.wait_for("Opened in");
    assert!(session.text().contains("The plan"), "{}", session.text());
    let words = std::fs::read_to_string(told).expect("the browser was told");
    assert_eq!(words, "-new|https://example.org/a;b$(c)?d=e&f|");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_browser_of_the_screen_runs_beside_the_reader() {
    let (mut session, told) = with_browser("firefox", ":0", "");
    session.wait_for("The plan");
    session.press("o");
    session.wait_for("Enter open");
    session.press("\r");
    session.wait_for("Opened in");
    assert!(!String::from_utf8_lossy(&session.written).contains("the browser is here"));
    assert!(told.exists());
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_secure_reader_starts_no_browser() {
    let (mut session, told) = with_browser("w3m", "", "1");
    session.wait_for("The plan");
    session.press("o");
    session.wait_for("ATTACHE_SECURE allows no browser");
    session.press("Y\r");
    session.wait_for("Copied");
    assert!(!told.exists());
    assert!(String::from_utf8_lossy(&session.written).contains("\x1b]52;c;"));
    session.press("q");
    assert_eq!(session.end(), 0);
}
