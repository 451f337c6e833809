//! Terms: the words by which texts are searched and compared, folded so that spellings of one word are one term.
//!
//! "Erdoğan’s U.N. envoy" has the terms `erdogan`, `s`, `un`, `envoy`. Any character but letters and digits separates
//! terms, except the periods of initials. In scripts without spaces between words, each character is a term.

use super::{Span, key::push_key};

/// The terms of a text, in order, each with the bytes that it covers.
pub fn terms(text: &str) -> Terms<'_> {
    Terms { text, at: 0 }
}

/// See [`terms`].
#[derive(Debug, Clone)]
pub struct Terms<'a> {
    text: &'a str,
    /// The first byte not read yet.
    at: usize,
}

impl Terms<'_> {
    /// Writes the next term into `term` and returns the bytes that it covers; none at the end. Saves an allocation for
    /// each term of long texts.
    pub fn next_into(&mut self, term: &mut String) -> Option<Span> {
        term.clear();
        let rest = &self.text[self.at..];
        let (lead, first) = rest.char_indices().find(|(_, c)| c.is_alphanumeric())?;
        let start = self.at + lead;
        let end = start
            + if is_alone(first) {
                first.len_utf8()
            } else {
                initials(&self.text[start..]).unwrap_or_else(|| length(&self.text[start..]))
            };
        for part in self.text[start..end].split('.') {
            push_key(part, term);
        }
        self.at = end;
        Some(Span::new(start as u32, end as u32))
    }
}

impl Iterator for Terms<'_> {
    type Item = (Span, String);

    fn next(&mut self) -> Option<Self::Item> {
        let mut term = String::new();
        let span = self.next_into(&mut term)?;
        Some((span, term))
    }
}

/// The bytes of the word at the front; combining marks belong to their letter.
fn length(text: &str) -> usize {
    let ends =
        |c: char| !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)) || is_alone(c);
    text.find(ends).unwrap_or(text.len())
}

/// The bytes of the initials at the front ("U.S.", "u.n"), without the last period; none if it is another word.
fn initials(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_alphabetic() {
            break;
        }
        let next = chars.peek().map(|(_, c)| *c);
        if next.is_some_and(char::is_alphanumeric) {
            return None;
        }
        (end, letters) = (at + c.len_utf8(), letters + 1);
        if chars.next_if(|(_, c)| *c == '.').is_none() {
            break;
        }
    }
    (letters > 1).then_some(end)
}

/// Whether a character is a term by itself: those of scripts without spaces between words.
fn is_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<String> {
        terms(text).map(|(_, term)| term).collect()
    }

    #[test]
    fn spellings_of_a_word_are_one_term() {
        assert_eq!(of("Erdoğan’s U.N. envoy"), ["erdogan", "s", "un", "envoy"]);
        assert_eq!(of("al-Assad, 18:00"), ["al", "assad", "18", "00"]);
        assert_eq!(of("Plan B. A.B.C said. I. Then"), ["plan", "b", "abc", "said", "i", "then"]);
        assert_eq!(of("外交部 said"), ["外", "交", "部", "said"]);
        assert_eq!(of("Erdog\u{306}an"), ["erdogan"]);
        assert_eq!(of(" … "), [""; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn terms_lie_in_order_on_the_letters_of_the_text(text in "[a-cA-C.'’ é外İß]{0,24}") {
            let mut end = 0;
            for (span, term) in terms(&text) {
                prop_assert!(span.start >= end && span.end > span.start);
                prop_assert!(!term.is_empty() && term.chars().all(|c| c.is_alphanumeric() || c == '\''), "{term}");
                prop_assert!(!text[end as usize..span.start as usize].chars().any(char::is_alphanumeric));
                end = span.end;
            }
            prop_assert!(!text[end as usize..].chars().any(char::is_alphanumeric));
        }
    }
}
