//! The archive's commands on a server: every test of `archive.rs`, and tests for servers only.
#![cfg(has_postgres)]

// The same tests; this module's name tells them that the archive is on a server.
#[path = "archive.rs"]
mod on_postgres;

#[path = "archive/cut.rs"]
mod cut;
#[path = "archive/tls.rs"]
mod tls;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use on_postgres::cluster::{Cluster, fresh, shared};

/// Runs the program with the archive at that address, in a folder of its own.
fn run(folder: &std::path::Path, address: &str, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(words).current_dir(folder).env("ATTACHE_ARCHIVE", address);
    command.env("XDG_STATE_HOME", folder.join("state")).env("XDG_CONFIG_HOME", folder.join("config"));
    command.output().expect("the program runs")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn texts(folder: &std::path::Path, count: usize) {
    fs::create_dir_all(folder.join("many")).expect("a folder");
    for n in 0..count {
        let text = format!(
            "---\ntitle: Bridge {n}\nsource: Halyard News\ndate: 2018-01-{:02}\n---\n\n“Bridge number {n} will stay open for every truck,” Marta Okafor \
             said on Monday.\n\nThe ferry {} left Port Selm.\n",
            1 + n % 28,
            n % 7
        );
        fs::write(folder.join(format!("many/{n}.md")), text).expect("the text can be written");
    }
}

const QUERIES: &[&str] = &[
    "bridge",
    "ferry 3",
    "\"bridge number 4\"",
    "by:okafor quote:bridge",
    "by:okafor -\"number 1\"",
    "brid* date:2018-01-03..2018-01-05",
    "source:halyard sort:old",
    "like:3",
    "story:5",
    "tag:port OR is:unread",
];

#[test]
fn what_moves_to_a_server_and_back_is_found_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let (here, there) = (folder.path().join("own"), fresh());
    texts(folder.path(), 60);
    let here = here.to_string_lossy().into_owned();
    out(&run(folder.path(), &here, &["follow", "many", "--group", "desk"]));
    out(&run(folder.path(), &here, &["sync"]));
    let answers = |place: &str| -> Vec<String> {
        QUERIES.iter().map(|query| out(&run(folder.path(), place, &["find", "-f", "jsonl", query]))).collect()
    };
    let before = answers(&here);
    assert!(before.iter().filter(|answer| !answer.is_empty()).count() > 7, "{before:?}");
    let told = out(&run(folder.path(), &here, &["archive", "move", &there]));
    assert!(told.starts_with("Copied 60 documents to postgres://postgres@"), "{told}");
    assert_eq!(answers(&there), before);
    assert!(err(&run(folder.path(), &here, &["archive", "move", &there])).contains("has an archive already"));
    let back = folder.path().join("back").to_string_lossy().into_owned();
    out(&run(folder.path(), &there, &["archive", "move", &back]));
    assert_eq!(answers(&back), before);
    assert!(out(&run(folder.path(), &back, &["archive", "check"])).contains("is sound: 60 documents."));
    // Adopted documents keep their numbers, and new ones get the next.
    texts(folder.path(), 61);
    assert!(out(&run(folder.path(), &there, &["sync", "--all"])).starts_with("Added 1, later versions 0,"));
    assert!(
        out(&run(folder.path(), &there, &["find", "-f", "jsonl", "\"number 60\""]))
            .contains("\"number\":61,")
    );
}

#[test]
fn what_is_a_person_s_own_is_seen_by_their_role_alone() {
    let address = fresh();
    let schema = address.rsplit("%3D").next().expect("a schema");
    let folder = tempfile::tempdir().expect("a folder");
    texts(folder.path(), 3);
    out(&run(folder.path(), &address, &["add", "many"]));
    let sql = |user: &str, text: &str| shared().sql_in(user, &format!("SET search_path = {schema}; {text}"));
    for person in ["ada", "ben"] {
        sql("postgres", &format!("CREATE ROLE {person}_{schema} LOGIN")).expect("a role");
        sql("postgres", &format!("GRANT USAGE ON SCHEMA {schema} TO {person}_{schema}")).expect("a grant");
        sql("postgres", &format!("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {person}_{schema}"))
            .expect("it");
        let own = format!("GRANT INSERT, UPDATE, DELETE ON queries, been_read, tags TO {person}_{schema}");
        sql("postgres", &own).expect("a grant");
    }
    let (ada, ben) = (format!("ada_{schema}"), format!("ben_{schema}"));
    sql(&ada, &format!("INSERT INTO tags VALUES ('{ada}', 'port', 1)")).expect("her own");
    assert_eq!(sql(&ben, "SELECT count(*) FROM tags").as_deref(), Ok("0"));
    let forged = sql(&ben, &format!("INSERT INTO tags VALUES ('{ada}', 'x', 1)")).expect_err("another's");
    assert!(forged.contains("row-level security"), "{forged}");
    // People who share a role are told apart by their names, and a name cannot reach into another role.
    let nested = format!("{ada}/{ben}");
    sql("postgres", &format!("CREATE ROLE \"{nested}\" LOGIN; GRANT {ada} TO \"{nested}\"")).expect("a role");
    sql(&ada, &format!("INSERT INTO tags VALUES ('{nested}', 'port', 1)"))
        .expect("of somebody with her role");
    for (user, name) in [(&ben, &nested), (&nested, &nested), (&ada, &format!("{ada}%2F{ben}"))] {
        sql(user, &format!("INSERT INTO tags VALUES ('{name}', 'y', 2)")).expect_err("another's");
    }
    let as_ada = address.replace("postgres://postgres@", &format!("postgres://{ada}@"));
    assert_eq!(out(&run(folder.path(), &as_ada, &["find", "--count", "bridge"])), "3\n");
    texts(folder.path(), 4);
    let told = err(&run(folder.path(), &as_ada, &["add", "many/3.md"]));
    assert!(told.contains("You may not do that in postgres://ada"), "{told}");
}

