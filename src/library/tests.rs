//! The library on a real disk, whole and broken.

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::corrections::{ActorRef, Corrections, Edit};
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
    let first = library.visit(TEXT, &card("/x/story.txt")).unwrap();
    let change = Corrections::new(first.session).add(rename("A"));
    library.keep(std::slice::from_ref(&change)).unwrap();
    library.keep_position(&place).unwrap();
    library.keep_mark('a', Some(&place)).unwrap();
    library.keep_mark('b', Some(&place)).unwrap();
    library.keep_mark('b', None).unwrap();
    drop(library);
    let mut library = Library::open(&home.path().join("a/b")).unwrap();
    let again = library.visit(TEXT, &Card::default()).unwrap();
    assert!(again.session > first.session);
    assert_eq!((again.changes, again.position), (vec![change], Some(place.clone())));
    assert_eq!(again.marks, [('a', place)]);
}

#[test]
fn a_changed_file_keeps_what_was_said_about_it_and_another_text_does_not_get_it() {
    let home = folder();
    let mut library = Library::open(home.path()).unwrap();
    let visit = library.visit(TEXT, &card("/x/story.txt")).unwrap();
    let note =
        Edit::Note { passage: anchor(TEXT, "nobody said how long the talks would last"), note: "!".into() };
    library.keep(&[Corrections::new(visit.session).add(note)]).unwrap();
    let edited = TEXT.replace("how long the talks", "how long these talks");
    assert_eq!(library.visit(&edited, &card("/x/story.txt")).unwrap().changes.len(), 1);
    let other = "Quite another story\n\nOf a ship that went down in the night.\n";
    assert_eq!(library.visit(other, &card("/x/story.txt")).unwrap().changes, []);
    assert_eq!(library.visit(TEXT, &card("/x/story.txt")).unwrap().changes.len(), 1, "and back again");
}

#[test]
fn two_readers_of_one_document_lose_nothing_and_hear_of_each_other() {
    let home = folder();
    let (mut a, mut b) = (Library::open(home.path()).unwrap(), Library::open(home.path()).unwrap());
    let (va, vb) = (a.visit(TEXT, &card("/x")).unwrap(), b.visit(TEXT, &card("/x")).unwrap());
    assert_ne!(va.session, vb.session);
    let (mut ca, mut cb) = (Corrections::new(va.session), Corrections::new(vb.session));
    let (one, two) = (ca.add(rename("A")), cb.add(rename("B")));
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
fn a_newer_file_is_left_alone() {
    let home = folder();
    drop(Library::open(home.path()).unwrap());
    let db = Connection::open(home.path().join(FILE)).unwrap();
    db.pragma_update(None, "user_version", schema::VERSION + 7).unwrap();
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
    let visit = library.visit(TEXT, &card("/x")).unwrap();
    let mut corrections = Corrections::new(visit.session);
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
    let visit = library.visit(TEXT, &card("/x")).unwrap();
    library.keep(&[Corrections::new(visit.session).add(rename("A"))]).unwrap();
    let mut reader = Library::open_to_read(home.path()).unwrap();
    let seen = reader.visit(TEXT, &Card::default()).unwrap();
    assert_eq!((seen.session, seen.changes.len()), (0, 1));
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
    let visit = library.visit(TEXT, &card("/x")).unwrap();
    let mut corrections = Corrections::new(visit.session);
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
