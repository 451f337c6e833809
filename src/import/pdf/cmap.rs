//! Maps from the codes of a font to characters: the `ToUnicode` streams of PDF (ISO 32000-1, §9.10.3).

use std::collections::HashMap;

/// The most entries that are read; a font for all of Unicode's first plane has fewer.
const MOST: usize = 100_000;

/// A map from codes of one to four bytes to text.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// The lengths of codes in bytes, each with its range of codes.
    spaces: Vec<(usize, u32, u32)>,
    single: HashMap<(usize, u32), String>,
    /// First and last code, and the text of the first one; the last UTF-16 unit counts up.
    ranges: Vec<(usize, u32, u32, Vec<u16>)>,
}

/// A word of the stream.
enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

impl CMap {
    /// Reads a stream; unreadable parts are left out.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut rest = bytes;
        let mut strings: Vec<Vec<u8>> = Vec::new();
        let mut list: Option<Vec<Vec<u8>>> = None;
        let mut section: &[u8] = b"";
        while let Some(token) = next(&mut rest) {
            if map.single.len() + map.ranges.len() + map.spaces.len() > MOST {
                break;
            }
            match token {
                Token::Word(word) => {
                    section = word;
                    (strings, list) = (Vec::new(), None);
                    continue;
                }
                Token::Open => list = Some(Vec::new()),
                Token::Close => {
                    map.list(&strings, list.take().unwrap_or_default());
                    strings.clear();
                }
                Token::Hex(hex) => match &mut list {
                    Some(list) => list.push(hex),
                    None => strings.push(hex),
                },
            }
            match (section, strings.as_slice()) {
                (b"begincodespacerange", [low, high]) => {
                    map.spaces.push((low.len(), number(low), number(high)));
                }
                (b"beginbfchar", [code, text]) => {
                    map.single.insert((code.len(), number(code)), utf16(&units(text)));
                }
                (b"beginbfrange", [low, high, text]) => {
                    map.ranges.push((low.len(), number(low), number(high), units(text)));
                }
                _ => continue,
            }
            strings.clear();
        }
        map.ranges.sort_by_key(|(length, low, ..)| (*length, *low));
        map
    }

    /// A range that lists the text of each of its codes.
    fn list(&mut self, strings: &[Vec<u8>], list: Vec<Vec<u8>>) {
        let [low, _] = strings else { return };
        for (code, text) in (number(low)..).zip(list) {
            self.single.insert((low.len(), code), utf16(&units(&text)));
        }
    }

    /// The length in bytes of the code at the beginning of `bytes`.
    pub fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |(length, low, high): &(usize, u32, u32)| {
            bytes.len() >= *length && (*low..=*high).contains(&number(&bytes[..*length]))
        };
        self.spaces.iter().filter(|space| fits(space)).map(|space| space.0).min()
    }

    /// The text of a code.
    pub fn get(&self, code: &[u8]) -> Option<String> {
        let key = (code.len(), number(code));
        if let Some(text) = self.single.get(&key) {
            return Some(text.clone());
        }
        let behind = self.ranges.partition_point(|(length, low, ..)| (*length, *low) <= key);
        let (length, low, high, text) = self.ranges[..behind].last()?;
        if *length != code.len() || key.1 > *high {
            return None;
        }
        let mut units = text.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add((key.1 - low) as u16);
        Some(utf16(&units))
    }
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    loop {
        let (first, after) = rest.split_first()?;
        match first {
            b'%' => {
                *rest =
                    &after[after.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(after.len())..];
            }
            b'[' | b']' => {
                *rest = after;
                return Some(if *first == b'[' { Token::Open } else { Token::Close });
            }
            b'<' if after.first() != Some(&b'<') => {
                let end = after.iter().position(|b| *b == b'>').unwrap_or(after.len());
                *rest = after.get(end + 1..).unwrap_or(&[]);
                return Some(Token::Hex(hex(&after[..end])));
            }
            b if b.is_ascii_alphabetic() => {
                let end = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                *rest = after;
                return Some(Token::Word(word));
            }
            _ => *rest = after,
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> =
        digits.iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
    values.chunks(2).take(256).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        bytes => bytes.chunks_exact(2).map(|p| u16::from(p[0]) << 8 | u16::from(p[1])).collect(),
    }
}

fn utf16(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied()).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_lists_are_read() {
        let map = CMap::parse(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar\n\
            2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<2019> <D83DDE00>] endbfrange",
        );
        let get = |code: u16| map.get(&code.to_be_bytes());
        assert_eq!(get(0x25).as_deref(), Some("B"));
        assert_eq!((get(0x10).as_deref(), get(0x31).as_deref()), (Some("fi"), Some("😀")));
        assert_eq!((get(0x27), map.length(&[0, 3, 0, 4])), (None, Some(2)));
    }
}
