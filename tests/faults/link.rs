//! Links and terminals: they hang up, stall, lag, resize all the time, and answer queries late, wrongly, or never.

use super::Desk;
use super::session::{FRAME, Session, USUAL, attache};

/// How many bytes a slow link takes at once.
const SLOW: usize = 1024;

/// A desk with a story of many screens, open in a terminal that takes at most this many bytes at once.
fn long_story(step: usize) -> (Desk, Session) {
    let desk = Desk::new();
    let said = "the envoys met again, and nobody said how long the talks would last";
    let paragraphs: Vec<String> =
        (1..=120).map(|i| format!("Paragraph {i}: {said}, {i} times over.")).collect();
    let text = format!("Harbour talks resume\n\n{}\n\nThe end of the story.\n", paragraphs.join("\n\n"));
    std::fs::write(desk.story(), text).expect("the story can be written");
    let session = open(&desk, step);
    (desk, session)
}

fn open(desk: &Desk, step: usize) -> Session {
    let mut session = Session::start(attache(&desk.story(), &desk.state), 120, 40, step);
    session.wait_for("Paragraph");
    session.press("k");
    session.wait_until_gone("? help");
    session.wait_for("Speakers 0");
    session
}

/// The look of every cell: its character, its background, and unless it is blank its colour and style.
fn cells(session: &Session) -> Vec<String> {
    let screen = session.screen.screen();
    let (rows, columns) = screen.size();
    let places = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    let shown = places.filter_map(|(row, column)| screen.cell(row, column)).map(|cell| {
        let text = cell.contents().trim();
        let pen = (!text.is_empty()).then(|| (cell.fgcolor(), cell.bold(), cell.italic(), cell.dim()));
        format!("{text} {:?} {pen:?} {}", cell.bgcolor(), cell.underline() || cell.inverse())
    });
    shown.collect()
}

/// Asserts that a full redraw would not change the screen.
fn assert_screen_is_right(session: &mut Session) {
    let before = cells(session);
    let start = session.written.len();
    session.press("\x0c");
    session.wait("a whole frame", |s| {
        let since = s.written_since(start);
        since.contains("\x1b[2J") && since.ends_with(FRAME)
    });
    let differs = before.iter().zip(cells(session)).position(|(before, now)| *before != now);
    assert_eq!(differs, None, "drawn anew, the screen is another from this cell on:\n{}", session.text());
}

#[test]
fn a_link_that_breaks_in_the_middle_of_a_frame_ends_the_reader_where_it_stood() {
    let (desk, mut session) = long_story(SLOW);
    session.press("G");
    session.wait_for("The end of the story.");
    session.stall();
    session.hang_up();
    let mut session = Session::start(attache(&desk.story(), &desk.state), 120, 40, USUAL);
    session.wait_for("The end of the story.");
    session.quit();
}

#[test]
fn a_link_that_breaks_while_nothing_happens_ends_the_reader_where_it_stood() {
    let (desk, mut session) = long_story(USUAL);
    session.press("G");
    session.wait_for("The end of the story.");
    session.hang_up();
    let mut session = Session::start(attache(&desk.story(), &desk.state), 120, 40, USUAL);
    session.wait_for("The end of the story.");
    session.quit();
}

#[test]
fn a_terminal_that_takes_nothing_is_not_drawn_for_and_is_right_when_it_goes_on() {
    let (_desk, mut session) = long_story(SLOW);
    session.press("G");
    session.wait_for("The end of the story.");
    session.press("g");
    session.wait_for("Paragraph 1:");
    let (before, start) = (session.most_memory(), session.written.len());
    session.stall();
    for _ in 0..40 {
        session.press(&" b".repeat(25));
    }
    session.press("G");
    session.wait("the end", |s| {
        s.text().contains("The end of the story.") && s.written.ends_with(FRAME.as_bytes())
    });
    let late = session.written_since(start).matches(FRAME).count();
    // As much as the terminal's own queue held when the reader began to wait, and two more.
    assert!(late < 30, "{late} frames for a terminal that took none of them");
    assert_screen_is_right(&mut session);
    let grown = session.most_memory().saturating_sub(before);
    assert!(grown < 2048, "{grown} KiB more for a terminal that was slow");
    session.quit();
}

#[test]
fn a_thousand_sizes_at_once_leave_the_last_one() {
    let (_desk, mut session) = long_story(USUAL);
    session.press("    ");
    session.wait_until_gone("Paragraph 1:");
    let (before, start) = (session.most_memory(), session.written.len());
    for i in 0..1000_u16 {
        session.resize(1 + i * 7 % 200, 1 + i * 3 % 70);
        // A terminal shows some of its input while it is dragged.
        while let Ok(bytes) = session.output.try_recv() {
            session.written.extend(bytes);
        }
    }
    session.resize(120, 40);
    session.wait("the last size", |s| s.text().lines().count() >= 39 && s.text().contains("nobody said"));
    session.settle();
    assert!(!session.text().contains("Paragraph 1:"), "the place is kept");
    let frames = session.written_since(start).matches(FRAME).count();
    assert!(frames <= 1001, "{frames} frames");
    assert_screen_is_right(&mut session);
    let grown = session.most_memory().saturating_sub(before);
    assert!(grown < 8192, "{grown} KiB more after many sizes");
    session.quit();
}

#[test]
fn answers_that_are_late_wrong_or_cut_are_no_keys() {
    let (_desk, mut session) = long_story(USUAL);
    for answer in [
        // Answers without a query.
        "\x1b[?62;22c",
        "\x1b[>0;276;0c",
        "\x1bP>|terminal 1.0\x1b\\",
        "\x1b[?2026;2$y",
        "\x1b]10;rgb:0/0/0\x07",
        // Not colours, columns, or UTF-8.
        "\x1b]11;rgb:gg/0/0\x1b\\",
        "\x1b]11;\x07",
        "\x1b[;R",
        "\x1b[99999999999999999999;99999R",
        "\x1b[<0;0;0M",
        // The end of a paste that never began.
        "\x1b[201~",
    ] {
        session.press(answer);
    }
    session.keys.write_all(b"\xff\xc3\x28").expect("the keys arrive");
    // In pieces, and long after the query.
    session.press("\x1b[1;");
    session.press("1R");
    session.press("j");
    session.wait("one line down", |s| s.text().lines().nth(2).is_some_and(|l| l.contains("Paragraph 1:")));
    let start = session.written.len();
    session.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    session.wait("the theme of a light ground", |s| s.written_since(start).ends_with(FRAME));
    assert_screen_is_right(&mut session);
    session.quit();
}

#[test]
fn half_an_answer_holds_back_no_more_than_a_few_keys() {
    let (_desk, mut session) = long_story(USUAL);
    session.press("\x1b]11;rgb:ff");
    session.press("\x1b");
    session.press(&"j".repeat(300));
    session.press("G");
    session.wait_for("The end of the story.");
    session.quit();
}
