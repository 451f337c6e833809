//! Running heads, running feet and page numbers: lines at the same place on several pages.

use std::collections::HashMap;

use super::order::Line;

/// How many lines at the top and at the bottom of a page may belong to its head or foot.
const DEEP: usize = 3;
/// How far a head may be from its place on another page, in points.
const NEAR: f64 = 4.0;

/// Removes running heads and page numbers from the pages; returns how many lines these were.
pub(super) fn remove(pages: &mut [Vec<Line>]) -> usize {
    let mut removed = 0;
    for _ in 0..DEEP {
        let mut seen: HashMap<(bool, String), Vec<f64>> = HashMap::new();
        for page in pages.iter() {
            for (line, top) in outer(page).into_iter().flatten() {
                seen.entry((top, normal(&page[line].text))).or_default().push(page[line].y);
            }
        }
        let least = if pages.len() < 6 { 2 } else { 3 };
        let before = removed;
        for page in pages.iter_mut() {
            let mut gone: Vec<usize> = outer(page)
                .into_iter()
                .flatten()
                .filter(|&(line, top)| {
                    let (text, y) = (normal(&page[line].text), page[line].y);
                    let places = seen.get(&(top, text.clone())).map_or(&[][..], Vec::as_slice);
                    let same = places.iter().filter(|p| (**p - y).abs() < NEAR).count();
                    // Two pages may begin with the same words, but a paragraph is not a running head.
                    let is_head = same >= least && (same > 2 || !goes_on(page, line));
                    is_head || (is_number(&text) && page.len() > 2)
                })
                .map(|(line, _)| line)
                .collect();
            gone.sort_unstable();
            gone.dedup();
            removed += gone.len();
            for line in gone.into_iter().rev() {
                page.remove(line);
            }
        }
        if removed == before {
            break;
        }
    }
    removed
}

/// The lines at the very top and at the very bottom of a page, including all at the same height, and whether each
/// is at the top.
fn outer(page: &[Line]) -> [Vec<(usize, bool)>; 2] {
    let edge = |best: fn(f64, f64) -> f64, start: f64, top: bool| {
        let y = page.iter().map(|l| l.y).fold(start, best);
        let at = page.iter().enumerate().filter(move |(_, l)| (l.y - y).abs() < NEAR);
        at.map(|(i, _)| (i, top)).collect()
    };
    [edge(f64::max, f64::MIN, true), edge(f64::min, f64::MAX, false)]
}

/// Whether the next line is directly below, in the same size, and continues the sentence.
fn goes_on(page: &[Line], line: usize) -> bool {
    let Some(next) = page.get(line + 1) else { return false };
    let line = &page[line];
    let step = line.y - next.y;
    next.column == line.column
        && (line.size - next.size).abs() < 0.1 * line.size
        && (0.0..1.5 * line.size).contains(&step)
        && next.text.starts_with(char::is_lowercase)
}

/// A line without the parts that differ from page to page.
fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' if out.ends_with('#') => {}
            '0'..='9' => out.push('#'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether a line without white space is only a page number.
fn is_number(normal: &str) -> bool {
    let bare = normal.trim_matches(|c: char| "-–—|[]()".contains(c));
    let bare = bare.strip_prefix("page").or_else(|| bare.strip_prefix("p.")).unwrap_or(bare);
    let roman = !bare.is_empty() && bare.len() <= 6 && bare.chars().all(|c| "ivxl".contains(c));
    matches!(bare, "#" | "#of#" | "#/#" | "#|#") || roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_lines() {
        for text in ["12", "- 3 -", "Page 4 of 12", "p. 9", "iv", "3/10"] {
            assert!(is_number(&normal(text)), "{text}");
        }
        for text in ["12 killed", "2018.", "Page", "I said"] {
            assert!(!is_number(&normal(text)), "{text}");
        }
    }
}
