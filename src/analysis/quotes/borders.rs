//! Borders: the pieces of a report that belong to its cue.

use std::ops::Range;

use super::asides;
use super::construction::has_clause;
use super::draft::tokens_of;
use super::rule::Rule;
use super::scene::Scene;
use super::source;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::{Class, classes};

/// The pieces of the cue itself: no noun phrase before it if a whole clause follows it ("Both Arden and Boro, the
/// ministers, said that"), and nothing after another verb of saying ("Recalling that …, she said …").
pub fn own_pieces(scene: &Scene, pieces: Vec<Range<usize>>, cue: usize) -> Vec<Range<usize>> {
    if pieces.len() < 2 {
        return pieces;
    }
    let tokens = |p: &Range<usize>| tokens_of(scene, p.clone());
    let clause = |p: &Range<usize>| has_clause(scene, tokens(p));
    let whole_behind = pieces.iter().any(|p| tokens(p).start > cue && clause(p));
    let plain = |p: &Range<usize>| !p.clone().any(|item| scene.run(item).is_some());
    let first_behind = pieces.iter().find(|p| tokens(p).start > cue).map_or(usize::MAX, |p| tokens(p).end);
    let says = |t: usize| {
        matches!(scene.tags[t], Tag::Vbd | Tag::Vbz) && scene.has(t, Class::Says) && !scene.is_quoted(t)
    };
    let parted =
        |p: &Range<usize>| first_behind <= tokens(p).start && (first_behind..tokens(p).start).any(says);
    // "It will meet on Friday, Brandt said - a chance for envoys to talk": the reporter explains.
    let dashed = |p: &Range<usize>| {
        let dash = cue + 1 < scene.layout.tokens.len() && scene.is_dash(cue + 1) && tokens(p).start > cue;
        dash && plain(p) && pieces.iter().any(|q| tokens(q).end <= cue)
    };
    // "They had gone, he said, calling for punishment": the call is more than the first part.
    let goes_on = |p: &Range<usize>| {
        let verb = |t: usize| scene.tags[t] == Tag::Vbg && scene.is_listed(t) && !scene.is_quoted(t);
        let before = pieces.iter().any(|q| tokens(q).end <= cue && clause(q));
        tokens(p).start > cue && plain(p) && before && (cue + 1..tokens(p).start).any(verb)
    };
    let own = |p: &Range<usize>| {
        let stray = tokens(p).end <= cue && whole_behind && plain(p) && !clause(p);
        // "Lissa, whose ships are old, said": the clause describes the speaker.
        let aside = tokens(p).end <= cue
            && matches!(scene.tags[tokens(p).start], Tag::Wp | Tag::Wdt)
            && scene.is(tokens(p).start, &["who", "whose", "which"])
            && whole_behind;
        !stray && !parted(p) && !aside && !dashed(p) && !goes_on(p)
    };
    pieces.iter().filter(|p| own(p)).cloned().collect()
}

/// The pieces for "according to" without one that only names its speaker again: in "According to a spokesman for the port,
/// Pavel Ilves, the strike will go on", the strike.
pub fn behind_apposition(scene: &Scene, pieces: Vec<Range<usize>>, cue: usize) -> Vec<Range<usize>> {
    let tokens = |p: &Range<usize>| tokens_of(scene, p.clone());
    let told =
        |p: &Range<usize>| has_clause(scene, tokens(p)) || p.clone().any(|item| scene.run(item).is_some());
    let named = |p: &Range<usize>| {
        tokens(p).start > cue && tokens(p).all(|t| scene.is_in_phrase(t) || scene.tags[t].is_mark())
    };
    let whole = pieces.iter().any(told);
    pieces.into_iter().filter(|p| !whole || told(p) || !named(p)).collect()
}

/// A piece without the parts outside a report's border: the sentence before a colon that "according to" does not reach, a
/// time and a hearer before the clause, the "saying by the agency that" of a passive, a noun phrase after a semicolon.
pub fn own_words(scene: &Scene, piece: Range<usize>, rule: Rule, cue: usize) -> Range<usize> {
    let piece = behind_stamp(scene, behind_dateline(scene, piece));
    let piece = match rule {
        Rule::AccordingTo => behind_colon(scene, with_clause(scene, piece, cue), cue),
        _ => piece,
    };
    let piece = before_narration(scene, before_semicolon(scene, piece, cue), cue);
    let piece = behind_setting(scene, piece, cue);
    let piece = behind_relay(scene, piece, cue);
    let piece = behind_told(scene, behind_time(scene, piece, cue), cue);
    with_tail(scene, with_number(scene, piece, cue), cue)
}

