//! Note marks: numbers and signs that point to a note and are not part of the words beside them.
//!
//! A format that marks its references writes them as `[1]` and links them itself. In the text of all formats marks are
//! recognised by their form (`[1]`, `[^1]`, `¹`, a number glued to a closing mark or a word) and, if that is not
//! enough, by their neighbours: a number is a mark if another mark has the number before or after it, or a note has its
//! number. They stay in the text and become links.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::{Block, BlockKind, Document, Link};
use crate::text::Span;

/// The longest mark, in bytes, without its brackets ("12, 13").
const LONGEST: usize = 12;

/// How many marks before and after one are searched for an adjacent number.
const NEIGHBOURS: usize = 3;

/// A possible note mark.
#[derive(Debug, Clone)]
struct Mark {
    range: Range<usize>,
    /// Its number, or the first of several.
    number: Option<u32>,
    proof: Proof,
}

/// The evidence that a mark needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// None.
    Given,
    /// A mark with an adjacent number, or a note with the same number.
    Neighbour,
    /// A neighbour that is not part of a word, or a note.
    FirmNeighbour,
    /// A note with its number.
    Note,
}

/// Turns the note marks in a text into links, and the blocks that they point to into notes. Takes linear
/// time.
pub(super) fn find(document: &mut Document) {
    let heads = heads(document);
    let text = &document.text;
    let mut marks = Vec::new();
    for block in &document.blocks {
        let body = block.span.of(text);
        let skipped = head(body).map_or(0, |(_, end)| end);
        marks_in(body, skipped, block.span.start as usize, &mut marks);
    }
    document.links.sort_by_key(|link| link.span.start);
    let links = &document.links;
    let linked = |mark: &Mark| {
        let next = links.partition_point(|l| l.span.end as usize <= mark.range.start);
        links.get(next).is_some_and(|l| (l.span.start as usize) < mark.range.end)
    };
    let believed = |i: usize| !linked(&marks[i]) && believes(&marks, i, &heads);
    let believed: Vec<&Mark> = (0..marks.len()).filter(|&i| believed(i)).map(|i| &marks[i]).collect();
    let mut found = Vec::new();
    for mark in believed {
        let block = mark.number.and_then(|n| target(&heads, n, mark.range.start, &document.blocks));
        if let Some(block) = block {
            let block = &mut document.blocks[block];
            if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
                block.kind = BlockKind::Note;
            }
        }
        let at = block.map(|block| document.blocks[block].span);
        found.push(Link::note(Span::new(mark.range.start as u32, mark.range.end as u32), at));
    }
    document.links.append(&mut found);
    document.links.sort_by_key(|link| link.span.start);
}

/// The blocks that begin like notes, by their numbers, in order.
fn heads(document: &Document) -> HashMap<u32, Vec<usize>> {
    let mut heads: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut listed = false;
    for (i, block) in document.blocks.iter().enumerate() {
        let body = block.span.of(&document.text);
        if block.kind == BlockKind::Heading || body.len() <= 20 {
            listed = is_title_of_notes(body) || listed && block.kind != BlockKind::Heading;
        }
        let is_listed = listed || block.kind == BlockKind::Note;
        let number =
            head(body).map(|(number, _)| number).or_else(|| is_listed.then(|| numbered(body)).flatten());
        number.into_iter().for_each(|number| heads.entry(number).or_default().push(i));
    }
    heads
}

/// The block that a mark with that number at byte `at` points to: the next one after it.
fn target(heads: &HashMap<u32, Vec<usize>>, number: u32, at: usize, blocks: &[Block]) -> Option<usize> {
    let blocks_of = heads.get(&number)?;
    let next = blocks_of.partition_point(|&block| blocks[block].span.start as usize <= at);
    blocks_of.get(next).copied()
}

/// The number at the beginning of a block that looks like a note ("[1] …", "[^1]: …", "¹ …"), and the start
/// of its text.
fn head(body: &str) -> Option<(u32, usize)> {
    if let Some(rest) = body.strip_prefix('[') {
        let rest = rest.strip_prefix('^').unwrap_or(rest);
        let (inside, after) = rest.split_once(']')?;
        let number = figures(inside)?;
        let gap = after.len() - after.strip_prefix(':').unwrap_or(after).trim_start().len();
        return (gap > 0 && after.len() > gap).then_some((number, body.len() - after.len() + gap));
    }
    if body.as_bytes().first().is_none_or(u8::is_ascii) {
        return None;
    }
    let end = body.find(|c| raised_digit(c).is_none())?;
    let number = raised_number(&body[..end])?;
    let rest = body[end..].trim_start();
    (!rest.is_empty()).then_some((number, body.len() - rest.len()))
}

