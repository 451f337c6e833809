//! Ends: where a report after its cue ends, and which words still belong to it.

use std::ops::Range;

use super::construction::has_clause;
use super::draft::tokens_of;
use super::scene::Scene;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// A report after its cue, up to its true end.
pub fn ended(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if piece.is_empty() || tokens_of(scene, piece.clone()).start < cue {
        return piece;
    }
    let piece = with_second_that(scene, with_predicate(scene, piece, cue), cue);
    let piece = with_second_verb(scene, piece, cue);
    let piece = with_name(scene, with_rest(scene, piece, cue), cue);
    let piece = with_toll(scene, with_but_also(scene, piece), cue);
    let piece = before_other_clause(scene, before_comment(scene, piece, cue), cue);
    with_quoted_clause(scene, piece, cue)
}

/// Classes of verbs for a comment by the reporter or a new report.
const COMMENTS: &[Class] = &[Class::Says, Class::Judges, Class::Urges, Class::Promises];

/// The items after a piece, up to the closing marks of its sentence.
fn rest(scene: &Scene, piece: &Range<usize>) -> Range<usize> {
    let sentence = scene.items.sentences[scene.items.sentence_of(piece.start)].clone();
    let mark = |item: usize| scene.outside(item).is_some_and(|t| scene.tags[t].is_mark());
    let mut end = sentence.end;
    while end > piece.end && mark(end - 1) {
        end -= 1;
    }
    piece.end..end.max(piece.end)
}

/// Whether these items contain another verb of saying with a subject of its own.
fn reports_again(scene: &Scene, mut items: Range<usize>, cue: usize) -> bool {
    items.any(|item| {
        scene.outside(item).is_some_and(|t| {
            t != cue && scene.tags[t].has_tense() && scene.has_any(t, &[Class::Says, Class::Tells])
        })
    })
}

/// With the predicate of a subject, if the piece breaks off at an aside: "the Norvian forces, | together with Lissa's, have
/// retaken the port".
fn with_predicate(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let own = tokens_of(scene, piece.clone());
    let rest = rest(scene, &piece);
    let bare = scene.has(cue, Class::Says)
        && own.clone().all(|t| scene.is_in_phrase(t) || matches!(scene.tags[t], Tag::In | Tag::Cc))
        && scene.tags[own.end - 1].is_noun();
    if !bare || !scene.is_comma(rest.start) || reports_again(scene, rest.clone(), cue) {
        return piece;
    }
    let that = scene.is(own.start, &["that"]) || own.start > 0 && scene.is(own.start - 1, &["that"]);
    let close = (rest.start + 1..rest.end).rev().find(|&item| scene.is_comma(item));
    let verb = close.and_then(|item| scene.outside(item + 1));
    let whole = that && verb.is_some_and(|t| scene.tags[t].has_tense());
    if whole { piece.start..rest.end } else { piece }
}

/// Adds the second clause that "that" joins to the first: "had a program through 2009, but that it then ended".
fn with_second_that(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let rest = rest(scene, &piece);
    let is = |item: usize, words: &[&str]| scene.outside(item).is_some_and(|t| scene.is(t, words));
    let and = rest.start + usize::from(scene.is_comma(rest.start));
    let joined = and + 3 < rest.end && is(and, &["and", "but", "or"]) && is(and + 1, &["that"]);
    if joined
        && has_clause(scene, tokens_of(scene, and + 2..rest.end))
        && !reports_again(scene, rest.clone(), cue)
    {
        return piece.start..rest.end;
    }
    piece
}

