//! Trains the parser with a dynamic oracle: it follows its own decisions, and learns the best action in the
//! state that they led to (Goldberg and Nivre 2013).

use super::corpus::Gold;
use super::perceptron::Perceptron;
use crate::analysis::Layout;
use crate::analysis::syntax::features::{label_slots, move_slots};
use crate::analysis::syntax::parser::{begin, best, first_best};
use crate::analysis::syntax::state::{Move, State};
use crate::analysis::syntax::{Label, Tag};
use crate::training::Random;

/// The lead that the right action must have, in steps of learning.
const MARGIN: i32 = 100;

/// A training sentence, with the tags that the parser will see.
pub type Example<'a> = (&'a Layout<'a>, &'a Gold, Vec<Tag>);

/// The two classifiers of the parser.
#[derive(Debug)]
pub struct Learners {
    /// Decides the moves.
    pub moves: Perceptron,
    /// Decides the labels.
    pub labels: Perceptron,
}

/// Trains for some rounds over `sentences`; `bits` are the sizes of the two tables.
pub fn train(sentences: &[Example], bits: [u32; 2], rounds: usize) -> Learners {
    let [moves, labels] = bits.map(Perceptron::new);
    let mut learners = Learners { moves, labels };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random(2);
    let mut state = State::default();
    for round in 0..rounds {
        random.shuffle(&mut order);
        for &s in &order {
            let (layout, gold, tags) = &sentences[s];
            begin(&mut state, layout, gold.tokens.clone(), tags);
            let goal = Goal::new(gold, &state);
            learn_sentence(&mut state, &goal, round == 0, &mut learners);
        }
    }
    learners
}

/// The gold tree over the words of a state.
struct Goal {
    heads: Vec<usize>,
    labels: Vec<Label>,
}

impl Goal {
    /// Leaves out the marks; dependents of a mark go to the mark's head.
    fn new(gold: &Gold, state: &State) -> Self {
        let mut word_of = vec![None; gold.heads.len()];
        for word in 0..state.len() {
            word_of[state.node(word).token as usize] = Some(word as usize);
        }
        let (mut heads, mut labels) = (Vec::new(), Vec::new());
        for token in (0..word_of.len()).filter(|&t| word_of[t].is_some()) {
            let above = std::iter::successors(Some(gold.heads[token]), |&t| gold.heads.get(t).copied());
            heads.push({ above }.find_map(|t| *word_of.get(t)?).unwrap_or(state.len() as usize));
            labels.push(gold.labels[token]);
        }
        Self { heads, labels }
    }
}

fn learn_sentence(state: &mut State, gold: &Goal, is_first: bool, learners: &mut Learners) {
    while !state.is_done() {
        let chosen = state.forced().unwrap_or_else(|| learn_move(state, gold, is_first, &mut learners.moves));
        let head = state.head_by(chosen).filter(|&head| head != state.len());
        let label = head.map(|head| learn_label(state, head, gold, is_first, &mut learners.labels));
        state.apply(chosen, label.unwrap_or(Label::Dep));
    }
}

/// Learns the right move and returns the move that the learner chose.
fn learn_move(state: &State, gold: &Goal, is_first: bool, learner: &mut Perceptron) -> Move {
    let features = move_slots(state, Perceptron::SHIFT);
    if is_first {
        learner.meet(&features);
    }
    let scores = learner.sum::<{ Move::COUNT }>(&learner.rows(features));
    let right = best_right(&scores, state, gold) as usize;
    let mut rivals = state.possible();
    rivals[right] = false;
    let rival = best(&scores, rivals) as usize;
    let led = scores[right] - scores[rival] >= MARGIN;
    learner.learn(&features, right, (!led).then_some(rival));
    best(&scores, state.possible())
}

/// Learns the right label for the arc from `head` to the top and returns the label that the learner chose; an arc
/// that should not exist teaches nothing.
fn learn_label(state: &State, head: u32, gold: &Goal, is_first: bool, learner: &mut Perceptron) -> Label {
    let features = label_slots(state, head, Perceptron::SHIFT);
    if is_first {
        learner.meet(&features);
    }
    let scores = learner.sum::<{ Label::COUNT }>(&learner.rows(features));
    if is_arc(gold, head, state.top(0)) {
        let right = (gold.labels[state.top(0) as usize] as usize).min(Label::COUNT - 1);
        let mut others = scores;
        others[right] = i32::MIN;
        let rival = first_best(&others);
        let led = scores[right] - scores[rival] >= MARGIN;
        learner.learn(&features, right, (!led).then_some(rival));
    }
    Label::ALL[first_best(&scores)]
}

/// The best-scoring move among those that lose no gold arc that is still possible.
fn best_right(scores: &[i32; Move::COUNT], state: &State, gold: &Goal) -> Move {
    let lost = [lost_by_shift(state, gold), lost_by_left(state, gold), lost_by_right(state, gold)];
    let possible = state.possible();
    let least = (0..3).filter(|&k| possible[k]).map(|k| lost[k]).min().unwrap_or(0);
    let right = std::array::from_fn(|k| possible[k] && lost[k] == least);
    let makes_gold =
        |m: &Move| right[*m as usize] && state.head_by(*m).is_some_and(|h| is_arc(gold, h, state.top(0)));
    let arc = [Move::Left, Move::Right].into_iter().find(makes_gold);
    arc.unwrap_or_else(|| best(scores, right))
}

fn is_arc(gold: &Goal, head: u32, token: u32) -> bool {
    gold.heads.get(token as usize) == Some(&(head as usize))
}

/// Gold arcs lost when the next token is shifted: those to tokens below the top, and from the stack's top as
/// its head.
fn lost_by_shift(state: &State, gold: &Goal) -> usize {
    let next = state.next();
    let Some((_, below)) = state.stack().split_last() else { return 0 };
    let from_below = below.iter().filter(|&&t| is_arc(gold, t, next)).count();
    let to_next = state.stack().iter().filter(|&&t| is_arc(gold, next, t)).count();
    from_below + to_next
}

/// Gold arcs lost when the top is attached to the next token: its head below it or further on, its dependents in
/// the buffer.
fn lost_by_left(state: &State, gold: &Goal) -> usize {
    let (top, next) = (state.top(0), state.next());
    let head_below = usize::from(is_arc(gold, state.top(1), top));
    head_below + head_beyond(state, gold, top) + dependents(state, gold, top, next)
}

/// Gold arcs lost when the top is attached to the token below it.
fn lost_by_right(state: &State, gold: &Goal) -> usize {
    let (top, next) = (state.top(0), state.next());
    let head_next = usize::from(is_arc(gold, next, top));
    head_next + head_beyond(state, gold, top) + dependents(state, gold, top, next)
}

fn head_beyond(state: &State, gold: &Goal, top: u32) -> usize {
    let head = gold.heads.get(top as usize).map_or(0, |&h| h as u32);
    usize::from(head > state.next() && head <= state.len())
}

fn dependents(state: &State, gold: &Goal, head: u32, from: u32) -> usize {
    (from..state.len()).filter(|&t| is_arc(gold, head, t)).count()
}
