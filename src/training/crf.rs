//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), trained by stochastic
//! gradient descent.

use super::weights::{Index, Options, Table, Trained, collect, passes};

/// Log weight of a transition that the caller forbids.
const NEVER: f32 = -60.0;

/// A training sequence.
#[derive(Debug, Clone, Default)]
pub struct Sequence {
    /// The features of each token.
    pub rows: Vec<Vec<u32>>,
    /// The class of each token.
    pub labels: Vec<u8>,
    /// The weight of the sequence; 1 for good data, less for doubtful data.
    pub weight: f32,
}

/// Whether one class may follow another; none means an end of the sequence.
pub type Allowed = fn(Option<usize>, Option<usize>) -> bool;

/// Trains on `data`. Reports the mean loss of each pass, in nats a token, to `report`.
pub fn train(data: &[Sequence], allowed: Allowed, options: &Options, mut report: impl FnMut(f32)) -> Trained {
    let rows = data.iter().flat_map(|s| &s.rows).map(Vec::as_slice);
    let index = Index::new(rows, options.least_count);
    let ids: Vec<Vec<Vec<u32>>> =
        data.iter().map(|s| s.rows.iter().map(|row| index.ids(row)).collect()).collect();
    let tokens: usize = ids.iter().map(Vec::len).sum();
    let n = options.classes;
    let mut model = Model {
        features: Table::new(index.len(), n),
        moves: Table::new(n + 2, n),
        mask: mask(n, allowed),
        n,
    };
    passes(
        data.len(),
        options,
        |i, now| model.learn(&ids[i], &data[i], now, options),
        |loss| {
            report(loss / tokens.max(1) as f32);
        },
    );
    let moves = model.moves.all().iter().zip(&model.mask).map(|(w, m)| w + m).collect();
    collect(&index, &model.features, moves, n)
}

fn mask(n: usize, allowed: Allowed) -> Vec<f32> {
    let class = |row: usize| row.checked_sub(1);
    let to = |row, k| if row == n + 1 { allowed(Some(k), None) } else { allowed(class(row), Some(k)) };
    (0..n + 2)
        .flat_map(|row| (0..n).map(move |k| (row, k)))
        .map(|(r, k)| if to(r, k) { 0.0 } else { NEVER })
        .collect()
}

struct Model {
    features: Table,
    /// Row 0 from the start, then one for each class, the last to the end.
    moves: Table,
    mask: Vec<f32>,
    n: usize,
}

impl Model {
    /// One step of gradient descent on one sequence; returns its loss in nats.
    fn learn(&mut self, ids: &[Vec<u32>], gold: &Sequence, now: u32, options: &Options) -> f32 {
        if ids.is_empty() {
            return 0.0;
        }
        let lattice = Lattice::new(self, ids);
        let (n, last) = (self.n, ids.len() - 1);
        let mut moves = vec![0.0; (n + 2) * n];
        let label = |i: usize| usize::from(gold.labels[i]);
        lattice.expect_moves(&mut moves);
        moves[label(0)] -= 1.0;
        (1..=last).for_each(|i| moves[(label(i - 1) + 1) * n + label(i)] -= 1.0);
        moves[(n + 1) * n + label(last)] -= 1.0;
        moves.iter_mut().for_each(|g| *g *= gold.weight);
        for (row, gradient) in moves.chunks_exact(n).enumerate() {
            self.moves.update(row, gradient, now, options);
        }
        for (i, row) in ids.iter().enumerate() {
            let mut gradient = lattice.marginal(i);
            gradient[label(i)] -= 1.0;
            gradient.iter_mut().for_each(|g| *g *= gold.weight);
            row.iter().for_each(|&id| self.features.update(id as usize, &gradient, now, options));
        }
        lattice.loss(&gold.labels) * gold.weight
    }
}

/// All paths through one sequence, with their weights in logarithms.
struct Lattice {
    n: usize,
    tokens: Vec<f32>,
    moves: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    total: f32,
}

impl Lattice {
    fn new(model: &Model, ids: &[Vec<u32>]) -> Self {
        let n = model.n;
        let moves: Vec<f32> = model.moves.all().iter().zip(&model.mask).map(|(w, m)| w + m).collect();
        let mut tokens = vec![0.0; ids.len() * n];
        for (sum, row) in tokens.chunks_exact_mut(n).zip(ids) {
            for &id in row {
                sum.iter_mut().zip(model.features.row(id as usize)).for_each(|(s, w)| *s += w);
            }
        }
        let empty = vec![0.0; tokens.len()];
        let mut lattice = Self { n, tokens, moves, forward: empty.clone(), backward: empty, total: 0.0 };
        lattice.run_forward(ids.len());
        lattice.run_backward(ids.len());
        lattice
    }

