//! Addresses in the reader: its screen is there before anything has come, and late or missing pages hold up nobody.

use std::io::Write;
use std::sync::Mutex;
use std::sync::mpsc::channel;

use portable_pty::CommandBuilder;

use crate::server::{Server, answer, page};
use crate::session::Session;
use crate::{STORY, feed, whole_page};

/// The reader on some addresses on this machine, in a terminal of 100 columns.
fn read(words: &[&str]) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.arg("--allow-local");
    command.args(words);
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "ATTACHE_SECURE"] {
        command.env_remove(name);
        command.env_remove(name.to_lowercase());
    }
    command.env("XDG_CACHE_HOME", folder.path().join("cache"));
    Session::run(command, folder, 100, 24)
}

#[test]
fn one_sees_what_is_fetched_and_then_the_text() {
    let (let_go, wait) = channel::<()>();
    let wait = Mutex::new(wait);
    let server = Server::start(move |_, stream| {
        let _ = wait.lock().unwrap().recv();
        drop(stream.write_all(&page("text/plain", STORY.as_bytes())));
    });
    let mut session = read(&[&server.url("/story")]);
    session.wait_for(&format!("Fetching {}/story …", server.at));
    session.press("j");
    session.wait_for("fetching…");
    let_go.send(()).unwrap();
    session.wait_for("We go on");
    session.wait_for("Quotes 1");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_is_left_out_of_a_directory_is_said_with_the_address_before_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "Notes of Sunday.\n").unwrap();
    std::fs::write(folder.path().join("picture.gif"), b"GIF89a").unwrap();
    let server = Server::fixed(page("text/plain", STORY.as_bytes()));
    let mut session = read(&[&server.url("/story"), folder.path().to_str().unwrap()]);
    session.wait_for("Quotes 1");
    session.press("i");
    session.wait_for("1 file that is not a text was skipped.");
    session.press("qq");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_server_that_never_answers_can_be_left() {
    let server = Server::start(|_, _| std::thread::park());
    let mut session = read(&[&server.url("/story")]);
    session.wait_for("Fetching ");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_cannot_be_fetched_ends_the_reader_in_a_sentence() {
    let server = Server::fixed(answer("404 Not Found", "text/html", "", b"no"));
    let mut session = read(&[&server.url("/a"), &server.url("/b")]);
    session.drain();
    let said = session.text();
    for path in ["/a", "/b"] {
        assert!(said.contains(&format!("Cannot fetch “{}”", server.url(path))), "{said}");
    }
    assert_eq!(session.end(), 1);
}

#[test]
fn a_cut_item_is_fetched_when_one_comes_to_it() {
    let items = Server::start(|asked, stream| {
        let failed = answer("503 Service Unavailable", "text/html", "", b"later");
        drop(stream.write_all(&if asked.path == "/cut" { whole_page() } else { failed }));
    });
    let server = Server::fixed(page("application/rss+xml", feed(&items).as_bytes()));
    let mut session = read(&[&server.url("/wire")]);
    session.wait_for("nobody said why");
    assert_eq!(items.paths(), ["/cut"]);
    session.press("J");
    session.wait_for("The ferry was late …");
    session.wait_for("The whole was not fetched.");
    assert_eq!(items.paths(), ["/cut", "/down"]);
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn an_address_that_was_read_is_offered_again() {
    let server = Server::fixed(page("text/plain", STORY.as_bytes()));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "Notes of Sunday.\n").unwrap();
    let mut session = read(&[file.path().to_str().unwrap()]);
    session.wait_for("Notes of Sunday.");
    session.press("O");
    session.wait_for("or a path or an address");
    session.press(&format!("{}\r", server.url("/story")));
    session.wait_for("We go on");
    session.press("O");
    session.wait_for("or a path or an address");
    session.wait_for(&server.url("/story"));
    session.press("\x1b");
    session.wait_until_gone("or a path or an address");
    session.press("Q");
    assert_eq!(session.end(), 0);
}