/// The number of an item below a notes title ("12. …", "12 …").
fn numbered(body: &str) -> Option<u32> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let after = body[digits..].strip_prefix(['.', ')']).unwrap_or(&body[digits..]);
    after.starts_with(' ').then(|| figures(&body[..digits])).flatten()
}

fn is_title_of_notes(body: &str) -> bool {
    const TITLES: &[&str] = &[
        "notes",
        "footnotes",
        "endnotes",
        "references",
        "sources",
        "anmerkungen",
        "fußnoten",
        "notes de bas de page",
        "notas",
        "note",
        "примечания",
    ];
    let bare = body.trim_end_matches([':', '.']).to_lowercase();
    TITLES.contains(&bare.as_str())
}

/// A number of one to three digits.
fn figures(text: &str) -> Option<u32> {
    let fits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten().filter(|n| *n > 0)
}

fn raised_digit(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' | '³' => Some(u32::from(c) - u32::from('²') + 2),
        '⁰' | '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁰')),
        _ => None,
    }
}

fn raised_number(text: &str) -> Option<u32> {
    let fits = (1..=3).contains(&text.chars().count());
    fits.then(|| text.chars().try_fold(0, |n, c| Some(n * 10 + raised_digit(c)?))).flatten()
}

/// Adds possible marks in a block at byte `at`, from byte `from` of it on.
fn marks_in(body: &str, from: usize, at: usize, marks: &mut Vec<Mark>) {
    const OPENS: [bool; 256] = {
        let mut opens = [false; 256];
        let mut digit = b'0' as usize;
        while digit <= b'9' as usize {
            opens[digit] = true;
            digit += 1;
        }
        (opens[b'[' as usize], opens[0xc2], opens[0xe2]) = (true, true, true);
        opens
    };
    let mut i = from;
    let bytes = body.as_bytes();
    loop {
        // Most bytes are letters and spaces, which a processor skips many at a time.
        while bytes[i..].first_chunk().is_some_and(is_plain) {
            i += CHUNK;
        }
        let Some(next) = bytes[i..].iter().position(|byte| OPENS[usize::from(*byte)]) else { return };
        i += next;
        let byte = bytes[i];
        let found = match byte {
            b'[' => bracketed(body, i),
            b'0'..=b'9' => glued(body, i),
            0xc2 if matches!(bytes[i + 1], 0xb2 | 0xb3 | 0xb9) => raised_mark(body, i),
            0xe2 if bytes[i + 1] == 0x81 => raised_mark(body, i),
            _ => None,
        };
        if let Some((end, number, proof)) = found {
            marks.push(Mark { range: at + i..at + end, number, proof });
            i = end;
        } else if byte.is_ascii_digit() {
            i += bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count();
        } else {
            i += 1;
        }
    }
}

/// How many bytes are checked together.
const CHUNK: usize = 32;

/// Whether none of the bytes can begin a mark.
fn is_plain(chunk: &[u8; CHUNK]) -> bool {
    let opens = |b: u8| b.is_ascii_digit() || b == b'[' || b == 0xc2 || b == 0xe2;
    chunk.iter().fold(0_u8, |n, &b| n + u8::from(opens(b))) == 0
}

type Found = (usize, Option<u32>, Proof);

/// "[1]", "[12, 13]", "[^a]"
fn bracketed(body: &str, at: usize) -> Option<Found> {
    let reach = body.len().min(at + LONGEST + 2);
    let close = at + memchr::memchr(b']', &body.as_bytes()[at..reach])?;
    let inside = &body[at + 1..close];
    if let Some(label) = inside.strip_prefix('^') {
        let fits = !label.is_empty() && !label.contains(char::is_whitespace) && at > 0;
        return fits.then(|| (close + 1, figures(label), Proof::Given));
    }
    let mut numbers = inside.split([',', '–', '-']).map(|n| figures(n.trim()));
    let first = numbers.next()??;
    if !numbers.all(|n| n.is_some()) || body[close + 1..].starts_with('(') {
        return None;
    }
    let glued = body[..at].ends_with(|c: char| !c.is_whitespace() && !"([“„«‘".contains(c))
        && !body[..at].ends_with(" \"");
    let proof = if glued { Proof::Given } else { Proof::Note };
    (at > 0).then_some((close + 1, Some(first), proof))
}

