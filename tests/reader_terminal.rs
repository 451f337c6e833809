//! The program in a real pseudo-terminal: it opens, moves, resizes, and restores the terminal.

#[path = "reader_terminal/folders.rs"]
mod folders;
#[path = "reader_terminal/links.rs"]
mod links;
#[path = "reader_terminal/logging.rs"]
mod logging;
#[path = "reader_terminal/panics.rs"]
mod panics;
#[path = "common/session.rs"]
mod session;
#[path = "reader_terminal/split.rs"]
mod split;

use std::io::Write;
use std::path::PathBuf;

use portable_pty::CommandBuilder;
use session::Session;

fn story() -> String {
    let sentence = "the envoys met again, and nobody said how long the talks would last.";
    let paragraphs: Vec<String> = (1..=60).map(|i| format!("Paragraph {i}: {sentence}")).collect();
    format!("Harbour talks resume\n\n{}\n\nThe end of the story.\n", paragraphs.join("\n\n"))
}

#[test]
fn it_opens_moves_and_quits() {
    let mut session = Session::open(story().as_bytes(), 100, 30);
    session.wait_for("Paragraph 1:");
    session.press("G");
    session.wait_for("The end of the story.");
    session.press("g");
    session.wait_until_gone("The end of the story.");
    session.wait_for("Paragraph 1:");
    session.press("?");
    session.wait_for("Down one line");
    session.press("qq");
    assert_eq!(session.end(), 0);
}

#[test]
fn signals_and_interrupts_give_the_terminal_back() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        let mut session = Session::open(story().as_bytes(), 80, 24);
        session.wait_for("Paragraph 1:");
        session.signal(name);
        assert_eq!(session.end(), 128 + number, "{name}");
    }
    let mut session = Session::open(story().as_bytes(), 80, 24);
    session.wait_for("Paragraph 1:");
    session.press("\x03");
    assert_eq!(session.end(), 130);
}

#[test]
fn it_survives_every_size() {
    let mut session = Session::open(story().as_bytes(), 100, 30);
    session.wait_for("Paragraph 1:");
    session.press("\x1b[6~");
    session.wait_until_gone("Paragraph 1:");
    for (columns, rows) in [(1, 1), (40, 10), (160, 45), (1, 1), (100, 30)] {
        session.resize(columns, rows);
        let before = session.written.len();
        session.wait("a frame", |s| s.written.len() > before);
    }
    session.wait_for("the envoys met again");
    assert!(!session.text().contains("Paragraph 1:"), "the place is kept");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_is_said_of_an_empty_text_stays_said() {
    let mut session = Session::open(b"", 100, 24);
    session.wait_for("Quotes");
    session.press("i");
    session.wait_for("The text is empty.");
    session.press("qq");
    assert_eq!(session.end(), 0);
}

#[test]
fn keys_come_from_the_terminal_when_the_text_is_piped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("story.txt");
    std::fs::write(&file, story()).expect("the story can be written");
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "cat \"$1\" | \"$2\" -", "sh"]);
    command.arg(&file);
    command.arg(env!("CARGO_BIN_EXE_attache"));
    let mut session = Session::run(command, folder, 80, 24);
    session.wait_for("Paragraph 1:");
    session.press("G");
    session.wait_for("The end of the story.");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_has_come_of_a_pipe_is_shown_and_the_rest_when_it_comes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.arg(&pipe);
    let mut session = Session::run(command, folder, 100, 30);
    let mut source = std::fs::OpenOptions::new().write(true).open(&pipe).expect("the pipe opens");
    source.write_all(b"The first line.\n\nThe second li").expect("the pipe takes it");
    session.wait_for("The first line.");
    session.press("k");
    session.wait_for("reading…");
    assert!(!session.text().contains("The second"), "a line that is not whole is not shown");
    source.write_all(b"ne.\n").expect("the pipe takes it");
    session.wait_for("The second line.");
    session.press("?");
    session.wait_for("Down one line");
    session.press("q");
    session.wait_until_gone("Down one line");
    source
        .write_all(b"\n\xe2\x80\x9cThe third,\xe2\x80\x9d said envoy Marta Okafor.\n")
        .expect("the pipe takes it");
    drop(source);
    session.wait_for("┃ “The third");
    session.wait_until_gone("reading…");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_long_text_is_there_before_it_is_read_whole() {
    let long = story().repeat(400);
    let mut session = Session::open(format!("{long}\nThe very end.\n").as_bytes(), 100, 30);
    session.wait_for("Paragraph 1:");
    session.press("G");
    session.wait_for("The very end.");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let mut session = Session::open(story().as_bytes(), 80, 24);
    session.wait_for("Paragraph 1:");
    session.wait_until_gone("finding actors");
    session.press("k");
    session.wait_until_gone("? help");
    let before = session.written.len();
    session.press("kkkk");
    session.press("j");
    session.wait("a frame", |s| s.written.len() > before);
    let frames = String::from_utf8_lossy(&session.written[before..]).matches("\x1b[?2026h").count();
    assert_eq!(frames, 1, "five keys of which one moves the text");
    session.press("q");
    assert_eq!(session.end(), 0);
}

