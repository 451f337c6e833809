//! The parser's features: the top of the stack, the head of the buffer, their children, and the words between.
//! (After Zhang and Nivre 2011. No feature combines two words, unless they are neighbours in the text.)

use super::state::{Node, State};
use super::tagger::{rows, slots};
use super::weights::Table;
use super::{Label, Tag};

/// The number of features for a move.
pub const MOVE_FEATURES: usize = 73;

/// The number of features for a label.
pub const LABEL_FEATURES: usize = 33;

/// The number of the first template for a label, and for a move.
const LABEL: u64 = 201;
const MOVE: u64 = 101;

/// The table rows of the features for the relation of the stack's top to `head`.
pub fn label_slots(state: &State, head: u32, shift: u32) -> [u32; LABEL_FEATURES] {
    rows(LABEL, label_features(state, head), shift)
}

/// The scores of the labels for the stack's top with the head `head`.
pub fn label_scores(state: &State, head: u32, table: Table) -> [i16; Label::COUNT] {
    table.sum(slots(LABEL, &label_features(state, head), table.shift()))
}

#[inline]
fn label_features(state: &State, head: u32) -> [(u32, u32); LABEL_FEATURES] {
    let di = state.top(0);
    let left = u32::from(head == state.next());
    let (d, h, next) = (state.node(di), state.node(head), state.node(state.next()));
    let beyond = state.node(state.ahead(1 - left));
    let (dl, dll, dr) = (state.node(d.left[0]), state.node(d.left[1]), state.node(d.right[0]));
    let (hl, hr) = (state.node(h.left[0]), state.node(h.right[0]));
    let below = state.node(state.top(2 - left as usize));
    let (far, marks) = if left == 1 {
        (distance(di, head), marks_between(d, h))
    } else {
        (distance(head, di), marks_between(h, d))
    };
    let (dc, dlc, dllc, nc) = (class(d), class(dl), class(dll), class(next));
    let pair = tags([d, h]) << 1 | left;
    [
        (d.form, left),
        (d.form, h.tag << 1 | left),
        (h.form, left),
        (h.form, d.tag << 1 | left),
        (pair, 0),
        (pair, far << 8 | 1),
        (pair, marks << 8 | 2),
        (pair, dlc << 8 | 3),
        (pair, dllc << 8 | 4),
        (pair, dr.tag << 8 | 5),
        (pair, next.tag << 8 | 6),
        (pair, below.tag << 8 | 7),
        (pair, hl.tag << 8 | 8),
        (pair, hr.tag << 8 | 9),
        (pair, h.labels[0]),
        (pair, h.labels[1] ^ 0xa000_0000),
        (d.form, d.labels[0] << 1 | left),
        (d.tag << 1 | left, d.labels[0]),
        (d.tag << 1 | left, d.labels[1] ^ 0xa000_0000),
        (h.tag << 1 | left, h.labels[0] ^ h.labels[1].rotate_left(7)),
        (h.form, h.labels[1] << 1 | left),
        (h.form, h.labels[0] << 1 | left),
        (h.form, dl.tag << 1 | left),
        (h.form, marks << 4 | far << 1 | left),
        (dlc, h.tag << 7 | d.tag << 1 | left),
        (dlc << 12 | dc, left),
        (dl.form, pair),
        (dr.form, pair | 1 << 31),
        (nc, pair),
        (tags([d, h, dl, dr]), label(dl) << 8 | label(dr) << 1 | left),
        (tags([d, h, dl, dll]), label(dl) << 8 | label(dll) << 1 | left),
        (tags([below, d, h, beyond]), left),
        (pair, (d.gap << 6 | next.gap) << 8 | 10),
    ]
}

/// The table rows of the features of the next move in `state`.
pub fn move_slots(state: &State, shift: u32) -> [u32; MOVE_FEATURES] {
    rows(MOVE, move_features(state), shift)
}

/// The scores of the next move in `state`; the places after the last move mean nothing and fill a vector.
pub fn move_scores(state: &State, table: Table) -> [i16; 8] {
    table.sum(slots(MOVE, &move_features(state), table.shift()))
}

