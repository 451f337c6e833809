//! Failures: one sentence each, and nothing lost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Desk, FERRY};

/// Waits until a condition holds; panics after half a minute.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_second_sync_ends_with_a_sentence_and_the_first_goes_on() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("wires")).expect("a folder");
    fs::create_dir_all(desk.path("config/attache/hooks")).expect("a folder");
    fs::write(desk.path("wires/one.md"), FERRY).expect("the text can be written");
    desk.out(&["follow", "wires"]);
    let hook = desk.path("config/attache/hooks/pre-sync");
    let folder = desk.0.path().display();
    fs::write(
        &hook,
        format!("#!/bin/sh\n: > {folder}/begun\nwhile [ ! -e {folder}/go ]; do sleep 0.02; done\n"),
    )
    .expect("the hook can be written");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it is ours");
    let first = desk.command(&["sync"]).stdout(Stdio::piped()).spawn().expect("the program runs");
    until("the first sync has begun", || desk.path("begun").exists());
    assert!(desk.err(&["sync"]).contains("Another sync is running; wait for it to end."));
    // Another sync of the same archive, from a state folder of its own, waits too.
    let mut other = desk.command(&["sync"]);
    other.env("XDG_STATE_HOME", desk.path("other")).env("XDG_CONFIG_HOME", desk.path("none"));
    if desk.1.is_none() {
        other.env("ATTACHE_ARCHIVE", desk.path("state/attache"));
    }
    let output = other.output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("Another sync is running"), "{said}");
    fs::write(desk.path("go"), "").expect("a file");
    let output = first.wait_with_output().expect("it ends");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("Added 1,"), "{output:?}");
}

#[test]
fn an_archive_of_a_newer_version_is_left_as_it_is() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // It is about the file.
    }
    desk.out(&["add", "ferry.md"]);
    let path = desk.path("state/attache/archive.db");
    let db = rusqlite::Connection::open(&path).expect("the archive is a database");
    db.pragma_update(None, "user_version", 99).expect("it can be written");
    db.close().expect("it closes");
    let before = fs::read(&path).expect("it can be read");
    for words in
        [&["find", "ferry"][..], &["add", "ferry.md"], &["sync"], &["archive", "check"], &["tag", "+a", "#1"]]
    {
        let said = desk.err(words);
        assert!(said.starts_with("attache: A newer attache wrote ") && said.lines().count() == 1, "{said}");
    }
    assert_eq!(fs::read(&path).expect("it can be read"), before);
}

#[test]
fn an_older_archive_is_brought_up_to_date() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // It is about the file.
    }
    desk.out(&["add", "ferry.md"]);
    let path = desk.path("state/attache/archive.db");
    let db = rusqlite::Connection::open(&path).expect("the archive is a database");
    db.execute_batch(
        "DROP INDEX tags_by_document; DROP TABLE changes; DROP TABLE decided; ALTER TABLE documents DROP COLUMN given;
         DROP TABLE words_said; DROP INDEX mentions_with_role; ALTER TABLE documents DROP COLUMN packed;
         PRAGMA user_version = 1;",
    )
    .expect("it can be written");
    db.close().expect("it closes");
    desk.out(&["tag", "+a", "#1"]);
    assert_eq!(desk.out(&["find", "--count", "tag:a"]), "1\n");
    let db = rusqlite::Connection::open(&path).expect("the archive is a database");
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version");
    assert_eq!(version, 6);
    let counted = "SELECT quotes FROM words_said WHERE term = ?1";
    let count =
        |term: &str| db.query_row(counted, [term], |row| row.get::<_, i64>(0)).expect("it is counted");
    assert_eq!((count("bridge"), count("")), (1, 2), "words that were there before are counted");
}

