//! The archive's commands as a person uses them: adding texts, searching, answers.

#[cfg(feature = "fetch")]
#[path = "archive/feeds.rs"]
mod feeds;
#[path = "archive/jail.rs"]
mod jail;
#[path = "archive/own.rs"]
mod own;
#[path = "archive/people.rs"]
mod people;
#[cfg(feature = "fetch")]
#[allow(dead_code, reason = "the tests of fetching need more of it")]
#[path = "fetch/server.rs"]
mod server;
#[path = "archive/shared.rs"]
mod shared;
#[path = "archive/trouble.rs"]
mod trouble;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[cfg(has_postgres)]
#[path = "common/cluster.rs"]
#[allow(dead_code, reason = "only tests on a server use it")]
pub mod cluster;

/// A folder with texts, and an archive of its own; on a server if this file is a module of the server's tests.
struct Desk(tempfile::TempDir, Option<String>);

/// The address of an archive on a server; none if these are the tests of an archive in a folder.
fn server() -> Option<String> {
    #[cfg(has_postgres)]
    if module_path!().ends_with("on_postgres") {
        return Some(cluster::fresh());
    }
    None
}

const FERRY: &str = "---\ntitle: Talks in Port Selm\nsource: Halyard News\ndate: 2018-01-29\n---\n\n\
    “The bridge will stay open,” Marta Okafor, the envoy, said on Monday.\n\n\
    Ivo Brandt said that the ferry would not leave before the ceasefire.\n";

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a temporary folder"), server());
        fs::write(desk.path("ferry.md"), FERRY).expect("the text can be written");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "ATTACHE_SECURE", "ATTACHE_PERSON"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command.args(words).current_dir(self.0.path()).env("XDG_CACHE_HOME", self.path("cache"));
        self.at_home(&mut command);
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("the program runs")
    }

    /// Points a command to this desk's folders.
    fn at_home(&self, command: &mut Command) {
        command.env("XDG_STATE_HOME", self.path("state")).env("XDG_CONFIG_HOME", self.path("config"));
        match &self.1 {
            Some(address) => command.env("ATTACHE_ARCHIVE", address),
            None => command.env_remove("ATTACHE_ARCHIVE"),
        };
    }

    fn out(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{words:?}: {err}");
        out.into_owned()
    }

    fn err(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

#[test]
fn what_was_added_is_found_once() {
    let desk = Desk::new();
    assert_eq!(desk.out(&["add", "--verbose", "ferry.md"]).lines().next(), Some("1 “ferry.md”"));
    assert_eq!(desk.out(&["add", "ferry.md"]), "Added 0, later versions 0, there already 1.\n");
    assert_eq!(desk.out(&["find", "--count", "ferry"]), "1\n");
    let found = desk.out(&["find", "speaker:marta okafor", "bridge"]);
    assert!(found.contains("Marta Okafor: “The bridge will stay open,”"), "{found}");
    let line: serde_json::Value =
        serde_json::from_str(&desk.out(&["find", "-f", "jsonl", "by:brandt"])).expect("one object");
    assert_eq!((&line["speakers"], &line["number"]), (&"Ivo Brandt".into(), &1.into()));
    assert_eq!(desk.out(&["find", "--count", "source:halyard", "date:2018-01-29"]), "1\n");
    assert!(desk.out(&["archive", "check"]).contains("is sound: 1 document."));
}

#[test]
fn a_text_that_is_killed_is_killed_in_the_archive_too() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    fs::write(desk.path("killed.md"), FERRY.replace("date:", "status: canceled\ndate:"))
        .expect("it is written");
    assert_eq!(desk.out(&["add", "killed.md"]), "Added 0, later versions 1, there already 0.\n");
    assert_eq!(desk.out(&["add", "ferry.md", "killed.md"]), "Added 0, later versions 0, there already 2.\n");
    assert_eq!(desk.out(&["find", "--count", "is:cancelled"]), "1\n");
    let cited = desk.out(&["find", "by:okafor"]);
    assert!(cited.contains("Halyard News, #1, CANCELED"), "{cited}");
    let opened = desk.run(&["#1"]);
    let said = String::from_utf8_lossy(&opened.stderr);
    assert!(said.contains("CANCELED: its source has withdrawn this text"), "{said}");
}