// Long because it is a table: a line per feature.
#[inline]
fn move_features(state: &State) -> [(u32, u32); MOVE_FEATURES] {
    // Each on its own: `map` over an array is a function call in builds that do not optimise across crates.
    let (s0i, s1i, n0i) = (state.top(0), state.top(1), state.ahead(0));
    let (s0, s1, s2) = (state.node(s0i), state.node(s1i), state.node(state.top(2)));
    let (n0, n1, n2) = (state.node(n0i), state.node(state.ahead(1)), state.node(state.ahead(2)));
    let (s0l, s0ll) = (state.node(s0.left[0]), state.node(s0.left[1]));
    let (s0r, s0rr) = (state.node(s0.right[0]), state.node(s0.right[1]));
    let (n0l, n0ll) = (state.node(n0.left[0]), state.node(n0.left[1]));
    let (s1l, s1r) = (state.node(s1.left[0]), state.node(s1.right[0]));
    let near = distance(s0i, n0i);
    let below = distance(s1i, s0i);
    let marks = marks_between(s0, n0);
    let marks_below = marks_between(s1, s0);
    let core = tags([s1, s0, n0]);
    let (n0c, n1c, s0lc, n0lc) = (class(n0), class(n1), class(s0l), class(n0l));
    // Words are combined only with their neighbours; a word further away contributes its tag.
    let [s0w, s0c] = if near == 1 { [s0.form, class(s0)] } else { [s0.tag; 2] };
    [
        // One word, with its tag or a neighbour's.
        (s0.form, s0.tag),
        (s1.form, s1.tag),
        (n0.form, n0.tag),
        (n1.form, n1.tag),
        (n2.form, n2.tag),
        (s0.form, tags([n0])),
        (s0.form, tags([n0, n1])),
        (s0.form, tags([s1, n0])),
        (n0.form, tags([s0])),
        (n0.form, tags([s1, s0])),
        (n0.form, tags([s0, n1])),
        (s1.form, tags([s0])),
        (s1.form, tags([s0, n0])),
        (s0.form, tags([s1]) | 1 << 30),
        (n1.form, tags([s0, n0]) | 1 << 30),
        // Tags alone.
        (tags([s0, n0]), 0),
        (tags([s1, s0]), 1),
        (core, 2),
        (tags([s2, s1, s0]), 3),
        (tags([s0, n0, n1]), 4),
        (tags([n0, n1, n2]), 5),
        (core, n1.tag << 8 | 6),
        (tags([s2, s1, s0, n0]), 7),
        (tags([s0, n0, n1, n2]), 8),
        // Children.
        (tags([s0, s0l, n0]), label(s0l) << 8 | 9),
        (tags([s0, s0r, n0]), label(s0r) << 8 | 10),
        (tags([s0, n0, n0l]), label(n0l) << 8 | 11),
        (tags([s1, s1r, s0]), label(s1r) << 8 | 12),
        (tags([s1, s1l, s0]), label(s1l) << 8 | 13),
        (tags([s1, s0, s0l]), label(s0l) << 8 | 14),
        (tags([s1, s0, s0r]), label(s0r) << 8 | 15),
        (tags([s0, s0l, s0ll]), labels([s0l, s0ll]) << 8 | 16),
        (tags([s0, s0r, s0rr]), labels([s0r, s0rr]) << 8 | 17),
        (tags([n0, n0l, n0ll]), labels([n0l, n0ll]) << 8 | 18),
        (s0l.form, tags([s0, n0])),
        (s0r.form, tags([s0, n0]) | 1 << 30),
        (n0l.form, tags([s0, n0]) | 1 << 31),
        (s1r.form, tags([s1, s0])),
        // The kinds of dependents so far.
        (s0.form, s0.labels[0]),
        (s0.form, s0.labels[1] ^ 0xa000_0000),
        (n0.form, n0.labels[0]),
        (s1.form, s1.labels[1]),
        (s0.labels[0], tags([s0, n0])),
        (s0.labels[1], tags([s0, n0]) | 1 << 31),
        (s1.labels[1], core),
        (s1.labels[0], core | 1 << 31),
        (n0.labels[0], tags([s0, n0]) | 3 << 30),
        (s0.labels[0] ^ s0.labels[1].rotate_left(7), core | 3 << 30),
        // The preposition or conjunction that opens a phrase.
        (n0lc, tags([s0, s0r])),
        (n0lc, tags([s1, s1r]) | 1 << 31),
        (s0lc << 6 | s0.tag, s1.tag),
        (n0lc, core),
        (s0lc, core | 1 << 30),
        (s0lc, tags([s1, s1r, s0, n0]) | 1 << 31),
        (n0c, tags([s1, s0, n1])),
        (n0c << 20, s0w),
        (n0c << 12 | n1c, s0c | 1 << 30),
        (tags([s1, s0, n0, n1]), 33),
        (s1.form, tags([s0, n0, n1]) | 1 << 31),
        // The distance, and the marks between.
        (s0.form, near << 8 | 19),
        (n0.form, near << 8 | 20),
        (tags([s0, n0]), near << 8 | 21),
        (tags([s1, s0]), below << 8 | 22),
        (tags([s0, n0]), marks << 8 | 23),
        (tags([s1, s0]), marks_below << 8 | 24),
        (core, (marks << 8 | marks_below) << 8 | 25),
        (s0.form, marks << 8 | 26),
        (s1.form, marks_below << 8 | 27),
        (n0.form, marks << 8 | 28),
        (tags([s0, n0]), (n0.gap << 6 | n1.gap) << 8 | 29),
        (tags([s1, s0]), (s0.gap << 6 | n0.gap) << 8 | 30),
        (core, n0.gap << 8 | 31),
        (n0.form, (n0.gap << 6 | n1.gap) << 8 | 32),
    ]
}

/// Up to five tags in one number.
#[inline]
fn tags<const N: usize>(nodes: [&Node; N]) -> u32 {
    let mut all = 0;
    for node in nodes {
        all = all << 6 | node.tag;
    }
    all
}

/// A word's tag, or the word itself if it is a function word (prepositions, conjunctions, pronouns).
/// Twelve bits.
fn class(node: &Node) -> u32 {
    const GRAMMAR: u64 = 1 << Tag::In as u64
        | 1 << Tag::To as u64
        | 1 << Tag::Cc as u64
        | 1 << Tag::Md as u64
        | 1 << Tag::Wdt as u64
        | 1 << Tag::Wp as u64
        | 1 << Tag::Wrb as u64;
    if GRAMMAR >> node.tag & 1 == 1 { 0x800 | node.form & 0x7ff } else { node.tag }
}

fn label(node: &Node) -> u32 {
    node.label as u32
}

fn labels(nodes: [&Node; 2]) -> u32 {
    label(nodes[0]) << 6 | label(nodes[1])
}

/// The distance between two tokens, in growing steps.
fn distance(a: u32, b: u32) -> u32 {
    match b.wrapping_sub(a) {
        near @ 0..=4 => near,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Commas (none, one, more) and quotation marks (none, odd, even) between two tokens.
fn marks_between(a: &Node, b: &Node) -> u32 {
    let commas = b.marks_before.0.wrapping_sub(a.marks_before.0).min(2);
    let quotes = b.marks_before.1.wrapping_sub(a.marks_before.1);
    commas << 2 | if quotes == 0 { 0 } else { 1 + (quotes & 1) }
}
