//! Likeness: texts that are nearly the same, quotes that are the same in several texts, and where two differ.
//!
//! Everything is counted in shingles: every three terms that stand one after another, as a number. The numbers are the
//! same on every machine and in every version, because archives keep sketches of them.

mod difference;
mod shingles;
mod sketch;

pub use difference::{Change, Part, differences};
pub use shingles::{Overlap, Shingles};
pub use sketch::Sketch;
