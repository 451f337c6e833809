//! Decodes bytes from the terminal into keys and pasted text.
//!
//! The terminal's own answers have the form of keys. Known ones become reports, the others are swallowed
//! whole, so that an unexpected one never blocks the keyboard.

use super::event::{Event, Mouse, MouseKind, Report};
use super::key::{Code, Key};

/// The sequences before and after pasted text (mode 2004).
const PASTE: (&[u8], &[u8]) = (b"\x1b[200~", b"\x1b[201~");
/// The most bytes of a paste that are used: prompts are lines.
const LARGEST_PASTE: usize = 64 * 1024;
/// A longer control sequence, in bytes, is noise.
const LONGEST: usize = 256;

/// Turns the terminal's bytes into events; buffers incomplete ones.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// The paste so far, until its end has come.
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// Takes the bytes of a read and appends the events that they complete. Incomplete ones are buffered, including
    /// an escape character at the very end: a slow link may cut a sequence anywhere.
    pub fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        self.pending.extend_from_slice(bytes);
        loop {
            let go_on = match self.paste.take() {
                Some(pasted) => self.take_paste(pasted, events),
                None => self.take_keys(events),
            };
            if !go_on {
                break;
            }
        }
    }

    /// Whether an escape character waits for the rest of a sequence.
    pub fn waits(&self) -> bool {
        self.paste.is_none() && self.pending == [0x1b]
    }

    /// Nothing has followed the escape character for a while: it is the Escape key.
    pub fn give_up(&mut self) -> Option<Event> {
        self.waits().then(|| {
            self.pending.clear();
            Event::Key(Key::plain(Code::Esc))
        })
    }

    /// Takes keys up to the beginning of a paste; returns whether there is one.
    fn take_keys(&mut self, events: &mut Vec<Event>) -> bool {
        let mut at = 0;
        while at < self.pending.len() && self.paste.is_none() {
            let rest = &self.pending[at..];
            if rest.starts_with(PASTE.0) {
                self.paste = Some(Vec::new());
                at += PASTE.0.len();
                continue;
            }
            match decode(rest) {
                Some((event, used)) => {
                    events.extend(event);
                    at += used;
                }
                None if rest.len() > LONGEST => at = self.pending.len(),
                None => break,
            }
        }
        self.pending.drain(..at);
        self.paste.is_some()
    }

    /// Takes a paste up to its end; returns whether that has come.
    fn take_paste(&mut self, mut pasted: Vec<u8>, events: &mut Vec<Event>) -> bool {
        let end = self.pending.windows(PASTE.1.len()).position(|w| w == PASTE.1);
        // Without an end, the last bytes may be the beginning of one.
        let taken = end.unwrap_or((self.pending.len() + 1).saturating_sub(PASTE.1.len()));
        let room = LARGEST_PASTE.saturating_sub(pasted.len());
        pasted.extend_from_slice(&self.pending[..taken.min(room)]);
        self.pending.drain(..taken + end.map_or(0, |_| PASTE.1.len()));
        if end.is_some() {
            events.push(Event::Paste(String::from_utf8_lossy(&pasted).into_owned()));
        } else {
            self.paste = Some(pasted);
        }
        end.is_some()
    }
}

/// The event at the front of `bytes` and its length in bytes; no event if they are unknown, and `None` if
/// more bytes must come.
fn decode(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    let key = |key: Option<Key>| key.map(Event::Key);
    match bytes {
        [0x1b] => None,
        [0x1b, 0x1b, ..] => Some((key(Some(Key::plain(Code::Esc))), 1)),
        [0x1b, b'[', rest @ ..] => control_sequence(rest).map(|(event, used)| (event, used + 2)),
        [0x1b, b'O', rest @ ..] => rest.first().map(|last| (key(named(*last, "").map(Key::plain)), 3)),
        [0x1b, kind @ (b']' | b'P' | b'_' | b'^'), rest @ ..] => string_end(rest).map(|(text, used)| {
            let report = (*kind == b']').then(|| background(&rest[..text])).flatten();
            (report.map(Event::Report), used + 2)
        }),
        [0x1b, rest @ ..] => {
            let (event, used) = decode(rest)?;
            let alt = |event| {
                if let Event::Key(key) = event { Event::Key(Key { alt: true, ..key }) } else { event }
            };
            Some((event.map(alt), used + 1))
        }
        [control @ (0..=0x1f | 0x7f), ..] => Some((key(Some(control_key(*control))), 1)),
        _ => character(bytes).map(|(found, used)| (key(found), used)),
    }
}

