//! attache finds the actors and the quotes of a geopolitical briefing, and shows them in a terminal.
//!
//! The rooms, from the bottom up: [`text`] knows characters, [`document`] blocks and metadata,
//! [`import`] formats, [`analysis`] actors and quotes, [`briefing`] is the data that every face reads.

pub mod analysis;
pub mod briefing;
pub mod document;
pub mod import;
pub mod text;
