//! The files that options name. A command that has no use for one fails all the same where it cannot be read: whoever
//! names a file counts on it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Result, anyhow};

use super::args::Args;
use super::config;
use crate::session::{explain, shown};

/// Fails where the configuration or a file of actors is named and cannot be read.
pub(super) fn check(args: &Args) -> Result<()> {
    if let Some(path) = &args.config {
        read(path).map_err(|error| anyhow!(config::unreadable(path, &error)))?;
    }
    for path in &args.actors {
        read(path).map_err(|error| anyhow!(explain(&shown(path), &error)))?;
    }
    Ok(())
}

/// Reads the first byte. What comes through a pipe is left to whoever needs it, because it comes only once.
fn read(path: &Path) -> io::Result<()> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        File::open(path)?.take(1).read_to_end(&mut Vec::new())?;
    }
    Ok(())
}
