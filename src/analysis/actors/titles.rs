//! Titles and offices before names.

use std::ops::Range;

use super::view::View;
use crate::analysis::ActorKind;
use crate::analysis::names::{Name, NameKind};
use crate::analysis::table::Hit;
use crate::lexicon::{Class, classes};
use crate::text::{Shape, TokenKind};

/// The person announced by a title before token `i`, if the names of the text have none there, or a body that includes
/// the next title: "Spokesperson Sun Lihua said", "Foreign Minister Ama Mensah and Defence Minister Kofi Hale".
pub fn titled_person(view: &View, i: usize, name: Option<&Name>, hit: Option<&Hit>) -> Option<Range<usize>> {
    const LONGEST: usize = 4;
    let title = |i: usize| {
        let word = view.listed(i);
        word.is_only_for_a_holder()
    };
    let announces =
        |b: &usize| (view.capital(*b) || view.is(*b, SPOKES)) && title(*b) || is_field_of_office(view, *b);
    let before = i.checked_sub(1).filter(announces).filter(|_| !is_field_of_office(view, i))?;
    let sentence = view.sentence(i);
    let is_name = |&t: &usize| {
        let token = view.layout.tokens[t];
        // "Abdel-Kato"
        let capital = token.shape == Shape::Capital || token.shape == Shape::Mixed && view.capital(t);
        token.kind == TokenKind::Word && capital && !title(t)
    };
    let end = (i..sentence.end.min(i + LONGEST)).take_while(is_name).last()? + 1;
    let swallows =
        name.is_some_and(|n| n.kind == NameKind::Org && n.tokens.end > end && (end..n.tokens.end).any(title));
    let free = name.is_none() && end - i >= 2;
    let listed = hit.is_some_and(|hit| {
        view.table.entries(hit).any(|(ix, _)| view.table.entry(ix).kind != ActorKind::Person)
    });
    let fits = sentence.contains(&before) && (swallows || free) && !listed && !view.shouts(i);
    fits.then_some(i..end)
}

/// Whether a word belongs to the field of the office before it rather than to the name after it: "Deputy Minister of
/// Defence and Veterans Affairs Ama Mensah".
pub fn is_field_of_office(view: &View, i: usize) -> bool {
    const LONGEST: usize = 8;
    let own = view.listed(i);
    if !view.capital(i) || !classes(view.word(i)).has(Class::Field) || own.is_given_name() || own.is_surname()
    {
        return false;
    }
    let start = view.sentence(i).start.max(i.saturating_sub(LONGEST));
    let links = |t: &usize| view.capital(*t) || view.is(*t, &["and", "of", "for", "the", "&", ","]);
    (start + 1..i).rev().take_while(links).any(|t| {
        let office = view.listed(t - 1);
        view.is(t, &["of", "for"]) && office.is_for_a_holder()
    })
}

pub const SPOKES: &[&str] = &["spokesman", "spokeswoman", "spokesperson"];
