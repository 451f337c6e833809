//! Assembly: turns cues with their reports, and the quotations that no cue claims, into quotes.

use std::collections::HashMap;
use std::ops::Range;

use super::beside::beside;
use super::cues::Cue;
use super::draft::{self, Choice, Chooser, Draft, kind, piece_spans, trim};
use super::items::Item;
use super::nested::{self, Level};
use super::rule::Rule;
use super::run::Run;
use super::scene::Scene;
use super::spans::Report;
use super::{asked, broken, subject};
use crate::analysis::QuoteKind;
use crate::analysis::syntax::Tag;
use crate::text::{Span, TokenKind};

/// A report is dropped if an earlier, surer one has more than this share of its items.
const MOST_SHARED: f32 = 0.3;

/// A report whose words are only the subject of a passive must be this sure.
const LEAST_PASSIVE: f32 = 0.5;

/// Adds reports to `drafts`, surest first, unless they claim another's words; `least` is the probability
/// required of one without quotation marks and of one with them.
pub fn accept(scene: &Scene, found: Vec<(Cue, Report)>, least: (f32, f32), drafts: &mut Vec<Draft>) {
    let score = |(cue, report): &(Cue, Report)| cue.probability * report.probability;
    let nesting = nested::find(scene, &found);
    let mut found: Vec<_> = found.into_iter().zip(nesting).collect();
    found.sort_by(|(a, a_level), (b, b_level)| {
        a_level.cmp(b_level).then(score(b).total_cmp(&score(a))).then(a.0.at.token.cmp(&b.0.at.token))
    });
    let mut taken = taken(scene, drafts.iter());
    // Words that the form of the text assigns to one speaker belong to no other, not even in part; but a name that
    // somebody gives to a thing may well be in another's report.
    let formed = self::taken(scene, drafts.iter().filter(|d| d.rule != Rule::NameGiven));
    for (entry, level) in found {
        let (cue, report) = &entry;
        let is_run = |item: usize| scene.run(item).is_some();
        let quoted = report.content.iter().cloned().flatten().any(is_run);
        let least = match level {
            Level::Inner => nested::LEAST_INNER,
            _ if quoted => least.1,
            _ => least.0,
        };
        if report.content.is_empty() || score(&entry) < least {
            continue;
        }
        let items = || report.content.iter().cloned().flatten();
        let shared = items().filter(|&i| taken[i]).count() as f32;
        if level == Level::Outer && items().any(|i| taken[i] && is_run(i)) {
            continue;
        }
        if items().any(|i| formed[i]) || shared > MOST_SHARED * items().count() as f32 {
            continue;
        }
        let confidence = score(&entry);
        let mut draft = draft(scene, report, cue.at.token, confidence);
        if asked::asks(scene, cue.at.token) {
            asked::leave_to_the_asker(scene, &mut draft);
        }
        let doubtful =
            confidence < LEAST_PASSIVE && subject::is_passive_subject(scene, &draft.items, cue.at.token);
        if draft.spans.is_empty() || !quoted && (doubtful || is_of_a_thing(scene, &draft)) {
            continue;
        }
        draft.items.iter().cloned().flatten().for_each(|i| taken[i] = true);
        let added = broken::split_added(scene, &mut draft);
        drafts.push(draft);
        drafts.extend(added);
    }
}

/// Of drafts with exactly the same words keeps the one with the last cue: "said it was over, adding: “We go
/// home.”"
pub fn drop_doubles(drafts: &mut Vec<Draft>) {
    let mut last: HashMap<Vec<Span>, Option<usize>> = HashMap::new();
    for draft in drafts.iter() {
        let cue = last.entry(draft.spans.clone()).or_insert(draft.cue);
        *cue = (*cue).max(draft.cue);
    }
    drafts.retain(|draft| last.get(&draft.spans).is_none_or(|cue| *cue == draft.cue));
}

