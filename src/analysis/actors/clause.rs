//! The part of a noun in its clause, read from the tags around it: it acts, takes part, or is only a
//! location.

use std::ops::Range;

use super::Part;
use super::view::View;
use crate::analysis::syntax::Tag;
use crate::lexicon::{Class, classes};

/// Prepositions whose noun is a location.
const WHERE: &[&str] = &[
    "in",
    "at",
    "from",
    "near",
    "inside",
    "outside",
    "across",
    "through",
    "throughout",
    "into",
    "around",
    "within",
    "over",
    "onto",
    "above",
    "below",
    "beyond",
    "along",
];

/// Prepositions whose noun takes part in the event.
const WITH: &[&str] = &["with", "against", "between", "among", "towards", "toward", "alongside", "versus"];

/// Words tagged as prepositions that open a clause, so that a subject may follow.
const OPENERS: &[&str] = &[
    "that", "because", "while", "as", "after", "before", "if", "since", "although", "though", "whether",
    "than", "until", "unless", "once", "so", "like",
];

/// Verbs whose object is somebody who can listen, decide or answer.
const TO_SOMEBODY: &[&str] = &[
    "urge",
    "tell",
    "accuse",
    "warn",
    "give",
    "ask",
    "press",
    "pressure",
    "invite",
    "thank",
    "blame",
    "help",
    "allow",
    "persuade",
    "convince",
    "support",
    "back",
    "oppose",
    "criticize",
    "criticise",
    "condemn",
    "praise",
    "threaten",
    "join",
    "assure",
    "remind",
    "grant",
    "offer",
    "push",
    "force",
    "provoke",
    "sanction",
    "recognize",
    "recognise",
    "isolate",
    "pit",
    "anger",
    "embarrass",
    "alarm",
    "reassure",
    "deter",
    "punish",
];

/// Verbs with a state as subject that does nothing.
const STATIVE: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "remains",
    "remained",
    "remain",
    "faces",
    "faced",
    "suffers",
    "suffered",
    "lies",
    "lay",
    "sits",
    "sat",
    "borders",
    "bordered",
    "seems",
    "seemed",
    "appears",
    "appeared",
    "became",
    "becomes",
    "descended",
    "plunged",
    "fell",
];

/// Nouns of power: their possessor acts, and is not a location.
const POWER: &[&str] = &[
    "government",
    "envoy",
    "ambassador",
    "intervention",
    "army",
    "forces",
    "military",
    "troops",
    "policy",
    "policies",
    "allies",
    "ally",
    "plan",
    "plans",
    "decision",
    "role",
    "demand",
    "demands",
    "position",
    "offer",
    "proposal",
    "efforts",
    "effort",
    "goal",
    "goals",
    "interests",
    "support",
    "backing",
    "response",
    "stance",
    "relations",
    "relationship",
    "ties",
    "claim",
    "claims",
    "strategy",
    "offensive",
    "influence",
    "request",
    "invitation",
    "campaign",
    "sanctions",
    "threat",
    "threats",
    "leaders",
    "leadership",
    "rivals",
    "refusal",
    "withdrawal",
    "approval",
    "consent",
    "ambitions",
    "aim",
    "aims",
    "concerns",
    "objections",
    "foreign",
    "defense",
    "defence",
    "diplomacy",
    "diplomats",
    "delegation",
    "representative",
    "announcement",
    "move",
    "moves",
    "pledge",
    "promise",
    "promises",
    "commitment",
    "attempt",
    "attempts",
    "actions",
    "aggression",
    "invasion",
    "opposition",
    "criticism",
    "help",
    "aid",
    "involvement",
    "presence",
    "insistence",
    "willingness",
    "reaction",
    "statement",
    "recognition",
    "veto",
    "vote",
    "attack",
    "attacks",
    "strikes",
    "war",
    "nuclear",
    "missile",
    "expansion",
    "assertion",
    "view",
    "priority",
    "priorities",
    "calculus",
];

/// The part of the noun at `tokens` in its clause.
pub fn part(view: &View, tokens: &Range<usize>) -> Part {
    let governor = governor(view, tokens.start);
    if by_agent(view, governor) {
        return Part::Agent;
    }
    if view.possessive(tokens.end) {
        return possessor(view, tokens.end + 1);
    }
    if !is_preposition(view, governor) && is_subject(view, tokens.end) {
        return Part::Agent;
    }
    match governor {
        Some(g) if view.is(g, WITH) || told_to(view, g) => Part::Participant,
        Some(g) if called_on(view, g) || is_spoken_for(view, g) => Part::Participant,
        Some(g) if view.is(g, &["to"]) && view.is(g.wrapping_sub(1), &["according"]) => Part::Agent,
        Some(g) if view.is(g, WHERE) => Part::Location,
        _ => Part::Neutral,
    }
}

