//! Turns counts into figures for comparison.

use std::fmt::{self, Display, Formatter};

/// A share of right ones among all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// How many there are.
    pub all: usize,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    /// The share in per cent; zero of nothing.
    pub fn per_cent(self) -> f64 {
        ratio(self.right, self.all) * 100.0
    }
}

impl Display for Share {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.all == 0 {
            return f.write_str("    –");
        }
        write!(f, "{:5.1}% ({}/{})", self.per_cent(), self.right, self.all)
    }
}

/// Precision and recall of found items against annotated ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retrieval {
    /// How many are in both.
    pub right: usize,
    /// How many were found.
    pub found: usize,
    /// How many are annotated.
    pub gold: usize,
}

impl Retrieval {
    /// The share of the found items that are annotated, 0 to 1.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    /// The share of the annotated items that were found, 0 to 1.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall, 0 to 1.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl Display for Retrieval {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (p, r, f1) = (100.0 * self.precision(), 100.0 * self.recall(), 100.0 * self.f1());
        write!(f, "P {p:5.1}  R {r:5.1}  F1 {f1:5.1}  (gold {}, found {})", self.gold, self.found)
    }
}

/// `part` of `whole`; nothing of nothing is zero. Counts here are far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts of quotes and names are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        let tally = Retrieval { right: 3, found: 4, gold: 6 };
        assert_eq!(tally.to_string(), "P  75.0  R  50.0  F1  60.0  (gold 6, found 4)");
        assert_eq!(Share { right: 1, all: 3 }.to_string(), " 33.3% (1/3)");
        assert_eq!(Retrieval::default().to_string(), "P   0.0  R   0.0  F1   0.0  (gold 0, found 0)");
    }
}