#[test]
fn a_folder_that_cannot_be_written_can_still_be_asked() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // It is about the file.
    }
    desk.out(&["add", "ferry.md"]);
    let folder = desk.path("state/attache");
    let permit =
        |mode: u32| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("it is ours");
    permit(0o500);
    if fs::write(folder.join("probe"), "").is_ok() {
        permit(0o700);
        return; // Whoever runs this may write everywhere.
    }
    fs::set_permissions(folder.join("archive.db"), fs::Permissions::from_mode(0o400)).expect("it is ours");
    assert_eq!(desk.out(&["find", "--count", "ferry"]), "1\n");
    let said = desk.err(&["add", "ferry.md"]);
    assert!(said.contains("cannot be written; check its permissions") && said.lines().count() == 1, "{said}");
    permit(0o700);
}

/// The output of a script with a mount table of its own; none if none can be had. `$A` is the program.
fn mounting(desk: &Desk, script: &str) -> Option<String> {
    let may = |arguments: &[&str]| {
        let tried =
            Command::new("unshare").args(arguments).args(["mount", "-t", "tmpfs", "none", "/mnt"]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    let Some(arguments) = [&["-m"][..], &["-rm"]].into_iter().find(|arguments| may(arguments)) else {
        eprintln!("Nothing can be mounted here: disks of that kind were NOT tried.");
        return None;
    };
    let mut command = Command::new("unshare");
    command.args(arguments).args(["sh", "-ec", script]).current_dir(desk.0.path());
    command.env_remove("ATTACHE_ARCHIVE").env("A", env!("CARGO_BIN_EXE_attache"));
    command.env("XDG_STATE_HOME", desk.path("disk")).env("XDG_CONFIG_HOME", desk.path("config"));
    let output = command.output().expect("unshare runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_full_disk_is_a_sentence_and_what_was_told_is_there() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // It is about the file.
    }
    fs::create_dir_all(desk.path("many")).expect("a folder");
    for n in 0..1500 {
        // Words of their own, which cannot be compressed to nothing.
        let berth = |berth: usize| format!("Berth {} waited.", n * 7919 + berth * 104_729);
        let berths = (0..60).map(berth).collect::<Vec<_>>().join(" ");
        let text = format!("“The bridge number {n} will stay open,” Marta Okafor said.\n\n{berths}\n");
        fs::write(desk.path(&format!("many/{n}.txt")), text).expect("the text can be written");
    }
    let script = "mkdir disk; mount -t tmpfs -o size=6m none disk
        $A add ferry.md >/dev/null; $A follow many
        if $A sync --verbose >told 2>said; then echo 'It was not full.'; exit 1; fi
        cat said; grep -c '^[0-9]* “' told || true; $A find --count; $A archive check
        mount -o remount,size=100m disk; $A sync --all | cut -d. -f1; $A find --count; $A archive check";
    let Some(out) = mounting(&desk, script) else { return };
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 7, "{out}");
    assert!(
        lines[0].starts_with("attache: The disk that holds ")
            && lines[0].ends_with("is full; make room on it."),
        "{out}"
    );
    let [told, kept] = [1, 2].map(|at| lines[at].parse::<usize>().expect("a number"));
    assert!(told < kept && kept < 1501, "{out}");
    assert!(lines[3].contains(&format!("is sound: {kept} documents.")), "{out}");
    assert_eq!(lines[4], format!("Added {}, later versions 0, there already {}", 1501 - kept, kept - 1));
    assert!(lines[5] == "1501" && lines[6].contains("is sound: 1501 documents."), "{out}");
}

#[test]
fn a_disk_that_cannot_be_written_can_still_be_asked() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // It is about the file.
    }
    let script = "mkdir disk; mount -t tmpfs none disk; $A add ferry.md >/dev/null; mount -o remount,ro disk
        $A find --count ferry; if $A add ferry.md 2>&1; then exit 1; fi; if $A sync 2>&1; then exit 1; fi";
    let Some(out) = mounting(&desk, script) else { return };
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (3, "1"), "{out}");
    for said in &lines[1..] {
        assert!(said.contains("cannot be written; check its permissions"), "{out}");
    }
}

