//! Reported clauses that the models missed: a verb of saying with its subject and its clause, by the parse.

use std::ops::Range;

use super::draft::{self, Choice, Chooser, Draft};
use super::holder;
use super::rule::Rule;
use super::scene::Scene;
use super::source::{self, Agent};
use super::{construction, shape, subject};
use crate::analysis::QuoteKind;
use crate::analysis::syntax::{Label, Tag};
use crate::lexicon::Class;

/// The fewest items in a clause.
const LEAST: usize = 2;

/// The reports that no draft contains yet.
pub fn missed(scene: &Scene, drafts: &[Draft]) -> Vec<Draft> {
    let mut taken = vec![false; scene.items.items.len()];
    drafts.iter().flat_map(|d| d.items.iter().cloned().flatten()).for_each(|i| taken[i] = true);
    let cues: std::collections::HashSet<usize> = drafts.iter().filter_map(|d| d.cue).collect();
    // The words of a plain report may contain another one: "said that Boro had told him that".
    let mut holder = vec![usize::MAX; taken.len()];
    for (n, draft) in
        drafts.iter().enumerate().filter(|(_, d)| d.kind == QuoteKind::Indirect && d.cue.is_some())
    {
        draft.items.iter().cloned().flatten().for_each(|i| holder[i] = n);
    }
    let mut out = Vec::new();
    for sentence in &scene.items.sentences {
        for cue in sentence.clone().filter_map(|item| scene.outside(item)) {
            let class = scene.has_any(cue, &[Class::Says, Class::Promises, Class::Urges]);
            let verb = scene.tags[cue].is_verb() && scene.tags[cue] != Tag::Vb;
            if !class || !verb || cues.contains(&cue) || scene.names[cue].is_some() {
                continue;
            }
            // "The mayor confirmed that …, the agency reported": the mayor's row has it.
            let passes_on = super::closing::reporting(scene, cue) == Some(cue);
            if passes_on && scene.sentence(cue).any(|t| cues.contains(&t)) {
                continue;
            }
            let own = holder[scene.items.item_of(scene.runs, cue)];
            let free = |i: usize| !taken[i] || own != usize::MAX && holder[i] == own;
            if let Some(draft) =
                report(scene, cue, free).filter(|d| own == usize::MAX || !is_of_the_teller(scene, d))
            {
                draft.items.iter().cloned().flatten().for_each(|i| taken[i] = true);
                out.push(draft);
            }
        }
    }
    out.extend(interrupted(scene, &taken));
    out
}

/// "The longest tunnel, the engineers calculated, would take years to dig.": a subject and a verb of saying between two
/// commas report the words on both sides.
fn interrupted(scene: &Scene, taken: &[bool]) -> Vec<Draft> {
    let mut out = Vec::new();
    for sentence in &scene.items.sentences {
        let plain = sentence.clone().all(|item| scene.run(item).is_none() && !taken[item]);
        if !plain || sentence.len() < 6 {
            continue;
        }
        let comma = |item: usize| scene.outside(item).is_some_and(|t| scene.layout.word(t) == ",");
        let one = |open: usize| {
            let first = scene.outside(open + 1)?;
            let limit = scene.outside(sentence.end - 1)?;
            let head = super::phrase::first_head(scene, first..limit)
                .or_else(|| (scene.tags[first] == Tag::Prp).then_some(first))?;
            let verb = head + 1;
            let says = verb < limit
                && matches!(scene.tags[verb], Tag::Vbd | Tag::Vbz | Tag::Vbn)
                && scene.has(verb, Class::Says);
            let close = scene.items.item_of(scene.runs, verb) + 1;
            let goes_on = close + 1 < sentence.end
                && scene
                    .outside(close + 1)
                    .is_some_and(|t| scene.tags[t].is_verb() || scene.tags[t] == Tag::Md);
            (says && comma(close) && goes_on).then_some((close, first..head + 1, verb))
        };
        let found = (sentence.start + 1..sentence.end - 3)
            .filter(|&item| comma(item))
            .find_map(|open| Some((open, one(open)?)));
        let Some((open, (close, source, cue))) = found else { continue };
        let pieces = [sentence.start..open, close + 1..sentence.end];
        let pieces: Vec<Range<usize>> = pieces.into_iter().map(|p| draft::trim(scene, p)).collect();
        let opener = scene.outside(pieces[0].start);
        let opens = opener.is_some_and(|t| scene.is_in_phrase_or_name(t) || scene.tags[t] == Tag::Prp);
        if opens && pieces.iter().all(|p| !p.is_empty()) {
            out.push(Draft {
                spans: pieces.iter().flat_map(|p| draft::piece_spans(scene, p.clone())).collect(),
                items: pieces,
                cue: Some(cue),
                kind: QuoteKind::Indirect,
                ..draft::stated(scene, sentence.start..open, source, Rule::SaidBetween)
            });
        }
    }
    out
}

