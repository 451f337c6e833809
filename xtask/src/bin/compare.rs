//! Compares what two builds make of the same texts: `cargo run -p xtask --bin compare -- OLD NEW [PATH…]`.
//!
//! OLD and NEW are two programs `attache`. Both analyse every file below the paths, `tests` and `assets/samples` where none is
//! named. A difference is printed with its file and the lines that differ; the exit code is then 1.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The most lines that are printed of one file's difference.
const MOST: usize = 10;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut words = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(old), Some(new)) = (words.next(), words.next()) else {
        return Err("Name two programs: compare OLD NEW [PATH…]".into());
    };
    let named: Vec<PathBuf> = words.collect();
    let standard = ["tests", "assets/samples"].map(PathBuf::from);
    let mut files = Vec::new();
    for path in if named.is_empty() { &standard[..] } else { &named } {
        list(path, &mut files)?;
    }
    files.sort();
    let mut different = 0;
    for file in &files {
        let (a, b) = (analyse(&old, file)?, analyse(&new, file)?);
        if a != b {
            different += 1;
            println!("{}", file.display());
            show(&a, &b);
        }
    }
    println!("{} files, {different} of them different", files.len());
    Ok(if different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        list(&entry?.path(), files)?;
    }
    Ok(())
}

/// What a program prints for a file, and how it ends.
fn analyse(program: &Path, file: &Path) -> std::io::Result<String> {
    let output =
        Command::new(program).args(["--no-state", "analyze"]).arg(file).stdin(Stdio::null()).output()?;
    Ok(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stdout)))
}

fn show(old: &str, new: &str) {
    let (mut a, mut b) = (old.lines(), new.lines());
    let mut shown = 0;
    loop {
        let (x, y) = (a.next(), b.next());
        if (x, y) == (None, None) || shown == MOST {
            return;
        }
        if x != y {
            shown += 1;
            println!("  - {}\n  + {}", x.unwrap_or_default(), y.unwrap_or_default());
        }
    }
}
