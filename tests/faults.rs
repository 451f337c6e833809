//! Confirmed changes are never lost: killed programs, full disks, read-only homes, two readers at once, and databases
//! that are damaged or newer. Each with the program itself in a pseudo-terminal.

#[path = "faults/disk.rs"]
mod disk;
#[path = "faults/link.rs"]
mod link;
#[path = "common/session.rs"]
mod session;
#[path = "faults/signals.rs"]
mod signals;

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use session::Session;
use tempfile::TempDir;

const STORY: &str = "Harbour talks resume\n\nLISSA, March 4 (Example Wire) - The envoys met on Sunday.\n\n\
    “We go on,” said Ana Lund, who leads the delegation.\n\n“There is no other way,” said Jo Roe, the minister.\n";

/// A text on a disk, and its state folder.
struct Desk {
    folder: TempDir,
    state: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("story.txt"), STORY).expect("the story can be written");
        let state = folder.path().join("state");
        Self { folder, state }
    }

    fn story(&self) -> PathBuf {
        self.folder.path().join("story.txt")
    }

    fn database(&self) -> PathBuf {
        self.state.join("attache/attache.db")
    }

    fn open(&self) -> Session {
        let mut session = self.session();
        session.wait_for("We go on");
        session
    }

    /// The story in a terminal that has shown nothing yet.
    fn session(&self) -> Session {
        Session::start(session::attache(&self.story(), &self.state), 140, 24, session::USUAL)
    }

    /// The output of `attache corrections`.
    fn corrections(&self) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        let output = command.arg("corrections").arg(self.story()).env("XDG_STATE_HOME", &self.state).output();
        let output = output.expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

impl Session {
    /// Waits for the analysis, and selects the first quote.
    fn ready(&mut self) {
        self.wait_for("Quotes 2");
        self.press("g");
        self.wait_for("1 of 2");
    }

    fn quit(mut self) {
        self.press("Q");
        self.end();
    }
}

#[test]
fn what_was_confirmed_survives_a_kill_in_the_middle_of_the_next_correction() {
    let desk = Desk::new();
    let mut confirmed = 0;
    for _ in 0..4 {
        let mut session = desk.open();
        session.ready();
        for (keys, says) in [("W", "Saved: Nobody knows"), ("U", "has the speaker that it had.")] {
            session.press(keys);
            session.wait_for(says);
            confirmed += 1;
        }
        // This one may or may not be saved; but the ones before it are, and the file is whole.
        session.press("W");
        session.kill();
        let kept = changes(&desk);
        assert!(kept >= confirmed, "{kept} of {confirmed}");
        confirmed = kept;
    }
    let mut session = desk.open();
    session.ready();
    session.press("W");
    session.wait_for("Saved: ");
    session.quit();
    assert!(desk.corrections().contains("do = \"speaker\""), "{}", desk.corrections());
}

/// The number of changes in the database.
fn changes(desk: &Desk) -> usize {
    let db = rusqlite::Connection::open(desk.database()).expect("the database opens");
    let whole: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(whole, "ok");
    let count: i64 = db.query_row("SELECT count(*) FROM changes", [], |row| row.get(0)).expect("a count");
    usize::try_from(count).expect("a count")
}

#[test]
fn two_readers_at_once_lose_nothing() {
    let desk = Desk::new();
    let (mut a, mut b) = (desk.open(), desk.open());
    a.ready();
    b.ready();
    a.press("W");
    a.wait_for("Saved: ");
    b.press("]]X");
    b.wait_for("Saved: ");
    b.wait_for("unknown");
    a.press("V");
    a.wait_for("selecting by sentence");
    a.press("H");
    a.wait("a saved highlight", |s| s.text().contains("Saved: ") && s.text().contains("is highlighted."));
    a.wait_for("Quotes 1");
    a.quit();
    b.quit();
    let kept = desk.corrections();
    for what in ["speaker", "not-quote", "highlight"] {
        assert!(kept.contains(&format!("do = \"{what}\"")), "{kept}");
    }
}

