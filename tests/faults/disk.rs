//! Machine faults: no space, no home, no standard streams, a clock that goes back.

use std::path::Path;
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;

use super::Desk;
use super::session::{self, Session, USUAL};

/// The desk's story, opened by a shell that first runs `before`.
fn open_after(desk: &Desk, before: &str) -> Session {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", &format!("{before}; exec \"$0\" \"$1\""), env!("CARGO_BIN_EXE_attache")]);
    command.arg(desk.story());
    session::plain(&mut command, &desk.state);
    Session::start(command, 140, 24, USUAL)
}

#[test]
fn files_that_may_not_grow_are_as_good_as_a_full_disk() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.ready();
    session.press("W");
    session.wait_for("Saved: ");
    session.quit();
    // Blocks of 512 bytes: less than the database and its journal need.
    let mut session = open_after(&desk, "ulimit -f 16");
    session.wait_for("We go on");
    session.ready();
    session.press("X");
    session.wait_for("NOT SAVED");
    session.press("j");
    session.quit();
    let kept = desk.corrections();
    assert!(kept.contains("do = \"speaker\"") && !kept.contains("not-quote"), "{kept}");
}

#[test]
fn output_that_cannot_be_written_is_a_failure_and_one_that_nobody_wants_is_none() {
    let desk = Desk::new();
    let full = std::fs::File::create("/dev/full").expect("there is a device that is always full");
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    let output = command.arg("analyze").arg(desk.story()).stdout(full).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("No space left"), "{output:?}");
    let session = desk.open();
    session.quit();
    for words in [&["analyze"][..], &["analyze", "--format", "text"], &["export"], &["corrections"], &[]] {
        let mut command = Command::new("/bin/sh");
        // `true` closes the pipe before the first byte comes.
        command.args(["-c", "(\"$@\"; echo $? >&2) | true", "sh", env!("CARGO_BIN_EXE_attache")]);
        command.args(words).arg(desk.story()).env("XDG_STATE_HOME", &desk.state);
        let output = command.stdin(Stdio::null()).output().expect("a shell runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "0\n", "{words:?}");
    }
}

#[test]
fn without_a_home_it_reads_and_says_what_is_not_kept() {
    let desk = Desk::new();
    for (home, kept) in [
        // Without HOME the system's list of users says where home is; in a test the state must not go there.
        ("unset HOME XDG_CONFIG_HOME", true),
        ("unset XDG_CONFIG_HOME; HOME=", true),
        ("unset XDG_CONFIG_HOME XDG_STATE_HOME; HOME=/proc/nobody", false),
        ("unset XDG_CONFIG_HOME; XDG_STATE_HOME=relative/folder; HOME=/proc/nobody", false),
    ] {
        let mut session = open_after(&desk, &format!("cd /proc; {home}; export HOME XDG_STATE_HOME"));
        session.wait_for("We go on");
        if !kept {
            session.wait_for("NOT SAVED: /proc/nobody/.local/state/attache cannot be written");
        }
        session.ready();
        session.quit();
    }
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_is_closed() {
    let desk = Desk::new();
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "exec \"$0\" \"$1\" <&-", env!("CARGO_BIN_EXE_attache")]);
    command.arg(desk.story());
    session::plain(&mut command, &desk.state);
    let mut session = Session::start(command, 140, 24, USUAL);
    session.wait_for("We go on");
    session.ready();
    session.quit();
}

/// Shifts all times in the database by this many days.
fn move_clock(database: &Path, days: i32) {
    let db = rusqlite::Connection::open(database).expect("the database opens");
    let columns = [("sessions", "opened", "%Y-%m-%d %H:%M:%S"), ("changes", "made", "%Y-%m-%dT%H:%M:%SZ")];
    for (table, column, form) in columns {
        let moved = format!("UPDATE {table} SET {column} = strftime('{form}', {column}, '{days} days')");
        assert!(db.execute(&moved, []).expect("times can be moved") > 0);
    }
}

#[test]
fn a_clock_that_goes_back_changes_no_order_and_loses_nothing() {
    let desk = Desk::new();
    let other = desk.folder.path().join("other.txt");
    std::fs::write(&other, "Another story\n\nNothing was said.\n").expect("the story can be written");
    let mut session = desk.open();
    session.ready();
    session.press("W");
    session.wait_for("Saved: ");
    session.quit();
    // The saved changes are dated years ahead, and the changes after them are older.
    move_clock(&desk.database(), 4000);
    let mut session = desk.open();
    session.ready();
    session.press("U");
    session.wait_for("has the speaker that it had.");
    session.press("]X");
    session.wait_for("is not a quote");
    session.quit();
    let kept = desk.corrections();
    assert!(!kept.contains("do = \"speaker\"") && kept.contains("not-quote"), "{kept}");
    let mut session = Session::start(session::attache(&other, &desk.state), 140, 24, USUAL);
    session.wait_for("Nothing was said.");
    session.press("O");
    session.wait_for("story.txt");
    let (last, before) = (session.text().find("Another story"), session.text().rfind("Harbour talks"));
    assert!(last.is_some() && last < before, "the last opened comes first:\n{}", session.text());
    session.press("\x1b");
    session.wait_until_gone("Open:");
    session.quit();
}
