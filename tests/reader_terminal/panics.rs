//! A panic while a frame is drawn, in a real terminal.

use std::io::Write;

use portable_pty::CommandBuilder;

use super::session::Session;
use super::story;

/// A terminal output that fails at its second frame.
struct Breaking {
    out: std::io::Stdout,
    frames: usize,
}

impl Write for Breaking {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.frames += 1;
        assert!(self.frames < 2, "the frame broke");
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// No browser.
struct Nowhere;

impl attache::reader::Browser for Nowhere {
    fn takes_terminal(&self) -> bool {
        false
    }

    fn open(&mut self, address: &str) -> Result<String, String> {
        Err(format!("Nothing opens {address}."))
    }
}

/// Set for the test below, which runs this file again in a terminal of its own.
const PANICS: &str = "ATTACHE_TEST_PANICS";

/// A reader that panics while it draws; only if the test below runs it in a terminal.
#[test]
fn reader_that_panics() {
    if std::env::var_os(PANICS).is_none() {
        return;
    }
    let tty = attache::reader::Tty {
        terminal: attache::reader::Standard,
        keys: Box::new(std::fs::File::open("/dev/tty").expect("there is a terminal")),
        frames: Box::new(Breaking { out: std::io::stdout(), frames: 0 }),
        editor: Box::new(|text| Ok(text.to_owned())),
        browser: Box::new(Nowhere),
    };
    let document = attache::document::Document::from_paragraphs(&story());
    let runner = Box::new(|_| None);
    let _ = attache::reader::run(document, attache::reader::Options::default(), runner, tty);
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = CommandBuilder::new(std::env::current_exe().expect("the test's own file"));
    command.args(["--exact", "panics::reader_that_panics", "--nocapture"]);
    command.env(PANICS, "1");
    let mut session = Session::run(command, folder, 80, 24);
    session.wait_for("Paragraph 1:");
    session.press("j");
    session.wait("the report", |s| s.text().contains("the frame broke"));
    assert!(!session.screen.screen().alternate_screen(), "the report stands on the main screen");
    assert_eq!(session.end(), 101);
}
