//! A briefing in the formats of other programs and of paper. Writes to what it is given and opens nothing.

pub mod entries;
pub mod explain;
pub mod json;
pub mod passages;
pub mod summary;