    fn run_forward(&mut self, len: usize) {
        let n = self.n;
        for i in 0..len {
            for k in 0..n {
                let reached = if i == 0 {
                    self.moves[k]
                } else {
                    log_sum((0..n).map(|j| self.forward[(i - 1) * n + j] + self.moves[(j + 1) * n + k]))
                };
                self.forward[i * n + k] = reached + self.tokens[i * n + k];
            }
        }
        self.total = log_sum((0..n).map(|k| self.forward[(len - 1) * n + k] + self.moves[(n + 1) * n + k]));
    }

    fn run_backward(&mut self, len: usize) {
        let n = self.n;
        self.backward[(len - 1) * n..].copy_from_slice(&self.moves[(n + 1) * n..]);
        for i in (1..len).rev() {
            for j in 0..n {
                self.backward[(i - 1) * n + j] = log_sum((0..n).map(|k| {
                    self.moves[(j + 1) * n + k] + self.tokens[i * n + k] + self.backward[i * n + k]
                }));
            }
        }
    }

    fn marginal(&self, i: usize) -> Vec<f32> {
        let at = |k: usize| i * self.n + k;
        (0..self.n).map(|k| (self.forward[at(k)] + self.backward[at(k)] - self.total).exp()).collect()
    }

    /// Adds the expected count of each transition.
    fn expect_moves(&self, out: &mut [f32]) {
        let (n, len) = (self.n, self.tokens.len() / self.n);
        for (k, (first, last)) in self.marginal(0).into_iter().zip(self.marginal(len - 1)).enumerate() {
            out[k] += first;
            out[(n + 1) * n + k] += last;
        }
        for i in 1..len {
            for j in 0..n {
                let before = self.forward[(i - 1) * n + j] - self.total;
                for k in 0..n {
                    let after = self.tokens[i * n + k] + self.backward[i * n + k];
                    out[(j + 1) * n + k] += (before + self.moves[(j + 1) * n + k] + after).exp();
                }
            }
        }
    }

    /// The negative log probability of one path.
    fn loss(&self, labels: &[u8]) -> f32 {
        let n = self.n;
        let class = |i: usize| usize::from(labels[i]);
        let tokens: f32 = (0..labels.len()).map(|i| self.tokens[i * n + class(i)]).sum();
        let moves: f32 = (1..labels.len()).map(|i| self.moves[(class(i - 1) + 1) * n + class(i)]).sum();
        let ends = self.moves[class(0)] + self.moves[(n + 1) * n + class(labels.len() - 1)];
        self.total - tokens - moves - ends
    }
}

fn log_sum(terms: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = terms.clone().fold(f32::NEG_INFINITY, f32::max);
    most + terms.map(|t| (t - most).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::linear::SequenceModel;
    use crate::training::pack::pack;

    /// Feature 7 begins a stretch (class 1), which continues (class 2) until feature 9; feature 5 alone says
    /// nothing, so only the class before it tells whether it is inside.
    fn open_and_close(features: &[u32]) -> Sequence {
        let mut open = false;
        let label = |&f: &u32| {
            open = (open || f == 7) && f != 9;
            if f == 7 { 1 } else { 2 * u8::from(open) }
        };
        let labels = features.iter().map(label).collect();
        Sequence { rows: features.iter().map(|&f| vec![f]).collect(), labels, weight: 1.0 }
    }

    #[test]
    fn a_trained_and_packed_model_tags_sequences_that_it_never_saw() {
        let data = [
            open_and_close(&[5, 5, 5, 7, 5, 5, 9, 5, 7, 5, 9]),
            open_and_close(&[7, 5, 9, 5, 5, 5, 7, 5, 5]),
            open_and_close(&[5, 5, 5, 5, 5, 7]),
            open_and_close(&[5, 7, 5, 5, 5, 5, 9, 5, 5, 5, 5, 7, 5]),
        ];
        let options = Options { epochs: 60, rate: 0.3, least_count: 1, ..Options::new(3) };
        let trained = train(&data, |_, _| true, &options, |_| ());
        let model = SequenceModel::load(pack(&trained, 2, 0).bytes.leak(), 0).expect("a whole model");
        let unseen = open_and_close(&[5, 5, 7, 5, 5, 5, 5, 9, 5, 5, 7, 5]);
        let scores: Vec<_> = unseen.rows.iter().map(|row| model.score(row)).collect();
        let mut path = Vec::new();
        model.decode(&scores, &mut path);
        assert_eq!(path, unseen.labels);
    }

    #[test]
    fn forbidden_transitions_never_win() {
        let data = [open_and_close(&[5, 7, 5, 9, 5])];
        let options = Options { epochs: 20, least_count: 1, ..Options::new(3) };
        let from_end = |from: Option<usize>, to: Option<usize>| !(from == Some(1) && to.is_none());
        let trained = train(&data, from_end, &options, |_| ());
        let model = SequenceModel::load(pack(&trained, 2, 0).bytes.leak(), 0).expect("a whole model");
        let mut path = Vec::new();
        model.decode(&[model.score(&[7]), model.score(&[7])], &mut path);
        assert_eq!(path[1], 0);
    }
}
