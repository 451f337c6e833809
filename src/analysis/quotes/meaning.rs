//! Meaning: the person or body that the words for a speaker mean.

use std::ops::Range;

/// The person or body that the words for a speaker mean.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// The entity of the cast; none if it is not in the cast.
    pub entity: Option<usize>,
    /// The tokens that say it best: those of the source, or of an unnamed person that a pronoun means.
    pub tokens: Range<usize>,
    /// The certainty of that, 0 to 1.
    pub certainty: f32,
    /// Whether they speak for a state or a body, which is the speaker: "the representative of Lissa".
    pub delegate: bool,
    /// Those who say it together with them, as entities of the cast.
    pub others: Vec<usize>,
}

impl Meaning {
    /// An entity of the cast.
    pub fn of(entity: usize, tokens: Range<usize>, certainty: f32) -> Self {
        Self { entity: Some(entity), tokens, certainty, delegate: false, others: Vec::new() }
    }

    /// Nobody in the cast, but the words for them.
    pub fn words(tokens: Range<usize>, certainty: f32) -> Self {
        Self { entity: None, tokens, certainty, delegate: false, others: Vec::new() }
    }
}