/// Adds the second verb of its own subject: "Norvia wants to wait, | but was prepared to answer".
fn with_second_verb(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let rest = rest(scene, &piece);
    let token = |item: usize| scene.outside(item);
    let and = rest.start + usize::from(scene.is_comma(rest.start));
    let Some(joint) = token(and).filter(|&t| and + 2 < rest.end && scene.is(t, &["and", "but", "or"])) else {
        return piece;
    };
    let own = tokens_of(scene, piece.clone());
    let first = joint + 1;
    let near = first..scene.layout.tokens.len().min(first + 3);
    // "and is willing to wait": the predicate of the copula.
    let predicate = |t: usize| match scene.label(t) {
        Label::Conj if scene.tags[t].is_verb() => Some(t),
        Label::Cop | Label::Aux => scene.head(t).filter(|&h| scene.label(h) == Label::Conj),
        _ => None,
    };
    let verb = near.into_iter().find_map(predicate);
    // "says it wants to wait, but was prepared": the parse joins it to the cue, in another tense.
    let present = |tag: Tag| matches!(tag, Tag::Vbz | Tag::Vbp);
    let shifted = present(scene.tags[cue]) && scene.tags[first] == Tag::Vbd
        // "said it regards them as partners, and is willing": in the tense of the report.
        || scene.tags[cue] == Tag::Vbd
            && present(scene.tags[first])
            && own.clone().find(|&t| scene.tags[t].has_tense()).is_some_and(|t| present(scene.tags[t]))
        // "had agreed and would stick to it"
        || scene.tags[first] == Tag::Md;
    let joined = verb.is_some_and(|v| {
        let under = scene.head(v).is_some_and(|h| own.contains(&h) || h == cue && shifted);
        // "have described how guards seized their phones and pushed them": in a tense that is not the cue's.
        let same = scene.head(v).is_some_and(|h| {
            own.contains(&h) && scene.tags[h] == scene.tags[v] && scene.tags[cue] != scene.tags[v]
        });
        let modal = scene.tags[first] == Tag::Md && !scene.is(first + 1, &["not", "n't", "n’t"]);
        under && (same || modal || !scene.has_any(v, COMMENTS))
    });
    let whole = joined
        && scene.tags[first].has_tense()
        && !(and + 1..rest.end).any(|item| scene.is_comma(item))
        && !reports_again(scene, and + 1..rest.end, cue);
    if whole { piece.start..rest.end } else { piece }
}

/// The harm done by a raid or a storm, besides the reported event.
const HARM: &[&str] =
    &["killing", "injuring", "wounding", "destroying", "damaging", "displacing", "leaving", "trapping"];

/// With the second half of "not only today, | but in the years ahead".
fn with_but_also(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let rest = rest(scene, &piece);
    let is = |item: usize, word: &str| scene.outside(item).is_some_and(|t| scene.is(t, &[word]));
    let only = piece.clone().any(|item| is(item, "not") && is(item + 1, "only"));
    let but = scene.is_comma(rest.start) && is(rest.start + 1, "but");
    if only && but && rest.len() > 2 { piece.start..rest.end } else { piece }
}

/// With the harm done by the reported event: "a camp was hit, | killing three", which is not the reporter's
/// addition.
fn with_toll(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let rest = rest(scene, &piece);
    let own = tokens_of(scene, piece.clone());
    let verb = scene.outside(rest.start + 1).filter(|_| scene.is_comma(rest.start) && rest.len() > 2);
    let told = verb.is_some_and(|t| {
        let of = |h: usize| own.contains(&h) || h == cue;
        scene.tags[t] == Tag::Vbg && scene.is(t, HARM) && scene.head(t).is_some_and(of)
    });
    let whole = told && own.start > cue && !(rest.start + 1..rest.end).any(|item| scene.is_comma(item));
    if whole && !reports_again(scene, rest.clone(), cue) { piece.start..rest.end } else { piece }
}

/// With the same speaker's next clause, if it contains quoted words that nobody else in the sentence says: "the charges
/// were late, | and they appear to be “a show”".
fn with_quoted_clause(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let rest = rest(scene, &piece);
    let own = tokens_of(scene, piece.clone());
    let and = rest.start + usize::from(scene.is_comma(rest.start));
    let token = |item: usize| scene.outside(item);
    let joined = and + 2 < rest.end
        && token(and).is_some_and(|t| scene.is(t, &["and", "but"]))
        && token(and + 1).is_some_and(|t| scene.is(t, &["they", "it", "this", "there", "these"]));
    let quoted = rest.clone().any(|item| scene.run(item).is_some_and(|run| run.words > 1));
    // The pronoun's own verb is not a second report: "they appear to be".
    let behind = and + 3..rest.end;
    let whole = joined && quoted && own.start > cue && !reports_again(scene, behind, cue);
    if whole { piece.start..rest.end } else { piece }
}

/// With the name in apposition that ends the sentence: "to replace the head of the guard, | Ama Mensah".
fn with_name(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const LONGEST: usize = 4;
    let rest = rest(scene, &piece);
    let noun = scene
        .outside(piece.end - 1)
        .is_some_and(|t| t > cue && scene.tags[t].is_noun() && scene.names[t].is_none());
    let name = rest.start + 1..rest.end;
    let named = |item: usize| {
        scene.outside(item).is_some_and(|t| scene.names[t].is_some() || scene.tags[t] == Tag::Nnp)
    };
    let whole =
        noun && scene.is_comma(rest.start) && (1..=LONGEST).contains(&name.len()) && name.clone().all(named);
    if whole { piece.start..rest.end } else { piece }
}