/// The size of every whole frame so far, in bytes.
fn frames(session: &Session) -> Vec<usize> {
    let written = String::from_utf8_lossy(&session.written);
    written.split_inclusive("\x1b[?2026l").filter(|f| f.ends_with("\x1b[?2026l")).map(str::len).collect()
}

#[test]
fn one_line_down_moves_the_screen_instead_of_writing_it_again() {
    let mut session = Session::open(story().as_bytes(), 100, 30);
    session.wait_for("Paragraph 1:");
    session.wait_until_gone("finding actors");
    session.press("z");
    session.wait_until_gone("? help");
    for _ in 0..6 {
        let before = frames(&session).len();
        session.press("j");
        session.wait("a frame", |s| frames(s).len() > before);
        let bytes = frames(&session)[before];
        assert!(bytes < 200, "{bytes} bytes for one line");
    }
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn nothing_raw_reaches_the_terminal() {
    let hostile = "A title\n\nThe envoy said \x1b]0;owned\x07\x1b[31mred\x1b[0m and \u{9b}5n and \u{202e}backwards\u{202c}.\n";
    let mut session = Session::open(hostile.as_bytes(), 80, 24);
    session.wait_for("The envoy said");
    session.press("q");
    session.wait("the end", |s| !s.screen.screen().alternate_screen());
    // The only string that the program itself sends asks for the background colour.
    let written = String::from_utf8_lossy(&session.written).replace("\x1b]11;?\x1b\\", "");
    for raw in ["\x1b]", "\u{9b}", "\u{202e}", "\u{202c}", "\x1b[31m"] {
        assert!(!written.contains(raw), "{raw:?}");
    }
}

#[test]
fn one_pane_moves_between_margins_where_the_terminal_has_them() {
    let said =
        (1..80).map(|i| format!("“Sentence {i} of many,” said envoy Marta Okafor, and no more than that."));
    let mut session = Session::open(said.collect::<Vec<_>>().join("\n\n").as_bytes(), 100, 30);
    session.wait("the question", |s| String::from_utf8_lossy(&s.written).contains("\x1b[6n"));
    session.wait_for("┃ “Sentence 1 of many");
    session.press("\x1b[1;5R");
    session.press("k");
    session.wait_until_gone("? help");
    let before = session.written.len();
    for _ in 0..4 {
        let count = frames(&session).len();
        session.press("j");
        session.wait("a frame", |s| frames(s).len() > count);
    }
    let written = String::from_utf8_lossy(&session.written[before..]).into_owned();
    assert!(written.contains("\x1b[?69h") && written.contains("\x1b[?69l"), "{written:?}");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_terminal_that_prints_questions_is_asked_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("story.txt");
    std::fs::write(&file, story()).expect("the story can be written");
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "TERM=linux \"$2\" \"$1\"", "sh"]);
    command.arg(&file);
    command.arg(env!("CARGO_BIN_EXE_attache"));
    let mut session = Session::run(command, folder, 80, 24);
    session.wait_for("Paragraph 1:");
    session.press("q");
    session.wait("the end", |s| !s.screen.screen().alternate_screen());
    let written = String::from_utf8_lossy(&session.written).into_owned();
    assert!(!written.contains("\x1b[6n") && !written.contains("\x1b]11"));
}

