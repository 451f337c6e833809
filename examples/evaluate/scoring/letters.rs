//! Positions counted in letters and digits, which stay the same when a text is reflowed.

use unicode_normalization::char::is_combining_mark;

use super::Bytes;

/// Translates byte offsets of a text to positions in its sequence of letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters {
    /// The number of letters before each byte, and in the whole text at the end.
    before: Vec<u32>,
    /// The letters and digits themselves.
    sequence: String,
}

impl Letters {
    /// Counts the letters of a text.
    pub fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut sequence = String::with_capacity(text.len());
        let mut count = 0;
        for c in text.chars() {
            before.extend(std::iter::repeat_n(count, c.len_utf8()));
            if c.is_alphanumeric() && !is_combining_mark(c) {
                sequence.push(c);
                count += 1;
            }
        }
        before.push(count);
        Self { before, sequence }
    }

    /// The letters in the byte range `at`; both ends must lie inside the text.
    pub fn of(&self, at: Bytes) -> LetterSet {
        LetterSet::new([(self.before[at.start], self.before[at.end])])
    }

    /// The letters in several ranges of bytes.
    pub fn of_all<'a>(&self, ranges: impl IntoIterator<Item = &'a Bytes>) -> LetterSet {
        LetterSet::new(ranges.into_iter().map(|r| (self.before[r.start], self.before[r.end])))
    }

    /// The letters of this text around the place where the two texts first differ; none if they are the same.
    pub fn difference(&self, other: &Self) -> Option<String> {
        if self.sequence == other.sequence {
            return None;
        }
        let equal = self.sequence.chars().zip(other.sequence.chars()).take_while(|(a, b)| a == b).count();
        Some(self.sequence.chars().skip(equal.saturating_sub(30)).take(60).collect())
    }
}

/// A set of letter positions, stored as sorted ranges that do not touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LetterSet(Vec<(u32, u32)>);

impl LetterSet {
    /// The set of all positions in half-open ranges, in any order.
    pub fn new(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().filter(|(start, end)| start < end).collect();
        sorted.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        for (start, end) in sorted {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self(joined)
    }

    /// All positions in any of the sets.
    pub fn union<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Self {
        Self::new(sets.into_iter().flat_map(|s| s.0.iter().copied()))
    }

    /// The number of positions in the set.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|(start, end)| end - start).sum()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of positions in both sets.
    pub fn shared(&self, other: &Self) -> u32 {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            shared += a.1.min(b.1).saturating_sub(a.0.max(b.0));
            if a.1 <= b.1 {
                i += 1;
            } else {
                j += 1;
            }
        }
        shared
    }

    /// Whether the sets share a position.
    pub fn meets(&self, other: &Self) -> bool {
        self.shared(other) > 0
    }

    /// Whether this set covers at least half of `other`.
    pub fn covers_half_of(&self, other: &Self) -> bool {
        2 * self.shared(other) >= other.len()
    }

    /// `length` consecutive positions, starting `skip` after the first of this set.
    #[must_use]
    pub fn slice(&self, skip: u32, length: u32) -> Self {
        let first = self.0.first().map_or(0, |r| r.0) + skip;
        Self::new([(first, first + length)])
    }

    /// Intersection over union, 0 to 1.
    pub fn iou(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        if shared == 0 { 0.0 } else { f64::from(shared) / f64::from(self.len() + other.len() - shared) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_punctuation_take_no_room() {
        let wrapped = Letters::new("mid-\nJanuary, “he said”");
        let joined = Letters::new("mid-January, \"he said\"");
        assert_eq!(wrapped.difference(&joined), None);
        assert_eq!(wrapped.of(0..12), joined.of(0..11));
        assert_eq!(wrapped.of(0..12).len(), 10);
    }

    #[test]
    fn a_lost_letter_is_noticed() {
        let found = Letters::new("the talks in Geneva").difference(&Letters::new("the talks in Gneva"));
        assert_eq!(found.as_deref(), Some("thetalksinGeneva"));
    }

    #[test]
    fn sets_join_and_compare() {
        let a = LetterSet::new([(4, 6), (0, 2), (2, 3)]);
        let b = LetterSet::new([(2, 5)]);
        assert_eq!(a, LetterSet::new([(0, 3), (4, 6)]));
        assert_eq!((a.len(), a.shared(&b)), (5, 2));
        assert!((a.iou(&b) - 2.0 / 6.0).abs() < 1e-9);
        assert!(a.covers_half_of(&b) && !b.covers_half_of(&a));
    }
}
