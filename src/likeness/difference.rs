//! Word-by-word differences between two texts.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Whether words are in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Added,
}

/// Adjacent words of one kind, with single spaces between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Whether they are in both texts.
    pub change: Change,
    /// The words.
    pub words: String,
}

/// The changes from one text to another, as parts in order: the same and the removed parts make up the first text,
/// the same and the added ones the second.
pub fn differences(first: &str, second: &str) -> Vec<Part> {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (first.split_whitespace().collect(), second.split_whitespace().collect());
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |change, words: &[&str]| {
        if !words.is_empty() {
            parts.push(Part { change, words: words.join(" ") });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (tag, old, new) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            add(Change::Same, &a[old]);
        } else {
            add(Change::Removed, &a[old]);
            add(Change::Added, &b[new]);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(first: &str, second: &str) -> String {
        let mark = |part: &Part| match part.change {
            Change::Same => part.words.clone(),
            Change::Removed => format!("[-{}-]", part.words),
            Change::Added => format!("{{+{}+}}", part.words),
        };
        differences(first, second).iter().map(mark).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_changed_are_marked() {
        let (first, second) = (
            "no ship would be withdrawn until the keys were back",
            "no ship would be moved\nuntil the keys were back, she said",
        );
        assert_eq!(
            shown(first, second),
            "no ship would be [-withdrawn-] {+moved+} until the keys were [-back-] {+back, she said+}"
        );
        assert_eq!(shown("", "a"), "{+a+}");
        assert_eq!(shown("a b", "a  b"), "a b");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn both_texts_can_be_read_off(first in "[a-c ]{0,20}", second in "[a-c ]{0,20}") {
            let parts = differences(&first, &second);
            let without = |change| parts.iter().filter(|p| p.change != change).map(|p| p.words.as_str()).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(without(Change::Added), first.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert_eq!(without(Change::Removed), second.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
