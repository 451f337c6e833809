//! Assembly: cues with their reports, and the quotations that no cue claims, become quotes.

use std::ops::Range;

use super::broken;
use super::cues::Cue;
use super::items::Item;
use super::marks::Run;
use super::nested::{self, Level};
use super::scene::Scene;
use super::spans::Report;
use super::{structure, subject, wording};
use crate::analysis::QuoteKind;
use crate::analysis::syntax::Tag;
use crate::text::{Span, TokenKind};

/// A quote before its speaker is looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// How the words are reported.
    pub kind: QuoteKind,
    /// The words, without quotation marks.
    pub spans: Vec<Span>,
    /// The items that hold them.
    pub items: Vec<Range<usize>>,
    /// The tokens that name the speaker.
    pub source: Option<Range<usize>>,
    /// The token that reports.
    pub cue: Option<usize>,
    /// How sure the attribution is, 0 to 1.
    pub confidence: f32,
    /// The rule that made the attribution.
    pub rule: &'static str,
    /// How the speaker was chosen.
    pub choice: Choice,
    /// Whether the sentence keeps back who it is ("reporters were told"), so that nobody is looked for.
    pub anonymous: bool,
}

/// How a draft's speaker was chosen, and from whom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// What chose.
    pub by: Chooser,
    /// How likely the chosen speaker was, 0 to 1.
    pub probability: f32,
    /// Who came second, as tokens, with the probability.
    pub rival: Option<(Range<usize>, f32)>,
}

/// What chooses a speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Chooser {
    /// The form of the text; nobody else was weighed.
    #[default]
    Form,
    /// The labels of the words around the cue.
    Sentence,
    /// The ranking of the phrases around the quote.
    Ranking,
}

/// A report is dropped where an earlier, surer one has more than this share of its items.
const MOST_SHARED: f32 = 0.3;

/// A report of which all that is said is a passive's subject must be this sure.
const LEAST_PASSIVE: f32 = 0.5;

/// Adds reports to `drafts`, surest first, as long as they do not claim what another has; `least` is the
/// probability that one without quotation marks and one with them needs.
pub fn accept(scene: &Scene, found: Vec<(Cue, Report)>, least: (f32, f32), drafts: &mut Vec<Draft>) {
    let score = |(cue, report): &(Cue, Report)| cue.probability * report.probability;
    let nesting = nested::find(scene, &found);
    let mut found: Vec<_> = found.into_iter().zip(nesting).collect();
    found.sort_by(|(a, a_level), (b, b_level)| {
        a_level.cmp(b_level).then(score(b).total_cmp(&score(a))).then(a.0.at.token.cmp(&b.0.at.token))
    });
    let mut taken = taken(scene, drafts.iter());
    // What the form of the text has given to somebody is nobody else's, not even as a part; a name that somebody gives to
    // a thing may well stand in the report of another.
    let formed = self::taken(scene, drafts.iter().filter(|d| d.rule != "name-given"));
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
        if wording::asks(scene, cue.at.token) {
            wording::leave_to_the_asker(scene, &mut draft);
        }
        let doubtful =
            confidence < LEAST_PASSIVE && subject::is_passive_subject(scene, &draft.items, cue.at.token);
        if draft.spans.is_empty() || !quoted && doubtful {
            continue;
        }
        draft.items.iter().cloned().flatten().for_each(|i| taken[i] = true);
        let added = broken::split_added(scene, &mut draft);
        drafts.push(draft);
        drafts.extend(added);
    }
}

/// Which items the drafts hold.
fn taken<'d>(scene: &Scene, drafts: impl Iterator<Item = &'d Draft>) -> Vec<bool> {
    let mut taken = vec![false; scene.items.items.len()];
    drafts.flat_map(|d| d.items.iter().cloned().flatten()).for_each(|i| taken[i] = true);
    taken
}

/// The draft of a name that `source` gives to something: the items `name` behind the token `cue`.
pub fn named(scene: &Scene, name: Range<usize>, source: Range<usize>, cue: usize) -> Draft {
    Draft { cue: Some(cue), confidence: 0.8, ..stated(scene, name, source, "name-given") }
}

/// The draft of what the wording gives to the tokens `source`: the items `words` without the marks at their ends.
pub fn stated(scene: &Scene, words: Range<usize>, source: Range<usize>, rule: &'static str) -> Draft {
    let pieces = vec![trim(scene, words)];
    Draft {
        kind: kind(scene, &pieces),
        spans: pieces.iter().flat_map(|p| piece_spans(scene, p.clone())).collect(),
        items: pieces,
        source: Some(source),
        cue: None,
        confidence: 0.9,
        rule,
        choice: Choice::default(),
        anonymous: false,
    }
}

