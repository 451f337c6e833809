//! One archive in a folder shared by several users of a machine: one who writes, some who read.
//!
//! Only root can act as other users; for anybody else these tests say so and do nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use super::Desk;

/// The writer, the reader, an outsider; and the desk's group. No machine needs to know these numbers.
const WRITER: u32 = 61_001;
const READER: u32 = 61_002;
const STRANGER: u32 = 61_003;
const GROUP: u32 = 62_000;

/// A folder for an archive that belongs to the writer and the desk.
struct Shared(Desk);

impl Shared {
    /// None unless this is root and the archive is in a folder.
    fn new(mode: u32) -> Option<Self> {
        let desk = Desk::new();
        if desk.1.is_some() {
            return None;
        }
        let shared = desk.path("shared");
        fs::create_dir(&shared).expect("a folder");
        let may = chown(&shared, Some(WRITER), Some(GROUP)).is_ok();
        if !may || !Command::new("setpriv").arg("--version").output().is_ok_and(|o| o.status.success()) {
            eprintln!("Only root can be several users: the shared archive was NOT tried.");
            return None;
        }
        let permit = |path: PathBuf, mode: u32| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("root may");
        };
        permit(desk.0.path().to_owned(), 0o755);
        permit(shared, mode);
        // The program may be where only root can go.
        fs::copy(env!("CARGO_BIN_EXE_attache"), desk.path("attache")).expect("the program can be copied");
        permit(desk.path("attache"), 0o755);
        Some(Self(desk))
    }

    /// The program as a user runs it, with the archive in the shared folder.
    fn by(&self, user: u32, words: &[&str]) -> Command {
        let home = self.0.path(&format!("home{user}"));
        if fs::create_dir(&home).is_ok() {
            chown(&home, Some(user), Some(user)).expect("root may");
        }
        let mut command = Command::new("setpriv");
        command.args([format!("--reuid={user}"), format!("--regid={user}")]);
        let groups = if user == STRANGER { "--clear-groups".to_owned() } else { format!("--groups={GROUP}") };
        command.arg(groups).arg(self.0.path("attache")).args(words).current_dir(self.0.0.path());
        command.env("XDG_STATE_HOME", home.join("state")).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("ATTACHE_ARCHIVE", self.0.path("shared")).env("ATTACHE_PERSON", format!("p{user}"));
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, user: u32, words: &[&str]) -> Output {
        self.by(user, words).output().expect("the program runs")
    }

    /// The program's output for a user, on both streams.
    fn said(&self, user: u32, words: &[&str]) -> String {
        let output = self.run(user, words);
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }
}

#[test]
fn who_may_only_read_reads_before_while_and_after_somebody_writes() {
    let Some(shared) = Shared::new(0o2750) else { return };
    let many = shared.0.path("many");
    fs::create_dir(&many).expect("a folder");
    for n in 0..1200 {
        let text = format!("“The bridge number {n} will stay open,” Marta Okafor said on Monday.\n");
        fs::write(many.join(format!("{n}.txt")), text).expect("the text can be written");
    }
    assert_eq!(shared.said(WRITER, &["add", "ferry.md"]), "Added 1, later versions 0, there already 0.\n");
    // The last writer is gone. Nothing is printed besides the answer: it is complete.
    assert_eq!(shared.said(READER, &["find", "--count", "by:okafor"]), "1\n");
    let mut sync = shared.by(WRITER, &["add", "many"]).stdout(Stdio::null()).spawn().expect("it runs");
    let done = AtomicBool::new(false);
    let mut counts: Vec<usize> = Vec::new();
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut counts = Vec::new();
            while !done.load(Ordering::SeqCst) {
                let said = shared.said(READER, &["find", "--count", "by:okafor"]);
                counts.push(said.trim().parse().unwrap_or_else(|_| panic!("{said}")));
            }
            counts
        });
        assert!(sync.wait().expect("it ends").success());
        done.store(true, Ordering::SeqCst);
        counts = reader.join().expect("it reads");
    });
    assert!(counts.is_sorted(), "what was found is found again: {counts:?}");
    assert!(counts.iter().any(|&n| n > 1 && n < 1201), "what comes is seen while more comes: {counts:?}");
    assert_eq!(shared.said(READER, &["find", "--count", "by:okafor"]), "1201\n");
    // The message says what is not permitted, and who can permit it.
    assert!(shared.said(READER, &["tag", "+a", "#1"]).contains("cannot be written; check its permissions"));
    assert!(shared.said(STRANGER, &["find", "x"]).contains("You may not read "));
    assert!(shared.said(STRANGER, &["archive", "check"]).contains("You may not read "));
    let checked = shared.said(READER, &["archive", "check"]);
    assert!(
        checked.ends_with(&format!("1201 documents; whoever is in the group {GROUP} may read it.\n")),
        "{checked}"
    );
}

