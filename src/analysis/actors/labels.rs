//! Names shown by the form of the text: the labels of a transcript's turns ("MR. PESKOV:"), datelines.

use std::collections::HashSet;
use std::ops::Range;

use super::view::View;
use crate::analysis::ActorKind;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::{Name, NameKind, heads};
use crate::analysis::table::EntryIx;
use crate::document::BlockKind;
use crate::text::key::initials;
use crate::text::{Shape, TokenKind};

/// Longest label, in tokens ("DEPUTY ASSISTANT SECRETARY OF STATE ANA LUND").
const LONGEST: usize = 12;

/// Labels of those who ask, answer or moderate.
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

/// The names on the labels of a text's turns, in order, without their titles.
pub fn names(view: &View) -> Vec<Range<usize>> {
    let turns = view
        .layout
        .blocks
        .iter()
        .filter(|b| matches!(b.block.kind, BlockKind::SpeakerTurn | BlockKind::SpeakerLabel));
    turns.filter_map(|b| name(view, b.tokens.clone(), b.block.kind == BlockKind::SpeakerLabel)).collect()
}

/// The name on the label of the turn with these tokens; `alone` if they are only the label.
fn name(view: &View, turn: Range<usize>, alone: bool) -> Option<Range<usize>> {
    let stop = view.layout.stop_of_label(&turn).filter(|_| !alone);
    let colon = turn.clone().take(LONGEST).find(|&i| matches!(view.word(i), ":" | "：" | "(" | "[" | ","));
    // "Mrs. LUND of Lissa."
    let place = stop.and_then(|stop| (turn.start + 2..stop).find(|&i| view.is(i, &["of"])));
    let colon = place.or(stop).or(colon);
    let colon = colon.or((alone && turn.len() <= LONGEST).then_some(turn.end))?;
    let titled = (turn.start..colon).rev().find(|&i| is_before_names(view, i));
    let name = behind_state(view, titled.map_or(turn.start, |t| t + 1)..colon);
    let capital = |i: usize| {
        view.layout.tokens[i].kind == TokenKind::Word
            && (view.capital(i) || view.is(i, &["de", "al", "bin", "van"]))
    };
    let fits = !name.is_empty() && name.len() <= 5 && name.clone().all(capital);
    // "Q1", "A1"
    let letter = |i: usize| matches!(view.word(i).trim_end_matches(|c: char| c.is_ascii_digit()), "Q" | "A");
    (fits && !name.clone().any(|i| view.is(i, NOBODY) || letter(i))).then_some(name)
}

/// The difference between the labels of outlets and those of persons.
pub struct Outlets {
    /// Whether the labels of the text are in capitals.
    shout: bool,
    /// The initials of the persons in the text.
    initials: HashSet<String>,
}

impl Outlets {
    /// Reads the `labels` of a text and the `names` in it.
    pub fn new(view: &View, names: &[Name], labels: &[Range<usize>]) -> Self {
        const SHORT: u32 = 3;
        let last = |label: &Range<usize>| view.layout.tokens[label.end - 1];
        let small = labels.iter().map(last).any(|t| t.shape == Shape::Capital && t.span.len() > SHORT);
        let full = names.iter().filter(|n| n.kind == NameKind::Person && n.tokens.len() > 1);
        let letters = |n: &Name| initials(view.span(&n.tokens).of(view.layout.text));
        Self { shout: !small, initials: full.map(letters).filter(|_| !labels.is_empty()).collect() }
    }

