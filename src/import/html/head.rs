//! The lines about the heading of a page: standfirst, names and dates without a word that says what they are.

use super::blocks::{Blocks, Leaf};
use super::words::Part;
use crate::import::dates;

/// How many lines before and behind the heading are looked at.
const BEFORE: usize = 3;
const BEHIND: usize = 6;

/// The longest line that is a date and little else, and the longest that is names, in letters.
const LONGEST_DATE: usize = 40;
const LONGEST_NAMES: usize = 40;

/// The shortest line above the heading that is a standfirst, in letters.
const SHORTEST_STANDFIRST: usize = 30;

/// The lines about the heading that hold a date and little else.
pub(super) fn dates(blocks: &Blocks) -> Vec<usize> {
    let leaves = &blocks.leaves;
    let Some(heading) = heading(leaves) else { return Vec::new() };
    let outside = |leaf: &Leaf| {
        let part = leaf.part.map(|zone| blocks.zones[zone].part);
        part.is_some_and(|part| part.is_outside() || matches!(part, Part::Related | Part::Aside))
    };
    let short = |leaf: &Leaf| (6..=LONGEST_DATE).contains(&leaf.letters) && !leaf.text.ends_with('.');
    let figures = |leaf: &Leaf| leaf.text.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let fits = |i: &usize| {
        let leaf = &leaves[*i];
        short(leaf) && figures(leaf) && !leaf.is_heading() && !outside(leaf)
    };
    let behind = heading + 1..leaves.len().min(heading + 1 + BEHIND);
    behind
        .take_while(|&i| !leaves[i].is_prose())
        .chain(heading.saturating_sub(BEFORE)..heading)
        .filter(fits)
        .collect()
}

/// The line between the heading and the text that is names and nothing else, beside one that is a date.
pub(super) fn names(blocks: &Blocks) -> Option<usize> {
    let leaves = &blocks.leaves;
    let heading = heading(leaves)?;
    let mut behind =
        (heading + 1..leaves.len().min(heading + 1 + BEHIND)).take_while(|&i| !leaves[i].is_prose());
    let is_date = |i: usize| {
        let leaf = leaves.get(i)?;
        (leaf.letters > 0 && leaf.timed == leaf.letters || dates::date_line(&leaf.text).is_some())
            .then_some(())
    };
    let fits = |i: &usize| is_name(&leaves[*i]) && is_date(*i + 1).or_else(|| is_date(*i - 1)).is_some();
    behind.find(fits)
}

/// The line right above the heading that its class calls a standfirst.
pub(super) fn standfirst(leaves: &[Leaf], heading: usize, class: impl Fn(&Leaf) -> String) -> Option<usize> {
    let above = heading.checked_sub(1)?;
    let leaf = &leaves[above];
    let called = || {
        let class = class(leaf).to_ascii_lowercase();
        ["standfirst", "subtitle", "lede", "summary", "intro"].iter().any(|word| class.contains(word))
            || class.split_whitespace().any(|token| matches!(token, "lead" | "dek"))
    };
    (leaf.letters >= SHORTEST_STANDFIRST && leaf.linked == 0 && called()).then_some(above)
}

fn heading(leaves: &[Leaf]) -> Option<usize> {
    leaves.iter().position(|leaf| leaf.name == "h1")
}

/// Two to four words that are capitalised and nothing but letters.
fn is_name(leaf: &Leaf) -> bool {
    let words: Vec<&str> = leaf.text.split(' ').collect();
    let capital = |word: &&str| {
        let small = matches!(*word, "de" | "van" | "von" | "al" | "bin" | "da" | "and");
        small || word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    };
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.');
    (2..=5).contains(&words.len())
        && leaf.letters <= LONGEST_NAMES
        && !leaf.is_heading()
        && words.iter().all(capital)
        && leaf.text.chars().all(letters)
        && dates::timestamp(&leaf.text, None).is_none()
}
