//! The list marks of a Word document, which are not in its text: bullets and numbers are counted here.

use std::collections::HashMap;

use super::styles::Place;
use crate::import::pieces::{Piece, walk};

/// The most levels of a list (ECMA-376, part 1, §17.9.6).
const LEVELS: usize = 9;

/// One level of a list: the format of its numbers.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// The mark, with `%1` for the number of the first level and so on.
    text: String,
    start: Option<u32>,
}

/// The lists of a document, and the current count of each.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each definition.
    definitions: HashMap<String, Vec<Level>>,
    /// The definition of each list, and the levels where it restarts.
    lists: HashMap<String, (String, Vec<(usize, u32)>)>,
    /// The current count of each definition, level by level; 0 for a level that has not begun.
    counts: HashMap<String, [u32; LEVELS]>,
}

impl Numbering {
    /// Reads `word/numbering.xml`; unreadable parts are left out.
    pub fn read(xml: &str) -> Self {
        let mut numbering = Self::default();
        let (mut definition, mut list) = (String::new(), None::<String>);
        let mut level = 0;
        walk(xml, |piece| match piece {
            Piece::Open(tag) => {
                let value = |name| tag.attribute(name).unwrap_or_default();
                let number = |name: &str| tag.attribute(name).and_then(|v| v.parse().ok()).unwrap_or(0);
                match tag.name() {
                    "abstractNum" => {
                        definition = value("abstractNumId");
                        numbering.definitions.insert(definition.clone(), vec![Level::default(); LEVELS]);
                    }
                    "num" => list = Some(value("numId")),
                    "abstractNumId" => {
                        if let Some(id) = &list {
                            numbering.lists.insert(id.clone(), (value("val"), Vec::new()));
                        }
                    }
                    "lvl" | "lvlOverride" => level = number("ilvl").min(LEVELS as u32 - 1) as usize,
                    "startOverride" => {
                        let of = list.as_ref().and_then(|id| numbering.lists.get_mut(id));
                        of.into_iter().for_each(|(_, starts)| starts.push((level, number("val"))));
                    }
                    name @ ("numFmt" | "lvlText" | "start") if list.is_none() => {
                        let Some(levels) = numbering.definitions.get_mut(&definition) else { return };
                        match name {
                            "numFmt" => levels[level].format = value("val"),
                            "lvlText" => levels[level].text = value("val"),
                            _ => levels[level].start = Some(number("val")),
                        }
                    }
                    _ => {}
                }
            }
            Piece::Close("num") => list = None,
            _ => {}
        });
        numbering
    }

    /// Counts one item further and returns its mark, including the space after it; a bullet if the list is
    /// unknown.
    pub fn mark(&mut self, (list, level): &Place) -> String {
        let level = (*level).min(LEVELS - 1);
        let Some((id, starts)) = self.lists.get_mut(list) else { return "• ".to_owned() };
        let Some(levels) = self.definitions.get(id) else { return "• ".to_owned() };
        let counts = self.counts.entry(id.clone()).or_default();
        for (of, start) in starts.drain(..) {
            counts[of] = start.saturating_sub(1);
        }
        // A level without any count begins with its own first number.
        for (i, count) in counts.iter_mut().enumerate().take(level + 1) {
            let first = levels[i].start.unwrap_or(1);
            *count = if *count == 0 { first } else { *count + u32::from(i == level) };
        }
        counts[level + 1..].fill(0);
        match levels[level].format.as_str() {
            "bullet" => "• ".to_owned(),
            "none" => String::new(),
            _ => written(&levels[level].text, levels, counts),
        }
    }
}

/// A mark with its numbers inserted.
fn written(text: &str, levels: &[Level], counts: &[u32; LEVELS]) -> String {
    let mut mark = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let of = if c == '%' { rest.clone().next().and_then(|d| d.to_digit(10)) } else { None };
        match of.filter(|of| (1..=LEVELS as u32).contains(of)) {
            Some(of) => {
                rest.next();
                let of = of as usize - 1;
                mark.push_str(&figure(&levels[of].format, counts[of].max(1)));
            }
            None => mark.push(c),
        }
    }
    if !mark.is_empty() {
        mark.push(' ');
    }
    mark
}

/// A number in a list's format.
fn figure(format: &str, n: u32) -> String {
    let letter = || {
        // As Word counts: a … z, aa … zz, aaa …
        let c = char::from(b'a' + ((n - 1) % 26) as u8);
        c.to_string().repeat(((n - 1) / 26 + 1).min(8) as usize)
    };
    match format {
        "lowerLetter" => letter(),
        "upperLetter" => letter().to_uppercase(),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "decimalZero" => format!("{n:02}"),
        _ => n.to_string(),
    }
}

fn roman(n: u32) -> String {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = n.min(9999);
    let mut out = String::new();
    for (value, figure) in FIGURES {
        while rest >= value {
            out.push_str(figure);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
        <w:lvl w:ilvl="2"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
        </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
        </w:num></w:numbering>"#;

    #[test]
    fn items_are_counted_as_the_program_counts_them() {
        let mut numbering = Numbering::read(XML);
        let mut mark = |list: &str, level| numbering.mark(&(list.to_owned(), level));
        let marks = [
            mark("1", 0),
            mark("1", 1),
            mark("1", 1),
            mark("2", 0),
            mark("1", 2),
            mark("1", 0),
            mark("1", 1),
            mark("3", 0),
            mark("9", 0),
        ];
        assert_eq!(marks, ["1. ", "1.a) ", "1.b) ", "• ", "(I) ", "2. ", "2.a) ", "1. ", "• "]);
    }

    #[test]
    fn figures_of_every_kind() {
        assert_eq!((figure("lowerLetter", 28), figure("upperRoman", 1994)), ("bb".into(), "MCMXCIV".into()));
    }
}
