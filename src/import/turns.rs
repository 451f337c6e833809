//! The turns of a transcript: which paragraphs continue the one above them, and where the last one ends.
//!
//! Between two labels everything is the first speaker's, except headings and stage directions. After the last label a
//! text may continue with something else: a rule, a headline, a dateline, or a paragraph that reports somebody's
//! words ends the turn.

use super::{dates, labels, matter};
use crate::document::{Block, BlockKind, Document};

/// A text with fewer turns is not a transcript, and the text below one of them is not its speaker's.
const LEAST: usize = 3;

/// The most words of a headline that ends the last turn.
const LONGEST_HEADLINE: usize = 14;

/// Marks the blocks that continue the turn above them. `rules` are the blocks with a line above them.
pub(super) fn go_on(document: &mut Document, rules: &[usize]) {
    let is_turn = |kind| matches!(kind, BlockKind::SpeakerTurn | BlockKind::SpeakerLabel);
    let Some(last) = document.blocks.iter().rposition(|b| is_turn(b.kind)) else { return };
    let first = document.blocks.iter().position(|b| is_turn(b.kind)).unwrap_or(last);
    let is_talk = is_all_talk(document, first, last);
    let is_transcript = document.blocks.iter().filter(|b| is_turn(b.kind)).count() >= LEAST || is_talk;
    let (text, count) = (&document.text, document.blocks.len());
    let tail = &document.blocks[last + 1..];
    let in_person: Vec<bool> = tail.iter().map(|block| is_in_person(block.span.of(text))).collect();
    let mut open = false;
    let mut labelled = false;
    for (i, block) in document.blocks.iter_mut().enumerate() {
        let body = block.span.of(text);
        open &= rules.binary_search(&i).is_err();
        match block.kind {
            kind if is_turn(kind) => {
                labelled = kind == BlockKind::SpeakerLabel;
                // Between two labels nobody else speaks, however few labels there are.
                open = is_transcript || labelled || i < last;
            }
            BlockKind::Heading => open = false,
            BlockKind::Paragraph | BlockKind::ListItem if open && labelled => {
                block.kind = BlockKind::TurnContinued;
                (labelled, open) = (false, is_transcript);
            }
            BlockKind::Paragraph | BlockKind::ListItem if open => {
                let tail = i > last;
                // A speaker may report the words of others, and then continues in the first person. In a talk of one
                // person only a report with quotation marks is by somebody else.
                let quotes = body.contains(['“', '"', '«']);
                let reach = if quotes { 1 } else { 2 };
                let goes_on = || in_person.iter().skip(i - last).take(reach).any(|own| *own);
                let told = || tail && is_report(body) && (quotes || !is_talk) && !goes_on();
                if told() || ends(body, tail, i + 1 < count) {
                    open = false;
                } else if !is_aside(body) {
                    block.kind = BlockKind::TurnContinued;
                }
            }
            _ => {}
        }
    }
}

/// Whether a paragraph is no longer the speaker's of the turn above it; `tail` means after the last label.
fn ends(body: &str, tail: bool, more: bool) -> bool {
    let line = matter::dateline(body);
    let signed = line.as_ref().is_some_and(|line| line.agency.is_some() && line.place.is_some());
    // "NATO – and I have said so before –" begins like some datelines.
    let placed = tail && line.is_some() && !labels::is_addressed(&unquoted(body));
    signed
        || placed
        || tail
            && (is_end_mark(body)
                || matter::byline(body).is_some()
                || is_headline(body) && more
                || is_note(body)
                || is_imprint(body)
                || is_contact(body))
}

/// How many paragraphs may be above the first label of a talk, and how many of its first paragraphs are searched for the
/// first person.
const MOST_ABOVE: usize = 1;
const OPENING: usize = 4;

/// Whether a text with few labels is all talk: its first label is at its head, and the text continues in the first person.
fn is_all_talk(document: &Document, first: usize, last: usize) -> bool {
    let body = |block: &Block| block.span.of(&document.text);
    let is_prose = |b: &&Block| b.kind == BlockKind::Paragraph && b.span.len() > SHORTEST_PROSE;
    let above = document.blocks[..first].iter().filter(is_prose).count();
    let below = document.blocks[last..].iter().filter(|b| b.kind != BlockKind::Heading).take(OPENING);
    above <= MOST_ABOVE && below.clone().count() > 1 && below.filter(|b| is_in_person(body(b))).count() > 1
}

/// The shortest paragraph that is prose and no line of a head, in bytes.
const SHORTEST_PROSE: u32 = 100;

