//! The project's chores, one program each: `cargo run -p xtask --bin NAME`, from the top of the repository.
//!
//! - `manual` writes the manual pages and the completions;
//! - `licences` collects the licences of the built-in crates;
//! - `picture` and `tour` draw the pictures of the README;
//! - `compare` lists where two builds read the same texts differently.
