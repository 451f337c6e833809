//! The `attache` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    attache::cli::run(std::env::args_os())
}
