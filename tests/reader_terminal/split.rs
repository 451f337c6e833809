//! Sequences that arrive in pieces, as over slow links: they have the same effect as the whole.

use std::thread;
use std::time::Duration;

use super::session::Session;
use super::story;

/// The content of the screen, with colours. A cell that was never written to is a blank.
fn shown(session: &Session) -> String {
    let screen = session.screen.screen();
    let size = screen.size();
    let cells = (0..size.0.get()).flat_map(|y| (0..size.1.get()).filter_map(move |x| screen.cell(y, x)));
    let look = |cell: &vt100::Cell| match cell.contents() {
        "" | " " => format!(" {:?}", cell.bgcolor()),
        text => format!("{text}{:?}{:?}{}", cell.fgcolor(), cell.bgcolor(), cell.underline()),
    };
    cells.map(look).collect()
}

/// A pause between two pieces, in milliseconds, which cycles through 0 to 40 from cut to cut.
fn gap(cut: usize) -> Duration {
    Duration::from_millis(cut as u64 * 17 % 41)
}

/// Sends `sequence` whole and then cut at each of its bytes. Each time the screen must end up as after the whole; `back`
/// restores it.
fn assert_cut_anywhere(session: &mut Session, sequence: &str, back: &str) {
    let before = shown(session);
    session.press(sequence);
    session.wait("an answer to the whole", |s| shown(s) != before && s.written.ends_with(b"\x1b[?2026l"));
    let after = shown(session);
    for cut in 1..sequence.len() {
        session.press(back);
        session.wait("what was there before", |s| shown(s) == before);
        session.press(&sequence[..cut]);
        thread::sleep(gap(cut));
        session.press(&sequence[cut..]);
        session.wait(&format!("{sequence:?} cut at {cut}"), |s| shown(s) == after);
    }
    session.press(back);
    session.wait("what was there before", |s| shown(s) == before);
}

#[test]
fn keys_pastes_and_answers_that_come_in_pieces_mean_what_the_whole_means() {
    let mut session = Session::open(story().as_bytes(), 100, 30);
    session.wait_for("Paragraph 1:");
    session.wait_for("Quotes 0");
    session.press("4g");
    session.wait("paragraph 3 at the top", |s| s.text().trim_start().starts_with("Paragraph 3:"));
    assert_cut_anywhere(&mut session, "\x1b[B", "k");
    assert_cut_anywhere(&mut session, "\x1b[A", "j");
    assert_cut_anywhere(&mut session, "\x1b[C", "h");
    // The pane at the left replaces the other one, and stays.
    session.press("h");
    session.wait_for("Speakers 0");
    let focused = shown(&session);
    session.press("l");
    session.wait("the keys in the text", |s| shown(s) != focused && s.written.ends_with(b"\x1b[?2026l"));
    assert_cut_anywhere(&mut session, "\x1b[D", "l");
    session.press("G");
    session.wait_for("The end of the story.");
    session.press("\x0f");
    let first_row = |s: &Session| s.text().lines().next().unwrap_or_default().to_owned();
    session.wait("paragraph 3 at the top", |s| first_row(s).contains("Paragraph 3:"));
    assert_cut_anywhere(&mut session, "\x1b[1;3C", "\x0f");
    session.press(":");
    session.wait_for("line-down");
    assert_cut_anywhere(&mut session, "\x1b[200~zoom\x1b[201~", "\x15");
    session.press("\x1b");
    session.wait_until_gone("line-down");
    assert_cut_anywhere(&mut session, "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:0000/0000/0000\x1b\\");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn an_escape_key_alone_is_one() {
    let mut session = Session::open(story().as_bytes(), 100, 30);
    session.wait_for("Paragraph 1:");
    session.press("?");
    session.wait_for("Down one line");
    session.press("\x1b");
    session.wait_until_gone("Down one line");
    session.press("q");
    assert_eq!(session.end(), 0);
}
