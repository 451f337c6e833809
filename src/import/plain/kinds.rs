//! The kind of each block: by its marks, its shape and its neighbours.

use super::groups::Group;
use super::lines::{Line, ends_sentence, starts_small};
use crate::document::BlockKind;
use crate::import::{dates, marks, matter, restriction};

/// The longest title, in columns.
const LONGEST_TITLE: u32 = 180;

/// A text of at most this many columns is a word like "FYI" rather than a title.
const SHORTEST_TITLE: u32 = 4;

/// The most groups above a text that restrict its use.
const MOST_RESTRICTING: usize = 3;

/// The longest heading inside a text, in columns, and its most words.
const LONGEST_HEADING: u32 = 70;
const MOST_HEADING_WORDS: usize = 10;

/// Calls `emit` with every group and its kind, in order.
pub(super) fn each(lines: &[Line], groups: &[Group], mut emit: impl FnMut(&Group, BlockKind)) {
    let mut page = Page { lines, groups, style: Style::of(lines, groups), restricting: 0 };
    page.restricting =
        (0..groups.len().min(MOST_RESTRICTING)).take_while(|&i| page.is_restriction(i)).count();
    for (i, group) in groups.iter().enumerate() {
        emit(group, page.kind(i));
    }
}

/// Properties of a whole text.
struct Style {
    /// The indentation of most of the text, in columns.
    indent: u32,
    /// Whether the text indents the first lines of its paragraphs.
    first_lines_indented: bool,
    /// Whether the text is all in capitals, like telex copy.
    capitals: bool,
}

impl Style {
    fn of(lines: &[Line], groups: &[Group]) -> Self {
        let mut letters = [0_u64; 64];
        let (mut capitals, mut all) = (0, 0);
        for line in lines.iter().filter(|l| !l.is_blank()) {
            letters[line.indent.min(63) as usize] += u64::from(line.width);
            if all < 2000 {
                all += 1;
                capitals += usize::from(in_capitals(line.text));
            }
        }
        let most = letters.iter().max().copied().unwrap_or(0);
        let indent = letters.iter().position(|n| *n == most).unwrap_or(0) as u32;
        let indented = groups.iter().filter(|g| g.lines.len() > 1);
        let first = indented.filter(|g| lines[g.lines.start].indent >= lines[g.lines.start + 1].indent + 2);
        Self { indent, first_lines_indented: first.count() >= 2, capitals: capitals * 2 > all }
    }
}

/// A text with the data on its blocks.
struct Page<'a> {
    lines: &'a [Line<'a>],
    groups: &'a [Group],
    style: Style,
    /// How many groups above the text restrict its use. They are not part of it.
    restricting: usize,
}

