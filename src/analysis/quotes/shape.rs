//! Shapes: the borders of a report by its construction. Hearer, attribution and the next report are excluded.

use std::ops::Range;

use super::borders;
use super::construction::has_clause;
use super::draft::{self, Draft, tokens_of};
use super::ends;
use super::rule::Rule;
use super::scene::Scene;
use super::tails;
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// Corrects the borders of a report: excludes the hearer, a footnote mark and the end of an attribution.
pub fn shape(scene: &Scene, draft: &mut Draft) {
    let Some(cue) = draft.cue else { return };
    if draft.kind == QuoteKind::Direct {
        return;
    }
    if let Some(clause) = clause_of(scene, draft, cue) {
        draft.set(scene, vec![clause]);
    }
    let shaped = |p: &Range<usize>| {
        let p = from_predicate(scene, p.clone(), cue);
        let p = before_next_report(scene, from_clause(scene, p, cue), cue);
        let p = ends::ended(scene, borders::own_words(scene, p, draft.rule, cue), cue);
        tails::without(scene, behind_hearer(scene, p, cue), cue)
    };
    let pieces: Vec<Range<usize>> = draft.items.iter().map(shaped).filter(|p| !p.is_empty()).collect();
    let pieces = borders::own_pieces(scene, borders::apart(pieces), cue);
    let pieces = match draft.rule {
        Rule::AccordingTo => borders::behind_apposition(scene, pieces, cue),
        _ => pieces,
    };
    if pieces != draft.items && !pieces.is_empty() {
        draft.set(scene, pieces);
    }
}

/// The clause after the cue, where a draft holds only a setting before it: "Despite the “fraud,” the union reported that the
/// vote was calm".
fn clause_of(scene: &Scene, draft: &Draft, cue: usize) -> Option<Range<usize>> {
    let before = |p: &Range<usize>| {
        let tokens = tokens_of(scene, p.clone());
        tokens.end <= cue && !has_clause(scene, tokens)
    };
    let clause = scene.heads.children(cue).find(|&c| c > cue && scene.label(c) == Label::Ccomp)?;
    let subtree = scene.heads.subtree(clause);
    let says = scene.has(cue, Class::Says) && draft.items.iter().all(before);
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    (says && subtree.start > cue && has_clause(scene, subtree.clone()))
        .then(|| draft::trim(scene, item(subtree.start)..item(subtree.end - 1) + 1))
}

/// The words after the hearer: "urged [Kinshasa] to talk", "told [reporters] he would go".
pub fn behind_hearer(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    // "called the warming a hoax to hurt trade" asks nobody for anything.
    let named = scene.has(cue, Class::Names)
        && !scene
            .layout
            .tokens
            .get(cue + 1)
            .is_some_and(|t| matches!(t.span.of(scene.layout.text), "on" | "upon" | "for"));
    let urges = scene.has_any(cue, &[Class::Urges, Class::Tells]) && !named;
    match scene.outside(piece.start) {
        // "called for the safety of crews to be a duty": the object of the call, and not a hearer.
        Some(first)
            if urges && first > cue && !scene.is(first, &["for"]) && !scene.is(first - 1, &["for"]) =>
        {
            to_infinitive(scene, piece)
        }
        _ => piece,
    }
}

/// The part of these items from the first "to" with an infinitive on, if no finite verb comes before it: in "Urges all
/// States to inspect ships", the act that they are to do.
pub fn to_infinitive(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 24;
    let token = |item: usize| scene.outside(item);
    if token(piece.start).is_some_and(|t| scene.is(t, &["that"])) {
        return piece;
    }
    let is_to = |item: usize| {
        token(item).is_some_and(|t| {
            let verb = (t + 1..t + 3).find(|&v| scene.tags.get(v).is_some_and(|tag| *tag != Tag::Rb));
            let quoted = scene.run(item + 1).is_some();
            // "to immediately correct", whatever the tagger takes the verb for
            let adverb = scene.tags.get(t + 1) == Some(&Tag::Rb)
                && matches!(scene.tags.get(t + 2), Some(Tag::Vb | Tag::Vbp | Tag::Jj | Tag::Nn));
            scene.tags[t] == Tag::To
                && (quoted || adverb || verb.is_some_and(|v| scene.tags.get(v) == Some(&Tag::Vb)))
        })
    };
    let finite = |item: usize| token(item).is_some_and(|t| scene.tags[t].has_tense());
    let found = piece.clone().take(LONGEST).take_while(|&item| !finite(item)).find(|&item| is_to(item));
    let negated = |to: usize| {
        let before = to.checked_sub(1).filter(|&b| b >= piece.start).and_then(token);
        if before.is_some_and(|t| scene.is(t, &["not", "never"])) { to - 1 } else { to }
    };
    found.map_or(piece.clone(), |to| negated(to)..piece.end)
}

