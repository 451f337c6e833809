//! Decides whether two expressions name the same speaker.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Words that do not identify a person.
const EMPTY_WORDS: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "and",
    "or",
    "in",
    "on",
    "at",
    "for",
    "to",
    "by",
    "from",
    "with",
    "his",
    "her",
    "their",
    "its",
    "this",
    "that",
    "these",
    "those",
    "who",
    "mr",
    "mrs",
    "ms",
    "dr",
    "president",
    "minister",
    "secretary",
    "general",
    "representative",
    "spokesman",
    "spokeswoman",
    "spokesperson",
];

/// Pronouns, which do not count as mentions of their own.
const PRONOUNS: &[&str] =
    &["he", "she", "they", "it", "him", "her", "them", "his", "their", "its", "i", "we", "you", "who"];

/// Lower case without accents, apostrophes of one shape.
pub fn fold(text: &str) -> String {
    let bare = text.nfkd().filter(|c| canonical_combining_class(*c) == 0);
    let mut out = String::with_capacity(text.len());
    for c in bare {
        match c {
            '’' => out.push('\''),
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether an expression is a pronoun.
pub fn is_pronoun(surface: &str) -> bool {
    PRONOUNS.contains(&fold(surface).as_str())
}

/// Whether one of `names` names the speaker `gold`: they share the last word of either, or `names` has all of
/// its words.
pub fn same_speaker<S: AsRef<str>>(gold: &str, names: &[S]) -> bool {
    let gold = telling_words(gold);
    names.iter().any(|name| {
        let name = telling_words(name.as_ref());
        match (gold.last(), name.last()) {
            (Some(g), Some(n)) => {
                name.contains(g) || gold.contains(n) || gold.iter().all(|w| name.contains(w))
            }
            _ => false,
        }
    })
}

/// The words of an expression, without parentheses and their content, articles, prepositions and titles.
fn telling_words(expression: &str) -> Vec<String> {
    let plain = without_parentheses(&fold(expression)).replace("'s ", " ").replace(['\'', '.'], "");
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !EMPTY_WORDS.contains(w))
        .map(str::to_owned)
        .collect()
}

/// The text with a space in place of each pair of parentheses and its content.
fn without_parentheses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(')
        && let Some(length) = rest[open..].find(')')
    {
        out.push_str(&rest[..open]);
        out.push(' ');
        rest = &rest[open + length + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_or_a_title_is_enough() {
        assert!(same_speaker("Staffan de Mistura", &["de Mistura"]));
        assert!(same_speaker("Recep Tayyip Erdoğan", &["President Erdogan"]));
        assert!(same_speaker("two diplomats", &["the diplomats"]));
        assert!(same_speaker("U.N. (in Geneva)", &["UN"]));
    }

    #[test]
    fn titles_alone_and_other_people_are_not() {
        assert!(!same_speaker("Foreign Minister Anna Lind", &["the minister"]));
        assert!(!same_speaker("Anna Lind", &["Anna Berg"]));
        assert!(!same_speaker("Anna Lind", &[] as &[&str]));
    }

    #[test]
    fn pronouns_are_known_in_any_case() {
        assert!(is_pronoun("They") && !is_pronoun("the Kurds"));
    }
}