    /// Whether a label is an outlet's: "The Ledger", "Lissa Daily News", or initials that belong to no person in the
    /// text.
    pub fn has(&self, view: &View, label: &Range<usize>) -> bool {
        const OUTLETS: u8 = 7;
        const LONGEST_INITIALS: usize = 5;
        let last = view.word(label.end - 1);
        let titled = label.clone().any(|i| view.listed(i).is_title() || view.listed(i).is_role_noun());
        let the = label.len() > 1 && view.is(label.start, &["the"]);
        let outlet = label.len() > 1
            && !view.listed(label.start).is_given_name()
            && heads::kind(hash_lower(last)) == OUTLETS;
        let block = &view.layout.blocks[view.layout.block_of(label.start)].tokens;
        let upper = label.len() == 1
            && block.start == label.start
            && view.layout.tokens[label.start].shape == Shape::Upper;
        // If other labels are in lower case, one in capitals is initials.
        let letters = upper && last.len() <= LONGEST_INITIALS && !self.initials.contains(last);
        let org = |(ix, _): &(EntryIx, _)| view.table.entry(*ix).kind == ActorKind::Org;
        let initials = letters && (!self.shout || view.table.named(last).iter().any(org));
        !titled && (the || outlet || initials)
    }
}

/// The name after the state of an office: "Ama Mensah" in "President of Lissa Ama Mensah".
fn behind_state(view: &View, label: Range<usize>) -> Range<usize> {
    if !view.is(label.start, &["of"]) || label.len() < 3 {
        return label;
    }
    let from = label.start + 1 + usize::from(view.is(label.start + 1, &["the"]));
    match view.table.longest(view.layout, from) {
        Some(hit) if hit.tokens.end < label.end => hit.tokens.end..label.end,
        _ => label,
    }
}

/// The tokens in brackets after names on labels, which are constituencies, parties and remarks: in blocks of a label and
/// its words, or of only a name and brackets.
pub fn asides(view: &View) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for block in &view.layout.blocks {
        let tokens = block.tokens.clone();
        let colon = tokens.clone().take(2 * LONGEST).find(|&i| view.word(i) == ":");
        let label = match (block.block.kind, colon) {
            (BlockKind::SpeakerTurn, Some(colon)) => tokens.start..colon,
            _ if tokens.len() <= 2 * LONGEST && tokens.len() > 3 && view.word(tokens.end - 1) == ")" => {
                tokens
            }
            _ => continue,
        };
        let opens = label.clone().filter(|&i| view.word(i) == "(").collect::<Vec<_>>();
        let Some(&first) = opens.first() else { continue };
        let name = label.start..first;
        // "The Minister for Africa (Ama Mensah):" names the speaker in the brackets.
        let named = !name.is_empty() && name.len() <= 5 && name.clone().all(|i| view.capital(i));
        let office = name.clone().any(|i| view.listed(i).is_office());
        for open in opens.into_iter().filter(|_| named && !office) {
            let close = (open..label.end).find(|&i| view.word(i) == ")").unwrap_or(label.end);
            out.push(open..close);
        }
    }
    out
}

/// The brackets of datelines, which name the agency of the report: "BORO, Feb 3 (Own Wire) –".
pub fn wires(view: &View) -> Vec<Range<usize>> {
    const NEAR: usize = 14;
    let bracket = |tokens: &Range<usize>| {
        let near = tokens.start..tokens.end.min(tokens.start + NEAR);
        let open = near.clone().find(|&i| view.word(i) == "(")?;
        let close = (open..near.end).find(|&i| view.word(i) == ")")?;
        let dash = matches!(view.word(close + 1), "-" | "–" | "—" | "--");
        let place = view.layout.tokens[tokens.start].shape == Shape::Upper;
        (dash && place && close > open + 1 && close + 1 < tokens.end).then_some(open + 1..close)
    };
    view.layout.blocks.iter().filter(|b| !b.tokens.is_empty()).filter_map(|b| bracket(&b.tokens)).collect()
}

