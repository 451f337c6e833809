//! A server on the network: it proves its identity or gets nothing, and it lets nobody in without permission.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::on_postgres::cluster::Cluster;
use super::{err, out, run, texts};

fn openssl(folder: &Path, words: &str) {
    let output = Command::new("openssl").args(words.split(' ')).current_dir(folder).output();
    let output = output.expect("openssl is installed");
    assert!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Creates an authority, and a certificate from it for `localhost`.
fn certificates(folder: &Path) {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(folder, &format!("req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=Desk"));
    openssl(folder, &format!("req {key} -keyout server.key -out server.csr -subj /CN=localhost"));
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost\n").expect("a file");
    let sign = "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt";
    openssl(folder, sign);
}

#[test]
fn a_server_shows_who_it_is_and_asks_who_one_is() {
    let folder = tempfile::tempdir().expect("a folder");
    certificates(folder.path());
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let cluster = Cluster::start_with(port, |data| {
        for name in ["server.key", "server.crt"] {
            fs::copy(folder.path().join(name), data.join(name)).expect("it can be copied");
            fs::set_permissions(data.join(name), fs::Permissions::from_mode(0o600)).expect("it is ours");
        }
        let settings = format!("listen_addresses = 'localhost'\nport = {port}\nfsync = off\nssl = on\n");
        fs::write(data.join("postgresql.auto.conf"), settings).expect("it is ours");
        // Nobody gets in over the network without TLS and a password.
        let who = "local all all trust\nhostssl all all all scram-sha-256\n";
        fs::write(data.join("pg_hba.conf"), who).expect("it is ours");
    });
    let sql = |text: &str| cluster.sql_in("postgres", text).expect("it can be done");
    sql("CREATE ROLE wire LOGIN PASSWORD 'k3lp'");
    sql("CREATE SCHEMA wire AUTHORIZATION wire");
    let roots = folder.path().join("ca.pem");
    let at = |who: &str, host: &str, rest: &str| format!("postgres://{who}@{host}:{port}/{rest}");
    let known = format!("postgres?sslmode=verify-full&sslrootcert={}", roots.display());
    texts(folder.path(), 3);
    let good = at("wire:k3lp", "localhost", &known);
    assert!(out(&run(folder.path(), &good, &["add", "many"])).starts_with("Added 3"));
    assert_eq!(out(&run(folder.path(), &good, &["find", "--count", "bridge"])), "3\n");
    let one = |address: &str, wanted: &str| {
        let told = err(&run(folder.path(), address, &["find", "bridge"]));
        assert!(told.contains(wanted) && told.lines().count() == 1, "{address}: {told}");
        assert!(!told.contains("k3lp") && !told.contains("guessed"), "{told}");
    };
    // It is somebody else, or no authority that this machine trusts vouches for it.
    one(&at("wire:k3lp", "127.0.0.1", &known), "ertificate");
    one(&at("wire:k3lp", "localhost", "postgres?sslmode=require"), "ertificate");
    one(
        &at("wire:k3lp", "localhost", "postgres?sslmode=verify-full&sslrootcert=/nowhere.pem"),
        "/nowhere.pem",
    );
    // Without TLS it lets nobody in.
    one(&at("wire:k3lp", "localhost", "postgres?sslmode=disable"), "lets nobody in");
    one(&at("wire:guessed", "localhost", &known), "lets nobody in with that name and password");
    one(
        &at("wire:k3lp", "localhost", &known.replacen("postgres", "nothing", 1)),
        "database \"nothing\" does not exist",
    );
    // The password may be in the environment or in psql's password file, if only the user can read that.
    let file = folder.path().join("pgpass");
    fs::write(&file, format!("localhost:{port}:*:wire:k3lp\n")).expect("a file");
    let with_file = |mode: u32| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("it is ours");
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command.args(["find", "--count", "bridge"]).current_dir(folder.path()).env("PGPASSFILE", &file);
        command.env("ATTACHE_ARCHIVE", at("wire", "localhost", &known)).env_remove("PGPASSWORD");
        command.env("XDG_STATE_HOME", folder.path().join("state")).output().expect("the program runs")
    };
    assert_eq!(out(&with_file(0o600)), "3\n");
    assert!(!with_file(0o644).status.success(), "others may read the password");
    assert_eq!(
        out(&run(folder.path(), &good, &["find", "--count", "bridge"])),
        "3\n",
        "and it is all as it was"
    );
}