/// A piece that opens its block, without the block's dateline: the envoys' words in "LISSA The council will meet, envoys
/// said".
pub fn behind_dateline(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let first = scene.outside(piece.start).and_then(|t| asides::behind_place(scene, t));
    let item = first.map(|t| scene.items.item_of(scene.runs, t)).filter(|&item| item < piece.end);
    item.map_or(piece.clone(), |item| item..piece.end)
}

/// A piece that opens its block, without the stamp of a live page: "The port was shut" in "Update 10:59 p.m. EST Feb. 26:
/// The port was shut".
pub fn behind_stamp(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 12;
    const WORDS: &[&str] = &[
        "update", "updated", "live", "a.m", "p.m", "am", "pm", "est", "edt", "et", "gmt", "bst", "utc",
        "cet", "local",
    ];
    let Some(first) = scene.outside(piece.start) else { return piece };
    let block = &scene.layout.blocks[scene.layout.block_of(first)].tokens;
    if block.start != first {
        return piece;
    }
    let digit = |t: usize| scene.layout.word(t).starts_with(|c: char| c.is_ascii_digit());
    let stamp = |t: usize| {
        let bare = scene.layout.word(t).trim_end_matches('.');
        digit(t)
            || scene.tags[t].is_mark()
            || WORDS.iter().any(|word| word.eq_ignore_ascii_case(bare))
            || classes(bare).has_any(&[Class::Time, Class::Calendar])
    };
    let end = block.end.min(first + LONGEST);
    let colon = (first + 1..end).take_while(|&t| stamp(t)).filter(|&t| scene.layout.word(t) == ":").last();
    let Some(colon) = colon.filter(|&colon| (first..colon).any(digit)) else { return piece };
    let item = scene.items.item_of(scene.runs, colon) + 1;
    if item < piece.end { item..piece.end } else { piece }
}

/// A piece after its cue, with the phrase after a comma that ends its sentence with a condition or a circumstance: "its
/// rules would be settled in Boro, under the Council".
fn with_tail(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const LONGEST: usize = 8;
    const OPENERS: &[&str] = &["under", "without", "despite", "including", "except", "unlike"];
    let sentence = scene.items.sentences[scene.items.sentence_of(piece.start)].clone();
    let behind = scene.outside(piece.start).is_some_and(|t| t > cue);
    let mut end = sentence.end;
    while end > piece.end && scene.outside(end - 1).is_some_and(|t| scene.tags[t].is_mark()) {
        end -= 1;
    }
    let tail = piece.end + 1..end;
    let opens = scene.outside(tail.start).is_some_and(|t| scene.is(t, OPENERS));
    let fits = |item: usize| {
        let joins = |t: usize| matches!(scene.tags[t], Tag::In | Tag::Cc | Tag::Vbg) || scene.is(t, OPENERS);
        scene.outside(item).is_some_and(|t| scene.is_in_phrase(t) || joins(t))
    };
    let whole = behind && tail.len() > 1 && tail.len() <= LONGEST && scene.is_comma(piece.end) && opens;
    if whole && tail.clone().all(fits) { piece.start..end } else { piece }
}

/// The whole clause for a piece before "according to" that is only its end: "in the north, according to officials".
fn with_clause(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let tokens = tokens_of(scene, piece.clone());
    let finite = |t: usize| scene.tags[t].has_tense();
    let sentence = scene.items.sentences[scene.items.sentence_of(piece.start)].clone();
    let ends = tokens.end <= cue && tokens.end + 1 >= cue;
    let opens = sentence.clone().find(|&item| {
        scene.run(item).is_some() || scene.outside(item).is_some_and(|t| !scene.tags[t].is_mark())
    });
    // "A member of the union, | an envoy of peace, was hurt, according to": the verb's subject is before the
    // comma.
    let cut = || {
        let verb = tokens.clone().find(|&t| finite(t));
        let comma = piece.start.checked_sub(1).and_then(|item| scene.outside(item));
        comma.is_some_and(|t| scene.tags[t] == Tag::Comma)
            && verb
                .map(|v| scene.head(v).filter(|_| scene.label(v) == Label::Aux).unwrap_or(v))
                .and_then(|v| source::subject_of(scene, v))
                .is_some_and(|s| s < tokens.start)
    };
    match opens.filter(|&start| start < piece.start && ends && (!tokens.clone().any(finite) || cut())) {
        Some(start) if tokens_of(scene, start..piece.end).any(finite) => start..piece.end,
        _ => piece,
    }
}