/// The blocks that only credit writers, editors or photographers: "(Reporting by …)", "By Ama Mensah".
pub fn credits(view: &View) -> Vec<Range<usize>> {
    let blocks = view.layout.blocks.iter().enumerate();
    let mut out: Vec<Range<usize>> =
        blocks.filter(|(n, b)| is_credit(view, *n, &b.tokens)).map(|(_, b)| b.tokens.clone()).collect();
    let authors: Vec<Range<usize>> = out.iter().flat_map(|credit| authors(view, credit)).collect();
    let about = |tokens: &&Range<usize>| authors.iter().any(|author| is_about(view, tokens, author));
    let lives: Vec<_> = view.layout.blocks.iter().map(|b| &b.tokens).filter(about).cloned().collect();
    out.extend(lives);
    out
}

/// The full names of a byline.
fn authors(view: &View, credit: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    if !view.is(credit.start, &["by"]) {
        return out;
    }
    for i in credit.start + 1..credit.end {
        match out.last_mut().filter(|name| name.end == i) {
            _ if !view.capital(i) => {}
            Some(name) => name.end = i + 1,
            None => out.push(i..i + 1),
        }
    }
    out.retain(|name| name.len() > 1);
    out
}

/// Whether a block describes its author's profession: "Ama Mensah teaches law in Boro."
fn is_about(view: &View, block: &Range<usize>, author: &Range<usize>) -> bool {
    const LIVES: &[&str] = &[
        "is", "was", "teaches", "writes", "works", "covers", "reports", "leads", "runs", "edits", "studies",
        "heads",
    ];
    let verb = block.start + author.len();
    block.start > author.end
        && verb < block.end
        && view.is(verb, LIVES)
        && author.clone().zip(block.clone()).all(|(a, b)| view.word(a) == view.word(b))
}

/// A byline is within this many blocks at the beginning of a text.
const BYLINE_BLOCKS: usize = 8;

fn is_credit(view: &View, n: usize, tokens: &Range<usize>) -> bool {
    const WORK: &[&str] = &[
        "reporting",
        "editing",
        "writing",
        "translation",
        "photo",
        "photos",
        "photograph",
        "photography",
        "compiled",
        "edited",
        "translated",
        "written",
        "graphics",
    ];
    let open = usize::from(matches!(view.word(tokens.start), "(" | "["));
    let first = tokens.start + open + usize::from(view.is(tokens.start + open, &["additional"]));
    let work = view.is(first, WORK) && view.is(first + 1, &["by"]) && (open == 1 || tokens.len() < 40);
    let names =
        |i: usize| view.capital(i) || matches!(view.word(i), "," | "and" | "&" | "in" | "for" | "." | "-");
    let byline = n < BYLINE_BLOCKS
        && view.is(tokens.start, &["by"])
        && (3..20).contains(&tokens.len())
        && view.word(tokens.end - 1) != "."
        && (tokens.start + 1..tokens.end).all(names);
    work || byline || is_contribution(view, tokens)
}

/// "Own Wire writers Ama Mensah in Boro and Kofi Hale in Lund contributed to this report."
fn is_contribution(view: &View, tokens: &Range<usize>) -> bool {
    const LONGEST: usize = 60;
    const WRITERS: &[&str] = &[
        "writer",
        "writers",
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "journalist",
        "journalists",
        "producer",
        "producers",
    ];
    const REPORTS: &[&str] = &["report", "story", "article", "reporting"];
    let Some(verb) = tokens.clone().take(LONGEST).find(|&i| view.is(i, &["contributed"])) else {
        return false;
    };
    let writers = (tokens.start..verb).take(8).any(|i| view.is(i, WRITERS));
    let report = (verb..tokens.end.min(verb + 8)).any(|i| view.is(i, REPORTS));
    tokens.len() < LONGEST && (writers && tokens.end < verb + 10 || report)
}

/// Whether the word at token `i` is a title that no name begins or ends with.
fn is_before_names(view: &View, i: usize) -> bool {
    let word = view.listed(i);
    (word.is_title() || word.is_role_noun()) && !word.is_surname() && !word.is_given_name()
}

/// Whether `tokens` are the place of a dateline: in capitals at the beginning of a block, before a dash, a date or a
/// bracket.
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
