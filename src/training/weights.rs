//! Weights in training: every feature by its whole hash, learned with AdaGrad under an L1 and an L2 penalty.

use std::collections::HashMap;

use super::Random;

/// Training options.
#[derive(Debug, Clone)]
pub struct Options {
    /// Number of classes.
    pub classes: usize,
    /// Passes over the data.
    pub epochs: usize,
    /// Step of AdaGrad.
    pub rate: f32,
    /// Penalty on the absolute weight, for each example seen.
    pub l1: f32,
    /// Penalty on the squared weight, for each example that has the feature.
    pub l2: f32,
    /// Features that occur less often are dropped.
    pub least_count: u32,
    /// Seed for the order of examples.
    pub seed: u64,
}

impl Options {
    /// Settings that suit most models.
    pub const fn new(classes: usize) -> Self {
        Self { classes, epochs: 12, rate: 0.1, l1: 1e-6, l2: 1e-5, least_count: 2, seed: 1 }
    }
}

/// A trained model, before it is packed.
#[derive(Debug, Clone)]
pub struct Trained {
    /// Number of classes.
    pub classes: usize,
    /// Weights of transitions, in nats: from the start, from each class, to the end; `classes` to a row.
    pub transitions: Vec<f32>,
    /// Each feature with a nonzero weight: its weights for each class in nats, and how often it occurred.
    pub features: Vec<(u32, Vec<f32>, u32)>,
}

/// The features, and how often each occurs.
#[derive(Debug, Default)]
pub struct Index {
    ids: HashMap<u32, u32>,
    hashes: Vec<u32>,
    counts: Vec<u32>,
}

impl Index {
    /// All features that occur at least `least` times in `rows`.
    pub fn new<'a>(rows: impl Iterator<Item = &'a [u32]>, least: u32) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        rows.flatten().for_each(|&f| *counts.entry(f).or_default() += 1);
        let mut kept: Vec<_> = counts.into_iter().filter(|&(_, n)| n >= least).collect();
        kept.sort_unstable();
        let ids = kept.iter().enumerate().map(|(id, &(f, _))| (f, id as u32)).collect();
        let (hashes, counts) = kept.into_iter().unzip();
        Self { ids, hashes, counts }
    }

    /// The ids of the indexed features.
    pub fn ids(&self, row: &[u32]) -> Vec<u32> {
        row.iter().filter_map(|f| self.ids.get(f).copied()).collect()
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there are no features.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

/// A table of weights in training, `width` to a row.
#[derive(Debug)]
pub struct Table {
    width: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// The example at which a row last took its L1 penalty.
    seen: Vec<u32>,
}

impl Table {
    /// A table of zeros.
    pub fn new(rows: usize, width: usize) -> Self {
        let zeros = || vec![0.0; rows * width];
        Self { width, weights: zeros(), squares: zeros(), seen: vec![0; rows] }
    }

    /// The weights of row `id`.
    pub fn row(&self, id: usize) -> &[f32] {
        &self.weights[id * self.width..(id + 1) * self.width]
    }

    /// All weights, row by row.
    pub fn all(&self) -> &[f32] {
        &self.weights
    }

    /// Moves row `id` against `gradient` at example number `now`; penalties as in `options`.
    pub fn update(&mut self, id: usize, gradient: &[f32], now: u32, options: &Options) {
        let passed = now.saturating_sub(std::mem::replace(&mut self.seen[id], now)) as f32;
        let at = id * self.width..(id + 1) * self.width;
        let cells = self.weights[at.clone()].iter_mut().zip(&mut self.squares[at]);
        for ((weight, square), gradient) in cells.zip(gradient) {
            let gradient = gradient + options.l2 * *weight;
            if gradient == 0.0 && *weight == 0.0 {
                continue;
            }
            *square += gradient * gradient;
            let step = options.rate / (square.sqrt() + 1e-6);
            let moved = *weight - step * gradient;
            let penalty = (step * options.l1 * passed).min(moved.abs());
            *weight = moved - penalty.copysign(moved);
        }
    }
}

/// Goes over `examples` examples in a new order on each pass: `learn` takes an example's number and how many
/// were learned so far, and returns its loss; `report` gets the sum of a pass.
pub fn passes(
    examples: usize,
    options: &Options,
    mut learn: impl FnMut(usize, u32) -> f32,
    mut report: impl FnMut(f32),
) {
    let mut order: Vec<usize> = (0..examples).collect();
    let (mut random, mut now) = (Random(options.seed), 0);
    for _ in 0..options.epochs {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for &i in &order {
            now += 1;
            loss += learn(i, now);
        }
        report(loss);
    }
}

/// Joins a table of features with its index.
pub fn collect(index: &Index, table: &Table, transitions: Vec<f32>, classes: usize) -> Trained {
    let rows = index.hashes.iter().zip(&index.counts).enumerate();
    let features = rows
        .map(|(id, (&feature, &count))| (feature, table.row(id).to_vec(), count))
        .filter(|(_, row, _)| row.iter().any(|&w| w != 0.0))
        .collect();
    Trained { classes, transitions, features }
}
