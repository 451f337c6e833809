//! The shingles of a text, and how many of them two texts share.

use crate::text::terms;

/// The number of terms in a shingle.
const TERMS: usize = 3;
/// The least share of the shorter quote that two quotes must have in common to be the same.
const CONTAINED: f32 = 0.5;
/// The fewest shingles that two quotes must share to be the same: everybody uses short formulas.
const SHARED: usize = 4;

/// The shingles of a text, in numeric order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

/// The shingles that two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// How many shingles they share.
    pub shared: usize,
    /// They as a share of the shorter text, 0 to 1.
    pub contained: f32,
}

impl Overlap {
    /// Whether two quotes with this overlap are the same words.
    pub fn is_same_quote(self) -> bool {
        self.contained >= CONTAINED && self.shared >= SHARED
    }
}

impl Shingles {
    /// The shingles of a text.
    pub fn of(text: &str) -> Self {
        let mut all = Vec::with_capacity(text.len() / 6 + 1);
        each(text, |shingle| all.push(shingle));
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// Their numbers, in order.
    pub fn numbers(&self) -> &[u64] {
        &self.0
    }

    /// The shingles that two texts have in common.
    pub fn overlap(&self, other: &Self) -> Overlap {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let order = x.cmp(y);
            shared += usize::from(order.is_eq());
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
        }
        let shorter = self.0.len().min(other.0.len()).max(1);
        Overlap { shared, contained: shared as f32 / shorter as f32 }
    }
}

/// Calls `see` with the number of each shingle of a text, in text order.
pub(super) fn each(text: &str, mut see: impl FnMut(u64)) {
    let mut last = [0_u64; TERMS];
    let mut count = 0;
    let (mut all, mut term) = (terms(text), String::new());
    while all.next_into(&mut term).is_some() {
        last.rotate_left(1);
        last[TERMS - 1] = number(term.as_bytes());
        count += 1;
        if count >= TERMS {
            see(last.iter().fold(0, |sum, n| mixed(sum.rotate_left(23) ^ n)));
        }
    }
}

/// FNV-1a, which is fast on short words.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |n, b| (n ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads a number over all bits; the last steps of Stafford's thirteenth mix, as in splitmix64.
fn mixed(mut n: u64) -> u64 {
    n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        Shingles::of(a).overlap(&Shingles::of(b)).is_same_quote()
    }

    #[test]
    fn a_quote_that_is_cut_or_edited_a_little_is_the_same() {
        let whole = "We drew a line that both sides can live with, and whether they will is a question for two parliaments.";
        assert!(same(whole, "we drew a line that both sides can live with"));
        assert!(same(
            whole,
            "“We drew a line that both sides can accept, and whether they will is a question for parliaments”"
        ));
        assert!(!same(whole, "We drew a line under the affair, and whether they like it is another matter."));
        assert!(!same("We will not", "We will not"), "too short to tell");
    }

    #[test]
    fn numbers_are_the_same_for_ever() {
        let shingles = Shingles::of("The envoy’s map was a sketch");
        assert_eq!(shingles, Shingles::of("THE ENVOY'S MAP — was a sketch!"));
        assert_eq!(shingles.numbers().len(), 5);
        assert_eq!(Shingles::of("one two three").numbers(), [KEPT]);
    }

    /// The number stored in archives.
    const KEPT: u64 = 17_855_757_523_870_939_607;
}
