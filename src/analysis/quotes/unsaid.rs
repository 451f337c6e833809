//! Words that nobody said: verbs of saying that are negated, only possible, or about something that somebody
//! declines to say.

use super::scene::Scene;
use super::source;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// Whether the cue is negated, only possible, or something that somebody declines to do.
pub fn says_nothing(scene: &Scene, cue: usize) -> bool {
    let start = scene.sentence(cue).start;
    if !scene.tags[cue].is_verb() {
        return false;
    }
    if is_unreal(scene, cue) || opens_as_setting(scene, cue) || reports_none(scene, cue) {
        return true;
    }
    let right_before = cue.checked_sub(1).filter(|&t| t >= start);
    // "to say", "without saying"
    is_negated(scene, cue)
        || right_before.is_some_and(|t| {
            scene.is(t, &["without"]) || scene.tags[t] == Tag::To && !goes_on(scene, cue, start)
        })
}

/// "it is telling that", "the House will recall that", "the Council would have decided".
fn is_unreal(scene: &Scene, cue: usize) -> bool {
    let start = scene.sentence(cue).start;
    let before = |back: usize| cue.checked_sub(back).filter(|&t| t >= start);
    let is = |back: usize, words: &[&str]| before(back).is_some_and(|t| scene.is(t, words));
    let telling = scene.is(cue, &["telling"]) && is(1, &["is", "was", "’s", "'s"]) && is(2, &["it"]);
    let known = scene.is(cue, &["recall", "remember", "know", "understand", "appreciate"])
        && before(1).is_some_and(|t| scene.tags[t] == Tag::Md);
    let unreal = scene.has_any(cue, &[Class::Says, Class::Judges, Class::Urges])
        && is(1, &["have"])
        && is(2, &["would", "might", "could"]);
    telling || known || unreal
}

/// "Cited in Monday's issue, she recalled".
fn opens_as_setting(scene: &Scene, cue: usize) -> bool {
    let sentence = scene.sentence(cue);
    let next = cue + 1;
    cue == sentence.start
        && scene.tags[cue] == Tag::Vbn
        && next < sentence.end
        && scene.tags[next] == Tag::In
        && !scene.is(next, &["that"])
}

/// "has said nothing since", "urged neither side to wait".
fn reports_none(scene: &Scene, cue: usize) -> bool {
    let next = cue + 1;
    if next + 1 >= scene.sentence(cue).end {
        return false;
    }
    let clause = scene.tags[next + 1].has_tense() || scene.tags[next + 1] == Tag::Vbn;
    scene.has(cue, Class::Says) && scene.is(next, &["nothing", "little"]) && !clause
        || scene.has(cue, Class::Urges) && scene.is(next, &["neither", "nobody"])
}

/// "did not say", "can say", "nobody said", "No leaders have shown themselves or explained why".
fn is_negated(scene: &Scene, cue: usize) -> bool {
    if !scene.has_any(cue, &[Class::Says, Class::Asks, Class::Tells]) {
        return false;
    }
    let verb = main_verb(scene, cue);
    let helpers = |t: usize| scene.heads.children(t).filter(move |&c| c < t);
    let not = |t: usize| {
        scene.label(t) == Label::Neg
            || scene.is(t, &["not", "n't", "n’t", "never", "nor", "neither", "hardly"])
    };
    let may =
        |t: usize| scene.is(t, &["can", "could", "may", "might", "should", "must", "cannot", "ca", "shall"]);
    if helpers(cue).chain(helpers(verb)).any(|t| not(t) || may(t) && !scene.is(cue, &["add"])) {
        return true;
    }
    let nobody = scene.subject_before(cue).is_some_and(|s| {
        scene.is(s, &["nobody", "none", "nothing", "neither"])
            || scene.label(s).is_subject() && scene.heads.children(s).any(|c| scene.is(c, &["no", "neither"]))
    });
    nobody || opens_with_none(scene, cue)
}

/// Whether the sentence opens with "No leaders" and the cue has no other subject.
fn opens_with_none(scene: &Scene, cue: usize) -> bool {
    const NEAR: usize = 6;
    let start = scene.sentence(cue).start;
    scene.is(start, &["no", "nobody", "none"])
        && (start..cue).all(|t| !scene.tags[t].is_mark() || scene.tags[t] == Tag::Comma)
        && source::subject_of(scene, cue).is_none_or(|s| (start..start + NEAR).contains(&s))
}

/// The verb that an infinitive cue depends on, or the cue itself.
fn main_verb(scene: &Scene, cue: usize) -> usize {
    let to = cue > 0 && scene.tags[cue - 1] == Tag::To;
    scene
        .head(cue)
        .filter(|&h| to && scene.label(cue) == Label::Xcomp && scene.tags[h].is_verb())
        .unwrap_or(cue)
}

/// "went on to say", "continued to insist", "was quick to add", "took to X to say": the infinitive of an act
/// that happened.
fn goes_on(scene: &Scene, cue: usize, start: usize) -> bool {
    const DONE: &[&str] = &[
        "went",
        "goes",
        "go",
        "going",
        "continued",
        "continues",
        "began",
        "begins",
        "started",
        "came",
        "took",
        "rose",
        "returned",
        "quick",
        "appeared",
        "stepped",
        "moved",
        "wrote",
        "used",
        "used",
        "first",
        "latest",
        "only",
    ];
    let Some(head) = scene.head(cue) else { return false };
    scene.is(head, DONE)
        || (start..cue).rev().take(6).any(|t| scene.is(t, &["went", "took", "continued", "rose"]))
}

/// "declined to say", "refused to comment": the cue itself, or the verb that it depends on.
pub fn declines(scene: &Scene, cue: usize) -> bool {
    let silent = |t: usize| {
        scene.is(
            t,
            &[
                "say",
                "comment",
                "answer",
                "discuss",
                "speak",
                "elaborate",
                "talk",
                "give",
                "disclose",
                "name",
                "confirm",
                "reveal",
                "specify",
                "respond",
                "be",
                "provide",
                "identify",
                "explain",
                "tell",
            ],
        )
    };
    let behind = (cue + 1..scene.sentence(cue).end.min(cue + 4)).any(silent);
    scene.is(cue, &["decline", "declines", "declined", "declining"]) || behind
}
