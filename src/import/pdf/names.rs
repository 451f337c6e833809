//! The text of glyph names and of bytes in old encodings (Adobe Glyph List; ISO 32000-1, annex D).

use unicode_normalization::UnicodeNormalization;

/// Glyphs whose names are words.
const NAMED: &str = "space  exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' \
    parenleft ( parenright ) asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 \
    five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ \
    backslash \\ bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~ \
    quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” quotesinglbase ‚ quotedblbase „ guillemotleft « \
    guillemotright » guilsinglleft ‹ guilsinglright › endash – emdash — bullet • ellipsis … dagger † daggerdbl ‡ \
    section § paragraph ¶ degree ° copyright © registered ® trademark ™ Euro € sterling £ yen ¥ cent ¢ minus − \
    multiply × divide ÷ plusminus ± periodcentered · fraction ⁄ exclamdown ¡ questiondown ¿ germandbls ß AE Æ ae æ \
    OE Œ oe œ Oslash Ø oslash ø Lslash Ł lslash ł Eth Ð eth ð Thorn Þ thorn þ dotlessi ı Dcroat Đ dcroat đ \
    onehalf ½ onequarter ¼ threequarters ¾ nbspace \u{a0} sfthyphen \u{ad} ff ff fi fi fl fl ffi ffi ffl ffl \
    perthousand ‰ florin ƒ currency ¤ brokenbar ¦ ordfeminine ª ordmasculine º logicalnot ¬ macron ¯ acute ´ \
    cedilla ¸ dieresis ¨ circumflex ˆ tilde ˜ mu µ onesuperior ¹ twosuperior ² threesuperior ³ hyphentwo ‐ \
    nonbreakinghyphen ‑ figuredash ‒ afii61352 № afii10023 Ё afii10071 ё";

/// The marks after a letter in names such as `eacute`.
const ACCENTS: &[(&str, char)] = &[
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("dieresis", '\u{308}'),
    ("tilde", '\u{303}'),
    ("caron", '\u{30c}'),
    ("cedilla", '\u{327}'),
    ("ring", '\u{30a}'),
    ("ogonek", '\u{328}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("dotaccent", '\u{307}'),
    ("hungarumlaut", '\u{30b}'),
    ("commaaccent", '\u{327}'),
];

/// The upper half of Adobe's standard encoding, as names; the lower half is ASCII except for two marks.
const STANDARD: &[(u8, &str)] = &[
    (0xa1, "¡¢£⁄¥ƒ§¤'“«‹›"),
    (0xb1, "–†‡·"),
    (0xb6, "¶•‚„”»…‰"),
    (0xbf, "¿"),
    (0xd0, "—"),
    (0xe1, "Æ"),
    (0xe3, "ª"),
    (0xe8, "ŁØŒº"),
    (0xf1, "æ"),
    (0xf5, "ı"),
    (0xf8, "łøœß"),
];

/// An encoding named by a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
}

impl Base {
    /// The text of a byte.
    pub fn text(self, byte: u8) -> Option<String> {
        if byte < 0x20 {
            return None;
        }
        let decoded = |encoding: &'static encoding_rs::Encoding| {
            encoding.decode_without_bom_handling(&[byte]).0.into_owned()
        };
        match self {
            Self::WinAnsi | Self::MacRoman if byte < 0x7f => Some(char::from(byte).to_string()),
            Self::WinAnsi => Some(decoded(encoding_rs::WINDOWS_1252)),
            Self::MacRoman => Some(decoded(encoding_rs::MACINTOSH)),
            Self::Standard if byte == b'\'' => Some("’".to_owned()),
            Self::Standard if byte == b'`' => Some("‘".to_owned()),
            Self::Standard if byte < 0x7f => Some(char::from(byte).to_string()),
            Self::Standard if byte == 0xae => Some("fi".to_owned()),
            Self::Standard if byte == 0xaf => Some("fl".to_owned()),
            Self::Standard => STANDARD.iter().find_map(|(first, run)| {
                let at = byte.checked_sub(*first)?;
                run.chars().nth(usize::from(at)).map(String::from)
            }),
        }
    }
}

/// The text of a glyph with that name.
pub(super) fn glyph(name: &str) -> Option<String> {
    let bare = name.split('.').next().filter(|bare| !bare.is_empty())?;
    if bare == "space" {
        return Some(" ".to_owned());
    }
    if bare.len() == 1 {
        return Some(bare.to_owned());
    }
    if bare.contains('_') {
        return bare.split('_').map(glyph).collect();
    }
    let mut words = NAMED.split(' ').skip(2);
    while let (Some(known), Some(text)) = (words.next(), words.next()) {
        if known == bare {
            return Some(text.to_owned());
        }
    }
    accented(bare).or_else(|| cyrillic(bare)).or_else(|| numbered(bare))
}

fn accented(name: &str) -> Option<String> {
    let mut letters = name.chars();
    let letter = letters.next()?;
    let (_, accent) = ACCENTS.iter().find(|(accent, _)| *accent == letters.as_str())?;
    Some([letter, *accent].into_iter().nfc().collect())
}

/// The Cyrillic letters by their numbers in Adobe's list, which follow the alphabet, without Ё.
fn cyrillic(name: &str) -> Option<String> {
    let number: u32 = name.strip_prefix("afii")?.parse().ok()?;
    let code = match number {
        10017..=10022 => 0x410 + number - 10017,
        10024..=10049 => 0x416 + number - 10024,
        10065..=10070 => 0x430 + number - 10065,
        10072..=10097 => 0x436 + number - 10072,
        _ => return None,
    };
    char::from_u32(code).map(String::from)
}

fn numbered(name: &str) -> Option<String> {
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let one = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    if name.starts_with("uni") && digits.len() > 4 && digits.is_ascii() {
        return (0..digits.len() / 4).map(|i| one(&digits[i * 4..i * 4 + 4])).collect();
    }
    (4..=6).contains(&digits.len()).then(|| one(digits)).flatten().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_characters() {
        for (name, text) in [
            ("A", "A"),
            ("quotedblleft", "“"),
            ("f_f_i", "ffi"),
            ("eacute", "é"),
            ("Scaron", "Š"),
            ("afii10017", "А"),
            ("afii10097", "я"),
            ("uni0416", "Ж"),
            ("a.sc", "a"),
            ("exclam", "!"),
        ] {
            assert_eq!(glyph(name).as_deref(), Some(text), "{name}");
        }
        assert_eq!((glyph("g123"), glyph(".notdef")), (None, None));
    }

    #[test]
    fn bytes_mean_what_their_encoding_says() {
        assert_eq!(Base::WinAnsi.text(0x93).as_deref(), Some("“"));
        assert_eq!(Base::Standard.text(0xaa).as_deref(), Some("“"));
        assert_eq!(Base::Standard.text(0xba).as_deref(), Some("”"));
        assert_eq!(Base::MacRoman.text(0xd2).as_deref(), Some("“"));
        assert_eq!(Base::Standard.text(b'\'').as_deref(), Some("’"));
    }
}
