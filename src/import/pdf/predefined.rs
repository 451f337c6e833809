//! The encodings of Chinese, Japanese and Korean that PDF knows by name (ISO 32000-1, §9.7.5.2): Unicode, and older
//! ones.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

/// The encoding of a composite font's codes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Predefined {
    /// Units of UTF-16.
    Unicode,
    /// Bytes of an older encoding.
    Legacy(&'static Encoding),
}

/// Parts of names, each with its encoding. The first match counts.
const NAMES: &[(&str, &Encoding)] = &[
    ("GBK", GB18030),
    ("GBpc-EUC", GB18030),
    ("GB-EUC", GB18030),
    ("RKSJ", SHIFT_JIS),
    ("B5", BIG5),
    ("KSC", EUC_KR),
    ("EUC", EUC_JP),
];

impl Predefined {
    /// The encoding with that name.
    pub fn named(name: &[u8]) -> Option<Self> {
        let name = std::str::from_utf8(name).ok()?;
        if name.contains("UCS2") || name.contains("UTF16") {
            return Some(Self::Unicode);
        }
        // "CNS-EUC" has four planes, unlike any web encoding.
        let known = NAMES.iter().filter(|_| !name.contains("CNS"));
        known.into_iter().find(|(part, _)| name.contains(part)).map(|(_, encoding)| Self::Legacy(encoding))
    }

    /// The length in bytes of the code at the beginning of `bytes`, which may be shorter.
    pub fn length(self, bytes: &[u8]) -> usize {
        match (self, bytes) {
            (Self::Unicode, [0xd8..=0xdb, ..]) => 4,
            (Self::Legacy(_), [0..=0x80, ..]) => 1,
            (Self::Legacy(encoding), [0xa0..=0xdf, ..]) if encoding == SHIFT_JIS => 1,
            (Self::Legacy(encoding), [0x8f, ..]) if encoding == EUC_JP => 3,
            (Self::Legacy(encoding), [_, b'0'..=b'9', ..]) if encoding == GB18030 => 4,
            _ => 2,
        }
    }

    /// The text of a code.
    pub fn text(self, code: &[u8]) -> Option<String> {
        match self {
            Self::Unicode => {
                let units = code.chunks_exact(2).map(|unit| u16::from(unit[0]) << 8 | u16::from(unit[1]));
                char::decode_utf16(units).collect::<Result<String, _>>().ok()
            }
            Self::Legacy(encoding) => encoding
                .decode_without_bom_handling_and_without_replacement(code)
                .map(std::borrow::Cow::into_owned),
        }
    }

    /// The width of a code's glyph relative to the font size: the font states widths by glyph numbers, which are not
    /// these codes. Latin letters take half the width of the others.
    pub fn width(text: Option<&str>) -> f64 {
        if text.is_some_and(str::is_ascii) { 0.5 } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of bytes in an encoding, code by code.
    fn read(name: &str, mut bytes: &[u8]) -> Option<String> {
        let encoding = Predefined::named(name.as_bytes())?;
        let mut text = String::new();
        while !bytes.is_empty() {
            let (code, rest) = bytes.split_at(encoding.length(bytes).min(bytes.len()));
            text += &encoding.text(code)?;
            bytes = rest;
        }
        Some(text)
    }

    #[test]
    fn encodings_are_told_by_their_names() {
        for (name, text) in [
            ("GBK-EUC-H", "谈判 Lissa 结束。"),
            ("GBK2K-V", "谈判 Lissa 结束。"),
            ("90ms-RKSJ-H", "ｶﾅ 交渉 Lissa。"),
            ("EUC-H", "交渉 Lissa。"),
            ("ETen-B5-H", "談判 Lissa 結束。"),
            ("KSCms-UHC-H", "회담 Lissa."),
        ] {
            let Some(Predefined::Legacy(encoding)) = Predefined::named(name.as_bytes()) else {
                panic!("{name}");
            };
            assert_eq!(read(name, &encoding.encode(text).0).as_deref(), Some(text), "{name}");
        }
        let units: Vec<u8> = "谈判 𠀀".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read("UniGB-UTF16-H", &units).as_deref(), Some("谈判 𠀀"));
        assert!(Predefined::named(b"Identity-H").is_none() && Predefined::named(b"CNS-EUC-H").is_none());
        assert_eq!(read("GBK-EUC-H", &[0xff, 0xff]), None);
    }
}
