//! Directories: a long search shows its progress and can be stopped, and the list has the readable files.

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::Session;

/// A directory of texts, with two pictures, and with two texts of the same name.
fn folder(texts: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    for name in ["east", "west"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder");
        write(&format!("{name}/1.txt"), format!("Talks in the {name}\n\nThey went on.\n").as_bytes());
    }
    (0..texts).for_each(|n| write(&format!("many-{n}.txt"), b"Talks\n\nThey went on.\n"));
    write("a.png", b"\x89PNG\r\n\x1a\n\0\0");
    write("b.txt", b"\xff\xd8\xff\xe0\0\0");
    folder
}

/// Opens the directory, named this many times.
fn open(folder: TempDir, times: usize) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    (0..times).for_each(|_| command.arg(folder.path()));
    Session::run(command, folder, 100, 24)
}

#[test]
fn the_list_has_what_can_be_read_with_enough_of_its_path() {
    let mut session = open(folder(0), 1);
    session.wait_for("2 files that are not texts were skipped.");
    session.press("B");
    session.wait_for("1 east/1.txt");
    session.wait_for("2 west/1.txt");
    assert!(!session.text().contains("cannot be read"), "{}", session.text());
    session.press("\x1b");
    session.wait_until_gone("2 west/1.txt");
    session.press("q");
    assert_eq!(session.end(), 0);
}

/// So many names that looking through them takes long on any machine.
const LONG: usize = 4000;

#[test]
fn a_long_search_is_seen_and_stopped() {
    let mut session = open(folder(300), LONG);
    session.wait_for("Looking for texts: ");
    session.press("\x1b");
    session.wait_for("Stopped; the list has the 302 files");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_long_search_may_be_left() {
    for (key, code) in [("q", 0), ("\x03", 130)] {
        let mut session = open(folder(300), LONG);
        session.wait_for("q quits.");
        session.press(key);
        session.wait_until_gone("Looking for texts");
        // The screen was never opened, so there are no modes to undo.
        assert_eq!(session.child.wait().expect("the program ends").exit_code(), code, "{key:?}");
    }
}
