//! Long names of bodies, of which the model sees only one phrase at a time: "Center for the Analysis of Middle
//! East Conflicts", "Council on Foreign Relations".

use super::{Name, NameKind, heads};
use crate::analysis::Layout;
use crate::analysis::linear::hash_lower;
use crate::text::Shape;

/// The longest part of a name after its first preposition, in tokens.
const LONGEST: usize = 9;

/// Joins the head of a body's name with its complement.
pub fn join(layout: &Layout, names: &[Name]) -> Vec<Name> {
    const NEAR: usize = 4;
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    let mut rest = names;
    let mut i = 0;
    while i < layout.tokens.len() {
        while let Some((name, behind)) = rest.split_first().filter(|(name, _)| name.tokens.end <= i + 1) {
            out.push(name.clone());
            rest = behind;
        }
        // If the model has read it as one name, no rule is needed.
        let is_read = rest.first().is_some_and(|n| n.tokens.contains(&i));
        let near = &rest[..rest.len().min(NEAR)];
        let long = if is_head(layout, i) && !is_read { end(layout, i, near) } else { None };
        if let Some(end) = long {
            let own = out.pop_if(|n| n.tokens.end == i + 1);
            let start = own.map_or(i, |n| n.tokens.start);
            rest = &rest[rest.iter().take_while(|n| n.tokens.start < end).count()..];
            out.push(Name { tokens: start..end, kind: NameKind::Org, confidence: 0.8 });
            i = end;
        } else {
            i += 1;
        }
    }
    out.extend_from_slice(rest);
    out
}

/// Whether token `i` is the capitalised head of a body that may be for or on something.
fn is_head(layout: &Layout, i: usize) -> bool {
    const BODIES: &[u8] = &[2, 4, 5];
    layout.tokens[i].shape == Shape::Capital && BODIES.contains(&heads::kind(hash_lower(layout.word(i))))
}

/// The end of the name with its head at token `head`, if it continues; `behind` are the names that follow.
fn end(layout: &Layout, head: usize, behind: &[Name]) -> Option<usize> {
    let limit = layout.blocks[layout.block_of(head)].tokens.end.min(head + 2 + LONGEST);
    let is = |i: usize, words: &[&str]| i < limit && words.contains(&layout.word(i));
    let capital = |i: usize| i < limit && layout.tokens[i].shape == Shape::Capital && !is_date(layout, i);
    if !is(head + 1, &["for", "on"]) {
        return None;
    }
    let first = head + 2 + usize::from(is(head + 2, &["the"]));
    // "briefed the Council on Syria": the topic or place is not part of the name.
    let other = behind.iter().find(|n| n.tokens.start == first).is_some_and(|n| n.kind != NameKind::Org);
    if !capital(first) || other {
        return None;
    }
    let mut end = first + 1;
    loop {
        let link = usize::from(is(end, &["of", "and"]));
        let article = usize::from(link == 1 && is(end + 1, &["the"]));
        if !capital(end + link + article) {
            return Some(end);
        }
        // "the Council for War and Peace" continues; "the Council for War and Amnesty International" does
        // not.
        let named = |n: &Name| n.tokens.start == end + 1 || n.tokens.start == end + 2;
        if is(end, &["and"]) && behind.iter().any(named) {
            return Some(end);
        }
        end += link + article + 1;
    }
}

/// Whether token `i` is a weekday or a month.
fn is_date(layout: &Layout, i: usize) -> bool {
    const DATES: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    DATES.contains(&layout.word(i))
}