fn control_key(byte: u8) -> Key {
    match byte {
        0 => Key::ctrl(' '),
        b'\t' => Key::plain(Code::Tab),
        b'\r' | b'\n' => Key::plain(Code::Enter),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        letter @ 1..=26 => Key::ctrl((b'a' + letter - 1) as char),
        other => Key::ctrl((other + 0x40) as char),
    }
}

/// A sequence after `ESC [`: parameters, intermediates, a final byte.
fn control_sequence(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    let last = bytes.iter().position(|b| !(0x20..=0x3f).contains(b))?;
    let parameters = std::str::from_utf8(&bytes[..last]).unwrap_or("");
    let answer = match bytes[last] {
        kind @ (b'M' | b'm') if parameters.starts_with('<') => {
            mouse(&parameters[1..], kind).map(Event::Mouse)
        }
        b'R' => parameters
            .split_once(';')
            .and_then(|(_, column)| column.parse().ok())
            .map(|c| Event::Report(Report::Column(c))),
        _ => None,
    };
    if answer.is_some() {
        return Some((answer, last + 1));
    }
    let mut fields = parameters.split(';');
    let (first, modifiers) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
    let bits = modifiers.parse::<u8>().unwrap_or(1).saturating_sub(1);
    let key = named(bytes[last], first).map(|code| Key {
        code,
        shift: bits & 1 != 0 || bytes[last] == b'Z',
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    });
    Some((key.map(Event::Key), last + 1))
}

/// Decodes a mouse report (mode 1006): button and modifiers, column, row, and whether it is down.
fn mouse(parameters: &str, last: u8) -> Option<Mouse> {
    let mut numbers = parameters.split(';').map(str::parse::<u16>);
    let (button, x, y) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let kind = match (button & !0b1_1100, last) {
        (0, b'M') => MouseKind::Press,
        (32, b'M') => MouseKind::Drag,
        (0, _) => MouseKind::Release,
        (64, b'M') => MouseKind::Wheel(-1),
        (65, b'M') => MouseKind::Wheel(1),
        _ => return None,
    };
    Some(Mouse { kind, x: x.checked_sub(1)?, y: y.checked_sub(1)? })
}

/// The background colour from the terminal's answer, "11;rgb:ffff/ffff/ffff" with one to four digits a channel.
fn background(answer: &[u8]) -> Option<Report> {
    let text = std::str::from_utf8(answer).ok()?.strip_prefix("11;rgb:")?;
    let mut channels = text.split('/').map(|digits| {
        let most = 16_u32.checked_pow(digits.len().try_into().ok()?)?.checked_sub(1)?;
        u32::from_str_radix(digits, 16).ok().map(|value| (value * 255 / most.max(1)) as u8)
    });
    let mut next = || channels.next().flatten();
    Some(Report::Background([next()?, next()?, next()?]))
}

/// The key for a final byte, or for "~" the number before it.
fn named(last: u8, number: &str) -> Option<Code> {
    Some(match (last, number) {
        (b'A', _) => Code::Up,
        (b'B', _) => Code::Down,
        (b'C', _) => Code::Right,
        (b'D', _) => Code::Left,
        (b'H', _) | (b'~', "1" | "7") => Code::Home,
        (b'F', _) | (b'~', "4" | "8") => Code::End,
        (b'Z', _) => Code::Tab,
        (b'M', "") => Code::Enter,
        (b'~', "2") => Code::Insert,
        (b'~', "3") => Code::Delete,
        (b'~', "5") => Code::PageUp,
        (b'~', "6") => Code::PageDown,
        _ => return None,
    })
}

/// The ends of a string's text and of the string itself, in bytes.
fn string_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.iter().position(|b| matches!(b, 0x07 | 0x1b))?;
    if bytes[end] == 0x07 {
        return Some((end, end + 1));
    }
    bytes.get(end + 1).map(|_| (end, end + 2))
}

