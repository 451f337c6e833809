//! The beginning of a text that is not complete yet.

use encoding_rs::Encoding;

use super::encoding;

/// How many bytes of `bytes`, the beginning of a longer text, can be imported by themselves: up to the last line
/// end; if there is none, up to the last space; else up to a whole character. UTF-16 text is cut at an even
/// offset.
pub fn part(bytes: &[u8]) -> usize {
    if is_two_bytes_each(bytes) {
        return whole_characters(bytes);
    }
    let last = |byte: u8| bytes.iter().rposition(|&b| b == byte).map(|at| at + 1);
    last(b'\n').or_else(|| last(b' ')).unwrap_or_else(|| whole_characters(bytes))
}

fn is_two_bytes_each(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some_and(|(e, _)| e != encoding_rs::UTF_8)
        || encoding::utf16_without_mark(&bytes[..bytes.len() & !1]).is_some()
}

/// The length without a truncated character at the end.
pub(super) fn whole_characters(bytes: &[u8]) -> usize {
    if is_two_bytes_each(bytes) {
        return bytes.len() & !1;
    }
    // A character has at most four bytes, so a truncated one begins in the last three.
    let tail = bytes.len().saturating_sub(3)..bytes.len();
    let is_cut = |at: usize| {
        std::str::from_utf8(&bytes[at..]).is_err_and(|e| e.valid_up_to() == 0 && e.error_len().is_none())
    };
    tail.into_iter().find(|at| is_cut(*at)).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_is_at_the_last_line_end_space_or_character() {
        assert_eq!(part(b"One line.\nAnother that is not wh"), 10);
        assert_eq!(part(b"No line end at al"), 15);
        assert_eq!(part(&"外交部".as_bytes()[..8]), 6);
        assert_eq!(part(b""), 0);
        assert_eq!(part(b"\xff\xff\xff"), 3);
    }

    #[test]
    fn two_bytes_a_character_are_not_torn() {
        assert_eq!(part(b"\xff\xfeT\0h\0e\0\n\0e\0n"), 12);
        assert_eq!(part(b"T\0h\0e\0 \0t\0a\0l\0k\0s\0 \0"), 20);
    }
}
