//! Turns lines into blocks: decides which lines belong together, which words were broken at a line end, and
//! which blocks are headings.

use std::collections::HashSet;

use super::order::Line;
use crate::document::BlockKind;
use crate::import::builder::Builder;
use crate::import::join::separator;
use crate::import::marks;
use crate::import::plain::ends_sentence;
use crate::text::sanitise;

/// How much larger than the text a heading is.
const LARGER: f64 = 1.14;
/// The longest heading, in bytes; longer text in large type is a lead.
const LONGEST_HEADING: usize = 220;
/// The longest heading recognised only by its bold type, in bytes.
const LONGEST_BOLD: usize = 110;

/// Parts of words that keep their hyphen before another word.
const PREFIXES: &[&str] = &[
    "anti", "co", "cross", "ex", "inter", "long", "mid", "non", "post", "pre", "pro", "re", "self", "semi",
    "short", "so", "sub", "then", "ultra", "vice", "well", "all", "half", "high", "low", "quasi", "multi",
    "one", "two", "three", "four", "five", "six", "ten", "al", "el",
];

/// Properties of the whole text.
pub(super) struct Style {
    /// The type size of most of the text.
    size: f64,
    /// The words of the text, in lowercase, including hyphenated ones.
    words: HashSet<String>,
    /// The columns whose lines mostly reach the right edge.
    justified: HashSet<usize>,
}

impl Style {
    /// Measures a text.
    pub fn of(lines: &[Line]) -> Self {
        let mut sizes: std::collections::HashMap<u32, usize> = std::collections::HashMap::new();
        let mut words = HashSet::new();
        for line in lines {
            *sizes.entry((line.size * 2.0).round() as u32).or_default() += line.text.len();
            // A word at a line end may be broken.
            let whole = line.text.rsplit_once(' ').map_or("", |(before, _)| before);
            let parts = whole.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| w.len() > 2);
            words.extend(parts.map(str::to_lowercase));
        }
        let full = |l: &&Line| l.right - l.x1 < 0.6 * l.size;
        let columns = lines.chunk_by(|a, b| a.column == b.column);
        let justified = columns.filter(|c| c.iter().filter(full).count() * 2 > c.len()).map(|c| c[0].column);
        let justified = justified.collect();
        let most = sizes.into_iter().max_by_key(|&(size, letters)| (letters, size));
        Self { size: most.map_or(10.0, |(size, _)| f64::from(size) / 2.0), words, justified }
    }

    fn is_large(&self, line: &Line) -> bool {
        line.size >= LARGER * self.size
    }

    /// Whether a line is in the small type of notes.
    pub fn is_small(&self, line: &Line) -> bool {
        line.size <= 0.92 * self.size
    }
}

/// Writes lines as blocks.
pub(super) fn write(lines: &[Line], style: &Style, builder: &mut Builder) {
    let mut start = 0;
    for end in 1..=lines.len() {
        if end == lines.len() || breaks(&lines[start..end], &lines[end], style) {
            block(&lines[start..end], style, builder);
            start = end;
        }
    }
}

/// Whether `next` begins another block than that of the lines `open`.
fn breaks(open: &[Line], next: &Line, style: &Style) -> bool {
    let (first, last) = (&open[0], &open[open.len() - 1]);
    let resized = (last.size - next.size).abs() > 0.08 * last.size;
    if resized || last.bold != next.bold || marks::is_address(&next.text) {
        return true;
    }
    let stopped = ends_sentence(&last.text) || last.text.ends_with(':');
    let listed = marks::list_mark(&first.text).is_some();
    if last.column != next.column {
        let headed = style.is_large(last) && !is_beneath(next, last);
        return stopped || headed || marks::list_mark(&next.text).is_some();
    }
    if marks::list_mark(&next.text).is_some() && (stopped || listed) {
        return true;
    }
    let step = last.y - next.y;
    if style.is_large(last) {
        return step > 1.6 * last.size;
    }
    let indent = next.x0 - last.x0;
    let hanging = open.len() == 1 && listed;
    // The first line of a paragraph may be indented relative to the others, but never the reverse.
    let indented = indent > 0.8 * next.size && !hanging;
    let set_out = indent < -0.8 * next.size && open.len() > 1;
    let usual =
        if open.len() > 1 { (open[0].y - last.y) / (open.len() - 1) as f64 } else { 1.35 * last.size };
    let apart = step > 1.28 * usual.max(last.size) || step > 2.2 * last.size || step < 0.0;
    // A name broken at its hyphen continues with a capital letter.
    let hyphened = last.text.strip_suffix('-').is_some_and(|head| head.ends_with(char::is_alphabetic));
    let goes_on = starts_small(&next.text) || hyphened && next.text.starts_with(char::is_alphabetic);
    indented || set_out || apart || (fits(last, next, style) && (stopped || !goes_on))
}

