//! `attache analyze`: texts in, briefings out.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::args::{Analyze, Color, Format};
use super::known::Known;
use super::{input, is_broken_pipe, report};
use crate::analysis::table::Table;
use crate::briefing::Briefing;
use crate::export::{explain, json, summary};

/// Analyses every file; one that fails is reported and the others go on.
pub(super) fn run(args: &Analyze, color: Color, known: &Known) -> Result<ExitCode> {
    known.notices.iter().for_each(|notice| report(notice));
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let printer = Printer::new(args, color);
    let mut code = ExitCode::SUCCESS;
    for (i, path) in args.files.iter().enumerate() {
        match analyze(path, known.table, (&printer, i), &mut out) {
            Ok(()) => {}
            Err(error) if is_broken_pipe(&error) => return Err(error),
            Err(error) => {
                report(&format!("{error:#}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    out.flush()?;
    Ok(code)
}

fn analyze(
    path: &Path,
    table: &Table,
    (printer, index): (&Printer, usize),
    out: &mut impl Write,
) -> Result<()> {
    let document = input::document(path)?;
    for notice in &document.notices {
        report(&format!("{}: {notice}", input::shown(path)));
    }
    if printer.explain {
        printer.head(path, index, out)?;
        let (briefing, reasons) = Briefing::explained(document, table);
        explain::write(&briefing, &reasons, out)?;
    } else {
        printer.print(&Briefing::with_table(document, table), path, index, out)?;
    }
    // A consumer of many briefings sees each as soon as it is made.
    out.flush()?;
    Ok(())
}

/// How briefings are printed in this run.
struct Printer {
    format: Format,
    explain: bool,
    several: bool,
    style: summary::Style,
}

impl Printer {
    fn new(args: &Analyze, color: Color) -> Self {
        let bold = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => super::has_screen() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
        };
        let style = if bold { summary::Style::Bold } else { summary::Style::Plain };
        Self { format: args.format, explain: args.explain, several: args.files.len() > 1, style }
    }

    /// Names the file above its text, where there are several.
    fn head(&self, path: &Path, index: usize, out: &mut impl Write) -> io::Result<()> {
        if !self.several {
            return Ok(());
        }
        let gap = if index > 0 { "\n\n" } else { "" };
        writeln!(out, "{gap}=== {} ===\n", input::shown(path))
    }

    fn print(&self, briefing: &Briefing, path: &Path, index: usize, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json if !self.several => json::write_indented(briefing, out),
            Format::Json | Format::Jsonl => json::write_line(briefing, out),
            Format::Text => {
                self.head(path, index, out)?;
                summary::write(briefing, self.style, out)
            }
        }
    }
}
