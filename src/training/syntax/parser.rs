//! Trains the parser with a dynamic oracle: it follows its own decisions, and learns what was best in the state
//! that they led to (Goldberg and Nivre 2013).

use super::corpus::Gold;
use super::perceptron::Perceptron;
use crate::analysis::Layout;
use crate::analysis::syntax::features::slots;
use crate::analysis::syntax::parser::{begin, best};
use crate::analysis::syntax::state::{Action, State};
use crate::analysis::syntax::weights::Model;
use crate::analysis::syntax::{Label, Tag};
use crate::training::Random;

/// By how much the right action must lead, in steps of learning.
const MARGIN: i32 = 100;

/// A sentence to learn from, with the tags that the parser will see.
pub type Example<'a> = (&'a Layout<'a>, &'a Gold, Vec<Tag>);

/// Trains for some rounds over `sentences`; `model` gives the lexicon.
pub fn train(sentences: &[Example], model: Model, bits: u32, rounds: usize) -> Perceptron {
    let mut learner = Perceptron::new(bits);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random(2);
    let mut state = State::default();
    for round in 0..rounds {
        random.shuffle(&mut order);
        for &s in &order {
            let (layout, gold, tags) = &sentences[s];
            begin(&mut state, layout, gold.tokens.clone(), tags, model);
            let goal = Goal::new(gold, &state);
            learn_sentence(&mut state, &goal, round == 0, &mut learner);
        }
    }
    learner
}

/// The gold tree over the words of a state.
struct Goal {
    heads: Vec<usize>,
    labels: Vec<Label>,
}

impl Goal {
    /// Leaves the marks out; what hung on a mark hangs on the mark's head.
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

fn learn_sentence(state: &mut State, gold: &Goal, is_first: bool, learner: &mut Perceptron) {
    while !state.is_done() {
        if let Some(only) = state.forced() {
            state.apply(only);
            continue;
        }
        let features = slots(state, Perceptron::SHIFT);
        if is_first {
            learner.meet(&features);
        }
        let scores = learner.sum::<{ Action::COUNT }>(&learner.rows(features));
        let chosen = best(&scores, state.possible());
        let right = best_right(&scores, state, gold);
        learner.learn(&features, right, rival(&scores, right, state.possible()));
        state.apply(Action::of_class(chosen));
    }
}

/// The best of the other classes, if `right` does not lead it by the margin.
fn rival(scores: &[i32; Action::COUNT], right: usize, possible: [bool; 3]) -> Option<usize> {
    let mut others = *scores;
    others[right] = i32::MIN;
    let rival = best(&others, possible);
    (rival != right && scores[right] - scores[rival] < MARGIN).then_some(rival)
}

/// The class with the best score among those that lose no gold arc that can still be had.
fn best_right(scores: &[i32; Action::COUNT], state: &State, gold: &Goal) -> usize {
    let lost = [lost_by_shift(state, gold), lost_by_left(state, gold), lost_by_right(state, gold)];
    let possible = state.possible();
    let least = (0..3).filter(|&k| possible[k]).map(|k| lost[k]).min().unwrap_or(0);
    let right = std::array::from_fn(|k| possible[k] && lost[k] == least);
    // The arc to the right head wants the right label too.
    let top = state.top(0);
    let is_head = |head: u32| gold.heads[top as usize] == head as usize;
    let label = |top: u32| gold.labels[top as usize];
    if right[1] && is_head(state.next()) {
        let label = if label(top) == Label::Relcl { Label::Dep } else { label(top) };
        return Action::Left(label).class();
    }
    if right[2] && is_head(state.top(1)) {
        return Action::Right(label(top)).class();
    }
    best(scores, right)
}

fn is_arc(gold: &Goal, head: u32, token: u32) -> bool {
    gold.heads.get(token as usize) == Some(&(head as usize))
}

/// Gold arcs that are lost when the next token goes onto the stack: those to tokens below the top, and from the
/// stack's top to it as head.
fn lost_by_shift(state: &State, gold: &Goal) -> usize {
    let next = state.next();
    let Some((_, below)) = state.stack().split_last() else { return 0 };
    let from_below = below.iter().filter(|&&t| is_arc(gold, t, next)).count();
    let to_next = state.stack().iter().filter(|&&t| is_arc(gold, next, t)).count();
    from_below + to_next
}

/// Gold arcs that are lost when the top is hung on the next token: its head below it or further on, its dependents
/// in the buffer.
fn lost_by_left(state: &State, gold: &Goal) -> usize {
    let (top, next) = (state.top(0), state.next());
    let head_below = usize::from(is_arc(gold, state.top(1), top));
    head_below + head_beyond(state, gold, top) + dependents(state, gold, top, next)
}

/// Gold arcs that are lost when the top is hung on the one below it.
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
