//! Restrictions in the words of real desks, and prose that only speaks of them.

use super::*;
use crate::document::Metadata;
use crate::import::{Source, first};

fn until(line: &str) -> Option<String> {
    match restriction(line, None) {
        Some(Restriction::Embargo(until)) => Some(until),
        _ => None,
    }
}

#[test]
fn what_stands_before_a_headline_counts_where_it_is_shouted() {
    let said = |title: &str| in_title(title, None);
    assert!(matches!(
        said("[EMBARGOED until 4 May 2027 10:00 GMT] Ferry talks end"),
        Some(Restriction::Embargo(_))
    ));
    assert_eq!(said("EMBARGOED: Ferry talks end"), Some(Restriction::Withheld));
    assert_eq!(said("STORY WITHDRAWN: Ferry talks end"), Some(Restriction::Canceled));
    for title in [
        "Embargo: how Lissa lived with it",
        "EMBARGO OR NOT: Lissa votes",
        "[UPDATE] Ferry talks end",
        "LISSA: talks",
    ] {
        assert_eq!(said(title), None, "{title}");
    }
}

#[test]
fn an_embargo_that_says_when_it_ends_has_that_time() {
    for (line, end) in [
        ("EMBARGOED UNTIL 10:00 GMT, TUESDAY 4 MAY 2027", "2027-05-04T10:00:00Z"),
        ("*** STRICTLY EMBARGOED until 00:01 BST on Tuesday, 4 May 2027 ***", "2027-05-04T00:01:00+01:00"),
        ("Embargo: 4 May 2027, 0001 GMT", "2027-05-04T00:01:00Z"),
        ("NOT FOR PUBLICATION BEFORE 10 a.m. EDT, Tuesday, May 4, 2027", "2027-05-04T10:00:00-04:00"),
        ("Not for publication or broadcast before 10am on 4 May 2027", "2027-05-04T10:00:00"),
        ("EMBARGOED: NOT FOR RELEASE UNTIL NOON ET MAY 4, 2027", "2027-05-04T12:00:00"),
        ("[Embargoed until 2027-05-04T10:00Z]", "2027-05-04T10:00:00Z"),
        ("Under embargo until 4 May 2027", "2027-05-04"),
        ("Sperrfrist: 4. Mai 2027, 10.30 Uhr", "2027-05-04T10:30:00"),
        ("EMBARGO UNTIL 10:00 GENEVA TIME ON 4 MAY 2027. Not to be quoted before.", "2027-05-04T10:00:00"),
    ] {
        assert_eq!(until(line).as_deref(), Some(end), "{line}");
    }
}

#[test]
fn an_end_that_no_clock_tells_stays_as_it_is_written() {
    for (line, end) in [
        ("EMBARGOED UNTIL DELIVERY - CHECK AGAINST DELIVERY", "DELIVERY"),
        ("Embargoed until Tuesday, 10:00 GMT", "Tuesday, 10:00 GMT"),
        ("EMBARGO: MIDNIGHT, 4 MAY 2027", "MIDNIGHT, 4 MAY 2027"),
        ("Not for release before 4 May", "4 May"),
        ("EMBARGOED UNTIL AFTER THE MEETING", "AFTER THE MEETING"),
        ("Embargoed until the end of the press conference.", "end of the press conference"),
        ("EMBARGOED UNTIL THE GOVERNOR’S SPEECH IN PORT SELM", "GOVERNOR’S SPEECH IN PORT SELM"),
        ("NOT FOR PUBLICATION BEFORE MIDNIGHT", "MIDNIGHT"),
        ("Not to be published before noon, local time", "noon, local time"),
        ("Sperrfrist: Redebeginn", "Redebeginn"),
        ("Sperrfrist: Ende der Pressekonferenz", "Ende der Pressekonferenz"),
        ("Sous embargo jusqu’à la fin du discours", "fin du discours"),
    ] {
        assert_eq!(until(line).as_deref(), Some(end), "{line}");
    }
}

#[test]
fn a_text_is_withheld_or_withdrawn_by_a_line_that_says_nothing_else() {
    for line in [
        "EMBARGOED",
        "UNDER EMBARGO",
        "Strictly embargoed",
        "EMBARGOED UNTIL FURTHER NOTICE",
        "HOLD FOR RELEASE: until further notice",
    ] {
        assert_eq!(restriction(line, None), Some(Restriction::Withheld), "{line}");
    }
    for line in [
        "MANDATORY KILL",
        "ADVISORY: kill",
        "Kill advisory",
        "STORY WITHDRAWN",
        "*** BULLETIN KILL ***",
        "MANDATORY KILL: Ferry talks in Port Selm",
        "MANDATORY KILL – FERRY TALKS",
        "BULLETIN KILL (Ferry talks, second take)",
    ] {
        assert_eq!(restriction(line, None), Some(Restriction::Canceled), "{line}");
    }
}