#[test]
fn a_writer_who_is_killed_leaves_what_others_can_read() {
    let Some(shared) = Shared::new(0o2750) else { return };
    shared.run(WRITER, &["add", "ferry.md"]);
    let path = shared.0.path("shared/archive.db");
    // A writer with unfinished changes in the journal, of which only the files are left.
    let copy = shared.0.path("copy");
    fs::create_dir(&copy).expect("a folder");
    let db = rusqlite::Connection::open(&path).expect("it opens");
    db.execute("UPDATE outlets SET name = name", []).expect("it can be written");
    db.execute("INSERT INTO facts (name, value) VALUES ('a', 'b')", []).expect("it can be written");
    let names = ["archive.db", "archive.db-wal", "archive.db-shm"];
    for name in names {
        fs::copy(shared.0.path("shared").join(name), copy.join(name)).expect("it can be copied");
    }
    drop(db);
    for name in names {
        let to = shared.0.path("shared").join(name);
        fs::copy(copy.join(name), &to).expect("it can be copied");
        chown(&to, Some(WRITER), Some(GROUP)).expect("root may");
        fs::set_permissions(&to, fs::Permissions::from_mode(0o640)).expect("root may");
    }
    assert_eq!(shared.said(READER, &["find", "--count", "by:okafor"]), "1\n");
    // Without permission to read the journal, nothing is shown that may be out of date.
    for name in &names[1..] {
        let path = shared.0.path("shared").join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("root may");
    }
    let said = shared.said(READER, &["find", "--count", "by:okafor"]);
    assert!(said.contains("you may not read the journal beside it") && said.lines().count() == 1, "{said}");
    let checked = shared.said(WRITER, &["archive", "check"]);
    assert!(checked.contains("has the permissions 600, not its folder’s: chmod 640"), "{checked}");
}

#[test]
fn people_of_a_group_keep_what_is_their_own_in_one_file() {
    let Some(shared) = Shared::new(0o2770) else { return };
    shared.run(WRITER, &["add", "ferry.md"]);
    for (user, tag) in [(WRITER, "+one"), (READER, "+two")] {
        assert_eq!(shared.said(user, &["tag", tag, "#1"]), "Changed 1 document.\n");
    }
    for (user, own, other) in [(WRITER, "tag:one", "tag:two"), (READER, "tag:two", "tag:one")] {
        assert_eq!(shared.said(user, &["find", "--count", own]), "1\n");
        assert_eq!(shared.said(user, &["find", "--count", other]), "0\n");
    }
    assert!(shared.said(READER, &["archive", "check"]).contains("may read and write it"));
    assert!(shared.said(STRANGER, &["find", "x"]).contains("You may not read "));
}

#[test]
fn a_file_that_nobody_shares_is_read_as_it_is_and_that_is_said() {
    let Some(shared) = Shared::new(0o755) else { return };
    shared.run(WRITER, &["add", "ferry.md"]);
    let path = shared.0.path("shared/archive.db");
    assert!(shared.said(READER, &["find", "x"]).contains("You may not read "), "it is the writer's alone");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("root may");
    let output = shared.run(READER, &["find", "--count", "by:okafor"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1\n");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("is read as it was at") && told.lines().count() == 1, "{told}");
    // While somebody has it open, both can read it.
    let db = rusqlite::Connection::open(&path).expect("it opens");
    db.execute("INSERT INTO facts (name, value) VALUES ('a', 'b')", []).expect("it can be written");
    assert_eq!(shared.said(READER, &["find", "--count", "by:okafor"]), "1\n");
    drop(db);
}

#[test]
fn no_command_uses_what_another_user_keeps() {
    let Some(shared) = Shared::new(0o2770) else { return };
    let of_writer = shared.0.path(&format!("home{WRITER}/state"));
    let run = |user: u32, words: &[&str]| {
        let mut command = shared.by(user, words);
        command.env("XDG_STATE_HOME", &of_writer).env_remove("ATTACHE_ARCHIVE");
        let output = command.output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned(), said)
    };
    assert!(run(WRITER, &["add", "ferry.md"]).0);
    let note = "format = \"attache-corrections/1\"\n[[edit]]\ndo = \"note\"\n\
        passage = { start = 0, end = 10, words = \"“The bridg\" }\nnote = \"secret\"\n";
    fs::write(shared.0.path("c.toml"), note).expect("the file can be written");
    let added = run(WRITER, &["corrections", "ferry.md", "--import", "c.toml"]);
    assert!(added.0, "{added:?}");
    assert!(run(WRITER, &["corrections", "ferry.md"]).1.contains("secret"));
    // Open to all, so that only the owner is in the way.
    for entry in fs::read_dir(of_writer.join("attache")).expect("a folder") {
        let path = entry.expect("an entry").path();
        fs::set_permissions(path, fs::Permissions::from_mode(0o666)).expect("root may");
    }
    for folder in [&of_writer, &of_writer.join("attache")] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("root may");
    }
    let refused = "belongs to another user; set XDG_STATE_HOME to a folder of yours.";
    for words in [
        &["add", "ferry.md"][..],
        &["corrections", "ferry.md"],
        &["corrections", "#1"],
        &["find", "bridge"],
        &["inbox"],
        &["tag", "+a", "#1"],
        &["follow"],
        &["sync"],
        &["dossier", "okafor"],
        &["same", "okafor"],
        &["archive"],
        &["archive", "check"],
        &["archive", "export"],
    ] {
        let (done, printed, said) = run(READER, words);
        assert!(!done && printed.is_empty() && said.contains(refused), "{words:?} {printed} {said}");
        assert_eq!(said.lines().count(), 1, "{words:?} {said}");
    }
    let (done, printed, said) = run(READER, &["export", "ferry.md"]);
    assert!(done && printed.contains("bridge") && !printed.contains("secret"), "{printed}");
    assert!(said.contains("Corrections and notes are left out.") && said.contains(refused), "{said}");
    // A folder of the user's own with somebody else's file in it is no better.
    chown(of_writer.join("attache"), Some(READER), Some(READER)).expect("root may");
    for words in [&["find", "bridge"][..], &["add", "ferry.md"], &["corrections", "ferry.md"]] {
        let (done, _, said) = run(READER, words);
        assert!(!done && said.contains(refused), "{words:?} {said}");
    }
}
