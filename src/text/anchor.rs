//! Anchors: passages that can be found again after small changes of the text, by their place and their words.
//!
//! They are tried in this order: the same words at the same place; the same words at the nearest place; most
//! of the words, in order and close together. A passage not found by any of these is lost, and reported as
//! such.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// A passage: its original place, and its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// Its original bytes.
    #[serde(flatten)]
    pub span: Span,
    /// The text of those bytes.
    pub words: String,
}

impl Anchor {
    /// The passage at `span` of `text`.
    pub fn new(text: &str, span: Span) -> Self {
        Self { span, words: span.of(text).to_owned() }
    }
}

/// From this many words on, some may have changed.
const FEW: usize = 4;
/// The share of the words that must still be there.
const SHARE: f32 = 0.6;
/// The most words of a passage to compare one by one.
const MOST: usize = 400;
/// How many words the parts of a passage may have moved against each other.
const SLACK: usize = 8;

/// Finds anchors in one text. Lists its words once, and only if an anchor needs them.
pub struct Finder<'a> {
    text: &'a str,
    words: OnceCell<Vec<Word>>,
}

/// A word: its bytes and a hash of its lower case.
#[derive(Clone, Copy)]
struct Word {
    span: Span,
    hash: u64,
}

impl<'a> Finder<'a> {
    /// A finder of passages in `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, words: OnceCell::new() }
    }

    /// The current place of the passage; never empty, and on character boundaries.
    pub fn find(&self, anchor: &Anchor) -> Option<Span> {
        let words = anchor.words.trim();
        if words.is_empty() {
            return None;
        }
        if anchor.span.of(self.text) == anchor.words {
            return Some(anchor.span);
        }
        self.nearest(words, anchor.span.start).or_else(|| self.similar(words, anchor.span.start))
    }

    /// The occurrence of `words` as whole words that is nearest to byte `at`.
    fn nearest(&self, words: &str, at: u32) -> Option<Span> {
        whole_words(self.text, words).min_by_key(|s| s.start.abs_diff(at))
    }

    /// The place with most of `words` in their order; of equal places the nearest to byte `at`.
    fn similar(&self, words: &str, at: u32) -> Option<Span> {
        let mut wanted = list(words);
        wanted.truncate(MOST);
        let needed =
            if wanted.len() < FEW { wanted.len() } else { (wanted.len() as f32 * SHARE).ceil() as usize };
        let here = self.words.get_or_init(|| list(self.text));
        let from = densest(&wanted, here, at)?;
        let window = &here[from..here.len().min(from + wanted.len() + 2 * SLACK)];
        let common = common(&wanted, window);
        let (first, last) = (common.first()?, common.last()?);
        let span = Span::new(window[*first].span.start, window[*last].span.end);
        (common.len() >= needed.max(1)).then(|| self.with_marks(span, words))
    }

    /// The span extended by the marks before its first word and after its last that `words` had.
    fn with_marks(&self, span: Span, words: &str) -> Span {
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let (head, tail) = words.split_once(bare).unwrap_or(("", ""));
        let before = self.text[..span.start as usize].ends_with(head);
        let behind = self.text[span.end as usize..].starts_with(tail);
        let start = if before { span.start - head.len() as u32 } else { span.start };
        Span::new(start, if behind { span.end + tail.len() as u32 } else { span.end })
    }
}

/// Every place in `text` where `words` occur as whole words.
pub fn whole_words<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Span> + 'a {
    let joins = |a: Option<char>, b: Option<char>| {
        a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
    };
    text.match_indices(words).filter_map(move |(at, found)| {
        let end = at + found.len();
        let cut = joins(text[..at].chars().next_back(), found.chars().next())
            || joins(found.chars().next_back(), text[end..].chars().next());
        (!cut && !found.is_empty()).then(|| Span::new(at as u32, end as u32))
    })
}

fn list(text: &str) -> Vec<Word> {
    let word = |(at, word): (usize, &str)| {
        let mut hasher = DefaultHasher::new();
        word.to_lowercase().hash(&mut hasher);
        Word { span: Span::new(at as u32, (at + word.len()) as u32), hash: hasher.finish() }
    };
    text.unicode_word_indices().map(word).collect()
}

