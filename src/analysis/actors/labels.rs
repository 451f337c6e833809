//! Names that the form of the text gives away: the labels of a transcript's turns ("MR. PESKOV:"), datelines.

use std::ops::Range;

use super::view::View;
use crate::analysis::table::word;
use crate::document::BlockKind;
use crate::text::{Shape, TokenKind};

/// Longest label, in tokens ("DEPUTY ASSISTANT SECRETARY OF STATE ANA LUND").
const LONGEST: usize = 12;

/// Labels for whoever asks, answers or leads through a talk.
const NOBODY: &[&str] = &[
    "question",
    "q",
    "a",
    "answer",
    "reporter",
    "reporters",
    "moderator",
    "operator",
    "interviewer",
    "interviewee",
    "speaker",
    "participant",
    "voice",
    "interpreter",
    "translator",
    "host",
    "narrator",
    "staff",
    "press",
    "audience",
    "male",
    "female",
    "unidentified",
    "unknown",
    "all",
];

/// The names on the labels of a text's turns, in order, without the titles before them.
pub fn names(view: &View) -> Vec<Range<usize>> {
    let turns = view
        .layout
        .blocks
        .iter()
        .filter(|b| matches!(b.block.kind, BlockKind::SpeakerTurn | BlockKind::SpeakerLabel));
    turns.filter_map(|b| name(view, b.tokens.clone(), b.block.kind == BlockKind::SpeakerLabel)).collect()
}

/// The name on the label of the turn with these tokens; `alone`, where they are nothing but the label.
fn name(view: &View, turn: Range<usize>, alone: bool) -> Option<Range<usize>> {
    let colon = turn.clone().take(LONGEST).find(|&i| matches!(view.word(i), ":" | "：" | "(" | "[" | ","));
    let colon = colon.or((alone && turn.len() <= LONGEST).then_some(turn.end))?;
    let titled = (turn.start..colon).rev().find(|&i| is_before_names(view, i));
    let name = titled.map_or(turn.start, |t| t + 1)..colon;
    let capital = |i: usize| {
        view.layout.tokens[i].kind == TokenKind::Word
            && (view.capital(i) || view.is(i, &["de", "al", "bin", "van"]))
    };
    let fits = !name.is_empty() && name.len() <= 5 && name.clone().all(capital);
    (fits && !name.clone().any(|i| view.is(i, NOBODY))).then_some(name)
}

/// Whether the word at token `i` is a title that no name begins or ends with.
fn is_before_names(view: &View, i: usize) -> bool {
    let word = word(view.word(i));
    (word.is_title() || word.is_role_noun()) && !word.is_surname() && !word.is_given_name()
}

/// Whether `tokens` are the place of a dateline: in capitals at the head of a block, before a dash, a date or a bracket.
pub fn is_dateline(view: &View, tokens: &Range<usize>) -> bool {
    let block = &view.layout.blocks[view.layout.block_of(tokens.start)].tokens;
    let shape = |i: usize| view.layout.tokens[i].shape;
    let next = tokens.end;
    let ends = matches!(view.word(next), "(" | "—" | "–" | "--" | "-" | ",")
        || view.layout.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number);
    let goes_on = || block.clone().skip(tokens.len()).any(|i| shape(i) == Shape::Lower);
    let dated = (next..block.end.min(next + 8)).any(|i| view.layout.tokens[i].kind == TokenKind::Number);
    block.start == tokens.start
        && tokens.clone().all(|i| shape(i) == Shape::Upper)
        && ends
        && (dated || goes_on())
}
