//! The program in a pseudo-terminal, as its tests see it: its output, its screen, its end.
//!
//! The terminal takes bytes only while a test asks for them. A test that asks for nothing simulates a stalled link, and
//! one that asks for little at a time a slow one.

#![allow(dead_code, reason = "every test uses a part of it")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long a test waits for expected output.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The end of a frame (mode 2026).
pub const FRAME: &str = "\x1b[?2026l";

/// The most bytes that a terminal takes at once.
pub const USUAL: usize = 8192;

/// The program and its terminal.
pub struct Session {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub keys: Box<dyn Write + Send>,
    pub output: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    /// The program's output, as far as the terminal has taken it.
    pub written: Vec<u8>,
    /// The program's working folder, if it is removed with the program.
    folder: Option<TempDir>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn nonzero(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a size")
}

/// The command that opens `file` and keeps its state in `state`, whatever the environment of the tests.
pub fn attache(file: &Path, state: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.arg(file);
    plain(&mut command, state);
    command
}

/// Sets an environment that is the same everywhere.
pub fn plain(command: &mut CommandBuilder, state: &Path) {
    for name in ["NO_COLOR", "COLORTERM", "TMUX", "STY"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command.env("XDG_STATE_HOME", state);
    command.env("XDG_CONFIG_HOME", state);
}

impl Session {
    /// Opens a file with these contents in a terminal of that size, in columns and rows.
    pub fn open(contents: &[u8], columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("story.txt");
        std::fs::write(&file, contents).expect("the story can be written");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
        command.arg(&file);
        Self::run(command, folder, columns, rows)
    }

    /// Runs a command with `folder` as its working and state folder.
    pub fn run(mut command: CommandBuilder, folder: TempDir, columns: u16, rows: u16) -> Self {
        plain(&mut command, &folder.path().join("state"));
        Self { folder: Some(folder), ..Self::start(command, columns, rows, USUAL) }
    }

    /// Runs a command in a terminal that takes at most `step` bytes at once.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16, step: usize) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("the terminal can be read");
        // A channel without capacity: output that is not taken stays where it is, and in the end the program
        // waits.
        let (sender, output) = sync_channel(0);
        thread::spawn(move || {
            let mut bytes = vec![0; step];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = pair.master.take_writer().expect("the terminal can be written to");
        let screen = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        Self { child, master: pair.master, keys, output, screen, written: Vec::new(), folder: None }
    }

    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("the keys arrive");
    }

    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The program's output from that byte on.
    pub fn written_since(&self, start: usize) -> String {
        String::from_utf8_lossy(&self.written[start..]).into_owned()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Reads the program's output until `seen` holds.
    pub fn wait(&mut self, what: &str, seen: impl Fn(&Self) -> bool) {
        let since = Instant::now();
        while !seen(self) {
            let bytes = self.output.recv_timeout(PATIENCE.saturating_sub(since.elapsed()));
            let bytes = bytes.unwrap_or_else(|_| panic!("{what} never came:\n{}", self.text()));
            self.take(&bytes);
        }
    }

    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |s| s.text().contains(text));
    }

    pub fn wait_until_gone(&mut self, text: &str) {
        self.wait(text, |s| !s.text().contains(text));
    }

    /// Resizes the terminal, in columns and rows.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).expect("the terminal can be resized");
        self.screen.screen_mut().set_size(nonzero(rows), nonzero(columns));
    }

    pub fn id(&self) -> u32 {
        self.child.process_id().expect("the program runs")
    }

    /// Sends the program a signal, named without SIG.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "{name}");
    }

    /// The kernel's letter for the program's state: S sleeps, T is stopped, Z has ended.
    pub fn state(&self) -> Option<char> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id())).ok()?;
        stat.rsplit_once(") ")?.1.chars().next()
    }

    /// Waits until the program is in that state.
    pub fn wait_until_state(&self, letter: char) {
        let since = Instant::now();
        while self.state() != Some(letter) {
            assert!(since.elapsed() < PATIENCE, "the program never got into state {letter}");
            thread::yield_now();
        }
    }

    /// The program's peak memory, in KiB.
    pub fn most_memory(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.id())).expect("the program runs");
        let line = status.lines().find(|l| l.starts_with("VmHWM:")).expect("the kernel counts memory");
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
    }

    /// How many bytes the program has written, wherever to.
    fn wrote(&self) -> u64 {
        let io = std::fs::read_to_string(format!("/proc/{}/io", self.id())).expect("the program runs");
        let line = io.lines().find(|l| l.starts_with("wchar:")).expect("the kernel counts bytes");
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
    }

    /// Stops taking output, and has the program draw until it waits for that.
    pub fn stall(&mut self) {
        let mut silent = 0;
        while silent < 40 {
            let before = self.wrote();
            self.press("\x0c");
            thread::sleep(Duration::from_millis(5));
            silent = if self.wrote() == before { silent + 1 } else { 0 };
        }
    }

    /// Reads the program's output until it pauses for a while.
    pub fn settle(&mut self) {
        self.settle_for(Duration::from_millis(400));
    }

    /// Reads the program's output until it has been silent for that long.
    pub fn settle_for(&mut self, silence: Duration) {
        while let Ok(bytes) = self.output.recv_timeout(silence) {
            self.take(&bytes);
        }
    }

    /// Waits for the end of a program whose output is not read.
    pub fn wait_for_end(&mut self) -> u32 {
        wait(&mut *self.child)
    }

    /// Reads everything until the program and its parent have ended.
    pub fn drain(&mut self) {
        let since = Instant::now();
        loop {
            match self.output.recv_timeout(PATIENCE.saturating_sub(since.elapsed())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("the program never ended:\n{}", self.text()),
            }
        }
    }

    /// Waits for the end, checks that every mode is undone, and returns the exit code.
    pub fn end(mut self) -> u32 {
        self.drain();
        self.assert_given_back();
        self.child.wait().expect("the program ends").exit_code()
    }

    /// Asserts that the terminal is in its original state.
    pub fn assert_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "the main screen is back");
        assert!(!screen.hide_cursor(), "the cursor is back");
        let all = self.written_since(0);
        for (set, unset) in [("?7l", "?7h"), ("?2004h", "?2004l"), ("?2026h", "?2026l"), ("?1002h", "?1002l")]
        {
            let last = |mode| all.rfind(&format!("\x1b[{mode}"));
            assert!(last(set).is_none() || last(unset) > last(set), "{set:?} is undone");
        }
    }

    /// Closes the terminal, as when a link breaks or a window is closed, and waits for the program's end.
    pub fn hang_up(mut self) -> u32 {
        // The thread that waits for bytes needs some to let go of the terminal.
        self.press("\x0c");
        let Self { mut child, master, keys, output, .. } = self;
        drop((master, keys, output));
        wait(&mut *child)
    }

    pub fn kill(mut self) {
        self.signal("KILL");
        self.child.wait().expect("the program ends");
    }
}

/// Waits for the end of a program and returns its exit code; panics if it does not end.
fn wait(child: &mut (dyn Child + Send + Sync)) -> u32 {
    let since = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("the program can be asked") {
            return status.exit_code();
        }
        assert!(since.elapsed() < PATIENCE, "the program never ended");
        thread::sleep(Duration::from_millis(2));
    }
}