/// The words after the colon in "Whether it can is another matter: it fired less, according to officials".
fn behind_colon(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let is_colon =
        |item: &usize| scene.outside(*item).is_some_and(|t| t < cue && scene.layout.word(t) == ":");
    match piece.clone().rev().find(is_colon).filter(|colon| colon + 2 < piece.end) {
        Some(colon) if has_clause(scene, tokens_of(scene, colon + 1..piece.end)) => colon + 1..piece.end,
        _ => piece,
    }
}

/// The quoted words in “we will stay with you, period” ahead of the talks: the rest only says when and where.
fn before_narration(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const LEAST: usize = 4;
    const SETTINGS: &[&str] =
        &["ahead", "after", "before", "during", "when", "while", "following", "amid", "at", "on", "in"];
    let run = scene.run(piece.start).filter(|run| run.words >= LEAST && run.tokens.start > cue);
    let rest = piece.start + 1..piece.end;
    let sets = scene.outside(rest.start).is_some_and(|t| scene.is(t, SETTINGS));
    let plain = |item: usize| {
        let finite = |t: usize| scene.tags[t].has_tense();
        scene.outside(item).is_some_and(|t| !finite(t))
    };
    if run.is_some() && !rest.is_empty() && sets && rest.clone().all(plain) {
        piece.start..rest.start
    } else {
        piece
    }
}

/// A report after its cue, up to a semicolon followed only by another subject.
fn before_semicolon(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const FEW: usize = 4;
    let is_semicolon =
        |item: &usize| scene.outside(*item).is_some_and(|t| t > cue && scene.layout.word(t) == ";");
    let stop = piece.clone().skip(1).find(is_semicolon).filter(|stop| piece.end - stop <= FEW);
    stop.map_or(piece.clone(), |stop| piece.start..stop)
}

/// The words from "that" on in "said on Sunday after a meeting with his neighbours that they would go".
fn behind_setting(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const FARTHEST: usize = 30;
    let end = scene.sentence(cue).end.min(cue + FARTHEST);
    let set = cue + 1 < end
        && scene.has(cue, Class::Says)
        && (scene.tags[cue + 1] == Tag::In && !scene.is(cue + 1, &["that"])
            || scene.is(cue + 1, &["earlier", "late", "later", "early"])
            || scene.has_any(cue + 1, &[Class::Time, Class::Calendar]));
    let Some(first) = scene.outside(piece.start).filter(|&t| set && t > cue) else { return piece };
    let finite = |t: usize| scene.tags[t].has_tense();
    let that = (cue + 1..end)
        .take_while(|&t| !finite(t) && !scene.is_quoted(t))
        .find(|&t| scene.is(t, &["that"]) && scene.tags[t] == Tag::In);
    let Some(that) = that.filter(|&t| t > first) else { return piece };
    let item = scene.items.item_of(scene.runs, that);
    if piece.contains(&item) && item + 1 < piece.end { item..piece.end } else { piece }
}

/// The words from "that" on in "was quoted as saying by the agency that the ships were late".
fn behind_relay(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const FARTHEST: usize = 10;
    let is = |item: usize, word: &str| scene.outside(item).is_some_and(|t| scene.is(t, &[word]));
    let saying = piece.clone().take(FARTHEST).any(|item| is(item, "saying"));
    let quoted = source::quoted_as(scene, cue).is_some() || scene.is(cue, &["quoted", "cited"]) && saying;
    if !quoted || !(saying || is(piece.start, "by")) {
        return piece;
    }
    let that = piece.clone().take(FARTHEST).find(|&item| is(item, "that"));
    that.filter(|that| that + 1 < piece.end).map_or(piece.clone(), |that| that..piece.end)
}

