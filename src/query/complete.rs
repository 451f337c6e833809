//! Helpers for query prompts: writing names, and finding the name being typed.

use super::lex::{Token, tokens};
use super::{Field, Piece};

/// A name as one word of a query.
pub fn quoted(name: &str) -> String {
    let plain = matches!(tokens(name).as_deref(), Ok([Token::Piece(Piece::Word(word))]) if word == name);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace(['"', '“', '”'], "'")) }
}

/// The byte at which the unfinished name at the end of `written` begins, and the field before it, if there is one.
pub fn unfinished(written: &str) -> (usize, Option<Field>) {
    let mut from = written
        .rfind(['&', '|', '!', '(', ')', '"', '“', '”'])
        .map_or(0, |at| at + written[at..].chars().next().map_or(1, char::len_utf8));
    let mut field = None;
    if let Some(colon) = written[from..].rfind(':').map(|at| from + at) {
        let name = written[from..colon].rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = &written[colon + 1..];
        let lead = value.len() - value.trim_start().len();
        if let Some(at) = value.trim_start().find(char::is_whitespace) {
            from = colon + 1 + lead + at;
        } else {
            (from, field) = (colon + 1, Field::from_name(name.trim_start_matches('-')));
        }
    } else if written[..from].ends_with('"') {
        // Inside quotation marks after a field.
        let before = written[..from - 1].trim_end();
        let name = before.strip_suffix(':').and_then(|b| b.rsplit(|c: char| !c.is_alphabetic()).next());
        let is_open = written[..from].matches('"').count() % 2 == 1;
        field = name.and_then(Field::from_name).filter(|_| is_open);
    }
    let rest = &written[from..];
    (from + rest.len() - rest.trim_start().len(), field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_is_being_written_is_known() {
        assert_eq!(unfinished("un & mar"), (5, None));
        assert_eq!(unfinished("un & !said: mar"), (12, Some(Field::Speaker)));
        assert_eq!(unfinished("speaker:lavrov gen"), (15, None));
        assert_eq!(unfinished("geneva role:env"), (12, Some(Field::Role)));
        assert_eq!(unfinished("by:\"marta o"), (4, Some(Field::Speaker)));
        assert_eq!(unfinished(""), (0, None));
    }

    #[test]
    fn a_name_that_is_not_one_plain_word_stands_between_marks() {
        for (name, is) in [
            ("Lund", "Lund"),
            ("Marta Okafor", "\"Marta Okafor\""),
            ("a:b", "\"a:b\""),
            ("OR", "\"OR\""),
            ("-x", "\"-x\""),
        ] {
            assert_eq!(quoted(name), is);
        }
    }
}