#[test]
fn prose_and_headings_on_embargoes_restrict_nothing() {
    for line in [
        "The embargo until 2020 hurt the islands.",
        "Embargo until 2020",
        "EMBARGO UNTIL 2020 HURTS ISLANDS",
        "Embargo on arms until 4 May 2027",
        "Embargo",
        "EMBARGO",
        "Embargo: what the ban on arms means",
        "Embargo: 40 ships seized in May",
        "Embargo until May 4 hurt us, says Lund",
        "Embargoed goods reach the port on 4 May 2027",
        "Embargoed until May, the ships now sail again.",
        "Embargo, 4 May 2027",
        "Not for publication, he said on 4 May.",
        "Not for release",
        "FOR IMMEDIATE RELEASE",
        "FOR RELEASE: Tuesday 4 May 2027",
        "Kill the bill, says Lund",
        "KILL",
        "CANCELED",
        "CANCELLED: Harbour day",
        "Hold for release of the envoys on 4 May",
        "Hold until Tuesday",
        "Press embargo",
        "Embargo until the talks end, says Lund",
        "Embargoed until the meeting of traders lifted the ban",
        "Embargoed until after the vote, the ships now sail again.",
        "Not for publication, the statement said.",
        "Kill notice: when a story is withdrawn",
        "Story withdrawn: how the desk works",
        "MANDATORY KILLING OF GEESE: a debate",
    ] {
        assert_eq!(restriction(line, None), None, "{line}");
    }
}

#[test]
fn the_first_lines_of_any_text_say_so_and_are_no_title() {
    let page = "<article><p>EMBARGOED UNTIL 4 MAY 2027</p><h1>Talks end</h1><p>The envoys met in Port Lissa for two days and agreed \
        that the northern line would stay open through the winter, an official said.</p></article>";
    let mail = "From: Ana Lund <ana@example.org>\nSubject: Talks end\nMIME-Version: 1.0\n\nEMBARGOED UNTIL 4 MAY 2027\n\nThe envoy left.\n";
    for text in [
        "EMBARGOED UNTIL\n4 MAY 2027\n\nTalks end\n\nThe envoy left on Monday.",
        "EMBARGOED UNTIL 4 MAY 2027\nTalks end\n\nThe envoy left on Monday.",
        "**EMBARGOED UNTIL 4 MAY 2027**\n\n# Talks end\n\n[The envoy](https://example.org) left.",
        "Talks end\n\nEMBARGOED UNTIL 4 MAY 2027\n\nThe envoy left on Monday.",
        page,
        mail,
    ] {
        let document = first(text.as_bytes(), &Source::default()).unwrap();
        let Metadata { embargo, title, .. } = &document.metadata;
        assert_eq!((embargo.as_deref(), title.as_deref()), (Some("2027-05-04"), Some("Talks end")), "{text}");
        let set_apart = document.blocks.iter().filter(|b| b.kind == BlockKind::Furniture);
        assert_eq!(set_apart.count(), 1 + usize::from(text.contains("UNTIL\n")), "{text}");
    }
    let body = "The envoys met for two days.\n\n".repeat(8);
    let document = first(format!("{body}EMBARGOED UNTIL 4 MAY 2027").as_bytes(), &Source::default()).unwrap();
    assert_eq!(document.metadata.embargo, None);
}

#[test]
fn that_a_text_is_a_release_is_no_title() {
    let text =
        |above: &str| format!("{above}\n\nFerry line opens\n\nThe line opens on Monday, the ministry said.");
    for (above, published) in [
        ("FOR IMMEDIATE RELEASE", None),
        ("PRESS RELEASE", None),
        ("For immediate release: 4 March 2018", Some("2018-03-04")),
        ("FOR IMMEDIATE RELEASE – March 4, 2018", Some("2018-03-04")),
    ] {
        let document = first(text(above).as_bytes(), &Source::default()).unwrap();
        assert_eq!(document.blocks[0].kind, BlockKind::Furniture, "{above}");
        assert_eq!(document.metadata.title.as_deref(), Some("Ferry line opens"), "{above}");
        let date = document.metadata.published.map(|date| date.to_string());
        assert_eq!(date.as_deref(), published, "{above}");
    }
    for title in ["Press releases dry up", "Media advisory board meets", "For immediate release of the crew"]
    {
        let document = first(text(title).as_bytes(), &Source::default()).unwrap();
        assert_eq!(document.metadata.title.as_deref(), Some(title));
    }
    let facts = "FOR IMMEDIATE RELEASE\n\nCONTACT: Press Office, 555 0100\n\nWHAT: Talks on the line\n\nWHERE: Port Lissa\n\n\
        The ministry will hold talks on Monday, it said.";
    assert_eq!(first(facts.as_bytes(), &Source::default()).unwrap().metadata.title, None);
}

#[test]
fn what_a_format_says_of_its_embargo_holds() {
    let item = r#"{"uri":"urn:1","headline":"Talks end","pubstatus":"usable","embargoed":"2027-05-05T00:00:00Z",
        "body_text":"EMBARGOED UNTIL 4 MAY 2027\n\nThe envoy left."}"#;
    let document = first(item.as_bytes(), &Source::default()).unwrap();
    assert_eq!(document.metadata.embargo.as_deref(), Some("2027-05-05T00:00:00Z"));
}