/// Whether a line is directly below another. The last line of a heading across columns is often so short that it
/// seems to belong to the first of them.
fn is_beneath(next: &Line, line: &Line) -> bool {
    let step = line.y - next.y;
    let overlaps = next.x0 < line.x1 && line.x0 < next.x1;
    overlaps && step > 0.0 && step <= 1.6 * line.size
}

/// Whether the next line's first word would have fitted on the line, so that the line end is intended.
fn fits(line: &Line, next: &Line, style: &Style) -> bool {
    let letters = next.text.chars().count().max(1) as f64;
    let word = next.text.split(' ').next().map_or(0, |w| w.chars().count()) as f64;
    let width = (next.x1 - next.x0) / letters * (word + 1.0);
    // Ragged lines are often balanced, which leaves them up to a seventh short of the edge.
    let ragged = if style.justified.contains(&line.column) { 0.0 } else { (line.right - line.left) / 7.0 };
    line.x1 + (width + line.size).max(ragged) < line.right
}

fn starts_small(text: &str) -> bool {
    text.trim_start_matches(['"', '“', '(', '\'', '‘']).starts_with(char::is_lowercase)
}

fn block(lines: &[Line], style: &Style, builder: &mut Builder) {
    builder.open();
    for (i, line) in lines.iter().enumerate() {
        let text = sanitise(&line.text);
        if i > 0 {
            join(builder, &lines[i - 1], &text, style);
        }
        builder.push(&text);
    }
    let kind = kind(lines, builder.current(), style);
    builder.close(kind);
}

/// Writes the separator between two lines of a block, and removes the hyphen of a broken word.
fn join(builder: &mut Builder, line: &Line, next: &str, style: &Style) {
    // A soft hyphen is only there because the line ends, and sanitising has removed it.
    if line.text.ends_with('\u{ad}') {
        return;
    }
    if broken(builder.current(), next, style) {
        builder.take_back(1);
        return;
    }
    let between = separator(builder.current(), next);
    builder.push(between);
}

/// Whether the hyphen at the end of a line is only there because a word was broken.
fn broken(before: &str, next: &str, style: &Style) -> bool {
    let Some(head) = before.strip_suffix('-') else { return false };
    let letters = |c: char| c.is_alphabetic() || c == '-' || c == '’';
    let head = head.rsplit(|c: char| !letters(c)).next().unwrap_or("");
    let tail = next.split(|c: char| !letters(c)).next().unwrap_or("");
    if head.is_empty() || !tail.starts_with(char::is_lowercase) {
        return false;
    }
    let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
    if style.words.contains(&format!("{head}{tail}")) {
        return true;
    }
    let known = style.words.contains(&format!("{head}-{tail}"));
    let compound = head.contains('-') || tail.contains('-') || PREFIXES.contains(&head.as_str());
    !known && !compound
}

fn kind(lines: &[Line], text: &str, style: &Style) -> BlockKind {
    let first = &lines[0];
    let sentence = ends_sentence(text) || text.ends_with([',', ';', ':']);
    let large = style.is_large(first) && text.len() <= LONGEST_HEADING;
    let bold = first.bold && text.len() <= LONGEST_BOLD && !sentence;
    if marks::is_address(text) {
        BlockKind::Paragraph
    } else if (large || bold) && text.contains(char::is_alphabetic) {
        BlockKind::Heading
    } else if marks::list_mark(text).is_some() {
        BlockKind::ListItem
    } else if lines.len() > 1 && lines.iter().all(is_set_in) {
        BlockKind::BlockQuotation
    } else {
        BlockKind::Paragraph
    }
}

/// Whether a line is indented on both sides of its column.
fn is_set_in(line: &Line) -> bool {
    line.x0 - line.left > 1.2 * line.size && line.right - line.x1 > 0.7 * line.size
}
