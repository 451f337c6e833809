//! The library on a real disk, whole and broken.

use std::fs;

use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::corrections::{Act, ActorRef, Corrections, Edit};
use crate::text::Span;

const TEXT: &str =
    "Talks resume\n\nThe envoys met on Sunday, and nobody said how long the talks would last.\n";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn card(path: &str) -> Card {
    Card { path: Some(path.to_owned()), title: Some("Talks resume".to_owned()) }
}

fn anchor(text: &str, words: &str) -> Anchor {
    let start = text.find(words).expect(words) as u32;
    Anchor::new(text, Span::new(start, start + words.len() as u32))
}

fn rename(name: &str) -> Edit {
    Edit::Rename { actor: ActorRef::named("Roe"), name: name.to_owned() }
}

/// Corrections with a replica of their own.
fn corrections() -> Corrections {
    Corrections::new(Uuid::new_v4())
}

/// A change as saved.
fn signed(change: Change) -> Change {
    change.signed(Some("ana"), Timestamp::from_second(1_520_000_000).unwrap())
}

fn trouble(result: Result<Library, LibraryError>) -> (Trouble, String) {
    let error = result.expect_err("it cannot be opened");
    let sentence = error.to_string();
    (error.trouble, sentence)
}

#[test]
fn what_was_kept_is_there_the_next_time() {
    let home = folder();
    let place = anchor(TEXT, "nobody said");
    let mut library = Library::open(&home.path().join("a/b")).unwrap();
    library.visit(TEXT, &card("/x/story.txt")).unwrap();
    let change = signed(corrections().add(rename("A")));
    library.keep(std::slice::from_ref(&change)).unwrap();
    library.keep_position(&place).unwrap();
    library.keep_mark('a', Some(&place)).unwrap();
    library.keep_mark('b', Some(&place)).unwrap();
    library.keep_mark('b', None).unwrap();
    drop(library);
    let mut library = Library::open(&home.path().join("a/b")).unwrap();
    let again = library.visit(TEXT, &Card::default()).unwrap();
    assert_eq!((again.changes, again.position), (vec![change], Some(place.clone())));
    assert_eq!(again.marks, [('a', place)]);
}

#[test]
fn a_changed_file_keeps_what_was_said_about_it_and_another_text_does_not_get_it() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x/story.txt")).unwrap();
    let note =
        Edit::Note { passage: anchor(TEXT, "nobody said how long the talks would last"), note: "!".into() };
    library.keep(&[corrections().add(note)]).unwrap();
    let edited = TEXT.replace("how long the talks", "how long these talks");
    assert_eq!(library.visit(&edited, &card("/x/story.txt")).unwrap().changes.len(), 1);
    let other = "Quite another story\n\nOf a ship that went down in the night.\n";
    assert_eq!(library.visit(other, &card("/x/story.txt")).unwrap().changes, []);
    assert_eq!(library.visit(TEXT, &card("/x/story.txt")).unwrap().changes.len(), 1, "and back again");
}

#[test]
fn the_changes_of_one_text_can_be_kept_for_another() {
    let folder = folder();
    let mut edits = corrections();
    let change = signed(edits.add(rename("Jo Roe")));
    let other = "Talks end\n\nThe envoys left on Monday, and nobody said why the talks were over.\n";
    for text in [TEXT, other, other] {
        let mut library = Library::open(folder.path()).unwrap();
        library.visit(text, &Card::default()).unwrap();
        library.keep(std::slice::from_ref(&change)).unwrap();
        let kept = library.visit(text, &Card::default()).unwrap().changes;
        assert_eq!(kept.len(), 1, "{text}");
        assert_eq!(kept[0].act, change.act);
    }
}

#[test]
fn two_readers_of_one_document_lose_nothing_and_hear_of_each_other() {
    let home = folder();
    let (mut a, mut b) = (Library::open(home.path()).unwrap(), Library::open(home.path()).unwrap());
    a.visit(TEXT, &card("/x")).unwrap();
    b.visit(TEXT, &card("/x")).unwrap();
    let (one, two) = (signed(corrections().add(rename("A"))), signed(corrections().add(rename("B"))));
    assert_eq!(a.keep(std::slice::from_ref(&one)).unwrap(), []);
    assert_eq!(b.keep(std::slice::from_ref(&two)).unwrap(), std::slice::from_ref(&one));
    assert_eq!(a.keep(&[]).unwrap(), std::slice::from_ref(&two));
    assert_eq!(a.keep(&[]).unwrap(), [], "each change is told once");
    assert_eq!(a.visit(TEXT, &card("/x")).unwrap().changes, [one, two]);
}

