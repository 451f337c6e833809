//! The averaged perceptron over hashed, overlapping rows (Collins 2002; averaging as in Daumé's thesis, 2006).

use crate::analysis::syntax::weights::MAX_CLASSES;

/// A classifier that is being trained.
#[derive(Debug)]
pub struct Perceptron {
    bits: u32,
    weights: Vec<i32>,
    /// Sum of each weight's changes, each times the clock when it happened.
    changes: Vec<i64>,
    clock: i64,
}

impl Perceptron {
    /// A classifier over `2^bits + MAX_CLASSES` weights, all zero.
    pub fn new(bits: u32) -> Self {
        let len = (1 << bits) + MAX_CLASSES;
        Self { bits, weights: vec![0; len], changes: vec![0; len], clock: 1 }
    }

    /// How far a feature's hash is shifted to give its row.
    pub fn shift(&self) -> u32 {
        64 - self.bits
    }

    /// One score for each class.
    pub fn sum<const CLASSES: usize>(&self, slots: &[u32]) -> [i32; CLASSES] {
        let mut scores = [0; CLASSES];
        for &slot in slots {
            let row = &self.weights[slot as usize..slot as usize + CLASSES];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += weight;
            }
        }
        scores
    }

    /// Learns from one decision: `right` should have won, `chosen` did.
    pub fn learn(&mut self, slots: &[u32], right: usize, chosen: usize) {
        self.clock += 1;
        if right == chosen {
            return;
        }
        for &slot in slots {
            self.change(slot as usize + right, 1);
            self.change(slot as usize + chosen, -1);
        }
    }

    fn change(&mut self, at: usize, by: i32) {
        self.weights[at] += by;
        self.changes[at] += self.clock * i64::from(by);
    }

    /// The averaged weights, scaled to one byte each. All but one in twenty thousand of the weights that are not
    /// zero fit without clipping: clipping more of them costs far more accuracy than the coarser steps do.
    pub fn bytes(&self) -> Vec<u8> {
        let average = |(&w, &c): (&i32, &i64)| f64::from(w) - c as f64 / self.clock as f64;
        let averages: Vec<f64> = self.weights.iter().zip(&self.changes).map(average).collect();
        let mut sizes: Vec<f64> = averages.iter().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let largest = sizes.len().checked_sub(1 + sizes.len() / 20_000).map_or(1.0, |at| sizes[at]);
        let byte = |w: &f64| ((w / largest * 127.0).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
        averages.iter().map(byte).collect()
    }
}