#[test]
fn it_stops_and_comes_back() {
    let mut session = Session::open(story().as_bytes(), 80, 24);
    session.wait_for("Paragraph 1:");
    session.press("\x1b[6~");
    session.wait_until_gone("Paragraph 1:");
    session.press("\x1a");
    session.wait("the main screen", |s| !s.screen.screen().alternate_screen());
    session.wait_until_state('T');
    assert!(!session.screen.screen().hide_cursor(), "the shell has its cursor");
    session.signal("CONT");
    session.wait("the alternate screen", |s| s.screen.screen().alternate_screen());
    session.wait_for("the envoys met again");
    assert!(!session.text().contains("Paragraph 1:"), "the place is kept");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn the_mouse_is_off_until_asked_and_off_again_at_the_end() {
    let mut session = Session::open(story().as_bytes(), 80, 24);
    session.wait_for("Paragraph 1:");
    assert!(!String::from_utf8_lossy(&session.written).contains("\x1b[?1002h"));
    session.press("\x1bm");
    session.wait_for("Mouse on");
    session.press("\x1b[<65;10;5M\x1b[<65;10;5M\x1b[<65;10;5M");
    session.wait_until_gone("Paragraph 1:");
    session.press("q");
    session.wait("the end", |s| !s.screen.screen().alternate_screen());
    let all = String::from_utf8_lossy(&session.written).into_owned();
    assert!(all.rfind("\x1b[?1002l") > all.rfind("\x1b[?1002h"));
}

#[test]
fn several_documents_are_read_side_by_side() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [("a.txt", story()), ("b.txt", story().replace("Paragraph", "Section"))] {
        std::fs::write(folder.path().join(name), text).expect("the story can be written");
    }
    let mut command = CommandBuilder::new("/bin/sh");
    command.args([
        "-c",
        "cd \"$1\" && echo 'From the pipe.' | \"$2\" none.txt a.txt - missing.txt b.txt",
        "sh",
    ]);
    command.arg(folder.path());
    command.arg(env!("CARGO_BIN_EXE_attache"));
    let mut session = Session::run(command, folder, 100, 30);
    session.wait_for("Paragraph 1:");
    session.wait_for("There is no file “none.txt”");
    session.press("5j");
    session.wait_until_gone("Paragraph 1:");
    session.press("J");
    session.wait_for("From the pipe.");
    session.press("J");
    session.wait_for("Section 1:");
    session.wait_for("There is no file “missing.txt”");
    session.press("2K");
    session.wait_for("Paragraph 3:");
    assert!(!session.text().contains("Paragraph 1:"), "the place is as it was");
    session.press("B");
    session.wait_for("cannot be read");
    session.press("\x1b");
    session.wait_until_gone("cannot be read");
    session.press("K");
    session.wait_for("This is the first document");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_mark_is_there_the_next_time() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("story.txt"), story()).expect("the story can be written");
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "cd \"$1\" && \"$2\" story.txt && exec \"$2\" story.txt", "sh"]);
    command.arg(folder.path());
    command.arg(env!("CARGO_BIN_EXE_attache"));
    let mut session = Session::run(command, folder, 100, 30);
    session.wait_for("Paragraph 1:");
    session.press("20jma");
    session.wait_for("Mark a set");
    session.press("gQ");
    session.wait("the end", |s| s.written.windows(8).any(|w| w == b"\x1b[?1049l"));
    session.wait_for("Paragraph 1:");
    session.press("'a");
    session.wait_until_gone("Paragraph 1:");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn a_feed_is_a_list_of_documents_and_a_caution_stays_on_the_screen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_attache"));
    command.args([fixtures.join("wire.rss"), fixtures.join("article.newsml.xml")]);
    let mut session = Session::run(command, folder, 110, 30);
    session.wait_for("There are 3 documents: J goes to the next, B lists them.");
    session.wait_for("Ferry talks end in Port Lissa");
    session.press("B");
    session.wait_for("Islands & mainland agree on a timetable");
    session.press("\x1b");
    session.wait_until_gone("Islands & mainland agree on a timetable");
    session.press("J");
    session.wait_for(
        "The feed has only a summary of this; the whole is at https://wire.example/world/timetable.",
    );
    session.press("J");
    session.wait_for("EMBARGOED: not to be published before 2999-01-29T18:00:00Z.");
    session.press("j");
    session.wait_for("EMBARGOED (i says more)");
    session.press("i");
    session.wait_for("EMBARGOED: not to be published before 2999-01-29T18:00:00Z.");
    session.press("qq");
    assert_eq!(session.end(), 0);
}
