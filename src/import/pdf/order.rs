//! The reading order of a page's fragments: columns are found by strips between them that stay empty over several
//! rows; fragments across them belong above or below.

use std::collections::HashMap;

use super::content::{Fragment, NARROW, RAISED};

/// The narrowest strip between two columns, relative to the type size.
const GUTTER: f64 = 0.8;
/// The fewest rows of a column, and the fewest characters in each of them on average.
const LEAST_ROWS: usize = 3;
const LEAST_TEXT: usize = 12;
/// Pages with more rows than this are not text, and are read row by row.
const MOST_ROWS: usize = 600;

/// How much larger than the text a letter over several lines is, and the most of them on a page.
const INITIAL: f64 = 1.9;
const MOST_INITIALS: usize = 16;

/// How many letters in a row, each followed by a narrow gap, are words in spaced-out type.
const LEAST_APART: usize = 4;

/// A line of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    /// The base line, upwards.
    pub y: f64,
    pub size: f64,
    pub bold: bool,
    /// The edges of its column.
    pub left: f64,
    pub right: f64,
    /// The number of its column in the document.
    pub column: usize,
}

type Row = Vec<Fragment>;

/// The lines of a page, in reading order; `column` counts the columns of the document.
pub(super) fn lines(mut fragments: Vec<Fragment>, column: &mut usize) -> Vec<Line> {
    fragments.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0.total_cmp(&b.x0)));
    // Type printed twice to look bold is read once.
    fragments.dedup_by(|b, a| {
        a.text == b.text && (a.x0 - b.x0).abs() < 0.2 * a.size && (a.y - b.y).abs() < 0.2 * a.size
    });
    join_initials(&mut fragments);
    let mut lines = Vec::new();
    arrange(rows(fragments), column, &mut lines);
    lines
}

/// Joins a large first letter over several lines to the word that it begins; the lines beside it then begin at its left
/// edge.
fn join_initials(fragments: &mut Vec<Fragment>) {
    for initial in initials(fragments) {
        let beside = fragments.iter().enumerate().filter(|(_, f)| is_beside(f, &initial));
        let beside: Vec<usize> = beside.map(|(i, _)| i).collect();
        let begins = |i: &&usize| fragments[**i].text.starts_with(char::is_alphabetic);
        // A letter before a single line is a number.
        let Some(&first) = beside.first().filter(|_| beside.len() > 1).filter(begins) else { continue };
        fragments[first].text.insert_str(0, initial.text.trim());
        beside.iter().for_each(|&i| fragments[i].x0 = initial.x0);
        fragments.retain(|f| *f != initial);
    }
}