/// Whether a paragraph is in the first person outside quotation marks.
fn is_in_person(body: &str) -> bool {
    const PERSONS: &[&str] = &["I", "We", "we", "our", "Our", "us", "my", "My", "me"];
    let thanks = body.starts_with("Thank you") || body.starts_with("Thanks");
    thanks || unquoted(body).split(|c: char| !c.is_alphanumeric()).any(|word| PERSONS.contains(&word))
}

/// Whether a line below a talk gives a contact.
fn is_contact(body: &str) -> bool {
    let lower: String = body.chars().take(40).flat_map(char::to_lowercase).collect();
    let named = [
        "contact",
        "press contact",
        "media contact",
        "for more information",
        "for further information",
        "notes to editor",
    ];
    let address = body.contains('@') && !body.contains(". ") || lower.starts_with("tel");
    body.len() <= 300 && (named.iter().any(|words| lower.starts_with(words)) || address)
}

/// Whether a block is a stage direction ("(Laughter.)", "[crosstalk]"), a time of day, or shouted ("END").
fn is_aside(body: &str) -> bool {
    let bracketed = body.starts_with(['(', '[']) && body.ends_with([')', ']']);
    let shouted = !body.contains(char::is_lowercase)
        && body.split_whitespace().nth(6).is_none()
        && !body.ends_with(['!', '?']);
    // "Several hon. Members rose—"
    let rose = body.len() <= 60 && body.trim_end_matches(['—', '–', '-', ' ']).ends_with("Members rose");
    bracketed || shouted || rose || is_time(body)
}

/// "11.34 am", "1:12 p.m. EDT"
fn is_time(body: &str) -> bool {
    let figures = body.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b':')).count();
    let rest = body[figures..].trim_start().to_ascii_lowercase();
    (1..=5).contains(&figures)
        && body.len() <= 16
        && ["am", "a.m.", "pm", "p.m."].iter().any(|half| rest.starts_with(half))
}

/// The end of a transcript, in brackets or as a wire's end mark.
fn is_end_mark(body: &str) -> bool {
    const OVER: &[&str] = &["concluded", "ended", "adjourned", "end of"];
    let lower = body.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(bare, "end" | "ends" | "the end" | "30" | "endit" | "end transcript" | "end of transcript" | "")
        || body.len() <= 120 && body.starts_with(['(', '[']) && OVER.iter().any(|over| lower.contains(over))
}

/// An outlet's note below a talk: on its copyright, or that it is abridged.
fn is_imprint(body: &str) -> bool {
    let is_of_talk = ["This ", "The "].iter().any(|word| body.starts_with(word))
        && ["interview", "transcript", "conversation"].iter().any(|word| body.contains(word))
        && ["edited", "condensed", "transcribed", "rush"].iter().any(|word| body.contains(word));
    body.len() <= 300 && (body.starts_with("Copyright ") || body.starts_with('©') || is_of_talk)
}

/// A note at the foot of the text: "[1] …".
fn is_note(body: &str) -> bool {
    let rest = body.strip_prefix('[').unwrap_or(body);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.len() < body.len() && digits > 0 && rest[digits..].starts_with("] ")
}

/// A short line that is not a sentence and addresses nobody.
fn is_headline(body: &str) -> bool {
    let words = body.split_whitespace().count();
    (2..=LONGEST_HEADLINE).contains(&words)
        && body.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !body.ends_with(['.', '!', '?', '…', ',', ';', ':', '-', '—', '–', '”', '"', ')', ']'])
        && !labels::is_addressed(body)
        && dates::date_line(body).is_none()
}

/// Whether a paragraph reports somebody's words impersonally: no "I", "we" or "you" outside quotation marks.
fn is_report(body: &str) -> bool {
    const SAID: &[&str] = &[
        "said",
        "told",
        "added",
        "asked",
        "denied",
        "claimed",
        "announced",
        "warned",
        "reported",
        "insisted",
        "stressed",
        "noted",
        "wrote",
        "confirmed",
        "declined",
        "argued",
        "accused",
        "urged",
        "stated",
        "replied",
        "recalled",
        "welcomed",
        "tweeted",
        "explained",
        "acknowledged",
        "vowed",
        "demanded",
    ];
    let outside = unquoted(body);
    let told = outside.split(|c: char| !c.is_alphanumeric()).any(|w| SAID.contains(&w));
    told && !labels::is_addressed(&outside)
}

