//! Sketches: 256 bytes per text, by which nearly identical texts are found among many.
//!
//! A “min-hash” of one permutation: each of the 128 slots keeps the least of the shingles that fall into it (Li, Owen and
//! Zhang 2012), and an empty one takes over its neighbour's (Shrivastava and Li 2014). Slots are compared in 42 bands of
//! three: of texts in which a fifth of the words differ, two thirds share a band, and hardly any others do.

use super::shingles;

const SLOTS: usize = 128;
const ROWS: usize = 3;

/// The share of shingles from which two texts count as nearly the same.
const ALIKE: f32 = 0.2;

/// The sketch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch([u16; SLOTS]);

impl Sketch {
    /// The bytes of a sketch.
    pub const BYTES: usize = 2 * SLOTS;

    /// The sketch of a text; none if it has fewer words than a shingle.
    pub fn of(text: &str) -> Option<Self> {
        let mut least = [u64::MAX; SLOTS];
        shingles::each(text, |n| {
            let slot = &mut least[(n >> 57) as usize];
            *slot = (*slot).min(n & ((1 << 57) - 1));
        });
        let first = least.iter().position(|&n| n != u64::MAX)?;
        let mut slots = [0; SLOTS];
        // Backwards round from the first full slot, so that every empty slot has a full one after it.
        let (mut next, mut distance) = (least[first], 0_u64);
        for step in 0..SLOTS {
            let at = (first + SLOTS - step) % SLOTS;
            if least[at] == u64::MAX {
                distance += 1;
            } else {
                (next, distance) = (least[at], 0);
            }
            // A value borrowed from afar differs from one borrowed from near.
            slots[at] = ((next ^ (distance.wrapping_mul(0x9e37_79b9))) >> 9) as u16;
        }
        Some(Self(slots))
    }

    /// The sketch stored as these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (pairs, []) = bytes.as_chunks::<2>() else { return None };
        let slots: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        Some(Self(slots.try_into().ok()?))
    }

    /// The sketch as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }

    /// The bands; texts that are nearly the same share at least one.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        (0_u64..)
            .zip(self.0.chunks_exact(ROWS))
            .map(|(number, rows)| rows.iter().fold(number, |key, row| key << 16 | u64::from(*row)))
    }

    /// An estimate of the share of shingles that two texts have in common, 0 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        same as f32 / SLOTS as f32
    }

    /// Whether two texts are nearly the same.
    pub fn is_like(&self, other: &Self) -> bool {
        self.likeness(other) >= ALIKE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of this many words out of a number, every `changed`th of them replaced.
    fn text(seed: u64, words: u64, changed: u64) -> String {
        let word = |i: u64| {
            let n = if changed > 0 && i % changed == changed - 1 { i.wrapping_mul(31) ^ 0x5555 } else { i };
            format!("w{}", (n ^ seed << 20).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50)
        };
        (0..words).map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn edited_texts_share_a_band_and_others_do_not() {
        let (mut found, mut wrong) = ([0; 3], 0);
        let bands = |sketch: &Sketch| sketch.bands().collect::<Vec<_>>();
        let share = |a: &Sketch, b: &Sketch| bands(a).iter().zip(bands(b)).any(|(x, y)| *x == y);
        for seed in 0..100 {
            let whole = Sketch::of(&text(seed, 500, 0)).unwrap();
            for (count, every) in found.iter_mut().zip([50, 20, 10]) {
                let edited = Sketch::of(&text(seed, 500, every)).unwrap();
                *count += usize::from(share(&whole, &edited) && whole.is_like(&edited));
            }
            wrong += usize::from(share(&whole, &Sketch::of(&text(seed + 1000, 500, 0)).unwrap()));
        }
        assert!(found[0] == 100 && found[1] >= 98 && found[2] >= 85, "{found:?}");
        assert_eq!(wrong, 0);
    }

    #[test]
    fn a_sketch_survives_as_bytes_and_a_short_text_has_a_whole_one() {
        let sketch = Sketch::of("The envoy left Port Selm").unwrap();
        assert_eq!(sketch.to_bytes().len(), Sketch::BYTES);
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        assert!(Sketch::of("Two words").is_none() && Sketch::from_bytes(&[1, 2, 3]).is_none());
    }
}