/// "¹", "¹²": unless it is an exponent, after a number or a unit.
fn raised_mark(body: &str, at: usize) -> Option<Found> {
    let rest = &body[at..];
    let length = rest.find(|c| raised_digit(c).is_none()).unwrap_or(rest.len());
    let number = raised_number(&rest[..length])?;
    let before = &body[..at];
    if before.is_empty() || is_quantity(before) {
        return None;
    }
    let figure = before.ends_with(|c: char| c.is_ascii_digit());
    if figure && is_base(before) {
        return None;
    }
    Some((at + length, Some(number), if figure { Proof::Neighbour } else { Proof::Given }))
}

/// A number glued to a closing mark or a word: "“We wait,”1", "the ferry.2", "Lund3".
fn glued(body: &str, at: usize) -> Option<Found> {
    let digits = body[at..].bytes().take_while(u8::is_ascii_digit).count();
    let number = figures(&body[at..at + digits]).filter(|_| digits <= 2)?;
    let (before, after) = (&body[..at], &body[at + digits..]);
    let parted = after.is_empty() || after.starts_with(char::is_whitespace);
    let last = before.chars().next_back()?;
    let inner = &before[..before.len() - last.len_utf8()];
    let found = |proof| Some((at + digits, Some(number), proof));
    if matches!(last, '”' | '»' | '’' | '"') && (parted || after.starts_with([',', '.', ';', ':'])) {
        let closes = inner.ends_with(|c: char| c.is_alphabetic() || ".,!?…".contains(c));
        return if closes {
            found(if number == 1 && last != '’' { Proof::Given } else { Proof::Neighbour })
        } else {
            None
        };
    }
    if matches!(last, '.' | '!' | '?') {
        let word = inner.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let next = after.trim_start().chars().next();
        let begins = next.is_none_or(|c| c.is_uppercase() || "“\"‘«".contains(c));
        let named = ["Fig", "Vol", "Art", "Sec", "Res", "Nos", "Para", "Reg", "Doc"].contains(&word);
        return if word.chars().count() >= 3 && !named && parted && begins {
            found(Proof::Neighbour)
        } else {
            None
        };
    }
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let small = word.ends_with(char::is_lowercase) && word.chars().count() >= 3;
    let bounded = parted || after.starts_with([',', '.', ';', ':', ')', '’', '\'', '”', '"']);
    if small && bounded { found(Proof::FirmNeighbour) } else { None }
}

/// Whether a unit or a variable comes before a raised number, which is then its exponent.
fn is_quantity(before: &str) -> bool {
    const UNITS: &[&str] =
        &["m", "km", "cm", "mm", "dm", "nm", "ft", "mi", "in", "yd", "s", "mc", "м", "км", "см", "м.", "hm"];
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    UNITS.contains(&word) || word.chars().count() == 1 && !"IАAaОо".contains(word)
}

/// Whether a base of powers comes before a raised number: 10 or 2.
fn is_base(before: &str) -> bool {
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let glued = before[..before.len() - digits].ends_with(['.', ',']);
    !glued && matches!(&before[before.len() - digits..], "10" | "2")
}

fn believes(marks: &[Mark], i: usize, heads: &HashMap<u32, Vec<usize>>) -> bool {
    let Mark { number, proof, .. } = &marks[i];
    let Some(number) = *number else { return true };
    if *proof == Proof::Given || heads.contains_key(&number) {
        return true;
    }
    let near = i.saturating_sub(NEIGHBOURS)..marks.len().min(i + NEIGHBOURS + 1);
    let beside = |j: &usize| {
        let other = &marks[*j];
        let follows = if *j < i {
            other.number.map(|n| n + 1) == Some(number)
        } else {
            other.number == Some(number + 1)
        };
        *j != i
            && follows
            && (*proof == Proof::Neighbour || matches!(other.proof, Proof::Given | Proof::Neighbour))
    };
    *proof != Proof::Note && near.into_iter().any(|j| beside(&j))
}