/// The name of a thing, without the thing: the quoted words in "called the plan “a farce”", "described it as “a pause”".
fn from_predicate(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if !scene.has(cue, Class::Names) || scene.outside(piece.start).is_none_or(|t| t < cue) {
        return piece;
    }
    let Some(run) = piece.clone().find(|&item| scene.run(item).is_some()) else { return piece };
    let finite = |t: usize| scene.tags[t].has_tense();
    if (piece.start..run).any(|item| scene.outside(item).is_some_and(finite)) {
        return piece;
    }
    let opens = |item: &usize| {
        scene
            .outside(*item)
            .is_some_and(|t| scene.is(t, &["a", "an"]) || matches!(scene.tags[t], Tag::Jj | Tag::Rb))
    };
    (piece.start..run).rev().take_while(opens).last().unwrap_or(run)..piece.end
}

/// A report after its cue, from the beginning of the parsed clause if only a hearer or a time come before, or from the
/// "to" right after a verb of promising.
fn from_clause(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    let first = tokens_of(scene, piece.clone()).start;
    if first < cue || piece.is_empty() {
        return piece;
    }
    let promised =
        scene.has_any(cue, &[Class::Promises, Class::Urges]) && scene.tags.get(cue + 1) == Some(&Tag::To);
    if promised && (cue + 2..=cue + 3).contains(&first) {
        return item(cue + 1)..piece.end;
    }
    // "told members that", whatever the tagger takes the "that" for.
    let hearer = |item: usize| {
        scene.outside(item).is_some_and(|t| {
            scene.tags[t].is_noun() || matches!(scene.tags[t], Tag::Dt | Tag::Prp | Tag::PrpS | Tag::Jj)
        })
    };
    let that = |item: &usize| scene.outside(*item).is_some_and(|t| scene.is(t, &["that"]));
    if let Some(that) =
        piece.clone().take(4).find(that).filter(|&that| that > piece.start && that + 2 < piece.end)
        && scene.has(cue, Class::Tells)
        && (piece.start..that).all(hearer)
    {
        return that..piece.end;
    }
    // "said the focus since May | has been the raids": a clause does not begin with its verb.
    let headless = first > cue + 1 && scene.tags[first].has_tense() && scene.has(cue, Class::Says);
    if headless && !scene.has_any(cue, &[Class::Tells, Class::Judges, Class::Names]) {
        let between = (cue + 1..first).all(|t| !scene.tags[t].is_mark() && !scene.tags[t].is_verb());
        if between && scene.is_in_phrase(cue + 1) {
            return item(cue + 1)..piece.end;
        }
    }
    let clause = scene.heads.children(cue).find(|&c| c > cue && scene.label(c) == Label::Ccomp);
    let Some(clause) = clause.filter(|_| scene.has(cue, Class::Says)) else { return piece };
    let subtree = scene.heads.subtree(clause);
    let last = tokens_of(scene, piece.clone()).end;
    let grows = subtree.start > cue
        && subtree.start < first
        && last <= subtree.end + 1
        && has_clause(scene, subtree.clone());
    if grows { item(subtree.start)..piece.end } else { piece }
}

/// A report without the next one in the same sentence: "said it would wait, and the rebels vowed to go on".
fn before_next_report(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if piece.is_empty() || tokens_of(scene, piece.clone()).start < cue {
        return piece;
    }
    let token = |item: usize| scene.outside(item);
    let joint = |item: &usize| {
        let Some(t) = token(*item).filter(|&t| scene.layout.word(t) == "," || scene.layout.word(t) == ";")
        else {
            return false;
        };
        let and = t + 1;
        let joins = |t: usize| scene.is(t, &["and", "but", "while", "whereas", "though", "although"]);
        // ", adding that", ", noting that"
        let goes_on = |t: usize| {
            scene.tags[t] == Tag::Vbg
                && scene.has(t, Class::Says)
                && scene.tags.get(t + 1) != Some(&Tag::Comma)
        };
        if and < scene.layout.tokens.len() && scene.head(and) == Some(cue) && goes_on(and) {
            return true;
        }
        if follows_opener(scene, and, cue) {
            return true;
        }
        if and >= scene.layout.tokens.len() || !(joins(and) || scene.layout.word(t) == ";") {
            return false;
        }
        let end = scene.sentence(cue).end.min(and + 14);
        (and + 1..end).any(|verb| reports_by_itself(scene, verb, and, cue))
    };
    // "urged both to hold their fire and called on the Union": no finite verb is joined to an infinitive.
    let infinitive = scene.has_any(cue, &[Class::Urges, Class::Promises]) && {
        let tokens = tokens_of(scene, piece.clone());
        let to = tokens.clone().find(|&t| scene.tags[t] == Tag::To);
        to.is_some_and(|to| !(tokens.start..to).any(|t| scene.tags[t].has_tense()))
    };
    let second = |item: &usize| token(*item).is_some_and(|t| joins_a_report(scene, t, cue, infinitive));
    // "said they had spoken, but gave no further details"
    let silent = |item: &usize| {
        token(*item).is_some_and(|t| {
            scene.is(t, &["but", "and"])
                && scene.is(t + 1, &["gave", "gives", "offered", "provided", "declined", "refused", "did"])
                && scene.is(t + 2, &["no", "few", "little", "nothing", "to", "not"])
        })
    };
    let end = scene.layout.tokens.len();
    let near = |item: &usize| token(*item).is_some_and(|t| t + 3 < end);
    // A quotation alone is a complete first part.
    let first = if scene.run(piece.start).is_some() { 1 } else { 2 };
    let stop =
        piece.clone().skip(first).find(|item| joint(item) || second(item) || near(item) && silent(item));
    stop.map_or(piece.clone(), |stop| piece.start..stop)
}

