//! Tests for archives in a file only: SQLite's plans, messages about the file, and accidents.

use std::fs;

use rusqlite::{Connection, StatementStatus};

use super::tests::*;
use super::*;
use crate::query::Query;

#[test]
fn no_search_sorts_or_joins_row_by_row() {
    let (_folder, archive) = archive();
    for query in [
        "ferry",
        "ferry since:2018",
        "by:brandt",
        "by:brandt quote:ferry date:2018",
        "source:quay by:brandt",
        "",
        "since:2018-02",
    ] {
        let plan = archive.explain(&Query::parse(query).unwrap(), asking()).unwrap();
        assert_eq!(plan.len(), 1, "{query}: {plan:?}");
        assert!(!plan[0].contains("TEMP B-TREE"), "{query}: {plan:?}");
        let driven = plan[0].contains("VIRTUAL TABLE INDEX") || plan[0].contains("documents");
        assert!(
            driven && (query.len() < 5 || !query.contains("by:") || plan[0].contains("said")),
            "{query}: {plan:?}"
        );
    }
    let joined = archive.explain(&Query::parse("by:brandt bridge").unwrap(), asking()).unwrap();
    assert!(joined.iter().all(|step| !step.contains("TEMP B-TREE FOR ORDER BY")), "{joined:?}");
}

/// An archive of this many documents, each with a quote, that match the same words.
fn many(count: usize) -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::open(folder.path()).unwrap();
    let one = |n: usize| {
        let day = format!("2018-02-{:02}", 1 + n % 28);
        document(&day, "Quay Radio", &format!("“Ferry number {n} stays in port,” Ivo Brandt said.\n"))
    };
    archive.add(&(0..count).map(one).collect::<Vec<_>>(), TODAY, NOW).unwrap();
    (folder, archive)
}

/// SQLite's work for the newest 50 hits of a query: how many rows it returns, how often it sorts, and its
/// steps.
fn work(archive: &Archive, query: &str) -> (usize, i32, i32) {
    let (search, _) = archive.search(&Query::parse(query).unwrap(), asking()).unwrap();
    let (sql, values) = search.statement(crate::query::Order::Newest, 50);
    let mut statement = archive.db.sqlite().prepare(&sql).unwrap();
    let rows = statement.query_map(rusqlite::params_from_iter(&values), |_| Ok(())).unwrap().count();
    let count = |status| statement.get_status(status);
    (rows, count(StatementStatus::Sort), count(StatementStatus::VmStep))
}

#[test]
fn the_newest_fifty_cost_the_same_however_many_there_are() {
    let ((_few, few), (_many, many)) = (many(60), many(600));
    for query in [
        "",
        "since:2018-02",
        "ferry",
        "ferry date:2018-02",
        "by:brandt",
        "by:brandt quote:ferry",
        "by:brandt quote:ferry date:2018-02",
        "source:quay by:brandt quote:\"in port\"",
    ] {
        let (rows, sorts, steps) = work(&few, query);
        assert_eq!((rows, sorts), (50, 0), "{query}");
        assert_eq!((rows, sorts, steps), work(&many, query), "{query}");
    }
}

#[test]
fn words_of_a_document_beside_a_speaker_are_found_by_the_indexes_of_words() {
    let by = |speaker: &str, day: &str, word: &str| {
        document(day, "Quay Radio", &format!("“We stay in port,” {speaker} said of the {word} on {day}.\n"))
    };
    let made = |others: usize| {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open(folder.path()).unwrap();
        let day = |n: usize| format!("2017-{:02}-{:02}", 1 + n / 28 % 12, 1 + n % 28);
        let mut all: Vec<Prepared> = (0..5).map(|n| by("Ivo Brandt", &day(n * 60), "lighthouse")).collect();
        // Equally many quotes of the speaker in other documents, and equally many documents by others with
        // the word.
        all.extend((0..others).filter(|n| n % 60 != 0).map(|n| by("Ivo Brandt", &day(n), "ferry")));
        all.extend((0..others).map(|n| by("Marta Okafor", &day(n), "lighthouse")));
        archive.add(&all, TODAY, NOW).unwrap();
        (folder, archive)
    };
    let ((_few, few), (_many, many)) = (made(30), made(300));
    let query = "by:brandt lighthouse";
    let plan = many.explain(&Query::parse(query).unwrap(), asking()).unwrap();
    let scans: Vec<&String> = plan.iter().filter(|step| step.contains("SCAN")).collect();
    assert!(scans.len() == 3 && scans.iter().all(|step| step.contains("VIRTUAL TABLE INDEX")), "{plan:?}");
    assert!(plan.iter().all(|step| !step.contains("ORDER BY")), "{plan:?}");
    let ((rows, sorts, steps), (of_many, _, steps_of_many)) = (work(&few, query), work(&many, query));
    assert_eq!((rows, sorts, of_many), (5, 0, 5));
    // Each further quote of the speaker costs a lookup of its day, and none of its document.
    let other = 300 - 30;
    assert!((steps_of_many - steps) / other <= STEPS_A_DAY, "{steps} and {steps_of_many}");
}