#[test]
fn what_a_server_cannot_do_is_a_sentence_and_nothing_is_lost() {
    let cluster = Cluster::start();
    let address = cluster.fresh();
    let folder = tempfile::tempdir().expect("a folder");
    texts(folder.path(), 700);
    out(&run(folder.path(), &address, &["follow", "many"]));
    // The server fails in the middle of a sync.
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(["sync", "--all", "--verbose"]).current_dir(folder.path()).env("ATTACHE_ARCHIVE", &address);
    command
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .env("XDG_CONFIG_HOME", folder.path().join("config"));
    let told = folder.path().join("told");
    command.stdout(fs::File::create(&told).expect("a file")).stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("the program runs");
    let begun = std::time::Instant::now();
    while fs::read_to_string(&told).is_ok_and(|text| text.lines().count() < 100)
        && begun.elapsed() < std::time::Duration::from_secs(60)
    {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    cluster.kill();
    let output = child.wait_with_output().expect("it ends");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    let names = fs::read_to_string(&told).expect("what it told");
    if output.status.code() != Some(0) {
        assert!(error.contains("does not answer") && !error.contains("panicked"), "{error}");
    }
    let error = err(&run(folder.path(), &address, &["find", "bridge"]));
    assert!(error.contains("does not answer") && error.lines().count() == 1, "{error}");
    cluster.serve();
    let kept = out(&run(folder.path(), &address, &["find", "-f", "jsonl", "-n", "2000"]));
    for name in names.lines().filter_map(|line| line.split_once(' ')).map(|(_, name)| name) {
        let file = name.trim_matches(['“', '”']);
        assert!(
            Path::new(file).extension().is_none_or(|ending| ending != "md")
                || kept.contains(&format!("{file}\"")),
            "{file} was told as added"
        );
    }
    out(&run(folder.path(), &address, &["sync", "--all"]));
    assert_eq!(out(&run(folder.path(), &address, &["find", "--count"])), "700\n");
    // A later version of the tables, an unknown name, and no server at all.
    let schema = address.rsplit("%3D").next().expect("a schema");
    let sql = |text: &str| cluster.sql_in("postgres", text).expect("it can be done");
    sql(&format!("UPDATE {schema}.facts SET value = '99' WHERE name = 'schema'"));
    let error = err(&run(folder.path(), &address, &["find", "bridge"]));
    assert!(error.contains("A newer attache wrote postgres://") && error.contains("schema 99"), "{error}");
    let nobody = address.replace("postgres://postgres@", "postgres://nobody:s3cret@");
    let error = err(&run(folder.path(), &nobody, &["find", "bridge"]));
    assert!(error.contains("lets nobody in") && !error.contains("s3cret"), "{error}");
    let error = err(&run(folder.path(), "postgres://a:s3cret@127.0.0.1:1/desk", &["find", "bridge"]));
    assert!(
        error.contains("postgres://a@127.0.0.1/desk does not answer") && !error.contains("s3cret"),
        "{error}"
    );
}

#[test]
fn a_connection_that_was_lost_is_made_again() {
    // A separate cluster: other tests' connections must not be ended.
    let cluster = Cluster::start();
    let address = cluster.fresh();
    let mut archive = attache::store::archive::Place::new(&address).open().expect("it opens");
    let wanted = attache::query::Query::parse("bridge").expect("a query");
    let asking =
        attache::store::archive::Asking { person: "me", today: jiff::civil::date(2018, 3, 1), now: 0 };
    assert_eq!(archive.count(&wanted, asking).ok(), Some(0));
    let end =
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'attache'";
    cluster.sql_in("postgres", end).expect("connections can be ended");
    assert_eq!(archive.count(&wanted, asking).ok(), Some(0), "a question is asked again");
    cluster.sql_in("postgres", end).expect("connections can be ended");
    let document = attache::document::Document::from_paragraphs("The bridge is open.\n");
    let briefing = attache::briefing::Briefing::new(document);
    let prepared = attache::store::archive::Prepared::new(attache::store::archive::Arrival::of(briefing));
    assert!(archive.add(&[prepared], jiff::civil::date(2018, 3, 1), 0).is_ok(), "nothing was begun yet");
    assert_eq!(archive.count(&wanted, asking).ok(), Some(1));
}