#[test]
fn the_place_is_kept_when_a_signal_ends_the_program() {
    let desk = Desk::new();
    let long: Vec<String> = (1..=90).map(|i| format!("Paragraph {i} of the talks.")).collect();
    std::fs::write(desk.story(), format!("{STORY}\n{}\n", long.join("\n\n")))
        .expect("the story can be written");
    for signal in ["HUP", "TERM"] {
        let mut session = desk.open();
        session.wait_for("Quotes 2");
        session.press("g  ");
        session.wait_for("Paragraph 20 ");
        session.signal(signal);
        session.end();
        let mut session = desk.session();
        session.wait_for("Paragraph 20 ");
        session.quit();
    }
}

#[test]
fn where_nothing_can_be_written_reading_goes_on() {
    let desk = Desk { state: PathBuf::from("/proc/no-state"), ..Desk::new() };
    let mut session = desk.open();
    session.wait_for("NOT SAVED: /proc/no-state/attache cannot be written");
    session.ready();
    session.press("W");
    session.wait_for("cannot be written; check its permissions. Nobody knows who said");
    session.press("j");
    session.wait_for("NOT SAVED: 1 (i says why)");
    session.press("q");
    session.wait_for("Not everything is saved; Q quits anyway.");
    session.press("Q");
    session.wait_for("attache: 1 change is not saved. /proc/no-state/attache cannot be written");
    session.end();
    let mut session = desk.open();
    session.wait_for("NOT SAVED");
    session.press("q");
    session.wait_for("attache: Your place is not saved. /proc/no-state/attache cannot be written");
    session.end();
}

#[test]
fn a_full_disk_is_told_and_what_was_confirmed_stays() {
    let mut desk = Desk::new();
    let small = desk.folder.path().join("small");
    std::fs::create_dir(&small).expect("a folder");
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=512k", "none"]).arg(&small).status();
    if !mount.is_ok_and(|status| status.success()) {
        eprintln!(
            "No small disk can be mounted here; a limit on the size of files stands for one in `disk`."
        );
        return;
    }
    desk.state.clone_from(&small);
    let mut session = desk.open();
    session.ready();
    session.press("W");
    session.wait_for("Saved: ");
    let filler = small.join("filler");
    let mut file = std::fs::File::create(&filler).expect("a file");
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    session.press("X");
    session.wait_for("NOT SAVED: The disk of");
    session.press("j");
    session.wait_for("NOT SAVED: 1");
    std::fs::remove_file(&filler).expect("room is made");
    session.press("U");
    session.wait_for("is a quote again.");
    session.press("j");
    session.wait_until_gone("NOT SAVED");
    session.quit();
    let kept = desk.corrections();
    let unmount = Command::new("umount").arg(&small).status().expect("umount runs");
    assert!(unmount.success());
    assert!(kept.contains("do = \"speaker\"") && !kept.contains("not-quote"), "{kept}");
}

/// One way to remove the library of a desk.
type Fate = fn(&Desk);

#[test]
fn a_library_that_goes_away_is_made_anew_with_what_was_kept_of_the_text() {
    let fates: [Fate; 4] = [
        |desk| std::fs::remove_dir_all(&desk.state).expect("the state is removed"),
        |desk| std::fs::remove_file(desk.database()).expect("the database is removed"),
        |desk| std::fs::rename(&desk.state, desk.folder.path().join("moved")).expect("the state is moved"),
        |desk| {
            // Another reader's state takes its place.
            let other = Desk::new();
            let mut session = other.open();
            session.ready();
            session.quit();
            std::fs::remove_dir_all(&desk.state).expect("the state is removed");
            let copied = Command::new("cp").arg("-a").args([&other.state, &desk.state]).status();
            assert!(copied.expect("cp runs").success());
        },
    ];
    for fate in fates {
        let desk = Desk::new();
        let mut session = desk.open();
        session.ready();
        session.press("W");
        session.wait_for("Saved: ");
        fate(&desk);
        session.press("]X");
        session.wait_for("Saved anew: the state folder had been moved; notes on other texts are not in it.");
        session.press("j");
        session.wait_until_gone("NOT SAVED");
        session.quit();
        let kept = desk.corrections();
        assert!(kept.contains("do = \"speaker\"") && kept.contains("not-quote"), "{kept}");
    }
}