/// Whether the noun after the verb of a plain report is not a speaker: "the envoy held discussions", "stressed the need".
fn is_of_a_thing(scene: &Scene, draft: &Draft) -> bool {
    let (Some(cue), Some(source)) = (draft.cue, &draft.source) else { return false };
    let verb = scene.tags[cue].is_verb();
    let head = super::source::head_of(scene, source.clone());
    verb && source.start > cue && head.is_some_and(|head| !super::source::can_act(scene, head))
}

/// The items that the drafts contain.
fn taken<'d>(scene: &Scene, drafts: impl Iterator<Item = &'d Draft>) -> Vec<bool> {
    let mut taken = vec![false; scene.items.items.len()];
    drafts.flat_map(|d| d.items.iter().cloned().flatten()).for_each(|i| taken[i] = true);
    taken
}

/// The pieces that belong together. A few plain words on the cue's other side are not part of a complete
/// quotation or report on the near side: "…", its envoy, Ama Mensah, said on the eve of the talks.
fn together(scene: &Scene, pieces: Vec<Range<usize>>, cue: usize) -> Vec<Range<usize>> {
    const FEW: usize = 6;
    let token = |p: &Range<usize>| scene.items.items[p.start].tokens(scene.runs).start;
    let plain = |p: &Range<usize>| kind(scene, std::slice::from_ref(p)) == QuoteKind::Indirect;
    let weight = |p: &Range<usize>| if plain(p) { p.len() } else { usize::MAX };
    let Some(main) = pieces.iter().max_by_key(|p| weight(p)).cloned() else { return pieces };
    let far = |p: &Range<usize>| (token(p) < cue) != (token(&main) < cue);
    // A semicolon before the cue ends another statement: "Chad spoke of “contempt”; its neighbour said …".
    let semicolon = |item: usize| scene.outside(item).is_some_and(|t| scene.layout.word(t) == ";");
    let apart = |p: &Range<usize>| token(p) < cue && far(p) && (p.end..main.start).any(semicolon);
    // "Kosovo, he said, was “a wound”": a part without its subject is not complete.
    let verb =
        |i: &Item| matches!(i, Item::Token(t) if scene.tags[*t].is_verb() || scene.tags[*t] == Tag::Md);
    let whole = !verb(&scene.items.items[main.start]);
    let stray =
        |p: &Range<usize>| whole && plain(p) && far(p) && p.len() <= FEW && weight(&main) > 2 * p.len();
    pieces.into_iter().filter(|p| !stray(p) && !apart(p)).collect()
}

fn draft(scene: &Scene, report: &Report, cue: usize, confidence: f32) -> Draft {
    let mut pieces: Vec<_> =
        report.content.iter().map(|p| trim(scene, p.clone())).filter(|p| !p.is_empty()).collect();
    let subject = match report.source {
        None => subject::set_apart(scene, &mut pieces, cue),
        Some(_) => None,
    };
    let mut pieces = together(scene, pieces, cue);
    pieces.iter_mut().for_each(|p| *p = subject::from_that(scene, p.clone(), cue));
    let behind = subject::inverted(scene, &mut pieces, cue);
    let spans = pieces.iter().flat_map(|p| piece_spans(scene, p.clone())).collect();
    let tokens = |i: usize| scene.items.items[i].tokens(scene.runs);
    let labelled = report.source.as_ref().map(|s| tokens(s.start).start..tokens(s.end - 1).end);
    let labelled = labelled.filter(|source| subject::can_speak(scene, source));
    let source = behind.or(labelled).or(subject).or_else(|| subject::parsed(scene, &pieces, cue));
    let rival = report.rival.map(|(item, probability)| (tokens(item), probability));
    Draft {
        kind: kind(scene, &pieces),
        spans,
        rule: draft::rule(scene, &pieces, cue),
        items: pieces,
        source,
        cue: Some(cue),
        confidence,
        choice: Choice { by: Chooser::Sentence, probability: report.source_probability, rival },
        anonymous: false,
    }
}

