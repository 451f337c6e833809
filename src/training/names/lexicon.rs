//! Builds the word list: how texts write words, and which words are parts of persons' and places' names.

use std::collections::BTreeMap;

use crate::analysis::Layout;
use crate::analysis::linear::hash_lower;
use crate::analysis::names::lexicon::{flag, join};
use crate::analysis::syntax::weights::lexicon_cells;
use crate::document::Document;
use crate::text::{Shape, TokenKind};

/// A word list under construction.
#[derive(Debug, Default)]
pub struct Builder {
    flags: BTreeMap<u32, u8>,
    /// Counts in lower case and with a capital; inside sentences only.
    written: BTreeMap<u32, (u32, u32)>,
}

impl Builder {
    /// Adds the flags of a word, or of a place of several words.
    pub fn add(&mut self, name: &str, flags: u8) {
        let mut words = name.split_whitespace().map(hash_lower);
        let Some(first) = words.next() else { return };
        let key = words.clone().fold(first, join);
        *self.flags.entry(key).or_default() |= flags;
        if key != first && flags & flag::PLACE != 0 {
            *self.flags.entry(first).or_default() |= flag::PLACE_BEGINS;
        }
    }

    /// Counts how a text writes its words.
    pub fn count(&mut self, text: &str) {
        let document = Document::from_paragraphs(text);
        let layout = Layout::new(&document);
        for sentence in &layout.sentences {
            for i in sentence.tokens.clone().skip(1) {
                let token = layout.tokens[i];
                let spoken = layout.word(i - 1).ends_with(['.', ':', '"', '“', '”', '‘', '(']);
                if token.kind != TokenKind::Word || spoken {
                    continue;
                }
                let counts = self.written.entry(hash_lower(layout.word(i))).or_default();
                match token.shape {
                    Shape::Lower => counts.0 += 1,
                    Shape::Capital | Shape::Mixed => counts.1 += 1,
                    _ => {}
                }
            }
        }
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        for (word, (lower, capital)) in self.written {
            let habit = match (lower, capital) {
                (l, c) if l + c < 4 => continue,
                (l, c) if l >= c * 9 => flag::LOWER,
                (l, c) if c >= l * 9 => flag::CAPITAL,
                _ => flag::EITHER,
            };
            *self.flags.entry(word).or_default() |= habit;
        }
        let entries: Vec<(u32, u8)> = self.flags.into_iter().filter(|(_, flags)| *flags != 0).collect();
        let bits = (entries.len() * 4 / 3).next_power_of_two().trailing_zeros();
        let mut bytes = vec![bits as u8];
        bytes.extend(lexicon_cells(&entries, bits));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::names::lexicon::read;

    #[test]
    fn words_are_listed_by_habit_and_places_by_their_words() {
        let mut builder = Builder::default();
        builder.add("San Mokoena", flag::PLACE);
        (0..5).for_each(|_| builder.count("Then the ship left for Arusha."));
        let bytes = builder.finish();
        let list = read(&bytes);
        assert_eq!(list.get(hash_lower("Ship")), flag::LOWER);
        assert_eq!(list.get(hash_lower("arusha")), flag::CAPITAL);
        assert_eq!(list.get(hash_lower("San")), flag::PLACE_BEGINS);
        assert_eq!(list.get(join(hash_lower("San"), hash_lower("Mokoena"))), flag::PLACE);
    }
}