#[test]
fn a_library_whose_place_cannot_be_used_any_more_is_told() {
    let desk = Desk::new();
    let mut session = desk.open();
    session.ready();
    session.press("W");
    session.wait_for("Saved: ");
    let moved = desk.folder.path().join("moved");
    std::fs::rename(&desk.state, &moved).expect("the state is moved");
    std::fs::write(&desk.state, "a file").expect("something else is there");
    session.press("]X");
    session.wait_for("NOT SAVED: ");
    session.press("j");
    session.wait_for("NOT SAVED: 1");
    std::fs::remove_file(&desk.state).expect("it goes again");
    std::fs::rename(&moved, &desk.state).expect("the state comes back");
    session.press("U");
    session.wait_for("Saved");
    session.press("j");
    session.wait_until_gone("NOT SAVED");
    session.quit();
    assert!(desk.corrections().contains("do = \"speaker\""), "{}", desk.corrections());
}

#[test]
fn a_disk_that_is_taken_away_is_told_and_nothing_is_written_where_it_was() {
    let mut desk = Desk::new();
    let disk = desk.folder.path().join("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "none"]).arg(&disk).status();
    if !mount.is_ok_and(|status| status.success()) {
        eprintln!("No disk can be mounted here.");
        return;
    }
    desk.state.clone_from(&disk);
    let mut session = desk.open();
    session.ready();
    session.press("W");
    session.wait_for("Saved: ");
    let unmount = Command::new("umount").arg("--lazy").arg(&disk).status().expect("umount runs");
    assert!(unmount.success());
    session.press("]X");
    session.wait_for("NOT SAVED: The disk that");
    session.press("j");
    session.wait_for("NOT SAVED: 1");
    session.quit();
    assert_eq!(std::fs::read_dir(&disk).expect("the folder").count(), 0);
}

#[test]
fn what_others_could_read_is_closed_and_a_pipe_in_the_place_of_the_database_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let folder = desk.state.join("attache");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).expect("it is opened to all");
    let mut session = desk.open();
    session.wait_for("was open to others; now it is yours alone.");
    session.quit();
    let mode = std::fs::metadata(&folder).expect("the folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    std::fs::remove_file(desk.database()).expect("the database is removed");
    let made = Command::new("mkfifo").arg(desk.database()).status().expect("mkfifo runs");
    assert!(made.success());
    let mut session = desk.open();
    session.wait_for("is not a file; move it away");
    session.ready();
    session.quit();
}

#[test]
fn damaged_and_newer_databases_are_left_alone() {
    for says in ["is damaged; move it away", "(schema 99); update this one"] {
        let desk = Desk::new();
        let mut session = desk.open();
        session.ready();
        session.quit();
        let wal = desk.database().with_extension("db-wal");
        assert!(!wal.exists(), "the last reader leaves one file");
        if says.contains("damaged") {
            std::fs::write(desk.database(), "no database ".repeat(900)).expect("damage is done");
        } else {
            let db = rusqlite::Connection::open(desk.database()).expect("the database opens");
            db.pragma_update(None, "user_version", 99).expect("a newer one");
        }
        let before = std::fs::read(desk.database()).expect("the database");
        let mut session = desk.open();
        session.wait_for("NOT SAVED:");
        session.ready();
        session.press("W");
        session.wait_for(says);
        session.quit();
        assert_eq!(std::fs::read(desk.database()).expect("the database"), before);
    }
}
