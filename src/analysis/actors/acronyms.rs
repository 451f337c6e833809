//! Names defined by the initials in brackets after them: "United Nations Mission in South Sudan (UNMISS)".

use std::ops::Range;

use super::view::View;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::heads;
use crate::text::key::initials;
use crate::text::{Shape, TokenKind};

/// The most words of a name for each of its initials.
const WORDS_EACH: usize = 3;

/// The names followed by their initials in brackets, as tokens, in order.
pub fn defined(view: &View) -> Vec<Range<usize>> {
    let opens = (1..view.layout.tokens.len()).filter(|&i| view.word(i) == "(");
    let mut out: Vec<Range<usize>> =
        opens.filter_map(|open| name_before(view, open).or_else(|| mission_before(view, open))).collect();
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
    let fits =
        view.capital(at) && name.clone().all(|i| view.capital(i) || is_link(view, i)) && name.len() > 1;
    fits.then_some(name)
}

/// The name before the bracket at token `open` that ends with where a body works, and whose initials are those of
/// another language: "United Nations Mission in Lower Lissa (MINULI)".
fn mission_before(view: &View, open: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 16;
    const HEADS: [u8; 4] = [2, 4, 5, heads::ARMED];
    let letters = view.word(open + 1);
    let upper = view.layout.tokens.get(open + 1).is_some_and(|t| t.shape == Shape::Upper);
    if !upper || view.word(open + 2) != ")" || letters.len() < 4 {
        return None;
    }
    let near = view.sentence(open).start.max(open.saturating_sub(LONGEST));
    let inside = |i: &usize| view.capital(*i) || matches!(view.word(*i), "of" | "for" | "in" | "the" | "and");
    let start = (near..open).rev().take_while(inside).last()?;
    // "Lissa and the United Nations Mission": the article begins another name.
    let article = (start..open).rev().find(|&i| view.is(i, &["the"]) && view.is(i.wrapping_sub(1), &["and"]));
    // "the Head of the Mission in Lissa": an office is not part of the name.
    let office = |&i: &usize| {
        let listed = view.listed(i);
        listed.is_for_a_holder() && view.is(i + 1, &["of", "for"])
    };
    let title = (start..open).rev().find(office).map(|i| i + 1);
    let start =
        (article.max(title).unwrap_or(start)..open).find(|&i| view.capital(i) && !view.is(i, &["the"]))?;
    let link = (start..open).find(|&i| view.is(i, &["in"]))?;
    let begins = |letter: &char| (start..open).any(|i| view.capital(i) && view.word(i).starts_with(*letter));
    let body = HEADS.contains(&heads::kind(hash_lower(view.word(link - 1))));
    // "the Ministry in the Lower Lissan Republic (LLR)" has the republic's initials.
    let place = initials(view.span(&(link..open)).of(view.layout.text)) == letters;
    let own = letters.chars().filter(begins).count() + 1 >= letters.len();
    (body && !place && own).then_some(start..open)
}

/// Whether token `i` is a small word inside the name of a body, in English or in another language.
fn is_link(view: &View, i: usize) -> bool {
    const LINKS: &[&str] = &[
        "of", "for", "in", "the", "and", "on", "to", "de", "des", "du", "la", "le", "les", "pour", "et",
        "en", "au", "aux", "del", "el", "los", "las", "para", "por", "y", "e", "da", "do", "dos", "das",
        "della", "per", "und", "für", "der", "die", "van", "voor",
    ];
    LINKS.contains(&view.word(i))
}
