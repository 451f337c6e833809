//! Asides between a subject and its verb that hide the subject from the parser.
//!
//! "Lissa, whose ships are old, said", "(Harbour Wire) -- A spokesman said", "The court this month ruled", "the Directorate
//! (MID) said": the subject is before the aside, and after a dateline.

use std::ops::Range;

use super::phrase::first_head;
use super::scene::Scene;
use crate::analysis::names::NameKind;
use crate::analysis::syntax::Tag;
use crate::lexicon::Class;
use crate::text::Shape;

/// The head of the subject of the finite verb at token `verb`, if an aside separates them; `parsed` is the parser's
/// subject.
pub fn subject(scene: &Scene, verb: usize, parsed: Option<usize>) -> Option<usize> {
    let sentence = scene.sentence(verb);
    if let Some(head) =
        before_relative(scene, verb, sentence.start).or_else(|| before_defining(scene, verb, sentence.start))
    {
        return Some(head);
    }
    if let Some(head) = behind_dateline(scene, verb, &sentence, parsed) {
        return Some(head);
    }
    if let Some(head) = behind_note_mark(scene, verb, parsed?) {
        return Some(head);
    }
    let head = before_time(scene, verb, sentence.start, parsed?);
    head.map(|head| before_bracket(scene, head, sentence.start))
}

/// "Lissa" in "Lissa, whose ships are old, has said": a relative clause with a verb of its own is between two commas, the
/// second right before the verb and its auxiliaries.
fn before_relative(scene: &Scene, verb: usize, start: usize) -> Option<usize> {
    let outside = |t: usize| !scene.is_quoted(t);
    let finite = |t: usize| matches!(scene.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Vbn);
    if !finite(verb) || scene.tags[verb] == Tag::Md {
        return None;
    }
    let helps = |t: usize| scene.is_auxiliary(t) || matches!(scene.tags[t], Tag::Rb | Tag::Md);
    // Between two commas or two dashes.
    let dash = |t: usize| scene.is_dash(t);
    let parts = |t: usize| scene.tags[t] == Tag::Comma || dash(t);
    let close = (start..verb).rev().find(|&t| !helps(t)).filter(|&t| parts(t))?;
    let relative = |t: usize| scene.is(t, &["who", "whose", "which"]);
    let open = (start + 1..close.saturating_sub(1))
        .rev()
        .find(|&t| parts(t) && dash(t) == dash(close) && relative(t + 1) && outside(t))?;
    let inside = open + 2..close;
    // A cue in the aside has its own clause: "whose envoy, Ama Mensah, said".
    inside.clone().any(|t| finite(t) && outside(t)).then_some(())?;
    let head = open - 1;
    let head = if scene.layout.word(head) == ")" {
        (start..head).rev().find(|&t| scene.layout.word(t) == "(")?.checked_sub(1)?
    } else {
        head
    };
    let names = scene.tags[head].is_noun() || scene.names[head].is_some();
    (head >= start && names && outside(head)).then_some(head)
}

/// "group" in "A group of miners who came from Boro refused": the opening phrase of the clause contains a relative
/// clause without commas, and the finite verb after that clause's own belongs to the main clause.
fn before_defining(scene: &Scene, verb: usize, start: usize) -> Option<usize> {
    let finite = |t: usize| scene.tags[t].has_tense();
    let quoted = |t: usize| scene.is_quoted(t);
    if !finite(verb) || scene.tags[verb] == Tag::Md || scene.is_auxiliary(verb) {
        return None;
    }
    let relative = |t: usize| {
        matches!(scene.tags[t], Tag::Wp | Tag::Wdt) && scene.is(t, &["who", "which", "that", "whom"])
    };
    let open = (start + 1..verb).find(|&t| relative(t) && !quoted(t))?;
    let opener = if matches!(scene.tags[start], Tag::Cc | Tag::Rb) { start + 1 } else { start };
    let bare = opener < open
        && !(opener..open)
            .any(|t| scene.tags[t].is_verb() || finite(t) || scene.tags[t] == Tag::Comma || quoted(t))
        && (scene.tags[open - 1].is_noun() || scene.names[open - 1].is_some());
    let inside = open + 1..verb;
    // One verb of its own, and none that could report the rest: "the man who said Ama Mensah promised".
    let tells = |t: usize| {
        scene.tags[t].is_verb()
            && scene.has_any(t, &[Class::Says, Class::Tells, Class::Believes, Class::Asks, Class::Wants])
    };
    let joined = |t: usize| {
        matches!(scene.tags[t], Tag::Comma | Tag::Cc | Tag::Wp | Tag::Wdt | Tag::Wrb)
            || scene.is(t, &["that", "because", "when", "while", "after", "before", "if"])
            || scene.tags[t].is_mark()
            || quoted(t)
            || tells(t)
    };
    let own = inside.clone().filter(|&t| finite(t)).collect::<Vec<_>>();
    let [own] = own[..] else { return None };
    // "who has never said": the cue itself is the relative clause's verb.
    let helps = scene.is_auxiliary(own)
        && !(own + 1..verb)
            .any(|t| scene.tags[t].is_verb() || scene.tags[t] == Tag::Jj || scene.tags[t].is_noun());
    if !bare || helps || inside.clone().any(joined) {
        return None;
    }
    first_head(scene, opener..open)
}

/// The envoy in "[1] The envoy later said", if the parser takes the number for the subject.
fn behind_note_mark(scene: &Scene, verb: usize, parsed: usize) -> Option<usize> {
    let digits = scene.layout.word(parsed).chars().all(|c| c.is_ascii_digit());
    let bracket = scene.layout.tokens.get(parsed + 1).is_some_and(|t| t.span.of(scene.layout.text) == "]");
    (digits && bracket && parsed + 2 < verb).then(|| first_head(scene, parsed + 2..verb)).flatten()
}