/// Whether the sentence's own report begins at token `and`, after its opener's: "Noting that the wells were dry, | she said".
fn follows_opener(scene: &Scene, and: usize, cue: usize) -> bool {
    const NEAR: usize = 5;
    let sentence = scene.sentence(cue);
    let says = |v: usize| scene.tags[v].has_tense() && scene.has_any(v, &[Class::Says, Class::Urges]);
    scene.tags[cue] == Tag::Vbg
        && cue == sentence.start
        && (and + 1..sentence.end.min(and + NEAR)).any(|v| says(v) && subject_opens(scene, and, v))
}

/// Whether the "and" or "but" at token `t` joins a second report to the cue: "said that the wells were dry and expressed
/// concern". No finite verb is joined to an `infinitive`: "urged both to hold their fire and called on the Union".
fn joins_a_report(scene: &Scene, t: usize, cue: usize, infinitive: bool) -> bool {
    let verb = if scene.tags.get(t + 1) == Some(&Tag::Rb) { t + 2 } else { t + 1 };
    let finite = matches!(scene.tags.get(verb), Some(Tag::Vbd | Tag::Vbz | Tag::Vbp))
        || infinitive && scene.tags.get(verb) == Some(&Tag::Vbn);
    let joined = || scene.label(verb) == Label::Conj && scene.head(verb) == Some(cue);
    // "have described how guards seized phones and pushed them"
    let told = || {
        let of = |h: usize| h > cue && scene.tags[h] == scene.tags[verb];
        scene.tags[cue] == Tag::Vbn && scene.label(verb) == Label::Conj && scene.head(verb).is_some_and(of)
    };
    scene.is(t, &["and", "but"])
        && finite
        && scene.has_any(verb, &[Class::Says, Class::Judges, Class::Urges])
        && (scene.tags[verb] == scene.tags[cue] || infinitive || scene.tags[cue] == Tag::Vbn)
        && (joined() || infinitive || !is_helped_before(scene, cue + 1..t))
        && !told()
}

/// Whether everything from token `first` to a verb is its subject: "she", "the envoy".
fn subject_opens(scene: &Scene, first: usize, verb: usize) -> bool {
    (first..verb).all(|t| scene.is_in_phrase(t) || scene.tags[t] == Tag::Prp || scene.is_auxiliary(t))
}

/// Whether the verb at token `verb` reports, with a subject of its own after `from` that is a name or a noun for persons.
fn reports_by_itself(scene: &Scene, verb: usize, from: usize, cue: usize) -> bool {
    let reports = scene.has_any(verb, &[Class::Says, Class::Promises, Class::Urges, Class::Judges])
        && matches!(scene.tags[verb], Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let Some(subject) = reports.then(|| super::source::subject_of(scene, verb)).flatten() else {
        return false;
    };
    let named =
        scene.names[subject].is_some() || scene.is_role(subject) || scene.has(subject, Class::Persons);
    // A report inside the report has a shifted tense: "had told", "would promise".
    let shifted = scene
        .heads
        .children(verb)
        .any(|t| scene.label(t) == Label::Aux && scene.is(t, &["had", "would", "will", "could"]));
    let same_tense = scene.tags[verb] == scene.tags[cue] || scene.tags[cue] == Tag::Vbn;
    subject > from && subject < verb && named && !shifted && same_tense
}

/// Whether the last verb among these tokens has an auxiliary: "had met [and praised]".
fn is_helped_before(scene: &Scene, tokens: Range<usize>) -> bool {
    let verb = tokens.rev().find(|&t| scene.tags[t].is_verb() && scene.label(t) != Label::Cop);
    verb.is_some_and(|v| {
        scene.tags[v] == Tag::Vb || scene.heads.children(v).any(|t| scene.label(t) == Label::Aux)
    })
}