#[test]
fn two_readers_ask_while_a_sync_writes() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("many")).expect("a folder");
    for n in 0..400 {
        let text = format!("“The bridge number {n} will stay open,” Marta Okafor said on Monday.\n");
        fs::write(desk.path(&format!("many/{n}.txt")), text).expect("the text can be written");
    }
    desk.out(&["add", "ferry.md"]);
    desk.out(&["follow", "many"]);
    let mut sync = desk.command(&["sync"]).stdout(Stdio::null()).spawn().expect("the program runs");
    let mut asked = [0, 0];
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let ask = |count: &mut usize| {
            let mut last = 0;
            while !done.load(std::sync::atomic::Ordering::SeqCst) || *count == 0 {
                let found: usize =
                    desk.out(&["find", "--count", "by:okafor"]).trim().parse().expect("a number");
                assert!(found >= last, "what was found is found again");
                (last, *count) = (found, *count + 1);
            }
        };
        let [one, other] = &mut asked;
        scope.spawn(move || ask(one));
        scope.spawn(move || ask(other));
        assert!(sync.wait().expect("it ends").success());
        done.store(true, std::sync::atomic::Ordering::SeqCst);
    });
    assert!(asked.iter().all(|count| *count > 0), "{asked:?}");
    assert_eq!(desk.out(&["find", "--count", "by:okafor"]), "401\n");
    assert!(desk.out(&["archive", "check"]).contains("is sound"));
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    for name in ["archive.db", "archive.db-wal", "archive.db-journal"] {
        for kind in ["pipe", "socket", "device"] {
            let desk = Desk::new();
            if desk.1.is_some() {
                return; // It is about the file.
            }
            desk.out(&["add", "ferry.md"]);
            let path = desk.path("state/attache").join(name);
            let _ = fs::remove_file(&path);
            let _listening = match kind {
                "pipe" => {
                    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
                    None
                }
                "socket" => Some(std::os::unix::net::UnixListener::bind(&path).expect("a socket")),
                _ => {
                    std::os::unix::fs::symlink("/dev/zero", &path).expect("a link");
                    None
                }
            };
            for words in [
                &["find", "x"][..],
                &["archive", "check"],
                &["inbox"],
                &["add", "ferry.md"],
                &["sync"],
                &["tag", "+a", "#1"],
            ] {
                let mut command = desk.command(words);
                let mut child = command.stderr(Stdio::piped()).spawn().expect("the program runs");
                let since = Instant::now();
                while child.try_wait().expect("it can be asked").is_none() {
                    if since.elapsed() > Duration::from_secs(20) {
                        child.kill().expect("it is ours");
                        panic!("{name} is a {kind}, and {words:?} waits");
                    }
                    std::thread::sleep(Duration::from_millis(5));
                }
                let output = child.wait_with_output().expect("it has ended");
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(!output.status.success() && said.contains("is not a file; move it away"), "{said}");
                assert_eq!(said.lines().count(), 1, "{said}");
            }
        }
    }
}

#[test]
fn a_folder_that_is_open_to_others_is_closed_by_every_command_with_a_word() {
    let desk = Desk::new();
    if desk.1.is_some() {
        return; // It is about the file.
    }
    desk.out(&["add", "ferry.md"]);
    desk.out(&["sync"]);
    let folder = desk.path("state/attache");
    let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let files = || fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    for words in [
        &["corrections", "ferry.md"][..],
        &["corrections", "#1"],
        &["find", "bridge"],
        &["add", "ferry.md"],
        &["sync"],
        &["export", "ferry.md"],
        &["archive", "check"],
        &["inbox"],
        &["dossier", "okafor"],
    ] {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("it is ours");
        for file in files() {
            fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("it is ours");
        }
        let output = desk.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{words:?} {said}");
        assert_eq!(said.matches("was open to others; now it is yours alone.").count(), 1, "{words:?} {said}");
        assert_eq!(mode(&folder), 0o700, "{words:?}");
        for file in files() {
            assert_eq!(mode(&file), 0o600, "{words:?} {}", file.display());
        }
        assert!(folder.join("sync.lock").exists());
        let output = desk.run(words);
        assert!(output.stderr.is_empty(), "it is said once: {words:?} {output:?}");
    }
}
