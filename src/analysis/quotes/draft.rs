//! Drafts: quotes before their speakers are looked up, and the pieces of text in them.

use std::ops::Range;

use super::items::Item;
use super::rule::Rule;
use super::scene::Scene;
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
    /// Their items.
    pub items: Vec<Range<usize>>,
    /// The tokens that name the speaker.
    pub source: Option<Range<usize>>,
    /// The reporting token.
    pub cue: Option<usize>,
    /// The confidence of the attribution, 0 to 1.
    pub confidence: f32,
    /// The rule that made the attribution.
    pub rule: Rule,
    /// How the speaker was chosen.
    pub choice: Choice,
    /// Whether the sentence withholds the speaker ("reporters were told"), so that no speaker is looked for.
    pub anonymous: bool,
}

/// How a draft's speaker was chosen, and from which candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// The method.
    pub by: Chooser,
    /// The probability of the chosen speaker, 0 to 1.
    pub probability: f32,
    /// The runner-up, as tokens, with its probability.
    pub rival: Option<(Range<usize>, f32)>,
}

/// The methods of choosing a speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Chooser {
    /// The form of the text; there were no other candidates.
    #[default]
    Form,
    /// The labels of the words around the cue.
    Sentence,
    /// The ranking of the phrases around the quote.
    Ranking,
}

impl Draft {
    /// Gives the draft these pieces.
    pub fn set(&mut self, scene: &Scene, pieces: Vec<Range<usize>>) {
        self.spans = pieces.iter().flat_map(|p| piece_spans(scene, p.clone())).collect();
        self.kind = kind(scene, &pieces);
        self.items = pieces;
    }
}

/// The draft for a name that `source` gives to something: the items `name` after the token `cue`.
pub fn named(scene: &Scene, name: Range<usize>, source: Range<usize>, cue: usize) -> Draft {
    Draft { cue: Some(cue), confidence: 0.8, ..stated(scene, name, source, Rule::NameGiven) }
}

/// The draft for words that the wording assigns to the tokens `source`: the items `words` without the marks at
/// their ends.
pub fn stated(scene: &Scene, words: Range<usize>, source: Range<usize>, rule: Rule) -> Draft {
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

/// Words that the form of the text assigns to `source`, by a rule.
pub fn formed(scene: &Scene, block: usize, items: Range<usize>, source: Range<usize>) -> Draft {
    Draft {
        kind: QuoteKind::Direct,
        spans: scene.quoted(items.clone()).unwrap_or_else(|| vec![scene.layout.blocks[block].block.span]),
        items: vec![items],
        source: Some(source),
        cue: None,
        confidence: 0.95,
        rule: Rule::Signature,
        choice: Choice::default(),
        anonymous: false,
    }
}

/// The name of the rule for a report with this cue: by the cue's place relative to the words.
pub fn rule(scene: &Scene, pieces: &[Range<usize>], cue: usize) -> Rule {
    let token = |item: usize| scene.items.items[item].tokens(scene.runs).start;
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Rule::Cue };
    match scene.layout.word(cue) {
        word if word.eq_ignore_ascii_case("according") => Rule::AccordingTo,
        ":" => Rule::Colon,
        _ if cue < token(first.start) => Rule::SaidBefore,
        _ if cue > token(last.start) => Rule::SaidAfter,
        _ => Rule::SaidBetween,
    }
}

/// The kind of report in the items of these pieces.
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

/// A piece without the marks at its ends, and without a "that" which only joins a whole quotation to its cue.
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

/// The end of a piece without a footnote mark: "the talks were over.[3]".
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

/// The words of a draft as listed: for a report, without the "that" which joins it to its cue.
pub fn said(scene: &Scene, draft: &Draft) -> Vec<Span> {
    let joins = |t: usize| {
        let opens =
            |next: usize| matches!(scene.tags[next], Tag::Dt | Tag::Prp | Tag::PrpS | Tag::Ex | Tag::Nnp);
        scene.is(t, &["that"])
            && !scene.is_quoted(t)
            && (matches!(scene.tags[t], Tag::In | Tag::Wdt)
                || scene.tags.get(t + 1).is_some_and(|_| opens(t + 1)))
    };
    let words = |span: &Span| {
        let tokens = scene.layout.tokens_in(*span);
        if draft.kind == QuoteKind::Direct || tokens.len() < 2 || !joins(tokens.start) {
            return *span;
        }
        // "that, beyond aid, “we need to think”"
        let comma = tokens.len() > 2 && scene.tags[tokens.start + 1] == Tag::Comma;
        Span::new(scene.layout.tokens[tokens.start + 1 + usize::from(comma)].span.start, span.end)
    };
    draft.spans.iter().map(words).collect()
}

/// The bytes of a piece: one span for each quotation if it consists of quotations, else one for all of it, including the
/// marks of its quotations.
pub fn piece_spans(scene: &Scene, piece: Range<usize>) -> Vec<Span> {
    let whole = kind(scene, std::slice::from_ref(&piece)) == QuoteKind::Direct;
    scene.quoted(piece.clone()).unwrap_or_else(|| {
        let ends = |item: &Item| match item {
            Item::Run(r) if whole => scene.runs[*r].span(scene.layout),
            Item::Run(r) => scene.layout.span(&scene.runs[*r].outer),
            Item::Token(i) => scene.layout.tokens[*i].span,
        };
        scene.items.items[piece].iter().map(ends).reduce(Span::join).into_iter().collect()
    })
}

/// The tokens from the first to the last of these items.
pub fn tokens_of(scene: &Scene, items: Range<usize>) -> Range<usize> {
    let tokens = |item: usize| scene.items.items[item].tokens(scene.runs);
    tokens(items.start).start..tokens(items.end - 1).end
}

/// The items of a block, which must have tokens.
pub fn items_of(scene: &Scene, block: usize) -> Range<usize> {
    let sentences = &scene.items.blocks[block];
    scene.items.sentences[sentences.start].start..scene.items.sentences[sentences.end - 1].end
}