/// Joins the paragraphs of a quotation that opens on each and closes once: they are one quote, whose speaker may be
/// named in any of them.
pub fn join_paragraphs(scene: &Scene, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for here in drafts {
        match out.last_mut().filter(|before| goes_on(scene, before, &here)) {
            Some(before) => {
                before.spans.extend(here.spans);
                before.items.extend(here.items);
                if here.source.is_some() {
                    (before.source, before.cue) = (here.source, here.cue);
                    (before.rule, before.confidence) = (here.rule, here.confidence);
                }
            }
            None => out.push(here),
        }
    }
    out
}

/// Whether a draft continues the quotation that the draft before it leaves open.
fn goes_on(scene: &Scene, before: &Draft, here: &Draft) -> bool {
    let first = here.items.first().map(|p| scene.items.items[p.start]);
    let continues = matches!(first, Some(Item::Run(r)) if scene.runs[r].continues);
    let direct = before.kind == QuoteKind::Direct && here.kind == QuoteKind::Direct;
    let both_named = before.source.is_some() && here.source.is_some();
    continues && direct && !both_named && ends_open(scene, before)
}

/// Whether the draft ends with a quotation that its block leaves open.
fn ends_open(scene: &Scene, draft: &Draft) -> bool {
    let last = draft.items.last().map(|p| scene.items.items[p.end - 1]);
    let open = |run: &Run| run.tokens.end == run.outer.end;
    matches!(last, Some(Item::Run(r)) if open(&scene.runs[r]))
}

/// The quotations that no draft claims and that are speech: three words or more, or two that are a sentence, and not a
/// title.
pub fn unclaimed(scene: &Scene, drafts: &[Draft]) -> Vec<Draft> {
    let taken = taken(scene, drafts.iter());
    let free = |(at, item): (usize, &Item)| match *item {
        Item::Run(r) if !taken[at] && is_speech(scene, r) => {
            let (source, cue) = beside(scene, at).unzip();
            let passive = cue.is_some_and(|cue| super::source::quoted_as(scene, cue).is_some());
            let first = scene.items.items[at].tokens(scene.runs).start;
            let title = || super::rules::is_headline(scene, scene.layout.block_of(first));
            let (rule, confidence) = match source {
                Some(_) if title() => (Rule::Headline, 0.9),
                Some(_) if passive => (Rule::QuotedAs, 0.95),
                Some(_) => (Rule::Beside, 0.9),
                None => (Rule::QuotationMarks, 0.5),
            };
            Some(Draft {
                kind: QuoteKind::Direct,
                spans: vec![scene.runs[r].span(scene.layout)],
                items: std::iter::once(at..at + 1).collect(),
                confidence,
                rule,
                source,
                cue,
                choice: Choice::default(),
                anonymous: false,
            })
        }
        _ => None,
    };
    scene.items.items.iter().enumerate().filter_map(free).collect()
}

/// Whether a quotation without a cue is speech rather than a title, a nickname or an ironic word.
fn is_speech(scene: &Scene, run: usize) -> bool {
    let run = &scene.runs[run];
    if run.continues {
        return true;
    }
    let words = || run.tokens.clone().filter(|&i| scene.layout.tokens[i].kind == TokenKind::Word);
    let long = || words().filter(|&i| scene.layout.word(i).len() > 3);
    let lower = long().filter(|&i| !scene.layout.tokens[i].is_capitalised(scene.layout.text)).count();
    let title = lower == 0 && run.words < 12;
    // “It’s finished,” has two words and is speech: it begins and ends like a sentence or its part before "she
    // said".
    let exclaims = matches!(run.last(scene.layout), "!" | "?");
    let whole = scene.layout.tokens[run.tokens.start].is_capitalised(scene.layout.text)
        && matches!(run.last(scene.layout), "," | "!" | "?");
    let short = run.words == 2 && whole;
    (run.words >= 3 || short) && (!title || exclaims) && !(run.secondary && run.words < 6)
}
