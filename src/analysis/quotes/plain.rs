//! Plain reports: a sentence whose main verb reports, with a possible speaker as its subject. The models have seen few of
//! the verbs and names of a briefing, and are unsure even if the construction leaves nothing open.

use super::draft::Draft;
use super::scene::Scene;
use super::source::{self, Agent};
use super::subject;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// How far a report's construction alone can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Nothing is left open.
    Plain,
    /// The models' opinion counts.
    Models,
    /// The speaker is unlikely to be one: a thing, or words far from the cue.
    Doubtful,
}

/// How far the construction of a draft can be trusted; `known` tells whether its source is in the cast.
pub fn trust(scene: &Scene, draft: &Draft, known: bool) -> Trust {
    if draft.kind == QuoteKind::Indirect {
        return if is_plain(scene, draft) { Trust::Plain } else { Trust::Models };
    }
    let (Some(cue), Some(source)) = (draft.cue, &draft.source) else { return Trust::Plain };
    let pronoun = source.len() == 1 && matches!(scene.tags[source.start], Tag::Prp | Tag::Wp);
    let head = source::head_of(scene, source.clone()).unwrap_or(source.end - 1);
    // "a nurse at Reliva, the islands' agency for the displaced, said"
    let aside = source.end + 1 < cue && [source.end, cue - 1].iter().all(|&t| scene.tags[t] == Tag::Comma);
    let goes_on = scene.tags[cue] == Tag::Vbg && cue > 0 && scene.tags[cue - 1] == Tag::Comma;
    let far = cue.abs_diff(source.start).min(cue.abs_diff(source.end)) > FAR && !aside && !goes_on;
    let reports = scene.is_listed(cue) || !scene.tags[cue].is_verb();
    // "the report says", "the draft resolution said"
    let writes = (scene.has(cue, Class::Says) || scene.is(cue, &["reads", "read"]))
        && (scene.has_any(head, &[Class::Message, Class::Saying])
            || scene.is(
                head,
                &["resolution", "draft", "document", "communiqué", "paper", "agreement", "treaty"],
            ));
    if known || pronoun || (speaks(scene, head) || writes) && !far && reports {
        Trust::Plain
    } else {
        Trust::Doubtful
    }
}

/// Words for a speaker this many tokens from the cue are seldom its source.
const FAR: usize = 8;

/// Whether a draft's cue is the main verb of its sentence, or joined to it, and its source the subject.
fn is_plain(scene: &Scene, draft: &Draft) -> bool {
    let (Some(cue), Some(source)) = (draft.cue, &draft.source) else { return false };
    if scene.is(cue, &["according"]) {
        return true;
    }
    let main = |t: usize| scene.head(t).is_none();
    let up = scene.head(cue).filter(|&h| main(h));
    // "Noting that the wells were dry, she said": whatever main verb the parse has chosen.
    let opened = up == Some(scene.sentence(cue).start) && scene.tags[scene.sentence(cue).start] == Tag::Vbg;
    let joined = up.is_some() && scene.label(cue) == Label::Conj;
    let added = up.is_some() && scene.has(cue, Class::Adds) && scene.tags[cue] == Tag::Vbg
        || source::is_closing_participle(scene, cue) && scene.has(cue, Class::Says);
    if opens(scene, source.start, source.end, cue) {
        return is_finite(scene, cue);
    }
    let Agent::Named(head) = source::agent(scene, cue) else { return false };
    if source::headless_subject(scene, cue) == Some(head) && source.contains(&head) && speaks(scene, head) {
        return true;
    }
    let pronoun = source.len() == 1 && scene.is(source.start, &["he", "she", "it", "we"]);
    let subject = source.contains(&head) && (pronoun || speaks(scene, head));
    subject
        && (is_finite(scene, cue) && (main(cue) || joined || opened || is_inner(scene, cue) && !pronoun)
            || added)
}

/// Whether the verb at token `cue` heads the words of another report: "said a guard had told her that".
pub fn is_inner(scene: &Scene, cue: usize) -> bool {
    scene.label(cue) == Label::Ccomp && scene.head(cue).is_some_and(|h| scene.has(h, Class::Says))
}

/// Whether a name or a pronoun opens its sentence and the cue follows it with at most an auxiliary between, whatever the
/// parser makes of the rest: "Boro said its ships would sail".
fn opens(scene: &Scene, start: usize, end: usize, cue: usize) -> bool {
    let name = |t: usize| scene.names[t].is_some() || matches!(scene.tags[t], Tag::Dt | Tag::Nnp);
    let named = (start..end).all(name) || end == start + 1 && scene.is(start, &["he", "she", "we"]);
    named
        && end <= cue
        && scene.sentence(cue).start == start
        && (behind_aside(scene, end, cue)..cue).all(|t| subject::helps(scene, t))
}

/// The end of a relative clause between commas after token `end`, or `end`: "Boro, whose ships are old, said".
fn behind_aside(scene: &Scene, end: usize, cue: usize) -> usize {
    let comma = |t: usize| scene.tags[t] == Tag::Comma;
    let opens = end + 1 < cue && comma(end) && scene.is(end + 1, &["who", "whose", "which"]);
    let close = (end + 2..cue).rev().find(|&t| comma(t)).filter(|_| opens);
    close.map_or(end, |t| t + 1)
}

/// Whether a verb is finite, by itself or by its auxiliary: "vowed", "has vowed", "was told by".
fn is_finite(scene: &Scene, verb: usize) -> bool {
    let helped = || {
        scene.heads.children(verb).any(|t| {
            scene.label(t) == Label::Aux && scene.is(t, &["has", "have", "had", "is", "are", "was", "were"])
        })
    };
    match scene.tags[verb] {
        Tag::Vbd | Tag::Vbz | Tag::Vbp => true,
        Tag::Vbn => helped(),
        _ => false,
    }
}

/// Whether a noun can be a speaker: a name, a role, persons or a body.
pub fn speaks(scene: &Scene, head: usize) -> bool {
    let classes = [Class::Persons, Class::Outlet, Class::Delegate, Class::Body, Class::Represents];
    scene.names[head].is_some() || scene.is_role(head) || scene.has_any(head, &classes)
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    /// The confidence of the quote with these first words.
    fn confidence(text: &str, words: &str) -> f32 {
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        let found = quotes.iter().find(|q| q.spans[0].of(text).starts_with(words));
        found.unwrap_or_else(|| panic!("{text} {quotes:?}")).confidence
    }

    #[test]
    fn a_main_verb_is_surer_than_one_in_a_clause() {
        for (main, inner) in [
            ("Ama Mensah said the port was shut.", "Nothing moves if Ama Mensah says the port was shut."),
            ("The union vowed to shut the port.", "The mayor fears a union that vowed to shut the port."),
        ] {
            let words = if main.contains(" to shut") { "to shut" } else { "the port was" };
            let (sure, unsure) = (confidence(main, words), confidence(inner, words));
            assert!(sure > unsure, "{sure} {main} {unsure} {inner}");
        }
    }

    #[test]
    fn an_aside_leaves_a_report_plain() {
        let text = "Lissa, whose ships are old, said the port was shut.";
        assert!(confidence(text, "the port was") >= 0.7);
    }

    #[test]
    fn a_thing_is_a_doubtful_speaker_of_quoted_words() {
        let person = "Its spokesman called the port “a tired old horse of a harbour”.";
        let thing = "Softer language called the port “a tired old horse of a harbour”.";
        let words = "a tired old horse";
        assert!(confidence(person, words) >= 0.7 && confidence(thing, words) < 0.7);
    }
}
