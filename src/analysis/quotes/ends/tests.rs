//! Reports with their true ends, in sentences of many kinds.

use crate::analysis::analyse;
use crate::analysis::table::builtin;
use crate::document::Document;

/// The words reported by the cue `verb`, with " | " between their stretches.
fn said(text: &str, verb: &str) -> String {
    let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
    let quote = quotes.iter().find(|q| q.cue.is_some_and(|c| c.of(text) == verb));
    let quote = quote.unwrap_or_else(|| panic!("{text} {quotes:?}"));
    quote.spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" | ")
}

#[test]
fn what_belongs_to_a_report_stays_in_it() {
    for (text, verb, words) in [
        (
            "Inspectors recently declared that Norvia had a program “consistent” with weapons work through 2009, but \
             that it then ended.",
            "declared",
            "Norvia had a program “consistent” with weapons work through 2009, but that it then ended",
        ),
        (
            "The Norvian army claimed to have targeted the rebels’ chief and killed a commander in a raid on Kesten.",
            "claimed",
            "to have targeted the rebels’ chief and killed a commander in a raid on Kesten",
        ),
        (
            "Osei says Norvia wants to defuse the crisis with Lissa, but was prepared to respond to any attack.",
            "says",
            "Norvia wants to defuse the crisis with Lissa, but was prepared to respond to any attack",
        ),
        (
            "Novak has suggested that, beyond aid, “we need to think about what we can do.”",
            "suggested",
            "beyond aid, “we need to think about what we can do.”",
        ),
        (
            "She called for the safety of fishing crews to be a duty for all sides.",
            "called",
            "the safety of fishing crews to be a duty for all sides",
        ),
    ] {
        assert_eq!(said(text, verb), words);
    }
}

#[test]
fn a_report_goes_on_in_its_own_tense() {
    for (text, verb, words) in [
        (
            "He said Norvia regards Lissa as a partner in the region, and is willing to work with Lissa on its port.",
            "said",
            "Norvia regards Lissa as a partner in the region, and is willing to work with Lissa on its port",
        ),
        (
            "The State Harbour Service said a nine-story building was hit on Saturday night, killing one woman.",
            "said",
            "a nine-story building was hit on Saturday night, killing one woman",
        ),
        (
            "Norvia said Lissa has not given any proof of its charges, and they appear to be “politically driven”.",
            "said",
            "Lissa has not given any proof of its charges, and they appear to be “politically driven”",
        ),
        (
            "A member of the Harbour Committee, an NGO providing relief, was killed in the raid, according to the mayor.",
            "according",
            "A member of the Harbour Committee, an NGO providing relief, was killed in the raid",
        ),
        (
            "Norvia said earlier in the day that two of its citizens had been wounded.",
            "said",
            "two of its citizens had been wounded",
        ),
        (
            "Describing the damage, Mara Lowick said the focus since May has been the offensive by the Front.",
            "said",
            "the focus since May has been the offensive by the Front",
        ),
        (
            "Update 10:59 p.m. EST Feb. 26: A nine-story building was hit on Saturday night, the Harbour Service said.",
            "said",
            "A nine-story building was hit on Saturday night",
        ),
        (
            "The ministries announced they had agreed a truce and would stick to it and pull back troops.",
            "announced",
            "they had agreed a truce and would stick to it and pull back troops",
        ),
        (
            "Migrants have described how border guards seized their phones and pushed them towards the fence.",
            "described",
            "how border guards seized their phones and pushed them towards the fence",
        ),
        (
            "Osei announced that the Norvian forces, together with their allies, have retaken the port.",
            "announced",
            "the Norvian forces, together with their allies, have retaken the port",
        ),
    ] {
        assert_eq!(said(text, verb), words);
    }
}

#[test]
fn a_report_has_both_its_halves_and_no_setting() {
    for (text, verb, words) in [
        (
            "Osei emphasised that Allies must defend the islands not only today, but in the years ahead.",
            "emphasised",
            "Allies must defend the islands not only today, but in the years ahead",
        ),
        (
            "Despite Zura calling the election a “fraud,” the Harbour Union reported that the vote was calm.",
            "reported",
            "the vote was calm",
        ),
    ] {
        assert_eq!(said(text, verb), words);
    }
}

#[test]
fn what_the_reporter_adds_stays_outside() {
    for (text, verb, words) in [
        (
            "Norvia’s Foreign Ministry replied that it only recognizes “the elected council,” brushing aside the \
             claims of the mutineers.",
            "replied",
            "it only recognizes “the elected council,”",
        ),
        (
            "Lissa, Norvia and Arden argue that other groups should not be eligible for the truce, and there was no \
             sign Friday that those differences had been settled.",
            "argue",
            "other groups should not be eligible for the truce",
        ),
        (
            "Hun Sin urged both armies to hold their fire and called on the Union to send monitors.",
            "urged",
            "to hold their fire",
        ),
        (
            "In an open letter, Osei said, “I speak to you from a cellar” and begged the islands and their partners \
             to act.",
            "said",
            "I speak to you from a cellar",
        ),
        (
            "The task force will meet on Friday, Brandt said - an opportunity for diplomats from states such as \
             Lissa to say whether they back the plan.",
            "said",
            "The task force will meet on Friday",
        ),
        (
            "KESTEN The council will name a date on Friday for the talks, envoy Ivo Brandt said.",
            "said",
            "The council will name a date on Friday for the talks",
        ),
        (
            "A senior official told this institute Ivo Brandt had not been given a date.",
            "told",
            "Ivo Brandt had not been given a date",
        ),
    ] {
        assert_eq!(said(text, verb), words);
    }
}

#[test]
fn what_is_only_known_or_kept_is_not_said() {
    for text in [
        "Norvia maintains a large and growing fleet of patrol boats and could help Lissa build more.",
        "Osei urged neither side to widen the war and went home.",
        "The ministry has said nothing since the clash at the border.",
        "No leaders of the group have shown their faces, or explained why they wage such a war in the north.",
        "It is telling that, in the past few weeks, we have heard nothing from the minister.",
        "The House will recall the long debates over the port of Kesten.",
        "By these terms the Council would have decided that Norvia shall leave the islands.",
    ] {
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        assert!(
            quotes.iter().all(|q| q.confidence < 0.5 || q.form == crate::analysis::QuoteForm::Stance),
            "{text} {quotes:?}"
        );
    }
}