impl Page<'_> {
    fn kind(&self, i: usize) -> BlockKind {
        let group = &self.groups[i];
        let first = &self.lines[group.lines.start];
        if i < self.restricting {
            return BlockKind::Furniture;
        }
        if group.underlined {
            return BlockKind::Heading;
        }
        if marks::is_address(first.text) {
            return BlockKind::Link;
        }
        if marks::is_cross_reference(first.text) && group.lines.len() <= 3 {
            return BlockKind::CrossReference;
        }
        if self.is_title(i) {
            return BlockKind::Heading;
        }
        if let Some(end) = first.turn() {
            let alone = end == first.text.len() && group.lines.len() == 1;
            return if alone { BlockKind::SpeakerLabel } else { BlockKind::SpeakerTurn };
        }
        if first.depth > 0 {
            return BlockKind::BlockQuotation;
        }
        if marks::list_mark(first.text).is_some() {
            return BlockKind::ListItem;
        }
        if group.lines.len() <= 4 && marks::is_caption(first.text) {
            return BlockKind::Caption;
        }
        if self.is_capital_heading(group) || self.is_heading(i) {
            return BlockKind::Heading;
        }
        if self.is_set_in(group) { BlockKind::BlockQuotation } else { BlockKind::Paragraph }
    }

    /// Whether a group consists only of a statement that, or from when, the text may be used or not.
    fn is_restriction(&self, i: usize) -> bool {
        let lines = &self.lines[self.groups[i].lines.clone()];
        let joined = || lines.iter().map(|l| l.text).collect::<Vec<_>>().join(" ");
        lines.len() <= 3
            && (restriction::is_restriction(&joined())
                || restriction::is_release(lines[0].text) && lines.len() == 1)
    }

    /// The columns of the joined group.
    fn width(&self, group: &Group) -> u32 {
        self.lines[group.lines.clone()].iter().map(|l| l.width + 1).sum()
    }

    fn first(&self, group: &Group) -> &str {
        self.lines[group.lines.start].text
    }

    fn last(&self, group: &Group) -> &str {
        self.lines[group.lines.end - 1].text
    }

    /// A title is the first block of a text, is separated from the longer text that follows, and is not a
    /// sentence of prose.
    fn is_title(&self, i: usize) -> bool {
        let group = &self.groups[i];
        let Some(next) = self.groups.get(i + 1).filter(|_| i == self.restricting) else { return false };
        let (first, last) = (self.first(group), self.last(group));
        let apart = next.spaced || group.lines.len() == 1;
        let short = group.lines.len() <= 3 && self.width(group) <= LONGEST_TITLE;
        if !apart || !short || is_matter(first) || self.opens_turn_or_list(group) {
            return false;
        }
        if self.width(group) <= SHORTEST_TITLE || goes_on_behind_quotation(first) {
            return false;
        }
        // "From: …", "To: …"
        if is_labelled(first) && is_labelled(self.first(next)) && (!next.spaced || is_fact(first)) {
            return false;
        }
        if first.starts_with(|c: char| c.is_lowercase()) || last.ends_with([',', ':']) {
            return false;
        }
        // Some outlets close their titles with a period; the next block, or the capitals, then decide.
        let heads = || is_matter(self.first(next)) || (!self.style.capitals && in_title_case(first));
        !ends_sentence(last) || heads()
    }

    /// Whether a short first line is a speaker's turn in a text with more of them, or a list item.
    fn opens_turn_or_list(&self, group: &Group) -> bool {
        let opens_turn = |group: &Group| self.lines[group.lines.start].turn().is_some();
        let turns = self.groups.iter().take(20).filter(|g| opens_turn(g)).count();
        (turns > 1 && opens_turn(group)) || marks::list_mark(self.first(group)).is_some()
    }

    /// A heading in capitals, in a text that is not all in capitals. Stage directions are in parentheses.
    fn is_capital_heading(&self, group: &Group) -> bool {
        let lines = &self.lines[group.lines.clone()];
        !self.style.capitals
            && lines.len() <= 3
            && self.width(group) <= LONGEST_TITLE
            && lines.iter().all(|l| in_capitals(l.text))
            && !lines[0].text.trim_start_matches(['"', '“']).starts_with(['(', '['])
            && !is_matter(lines[0].text)
            && !is_figure(lines[0].text)
    }

    /// A heading inside the text: short, not a sentence, without quotation marks, and with prose below it.
    fn is_heading(&self, i: usize) -> bool {
        let group = &self.groups[i];
        let text = self.first(group);
        let Some(next) = self.groups.get(i + 1) else { return false };
        if i == self.restricting && self.width(group) <= SHORTEST_TITLE {
            return false;
        }
        if group.lines.len() > 1 || !group.spaced || self.lines[group.lines.start].width > LONGEST_HEADING {
            return false;
        }
        let follows = &self.lines[next.lines.end - 1];
        let prose = self.width(next) > self.width(group) + 10
            && (ends_sentence(follows.text) || self.width(next) > 2 * LONGEST_HEADING)
            && !self.opens_other(next);
        let plain = !text.contains(['"', '“', '”', '«', '»', '@']) && !starts_small(text);
        let listed = i > 0 && is_labelled(text) && is_labelled(self.first(&self.groups[i - 1]));
        let open = text.ends_with(['.', '!', ',', ';', ':', '…', '-', '—', ')']) || ends_sentence(text);
        prose
            && plain
            && !listed
            && !is_figure(text)
            && !open
            && text.split_whitespace().count() <= MOST_HEADING_WORDS
            && text.chars().any(char::is_alphabetic)
            && !text.starts_with(['—', '–', '-', '―'])
            && !is_matter(text)
    }

    /// Whether a line opens a block of a kind that does not by itself make the line above it a heading.
    fn opens_other(&self, group: &Group) -> bool {
        let line = &self.lines[group.lines.start];
        marks::is_address(line.text) || marks::is_cross_reference(line.text) || line.turn().is_some()
    }

    /// Prose that is wholly indented further than the rest of the text.
    fn is_set_in(&self, group: &Group) -> bool {
        let lines = &self.lines[group.lines.clone()];
        let deep = lines.iter().all(|l| l.indent >= self.style.indent + 2);
        let single = lines.len() == 1;
        let prose = self.width(group) > 40 || ends_sentence(self.last(group));
        deep && prose && !(single && self.style.first_lines_indented)
    }
}

/// Whether a line belongs to the head of a report: byline, date or dateline.
fn is_matter(text: &str) -> bool {
    matter::byline(text).is_some() || dates::date_line(text).is_some() || matter::dateline(text).is_some()
}

/// Whether a line begins with a label and a colon ("WHERE: Port Lissa"), as in a list of facts.
fn is_labelled(text: &str) -> bool {
    text.find(": ").is_some_and(|at| text[..at].split_whitespace().count() <= 4)
}

/// Whether a line is one of the facts that press offices list above a text ("CONTACT: Press Office").
fn is_fact(text: &str) -> bool {
    const FACTS: &[&str] =
        &["contact", "contacts", "what", "when", "where", "who", "date", "time", "to", "from"];
    let label = text.split_once(": ").map(|(label, _)| label.to_lowercase());
    label.is_some_and(|label| FACTS.contains(&label.rsplit(' ').next().unwrap_or_default()))
}

/// Whether a line is a label and a number ("PUBLISHED: 10:48").
fn is_figure(text: &str) -> bool {
    is_labelled(text)
        && text.split_once(": ").is_some_and(|(_, value)| value.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a sentence ends after a quotation at the beginning, and more follows ("“We stay,” she said. -Ana Lund").
fn goes_on_behind_quotation(text: &str) -> bool {
    let behind = text.strip_prefix('“').and_then(|rest| rest.split_once('”'));
    behind.is_some_and(|(_, behind)| behind.contains(". "))
}

/// Whether the line has at least four letters, two words or eight letters, and none in lowercase.
fn in_capitals(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters >= 8 || (letters >= 4 && text.contains(' '))
}

/// Whether most of the longer words are capitalised, as in the titles of many outlets.
fn in_title_case(text: &str) -> bool {
    let long = || text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let all = long().count();
    let capital = long().filter(|w| w.contains(char::is_uppercase)).count();
    all >= 3 && capital * 4 >= all * 3
}
