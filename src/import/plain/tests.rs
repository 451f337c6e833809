//! Whole plain texts: which lines are joined, and the kind of each block.

use proptest::prelude::*;

use crate::document::{Block, Document};
use crate::import::{Source, first, import};

fn document(text: &str) -> Document {
    first(text.as_bytes(), &Source::named(Some("a.txt"))).unwrap()
}

/// The blocks of a text, one a line, each after its kind.
fn blocks(text: &str) -> String {
    let document = document(text);
    let show = |b: &Block| format!("{:?}: {}\n", b.kind, b.span.of(&document.text));
    document.blocks.iter().map(show).collect()
}

#[test]
fn a_wrapped_wire_story() {
    let text = "ENVOYS MEET IN GENEVA\r\n\r\nGENEVA, March 4 (Reuters) - Envoys of the two sides met on Sunday for\r\n\
        the first time since mid-\r\nJanuary and agreed on the date of a second round, officials said.  \r\n\r\n\
        Related article: The road to Geneva\r\n\r\nhttps://example.org/road\r\n\r\n\
        \"We go on,\" said Ana Lund, who leads the delegation of the host country\r\nand has done so for a year.\r\n";
    assert_eq!(
        blocks(text),
        "Heading: ENVOYS MEET IN GENEVA\n\
         Paragraph: GENEVA, March 4 (Reuters) - Envoys of the two sides met on Sunday for the first time since \
         mid-January and agreed on the date of a second round, officials said.\n\
         CrossReference: Related article: The road to Geneva\n\
         Link: https://example.org/road\n\
         Paragraph: \"We go on,\" said Ana Lund, who leads the delegation of the host country and has done so for a year.\n"
    );
    let metadata = document(text).metadata;
    assert_eq!(metadata.source.as_deref(), Some("Reuters"));
    assert_eq!(metadata.dateline.as_deref(), Some("GENEVA, March 4"));
    assert_eq!(metadata.title.as_deref(), Some("ENVOYS MEET IN GENEVA"));
}

#[test]
fn one_paragraph_a_line_without_blank_lines() {
    assert_eq!(
        blocks(
            "Envoys meet\nThe envoys met on Sunday and agreed on the date of a second round of talks, officials said.\n\
             “We go on,” said Ana Lund.\nShe leads the delegation of the host country, and has done so for a year now.\n"
        ),
        "Heading: Envoys meet\n\
         Paragraph: The envoys met on Sunday and agreed on the date of a second round of talks, officials said.\n\
         Paragraph: “We go on,” said Ana Lund.\n\
         Paragraph: She leads the delegation of the host country, and has done so for a year now.\n"
    );
}

#[test]
fn what_only_looks_like_a_heading_is_a_paragraph() {
    let prose =
        "The ministry will hold talks on the ferry line on Monday, it said in a statement to the press.";
    for text in [
        format!("FYI\n\n{prose}"),
        format!("“The line stays open,” a statement said. -Minister Ana Lund\n\nAnd from Jo Roe:\n\n{prose}"),
        format!("WHAT: Talks on the ferry line\n\nWHERE: Port Lissa\n\n{prose}"),
    ] {
        assert!(!blocks(&text).contains("Heading: F") && !blocks(&text).contains("Heading: “"), "{text}");
        assert!(!blocks(&format!("{prose}\n\nPUBLISHED: 10:48\n\n{prose}")).contains("Heading"));
        assert!(!blocks(&text).contains("Heading: WHERE"), "{}", blocks(&text));
    }
    let memo = blocks(&format!("From: Ana Lund\nTo: All desks\nSubject: Talks\n\n{prose}"));
    assert!(memo.starts_with("Paragraph: From: Ana Lund\nParagraph: To: All desks\n"), "{memo}");
    assert!(blocks(&format!("“We wait,” says Lund\n\n{prose}")).starts_with("Heading"));
}

#[test]
fn paragraphs_told_by_their_first_lines_alone() {
    let text = "   The envoys met on Sunday and agreed on\nthe date of a second round of talks, which\n\
        will be held in May, officials said.\n   Nobody could say what else had been\nagreed, or whether the \
        ministers would\ncome back for the second round as well.\n";
    assert_eq!(
        blocks(text),
        "Paragraph: The envoys met on Sunday and agreed on the date of a second round of talks, which will be held \
         in May, officials said.\n\
         Paragraph: Nobody could say what else had been agreed, or whether the ministers would come back for the \
         second round as well.\n"
    );
}

