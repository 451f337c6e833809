//! What is kept for years: the archive of what was read and followed.
//!
//! The caller names the folder. Nothing here uses the network or knows a screen.

pub mod archive;
mod engine;
mod error;
mod shared;
mod sqlite;

pub use error::{StoreError, Trouble};
