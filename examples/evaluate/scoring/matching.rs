//! Matches found items to annotated ones: one-to-one pairs, the best overlap first.

use super::letters::LetterSet;

/// The least intersection over union at which two passages count as the same.
const LEAST_OVERLAP: f64 = 0.5;

/// Pairs `gold[i]` with `found[j]` if they overlap enough, greedily from the best overlap down. Returns the
/// `j` for each `i`.
pub fn pair(gold: &[&LetterSet], found: &[&LetterSet]) -> Vec<Option<usize>> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let iou = g.iou(f);
            if iou >= LEAST_OVERLAP {
                candidates.push((iou, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut of_gold = vec![None; gold.len()];
    let mut taken = vec![false; found.len()];
    for (_, i, j) in candidates {
        if of_gold[i].is_none() && !taken[j] {
            of_gold[i] = Some(j);
            taken[j] = true;
        }
    }
    of_gold
}

/// The first of the items that share most with `passage`.
pub fn most_shared<'a, T>(
    items: &'a [T],
    passage: &LetterSet,
    set_of: impl Fn(&T) -> &LetterSet,
) -> Option<(usize, &'a T)> {
    items.iter().enumerate().rev().max_by_key(|(_, item)| set_of(item).shared(passage))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(ranges: &[(u32, u32)]) -> Vec<LetterSet> {
        ranges.iter().map(|&r| LetterSet::new([r])).collect()
    }

    #[test]
    fn the_best_overlap_wins_and_nothing_is_used_twice() {
        let gold = sets(&[(0, 10), (8, 18)]);
        let found = sets(&[(0, 14), (0, 9)]);
        let pairs = pair(&gold.iter().collect::<Vec<_>>(), &found.iter().collect::<Vec<_>>());
        assert_eq!(pairs, [Some(1), None]);
    }

    #[test]
    fn of_equal_shares_the_first_is_taken() {
        let items = sets(&[(0, 2), (4, 8), (0, 8)]);
        assert_eq!(most_shared(&items, &LetterSet::new([(4, 9)]), |s| s).map(|m| m.0), Some(1));
    }
}