#[test]
fn recent_documents_are_those_that_can_be_opened_again() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    for (text, path) in
        [("one", Some("/one")), ("two", None), ("three", Some("/three")), ("one", Some("/one"))]
    {
        let card = Card { path: path.map(str::to_owned), title: None };
        library.visit(text, &card).unwrap();
    }
    let paths = |most| library.recent(most).unwrap().into_iter().map(|r| r.path).collect::<Vec<_>>();
    assert_eq!(paths(9), ["/one", "/three"]);
    assert_eq!(paths(1), ["/one"]);
}

#[test]
fn recent_documents_count_the_corrections_that_stand() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    let mut mine = corrections();
    let (first, second) = (mine.add(rename("A")), mine.add(rename("B")));
    let undone = mine.undo().unwrap().0;
    library.keep(&[first, second, undone].map(signed)).unwrap();
    assert_eq!(library.recent(9).unwrap()[0].changes, mine.edits().count());
}

#[test]
fn a_newer_file_is_left_alone() {
    let home = folder();
    drop(Library::open(home.path()).unwrap());
    let db = Connection::open(home.path().join(FILE)).unwrap();
    db.pragma_update(None, "user_version", migrate::VERSION + 7).unwrap();
    drop(db);
    for result in [Library::open(home.path()), Library::open_to_read(home.path())] {
        let (trouble, sentence) = trouble(result);
        assert!(matches!(trouble, Trouble::Newer(_)), "{trouble:?}");
        assert!(sentence.starts_with("A newer attache wrote "), "{sentence}");
    }
}

