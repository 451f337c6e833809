//! How well a name matches the words of a query.

use crate::text::key::key;

/// How well a name matches the words of a query, the best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Not at all.
    None,
    /// Words of the name begin with them.
    Beginnings,
    /// They are words of the name.
    Words,
    /// They are the whole name.
    Whole,
}

/// How well `name` matches the words of a query.
pub fn suits(name: &str, written: &str) -> Fit {
    suits_folded(name, &folded(written))
}

/// How well `name` matches words that are [`folded`] already.
pub(super) fn suits_folded(name: &str, words: &str) -> Fit {
    let name = folded(name);
    if words.is_empty() {
        return Fit::None;
    }
    if name == words {
        return Fit::Whole;
    }
    let starts = std::iter::once(0).chain(name.match_indices([' ', '-']).map(|(at, _)| at + 1));
    let fit = |at: usize| match name[at..].strip_prefix(words) {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => Fit::Words,
        Some(_) => Fit::Beginnings,
        None => Fit::None,
    };
    starts.map(fit).max().unwrap_or(Fit::None)
}

/// A name without capitals, accents and articles.
pub(super) fn folded(name: &str) -> String {
    let plain = key(name);
    plain.strip_prefix("the ").unwrap_or(&plain).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_by_whole_words_before_beginnings() {
        assert_eq!(suits("UN", "un"), Fit::Whole);
        assert_eq!(suits("Vladimir Putin", "putin"), Fit::Words);
        assert_eq!(suits("Kurds", "kurd"), Fit::Beginnings);
        assert_eq!(suits("Recep Tayyip Erdoğan", "tayyip erdogan"), Fit::Words);
        assert_eq!(suits("Bashar al-Assad", "assad"), Fit::Words);
        assert_eq!(suits("the Kremlin", "The Kremlin"), Fit::Whole);
        assert_eq!(suits("Union", "ion"), Fit::None);
        assert_eq!(suits("Union", "“"), Fit::None);
    }
}