fn character(bytes: &[u8]) -> Option<(Option<Key>, usize)> {
    let width = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((None, 1)),
    };
    let encoded = bytes.get(..width)?;
    match std::str::from_utf8(encoded).ok().and_then(|s| s.chars().next()) {
        Some(c) => Some((Some(Key::plain(Code::Char(c))), width)),
        None => Some((None, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(reads: &[&[u8]]) -> String {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        for read in reads {
            decoder.feed(read, &mut events);
        }
        events.extend(decoder.give_up());
        let written = events.iter().map(|event| match event {
            Event::Key(key) => key.to_string(),
            other => format!("{other:?}"),
        });
        written.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_are_told_apart() {
        assert_eq!(keys(&[b"j &\r\t\x0c\x7f"]), "j space & enter tab ctrl-l backspace");
        assert_eq!(keys(&[b"\x1b[A\x1bOB\x1b[5~\x1b[Z\x1b[1;3C"]), "up down pgup shift-tab alt-right");
        assert_eq!(keys(&["é語".as_bytes()]), "é 語");
        assert_eq!(keys(&[b"\x1b", b"\x1bx"]), "esc alt-x");
        assert_eq!(keys(&[b"j\x1b"]), "j esc");
    }

    #[test]
    fn what_is_cut_between_two_reads_is_joined() {
        assert_eq!(keys(&[b"\x1b[", b"6~q"]), "pgdn q");
        assert_eq!(keys(&["語".as_bytes().split_at(1).0, "語".as_bytes().split_at(1).1]), "語");
    }

    #[test]
    fn a_sequence_means_the_same_wherever_it_is_cut() {
        let sequences: [&[u8]; 7] = [
            b"\x1b[A",
            b"\x1bOD",
            b"\x1b[1;3C",
            b"\x1b[200~j \x1b[A q\x1b[201~",
            b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
            b"\x1b[<0;10;5M",
            "\u{8a9e}".as_bytes(),
        ];
        for sequence in sequences {
            for cut in 1..sequence.len() {
                let (head, tail) = sequence.split_at(cut);
                assert_eq!(keys(&[head, tail]), keys(&[sequence]), "{sequence:?} cut at {cut}");
            }
            let bytes: Vec<&[u8]> = sequence.chunks(1).collect();
            assert_eq!(keys(&bytes), keys(&[sequence]), "{sequence:?} byte by byte");
        }
    }

    #[test]
    fn what_is_pasted_is_no_keys() {
        assert_eq!(keys(&[b"a\x1b[200~j\x1bq\x1b[201~b"]), "a Paste(\"j\\u{1b}q\") b");
        assert_eq!(keys(&[b"\x1b[20", b"0~one \x1b[2", b"01", b"~q"]), "Paste(\"one \") q");
        let long = vec![b'x'; 2 * LARGEST_PASTE];
        assert_eq!(keys(&[b"\x1b[200~", &long, b"\x1b[201~q"]).len(), LARGEST_PASTE + "Paste(\"\") q".len());
    }

    #[test]
    fn answers_become_reports() {
        let background = "Report(Background([253, 246, 227]))";
        assert_eq!(keys(&[b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\j"]), format!("{background} j"));
        assert_eq!(keys(&[b"\x1b]11;rgb:fd/f6/e3", b"\x07j"]), format!("{background} j"));
        assert_eq!(keys(&[b"\x1b[1;5Rj"]), "Report(Column(5)) j");
        assert_eq!(keys(&[b"\x1b]11;rgb:/x/\x07\x1b]11;rgb:fffffffff/0/0\x07j"]), "j");
    }

    #[test]
    fn the_mouse_is_understood() {
        let press = "Mouse(Mouse { kind: Press, x: 9, y: 4 })";
        assert_eq!(keys(&[b"\x1b[<0;10;5M"]), press);
        assert!(keys(&[b"\x1b[<65;1;1M\x1b[<32;3;2M\x1b[<0;3;2m"]).contains("Wheel(1)"));
        assert_eq!(keys(&[b"\x1b[<0;0;0M\x1b[<2;1;1Mq"]), "q");
    }

    #[test]
    fn reports_and_noise_are_swallowed() {
        assert_eq!(keys(&[b"\x1b[?2026;2$y\x1b[?997;1n\x1b]10;rgb:0/0/0\x1b\\q"]), "q");
        assert_eq!(keys(&[b"\xff\xfeq"]), "q");
        let long = [b'0'; 2 * LONGEST];
        assert_eq!(keys(&[b"\x1b[", &long, b"q"]), "q");
    }
}
