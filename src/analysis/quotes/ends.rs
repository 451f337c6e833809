//! Ends: where a report behind its cue is over, and what still belongs to it.

use std::ops::Range;

use super::construction::has_clause;
use super::draft::tokens_of;
use super::scene::Scene;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// A report behind its cue up to its true end.
pub fn ended(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if piece.is_empty() || tokens_of(scene, piece.clone()).start < cue {
        return piece;
    }
    let piece = with_rest(scene, with_second_that(scene, piece, cue), cue);
    before_other_clause(scene, before_comment(scene, piece, cue), cue)
}

/// Classes of verbs by which the reporter comments or somebody speaks again.
const COMMENTS: &[Class] = &[Class::Says, Class::Judges, Class::Urges, Class::Promises];

fn is_comma(scene: &Scene, item: usize) -> bool {
    scene.outside(item).is_some_and(|t| scene.tags[t] == Tag::Comma)
}

/// The items behind a piece up to the marks that close its sentence.
fn rest(scene: &Scene, piece: &Range<usize>) -> Range<usize> {
    let sentence = scene.items.sentences[scene.items.sentence_of(piece.start)].clone();
    let mark = |item: usize| scene.outside(item).is_some_and(|t| scene.tags[t].is_mark());
    let mut end = sentence.end;
    while end > piece.end && mark(end - 1) {
        end -= 1;
    }
    piece.end..end.max(piece.end)
}

fn is_finite(tag: Tag) -> bool {
    matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
}

/// Whether another verb of saying with a subject of its own stands among these items.
fn reports_again(scene: &Scene, mut items: Range<usize>, cue: usize) -> bool {
    items.any(|item| {
        scene.outside(item).is_some_and(|t| {
            t != cue && is_finite(scene.tags[t]) && scene.has_any(t, &[Class::Says, Class::Tells])
        })
    })
}

/// With the second clause that "that" joins to the first: "had a program through 2009, but that it then ended".
fn with_second_that(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let rest = rest(scene, &piece);
    let is = |item: usize, words: &[&str]| scene.outside(item).is_some_and(|t| scene.is(t, words));
    let and = rest.start + usize::from(is_comma(scene, rest.start));
    let joined = and + 3 < rest.end && is(and, &["and", "but", "or"]) && is(and + 1, &["that"]);
    if joined
        && has_clause(scene, tokens_of(scene, and + 2..rest.end))
        && !reports_again(scene, rest.clone(), cue)
    {
        return piece.start..rest.end;
    }
    piece
}

/// With the end of the phrase that the piece breaks off: "had been killed in | the past week", "of shelling | and of raids",
/// "to have hit the camp | and killed its commander".
fn with_rest(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const LONGEST: usize = 16;
    let all = rest(scene, &piece);
    let token = |item: usize| scene.outside(item);
    let parts = |item: usize| {
        token(item).is_some_and(|t| {
            scene.tags[t] == Tag::Comma
                || scene.tags[t] == Tag::Colon
                || matches!(scene.layout.word(t), "(" | ";")
        })
    };
    let end = all.clone().find(|&item| parts(item)).unwrap_or(all.end);
    let rest = all.start..end;
    let (Some(last), Some(_)) = (token(piece.end - 1), rest.clone().next()) else { return piece };
    if rest.len() > LONGEST || reports_again(scene, rest.clone(), cue) {
        return piece;
    }
    // "repeated targeting", "continued fighting", whatever the tagger takes them for.
    let joined = |t: usize| {
        scene.layout.word(t).ends_with("ed")
            && scene.layout.tokens.get(t + 1).is_some_and(|n| n.span.of(scene.layout.text).ends_with("ing"))
    };
    let finite = |item: usize| token(item).is_some_and(|t| is_finite(scene.tags[t]) && !joined(t));
    let broken = matches!(scene.tags[last], Tag::In | Tag::Dt | Tag::PrpS | Tag::To);
    let first = token(rest.start);
    let and = first.is_some_and(|t| scene.is(t, &["and", "or"]));
    let phrase = and && end == all.end && rest.len() > 1 && !rest.clone().any(finite);
    let perfect = || {
        let opening = tokens_of(scene, piece.clone());
        scene.is(opening.start, &["to"])
            && opening.len() > 3
            && scene.is(opening.start + 1, &["have"])
            && token(rest.start + 1)
                .is_some_and(|t| matches!(scene.tags[t], Tag::Vbn | Tag::Vbd) && !scene.has_any(t, COMMENTS))
            && !rest.clone().skip(2).any(finite)
    };
    // "said he had spoken and denied it": the verb behind "and" is the reporter's, whatever the tagger takes it for.
    let comment = || token(rest.start + 1).is_some_and(|t| scene.tags[t].is_verb() && !joined(t));
    let whole = broken && !rest.clone().any(finite) || phrase && !comment() || and && perfect();
    if whole { piece.start..rest.end } else { piece }
}