/// Longest dateline, in tokens.
const LONGEST_DATELINE: usize = 14;

/// The first token after the dateline at the beginning of the sentence at token `start`, if the sentence opens its block:
/// a place in capitals, then a dash or the article of the first sentence: "LISSA – Envoys", "LISSA The council".
pub fn behind_place(scene: &Scene, start: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    const LEAST: usize = 4;
    let block = scene.layout.blocks[scene.layout.block_of(start)].tokens.clone();
    let shape = |t: usize| scene.layout.tokens[t].shape;
    let end = (start..block.end.min(start + LONGEST + 1)).find(|&t| shape(t) != Shape::Upper)?;
    let long = end > start && scene.layout.word(start).len() >= LEAST;
    // "KESTEN: Despite a truce", but not "MENSAH: The port is shut".
    let place = (start..end).all(|t| scene.names[t] == Some(NameKind::Place));
    let dash = scene.is_dash(end) || place && scene.layout.word(end) == ":";
    let article = shape(end) == Shape::Capital && scene.is(end, &["the", "a", "an"]);
    let first = if dash { end + 1 } else { end };
    let prose = || block.clone().skip(first - block.start).any(|t| shape(t) == Shape::Lower);
    (block.start == start && long && (dash || article) && first < block.end && prose()).then_some(first)
}

/// The first noun phrase after a dateline that ends with ") --", if the parser takes a part of the dateline for the
/// subject.
fn behind_dateline(
    scene: &Scene,
    verb: usize,
    sentence: &Range<usize>,
    parsed: Option<usize>,
) -> Option<usize> {
    let limit = verb.min(sentence.start + LONGEST_DATELINE);
    if let Some(first) = behind_place(scene, sentence.start)
        && first < verb
        && parsed.is_none_or(|p| p < first)
        && let Some(head) = first_head(scene, first..verb).or((first + 1 == verb).then_some(first))
    {
        return Some(head);
    }
    let dash = (sentence.start + 1..limit).find(|&t| scene.is_dash(t) && scene.layout.word(t - 1) == ")")?;
    if parsed.is_some_and(|s| s > dash) {
        return None;
    }
    first_head(scene, dash + 1..verb)
}

/// A subject that is not a time: the court in "The court this month ruled".
fn before_time(scene: &Scene, verb: usize, start: usize, parsed: usize) -> Option<usize> {
    let is_time = |t: usize| scene.has(t, Class::Time) && scene.names[t].is_none();
    if !is_time(parsed) || parsed > verb {
        return Some(parsed);
    }
    let skipped = |t: usize| {
        is_time(t)
            || matches!(scene.tags[t], Tag::Rb | Tag::Jj | Tag::Dt | Tag::Cd | Tag::In)
                && !scene.tags[t].is_noun()
    };
    let head = (start..parsed).rev().find(|&t| !skipped(t))?;
    (scene.tags[head].is_noun() || scene.tags[head] == Tag::Prp || scene.names[head].is_some())
        .then_some(head)
}

/// The head before brackets, if the parse takes a part of the brackets for the subject: the Directorate in "the Directorate
/// (MID) said", Ama Mensah in "says Ama Mensah (Lissa, 2014)".
fn before_bracket(scene: &Scene, head: usize, start: usize) -> usize {
    let is = |t: usize, mark: &str| scene.layout.word(t) == mark;
    let open = (start..head).rev().take_while(|&t| !is(t, ")")).find(|&t| is(t, "("));
    let before = open.and_then(|open| open.checked_sub(1)).filter(|&t| t >= start);
    before.filter(|&t| scene.tags[t].is_noun() || scene.names[t].is_some()).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::analysis::table::builtin;
    use crate::document::Document;

    /// The words that name the speakers of a text.
    fn speakers(text: &str) -> Vec<String> {
        let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
        quotes.iter().filter_map(|q| q.speaker_span).map(|s| s.of(text).to_owned()).collect()
    }

    #[test]
    fn a_relative_clause_between_commas_has_its_own_subject() {
        let text = "Ama Mensah, whose brother was arrested in the port, said a guard had told her that the cells were full.";
        assert!(speakers(text)[0].starts_with("Ama Mensah"), "{:?}", speakers(text));
        let body = "The Harbour Union, which opposes it, says the figure is a third.";
        let found = speakers(body);
        assert!(found.iter().any(|speaker| speaker.starts_with("The Harbour Union")), "{found:?}");
    }

    #[test]
    fn a_name_in_a_relative_clause_is_not_the_subject_of_the_main_verb() {
        for (text, who) in [
            ("A group of miners who walked from Boro said the wells were dry.", "A group of miners"),
            ("A lawyer who met Ama Mensah in Geneva promised to come back.", "A lawyer"),
            (
                "Delegates of the party that rules Boro announced that they would go home.",
                "Delegates of the party",
            ),
            ("The ministers meeting in Vienna said the wells were dry.", "The ministers"),
            ("Villagers from the hills above Lissa said the wells were dry.", "Villagers"),
        ] {
            let found = speakers(text);
            assert!(found.iter().all(|speaker| speaker.starts_with(who)), "{text} {found:?}");
            assert!(!found.is_empty(), "{text}");
        }
        let told = speakers("He met the man who said Ama Mensah promised to come back.");
        assert!(told.iter().any(|speaker| speaker == "Ama Mensah"), "{told:?}");
    }

    #[test]
    fn a_time_before_the_verb_is_no_subject() {
        let text = "The Harbour Union this month announced that it would strike.";
        assert_eq!(speakers(text), ["The Harbour Union"]);
    }
}
