//! Names defined by the initials in brackets after them: "United Nations Mission in South Sudan (UNMISS)".

use std::ops::Range;

use super::view::View;
use crate::text::{Shape, TokenKind};

/// The most words of a name for each of its initials.
const WORDS_EACH: usize = 3;

/// The names followed by their initials in brackets, as tokens, in order.
pub fn defined(view: &View) -> Vec<Range<usize>> {
    let opens = (1..view.layout.tokens.len()).filter(|&i| view.word(i) == "(");
    let mut out: Vec<Range<usize>> = opens.filter_map(|open| name_before(view, open)).collect();
    out.dedup_by(|later, before| later.start < before.end);
    out
}

/// The name before the bracket at token `open` whose words begin with the letters in it.
fn name_before(view: &View, open: usize) -> Option<Range<usize>> {
    let letters =
        view.layout.tokens.get(open + 1).filter(|t| t.shape == Shape::Upper)?.span.of(view.layout.text);
    if view.word(open + 2) != ")" || !(3..=8).contains(&letters.len()) || !letters.is_ascii() {
        return None;
    }
    let start = view.sentence(open).start;
    let mut at = open;
    for letter in letters.bytes().rev() {
        at = (start.max(at.saturating_sub(WORDS_EACH))..at)
            .rev()
            .take_while(|&i| view.layout.tokens[i].kind == TokenKind::Word)
            .find(|&i| view.word(i).as_bytes()[0].eq_ignore_ascii_case(&letter))?;
    }
    let name = at..open;
    let links = |i: usize| {
        view.capital(i) || matches!(view.word(i), "of" | "for" | "in" | "the" | "and" | "on" | "to")
    };
    (view.capital(at) && name.clone().all(links) && name.len() > 1).then_some(name)
}
