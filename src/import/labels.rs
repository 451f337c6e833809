//! Speaker labels of transcripts: "MR. PESKOV:", "QUESTION:", "Q:", "The President:".
//!
//! A label looks like many other things at the head of a line ("NEW DELHI: Talks …", "Economy: …"), so a
//! line's own look is not enough: either the label names a part that only a transcript has, or the text must
//! show by its other labels that it is a transcript.

use std::collections::HashSet;

use crate::text::key::initials;

/// Longest label, in bytes, its parenthesis included ("QUESTION (via interpreter):").
const LONGEST: usize = 80;

/// First words of labels that stand for a speaker in any text.
const PARTS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "president",
    "vice",
    "secretary",
    "undersecretary",
    "minister",
    "prime",
    "foreign",
    "ambassador",
    "envoy",
    "senator",
    "sen",
    "representative",
    "rep",
    "congressman",
    "congresswoman",
    "general",
    "gen",
    "admiral",
    "adm",
    "colonel",
    "col",
    "governor",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "moderator",
    "question",
    "questioner",
    "q",
    "answer",
    "reporter",
    "journalist",
    "host",
    "interviewer",
    "interviewee",
    "participant",
    "operator",
    "speaker",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "official",
    "staff",
    "correspondent",
    "voice",
    "interpreter",
    "translator",
    "judge",
    "justice",
    "chancellor",
    "king",
    "queen",
    "commissioner",
    "high",
    "sir",
    "lord",
    "lady",
    "senior",
    "unidentified",
    "attendee",
    "audience",
    "director",
    "attorney",
];

/// Labels of other things that stand at the head of a line, in lower case.
const OTHERS: &[&str] = &[
    "note",
    "notes",
    "update",
    "updates",
    "source",
    "sources",
    "date",
    "photo",
    "photos",
    "image",
    "related",
    "read",
    "read more",
    "watch",
    "listen",
    "editor's note",
    "editor’s note",
    "correction",
    "contact",
    "tel",
    "fax",
    "email",
    "e-mail",
    "subject",
    "from",
    "to",
    "cc",
    "re",
    "title",
    "by",
    "location",
    "time",
    "when",
    "where",
    "what",
    "who",
    "why",
    "how",
    "more",
    "breaking",
    "analysis",
    "opinion",
    "exclusive",
    "video",
    "press",
    "press release",
    "for immediate release",
    "media contact",
    "http",
    "https",
    "summary",
    "background",
    "high school",
    "high",
];

/// The labels that are believed in one text.
pub(super) struct Labels<'a> {
    /// The labels that stand at the heads of lines.
    seen: HashSet<&'a str>,
    /// How many lines have a label in capitals.
    capitals: u32,
    /// How many lines have a label in small letters, and how many of them go on with prose, not a figure.
    small: u32,
    small_with_prose: u32,
    /// A label in small letters stands more than once.
    small_repeated: bool,
}

/// A label at the head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label<'a> {
    /// The name alone, without parenthesis or colon.
    name: &'a str,
    /// Where the label ends, in bytes of the line: behind the colon, or behind the bare "Q".
    end: usize,
}

impl<'a> Labels<'a> {
    /// Counts the labels of all lines.
    pub fn of(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut labels =
            Self { seen: HashSet::new(), capitals: 0, small: 0, small_with_prose: 0, small_repeated: false };
        for line in lines {
            let Some(Label { name, end }) = label(line) else { continue };
            let fresh = labels.seen.insert(name);
            if is_capitals(name) {
                labels.capitals += 1;
            } else {
                labels.small += 1;
                labels.small_with_prose += u32::from(line[end..].split_whitespace().nth(2).is_some());
                labels.small_repeated |= !fresh;
            }
        }
        labels
    }

    /// If the line opens a speaker's turn, the bytes of its label, the colon included.
    pub fn turn(&self, text: &str) -> Option<usize> {
        let Label { name, end } = label(text)?;
        let bare = !text[..end].ends_with(':');
        let believed = if bare || name == "A" {
            self.seen.contains("Q") && self.capitals >= 2
        } else if names_part(name) {
            true
        } else if is_capitals(name) {
            self.capitals >= 2
        } else if self.capitals >= 2 && self.seen.contains(&*initials(name)) {
            // An interview may give each name once and their initials from then on.
            true
        } else {
            self.small_repeated && self.small_with_prose >= 3 && self.small_with_prose * 2 >= self.small
        };
        believed.then_some(end)
    }
}

/// Whether the label's first word, an article aside, is a part that only a transcript has.
fn names_part(name: &str) -> bool {
    let mut words = name.split([' ', '.', '-']);
    let first = words.next().unwrap_or_default();
    let first = if first.eq_ignore_ascii_case("the") { words.next().unwrap_or_default() } else { first };
    PARTS.iter().any(|part| part.eq_ignore_ascii_case(first))
}

/// The label at the head of a line, if it has the shape of one. Quoted transcripts open each turn with a
/// quotation mark.
fn label(text: &str) -> Option<Label<'_>> {
    let bare = text.trim_start_matches(['"', '“']);
    let skipped = text.len() - bare.len();
    unquoted_label(bare).map(|l| Label { end: l.end + skipped, ..l })
}

