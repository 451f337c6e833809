//! A program in a pseudo-terminal of 100×30, or of the size in `SCREEN`, and its timed output.

#![allow(dead_code, reason = "every benchmark uses a part of it")]

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Columns and rows: those of `SCREEN` ("160x45") if it is set.
fn size() -> (u16, u16) {
    let Ok(said) = std::env::var("SCREEN") else { return (100, 30) };
    let (columns, rows) = said.split_once('x').expect("SCREEN is written as 160x45");
    let number = |n: &str| n.parse().expect("SCREEN is written as 160x45");
    (number(columns), number(rows))
}

/// A program silent for this long has finished its answer.
const QUIET: Duration = Duration::from_millis(80);
/// Output that has not come after this long never will.
const PATIENCE: Duration = Duration::from_secs(600);
/// The beginning and the end of a frame, for programs that mark them (mode 2026).
const FRAME: [&[u8]; 2] = [b"\x1b[?2026h", b"\x1b[?2026l"];

/// A program's answer: its size in bytes, and the time until its last byte.
#[derive(Debug, Clone, Copy, Default)]
pub struct Answer {
    pub bytes: usize,
    pub took: Duration,
}

/// A program and its terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a program with the environment that `command` sets.
    pub fn start(command: &CommandBuilder) -> Self {
        let (columns, rows) = size();
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut reader = pair.master.try_clone_reader().expect("the terminal can be read");
        let keys = pair.master.take_writer().expect("the terminal can be written to");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let nonzero = |n| NonZero::new(n).expect("a size");
        let screen = vt100::Parser::new(nonzero(rows), nonzero(columns), 0);
        let started = Instant::now();
        let child = pair.slave.spawn_command(command.clone()).expect("the program starts");
        Self { child, keys, output, screen, started, _master: pair.master }
    }

    /// Presses a key and waits for the complete answer.
    pub fn press(&mut self, key: &str) -> Answer {
        let pressed = self.send(key);
        let mut answer = Answer::default();
        // A key that changes nothing gets no answer.
        let mut patience = Duration::from_secs(1);
        while let Ok((at, bytes)) = self.output.recv_timeout(patience) {
            answer = Answer { bytes: answer.bytes + bytes.len(), took: at - pressed };
            self.screen.process(&bytes);
            patience = QUIET;
        }
        answer
    }

    /// Presses a key and waits until a row of the text (all but the last) has changed. Returns how long that took.
    pub fn press_for_text(&mut self, key: &str) -> Duration {
        let before = self.text_rows();
        let pressed = self.send(key);
        loop {
            let at = self.take();
            if self.text_rows() != before {
                return at - pressed;
            }
        }
    }

    fn send(&mut self, key: &str) -> Instant {
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes()).and_then(|()| self.keys.flush()).expect("the key arrives");
        pressed
    }

    /// Waits until half of the rows have content, and returns the output so far: to the end of the frame if the program
    /// marks frames, else to its first silence.
    pub fn first_screen(&mut self) -> Answer {
        let (mut written, mut answer) = (Vec::new(), Answer::default());
        loop {
            let silent = if answer.took.is_zero() { PATIENCE } else { QUIET };
            let Ok((at, bytes)) = self.output.recv_timeout(silent) else { break };
            written.extend_from_slice(&bytes);
            self.screen.process(&bytes);
            if answer.took.is_zero()
                && self.text_rows().iter().filter(|row| !row.is_empty()).count() >= usize::from(size().1 / 2)
            {
                answer.took = at - self.started;
            }
            let [begins, ends] = FRAME.map(|mark| memchr::memmem::rfind(&written, mark));
            let frame = begins.zip(ends).filter(|(begins, ends)| ends > begins);
            if let (false, Some((_, end))) = (answer.took.is_zero(), frame) {
                answer.bytes = end + FRAME[1].len();
                return answer;
            }
        }
        assert!(!answer.took.is_zero(), "the program showed nothing:\n{}", self.text());
        answer.bytes = written.len();
        answer
    }

    /// Waits for the next bytes, shows them, and returns when they came.
    fn take(&mut self) -> Instant {
        let (at, bytes) = self.output.recv_timeout(PATIENCE).expect("the program goes on");
        self.screen.process(&bytes);
        at
    }

    /// Waits until the screen matches.
    pub fn wait(&mut self, seen: impl Fn(&str) -> bool) {
        while !seen(&self.text()) {
            self.take();
        }
    }

    /// Reads the program's output until it is silent.
    pub fn settle(&mut self) {
        while let Ok((_, bytes)) = self.output.recv_timeout(QUIET) {
            self.screen.process(&bytes);
        }
    }

    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The rows except the last.
    fn text_rows(&self) -> Vec<String> {
        let (columns, rows) = size();
        self.screen.screen().rows(0, columns).take(usize::from(rows) - 1).collect()
    }

    /// The program's peak memory in bytes; none if the system does not tell.
    pub fn peak_memory(&self) -> Option<u64> {
        super::material::peak_memory(&self.child.process_id()?.to_string())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