/// Single letters far larger than the text; none if there are so many that they must be something else.
fn initials(fragments: &[Fragment]) -> Vec<Fragment> {
    let mut sizes: Vec<f64> = fragments.iter().map(|f| f.size).collect();
    sizes.sort_by(f64::total_cmp);
    let large = INITIAL * sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let is_initial = |f: &&Fragment| {
        let mut letters = f.text.trim().chars();
        f.size >= large && letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    let found: Vec<Fragment> = fragments.iter().filter(is_initial).take(MOST_INITIALS + 1).cloned().collect();
    if found.len() > MOST_INITIALS { Vec::new() } else { found }
}

/// Whether a fragment of a line is directly to the right of a letter at least twice as large.
fn is_beside(line: &Fragment, initial: &Fragment) -> bool {
    let near = (-0.2..1.2).contains(&((line.x0 - initial.x1) / line.size));
    let top = initial.y + 0.9 * initial.size;
    line.size * INITIAL <= initial.size && near && line.y > initial.y - 0.4 * line.size && line.y < top
}

/// Groups fragments with about the same base line into rows.
fn rows(fragments: Vec<Fragment>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for fragment in fragments {
        match rows.last_mut() {
            Some(row) if (row[0].y - fragment.y).abs() < 0.3 * row[0].size.min(fragment.size) => {
                row.push(fragment);
            }
            _ => rows.push(vec![fragment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    rows
}

fn arrange(rows: Vec<Row>, column: &mut usize, lines: &mut Vec<Line>) {
    let found = if rows.len() <= MOST_ROWS { columns(&rows) } else { None };
    let Some((first, end, (from, to))) = found else { return write(&rows, column, lines) };
    let mut rows = rows;
    let below = rows.split_off(end);
    let beside = rows.split_off(first);
    if !rows.is_empty() {
        arrange(rows, column, lines);
    }
    let middle = f64::midpoint(from, to);
    let (left, right): (Vec<Fragment>, Vec<Fragment>) =
        beside.into_iter().flatten().partition(|f| f64::midpoint(f.x0, f.x1) < middle);
    for mut side in [left, right] {
        side.sort_by(|a, b| b.y.total_cmp(&a.y));
        arrange(self::rows(side), column, lines);
    }
    if !below.is_empty() {
        arrange(below, column, lines);
    }
}

/// The longest run of rows in columns: its first row, its end, and the strip between the columns.
fn columns(rows: &[Row]) -> Option<(usize, usize, (f64, f64))> {
    let mut best: Option<(usize, usize, (f64, f64))> = None;
    let mut first = 0;
    while first + 2 * LEAST_ROWS <= rows.len() + LEAST_ROWS {
        let mut strips = vec![(f64::MIN, f64::MAX)];
        let mut end = first;
        while end < rows.len() {
            let narrowed = intersect(&strips, &gaps(&rows[end]));
            if !narrowed.iter().any(|strip| is_between(*strip, &rows[first..=end]))
                && end >= first + LEAST_ROWS
            {
                break;
            }
            if narrowed.is_empty() {
                break;
            }
            strips = narrowed;
            end += 1;
        }
        let run = &rows[first..end];
        let strip =
            strips.into_iter().filter(|s| parts(*s, run)).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        if let Some(strip) = strip
            && best.is_none_or(|(f, e, _)| end - first > e - f)
        {
            best = Some((first, end, strip));
        }
        if best.is_some_and(|(f, e, _)| e - f >= rows.len() - first) {
            break;
        }
        first += 1;
    }
    best
}

/// The stretches of a row without text, including the margins.
fn gaps(row: &Row) -> Vec<(f64, f64)> {
    let mut gaps = Vec::with_capacity(row.len() + 1);
    let mut from = f64::MIN;
    for fragment in row {
        if fragment.x0 - from >= GUTTER * fragment.size {
            gaps.push((from, fragment.x0));
        }
        from = from.max(fragment.x1);
    }
    gaps.push((from, f64::MAX));
    gaps
}

fn intersect(a: &[(f64, f64)], b: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let both = |(f, t): &(f64, f64)| {
        b.iter().map(|(g, u)| (f.max(*g), t.min(*u))).filter(|(f, t)| t - f >= 5.0).collect::<Vec<_>>()
    };
    a.iter().flat_map(both).collect()
}

/// Whether there is text on both sides of a strip.
fn is_between(strip: (f64, f64), run: &[Row]) -> bool {
    let has = |side: &dyn Fn(&Fragment) -> bool| run.iter().flatten().any(side);
    has(&|f| f.x1 <= strip.0 + 1.0) && has(&|f| f.x0 >= strip.1 - 1.0)
}

/// Whether a strip separates two columns of text.
fn parts(strip: (f64, f64), run: &[Row]) -> bool {
    let side = |belongs: &dyn Fn(&Fragment) -> bool| {
        let rows = run.iter().filter(|row| row.iter().any(belongs)).count();
        let text: usize = run.iter().flatten().filter(|f| belongs(f)).map(|f| f.text.len()).sum();
        rows >= LEAST_ROWS && text >= rows * LEAST_TEXT
    };
    side(&|f| f.x1 <= strip.0 + 1.0) && side(&|f| f.x0 >= strip.1 - 1.0)
}

/// Writes rows as the lines of one column.
fn write(rows: &[Row], column: &mut usize, lines: &mut Vec<Line>) {
    *column += 1;
    let begin = lines.len();
    for row in rows {
        let words: Vec<String> = row.iter().map(|f| closed(f.text.trim())).collect();
        let letters = |f: &&Fragment| f.text.contains(char::is_alphanumeric);
        lines.push(Line {
            text: with_marks(&words.join(" ")),
            x0: row[0].x0,
            x1: row.iter().map(|f| f.x1).fold(f64::MIN, f64::max),
            y: row[0].y,
            size: row.iter().map(|f| f.size).fold(0.0, f64::max),
            bold: row.iter().filter(letters).all(|f| f.bold) && row.iter().any(|f| f.bold),
            left: 0.0,
            right: 0.0,
            column: *column,
        });
    }
    edges(&mut lines[begin..]);
}

/// A line with the marks of its notes in brackets.
fn with_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(RAISED);
    out.push_str(pieces.next().unwrap_or_default());
    let mut open = String::new();
    for piece in pieces {
        let end = piece.find(|c: char| !(c.is_ascii_digit() || "¹²³,".contains(c))).unwrap_or(piece.len());
        // A comma after a mark belongs to the sentence.
        let mark = piece[..end].trim_end_matches(',');
        open.push_str(mark);
        if mark.len() < piece.len() {
            close_mark(&mut out, &mut open);
            out.push_str(&piece[mark.len()..]);
        }
    }
    close_mark(&mut out, &mut open);
    out
}

fn close_mark(out: &mut String, mark: &mut String) {
    if !mark.is_empty() {
        out.extend(["[", mark, "]"]);
        mark.clear();
    }
}

/// A fragment with spaced-out letters joined into words, and every other gap as a space.
fn closed(text: &str) -> String {
    if !text.contains(NARROW) && !text.contains("  ") {
        return text.to_owned();
    }
    // "T A L K S  E N D": the letters of a word are separated by one space, and the words by two.
    let single = |piece: &str| piece.chars().nth(1).is_none();
    let letters = text.split(' ').filter(|piece| !piece.is_empty()).count();
    if letters >= LEAST_APART && text.contains("  ") && text.split(' ').all(single) {
        return text.split("  ").map(|word| word.replace(' ', "")).collect::<Vec<_>>().join(" ");
    }
    let close = |word: &str| {
        let pieces: Vec<&str> = word.split(NARROW).collect();
        let letters = pieces.iter().filter(|piece| piece.chars().nth(1).is_none()).count();
        pieces.join(if letters >= LEAST_APART && letters == pieces.len() { "" } else { " " })
    };
    text.split(' ').map(close).collect::<Vec<_>>().join(" ")
}

/// Sets the edges of a column to those of its lines in the common type size: a title may be wider than the text
/// below.
fn edges(lines: &mut [Line]) {
    let key = |size: f64| (size * 2.0).round() as u32;
    let mut found: HashMap<u32, (f64, f64)> = HashMap::new();
    for line in lines.iter() {
        let edge = found.entry(key(line.size)).or_insert((line.x0, line.x1));
        *edge = (edge.0.min(line.x0), edge.1.max(line.x1));
    }
    for line in lines {
        (line.left, line.right) = found[&key(line.size)];
    }
}
