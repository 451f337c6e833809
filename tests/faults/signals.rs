//! Signals, in any order and at any time.

use super::Desk;
use super::session::{PATIENCE, Session, USUAL, attache};

/// Numbers that look random but are the same every time (an xorshift generator).
struct Dice(u32);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % sides
    }
}

#[test]
fn signals_in_any_order_leave_a_reader_that_reads() {
    let desk = Desk::new();
    for seed in [1, 7, 1848, 20_180_131] {
        let mut dice = Dice(seed);
        let mut session = desk.open();
        for _ in 0..12 {
            session.signal(["WINCH", "TSTP", "CONT", "URG", "PIPE", "CHLD", "TTOU"][dice.throw(7)]);
            while let Ok(bytes) = session.output.try_recv() {
                session.screen.process(&bytes);
                session.written.extend(bytes);
            }
        }
        session.press("?");
        // It may stop late, because of an earlier signal.
        let since = std::time::Instant::now();
        while !session.text().contains("Down one line") {
            assert!(since.elapsed() < PATIENCE, "no help came:\n{}", session.text());
            session.signal("CONT");
            while let Ok(bytes) = session.output.recv_timeout(std::time::Duration::from_millis(50)) {
                session.screen.process(&bytes);
                session.written.extend(bytes);
            }
        }
        session.press("q");
        session.quit();
    }
}

#[test]
fn every_signal_that_ends_programs_gives_the_terminal_back() {
    let desk = Desk::new();
    for (name, number) in [
        ("INT", 2),
        ("QUIT", 3),
        ("TERM", 15),
        ("HUP", 1),
        ("USR1", 10),
        ("USR2", 12),
        ("ALRM", 14),
        ("XCPU", 24),
    ] {
        let session = desk.open();
        session.signal(name);
        assert_eq!(session.end(), 128 + number, "{name}");
    }
}

#[test]
fn a_terminal_that_takes_nothing_cannot_keep_the_reader_alive() {
    let desk = Desk::new();
    std::fs::write(desk.story(), "A line that is not short at all, of which there are many.\n\n".repeat(900))
        .expect("the story can be written");
    let mut session = Session::start(attache(&desk.story(), &desk.state), 200, 60, USUAL);
    session.wait_for("A line");
    session.stall();
    session.signal("TERM");
    assert_eq!(session.wait_for_end(), 143);
}

#[test]
fn a_stopped_reader_can_be_ended() {
    let desk = Desk::new();
    let session = desk.open();
    session.signal("TSTP");
    session.wait_until_state('T');
    session.signal("TERM");
    session.signal("CONT");
    assert_eq!(session.end(), 143);
}