/// Adds the short form in brackets after a name at which the piece breaks off: "the Trade Association | (SITA) summit".
fn with_bracket(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let token = |item: usize| scene.outside(item);
    let mark = |item: usize, mark: &str| token(item).is_some_and(|t| scene.layout.word(t) == mark);
    let end = piece.end;
    let short = mark(end, "(") && mark(end + 2, ")");
    let name = token(end - 1).is_some_and(|t| scene.names[t].is_some() || scene.tags[t] == Tag::Nnp);
    let goes_on = token(end + 3).is_some_and(|t| scene.tags[t].is_noun() || scene.tags[t] == Tag::In);
    if short && name && goes_on { piece.start..end + 4 } else { piece }
}

/// Adds the end of the phrase at which the piece breaks off: "had been killed in | the past week", "of shelling | and of
/// raids", "to have hit the camp | and killed its commander".
fn with_rest(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const LONGEST: usize = 16;
    let piece = with_bracket(scene, piece);
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
    let finite = |item: usize| {
        // "the troops stationed there"
        let participle = |t: usize| scene.tags[t] == Tag::Vbd && scene.label(t) == Label::Acl;
        token(item).is_some_and(|t| scene.tags[t].has_tense() && !joined(t) && !participle(t))
    };
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
    // "said he had spoken and denied it": the verb after "and" is the reporter's, whatever the tagger takes it for.
    let comment = || token(rest.start + 1).is_some_and(|t| scene.tags[t].is_verb() && !joined(t));
    let whole = broken && !rest.clone().any(finite) || phrase && !comment() || and && perfect();
    if whole { piece.start..rest.end } else { piece }
}

/// Removes the reporter's comment in a participle: "it only knows “the council,” dismissing the mutineers".
fn before_comment(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let pronoun = tokens_of(scene, piece.clone())
        .find(|&t| scene.label(t).is_subject())
        .is_some_and(|t| scene.is(t, &["it", "he", "she", "they", "we"]));
    let participle = |item: usize| {
        scene.outside(item).is_some_and(|t| {
            let comments = scene.has_any(t, COMMENTS) && pronoun || scene.head(t) == Some(cue);
            scene.tags[t] == Tag::Vbg && comments && !scene.is(t, HARM)
        })
    };
    let quoted = |item: usize| {
        scene.run(item).is_some_and(|run| run.last(scene.layout) == ",")
            && scene.outside(item + 1).is_some_and(|t| scene.tags[t] == Tag::Vbg)
    };
    let stop = piece.clone().skip(1).find(|&item| {
        scene.is_comma(item) && item + 1 < piece.end && participle(item + 1)
            || item + 1 < piece.end && quoted(item - 1)
    });
    stop.map_or(piece.clone(), |stop| piece.start..stop)
}

/// Removes the reporter's next clause, which the parser attaches to the cue and which has another tense: "argue that they
/// should go, and there was no sign of it".
fn before_other_clause(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let past = |tag: Tag| tag == Tag::Vbd;
    let present = |tag: Tag| matches!(tag, Tag::Vbz | Tag::Vbp);
    let other = |item: usize| {
        let Some(and) = scene.outside(item + 1).filter(|_| scene.is_comma(item)) else { return false };
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
        // "do not suggest a meeting, and the matter is not on the agenda": both in the tense of the report.
        let first = tokens_of(scene, piece.start..item).find(|&t| scene.tags[t].has_tense());
        if first.is_some_and(|t| present(scene.tags[t])) && past(scene.tags[cue]) {
            return false;
        }
        let helper = scene.heads.children(verb).find(|&t| t > and && scene.label(t) == Label::Aux);
        let tense = helper.map_or(scene.tags[verb], |t| scene.tags[t]);
        own && (past(tense) && present(scene.tags[cue]) || present(tense) && past(scene.tags[cue]))
    };
    let stop = piece.clone().skip(1).find(|&item| item + 1 < piece.end && other(item));
    let piece = stop.map_or(piece.clone(), |stop| piece.start..stop);
    without_joint(scene, piece)
}

/// Removes the "and" or "but" at its end, which joins the next part.
fn without_joint(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let mut end = piece.end;
    let joins =
        |t: usize| scene.tags[t] == Tag::Comma || scene.is(t, &["and", "but"]) && scene.tags[t] == Tag::Cc;
    while end > piece.start + 1 && scene.outside(end - 1).is_some_and(joins) {
        end -= 1;
    }
    piece.start..end
}

#[cfg(test)]
mod tests;
