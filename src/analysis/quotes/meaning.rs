//! Meaning: whom the words that name a speaker mean.

use std::ops::Range;

/// Whom the words that name a speaker mean.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// The entity of the cast; none where it is nobody of the cast.
    pub entity: Option<usize>,
    /// The tokens that say it best: those of the source, or of an unnamed person whom a pronoun means.
    pub tokens: Range<usize>,
    /// How sure that is, 0 to 1.
    pub certainty: f32,
    /// Whether they speak for a state or a body, which is the speaker: "the representative of Lissa".
    pub delegate: bool,
    /// Who says it together with them, as entities of the cast.
    pub others: Vec<usize>,
}

impl Meaning {
    /// Somebody of the cast.
    pub fn of(entity: usize, tokens: Range<usize>, certainty: f32) -> Self {
        Self { entity: Some(entity), tokens, certainty, delegate: false, others: Vec::new() }
    }

    /// Nobody of the cast, and the words for them.
    pub fn words(tokens: Range<usize>, certainty: f32) -> Self {
        Self { entity: None, tokens, certainty, delegate: false, others: Vec::new() }
    }
}
