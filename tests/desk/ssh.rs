//! Reading over OpenSSH: the key's line in `authorized_keys` decides what runs, as docs/team.md says.
//!
//! Without sshd these tests say so and do nothing, unless `CI` is set.

use std::fmt::Write;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use crate::session::{PATIENCE, Session, USUAL};
use crate::{Desk, SECRET, has, said};

/// An sshd of our own for the user who runs the tests, on a loopback port.
struct Server<'a> {
    desk: &'a Desk,
    sshd: Child,
    port: u16,
    user: String,
}

/// Runs a program that must succeed, and returns its output.
fn done(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).stdin(Stdio::null()).output().expect("it is installed");
    assert!(output.status.success(), "{program}: {}", said(&output));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

impl<'a> Server<'a> {
    /// Starts it with a key for each of these people; none if OpenSSH is not installed.
    fn start(desk: &'a Desk, people: &[&str]) -> Option<Self> {
        if !has("sshd") || !has("ssh") {
            assert!(std::env::var_os("CI").is_none(), "OpenSSH is not installed");
            eprintln!("OpenSSH is not installed: reading over SSH was NOT tried.");
            return None;
        }
        let folder = desk.folder.path();
        let mut keys = String::new();
        for name in ["host"].iter().chain(people) {
            let key = folder.join(name);
            done("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f", key.to_str().expect("a path")]);
        }
        for person in people {
            let public = fs::read_to_string(folder.join(person).with_extension("pub")).expect("a key");
            let environment = format!(
                "ATTACHE_ONLY=archive ATTACHE_PERSON={person} XDG_STATE_HOME={} XDG_CONFIG_HOME=/nowhere",
                desk.state().display()
            );
            let program = env!("CARGO_BIN_EXE_attache");
            let _ = write!(keys, "restrict,pty,command=\"env {environment} {program}\" {public}");
        }
        fs::write(folder.join("authorized_keys"), keys).expect("keys");
        // As root it needs a folder of its own.
        let user = done("id", &["-un"]);
        if user == "root" {
            fs::create_dir_all("/run/sshd").expect("the folder of sshd");
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        fs::write(folder.join("sshd_config"), configuration(folder, port)).expect("a configuration");
        let mut sshd = Command::new(program("sshd"));
        sshd.args(["-D", "-e", "-f"]).arg(folder.join("sshd_config"));
        let sshd = sshd.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let server = Self { desk, sshd: sshd.expect("sshd starts"), port, user };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < PATIENCE, "sshd never listens");
            thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    /// The ssh arguments of a person.
    fn words(&self, person: &str) -> Vec<String> {
        let key = self.desk.folder.path().join(person);
        let mut words = vec!["-i".to_owned(), key.to_string_lossy().into_owned()];
        let options = [
            &format!("Port={}", self.port),
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "BatchMode=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
        ];
        words.extend(options.iter().flat_map(|option| ["-o".to_owned(), (*option).to_owned()]));
        words
    }

    fn client(&self, program: &str, person: &str, words: &[&str]) -> std::process::Output {
        let mut client = Command::new(program);
        client.arg("-F").arg("/dev/null").args(self.words(person)).args(words).stdin(Stdio::null());
        client.output().expect("the client runs")
    }

    fn address(&self) -> String {
        format!("{}@127.0.0.1", self.user)
    }

    /// A person's terminal.
    fn read(&self, person: &str) -> Session {
        let mut command = CommandBuilder::new("ssh");
        command.args(["-F", "/dev/null", "-tt"]);
        command.args(self.words(person));
        command.arg(self.address());
        command.env("TERM", "xterm-256color");
        Session::start(command, 100, 30, USUAL)
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

fn program(name: &str) -> PathBuf {
    let places = std::env::var("PATH").unwrap_or_default();
    let all = places.split(':').chain(["/usr/sbin"]).map(|place| Path::new(place).join(name));
    all.into_iter().find(|path| path.is_file()).expect("it is installed")
}

fn configuration(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized_keys\n\
         PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
         PermitRootLogin prohibit-password\nPermitUserRC no\nDisableForwarding yes\n\
         Subsystem sftp internal-sftp\n"
    )
}

#[test]
fn the_line_of_the_key_is_all_that_a_person_gets() {
    let desk = Desk::new();
    let Some(server) = Server::start(&desk, &["lund"]) else { return };
    let address = server.address();
    let before = desk.all_outside();
    // A command sent by the client is ignored.
    let secret = desk.secret();
    for asked in [format!("cat {}", secret.display()), format!("attache analyze {}", secret.display())] {
        let output = server.client("ssh", "lund", &[&address, &asked]);
        assert!(!said(&output).contains(SECRET), "{}", said(&output));
    }
    // No port of the machine or the client is forwarded.
    let target = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").to_string();
    let output = server.client("ssh", "lund", &["-W", &target, &address]);
    assert!(!output.status.success() && said(&output).contains("forwarding failed"), "{}", said(&output));
    let back = ["-N", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:0:127.0.0.1:9", &address];
    let output = server.client("ssh", "lund", &back);
    assert!(!output.status.success(), "{}", said(&output));
    // Files cannot be fetched or uploaded.
    let copy = desk.folder.path().join("copy");
    let from = format!("{address}:{}", secret.display());
    let output = server.client("scp", "lund", &[&from, copy.to_str().expect("a path")]);
    assert!(!output.status.success() && !copy.exists(), "{}", said(&output));
    let output = server.client("sftp", "lund", &[&from, copy.to_str().expect("a path")]);
    assert!(!output.status.success() && !copy.exists(), "{}", said(&output));
    assert_eq!(desk.all_outside(), before);
}

#[test]
fn two_read_at_once_and_a_broken_link_keeps_the_place() {
    let desk = Desk::new();
    let Some(server) = Server::start(&desk, &["lund", "berg"]) else { return };
    let to_text = |session: &mut Session| {
        session.wait_for("Everything");
        session.press("\r");
        session.wait_for("Lighthouse talks resume");
        session.press("\r");
        session.wait_for("The harbour master");
    };
    let (mut lund, mut berg) = (server.read("lund"), server.read("berg"));
    to_text(&mut lund);
    to_text(&mut berg);
    lund.press("c");
    lund.wait_for("Note");
    lund.press("the lamp of the north pier\r");
    lund.wait_for("Saved");
    lund.kill();
    berg.press("]");
    berg.wait_for("Lund");
    berg.press("Q");
    assert_eq!(berg.end(), 0);
    let mut lund = server.read("lund");
    to_text(&mut lund);
    lund.settle();
    lund.press("L");
    lund.wait_for("the lamp of the north pier");
    lund.press("\x1b");
    lund.settle();
    lund.press("Q");
    assert_eq!(lund.end(), 0);
}