/// Whether a report inside another one is by "we", "it" or "his government": the teller's own side, so not a second
/// speaker.
fn is_of_the_teller(scene: &Scene, draft: &Draft) -> bool {
    let opening = draft.source.as_ref().map(|source| scene.tags[source.start]);
    matches!(opening, Some(Tag::Prp | Tag::PrpS))
}

/// “The port is shut, said a person familiar with the matter.”: a person after a verb that follows a whole clause and a
/// comma says the clause.
pub fn inverted(scene: &Scene) -> Vec<Draft> {
    let mut out = Vec::new();
    for sentence in &scene.items.sentences {
        let is_cue = |item: &usize| {
            let Some(t) = scene.outside(*item) else { return false };
            let comma = item.checked_sub(1).and_then(|before| scene.outside(before));
            matches!(scene.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbn)
                && scene.has(t, Class::Says)
                && comma.is_some_and(|c| scene.layout.word(c) == ",")
        };
        let Some(at) = sentence.clone().skip(3).find(is_cue) else { continue };
        let (Some(cue), Some(last)) = (scene.outside(at), scene.outside(sentence.end - 1)) else { continue };
        let before = draft::tokens_of(scene, sentence.start..at - 1);
        let behind = cue + 1..last + 1;
        let opens = behind.clone().next().is_some_and(|i| scene.is_in_phrase_or_name(i));
        let quoted = sentence.clone().any(|item| scene.run(item).is_some());
        // "Boro praises the army, says the north is calm": one headline, two verbs of the same subject.
        let goes_on = || {
            let verb = before.clone().find(|&t| scene.tags[t].has_tense());
            scene.tags[cue] == Tag::Vbz
                && verb.is_some_and(|v| scene.tags[v] == Tag::Vbz)
                && !scene.layout.word(last).starts_with(['.', '!', '?'])
        };
        // "who had killed a minister, ordered his forces to fire": an order, and not their words.
        let moved = || {
            scene.has(cue, Class::Urges)
                && behind.clone().any(|t| scene.tags[t] == Tag::To && scene.tags.get(t + 1) == Some(&Tag::Vb))
        };
        if quoted
            || moved()
            || goes_on()
            || !opens
            || !construction::has_clause(scene, before)
            || construction::has_clause(scene, behind.clone())
        {
            continue;
        }
        let is_head = |&i: &usize| {
            scene.tags[i].is_noun() && scene.tags.get(i + 1).is_none_or(|t| !t.is_noun() && *t != Tag::Pos)
        };
        let Some(head) = behind.clone().take(8).find(is_head) else { continue };
        // "whose commander, Ama Mensah, stressed the need": a verb with an object of its own.
        if scene.has(cue, Class::Judges) && !source::can_act(scene, head) {
            continue;
        }
        let stops = |i: usize| scene.tags[i].is_mark() || matches!(scene.tags[i], Tag::Wp | Tag::Wdt);
        let end = (head + 1..behind.end).find(|&i| stops(i)).unwrap_or(behind.end);
        let end = if scene.names[head].is_some() { head + 1 } else { end };
        out.push(Draft {
            cue: Some(cue),
            ..draft::stated(
                scene,
                sentence.start..at - 1,
                holder::before_aside(scene, cue + 1..end),
                Rule::SaidAfter,
            )
        });
    }
    out
}

