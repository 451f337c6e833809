//! Spelling keys: the form in which names are compared and looked up.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Appends the key of `word` to `out`: lower case, without accents, apostrophes of one shape.
///
/// "Erdoğan" and "ERDOGAN" have one key; "al-Assad" keeps its hyphen.
pub fn push_key(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        return out[from..].make_ascii_lowercase();
    }
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' => out.push('\''),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            'ı' => out.push('i'),
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// The key of `word`; see [`push_key`].
pub fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    push_key(word, &mut out);
    out
}

/// The capitals at the start of each word and each hyphenated part of a name ("TBC" of "Tamar Beridze-Cole").
pub fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn accents_case_and_apostrophes_do_not_matter() {
        assert_eq!(key("Erdoğan"), "erdogan");
        assert_eq!(key("António"), "antonio");
        assert_eq!(key("Sana’a"), "sana'a");
        assert_eq!(key("Wałęsa"), "walesa");
        assert_eq!(key("İbrahim"), "ibrahim");
    }
}
