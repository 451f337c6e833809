//! `attache formats`: the supported formats.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;

use crate::import::Format;

/// Prints a line for each format: its name, its description, and its file extensions.
pub(super) fn run() -> Result<ExitCode> {
    io::stdout().lock().write_all(list().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    Format::ALL.iter().map(|&format| line(format)).collect()
}

fn line(format: Format) -> String {
    let endings: Vec<String> = format.endings().iter().map(|e| format!(".{e}")).collect();
    let missing = if format.is_built_in() { "" } else { " (not in this build)" };
    let line = format!("{:<10}{:<46}{}{missing}", format.name(), format.what(), endings.join(" "));
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_line_with_its_endings() {
        let list = list();
        assert_eq!(list.lines().count(), Format::ALL.len());
        assert!(list.contains("markdown  a Markdown text") && list.contains(" .md .markdown"), "{list}");
    }
}
