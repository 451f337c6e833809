//! attache finds the actors and the quotes of a geopolitical briefing, and shows them in a terminal.
//!
//! The rooms, from the bottom up: [`text`] knows characters, [`lexicon`] words, [`document`] blocks and metadata,
//! [`import`] formats, [`analysis`] actors and quotes, [`briefing`] is the data that every face reads,
//! [`corrections`] what a person has put right in it, [`library`] what is kept on disk.
//! With the feature `training`, a room of its own makes the models that the analysis runs on.

pub mod analysis;
pub mod briefing;
pub mod cli;
pub mod corrections;
pub mod document;
pub mod export;
pub mod fetch;
pub mod import;
pub mod lexicon;
pub mod library;
pub mod likeness;
pub mod query;
pub mod reader;
pub mod session;
pub mod store;
pub mod text;
#[cfg(feature = "training")]
pub mod training;