#[test]
fn of_a_mailbox_the_letter_that_says_so_is_embargoed_and_no_other() {
    let desk = Desk::new();
    let letter = |subject: &str, first: &str| {
        format!(
            "From desk@example.org Mon Jan 29 17:05:00 2018\nFrom: Ana Lund <ana@example.org>\n\
             Date: Mon, 29 Jan 2018 17:05:00 +0000\nSubject: {subject}\n\n{first}“It stays open,” Marta Okafor said of {subject}.\n\n"
        )
    };
    let letters = letter("Bridge", "EMBARGOED UNTIL AFTER THE MEETING\n\n")
        + &letter("Ferry", "")
        + &letter("Quay", "");
    fs::write(desk.path("desk.mbox"), letters).expect("it is written");
    desk.out(&["add", "desk.mbox"]);
    assert_eq!(desk.out(&["find", "--count", "okafor"]), "3\n");
    let marked: Vec<String> =
        desk.out(&["find", "-f", "jsonl", "is:embargoed"]).lines().map(str::to_owned).collect();
    assert!(marked.len() == 1 && marked[0].contains("Bridge"), "{marked:?}");
    let exported = desk.out(&["export", "desk.mbox"]);
    assert_eq!(exported.matches("EMBARGOED").count(), 1, "{exported}");
    assert!(exported.contains("Ferry") && exported.contains("Quay"), "{exported}");
}

#[test]
fn an_archive_is_nowhere_but_in_a_folder_or_on_a_server_that_is_known() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("config/attache")).expect("it is made");
    let config = "archive = \"mysql://ada:secret@db/press\"\n";
    fs::write(desk.path("config/attache/config.toml"), config).expect("it is written");
    for words in [&["add", "ferry.md"][..], &["find", "ferry"], &["sync"], &["config"]] {
        let output = desk.command(words).env_remove("ATTACHE_ARCHIVE").output().expect("it runs");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(
            !output.status.success() && err.contains("mysql://… is no place for an archive"),
            "{words:?}: {err}"
        );
        assert!(!err.contains("secret"), "{err}");
    }
}

#[test]
fn a_secure_program_writes_no_archive_elsewhere_and_asks_no_server() {
    let desk = Desk(tempfile::tempdir().expect("a temporary folder"), None);
    fs::write(desk.path("ferry.md"), FERRY).expect("the text can be written");
    let secure = |words: &[&str], place: Option<&str>| {
        let mut command = desk.command(words);
        command.env("ATTACHE_SECURE", "1");
        place.iter().for_each(|place| _ = command.env("ATTACHE_ARCHIVE", place));
        let output = command.output().expect("it runs");
        (
            output.status.success(),
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        )
    };
    assert!(secure(&["add", "ferry.md"], None).0, "what is kept is the person’s own");
    let elsewhere = desk.path("press");
    let elsewhere = elsewhere.to_str().expect("a path");
    let copy = desk.path("copy.db");
    for words in [&["archive", "backup", copy.to_str().expect("a path")][..], &["archive", "move", elsewhere]]
    {
        let (done, said) = secure(words, None);
        assert!(!done && said.contains("ATTACHE_SECURE does not allow"), "{said}");
    }
    let (done, said) = secure(&["add", "ferry.md"], Some(elsewhere));
    assert!(!done && said.contains("ATTACHE_SECURE only allows reading it"), "{said}");
    let (done, said) = secure(&["find", "ferry"], Some("postgres://127.0.0.1:9/press"));
    assert!(!done && said.contains("ATTACHE_SECURE does not allow asking a server"), "{said}");
    assert!(!desk.path("press").exists() && !copy.exists());
    desk.out(&["archive", "move", elsewhere]);
    let before = fs::read(desk.path("press/archive.db")).expect("it is there");
    assert_eq!(secure(&["find", "--count", "ferry"], Some(elsewhere)), (true, "1\n".to_owned()));
    for words in
        [&["tag", "+later", "#1"][..], &["sync"], &["archive", "forget", "1"], &["archive", "rebuild"]]
    {
        let (done, said) = secure(words, Some(elsewhere));
        assert!(!done && said.contains("ATTACHE_SECURE only allows reading it"), "{words:?}: {said}");
    }
    assert_eq!(fs::read(desk.path("press/archive.db")).expect("it is there"), before);
}

