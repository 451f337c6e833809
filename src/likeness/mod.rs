//! Likeness: nearly identical texts, the same quote in several texts, and the differences between two.
//!
//! Everything is counted in shingles: every three consecutive terms, as a number. The numbers are the same on every
//! machine and in every version, because archives keep sketches of them.

mod difference;
mod shingles;
mod sketch;

pub use difference::{Change, Part, differences};
pub use shingles::{Overlap, Shingles};
pub use sketch::Sketch;
