//! What a text has called by the noun that says what it is.

use std::collections::HashMap;

use super::CastMention;

/// The bodies that the text has called by the noun that says what they are, up to where it is read.
#[derive(Debug, Default)]
pub struct Called {
    /// How many mentions of the cast are noted.
    pub noted: usize,
    /// The mentions by the key of the noun, in order.
    pub by_noun: HashMap<String, Vec<CastMention>>,
}

impl Called {
    /// The mentions before byte `start` that call a body by this noun, the last first.
    pub fn before(&self, noun: &str, start: u32) -> impl Iterator<Item = &CastMention> {
        let mentions = self.by_noun.get(noun).map_or(&[][..], Vec::as_slice);
        mentions.iter().rev().filter(move |m| m.span.start < start)
    }
}
