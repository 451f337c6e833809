//! The lines near the heading of a page: standfirst, and names and dates without a word that says what they
//! are.

use dom_query::NodeRef;

use super::blocks::{Blocks, Leaf};
use super::words::{Part, kebab};
use crate::import::{dates, fields, matter};

/// How many lines before and after the heading are examined.
const BEFORE: usize = 3;
const BEHIND: usize = 6;

/// The longest line that is a date and little else, and the longest that is names, in letters.
const LONGEST_DATE: usize = 40;
const LONGEST_NAMES: usize = 40;

/// The shortest line above the heading that is a standfirst, in letters.
const SHORTEST_STANDFIRST: usize = 30;

/// The lines near the heading with a date and little else.
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
        let aside = leaf.is_heading() || leaf.name == "figcaption" || leaf.linked * 2 > leaf.letters;
        short(leaf) && figures(leaf) && !aside && !outside(leaf) && !is_of_other(&leaf.text)
    };
    let behind = heading + 1..leaves.len().min(heading + 1 + BEHIND);
    behind
        .take_while(|&i| !leaves[i].is_prose())
        .chain(heading.saturating_sub(BEFORE)..heading)
        .filter(fits)
        .collect()
}

/// The line between the heading and the text that consists of names only, next to a date line or before a date on the
/// same line; and the names.
pub(super) fn names(blocks: &Blocks) -> Option<(usize, String)> {
    let leaves = &blocks.leaves;
    let heading = heading(leaves)?;
    let mut behind =
        (heading + 1..leaves.len().min(heading + 1 + BEHIND)).take_while(|&i| !leaves[i].is_prose());
    let dated = |i: usize| leaves.get(i).is_some_and(is_date);
    behind.find_map(|i| {
        let leaf = &leaves[i];
        // "By Ana Lund" stays in the text: it identifies the interviewer.
        let labelled = matter::byline(&leaf.text).is_some();
        if leaf.letters > LONGEST_NAMES + LONGEST_DATE || leaf.is_heading() || labelled {
            return None;
        }
        let names = fields::names(&leaf.text);
        let with_date = names.len() < leaf.text.len() && dates::timestamp(&leaf.text, None).is_some();
        let beside = names == leaf.text && (dated(i + 1) || dated(i - 1));
        (is_name(&names) && (with_date || beside)).then_some((i, names))
    })
}

/// Whether a line is only a date, in words, in digits, or in a date element.
pub(super) fn is_date(leaf: &Leaf) -> bool {
    let numbers: Vec<&str> = leaf.text.trim_end_matches('.').split(['.', '/', '-']).collect();
    let figures = |n: &&str| matches!(n.len(), 1 | 2 | 4) && n.bytes().all(|b| b.is_ascii_digit());
    let in_figures = numbers.len() == 3 && numbers.iter().all(figures) && leaf.text.len() >= 8;
    let is_date = || in_figures || dates::date_line(&leaf.text).is_some();
    leaf.letters > 0 && (leaf.timed == leaf.letters || is_date() && !dates::is_range(&leaf.text))
}

/// The line right above the heading with a class that means standfirst.
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

/// Words before the day of publication, followed by a colon, in lowercase.
#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "published", "updated", "last updated", "first published", "posted", "posted on", "published on", "date",
    "release date", "datum", "stand", "fecha", "data", "publié", "publié le", "publicado", "pubblicato",
    "veröffentlicht", "erstellt", "дата", "опубликовано", "created", "issued", "modified", "by", "time",
];

/// Words for a day other than that of publication, in lowercase.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "deadline", "until", "till", "valid", "expires", "born", "died", "tel", "phone", "fax", "issn", "isbn", "act", "law",
    "next", "when", "starts", "ends", "begins", "from", "closing", "event", "bis", "gültig", "geboren", "frist", "hasta",
    "jusqu'au", "jusqu’au", "photo", "foto", "credit", "register", "tickets",
];

/// Whether a line with a day in it is about another day than that of its publication: a deadline, somebody's birth, a
/// range of days or hours, or a day with another label.
pub(super) fn is_of_other(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut words = lower.split(|c: char| !(c.is_alphanumeric() || "'’".contains(c)));
    let label = lower.split_once(": ").map(|(label, _)| label.trim());
    let labelled = label.is_some_and(|label| {
        let figures = label.bytes().any(|b| b.is_ascii_digit());
        !figures && label.split(' ').count() <= 3 && !PUBLISHED.contains(&label)
    });
    labelled || words.any(|word| OTHERS.contains(&word)) || dates::is_range(&lower)
}

fn heading(leaves: &[Leaf]) -> Option<usize> {
    leaves.iter().position(|leaf| leaf.name == "h1")
}

/// Whether an element looks like the head of the site. If it has the heading, it is the head of the article.
pub(super) fn is_site_head(node: &NodeRef, name: &str) -> bool {
    let names = [node.attr("class"), node.attr("id")];
    let called = |token: &str| {
        matches!(kebab(token).as_str(), "header" | "page-header" | "top-header" | "header-top" | "top-bar")
    };
    name == "header"
        || matches!(name, "div" | "section" | "table" | "td" | "tr")
            && names.iter().flatten().any(|names| names.split_whitespace().any(called))
}

/// Whether an element is called an event, or its own day.
pub(super) fn is_event(node: &NodeRef) -> bool {
    const NAMES: &[&str] = &[
        "event",
        "events",
        "single-event",
        "event-date",
        "event-time",
        "single-tribe-events",
        "tribe-events",
    ];
    node.attr("class")
        .is_some_and(|class| class.split_whitespace().any(|token| NAMES.contains(&kebab(token).as_str())))
}

/// Whether an element declares its date to be an event's.
pub(super) fn is_of_event(node: &NodeRef) -> bool {
    node.attr("itemprop").is_some_and(|property| matches!(&*property, "startDate" | "endDate" | "doorTime"))
}

/// Words of sections, series and places, which are capitalised beside a date like a name, in lowercase.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "affairs", "america", "analysis", "asia", "africa", "authority", "breaking", "briefing", "building", "business",
    "center", "centre", "central", "city", "climate", "comment", "council", "culture", "daily", "desk", "east",
    "editorial", "europe", "european", "exclusive", "feature", "foreign", "general", "global", "government", "hall", "health",
    "home", "hotel", "house", "interview", "international", "latest", "letter", "local", "middle", "ministry", "national",
    "news", "north", "office", "opinion", "politics", "port", "press", "read", "release", "report", "room", "science",
    "security", "south", "speech", "sport", "sports", "statement", "stories", "story", "street", "tech", "technology",
    "times", "top", "transcript", "travel", "university", "update", "video", "war", "weekly", "west", "world",
];

/// Two to four capitalised words of nothing but letters.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let capital = |word: &&str| {
        let small = matches!(*word, "de" | "van" | "von" | "al" | "bin" | "da" | "and");
        small || word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    };
    let is_section = words.first().is_some_and(|w| *w == "The")
        || words.iter().any(|w| SECTIONS.contains(&w.to_lowercase().as_str()));
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '.');
    (2..=5).contains(&words.len())
        && text.chars().count() <= LONGEST_NAMES
        && words.iter().all(capital)
        && !is_section
        && text.chars().all(letters)
        && dates::timestamp(text, None).is_none()
}
