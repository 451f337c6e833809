//! Surnames that are words elsewhere, recognised after their full name: "Do Thi Hanh warned … Do replied", "said So
//! Phanarith … So said".

use std::collections::HashSet;

use super::{Name, NameKind};
use crate::analysis::Layout;
use crate::lexicon::{Class, classes};
use crate::text::Shape;

/// Completes names with the sentence-opening words that belong to them, and adds such words used for them before a verb
/// of saying.
pub fn complete(layout: &Layout, mut names: Vec<Name>) -> Vec<Name> {
    let mut before = 0;
    for name in &mut names {
        if opens_with_word(layout, name) && name.tokens.start > before {
            name.tokens.start -= 1;
        }
        before = name.tokens.end;
    }
    let full = names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 1);
    let ends = full.flat_map(|n| [n.tokens.start, n.tokens.end - 1]).map(|i| layout.word(i));
    let words: HashSet<&str> = ends.filter(|w| WORDS.contains(w)).collect();
    if words.is_empty() {
        return names;
    }
    let mut out: Vec<Name> = Vec::with_capacity(names.len() + 2);
    let mut rest = names.into_iter().peekable();
    for i in 0..layout.tokens.len() {
        while let Some(name) = rest.next_if(|n| n.tokens.start <= i) {
            out.push(name);
        }
        let free = out.last().is_none_or(|n| n.tokens.end <= i);
        if free && words.contains(layout.word(i)) && speaks(layout, i) {
            out.push(Name { tokens: i..i + 1, kind: NameKind::Person, confidence: 0.8 });
        }
    }
    out.extend(rest);
    out
}

/// Surnames that are also words at the beginning of sentences.
const WORDS: &[&str] = &["An", "Do", "He", "Her", "May", "So", "Sun", "They", "To", "Will", "You"];

/// Whether "Do" or "An" before a full name at the beginning of a statement is its first word.
fn opens_with_word(layout: &Layout, name: &Name) -> bool {
    let Some(first) = name.tokens.start.checked_sub(1) else { return false };
    let sentence = &layout.sentences[layout.sentence_of(first)].tokens;
    let end = name.tokens.end;
    let statement = layout.word(sentence.end - 1) != "?";
    // "An Ama Mensah supporter", "Do Ama Mensah and Kofi Asante agree?"
    let alone = end < sentence.end && (layout.word(end) == "," || says(layout, end));
    name.kind == NameKind::Person
        && name.tokens.len() > 1
        && sentence.start == first
        && matches!(layout.word(first), "Do" | "An")
        && statement
        && alone
}

/// Whether the sentence does nothing with the verb of saying right after token `i` but attribute to it: "So told the
/// press", and not "So said the minister".
fn speaks(layout: &Layout, i: usize) -> bool {
    let opens = layout.sentences[layout.sentence_of(i)].tokens.start == i;
    let inverted =
        opens && layout.word(i) == "So" && i + 1 < layout.tokens.len() && layout.word(i + 1) == "said";
    i + 1 < layout.tokens.len() && says(layout, i + 1) && !inverted
}

/// Whether token `i` is a verb of saying in the past or the third person.
fn says(layout: &Layout, i: usize) -> bool {
    let word = layout.word(i);
    let finite = word.ends_with("ed") || word.ends_with('s') || matches!(word, "said" | "told" | "wrote");
    layout.tokens[i].shape == Shape::Lower && finite && classes(word).has_any(&[Class::Says, Class::Tells])
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    fn speakers(text: &str) -> Vec<String> {
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        quotes.iter().map(|q| q.speaker().unwrap_or("nobody").to_owned()).collect()
    }

    #[test]
    fn a_surname_that_is_a_word_speaks_once_its_bearer_is_named() {
        let text = "Do Thi Loan, Vietnam’s river commissioner, warned that the canal would dry. “Nobody asked the farmers,” Do said. \
                    The mayor, So Sarath, has a well. “It is deep,” So said.";
        assert_eq!(speakers(text), ["do-thi-loan", "do-thi-loan", "so-sarath"]);
    }

    #[test]
    fn a_word_before_a_name_or_a_verb_stays_one() {
        let text = "An Ama Mensah supporter said that the canal would dry. So said the minister. Do Ama Mensah and Kofi Asante \
                    agree?";
        assert!(!speakers(text).iter().any(|who| who.starts_with("an-") || who.starts_with("so")), "{text}");
    }
}