/// The index of the word in `here` from which most words of `wanted` follow at their original distances.
fn densest(wanted: &[Word], here: &[Word], at: u32) -> Option<usize> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (j, word) in wanted.iter().enumerate() {
        places.entry(word.hash).or_default().push(j);
    }
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for (i, word) in here.iter().enumerate() {
        for &j in places.get(&word.hash).into_iter().flatten() {
            // A vote for the stretch that contains the distance, and for the one that begins half a stretch
            // earlier.
            let stretch = (i + MOST - j) / SLACK;
            *votes.entry(stretch).or_default() += 1;
            *votes.entry(stretch.saturating_sub(1)).or_default() += 1;
        }
    }
    let start = |stretch: usize| (stretch * SLACK).saturating_sub(MOST).min(here.len());
    let away = |stretch: usize| here.get(start(stretch)).map_or(u32::MAX, |w| w.span.start.abs_diff(at));
    let best = votes.into_iter().max_by_key(|&(s, n)| (n, std::cmp::Reverse(away(s)), s));
    best.map(|(stretch, _)| start(stretch))
}

/// The longest common subsequence of both lists, as indices into `window`.
fn common(wanted: &[Word], window: &[Word]) -> Vec<usize> {
    let (n, m) = (wanted.len(), window.len());
    // Cell `i * (m + 1) + j`: the length for the words from `wanted[i]` and `window[j]` on.
    let mut length = vec![0u16; (n + 1) * (m + 1)];
    let cell = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            length[cell(i, j)] = if wanted[i].hash == window[j].hash {
                length[cell(i + 1, j + 1)] + 1
            } else {
                length[cell(i + 1, j)].max(length[cell(i, j + 1)])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < n && j < m {
        if wanted[i].hash == window[j].hash {
            found.push(j);
            (i, j) = (i + 1, j + 1);
        } else if length[cell(i + 1, j)] >= length[cell(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn anchor(text: &str, words: &str) -> Anchor {
        let start = text.find(words).expect(words);
        Anchor::new(text, Span::new(start as u32, (start + words.len()) as u32))
    }

    fn found<'a>(anchor: &Anchor, text: &'a str) -> Option<&'a str> {
        Finder::new(text).find(anchor).map(|s| s.of(text))
    }

    const TEXT: &str =
        "The envoys met. “We shall go on until the port is open again,” said Lund. They met twice.";

    #[test]
    fn an_unchanged_place_is_found_at_once_and_a_moved_one_by_its_words() {
        let a = anchor(TEXT, "They met twice.");
        assert_eq!(found(&a, TEXT), Some("They met twice."));
        assert_eq!(found(&a, &format!("A new head. {TEXT}")), Some("They met twice."));
    }

    #[test]
    fn a_few_other_words_do_no_harm() {
        let a = anchor(TEXT, "“We shall go on until the port is open again,”");
        let changed =
            "A head. The envoys met. “We shall not go on, before the port is open again,” said Lund.";
        assert_eq!(found(&a, changed), Some("“We shall not go on, before the port is open again,”"));
        let wrapped = TEXT.replace("until the", "until\nthe");
        assert_eq!(found(&a, &wrapped), Some("“We shall go on until\nthe port is open again,”"));
    }

    #[test]
    fn what_is_gone_is_not_found_somewhere_else() {
        let a = anchor(TEXT, "“We shall go on until the port is open again,”");
        assert_eq!(found(&a, "The envoys met. They met twice, until the end."), None);
        assert_eq!(found(&anchor("He said no.", "no"), "He knows nothing."), None);
        assert_eq!(found(&Anchor { span: Span::new(0, 0), words: " ".into() }, " x "), None);
    }

    #[test]
    fn the_nearest_of_several_is_meant() {
        let text = "no. One. no. Two. no.";
        let a = Anchor { span: Span::new(10, 12), words: "no".into() };
        assert_eq!(Finder::new(text).find(&a), Some(Span::new(9, 11)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_found_fits_the_text(text in "[ab é語.\n“]{0,60}", words in "[ab é語.“]{0,20}", at in 0u32..80) {
            let anchor = Anchor { span: Span::new(at, at + words.len() as u32), words };
            if let Some(span) = Finder::new(&text).find(&anchor) {
                prop_assert!(span.start < span.end && text.get(span.range()).is_some());
            }
        }
    }
}