#[test]
fn a_document_is_opened_and_found_by_its_number() {
    let desk = Desk::new();
    fs::write(desk.path("gate.md"), "The gate fell shut.\n").expect("the text can be written");
    desk.out(&["add", "ferry.md", "gate.md"]);
    fs::remove_file(desk.path("gate.md")).expect("it was there");
    assert_eq!(desk.out(&["#2"]), "The gate fell shut.\n");
    assert!(desk.out(&["#1", "#2"]).ends_with("ceasefire.\n\nThe gate fell shut.\n"));
    let found = desk.out(&["find", "-f", "jsonl", "#2", "#1"]);
    let numbers: Vec<serde_json::Value> = found
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object")["number"].clone())
        .collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(desk.out(&["find", "--count", "#1"]), "1\n");
    assert!(desk.err(&["#9"]).contains("There is no document 9 in the archive."));
    assert!(desk.err(&["find", "#9"]).contains("There is no document 9 in the archive."));
    assert!(desk.err(&["--no-state", "#1"]).contains("The archive is kept on disk"));
    // A file of that name takes precedence.
    fs::write(desk.path("#1"), "A file.\n").expect("the text can be written");
    assert_eq!(desk.out(&["#1"]), "A file.\n");
}

#[test]
fn names_come_out_as_a_table_with_those_that_have_no_hits() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    fs::write(desk.path("names.txt"), "Marta Okafor\n\nZeno of Nowhere\n").expect("the list can be written");
    let table = desk.out(&["find", "--names", "names.txt", "--format", "csv"]);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "name,resolved_to,hits,first,last");
    assert_eq!(rows[1], "Marta Okafor,Marta Okafor,1,2018-01-29,2018-01-29");
    assert_eq!(rows[2], "Zeno of Nowhere,,0,,");
}

