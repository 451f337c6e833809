//! Long-term storage: the archive of read and followed texts.
//!
//! The caller names the folder. Nothing here uses the network or knows a screen.

pub mod archive;
mod engine;
mod error;
mod shared;
mod sqlite;

pub use error::{StoreError, Trouble};
