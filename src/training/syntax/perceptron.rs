//! The averaged perceptron over hashed, overlapping rows (Collins 2002; averaging as in Daumé's thesis, 2006).

use crate::analysis::syntax::weights::MAX_CLASSES;

/// A classifier in training.
#[derive(Debug)]
pub struct Perceptron {
    bits: u32,
    weights: Vec<i32>,
    /// The sum of each weight's changes, each times the clock at that time.
    changes: Vec<i64>,
    clock: i64,
    /// How often each feature was met, by more bits of its hash than the table has; counts saturate at 255.
    met: Vec<u8>,
}

/// Bits of a feature's hash used for counting.
const COUNTED_BITS: u32 = 25;

/// A feature met less often than this in the first round learns nothing: there are more of these than of all others,
/// and in a small table their weights are noise to the rest.
const RARE: u8 = 3;

impl Perceptron {
    /// A classifier over `2^bits + MAX_CLASSES` weights, all zero.
    pub fn new(bits: u32) -> Self {
        let len = (1 << bits) + MAX_CLASSES;
        Self { bits, weights: vec![0; len], changes: vec![0; len], clock: 1, met: vec![0; 1 << COUNTED_BITS] }
    }

    /// How far a feature's hash is shifted for [`Perceptron::rows`].
    pub const SHIFT: u32 = 64 - COUNTED_BITS;

    /// Counts these features.
    pub fn meet(&mut self, features: &[u32]) {
        for &feature in features {
            let met = &mut self.met[feature as usize];
            *met = met.saturating_add(1);
        }
    }

    /// The rows of these features.
    pub fn rows<const N: usize>(&self, features: [u32; N]) -> [u32; N] {
        features.map(|feature| feature >> (COUNTED_BITS - self.bits))
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

    /// Learns from one decision: `right` should have won, or won more clearly, against `rival`; `None` if the
    /// decision was fine.
    pub fn learn(&mut self, features: &[u32], right: usize, rival: Option<usize>) {
        self.clock += 1;
        let Some(rival) = rival else { return };
        for &feature in features {
            if self.met[feature as usize] < RARE {
                continue;
            }
            let row = (feature >> (COUNTED_BITS - self.bits)) as usize;
            self.change(row + right, 1);
            self.change(row + rival, -1);
        }
    }

    fn change(&mut self, at: usize, by: i32) {
        self.weights[at] += by;
        self.changes[at] += self.clock * i64::from(by);
    }

    /// The averaged weights, scaled to one byte each. All but one in twenty thousand of the nonzero weights fit
    /// without clipping: clipping more of them costs far more accuracy than coarser steps do.
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