/// The pieces that belong together. A few plain words on the cue's far side are no part of a quotation or of a
/// report that stands whole on the near side: "…", its envoy, Ama Mensah, said on the eve of the talks.
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
    // "Kosovo, he said, was “a wound”": what lacks its subject does not stand whole.
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
        rule: rule(scene, &pieces, cue),
        items: pieces,
        source,
        cue: Some(cue),
        confidence,
        choice: Choice { by: Chooser::Sentence, probability: report.source_probability, rival },
        anonymous: false,
    }
}

/// The name of the rule for a report by this cue: where the cue stands as seen from the words.
pub fn rule(scene: &Scene, pieces: &[Range<usize>], cue: usize) -> &'static str {
    let token = |item: usize| scene.items.items[item].tokens(scene.runs).start;
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return "cue" };
    match scene.layout.word(cue) {
        word if word.eq_ignore_ascii_case("according") => "according-to",
        ":" => "colon",
        _ if cue < token(first.start) => "said-before",
        _ if cue > token(last.start) => "said-after",
        _ => "said-between",
    }
}

/// How the items of these pieces report.
pub fn kind(scene: &Scene, pieces: &[Range<usize>]) -> QuoteKind {
    let (mut quoted, mut plain) = (false, false);
    for item in pieces.iter().cloned().flatten() {
        match scene.items.items[item] {
            Item::Run(_) => quoted = true,
            Item::Token(i) => {
                plain |= matches!(scene.layout.tokens[i].kind, TokenKind::Word | TokenKind::Number);
            }
        }
    }
    match (quoted, plain) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

/// A piece without the marks at its ends, and without the "that" which only joins a whole quotation to its cue.
pub fn trim(scene: &Scene, piece: Range<usize>) -> Range<usize> {
    let is_mark = |i: usize| matches!(scene.items.items[i], Item::Token(t) if scene.tags[t].is_mark());
    let (mut start, mut end) = (piece.start, piece.end);
    while start < end && is_mark(start) {
        start += 1;
    }
    while start < end && is_mark(end - 1) {
        end -= 1;
    }
    let end = without_footnote(scene, start..end);
    let joins = end - start == 2
        && matches!(scene.items.items[start], Item::Token(t) if scene.layout.word(t).eq_ignore_ascii_case("that"))
        && matches!(scene.items.items[start + 1], Item::Run(_));
    if joins { start + 1..end } else { start..end }
}

/// The end of a piece without a footnote's mark: "the talks were over.[3]".
fn without_footnote(scene: &Scene, piece: Range<usize>) -> usize {
    let is = |item: usize, mark: &str| scene.outside(item).is_some_and(|t| scene.layout.word(t) == mark);
    let is_number = |item: usize| scene.outside(item).is_some_and(|t| scene.tags[t] == Tag::Cd);
    let mut end = piece.end;
    // The closing bracket is a mark and was trimmed before.
    while end > piece.start + 3 && is_number(end - 1) && is(end - 2, "[") {
        end -= 2;
        while end > piece.start
            && matches!(scene.items.items[end - 1], Item::Token(t) if scene.tags[t].is_mark())
        {
            end -= 1;
        }
    }
    end
}

/// The bytes of a piece: one span for each quotation where it is nothing else, else one for all of it.
pub fn piece_spans(scene: &Scene, piece: Range<usize>) -> Vec<Span> {
    scene.quoted(piece.clone()).unwrap_or_else(|| {
        let ends = |item: &Item| match item {
            Item::Run(r) => scene.runs[*r].span(scene.layout),
            Item::Token(i) => scene.layout.tokens[*i].span,
        };
        scene.items.items[piece].iter().map(ends).reduce(Span::join).into_iter().collect()
    })
}

/// Joins the paragraphs of a quotation that is opened on each and closed once: they are one quote, whose speaker is
/// named in any one of them.
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

/// Whether a draft goes on the quotation that the draft before it leaves open.
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

/// The quotations that no draft claims and that are speech: three words or more, or two that are a sentence, and no title.
pub fn unclaimed(scene: &Scene, drafts: &[Draft]) -> Vec<Draft> {
    let taken = taken(scene, drafts.iter());
    let free = |(at, item): (usize, &Item)| match *item {
        Item::Run(r) if !taken[at] && is_speech(scene, r) => {
            let (source, cue) = structure::beside(scene, at).unzip();
            Some(Draft {
                kind: QuoteKind::Direct,
                spans: vec![scene.runs[r].span(scene.layout)],
                items: std::iter::once(at..at + 1).collect(),
                confidence: if source.is_some() { 0.9 } else { 0.5 },
                rule: if source.is_some() { "beside" } else { "quotation-marks" },
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
    // “It’s finished,” is two words and speech: it begins and ends as a sentence or its part before "she said" does.
    let exclaims = matches!(run.last(scene.layout), "!" | "?");
    let whole = scene.layout.tokens[run.tokens.start].is_capitalised(scene.layout.text)
        && matches!(run.last(scene.layout), "," | "!" | "?");
    let short = run.words == 2 && whole;
    (run.words >= 3 || short) && (!title || exclaims) && !(run.secondary && run.words < 6)
}
