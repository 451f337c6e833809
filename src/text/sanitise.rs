//! Removes characters that could control a terminal or hide in a text, once, before anything else sees it.
//!
//! It removes:
//!
//! - whole escape sequences (CSI, OSC, DCS …), from ESC or the C1 character to the final byte: their parameters
//!   are control data, not prose. A sequence that is never closed loses only its introducer, so that one stray
//!   ESC cannot swallow a page;
//! - the other C0 and C1 controls and DEL, except newline and tab;
//! - bidi embeddings, overrides and isolates (U+202A–202E, U+2066–2069), which can show a text in another order
//!   than it is stored in, and the marks U+200E, U+200F and U+061C: they draw nothing, and a name that carries
//!   one is not found by a search for it;
//! - characters that take no room and so hide differences between words: zero-width space, word joiner, byte
//!   order mark, soft hyphen, invisible operators, tags, annotation anchors. Zero-width joiner and non-joiner
//!   stay after letters of the scripts that are spelt with them, and inside emoji.
//!
//! Line ends of every convention become `\n`; spaces of every width become the plain space.

use std::borrow::Cow;

/// The text without anything that could control a terminal. Borrows if nothing had to change.
///
/// Every letter and digit outside escape sequences is kept, in order. Takes time linear in the text.
pub fn sanitise(text: &str) -> Cow<'_, str> {
    let Some(first) = next_suspect(text.as_bytes(), 0) else { return Cow::Borrowed(text) };
    let mut out = String::new();
    let mut copied = 0;
    let mut at = first;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        let (verdict, end) = judge(text, c, at, after);
        if verdict != Verdict::Keep {
            if out.capacity() == 0 {
                out.reserve(text.len());
            }
            out.push_str(&text[copied..at]);
            if let Verdict::Replace(by) = verdict {
                out.push(by);
            }
            copied = end;
        }
        match next_suspect(text.as_bytes(), end) {
            Some(next) => at = next,
            None => break,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// One line that is safe to show: sanitised, with every run of white space as one space, and at most `most`
/// characters long. For file names, titles and error messages.
pub fn sanitise_line(text: &str, most: usize) -> String {
    let clean = sanitise(text);
    let mut line = String::new();
    let mut left = most;
    for word in clean.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let length = word.chars().count() + gap;
        if length > left {
            let room = left.saturating_sub(gap + 1);
            if room > 0 {
                line.extend(std::iter::repeat_n(' ', gap).chain(word.chars().take(room)));
            }
            if left == 0 {
                line.pop();
            }
            line.extend((most > 0).then_some('…'));
            return line;
        }
        line.extend(std::iter::repeat_n(' ', gap));
        line.push_str(word);
        left -= length;
    }
    line
}

/// The treatment of one character or sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    Drop,
    Replace(char),
}

/// The verdict on `c`, which is at `at..after`, and the end of the text that the verdict covers.
fn judge(text: &str, c: char, at: usize, after: usize) -> (Verdict, usize) {
    match c {
        '\r' if text.as_bytes().get(after) == Some(&b'\n') => (Verdict::Drop, after),
        '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (Verdict::Replace('\n'), after),
        '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => {
            (Verdict::Drop, sequence_end(text, c, after))
        }
        '\u{200c}' | '\u{200d}' if joins(text, at) => (Verdict::Keep, after),
        _ if is_steering(c) => (Verdict::Drop, after),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => {
            (Verdict::Replace(' '), after)
        }
        _ => (Verdict::Keep, after),
    }
}

