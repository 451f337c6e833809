//! Places to come back to: where one was before each jump, and where one has put a mark.

use std::collections::BTreeMap;

use super::panes::text::Place;
use super::reading::Reading;
use crate::document::BlockKind;

/// How many places are remembered.
const KEPT: usize = 100;

/// Where one was before each jump, and the marks.
#[derive(Debug, Default)]
pub struct Jumps {
    places: Vec<Place>,
    /// The place of the list at which one is; its length where one has moved on since.
    at: usize,
    /// The marks, by their letters.
    pub marks: BTreeMap<char, Place>,
    /// The mark that one wants to go to as soon as it is known what was kept.
    pub wanted: Option<char>,
}

impl Jumps {
    /// Remembers the place that a jump leaves, as the latest; the same place is remembered once.
    pub fn leave(&mut self, place: Place) {
        self.places.retain(|p| p.at != place.at);
        self.places.push(place);
        let excess = self.places.len().saturating_sub(KEPT);
        self.places.drain(..excess);
        self.at = self.places.len();
    }

    /// The place before this one in the list. From outside the list, `now` becomes its last place, so that
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

    /// The place behind this one in the list.
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

/// Which paragraphs a key goes to.
#[derive(Debug, Clone, Copy)]
pub enum Sought {
    /// Every one.
    Any,
    /// Headings.
    Heading,
    /// Those with a mention of an actor.
    Naming(usize),
}

impl Sought {
    /// Whether the block of that number is one of them.
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