/// The words after the time in "said last month it would go".
fn behind_time(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    if scene.outside(piece.start) != Some(cue + 1) || !scene.has(cue, Class::Says) {
        return piece;
    }
    let token = |item: usize| scene.outside(item);
    let time = |t: usize| scene.has_any(t, &[Class::Time, Class::Calendar]);
    let joins = |t: usize| {
        time(t)
            || scene.tags[t] == Tag::Cd
            || scene.is(t, &["last", "this", "next", "late", "earlier", "on", "early"])
    };
    let end = piece.clone().take_while(|&item| token(item).is_some_and(joins)).last().map(|item| item + 1);
    let Some(end) = end.filter(|&end| end < piece.end) else { return piece };
    let timed = (piece.start..end).filter_map(token).any(time) && token(end - 1).is_some_and(time);
    let subject = token(end).is_some_and(|t| {
        scene.names[t].is_some()
            || matches!(scene.tags[t], Tag::Prp | Tag::PrpS | Tag::Dt | Tag::Ex | Tag::Nns)
    });
    let finite = |t: usize| scene.tags[t].has_tense();
    let clause = || tokens_of(scene, end..piece.end).any(finite);
    if timed && subject && clause() { end..piece.end } else { piece }
}

/// The words after the hearer in "told this institute Ama Mensah had no date".
fn behind_told(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    const LONGEST: usize = 6;
    let token = |item: usize| scene.outside(item);
    let at = |item: usize| token(item).filter(|&t| t > cue);
    if token(piece.start) != Some(cue + 1) || !scene.has(cue, Class::Tells) {
        return piece;
    }
    let opens = |t: usize| {
        matches!(scene.tags[t], Tag::Prp | Tag::Dt | Tag::PrpS | Tag::Ex | Tag::Cd | Tag::Rb)
            || scene.names[t].is_some() && scene.names[t - 1].is_none()
    };
    let limit = piece.end.min(piece.start + LONGEST);
    let hearer = |end: usize| {
        (piece.start..end).all(|item| at(item).is_some_and(|t| scene.is_in_phrase(t)))
            && at(end - 1).is_some_and(|t| {
                // "told Harbour News mainly women were there"
                let name =
                    || at(end).is_some_and(|next| scene.tags[next] == Tag::Rb) && scene.has(t, Class::Outlet);
                scene.tags[t].is_noun() && (scene.names[t].is_none() || name())
            })
    };
    // "told this institute Ama Mensah", whatever the tagger takes the noun for
    let here = |item: usize| {
        item == piece.start + 2
            && at(piece.start).is_some_and(|t| scene.is(t, &["this", "our"]))
            && at(item).is_some_and(|t| scene.names[t].is_some() && scene.names[t - 1].is_none())
    };
    let hearer = |end: usize| here(end) || hearer(end);
    let finite = |start: usize| {
        let tense = |t: usize| scene.tags[t].has_tense();
        tokens_of(scene, start..piece.end).any(tense)
    };
    let start = (piece.start + 1..limit).find(|&item| at(item).is_some_and(opens) && hearer(item));
    match start {
        Some(start)
            if has_clause(scene, tokens_of(scene, start..piece.end)) || here(start) && finite(start) =>
        {
            start..piece.end
        }
        _ => piece,
    }
}

/// A piece including the number before its first noun: "eleven ships were waiting".
fn with_number(scene: &Scene, piece: Range<usize>, cue: usize) -> Range<usize> {
    let noun = scene.outside(piece.start).is_some_and(|t| scene.tags[t].is_noun());
    let number = piece.start.checked_sub(1).and_then(|item| scene.outside(item));
    // Right after the cue the tagger takes a number for a particle.
    let particle = |t: usize| {
        scene.is(t, &["up", "out", "off", "down", "over", "on", "in", "back", "away", "by", "about"])
    };
    let counts = number.is_some_and(|t| {
        t > cue && (scene.tags[t] == Tag::Cd || t == cue + 1 && scene.tags[t] == Tag::Rp && !particle(t))
    });
    if noun && counts { piece.start - 1..piece.end } else { piece }
}

/// Pieces without overlaps: of two that overlap, the longer.
pub fn apart(mut pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    pieces.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut().filter(|before| before.end > piece.start) {
            Some(before) if before.len() < piece.len() => *before = piece,
            Some(_) => {}
            None => out.push(piece),
        }
    }
    out
}