/// The report of the verb at token `cue`, if nobody has it.
fn report(scene: &Scene, cue: usize, free: impl Fn(usize) -> bool) -> Option<Draft> {
    let Agent::Named(head) = source::agent(scene, cue) else { return None };
    if !source::can_act(scene, head) && scene.has_any(cue, &[Class::Promises, Class::Urges, Class::Shows]) {
        return None;
    }
    // "Noting that the wells were dry, she said they would dig": the clause after the verb is the verb's own.
    let contents = || scene.heads.children(cue).filter(|&c| is_content(scene, cue, c));
    let clause = contents().find(|&c| c > cue).or_else(|| contents().next());
    let tokens = clause.map(|c| scene.heads.subtree(c)).or_else(|| urged(scene, cue))?;
    let item = |token: usize| scene.items.item_of(scene.runs, token);
    let (start, mut end) = (item(tokens.start), item(tokens.end - 1) + 1);
    let at = item(cue);
    if start <= at && at < end {
        // "The port, he said, was shut": the clause is on both sides; left to the model.
        return None;
    }
    if let Some(stop) = (start..end).find(|&i| !free(i) || item(head) == i) {
        end = stop;
    }
    let piece = subject::from_that(scene, draft::trim(scene, start..end), cue);
    let free = piece.len() >= LEAST && piece.clone().all(free);
    let pieces: Vec<Range<usize>> = std::iter::once(piece).collect();
    let kind = draft::kind(scene, &pieces);
    let mut draft = Draft {
        kind,
        spans: pieces.iter().flat_map(|p| draft::piece_spans(scene, p.clone())).collect(),
        rule: draft::rule(scene, &pieces, cue),
        items: pieces,
        source: Some(source::phrase(scene, head)),
        cue: Some(cue),
        confidence: if leaves_nothing_open(scene, cue) { PLAIN } else { 0.5 },
        choice: Choice { by: Chooser::Sentence, probability: 0.9, rival: None },
        anonymous: false,
    };
    if !free || kind == QuoteKind::Direct {
        return None;
    }
    shape::shape(scene, &mut draft);
    (construction::standing(scene, &draft) == construction::Standing::Statement).then_some(draft)
}

/// The confidence of a report that the models passed over, but the parse finds with a verb that only reports: enough to be
/// listed.
const PLAIN: f32 = 0.65;

/// Whether a verb reports in any context: "said", "told", "urged", "called on", but not "called", "showed", "ruled".
fn leaves_nothing_open(scene: &Scene, cue: usize) -> bool {
    let called = scene.has(cue, Class::Names);
    let on = || cue + 1 < scene.layout.tokens.len() && scene.is(cue + 1, &["on", "upon"]);
    scene.has_any(cue, &[Class::Says, Class::Urges])
        && !scene.has_any(cue, &[Class::Shows, Class::Believes, Class::Asks, Class::Moves])
        && (!called || on())
        && (!scene.has(cue, Class::Judges) || scene.has(cue, Class::Urges))
}

/// The object of a verb of urging, if the parser attaches it elsewhere: "invited the Council to visit".
fn urged(scene: &Scene, cue: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 9;
    let end = scene.sentence(cue).end;
    let hearer = |i: &usize| scene.is_in_phrase(*i) || matches!(scene.tags[*i], Tag::Prp | Tag::In | Tag::Cc);
    let to = (cue + 1..end.min(cue + FARTHEST))
        .find(|i| !hearer(i))
        .filter(|&i| scene.tags[i] == Tag::To && i > cue + 1)?;
    let verb =
        (to + 1 < end && scene.tags[to + 1] == Tag::Vb && scene.has(cue, Class::Urges)).then_some(to + 1)?;
    Some(to..scene.heads.subtree(verb).end.max(verb + 1))
}

/// Whether token `c`, which depends on a cue, is the head of its words.
fn is_content(scene: &Scene, cue: usize, c: usize) -> bool {
    let opens_with_to = || scene.heads.children(c).any(|t| scene.tags[t] == Tag::To);
    match scene.label(c) {
        Label::Ccomp => true,
        Label::Xcomp => c > cue && scene.has_any(cue, &[Class::Promises, Class::Urges]) && opens_with_to(),
        _ => false,
    }
}