/// The most steps SQLite takes to see that a day has no matching document.
const STEPS_A_DAY: i32 = 11;

#[test]
fn a_text_that_is_not_packed_is_read_as_it_is_and_packed_when_it_is_indexed_again() {
    let (_folder, mut archive) = archive();
    let id = archive.number_of(1).unwrap().unwrap();
    let kept = archive.stored(id).unwrap().unwrap().document;
    let blocks = serde_json::to_string(&kept.blocks).unwrap();
    let older = "UPDATE documents SET text = ?2, blocks = ?3, packed = NULL WHERE id = ?1";
    archive.db.sqlite().execute(older, rusqlite::params![id, kept.text, blocks]).unwrap();
    let hits = |archive: &Archive, query: &str| {
        archive.find(&Query::parse(query).unwrap(), asking(), 50).unwrap().hits
    };
    let (before, quoted) = (hits(&archive, "ferry"), hits(&archive, "by:brandt"));
    assert_eq!(archive.stored(id).unwrap().unwrap().document, kept);
    archive.index_again(id, &ferry("2018-01-29", "Halyard News"), TODAY).unwrap();
    let packed = "SELECT count(*) FROM documents WHERE packed IS NULL OR text <> '' OR blocks <> ''";
    let plain: i64 = archive.db.sqlite().query_row(packed, [], |row| row.get(0)).unwrap();
    assert_eq!((plain, archive.stored(id).unwrap().unwrap().document), (0, kept));
    assert_eq!(hits(&archive, "ferry"), before);
    let passages = |hits: &[Hit]| hits.iter().map(|hit| hit.passage.clone()).collect::<Vec<_>>();
    assert_eq!(passages(&hits(&archive, "by:brandt")), passages(&quoted));
}

#[test]
fn what_is_forgotten_is_nowhere() {
    let (folder, mut archive) = archive();
    archive.forget(archive.number_of(2).unwrap().unwrap()).unwrap();
    assert_eq!(found(&archive, "fishermen"), "");
    assert_eq!(archive.check().unwrap(), [""; 0]);
    let bytes = fs::read(folder.path().join(FILE)).unwrap();
    assert!(memchr::memmem::find(&bytes, b"fishermen").is_none());
    assert!(memchr::memmem::find(&bytes, b"ferry").is_some());
}

#[test]
fn a_file_that_cannot_be_used_is_left_alone_and_told_in_a_sentence() {
    let told = |result: Result<Archive, StoreError>| result.expect_err("it cannot be used").to_string();
    let (folder, archive) = archive();
    drop(archive);
    let path = folder.path().join(FILE);
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", LAYOUT.version() + 3).unwrap();
    drop(db);
    assert!(told(Archive::open(folder.path())).starts_with("A newer attache wrote "));
    fs::write(&path, "no database, and long enough to be read as one".repeat(100)).unwrap();
    assert!(told(Archive::open(folder.path())).contains("is damaged; put a backup"));
    assert!(told(Archive::open(Path::new("/proc/attache"))).contains("cannot be written"));
    let empty = tempfile::tempdir().unwrap();
    assert!(told(Archive::open_to_read(empty.path())).contains("There is no "));
}

#[test]
fn a_full_disk_keeps_what_was_there_and_a_second_writer_waits() {
    let (folder, mut archive) = archive();
    let pages: i64 = archive.db.sqlite().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    archive.db.sqlite().pragma_update(None, "max_page_count", pages).unwrap();
    let many: Vec<Prepared> = (0..200)
        .map(|n| {
            document(
                "2018-02-12",
                "Halyard News",
                &format!("Number {n} of a long list. {}\n", "word ".repeat(300)),
            )
        })
        .collect();
    let error = archive.add(&many, TODAY, NOW).unwrap_err();
    assert!(matches!(error.trouble, Trouble::Full), "{error}");
    assert_eq!((archive.documents().unwrap(), archive.check().unwrap()), (2, Vec::new()));
    archive.db.sqlite().pragma_update(None, "max_page_count", 1 << 30).unwrap();
    archive.db.sqlite().busy_timeout(std::time::Duration::from_millis(10)).unwrap();
    let other = Connection::open(folder.path().join(FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(archive.add(&many, TODAY, NOW).unwrap_err().trouble, Trouble::Locked));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(archive.add(&many, TODAY, NOW).unwrap().len(), 200);
    assert_eq!(archive.documents().unwrap(), 202);
}