/// Whether a subject that ends before token `at` has a verb of action.
pub fn is_subject(view: &View, at: usize) -> bool {
    let end = view.sentence(at.saturating_sub(1)).end;
    let mut i = skip_coordination(view, at, end);
    while i < end && (view.tag(i) == Tag::Rb || view.is(i, &["also", "meanwhile"])) {
        i += 1;
    }
    if i < end && view.tag(i) == Tag::Comma {
        if is_relative(view, i + 1) && verb_behind_relative(view, i + 2, end) {
            return true;
        }
        // "the U.S., which has vowed" and "Moscow, meanwhile, said"
        let relative = matches!(view.tag(i + 1), Tag::Wdt | Tag::Wp) && !view.is(i + 1, &["whose", "whom"]);
        let aside = matches!(view.tag(i + 1), Tag::Rb) && view.tag(i + 2) == Tag::Comma;
        i += if relative {
            2
        } else if aside {
            3
        } else {
            return apposition_then_verb(view, i + 1, end);
        };
    } else if matches!(view.tag(i), Tag::Wdt | Tag::Wp) && view.is(i, &["who", "which"]) {
        i += 1;
    }
    i < end && (acts(view, i, end) || is_verb_of_name(view, i))
}

/// Whether a relative clause begins at token `i`: "whose pilots", "through which none of it would flow".
fn is_relative(view: &View, i: usize) -> bool {
    const PRONOUNS: &[&str] = &["which", "who", "whose", "whom"];
    view.is(i, PRONOUNS) || view.tag(i) == Tag::In && view.is(i + 1, PRONOUNS)
}

/// Whether a comma ends the relative clause and the subject's own verb follows.
fn verb_behind_relative(view: &View, from: usize, end: usize) -> bool {
    const LONGEST: usize = 30;
    let mut commas = (from..end.min(from + LONGEST)).filter(|&c| view.tag(c) == Tag::Comma);
    commas.any(|c| acts(view, c + 1, end))
}

/// Whether the verb group at token `i` says that its subject does something.
fn acts(view: &View, i: usize, end: usize) -> bool {
    match view.tag(i) {
        Tag::Md => {
            let verb = (i + 1..end.min(i + 5)).find(|&v| !matches!(view.tag(v), Tag::Rb));
            verb.is_some_and(|v| view.tag(v).is_verb() && !view.is(v, &["be", "remain"]))
        }
        Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vb => {
            if view.is(i, &["has", "have", "had", "'s", "’s"]) {
                let next = (i + 1..end.min(i + 5)).find(|&v| view.tag(v) != Tag::Rb).unwrap_or(end);
                return !view.is(next, &["been", "become"]);
            }
            if view.is(i, &["is", "are", "was", "were"]) {
                let next = (i + 1..end.min(i + 5)).find(|&v| view.tag(v) != Tag::Rb).unwrap_or(end);
                return view.tag(next) == Tag::Vbg
                    // "Bucharest was told": whoever is told, asked or warned takes part.
                    || told_to(view, next)
                    || view.is(
                        next,
                        &["ready", "prepared", "willing", "determined", "set", "committed", "due"],
                    );
            }
            !view.is(i, STATIVE)
        }
        _ => false,
    }
}

/// "Turkey, a NATO member, said": an apposition of a few words, then a verb.
fn apposition_then_verb(view: &View, i: usize, end: usize) -> bool {
    if !matches!(view.tag(i), Tag::Dt | Tag::PrpS) && !view.is(i, &["along", "together"]) {
        return false;
    }
    let close = (i..end.min(i + 12)).find(|&c| view.tag(c) == Tag::Comma);
    close.is_some_and(|c| {
        (i..c).all(|k| !matches!(view.tag(k), Tag::Vbd | Tag::Vbz)) && acts(view, c + 1, end)
    })
}

/// Skips ", X and Y" after a noun, and a bracket with its acronym.
fn skip_coordination(view: &View, mut i: usize, end: usize) -> usize {
    loop {
        if i < end && view.word(i) == "(" {
            let Some(close) = (i..end.min(i + 8)).find(|&c| view.word(c) == ")") else { return i };
            i = close + 1;
            continue;
        }
        let mut next = i;
        while next < end && (view.tag(next) == Tag::Comma || view.is(next, &["and", "or", "&", "nor"])) {
            next += 1;
        }
        if next == i {
            return i;
        }
        let mut last = next;
        while last < end && (view.is(last, &["the"]) && last == next || view.capital(last)) {
            last += 1;
        }
        // "Russia, Turkey and Iran": the joined part is itself a name.
        if last == next || !view.capital(last - 1) || matches!(view.tag(next), Tag::Prp) {
            return i;
        }
        i = last;
    }
}

