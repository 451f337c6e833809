//! Groups lines into blocks.

use std::ops::Range;

use super::lines::{Line, ends_sentence};
use super::wrap::{self, Measure};
use crate::import::marks;

/// The lines of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Indices of the lines.
    pub lines: Range<usize>,
    /// Whether an empty line, or the start of the text, comes before the block.
    pub spaced: bool,
    /// Whether the line below underlined the block as a heading.
    pub underlined: bool,
}

/// Groups lines into blocks. Drawn rules belong to none.
pub(super) fn gather(lines: &[Line]) -> Vec<Group> {
    let of_text = wrap::measure(lines);
    let mut groups = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].is_blank() {
            at += 1;
            continue;
        }
        let end = run_end(lines, at);
        let measure = wrap::own_measure(&lines[at..end]).or(of_text);
        let spaced = at == 0 || lines[at - 1].is_blank();
        gather_run(lines, at..end, spaced, measure, &mut groups);
        at = end;
    }
    groups
}

/// The end of the run of lines from `start` on that no blank line or change of quotation depth interrupts.
fn run_end(lines: &[Line], start: usize) -> usize {
    let depth = lines[start].depth;
    let length = lines[start..].iter().take_while(|l| !l.is_blank() && l.depth == depth).count();
    start + length
}

fn gather_run(
    lines: &[Line],
    run: Range<usize>,
    mut spaced: bool,
    measure: Option<Measure>,
    groups: &mut Vec<Group>,
) {
    let mut start = run.start;
    for i in run.clone() {
        let line = &lines[i];
        let starts = i == start;
        if !starts && i == start + 1 && marks::is_underline(line.text, lines[start].text) {
            groups.push(Group { lines: start..i, spaced, underlined: true });
            (start, spaced) = (i + 1, true);
        } else if marks::is_rule(line.text) {
            push(groups, start..i, spaced);
            (start, spaced) = (i + 1, true);
        } else if !starts && opens(lines, start, i, measure) {
            push(groups, start..i, spaced);
            (start, spaced) = (i, false);
        }
    }
    push(groups, start..run.end, spaced);
}

fn push(groups: &mut Vec<Group>, lines: Range<usize>, spaced: bool) {
    if !lines.is_empty() {
        groups.push(Group { lines, spaced, underlined: false });
    }
}

/// Whether line `i` opens a block, in a run of lines whose last block so far begins at line `start`.
fn opens(lines: &[Line], start: usize, i: usize, measure: Option<Measure>) -> bool {
    let (before, line) = (&lines[i - 1], &lines[i]);
    let wrapped = wrap::continues(before, line, measure);
    let stopped = !wrapped || ends_sentence(before.text) || before.text.ends_with(':');
    if marks::is_address(line.text) || marks::is_address(before.text) {
        return true;
    }
    if stopped && (line.turn().is_some() || marks::is_cross_reference(line.text)) {
        return true;
    }
    let listed = marks::list_mark(lines[start].text).is_some();
    if marks::list_mark(line.text).is_some() && (stopped || listed) {
        return true;
    }
    // A label on a line of its own belongs to the words below it; without a colon it is a block by itself.
    if i == start + 1 && before.turn() == Some(before.text.len()) {
        return !before.text.ends_with([':', '：']);
    }
    let hanging = i == start + 1 && (listed || before.turn().is_some());
    let indented = line.indent >= before.indent + 2 && !hanging;
    !wrapped || indented
}
