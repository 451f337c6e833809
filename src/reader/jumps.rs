//! Places to come back to: those left by jumps, and marks.

use std::collections::BTreeMap;

use super::panes::text::Place;
use super::reading::Reading;
use crate::document::BlockKind;

/// How many places are remembered.
const KEPT: usize = 100;

/// The places left by jumps, and the marks.
#[derive(Debug, Default)]
pub struct Jumps {
    places: Vec<Place>,
    /// The current index in the list; its length after moving on.
    at: usize,
    /// The marks, by their letters.
    pub marks: BTreeMap<char, Place>,
    /// The mark to go to as soon as the saved data are known.
    pub wanted: Option<char>,
}

impl Jumps {
    /// Remembers the place that a jump leaves as the latest; equal places are remembered once.
    pub fn leave(&mut self, place: Place) {
        self.places.retain(|p| p.at != place.at);
        self.places.push(place);
        let excess = self.places.len().saturating_sub(KEPT);
        self.places.drain(..excess);
        self.at = self.places.len();
    }

    /// The previous place in the list. From outside the list, `now` becomes its last place, so that
    /// [`Jumps::forward`] comes back to it.
    pub fn back(&mut self, now: Place) -> Option<Place> {
        if self.at == self.places.len() {
            let known = self.places.iter().position(|p| p.at == now.at);
            if known != self.places.len().checked_sub(1) {
                self.leave(now);
            }
            self.at = self.places.len().saturating_sub(1);
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).copied()
    }

    /// The next place in the list.
    pub fn forward(&mut self) -> Option<Place> {
        let place = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        Some(place)
    }

    /// The place that the last jump left.
    pub fn last(&self) -> Option<Place> {
        self.places.last().copied()
    }
}

/// The paragraphs that a key goes to.
#[derive(Debug, Clone, Copy)]
pub enum Sought {
    /// All.
    Any,
    /// Headings.
    Heading,
    /// Those with a mention of an actor.
    Naming(usize),
}

impl Sought {
    /// Whether the block with that number is one of them.
    pub fn suits(self, reading: &Reading, block: usize) -> bool {
        let block = &reading.blocks()[block];
        match self {
            Self::Any => true,
            Self::Heading => block.kind == BlockKind::Heading,
            Self::Naming(actor) => {
                let mentions = reading.mentions_of(actor);
                let next = mentions.partition_point(|m| m.start < block.span.start);
                mentions.get(next).is_some_and(|m| m.start < block.span.end)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(at: u32) -> Place {
        Place::at(at)
    }

    #[test]
    fn one_goes_back_through_the_jumps_and_forward_again() {
        let mut jumps = Jumps::default();
        assert_eq!(jumps.back(place(0)), None);
        let mut jumps = Jumps::default();
        jumps.leave(place(0));
        jumps.leave(place(100));
        let walk: Vec<_> = (0..3).map(|_| jumps.back(place(200)).map(|p| p.at)).collect();
        assert_eq!(walk, [Some(100), Some(0), None]);
        let walk: Vec<_> = (0..3).map(|_| jumps.forward().map(|p| p.at)).collect();
        assert_eq!(walk, [Some(100), Some(200), None]);
        jumps.leave(place(100));
        assert_eq!(jumps.last().map(|p| p.at), Some(100));
        assert_eq!(jumps.back(place(300)).map(|p| p.at), Some(100));
    }
}