/// The word that governs the noun phrase around token `i`: the first before it that cannot be inside.
pub fn governor(view: &View, i: usize) -> Option<usize> {
    let start = view.sentence(i).start;
    let mut at = i;
    for _ in 0..12 {
        if at == start {
            return None;
        }
        at -= 1;
        let inside = match view.tag(at) {
            Tag::Dt | Tag::Jj | Tag::Nnp | Tag::Nnps | Tag::Cd | Tag::PrpS => true,
            Tag::Cc => joins_names(view, at),
            Tag::Nn | Tag::Nns => view.tag(at + 1) != Tag::Dt && at + 1 != i || is_pre_noun(view, at, i),
            Tag::Comma => view.capital(at + 1) && at > start && view.capital(at - 1),
            Tag::In | Tag::Rb => is_as_well_as(view, at),
            _ => false,
        };
        if !inside {
            return Some(at);
        }
    }
    None
}

/// "Russia and Iran" is one noun phrase; "he left and Iran" is not.
fn joins_names(view: &View, at: usize) -> bool {
    at > 0
        && (view.capital(at - 1) || view.word(at - 1) == ")")
        && (view.capital(at + 1) || view.is(at + 1, &["the"]))
}

/// A common noun right before a name belongs to its phrase: "fellow Assad supporter Iran".
fn is_pre_noun(view: &View, at: usize, i: usize) -> bool {
    at + 1 == i && view.tag(at) == Tag::Nn
}

fn is_as_well_as(view: &View, at: usize) -> bool {
    let near = |k: usize, words: &[&str]| view.is(k, words);
    (near(at, &["as"]) && (near(at + 1, &["well"]) || near(at.wrapping_sub(1), &["well"])))
        || (near(at, &["well"]) && near(at + 1, &["as"]))
}

fn is_preposition(view: &View, governor: Option<usize>) -> bool {
    governor.is_some_and(|g| matches!(view.tag(g), Tag::In | Tag::To) && !view.is(g, OPENERS))
}

fn by_agent(view: &View, governor: Option<usize>) -> bool {
    let deed = |tag: Tag| matches!(tag, Tag::Vbn | Tag::Vbd) || tag.is_noun();
    governor.is_some_and(|g| view.is(g, &["by"]) && g > 0 && deed(view.tag(g - 1)))
}

/// Whether token `g` is a verb whose object listens or decides.
fn told_to(view: &View, g: usize) -> bool {
    view.tag(g).is_verb() && {
        let word = view.word(g).to_ascii_lowercase();
        TO_SOMEBODY.iter().any(|verb| is_form_of(&word, verb))
            || matches!(&word[..], "told" | "gave" | "given")
    }
}

fn is_form_of(word: &str, verb: &str) -> bool {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    word.strip_prefix(stem).is_some_and(|end| matches!(end, "" | "e" | "s" | "es" | "ed" | "ing" | "d"))
        || (verb.ends_with('p') && word.strip_prefix(verb).is_some_and(|end| matches!(end, "ped" | "ping")))
}

/// "calls on Lissa to wait", "called upon the parties": the object of the preposition at token `g` is to act.
fn called_on(view: &View, g: usize) -> bool {
    view.is(g, &["on", "upon"])
        && view.is(g.wrapping_sub(1), &["call", "calls", "called", "calling", "urging"])
}

/// "the representative of Lissa": the object of "of" at token `g` speaks through its delegate.
fn is_spoken_for(view: &View, g: usize) -> bool {
    const NEAR: usize = 8;
    let delegate = view.is(g, &["of", "for"]) && g > 0 && classes(view.word(g - 1)).has(Class::Represents);
    // "who ran the talks for Lissa,"
    let start = view.sentence(g).start.max(g.saturating_sub(NEAR));
    let mut clause = (start..g).rev().take_while(|&i| view.tag(i) != Tag::Comma);
    delegate || view.is(g, &["for"]) && clause.any(|i| view.is(i, &["who"]))
}

/// Whether the word at token `i`, which looks like a plural, is the verb after a name: "Riyadh fears a
/// strike".
fn is_verb_of_name(view: &View, i: usize) -> bool {
    let verbs = [Class::Says, Class::Believes, Class::Judges, Class::Promises, Class::Urges];
    let opens = matches!(view.tag(i + 1), Tag::Dt | Tag::Prp | Tag::PrpS | Tag::In | Tag::To);
    view.tag(i) == Tag::Nns
        && view.capital(i.wrapping_sub(1))
        && opens
        && classes(view.word(i)).has_any(&verbs)
}

/// The part of a possessor, by the noun phrase that it owns.
fn possessor(view: &View, from: usize) -> Part {
    let end = view.sentence(from.saturating_sub(1)).end;
    for i in from..end.min(from + 4) {
        if view.is(i, POWER) {
            return Part::Participant;
        }
        if !matches!(view.tag(i), Tag::Jj | Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Vbn | Tag::Vbg | Tag::Rb) {
            break;
        }
    }
    Part::Neutral
}