/// The form of a raised text after `before`: exponents as raised digits, marks in brackets, anything else unchanged.
pub(super) fn raised(before: &str, text: &str) -> String {
    let bare = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
        if before.ends_with(|c: char| c.is_ascii_digit())
            || is_quantity(before) && !before.ends_with(char::is_whitespace)
        {
            let digits: Vec<char> = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().collect();
            return bare.bytes().map(|b| digits[usize::from(b - b'0')]).collect();
        }
        if bare.len() <= 3 {
            return bracket(before, bare);
        }
    } else if is_mark(text) && text.contains(|c: char| c.is_ascii_digit()) {
        return bracket(before, bare);
    }
    text.to_owned()
}

/// A mark in brackets; a note's own number is separated from the note.
pub(super) fn bracket(before: &str, mark: &str) -> String {
    let bare = mark.trim().trim_matches(['[', ']', '(', ')']).trim();
    if before.is_empty() { format!("[{bare}] ") } else { format!("[{bare}]") }
}

/// Whether a text is only a mark: digits, a lowercase letter, or signs, in brackets or not.
pub(super) fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')']).trim();
    let numbers = || bare.split([',', '–', '-']).all(|n| figures(n.trim()).is_some());
    let letter = || bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase());
    let roman = || bare.len() <= 5 && bare.bytes().all(|b| b"ivxlc".contains(&b));
    let signs = || bare.chars().count() <= 3 && bare.chars().all(|c| "*†‡§¶‖".contains(c));
    !bare.is_empty() && bare.len() <= LONGEST && (numbers() || letter() || roman() || signs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks of a text, each with its note.
    fn found(text: &str) -> Vec<(String, Option<String>)> {
        let mut document = Document::from_paragraphs(text);
        find(&mut document);
        let shown = |span: Span| span.of(text).to_owned();
        document.links.iter().map(|l| (shown(l.span), l.note_span().map(shown))).collect()
    }

    fn marks(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(mark, _)| mark).collect()
    }

    #[test]
    fn marks_are_told_by_how_they_are_written() {
        assert_eq!(marks("“We wait,”1 said Ana Lund.2 He left."), ["1", "2"]);
        assert_eq!(marks("“We wait,”¹ said Ana Lund.² He left."), ["¹", "²"]);
        assert_eq!(
            marks("Ana Lund12 said so. “We wait,” Lund[13] said.[14][15]"),
            ["12", "[13]", "[14]", "[15]"]
        );
        assert_eq!(marks("It killed 12³ people, said Lund.⁴ “No,”[^5] he said."), ["³", "⁴", "[^5]"]);
        assert_eq!(marks("Three sources agree.[1, 2] Others do not.[3–5]"), ["[1, 2]", "[3–5]"]);
    }

    #[test]
    fn figures_that_are_no_marks_stay_what_they_are() {
        for text in [
            "It grew to 10⁶ and 2⁸ people on 12 km² and 3 m³.",
            "E = mc². The G20 met in May. Covid19 came, and Windows11.",
            "A 24\" screen, a 5'11\" man, and 5.2 million people in 2018.5",
            "See Fig.2 and Art.3 The talks ended.",
            "He said “[12] people” and [3] more.",
            "Flight MH17 and the Su27 were “5 miles” apart.",
            "an array[](x) and a link [1](http://a.org)",
        ] {
            assert_eq!(marks(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_mark_points_to_the_next_note_of_its_number() {
        let note = |mark: &str, note: &str| (mark.to_owned(), Some(note.to_owned()));
        assert_eq!(found("We wait. [1]\n[1] Later corrected."), [note("[1]", "[1] Later corrected.")]);
        assert_eq!(found("We wait.[^a]\n[^1]: Not this."), [("[^a]".to_owned(), None)]);
        assert_eq!(
            found("We wait3 there.\nNotes\n3. Interview, 4 March."),
            [note("3", "3. Interview, 4 March.")]
        );
        let mut document = Document::from_paragraphs("We wait.¹\n¹ Interview.");
        find(&mut document);
        assert_eq!(document.blocks[1].kind, BlockKind::Note);
    }

    #[test]
    fn raised_text_is_a_power_a_mark_or_itself() {
        let cases = [
            ("10", "6", "⁶"),
            ("12 km", "2", "²"),
            ("people", "3", "[3]"),
            ("said.", "[3]", "[3]"),
            ("", "3", "[3] "),
            ("21", "st", "st"),
            ("M", "me", "me"),
            ("said.", "1,2", "[1,2]"),
            ("12", "3", "³"),
        ];
        for (before, text, written) in cases {
            assert_eq!(raised(before, text), written, "{before} {text}");
        }
    }
}