fn unquoted_label(text: &str) -> Option<Label<'_>> {
    let first = text.chars().next()?;
    if !first.is_uppercase() {
        return None;
    }
    if let Some(bare) = bare_letter(text) {
        return Some(bare);
    }
    let reach = text.len().min(LONGEST);
    let colon = memchr::memchr(b':', &text.as_bytes()[..reach])?;
    let after = &text[colon + 1..];
    if !(after.is_empty() || after.starts_with(char::is_whitespace)) {
        return None;
    }
    let head = text[..colon].trim_end();
    let name = match head.split_once(" (") {
        Some((name, inside)) if inside.ends_with(')') => name.trim_end(),
        Some(_) => return None,
        None => head,
    };
    let named = is_name(name) && !OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name));
    named.then_some(Label { name, end: colon + 1 })
}

/// "Q" or "A" set off by a period or by several spaces, as some press offices write them.
fn bare_letter(text: &str) -> Option<Label<'_>> {
    let letter = text.get(..1).filter(|l| matches!(*l, "Q" | "A"))?;
    let rest = &text[1..];
    let end = match rest.strip_prefix('.') {
        Some(after) if letter == "Q" && after.starts_with(' ') => 2,
        // Where white space is lost, a capital must follow; the text around says whether "Q" is a label at all.
        _ if letter == "Q" && rest.strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_uppercase)) => 1,
        _ if rest.starts_with("  ") || rest.starts_with('\t') => 1,
        _ => return None,
    };
    Some(Label { name: letter, end })
}

/// Whether every word could belong to a name or a title: capitalised, or a particle between capitalised words.
fn is_name(name: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "of", "for", "the", "and", "de", "da", "di", "van", "von", "der", "bin", "ibn", "al", "el", "to",
        "in",
    ];
    let words = name.split_whitespace().count();
    (1..=7).contains(&words)
        && name.split_whitespace().all(|w| {
            PARTICLES.contains(&w)
                || w.starts_with(char::is_uppercase)
                || w.starts_with("al-")
                || w.starts_with("el-")
                || (w.starts_with('#') || w.bytes().all(|b| b.is_ascii_digit())) && words > 1
        })
        && name.chars().all(|c| {
            c.is_alphanumeric() || matches!(c, ' ' | '.' | '\'' | '’' | '-' | '–' | '#' | ',' | '&' | '/')
        })
}

/// Whether all letters are capitals.
fn is_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of `text` that open a turn, as their labels.
    fn turns(text: &str) -> Vec<&str> {
        let labels = Labels::of(text.lines());
        text.lines().filter_map(|l| labels.turn(l).map(|end| &l[..end])).collect()
    }

    #[test]
    fn parts_of_a_transcript_need_no_company() {
        for label in [
            "MR. LUND:",
            "QUESTION:",
            "Q:",
            "SECRETARY MOKOENA:",
            "The President:",
            "Moderator:",
            "QUESTION (via interpreter):",
            "Foreign Minister Lund:",
        ] {
            assert_eq!(turns(&format!("{label} We go on.")), [label]);
        }
    }

    #[test]
    fn names_need_a_transcript_around_them() {
        assert_eq!(turns("NEW DELHI: The talks went on."), [""; 0]);
        assert_eq!(turns("OSMAN: We go on.\nLUND: So do we."), ["OSMAN:", "LUND:"]);
        assert_eq!(turns("Economy: bad.\nTrade: worse.\nSecurity: good."), [""; 0]);
        assert_eq!(
            turns("Ana Lund: Will you go?\nJo Roe: I will not.\nAna Lund: Then I will."),
            ["Ana Lund:", "Jo Roe:", "Ana Lund:"]
        );
        assert_eq!(
            turns("Ana Lund: Will you go?\nJo Roe-Bly: No.\nAL: Why?\nJRB: It rains."),
            ["Ana Lund:", "Jo Roe-Bly:", "AL:", "JRB:"]
        );
        assert_eq!(turns("Lund: 5,012.\nRoe: 17.\nLund: 4.\nRoe: 9."), [""; 0]);
        assert_eq!(turns("\"OSMAN: We go on.\n“LUND: So do we."), ["\"OSMAN:", "“LUND:"]);
    }

    #[test]
    fn bare_letters_of_press_offices() {
        assert_eq!(turns("Q    Will you go?\nMS. LUND:  No.\nQ    Why?"), ["Q", "MS. LUND:", "Q"]);
        assert_eq!(turns("Q Will you go?\nMS. LUND: No.\nQ Why?"), ["Q", "MS. LUND:", "Q"]);
        assert_eq!(turns("Q Magazine said so.\nNobody else did."), [""; 0]);
        assert_eq!(turns("A plan is a plan.\nQ is a letter."), [""; 0]);
    }

    #[test]
    fn other_labels_are_no_speakers() {
        let text = "NOTE: changed.\nUPDATE: again.\nHe said: “No.”\nhttps://example.org\nAt 10:30 it rained.";
        assert_eq!(turns(text), [""; 0]);
    }
}
