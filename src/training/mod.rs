//! Training: from texts to the models under `assets/models`, in the format that the analysis reads.
//!
//! Only built with the feature `training`. Builds on the analysis, whose features it shares; nothing there refers
//! to it. Deterministic: the same data and seed give the same bytes. Reads no files; `examples/train.rs` does.

pub mod attributions;
pub mod calibration;
pub mod crf;
pub mod names;
pub mod pack;
pub mod quotes;
pub mod ranker;
pub mod syntax;
pub mod weights;

pub use weights::{Options, Trained};

/// A small generator of pseudo-random numbers (SplitMix64): seedable, the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// A number below `n`, which must not be zero.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// Shuffles `items`.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