#[test]
fn options_come_before_among_and_after_the_words_of_a_query() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    let table = desk.out(&["find", "--format", "csv", "speaker:brandt"]);
    assert_eq!(table.lines().count(), 2, "{table}");
    assert_eq!(desk.out(&["find", "speaker:brandt", "--format", "csv"]), table);
    assert_eq!(desk.out(&["find", "speaker:brandt", "-f", "csv", "ferry"]), table);
    assert_eq!(desk.out(&["find", "speaker:brandt", "-ferry", "--count"]), "0\n");
    assert_eq!(desk.out(&["find", "speaker:brandt", "--count", "--", "-geneva"]), "1\n");
    desk.out(&["inbox", "speaker:brandt", "--keep", "Brandt"]);
    assert!(desk.out(&["inbox"]).contains("Brandt\tspeaker:brandt"));
    let wrong = desk.run(&["find", "speaker:brandt", "--formt", "csv"]);
    let said = String::from_utf8_lossy(&wrong.stderr);
    assert!(wrong.status.code() == Some(2) && said.contains("'--format'"), "{said}");
    let missing = desk.run(&["find", "speaker:brandt", "--format"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn what_somebody_denies_or_welcomes_is_found_with_its_verb() {
    let desk = Desk::new();
    let text = "---\ndate: 2018-01-30\n---\n\nTilda Orsen, the harbour minister, denied that the islands had \
        refused the pilots.\n\nTilda Orsen condemned the blockade of the strait.\n\n\
        Tilda Orsen said that the pilots would sail on Friday.\n";
    fs::write(desk.path("pilots.md"), text).expect("the text can be written");
    desk.out(&["add", "pilots.md"]);
    let denial = "denied that the islands had refused the pilots";
    for words in [&["find", "speaker:orsen"][..], &["dossier", "orsen"]] {
        let found = desk.out(words);
        assert!(found.contains(&format!("Tilda Orsen (paraphrase): {denial}")), "{found}");
        assert!(found.contains("Tilda Orsen (stance): condemned the blockade"), "{found}");
        assert!(found.contains("Tilda Orsen (paraphrase): the pilots would sail"), "{found}");
    }
    for form in ["csv", "jsonl"] {
        let found = desk.out(&["find", "speaker:orsen", "-f", form]);
        assert!(found.contains(denial), "{found}");
    }
}

#[test]
fn what_cannot_be_done_is_a_sentence() {
    let desk = Desk::new();
    assert!(desk.err(&["find", "x"]).contains("yet; `attache add FILE` or `attache sync` begins it."));
    desk.out(&["add", "ferry.md"]);
    assert!(desk.err(&["find", "speker:x"]).contains("there is no “speker:”; did you mean “speaker:”?"));
    assert!(desk.err(&["find", "is:sur"]).ends_with("“is:sur”; did you mean “sure”?\n"));
    assert!(desk.err(&["find", "is:zzzz"]).ends_with("“is:zzzz”.\n"));
    assert_eq!(desk.out(&["find", "--count", "is:canceled"]), "0\n");
    assert!(desk.err(&["find", "by:zeno"]).contains("Nothing in the archive is “speaker:zeno”"));
    assert!(desk.err(&["add", "--no-state", "ferry.md"]).contains("The archive is kept on disk"));
    assert!(desk.err(&["archive", "forget", "99"]).contains("There is no document 99"));
}

#[test]
fn a_copy_is_an_archive_and_a_rebuilt_one_is_the_same() {
    let desk = Desk::new();
    desk.out(&["add", "ferry.md"]);
    let before = desk.out(&["find", "-f", "jsonl", "bridge"]);
    assert_eq!(desk.out(&["archive", "rebuild"]), "Indexed 1 document again.\n");
    assert_eq!(desk.out(&["find", "-f", "jsonl", "bridge"]), before);
    if desk.1.is_some() {
        assert!(desk.err(&["archive", "backup", "copy.db"]).contains("with pg_dump"));
    } else {
        fs::create_dir_all(desk.path("copy/attache")).expect("a folder");
        desk.out(&["archive", "backup", "copy/attache/archive.db"]);
        assert!(Path::new(&desk.path("copy/attache/archive.db")).is_file());
    }
    assert!(desk.out(&["archive", "export"]).contains("\"schema\":\"attache/"));
    desk.out(&["archive", "forget", "1"]);
    assert_eq!(desk.out(&["find", "--count"]), "0\n");
}

#[test]
fn what_is_followed_is_asked_and_only_what_is_new_comes() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("wires/deep")).expect("a folder");
    fs::write(desk.path("wires/one.md"), FERRY).expect("the text can be written");
    desk.out(&["follow", "wires", "--group", "desk"]);
    assert!(desk.out(&["sync"]).starts_with("Added 1, later versions 0, there already 0."));
    assert!(
        desk.out(&["sync"]).starts_with("Added 0, later versions 0, there already 0."),
        "it is not read again"
    );
    fs::write(desk.path("wires/deep/two.txt"), "The envoy left.\n").expect("the text can be written");
    fs::write(desk.path("wires/one.md"), FERRY.replace("ferry", "boat")).expect("the text can be written");
    assert!(desk.out(&["sync"]).starts_with("Added 1, later versions 1, there already 0."));
    assert_eq!(desk.out(&["find", "--count", "in:desk"]), "3\n");
    assert!(desk.out(&["follow"]).contains("in:desk"));
    desk.out(&["follow", "--stop", "wires"]);
    assert_eq!(desk.out(&["follow"]), "");
}

