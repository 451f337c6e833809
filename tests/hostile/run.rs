//! Runs the program and measures it: its exit code, its messages, its time and its peak memory.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a program's memory is read; the system keeps the peak, so only its last moment can be missed.
const OFTEN: Duration = Duration::from_millis(1);
/// A program that has not ended by then never will.
const NEVER: Duration = Duration::from_secs(120);

/// The outcome of a run.
pub struct Ended {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// Its messages.
    pub said: String,
    /// How many bytes it printed.
    pub printed: usize,
    /// Its duration.
    pub took: Duration,
    /// Its peak memory in KB; 0 if the system does not tell.
    pub peak: u64,
}

impl Ended {
    /// Whether it was refused properly: one line that is a sentence, exit code 1, and nothing printed.
    pub fn refused(&self) -> bool {
        let sentence = self.said.starts_with("attache: ") && self.said.ends_with(".\n");
        self.code == Some(1) && self.printed == 0 && sentence && self.said.lines().count() == 1
    }

    /// Whether it read the file.
    pub fn read(&self) -> bool {
        self.code == Some(0) && !self.said.contains("panicked")
    }
}

/// The program: the one named by `ATTACHE`, or the one under test.
pub fn program() -> PathBuf {
    let named = std::env::var_os("ATTACHE").map(|path| PathBuf::from(path).canonicalize().unwrap());
    named.unwrap_or_else(|| env!("CARGO_BIN_EXE_attache").into())
}

/// Runs the program in a home of its own, with the output of `feed` as its standard input.
pub fn run(arguments: &[&str], feed: Option<fn(ChildStdin)>) -> Ended {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(program());
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "ATTACHE_SECURE"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    for name in ["XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, home.path());
    }
    let stdin = if feed.is_some() { Stdio::piped() } else { Stdio::null() };
    let begun = Instant::now();
    let piped = command.args(arguments).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    if let (Some(feed), Some(stdin)) = (feed, child.stdin.take()) {
        thread::spawn(move || feed(stdin));
    }
    let (printed, said) = (drained(child.stdout.take()), drained(child.stderr.take()));
    let (code, peak) = watched(&mut child, begun);
    let took = begun.elapsed();
    let said = String::from_utf8_lossy(&said.join().unwrap()).into_owned();
    Ended { code, said, printed: printed.join().unwrap().len(), took, peak }
}

fn drained(from: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.expect("it is piped").read_to_end(&mut bytes).map(|_| bytes).unwrap_or_default()
    })
}

/// Waits for the end of a program; returns its exit code and peak memory.
fn watched(child: &mut Child, begun: Instant) -> (Option<i32>, u64) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = now.unwrap_or(0).max(peak);
        if let Some(ended) = child.try_wait().unwrap() {
            return (ended.code(), peak);
        }
        if begun.elapsed() > NEVER {
            child.kill().unwrap();
        }
        thread::sleep(OFTEN);
    }
}
