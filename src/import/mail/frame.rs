//! The lines of a letter that are not its text: the introduction of a quoted mail, the head of a forwarded one, a
//! signature.

use crate::document::{Block, BlockKind, Document};

/// The longest introduction of a quoted mail, in bytes.
const LONGEST: usize = 250;

/// The longest separator between a letter and one inside it, without its dashes, in bytes.
const LONGEST_SEPARATOR: usize = 30;

/// The most text below the dashes of a signature, in bytes and in blocks.
const LONGEST_SIGNATURE: usize = 800;
const MOST_SIGNED: usize = 12;

/// Headers that programs put above forwarded mail.
const HEADERS: &[&str] = &[
    "from:",
    "sent:",
    "to:",
    "cc:",
    "date:",
    "subject:",
    "reply-to:",
    "von:",
    "gesendet:",
    "an:",
    "betreff:",
];

/// The ends of introductions to quoted mail.
const WROTE: &[&str] =
    &[" wrote:", " writes:", " schrieb:", " a écrit :", " a écrit:", " escribió:", " ha scritto:"];

/// Separates the frame of a letter from its text.
pub(super) fn tell(document: &mut Document) {
    let Document { text, blocks, .. } = document;
    let signature = signature(text, blocks);
    let mut headers = 0;
    for i in 0..blocks.len() {
        let body = blocks[i].span.of(text);
        let is_text = matches!(blocks[i].kind, BlockKind::Paragraph | BlockKind::Heading);
        let quotes = blocks.get(i + 1).is_some_and(|next| next.kind == BlockKind::BlockQuotation);
        let is_header = is_header(body) && (headers > 0 || next_is_header(text, &blocks[i + 1..]));
        headers = if is_header { headers + 1 } else { 0 };
        // The quoted mail is somebody's words, and this line names them.
        let announces = is_announcement(body) && !quotes;
        let signed = signature.is_some_and(|from| i >= from);
        if signed || is_text && i > 0 && (announces || is_header || is_separator(body)) {
            blocks[i].kind = BlockKind::Furniture;
        }
    }
}

/// The first block of a signature, if the letter ends in one.
fn signature(text: &str, blocks: &[Block]) -> Option<usize> {
    let ends = |dashes: &usize| {
        let below = &blocks[dashes + 1..];
        let bytes: usize = below.iter().map(|block| block.span.of(text).len()).sum();
        below.len() <= MOST_SIGNED && bytes <= LONGEST_SIGNATURE
    };
    // The footer of a list is below a signature.
    let near = blocks.len().saturating_sub(MOST_SIGNED + 1)..blocks.len();
    near.filter(|i| blocks[*i].span.of(text) == "--").find(ends)
}

/// "On Mon, 6 May 2024 Ana Lund wrote:"
fn is_announcement(line: &str) -> bool {
    let begins = ["On ", "Am ", "Le ", "El ", "Il "].iter().any(|word| line.starts_with(word));
    let dated = || line.contains(|c: char| c.is_ascii_digit()) || line.contains('@') || line.contains("day ");
    line.len() <= LONGEST && begins && dated() && WROTE.iter().any(|end| line.ends_with(end))
}

/// "---------- Forwarded message ---------"
fn is_separator(line: &str) -> bool {
    let bare = line.trim_matches(['-', '_', ' ', ':']);
    if bare.len() > LONGEST_SEPARATOR {
        return false;
    }
    let bare = bare.to_ascii_lowercase();
    matches!(
        bare.as_str(),
        "original message"
            | "forwarded message"
            | "begin forwarded message"
            | "ursprüngliche nachricht"
            | "weitergeleitete nachricht"
            | "message transféré"
            | "message d'origine"
    )
}

fn is_header(line: &str) -> bool {
    let starts = |name: &str| line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let named = line.as_bytes()[..line.len().min(12)].contains(&b':');
    named && line.len() <= LONGEST && HEADERS.iter().any(|name| starts(name))
}

fn next_is_header(text: &str, blocks: &[Block]) -> bool {
    blocks.first().is_some_and(|block| is_header(block.span.of(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> String {
        let mut document = Document::of_paragraphs(text);
        tell(&mut document);
        let letter = |b: &Block| if b.kind == BlockKind::Furniture { 'f' } else { 't' };
        document.blocks.iter().map(letter).collect()
    }

    #[test]
    fn the_frame_of_what_is_forwarded_is_told_from_it() {
        assert_eq!(
            kinds("Talks\n\nOn Mon, 6 May 2024 Ana Lund wrote:\n\nLISSA (EXW) - The envoy left."),
            "tft"
        );
        assert_eq!(
            kinds(
                "Talks\n\n---------- Forwarded message ---------\n\nFrom: Ana Lund\n\nDate: Monday\n\nSubject: Talks\n\nThe envoy left."
            ),
            "tfffft"
        );
        assert_eq!(kinds("Talks\n\nThe envoy wrote:\n\nFrom: all of us\n\nWe stay."), "tttt");
    }

    #[test]
    fn a_letter_ends_in_its_signature() {
        assert_eq!(kinds("Talks\n\nThe envoy left.\n\n--\n\nAna Lund\n\nDesk"), "ttfff");
        assert_eq!(kinds("Talks\n\nThe envoy left.\n\n--\n\nAna Lund\n\n--\n\nDesk list"), "ttffff");
        assert_eq!(kinds(&format!("Talks\n\n--\n\n{}", "The envoy left. ".repeat(60))), "ttt");
    }
}