#[test]
fn one_that_fails_does_not_stop_the_others_and_is_told() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("gone/cur")).expect("a folder");
    fs::create_dir_all(desk.path("gone/new")).expect("a folder");
    fs::create_dir_all(desk.path("wires")).expect("a folder");
    fs::write(desk.path("wires/one.md"), FERRY).expect("the text can be written");
    desk.out(&["follow", "gone", "wires"]);
    fs::remove_dir_all(desk.path("gone")).expect("it was there");
    let output = desk.run(&["sync"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("attache: gone: "), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("Added 1,"), "{output:?}");
}

#[test]
fn a_file_that_cannot_be_opened_is_tried_again() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("wires")).expect("a folder");
    fs::write(desk.path("wires/a.md"), FERRY).expect("the text can be written");
    fs::write(desk.path("wires/b.txt"), "The envoy left.\n").expect("the text can be written");
    let permit = |mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(desk.path("wires/b.txt"), fs::Permissions::from_mode(mode)).expect("it is ours");
        fs::File::open(desk.path("wires/b.txt")).is_ok()
    };
    if permit(0o000) {
        return; // Whoever runs this may read everything.
    }
    desk.out(&["follow", "wires"]);
    assert!(desk.err(&["sync"]).contains("b.txt”: you are not permitted"));
    assert!(permit(0o600));
    assert!(desk.out(&["sync"]).starts_with("Added 1,"), "at once, and only that one");
    assert_eq!(desk.out(&["find", "--count"]), "2\n");
}

#[test]
fn letters_are_taken_once_and_only_new_ones_are_read() {
    let desk = Desk::new();
    let letter = |n: u32| {
        format!(
            "From desk@example.org Mon Jan 29 10:00:00 2018\nFrom: desk@example.org\nSubject: Note {n}\n             Date: Mon, 29 Jan 2018 10:00:00 +0000\n\nThe envoy wrote note {n}.\n\n"
        )
    };
    fs::write(desk.path("letters.mbox"), letter(1) + &letter(2)).expect("the mailbox can be written");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(desk.path("Maildir").join(part)).expect("a folder");
    }
    let mail = |n: u32| letter(n).split_once('\n').expect("lines").1.to_owned();
    fs::write(desk.path("Maildir/new/7.host"), mail(7)).expect("the letter can be written");
    desk.out(&["follow", "letters.mbox", "Maildir"]);
    assert!(desk.out(&["sync"]).starts_with("Added 3, later versions 0, there already 0."));
    fs::write(desk.path("letters.mbox"), letter(1) + &letter(2) + &letter(3)).expect("it can be written");
    fs::rename(desk.path("Maildir/new/7.host"), desk.path("Maildir/cur/7.host:2,S")).expect("it is read");
    assert!(desk.out(&["sync"]).starts_with("Added 1, later versions 0, there already 2."));
}

#[test]
fn lists_of_feeds_are_followed_and_what_is_gone_can_be_left() {
    let desk = Desk::new();
    let opml = "<opml version='2.0'><body><outline text='Wires'>\
        <outline title='Port &amp; sea' xmlUrl='https://halyard.example/feed.xml'/>\
        <outline text='b' xmlUrl='javascript:b'/></outline></body></opml>";
    fs::write(desk.path("feeds.opml"), opml).expect("the list can be written");
    fs::write(desk.path("none.opml"), "<opml><body/></opml>").expect("the list can be written");
    fs::create_dir_all(desk.path("wires")).expect("a folder");
    assert!(desk.err(&["follow", "feeds.opml", "wires"]).contains("Cannot follow “javascript:b”"));
    let list = desk.out(&["follow"]);
    assert!(list.contains("web  Port & sea  https://halyard.example/feed.xml\n"), "{list}");
    assert_eq!(list.lines().count(), 2, "{list}");
    assert!(desk.err(&["follow", "none.opml"]).contains("“none.opml” names no feed."));
    assert!(desk.err(&["follow", "http://127.0.0.1/feed.xml"]).contains("--allow-local permits that"));
    assert!(desk.err(&["sync", "wirse"]).contains("Nothing that is followed is called “wirse”"));
    fs::remove_dir(desk.path("wires")).expect("it was there");
    assert!(desk.err(&["sync", "wires"]).contains("wires"));
    desk.out(&["follow", "--stop", "wires"]);
    desk.out(&["follow", "--stop", "port & sea"]);
    assert_eq!(desk.out(&["follow"]), "");
    assert!(desk.err(&["follow", "--stop", "wires"]).contains("is not followed"));
}