#[test]
fn a_damaged_file_is_told_and_never_overwritten() {
    let home = folder();
    let path = home.path().join(FILE);
    for bytes in ["This is no database, and long enough to be read as one.\n".repeat(200), "x".repeat(20)] {
        fs::write(&path, &bytes).unwrap();
        let (trouble, sentence) = trouble(Library::open(home.path()));
        assert!(matches!(trouble, Trouble::Damaged), "{trouble:?}");
        assert!(sentence.contains("is damaged; move it away"), "{sentence}");
        assert_eq!(fs::read_to_string(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    assert!(matches!(trouble(Library::open(home.path())).0, Trouble::Damaged), "another program's");
}

#[test]
fn a_cut_file_is_told() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    let mut corrections = corrections();
    for i in 0..400 {
        library.keep(&[corrections.add(rename(&format!("{i}").repeat(40)))]).unwrap();
    }
    drop(library);
    let path = home.path().join(FILE);
    let bytes = fs::read(&path).unwrap();
    let cut = [&bytes[..4096], &vec![0x5a; bytes.len() - 4096]].concat();
    fs::write(&path, cut).unwrap();
    let told = match Library::open(home.path()) {
        Err(error) => error,
        Ok(mut library) => library.visit(TEXT, &card("/x")).expect_err("most of it is noise"),
    };
    assert!(matches!(told.trouble, Trouble::Damaged), "{told}");
}

#[test]
fn where_nothing_can_be_written_it_says_so_and_still_reads() {
    for nowhere in ["/dev/null/attache", "/proc/attache"] {
        let (trouble, sentence) = trouble(Library::open(Path::new(nowhere)));
        assert!(matches!(trouble, Trouble::ReadOnly), "{trouble:?}");
        assert_eq!(sentence, format!("{nowhere} cannot be written; check its permissions."));
    }
    let home = folder();
    assert!(matches!(trouble(Library::open_to_read(home.path())).0, Trouble::Absent));
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    library.keep(&[corrections().add(rename("A"))]).unwrap();
    let mut reader = Library::open_to_read(home.path()).unwrap();
    let seen = reader.visit(TEXT, &Card::default()).unwrap();
    assert_eq!(seen.changes.len(), 1);
    assert!(matches!(reader.keep(&[]).unwrap_err().trouble, Trouble::ReadOnly));
}

#[test]
fn a_writer_that_holds_on_is_told() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    library.db.busy_timeout(std::time::Duration::from_millis(10)).unwrap();
    let other = Connection::open(home.path().join(FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = library.keep(&[]).unwrap_err();
    assert!(matches!(error.trouble, Trouble::Locked), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert!(library.keep(&[]).is_ok());
}

#[test]
fn a_full_disk_is_told_and_what_was_kept_stays() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    let mut corrections = corrections();
    library.keep(&[corrections.add(rename("A"))]).unwrap();
    let pages: i64 = library.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    library.db.pragma_update(None, "max_page_count", pages).unwrap();
    let large = corrections.add(rename(&"large ".repeat(4000)));
    let note = Edit::Note { passage: anchor(TEXT, "Talks"), note: "large ".repeat(4000) };
    let error = library.keep(&[large, corrections.add(note)]).unwrap_err();
    assert!(matches!(error.trouble, Trouble::Full), "{error}");
    assert!(error.to_string().contains("is full; make room"));
    assert_eq!(library.visit(TEXT, &card("/x")).unwrap().changes.len(), 1);
}

#[test]
fn the_register_holds_what_was_copied_last() {
    let home = folder();
    let library = Library::open(home.path()).unwrap();
    library.keep_copied("one").unwrap();
    let path = library.keep_copied("two").unwrap();
    assert_eq!(fs::read_to_string(path).unwrap(), "two\n");
}

/// A file of the first version, made by the program of that time.
fn old(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let db = Connection::open(folder.join(FILE)).unwrap();
    db.execute_batch(include_str!("../../tests/fixtures/library-1.sql")).unwrap();
}

/// The text that it is about.
const OLD_TEXT: &str = "Harbour talks resume\n\nLISSA, March 4 (Example Wire) - The envoys met on Sunday.\n\n\
    “We go on,” said Ana Lund, who leads the delegation.\n\n“There is no other way,” said Jo Roe, the minister.";

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date_and_loses_nothing() {
    let (one, two) = (folder(), folder());
    let mut visits = Vec::new();
    for home in [&one, &two] {
        old(home.path());
        // Reading it changes nothing and finds the same.
        let mut read = Library::open_to_read(home.path()).unwrap();
        let seen = read.visit(OLD_TEXT, &Card::default()).unwrap();
        let mut library = Library::open(home.path()).unwrap();
        let visit = library.visit(OLD_TEXT, &Card::default()).unwrap();
        let acts = |visit: &Visit| visit.changes.iter().map(|c| c.made).collect::<Vec<_>>();
        assert_eq!((acts(&seen), seen.unreadable, seen.damaged), (acts(&visit), 0, 0));
        assert_eq!((visit.unreadable, visit.damaged, visit.marks.len()), (0, 0, 1));
        assert!(visit.position.is_some());
        visits.push(visit);
    }
    let changes = &visits[0].changes;
    let kinds: Vec<_> = changes.iter().map(|c| std::mem::discriminant(&c.act)).collect();
    assert_eq!((kinds.len(), kinds[1] == kinds[5], kinds[0] == kinds[6]), (7, true, true));
    assert!(matches!(changes[1].act, Act::Undo(target) if target == changes[0].id));
    assert_eq!(changes[0].made.unwrap().to_string(), "2026-11-29T21:35:29Z");
    let mut list = corrections();
    changes.iter().for_each(|change| list.take_in(change.clone()));
    let edits = |list: &Corrections| list.edits().cloned().collect::<Vec<_>>();
    assert!(matches!(
        edits(&list)[..],
        [Edit::Speaker { .. }, Edit::NotQuote { .. }, Edit::Highlight { .. }]
    ));
    // Two files of that version are two replicas, whose changes never get mixed up.
    visits[1].changes.iter().for_each(|change| list.take_in(change.clone()));
    assert_eq!(edits(&list).len(), 6);
}

#[test]
fn a_library_that_was_moved_removed_or_replaced_confirms_nothing() {
    type Fate = fn(&Path);
    let fates: [(&str, Fate); 4] = [
        ("removed", |folder| fs::remove_dir_all(folder).unwrap()),
        ("moved", |folder| fs::rename(folder, folder.with_extension("moved")).unwrap()),
        ("without its file", |folder| fs::remove_file(folder.join(FILE)).unwrap()),
        ("replaced", |folder| {
            fs::rename(folder, folder.with_extension("moved")).unwrap();
            drop(Library::open(folder).unwrap());
        }),
    ];
    for (what, fate) in fates {
        let home = folder();
        let folder = home.path().join("state");
        let mut library = Library::open(&folder).unwrap();
        library.visit(TEXT, &card("/x")).unwrap();
        let mut corrections = corrections();
        library.keep(&[corrections.add(rename("A"))]).unwrap();
        fate(&folder);
        let place = anchor(TEXT, "nobody said");
        let change = signed(corrections.add(rename("B")));
        let errors = [
            library.keep(std::slice::from_ref(&change)).unwrap_err(),
            library.keep_position(&place).unwrap_err(),
            library.keep_mark('a', Some(&place)).unwrap_err(),
        ];
        assert!(errors.iter().all(|e| matches!(e.trouble, Trouble::Gone)), "{what}: {errors:?}");
        library.again().unwrap();
        assert_eq!(library.visit(TEXT, &card("/x")).unwrap().changes, [], "{what}");
        library.keep(std::slice::from_ref(&change)).unwrap();
        drop(library);
        let mut library = Library::open_to_read(&folder).unwrap();
        assert_eq!(library.visit(TEXT, &card("/x")).unwrap().changes, [change], "{what}");
    }
}

#[test]
fn a_journal_that_is_removed_takes_nothing_with_it() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    let mut corrections = corrections();
    library.keep(&[corrections.add(rename("A"))]).unwrap();
    fs::remove_file(home.path().join("attache.db-wal")).unwrap();
    let change = corrections.add(rename("B"));
    let error = library.keep(std::slice::from_ref(&change)).unwrap_err();
    assert!(matches!(error.trouble, Trouble::Gone), "{error}");
    library.again().unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    library.keep(&[change]).unwrap();
    assert_eq!(library.visit(TEXT, &card("/x")).unwrap().changes.len(), 2);
}

#[test]
fn files_of_others_and_for_others_are_not_used() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let home = folder();
    let mode = |name: &str| fs::metadata(home.path().join(name)).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    drop(Library::open(home.path()).unwrap());
    open(home.path(), 0o755);
    open(&home.path().join(FILE), 0o644);
    fs::write(home.path().join("copied.txt"), "words").unwrap();
    open(&home.path().join("copied.txt"), 0o666);
    let mut library = Library::open(home.path()).unwrap();
    assert!(library.notice().unwrap().ends_with(" was open to others; now it is yours alone."));
    assert_eq!((library.notice(), mode(""), mode(FILE)), (None, 0o700, 0o600));
    assert_eq!(mode("copied.txt"), 0o600);
    fs::remove_file(home.path().join("copied.txt")).unwrap();
    // A link in place of the register or its draft leads nowhere.
    let victim = home.path().join("victim");
    fs::write(&victim, "mine").unwrap();
    symlink(&victim, home.path().join("copied.txt.new")).unwrap();
    symlink(&victim, home.path().join("copied.txt")).unwrap();
    let path = library.keep_copied("words").unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    assert_eq!((fs::read_to_string(path).unwrap().as_str(), mode("copied.txt")), ("words\n", 0o600));
}

#[test]
fn a_pipe_a_device_or_a_socket_is_refused_at_once() {
    for name in [FILE, "attache.db-wal", "attache.db-journal"] {
        let home = folder();
        let made = std::process::Command::new("mkfifo").arg(home.path().join(name)).status().unwrap();
        assert!(made.success());
        let (trouble, sentence) = trouble(Library::open(home.path()));
        assert!(matches!(trouble, Trouble::NoFile), "{trouble:?}");
        assert!(sentence.contains("is not a file; move it away"), "{sentence}");
    }
    let home = folder();
    std::os::unix::fs::symlink("/dev/zero", home.path().join(FILE)).unwrap();
    assert!(matches!(trouble(Library::open(home.path())).0, Trouble::NoFile));
    assert!(matches!(trouble(Library::open_to_read(home.path())).0, Trouble::NoFile));
}

#[test]
fn damaged_rows_are_counted_and_the_others_are_there() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    library.visit(TEXT, &card("/x")).unwrap();
    let mut corrections = corrections();
    let changes: Vec<Change> = ["A", "B", "C", "D", "E"].map(|name| corrections.add(rename(name))).into();
    library.keep(&changes).unwrap();
    library.keep_position(&anchor(TEXT, "nobody said")).unwrap();
    let damage = [
        "UPDATE changes SET change = CAST(x'ff28' AS TEXT) WHERE seq = 1",
        "UPDATE changes SET change = '{\"add\":' WHERE seq = 2",
        "UPDATE changes SET replica = 'somebody' WHERE seq = 3",
        "UPDATE changes SET change = '{\"fly\":3}' WHERE seq = 4",
        "UPDATE works SET position = CAST(x'ff28' AS TEXT)",
    ];
    damage.iter().for_each(|sql| assert!(library.db.execute(sql, []).unwrap() > 0));
    let visit = library.visit(TEXT, &card("/x")).unwrap();
    assert_eq!((visit.changes.len(), visit.unreadable, visit.damaged), (1, 1, 4));
    library.db.execute("UPDATE works SET title = CAST(x'ff28' AS TEXT)", []).unwrap();
    assert_eq!(library.recent(9).unwrap(), []);
    let error = library.visit("Another text", &card("/x")).unwrap_err();
    assert!(error.to_string().contains("is damaged; move it away"), "{error}");
}
