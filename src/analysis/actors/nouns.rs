//! Bodies mentioned by their head noun.

use std::collections::HashMap;

use super::CastMention;

/// The bodies mentioned by their head noun so far.
#[derive(Debug, Default)]
pub struct Called {
    /// How many of the cast's mentions are recorded.
    pub noted: usize,
    /// The mentions by the key of the noun, in order.
    pub by_noun: HashMap<String, Vec<CastMention>>,
}

impl Called {
    /// The mentions before byte `start` that use this noun for a body, the last first.
    pub fn before(&self, noun: &str, start: u32) -> impl Iterator<Item = &CastMention> {
        let mentions = self.by_noun.get(noun).map_or(&[][..], Vec::as_slice);
        mentions.iter().rev().filter(move |m| m.span.start < start)
    }
}