/// A paragraph without the text in double quotation marks.
fn unquoted(body: &str) -> String {
    let mut inside = false;
    let outside = body.chars().filter(|c| {
        match c {
            '“' | '«' | '„' => inside = true,
            '”' | '»' => inside = false,
            '"' => inside = !inside,
            _ => return !inside,
        }
        false
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paragraphs of a text that continue a turn; lines with a label are turns, "#" is a heading.
    fn goes_on(text: &str) -> Vec<&str> {
        let mut document = Document::from_paragraphs(text);
        for block in &mut document.blocks {
            let body = block.span.of(text);
            if body.starts_with("LUND:") || body.starts_with("Q:") {
                block.kind = BlockKind::SpeakerTurn;
            } else if body.starts_with('#') {
                block.kind = BlockKind::Heading;
            }
        }
        go_on(&mut document, &[]);
        let on = document.blocks.iter().filter(|b| b.kind == BlockKind::TurnContinued);
        on.map(|b| b.span.of(text)).collect()
    }

    const TALK: &str =
        "LUND: We met.\nNothing was signed.\n(Laughter.)\nHe said that he was tired.\nQ: Why?\nLUND: Rain.\n";

    #[test]
    fn what_stands_between_labels_is_said_by_the_first() {
        assert_eq!(goes_on(TALK), ["Nothing was signed.", "He said that he was tired."]);
        assert_eq!(goes_on("LUND: We met.\nNothing was signed."), [""; 0], "one label makes no transcript");
        assert_eq!(
            goes_on("LUND: We met.\nNothing was signed.\nQ: Why?\nIt rained."),
            ["Nothing was signed."]
        );
        let more = format!("{TALK}It rained all day, and I got wet.\nThank you.");
        let talk = format!("{TALK}This interview is over.");
        assert_eq!(goes_on(&talk)[2..], ["This interview is over."]);
        assert_eq!(goes_on(&more)[2..], ["It rained all day, and I got wet.", "Thank you."]);
    }

    #[test]
    fn what_follows_the_last_turn_ends_it() {
        for after in [
            "LISSA (Wire) - The ferry stopped on Monday.",
            "LISSA, March 4 (Wire) - We do not know why, and you do not either.",
            "By Jo Roe",
            "Dockers walk out at the northern port",
            "Lund, who came by train, told the paper that “we never met.”",
            "# Other news",
            "(The briefing ended at 1:31 p.m.)",
            "END",
            "[1] The ministry later corrected this.",
            "Copyright © 2018 Lissa Radio. All rights reserved.",
            "This interview has been edited and condensed.",
        ] {
            let text = format!("{TALK}{after}\nIt was the third in a month.");
            assert_eq!(goes_on(&text).len(), 2, "{after}");
        }
    }

    #[test]
    fn the_last_speaker_goes_on_in_the_first_person() {
        for told in [
            "The president said on Monday that the port would stay open.",
            "Roe told the paper that “nothing is signed.”",
        ] {
            let text = format!("{TALK}{told}\nWe agree with that.\nIt rained all day.\nEND");
            assert_eq!(goes_on(&text)[2..], [told, "We agree with that.", "It rained all day."]);
        }
        for contact in
            ["Press contact: 555 0100", "For more information, call us.", "desk@example.org", "- 30 -"]
        {
            let text = format!("{TALK}{contact}\nIt was the third in a month.");
            assert_eq!(goes_on(&text).len(), 2, "{contact}");
        }
    }

    #[test]
    fn a_talk_of_one_person_is_theirs_to_its_end() {
        let talk = "LUND: Good afternoon. We met our friends.\nI want to say this.\nThe port stays open.\nThank you.\nEND\nMore.";
        assert_eq!(goes_on(talk), ["I want to say this.", "The port stays open.", "Thank you."]);
        let short = "#Talks\nMarch 4, 2018\nLUND: We met.\nOur friends came.\nThe port stays open.";
        assert_eq!(goes_on(short), ["Our friends came.", "The port stays open."]);
        let told = "LUND: We met.\nI asked them.\nThe ministry announced that the port is open.\nIt rained.\nIt stopped.";
        assert_eq!(goes_on(told).len(), 4);
        let report = "The talks went on for two days in the old customs house by the harbour, and then they ended in the rain.";
        let article = format!("{report}\n{report}\nLUND: We met.\nWe came.\nI left.");
        assert_eq!(goes_on(&article), [""; 0], "a label in a report");
        assert_eq!(
            goes_on("LUND: We met.\nThe ferry stopped.\nIt rained."),
            [""; 0],
            "nobody goes on to speak"
        );
    }
}
