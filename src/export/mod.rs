//! A briefing in the formats of other programs and for print. Writes to the given sink and opens nothing.

mod bibtex;
#[cfg(feature = "library")]
pub mod dossier;
pub mod entries;
pub mod explain;
#[cfg(feature = "library")]
pub mod hits;
pub mod json;
mod markdown;
pub mod passages;
pub mod summary;
mod table;
