//! The server fails during a search, and the network is cut during a search and a sync: each gives one sentence, nothing is
//! lost, and everything works again afterwards.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::on_postgres::cluster::Cluster;
use super::{err, out, run, texts};

/// Waits until a condition holds; panics after a minute.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(60), "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The schema named in an address.
fn schema(address: &str) -> &str {
    address.rsplit("%3D").next().expect("a schema")
}

/// Makes every search block within its statement, until the session that holds the lock ends.
fn hold(cluster: &Cluster, schema: &str) -> Child {
    let held =
        cluster.begin(&format!("LOCK TABLE {schema}.body IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)"));
    let count = "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation IS NOT NULL";
    until("the table is locked", || cluster.sql_in("postgres", count).is_ok_and(|n| n != "0"));
    held
}

/// Waits until a search is in the middle of its statement.
fn until_searching(cluster: &Cluster) {
    let count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'attache' AND wait_event_type = 'Lock' \
                 AND query LIKE '%FROM body%'";
    until("the search waits", || cluster.sql_in("postgres", count).is_ok_and(|n| n == "1"));
}

#[test]
fn a_server_that_fails_within_a_search_is_a_sentence() {
    let cluster = Cluster::start();
    let address = cluster.fresh();
    let folder = tempfile::tempdir().expect("a folder");
    texts(folder.path(), 5);
    out(&run(folder.path(), &address, &["add", "many"]));
    let mut held = hold(&cluster, schema(&address));
    let search = thread::spawn({
        let (folder, address) = (folder.path().to_owned(), address.clone());
        move || run(&folder, &address, &["find", "bridge"])
    });
    until_searching(&cluster);
    cluster.kill();
    let said = err(&search.join().expect("it ends"));
    assert!(said.contains("does not answer") && said.lines().count() == 1, "{said}");
    let _ = (held.kill(), held.wait());
    cluster.serve();
    assert_eq!(out(&run(folder.path(), &address, &["find", "--count", "bridge"])), "5\n");
}

/// A separate network: one end of a pair of interfaces here, the other in a namespace.
struct Net {
    name: String,
    here: String,
}

fn ip(words: &[&str]) -> bool {
    let done = Command::new("ip").args(words).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success())
}

impl Net {
    /// None if that is not permitted.
    fn new() -> Option<Self> {
        let id = std::process::id() % 10_000;
        let (name, here) = (format!("attache{id}"), format!("atta{id}"));
        let there = format!("attb{id}");
        let net = Self { name, here };
        let made = ip(&["netns", "add", &net.name])
            && ip(&["link", "add", &net.here, "type", "veth", "peer", "name", &there])
            && ip(&["link", "set", &there, "netns", &net.name])
            && ip(&["addr", "add", "10.231.7.1/30", "dev", &net.here])
            && ip(&["link", "set", &net.here, "up"])
            && ip(&["-n", &net.name, "addr", "add", "10.231.7.2/30", "dev", &there])
            && ip(&["-n", &net.name, "link", "set", &there, "up"]);
        if !made {
            eprintln!("No network of its own can be made here: cutting it was NOT tried.");
            return None;
        }
        Some(net)
    }

    /// Cuts the network, or restores it: the interface stays, but nothing comes through.
    fn pass(&self, passes: bool) {
        assert!(ip(&["link", "set", &self.here, if passes { "up" } else { "down" }]));
    }

    /// The program in the namespace.
    fn command(&self, folder: &Path, address: &str, words: &[&str]) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.name, env!("CARGO_BIN_EXE_attache")]);
        command.args(words).current_dir(folder).env("ATTACHE_ARCHIVE", address);
        command.env("XDG_STATE_HOME", folder.join("state")).env("XDG_CONFIG_HOME", folder.join("config"));
        command
    }

    fn run(&self, folder: &Path, address: &str, words: &[&str]) -> Output {
        self.command(folder, address, words).output().expect("it runs")
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        ip(&["link", "del", &self.here]);
        ip(&["netns", "del", &self.name]);
    }
}

#[test]
fn a_network_that_is_cut_is_a_sentence_and_nothing_is_lost() {
    let Some(net) = Net::new() else { return };
    let cluster = Cluster::start_with(5432, |data| {
        let listens = "listen_addresses = '10.231.7.1'\n";
        let lets_in = "host all all 10.231.7.0/30 trust\n";
        for (name, line) in [("postgresql.auto.conf", listens), ("pg_hba.conf", lets_in)] {
            let file = fs::OpenOptions::new().append(true).open(data.join(name));
            file.and_then(|mut file| file.write_all(line.as_bytes())).expect("it is ours");
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    texts(folder.path(), 700);
    let own = cluster.fresh();
    let address = format!("postgres://postgres@10.231.7.1/postgres?options=-csearch_path%3D{}", schema(&own));
    out(&net.run(folder.path(), &address, &["follow", "many"]));
    // During a sync.
    let told = folder.path().join("told");
    let child = net
        .command(folder.path(), &address, &["sync", "--verbose"])
        .stdout(fs::File::create(&told).expect("a file"))
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    until("a hundred are kept", || fs::read_to_string(&told).is_ok_and(|text| text.lines().count() >= 100));
    net.pass(false);
    let ended = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        ended.status.code() == Some(0) || said.contains("does not answer") && said.lines().count() == 1,
        "{said}"
    );
    // Nobody answers at all.
    let said = err(&net.run(folder.path(), &address, &["find", "bridge"]));
    assert!(said.contains("does not answer") && said.lines().count() == 1, "{said}");
    net.pass(true);
    let kept = out(&run(folder.path(), &own, &["find", "-f", "jsonl", "-n", "2000"]));
    let names = fs::read_to_string(&told).expect("what it told");
    let names: Vec<&str> =
        names.lines().filter_map(|line| line.split_once(" “")).map(|(_, name)| name).collect();
    assert!(names.len() >= 100, "{names:?}");
    for name in names {
        let file = name.trim_end_matches('”');
        assert!(kept.contains(&format!("{file}\"")), "{file} was told as added");
    }
    // The server frees what the lost connection held as soon as it notices.
    until("a sync begins again", || {
        let output = net.run(folder.path(), &address, &["sync", "--all"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || said.contains("Another sync is running"), "{said}");
        output.status.success()
    });
    assert_eq!(out(&net.run(folder.path(), &address, &["find", "--count"])), "700\n");
    // During a search: the server has the query, and the answer never comes.
    let mut held = hold(&cluster, schema(&own));
    let search = net
        .command(folder.path(), &address, &["find", "bridge"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    until_searching(&cluster);
    net.pass(false);
    let since = Instant::now();
    let said = err(&search.wait_with_output().expect("it ends"));
    assert!(said.contains("does not answer") && said.lines().count() == 1, "{said}");
    assert!(since.elapsed() < Duration::from_secs(50), "{:?}", since.elapsed());
    net.pass(true);
    let _ = (held.kill(), held.wait());
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LOCK TABLE%'";
    cluster.sql_in("postgres", end).expect("it can be ended");
    assert_eq!(out(&net.run(folder.path(), &address, &["find", "--count", "bridge"])), "700\n");
}