#[test]
fn a_wrapped_transcript() {
    let text = "MR. LUND: Good afternoon. I have two things to say, and then I will\ntake your questions for as long \
        as I can.\n\nQUESTION: Will the talks go on, and when can we expect to hear what\nwas agreed?\n\
        MR. LUND: Soon.\n\nThat is all that I can say on it.\n";
    assert_eq!(
        blocks(text),
        "SpeakerTurn: MR. LUND: Good afternoon. I have two things to say, and then I will take your questions for \
         as long as I can.\n\
         SpeakerTurn: QUESTION: Will the talks go on, and when can we expect to hear what was agreed?\n\
         SpeakerTurn: MR. LUND: Soon.\n\
         TurnContinued: That is all that I can say on it.\n"
    );
}

#[test]
fn addresses_poems_and_lists_are_not_glued() {
    let text = "The letter was sent to the ministry on Monday and answered two days later by a\nclerk who gave no \
        name and no reason, the delegation of the host country said.\n\nAna Lund\n12 Lake Street\nGeneva\n\n\
        The demands are:\n- a second round of talks before the end of the month, in the capital of\n  the host country\n\
        - a list of prisoners\n1. names\n2. dates\n";
    assert_eq!(
        blocks(text),
        "Paragraph: The letter was sent to the ministry on Monday and answered two days later by a clerk who gave no \
         name and no reason, the delegation of the host country said.\n\
         Paragraph: Ana Lund\nParagraph: 12 Lake Street\nParagraph: Geneva\n\
         Paragraph: The demands are:\n\
         ListItem: - a second round of talks before the end of the month, in the capital of the host country\n\
         ListItem: - a list of prisoners\nListItem: 1. names\nListItem: 2. dates\n"
    );
}

#[test]
fn headings_quotations_and_rules() {
    let text = "Talks end\n=========\n\nThe envoys met on Sunday and agreed on the date of a second round of talks.\n\n\
        What was agreed\n\nA second round will be held in May in the capital of the host country, officials said.\n\n\
        \x20   It is the view of this delegation that the talks should go on for as long as it takes.\n\n* * *\n\n\
        > We go on, whatever the others may\n> say of us in public.\n\nPhoto: the envoys arrive in Geneva.\n\nThe end of it.\n";
    assert_eq!(
        blocks(text),
        "Heading: Talks end\n\
         Paragraph: The envoys met on Sunday and agreed on the date of a second round of talks.\n\
         Heading: What was agreed\n\
         Paragraph: A second round will be held in May in the capital of the host country, officials said.\n\
         BlockQuotation: It is the view of this delegation that the talks should go on for as long as it takes.\n\
         BlockQuotation: We go on, whatever the others may say of us in public.\n\
         Caption: Photo: the envoys arrive in Geneva.\n\
         Paragraph: The end of it.\n"
    );
}

#[test]
fn a_text_in_capitals_is_not_all_headings() {
    let text = "THE ENVOYS MET ON SUNDAY AND AGREED ON THE DATE OF A SECOND ROUND.\n\nNOBODY COULD SAY WHAT ELSE HAD \
        BEEN AGREED.\n\nTHE TALKS GO ON.\n";
    assert_eq!(blocks(text).matches("Heading").count(), 0);
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn every_letter_stays_and_blocks_are_in_order(
        text in "([a-cA-C0-9é中٣]{1,9}|[ \\n\\r\\t>=:.,\"“”()\\-–*#_/\u{a0}\u{200b}\u{ad}]|Q: |MR\\. B: |http://|By |\n\n){0,60}"
    ) {
        let document = document(&text);
        prop_assert_eq!(letters(&document.text), letters(&text));
        let mut end = 0;
        let mut read = String::new();
        for block in &document.blocks {
            prop_assert!(block.span.start >= end && block.span.end > block.span.start);
            let body = document.text.get(block.span.range()).expect("a block lies on character boundaries");
            prop_assert_eq!(body.trim(), body);
            prop_assert!(!body.contains('\n'));
            read.push_str(&letters(body));
            end = block.span.end;
        }
        prop_assert_eq!(read, letters(&text));
    }

    #[test]
    fn no_bytes_make_the_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for name in [None, Some("a.md"), Some("a.txt")] {
            let _ = import(&bytes, &Source::named(name));
        }
    }

    #[test]
    fn prose_wrapped_at_any_width_comes_back(columns in 30usize..140, balanced in any::<bool>()) {
        let prose = "The envoys met for two days behind closed doors and agreed on little more than the date of the \
            next round, three officials said, while the foreign minister of the host country spoke of progress. \
            Nobody could say what it was.\n\nThe delegations left by separate doors before the statement had been \
            read to the correspondents who had waited in the rain since the morning, and by the evening both of \
            them had denied that there was anything to deny.";
        let algorithm = if balanced { textwrap::WrapAlgorithm::new_optimal_fit() } else { textwrap::WrapAlgorithm::FirstFit };
        let wrapped = textwrap::fill(prose, textwrap::Options::new(columns).wrap_algorithm(algorithm));
        prop_assert_eq!(document(&wrapped).text, prose);
    }
}
