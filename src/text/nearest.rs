//! The nearest of some names to a misspelled one, for messages that suggest the intended name.

/// The name that takes the fewest typing errors to become `word`: an extra, missing or wrong letter, or two
/// swapped. None if even the nearest is further away than a third of the word’s letters.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let most = word.len().div_ceil(3).max(1);
    let slips = |name: &'n str| Some((slips(&word, &name.to_lowercase(), most)?, name));
    names.into_iter().filter_map(slips).min_by_key(|(slips, _)| *slips).map(|(_, name)| name)
}

/// The number of errors that turn `word` into `name`, if at most `most`: the optimal string alignment
/// distance.
fn slips(word: &[char], name: &str, most: usize) -> Option<usize> {
    let name: Vec<char> = name.chars().collect();
    if name.len().abs_diff(word.len()) > most {
        return None;
    }
    let (mut before, mut last) = (vec![0; name.len() + 1], (0..=name.len()).collect::<Vec<_>>());
    for (i, &w) in word.iter().enumerate() {
        let mut row = Vec::with_capacity(name.len() + 1);
        row.push(i + 1);
        for (j, &n) in name.iter().enumerate() {
            let mut least = (last[j] + usize::from(w != n)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && w == name[j - 1] && word[i - 1] == n {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_of_typing_are_found_and_strangers_are_not() {
        let names = ["aliases", "country", "kind", "name"];
        assert_eq!(nearest("alias", names), Some("aliases"));
        assert_eq!(nearest("Contry", names), Some("country"));
        assert_eq!(nearest("knid", names), Some("kind"));
        assert_eq!(nearest("nmae", names), Some("name"));
        assert_eq!(nearest("capital", names), None);
        assert_eq!(nearest("", names), None);
    }
}
