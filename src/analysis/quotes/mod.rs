//! Stage 4, quotes: what is said, by whom, with which cue.

pub mod marks;

use super::actors::Cast;
use super::{Layout, Quote};

/// The quotes of a text, in order; `speaker` holds no id yet where the speaker is not in the cast.
pub fn find(_layout: &Layout, _cast: &Cast) -> Vec<Quote> {
    Vec::new()
}