/// Whether a character is a control, a bidi control or an invisible one that prose does not need.
pub fn is_steering(c: char) -> bool {
    matches!(c,
        '\u{00}'..='\u{08}' | '\u{0b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a joiner at byte `at` is where a script needs it: after a letter or mark of a script from Hebrew
/// onwards (Persian, the scripts of India …) or after an emoji; Latin, Greek and Cyrillic need none.
fn joins(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(|c| {
        let script = c >= '\u{590}' && !matches!(c, '\u{1e00}'..='\u{20ff}' | '\u{a640}'..='\u{a7ff}');
        script && !is_steering(c) && !c.is_whitespace()
    })
}

/// The end of the escape sequence whose introducer `c` ends at `after`; `after` itself if it is not a
/// sequence.
fn sequence_end(text: &str, c: char, after: usize) -> usize {
    let rest = text[after..].bytes();
    match c {
        '\u{9b}' => control_sequence_end(text, after),
        '\u{1b}' => match rest.clone().next() {
            Some(b'[') => control_sequence_end(text, after + 1),
            Some(b']' | b'P' | b'X' | b'^' | b'_') => control_string_end(text, after + 1),
            _ => {
                let between = rest.clone().take_while(|b| (0x20..=0x2f).contains(b)).count();
                let closes = rest.clone().nth(between).is_some_and(|b| (0x30..=0x7e).contains(&b));
                if closes { after + between + 1 } else { after }
            }
        },
        _ => control_string_end(text, after),
    }
}

/// The end of a CSI sequence: parameters, intermediates, one final byte; `start` if it is malformed.
fn control_sequence_end(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    let parameters = bytes.iter().take_while(|b| (0x30..=0x3f).contains(*b)).count();
    let between = bytes[parameters..].iter().take_while(|b| (0x20..=0x2f).contains(*b)).count();
    match bytes.get(parameters + between) {
        Some(0x40..=0x7e) => start + parameters + between + 1,
        _ => start,
    }
}

/// The end of a control string (OSC, DCS, SOS, PM, APC): BEL or the string terminator. Any other control ends
/// the search, as in a terminal; then only the introducer goes and the text after it stays.
fn control_string_end(text: &str, start: usize) -> usize {
    for (i, c) in text[start..].char_indices() {
        let at = start + i;
        match c {
            '\u{07}' | '\u{9c}' => return at + c.len_utf8(),
            '\u{1b}' if text.as_bytes().get(at + 1) == Some(&b'\\') => return at + 2,
            '\t' => {}
            c if c.is_control() => return start,
            _ => {}
        }
    }
    start
}

/// The first byte at or after `from` that can begin a character that [`judge`] does not keep.
fn next_suspect(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while bytes[at..].first_chunk().is_some_and(is_plain) {
        at += CHUNK;
    }
    bytes[at..].iter().position(|&b| SUSPECT[b as usize]).map(|i| at + i)
}

/// Whether none of the bytes needs a closer look: they are counted rather than searched, so a processor can do
/// many at a time.
fn is_plain(chunk: &[u8; CHUNK]) -> bool {
    let odd = |b: u8| b >= 0x7f || b < 0x20 && b != b'\n' && b != b'\t';
    chunk.iter().fold(0_u8, |n, &b| n + u8::from(odd(b))) == 0
}

/// How many bytes are checked together; their count fits into a byte.
const CHUNK: usize = 64;

/// Lead bytes of characters that may have to go. Curly quotation marks share theirs with the bidi controls.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 0x20 {
        table[b] = b != b'\n' as usize && b != b'\t' as usize;
        b += 1;
    }
    table[0x7f] = true;
    let leads = [0xc2, 0xd8, 0xe1, 0xe2, 0xef, 0xf3];
    let mut i = 0;
    while i < leads.len() {
        table[leads[i]] = true;
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_go_whole() {
        for (dirty, clean) in [
            ("a\x1b[31mred\x1b[0m", "ared"),
            ("\x1b]0;title\x07after", "after"),
            ("\x1b]8;;https://x.org\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("\u{9b}2Jgone", "gone"),
            ("\u{9d}52;c;Zm9v\u{9c}kept", "kept"),
            ("\x1bPq#0;2\x1b\\after", "after"),
            ("\x1b(Bplain\x1bcend", "plainend"),
        ] {
            assert_eq!(sanitise(dirty), clean);
        }
    }

    #[test]
    fn an_open_sequence_swallows_no_text() {
        assert_eq!(sanitise("\x1b]0;never closed\nnext line"), "0;never closed\nnext line");
        assert_eq!(sanitise("\x1b[12\u{e9}"), "12\u{e9}");
        assert_eq!(sanitise("end\x1b"), "end");
    }

    #[test]
    fn controls_and_bidi_overrides_go_and_curly_quotes_stay() {
        assert_eq!(sanitise("\u{202e}“abc”\u{2066}\u{7}\u{7f} \u{200b}Pu\u{ad}tin\u{feff}"), "“abc” Putin");
        assert_eq!(sanitise("one\r\ntwo\rthree\u{2028}four\u{85}five"), "one\ntwo\nthree\nfour\nfive");
        assert_eq!(sanitise("25\u{a0}percent\tof\u{202f}it"), "25 percent\tof it");
    }

    #[test]
    fn joiners_stay_only_where_a_script_needs_them() {
        assert_eq!(sanitise("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(sanitise("👩\u{200d}🚀"), "👩\u{200d}🚀");
        assert_eq!(sanitise("Pu\u{200d}tin\u{200c}"), "Putin");
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(sanitise("“Déjà vu” — naïve"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_line_is_one_line_and_short() {
        assert_eq!(sanitise_line("a\nb \x1b[2J c", 20), "a b c");
        assert_eq!(sanitise_line("four words are here", 8), "four wo…");
        assert_eq!(sanitise_line("four words", 5), "four…");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in "\\PC*|[\\x00-\\x7f\u{80}-\u{9f}\u{2000}-\u{2070}ab“]*") {
            let clean = sanitise(&text);
            prop_assert!(clean.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
            let bidi = |c| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
            prop_assert!(!clean.contains(bidi));
            prop_assert_eq!(sanitise(&clean), clean.as_ref());
        }

        #[test]
        fn letters_outside_sequences_stay(text in "[a-z0-9 \\n\\r\\t“”é\u{a0}\u{ad}\u{200b}\u{202e}\u{7}]*") {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&sanitise(&text)), letters(&text));
        }

        #[test]
        fn a_line_keeps_to_its_length(text in "\\PC*", most in 1usize..30) {
            prop_assert!(sanitise_line(&text, most).chars().count() <= most);
        }
    }

    #[test]
    fn a_line_that_is_cut_says_so_wherever_that_is() {
        let cuts: Vec<String> = (0..9).map(|most| sanitise_line("ab cde\nf", most)).collect();
        assert_eq!(cuts, ["", "…", "a…", "ab…", "ab…", "ab c…", "ab cd…", "ab cde…", "ab cde f"]);
    }
}
