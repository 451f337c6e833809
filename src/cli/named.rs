//! The files named in options. A command fails on an unreadable one even if it would not use it: a user who names a
//! file relies on it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Result, anyhow};

use super::args::Args;
use super::config;
use crate::session::{explain, shown};

/// Fails if the named configuration or a named actors file cannot be read.
pub(super) fn check(args: &Args) -> Result<()> {
    if let Some(path) = &args.config {
        read(path).map_err(|error| anyhow!(config::unreadable(path, &error)))?;
    }
    for path in &args.actors {
        read(path).map_err(|error| anyhow!(explain(&shown(path), &error)))?;
    }
    Ok(())
}

/// Reads the first byte. A pipe is left alone, because its content comes only once.
fn read(path: &Path) -> io::Result<()> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        File::open(path)?.take(1).read_to_end(&mut Vec::new())?;
    }
    Ok(())
}