#[test]
fn a_dossier_and_a_comparison_are_printed() {
    let desk = Desk::new();
    fs::write(desk.path("later.md"), FERRY.replace("stay open", "be closed"))
        .expect("the text can be written");
    desk.out(&["add", "ferry.md", "later.md"]);
    let dossier = desk.out(&["dossier", "marta", "okafor"]);
    assert!(dossier.starts_with("# Marta Okafor") && dossier.contains("be closed"), "{dossier}");
    let json: serde_json::Value =
        serde_json::from_str(&desk.out(&["dossier", "brandt", "-f", "json"])).expect("an object");
    assert_eq!(json["quotes_in_all"], 2);
    let compared = desk.out(&["compare", "#1", "later.md"]);
    assert!(compared.contains("will [-stay open,”-] {+be closed,”+} Marta"), "{compared}");
    assert!(desk.out(&["compare", "--story", "1"]).contains("{+be closed"));
}

#[test]
fn a_sync_that_is_killed_loses_nothing_that_it_told() {
    let kills: u64 = std::env::var("ATTACHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let desk = Desk::new();
    fs::create_dir_all(desk.path("many")).expect("a folder");
    for n in 0..900 {
        let text = format!(
            "“The bridge number {n} will stay open,” Marta Okafor said on Monday.\n\nPort Selm waited.\n"
        );
        fs::write(desk.path(&format!("many/{n}.txt")), text).expect("the text can be written");
    }
    desk.out(&["follow", "many"]);
    let mut told: Vec<String> = Vec::new();
    for kill in 0..kills {
        let out = fs::File::create(desk.path("told")).expect("a file");
        let mut child =
            desk.command(&["sync", "--all", "--verbose"]).stdout(out).spawn().expect("the program runs");
        // At any point of the work: at the start, in a batch, between two.
        std::thread::sleep(std::time::Duration::from_millis(20 + kill * 7919 % 900));
        child.kill().expect("it runs or has ended");
        child.wait().expect("it ends");
        let lines = fs::read_to_string(desk.path("told")).expect("what it told");
        let whole = lines.rsplit_once('\n').map_or("", |(whole, _)| whole);
        told.extend(
            whole
                .lines()
                .filter_map(|line| Some(line.split_once(' ')?.1.to_owned()))
                .filter(|name| name.starts_with('“')),
        );
        assert!(desk.out(&["archive", "check"]).contains("is sound"));
        let kept = desk.out(&["find", "-f", "jsonl", "-n", "2000"]);
        let mut addresses: Vec<&str> =
            kept.lines().filter_map(|line| line.split("\"address\":\"").nth(1)?.split('"').next()).collect();
        let count = addresses.len();
        addresses.sort_unstable();
        addresses.dedup();
        assert_eq!(addresses.len(), count, "nothing is there twice");
        for name in &told {
            let file = name.trim_matches(['“', '”']);
            assert!(addresses.iter().any(|address| address.ends_with(file)), "{file} was told as added");
        }
    }
    desk.out(&["sync", "--all"]);
    assert_eq!(desk.out(&["find", "--count"]), "900\n");
}