/// Without the reporter's comment in a participle: "it only knows “the council,” dismissing the mutineers".
fn before_comment(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let pronoun = tokens_of(scene, piece.clone())
        .find(|&t| scene.label(t).is_subject())
        .is_some_and(|t| scene.is(t, &["it", "he", "she", "they", "we"]));
    let participle = |item: usize| {
        scene.outside(item).is_some_and(|t| {
            scene.tags[t] == Tag::Vbg && (scene.has_any(t, COMMENTS) && pronoun || scene.head(t) == Some(cue))
        })
    };
    let quoted = |item: usize| {
        scene.run(item).is_some_and(|run| run.last(scene.layout) == ",")
            && scene.outside(item + 1).is_some_and(|t| scene.tags[t] == Tag::Vbg)
    };
    let stop = piece.clone().skip(1).find(|&item| {
        is_comma(scene, item) && item + 1 < piece.end && participle(item + 1)
            || item + 1 < piece.end && quoted(item - 1)
    });
    stop.map_or(piece.clone(), |stop| piece.start..stop)
}

/// Without the reporter's next clause, which the parse joins to the cue and whose tense is another: "argue that they should go,
/// and there was no sign of it".
fn before_other_clause(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let past = |tag: Tag| tag == Tag::Vbd;
    let present = |tag: Tag| matches!(tag, Tag::Vbz | Tag::Vbp);
    let other = |item: usize| {
        let Some(and) = scene.outside(item + 1).filter(|_| is_comma(scene, item)) else { return false };
        if !scene.is(and, &["and", "but"])
            || and + 1 >= scene.layout.tokens.len()
            || scene.is(and + 1, &["that"])
        {
            return false;
        }
        let end = scene.sentence(cue).end;
        let joined = |t: usize| scene.label(t) == Label::Conj && scene.head(t) == Some(cue);
        let Some(verb) = (and + 1..end).find(|&t| joined(t)) else { return false };
        let own = scene
            .heads
            .children(verb)
            .any(|t| t > and && t < verb && (scene.label(t).is_subject() || scene.label(t) == Label::Expl));
        let helper = scene.heads.children(verb).find(|&t| t > and && scene.label(t) == Label::Aux);
        let tense = helper.map_or(scene.tags[verb], |t| scene.tags[t]);
        own && (past(tense) && present(scene.tags[cue]) || present(tense) && past(scene.tags[cue]))
    };
    let stop = piece.clone().skip(1).find(|&item| item + 1 < piece.end && other(item));
    let piece = stop.map_or(piece.clone(), |stop| piece.start..stop);
    without_joint(scene, piece)
}

/// Without the "and" or "but" at its end, which joins what follows.
fn without_joint(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let mut end = piece.end;
    let joins =
        |t: usize| scene.tags[t] == Tag::Comma || scene.is(t, &["and", "but"]) && scene.tags[t] == Tag::Cc;
    while end > piece.start + 1 && scene.outside(end - 1).is_some_and(joins) {
        end -= 1;
    }
    piece.start..end
}
